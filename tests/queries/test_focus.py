"""Which structures are in focus, and the first reason that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import mellanrum
from mellanrum.inputs import read_all
from mellanrum.ontology.language import Language
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.anatomy.said_marks import marks_of
from mellanrum.queries.stated.stated import stated_items
from mellanrum.queries.tiers.focus import FEW, focus_of, structures_in_focus
from mellanrum.queries.tiers.municipal_view import views
from tests.graph.builders import SMALL, Row, Tables, derived, folder, rows

GROUPS: list[Row] = [
    {"id": "alla", "name": "Alla unga"},
    {"id": "unga", "name": "Unga på kvällen", "narrower than": "alla"},
    {"id": "skolelever", "name": "Elever", "narrower than": "alla"},
]
AUDIT: Row = {"id": "gr", "name": "Granskning", "auditor": "rev", "audited body": "bun"}


def named(iri: str, language: Language) -> str:
    return iri.rpartition("/")[2]


def found(path: Path, tables: Tables) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the structures in focus, and all that is in focus, by id."""
    assembly = read_all([folder(path, tables)])
    deriver = derived(assembly, "2024-06-01")
    (view,) = views(deriver.facts, deriver, ["sjoby"])
    items = stated_items(view, named)
    structures = structures_in_focus(Reading(view), marks_of(view, items))
    every = focus_of(view, items)
    return {named(row, "sv"): why for row, why in structures.items()}, {
        named(row, "sv"): why for row, why in every.items()
    }


def many(count: int) -> list[dict[str, object]]:
    return [{"id": f"f{n}", "kind": "forum", "name": f"Forum {n}"} for n in range(count)]


BIG = rows(SMALL, structures=many(FEW), target_groups=GROUPS)

REASONS: list[tuple[str, dict[str, Sequence[Row]]]] = [
    (
        "stated-lack",
        {"absences": [{"id": "a", "name": "Mål saknas", "about": "rad", "lack": "goal"}]},
    ),
    (
        "stated-lack",
        {
            "absences": [
                {"id": "a", "name": "Sn är inte med", "about": "sn", "with": "rad", "lack": "goal"}
            ]
        },
    ),
    (
        "audited-group",
        {
            "audits": [{**AUDIT, "target group": "alla"}],
            "structures": [{"id": "rad", "kind": "forum", "name": "R", "target group": "unga"}],
        },
    ),
    (
        "named-by-audit",
        {
            "audits": [AUDIT],
            "findings": [
                {"id": "i", "name": "Bra", "audit": "gr", "valence": "positive", "about": "rad"}
            ],
        },
    ),
    (
        "parties-meet",
        {
            "audits": [AUDIT],
            "findings": [
                {
                    "id": "i",
                    "name": "De ser olika",
                    "audit": "gr",
                    "valence": "critical",
                    "about": "bun; sn",
                }
            ],
        },
    ),
    (
        "commission-goal",
        {
            "commissions": [{"id": "uppdrag", "name": "Uppdraget", "assigned to": "bun"}],
            "goals": [{"id": "m", "name": "Målet", "goal for": "uppdrag"}],
            "activities": [
                {"id": "x", "name": "Det som görs", "realises goal": "m", "for structure": "rad"}
            ],
        },
    ),
    (
        "responsibility",
        {
            "responsibilities": [
                {
                    "id": "r",
                    "name": "Hålla ihop",
                    "holder": "bun",
                    "kind": "responsibility",
                    "for structure": "rad",
                }
            ]
        },
    ),
]


def with_rows(tables: Tables, more: Mapping[str, Sequence[Row]]) -> Tables:
    """Return the tables with rows added, or put in the place of those with the same id."""
    ids = {row["id"] for found in more.values() for row in found}
    kept = {name: [r for r in old if r.get("id") not in ids] for name, old in tables.items()}
    return rows(kept, **more)


@pytest.mark.parametrize(("reason", "more"), REASONS)
def test_each_reason_puts_the_structure_in_focus_and_no_other(
    reason: str, more: dict[str, Sequence[Row]], tmp_path: Path
) -> None:
    assert found(tmp_path, BIG)[0] == {}
    assert found(tmp_path / "more", with_rows(BIG, more))[0] == {"rad": reason}


