"""Load datasets into one knowledge graph, or two of them to compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from mellanrum.inputs import read_all
from mellanrum.knowledge import KnowledgeGraph, as_date
from mellanrum.ontology.errors import LoadError
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.comparison.kind_comparison import KindComparison
from mellanrum.queries.comparison.row_comparison import RowComparison
from mellanrum.queries.norms.norm_choice import choose_norms
from mellanrum.queries.rules.catalogue import read_catalogue

__all__ = ["compare", "load"]


def load(
    *paths: str | Path,
    as_of: dt.date | str | None = None,
    allowed_numbers: Collection[str] = (),
    profile: str | Path | None = None,
    rules: str | Path | None = None,
    norms: str | Path | None = None,
) -> KnowledgeGraph:
    """Load datasets into one knowledge graph.

    Parameters
    ----------
    *paths : str or path
        Dataset folders, ``.xlsx`` workbooks and RDF files, or names of bundled datasets, in any
        mix. With none, the bundled municipalities Borås and Tyresö.
    as_of : datetime.date or str, optional
        The date at which things are to stand; the date of the newest statement where not given.
    allowed_numbers : collection of str
        Values from `mellanrum.graph.guards.personal_numbers.read_allowed`, for numbers that
        only look personal.
    profile : str or path, optional
        CSV file that says how severe the gaps of each rule are, and which rules are on.
    rules : str or path, optional
        Folder of rules of your own, which are added to ours; see docs/own-rules.md.
    norms : str or path, optional
        A catalogue of norms: ``sverige``, ``none``, or a folder of your own; see
        docs/own-norms.md. Where not given, that of Sweden for municipalities with a Swedish code.

    Raises
    ------
    LoadError
        With every problem found in the tables, if there is any error among them.
    RuleError
        With everything that is wrong in the rules or the profile.

    Examples
    --------
    >>> g = load("ekvalla")
    >>> [info.slug for info in g.datasets]
    ['ekvalla']
    """
    catalogue, chosen = read_catalogue(profile, rules), choose_norms(norms)
    assembly = read_all(paths, allowed_numbers)
    errors = [item for item in assembly.problems if item.severity == "error"]
    if errors:
        raise LoadError(*errors)
    return KnowledgeGraph(assembly, load_schema(), as_date(as_of), catalogue, chosen)


def compare(
    first: str | Path, second: str | Path, *, as_of: dt.date | str | None = None
) -> RowComparison | KindComparison:
    """Compare two versions of a dataset, or two municipalities; see `KnowledgeGraph.compare`.

    Parameters
    ----------
    first, second : str or path
        As for `load`.
    as_of : datetime.date or str, optional
        The date of both; that of the newest statement in each where not given.

    Raises
    ------
    LoadError
        As for `load`.

    Examples
    --------
    >>> compare("ekvalla", "ekvalla").is_same
    True
    """
    return load(first, as_of=as_of).compare(load(second, as_of=as_of))
