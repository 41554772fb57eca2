"""The bundled datasets: complete against the inventory, traced to the documents, nobody named."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from mellanrum import KnowledgeGraph
from mellanrum.graph.checks.phrases import read_document
from mellanrum.ontology.namespaces import MR, RDFS, SKOS

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
DATA = ROOT / "graph" / "data"
INVENTORY = ROOT.parent / "shared" / "research" / "ontology-and-inventory.md"

# Rows of each type in the inventory of the five documents, as its headings count them.
COUNTS = {
    "SourceDocument": 12,
    "DocumentType": 2,
    "Municipality": 2,
    "PoliticalBody": 1,
    "Committee": 12,
    "AuditBody": 2,
    "Department": 5,
    "Unit": 4,
    "JointUnit": 2,
    "Post": 8,
    "ExternalActor": 7,
    "ActorCollective": 9,
    "CollaborationForm": 4,
    "CollaborationStructure": 9,
    "Forum": 10,
    "CollaborationPractice": 3,
    "Commission": 2,
    "Responsibility": 13,
    "Requirement": 7,
    "Agreement": 2,
    "SteeringDocument": 8,
    "ActionPlan": 1,
    "Routine": 3,
    "Programme": 4,
    "Activity": 7,
    "Reorganisation": 3,
    "TargetGroup": 13,
    "Goal": 10,
    "Indicator": 2,
    "FollowUp": 8,
    "Funding": 2,
    "Statement": 1,
    "ContactPoint": 3,
    "Audit": 5,
    "Finding": 37,
    "AbsenceStatement": 26,
    "Recommendation": 6,
    "Decision": 6,
    "Response": 15,
    "Commitment": 15,
}


def inventory() -> list[dict[str, str]]:
    rows = []
    for slug in ("boras", "tyreso"):
        lines = (FIXTURES / f"inventory_{slug}.csv").read_text(encoding="utf-8").splitlines()
        rows += [{**row, "dataset": slug} for row in csv.DictReader(lines)]
    return rows


def test_every_row_of_the_inventory_is_accounted_for() -> None:
    assert sum(COUNTS.values()) == 291
    assert Counter(row["type"] for row in inventory()) == COUNTS
    keys = [(row["type"], row["inventory_id"]) for row in inventory()]
    assert len(keys) == len(set(keys))


def test_the_map_is_of_the_inventory_itself() -> None:
    if not INVENTORY.is_file():
        pytest.skip("the inventory is not beside this checkout (../shared/research)")
    text = INVENTORY.read_text(encoding="utf-8").partition("## B. Inventory")[2]
    section = text.partition("## C. ")[0]
    listed = set()
    for part in section.split("\n### ")[1:]:
        kind = part.split(" ", 1)[0]
        for line in part.splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            if line.startswith("| ") and cells[1] not in ("id", "---") and kind in COUNTS:
                listed.add((kind, cells[1]))
    assert {(row["type"], row["inventory_id"]) for row in inventory()} == listed


def test_every_mapped_row_exists_and_the_rest_have_a_reason(bundled: KnowledgeGraph) -> None:
    entries = bundled.assembly.entries
    for row in inventory():
        for identifier in filter(None, row["row"].split(";")):
            dataset, _, own = identifier.strip().rpartition("/")
            assert (dataset or row["dataset"], own) in entries, row
        assert row["row"] or len(row["reason"]) > 10, row


def test_mapped_rows_are_of_the_inventory_s_kind_or_say_why_not(bundled: KnowledgeGraph) -> None:
    same = 0
    for row in inventory():
        kinds = []
        for identifier in filter(None, row["row"].split(";")):
            entry = bundled.assembly.entries[row["dataset"], identifier.strip()]
            kinds.append(bundled.schema.is_a(entry.class_iri, (str(MR[row["type"]]),)))
        if any(kinds):
            same += 1
        else:
            assert row["reason"], row
    assert same >= 270


@pytest.mark.parametrize("name", ["bundled", "ekvalla"])
def test_datasets_are_valid(name: str, request: pytest.FixtureRequest) -> None:
    graph: KnowledgeGraph = request.getfixturevalue(name)
    report = graph.validate()
    assert [item.say("en") for item in report.problems] == []


def test_every_phrase_is_found_where_the_row_says(bundled: KnowledgeGraph, sources: Path) -> None:
    report = bundled.validate(sources)
    assert [item.say("en") for item in report.of("error") + report.of("warning")] == []
    statements = bundled.query("SELECT DISTINCT ?s WHERE { ?s mr:phrase ?p }")
    assert len(report.of("info")) == len(statements) > 350


def test_every_row_has_source_voice_and_modality(bundled: KnowledgeGraph) -> None:
    for node in bundled.facts.nodes():
        types = bundled.facts.types(node)
        if types and bundled.schema.is_a(types[0], (str(MR.Statement),)):
            for path in (MR.source, MR.voice, MR.modality, MR.place):
                assert bundled.facts.values(node, str(path)), (node, path)


def test_the_contradictions_stand_on_both_sides(bundled: KnowledgeGraph) -> None:
    table = bundled.query("SELECT DISTINCT ?a ?b WHERE { ?a mr:contradicts ?b }")
    pairs = {(bundled.short(str(a)), bundled.short(str(b))) for a, b in table.rows}
    by_inventory = {
        row["inventory_id"]: [f"{row['dataset']}/{i.strip()}" for i in row["row"].split(";")]
        for row in inventory()
    }
    for absence, reply in (
        ("ab01", "rs1.1"),
        ("ab11", "rs0.3"),
        ("ab14", "rs0.1"),
    ):
        assert any(
            (f"{speaker}/claim", spoken) in pairs
            for speaker in by_inventory[reply]
            for spoken in by_inventory[absence]
        ), (absence, reply)
    # A way of working like SIG and SSPF, and a start to come, do not deny that these are not used.
    [absence], [reply] = by_inventory["ab16"], by_inventory["rs2.4"]
    assert (f"{reply}/claim", absence) not in pairs


def test_ekvalla_fills_every_table(ekvalla: KnowledgeGraph) -> None:
    filled = {place.table for place in ekvalla.assembly.origins.values() if place.table}
    tables = {ekvalla.schema.table(name) for name in filled}
    assert tables == set(ekvalla.schema.tables)


def test_nobody_is_named(sources: Path) -> None:
    """The lines of the documents that hold names of people must not occur in the project."""
    lines = {
        "000": (108, 111),
        "001": (57, 104, 107),
        "002": (20,),
        "003": (3, 47, 50),
        "004": (143, 147),
    }
    names = set()
    for path in sorted(sources.glob("*.txt")):
        text = path.read_text(encoding="utf-8").splitlines()
        names |= {text[number - 1].strip() for number in lines[path.name[:3]]}
    assert len(names) >= 9
    parts = {part for name in names for part in (name, name.split()[-1]) if len(part) > 5}
    for path in [*DATA.rglob("*.*"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]:
        content = path.read_text(encoding="utf-8") if path.suffix != ".png" else ""
        for part in parts:
            assert part not in content, path


def test_no_sentence_is_copied(bundled: KnowledgeGraph, sources: Path) -> None:
    """No text of ours shares a run of ten words with a document, but for titles."""
    documents = " ".join(
        read_document(path.read_text(encoding="utf-8")).text
        for path in sorted(sources.glob("*.txt"))
    )
    runs = _runs(documents)
    assert len(runs) > 3000
    ours = (RDFS.label, SKOS.note, SKOS.altLabel, MR.deadlineText)
    titled = tuple(str(MR[name]) for name in ("SourceDocument", "Audit", "SteeringDocument"))
    for node in bundled.facts.nodes():
        types = bundled.facts.types(node)
        if types and bundled.schema.is_a(types[0], titled):
            continue
        for path in ours:
            for text in bundled.facts.values(node, str(path)):
                assert not _runs(read_document(text).text) & runs, (node, text)


def _runs(text: str, length: int = 10) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
