"""The gap report: every number and reference recomputed from the graph by queries of our own."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pypdf
import pypdfium2
import pytest
from documents import HOSTILE, Page, convert, pdf_tags, pdf_text, word_text

import mellanrum
from mellanrum.cli import run as run_command
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Definitions,
    Document,
    Illustration,
    Inlines,
    Link,
    Paragraph,
    Reference,
    Run,
    Section,
    TableBlock,
    Term,
    all_anchors,
    all_blocks,
    all_inlines,
    all_sections,
    plain,
)
from mellanrum.export.documents.html_renderer import render_html
from mellanrum.export.documents.render import ENDINGS, render
from mellanrum.export.reporting import AUDIENCES, report_document
from mellanrum.export.reporting.phrasing import PART
from mellanrum.export.reporting.strings import STRINGS
from mellanrum.export.reporting.terms import WORDS
from mellanrum.ontology.language import LANGUAGES
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.schema import load_schema
from mellanrum.ontology.vocabularies import LACK, MEETING_LEVEL
from mellanrum.queries.anatomy.anatomy import TABLE_LABELS
from mellanrum.queries.norms.norm_catalogue import bundled_norms

if TYPE_CHECKING:
    from browser import OpenPage

PREFIXES = """
PREFIX mr: <https://w3id.org/mellanrum/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
ITEM = re.compile(r"(?:stated|pair|expected|[gn]\d\d[a-z]?)-[0-9a-f]{12}$")
TABLES = ("absences", "findings", "recommendations")
LONGEST = 25  # words in a sentence of ours, values not counted


@pytest.fixture(scope="session")
def store(output: Path) -> ox.Store:
    """What the build wrote as a graph, read by itself."""
    store = ox.Store()
    store.load(path=str(output / "graph.trig"))
    return store


