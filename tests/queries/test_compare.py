"""Comparisons: by hand on the invented municipality, by SPARQL on Borås, and by symmetry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.queries.anatomy.anatomy import Anatomy, AnatomyTable, Cell, MunicipalAnatomy, Sign
from mellanrum.queries.comparison.cell_changes import changed_cells
from mellanrum.queries.comparison.kind_comparison import Aspect, KindComparison
from mellanrum.queries.comparison.row_comparison import Parts, RowComparison
from mellanrum.queries.tiers.item import TIERS, Gap

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
PREFIX = "PREFIX mr: <https://w3id.org/mellanrum/ns#> "
EARLY, LATE = "2019-12-31", "2021-01-26"
NEW_FORUM = {
    "id": "samrad",
    "slag": "forum",
    "namn": "Samrådet",
    "nivå": "strategisk",
    "målgrupp": "mg-kvall",
    "källa": "kalla-berattelse",
    "ställe": "avsnitt 9",
}


def short(iri: str) -> str:
    return iri.rpartition("/")[2]


def shown_by(gap: Gap) -> set[str]:
    return {line.rule.id for line in gap.lines}


def names(parts: Parts[str]) -> tuple[set[str], set[str], set[str]]:
    kept, gone, new = ({short(node) for node in p} for p in (parts.kept, parts.gone, parts.new))
    return kept, gone, new


def rows(one: KnowledgeGraph, other: KnowledgeGraph) -> RowComparison:
    found = one.compare(other)
    assert isinstance(found, RowComparison)
    return found


def kinds(one: KnowledgeGraph, other: KnowledgeGraph) -> KindComparison:
    found = one.compare(other)
    assert isinstance(found, KindComparison)
    return found


@pytest.fixture(scope="module")
def boras() -> KnowledgeGraph:
    return mellanrum.load("boras", as_of=EARLY)


@pytest.fixture(scope="module")
def between_days(boras: KnowledgeGraph) -> RowComparison:
    found = boras.compare(LATE)
    assert isinstance(found, RowComparison)
    return found


@pytest.fixture(scope="module")
def beside(ekvalla: KnowledgeGraph) -> KindComparison:
    return kinds(mellanrum.load("boras"), ekvalla)


# -- versions, by hand ----------------------------------------------------------------------------


def test_nothing_changed(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    found = rows(ekvalla, mellanrum.load(variant({})))
    assert found.is_same
    assert {short(node) for node in found.structures.kept} == {
        "familjeforum",
        "presidieradet",
        "styrgrupp-falt",
        "faltgruppen",
        "trygga-kvallar",
        "lotsarbetet",
        "ungteamet",
        "foraldracafe",
        "orosmotet",
    }
    # Rows that stand in deltaganden.csv; the rest have ended, are proposed or needed.
    assert len(found.participation.kept) == 23


def test_a_body_joins_and_another_leaves(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    """With kfn in Presidierådet it meets sn at political level, and can convene as it is told.

    There is a table for the handover at six as well (N02), and something ties kfn and ks, though
    no document draws the boundary between them (G32 stays of their pair). Without the police
    Ungteamet no longer has the same members as Orosmötet (N05).
    """
    joins = {"struktur": "presidieradet", "deltagare": "kfn", "källa": "kalla-ks"}
    leaves = {"struktur": "ungteamet", "deltagare": "polisen", "gäller till": "2024-10"}
    found = rows(ekvalla, mellanrum.load(variant({"deltaganden": [joins, leaves]})))
    assert found.structures.is_same
    assert [(short(t.structure), short(t.party)) for t in found.participation.new] == [
        ("presidieradet", "kfn")
    ]
    assert [(short(t.structure), short(t.party)) for t in found.participation.gone] == [
        ("ungteamet", "polisen")
    ]
    assert [(gap.tier, short(gap.subject)) for gap in found.gaps.gone] == [
        ("structural", "bun"),
        ("structural", "orosmotet"),
        ("expected", "kfn"),
    ]
    assert [shown_by(gap) for gap in found.gaps.gone] == [{"N02"}, {"N05"}, set()]
    # That the committees do not meet is said all the same: it no longer shows in the structure.
    [(was, now)] = [pair for pair in found.gaps_altered if pair[0].stated]
    assert {short(node) for node in now.parties} == {"kfn", "sn"}
    assert (shown_by(was), shown_by(now)) == ({"G01"}, set())
    [(was, now)] = [pair for pair in found.gaps_altered if not pair[0].stated]
    assert {short(node) for node in now.parties} == {"kfn", "ks"}
    assert "N06" in shown_by(was) - shown_by(now)
    assert "G32" in shown_by(now)
    assert not found.without_subject
    assert not found.altered
    assert not found.is_same


def test_a_structure_begins_another_ends_and_a_third_changes(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    ended = {"id": "trygga-kvallar", "status": "upphörd"}
    renamed = {"id": "ungteamet", "namn": "Ungteamet i Ekvalla", "nivå": "individ; operativ"}
    after = mellanrum.load(variant({"strukturer": [NEW_FORUM, ended, renamed]}))
    found = rows(ekvalla, after)
    _, gone, new = names(found.structures)
    assert (gone, new) == ({"trygga-kvallar"}, {"samrad"})
    assert {(short(t.structure), short(t.party)) for t in found.participation.gone} == {
        ("trygga-kvallar", "polisen"),
        ("trygga-kvallar", "foreningarna"),
        ("trygga-kvallar", "friskolorna"),
        ("trygga-kvallar", "school"),
    }
    changes = {(short(each.node), each.path.rpartition("#")[2]) for each in found.altered}
    assert changes == {("ungteamet", "label"), ("ungteamet", "atLevel")}
    [name] = [each for each in found.altered if each.path.endswith("#label")]
    assert (name.before, name.after) == (("Ungteamet",), ("Ungteamet i Ekvalla",))


def test_gaps_about_what_is_not_on_both_sides_are_told_apart(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    ended = {"id": "trygga-kvallar", "status": "upphörd"}
    found = rows(ekvalla, mellanrum.load(variant({"strukturer": [NEW_FORUM, ended]})))
    """Trygga kvällar was the only link of two sectors, and ran beside Fältgruppen; then it ended.

    So did its being without follow-up: a source says that, and goes on saying it.
    """
    gone = {
        line.rule.id: gap.iri
        for gap in found.gaps.gone
        for line in gap.lines
        if "trygga-kvallar" in map(short, gap.parties)
    }
    assert set(gone) == {"N03", "G23"}
    assert set(gone.values()) <= found.without_subject


def test_a_gap_that_is_known_in_another_way(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    """The committee objects to being without a goal; it is then contested."""
    objecting = {
        "id": "svar-emot",
        "namn": "Målbilden finns",
        "svarande": "ks",
        "svarar på": "iak-malbild",
        "ståndpunkt": "invänder",
        "källa": "kalla-ks",
    }
    found = rows(ekvalla, mellanrum.load(variant({"svar": [objecting]})))
    assert found.gaps.is_same
    [(was, now)] = found.gaps_altered
    assert "iak-malbild" in map(short, now.support)
    assert (was.evidence, now.evidence) == ("stated", "contested")


@pytest.mark.parametrize(
    ("commitment", "states"),
    [
        ({"uppfyllt genom": "dok-rutin"}, ("overdue", "undertaken")),
        ({"modalitet": "förslag"}, ("overdue", "open")),
        ({"tidsgräns": "2025-06"}, ("overdue", "undertaken")),
    ],
)
def test_a_stated_lack_comes_to_stand_elsewhere(
    ekvalla: KnowledgeGraph,
    variant: Variant,
    commitment: Mapping[str, str],
    states: tuple[str, str],
) -> None:
    """The schools' way in was due in June 2024."""
    changed = {"id": "atag-kontakt", **commitment}
    found = rows(ekvalla, mellanrum.load(variant({"ataganden": [changed]})))
    [(was, now)] = [pair for pair in found.gaps_altered if pair[0].stated]
    assert "iak-kontakt" in map(short, now.support)
    assert (was.status, now.status) == states


