"""What the data answer to each norm of a catalogue, and what becomes a gap or a question of it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.namespaces import NORM as NORMS
from mellanrum.queries.norms.norm_answer import NORM_ANSWER, NormAnswer, share_of_items
from mellanrum.queries.tiers.item import TIERS, Gap
from tests.graph.builders import SMALL, Row, folder, node, rows
from tests.queries.finding_items import last
from tests.queries.norm_builders import NORM, catalogue

FIXTURES = Path(__file__).parents[1] / "fixtures"
OF_EKVALLA = FIXTURES / "norms" / "ekvalla"
ROW = {"id": "natverk", "kind": "forum", "name": "Nätverket", "topic": "crime-prevention"}
PLAN = {"id": "planen", "kind": "action plan", "name": "Planen", "topic": "crime-prevention"}
OTHER_PLAN = {**PLAN, "id": "annan", "topic": "housing"}
DUTY = {"id": "ansvar", "name": "Svara för tryggheten", "holder": "sn", "kind": "responsibility",
        "topic": "crime-prevention"}  # fmt: skip


def ekvalla(as_of: str | None = None) -> KnowledgeGraph:
    return mellanrum.load("ekvalla", norms=OF_EKVALLA, as_of=as_of)


def told(graph: KnowledgeGraph) -> dict[str, list[NormAnswer]]:
    """Return the answers to the norms of the catalogue by their ids."""
    found: dict[str, list[NormAnswer]] = {}
    for one in graph.norm_answers():
        if one.norm.kind != "own":
            found.setdefault(last(one.norm.iri), []).append(one)
    return found


def expected(graph: KnowledgeGraph) -> tuple[Gap, ...]:
    return graph.gaps(tier="expected")


# -- Ekvalla, by hand -----------------------------------------------------------------------------


def test_each_norm_of_ekvalla_gets_the_answer_that_was_worked_out_by_hand() -> None:
    with (FIXTURES / "ekvalla_norms.csv").open(encoding="utf-8", newline="") as file:
        by_hand = {row.pop("norm"): row for row in csv.DictReader(file)}
    found = {
        norm: {
            "answer": one.answer,
            "bodies": "; ".join(map(last, one.bodies)),
            "because": one.reason.sv,
        }
        for norm, [one] in told(ekvalla()).items()
    }
    assert found == by_hand
    assert {row["answer"] for row in by_hand.values()} == set(NORM_ANSWER.slugs)


def test_what_is_unmet_of_a_topic_is_one_item_with_the_whole_chain() -> None:
    without = {gap.iri for gap in mellanrum.load("ekvalla", norms="none").gaps()}
    [item] = [gap for gap in ekvalla().gaps() if gap.iri not in without]
    assert item.title.sv == "Skolfrånvaro: arbetsmarknadsnämnden och barn- och utbildningsnämnden"
    assert item.expected == ("contact", "plan")
    assert item.shown == ("goal", "follow-up", "routine")
    assert [(last(norm.iri), norm.strength) for norm in item.required_by] == [
        ("franvaro-plan", "must"),
        ("franvaro-rad-om-plan", "recommended"),
        ("franvaro-kontakt", "recommended"),
        ("franvaro-vid", "must"),  # too wide, so beside the narrower ones
    ]
    assert item.says.sv == (
        "Påhittade lagen om franvaro-plan: Påhittat om franvaro-plan. Påhittade lagen om "
        "franvaro-kontakt: Påhittat om franvaro-kontakt. Det är inte dokumenterat i källorna. "
        "Visat: mål, uppföljning och rutin."
    )
    assert item.severity == "high"
    # Those of the two who are bound, by their own topic or that of their group.
    assert {last(row) for row in item.support} == {
        "ansvar-samordna-bun",
        "ansvar-samordna-amn",
        "ansvar-sammankalla-bun",
        "ansvar-lots",
        "ansvar-skollots",
    }


def test_a_norm_that_a_source_says_is_not_met_stands_beside_the_statement_only() -> None:
    graph, bare = ekvalla(), mellanrum.load("ekvalla", norms="none")
    [answer] = told(graph)["oro-uppfoljning"]
    [stated] = [gap for gap in graph.gaps() if gap.iri == answer.gap]
    assert stated.tier == "stated"
    assert {last(norm.iri) for norm in stated.required_by} == {"oro-uppfoljning"}
    assert last(stated.subject) == "ungteamet"
    [before] = [gap for gap in bare.gaps() if gap.iri == stated.iri]
    assert before.required_by == ()
    assert not any("oro-uppfoljning" in str(gap.required_by) for gap in expected(graph))


def test_a_question_stands_on_the_card_of_whom_it_is_asked_with_its_reference() -> None:
    [found] = ekvalla().anatomy()
    lines = {last(card.rows[0]): [line for line in card.lines if line.norms]
             for card in found.cards}  # fmt: skip
    [region] = lines["regionen"]
    assert region.text.sv == (
        "Brottsförebyggande arbete: Påhittat om kvall-region. Uppfylls det? Krävs i påhittade "
        "lagen om kvall-region."
    )
    assert [norm.address for norm in region.norms] == ["https://example.org/kvall-region"]
    [waiting] = [line for line in lines["bun"] if "oro-skola" in line.text.sv]
    assert waiting.text.en.endswith("Required by påhittade lagen om oro-skola (upon initiative).")
    asked = {last(norm.iri) for found in lines.values() for line in found for norm in line.norms}
    assert asked == {norm for norm, [one] in told(ekvalla()).items() if one.answer == "question"}


@pytest.mark.parametrize(
    ("day", "norm", "answer"),
    [
        ("2024-01-31", "kvall-plan", "does-not-apply"),
        ("2024-02-01", "kvall-plan", "question"),
        ("2024-01-31", "kvall-gammal", "question"),
        ("2024-02-01", "kvall-gammal", "does-not-apply"),
        ("2024-12-31", "kvall-kommande", "does-not-apply"),
        ("2025-01-01", "kvall-kommande", "question"),
        ("2024-08-31", "kvall-vartannat", "does-not-apply"),
        ("2024-09-01", "kvall-vartannat", "question"),
    ],
)
def test_a_norm_asks_from_the_day_it_is_due_to_its_last(day: str, norm: str, answer: str) -> None:
    [found] = told(ekvalla(day))[norm]
    assert found.answer == answer


# -- conditions, one at a time --------------------------------------------------------------------


def of(
    tmp_path: Path,
    *norms: Row,
    code: str = "1490",
    as_of: str = "2023-12-01",
    **more: Iterable[Row],
) -> KnowledgeGraph:
    tables = rows(SMALL, **{"structures": [ROW], "documents": [OTHER_PLAN],
                            **{name: list(some) for name, some in more.items()}})  # fmt: skip
    path = folder(tmp_path / "sjoby", tables, settings={"municipality_code": code})
    return mellanrum.load(
        path, norms=catalogue(tmp_path / "norms", *(norms or (NORM,))), as_of=as_of
    )


def answer(graph: KnowledgeGraph, norm: str = "plan") -> str:
    [found] = told(graph)[norm]
    return found.answer


def test_a_norm_is_tied_by_topic_and_never_by_words(tmp_path: Path) -> None:
    wordy = {**ROW, "name": "Brottsförebyggande rådet mot brott", "topic": ""}
    assert answer(of(tmp_path / "a", structures=[wordy])) == "not-touched"
    assert answer(of(tmp_path / "b", structures=[{**ROW, "name": "Grupp 7"}])) == "question"
    called = {**PLAN, "name": "Handlingsplan mot brott", "topic": "housing"}
    assert answer(of(tmp_path / "c", documents=[called])) == "question"
    assert answer(of(tmp_path / "d", documents=[{**PLAN, "name": "Dokument 7"}])) == "met"


def test_a_topic_may_come_from_the_target_group(tmp_path: Path) -> None:
    group = {"id": "unga", "name": "Unga", "topic": "crime-prevention"}
    structure = {**ROW, "topic": "", "target group": "unga"}
    more = {"structures": [structure], "target_groups": [group]}
    assert answer(of(tmp_path, **more)) == "question"


def test_what_has_ended_or_is_only_planned_touches_nothing(tmp_path: Path) -> None:
    ended = {**ROW, "status": "ended"}
    assert answer(of(tmp_path / "a", structures=[ended])) == "not-touched"
    planned = {**PLAN, "status": "planned"}
    assert answer(of(tmp_path / "b", documents=[planned])) == "question"


def test_silence_becomes_a_gap_only_where_somebody_answers_or_has_been_audited(
    tmp_path: Path,
) -> None:
    assert answer(of(tmp_path / "a")) == "question"
    duty = of(tmp_path / "b", responsibilities=[DUTY])
    assert answer(duty) == "item"
    [item] = expected(duty)
    assert item.subject == node("sn")
    audit = {"id": "gr", "name": "Granskning", "auditor": "rev", "audited body": "sn",
             "topic": "crime-prevention"}  # fmt: skip
    [audited] = expected(of(tmp_path / "c", audits=[audit]))
    assert audited.subject == node("kommun")
    other = {**DUTY, "topic": "housing"}
    assert not expected(of(tmp_path / "d", responsibilities=[other]))


def test_who_only_contributes_is_not_the_one_bound(tmp_path: Path) -> None:
    helping = {**DUTY, "id": "hjalp", "holder": "bun", "role": "contributing"}
    [item] = expected(of(tmp_path, responsibilities=[DUTY, helping]))
    assert item.subject == node("sn")


def test_the_one_bound_is_found_by_sector_and_group(tmp_path: Path) -> None:
    bound = {**NORM, "responsible": "school-committee", "group": "pupils"}
    committees = [
        {"id": "grund", "kind": "committee", "name": "A", "part of": "kommun", "sector": "school"},
        {"id": "gym", "kind": "committee", "name": "B", "part of": "kommun", "sector": "school",
         "target group": "elever"},
    ]  # fmt: skip
    groups = [{"id": "elever", "name": "Ungdomar", "standard group": "pupils"}]
    more = {"bodies": committees, "target_groups": groups}
    [found] = told(of(tmp_path / "a", bound, **more))["plan"]
    assert found.bodies == (node("gym"),)
    [both] = told(of(tmp_path / "b", {**bound, "group": ""}, **more))["plan"]
    assert both.bodies == (node("grund"), node("gym"))
    named = [{**row, "name": "Skolnämnden", "sector": "leisure"} for row in committees]
    [nobody] = told(of(tmp_path / "c", bound, bodies=named, target_groups=groups))["plan"]
    assert nobody.bodies == ()


def test_an_outside_party_is_bound_itself_and_no_committee_in_its_place(tmp_path: Path) -> None:
    seat = {**NORM, "element": "seat", "responsible": "police; school-committee"}
    police = {"id": "polisen", "kind": "external actor", "name": "Enheten", "sector": "police"}
    graph = of(tmp_path / "a", seat, bodies=[police], responsibilities=[DUTY])
    assert {one.bodies for one in told(graph)["plan"]} == {(), (node("polisen"),)}
    alone = {**seat, "responsible": "police"}
    assert answer(of(tmp_path / "b", alone, responsibilities=[DUTY])) == "not-touched"


def test_a_list_that_names_all_others_speaks_for_a_gap(tmp_path: Path) -> None:
    seat = {**NORM, "element": "seat", "responsible": "police"}
    police = {"id": "polisen", "kind": "external actor", "name": "Polisen", "sector": "police"}
    more = {"bodies": [police], "participations": [{"structure": "natverk", "participant": "sn"}]}
    assert answer(of(tmp_path / "a", seat, **more)) == "question"
    whole = {"about": "natverk", "list": "participants"}
    [item] = expected(of(tmp_path / "b", seat, **more, completeness=[whole]))
    assert item.subject == node("polisen")
    sitting = [*more["participations"], {"structure": "natverk", "participant": "polisen"}]
    seated = {**more, "participations": sitting, "completeness": [whole]}
    assert answer(of(tmp_path / "c", seat, **seated)) == "met"


def test_the_parties_of_a_method_are_there_when_each_of_them_is_named(tmp_path: Path) -> None:
    parties = {**NORM, "element": "parties", "with": "police; social-committee"}
    police = {"id": "polisen", "kind": "external actor", "name": "Polisen", "sector": "police"}
    social = {"id": "ifn", "kind": "committee", "name": "Nämnden", "part of": "kommun",
              "sector": "social-services"}  # fmt: skip

    def seated(*bodies: str) -> dict[str, list[Row]]:
        seats: list[Row] = [{"structure": "natverk", "participant": body} for body in bodies]
        return {"bodies": [police, social], "participations": seats}

    assert answer(of(tmp_path / "a", parties, **seated("polisen", "ifn"))) == "met"
    # The municipality takes part for its committee, and not for the police.
    assert answer(of(tmp_path / "b", parties, **seated("polisen", "kommun"))) == "met"
    assert answer(of(tmp_path / "c", parties, **seated("kommun", "ifn"))) == "question"
    alone = {**parties, "with": ""}
    assert answer(of(tmp_path / "d", alone, **seated("ifn"))) == "question"
    assert answer(of(tmp_path / "e", alone, **seated("ifn", "polisen"))) == "met"


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({}, 1),
        ({"strength": "should"}, 1),
        ({"strength": "recommended"}, 0),
        ({"strength": "work-for"}, 0),
        ({"strength": "may"}, 0),
        ({"effort": "yes"}, 0),
        ({"trigger": "need"}, 0),
        ({"known": "yes"}, 0),
        ({"too wide": "yes"}, 0),
        ({"county": "01; 14"}, 1),
        ({"county": "01"}, 0),
        ({"form": "sspf"}, 0),
        ({"party": "region"}, 0),
        ({"valid from": "2024"}, 0),
        ({"valid from": "2023-12-01"}, 1),
        ({"valid until": "2023-11"}, 0),
        ({"valid until": "2023-12"}, 1),
        ({"every": "24"}, 0),
        ({"every": "12"}, 1),
        ({"element": "mapping"}, 0),
        ({"element": "contact"}, 0),  # the table is empty
    ],
)
def test_each_condition_by_itself(tmp_path: Path, change: Row, number: int) -> None:
    found = of(tmp_path, {**NORM, **change}, responsibilities=[DUTY])
    assert len(expected(found)) == number


def test_advice_on_a_method_counts_where_the_method_is_used(tmp_path: Path) -> None:
    advice = {**NORM, "strength": "recommended", "form": "sspf"}
    forms = [{"id": "metod", "name": "Metoden", "form": "sspf"}]
    used = {**ROW, "realises form": "metod", "topic": ""}
    more = {"forms": forms, "structures": [used], "responsibilities": [DUTY]}
    assert answer(of(tmp_path / "a", advice, **more)) == "item"
    other = {**more, "forms": [{"id": "metod", "name": "SSPF"}]}
    assert answer(of(tmp_path / "b", advice, **other)) == "not-touched"


def test_a_trigger_in_the_data_makes_a_duty_hold(tmp_path: Path) -> None:
    waiting = {**NORM, "trigger": "initiative"}
    happened = {"norm": "plan", "applies": "yes"}
    assert answer(of(tmp_path / "a", waiting, responsibilities=[DUTY])) == "question"
    found = of(tmp_path / "b", waiting, responsibilities=[DUTY], applicability=[happened])
    assert answer(found) == "item"


@pytest.mark.parametrize(
    "row", [{"norm": "plan"}, {"topic": "crime-prevention"}, {"norm": "gammal"}], ids=str
)
def test_a_source_may_say_that_a_norm_does_not_apply(tmp_path: Path, row: Row) -> None:
    before = {**NORM, "id": "gammal", "valid until": "2022", "replaced by": "plan"}
    graph = of(tmp_path, NORM, before, responsibilities=[DUTY],
               applicability=[{**row, "applies": "no"}])  # fmt: skip
    [found] = told(graph)["plan"]
    assert (found.answer, found.reason.en) == ("does-not-apply", "does not hold, as a source says")
    assert [graph.entry(last(row)).iri for row in found.rows] == list(found.rows)
    other = of(tmp_path / "b", responsibilities=[DUTY], applicability=[
        {"norm": "annan", "applies": "no"}, {"topic": "housing", "applies": "no"}])  # fmt: skip
    assert answer(other) == "item"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"about": "natverk"}, "met"),
        ({"about": "sn", "norm": "plan"}, "met"),
        ({"about": "sn", "norm": "annan"}, "item"),
        ({"about": "sn"}, "item"),  # about what norm is not told
        ({"about": "natverk", "element": "goal"}, "item"),
        ({"about": "natverk", "answer": "does-not-exist"}, "item"),
        ({"about": "natverk", "answer": "does-not-apply"}, "met"),
        ({"about": "natverk", "date": "2021-01"}, "item"),  # it has expired
        ({"about": "natverk", "date": "2021-01", "expires": "2024"}, "met"),
    ],
    ids=str,
)
def test_an_answer_closes_a_norm_until_it_expires(tmp_path: Path, change: Row, found: str) -> None:
    row = {"element": "plan", "answer": "exists", "answered by": "sn", "date": "2023-06", **change}
    assert answer(of(tmp_path, responsibilities=[DUTY], answers=[row])) == found


def test_own_norms_and_law_of_a_topic_are_one_item(tmp_path: Path) -> None:
    own = {"id": "krav", "name": "Rutin", "kind": "own", "element": "routine", "responsible": "sn",
           "topic": "crime-prevention"}  # fmt: skip
    [item] = expected(of(tmp_path, responsibilities=[DUTY], requirements=[own]))
    assert item.expected == ("routine", "plan")
    assert [norm.kind for norm in item.required_by] == ["law", "own"]


def test_a_whole_municipality_is_told_of_as_one(tmp_path: Path) -> None:
    audit = {"id": "gr", "name": "Granskning", "auditor": "rev", "topic": "crime-prevention"}
    graph = of(tmp_path, audits=[audit])
    [item] = expected(graph)
    assert item.subject == node("kommun")
    assert item.title.en == "Crime prevention: Sjöby kommun"
    assert item.dataset == "sjoby"


# -- which catalogue ------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "asked"), [("1490", True), ("0000", False), ("", False)])
def test_the_swedish_catalogue_is_for_swedish_municipalities(
    tmp_path: Path, code: str, asked: bool
) -> None:
    path = folder(
        tmp_path / "a", rows(SMALL, structures=[ROW]), settings={"municipality_code": code}
    )
    assert bool(told(mellanrum.load(path))) is asked
    assert told(mellanrum.load(path, norms="sverige"))
    assert not told(mellanrum.load(path, norms="none"))


@pytest.mark.parametrize("name", ["boras", "tyreso", "ekvalla"])
@pytest.mark.parametrize("day", [None, "2026-12-01"])
def test_what_is_stated_and_structural_is_the_same_with_and_without_norms(
    name: str, day: str | None
) -> None:
    asked, bare = (mellanrum.load(name, norms=norms, as_of=day).gaps() for norms in
                   ("sverige", "none"))  # fmt: skip
    for tier in TIERS[:2]:
        items = [sorted((gap.iri, gap.says) for gap in found if gap.tier == tier)
                 for found in (asked, bare)]  # fmt: skip
        assert items[0] == items[1]
    assert all(norm.kind == "own" for gap in bare for norm in gap.required_by)


@pytest.mark.parametrize("name", ["boras", "tyreso"])
@pytest.mark.parametrize("day", [None, "2026-12-01"])
def test_norms_find_at_most_four_gaps_in_a_bundled_municipality(name: str, day: str | None) -> None:
    graph = mellanrum.load(name, as_of=day)
    assert 1 <= len(expected(graph)) <= 4
    items, touched = share_of_items(graph.norm_answers())
    assert 0 < items < touched / 2
    answers = Counter(one.answer for one in graph.norm_answers())
    assert set(answers) == set(NORM_ANSWER.slugs)


# -- as data --------------------------------------------------------------------------------------


def test_the_norms_that_are_cited_are_data_with_their_reference() -> None:
    graph = ekvalla()
    found = graph.query(
        "PREFIX mr: <https://w3id.org/mellanrum/ns#> PREFIX dct: <http://purl.org/dc/terms/> "
        "SELECT DISTINCT ?norm ?reference WHERE { "
        "GRAPH ?g { ?norm a mr:CatalogueNorm ; dct:bibliographicCitation ?reference } "
        "GRAPH ?h { ?gap mr:requiredBy ?norm } }"
    )
    cited = {last(str(norm)): str(reference) for norm, reference in found.rows}
    assert cited == {
        norm: f"påhittade lagen om {norm}"
        for norm in (
            "franvaro-plan",
            "franvaro-rad-om-plan",
            "franvaro-kontakt",
            "franvaro-vid",
            "oro-uppfoljning",
        )
    }
    graphs = {str(row[0]) for row in graph.query(
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?n a <https://w3id.org/mellanrum/ns#CatalogueNorm> }"
        " }").rows}  # fmt: skip
    assert graphs == {"https://w3id.org/mellanrum/graph/norms/ekvalla"}
    assert "norms/ekvalla" not in [info.slug for info in graph.datasets]
    assert all(one.norm.iri.startswith(str(NORMS)) for [one] in told(graph).values())
    assert all(one.topic.startswith(str(CONCEPT["topic/"])) for [one] in told(graph).values())
