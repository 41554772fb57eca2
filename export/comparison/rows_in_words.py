"""A comparison of two dates, or of two versions, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mellanrum.export.comparison.gaps_in_words import cells_changed, gaps_by_tier, short_gaps
from mellanrum.export.comparison.shared import Comparing
from mellanrum.export.comparison.strings import ROWS as T
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Document,
    Inlines,
    ListItem,
    Section,
    run,
)
from mellanrum.export.pages.strings import STRINGS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.namespaces import RDFS
from mellanrum.ontology.vocabularies import LIFELINE_STATUS
from mellanrum.queries.comparison.row_comparison import Altered, Participation, RowComparison

__all__ = ["rows_document"]


def rows_document(
    telling: Comparing, found: RowComparison, *, is_dates: bool, version: str
) -> Document:
    """Return a comparison of rows as a document; `is_dates` where the sides are named by dates."""
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
        telling.section(T["gaps"], "gaps", gaps_by_tier(telling, found)),
        telling.section(T["anatomy"], "anatomy", cells_changed(telling, found)),
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
    yield from short_gaps(telling, found)
    if found.cells:
        rows = list(dict.fromkeys(each.after.row for each in found.cells))
        yield telling.paragraph(T["cells"], names=telling.some(after, rows))
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
            ListItem((*telling.name(snapshot, node), *run(": "), *telling.some(snapshot, those)))
            for node, those in parties.items()
        )
        if items:
            yield BulletList(items, telling.say(T[key]))
    if found.participation.is_same:
        yield telling.paragraph(T["same_ties"])


# -- structures and participation -------------------------------------------------------------


def _structures(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    columns = (T["name"], T["change"], T["kind"], T["level"], T["reference"])
    rows = [
        (name, telling.word(T[key]), *rest)
        for key, snapshot, node in telling.changed(found.structures)
        for name, *rest in [_structure(telling, snapshot, node)]
    ]
    yield from telling.table(T["structures_table"], columns, rows, (0.22, 0.12, 0.18, 0.13, 0.35))
    altered = [_altered(telling, each) for each in found.altered]
    yield from telling.table(
        T["altered_table"], (T["name"], T["property"], T["was"], T["is"]), altered
    )
    kept = [_structure(telling, telling.after, node) for node in found.structures.kept]
    headings = (T["name"], T["kind"], T["level"], T["reference"])
    table = telling.table(T["kept_structures"], headings, kept, (0.25, 0.2, 0.15, 0.4))
    yield from telling.folded(T["kept_structures"], table, len(kept))


def _structure(telling: Comparing, snapshot: Snapshot, node: str) -> tuple[Inlines, ...]:
    kind = snapshot.value(node, "forumType") or snapshot.facts.types(node)[0]
    return (
        telling.name(snapshot, node),
        telling.name(snapshot, kind),
        telling.all(snapshot, sorted(snapshot.values(node, "atLevel"))),
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
    return telling.word(T["label"]) if is_name else telling.name(telling.after, path)


def _values(telling: Comparing, snapshot: Snapshot, values: Sequence[str]) -> Inlines:
    """Return values of a property: names of rows and concepts, or text as it stands."""
    if any("://" in value for value in values):
        return telling.all(snapshot, values)
    return run("; ".join(values), None if telling.language == "sv" else "sv")


def _participation(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if found.participation.is_same:
        yield telling.paragraph(T["same_ties"])
    rows = [
        (*_tie(telling, snapshot, tie), telling.word(T[key]))
        for key, snapshot, tie in telling.changed(found.participation)
    ]
    headings = (T["name"], T["party"], T["change"])
    yield from telling.table(T["ties_table"], headings, rows, (0.4, 0.45, 0.15))
    kept = [_tie(telling, telling.after, tie) for tie in found.participation.kept]
    table = telling.table(T["kept_ties"], (T["name"], T["party"]), kept)
    yield from telling.folded(T["kept_ties"], table, len(kept))


def _tie(telling: Comparing, snapshot: Snapshot, tie: Participation) -> tuple[Inlines, Inlines]:
    return telling.name(snapshot, tie.structure), telling.name(snapshot, tie.party)


# -- lifelines ----------------------------------------------------------------------------------


def _lifelines(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if not found.moved and found.lifelines.is_same:
        yield telling.paragraph(T["same_lifelines"])
    moved = [
        tuple(
            telling.name(telling.after, node)
            for node in (each.node, *map(LIFELINE_STATUS.iri, (each.before, each.after)))
        )
        for each in found.moved
    ]
    yield from telling.table(T["moved_table"], (T["row"], T["was"], T["is"]), moved)
    rows = [
        (telling.name(snapshot, root), telling.word(T[key]), telling.reference(snapshot, root))
        for key, snapshot, root in telling.changed(found.lifelines)
    ]
    yield from telling.table(T["lines_table"], (T["row"], T["change"], T["reference"]), rows)
