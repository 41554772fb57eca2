"""The congruence index of data: what rows require, what they offer, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction as F
from pathlib import Path

import pytest

import mellanrum
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.meeting import MEETING_LEVELS, MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.graph.coordination.strengths import bundled_strengths, read_strengths
from mellanrum.ontology.errors import LoadError

ROOT = Path(__file__).resolve().parents[2]

# A small invented municipality. Two committees answer for the young, a third for the old.
TABLES = {
    "sources": "id,name,kind,issuer,date\nk,Report,audit report,rev,2024-05-01\n",
    "bodies": (
        "id,kind,name,part of,administers,sector\n"
        "stad,municipality,Town,,,\n"
        "rev,audit body,Auditors,stad,,\n"
        "aa,committee,Committee A,stad,,school\n"
        "bb,committee,Committee B,stad,,social services\n"
        "cc,committee,Committee C,stad,,leisure\n"
        "dep,department,Department of B,stad,bb,\n"
        "unit,unit,Unit of B,dep,,\n"
        "joint,joint unit,Joint unit,,,\n"
        "police,external actor,Police,,,police\n"
    ),
    "posts": "id,name,post in,seconded from,level\np,Post,joint,aa,operational\n",
    "target_groups": (
        "id,name,min age,max age\nyoung,Young,0,15\nolder,Older,16,20\nother,Other,30,40\n"
    ),
    "responsibilities": (
        "id,name,holder,kind,role,target group\n"
        "r1,A for young,aa,responsibility,,young\n"
        "r2,B for young,unit,responsibility,contributing,young\n"
        "r3,C for older,cc,responsibility,,older\n"
    ),
    "structures": "id,kind,name,forum type,level,status,target group,convened by,governed by\n",
    "participations": "structure,participant,participant sector\n",
}


@pytest.fixture
def town(tmp_path: Path) -> Callable[..., MunicipalCongruence]:
    """Load the small municipality with more rows, and return its congruence."""

    def load(**more: str) -> MunicipalCongruence:
        folder = tmp_path / "town"
        folder.mkdir(exist_ok=True)
        for name in {*TABLES, *more}:
            text = TABLES.get(name, "") + more.get(name, "")
            if text.count("\n") > 1:
                (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        (folder / "dataset.toml").write_text('slug="town"\nsource="k"\nlanguage="en"\n', "utf-8")
        [found] = mellanrum.load(folder).congruence().municipalities
        return found

    return load


def last(iri: str) -> str:
    return iri.rpartition("/")[2]


def shares(found: MunicipalCongruence) -> dict[str, dict[str, F]]:
    return {
        last(body): {last(task): share for task, share in of.items()}
        for body, of in found.demand.responsibilities.items()
    }


def tie(found: MunicipalCongruence, name: str) -> DataTie:
    return next(each for each in found.ties if last(each.node) == name)


# -- Ekvalla, by hand from its tables ----------------------------------------------------------


@pytest.fixture(scope="module")
def of_ekvalla(ekvalla: mellanrum.KnowledgeGraph) -> MunicipalCongruence:
    [found] = ekvalla.congruence().municipalities
    return found


def test_who_answers_for_whom_in_ekvalla(of_ekvalla: MunicipalCongruence) -> None:
    assert shares(of_ekvalla) == {
        # audited 2023 (1/2); coordinates support to the absent, and lends the youth guide (1)
        "amn": {"mg-barn-unga": F(1, 2), "mg-franvaro": 1},
        # audited (1/2); commission on presence (1); preschool's part for small children (1)
        "bun": {"mg-barn-unga": F(1, 2), "mg-franvaro": 1, "mg-sma": 1},
        # commission on the young (1); clubs (1); a goal for the evening group (1/2)
        "kfn": {"mg-barn-unga": 1, "mg-kvall": F(1, 2), "mg-lagre": 1},
        # the municipality's own goal for the young (1/2)
        "ekvalla-kommun": {"mg-barn-unga": F(1, 2)},
        "ks": {"mg-barn-unga": 1},
        "omn": {"mg-barn-unga": F(1, 2)},
        # audited (1/2); its part for small children, also through familjeenheten (1); contributes
        # where absence comes of worry at home (1/2); parents who worry (1)
        "sn": {"mg-barn-unga": F(1, 2), "mg-foraldrar": 1, "mg-franvaro": F(1, 2), "mg-sma": 1},
        "mottagningen": {"mg-foraldrar": 1},
    }


def test_rows_without_a_requirement_are_listed(of_ekvalla: MunicipalCongruence) -> None:
    assert {(last(item.row), item.why) for item in of_ekvalla.demand.left_out} == {
        ("ansvar-overgang", "holder"),
        ("ansvar-upptacka", "holder"),
        ("granskning-2021", "task"),
        ("uppdrag-alla", "holder"),
    }


def test_what_ekvalla_requires(of_ekvalla: MunicipalCongruence) -> None:
    # Within: all children ((Σr)² − Σr²)/2 = (4² − 3)/2 = 13/2, less the six pairs of the four that
    # have only been audited, 6/4: 5. Absent amn–bun 1, and 1/2 with sn twice; small bun–sn 1.
    # Across to the wider group, 1/4 of Σa·Σb − Σab: absent 5/2·4 − 5/4 = 35/4, small 2·4 − 1 = 7,
    # evening 1/2·4 − 1/2 = 3/2, lower grades 4 − 1 = 3. Across the boundary at 6,
    # 1/2 of bun–kfn and sn–kfn: 1; that at 13 is within kfn.
    # Σq = 5 + 2 + 1 + (35/4 + 7 + 3/2 + 3)/4 + 1 = 225/16. All are committees, and meet at every
    # level; what the municipality has a goal for asks for no meeting with its own committees. With
    # mottagningen, from outside, sn needs to meet in management and practice: 1 for the parents.
    for level in MEETING_LEVELS:
        outside = level != "lead"
        assert of_ekvalla.levels[level].low.required == F(225, 16) + outside
        assert len(of_ekvalla.pairs(level)) == 15 + outside


@pytest.mark.parametrize(
    ("level", "low", "high"),
    [
        # Nothing is at strategic level. Low: the agreements (1/2) cover bun–sn for small children
        # and amn–sn for the absent (1/2): 3/4 of 225/16. High: also the council (1/2) for all that
        # is among ks, bun, sn. All children: 1/2 + 1/2, and nothing for bun–sn, who were both only
        # audited. Absent: bun–sn
        # 1/2, across 1/4·(1 + 1/2 + 1/2 + 1/4). Small: across 1/4·(1 + 1 + 1/2 + 1/2). Half of
        # 45/16; for bun–sn and small children 1 − 1/4; and the 1/4 of amn–sn: 77/32.
        ("lead", F(12, 225), F(77, 450)),
        # High: Styrgrupp Fält (3/4) between kfn and sn: all 1/2; across to small 1/4, evening
        # 1/16, absent 1/8, lower grades 1/8; over the boundary 1/2: 25/16, times 3/4, of 241/16.
        ("management", F(0), F(75, 964)),
        # Familjeforum 1/2 of bun–sn, the joint unit all of amn–bun: (1/2 + 1)/(241/16). Nothing
        # of what is at the level of the individual covers more.
        ("practice", F(24, 241), F(24, 241)),
    ],
)
def test_k_of_ekvalla(
    of_ekvalla: MunicipalCongruence, level: MeetingLevel, low: F, high: F
) -> None:
    assert of_ekvalla.levels[level].k == of_ekvalla.index(level) == (low, high)


def test_largest_gap_and_its_share(of_ekvalla: MunicipalCongruence) -> None:
    # bun–kfn in the lead: all children 1/2, across to small 1/4, absent 1/4, evening 1/16 and lower
    # grades 1/8, over the boundary at 6 1/2: 27/16 of 225/16. bun–sn has 31/16,
    # of which an agreement covers 1/2.
    first = of_ekvalla.gaps("lead")[0]
    assert tuple(map(last, first.bodies)) == ("bun", "kfn")
    assert (first.most, first.least, first.share) == (F(27, 16), F(27, 16), F(27, 225))


def test_gaps_and_k_make_one(of_ekvalla: MunicipalCongruence) -> None:
    for level, interval in of_ekvalla.levels.items():
        assert interval.low.k is not None
        assert interval.low.k + sum(gap.share for gap in of_ekvalla.gaps(level)) == 1


def test_doubts_and_what_sources_say_is_missing(of_ekvalla: MunicipalCongruence) -> None:
    assert tie(of_ekvalla, "familjeforum").doubts == ()
    assert tie(of_ekvalla, "presidieradet").doubts == ("scope", "follow-up", "steering-document")
    # The statement that field work is not followed up is older than Fältgruppen.
    assert tie(of_ekvalla, "faltgruppen").lacks == ()
    assert tie(of_ekvalla, "trygga-kvallar").lacks == ("follow-up",)
    # "School" takes part in Trygga kvällar, by sector only.
    assert {last(body) for body in tie(of_ekvalla, "trygga-kvallar").perhaps} == {"bun"}


def test_surplus_and_least(of_ekvalla: MunicipalCongruence) -> None:
    assert {last(each.node) for each in of_ekvalla.surplus} == {
        "faltgruppen",
        "orosmotet",
        "trygga-kvallar",
        "ungteamet",
    }
    assert of_ekvalla.least == ("management",)


def test_another_date(ekvalla: mellanrum.KnowledgeGraph) -> None:
    # Before the report of November 2023 and after the plan of 2022: no audit of 2023 counts.
    [found] = ekvalla.congruence(as_of="2023-01-01").municipalities
    assert "omn" not in shares(found)


# -- an invented municipality ------------------------------------------------------------------


def test_unit_counts_as_committee_and_ages_adjoin(
    town: Callable[..., MunicipalCongruence],
) -> None:
    found = town()
    assert shares(found) == {
        "aa": {"young": 1},
        "bb": {"young": F(1, 2)},
        "cc": {"older": 1},
    }
    # aa–bb 1·1/2; handover 1/2·1·1 for aa–cc and 1/2·1/2·1 for bb–cc.
    assert found.levels["lead"].low.required == F(1, 2) + F(1, 2) + F(1, 4)
    assert found.levels["lead"].k == (0, 0)


def test_forum_of_both_ends_covers_a_handover(town: Callable[..., MunicipalCongruence]) -> None:
    rows = "f,forum,F,working group,political,,{groups},aa,\n"
    parts = "f,aa,\nf,cc,\n"
    one = town(structures=rows.format(groups="young"), participations=parts)
    both = town(structures=rows.format(groups="young;older"), participations=parts)
    # Working group 1/2; follow-up and document not documented: at least 1/4. Handover: 1/2 of 5/4.
    assert one.levels["lead"].k == (0, 0)
    assert both.levels["lead"].k == (F(1, 10), F(1, 5))


@pytest.mark.parametrize(
    ("row", "doubt", "levels"),
    [
        # Level not stated: in the low end at no level, in the high at every level.
        ("f,forum,F,council,,,young,aa,\n", "level", {"lead": (0, F(1, 5))}),
        ("f,forum,F,council,political,,,aa,\n", "scope", {"lead": (0, F(1, 5))}),
        ("f,forum,F,council,political,unknown,young,aa,\n", "status", {"lead": (0, F(1, 5))}),
        # Type not stated: 1/4 to 3/4 of the 2/5 that aa and bb need.
        ("f,forum,F,,political,,young,aa,\n", "type", {"lead": (F(1, 10), F(3, 10))}),
        ("f,forum,F,council,political,,young,aa,\n", "follow-up", {"management": (0, 0)}),
    ],
)
def test_each_unknown_widens_the_interval(
    town: Callable[..., MunicipalCongruence],
    row: str,
    doubt: str,
    levels: dict[MeetingLevel, tuple[F, F]],
) -> None:
    found = town(structures=row, participations="f,aa,\nf,unit,\n")
    assert doubt in tie(found, "f").doubts
    for level, k in levels.items():
        assert found.levels[level].k == k


def test_whole_municipality_and_sector_may_be_any_of_theirs(
    town: Callable[..., MunicipalCongruence],
) -> None:
    row = "f,forum,F,council,political,,young,aa,\n"
    whole = town(structures=row, participations="f,aa,\nf,stad,\n")
    assert {last(body) for body in tie(whole, "f").perhaps} == {"bb", "cc"}
    sector = town(structures=row, participations="f,aa,\nf,,social services\n")
    assert {last(body) for body in tie(sector, "f").perhaps} == {"bb"}
    assert sector.levels["lead"].k == (0, F(1, 5))


def test_joint_unit_and_agreement(town: Callable[..., MunicipalCongruence]) -> None:
    found = town(
        posts="p2,Post 2,joint,bb,operational\n",
        documents=(
            "id,kind,name,adopted by,party,target group\nd,agreement,D,aa,aa;unit;police,young\n"
        ),
    )
    joint = tie(found, "joint")
    assert {last(body) for body in joint.members} == {"aa", "bb"}
    assert joint.levels == ("operational",)
    assert joint.strength.low == joint.strength.high == 1
    assert joint.scope is None
    agreement = tie(found, "d")
    assert agreement.levels == ("political",)
    assert {last(body) for body in agreement.members} == {"aa", "bb", "police"}
    assert agreement.strength == (F(1, 4), F(1, 2))


def test_undefined_where_nobody_shares_a_task(
    town: Callable[..., MunicipalCongruence], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "id,name,holder,kind,target group\nr1,A,aa,task,young\nr3,C,cc,task,other\n"
    monkeypatch.setitem(TABLES, "responsibilities", rows)
    found = town()
    assert found.no_index("lead") == "nothing-required"
    assert found.index("lead") is None
    assert found.least == ()


# -- the table of strengths --------------------------------------------------------------------


def test_strengths_are_replaced_row_by_row(
    ekvalla: mellanrum.KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "styrkor.csv"
    path.write_text("del;nyckel;lägst\nstrength;agreement;1\n", encoding="utf-8")
    [found] = ekvalla.congruence("politisk", strengths=path).municipalities
    # The agreements now cover all of bun–sn for small children and amn–sn for the absent: 3/2 of
    # 225/16.
    assert found.levels["lead"].low.k == F(24, 225)
    assert bundled_strengths().of("strength", "agreement") == (F(1, 2), F(1, 2))


@pytest.mark.parametrize(
    ("text", "row", "column", "hint"),
    [
        ("part,key,low\nstrenght,forum,0.5\n", 2, "part", "strength"),
        ("part,key,low\nstrength,forum,0.5\nstrength,coucil,1\n", 3, "key", "council"),
        ("part,key,low\nstrength,forum,2\n", 2, "low", ""),
        ("part,key,low,high\nstrength,forum,0.5,0.25\n", 2, "high", ""),
        ("part,key,lw\nstrength,forum,0.5\n", 1, "lw", "low"),
    ],
)
def test_bad_row_is_named(tmp_path: Path, text: str, row: int, column: str, hint: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        read_strengths(path)
    places = [(p.location.file, p.location.row, p.location.column) for p in caught.value.problems]
    assert ("s.csv", row, column) in places
    assert hint in caught.value.say("sv")


def test_weights_and_statutory_duty(ekvalla: mellanrum.KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("task,weight,statutory\nmg-sma,4,yes\n", encoding="utf-8")
    [found] = ekvalla.congruence("political", weights=path).municipalities
    # Small children weigh 4 within, and √4 = 2 across to the wider and to the next group.
    assert found.levels["lead"].low.required == F(225, 16) + 3 + F(7, 4) + 1
    path.write_text("task,weight\nmg-smaa,4\n", encoding="utf-8")
    with pytest.raises(LoadError, match=r"w\.csv, row 2, column task.*mg-sma"):
        ekvalla.congruence(weights=path)


def test_documentation_shows_the_table_as_it_is() -> None:
    page = (ROOT / "docs" / "congruence.md").read_text(encoding="utf-8")
    shown = {
        (part, key): (F(low), F(high))
        for part, key, low, high in re.findall(
            r"^\| (\w+) \| ([\w-]+) \| ([\d.]+) \| ([\d.]+) \|", page, flags=re.MULTILINE
        )
    }
    assert shown == {key: tuple(value) for key, value in bundled_strengths().values.items()}


def test_a_forum_that_answers_for_a_task_makes_no_demand_between_bodies(
    town: Callable[..., MunicipalCongruence],
) -> None:
    forum = "f,forum,Forum,,operational,,young,,\n"
    alone = "r4,Forum for older,f,responsibility,,older\n"
    beside = "r4,Forum and B for older,f;bb,responsibility,,older\n"
    plain = shares(town(structures=forum))
    found = town(structures=forum, responsibilities=alone)
    assert shares(found) == plain
    assert "r4" not in {last(each.row) for each in found.demand.left_out}
    shared = shares(town(structures=forum, responsibilities=beside))
    assert shared == {**plain, "bb": {**plain["bb"], "older": 1}}
