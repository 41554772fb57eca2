"""What follows from a dataset at a date, worked out by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyoxigraph as ox
import pytest

from mellanrum.graph.standing.days import as_day, year_ahead
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.ontology.namespaces import RDF, XSD
from tests.graph.builders import (
    SMALL,
    Row,
    Tables,
    assembled,
    codes,
    concept,
    derived,
    folder,
    graph,
    mr,
    node,
    rdf,
    rows,
    value_of,
)

UNSET = {"municipality": "", "municipality_code": ""}


def of(tmp_path: Path, tables: Tables) -> Assembly:
    assembly = assembled(folder(tmp_path / "sjoby", tables))
    assert codes(assembly.problems) == []
    return assembly


def stands(assembly: Assembly, identifier: str, day: str | None) -> bool:
    """Tell whether a row is in force, as the derived graph says it."""
    in_force = ox.NamedNode(mr("InForce"))
    quads = derived(assembly, day).quads(["sjoby"])
    found = {value_of(q.subject) for q in quads if q.object == in_force}
    return node(identifier) in found


def triples(assembly: Assembly, path: str, day: str = "2024-01-01") -> set[tuple[str, str]]:
    """Return subject and object of the derived triples with a property, in short."""
    slugs = [info.slug for info in assembly.infos]
    return {
        (_short(value_of(quad.subject)), _short(value_of(quad.object)))
        for quad in derived(assembly, day).quads(slugs)
        if quad.predicate.value == path
    }


def _short(iri: str) -> str:
    return iri.removeprefix(node("")).removeprefix(node("", "asby").removesuffix("asby/"))


# --- Whole days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-04-05", "2023-04-05", "2023-04-05"),
    ],
)
def test_a_partial_date_begins_on_its_first_day_and_ends_on_its_last(
    value: str, first: str, last: str
) -> None:
    assert as_day(value, "first") == dt.date.fromisoformat(first)
    assert as_day(value, "last") == dt.date.fromisoformat(last)


@pytest.mark.parametrize("value", ["", "våren", "2023-13", "2023-02-30", "0000"])
def test_what_is_no_date_is_no_day(value: str) -> None:
    assert as_day(value, "first") is as_day(value, "last") is None


def test_a_year_ahead_of_a_leap_day_is_the_day_before() -> None:
    assert year_ahead(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)
    assert year_ahead(dt.date(2023, 2, 28)) == dt.date(2024, 2, 28)


def test_dates_get_the_whole_days_that_their_kind_asks_for(tmp_path: Path) -> None:
    more = {
        "structures": [
            {"id": "f", "kind": "forum", "name": "F"}
            | {"valid from": "2022", "valid until": "2023-02", "observed": "2022-06"}
        ],
        "commitments": [{"id": "a", "name": "A", "deadline": "2024-04"}],
        "audits": [{"id": "g", "name": "G", "auditor": "rev", "date": "2023"}],
    }
    assembly = of(tmp_path, rows(SMALL, **more))
    assert ("f", "2022-01-01") in triples(assembly, mr("validFromDay"))
    assert ("f", "2023-02-28") in triples(assembly, mr("validUntilDay"))
    assert ("f/claim", "2022-06-30") in triples(assembly, mr("observedDay"))
    assert ("a", "2024-04-30") in triples(assembly, mr("deadlineDay"))
    assert ("g", "2023-12-31") in triples(assembly, mr("dateDay"))
    quads = derived(assembly, "2024-01-01").quads(["sjoby"])
    days = [q.object for q in quads if q.predicate.value.endswith("Day")]
    assert {day.datatype for day in days if isinstance(day, ox.Literal)} == {ox.NamedNode(XSD.date)}


# --- In force


def structure(**cells: object) -> dict[str, list[dict[str, object]]]:
    return rows(SMALL, structures=[{"id": "f", "kind": "forum", "name": "F"} | cells])


@pytest.mark.parametrize(
    ("begun", "ended", "day", "holds"),
    [
        ("2022-04", "2023", "2022-03-31", False),
        ("2022-04", "2023", "2022-04-01", True),
        ("2022-04", "2023", "2023-12-31", True),
        ("2022-04", "2023", "2024-01-01", False),
        ("2022-04-15", "2022-04-15", "2022-04-15", True),
        ("2022-04-15", "2022-04-15", "2022-04-16", False),
        ("", "2023", "2024-01-01", False),
        ("2030", "", "2024-01-01", False),
        ("2030", "", "2030-01-01", True),
    ],
)
def test_a_row_is_in_force_from_its_first_day_to_its_last(
    tmp_path: Path, begun: str, ended: str, day: str, holds: bool
) -> None:
    assembly = of(tmp_path, structure(**{"valid from": begun, "valid until": ended}))
    assert stands(assembly, "f", day) is holds


@pytest.mark.parametrize(("day", "holds"), [("2023-10-31", False), ("2023-11-01", True)])
def test_a_row_without_a_beginning_holds_from_when_its_source_said_so(
    tmp_path: Path, day: str, holds: bool
) -> None:
    assert stands(of(tmp_path, structure()), "f", day) is holds


FIRST = {"id": "gammal", "name": "Gammal", "kind": "reply", "date": "2021-05", "source": "gammal"}


@pytest.mark.parametrize(("day", "holds"), [("2021-04-30", False), ("2021-05-01", True)])
def test_a_row_whose_source_has_no_date_holds_from_the_first_dated_source(
    tmp_path: Path, day: str, holds: bool
) -> None:
    bare = {"id": "lapp", "name": "Lapp", "kind": "reply"}
    tables = rows(structure(source="lapp"), sources=[FIRST, bare])
    assembly = of(tmp_path, tables)
    assert stands(assembly, "f", day) is holds
    assert stands(assembly, "f", None)


@pytest.mark.parametrize(("day", "holds"), [("2021-04-30", False), ("2021-05-01", True)])
def test_what_a_read_source_tells_of_earlier_days_does_not_date_those_without_a_date(
    tmp_path: Path, day: str, holds: bool
) -> None:
    read = {**FIRST, "in corpus": "yes"}
    bare = {"id": "lapp", "name": "Lapp", "kind": "reply", "in corpus": "yes"}
    retold = {"about": "f", "source": "gammal", "modality": "need", "observed": "2014"}
    tables = rows(structure(source="lapp"), sources=[read, bare], claims=[retold])
    assert stands(of(tmp_path, tables), "f", day) is holds


def test_where_no_source_has_a_date_a_row_holds_on_any_day(tmp_path: Path) -> None:
    tables = structure()
    tables["sources"] = [{**source, "date": ""} for source in tables["sources"]]
    assert stands(of(tmp_path, tables), "f", "1950-01-01")


@pytest.mark.parametrize(("day", "holds"), [("2021-04-30", False), ("2021-05-01", True)])
def test_of_several_claims_one_without_a_date_is_enough(
    tmp_path: Path, day: str, holds: bool
) -> None:
    bare = {"id": "lapp", "name": "Lapp", "kind": "reply"}
    tables = rows(structure(), sources=[FIRST, bare], claims=[{"about": "f", "source": "lapp"}])
    assert stands(of(tmp_path, tables), "f", day) is holds


@pytest.mark.parametrize(
    ("status", "ended", "day", "holds"),
    [
        ("established", "", "2024-01-01", True),
        ("being implemented", "", "2024-01-01", True),
        ("planned", "", "2024-01-01", False),
        ("sought", "", "2024-01-01", False),
        ("unknown", "", "2024-01-01", False),
        ("ended", "", "2024-01-01", False),
        ("ended", "", "2023-11-01", False),
        ("ended", "2024-06", "2024-06-30", True),
        ("ended", "2024-06", "2024-07-01", False),
    ],
)
def test_only_what_exists_is_in_force_and_what_has_ended_until_it_did(
    tmp_path: Path, status: str, ended: str, day: str, holds: bool
) -> None:
    assembly = of(tmp_path, structure(status=status, **{"valid until": ended}))
    assert stands(assembly, "f", day) is holds


@pytest.mark.parametrize(
    "modality", ["intention", "proposal", "risk", "need", "assessment", "precondition"]
)
def test_what_is_not_stated_as_a_fact_is_not_in_force(tmp_path: Path, modality: str) -> None:
    assert not stands(of(tmp_path, structure(modality=modality)), "f", "2024-01-01")


@pytest.mark.parametrize(("day", "holds"), [("2024-04-30", False), ("2024-05-01", True)])
def test_a_later_claim_of_fact_puts_an_intention_in_force_from_then(
    tmp_path: Path, day: str, holds: bool
) -> None:
    later = {"id": "brev", "name": "Brev", "kind": "reply", "date": "2024-05"}
    tables = rows(
        structure(modality="intention"),
        sources=[later],
        claims=[{"about": "f", "source": "brev"}],
    )
    assert stands(of(tmp_path, tables), "f", day) is holds


def test_a_later_claim_that_is_no_fact_or_an_absence_puts_nothing_in_force(
    tmp_path: Path,
) -> None:
    tables = rows(
        structure(modality="intention"),
        claims=[{"about": "f", "modality": "assessment"}],
        absences=[{"id": "fr", "name": "X", "about": "f", "lack": "owner"}],
        completeness=[{"about": "f", "list": "participants"}],
    )
    assert not stands(of(tmp_path, tables), "f", "2024-01-01")


def test_things_without_a_status_column_are_in_force_by_their_claim(tmp_path: Path) -> None:
    assembly = of(tmp_path, rows(SMALL, goals=[{"id": "m", "name": "M"}]))
    assert stands(assembly, "m", "2024-01-01")
    assert not stands(assembly, "m", "2023-10-01")


# --- Membership


LINE = {
    "bodies": [
        {"id": "skf", "kind": "department", "name": "Skolförvaltningen"}
        | {"administers": "bun", "part of": "kommun"},
        {"id": "skola", "kind": "unit", "name": "Skolan", "part of": "skf", "sector": "school"},
        {"id": "klass", "kind": "unit", "name": "Klassen", "part of": "skola; sf"},
        {"id": "sf", "kind": "department", "name": "Socialförvaltningen", "administers": "sn"},
        {"id": "polisen", "kind": "external actor", "name": "Polisen", "sector": "police"},
    ],
}


def forum(*participations: Row, **cells: object) -> dict[str, list[dict[str, object]]]:
    """A forum f beside the small dataset, with a line of bodies below the committees."""
    tables = rows({**SMALL, "participations": []}, **LINE)
    tables = rows(
        tables,
        structures=[{"id": "f", "kind": "forum", "name": "F"} | cells],
        participations=[{"id": "d0", "structure": "rad", "participant": "rev"}],
    )
    numbered = [
        {"id": f"d{number}", "structure": "f"} | dict(row)
        for number, row in enumerate(participations, start=1)
    ]
    return rows(tables, participations=numbered)


def test_a_body_is_a_member_of_what_it_takes_part_in_itself(tmp_path: Path) -> None:
    assembly = of(tmp_path, forum({"participant": "klass"}, {"participant": "polisen"}))
    assert triples(assembly, mr("memberOf")) == {
        ("klass", "f"),
        ("polisen", "f"),
        ("rev", "rad"),
    }


def test_a_unit_represents_its_departments_and_their_committees_but_no_municipality(
    tmp_path: Path,
) -> None:
    assembly = of(tmp_path, forum({"participant": "klass"}))
    found = {body for body, place in triples(assembly, mr("representedIn")) if place == "f"}
    assert found == {"klass", "skola", "skf", "bun", "sf", "sn"}


def test_those_represented_in_one_structure_meet_both_ways_and_nobody_meets_itself(
    tmp_path: Path,
) -> None:
    assembly = of(tmp_path, forum({"participant": "skf"}, {"participant": "polisen"}))
    pairs = {("skf", "bun"), ("skf", "polisen"), ("bun", "polisen")}
    assert triples(assembly, mr("coMember")) == pairs | {(b, a) for a, b in pairs}


def test_the_sectors_of_a_structure_are_named_or_those_of_its_bodies(tmp_path: Path) -> None:
    assembly = of(tmp_path, forum({"participant": "klass"}, {"participant sector": "health-care"}))
    assert triples(assembly, mr("involvesSector")) == {
        ("f", concept("sector/school")),
        ("f", concept("sector/health-care")),
    }


def test_the_body_of_a_post_takes_part_where_only_a_sector_is_named(tmp_path: Path) -> None:
    by_post = {"participant sector": "school", "via post": "rektor"}
    tables = forum(by_post, {"participant": "polisen", "via post": "rektor"})
    post = {"id": "rektor", "name": "Rektor", "post in": "skola"}
    assembly = of(tmp_path, rows(tables, posts=[post]))
    members = {body for body, place in triples(assembly, mr("memberOf")) if place == "f"}
    assert members == {"skola", "polisen"}


@pytest.mark.parametrize(
    ("participation", "cells"),
    [
        ({"valid until": "2023"}, {}),
        ({"valid from": "2024-02"}, {}),
        ({"status": "planned"}, {}),
        ({"modality": "intention"}, {}),
        ({}, {"valid until": "2023"}),
        ({}, {"status": "ended"}),
        ({}, {"modality": "proposal"}),
    ],
)
def test_only_participations_in_force_in_structures_in_force_count(
    tmp_path: Path, participation: Row, cells: Row
) -> None:
    assembly = of(tmp_path, forum({"participant": "polisen", **participation}, **cells))
    assert triples(assembly, mr("memberOf")) == {("rev", "rad")}
    assert triples(assembly, mr("coMember")) == set()
    assert triples(assembly, mr("numberOfParties")) == {("rad", "1")}


def test_parties_are_bodies_and_sectors_named_without_a_body_each_once(tmp_path: Path) -> None:
    assembly = of(
        tmp_path,
        forum(
            {"participant": "polisen"},
            {"participant": "polisen", "level": "strategic"},
            {"participant": "klass"},
            {"participant sector": "school"},
            {"participant sector": "leisure", "status": "planned"},
        ),
    )
    assert triples(assembly, mr("numberOfParties")) == {("f", "3"), ("rad", "1")}


def test_a_circle_of_bodies_ends(tmp_path: Path) -> None:
    tables = forum({"participant": "a"})
    circle = [
        {"id": "a", "kind": "unit", "name": "A", "part of": "b"},
        {"id": "b", "kind": "unit", "name": "B", "part of": "a"},
    ]
    assembly = of(tmp_path, rows(tables, bodies=circle))
    found = {body for body, place in triples(assembly, mr("representedIn")) if place == "f"}
    assert found == {"a", "b"}


# --- Classes, datasets, municipalities


def test_nodes_get_all_superclasses_of_their_classes(tmp_path: Path) -> None:
    assembly = of(
        tmp_path,
        rows(
            SMALL,
            absences=[{"id": "fr", "name": "X", "about": "rad", "lack": "owner"}],
            documents=[{"id": "plan", "kind": "action plan", "name": "Plan"}],
        ),
    )
    quads = derived(assembly, "2024-01-01").quads(["sjoby"])
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == str(RDF.type):
            found.setdefault(value_of(quad.subject), set()).add(value_of(quad.object))
    stands = {mr("InForce"), mr("OnRecord")}
    assert found[node("bun")] == {mr("PoliticalBody"), mr("Body")} | stands
    assert found[node("rad")] == {mr("CollaborationStructure")} | stands
    assert found[node("fr")] == {mr("Statement")}
    assert found[node("plan")] == {mr("SteeringDocument")} | stands


def test_every_node_is_in_its_dataset_and_in_the_municipality_unless_its_row_says_another(
    tmp_path: Path,
) -> None:
    tables = rows(
        SMALL,
        bodies=[{"id": "grannen", "kind": "municipality", "name": "G"}],
        structures=[{"id": "f", "kind": "forum", "name": "F", "municipality": "grannen"}],
        identifiers=[{"thing": "kommun", "scheme": "kod", "value": "0999"}],
    )
    assembly = of(tmp_path, tables)
    places = dict(triples(assembly, mr("inMunicipality")))
    assert places["rad"] == places["rad/claim"] == "kommun"
    assert places["identifiers-kommun-kod"] == "kommun"
    assert "f" not in places
    homes = triples(assembly, mr("inDataset"))
    assert {home for _, home in homes} == {graph("sjoby")}
    assert {name for name, _ in homes} >= {"rad", "f/claim", "identifiers-kommun-kod"}
    names = {value_of(quad.graph_name) for quad in derived(assembly, "2024-01-01").quads(["sjoby"])}
    assert names == {graph("sjoby/derived")}


def test_the_dataset_has_the_date_of_the_run_and_a_year_ahead(tmp_path: Path) -> None:
    assembly = of(tmp_path, SMALL)
    quads = derived(assembly, "2024-02-29").quads(["sjoby"])
    date = ox.NamedNode(XSD.date)
    found = {(q.predicate.value, q.object) for q in quads if value_of(q.subject) == graph("sjoby")}
    assert (mr("asOf"), ox.Literal("2024-02-29", datatype=date)) in found
    assert (mr("asOfYearAhead"), ox.Literal("2025-02-28", datatype=date)) in found
    own = derived(assembly, None).quads(["sjoby"])
    assert {q.object.value for q in own if q.predicate.value == mr("asOf")} == {"2023-11-30"}


def test_the_date_of_a_run_is_the_last_day_of_the_newest_statement(tmp_path: Path) -> None:
    assert Horizon(Facts(of(tmp_path, SMALL).quads)).latest == dt.date(2023, 11, 30)
    later = [{"id": "m", "name": "M", "observed": "2024-02"}]
    newer = of(tmp_path / "b", rows(SMALL, goals=later))
    assert Horizon(Facts(newer.quads)).latest == dt.date(2024, 2, 29)
    assert Horizon(Facts([])).latest is None


# --- Across datasets


def two(tmp_path: Path) -> Assembly:
    """A unit of Åsby takes part in the forum of Sjöby; its committee sits in Åsby."""
    tables = {
        "sources": [{"id": "rep", "name": "Rapport", "kind": "reply", "date": "2023"}],
        "bodies": [
            {"id": "namnd", "kind": "committee", "name": "Nämnden"},
            {"id": "forv", "kind": "department", "name": "Förv.", "administers": "namnd"},
            {"id": "enhet", "kind": "unit", "name": "Enheten", "part of": "forv; sjoby/sn"},
        ],
        "participations": [{"structure": "sjoby/rad", "participant": "enhet"}],
    }
    assembly = assembled(
        folder(tmp_path / "sjoby", rows({**SMALL, "participations": SMALL["participations"][:1]})),
        folder(tmp_path / "asby", tables, settings={"slug": "asby", **UNSET}),
    )
    assert codes(assembly.problems) == []
    return assembly


def test_membership_and_representation_cross_datasets(tmp_path: Path) -> None:
    assembly = two(tmp_path)
    assert triples(assembly, mr("memberOf")) == {("bun", "rad"), ("asby/enhet", "rad")}
    assert triples(assembly, mr("representedIn")) == {
        ("bun", "rad"),
        ("asby/enhet", "rad"),
        ("asby/forv", "rad"),
        ("asby/namnd", "rad"),
        ("sn", "rad"),
    }
    assert {("bun", "asby/namnd"), ("asby/namnd", "bun")} <= triples(assembly, mr("coMember"))


def test_what_is_derived_stands_in_the_graph_of_its_subject(tmp_path: Path) -> None:
    quads = derived(two(tmp_path), "2024-01-01").quads(["sjoby", "asby"])
    found = {
        (value_of(quad.subject), value_of(quad.graph_name))
        for quad in quads
        if quad.predicate.value == mr("memberOf")
    }
    assert found == {
        (node("bun"), graph("sjoby/derived")),
        (node("enhet", "asby"), graph("asby/derived")),
    }


def test_rdf_is_derived_from_as_tables_are(tmp_path: Path) -> None:
    assembly = of(tmp_path, forum({"participant": "klass"}))
    again = assembled(rdf(tmp_path / "a.nq", assembly.quads))
    assert set(derived(again, "2024-01-01").quads(["sjoby"])) == set(
        derived(assembly, "2024-01-01").quads(["sjoby"])
    )
