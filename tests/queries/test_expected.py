"""What own norms expect: which are unmet, which a source says are, and what closes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

import mellanrum
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.expected.expected import expected_tier
from mellanrum.queries.stated.stated import stated_items
from mellanrum.queries.tiers.item import Contest, Gap, NormRef, item_iri
from mellanrum.queries.tiers.municipal_view import MunicipalView, views
from tests.graph.builders import SMALL, Row, Tables, folder, node, rows

COUNCIL = {
    "id": "kf",
    "kind": "political body",
    "name": "Fullmäktige",
    "body type": "municipal-council",
    "part of": "kommun",
}
COMMISSION = {"id": "uppdrag", "name": "Uppdrag unga", "assigned by": "kf", "assigned to": "bun"}
CONVENE = {
    "id": "kalla",
    "name": "Kalla samman",
    "holder": "bun",
    "kind": "power",
    "element": "convene",
    "commission": "uppdrag",
}
REPORT = {**CONVENE, "id": "redovisa", "kind": "task", "element": "evaluate-and-report"}
GOALS = {**CONVENE, "id": "satta-mal", "kind": "task", "element": "set-goals"}
GOAL = {"id": "mal", "name": "Ett mål", "goal of": "bun", "commission": "uppdrag"}
FOLLOW_UP = {
    "id": "uppf",
    "name": "Uppföljning",
    "follows up": "mal",
    "reports to": "sn",
    "progress": "completed",
}
OTHER_FOLLOW_UP = {**FOLLOW_UP, "id": "annan-uppf", "follows up": "rad"}
# A meeting at operational level that somebody else convenes: no use of the power to convene.
MEETING = {
    "id": "rad",
    "kind": "forum",
    "name": "Rådet",
    "level": "operational",
    "convened by": "sn",
}
SSPF = {"id": "sspf", "name": "SSPF"}
ASKED = {
    "id": "krav",
    "name": "SSPF ska finnas",
    "kind": "collaboration-form",
    "requires form": "sspf",
}
AUDIT = {
    "id": "gr",
    "name": "Granskningen",
    "auditor": "rev",
    "audited body": "bun",
    "criterion": "krav",
    "date": "2023",
}
OTHER = {"id": "annan", "name": "Annan form"}
OTHER_USED = {"id": "natverk", "kind": "forum", "name": "Nätverket", "realises form": "annan"}
PLAN = {
    "id": "plan",
    "kind": "action plan",
    "name": "Planen",
    "adopted by": "bun",
    "presupposes": "bild",
}
PICTURE = {"id": "bild", "name": "Gemensam målbild", "kind": "joint-goal"}
OWN = {
    "id": "eget",
    "name": "Rutin ska finnas",
    "kind": "own",
    "element": "routine",
    "responsible": "bun",
    "reference": "reglementet 4 §",
    "strength": "must",
}


def view_of(tmp_path: Path, as_of: str | None = None, **more: Iterable[Row]) -> MunicipalView:
    found = {name: list(some) for name, some in more.items()}
    tables: Tables = rows({**SMALL, "structures": [MEETING]}, **found)
    graph = mellanrum.load(folder(tmp_path / "sjoby", tables), as_of=as_of)
    [view] = views(graph.facts, graph.deriver, [info.slug for info in graph.datasets])
    return view


def name(one: str, language: str) -> str:
    return one.rsplit("/", 1)[-1]


def items(view: MunicipalView) -> tuple[Gap, ...]:
    return expected_tier(view, stated_items(view, name), name).items


def norms_attached(view: MunicipalView, item: Gap) -> tuple[NormRef, ...]:
    return expected_tier(view, (item,), name).norms.get(item.iri, ())


def found(tmp_path: Path, as_of: str | None = None, **more: Iterable[Row]) -> tuple[Gap, ...]:
    return items(view_of(tmp_path, as_of, **more))


def commission(**more: Iterable[Row]) -> dict[str, Iterable[Row]]:
    parts = [CONVENE, GOALS, REPORT]
    return {"bodies": [COUNCIL], "commissions": [COMMISSION], "responsibilities": parts, **more}


# -- commissions ----------------------------------------------------------------------------------


def test_the_parts_of_a_commission_are_one_item_with_the_whole_chain_in_it(tmp_path: Path) -> None:
    [item] = found(tmp_path, **commission(goals=[GOAL], follow_ups=[{**FOLLOW_UP, "reports to": ""},
                   OTHER_FOLLOW_UP]))  # fmt: skip
    assert item.iri == item_iri("expected", node("uppdrag"), node("bun"))
    assert (item.tier, item.evidence, item.status) == ("expected", "", "open")
    assert item.expected == ("report-to", "convener")
    assert item.shown == ("goal", "follow-up")
    assert item.subject == node("bun")
    assert item.support == (node("kalla"), node("redovisa"))
    assert item.says == Text(
        "”uppdrag” kräver av bun: redovisning. Det är inte dokumenterat i källorna. ”uppdrag” ger "
        "bun befogenhet att convene. Att den har använts är inte dokumenterat i källorna. Visat: "
        "mål och uppföljning.",
        "“uppdrag” demands of bun: report. It is not documented in the sources. “uppdrag” gives "
        "bun the power to convene. No use of it is documented in the sources. Shown: goal and "
        "follow-up.",
    )


def test_a_power_to_convene_is_met_by_its_use(tmp_path: Path) -> None:
    only = {"bodies": [COUNCIL], "commissions": [COMMISSION], "responsibilities": [CONVENE]}
    [item] = found(tmp_path / "a", **only)
    assert item.expected == ("convener",)
    called = {"id": "mote", "kind": "forum", "name": "Mötet", "convened by": "bun"}
    assert not found(tmp_path / "b", **only, structures=[called])
    political = {"id": "mote", "kind": "forum", "name": "Mötet", "level": "political"}
    taking_part = {"structure": "mote", "participant": "bun"}
    seated = {"structures": [political], "participations": [taking_part]}
    assert not found(tmp_path / "c", **only, **seated)


def test_a_follow_up_that_is_only_planned_is_no_use(tmp_path: Path) -> None:
    planned = {**FOLLOW_UP, "progress": "planned"}
    [item] = found(tmp_path, **commission(goals=[GOAL], follow_ups=[planned, OTHER_FOLLOW_UP]))
    assert {"follow-up", "report-to"} <= set(item.expected)


def test_what_no_table_could_show_is_not_asked(tmp_path: Path) -> None:
    [item] = found(tmp_path, **commission())
    assert item.expected == ("convener",)


def test_what_the_council_decides_is_a_duty(tmp_path: Path) -> None:
    with_goal = commission(goals=[GOAL])
    [by_council] = found(tmp_path / "a", **with_goal, follow_ups=[OTHER_FOLLOW_UP])
    strengths = {norm.element: norm.strength for norm in by_council.required_by}
    assert strengths == {"follow-up": "must", "report-to": "must", "convener": "should"}
    other = {**with_goal, "commissions": [{**COMMISSION, "assigned by": "sn"}]}
    [by_committee] = found(tmp_path / "b", **other, follow_ups=[OTHER_FOLLOW_UP])
    assert {norm.strength for norm in by_committee.required_by} == {"should"}


def test_a_power_is_told_as_a_power_and_is_no_duty(tmp_path: Path) -> None:
    [item] = found(tmp_path, **commission(responsibilities=[CONVENE]))
    assert [norm.strength for norm in item.required_by] == ["should"]
    assert "befogenhet att convene" in item.says.sv
    assert "kräver" not in item.says.sv
    assert "demands" not in item.says.en
    duty = {**CONVENE, "kind": "task"}
    [item] = found(tmp_path / "b", **commission(responsibilities=[duty]))
    assert item.says.sv.startswith("”uppdrag” kräver av bun: sammankallande.")
    assert [norm.strength for norm in item.required_by] == ["must"]


# -- audits and documents -------------------------------------------------------------------------


def audited(**more: Iterable[Row]) -> dict[str, Iterable[Row]]:
    structures = [OTHER_USED, *more.pop("structures", ())]
    base: dict[str, Iterable[Row]] = {
        "forms": [SSPF, OTHER], "requirements": [ASKED], "audits": [AUDIT],
        "structures": structures,
    }  # fmt: skip
    return {**base, **more}


def test_a_form_that_an_audit_asked_for_is_expected_until_it_is_used(tmp_path: Path) -> None:
    [item] = found(tmp_path / "a", **audited())
    assert item.expected == ("form",)
    assert item.object == node("sspf")
    assert item.subject == node("kommun")
    assert item.lack == (str(CONCEPT["lack/form"]),)
    used = {"id": "grupp", "kind": "forum", "name": "SSPF", "realises form": "sspf"}
    assert not found(tmp_path / "b", **audited(structures=[used]))
    planned = {**used, "status": "planned"}
    assert len(found(tmp_path / "c", **audited(structures=[planned]))) == 1


def test_an_audit_expects_nothing_before_its_source(tmp_path: Path) -> None:
    assert found(tmp_path / "a", as_of="2024-01-01", **audited())
    assert not found(tmp_path / "b", as_of="2022-01-01", **audited())


def test_a_form_that_a_source_says_is_lacking_is_told_there_only(tmp_path: Path) -> None:
    lacking = {"id": "fr", "name": "SSPF saknas", "about": "kommun", "with": "sspf", "lack": "form"}
    view = view_of(tmp_path, **audited(absences=[lacking]))
    [stated] = stated_items(view, name)
    expected = NormRef(node("krav"), "form", "should", Text("gr", "gr"))
    assert norms_attached(view, stated) == (expected,)
    tier = expected_tier(view, (stated,), name)
    assert tier.items == ()
    assert tier.norms == {stated.iri: (expected,)}


@pytest.mark.parametrize(("observed", "count"), [("2021", 0), ("2023-02", 1)])
def test_a_norm_that_is_younger_than_what_is_said_is_not_cited(
    tmp_path: Path, observed: str, count: int
) -> None:
    lacking = {"id": "fr", "name": "Mål saknas", "about": "bun", "lack": "joint-goal"}
    lacking["observed"] = observed
    plan = {**PLAN, "valid from": "2022"}
    view = view_of(tmp_path, documents=[plan], requirements=[PICTURE], absences=[lacking])
    [stated] = stated_items(view, name)
    assert len(norms_attached(view, stated)) == count


def test_a_norm_that_binds_only_whoever_objects_is_not_cited(tmp_path: Path) -> None:
    lacking = {"id": "fr", "name": "Mål saknas", "about": "bun", "with": "sn", "lack": "joint-goal"}
    norms = {"documents": [PLAN], "requirements": [PICTURE]}
    view = view_of(tmp_path, **norms, absences=[lacking])
    [stated] = stated_items(view, name)
    assert stated.stated is not None
    assert len(norms_attached(view, stated)) == 1
    for whom, count in (("sn", 1), ("bun", 0)):
        contest = Contest(by=node(whom), for_=node(whom), statement="s")
        contested = replace(stated, stated=replace(stated.stated, contested=(contest,)))
        assert len(norms_attached(view, contested)) == count


def test_a_statement_about_the_whole_municipality_takes_over_no_norm(tmp_path: Path) -> None:
    general = {"id": "fr", "name": "Mål saknas", "about": "kommun", "lack": "joint-goal"}
    norms = {"documents": [PLAN], "requirements": [PICTURE], "goals": [{**GOAL, "commission": ""}]}
    view = view_of(tmp_path, **norms, absences=[general])
    [stated] = stated_items(view, name)
    assert norms_attached(view, stated) == ()
    [item] = items(view)
    assert item.expected == ("goal",)
    assert item.says.en.endswith("A source says of the municipality as a whole that it is lacking.")


def test_what_has_been_remedied_takes_over_no_norm(tmp_path: Path) -> None:
    lacking = {"id": "fr", "name": "SSPF saknas", "about": "bun", "with": "sspf", "lack": "form"}
    view = view_of(tmp_path, **audited(absences=[lacking]))
    [stated] = stated_items(view, name)
    assert stated.stated is not None
    ended = replace(stated, stated=replace(stated.stated, ended=True))
    assert norms_attached(view, ended) == ()


def test_a_goal_that_a_document_presupposes_is_one_that_others_share(tmp_path: Path) -> None:
    norms = {"documents": [PLAN], "requirements": [PICTURE]}
    alone = {"id": "mal", "name": "Eget mål", "goal of": "bun"}
    [item] = found(tmp_path / "a", **norms, goals=[alone])
    assert item.lack == (str(CONCEPT["lack/joint-goal"]),)
    assert item.says.sv.startswith("”plan” förutsätter gemensamt mål.")
    shared = {**alone, "goal of": "bun; sn"}
    assert not found(tmp_path / "b", **norms, goals=[shared])
    inside = {**shared, "in document": "plan"}
    assert len(found(tmp_path / "c", **norms, goals=[inside])) == 1


def test_a_shared_goal_without_a_group_is_for_that_of_its_document(tmp_path: Path) -> None:
    groups = [{"id": "unga", "name": "Unga"}, {"id": "aldre", "name": "Äldre"}]
    plan = {**PLAN, "target group": "unga"}
    shared = {"id": "mal", "name": "Målet", "goal of": "bun; sn", "in document": "bild-dok"}
    picture = {"id": "bild-dok", "kind": "steering document", "name": "Målbilden"}
    base: dict[str, Iterable[Row]] = {
        "requirements": [PICTURE], "target_groups": groups, "goals": [shared],
    }  # fmt: skip
    same = [plan, {**picture, "target group": "unga"}]
    assert not found(tmp_path / "a", **base, documents=same)
    another = [plan, {**picture, "target group": "aldre"}]
    assert len(found(tmp_path / "b", **base, documents=another)) == 1


# -- own rows of requirements ---------------------------------------------------------------------


def own(**more: Iterable[Row]) -> dict[str, Iterable[Row]]:
    other = {"id": "dok", "kind": "action plan", "name": "Planen", "adopted by": "sn"}
    return {"requirements": [OWN], "documents": [other], **more}


def test_an_own_requirement_names_what_whose_and_where(tmp_path: Path) -> None:
    [item] = found(tmp_path, **own())
    assert item.subject == node("bun")
    assert item.required_by == (
        NormRef(node("eget"), "routine", "must", Text("reglementet 4 §", "reglementet 4 §")),
    )
    assert item.says.en == (
        "“reglementet 4 §” demands of bun: routine. It is not documented in the sources."
    )


def test_a_routine_of_the_body_meets_it(tmp_path: Path) -> None:
    routine = {"id": "rutin", "kind": "routine", "name": "Rutinen", "adopted by": "bun"}
    assert not found(tmp_path / "a", **own(documents=[routine]))
    of_other = {**routine, "adopted by": "sn"}
    assert len(found(tmp_path / "b", **own(documents=[of_other]))) == 1


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"valid from": "2024"}, 0),
        ({"valid from": "2023"}, 1),
        ({"valid until": "2023-11"}, 0),
        ({"strength": "may"}, 0),
    ],
)
def test_a_requirement_holds_from_its_beginning_to_its_end(
    tmp_path: Path, change: Row, number: int
) -> None:
    some = own(requirements=[{**OWN, **change}])
    assert len(found(tmp_path, as_of="2023-12-01", **some)) == number


@pytest.mark.parametrize(
    ("answer", "date", "expires", "number"),
    [
        ("exists", "2023-06", "", 0),
        ("does-not-apply", "2023-06", "", 0),
        ("does-not-exist", "2023-06", "", 1),
        ("exists", "2021-06", "", 1),
        ("exists", "2021-06", "2024", 0),
        ("exists", "2024-06", "", 1),
    ],
)
def test_an_answer_closes_what_is_expected_while_it_holds(
    tmp_path: Path, answer: str, date: str, expires: str, number: int
) -> None:
    row = {
        "about": "bun",
        "element": "routine",
        "answer": answer,
        "answered by": "bun",
        "date": date,
        "expires": expires,
    }
    assert len(found(tmp_path, as_of="2023-12-01", **own(answers=[row]))) == number


def test_an_answer_is_told_as_one_and_not_as_a_source(tmp_path: Path) -> None:
    row = {
        "about": "uppdrag",
        "element": "goal",
        "answer": "exists",
        "answered by": "bun",
        "date": "2023-06",
    }
    other = {**GOAL, "commission": ""}
    [item] = found(tmp_path, as_of="2023-12-01", **commission(goals=[other], answers=[row]))
    assert item.shown == ()
    assert item.says.sv.endswith("Enligt besked finns: mål.")


def test_norms_of_one_topic_and_body_are_one_item(tmp_path: Path) -> None:
    routine = {**OWN, "topic": "crime-prevention"}
    contract = {**routine, "id": "avtal", "element": "agreement", "strength": "should"}
    [item] = found(tmp_path, **own(requirements=[contract, routine]))
    assert item.expected == ("agreement", "routine")
    assert [norm.strength for norm in item.required_by] == ["must", "should"]


# -- joint units ----------------------------------------------------------------------------------


def unit(**more: Iterable[Row]) -> dict[str, Iterable[Row]]:
    shared = {"id": "enhet", "kind": "joint unit", "name": "Enheten", "part of": "bun",
              "target group": "unga"}  # fmt: skip
    posts = [
        {"id": "ett", "name": "Kurator", "post in": "enhet", "seconded from": "bun"},
        {"id": "tva", "name": "Rådgivare", "post in": "enhet", "seconded from": "sn"},
    ]
    some = {"id": "dok", "kind": "action plan", "name": "Annat", "adopted by": "sn"}
    base: dict[str, Iterable[Row]] = {
        "bodies": [shared], "posts": posts, "documents": [some],
        "target_groups": [{"id": "unga", "name": "Unga"}],
    }  # fmt: skip
    return {**base, **more}


def test_a_unit_of_several_bodies_is_expected_to_rest_on_an_agreement(tmp_path: Path) -> None:
    [item] = found(tmp_path, **unit())
    assert (item.subject, item.expected) == (node("enhet"), ("agreement",))
    assert [norm.strength for norm in item.required_by] == ["recommended"]


@pytest.mark.parametrize(
    "document",
    [
        {"id": "d", "kind": "agreement", "name": "Avtal", "party": "enhet"},
        {"id": "d", "kind": "agreement", "name": "Avtal", "party": "bun; sn"},
        {"id": "d", "kind": "routine", "name": "Rutiner", "target group": "unga"},
    ],
    ids=["unit-is-party", "lenders-are-parties", "document-for-the-group"],
)
def test_an_agreement_or_a_governing_document_for_its_group_is_enough(
    tmp_path: Path, document: Row
) -> None:
    assert not found(tmp_path, **unit(documents=[document]))


# -- bundled datasets -----------------------------------------------------------------------------


@pytest.mark.parametrize(("dataset", "number"), [("boras", 1), ("tyreso", 0), ("ekvalla", 3)])
def test_bundled_datasets_expect_few_things_of_themselves(dataset: str, number: int) -> None:
    graph = mellanrum.load(Path(mellanrum.__file__).parent / "graph" / "data" / dataset)
    [view] = [one for one in views(graph.facts, graph.deriver, [dataset]) if one.datasets]
    assert len(items(view)) == number
