"""The network rules: functions, found by name in the modules of rules beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from mellanrum.queries import rules
from mellanrum.queries.finding.rule_answers import RuleAnswer
from mellanrum.queries.rules.context import RuleContext

__all__ = ["NetworkRule", "network_rules"]

NetworkRule = Callable[[RuleContext], Iterator[RuleAnswer]]
ENDING = "_rules"


@cache
def network_rules(package: ModuleType = rules) -> Mapping[str, NetworkRule]:
    """Return the rule that each ``function:`` of a header names.

    They are what the modules of a package offer in ``__all__`` whose names end in ``_rules``:
    ``function: single-link`` is ``single_link``. Such a function is pure: it sees a `RuleContext`
    and yields what a SPARQL rule would select. Rows with the same subject, object and level become
    one gap.

    Examples
    --------
    >>> "single-link" in network_rules()
    True
    """
    found: dict[str, NetworkRule] = {}
    for info in iter_modules(package.__path__):
        if info.name.endswith(ENDING):
            module = import_module(f"{package.__name__}.{info.name}")
            offered = {name.replace("_", "-"): getattr(module, name) for name in module.__all__}
            assert not offered.keys() & found.keys(), f"{info.name} offers a name twice"
            found |= offered
    return found
