"""The gap report: every number and reference recomputed from the graph by queries of our own."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import product
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pypdf
import pypdfium2
import pytest
from documents import Page, convert, pdf_tags, pdf_text, word_text

import mellanrum
from mellanrum.cli import run as run_command
from mellanrum.export.documents.content import (
    Badge,
    Definitions,
    Document,
    Figure,
    Link,
    Paragraph,
    Table,
    Term,
    all_anchors,
    all_blocks,
    all_inlines,
    all_sections,
    plain,
)
from mellanrum.export.documents.html_renderer import render_html
from mellanrum.export.reporting import AUDIENCES, report_document
from mellanrum.export.reporting.phrasing import PART
from mellanrum.export.reporting.strings import EVIDENCE_SENTENCES, STRINGS
from mellanrum.ontology.language import LANGUAGES
from mellanrum.ontology.schema import load_schema
from mellanrum.ontology.vocabularies import EVIDENCE, MEETING_LEVEL

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


def swedish_date(value: str) -> str:
    year, *rest = value.split("-")
    month = MONTHS.split()[int(rest[0]) - 1] if rest else ""
    return " ".join(filter(None, (str(int(rest[1])) if len(rest) > 1 else "", month, year)))


# -- numbers ------------------------------------------------------------------------------------


def test_the_summary_says_what_was_examined(page: Page, store: ox.Store) -> None:
    sources = rows(
        store,
        """SELECT ?s (MIN(?c) AS ?corpus) (MIN(?d) AS ?date) WHERE { ?s a mr:SourceDocument
           OPTIONAL { ?s mr:inCorpus ?c } OPTIONAL { ?s dct:date ?d } } GROUP BY ?s""",
    )
    read = [date for _, corpus, date in sources if corpus != "false"]
    dated = sorted(filter(None, read))
    told = page.texts["examined"]
    assert f"Lästa källor: {len(read)}. " in told
    assert f"Datum: {swedish_date(dated[0])} till {swedish_date(dated[-1])}" in told
    assert f"som inte är lästa: {len(sources) - len(read)}." in told
    assert f"Lästa källor utan datum: {len(read) - len(dated)}." in told


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
        assert row[0] == name
        assert row[4] == diary
        assert row[5] == file
        assert row[6] == ("ej läst" if corpus == "false" else count)


def test_the_overview_counts_gaps_by_rule_and_evidence(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?place ?rule ?kind (COUNT(DISTINCT ?gap) AS ?n) WHERE {
             ?gap a mr:Gap ; mr:derivedByRule/dct:identifier ?rule ; mr:evidenceKind ?kind ;
                  mr:inMunicipality/rdfs:label ?place } GROUP BY ?place ?rule ?kind""",
    )
    wanted: Counter[tuple[str, str, str]] = Counter()
    for place, rule, kind, count in found:
        if not rule.startswith("K"):  # knowledge flags are told apart
            wanted[place, rule, kind.rpartition("/")[2]] = int(count)
    told: Counter[tuple[str, str, str]] = Counter()
    kinds = ("stated", "contested", "structural", "undocumented")
    for place in ("Borås Stad", "Tyresö kommun"):
        for row in page.tables[f"Mellanrum efter regel och evidensslag, {place}"][1:]:
            for kind, count in zip(kinds, row[2:], strict=True):
                told[place, row[0].split()[0], kind] = 0 if count == "–" else int(count)
    assert +told == wanted


def test_the_rules_are_told_with_version_severity_and_hits(
    page: Page, store: ox.Store, bundled: mellanrum.KnowledgeGraph
) -> None:
    hits = {
        rule: int(count)
        for rule, count in rows(
            store,
            """SELECT ?rule (COUNT(DISTINCT ?gap) AS ?n) WHERE {
                 ?gap mr:derivedByRule/dct:identifier ?rule } GROUP BY ?rule""",
        )
    }
    told = {row[0]: int(row[4]) for row in page.tables["Regler i profilen"][1:]}
    flags = Counter(flag.rule.id for flag in bundled.flags())
    assert {rule: count for rule, count in told.items() if count} == {**hits, **flags}
    folder = Path(__file__).resolve().parents[2] / "queries" / "gaps"
    profile = (folder / "profile.csv").read_text("utf-8")
    for row in page.tables["Regler i profilen"][1:]:
        assert row[0] in profile
        [file] = folder.glob(f"{row[0]}-*.*")
        version = re.search(r"^(?:#\+ )?version: (\d+)", file.read_text("utf-8"), re.MULTILINE)
        assert row[2] == (version[1] if version else "1")


