"""The gaps as prose: as wide as the terminal, tier after tier; and what to make of none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import mellanrum
from mellanrum.cli import run
from mellanrum.export.texts.columns import terminal_width
from mellanrum.export.texts.gap_text import gaps_text, no_gaps_text
from mellanrum.export.texts.recall_text import against_text
from mellanrum.ontology.language import LANGUAGES, Language, capitalised
from mellanrum.ontology.vocabularies import GAP_STATUS, SEVERITY, TIER, slug_of

Words = Callable[..., str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Words:
    def invoke(*arguments: str) -> str:
        assert run(arguments) == 0
        return capsys.readouterr().out

    return invoke


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """Return a dataset that names a municipality and tells nothing of it."""
    folder = tmp_path / "tomby"
    folder.mkdir()
    sources, bodies = "id,name,kind,date\nk1,Plan,other,2023\n", "id,kind,name,source\n"
    (folder / "sources.csv").write_text(sources, "utf-8")
    (folder / "bodies.csv").write_text(f"{bodies}k,municipality,Tomby,k1\n", "utf-8")
    return str(folder)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [50, 80])
def test_no_line_is_wider_than_asked(
    bundled: mellanrum.KnowledgeGraph, language: Language, width: int
) -> None:
    snapshot = bundled.snapshot()
    gaps = gaps_text(snapshot, snapshot.gaps, language, width)
    against = against_text(snapshot, bundled.against_findings(), language, width)
    for text in (gaps, against):
        assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_gap_is_told_whole_in_its_tier(
    bundled: mellanrum.KnowledgeGraph, language: Language
) -> None:
    gaps = bundled.gaps()
    text = gaps_text(bundled.snapshot(), gaps, language, 60)
    assert re.findall(r" Id: (\S+)\.", flat(text)) == [slug_of(gap.iri) for gap in gaps]
    blocks = [flat(block) for block in re.split(r"\n\n(?= ?\d+\. )", text)[1:]]
    assert len(blocks) == len(gaps)
    for gap, block in zip(gaps, blocks, strict=True):
        assert block.startswith(f"{gap.place.rank}. {flat(gap.title.pick(language))}")
        for part in (
            GAP_STATUS[gap.status].label.pick(language),
            SEVERITY[gap.severity].label.pick(language),
            flat(gap.sentence(language)),
            f"{capitalised(flat(gap.place.clause.pick(language)))}.",
        ):
            assert part in block
    # Within a tier, each municipality is named once, before its gaps; so is each tier.
    for home in bundled.homes:
        name = bundled.label(home, language)
        assert text.splitlines().count(name) == len(
            {gap.tier for gap in gaps if gap.municipality == home}
        )
    headings = [f"{tier.label.pick(language).upper()}. " for tier in TIER]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert [text.count(heading) for heading in headings] == [1] * len(headings)


def test_one_municipality_is_not_named_over_its_gaps(ekvalla: mellanrum.KnowledgeGraph) -> None:
    text = gaps_text(ekvalla.snapshot(), ekvalla.gaps(), "sv", 80)
    assert "Ekvalla kommun" not in text.splitlines()


def test_the_terminal_decides_how_wide(monkeypatch: pytest.MonkeyPatch, told: Words) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((132, 40)))
    assert terminal_width() == 80, "a file or another program is no terminal"
    assert 70 < max(map(len, told("gaps", "ekvalla").splitlines())) <= 80
    assert 70 < max(map(len, told("cards", "ekvalla").splitlines())) <= 80
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert terminal_width() == 132


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_found_what_was_not_asked_is_told(
    told: Words, empty: str, language: Language
) -> None:
    (one,) = mellanrum.load(empty).anatomy()
    assert mellanrum.load(empty).gaps() == ()
    assert len(one.not_asked) > 10
    for form in ("table", "md"):
        text = told("gaps", empty, "--format", form, "--lang", language)
        assert {"sv": "Inga mellanrum. Det betyder inte", "en": "No gaps. That does not mean"}[
            language
        ] in text
        for line in one.not_asked:
            assert line.says.pick(language) in flat(text)


def test_where_only_the_filter_finds_nothing_there_are_gaps(told: Words) -> None:
    words = ("gaps", "ekvalla", "--body", "ekvalla/ks", "--level", "individual")
    assert told(*words, "--lang", "en") == "No gaps.\n"


def test_of_several_municipalities_each_is_named_with_what_was_not_asked(
    bundled: mellanrum.KnowledgeGraph,
) -> None:
    lines = no_gaps_text(bundled.snapshot(), bundled.anatomy(), "sv", 80).splitlines()
    names = {bundled.label(home) for home in bundled.homes}
    assert sorted(line for line in lines if line in names) == sorted(names)
