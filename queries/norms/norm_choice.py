"""Which catalogue of norms a run asks, and of which municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
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
    name : str, path or None
        As for `choose_norms`. A catalogue that somebody named is asked of every municipality; the
        default only of those that have a code of the country.
    """

    name: str | Path | None = None

    @cached_property
    def catalogue(self) -> NormCatalogue | None:
        """The norms that are asked, read when they are first needed; None for own norms only."""
        return bundled_norms(DEFAULT) if self.name is None else read_norms(self.name)

    def of(self, view: MunicipalView) -> NormCatalogue | None:
        """Return the catalogue that a municipality is asked about."""
        is_default = self.name is None
        if is_default and municipality_code_of(view) in ("", INVENTED):
            return None
        return self.catalogue


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
    chosen = NormChoice(name)
    if name is not None:
        _ = chosen.catalogue  # so that what is wrong in it is told at once
    return chosen


def unknown_norms(facts: Facts, chosen: NormChoice) -> Iterator[tuple[str, str]]:
    """Yield each row that names a norm which the catalogue does not have, and the name."""
    known = {norm.id for norm in chosen.catalogue.norms} if chosen.catalogue else set()
    for node in facts.nodes():
        for name in facts.values(node, mr("normId")):
            if name not in known:
                yield node, name
