"""What is new, gone or in another state since an earlier run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mellanrum.export.reporting.since import Earlier, EarlierItem, read_item
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables.gap_tables import gap_record
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.comparison.following import Trace, follow, trace_of
from mellanrum.queries.rules.rule import Rule
from mellanrum.queries.tiers.item import Gap

__all__ = ["Since", "since_then"]


@dataclass(frozen=True)
class Since:
    """What has happened to the items since an earlier run; `altered` are stated lacks.

    `renamed` is the slug that the dataset had and the one it has, where items were paired by row
    ids. With `only_structural` the run was of format 1, and only what the structure shows is
    compared.
    """

    new: tuple[Gap, ...]
    gone: tuple[EarlierItem, ...]
    altered: tuple[tuple[EarlierItem, Gap], ...]
    renamed: tuple[str, str] | None
    only_structural: bool


def since_then(earlier: Earlier, snapshot: Snapshot) -> Since:
    """Compare the items of a snapshot with an earlier run.

    They are followed by IRI and by what they replace. Where the dataset goes by another slug now,
    and all IRIs are others, they are followed by the ids of their rows.
    """
    only_structural = earlier.format == 1
    rules = _structural(snapshot.catalogue.rules)
    was = _of_today(earlier.items, rules) if only_structural else list(earlier.items)
    now = [gap for gap in snapshot.gaps if not only_structural or gap.tier == "structural"]
    renamed = _renamed(earlier.datasets, [info.slug for info in snapshot.datasets])
    pairs = follow(*_traces(was, now, snapshot, renamed))
    left, found = {place for place, _ in pairs}, {place for _, place in pairs}
    gone = [item for place, item in enumerate(was) if place not in left]
    if only_structural:
        gone = [item for item in gone if not _is_line(item, snapshot, renamed)]
    return Since(
        new=tuple(gap for place, gap in enumerate(now) if place not in found),
        gone=tuple(gone),
        altered=tuple(
            (was[one], now[other])
            for one, other in sorted(pairs, key=lambda pair: (pair[1], pair[0]))
            if now[other].stated and was[one].status not in ("", now[other].status)
        ),
        renamed=renamed,
        only_structural=only_structural,
    )


def _structural(rules: Iterable[Rule]) -> dict[str, str]:
    """Return the rules whose answers are items, by id and by the ids that they had before."""
    items = [rule for rule in rules if rule.tier == "structural"]
    return {name: rule.id for rule in items for name in (rule.id, *rule.replaces)}


def _of_today(items: Iterable[EarlierItem], rules: Mapping[str, str]) -> list[EarlierItem]:
    """Return the items of format 1 that a rule of today would find, by that rule."""
    return [
        replace(item, rules=(rules[item.rules[0]],)) for item in items if item.rules[0] in rules
    ]


def _renamed(was: Collection[str], now: Collection[str]) -> tuple[str, str] | None:
    """Return the slug that a dataset had and the one it has, where one goes by another now."""
    old, new = sorted(set(was) - set(now)), sorted(set(now) - set(was))
    return (old[0], new[0]) if len(old) == len(new) == 1 else None


def _traces(
    was: Sequence[EarlierItem],
    now: Sequence[Gap],
    snapshot: Snapshot,
    renamed: tuple[str, str] | None,
) -> tuple[list[Trace], list[Trace]]:
    if renamed is None:
        return [_by_iri(item) for item in was], [trace_of(gap) for gap in now]
    old, new = renamed
    later = (read_item(gap_record(snapshot, gap)) for gap in now)
    return [_by_rows(item, old) for item in was], [_by_rows(item, new) for item in later]


def _by_iri(item: EarlierItem) -> Trace:
    return Trace(item.iri, item.tier, frozenset(item.replaces), frozenset(item.lines))


def _by_rows(item: EarlierItem, dataset: str) -> Trace:
    """Return what an item is followed by where its dataset has got another slug: ids of rows.

    The names are made as the IRIs are, of ids without the slug.
    """

    def name(kind: str, *rows: str) -> str:
        return " ".join((kind, *(row.removeprefix(f"{dataset}/") for row in rows)))

    if item.members:
        first, *others = (name("stated", row) for row in item.members)
        return Trace(first, item.tier, frozenset(others), frozenset(item.lines))
    kind, ends = slug_of(item.iri).rpartition("-")[0], (item.subject, item.object)
    answers = [name(rule.lower(), *ends, item.level) for rule in item.rules]
    is_composed = kind in ("pair", "expected")
    own = name(kind, *sorted(ends), *item.about[:1]) if is_composed else answers[0]
    return Trace(own, item.tier, frozenset(answers) - {own}, frozenset(item.lines))


def _is_line(item: EarlierItem, snapshot: Snapshot, renamed: tuple[str, str] | None) -> bool:
    """Tell whether what a rule found is now a line of a stated lack that names the same.

    What it was found by, such as the money of a post, need not be named, but another body.
    """
    bodies = {snapshot.short(node) for node in snapshot.rows("Body")}
    subject, object_ = (_as_now(row, renamed) for row in (item.subject, item.object))
    named = {subject, object_} if object_ in bodies else {subject}
    return any(
        named <= {snapshot.short(node) for node in (*gap.parties, *gap.about)}
        for gap in snapshot.gaps
        if gap.stated and item.rules[0] in {line.rule.id for line in gap.lines}
    )


def _as_now(row: str, renamed: tuple[str, str] | None) -> str:
    old, new = renamed or ("", "")
    return f"{new}/{row.removeprefix(f'{old}/')}" if old and row.startswith(f"{old}/") else row
