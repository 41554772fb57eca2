"""Where pairs need to meet, what is no demand, and when there is no number but something to ask."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from pathlib import Path

import pytest

import mellanrum
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.meeting import (
    MEETING_LEVELS,
    MeetingLevel,
    levels_of_work,
    meeting_level,
    meeting_level_named,
)
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.ontology.errors import QueryError
from mellanrum.ontology.vocabularies import MEETING_LEVEL

# Committees, a unit of one, and outside parties; who answers for whom is up to each test.
BODIES = (
    "id,kind,name,part of,territory\n"
    "town,municipality,Town,,\n"
    "aa,committee,Committee A,town,{aa}\n"
    "bb,committee,Committee B,town,{bb}\n"
    "cc,committee,Committee C,town,\n"
    "rev,audit body,Auditors,town,\n"
    "area,unit,Area office,aa,\n"
    "region,external actor,Region,,\n"
    "clinic,external actor,Clinic,region,\n"
    "police,external actor,Police,,\n"
)
HEADINGS = {
    "sources": "id,name,kind,date\nk,Report,audit report,2024-05-01\n",
    "target_groups": "id,name\nyoung,Young\nold,Old\n",
    "responsibilities": "id,name,holder,kind,target group,for structure\n",
    "structures": "id,kind,name,forum type,level,status,target group\n",
    "participations": "structure,participant\n",
    "audits": "id,name,auditor,audited body,target group,date\n",
}
Town = Callable[..., MunicipalCongruence]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Write a small municipality in which some answer for the young, and return its congruence."""

    def load(*holders: str, aa: str = "", bb: str = "", **rows: str) -> MunicipalCongruence:
        folder = tmp_path / "town"
        folder.mkdir(exist_ok=True)
        answers = "".join(f"r-{each},R {each},{each},responsibility,young,\n" for each in holders)
        tables = HEADINGS | {"bodies": BODIES.format(aa=aa, bb=bb)}
        for name, heading in tables.items():
            text = heading + (answers if name == "responsibilities" else "") + rows.get(name, "")
            if text.count("\n") > 1:
                (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        (folder / "dataset.toml").write_text('slug="town"\nsource="k"\nlanguage="en"\n', "utf-8")
        [found] = mellanrum.load(folder).congruence().municipalities
        return found

    return load


def pairs(found: MunicipalCongruence, level: MeetingLevel) -> set[tuple[str, ...]]:
    return {tuple(body.rpartition("/")[2] for body in pair) for pair in found.pairs(level)}


def asked(found: MunicipalCongruence, level: MeetingLevel) -> list[str]:
    return [each.structure.rpartition("/")[2] for each in found.to_ask(level)]


def tie(found: MunicipalCongruence, name: str) -> DataTie:
    return next(each for each in found.ties if each.node.rpartition("/")[2] == name)


def forum(name: str, *members: str, level: str = "", kind: str = "working group") -> dict[str, str]:
    """Return the rows of a forum for the young; one without a level is for nobody knows whom."""
    group = "young" if level else ""
    return {
        "structures": f"{name},forum,Forum {name},{kind},{level},,{group}\n",
        "participations": "".join(f"{name},{each}\n" for each in members),
    }


def both(*several: dict[str, str]) -> dict[str, str]:
    return {table: "".join(rows[table] for rows in several) for table in several[0]}


# -- the names of the levels -------------------------------------------------------------------


def test_the_levels_are_those_of_the_concepts() -> None:
    assert MEETING_LEVEL.slugs == MEETING_LEVELS


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("political", "lead"),
        ("Strategisk", "lead"),
        ("politisk eller strategisk", "lead"),
        ("ledning", "management"),
        ("operativ", "practice"),
        ("individual", "practice"),
        ("practice", "practice"),
    ],
)
def test_a_level_is_named_by_slug_label_or_level_of_work(name: str, level: str) -> None:
    assert meeting_level_named(name) == level