def test_a_stated_lack_is_remedied(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    ended = {"id": "fr-omsorg", "gäller till": "2024-06"}
    found = rows(ekvalla, mellanrum.load(variant({"franvaro": [ended]})))
    assert found.gaps.is_same
    states = {short(now.subject): (was.status, now.status) for was, now in found.gaps_altered}
    assert states == {"omn": ("open", "remedied")}


def test_what_is_joined_with_more_is_the_same(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    """An absence of an earlier name makes the IRI of the lack; it replaces those that it had."""
    first = {
        "id": "aa-mal",
        "namn": "Målbilden finns inte",
        "om": "ekvalla-kommun",
        "det som saknas": "gemensamt mål",
        "iakttagelse": "iak-malbild",
        "källa": "kalla-rapport-2023",
        "ställe": "avsnitt 3.3",
    }
    after = mellanrum.load(variant({"franvaro": [first]}))
    found = rows(ekvalla, after)
    [item] = [gap for gap in after.gaps(tier="stated") if "aa-mal" in map(short, gap.support)]
    assert item.iri not in {gap.iri for gap in ekvalla.gaps()}
    assert item in found.gaps.kept
    assert found.gaps.is_same


def test_what_the_structure_shows_and_a_source_then_says_is_not_gone(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    """The level gap of Lotsarbetet, between amn and bun: an audit comes to say so too."""
    said = {
        "id": "iak-lots-niva",
        "namn": "Nämnderna möts inte politiskt om lotsarbetet",
        "granskning": "granskning-2023",
        "värdering": "kritisk",
        "om": "amn; bun",
        "det som saknas": "forum på rätt nivå",
        "källa": "kalla-rapport-2023",
        "ställe": "avsnitt 4.4",
    }
    found = rows(ekvalla, mellanrum.load(variant({"iakttagelser": [said]})))
    assert (found.gaps.gone, found.gaps.new) == ((), ())
    [(was, now)] = [pair for pair in found.gaps_altered if pair[0].tier != pair[1].tier]
    assert (was.tier, short(was.subject), now.tier) == ("structural", "lotsarbetet", "stated")
    assert "G01" in shown_by(now)


def test_a_cell_gets_another_sign(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    """A goal for Föräldracaféet, which the sources were silent on; no item comes or goes."""
    goal = {
        "id": "mal-cafe",
        "namn": "Föräldrar möts över stadsdelarna",
        "mål för struktur": "foraldracafe",
        "källa": "kalla-berattelse",
        "ställe": "avsnitt 4",
    }
    found = rows(ekvalla, mellanrum.load(variant({"mal": [goal]})))
    assert found.gaps.is_same
    [cell] = [each for each in found.cells if each.table == "structures"]
    assert (short(cell.after.row), cell.after.element) == ("foraldracafe", "goal")
    assert (cell.before.sign, cell.after.sign) == ("silent", "documented")
    assert not found.is_same


def anatomy(**signs: Sign) -> Anatomy:
    """Return a made-up table: one row, with a cell of a sign for each element."""
    cells = tuple(Cell("row", element, sign) for element, sign in signs.items())
    table = AnatomyTable("structures", ("row",), tuple(signs), cells, {})
    one = MunicipalAnatomy("home", ("made-up",), None, {"structures": table}, {}, (), ())
    return Anatomy((one,))


def test_only_cells_that_say_something_on_either_side_are_told() -> None:
    before = anatomy(
        rhythm="not-filled-in", goal="planned", contact="does-not-apply", money="stated-lacking"
    )
    after = anatomy(
        rhythm="silent", goal="silent", contact="silent", money="contested", ages="silent"
    )
    assert [
        (each.after.element, each.before.sign, each.after.sign)
        for each in changed_cells(before, after)
    ] == [("goal", "planned", "silent"), ("money", "stated-lacking", "contested")]


def test_a_recommendation_that_comes_to_stand_elsewhere(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    done = {"id": "atag-malbild", "uppfyllt genom": "mal-kommun"}
    found = rows(ekvalla, mellanrum.load(variant({"ataganden": [done]})))
    assert {(short(each.node), each.before, each.after) for each in found.moved} == {
        ("rek-malbild", "promised", "visible"),
        ("atag-malbild", "promised", "visible"),
    }


def test_a_new_finding(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    finding = {
        "id": "iak-ny",
        "namn": "Ingen följer Föräldracaféet",
        "granskning": "granskning-2023",
        "värdering": "kritisk",
        "om": "foraldracafe",
        "källa": "kalla-rapport-2023",
    }
    found = rows(ekvalla, mellanrum.load(variant({"iakttagelser": [finding]})))
    assert names(found.lifelines)[1:] == (set(), {"iak-ny"})
    [new] = found.gaps.new
    assert (new.tier, [short(row) for row in new.support]) == ("stated", ["iak-ny"])


# -- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "pattern"),
    [
        ("structures", "?s a mr:InForce, mr:CollaborationStructure"),
        (
            "participation",
            "{ ?p a mr:Participation, mr:InForce ; mr:inStructure ?s . ?s a mr:InForce ."
            "  { ?p mr:participant ?x } UNION { ?p mr:participantSector ?x } UNION"
            "  { ?p mr:viaPost/mr:postIn ?x FILTER NOT EXISTS { ?p mr:participant ?y } } }",
        ),
        ("gaps", "?gap a mr:Gap"),
    ],
)
def test_two_dates_of_boras_agree_with_sparql(
    boras: KnowledgeGraph, between_days: RowComparison, part: str, pattern: str
) -> None:
    variables = {"participation": "?s ?x"}.get(part, "*")
    told = []
    for graph in (boras, boras.at(LATE)):
        query = f"{PREFIX} SELECT DISTINCT {variables} WHERE {{ {pattern} }}"
        told.append({tuple(str(cell) for cell in row) for row in graph.query(query).rows})
    before, after = told
    parts = getattr(between_days, part)
    assert keys(parts.kept) == before & after
    assert keys(parts.gone) == before - after
    assert keys(parts.new) == after - before
    assert before != after


def keys(items: tuple[object, ...]) -> set[tuple[str, ...]]:
    """Return items as a row of an answer."""
    return {
        (item,)
        if isinstance(item, str)
        else (item.structure, item.party)
        if hasattr(item, "party")
        else (getattr(item, "iri"),)  # noqa: B009
        for item in items
    }


def test_the_shared_unit_of_boras_is_new_in_2020(between_days: RowComparison) -> None:
    """By hand: the collaboration around the duty holds from 1 April 2020."""
    assert "kaa-samarbetet" in names(between_days.structures)[2]
    assert "sspf" in names(between_days.structures)[0]


def test_what_is_said_later_is_new(ekvalla: KnowledgeGraph) -> None:
    found = rows(ekvalla.at("2023-11-14"), ekvalla.at("2023-11-15"))
    assert "rek-kontakt" in names(found.lifelines)[2]
    assert names(found.lifelines)[0] == {
        "iak-niva-2019",
        "iak-uppf-2019",
        "iak-kontakt-2019",
        "rek-rutin",
    }


# -- symmetry -------------------------------------------------------------------------------------


def test_the_other_way_round_what_is_new_is_gone(ekvalla: KnowledgeGraph) -> None:
    early = ekvalla.at("2022-06-01")
    there, back = rows(early, ekvalla), rows(ekvalla, early)
    for part in ("structures", "participation", "gaps", "lifelines"):
        forth, home = getattr(there, part), getattr(back, part)
        assert forth.new == home.gone
        assert forth.gone == home.new
        if part != "gaps":
            assert keys(forth.kept) == keys(home.kept)
    # What has been joined with more since then goes by another IRI, which replaces the former.
    later = {iri for gap in there.gaps.kept for iri in (gap.iri, *gap.replaces)}
    assert {gap.iri for gap in back.gaps.kept} <= later
    assert there.without_subject == back.without_subject
    assert [(m.node, m.before, m.after) for m in there.moved] == [
        (m.node, m.after, m.before) for m in back.moved
    ]
    assert {(was.iri, now.iri) for was, now in there.gaps_altered} == {
        (now.iri, was.iri) for was, now in back.gaps_altered
    }


def test_a_graph_is_as_itself(boras: KnowledgeGraph) -> None:
    assert rows(boras, boras).is_same
    assert rows(boras, boras.at(EARLY)).is_same
    assert mellanrum.compare("ekvalla", "ekvalla").is_same


def test_two_municipalities_the_other_way_round(
    ekvalla: KnowledgeGraph, beside: KindComparison
) -> None:
    back = kinds(ekvalla, mellanrum.load("boras"))
    swap = {"both": "both", "first": "second", "second": "first"}
    for one, other in zip(beside.dimensions, back.dimensions, strict=True):
        assert {m.key: (swap[m.where], m.second, m.first) for m in one.matches} == {
            m.key: (m.where, m.first, m.second) for m in other.matches
        }
        assert (one.unknown_first, one.unknown_second) == (
            other.unknown_second,
            other.unknown_first,
        )
    assert [(m.tier, m.lack, swap[m.where]) for m in beside.gaps] == [
        (m.tier, m.lack, m.where) for m in back.gaps
    ]


# -- municipalities -------------------------------------------------------------------------------


def told(found: KindComparison, aspect: Aspect) -> dict[tuple[str, ...], str]:
    return {tuple(map(short, m.key)): m.where for m in found.dimension(aspect).matches}


def test_forms_levels_and_groups_by_hand(beside: KindComparison) -> None:
    """From structures.csv of Borås and strukturer.csv of Ekvalla."""
    assert told(beside, "form") == {
        ("sspf",): "first",
        ("family-centred",): "both",
        ("family-centre",): "first",
        ("crime-council",): "first",
    }
    assert told(beside, "similar-form") == {("sspf",): "second"}
    assert told(beside, "level") == {
        ("political",): "second",
        ("management",): "both",
        ("operational",): "both",
        ("individual",): "both",
    }
    assert told(beside, "prevention") == {
        ("promotive",): "both",
        ("preventive",): "both",
        ("remedial",): "second",
    }
    assert told(beside, "target-group") == {
        ("age", "0", "5"): "second",
        ("age", "13", "17"): "second",
        ("age", "15", "17"): "second",
        ("name", "elever med hog franvaro"): "second",
        ("name", "foraldrar som ar oroliga for sina barn"): "second",
        ("name", "barn och unga"): "first",
        ("name", "barn och unga i riskgrupp"): "first",
        ("name", "barn och unga i riskzonen"): "first",
        ("name", "ungdomar som omfattas av aktivitetsansvaret"): "first",
    }


def test_levels_are_in_the_order_of_their_scheme(beside: KindComparison) -> None:
    order = [short(match.key[0]) for match in beside.dimension("level").matches]
    assert order == ["political", "management", "operational", "individual"]


def test_sectors_agree_with_sparql(ekvalla: KnowledgeGraph, beside: KindComparison) -> None:
    pattern = "?s mr:involvesSector ?x . ?s a mr:CollaborationStructure, mr:InForce"
    for graph, side in ((mellanrum.load("boras"), "first"), (ekvalla, "second")):
        found = {
            (node, m.key[0])
            for m in beside.dimension("sector").matches
            for node in getattr(m, side)
        }
        query = f"{PREFIX} SELECT DISTINCT ?s ?x WHERE {{ {pattern} }}"
        assert found == {(str(s), str(x)) for s, x in graph.query(query).rows}


def test_sectors_meet_at_the_levels_of_the_structure(beside: KindComparison) -> None:
    """School and police meet in SSPF (Borås) and, at the operational level, in Trygga kvällar."""
    match = next(
        m
        for m in beside.dimension("meeting").matches
        if {short(part) for part in m.key} == {"operational", "police", "school"}
    )
    assert [short(node) for node in match.first] == ["sspf"]
    assert [short(node) for node in match.second] == ["trygga-kvallar"]


def test_every_gap_is_in_the_comparison(ekvalla: KnowledgeGraph, beside: KindComparison) -> None:
    boras = mellanrum.load("boras")
    assert {gap.iri for m in beside.gaps for gap in m.first} == {gap.iri for gap in boras.gaps()}
    assert {gap.iri for m in beside.gaps for gap in m.second} == {gap.iri for gap in ekvalla.gaps()}


def test_gaps_that_lack_the_same_belong_together(
    ekvalla: KnowledgeGraph, beside: KindComparison
) -> None:
    """Follow-up is said to be lacking in both; a form of collaboration only in Ekvalla."""
    said = {short(m.lack): m for m in beside.gaps if m.tier == "stated"}
    assert said["follow-up"].where == "both"
    assert said["form"].where == "second"
    [form] = said["form"].second
    assert form.stated is not None
    assert {short(row) for row in form.stated.statements} == {"fr-form"}
    # A lack of two kinds is under each.
    [way_in] = said["contact-point"].second
    assert way_in in said["inclusion-rule"].second


def test_tiers_stand_apart_and_in_their_order(beside: KindComparison) -> None:
    tiers = [match.tier for match in beside.gaps]
    assert tiers == sorted(tiers, key=TIERS.index)
    assert set(tiers) == set(TIERS)
    for match in beside.gaps:
        assert {gap.tier for gap in (*match.first, *match.second)} == {match.tier}


def test_one_municipality_beside_its_own_kind_is_the_same(ekvalla: KnowledgeGraph) -> None:
    from mellanrum.queries.comparison.kind_comparison import compare_kinds

    assert compare_kinds(ekvalla.side, ekvalla.side).is_same
