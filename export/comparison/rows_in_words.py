"""A comparison of two dates, or of two versions, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mellanrum.export.comparison.shared import Comparing, gap_name
from mellanrum.export.comparison.strings import ROWS as T
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Document,
    Inlines,
    Item,
    Section,
    run,
)
from mellanrum.export.pages.strings import STRINGS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import RDFS
from mellanrum.ontology.vocabularies import LIFELINE_STATUS
from mellanrum.queries.comparison.row_comparison import Altered, RowComparison, Tie
from mellanrum.queries.tiers.item import Gap

__all__ = ["rows_document"]

GAP_WIDTHS = (0.1, 0.55, 0.17, 0.18)


def rows_document(
    telling: Comparing, found: RowComparison, *, is_dates: bool, version: str
) -> Document:
    """Return a comparison of rows as a document.

    Parameters
    ----------
    telling : Comparing
        Both sides, and the language.
    found : RowComparison
        What differs between them.
    is_dates : bool
        Whether the sides are dates of the same data, and are named by them.
    version : str
        Of the program.
    """
    dates = {"before": telling.day(telling.before), "after": telling.day(telling.after)}
    lead = telling.paragraph(T["lead_days"] if is_dates else T["lead"], "lead", **dates)
    sections = (
        telling.section(T["short"], "short", _short(telling, found)),
        *(() if found.is_same else _sections(telling, found)),
    )
    return Document(
        title=telling.say(T["title"]),
        language=telling.language,
        subject=telling.say(T["subject"]),
        opening=(lead, telling.paragraph(T["caution"], "caution")),
        sections=sections,
        date=found.after.isoformat() if found.after else "",
        made_with=STRINGS["made_with"].format(version=version).pick(telling.language),
    )


def _sections(telling: Comparing, found: RowComparison) -> tuple[Section, ...]:
    return (
        telling.section(T["structures"], "structures", _structures(telling, found)),
        telling.section(T["participation"], "participation", _participation(telling, found)),
        telling.section(T["gaps"], "gaps", _gaps(telling, found)),
        telling.section(T["lifelines"], "lifelines", _lifelines(telling, found)),
    )


def _short(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    """Yield what has changed, in a few sentences."""
    if found.is_same:
        yield telling.paragraph(T["same"])
        return
    before, after = telling.before, telling.after
    structures = found.structures
    if structures.new:
        yield telling.paragraph(T["new_structures"], names=telling.some(after, structures.new))
    if structures.gone:
        yield telling.paragraph(T["gone_structures"], names=telling.some(before, structures.gone))
    if structures.is_same:
        yield telling.paragraph(T["same_structures"])
    yield from _short_ties(telling, found)
    for key, gaps in _sorted_out(found).items():
        if gaps:
            yield telling.paragraph(T[key], count=len(gaps))
    if found.gaps.is_same:
        yield telling.paragraph(T["same_gaps"])
    if found.moved:
        yield telling.paragraph(T["moved"], count=len(found.moved))
    elif found.lifelines.is_same:
        yield telling.paragraph(T["same_lifelines"])


def _short_ties(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    """Yield who has joined or left the structures that both sides have."""
    kept = set(found.structures.kept)
    sides = (
        ("joined", telling.after, found.participation.new),
        ("left", telling.before, found.participation.gone),
    )
    for key, snapshot, ties in sides:
        parties: dict[str, list[str]] = {}
        for tie in ties:
            if tie.structure in kept:
                parties.setdefault(tie.structure, []).append(tie.party)
        items = tuple(
            Item((*telling.name(snapshot, node), *run(": "), *telling.some(snapshot, those)))
            for node, those in parties.items()
        )
        if items:
            yield BulletList(items, telling.say(T[key]))
    if found.participation.is_same:
        yield telling.paragraph(T["same_ties"])


def _sorted_out(found: RowComparison) -> dict[str, tuple[Gap, ...]]:
    """Return the gaps gone and new, those apart whose subject is not on both sides."""

    def parted(gaps: Iterable[Gap], without: bool) -> tuple[Gap, ...]:
        return tuple(gap for gap in gaps if (gap.iri in found.without_subject) == without)

    return {
        "opened": parted(found.gaps.new, False),
        "closed": parted(found.gaps.gone, False),
        "arrived": parted(found.gaps.new, True),
        "departed": parted(found.gaps.gone, True),
    }


# -- structures and participation -------------------------------------------------------------


def _structures(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    columns = (T["name"], T["change"], T["kind"], T["level"], T["reference"])
    rows = [
        (own[0], _change(telling, key), *own[1:])
        for key, snapshot, nodes in (
            ("new", telling.after, found.structures.new),
            ("gone", telling.before, found.structures.gone),
        )
        for own in _structure_rows(telling, snapshot, nodes)
    ]
    yield from telling.table(T["structures_table"], columns, rows, (0.22, 0.12, 0.18, 0.13, 0.35))
    altered = [_altered(telling, each) for each in found.altered]
    yield from telling.table(
        T["altered_table"], (T["name"], T["property"], T["was"], T["is"]), altered
    )
    kept = list(_structure_rows(telling, telling.after, found.structures.kept))
    headings = (T["name"], T["kind"], T["level"], T["reference"])
    table = telling.table(T["kept_structures"], headings, kept, (0.25, 0.2, 0.15, 0.4))
    yield from telling.folded(T["kept_structures"], table, len(kept))


def _change(telling: Comparing, key: str) -> Inlines:
    return run(T[key].pick(telling.language))


def _structure_rows(
    telling: Comparing, snapshot: Snapshot, nodes: Sequence[str]
) -> Iterator[tuple[Inlines, ...]]:
    for node in nodes:
        kind = snapshot.value(node, "forumType") or snapshot.facts.types(node)[0]
        yield (
            telling.name(snapshot, node),
            telling.name(snapshot, kind),
            telling.concepts(snapshot, node, "atLevel"),
            telling.reference(snapshot, node),
        )


def _altered(telling: Comparing, each: Altered) -> tuple[Inlines, ...]:
    sides = ((telling.before, each.before), (telling.after, each.after))
    return (
        telling.name(telling.after, each.node),
        _property(telling, each.path),
        *(_values(telling, snapshot, values) for snapshot, values in sides),
    )


def _property(telling: Comparing, path: str) -> Inlines:
    is_name = path == str(RDFS.label)
    return run(T["label"].pick(telling.language)) if is_name else telling.name(telling.after, path)


def _values(telling: Comparing, snapshot: Snapshot, values: Sequence[str]) -> Inlines:
    """Return values of a property: names of rows and concepts, or text as it stands."""
    if any("://" in value for value in values):
        return telling.all(snapshot, values)
    return run("; ".join(values), None if telling.language == "sv" else "sv")


def _participation(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if found.participation.is_same:
        yield telling.paragraph(T["same_ties"])
    rows = [
        (*_tie(telling, snapshot, tie), _change(telling, key))
        for key, snapshot, ties in (
            ("new", telling.after, found.participation.new),
            ("gone", telling.before, found.participation.gone),
        )
        for tie in ties
    ]
    headings = (T["name"], T["party"], T["change"])
    yield from telling.table(T["ties_table"], headings, rows, (0.4, 0.45, 0.15))
    kept = [_tie(telling, telling.after, tie) for tie in found.participation.kept]
    table = telling.table(T["kept_ties"], (T["name"], T["party"]), kept)
    yield from telling.folded(T["kept_ties"], table, len(kept))


def _tie(telling: Comparing, snapshot: Snapshot, tie: Tie) -> tuple[Inlines, Inlines]:
    return telling.name(snapshot, tie.structure), telling.name(snapshot, tie.party)


# -- gaps and lifelines -----------------------------------------------------------------------


def _gaps(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if found.gaps.is_same:
        yield telling.paragraph(T["same_gaps"])
    for key, gaps in _sorted_out(found).items():
        snapshot = telling.after if key in ("opened", "arrived") else telling.before
        yield from _gap_table(telling, snapshot, T[f"{key}_table"], gaps)
    rows = [
        (
            run(now.rule.id),
            _sentence(telling, now),
            telling.kind(telling.before, was),
            telling.kind(telling.after, now),
        )
        for was, now in found.gaps_altered
        if was.evidence != now.evidence
    ]
    headings = (T["rule"], T["says"], T["was"], T["is"])
    yield from telling.table(T["gaps_altered_table"], headings, rows, GAP_WIDTHS)
    kept = _gap_table(telling, telling.after, T["kept_gaps"], found.gaps.kept)
    yield from telling.folded(T["kept_gaps"], kept, len(found.gaps.kept))


def _gap_table(
    telling: Comparing, snapshot: Snapshot, caption: Text, gaps: Sequence[Gap]
) -> tuple[Block, ...]:
    rows = [
        (
            run(gap.rule.id),
            _sentence(telling, gap),
            telling.kind(snapshot, gap),
            run(gap_name(gap)),
        )
        for gap in gaps
    ]
    headings = (T["rule"], T["says"], T["evidence"], T["id"])
    return telling.table(caption, headings, rows, GAP_WIDTHS)


def _sentence(telling: Comparing, gap: Gap) -> Inlines:
    return run(gap.sentence(telling.language))


def _lifelines(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if not found.moved and found.lifelines.is_same:
        yield telling.paragraph(T["same_lifelines"])
    moved = [
        (
            telling.name(telling.after, each.node),
            _status(telling, each.before),
            _status(telling, each.after),
        )
        for each in found.moved
    ]
    yield from telling.table(T["moved_table"], (T["row"], T["was"], T["is"]), moved)
    rows = [
        (telling.name(snapshot, root), _change(telling, key), telling.reference(snapshot, root))
        for key, snapshot, roots in (
            ("new", telling.after, found.lifelines.new),
            ("gone", telling.before, found.lifelines.gone),
        )
        for root in roots
    ]
    yield from telling.table(T["lines_table"], (T["row"], T["change"], T["reference"]), rows)


def _status(telling: Comparing, slug: str) -> Inlines:
    return telling.name(telling.after, LIFELINE_STATUS.iri(slug))