@pytest.mark.parametrize(("name", "meant"), [("politik", "politisk"), ("managment", "management")])
def test_an_unknown_level_is_refused_with_a_guess(name: str, meant: str) -> None:
    with pytest.raises(QueryError, match=meant):
        meeting_level_named(name)


def test_those_who_work_centrally_meet_nowhere_in_particular() -> None:
    assert meeting_level("central") is None
    with pytest.raises(QueryError):
        meeting_level_named("central")


def test_a_party_outside_is_met_in_management_or_strategically() -> None:
    assert set(levels_of_work("management", across=True)) == {"management", "strategic"}
    assert set(levels_of_work("management")) == {"management"}
    assert levels_of_work("lead", across=True) == ()


# -- which pairs are asked where ---------------------------------------------------------------


def test_committees_need_to_meet_at_every_level(town: Town) -> None:
    found = town("aa", "bb")
    assert [pairs(found, level) for level in MEETING_LEVELS] == [{("aa", "bb")}] * 3


@pytest.mark.parametrize("ours", ["aa", "town"])
def test_an_outside_party_is_met_in_management_and_in_practice(town: Town, ours: str) -> None:
    found = town(ours, "police")
    expected = {tuple(sorted((ours, "police")))}
    assert pairs(found, "lead") == set()
    assert found.no_index("lead") == "nothing-required"
    assert {tuple(sorted(pair)) for pair in pairs(found, "management")} == expected
    assert {tuple(sorted(pair)) for pair in pairs(found, "practice")} == expected


def test_outside_parties_meet_in_practice_only(town: Town) -> None:
    found = town("region", "police")
    assert [level for level in MEETING_LEVELS if pairs(found, level)] == ["practice"]


@pytest.mark.parametrize("holders", [("area", "aa"), ("town", "aa"), ("clinic", "region")])
def test_a_body_and_its_whole_need_no_place_to_meet(town: Town, holders: tuple[str, ...]) -> None:
    found = town(*holders)
    assert not any(pairs(found, level) for level in MEETING_LEVELS)


@pytest.mark.parametrize(
    ("mine", "theirs", "meet"),
    [("north", "south", False), ("North;east", "north", True), ("north", "", True)],
)
def test_those_with_nothing_of_the_territory_in_common_need_not_meet(
    town: Town, mine: str, theirs: str, meet: bool
) -> None:
    assert bool(pairs(town("aa", "bb", aa=mine, bb=theirs), "practice")) is meet


def test_strategic_forum_counts_across_the_border_and_not_within(town: Town) -> None:
    found = town("aa", "bb", "police", **forum("f", "aa", "bb", "police", level="strategic"))
    # Working group: 1/4 at least, 1/2 at most. In the lead for aa–bb, in management for the two
    # pairs with the police out of three.
    assert found.levels["lead"].k == (F(1, 4), F(1, 2))
    assert found.levels["management"].k == (F(1, 6), F(1, 3))
    assert found.levels["practice"].k == (0, 0)


# -- what is demand and what is a tie ----------------------------------------------------------


def test_the_municipality_is_an_actor_where_a_row_names_it(town: Town) -> None:
    found = town("town", "police", **forum("f", "town", "police", level="operational"))
    assert {body.rpartition("/")[2] for body in tie(found, "f").members} == {"town", "police"}
    assert found.levels["practice"].k == (F(1, 4), F(1, 2))


def test_responsibility_for_a_structure_is_part_in_it_and_no_demand(town: Town) -> None:
    plain = town("aa", **forum("f", "aa", level="operational"))
    assert plain.ties == ()  # one member is no tie
    found = town(
        "aa",
        responsibilities="r-f,B for the forum,bb,responsibility,,f\n",
        **forum("f", "aa", level="operational"),
    )
    assert {body.rpartition("/")[2] for body in tie(found, "f").members} == {"aa", "bb"}
    assert {part.body.rpartition("/")[2] for part in found.demand.parts} == {"aa"}
    assert not pairs(found, "practice")


