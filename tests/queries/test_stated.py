"""What sources state to be lacking: which rows are one lack, and what is said and done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum.export.texts.explanation import explanation
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.queries.stated.stated import stated_items
from mellanrum.queries.tiers.item import Gap, Stated, item_iri
from mellanrum.queries.tiers.municipal_view import views
from tests.graph.builders import SMALL, Row, Tables, folder, node, rows

LATER = {
    "id": "svarsbrev",
    "name": "Svaret",
    "kind": "minutes",
    "issuer": "bun",
    "date": "2024-03-01",
    "in corpus": "yes",
}
AUDIT = {
    "id": "gr",
    "name": "Granskningen",
    "auditor": "rev",
    "audited body": "bun; sn",
    "date": "2023",
}
FINDING = {
    "id": "iak",
    "name": "Nämnderna saknar gemensamt mål",
    "audit": "gr",
    "valence": "critical",
    "about": "bun; sn",
    "lack": "joint-goal",
    "phrase": "mål saknas",
}
ABSENCE = {
    "id": "fr",
    "name": "Gemensamt mål saknas",
    "about": "bun",
    "with": "sn",
    "lack": "joint-goal",
    "phrase": "inget mål",
}
PROMISE = {
    "id": "atag",
    "name": "Ta fram ett mål",
    "committed by": "bun",
    "addresses": "iak",
    "lack": "joint-goal",
    "source": "svarsbrev",
}
NEW_AUDIT = {**AUDIT, "id": "gr-ny", "name": "Den nya granskningen", "date": "2025"}
NEW_FINDING = {
    **FINDING,
    "id": "iak-ny",
    "name": "Nämnderna saknar ännu gemensamt mål",
    "audit": "gr-ny",
    "phrase": "fortfarande inget mål",
}


def items(graph: mellanrum.KnowledgeGraph) -> tuple[Gap, ...]:
    """Return the stated items of the only municipality of a graph."""
    [view] = views(graph.facts, graph.deriver, [info.slug for info in graph.datasets])
    return stated_items(view, graph.label)


def found(tmp_path: Path, as_of: str | None = None, **more: Iterable[Row]) -> tuple[Gap, ...]:
    """Return the stated items of a small municipality with rows added."""
    tables: Tables = rows(SMALL, **{name: list(some) for name, some in more.items()})
    return items(mellanrum.load(folder(tmp_path / "sjoby", tables), as_of=as_of))


def only(tmp_path: Path, as_of: str | None = None, **more: Iterable[Row]) -> tuple[Gap, Stated]:
    [item] = found(tmp_path, as_of, **more)
    assert item.stated is not None
    return item, item.stated


def iris(*ids: str) -> tuple[str, ...]:
    return tuple(node(each) for each in ids)


# -- joining --------------------------------------------------------------------------------------


def test_a_finding_and_the_absence_that_is_part_of_it_are_one(tmp_path: Path) -> None:
    absence = {**ABSENCE, "finding": "iak"}
    item, stated = only(tmp_path, audits=[AUDIT], findings=[FINDING], absences=[absence])
    assert (stated.statements, stated.findings) == (iris("fr"), iris("iak"))
    assert item.iri == item_iri("stated", node("fr"))
    assert item.replaces == (item_iri("stated", node("iak")),)
    assert (item.subject, item.object, item.level) == (node("bun"), node("sn"), "")
    assert item.lack == (str(CONCEPT["lack/joint-goal"]),)


def test_one_sentence_of_a_source_is_one_witness(tmp_path: Path) -> None:
    other = {**ABSENCE, "id": "fr-2", "about": "sn", "with": "", "phrase": "Inget  mål"}
    item, _ = only(tmp_path, absences=[ABSENCE, other])
    assert item.iri == item_iri("stated", node("fr"))
    elsewhere = {**other, "source": "svarsbrev"}
    assert len(found(tmp_path / "2", sources=[LATER], absences=[ABSENCE, elsewhere])) == 2
    worded = {**other, "phrase": "något annat"}
    assert len(found(tmp_path / "3", absences=[ABSENCE, worded])) == 2


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({}, 1),
        ({"place": "L14–L20"}, 2),
        ({"place": "p. 2"}, 2),
        ({"lack": "funding"}, 2),
        ({"about": "rad"}, 2),
        ({"level": "operational"}, 2),
        ({"source": "svarsbrev"}, 2),
    ],
)
def test_what_one_passage_tells_of_the_same_is_one_lack(
    tmp_path: Path, changed: Mapping[str, str], count: int
) -> None:
    cause = {**FINDING, "id": "x", "name": "Ingen följer upp", "level": "political"}
    effect = {**FINDING, "id": "a", "name": "Det leder till problem", "phrase": "leder till"}
    told = [{**effect, "place": "L12–L13", **changed}, {**cause, "place": "p. 1; L9–L12"}]
    made = found(tmp_path, sources=[LATER], audits=[AUDIT], findings=told)
    assert len(made) == count
    assert any("Ingen följer upp" in item.says.sv for item in made)


@pytest.mark.parametrize(("valence", "count"), [("critical", 1), ("risk", 1), ("positive", 0)])
def test_critical_findings_and_risks_are_items(tmp_path: Path, valence: str, count: int) -> None:
    finding = {**FINDING, "valence": valence}
    assert len(found(tmp_path, audits=[AUDIT], findings=[finding])) == count


def test_a_recommendation_is_a_line_of_every_finding_it_rests_on(tmp_path: Path) -> None:
    other = {**FINDING, "id": "iak-2", "lack": "follow-up", "phrase": "ingen följer upp"}
    advice = {"id": "rek", "name": "Ta fram ett mål", "audit": "gr", "based on": "iak; iak-2"}
    both = found(tmp_path, audits=[AUDIT], findings=[FINDING, other], recommendations=[advice])
    assert [item.stated and item.stated.recommendations for item in both] == [iris("rek")] * 2


def test_a_recommendation_that_rests_on_no_lack_is_an_item(tmp_path: Path) -> None:
    neutral = {**FINDING, "valence": "neutral"}
    advice = {
        "id": "rek",
        "name": "Pröva en gemensam budget",
        "audit": "gr",
        "based on": "iak",
        "addressed to": "sn",
        "lack": "funding",
    }
    item, stated = only(tmp_path, audits=[AUDIT], findings=[neutral], recommendations=[advice])
    assert item.iri == item_iri("stated", node("rek"))
    assert (item.subject, stated.findings, item.replaces) == (node("sn"), (), ())
    assert item.says.sv == "Revisionen (2023) rekommenderar: Pröva en gemensam budget."


# -- repeated -------------------------------------------------------------------------------------


def test_the_later_audit_carries_the_earlier(tmp_path: Path) -> None:
    later = {**NEW_AUDIT, "follows audit": "gr"}
    item, stated = only(tmp_path, audits=[AUDIT, later], findings=[FINDING, NEW_FINDING])
    assert (stated.findings, stated.repeated_from) == (iris("iak", "iak-ny"), iris("iak"))
    assert "ännu" in item.says.sv


@pytest.mark.parametrize(
    ("audit", "finding", "count"),
    [
        ({}, {}, 1),
        ({"auditor": "sn"}, {}, 2),
        ({"date": "2023-12"}, {}, 2),
        ({"date": ""}, {}, 2),
        ({}, {"lack": "follow-up"}, 2),
        ({}, {"about": "rad"}, 2),
        ({}, {"about": "sn"}, 1),
    ],
)
def test_the_same_auditor_says_the_same_of_the_same_in_a_later_year(
    tmp_path: Path, audit: Mapping[str, str], finding: Mapping[str, str], count: int
) -> None:
    audits = [AUDIT, {**NEW_AUDIT, **audit}]
    assert len(found(tmp_path, audits=audits, findings=[FINDING, {**NEW_FINDING, **finding}])) == (
        count
    )


def test_an_audit_that_follows_one_does_not_repeat_others(tmp_path: Path) -> None:
    followed = {**AUDIT, "id": "gr-annan", "name": "En annan granskning"}
    audits = [AUDIT, followed, {**NEW_AUDIT, "follows audit": "gr-annan"}]
    assert len(found(tmp_path, audits=audits, findings=[FINDING, NEW_FINDING])) == 2


def test_what_is_followed_through_others_is_repeated(tmp_path: Path) -> None:
    middle = {**AUDIT, "id": "gr-mellan", "name": "Mellangranskningen", "follows audit": "gr"}
    audits = [AUDIT, middle, {**NEW_AUDIT, "follows audit": "gr-mellan"}]
    assert len(found(tmp_path, audits=audits, findings=[FINDING, NEW_FINDING])) == 1


def test_what_a_source_says_it_repeats_is_repeated(tmp_path: Path) -> None:
    audits = [{**AUDIT, "date": ""}, {**NEW_AUDIT, "date": ""}]
    again = {**NEW_FINDING, "lack": "goal", "about": "rad", "repeats": "iak"}
    _, stated = only(tmp_path, audits=audits, findings=[FINDING, again])
    assert stated.repeated_from == iris("iak")


# -- contested ------------------------------------------------------------------------------------

REPLY = {
    "id": "svar",
    "name": "Nämnden håller inte med",
    "respondent": "bun",
    "responds to": "iak",
    "stance": "objects",
    "source": "svarsbrev",
}
CRITICISED = {"sources": [LATER], "audits": [AUDIT], "findings": [FINDING]}


def test_one_of_several_bodies_objects_for_itself(tmp_path: Path) -> None:
    item, stated = only(tmp_path, **CRITICISED, responses=[REPLY])
    [contest] = stated.contested
    assert (contest.by, contest.for_, contest.statement) == iris("bun", "bun", "svar/claim")
    assert item.evidence == "contested"


def test_the_only_body_objects_for_all(tmp_path: Path) -> None:
    finding = {**FINDING, "about": "bun"}
    rest = {**CRITICISED, "findings": [finding]}
    _, stated = only(tmp_path, **rest, responses=[REPLY])
    assert [contest.for_ for contest in stated.contested] == [""]


def test_a_reply_that_qualifies_contests_only_what_it_contradicts(tmp_path: Path) -> None:
    reply = {**REPLY, "stance": "qualifies"}
    item, stated = only(tmp_path / "1", **CRITICISED, responses=[reply])
    assert (item.evidence, stated.qualified_by) == ("stated", iris("svar"))
    item, stated = only(tmp_path / "2", **CRITICISED, responses=[{**reply, "contradicts": "iak"}])
    assert (item.evidence, stated.qualified_by) == ("contested", ())


def test_to_object_to_what_is_recommended_contests_no_lack(tmp_path: Path) -> None:
    advice = {"id": "rek", "name": "Ta fram ett mål", "audit": "gr", "based on": "iak"}
    reply = {**REPLY, "responds to": "rek"}
    item, stated = only(tmp_path, **CRITICISED, recommendations=[advice], responses=[reply])
    assert (item.evidence, stated.replies) == ("stated", iris("svar"))


def test_an_objection_that_is_only_proposed_contests_nothing(tmp_path: Path) -> None:
    item, _ = only(tmp_path, **CRITICISED, responses=[{**REPLY, "modality": "proposal"}])
    assert item.evidence == "stated"


# -- state ----------------------------------------------------------------------------------------


def test_unanswered_only_where_a_later_source_has_been_read(tmp_path: Path) -> None:
    item, _ = only(tmp_path / "1", **{**CRITICISED, "sources": []})
    assert item.status == "open"
    item, _ = only(tmp_path / "2", **CRITICISED)
    assert item.status == "unanswered"
    unread = {**LATER, "in corpus": "no"}
    item, _ = only(tmp_path / "3", as_of="2024-12-31", **{**CRITICISED, "sources": [unread]})
    assert item.status == "open"


def test_what_nobody_is_asked_to_answer_is_not_unanswered(tmp_path: Path) -> None:
    item, _ = only(tmp_path, sources=[LATER], absences=[ABSENCE])
    assert item.status == "open"


def test_an_answer_ends_that_it_is_unanswered(tmp_path: Path) -> None:
    item, stated = only(tmp_path, **CRITICISED, responses=[{**REPLY, "stance": "confirms"}])
    assert (item.status, stated.confirmed_by) == ("open", iris("svar"))


REPORT = {
    **LATER,
    "id": "rapporten",
    "name": "Rapporten",
    "in corpus": "no",
    "annex to": "svarsbrev",
}
LISTED = {**REPORT, "id": "svar-sn", "name": "Socialnämndens svar", "kind": "reply", "issuer": "sn"}
UNREAD = "svar finns men är inte läst"


@pytest.mark.parametrize(
    ("listed", "more", "status", "clause"),
    [
        ({}, {}, "open", True),
        ({"in corpus": "yes"}, {}, "unanswered", False),
        ({"kind": "cover letter"}, {}, "unanswered", False),
        ({"annex to": "rep"}, {}, "unanswered", False),
        ({}, {"responses": [{**REPLY, "stance": "confirms"}]}, "open", False),
        ({}, {"commitments": [PROMISE]}, "undertaken", False),
    ],
)
def test_a_reply_that_is_listed_but_unread_is_named_and_rules_out_unanswered(
    tmp_path: Path,
    listed: Mapping[str, str],
    more: Mapping[str, list[Row]],
    status: str,
    clause: bool,
) -> None:
    every = {
        **CRITICISED,
        "audits": [{**AUDIT, "report": "rapporten"}],
        "sources": [LATER, REPORT, {**LISTED, **listed}],
        **more,
    }
    graph = mellanrum.load(folder(tmp_path / "sjoby", rows(SMALL, **every)))
    [item] = graph.gaps(tier="stated")
    assert item.stated is not None
    is_listed = status != "unanswered"
    assert (item.status, item.stated.unread_replies) == (
        status,
        iris("svar-sn") if is_listed else (),
    )
    assert (UNREAD in item.place.clause.sv) == clause
    told = explanation(graph.snapshot(), item, "sv")
    assert ("inte är lästa" in told and "Socialnämndens svar" in told) == is_listed


@pytest.mark.parametrize(
    ("promise", "as_of", "status"),
    [
        ({}, "2024-06-30", "undertaken"),
        ({"modality": "need"}, "2024-06-30", "unanswered"),
        ({"deadline": "2024-06"}, "2024-06-30", "undertaken"),
        ({"deadline": "2024-06"}, "2024-07-01", "overdue"),
        ({"deadline": "2024-06", "fulfilled by": "mal"}, "2024-07-01", "undertaken"),
        ({}, "2024-02-01", "open"),
    ],
)
def test_a_commitment_is_made_kept_and_missed(
    tmp_path: Path, promise: Mapping[str, str], as_of: str, status: str
) -> None:
    goal = {"id": "mal", "name": "Målet", "source": "svarsbrev"}
    made = {**PROMISE, **promise}
    item, _ = only(tmp_path, as_of, **CRITICISED, goals=[goal], commitments=[made])
    assert item.status == status


def test_an_overdue_commitment_tells_whether_a_later_source_has_been_read(tmp_path: Path) -> None:
    late = {**PROMISE, "deadline": "2024-06"}
    _, stated = only(tmp_path / "1", "2024-12-31", **CRITICISED, commitments=[late])
    assert stated.unread
    newer = {**LATER, "id": "nyare", "name": "Nyare", "date": "2024-09"}
    every = {**CRITICISED, "sources": [LATER, newer]}
    _, stated = only(tmp_path / "2", "2024-12-31", **every, commitments=[late])
    assert not stated.unread


def test_a_commitment_without_address_is_tied_by_what_it_is_about(tmp_path: Path) -> None:
    free = {**PROMISE, "addresses": "", "concerns": "sn"}
    item, _ = only(tmp_path / "1", **CRITICISED, commitments=[free])
    assert item.status == "undertaken"
    other = {**free, "lack": "funding"}
    item, stated = only(tmp_path / "2", **CRITICISED, commitments=[other])
    assert (item.status, stated.commitments) == ("unanswered", ())


def test_a_commitment_for_a_recommendation_mends_its_own_kind_of_lack(tmp_path: Path) -> None:
    advice = {"id": "rek", "name": "Gör något", "audit": "gr", "based on": "iak; iak-2"}
    other = {**FINDING, "id": "iak-2", "lack": "follow-up", "phrase": "ingen följer upp"}
    every = {**CRITICISED, "findings": [FINDING, other], "recommendations": [advice]}
    made = found(tmp_path, **every, commitments=[{**PROMISE, "addresses": "rek"}])
    states = {item.stated.findings: item.status for item in made if item.stated}
    assert states == {iris("iak"): "undertaken", iris("iak-2"): "unanswered"}


ANSWER = {
    "id": "besked",
    "about": "rad",
    "element": "follow-up",
    "answer": "exists",
    "answered by": "bun",
    "date": "2023-06",
}


@pytest.mark.parametrize(
    ("changed", "count"),
    [({}, 1), ({"element": "goal"}, 0), ({"about": "bun"}, 0), ({"expires": "2023-07"}, 0)],
)
def test_an_answer_from_outside_is_a_line_and_closes_nothing(
    tmp_path: Path, changed: Mapping[str, str], count: int
) -> None:
    absence = {**ABSENCE, "about": "rad", "with": "", "lack": "follow-up"}
    item, stated = only(tmp_path, absences=[absence], answers=[{**ANSWER, **changed}])
    assert (item.status, len(stated.answers)) == ("open", count)


@pytest.mark.parametrize(
    ("answered", "lack", "status"),
    [
        ("iak", "joint-goal", "undertaken"),
        ("iak", "funding", "open"),
        ("iak", "", "open"),
        ("rek", "joint-goal", "undertaken"),
        ("rek", "funding", "open"),
    ],
)
def test_a_reply_leads_to_a_commitment(
    tmp_path: Path, answered: str, lack: str, status: str
) -> None:
    advice = {"id": "rek", "name": "Gör något", "audit": "gr", "based on": "iak"}
    reply = {**REPLY, "responds to": answered, "stance": "acts", "results in": "atag"}
    made = {**PROMISE, "addresses": "", "lack": lack}
    every = {**CRITICISED, "recommendations": [advice], "responses": [reply]}
    item, _ = only(tmp_path, **every, commitments=[made])
    assert item.status == status


def test_an_absence_that_has_ended_is_remedied(tmp_path: Path) -> None:
    ended = {**ABSENCE, "valid until": "2022"}
    item, stated = only(tmp_path / "1", absences=[ended])
    assert (item.status, stated.ended) == ("remedied", True)
    item, _ = only(tmp_path / "2", absences=[{**ended, "valid until": "2030"}])
    assert item.status == "open"


def test_a_finding_that_says_more_than_what_has_ended_is_not_remedied(tmp_path: Path) -> None:
    ended = {**ABSENCE, "valid until": "2022", "finding": "iak"}
    audits, again = [AUDIT, NEW_AUDIT], [FINDING, NEW_FINDING]
    item, _ = only(tmp_path / "1", audits=[AUDIT], findings=[FINDING], absences=[ended])
    assert item.status == "remedied"
    item, _ = only(tmp_path / "2", audits=audits, findings=again, absences=[ended])
    assert item.status == "open"


def test_what_is_said_later_does_not_count(tmp_path: Path) -> None:
    assert found(tmp_path, "2023-06-30", absences=[ABSENCE]) == ()


# -- what it is about, and in what words ----------------------------------------------------------


def test_general_is_about_the_municipality_and_none_of_its_parts(tmp_path: Path) -> None:
    whole = {**ABSENCE, "about": "kommun", "with": ""}
    item, stated = only(tmp_path / "1", absences=[whole])
    assert (stated.general, item.subject, item.object) == (True, node("kommun"), "")
    _, stated = only(tmp_path / "2", absences=[{**whole, "with": "rad"}])
    assert not stated.general


def test_a_lack_in_general_changes_no_other_item(tmp_path: Path) -> None:
    whole = {**ABSENCE, "id": "fr-allt", "about": "kommun", "with": "", "phrase": "mål överallt"}
    before = found(tmp_path / "1", **CRITICISED, absences=[ABSENCE])
    after = found(tmp_path / "2", **CRITICISED, absences=[ABSENCE, whole])
    assert [item for item in after if item.stated and not item.stated.general] == list(before)
    assert len(after) == len(before) + 1


def test_nobody_is_picked_out_of_more_than_two(tmp_path: Path) -> None:
    item, _ = only(tmp_path, audits=[AUDIT], findings=[{**FINDING, "about": "bun; sn; rad"}])
    assert (item.subject, item.object) == (node("kommun"), "")
    assert set(item.about) == set(iris("bun", "sn", "rad"))
    assert item.title.sv == "Gemensamt mål: Barnnämnden och 2 till"
    assert item.title.en == "Joint goal: Barnnämnden and 2 more"


@pytest.mark.parametrize(
    ("told", "sv", "en"),
    [
        (
            {},
            "Revisionen (2023) säger: Gemensamt mål saknas.",
            "Revisionen (2023) said: Gemensamt mål saknas.",
        ),
        (
            {"voice": "bun", "reported via": "rev", "modality": "need"},
            "Barnnämnden (2023) ser ett behov, enligt Revisionen: Gemensamt mål saknas.",
            "Barnnämnden (2023) saw a need, according to Revisionen: Gemensamt mål saknas.",
        ),
        (
            {"modality": "risk"},
            "Revisionen (2023) ser en risk: Gemensamt mål saknas.",
            "Revisionen (2023) saw a risk: Gemensamt mål saknas.",
        ),
    ],
)
def test_the_sentence_says_who_in_what_sense_and_the_rows_words(
    tmp_path: Path, told: Mapping[str, str], sv: str, en: str
) -> None:
    item, _ = only(tmp_path, absences=[{**ABSENCE, **told}])
    assert (item.says.sv, item.says.en) == (sv, en)


def test_a_long_sentence_leaves_out_who_retells_it(tmp_path: Path) -> None:
    words = " ".join(["ord"] * 22)
    long = {**ABSENCE, "name": words, "voice": "bun", "reported via": "rev"}
    item, _ = only(tmp_path, absences=[long])
    assert item.says.sv == f"Barnnämnden (2023) säger: {words}."


def test_the_title_tells_a_need_as_a_need(tmp_path: Path) -> None:
    item, _ = only(tmp_path, absences=[{**ABSENCE, "with": "", "modality": "need"}])
    assert (item.title.sv, item.title.en) == (
        "Gemensamt mål (behov): Barnnämnden",
        "Joint goal (need): Barnnämnden",
    )


def test_without_a_kind_of_lack_the_title_is_the_rows_own(tmp_path: Path) -> None:
    finding = {**FINDING, "lack": ""}
    item, _ = only(tmp_path / "1", audits=[AUDIT], findings=[finding])
    assert item.title.sv == "Nämnderna saknar gemensamt mål"
    risk = {**finding, "modality": "risk", "valence": "risk", "name": " ".join(["Ord"] * 30)}
    item, _ = only(tmp_path / "2", audits=[AUDIT], findings=[risk])
    assert item.title.sv.startswith("Risk: Ord Ord")
    assert item.title.sv.endswith(" Ord …")
    assert len(item.title.sv) < 80


TEAM = {"id": "team", "kind": "forum", "name": "Teamet", "level": "operational"}


@pytest.mark.parametrize(
    ("team", "named"),
    [
        ({}, True),
        ({"valid from": "2023-11"}, True),
        ({"valid from": "2024-01"}, True),  # planned when it was said: the same source tells of it
        ({"valid from": "2024-01", "source": "svarsbrev"}, False),
    ],
)
def test_a_row_that_began_after_it_was_said_is_not_what_it_is_about(
    tmp_path: Path, team: Mapping[str, str], named: bool
) -> None:
    absence = {**ABSENCE, "about": "team", "finding": "iak"}
    tables = rows(SMALL, **CRITICISED, structures=[{**TEAM, **team}], absences=[absence])
    graph = mellanrum.load(folder(tmp_path / "sjoby", tables))
    [item] = graph.gaps(tier="stated")
    assert (node("team") in {*item.parties, *item.about}) == named
    assert ("Teamet" in item.title.sv) == named
    [anatomy] = graph.anatomy()
    cell = anatomy.tables["structures"].cell(node("team"), "goal")
    assert (cell.sign == "stated-lacking") == named
    assert anatomy.tables["structures"].general == {}
    assert (anatomy.focus.get(node("team")) == "stated-lack") == named


# -- the bundled municipalities -------------------------------------------------------------------

COUNTS = {  # items, general, contested, ended
    "boras": (29, 11, 4, 1),
    "tyreso": (8, 2, 0, 0),
    "ekvalla": (16, 1, 2, 1),
}


@pytest.fixture(scope="module", params=COUNTS)
def graph(request: pytest.FixtureRequest) -> mellanrum.KnowledgeGraph:
    return mellanrum.load(request.param)


def test_every_statement_is_in_exactly_one_item(graph: mellanrum.KnowledgeGraph) -> None:
    told = [item.stated for item in items(graph) if item.stated]
    own = Counter(row for each in told for row in (*each.statements, *each.findings))
    critical = {str(CONCEPT[f"valence/{slug}"]) for slug in ("critical", "risk")}
    expected = {*graph.facts.instances(str(MR.AbsenceStatement))} | {
        row
        for row in graph.facts.instances(str(MR.Finding))
        if graph.facts.value(row, str(MR.valence)) in critical
    }
    assert own == Counter(dict.fromkeys(expected, 1))
    advice = Counter(row for each in told for row in each.recommendations)
    assert set(advice) == set(graph.facts.instances(str(MR.Recommendation)))
    alone = [each for each in told if not (each.statements or each.findings)]
    assert all(advice[row] == 1 for each in alone for row in each.recommendations)


def test_counts_of_the_bundled_municipalities(graph: mellanrum.KnowledgeGraph) -> None:
    found = items(graph)
    told = [item.stated for item in found if item.stated]
    assert COUNTS[graph.datasets[0].slug] == (
        len(found),
        sum(each.general for each in told),
        sum(item.evidence == "contested" for item in found),
        sum(each.ended for each in told),
    )


def test_contested_in_boras_and_repeated_in_ekvalla() -> None:
    contested = {
        (finding.rpartition("/")[2], contest.for_.rpartition("/")[2])
        for item in items(mellanrum.load("boras"))
        for contest in (item.stated.contested if item.stated else ())
        for finding in (item.stated.findings if item.stated else ())
    }
    assert contested == {
        ("iak-identifiera", ""),
        ("iak-malbild", ""),
        ("iak-samordning", "ks"),
        ("iak-insatser-tillsammans", "ks"),  # what it leads to, in the same sentence
        ("iak-specifika-mal", "ifn"),
    }
    repeated = [item.stated for item in items(mellanrum.load("ekvalla")) if item.stated]
    assert {
        row.rpartition("/")[2]
        for each in repeated
        if each.repeated_from
        for row in set(each.findings) - set(each.repeated_from)
    } == {"iak-niva", "iak-kontakt"}


def test_another_municipality_changes_nothing() -> None:
    alone = [item for slug in ("boras", "tyreso") for item in items(mellanrum.load(slug))]
    together = mellanrum.load("boras", "tyreso")
    seen = views(together.facts, together.deriver, ["boras", "tyreso"])
    found = [item for view in seen for item in stated_items(view, together.label)]
    assert found == alone