@pytest.fixture(scope="session")
def page(output: Path) -> Page:
    """The full report in Swedish."""
    return Page((output / "report.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def documents(bundled: mellanrum.KnowledgeGraph) -> dict[tuple[str, str], Document]:
    """The report for every audience in both languages."""
    snapshot = bundled.snapshot()
    return {
        (audience, language): report_document(snapshot, language, version="1", audience=audience)
        for audience, language in product(AUDIENCES, LANGUAGES)
    }


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Return the answers of a query over all graphs, unbound as the empty string."""
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [tuple(row[n].value if row[n] is not None else "" for n in names) for row in found]


def slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def anchors_in(block: Block) -> Iterator[str]:
    if isinstance(block, Section):
        yield block.anchor
    elif isinstance(block, TableBlock):
        yield from (row.anchor for row in block.rows)


def swedish_date(value: str) -> str:
    year, *rest = value.split("-")
    month = MONTHS.split()[int(rest[0]) - 1] if rest else ""
    return " ".join(filter(None, (str(int(rest[1])) if len(rest) > 1 else "", month, year)))


# -- numbers ------------------------------------------------------------------------------------


def test_the_summary_says_what_was_examined(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?g (SAMPLE(?p) AS ?place) (MIN(?c) AS ?corpus) (MIN(?d) AS ?date) WHERE {
             GRAPH ?g { ?s a mr:SourceDocument OPTIONAL { ?s mr:inCorpus ?c }
                        OPTIONAL { ?s dct:date ?d } ?m a mr:Municipality ; rdfs:label ?p }
           } GROUP BY ?g ?s""",
    )
    told = page.texts["examined"]
    for place in {place for _, place, _, _ in found}:
        sources = [row for row in found if row[1] == place]
        read = [date for _, _, corpus, date in sources if corpus != "false"]
        dated = sorted(filter(None, read))
        first, last = swedish_date(dated[0]), swedish_date(dated[-1])
        period = first if first == last else f"{first} till {last}"
        undated = f"; utan datum: {len(read) - len(dated)}" if len(dated) < len(read) else ""
        named = f"; nämnda men inte lästa: {len(sources) - len(read)}."
        wanted = f"{place}: Lästa källor: {len(read)}, daterade {period}{undated}{named}"
        assert wanted in told


def test_the_sources_are_told_with_what_each_gave(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?s ?id ?g (SAMPLE(?label) AS ?name) (SAMPLE(?nr) AS ?diary)
                  (COUNT(DISTINCT ?claim) AS ?n) (MIN(?c) AS ?corpus) (SAMPLE(?f) AS ?file) WHERE {
             GRAPH ?g { ?s a mr:SourceDocument ; dct:identifier ?id ; rdfs:label ?label }
             OPTIONAL { ?s mr:diaryNumber ?nr } OPTIONAL { ?s mr:inCorpus ?c }
             OPTIONAL { ?s mr:fileName ?f }
             OPTIONAL { ?claim mr:source ?s } } GROUP BY ?s ?id ?g""",
    )
    assert len(found) == 16
    assert sum(row[7].endswith(".txt") for row in found) == 5
    for _, identifier, graph, name, diary, count, corpus, file in found:
        row = page.rows[f"source-{graph.rpartition('/')[2]}-{identifier}"]
        assert (row[0] == "–") == (corpus == "false")
        assert row[1] == name
        assert row[4] == diary
        assert row[5] == file
        assert row[6] == ("ej läst" if corpus == "false" else count)


@pytest.fixture(scope="module")
def page_of_ekvalla(ekvalla: mellanrum.KnowledgeGraph) -> Page:
    """The full report of a municipality whose index has a number at every level."""
    return Page(render_html(report_document(ekvalla.snapshot(), "sv", version="1")))


def test_the_index_is_that_of_the_measure(
    page_of_ekvalla: Page, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    told = page_of_ekvalla.texts["index"]
    [found] = ekvalla.congruence().municipalities
    assert found.levels
    for level, interval in found.levels.items():
        assert interval.k is not None
        low, high = (f"{float(end):.2f}".replace(".", ",") for end in interval.k)
        k = low if low == high else f"{low}–{high}"
        assert re.search(rf"{MEETING_LEVEL[level].heading.sv} {k}\b", told)


def test_without_an_index_the_report_tells_the_pairs_and_what_to_ask_about(
    page: Page, bundled: mellanrum.KnowledgeGraph
) -> None:
    assert "Index per nivå" not in page.tables
    for found in bundled.congruence().municipalities:
        place = bundled.label(found.municipality)
        levels = "politisk eller strategisk nivå, ledningsnivå och verksamhetsnivå"
        pairs = page.tables[f"Par som behöver samordna sig, {place}, {levels}"][1:]
        assert {tuple(row) for row in pairs} == {
            tuple(map(bundled.label, pair)) for pair in found.pairs("lead")
        }
        assert f"{place}, {levels}: inget tal, eftersom" in page.texts["index"]
        for ask in found.to_ask("lead"):
            assert bundled.label(ask.structure) in page.texts["index"]
            assert bundled.label(ask.structure) in page.texts["structure"]


def test_the_rules_are_told_with_version_severity_and_hits(
    page: Page, bundled: mellanrum.KnowledgeGraph
) -> None:
    hits = Counter(line.rule.id for gap in bundled.gaps() for line in gap.lines)
    hits += Counter(flag.rule.id for flag in bundled.flags())
    told = {row[0]: int(row[4]) for row in page.tables["Regler i profilen"][1:]}
    assert {rule: count for rule, count in told.items() if count} == hits
    folder = Path(__file__).resolve().parents[2] / "queries" / "gaps"
    profile = (folder / "profile.csv").read_text("utf-8")
    for row in page.tables["Regler i profilen"][1:]:
        assert row[0] in profile
        [file] = folder.glob(f"{row[0]}-*.*")
        version = re.search(r"^(?:#\+ )?version: (\d+)", file.read_text("utf-8"), re.MULTILINE)
        assert row[2] == (version[1] if version else "1")


# -- the tiers ----------------------------------------------------------------------------------


def test_every_item_stands_once_in_the_chapter_of_its_tier(
    documents: dict[tuple[str, str], Document], store: ox.Store
) -> None:
    found = rows(
        store,
        """SELECT ?gap ?tier ?place ?rank WHERE { ?gap a mr:Gap ; mr:tier ?tier ;
             mr:inMunicipality ?place ; mr:rank ?rank }""",
    )
    in_order = sorted(found, key=lambda row: (row[2], int(row[3])))
    for audience, language in product(("auditor", "full"), LANGUAGES):
        listed = []
        for chapter in documents[audience, language].sections:
            kept = [
                anchor
                for block in all_blocks([chapter])
                for anchor in anchors_in(block)
                if ITEM.match(anchor)
            ]
            wanted = [slug(gap) for gap, tier, _, _ in in_order if slug(tier) == chapter.anchor]
            assert kept == wanted, (audience, language, chapter.anchor)
            listed += kept
        assert len(listed) == len(set(listed)) == len(found) > 40


def test_the_board_gets_the_first_of_each_list_and_no_table_mixes_them(
    documents: dict[tuple[str, str], Document], store: ox.Store
) -> None:
    """Three, one and one on the first page, and what makes them five, three and two after it."""
    for place in ("boras", "tyreso"):
        first: list[tuple[str, list[str]]] = []
        rest: list[tuple[str, list[str]]] = []
        for tier, head, most in (("stated", 3, 5), ("structural", 1, 3), ("expected", 1, 2)):
            found = rows(
                store,
                f"""SELECT ?gap WHERE {{ ?gap mr:rank ?rank ; mr:inMunicipality ?place ; mr:tier ?t
                      FILTER(CONTAINS(STR(?place), "/id/{place}/") && STRENDS(STR(?t), "/{tier}"))
                      FILTER(?rank <= {most}) }} ORDER BY ?rank""",
            )
            gaps = [slug(gap) for (gap,) in found]
            first.append((tier, gaps[:head]))
            rest.append((tier, gaps[head:]))
        [part] = [s for s in documents["board", "sv"].sections if s.anchor.startswith(place)]
        decide, after, *_ = [b for b in part.blocks if isinstance(b, Section)]
        for section, wanted in ((decide, first), (after, rest)):
            tables = [b for b in section.blocks if isinstance(b, TableBlock)]
            told = [[row.anchor for row in table.rows] for table in tables]
            assert told == [gaps for _, gaps in wanted if gaps]


def test_each_item_of_the_board_has_a_decision_a_body_a_date_and_one_reference(
    documents: dict[tuple[str, str], Document], bundled: mellanrum.KnowledgeGraph
) -> None:
    gaps = {slug(gap.iri): gap for gap in bundled.gaps()}
    told = 0
    for block in all_blocks(documents["board", "sv"].sections):
        for row in block.rows if isinstance(block, TableBlock) else ():
            if not ITEM.match(row.anchor):
                continue
            gap = gaps[row.anchor]
            what, decision, body, by = map(plain, row.cells)
            assert what.startswith((gap.title.sv, gap.says.sv))
            assert gap.says.sv in what
            assert len([i for i in row.cells[0] if isinstance(i, Link)]) == 1
            if gap.stated and gap.stated.recommendations:
                assert any(bundled.label(each) in decision for each in gap.stated.recommendations)
            else:
                proposed = [LACK[slug(lack)].proposed_decision for lack in gap.lack]
                assert any(text and text.sv in decision for text in proposed)
            assert body
            rows_of = (*(gap.stated.commitments if gap.stated else ()),)
            dated = any(bundled.snapshot().value(row, "deadline") for row in rows_of)
            assert by.startswith("fylls i") != dated
            told += 1
    assert told > 10


def test_the_reference_of_an_item_is_that_of_a_row_it_rests_on(
    documents: dict[tuple[str, str], Document], store: ox.Store, bundled: mellanrum.KnowledgeGraph
) -> None:
    """Of what law asks for it is the law."""
    laws = {slug(gap.iri): {norm.address for norm in gap.required_by} for gap in bundled.gaps()}
    given: dict[str, set[tuple[str, ...]]] = {}
    for gap, source, places in rows(
        store,
        """SELECT ?gap ?source (GROUP_CONCAT(?p; separator="|") AS ?places) WHERE {
             ?gap mr:statedBy|mr:recommendedBy|mr:requiredBy|mr:gapSupport|mr:gapSubject|
                  mr:gapObject|mr:gapAbout ?row .
             ?claim mr:about? ?row ; a mr:Statement
             FILTER NOT EXISTS { ?claim a mr:AbsenceStatement ; mr:about ?row }
             ?claim mr:source ?source
             OPTIONAL { ?claim mr:place ?p } } GROUP BY ?gap ?claim ?source""",
    ):
        lines = [p.replace("L", "") for p in places.split("|") if re.match(r"L\d", p)]
        anchor = "#source-" + "-".join(source.split("/")[-2:])
        given.setdefault(slug(gap), set()).add((anchor, *sorted(lines)))
    told = 0
    for block in all_blocks(documents["board", "sv"].sections):
        for row in block.rows if isinstance(block, TableBlock) else ():
            if ITEM.match(row.anchor):
                [source] = [i.target for i in row.cells[0] if isinstance(i, Link)]
                place = "".join(i.text for i in row.cells[0] if isinstance(i, Reference))
                lines = re.findall(r"\d+(?:–\d+)?", place)
                is_law = source in laws[row.anchor]
                assert is_law or (source, *sorted(lines)) in given[row.anchor], row.anchor
                told += 1
    assert told > 10


def test_no_sentence_stands_twice(documents: dict[tuple[str, str], Document]) -> None:
    """What is quoted or referred to, and titles that lead to an item, are no sentences of ours.

    Nor are those of norms, which are asked of each municipality.
    """
    ours = (Run, Term)
    norms = bundled_norms("sverige").norms
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        for told in inlines_by_block(documents["auditor", language]):
            text = "".join(i.text if isinstance(i, ours) else " ¶ " for i in told)
            for sentence in re.split(r"(?<=[.?!])\s", text):
                words = sentence.lower().split()
                if sentence.endswith((".", "?", "!")) and len(words) > 5 and "¶" not in words:
                    counts[" ".join(words)] += 1
        assert sum(counts.values()) > 150
        asked = [norm.text.pick(language).lower() for norm in norms]
        twice = [sentence for sentence, count in counts.items() if count > 1]
        assert [
            sentence
            for sentence in twice
            if not any(sentence.rpartition(": ")[2] in text for text in asked)
        ] == []


def inlines_by_block(document: Document) -> Iterator[Inlines]:
    for block in all_blocks(document.blocks):
        match block:
            case Paragraph():
                yield block.inlines
            case BulletList():
                for item in block.items:
                    yield item.inlines
                    yield item.detail
            case TableBlock():
                for row in block.rows:
                    yield from row.cells
            case Definitions():
                for entry in block.entries:
                    yield entry.told


@pytest.mark.parametrize("name", ["boras", "tyreso", "ekvalla"])
def test_a_board_reads_four_pages(name: str) -> None:
    document = report_document(mellanrum.load(name).snapshot(), "sv", version="1", audience="board")
    pages = pypdf.PdfReader(io.BytesIO(render(document, Path("x.pdf")))).pages
    assert len(pages) <= 4
    assert plain(document.sections[1].title) in pages[1].extract_text()
    assert plain(document.sections[1].title) not in pages[0].extract_text()


def test_an_auditor_reads_at_most_forty_pages(
    documents: dict[tuple[str, str], Document],
) -> None:
    for language in LANGUAGES:
        made = render(documents["auditor", language], Path("x.pdf"))
        assert len(pypdf.PdfReader(io.BytesIO(made)).pages) <= 40


def test_all_that_is_said_of_an_item_stands_under_what_it_is(page: Page, store: ox.Store) -> None:
    """Under it, or under the first item that tells the same row, to which it leads."""
    order = [key for key in page.texts if ITEM.match(key)]
    for path, label in (
        ("statedBy", "(?:Så säger källorna|Samma sak sagd tidigare)"),
        ("recommendedBy", "Rekommenderas"),
        ("contestedBy", "Svar"),
        ("addressedBy", "Åtaganden, förslag och behov"),
        ("requiredBy", "Väntas enligt"),
    ):
        found = rows(
            store,
            f"""SELECT DISTINCT ?gap ?row ?phrase WHERE {{ ?gap mr:{path} ?row .
                  ?c mr:about? ?row
                  FILTER NOT EXISTS {{ ?c a mr:AbsenceStatement ; mr:about ?row }}
                  ?c mr:phrase ?phrase }}""",
        )
        assert found, path
        homes: dict[str, str] = {}
        for gap, row, _ in sorted(found, key=lambda each: order.index(slug(each[0]))):
            homes.setdefault(row, slug(gap))
        for gap, row, phrase in found:
            text = page.texts[homes[row]]
            assert re.search(label, text), (gap, path)
            # A norm may be a row that an item of the structure rests on, and is told there.
            elsewhere = path == "requiredBy" and phrase in page.texts["structural"]
            assert phrase in re.split(label, text, maxsplit=1)[1] or elsewhere, (gap, path)
            if homes[row] != slug(gap):
                assert "Mer om detta: " in page.texts[slug(gap)]


def test_every_row_that_says_something_lacks_is_told(page: Page) -> None:
    """Read from the tables as they are typed in, not from the graph."""
    data = Path(__file__).resolve().parents[2] / "graph" / "data"
    count = 0
    for municipality, table in product(("boras", "tyreso"), TABLES):
        with (data / municipality / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if table != "findings" or row["valence"] in ("critical", "risk"):
                    assert row["name"] in page.texts["stated"], row["id"]
                    assert row["phrase"] in page.texts["stated"], row["id"]
                    count += 1
    assert count > 60


def test_what_is_contested_says_for_whom(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?gap (SAMPLE(?name) AS ?only) WHERE { ?gap mr:contestedBy ?c
             OPTIONAL { ?gap mr:contestedFor/rdfs:label ?name } } GROUP BY ?gap""",
    )
    assert {bool(only) for _, only in found} == {True, False}
    contested = {slug(gap) for gap, _ in found}
    for gap, only in found:
        text = page.texts[slug(gap)]
        assert "omstritt" in text
        assert "Säger emot" in text or "Mer om detta" in text
        assert (f"Säger emot (bara för {only}): " in text) == bool(only)
    others = [key for key in page.texts if ITEM.match(key) and key not in contested]
    assert others
    assert not any("Säger emot" in page.texts[key] for key in others)


def test_what_the_structure_shows_too_is_told_with_its_rule(page: Page, store: ox.Store) -> None:
    found = rows(store, "SELECT ?gap ?rule { ?gap mr:alsoVisibleBy/dct:identifier ?rule }")
    assert found
    for gap, rule in found:
        text = page.texts[slug(gap)]
        assert f"({rule})" in text.partition("Syns också i strukturen")[2] or "Mer om detta" in text
    for gap, rule in rows(
        store, "SELECT ?gap ?rule { ?gap mr:derivedByRule/dct:identifier ?rule }"
    ):
        assert f"({rule})" in page.texts[slug(gap)].partition("Det här visar reglerna")[2]


def test_silence_is_told_by_itself(page: Page, bundled: mellanrum.KnowledgeGraph) -> None:
    columns = {"stated-lacking": 1, "contested": 1, "documented": 2, "planned": 2, "silent": 3}
    silence = page.texts["silence"]
    for found in bundled.anatomy():
        place = bundled.label(found.municipality)
        for line in (*found.cards, *found.not_asked):
            assert line.says.sv in silence
        for name, table in found.tables.items():
            told = page.tables[f"Anatomi: {TABLE_LABELS[name].sv}, {place}"][1:]
            if table.general:
                general = told.pop(0)
                assert general[0] == place
                for element in table.general:
                    assert bundled.label(str(CONCEPT[f"element/{element}"])) in general[1]
            assert len(told) == len(table.rows)
            for row, cells in zip(table.rows, told, strict=True):
                assert cells[0] == bundled.label(row)
                for cell in table.of(row):
                    element = bundled.label(str(CONCEPT[f"element/{cell.element}"]))
                    at = [n for n in (1, 2, 3) if element in re.split(r", | och | \(", cells[n])]
                    assert at == [columns[cell.sign]] if cell.sign in columns else not at
    assert not [key for key in page.texts if ITEM.match(key) and page.texts[key] in silence]


def test_an_answer_from_outside_is_told_as_one(
    variant: Callable[[Mapping[str, list[Mapping[str, str]]]], Path],
) -> None:
    """On a stated lack it is a line, and closes nothing."""
    answer = {"om": "trygga-kvallar", "element": "uppföljning", "svar": "finns"}
    answer |= {"besked från": "sn", "datum": "2024-09-01"}
    before = mellanrum.load("ekvalla")
    after = mellanrum.load(variant({"besked": [answer]}))
    assert [g.iri for g in after.gaps() if g.tier == "stated"] == [
        g.iri for g in before.gaps() if g.tier == "stated"
    ]
    document = report_document(after.snapshot(), "sv", version="1", audience="auditor")
    told = [
        item
        for block in all_blocks(document.sections)
        if isinstance(block, BulletList) and block.label == "Besked, inte från källorna"
        for item in block.items
    ]
    assert [plain(item.inlines) for item in told] == ["Trygga kvällar, uppföljning: finns"]
    assert [plain(item.detail) for item in told] == ["socialnämnden, 1 september 2024. Besked."]


# -- the chain of evidence ----------------------------------------------------------------------


def test_every_claim_leads_to_document_diary_number_and_place(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?id ?s ?phrase (GROUP_CONCAT(?p; separator="|") AS ?places)
           WHERE {
             ?claim a mr:Statement ; mr:source ?s .
             OPTIONAL { ?claim mr:about ?about . ?about dct:identifier ?aid }
             OPTIONAL { ?claim dct:identifier ?own } BIND(COALESCE(?own, ?aid) AS ?id)
             OPTIONAL { ?claim mr:phrase ?phrase } OPTIONAL { ?claim mr:place ?p }
           } GROUP BY ?claim ?id ?s ?phrase""",
    )
    tables = {name: rows for name, rows in page.tables.items() if name.startswith("Påståenden ur ")}
    told = [(name, row) for name, table in tables.items() for row in table[1:]]
    assert len(told) == len(found) > 390
    assert len(tables) == 5
    for identifier, source, phrase, places in found:
        key = page.rows[f"source-{'-'.join(source.split('/')[-2:])}"][0]
        lines = [p[1:] for p in places.split("|") if re.fullmatch(r"L\d+", p)]
        parts = [f"rad {lines[0]}"] if len(lines) == 1 == places.count("L") else lines
        parts.append(phrase)
        wanted = [" ".join(part.split()) for part in parts]
        assert any(
            row[0].partition("/")[2] == identifier
            and " ".join(caption.split()) == f"Påståenden ur {key}"
            and all(part in row[4] for part in wanted)
            for caption, row in told
        ), identifier


def test_one_day_is_told_as_one_day() -> None:
    document = report_document(mellanrum.load("tyreso").snapshot(), "sv", version="1")
    [told] = [
        plain(block.inlines)
        for block in all_blocks(document.sections)
        if isinstance(block, Paragraph) and plain(block.inlines).startswith("Lästa källor")
    ]
    assert ", daterade 10 mars 2023" in told


def test_what_one_sentence_says_in_several_rows_is_told_once(page: Page, store: ox.Store) -> None:
    """A finding and an absence from one passage are one witness."""
    found = rows(
        store,
        """SELECT DISTINCT ?gap ?name ?name2 WHERE {
             ?gap mr:statedBy ?s, ?f . ?c mr:about ?f ; mr:source ?source ; mr:voice ?voice ;
                  mr:modality ?m . ?f a mr:Finding ; rdfs:label ?name2 .
             ?s a mr:AbsenceStatement ; mr:source ?source ; mr:voice ?voice ; rdfs:label ?name ;
                mr:modality ?m
             FILTER NOT EXISTS { ?c a mr:AbsenceStatement }
             FILTER NOT EXISTS { ?c mr:place ?p MINUS { ?s mr:place ?p } }
             FILTER NOT EXISTS { ?s mr:place ?p FILTER NOT EXISTS { ?c mr:place ?p } }
             FILTER NOT EXISTS { ?s skos:note ?n } FILTER NOT EXISTS { ?f skos:note ?n } }""",
    )
    assert len(found) > 3
    for gap, name, finding in found:
        told = page.texts[slug(gap)].partition("Så säger källorna")[2]
        one, other = sorted((name, finding))
        assert one == other or re.search(f"{re.escape(finding)}; .*{re.escape(name)}", told)


def test_a_note_stands_with_the_claim_that_it_was_made_on(page: Page, store: ox.Store) -> None:
    """What another source says of the same row is not followed by the note on the row."""
    note = "http://www.w3.org/2004/02/skos/core#note"
    found = rows(
        store,
        f"""SELECT ?phrase ?note WHERE {{ ?claim mr:about ?row ; mr:phrase ?phrase .
             ?row <{note}> ?note FILTER NOT EXISTS {{ ?claim <{note}> ?own }}
             FILTER(STR(?claim) != CONCAT(STR(?row), "/claim")) }}""",
    )
    text = " ".join(page.texts.values())
    assert any(phrase in text for phrase, _ in found)
    for phrase, told in found:
        assert f"{phrase}”. {told}" not in text


def test_what_was_read_into_a_source_is_told_with_it(page: Page, store: ox.Store) -> None:
    """A sentence that stands in several notes is told once, with the sources."""
    found = rows(
        store,
        """SELECT ?gap ?note WHERE { ?gap a mr:Gap ; mr:statedBy ?s .
             ?s <http://www.w3.org/2004/02/skos/core#note> ?note }""",
    )
    assert len(found) > 3
    for gap, note in found:
        for sentence in re.split(r"(?<=[.?!])\s+", note):
            text = page.texts[slug(gap)]
            shared = sentence in page.texts["shared_notes"] and "anmärkning" in text
            assert sentence in text or shared


def test_the_lifelines_stand_as_the_graph_says(
    page: Page, store: ox.Store, bundled: mellanrum.KnowledgeGraph
) -> None:
    """Those of one item that stand alike share a row; the item is named by its title."""
    found = rows(
        store,
        """SELECT ?n ?status WHERE { ?n mr:lifelineStatus ?status
             FILTER NOT EXISTS { ?n a mr:Commitment } }""",
    )
    titles = {
        node: gap.title.sv
        for gap in reversed(bundled.gaps())
        if gap.stated
        for node in (*gap.stated.findings, *gap.stated.recommendations)
    }
    schema = load_schema()
    told = {
        (row[0].rpartition(" (")[0], row[4])
        for place in ("Borås Stad", "Tyresö kommun")
        for row in page.tables[f"Läget för varje punkt, {place}"][1:]
    }
    assert len(found) == 28
    concepts = {status: schema.concept(status) for _, status in found}
    labels = {status: concept.label.sv for status, concept in concepts.items() if concept}
    assert told == {
        (titles.get(node) or bundled.label(node), labels[status]) for node, status in found
    }


def test_overdue_promises_are_those_of_the_tables(ekvalla: mellanrum.KnowledgeGraph) -> None:
    """Of what is undertaken in Ekvalla one thing alone is late; see its table of commitments."""
    document = report_document(ekvalla.snapshot(), "sv", version="1", audience="board")
    [table] = [
        block
        for block in all_blocks(document.sections)
        if isinstance(block, TableBlock) and block.caption == "Åtaganden"
    ]
    told = [[plain(cell) for cell in row.cells] for row in table.rows]
    assert [row[3] for row in told].count("försenat") == 1
    promise, owner, due, status = told[0]
    assert status == "försenat"
    assert owner == "Barn- och utbildningsnämnden"
    assert promise.startswith("Ge friskolorna en kontaktväg (ålagt av kommunstyrelsen) [")
    assert due == "juni 2024 (enligt källan: före sommaren)"


def test_incomplete_promises_are_those_of_the_graph(
    page: Page, bundled: mellanrum.KnowledgeGraph
) -> None:
    told = [row[1:] for row in page.tables["Åtaganden utan ansvarig eller tidsgräns"][1:]]
    found = bundled.lifelines().incomplete
    assert len(told) == len(found) > 0
    for (owner, lacking), promise in zip(told, found, strict=True):
        assert ("ansvarig" in lacking) == (not promise.owners)
        assert (owner == "inte dokumenterad") == (not promise.owners)
        assert ("tidsgräns" in lacking) == (not promise.deadline and not promise.frequency)


# -- the document as a whole --------------------------------------------------------------------


def test_every_link_within_leads_somewhere(documents: dict[tuple[str, str], Document]) -> None:
    for (audience, language), document in documents.items():
        anchors = all_anchors(document)
        sections = [section.anchor for _, section in all_sections(document)]
        assert len(sections) == len(set(sections))
        for inline in all_inlines(document):
            if isinstance(inline, Term):
                assert inline.anchor in anchors, (audience, language, inline)
            if isinstance(inline, Link) and inline.inside:
                assert inline.target[1:] in anchors, (audience, language, inline)


def test_each_audience_gets_its_part(
    documents: dict[tuple[str, str], Document], ekvalla: mellanrum.KnowledgeGraph
) -> None:
    parts = {a: {s.anchor for s in documents[a, "sv"].sections} for a in ("auditor", "full")}
    shared = {"summary", "sources", "stated", "structural", "expected", "silence", "method"}
    assert parts["auditor"] == {*shared, "lifelines", "rules", "glossary"}
    assert parts["full"] == {*parts["auditor"], "structure", "claims"}
    board = report_document(ekvalla.snapshot(), "sv", version="1", audience="board")
    told = [section.anchor for section in board.sections]
    assert told == ["to_decide", "next", "undertaken", "contested", "asked", "basis"]
    assert not board.contents


def test_the_report_is_the_same_each_time() -> None:
    for audience, language in product(AUDIENCES, LANGUAGES):
        once, again = (
            report_document(
                mellanrum.load("ekvalla").snapshot(), language, version="1", audience=audience
            )
            for _ in range(2)
        )
        assert once == again


@pytest.mark.parametrize("ending", ENDINGS)
def test_names_in_the_data_break_no_format(ending: str, tmp_path: Path) -> None:
    name = f"{HOSTILE['markup']} {HOSTILE['emoji']}"
    tables = {
        "sources": [{"id": "k1", "name": name, "kind": "audit-report", "date": "2020-01-01"}],
        "bodies": [
            {"id": "k", "kind": "municipality", "name": name, "source": "k1"},
            {"id": "n", "kind": "committee", "name": name, "source": "k1"},
        ],
        "absences": [
            {"id": "a", "name": name, "about": "n", "lack": "forum", "source": "k1"}
            | {"phrase": name, "place": name, "voice": "n", "modality": "fact"}
        ],
    }
    for table, lines in tables.items():
        with (tmp_path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
    snapshot = mellanrum.load(tmp_path).snapshot()
    assert [gap.tier for gap in snapshot.gaps] == ["stated"]
    document = report_document(snapshot, "sv", version="1", audience="auditor")
    made = render(document, Path(f"x{ending}"))
    assert made == render(document, Path(f"x{ending}"))
    if ending in (".html", ".md"):
        assert b"<script>" not in made
    else:
        text = pdf_text(made) if ending == ".pdf" else word_text(made)
        assert HOSTILE["markup"].replace(" ", "") in text.replace(" ", "")


def test_terms_are_explained_once_as_the_ontology_has_them(
    documents: dict[tuple[str, str], Document],
) -> None:
    schema = load_schema()
    known = {c.slug: c for c in schema.classes.values()}
    for iri, concepts in schema.schemes.items():
        known |= {f"{iri.partition('/concept/')[2]}/{c.slug}": c for c in concepts}
    meanings = {key: concept.definition for key, concept in known.items()}
    meanings |= {key: definition for key, (_, definition) in WORDS.items()}
    by_anchor = {f"term-{key.replace('/', '-')}": meaning for key, meaning in meanings.items()}
    for audience, language in product(("auditor", "full"), LANGUAGES):
        document = documents[audience, language]
        entries = [
            (entry.anchor, plain(entry.told))
            for block in all_blocks(document.sections)
            if isinstance(block, Definitions)
            for entry in block.entries
            if entry.anchor.startswith("term-")
        ]
        assert len(entries) == len(dict(entries)) >= 7
        for anchor, told in entries:
            assert told == by_anchor[anchor].pick(language)  # type: ignore[arg-type]
        marked = {i.anchor for i in all_inlines(document) if isinstance(i, Term)}
        assert marked <= dict(entries).keys()


def test_figures_say_what_they_show(documents: dict[tuple[str, str], Document]) -> None:
    document = documents["full", "sv"]
    figures = [b for b in all_blocks(document.sections) if isinstance(b, Illustration)]
    # Of each municipality who takes part, and the times; no level has an index to draw.
    assert len(figures) == 4
    for figure in figures:
        assert len(figure.alt) > 60
        assert figure.alt != figure.caption
        assert figure.svg.startswith("<svg")


# -- plain language -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    for key, text in STRINGS.items():
        told = PART.sub(lambda found: found["word"] or "x", text.pick(language))  # type: ignore[arg-type]
        for sentence in re.split(r"(?<=[.!?:;])\s", told):
            assert len(sentence.split()) <= LONGEST, (key, sentence)


@pytest.mark.parametrize("name", ["boras", "tyreso", "ekvalla"])
def test_sentences_in_the_reports_are_short_and_say_what_the_source_says(name: str) -> None:
    """What rules, cards and norms say as well; names and notes from the data do not count."""
    snapshot = mellanrum.load(name).snapshot()
    notes = {snapshot.note(node) for node in snapshot.facts.nodes()}
    for language, audience in product(LANGUAGES, ("board", "auditor")):
        given = {snapshot.name(node, language) for node in snapshot.facts.nodes()}
        names = sorted((each for each in given if len(each) > 3), key=len, reverse=True)
        document = report_document(snapshot, language, version="1", audience=audience)  # type: ignore[arg-type]
        for told in inlines_by_block(document):
            kept = [
                i.text if isinstance(i, Run | Term) else "x" for i in told if i.text not in notes
            ]
            text = "".join(kept)
            for each in names:
                text = re.sub(re.escape(each), "x", text, flags=re.IGNORECASE)
            for sentence in re.split(r"(?<=[.!?:;])\s", text):
                assert len(sentence.split()) <= LONGEST or sentence[-1] not in ".!?", sentence
            assert "saknas eller brister" not in text


def test_both_languages_hold_the_same_values_and_terms() -> None:
    known = {c.slug for c in load_schema().classes.values()} | {"measure/congruence", *WORDS}
    for key, text in STRINGS.items():
        found = [
            (sorted(m["term"] for m in PART.finditer(t) if m["term"]),
             sorted(name for _, name, _, _ in Formatter().parse(PART.sub(_value, t)) if name))
            for t in (text.sv, text.en)
        ]  # fmt: skip
        assert found[0] == found[1], key
        assert set(found[0][0]) <= known, key


def _value(found: re.Match[str]) -> str:
    return f"{{{found['value']}}}" if found["value"] else ""


# -- since an earlier run -----------------------------------------------------------------------


def test_it_tells_what_is_new_and_what_is_gone(output: Path, tmp_path: Path) -> None:
    told = json.loads((output / "gaps.json").read_text("utf-8"))
    dropped = next(gap for gap in told["gaps"] if gap["tier"] == "structural")
    gone = {
        **dropped,
        "iri": "https://w3id.org/mellanrum/gap/g99-000000000000",
        "subject": "boras/borta",
        "says": {"sv": "Borta nu.", "en": "Gone now."},
    }
    gaps = [gone if gap is dropped else gap for gap in told["gaps"]]
    earlier = tmp_path / "gaps.json"
    earlier.write_text(json.dumps({**told, "as_of": "2021-01", "gaps": gaps}), "utf-8")
    path = tmp_path / "rapport.md"
    command = ["report", "-o", str(path), "--audience", "board", "--since", str(tmp_path)]
    assert run_command(command) == 0
    part = path.read_text("utf-8").partition("## Nytt sedan förra körningen")[2]
    part = part.partition("\n<a id=")[0]
    assert "läge per januari 2021" in part
    new, lost = part.split("Mellanrum som inte längre hittas")
    assert dropped["title"]["sv"] in new
    assert new.count("\n- ") == 1
    assert "Borta nu." in lost
    assert lost.count("\n- ") == 1


@pytest.mark.parametrize("content", ["", "[]", '{"gaps": [{"iri": 1}]}', '{"gaps": 3}', "{" * 4000])
def test_what_is_no_earlier_run_is_refused(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gaps.json").write_text(content, "utf-8")
    for given in (tmp_path, tmp_path / "saknas.json"):
        assert run_command(["report", "ekvalla", "--since", str(given)]) == 2
        assert "mellanrum build" in capsys.readouterr().err


# -- checked in other programs ------------------------------------------------------------------


def test_pdf_of_the_build(output: Path, documents: dict[tuple[str, str], Document]) -> None:
    for language, name in (("sv", "report.pdf"), ("en", "report.en.pdf")):
        reader = pypdf.PdfReader(output / name)
        root = reader.trailer["/Root"]
        document = documents["board", language]
        assert root["/Lang"] == language  # type: ignore[index]
        assert reader.metadata is not None
        assert reader.metadata.title == document.title
        assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()  # type: ignore[index]
        tags, figures = pdf_tags(reader)
        blocks = list(all_blocks(document.sections))
        assert tags["/H1"] == 1
        depths = Counter(depth for depth, _ in all_sections(document))
        assert tags["/H2"] == depths[1]
        assert tags["/Table"] == sum(isinstance(b, TableBlock) for b in blocks)
        told = {str(figure["/Alt"]) for figure in figures if "/Alt" in figure}
        assert told == {b.alt for b in blocks if isinstance(b, Illustration)}
        top = [item for item in reader.outline if not isinstance(item, list)]
        assert [str(item["/Title"]) for item in top] == [plain(s.title) for s in document.sections]
        starts = [reader.get_destination_page_number(item) for item in top]
        assert starts[1] > starts[0], "each municipality begins on a page of its own"


def test_word_of_the_build_opens_in_an_office_program(
    output: Path, documents: dict[tuple[str, str], Document], tmp_path: Path
) -> None:
    """LibreOffice lays out the same document; its text holds every heading, in order."""
    made = convert(output / "report.docx", "pdf", tmp_path)
    reader = pypdf.PdfReader(made)
    assert reader.metadata is not None
    document = documents["board", "sv"]
    assert reader.metadata.title == document.title
    assert 4 <= len(reader.pages) <= 12
    text = pdf_text(made.read_bytes()).replace(" ", "")
    at = 0
    for _, section in all_sections(document):
        at = text.index(plain(section.title).replace(" ", ""), at)
    for sheet in pypdfium2.PdfDocument(made):
        shades = sheet.render(scale=0.5).to_pil().convert("L").getextrema()
        assert shades[0] < 120 < shades[1], "a page is blank"


def test_word_and_page_say_the_same(
    documents: dict[tuple[str, str], Document], output: Path
) -> None:
    text = " ".join(word_text((output / "report.docx").read_bytes()).split())
    for block in all_blocks(documents["board", "sv"].sections):
        if isinstance(block, Paragraph):
            assert " ".join(plain(block.inlines).split()) in text.replace("\u00a0", ""), block


def test_page_is_accessible(ekvalla: mellanrum.KnowledgeGraph, open_page: OpenPage) -> None:
    """Every rule of axe-core, on a page with every part of the report."""
    from axe_playwright_python.sync_playwright import Axe

    for scheme, audience in (("light", "auditor"), ("dark", "board")):
        document = report_document(
            ekvalla.snapshot(),
            "sv",
            version="1",
            audience=audience,  # type: ignore[arg-type]
            links={"map": "map.html"},
        )
        opened = open_page(render_html(document), color_scheme=scheme)
        found = Axe().run(opened.page).response
        assert found["violations"] == [], [v["id"] for v in found["violations"]]
        assert len(found["passes"]) > 20


def test_report_and_map_lead_to_each_other(
    output: Path, chromium: object, bundled: mellanrum.KnowledgeGraph
) -> None:
    from test_pages import visit

    gap = bundled.gaps()[0]
    anchor = gap.iri.rpartition("/")[2]
    watched = visit(chromium, output / "report.html")  # type: ignore[arg-type]
    page = watched.page
    page.locator(f"#{anchor}").get_by_role("link", name="Visa på kartan").click()
    page.wait_for_load_state()
    heading = page.get_by_role("heading", name=gap.title.sv)
    heading.first.wait_for(timeout=30_000)
    page.get_by_role("link", name="Läs om det i rapporten").first.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"report.html#{anchor}")
    assert watched.trouble == []
    page.context.close()


# -- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["html", "docx", "pdf", "md"])
def test_report_is_written_in_the_format_of_the_ending(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"rapport.{ending}"
    command = ["--lang", "en", "report", "ekvalla", "-o", str(path), "--audience", "board"]
    assert run_command(command) == 0
    start = {"html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF-", "md": b"# Gaps in "}
    assert path.read_bytes().startswith(start[ending])


def test_an_unknown_ending_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["report", "finns-inte", "-o", str(tmp_path / "rapport.doc")]) == 2
    told = capsys.readouterr().err
    assert ".docx" in told
    assert "finns-inte" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_that_cannot_be_set_does_not_stop_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typst

    def fail(*_: object, **options: object) -> bytes:
        if options.get("pdf_standards"):
            raise typst.TypstError("no shape")
        return real(*_, **options)

    data, out = tmp_path / "kommun", tmp_path / "ut"
    data.mkdir()
    (data / "sources.csv").write_text("id,name,kind,date\nk1,Rapport,audit-report,2020\n")
    (data / "bodies.csv").write_text("id,kind,name,source\nk,municipality,Ort,k1\n", "utf-8")
    real = typst.compile
    monkeypatch.setattr(typst, "compile", fail)
    assert run_command(["build", str(data), "-o", str(out)]) == 0
    made = {path.name for path in out.iterdir()}
    assert {"report.html", "report.docx", "index.html"} <= made
    assert not [name for name in made if name.endswith(".pdf")]
    assert "report.pdf skrevs inte" in capsys.readouterr().err
    assert ".pdf" not in (tmp_path / "ut" / "index.html").read_text("utf-8")