def test_the_first_reason_that_holds_is_given(tmp_path: Path) -> None:
    said, answered = REASONS[0][1], REASONS[-1][1]
    assert found(tmp_path, rows(BIG, **said, **answered))[0] == {"rad": "stated-lack"}


def test_a_lack_that_has_been_remedied_is_no_reason(tmp_path: Path) -> None:
    absence = {"id": "a", "name": "Mål", "about": "rad", "lack": "goal", "valid until": "2022"}
    assert found(tmp_path, rows(BIG, absences=[absence]))[0] == {}


def test_the_group_of_a_finding_counts_for_itself_and_not_for_those_within(tmp_path: Path) -> None:
    finding: Row = {
        "id": "i",
        "name": "Om alla",
        "audit": "gr",
        "valence": "neutral",
        "about": "bun",
        "target group": "alla",
    }
    structures: list[Row] = [
        {"id": "stor", "kind": "forum", "name": "För alla", "target group": "alla"},
        {"id": "liten", "kind": "forum", "name": "För unga", "target group": "unga"},
    ]
    tables = rows(BIG, structures=structures, audits=[AUDIT], findings=[finding])
    assert found(tmp_path, tables)[0] == {"stor": "audited-group"}


def test_to_answer_for_the_widest_group_puts_nothing_in_focus(tmp_path: Path) -> None:
    structures: list[Row] = [
        {"id": "stor", "kind": "forum", "name": "För alla", "target group": "alla"},
        {"id": "liten", "kind": "forum", "name": "För unga", "target group": "unga"},
    ]
    for group, expected in (("alla", {}), ("unga", {"liten": "responsibility"})):
        duty: Row = {"id": "r", "name": "A", "holder": "bun", "kind": "responsibility"}
        duties = [{**duty, "target group": group}]
        tables = rows(BIG, structures=structures, responsibilities=duties)
        assert found(tmp_path / group, tables)[0] == expected


def test_what_steers_a_structure_in_focus_is_in_focus(tmp_path: Path) -> None:
    steering: list[Row] = [
        {"id": "ledning", "kind": "forum", "name": "Ledningen"},
        {"id": "rad", "kind": "forum", "name": "Rådet", "steered by": "ledning"},
    ]
    tables = with_rows(BIG, {"structures": steering, **REASONS[0][1]})
    assert found(tmp_path, tables)[0] == {"ledning": "steers", "rad": "stated-lack"}


def test_all_are_in_focus_where_nothing_else_is_and_they_are_few(tmp_path: Path) -> None:
    few = rows(SMALL, structures=many(FEW - 1))
    assert set(found(tmp_path / "few", few)[0].values()) == {"few"}
    assert len(found(tmp_path / "again", few)[0]) == FEW
    assert found(tmp_path / "more", rows(few, structures=many(FEW)[-1:]))[0] == {}


def test_what_is_only_needed_or_proposed_is_no_structure_to_ask_about(tmp_path: Path) -> None:
    more: list[Row] = [
        {"id": "behov", "kind": "forum", "name": "B", "modality": "need"},
        {"id": "forslag", "kind": "forum", "name": "F", "modality": "proposal"},
        {"id": "avsikt", "kind": "forum", "name": "A", "modality": "intention"},
    ]
    assert set(found(tmp_path, rows(SMALL, structures=more))[0]) == {"rad", "avsikt"}


def test_audits_and_those_audited_or_responsible_are_in_focus_too(tmp_path: Path) -> None:
    duty: Row = {"id": "r", "name": "A", "holder": "sn", "kind": "responsibility"}
    every = found(tmp_path, rows(BIG, audits=[AUDIT], responsibilities=[duty]))[1]
    assert every == {"gr": "named-by-audit", "bun": "named-by-audit", "sn": "responsibility"}


@pytest.mark.parametrize(("name", "count"), [("boras", 12), ("tyreso", 2), ("ekvalla", 9)])
def test_structures_in_focus_in_the_bundled_municipalities(name: str, count: int) -> None:
    graph = mellanrum.load(name)
    (view,) = views(graph.facts, graph.deriver, [name])
    said = marks_of(view, stated_items(view, graph.label))
    assert len(structures_in_focus(Reading(view), said)) == count
