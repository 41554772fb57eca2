"""Which catalogue of norms a run asks, and of which municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import mr
from mellanrum.queries.norms.applying import municipality_code_of
from mellanrum.queries.norms.norm_catalogue import NormCatalogue, bundled_norms, read_norms
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["NormChoice", "choose_norms", "unknown_norms"]

DEFAULT = "sverige"
INVENTED = "0000"  # the code of a municipality that there is not


@dataclass(frozen=True)
class NormChoice:
    """The norms of a run.

    Attributes
    ----------
    catalogue : NormCatalogue or None
        Those that are asked; none but a municipality's own where None.
    everywhere : bool
        Whether they are asked of every municipality, since somebody named them; else of those only
        that have a code of the country.
    """

    catalogue: NormCatalogue | None
    everywhere: bool = True

    def of(self, view: MunicipalView) -> NormCatalogue | None:
        """Return the catalogue that a municipality is asked about."""
        if self.everywhere:
            return self.catalogue
        code = municipality_code_of(view)
        return self.catalogue if code not in ("", INVENTED) else None


def choose_norms(name: str | Path | None = None) -> NormChoice:
    """Return the norms that a name stands for.

    Parameters
    ----------
    name : str or path, optional
        As for `read_norms`; where not given those of Sweden, for municipalities with a Swedish
        code.

    Raises
    ------
    LoadError
        With everything that is wrong in a catalogue, or if there is none of that name.
    """
    if name is None:
        return NormChoice(bundled_norms(DEFAULT), everywhere=False)
    return NormChoice(read_norms(name))


def unknown_norms(facts: Facts, chosen: NormChoice) -> Iterator[tuple[str, str]]:
    """Yield each row that names a norm which the catalogue does not have, and the name."""
    known = {norm.id for norm in chosen.catalogue.norms} if chosen.catalogue else set()
    for node in facts.nodes():
        for name in facts.values(node, mr("normId")):
            if name not in known:
                yield node, name