def test_coverage_names_just_those_of_whom_nothing_is_said(page: Page, store: ox.Store) -> None:
    bodies = rows(
        store,
        """SELECT DISTINCT ?name WHERE { ?b a mr:Body ; rdfs:label ?name .
             FILTER NOT EXISTS { ?b a mr:Municipality } FILTER NOT EXISTS { ?b a mr:AuditBody }
             FILTER NOT EXISTS {
               ?row mr:adoptedBy|mr:assignedBy|mr:assignedTo|mr:committedBy|mr:convenedBy|
                    mr:decidedBy|mr:expectedCounterpart|mr:funder|mr:goalOf|mr:participant|mr:party|
                    mr:performedBy|mr:proposedBy|mr:respondent|mr:responsibleAgent|mr:steeredBy|
                    mr:secondedFrom|mr:viaPost ?party .
               ?party (mr:partOf|mr:postIn|mr:administers)* ?b } }""",
    )
    structures = rows(
        store,
        """SELECT DISTINCT ?name WHERE { ?s a mr:CollaborationStructure ; rdfs:label ?name .
             FILTER NOT EXISTS { ?p a mr:Participation ; mr:inStructure ?s } }""",
    )
    assert f"eller har beslutat: {len(bodies)}." in page.texts["not-covered"]
    assert f"utan deltagare i källorna: {len(structures)}." in page.texts["not-covered"]
    told = page.texts["coverage"]
    listed = told.partition("Strukturer utan deltagare")[0].count(" (Borås Stad)")
    listed += told.partition("Strukturer utan deltagare")[0].count(" (Tyresö kommun)")
    assert listed == len(bodies) > 5
    for (name,) in (*bodies, *structures):
        assert name in told, name
    levelless = rows(
        store,
        """SELECT DISTINCT ?name WHERE { ?s a mr:CollaborationStructure ; rdfs:label ?name .
             FILTER NOT EXISTS { ?s mr:atLevel ?level } }""",
    )
    listed = page.texts["coverage"].partition("Strukturer vars nivå källorna inte anger")[2]
    for (name,) in levelless:
        assert name in listed, name


@pytest.fixture(scope="module")
def page_of_ekvalla(ekvalla: mellanrum.KnowledgeGraph) -> Page:
    """The full report of a municipality whose index has a number at every level."""
    return Page(render_html(report_document(ekvalla.snapshot(), "sv", version="1")))