def test_responsibility_for_a_group_within_a_structure_is_demand(town: Town) -> None:
    found = town(
        "aa",
        responsibilities="r-f,B for the young,bb,responsibility,young,f\n",
        **forum("f", "aa", level="operational"),
    )
    assert pairs(found, "practice") == {("aa", "bb")}


@pytest.mark.parametrize(("holders", "meet"), [((), False), (("aa",), True)])
def test_that_both_have_only_been_audited_is_no_demand(
    town: Town, holders: tuple[str, ...], meet: bool
) -> None:
    found = town(*holders, audits="g,Audit,rev,aa;bb,young,2024-05-01\n")
    assert len({part.body for part in found.demand.parts}) == 2
    assert bool(pairs(found, "management")) is meet


# -- when there is no number -------------------------------------------------------------------


def test_fewer_than_three_pairs_give_no_number(town: Town) -> None:
    rows = forum("f", "aa", "bb", level="management")
    two = town("aa", "bb", **rows)
    assert two.levels["management"].k == (F(1, 4), F(1, 2))
    assert two.no_index("management") == "few-pairs"
    assert two.index("management") is None
    assert two.least == ()
    three = town("aa", "bb", "cc", **rows)
    # One pair of three.
    assert three.no_index("management") is None
    assert three.index("management") == (F(1, 12), F(1, 6))


def test_an_interval_wider_than_a_half_gives_no_number(town: Town) -> None:
    unclear = forum("f", "aa", "bb", "cc", kind="steering group")
    found = town("aa", "bb", "cc", **unclear)
    # Level and target group are not stated: nothing for certain, 3/4 of everything at most.
    assert found.levels["lead"].k == (0, F(3, 4))
    assert found.no_index("lead") == "wide"
    assert found.index("lead") is None
    # A working group is 1/2 at most: exactly a half is not wider than that.
    half = town("aa", "bb", "cc", **forum("f", "aa", "bb", "cc"))
    assert half.levels["lead"].k == (0, F(1, 2))
    assert half.index("lead") == (0, F(1, 2))


# -- what to ask about -------------------------------------------------------------------------


def test_the_structure_that_leaves_most_open_is_asked_about_first(town: Town) -> None:
    found = town(
        "aa",
        "bb",
        "cc",
        **both(
            forum("small", "aa", "bb", kind="steering group"),
            forum("large", "aa", "bb", "cc", kind="steering group"),
        ),
    )
    # At most, large covers 3/4 of each of three pairs, and small 3/4 of what that leaves of one:
    # 3/4 + 1/3·1/4·3/4 = 13/16. With large known not to be there, 1/3·3/4 = 1/4 is left open; with
    # it there, 1/16. With small known not to be there, 3/4 is.
    [first, second] = found.to_ask("lead")
    assert asked(found, "lead") == ["large", "small"]
    assert (first.before, first.after) == (F(13, 16), F(1, 4))
    assert (second.before, second.after) == (F(1, 4), 0)
    assert "level" in first.open
    assert "scope" in first.open


def test_what_gains_nothing_is_not_asked_about(town: Town) -> None:
    # Who needs nothing of each other: the second holds nobody that the young ask for.
    found = town(
        "aa",
        "bb",
        "cc",
        **both(
            forum("f", "aa", "bb", "cc", kind="steering group"),
            forum("g", "region", "police", kind="steering group"),
        ),
    )
    assert asked(found, "lead") == ["f"]


def test_at_most_three_are_asked_about(town: Town) -> None:
    several = [forum(name, "aa", "bb", "cc", kind="steering group") for name in "fghij"]
    found = town("aa", "bb", "cc", **both(*several))
    assert len(found.to_ask("practice")) == 3


def test_nothing_is_asked_where_all_is_known_or_required_of_nobody(town: Town) -> None:
    assert town("aa", "bb", "cc").to_ask("lead") == ()
    assert town("aa", **forum("f", "aa", "bb")).to_ask("lead") == ()
