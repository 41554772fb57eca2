"""The forum bars: dots, rings and rows against SPARQL that was written for this test."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from svg_reading import Drawing, local, place

from mellanrum import KnowledgeGraph
from mellanrum.export.drawing.bars import forum_bars
from mellanrum.export.drawing.forum_matrix import forum_matrix
from mellanrum.export.drawing.marks import figure
from mellanrum.export.drawing.matrix import (
    CellGap,
    ForumMatrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
)
from mellanrum.export.drawing.tell import describe_forum_bars
from mellanrum.export.map.page_figures import marks

HEAD = """PREFIX mr: <https://w3id.org/mellanrum/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
SECTOR = "https://w3id.org/mellanrum/concept/sector/"
LACK = "https://w3id.org/mellanrum/concept/lack/"
# What a body or sector that is left out lacks, whichever tier says so.
LEFT_OUT = f"""WHERE {{ ?gap a mr:Gap ; mr:gapSubject ?first ; mr:gapSubject|mr:gapObject ?party ;
    mr:tier ?tier ; mr:lack ?lack . OPTIONAL {{ ?gap mr:evidenceKind ?kind }}
    BIND (COALESCE(?kind, ?tier) AS ?mark)
    FILTER (?lack IN (<{LACK}forum>, <{LACK}participation>))
    FILTER (EXISTS {{ ?party a mr:Body }} || STRSTARTS(STR(?party), "{SECTOR}")) }}"""
MARKS = ["stated", "contested", "structural", "expected"]


@pytest.fixture(scope="module", params=["boras", "tyreso", "ekvalla"])
def place_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def graph(place_name: str, ekvalla: KnowledgeGraph, bundled: KnowledgeGraph) -> KnowledgeGraph:
    return ekvalla if place_name == "ekvalla" else bundled


@pytest.fixture(scope="module")
def drawing(graph: KnowledgeGraph, place_name: str) -> Drawing:
    return Drawing(forum_bars(forum_matrix(graph.snapshot(), [place_name]), "sv"))


class Asked:
    """Answers about one dataset as the ids of the page."""

    def __init__(self, graph: KnowledgeGraph, name: str) -> None:
        self.graph = graph
        self.name = name

    def __call__(self, select: str) -> set[tuple[str, ...]]:
        own = f"https://w3id.org/mellanrum/id/{self.name}/"
        rows = self.graph.query(f"{HEAD}SELECT DISTINCT {select}").rows
        return {tuple(map(self._key, map(str, row))) for row in rows if str(row[0]).startswith(own)}

    def _key(self, term: str) -> str:
        if term.startswith(SECTOR):
            return "sector:" + term.removeprefix(SECTOR)
        return self.graph.short(term) if "/id/" in term else term.rpartition("/")[2]


@pytest.fixture(scope="module")
def asked(graph: KnowledgeGraph, place_name: str) -> Asked:
    return Asked(graph, place_name)


def pairs(cells: list[Element]) -> set[tuple[str, str]]:
    return {(cell.get("data-row", ""), cell.get("data-col", "")) for cell in cells}


def here(drawing: Drawing) -> list[Element]:
    return [cell for cell in drawing.all("d-cell") if cell.get("data-kind") != "missing"]


def test_one_mark_for_each_party_of_each_structure(drawing: Drawing, asked: Asked) -> None:
    bodies = asked("?s ?b WHERE { ?p mr:inStructure ?s ; mr:participant ?b }")
    sectors = asked("?s ?b WHERE { ?p mr:inStructure ?s ; mr:participantSector ?b }")
    through = asked(
        """?s ?b WHERE { ?p mr:inStructure ?s ; mr:viaPost/mr:postIn ?b
           FILTER NOT EXISTS { ?p mr:participant ?other } }"""
    )
    assert pairs(here(drawing)) == bodies | sectors | through
    assert len(here(drawing)) == len(pairs(here(drawing)))
    named = {
        cell.get("data-col", "") for cell in here(drawing) if cell.get("data-kind") == "sector"
    }
    assert named == {key for _, key in sectors}


def test_what_stands_is_a_full_dot(drawing: Drawing, asked: Asked) -> None:
    standing = [cell for cell in here(drawing) if cell.get("data-state") == "standing"]
    bodies = [cell for cell in standing if cell.get("data-kind") != "sector"]
    assert pairs(bodies) == asked(
        "?s ?b WHERE { ?b mr:memberOf ?s . ?s a mr:CollaborationStructure }"
    )
    posts = asked(
        """?s ?b WHERE { ?s a mr:InForce . ?p a mr:InForce ; mr:inStructure ?s ;
           mr:participant ?b ; mr:viaPost ?post }"""
    )
    assert pairs([cell for cell in bodies if cell.get("data-kind") == "post"]) == posts


