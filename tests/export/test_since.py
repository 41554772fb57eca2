"""What is new since an earlier run: followed by IRI, through joins, and under another slug."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import mellanrum
from mellanrum.cli import run
from mellanrum.export.reporting.since import read_earlier
from mellanrum.export.reporting.since_then import Since, since_then
from mellanrum.export.tables.gap_tables import gaps_json
from mellanrum.ontology.errors import ExportError
from mellanrum.queries.tiers.item import Gap, item_iri

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
Record = dict[str, Any]
FIRST_ABSENCE = {
    "id": "aa-mal",
    "namn": "Målbilden finns inte",
    "om": "ekvalla-kommun",
    "det som saknas": "gemensamt mål",
    "iakttagelse": "iak-malbild",
    "källa": "kalla-rapport-2023",
    "ställe": "avsnitt 3.3",
}


@pytest.fixture(scope="module")
def written(ekvalla: mellanrum.KnowledgeGraph) -> str:
    """Return the ``gaps.json`` of the invented municipality."""
    return gaps_json(ekvalla.snapshot())


def compared(graph: mellanrum.KnowledgeGraph, told: object, folder: Path) -> Since:
    """Return what a graph has that an earlier run does not have, and the other way round."""
    (folder / "gaps.json").write_text(json.dumps(told), "utf-8")
    return since_then(read_earlier(folder), graph.snapshot())


def first_format(*gaps: Record, dataset: str = "ekvalla") -> Record:
    """Return a file of format 1, as earlier versions wrote it."""
    common = {"about": [], "level": "", "object": "", "evidence": "strukturellt"}
    told = [{**common, **gap} for gap in gaps]
    return {"as_of": "2024-11-20", "language": "sv", "datasets": [dataset], "gaps": told}


def of_rule(rule: str, subject: str, object_: str = "", level: str = "") -> Record:
    """Return a gap of format 1."""
    named = [f"https://w3id.org/mellanrum/id/{row}" if row else "" for row in (subject, object_)]
    return {
        "iri": item_iri(rule, *named, level),
        "rule": rule,
        "subject": subject,
        "object": object_,
        "says": f"{rule} om {subject}",
    }


def subjects(graph: mellanrum.KnowledgeGraph, gaps: tuple[Gap, ...]) -> list[str]:
    return [graph.short(gap.subject).partition("/")[2] for gap in gaps]


def test_nothing_is_new(ekvalla: mellanrum.KnowledgeGraph, written: str, tmp_path: Path) -> None:
    found = compared(ekvalla, json.loads(written), tmp_path)
    assert found == Since((), (), (), None, only_structural=False)


def test_what_was_not_there_is_new_and_what_is_not_there_is_gone(
    ekvalla: mellanrum.KnowledgeGraph, written: str, tmp_path: Path
) -> None:
    told = json.loads(written)
    first = told["gaps"][0]
    told["gaps"][0] = {**first, "iri": "https://example.org/gap", "replaces": [], "found_by": []}
    found = compared(ekvalla, told, tmp_path)
    assert [gap.iri for gap in found.new] == [first["iri"]]
    assert [item.says.sv for item in found.gone] == [first["says"]["sv"]]


def test_a_state_that_has_changed_is_told(
    ekvalla: mellanrum.KnowledgeGraph, variant: Variant, written: str, tmp_path: Path
) -> None:
    """The schools' way in was overdue; its deadline is put off."""
    later = {"id": "atag-kontakt", "tidsgräns": "2025-06"}
    graph = mellanrum.load(variant({"ataganden": [later]}))
    found = compared(graph, json.loads(written), tmp_path)
    assert (found.new, [item.rules for item in found.gone]) == ((), [("G10",)])
    [(was, now)] = found.altered
    assert (was.status, now.status) == ("overdue", "undertaken")


def test_what_has_been_joined_with_more_is_followed(
    variant: Variant, written: str, tmp_path: Path
) -> None:
    graph = mellanrum.load(variant({"franvaro": [FIRST_ABSENCE]}))
    [item] = [gap for gap in graph.gaps() if gap.iri.endswith(slug("stated", "aa-mal"))]
    assert item.iri not in written
    found = compared(graph, json.loads(written), tmp_path)
    assert (found.new, found.gone) == ((), ())


