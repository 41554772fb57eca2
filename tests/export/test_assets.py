"""No string, class of a style sheet or export of a script is left over when its use is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mellanrum.export.comparison.strings import KINDS, ROWS
from mellanrum.export.drawing.words import WORDS
from mellanrum.export.forms.strings import FORM
from mellanrum.export.map.strings import STRINGS as MAP
from mellanrum.export.pages.strings import STRINGS as PAGES
from mellanrum.export.reporting.strings import STRINGS as REPORT
from mellanrum.export.wording import GAP
from mellanrum.ontology.language import Text

EXPORT = Path(__file__).parents[2] / "export"
CATALOGUES = ("strings.py", "panel_strings.py", "words.py", "wording.py")
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for ending in ("py", "js", "j2")
    for path in sorted(EXPORT.rglob(f"*.{ending}"))
    if path.name not in CATALOGUES
)
# A name put together from parts: `about_${form}`, f"{change}_table", `${control}_${choice}`.
BEGINNINGS = {
    "gather_",
    "order_",
    *re.findall(r"(?<![\w-])([A-Za-z][\w-]*[-_])(?:\$?\{|\" ~)", CODE),
}
ENDS = frozenset(re.findall(r"\}([-_][\w-]+)", CODE))
NAMES = frozenset(re.findall(r"[\"'`.|\[ ]([\w-]+)", CODE))


def is_used(name: str) -> bool:
    return name in NAMES or any(
        name[:place] in BEGINNINGS or name[place:] in ENDS for place in range(1, len(name))
    )


def scripts() -> Iterator[tuple[str, str]]:
    for path in sorted(EXPORT.glob("script/*.js")):
        yield path.name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "catalogue",
    [ROWS, KINDS, WORDS, MAP, FORM, PAGES, REPORT, GAP],
    ids=lambda each: next(iter(each)),
)
def test_every_string_is_used(catalogue: Mapping[str, Text]) -> None:
    assert not [key for key in catalogue if not is_used(key)]


def test_every_class_of_the_style_sheets_is_used() -> None:
    for path in sorted(EXPORT.glob("templates/*.css")):
        text = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", path.read_text(encoding="utf-8"), flags=re.S)
        names = set(re.findall(r"\.([A-Za-z][A-Za-z-]*)\b(?!\d)", text))
        assert not [name for name in sorted(names) if not is_used(name)], path.name


def test_every_export_of_a_script_is_imported() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("script/*.js"))
    known = dict(scripts())
    for name, text in known.items():
        others = tests + "".join(other for path, other in known.items() if path != name)
        exported = re.findall(r"^export (?:async )?(?:function|const|let|class) (\w+)", text, re.M)
        assert exported or name in ("main.js", "form.js"), name
        assert not [each for each in exported if not re.search(rf"\b{each}\b", others)], name