def test_ghosts_are_what_no_longer_or_not_yet_stands(drawing: Drawing, asked: Asked) -> None:
    rows = {row.get("data-row", ""): row.get("data-state") for row in drawing.all("d-row")}
    standing = asked("?s WHERE { ?s a mr:CollaborationStructure , mr:InForce }")
    ended = asked(
        """?s WHERE { ?s a mr:CollaborationStructure
           FILTER NOT EXISTS { ?s a mr:InForce }
           { ?s mr:status <https://w3id.org/mellanrum/concept/status/ended> }
           UNION { ?s mr:validUntilDay ?end . ?set mr:asOf ?day . ?s mr:inDataset ?set
                   FILTER (?end < ?day) } }"""
    )
    assert {key for key, state in rows.items() if state == "ended"} == {key for (key,) in ended}
    structures = asked("?s WHERE { ?s a mr:CollaborationStructure }")
    grey = {key for key, state in rows.items() if state == "planned"}
    assert grey == {key for (key,) in structures - standing - ended}


def test_each_row_stands_under_its_highest_level(drawing: Drawing, asked: Asked) -> None:
    levels = asked("?s ?level WHERE { ?s a mr:CollaborationStructure ; mr:atLevel ?level }")
    order = ["political", "strategic", "management", "operational", "individual", "central"]
    structures = {key for (key,) in asked("?s WHERE { ?s a mr:CollaborationStructure }")}
    rows = {row.get("data-row"): row for row in drawing.all("d-row", kind="structure")}
    assert set(rows) == structures
    bands = {band.get("data-level"): place(band)[1] for band in drawing.all("d-band")}
    for key, row in rows.items():
        own = sorted((level for one, level in levels if one == key), key=order.index)
        assert row.get("data-level") == (own[0] if own else "none")
        below = [y for y in bands.values() if y < place(row)[1]]
        assert max(below) == bands[row.get("data-level")]


def test_a_ring_for_each_party_that_a_gap_says_is_missing(drawing: Drawing, asked: Asked) -> None:
    expected = asked(f"?first ?party ?gap ?mark {LEFT_OUT}")
    rings = {
        (cell.get("data-col"), gap)
        for cell in drawing.all("d-cell")
        for gap in (cell.get("data-gap") or "").split()
    }
    assert rings == {(party, gap) for _, party, gap, _ in expected}
    mark_of = {gap: mark for *_, gap, mark in expected}
    for cell in drawing.all("d-cell"):
        gaps = (cell.get("data-gap") or "").split()
        if gaps:
            assert cell.get("data-mark") == min((mark_of[gap] for gap in gaps), key=MARKS.index)


def test_every_mark_has_a_shape_and_a_sign_of_its_own() -> None:
    read = Drawing(figure([], (400, 0), MARKS, "sv", kind="x", title="x"))
    samples = list(read.all("d-sample"))
    signs = {read.text(mark) for mark in samples}
    assert signs == {"!", "≠", "→", "§"}
    assert [mark.get("data-mark") for mark in samples] == MARKS


def test_a_missing_sector_keeps_the_shape_of_a_sector() -> None:
    gap = CellGap("gap-1", "stated", "Polisen saknas.")
    cells = tuple(
        MatrixCell("r", kind, kind, "standing", (), "saknas", (gap,))
        for kind in ("member", "sector")
    )
    columns = (
        MatrixColumn("member", "Nämnd", "body", "g"),
        MatrixColumn("sector", "Polis", "sector", "g"),
    )
    rows = (MatrixRow("r", "Forum", "structure", "political"),)
    drawn = Drawing(forum_bars(ForumMatrix("Ekvalla", "sv", rows, columns, cells, {"g": "Polis"})))
    rings = {c.get("data-col"): local(next(iter(c))) for c in drawn.all("d-cell")}
    assert rings == {"member": "circle", "sector": "path"}
    assert [marks()[key][0][0] for key in ("stated", "sector:stated")] == ["circle", "path"]


def test_columns_stand_in_their_sector_and_cells_in_their_column(drawing: Drawing) -> None:
    columns = {c.get("data-col"): c for c in drawing.all("d-col")}
    lanes = {
        lane.get("data-group"): (place(lane)[0], float(lane.get("data-width", "0")))
        for lane in drawing.all("d-lane")
    }
    for column in columns.values():
        start, width = lanes[column.get("data-group")]
        assert start < place(column)[0] < start + width
    for cell in drawing.all("d-cell"):
        assert place(cell) == (place(columns[cell.get("data-col")])[0], 0)
    xs = sorted(place(column)[0] for column in columns.values())
    assert all(right - left >= 30 for left, right in pairwise(xs))


