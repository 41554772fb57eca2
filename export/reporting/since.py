"""An earlier run, to tell what is new: the items of its ``gaps.json``, of format 1 or 2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mellanrum.export.files import file_error
from mellanrum.export.tables.gap_tables import FORMAT
from mellanrum.graph.guards import check_text_file
from mellanrum.ontology.errors import LoadError
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import LEVEL
from mellanrum.queries.tiers.item import TIERS

__all__ = ["Earlier", "EarlierItem", "read_earlier", "read_item"]

NAME = "gaps.json"


@dataclass(frozen=True)
class EarlierItem:
    """An item as ``gaps.json`` has it; rows are ``dataset/id``.

    One of format 1 is ``structural``, as rules found them all, has one sentence for both languages
    and no status. `rules` are those that find it, `lines` each of them with its sentence in
    Swedish, and `members` the rows that a stated lack is made of.
    """

    iri: str
    tier: str
    says: Text
    status: str = ""
    replaces: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    object: str = ""
    level: str = ""
    about: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """An earlier run; one of format 1 has one list, in which stated lacks cannot be followed."""

    as_of: str
    format: int
    datasets: tuple[str, ...]
    items: tuple[EarlierItem, ...]


def read_earlier(path: Path) -> Earlier:
    """Read an earlier run from its ``gaps.json``, or the folder that holds it.

    Raises
    ------
    ExportError
        If the file is not there, is not one that we have written, or is of a later format.
    LoadError
        If the file is too large, or no text.
    """
    file = path / NAME if path.is_dir() else path
    if not file.exists():
        raise file_error(file.name, "no-earlier-run")
    try:
        return _earlier(json.loads(check_text_file(file)))
    except LoadError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise file_error(file.name, "not-an-earlier-run") from error


def _earlier(told: Mapping[str, Any]) -> Earlier:
    version = int(told.get("format", 1))
    if not 1 <= version <= FORMAT:
        raise ValueError(version)
    read = read_item if version > 1 else _first_item
    return Earlier(
        as_of=str(told["as_of"] or ""),
        format=version,
        datasets=tuple(map(str, told.get("datasets", ()))),
        items=tuple(read(record) for record in told["gaps"]),
    )


def read_item(record: Mapping[str, Any]) -> EarlierItem:
    """Return an item of format 2."""
    if record["tier"] not in TIERS:
        raise ValueError(record["tier"])
    lines = [*record["also_visible"], *record["found_by"]]
    stated = record["stated"] or {}
    members = [*stated.get("statements", ()), *stated.get("findings", ())]
    return EarlierItem(
        iri=str(record["iri"]),
        tier=str(record["tier"]),
        says=_text(record["says"]),
        status=str(record["status"]),
        replaces=tuple(map(str, record["replaces"])),
        rules=tuple(dict.fromkeys(str(line["rule"]) for line in lines)),
        lines=tuple((str(line["rule"]), _text(line["says"]).sv) for line in lines),
        subject=str(record["subject"]),
        object=str(record["object"] or ""),
        level=str(record["level"] or ""),
        about=tuple(map(str, record["about"])),
        members=tuple(map(str, members or stated.get("recommendations", ()))),
    )


def _text(told: Mapping[str, str]) -> Text:
    return Text(str(told["sv"]), str(told["en"]))


def _first_item(record: Mapping[str, Any]) -> EarlierItem:
    """Return an item of format 1: texts are in one language, and levels are called by label."""
    says, called = str(record["says"]), str(record.get("level", ""))
    level = next((each.slug for each in LEVEL if called in (each.label.sv, each.label.en)), "")
    return EarlierItem(
        iri=str(record["iri"]),
        tier="structural",
        says=Text(says, says),
        rules=(str(record["rule"]),),
        subject=str(record["subject"]),
        object=str(record["object"]),
        level=level,
        about=tuple(map(str, record["about"])),
    )
