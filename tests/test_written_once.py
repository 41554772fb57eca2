"""A closed word, a rule id and a colour are written once; what depends on them asks their place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from mellanrum.ontology.vocabularies import Scheme

ROOT = Path(__file__).parents[1]
ENDINGS = {".py", ".js", ".css", ".typ", ".j2"}
SCHEMES = (
    "evidence-kind",
    "gap-status",
    "level",
    "lifeline-status",
    "modality",
    "severity",
    "stance",
    "status",
    "valence",
)
WINDOW = 6  # lines within which several words of a scheme are a list of them
MANY = 3
QUOTED = re.compile(r"""["'`]([a-z][a-z-]*)["'`]""")
RULE = re.compile(r"""["']([GKN]\d{2}[a-z]?)["']""")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
# Black, white and greys are those of paper: every sheet has its own rule for print.
PAPER = re.compile(r"#(?:([0-9a-f])\1\1|([0-9a-f]{2})\2\2)$")
# Where the words are not a restatement of the scheme, and why.
ALLOWED = {
    ("lifeline-status", "queries/followup/promises.py"): "the rule of each status, in their order",
    ("lifeline-status", "queries/followup/lifeline_search.py"): "the rule of each status",
    ("lifeline-status", "queries/tiers/item.py"): "the type of a state, three of which are alike",
    ("evidence-kind", "queries/tiers/item.py"): "the types of an item, for the type checker",
    ("gap-status", "queries/tiers/item.py"): "the types of an item, for the type checker",
    ("gap-status", "queries/tiers/placing.py"): "the words of each state within a clause",
    ("gap-status", "queries/stated/handling.py"): "the rule of each state",
    ("modality", "queries/stated/stated_words.py"): "the verb of each sense",
    ("modality", "queries/stated/testimony.py"): "which sense goes before which",
    ("modality", "queries/tiers/order.py"): "what each sense counts",
    ("modality", "queries/tiers/placing.py"): "the words of each sense within a clause",
    ("severity", "queries/tiers/order.py"): "how severe what points to is",
    ("level", "graph/coordination/meeting.py"): "which levels count as one for a kind of pair",
    ("level", "queries/rules/pair_rules.py"): "which levels are those of the lead",
    ("level", "export/map/network_drawing.py"): "before which levels the bands of bodies come",
}


def sources() -> Iterator[tuple[str, str]]:
    for room in ("ontology", "graph", "queries", "export", "mellanrum/cli"):
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def without_docstrings(text: str) -> str:
    """Return code without docstrings, the lines kept: examples there may name what they like."""
    return re.sub(r'"""(?:.|\n)*?"""', lambda found: "\n" * found[0].count("\n"), text)


def restated(text: str, slugs: set[str]) -> list[int]:
    """Return the lines from which several of the words stand close together."""
    lines = [slugs & set(QUOTED.findall(line)) for line in without_docstrings(text).splitlines()]
    spans = (set[str]().union(*lines[at : at + WINDOW]) for at in range(len(lines)))
    least = min(MANY, len(slugs))
    return [at + 1 for at, found in enumerate(spans) if len(found) >= least and lines[at]]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_list_of_a_scheme_is_written_again(scheme: str) -> None:
    slugs = set(Scheme(scheme).slugs)
    found = {name: lines for name, text in sources() if (lines := restated(text, slugs))}
    assert {name for name in found if (scheme, name) not in ALLOWED} == set(), found


def test_no_code_names_a_rule() -> None:
    found = {name: RULE.findall(without_docstrings(text)) for name, text in sources()}
    assert {name: ids for name, ids in found.items() if ids} == {}


def test_no_colour_is_written_in_two_places() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for name, text in (*sources(), ("concepts.ttl", concepts())):
        for colour in COLOUR.findall(without_docstrings(text)):
            if not PAPER.match(colour.lower()):
                places[colour.lower()].add(name)
    assert {colour: sorted(names) for colour, names in places.items() if len(names) > 1} == {}


def concepts() -> str:
    return (ROOT / "ontology" / "concepts.ttl").read_text(encoding="utf-8")


def test_the_lint_finds_what_is_planted() -> None:
    words = {"high", "medium", "low"}
    assert restated('x = 1\nORDER = ["high", "medium", "low"]\n', words) == [2]
    assert restated("{\n  high: 1,\n  'high': 1,\n  `medium`: 2,\n  'low': 3,\n}", words) == [3]
    assert restated('low = "low"\nhigh = "high"\n', words) == []
    assert restated('"""One of ``high``, "medium" and "low" or "high"."""', words) == []
    assert RULE.findall('if gap.rule.id == "G21a":') == ["G21a"]
    assert COLOUR.findall("stroke: #a50e1e; fill: #fff") == ["#a50e1e", "#fff"]


def test_every_exception_is_needed() -> None:
    texts = dict(sources())
    for scheme, name in ALLOWED:
        assert restated(texts[name], set(Scheme(scheme).slugs)), (scheme, name)