def slug(kind: str, row: str) -> str:
    return item_iri(kind, f"https://w3id.org/mellanrum/id/ekvalla/{row}").rpartition("/")[2]


def test_a_dataset_under_another_slug_is_paired_by_rows(
    ekvalla: mellanrum.KnowledgeGraph, variant: Variant, written: str, tmp_path: Path
) -> None:
    """The dataset was called after its file; every IRI was another."""
    old = written.replace("ekvalla/", "min-fil/").replace('"ekvalla"', '"min-fil"')
    told = json.loads(old)
    for place, gap in enumerate(told["gaps"]):
        kind = gap["id"].rpartition("-")[0]
        gap |= {"iri": f"https://w3id.org/mellanrum/gap/{kind}-{place:012}", "replaces": []}
    found = compared(ekvalla, told, tmp_path)
    assert found == Since((), (), (), ("min-fil", "ekvalla"), only_structural=False)
    graph = mellanrum.load(variant({"franvaro": [FIRST_ABSENCE]}))
    assert compared(graph, told, tmp_path).new == ()


@pytest.mark.parametrize("dataset", ["ekvalla", "min-fil"])
def test_of_format_1_only_what_the_structure_shows_is_compared(
    ekvalla: mellanrum.KnowledgeGraph, tmp_path: Path, dataset: str
) -> None:
    """By hand: one that is there as it was, one of a pair, one told with a stated lack, one gone.

    G02 asked for goals: that is a cell of the anatomy now, and nothing to be gone.
    """
    told = first_format(
        of_rule("G30", f"{dataset}/beslut-forslag"),
        of_rule("N01a", f"{dataset}/kfn", f"{dataset}/ks"),
        of_rule("G06", f"{dataset}/post-lots", f"{dataset}/fin-lots"),
        of_rule("G30", f"{dataset}/beslut-ks"),
        of_rule("G02", f"{dataset}/faltgruppen"),
        dataset=dataset,
    )
    found = compared(ekvalla, told, tmp_path)
    assert found.only_structural
    assert (found.renamed is None) == (dataset == "ekvalla")
    assert [item.says.sv for item in found.gone] == [f"G30 om {dataset}/beslut-ks"]
    new = subjects(ekvalla, found.new)
    assert {gap.tier for gap in found.new} == {"structural"}
    assert "beslut-forslag" not in new
    assert len(new) == len(ekvalla.gaps(tier="structural")) - 2


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{" * 4000,
        '{"gaps": 3, "as_of": ""}',
        '{"gaps": [{"iri": 1}], "as_of": ""}',
        '{"format": 2, "as_of": "", "gaps": [{"iri": "x", "tier": "other"}]}',
        '{"format": 3, "as_of": "", "gaps": []}',
    ],
)
def test_what_is_no_earlier_run_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "gaps.json").write_text(content, "utf-8")
    for given in (tmp_path, tmp_path / "saknas.json"):
        with pytest.raises(ExportError) as told:
            read_earlier(given)
        assert "mellanrum build" in str(told.value)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", ("läge per 20 november 2024", "kan inte följas därifrån", "datamängden min-fil")),
        ("en", ("as of 20 November 2024", "cannot be followed from it", "the dataset min-fil")),
    ],
)
def test_the_report_tells_how_it_was_compared(
    tmp_path: Path, lang: str, words: tuple[str, ...]
) -> None:
    told = first_format(of_rule("G30", "min-fil/beslut-ks"), dataset="min-fil")
    (tmp_path / "gaps.json").write_text(json.dumps(told), "utf-8")
    path = tmp_path / "rapport.md"
    given = ["report", "ekvalla", "--audience", "board", "--since", str(tmp_path), "--lang", lang]
    assert run([*given, "-o", str(path)]) == 0
    part = path.read_text("utf-8").partition('<a id="since">')[2].partition('<a id="structure">')[0]
    assert all(each in part for each in words)
    assert "G30 om min-fil/beslut-ks" in part
