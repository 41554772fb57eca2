"""What a dataset says of itself: the keys of dataset.toml, or of a workbook's settings sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.graph.readers.raw import DatasetInfo
from mellanrum.graph.tables.cells import web_address
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import LANGUAGES, Text

__all__ = ["SETTINGS", "SLUG_PATTERN", "as_text", "info_from_mapping", "slug_of"]

SETTINGS = tuple(field.name for field in fields(DatasetInfo) if field.name != "location")
SLUG_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
PATTERNS = {
    "slug": (SLUG_PATTERN, "a–z, 0–9, -"),
    # The number of the county first: there is none with 02, 11, 15 or 16 since counties merged.
    "municipality_code": (
        r"(0[13-9]|1[02-4]|1[7-9]|2[0-5])[0-9]{2}|0000",
        "0138, 1490, … (0000: påhittad, invented)",
    ),
    "base": (r"https?://[^\s<>\"{}|\\^`?#]+/", "https://…/"),
    "licence": (r"https?://[^\s<>\"{}|\\^`]+", "https://…"),
    "language": (r"sv|en", "sv, en"),
}


def slug_of(name: str) -> str:
    """Return a name as a slug.

    Examples
    --------
    >>> slug_of("Borås Stad 2023")
    'boras-stad-2023'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "dataset"


def info_from_mapping(given: Mapping[str, Any], location: Location) -> DatasetInfo:
    """Read the settings of a dataset; the slug and title are empty where they are not given.

    ``title`` and ``description`` are a text or ``{sv = …, en = …}``.

    Raises
    ------
    LoadError
        If a key is unknown or a value has the wrong form.
    """
    problems = [*_unknown_keys(given, location), *_bad_values(given, location)]
    if problems:
        raise LoadError(*problems)
    texts = {key: as_text(given.get(key, "")) for key in ("title", "description")}
    plain = {key: str(value) for key, value in given.items() if key not in texts and value != ""}
    values: dict[str, Any] = {"slug": "", **plain, **texts}
    return DatasetInfo(**values, location=location)


def as_text(value: object) -> Text:
    """Return a setting that is one text, or one in each language: ``{sv = …, en = …}``."""
    if isinstance(value, Mapping):
        sv, en = (str(value.get(language, "")) for language in LANGUAGES)
        return Text(sv or en, en or sv)
    return Text(str(value), str(value))


def _unknown_keys(given: Mapping[str, Any], location: Location) -> list[Problem]:
    return [
        problem(
            location, "unknown-setting", key=shorten(key), known=listing(SETTINGS, AND), guess=guess
        )
        for key in given
        if key not in SETTINGS
        for guess in [did_you_mean(key, SETTINGS)]
    ]


def _bad_values(given: Mapping[str, Any], location: Location) -> list[Problem]:
    return [
        problem(location, "bad-setting", key=key, value=shorten(value), form=form)
        for key, (pattern, form) in PATTERNS.items()
        if (value := str(given.get(key, "")))
        and not (re.fullmatch(pattern, value) and (pattern[:4] != "http" or web_address(value)))
    ]