def test_rows_do_not_overlap(drawing: Drawing) -> None:
    spans = sorted(
        (place(row)[1] - float(h) / 2, place(row)[1] + float(h) / 2)
        for row in drawing.all("d-row")
        if (h := row.get("data-height"))
    )
    assert len(spans) > 5
    assert all(one[1] <= two[0] + 1 for one, two in pairwise(spans))


def test_a_bar_runs_from_the_first_to_the_last_who_take_part(drawing: Drawing) -> None:
    for row in drawing.all("d-row", kind="structure", state="standing"):
        key = row.get("data-row", "")
        xs = [
            place(c)[0]
            for c in here(drawing)
            if (c.get("data-row"), c.get("data-state")) == (key, "standing")
        ]
        bars = [e for e in row if e.get("class") == "d-bar"]
        assert [(float(b.get("x1", "")), float(b.get("x2", ""))) for b in bars] == (
            [(min(xs), max(xs))] if xs else []
        )


def test_every_part_is_ready_to_be_focused_and_named(drawing: Drawing) -> None:
    parts = [*drawing.all("d-cell"), *drawing.all("d-col"), *drawing.all("d-row-head")]
    assert parts
    assert all(part.get("role") and part.get("aria-label") for part in parts)
    moved = [*drawing.all("d-cell"), *drawing.all("d-col"), *drawing.all("d-row")]
    assert all(part.get("data-name") and part.get("transform") for part in moved)
    assert all(part.get("data-id") for part in [*drawing.all("d-cell"), *drawing.all("d-row")])


def test_a_ring_is_named_by_what_is_missing_and_how_it_is_known(ekvalla: KnowledgeGraph) -> None:
    matrix = forum_matrix(ekvalla.snapshot(), ["ekvalla"])
    [ring] = Drawing(forum_bars(matrix)).all("d-cell", col="ekvalla/omn")
    told = ring.get("aria-label", "")
    assert told.startswith("Omsorgsnämnden: saknas. ")
    assert told.endswith(" (sagt i källorna)")
    # A page that moves through time says itself how a gap is known at its date.
    [ring] = Drawing(forum_bars(matrix, interactive=True)).all("d-cell", col="ekvalla/omn")
    assert "sagt i källorna" not in ring.get("aria-label", "")


def test_the_description_tells_who_takes_part_and_what_is_missing(
    graph: KnowledgeGraph, place_name: str, asked: Asked
) -> None:
    matrix = forum_matrix(graph.snapshot(), [place_name], "sv")
    told = describe_forum_bars(matrix, "sv")
    structures = asked("?s WHERE { ?s a mr:CollaborationStructure }")
    assert f"{len(structures)} strukturer" in told
    names = asked("?s ?name WHERE { ?s a mr:CollaborationStructure ; rdfs:label ?name }")
    assert {name for _, name in names if name.rpartition("/")[2] not in told} == set()
    missing = {gap for _, gap in asked(f"?first ?gap {LEFT_OUT}")}
    for gap in graph.gaps():
        assert (gap.sentence("sv") in told) == (gap.iri.rpartition("/")[2] in missing)


def test_the_description_tells_what_has_ended(ekvalla: KnowledgeGraph) -> None:
    # The region left the field group in June 2022, and the school council ended in 2020.
    matrix = forum_matrix(ekvalla.snapshot(), ["ekvalla"], "sv")
    told = describe_forum_bars(matrix, "sv")
    assert "Region Ekbygden (avslutad)" in told.partition("Fältgruppen – ")[2].partition(";")[0]
    assert "Skolrådet (avslutad 2020) – Barn- och utbildningsnämnden" in told
    [cell] = [c for c in matrix.cells if c.row.endswith("faltgruppen") and c.state == "ended"]
    assert "avslutad juni 2022" in cell.name


def test_in_english_the_names_of_things_are_marked_as_swedish(ekvalla: KnowledgeGraph) -> None:
    matrix = forum_matrix(ekvalla.snapshot(), ["ekvalla"], "en")
    read = Drawing(forum_bars(matrix, "en"))
    assert read.root.get("lang") == "en"
    assert "Political level" in read.text()
    assert {column.get("lang") for column in read.all("d-col", kind="body")} == {"sv"}
    assert {column.get("lang") for column in read.all("d-col", kind="sector")} == {None}
    for row in read.all("d-row"):
        [name] = [e for e in row[0] if e.get("class") in ("d-text", "d-muted")]
        assert name.get("lang") == ("sv" if row.get("data-kind") == "structure" else None)


def test_a_script_finds_every_shape_in_an_interactive_drawing(ekvalla: KnowledgeGraph) -> None:
    read = Drawing(forum_bars(forum_matrix(ekvalla.snapshot(), ["ekvalla"]), interactive=True))
    assert read.root.get("role") == "group"
    whole = [c for c in here(read) if not c.get("data-gap")]
    for cell in whole:
        classes = {shape.get("class") for shape in cell}
        assert {"d-half", "d-slash"} <= classes
