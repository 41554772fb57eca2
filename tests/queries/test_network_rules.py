"""The network rules: what breaks a clean municipality, and agreement with other tools."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import combinations, permutations
from pathlib import Path

import igraph
import networkx as nx
import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.graph.coordination.inputs import congruence_inputs
from mellanrum.graph.standing.memberships import Membership, seat_graph, seats_of
from mellanrum.graph.standing.representation import Representation
from mellanrum.queries.finding.rule_answers import merged
from mellanrum.queries.rules.catalogue import bundled_rules
from mellanrum.queries.rules.context import RuleContext, rule_contexts
from mellanrum.queries.rules.functions import network_rules
from tests.queries.finding_items import candidates_at, last

CLEAN = Path(__file__).resolve().parents[1] / "fixtures" / "clean"
# The other functions are tested with the rules of the structural tier.
ELSEWHERE = {"G31", "G32", "G35"}
COMPUTED = {rule.id: rule for rule in bundled_rules() if rule.function and rule.id not in ELSEWHERE}
Row = dict[str, str]
Change = Callable[[dict[str, list[Row]]], None]


def tables() -> dict[str, list[Row]]:
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        for path in sorted(CLEAN.glob("*.csv"))
    }


def loaded(folder: Path, change: Change) -> KnowledgeGraph:
    """Load the clean municipality with a change made to its tables."""
    rows = tables()
    change(rows)
    for name, table in rows.items():
        headings = list(dict.fromkeys(key for row in table for key in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, headings)
            writer.writeheader()
            writer.writerows(table)
    (folder / "dataset.toml").write_text((CLEAN / "dataset.toml").read_text("utf-8"), "utf-8")
    return mellanrum.load(folder)


def found(graph: KnowledgeGraph, as_of: dt.date | None = None) -> set[tuple[str, ...]]:
    """Return what the network rules find: rule, subject, object, level and what it is about."""
    return {
        (g.rule.id, last(g.subject), last(g.object), last(g.level), " ".join(map(last, g.about)))
        for g in candidates_at(graph, as_of)
        if g.rule.id in COMPUTED
    }


# -- a clean municipality, and what breaks it -----------------------------------------------------


def test_no_rule_finds_anything_in_the_clean_municipality() -> None:
    graph = mellanrum.load(CLEAN)
    assert {gap.tier for gap in graph.gaps()} == {"stated"}  # an audit said so, and it was mended
    assert found(graph) == set()
    assert graph.flags() == ()
    assert graph.validate().problems == ()


def test_the_clean_municipality_has_what_rules_look_at() -> None:
    """It is not clean for want of rows: each class that a rule starts from is there, and stands."""
    graph = mellanrum.load(CLEAN)
    kinds = {kind for node in graph.deriver.standing for kind in graph.facts.types(node)}
    names = {kind.rpartition("#")[2] for kind in kinds}
    assert names >= {"Committee", "JointUnit", "ExternalActor", "Forum", "Participation", "Post"}
    assert names >= {"Responsibility", "Commission", "Goal", "Indicator", "FollowUp", "Funding"}
    assert names >= {"Agreement", "Programme", "Audit", "Response", "Commitment"}
    assert names >= {"Decision", "ContactPoint", "TargetGroup", "CollaborationForm"}


def without(table: str, **cells: str) -> Change:
    """Take out the rows that have these cells."""

    def change(rows: dict[str, list[Row]]) -> None:
        kept = [r for r in rows[table] if any(r[key] != value for key, value in cells.items())]
        assert len(kept) < len(rows[table])
        rows[table] = kept

    return change


def having(table: str, row: str, **cells: str) -> Change:
    """Change cells of the row with an id."""

    def change(rows: dict[str, list[Row]]) -> None:
        [one] = [r for r in rows[table] if r["id"] == row]
        assert set(cells) <= set(one)
        one.update(cells)

    return change


def adding(table: str, *given: Row) -> Change:
    """Add rows, stated by the plan."""

    def change(rows: dict[str, list[Row]]) -> None:
        rows[table] += [{"source": "plan", "place": "p. 1", "phrase": "words", **r} for r in given]

    return change


def both(*changes: Change) -> Change:
    """Make several changes."""

    def change(rows: dict[str, list[Row]]) -> None:
        for each in changes:
            each(rows)

    return change


def sits(structure: str, *bodies: str) -> Change:
    return adding("participations", *({"structure": structure, "participant": b} for b in bodies))


# The joint unit ties two committees, and the sources do not say for whom it is.
NO_GUIDE = having("posts", "guide", **{"seconded from": ""})
ALONE = both(
    without("participations", structure="chairs", participant="aa"),
    without("participations", structure="heads", participant="da"),
    without("participations", structure="team", participant="da"),
    having("documents", "agreement", party="bb; cc; police; guide-unit"),
    NO_GUIDE,
)
FOR_YOUNG = {"target group": "young"}
FORUM = {"kind": "forum", "level": "operational"}
BROKEN: list[tuple[str, Change, set[tuple[str, ...]]]] = [
    (
        "a committee that sits nowhere is tied to nobody",
        ALONE,
        {("N01", "aa", "bb", "", "young")},
    ),
    (
        "no tie is for the target group that both answer for",
        both(
            *(having("structures", f, **{"target group": "older"}) for f in ("chairs", "heads")),
            having("structures", "team", **{"target group": "older"}),
            having("documents", "agreement", **{"target group": "older"}),
            NO_GUIDE,
        ),
        {("N01", "aa", "bb", "", "young")},
    ),
    (
        "the heads do not meet",
        without("participations", structure="heads", participant="da"),
        {("N01", "aa", "bb", "management", "young")},
    ),
    (
        "daily work is done apart",
        without("participations", structure="team", participant="dc"),
        {("N01", "bb", "cc", "operational", "older")},
    ),
    (
        "nobody answers for both ages, and nothing is for both",
        both(
            having("responsibilities", "social-young", holder="aa"),
            *(having("structures", f, **FOR_YOUNG) for f in ("chairs", "heads")),
            having("structures", "team", **{"target group": "older"}),
            having("documents", "agreement", **FOR_YOUNG),
            NO_GUIDE,
        ),
        {
            ("N02", "aa", "bb", "", "older young"),
            ("N02", "aa", "cc", "", "older young"),
            ("N01", "bb", "cc", "management", "older"),
            ("N01", "bb", "cc", "strategic", "older"),
        },
    ),
    (
        "the police alone bring in the associations and the church",
        both(
            adding(
                "bodies",
                {"id": "club", "kind": "external actor", "name": "Club", "sector": "civil society"},
                {"id": "choir", "kind": "external actor", "name": "Choir", "sector": "culture"},
            ),
            adding("structures", {"id": "ring", "name": "The ring", **FORUM, **FOR_YOUNG}),
            sits("ring", "police", "club", "choir"),
        ),
        {("N03", "ring", "police", "", "civil-society culture")},
    ),
    (
        "a forum alone holds two groups together",
        both(
            ALONE,
            having("documents", "agreement", party="bb; cc"),
            without("participations", structure="chairs", participant="bb"),
            without("participations", structure="heads", participant="db"),
            without("participations", structure="team", participant="db"),
            without("participations", structure="team", participant="police"),
            adding(
                "bodies",
                {"id": "club", "kind": "external actor", "name": "Club", "sector": "civil society"},
            ),
            adding("structures", {"id": "ring", "name": "The ring", **FORUM}),
            adding("structures", {"id": "bond", "name": "The bond", **FORUM}),
            sits("ring", "club", "police", "bb", "cc"),
            sits("bond", "club", "police"),
            sits("team", "ks"),
        ),
        {
            ("N03", "ring", "", "", "civil-society police"),
            ("N01", "aa", "bb", "", "young"),
            ("N01", "bb", "cc", "management", "older"),
        },
    ),
    (
        "three meet two by two",
        both(
            having("responsibilities", "leisure-older", **FOR_YOUNG),
            without("participations", structure="chairs", participant="cc"),
            without("participations", structure="heads", participant="db"),
            without("participations", structure="team", participant="da"),
            having("documents", "agreement", party="aa; bb; police; guide-unit"),
        ),
        {
            ("N04", "aa", "bb", "", "cc"),
            ("N01", "aa", "bb", "management", "young"),
            ("N01", "aa", "cc", "operational", "young"),
            ("N01", "bb", "cc", "management", "young"),
            ("N01", "aa", "cc", "strategic", "young"),
            ("N01", "bb", "cc", "strategic", "young"),
        },
    ),
    (
        "the same bodies meet twice",
        both(
            adding("structures", {"id": "again", "name": "Again", **FORUM, **FOR_YOUNG}),
            sits("again", "da", "db", "dc"),
        ),
        {("N05", "again", "team", "", "aa bb cc")},
    ),
    (
        "all ties of two committees go by one post",
        both(
            ALONE,
            adding(
                "participations",
                {"structure": "heads", "participant": "da", "via post": "head-da"},
                {"structure": "team", "participant": "da", "via post": "head-da"},
            ),
        ),
        {("N06", "aa", "bb", "", "head-da"), ("N01", "aa", "bb", "strategic", "young")},
    ),
    (
        "two committees are tied only by way of a third body",
        both(
            ALONE,
            adding("structures", {"id": "ring", "name": "The ring", **FORUM, **FOR_YOUNG}),
            sits("ring", "aa", "police"),
        ),
        {("N01", "aa", "bb", "", "young"), ("N06", "aa", "bb", "", "police")},
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_what_breaks_the_clean_municipality(
    tmp_path: Path, change: Change, expected: set[tuple[str, ...]]
) -> None:
    assert found(loaded(tmp_path, change)) == expected


def test_every_network_rule_is_broken() -> None:
    assert {gap[0] for _, _, gaps in BROKEN for gap in gaps} == set(COMPUTED)
    assert {rule.function for rule in COMPUTED.values()} <= set(network_rules())


def test_a_function_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "made_up"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "other.py").write_text("raise AssertionError('not a module of rules')")
    (folder / "odd_rules.py").write_text(
        "__all__ = ['too_few']\ndef too_few(context):\n    yield context\ndef helper():\n    ...\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = network_rules(import_module("made_up"))
    assert list(found) == ["too-few"]
    assert found["too-few"].__name__ == "too_few"


def test_only_what_stands_counts(tmp_path: Path) -> None:
    """The forum of heads is from 2030, and the participation of the leisure staff ended."""
    graph = loaded(
        tmp_path,
        both(
            lambda rows: [r.update({"valid from": ""}) for r in rows["structures"]] and None,
            having("structures", "heads", **{"valid from": "2030"}),
            lambda rows: [r.update({"valid until": ""}) for r in rows["participations"]] and None,
            lambda rows: (
                [
                    r.update({"valid until": "2023"})
                    for r in rows["participations"]
                    if r["participant"] == "dc" and r["structure"] == "team"
                ]
                and None
            ),
        ),
    )
    heads = {
        ("N01", "aa", "bb", "management", "young"),
        ("N01", "bb", "cc", "management", "older"),
    }
    assert found(graph) == heads | {("N01", "bb", "cc", "operational", "older")}
    later = {(gap[0], gap[3]) for gap in found(graph, dt.date(2031, 1, 1))}
    assert later == {("N01", "operational")}


def test_whatif_opens_and_closes_network_gaps() -> None:
    graph = mellanrum.load(CLEAN)
    tried = graph.whatif(mellanrum.graph.tables.changes.end("heads"))
    opened = {line.rule.id for gap in tried.opened for line in gap.lines} & set(COMPUTED)
    assert opened == {"N01"}
    assert graph.gaps(tier="structural") == ()


def test_what_is_stated_too_is_a_line_of_the_stated_lack(tmp_path: Path) -> None:
    graph = loaded(
        tmp_path,
        both(
            without("participations", structure="heads", participant="da"),
            lambda rows: rows.update(
                absences=[
                    {
                        **{"id": "none", "name": "No forum", "about": "aa", "with": "bb"},
                        **{"lack": "forum", "level": "management", "source": "plan"},
                        **{"place": "p. 1", "phrase": "no forum"},
                    }
                ]
            ),
        ),
    )
    assert graph.gaps(rules=["N01"]) == ()
    [gap] = [gap for gap in graph.gaps(tier="stated") if last(gap.subject) == "aa"]
    assert [line.rule.id for line in gap.lines] == ["N01"]


# -- against other tools --------------------------------------------------------------------------


def test_seats_hold_just_the_members_of_their_ties(
    ekvalla: KnowledgeGraph, bundled: KnowledgeGraph
) -> None:
    for graph in (ekvalla, bundled):
        for context in rule_contexts(congruence_inputs(graph.deriver)):
            for tie in context.ties:
                seats = seats_of(context.representation, tie)
                assert {seat.body for seat in seats} == tie.members, tie.node
                assert {seat.row for seat in seats} <= {tie.node, *tie.rows}


def as_igraph(graph: nx.Graph[str]) -> igraph.Graph:
    names = sorted(graph)
    place = {name: at for at, name in enumerate(names)}
    made = igraph.Graph(len(names), [(place[a], place[b]) for a, b in graph.edges])
    made.vs["name"] = names
    return made


def by_removal(graph: nx.Graph[str], bodies: set[str], sectors: dict[str, str]) -> set[str]:
    """Find by igraph and plain counting the structures that a group of bodies hangs on alone."""
    whole = as_igraph(graph)
    told = set()
    for vertex in whole.articulation_points():
        name = whole.vs[vertex]["name"]
        rest = whole.copy()
        rest.delete_vertices([vertex])
        if name not in bodies and cut_off(rest, bodies, sectors, component_of(whole, vertex)):
            told.add(name)
    for edge in whole.bridges():
        ends = {whole.vs[end]["name"] for end in whole.es[edge].tuple}
        rest = whole.copy()
        rest.delete_edges([edge])
        inside = component_of(whole, whole.es[edge].source)
        if cut_off(rest, bodies, sectors, inside):
            told |= ends - bodies
    return told


def component_of(graph: igraph.Graph, vertex: int) -> set[str]:
    return {graph.vs[at]["name"] for at in graph.subcomponent(vertex)}


def cut_off(
    graph: igraph.Graph, bodies: set[str], sectors: dict[str, str], inside: set[str]
) -> bool:
    """Tell whether two groups of bodies are left, the smaller with a sector of its own."""
    groups = [
        {graph.vs[at]["name"] for at in part} & bodies & inside
        for part in graph.connected_components()
    ]
    groups = [group for group in groups if len(group) > 1]
    most = max(map(len, groups), default=0)
    return any(
        {sectors[body] for body in other} - {sectors[body] for body in largest}
        for largest, other in permutations(groups, 2)
        if len(largest) == most
    )


class _Drawn(RuleContext):
    """A municipality of bodies A0, A1, … that sit in ties at random, each body in a sector."""

    @property
    def seats(self) -> tuple[Membership, ...]:  # type: ignore[override]
        return self.__dict__["drawn"]


class _Facts:
    """Gives each body its sector."""

    def __init__(self, sectors: dict[str, str]) -> None:
        self.sectors = sectors

    def values(self, node: str, path: str) -> tuple[str, ...]:
        return (self.sectors[node],) if node in self.sectors else ()


class _Acting:
    """Everything is at home, and every post can fall vacant."""

    def __init__(self, sectors: dict[str, str]) -> None:
        self.facts = _Facts(sectors)

    def municipality_of(self, node: str) -> str:
        return ""


def drawn(seed: int) -> tuple[RuleContext, dict[str, str]]:
    """Draw a municipality; the same for the same seed."""
    draw = random.Random(seed)
    bodies = [f"A{n}" for n in range(draw.randint(4, 9))]
    sectors = {body: draw.choice("xyz") for body in bodies}
    ties = [f"F{n}" for n in range(draw.randint(3, 7))]
    seats = {
        Membership(tie, body, draw.choice(("", "p", "q")), f"{tie}-{body}")
        for tie in ties
        for body in draw.sample(bodies, draw.randint(2, 3))
    }
    context = object.__new__(_Drawn)
    pairs = dict.fromkeys(draw.sample(list(combinations(bodies, 2)), 4), ("t",))
    known = {"drawn": tuple(sorted(seats)), "municipality": "", "pairs": pairs, "leading": {}}
    members = {t: frozenset(s.body for s in seats if s.tie == t) for t in ties}
    known["ties"] = tuple(_Tie(name, members[name]) for name in ties)
    context.__dict__.update(known, representation=_Acting(sectors))
    return context, sectors


class _Tie:
    """A tie of which only the members matter."""

    scope, rows = None, ()

    def __init__(self, node: str, members: frozenset[str]) -> None:
        self.node, self.members = node, members


@pytest.mark.parametrize("seed", range(60))
def test_single_links_are_those_that_igraph_and_removal_find(seed: int) -> None:
    context, sectors = drawn(seed)
    told = {row.subject for row in network_rules()["single-link"](context)}
    assert told == by_removal(context.graph, set(sectors), sectors)


def test_the_drawn_municipalities_have_single_links_and_losses() -> None:
    """The comparisons are of something: each rule finds gaps in many of them."""
    for name in ("single-link", "one-loss"):
        assert sum(bool(list(network_rules()[name](drawn(seed)[0]))) for seed in range(60)) > 10


@pytest.mark.parametrize("seed", range(60))
def test_losses_are_those_that_removal_finds(seed: int) -> None:
    context, _ = drawn(seed)
    told = {
        (row.subject, row.object, lost)
        for row in merged(network_rules()["one-loss"](context))
        for lost in row.about
    }
    assert told == set(lost_by_removal(context))


def lost_by_removal(context: RuleContext) -> Iterator[tuple[str, str, str]]:
    """Take each body and each post away in turn, and see which pairs no walk along seats joins."""
    seats = context.seats
    for one, two in context.pairs:
        if two not in reached(one, seats):
            continue
        tied = any({one, two} <= {s.body for s in seats if s.tie == t.node} for t in context.ties)
        for body in {seat.body for seat in seats} - {one, two}:
            if two not in reached(one, [s for s in seats if s.body != body]):
                yield one, two, body
        for post in ("p", "q") if tied else ():
            if two not in reached(one, [s for s in seats if s.post != post]):
                yield one, two, post


def reached(body: str, seats: Iterable[Membership]) -> set[str]:
    found, waiting = {body}, [body]
    kept = list(seats)
    while waiting:
        ties = {seat.tie for seat in kept if seat.body == waiting[-1]}
        waiting.pop()
        new = {seat.body for seat in kept if seat.tie in ties} - found
        found |= new
        waiting += new
    return found


def test_single_links_of_ekvalla_are_those_that_igraph_finds(ekvalla: KnowledgeGraph) -> None:
    [context] = rule_contexts(congruence_inputs(ekvalla.deriver))
    bodies = {seat.body for seat in context.seats}
    names = "https://w3id.org/mellanrum/ns#sector"
    sectors = {body: " ".join(ekvalla.facts.values(body, names)) for body in bodies}
    told = {row.subject for row in network_rules()["single-link"](context)}
    assert told
    assert told == by_removal(context.graph, bodies, sectors)


def test_edges_keep_every_post_and_row() -> None:
    graph = seat_graph(
        [
            Membership("F", "A", "p", "r1"),
            Membership("F", "A", "", "r2"),
            Membership("F", "B", "q", "r3"),
        ]
    )
    assert graph.edges["A", "F"]["posts"] == ("", "p")
    assert graph.edges["A", "F"]["rows"] == ("r2", "r1")
    assert graph.edges["B", "F"]["posts"] == ("q",)


def test_a_ground_is_of_one_municipality(bundled: KnowledgeGraph) -> None:
    known = {context.municipality for context in rule_contexts(congruence_inputs(bundled.deriver))}
    assert len(known) == 2
    representation = Representation(bundled.facts, bundled.deriver)
    for gap in bundled.gaps(rules=COMPUTED):
        assert representation.facts.municipality_of(gap.subject) == gap.municipality
