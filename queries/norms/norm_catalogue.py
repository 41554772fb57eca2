"""Read a catalogue of norms: a folder with norms.toml and norms.csv, ours or a user's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mellanrum.graph.guards import check_text_file
from mellanrum.graph.guards.personal_data_check import check_personal_data
from mellanrum.graph.problems import AND, did_you_mean, listing, problem, refusal, shorten
from mellanrum.graph.readers.csvfiles import read_table, read_toml
from mellanrum.graph.readers.info import as_text
from mellanrum.graph.readers.info import slug_of as as_slug
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import assemble
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, NORM, RDFS, mr
from mellanrum.ontology.schema import norms_schema
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.norms.norm import CatalogueNorm

__all__ = ["BUNDLED_NORMS", "NO_NORMS", "NormCatalogue", "bundled_norms", "read_norms"]

BUNDLED_NORMS = ("sverige",)
NO_NORMS = "none"
SETTINGS_FILE, TABLE_FILE = "norms.toml", "norms.csv"
SETTINGS = ("name", "read_against_the_law", "scope", "covers")


@dataclass(frozen=True)
class NormCatalogue:
    """A catalogue of norms.

    Attributes
    ----------
    slug : str
        The name of its folder.
    name, scope : Text
        What it is called, and what it is not: no legal advice.
    read : str
        When it was last read against the law.
    covers : str
        The country whose municipalities it is for, such as ``SE``.
    norms : tuple of CatalogueNorm
        In the order of the file.
    quads : tuple of pyoxigraph.Quad
        The same as data, in a graph of the catalogue.
    """

    slug: str
    name: Text
    scope: Text
    read: str
    covers: str
    norms: tuple[CatalogueNorm, ...]
    quads: tuple[ox.Quad, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        """The id of each norm with those of the norms that came before it."""
        before: dict[str, list[CatalogueNorm]] = {}
        for norm in self.norms:
            before.setdefault(norm.replaced_by, []).append(norm)
        found: dict[str, frozenset[str]] = {}
        for norm in self.norms:
            seen: set[str] = set()
            waiting = [norm]
            while waiting:
                one = waiting.pop()
                if one.id not in seen:
                    seen.add(one.id)
                    waiting += before.get(one.iri, ())
            found[norm.iri] = frozenset(seen)
        return found

    def ids_of(self, norm: CatalogueNorm) -> frozenset[str]:
        """Return the ids under which a norm may be known: its own, and those it came after."""
        return self._ids[norm.iri]


@cache
def bundled_norms(name: str) -> NormCatalogue:
    """Return a catalogue that ships with the project."""
    return _read_folder(Path(str(files("mellanrum.queries"))) / "norms" / name)


def read_norms(name: str | Path) -> NormCatalogue | None:
    """Return the catalogue that a name or a folder stands for, or None for ``none``.

    Parameters
    ----------
    name : str or path
        A folder with ``norms.toml`` and ``norms.csv``, ``sverige``, or ``none``.

    Raises
    ------
    LoadError
        With everything that is wrong in it, or if there is none.
    """
    if str(name) == NO_NORMS:
        return None
    path = Path(name)
    if path.is_dir():
        return _read_folder(path)
    if str(name) in BUNDLED_NORMS:
        return bundled_norms(str(name))
    raise _no_catalogue(path)


def _read_folder(folder: Path) -> NormCatalogue:
    if not (folder / TABLE_FILE).exists() or not (folder / SETTINGS_FILE).exists():
        raise _no_catalogue(folder)
    place = Location(file=f"{folder.name}/{SETTINGS_FILE}")
    text = check_text_file(folder / SETTINGS_FILE)
    settings = read_toml(text, place, "bad-toml:settings")
    problems = _wrong_settings(settings, place)
    info = DatasetInfo(as_slug(folder.name), Text("", ""), base=str(NORM))
    table = read_table(folder / TABLE_FILE, f"{folder.name}/{TABLE_FILE}")
    raw = RawDataset(info, folder.name, (table,))
    problems += check_personal_data([raw])
    assembly = assemble([raw], norms_schema())
    problems += [item for item in assembly.problems if item.severity == "error"]
    if problems:
        raise LoadError(*problems)
    quads = [quad for quad in assembly.quads if _is_norm(quad)]
    return NormCatalogue(
        slug=info.slug,
        name=as_text(settings["name"]),
        scope=as_text(settings["scope"]),
        read=str(settings["read_against_the_law"]),
        covers=str(settings.get("covers", "")),
        norms=_norms(Facts(quads)),
        quads=tuple(_moved(quad, info.slug) for quad in quads),
    )


def _is_norm(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(str(NORM))


def _moved(quad: ox.Quad, slug: str) -> ox.Quad:
    """Return a quad in the graph of the catalogue, which is that of no dataset."""
    graph = ox.NamedNode(GRAPH[f"norms/{slug}"])
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _norms(facts: Facts) -> tuple[CatalogueNorm, ...]:
    rows = facts.instances(mr("CatalogueNorm"))
    return tuple(_norm(facts, row) for row in rows)


def _norm(facts: Facts, row: str) -> CatalogueNorm:
    def one(path: str) -> str:
        return facts.value(row, path)

    def slugs(name: str) -> tuple[str, ...]:
        return tuple(slug_of(value) for value in facts.values(row, mr(name)))

    def slug(name: str) -> str:
        return slug_of(one(mr(name)))

    def is_so(name: str) -> bool:
        return one(mr(name)) == "true"

    return CatalogueNorm(
        iri=row,
        id=one(str(DCTERMS.identifier)),
        kind=slug("normKind"),
        reference=one(str(DCTERMS.bibliographicCitation)),
        address=one(str(RDFS.seeAlso)),
        responsible=slugs("obligesRole"),
        counterparts=slugs("withRole"),
        topic=slug("topic"),
        groups=slugs("standardGroup"),
        element=slug("element"),
        levels=slugs("atLevel"),
        strength=slug("strength"),
        form=slug("whereForm"),
        parties=slugs("whereParty"),
        counties=facts.values(row, mr("inCounty")),
        trigger=slug("trigger"),
        is_effort=is_so("isEffort"),
        is_known=is_so("isKnown"),
        is_too_wide=is_so("isTooWide"),
        every=int(one(mr("everyMonths")) or 0),
        text=Text(one(mr("swedishText")), one(mr("englishText"))),
        valid_from=one(mr("validFrom")),
        valid_until=one(mr("validUntil")),
        replaced_by=one(mr("replacedBy")),
    )


# -- settings -------------------------------------------------------------------------------------


def _wrong_settings(given: Mapping[str, Any], place: Location) -> list[Problem]:
    problems = [
        problem(
            place,
            "unknown-setting",
            key=shorten(key),
            known=listing(SETTINGS, AND),
            guess=did_you_mean(key, SETTINGS),
        )
        for key in given
        if key not in SETTINGS
    ]
    missing = (key for key in SETTINGS if key not in given and key != "covers")
    problems += [problem(place, "missing-setting", key=key) for key in missing]
    read = str(given.get("read_against_the_law", "2000-01-01"))
    if not _is_day(read):
        key, value = "read_against_the_law", shorten(read)
        problems.append(problem(place, "bad-setting", key=key, value=value, form="2025-09-01"))
    return problems


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _no_catalogue(path: Path) -> LoadError:
    guess = did_you_mean(str(path), (*BUNDLED_NORMS, NO_NORMS))
    place = Location(file=path.name)
    return refusal(place, "no-norms", names=listing(BUNDLED_NORMS), guess=guess)
