"""Lifelines: worked out by hand on the invented municipality, and at the edge of each rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.followup.lifeline import Lifeline, Lifelines
from mellanrum.queries.followup.promises import STATUSES, Promise

# By hand from the tables, as of 2024-11-20.
STANDS = {
    "iak-niva-2019": "open",  # no answer
    "iak-uppf-2019": "open",
    "iak-kontakt-2019": "open",
    "rek-rutin": "visible",  # the routine of 2023 is in force
    "iak-niva": "open",  # confirmed, but nothing undertaken
    "rek-malbild": "promised",  # due in March 2025
    "iak-form": "contested",  # the committee objects
    "iak-samordning": "contested",  # the board qualifies, and speaks against it
    "rek-kontakt": "overdue",  # due in June 2024
    "iak-agare": "open",
    "iak-lots": "promised",  # by nobody, at no time
    "iak-risk": "open",
    "iak-ung": "reported",  # told, but no follow-up is in force
}
PROMISES = {
    "atag-kontakt": "overdue",
    "atag-malbild": "promised",
    "atag-uppf": "visible",  # Familjeforum is followed up each year
    "atag-lots": "promised",
    "atag-franvaro": "promised",  # due in March 2025
    "atag-motesplats": "open",  # only a proposal
    "atag-ungas-rad": "open",
    "atag-rutin": "visible",
    "atag-ung": "reported",
}
Rows = list[Mapping[str, str]]


def short(iri: str) -> str:
    return iri.rpartition("/")[2]


def named(found: Lifelines, name: str) -> Lifeline:
    return next(each for each in found if short(each.root) == name)


def promise(found: Lifelines, name: str) -> Promise:
    return next(each for each in found.promises if short(each.iri) == name)


@pytest.fixture(scope="module")
def found(ekvalla: KnowledgeGraph) -> Lifelines:
    return ekvalla.lifelines()


# -- the invented municipality --------------------------------------------------------------------


def test_each_lifeline_stands_where_the_tables_say(found: Lifelines) -> None:
    assert {short(each.root): each.status for each in found} == STANDS
    assert set(STANDS.values()) == set(STATUSES), "a status is not represented"


def test_each_promise_stands_where_the_tables_say(found: Lifelines) -> None:
    assert {short(each.iri): each.status for each in found.promises} == PROMISES


def test_the_steps_of_a_recommendation(found: Lifelines, ekvalla: KnowledgeGraph) -> None:
    line = named(found, "rek-kontakt")
    assert line.recommendation == line.root
    assert [short(node) for node in line.findings] == ["iak-kontakt"]
    assert {short(node) for node in line.addressed_to} == {"bun", "kfn"}
    assert [(answer.stance, [short(n) for n in answer.by]) for answer in line.answers] == [
        ("confirms", ["bun"])
    ]
    assert [short(node) for node in line.decisions] == ["beslut-ks"]
    assert [(short(p.iri), p.deadline) for p in line.promises] == [("atag-kontakt", "2024-06")]
    assert line.promises[0].due == dt.date(2024, 6, 30)
    gaps = {gap.iri: gap for gap in ekvalla.gaps()}
    [left] = [gaps[iri] for iri in line.gaps]
    assert left.stated is not None
    # The finding with the two absences that are part of it, and what the audit of 2019 said.
    assert {short(row) for row in left.stated.statements} == {"fr-kontakt", "fr-inbjudan"}
    assert {short(row) for row in left.stated.findings} == {"iak-kontakt", "iak-kontakt-2019"}
    assert left.status == "overdue"
    handled = [gaps[iri] for iri in line.handling]
    assert sorted((gap.lines[0].rule.id, short(gap.subject)) for gap in handled) == [
        ("G08c", "iak-kontakt"),
        ("G10", "atag-kontakt"),
    ]
    assert [(event.kind, event.date) for event in line.events] == [
        ("asked", "2023-11-15"),
        ("answered", "2024-02-20"),
        ("decided", "2024-05-07"),
        ("promised", "2024-05-07"),
        ("due", "2024-06"),
    ]


def test_a_later_audit_is_named(found: Lifelines) -> None:
    assert [short(n) for n in named(found, "iak-niva-2019").later_audits] == ["granskning-2023"]
    assert named(found, "iak-niva").later_audits == ()


def test_a_finding_is_addressed_to_the_bodies_it_is_about(found: Lifelines) -> None:
    assert {short(node) for node in named(found, "iak-niva").addressed_to} == {"kfn", "sn"}
    assert named(found, "iak-form").addressed_to == ()  # the municipality, which is nobody to ask


def test_a_promise_tied_only_by_what_it_is_about_is_marked(found: Lifelines) -> None:
    line = named(found, "iak-lots")
    assert [short(iri) for iri in line.inferred] == ["atag-lots"]
    assert [each.inferred for each in found if each is not line] == [()] * (len(found) - 1)


def test_promises_without_owner_or_time_are_listed_as_such(found: Lifelines) -> None:
    assert [(short(p.iri), p.missing) for p in found.incomplete] == [
        ("atag-lots", ("owner", "time-limit"))
    ]


def test_loose_promises_answer_no_finding(found: Lifelines) -> None:
    assert {short(each.iri) for each in found.loose} == {
        "atag-franvaro",
        "atag-uppf",
        "atag-motesplats",
        "atag-ungas-rad",
    }


def test_what_is_overdue_is_listed_by_owner(found: Lifelines) -> None:
    listed = [(short(o), [short(p.iri) for p in late]) for o, late in found.overdue_by_owner]
    assert listed == [("bun", ["atag-kontakt"])]


def test_overdue_promises_are_those_of_the_rule(
    ekvalla: KnowledgeGraph, bundled: KnowledgeGraph
) -> None:
    for graph in (ekvalla, bundled):
        late = {each.iri for each in graph.lifelines().overdue}
        assert late == {gap.subject for gap in graph.gaps(rules=["G10"])}
    assert late == set(), "no source of Borås is read after the deadlines"


# -- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-12-31", "open"),  # promised in a plan of January 2022
        ("2022-01-01", "promised"),
        ("2023-12-31", "promised"),  # due in 2023: the whole year
        ("2024-01-01", "overdue"),
        ("2024-02-19", "overdue"),  # the routine is in force, but no source has said so yet
        ("2024-02-20", "visible"),
    ],
)
def test_a_year_as_deadline_and_what_is_said_later(
    ekvalla: KnowledgeGraph, day: str, status: str
) -> None:
    assert named(ekvalla.lifelines(day), "rek-rutin").status == status


@pytest.mark.parametrize(("day", "status"), [("2024-06-30", "promised"), ("2024-07-01", "overdue")])
def test_a_month_as_deadline(ekvalla: KnowledgeGraph, day: str, status: str) -> None:
    assert promise(ekvalla.lifelines(day), "atag-kontakt").status == status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2024-10-30", "promised"),
        ("2024-10-31", "promised"),
        ("2024-11-01", "overdue"),
        ("2024-11-19", "overdue"),
        ("2024-11-20", "visible"),  # the source that shows the follow-up
    ],
)
def test_a_day_as_deadline(ekvalla: KnowledgeGraph, day: str, status: str) -> None:
    assert promise(ekvalla.lifelines(day), "atag-uppf").status == status


def test_before_the_second_audit_only_the_first_has_lifelines(ekvalla: KnowledgeGraph) -> None:
    early = ekvalla.lifelines("2023-11-14")
    assert {short(each.root) for each in early} == {
        "iak-niva-2019",
        "iak-uppf-2019",
        "iak-kontakt-2019",
        "rek-rutin",
    }
    assert all(not each.later_audits for each in early)


def test_what_another_municipality_says_later_makes_nothing_overdue() -> None:
    alone, beside = mellanrum.load("boras"), mellanrum.load("boras", "tyreso")
    boras = [each for each in beside.lifelines().promises if each.dataset == "boras"]
    assert boras == list(alone.lifelines().promises)


# -- built cases ----------------------------------------------------------------------------------


Changed = Callable[[dict[str, Rows]], Lifelines]


@pytest.fixture
def changed(variant: Callable[[dict[str, Rows]], Path]) -> Changed:
    """Return what loads the invented municipality with rows replaced by id, or added."""

    def load(tables: dict[str, Rows]) -> Lifelines:
        return mellanrum.load(variant(tables), as_of="2024-11-20").lifelines()

    return load


@pytest.mark.parametrize(
    ("modality", "status"),
    [
        ("faktum", "visible"),
        ("bedömning", "promised"),
        ("avsikt", "promised"),
        ("förslag", "promised"),
        ("behov", "promised"),
    ],
)
def test_only_a_fact_shows_that_it_is_done(changed: Changed, modality: str, status: str) -> None:
    found = changed(
        {
            "ataganden": [{"id": "atag-malbild", "uppfyllt genom": "mal-falt"}],
            "mal": [{"id": "mal-falt", "modalitet": modality}],
        }
    )
    assert named(found, "rek-malbild").status == status


@pytest.mark.parametrize(
    ("modality", "status"),
    [("avsikt", "overdue"), ("bedömning", "overdue"), ("förslag", "open"), ("behov", "open")],
)
def test_only_what_is_undertaken_is_a_promise(changed: Changed, modality: str, status: str) -> None:
    found = changed({"ataganden": [{"id": "atag-kontakt", "modalitet": modality}]})
    assert named(found, "rek-kontakt").status == status


MEETS = {
    "id": "atag-mote",
    "namn": "Starta ett forum för nämnderna",
    "åtaget av": "kfn",
    "gäller": "iak-niva",
    "källa": "kalla-kfn",
}


@pytest.mark.parametrize(
    ("lack", "promise_status"),
    [("forum på rätt nivå", "reported"), ("gemensamt mål", "visible"), ("", "reported")],
)
def test_what_the_structure_still_shows_keeps_it_from_being_visible(
    changed: Changed, lack: str, promise_status: str
) -> None:
    """A forum is said to have come of it, but G01 sees no place where the committees meet.

    A promise to mend another kind of lack is done, whatever the structure shows of this one.
    """
    made = {**MEETS, "uppfyllt genom": "presidieradet", "det som saknas": lack}
    found = changed({"ataganden": [made]})
    line = named(found, "iak-niva")
    assert promise(found, "atag-mote").status == promise_status
    assert line.gaps
    assert line.status == "reported"


def test_it_is_visible_once_the_structure_no_longer_shows_it(changed: Changed) -> None:
    """With the committee in Presidierådet, at political level, it meets the other there."""
    made = {**MEETS, "uppfyllt genom": "presidieradet", "det som saknas": "forum på rätt nivå"}
    joins = {"struktur": "presidieradet", "deltagare": "kfn", "källa": "kalla-ks"}
    found = changed({"ataganden": [made], "deltaganden": [joins]})
    assert named(found, "iak-niva").status == "visible"
    # No source says that the lack has ended, so that it stands in the list all the same.
    assert named(found, "iak-niva").gaps


def test_what_a_source_says_has_ended_is_no_longer_left(changed: Changed) -> None:
    found = changed({"franvaro": [{"id": "fr-agare", "gäller till": "2024-06"}]})
    line = named(found, "iak-agare")
    assert (line.gaps, len(line.remedied)) == ((), 1)


def test_what_shows_a_lack_and_more_is_left_too(changed: Changed) -> None:
    """Of the committees of culture and the board the structure shows more than is said."""
    said = {
        "id": "iak-mote-ks",
        "namn": "Nämnden och styrelsen möts aldrig",
        "granskning": "granskning-2023",
        "värdering": "kritisk",
        "om": "kfn; ks",
        "det som saknas": "forum på rätt nivå",
        "källa": "kalla-rapport-2023",
        "ställe": "avsnitt 2.5",
    }
    line = named(changed({"iakttagelser": [said]}), "iak-mote-ks")
    assert [short(iri).partition("-")[0] for iri in line.gaps] == ["stated", "pair"]


def test_a_row_that_has_ended_shows_nothing(changed: Changed) -> None:
    found = changed({"styrdokument": [{"id": "dok-rutin", "gäller till": "2024-10"}]})
    assert named(found, "rek-rutin").status == "overdue"


def test_a_planned_follow_up_is_no_sight_in_the_structure(changed: Changed) -> None:
    found = changed({"uppfoljningar": [{"id": "uppf-familj", "genomförande": "planerat"}]})
    assert promise(found, "atag-uppf").status == "reported"


def test_a_statement_against_the_report_makes_it_contested(changed: Changed) -> None:
    against = {
        "id": "svar-emot",
        "namn": "Rutinen används inte",
        "svarande": "sn",
        "svarar på": "granskning-2019",
        "ståndpunkt": "invänder",
        "källa": "kalla-sn",
        "motsäger": "dok-rutin",
    }
    found = changed({"svar": [against]})
    assert promise(found, "atag-rutin").status == "contested"
    line = named(found, "rek-rutin")
    assert line.status == "contested"
    assert [short(answer.iri) for answer in line.general_answers] == ["svar-emot"]


def test_an_objection_to_the_audit_as_a_whole_changes_no_status(changed: Changed) -> None:
    general = {
        "id": "svar-allmant",
        "namn": "Nämnden delar inte bilden",
        "svarande": "sn",
        "svarar på": "granskning-2023",
        "ståndpunkt": "invänder",
        "källa": "kalla-sn",
    }
    found = changed({"svar": [general]})
    assert {short(each.root): each.status for each in found} == STANDS
    assert [short(a.iri) for a in named(found, "iak-risk").general_answers] == ["svar-allmant"]


def test_overdue_comes_before_contested(changed: Changed) -> None:
    objecting = {"id": "svar-bun-kontakt", "ståndpunkt": "invänder"}
    line = named(changed({"svar": [objecting]}), "rek-kontakt")
    assert (line.status, [short(s) for s in line.contested_by]) == ("overdue", ["svar-bun-kontakt"])


def test_the_promise_that_has_come_least_far_decides(changed: Changed) -> None:
    more = {
        "id": "atag-rutin-2",
        "namn": "Sprida rutinen",
        "åtaget av": "bun",
        "tidsgräns": "2025",
        "gäller": "rek-rutin",
        "källa": "kalla-bun",
    }
    assert named(changed({"ataganden": [more]}), "rek-rutin").status == "promised"


def test_a_promise_on_another_matter_is_not_drawn_in(changed: Changed) -> None:
    """A response to two findings leads to a promise that answers one of them."""
    both = {"id": "svar-kfn-niva", "svarar på": "iak-niva; iak-risk", "leder till": "atag-kontakt"}
    found = changed({"svar": [both]})
    assert named(found, "iak-risk").promises == ()
    assert named(found, "iak-risk").answers[0].stance == "confirms"


def test_a_promise_made_before_the_finding_is_no_answer_to_it(changed: Changed) -> None:
    early = {"id": "atag-lots", "källa": "kalla-plan", "ställe": "s. 5"}
    assert named(changed({"ataganden": [early]}), "iak-lots").promises == ()


def test_a_recurring_promise_has_a_time(changed: Changed) -> None:
    found = changed({"ataganden": [{"id": "atag-lots", "frekvens": "varje år"}]})
    assert [(short(p.iri), p.missing) for p in found.incomplete] == [("atag-lots", ("owner",))]


# -- as data --------------------------------------------------------------------------------------


def test_the_graph_says_the_same(ekvalla: KnowledgeGraph, found: Lifelines) -> None:
    rows = ekvalla.query(
        "PREFIX mr: <https://w3id.org/mellanrum/ns#> "
        "SELECT ?node ?status WHERE { ?node mr:lifelineStatus ?status }"
    ).rows
    told = {short(str(node)): short(str(status)) for node, status in rows}
    assert told == STANDS | PROMISES
    left = ekvalla.query(f"SELECT ?node ?gap WHERE {{ ?node <{MR.remainingGap}> ?gap }}").rows
    assert {(str(n), str(g)) for n, g in left} == {(e.root, gap) for e in found for gap in e.gaps}