def test_the_index_is_that_of_the_measure(
    page_of_ekvalla: Page, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    told = {row[1]: row[2:] for row in page_of_ekvalla.tables["Index per nivå"][1:]}
    [found] = ekvalla.congruence().municipalities
    assert len(told) == len(found.levels)
    for level, interval in found.levels.items():
        assert interval.k is not None
        low, high = (f"{float(end):.2f}".replace(".", ",") for end in interval.k)
        k, mover = told[MEETING_LEVEL[level].heading.sv]
        assert k == (low if low == high else f"{low}–{high}")
        # By the definition, the largest gap over all that is required is the largest rise.
        one, two, weight = interval.low.gaps[0]
        rise = f"{float(weight / interval.low.required):.2f}".replace(".", ",")
        assert f"K ökar med högst {rise}" in mover
        assert ekvalla.label(one) in mover
        assert ekvalla.label(two) in mover


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


def test_what_closing_a_pair_is_said_to_do_is_what_the_measure_gives(
    page_of_ekvalla: Page, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    """A tie of full strength that holds just the two, added to what is there."""
    from mellanrum.graph.measures import Tie
    from mellanrum.graph.measures.congruence import congruence_of_needs

    gap = next(g for g in ekvalla.gaps() if g.rule.id == "G01")
    [found] = ekvalla.congruence().municipalities
    needs, ties = found.levels["lead"].low.needs, found.low_ties("lead")
    # The target groups that neither body shares with another are covered by no other tie.
    added = Tie([gap.subject, gap.object], None, 1)
    before, after = (congruence_of_needs(needs, some).k for some in (ties, [*ties, added]))
    low, high = (f"{float(k or 0):.2f}".replace(".", ",") for k in (before, after))
    text = page_of_ekvalla.texts[gap.iri.rpartition("/")[2]]
    told = f"På politisk eller strategisk nivå går det lägre värdet på K från {low} till högst"
    assert f"{told} {high}." in text


# -- the chain of evidence ----------------------------------------------------------------------


def test_every_claim_leads_to_document_diary_number_and_place(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?id ?name ?diary ?date ?phrase (GROUP_CONCAT(?p; separator="|") AS ?places)
           WHERE {
             ?claim a mr:Statement ; mr:source ?s . ?s rdfs:label ?name .
             OPTIONAL { ?claim mr:about ?about . ?about dct:identifier ?aid }
             OPTIONAL { ?claim dct:identifier ?own } BIND(COALESCE(?own, ?aid) AS ?id)
             OPTIONAL { ?s mr:diaryNumber ?diary } OPTIONAL { ?s dct:date ?date }
             OPTIONAL { ?claim mr:phrase ?phrase } OPTIONAL { ?claim mr:place ?p }
           } GROUP BY ?claim ?id ?name ?diary ?date ?phrase""",
    )
    tables = {name: rows for name, rows in page.tables.items() if name.startswith("Påståenden ur ")}
    told = [(name, row) for name, table in tables.items() for row in table[1:]]
    assert len(told) == len(found) > 390
    assert len(tables) == 5
    for identifier, name, diary, date, phrase, places in found:
        source = [
            name,
            f"dnr {diary}" if diary else "",
            swedish_date(date) if date else "utan datum",
        ]
        lines = [p[1:] for p in places.split("|") if re.fullmatch(r"L\d+", p)]
        parts = [f"rad {lines[0]}"] if len(lines) == 1 == places.count("L") else lines
        parts.append(phrase)
        wanted = [" ".join(part.split()) for part in parts]
        assert any(
            row[0].partition("/")[2] == identifier
            and all(part in caption for part in source)
            and all(part in row[4] for part in wanted)
            for caption, row in told
        ), identifier


def test_every_gap_names_its_claims(page: Page, store: ox.Store) -> None:
    for path, label in (
        ("statedBy", "Detta säger källorna"),
        ("contestedBy", "Detta talar emot"),
        ("corroboratedBy", ""),
        ("addressedBy", "Åtaganden som gäller detta"),
        ("proposedRemedy", "Bara förslag eller behov, inget åtagande"),
    ):
        found = rows(
            store,
            f"""SELECT DISTINCT ?gap ?phrase WHERE {{ ?gap a mr:Gap ; mr:{path} ?s ;
                  mr:derivedByRule/dct:identifier ?rule . FILTER(!STRSTARTS(?rule, "K"))
                  {{ ?s mr:phrase ?phrase }} UNION {{ ?c mr:about ?s ; mr:phrase ?phrase
                     FILTER NOT EXISTS {{ ?c a mr:AbsenceStatement }} }} }}""",
        )
        assert found
        for gap, phrase in found:
            text = page.texts[gap.rpartition("/")[2]]
            if label:
                assert phrase in text.partition(label)[2], (gap, path)
                continue
            # A finding is told by itself, or with the statement that it is.
            roles = ("Iakttagelser i granskningar som bekräftar det", "Uttalandet är också")
            own, same = (text.partition(role)[2] for role in roles)
            assert phrase in own or (same and phrase in text), (gap, path)


def test_a_statement_that_is_a_finding_as_well_is_told_once(page: Page, store: ox.Store) -> None:
    """Those with the same source, voice and places are one passage in the document."""
    found = rows(
        store,
        """SELECT DISTINCT ?gap ?name ?phrase WHERE {
             ?gap a mr:Gap ; mr:statedBy ?s ; mr:corroboratedBy ?f .
             ?c mr:about ?f ; mr:source ?source ; mr:voice ?voice ; mr:phrase ?phrase .
             ?s mr:source ?source ; mr:voice ?voice ; rdfs:label ?name .
             FILTER NOT EXISTS { ?c a mr:AbsenceStatement }
             FILTER NOT EXISTS { ?c mr:place ?p MINUS { ?s mr:place ?p } }
             FILTER NOT EXISTS { ?s mr:place ?p FILTER NOT EXISTS { ?c mr:place ?p } } }""",
    )
    assert len({gap for gap, _, _ in found}) > 3
    for gap, name, phrase in found:
        told = page.texts[gap.rpartition("/")[2]].partition("Om mellanrummet sluts")[0]
        said = told.partition("Detta säger källorna")[2]
        statements, _, findings = said.partition("Iakttagelser i granskningar som bekräftar det")
        assert "Uttalandet är också" in statements
        assert phrase in statements
        assert phrase not in findings
        assert statements.count(name) == 1 or "iakttagelsen ”" in statements


def test_general_statements_stand_under_a_heading_of_their_own(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?rule ?name WHERE { ?gap a mr:Gap ; mr:generallyStatedBy ?s ;
             mr:derivedByRule/dct:identifier ?rule . ?s rdfs:label ?name
             FILTER(!STRSTARTS(?rule, "K")) }""",
    )
    levels = {title: level for level, title in page.headings}
    assert found
    for rule, name in found:
        assert levels[f"Uttalanden om hela kommunen i samma fråga ({rule})"] == 4
        told = [text for key, text in page.texts.items() if key.endswith(f"-{rule}-general")]
        assert any(name in text for text in told), (rule, name)


def test_one_day_is_told_as_one_day() -> None:
    document = report_document(mellanrum.load("tyreso").snapshot(), "sv", version="1")
    [told] = [
        plain(block.inlines)
        for block in all_blocks(document.sections)
        if isinstance(block, Paragraph) and plain(block.inlines).startswith("Lästa källor")
    ]
    assert "Datum: 10 mars 2023." in told


def test_what_the_board_reads_does_not_point_to_what_is_not_there(
    documents: dict[tuple[str, str], Document],
) -> None:
    for audience, wanted, other in (
        ("board", "Båda sidor står i den fullständiga rapporten.", "Båda sidor står nedan."),
        ("auditor", "Båda sidor står nedan.", "Båda sidor står i den fullständiga rapporten."),
    ):
        told = "".join(inline.text for inline in all_inlines(documents[audience, "sv"]))
        assert wanted in told
        assert other not in told


def test_a_note_on_a_body_is_not_told_of_what_is_lacking_there(page: Page, store: ox.Store) -> None:
    note = "http://www.w3.org/2004/02/skos/core#note"
    found = rows(
        store,
        f"""SELECT DISTINCT ?gap ?note WHERE {{ ?gap a mr:Gap ; mr:statedBy ?s .
             ?s mr:about ?body . ?body <{note}> ?note
             FILTER NOT EXISTS {{ ?s <{note}> ?own }} }}""",
    )
    assert found
    for gap, told in found:
        text = page.texts[gap.rpartition("/")[2]].partition("Detta säger källorna")[2]
        assert told not in text.partition("Om mellanrummet sluts")[0]


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
        assert f"{phrase}”. Anmärkning: {told}" not in text


def test_unread_replies_are_told_where_an_answer_is_missing(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?gap (GROUP_CONCAT(?name; separator="|") AS ?names) WHERE {
             ?gap a mr:Gap ; mr:derivedByRule/dct:identifier ?rule ; mr:gapAbout ?audit .
             FILTER(?rule = "G08a")
             OPTIONAL { ?audit mr:auditReport ?report . ?report mr:annexTo ?list .
                        ?reply mr:annexTo ?list ; mr:issuer ?body ; rdfs:label ?name ;
                               mr:inCorpus false .
                        FILTER(CONTAINS(?name, "svar på revisionsrapporten")) } }
           GROUP BY ?gap""",
    )
    assert {bool(names) for _, names in found} == {True, False}
    for gap, names in found:
        text = page.texts[gap.rpartition("/")[2]]
        told = text.partition("som vi inte har läst: ")[2].partition(". Vi vet")[0]
        assert bool(told) == bool(names)
        assert all(name in told for name in names.split("|"))


def test_no_commitment_is_missed_where_the_gap_is_about_commitments(
    page: Page, store: ox.Store
) -> None:
    found = rows(
        store,
        """SELECT ?gap ?about ?addressed WHERE {
             ?gap a mr:Gap ; mr:derivedByRule ?rule . ?rule dct:identifier ?id
             FILTER(!STRSTARTS(?id, "K"))
             BIND (EXISTS { ?gap mr:addressedBy ?any } AS ?addressed)
             BIND (EXISTS { ?rule mr:missingClass mr:Commitment }
                   || EXISTS { ?gap mr:gapSubject|mr:gapObject|mr:gapAbout ?c .
                               ?c a mr:Commitment } AS ?about) }""",
    )
    assert {"true", "false"} == {about for _, about, _ in found}
    for gap, about, addressed in found:
        told = "Inget åtagande som gäller detta" in page.texts[gap.rpartition("/")[2]]
        assert told == (about == addressed == "false"), gap


def test_both_accounts_of_a_conflict_are_told_with_their_places(
    page: Page, store: ox.Store
) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?phrase ?phrase2 WHERE { ?s mr:contradicts ?o ; mr:phrase ?phrase .
             ?o mr:about ?finding ; mr:phrase ?phrase2 . ?finding a mr:Finding }""",
    )
    assert len(found) == 4
    told = page.texts["flags"]
    assert all(phrase in told for pair in found for phrase in pair)


def test_what_was_read_into_a_source_is_told_with_it(page: Page, store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT ?gap ?note WHERE { ?gap a mr:Gap ; mr:statedBy ?s .
             ?s <http://www.w3.org/2004/02/skos/core#note> ?note }""",
    )
    assert len(found) > 3
    for gap, note in found:
        assert f"Anmärkning: {note}" in page.texts[gap.rpartition("/")[2]]


def test_the_lifelines_stand_as_the_graph_says(page: Page, store: ox.Store) -> None:
    statuses = dict(
        rows(
            store,
            """SELECT ?name ?status WHERE { ?n mr:lifelineStatus ?status ; rdfs:label ?name .
                 FILTER NOT EXISTS { ?n a mr:Commitment } }""",
        )
    )
    schema = load_schema()
    told = [
        row
        for place in ("Borås Stad", "Tyresö kommun")
        for row in page.tables[f"Läget för varje punkt, {place}"][1:]
    ]
    assert len(told) == len(statuses) == 28
    for row in told:
        concept = schema.concept(statuses[row[0].rpartition(" (")[0]])
        assert concept is not None
        assert row[4] == concept.label.sv


def test_overdue_and_incomplete_promises_are_those_of_the_graph(
    page: Page, store: ox.Store
) -> None:
    overdue = rows(
        store,
        """SELECT DISTINCT ?name ?due ?words ?by WHERE {
             ?p a mr:Commitment, mr:OnRecord ; rdfs:label ?name ;
                mr:deadline ?due ; mr:deadlineDay ?day .
             OPTIONAL { ?p mr:deadlineText ?words }
             OPTIONAL { ?p mr:commitmentKind ?k ; mr:inDecision/mr:decidedBy/rdfs:label ?by
                        FILTER(STRENDS(STR(?k), "/imposed")) }
             FILTER(?day < "2023-03-10"^^xsd:date)
             ?c mr:about ?p ; mr:modality ?m . FILTER(!CONTAINS(STR(?m), "proposal"))
             FILTER NOT EXISTS { ?p mr:fulfilledBy ?f } }""",
    )
    told = {(row[1], row[2]) for row in page.tables["Försenade åtaganden efter ansvarig"][1:]}
    wanted = set()
    for name, due, words, by in overdue:
        date = swedish_date(due)
        own = f" (enligt källan: {words})" if words and date not in words else ""
        wanted.add((name + (f" (ålagt av {by})" if by else ""), date + own))
    assert told == wanted
    assert told
    for row in page.tables["Åtaganden utan ansvarig eller tidsgräns"][1:]:
        name = re.split(r" \((?:bara|ålagt) ", row[0])[0]
        [(owners, due)] = rows(
            store,
            f"""SELECT (COUNT(DISTINCT ?o) AS ?owners) (COUNT(DISTINCT ?d) AS ?due) WHERE {{
                  ?p a mr:Commitment ; rdfs:label ?name .
                  FILTER(STR(?name) = {json.dumps(name, ensure_ascii=False)})
                  OPTIONAL {{ ?p mr:committedBy ?o }}
                  OPTIONAL {{ {{ ?p mr:deadline ?d }} UNION {{ ?p mr:frequency ?d }} }} }}""",
        )
        assert ("ansvarig" in row[2]) == (owners == "0")
        assert ("tidsgräns" in row[2]) == (due == "0")


# -- the document as a whole --------------------------------------------------------------------


def test_every_link_within_leads_somewhere(documents: dict[tuple[str, str], Document]) -> None:
    for (audience, language), document in documents.items():
        anchors = all_anchors(document)
        sections = [section.anchor for _, section in all_sections(document)]
        assert len(sections) == len(set(sections))
        for inline in all_inlines(document):
            if isinstance(inline, Term):
                assert inline.anchor in anchors, (audience, language, inline)
            # The board is given the most severe gaps only; those named elsewhere stay as words.
            if (
                isinstance(inline, Link)
                and inline.inside
                and not re.match(r"#[a-z]\d+", inline.target)
            ):
                assert inline.target[1:] in anchors, (audience, language, inline)


def test_each_audience_gets_its_part(documents: dict[tuple[str, str], Document]) -> None:
    gaps = {}
    for audience in AUDIENCES:
        document = documents[audience, "sv"]
        gaps[audience] = {
            anchor for anchor in all_anchors(document) if re.match(r"[gn]\d\d", anchor)
        }
    parts = {a: {s.anchor for s in documents[a, "sv"].sections} for a in AUDIENCES}
    assert parts["board"] >= {"summary", "structure", "lifelines", "coverage", "method", "glossary"}
    assert "claims" in parts["auditor"] - parts["board"]
    assert parts["full"] - parts["auditor"] == {"structure"}
    assert gaps["board"] < gaps["auditor"] == gaps["full"]
    severe = [g for g in mellanrum.load().gaps() if g.severity == "high"]
    assert gaps["board"] == {gap.iri.rpartition("/")[2] for gap in severe}


def test_terms_are_explained_where_they_first_occur_and_in_the_glossary(
    documents: dict[tuple[str, str], Document],
) -> None:
    schema = load_schema()
    known = {c.slug: c for c in schema.classes.values()}
    for iri, concepts in schema.schemes.items():
        known |= {f"{iri.partition('/concept/')[2]}/{c.slug}": c for c in concepts}
    by_anchor = {f"term-{key.replace('/', '-')}": concept for key, concept in known.items()}
    for (_, language), document in documents.items():
        entries = {
            entry.anchor: plain(entry.told)
            for block in all_blocks(document.sections[-1:])
            if isinstance(block, Definitions)
            for entry in block.entries
        }
        seen: set[str] = set()
        blocks = [
            b
            for b in all_blocks((*document.opening, *document.sections))
            if isinstance(b, Paragraph)
        ]
        for at, block in enumerate(blocks):
            for inline in block.inlines:
                if isinstance(inline, Term) and inline.anchor not in seen:
                    seen.add(inline.anchor)
                    meaning = by_anchor[inline.anchor].definition.pick(language)  # type: ignore[arg-type]
                    assert entries[inline.anchor] == meaning
                    near = " ".join(plain(b.inlines) for b in blocks[at + 1 : at + 5])
                    assert meaning in near
        assert len(seen) >= 7


def test_figures_say_what_they_show(documents: dict[tuple[str, str], Document]) -> None:
    document = documents["full", "sv"]
    figures = [b for b in all_blocks(document.sections) if isinstance(b, Figure)]
    # Of each municipality who takes part, and the times; no level has an index to draw.
    assert len(figures) == 4
    for figure in figures:
        assert len(figure.alt) > 60
        assert figure.alt != figure.caption
        assert figure.svg.startswith("<svg")


def test_undocumented_is_never_told_as_lacking(documents: dict[tuple[str, str], Document]) -> None:
    for (_, language), document in documents.items():
        said = EVIDENCE["stated"].definition.pick(language)  # type: ignore[arg-type]
        for block in all_blocks(document.sections):
            if isinstance(block, Paragraph) and any(isinstance(i, Badge) for i in block.inlines):
                [badge] = [i for i in block.inlines if isinstance(i, Badge)]
                assert (said in plain(block.inlines)) == (badge.kind == "stated")


# -- plain language -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    texts = {**STRINGS, **{f"evidence {k}": t for k, t in EVIDENCE_SENTENCES.items()}}
    for key, text in texts.items():
        told = PART.sub(lambda found: found["word"] or "x", text.pick(language))  # type: ignore[arg-type]
        for sentence in re.split(r"(?<=[.!?:;])\s", told):
            assert len(sentence.split()) <= LONGEST, (key, sentence)


def test_both_languages_hold_the_same_values_and_terms() -> None:
    known = {c.slug for c in load_schema().classes.values()} | {"measure/congruence"}
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
    dropped, *rest = told["gaps"]
    gone = {
        **dropped,
        "iri": "https://w3id.org/mellanrum/gap/g99-000000000000",
        "says": "Borta nu.",
    }
    earlier = tmp_path / "gaps.json"
    earlier.write_text(json.dumps({**told, "as_of": "2021-01", "gaps": [gone, *rest]}), "utf-8")
    path = tmp_path / "rapport.md"
    assert (
        run_command(["report", "-o", str(path), "--audience", "board", "--since", str(tmp_path)])
        == 0
    )
    part = path.read_text("utf-8").partition("Nytt sedan förra körningen")[2]
    part = part.partition("Vad källorna inte täcker")[0]
    assert "läge per januari 2021" in part
    new, lost = part.split("Mellanrum som inte längre hittas")
    assert dropped["says"] in new
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
        assert tags["/H2"] == depths[1] + 1  # and the heading of the contents
        assert tags["/Table"] == sum(isinstance(b, Table) for b in blocks)
        told = {str(figure["/Alt"]) for figure in figures if "/Alt" in figure}
        assert told == {b.alt for b in blocks if isinstance(b, Figure)}
        top = [item for item in reader.outline if not isinstance(item, list)]
        assert [str(item["/Title"]) for item in top] == [plain(s.title) for s in document.sections]
        starts = [reader.get_destination_page_number(item) for item in top]
        assert starts[1] - starts[0] == 1, "the summary fills one page"


def test_word_of_the_build_opens_in_an_office_program(
    output: Path, documents: dict[tuple[str, str], Document], tmp_path: Path
) -> None:
    """LibreOffice lays out the same document; its text holds every heading, in order."""
    made = convert(output / "report.docx", "pdf", tmp_path)
    reader = pypdf.PdfReader(made)
    assert reader.metadata is not None
    document = documents["board", "sv"]
    assert reader.metadata.title == document.title
    assert 8 <= len(reader.pages) <= 40
    text = pdf_text(made.read_bytes()).replace(" ", "")
    at = text.index("Strukturen")
    for section in document.sections[1:]:
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
    heading = page.get_by_role("heading", name=gap.sentence("sv"))
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
    (data / "bodies.csv").write_text("id,kind,name,source\nk,committee,Nämnden,k1\n", "utf-8")
    real = typst.compile
    monkeypatch.setattr(typst, "compile", fail)
    assert run_command(["build", str(data), "-o", str(out)]) == 0
    made = {path.name for path in out.iterdir()}
    assert {"report.html", "report.docx", "index.html"} <= made
    assert not [name for name in made if name.endswith(".pdf")]
    assert "report.pdf skrevs inte" in capsys.readouterr().err
    assert ".pdf" not in (tmp_path / "ut" / "index.html").read_text("utf-8")
