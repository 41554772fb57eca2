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
from mellanrum.export.texts.item_state import state_in_words
from mellanrum.export.wording import NONE
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT, RDFS
from mellanrum.ontology.vocabularies import LIFELINE_STATUS, TIER
from mellanrum.queries.comparison.row_comparison import Altered, RowComparison, Tie
from mellanrum.queries.tiers.item import TIERS, Gap, Tier

__all__ = ["rows_document"]

LISTED = 6


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
        telling.section(T["anatomy"], "anatomy", _anatomy(telling, found)),
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
    yield from _short_gaps(telling, found)
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
            Item((*telling.name(snapshot, node), *run(": "), *telling.some(snapshot, those)))
            for node, those in parties.items()
        )
        if items:
            yield BulletList(items, telling.say(T[key]))
    if found.participation.is_same:
        yield telling.paragraph(T["same_ties"])


def _short_gaps(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    """Yield the gaps that are new, gone or in another state, tier by tier and in their order."""
    for tier in TIERS:
        for key, gaps in _sorted_out(found, tier).items():
            caption = T[key].format(tier=TIER[tier].label)
            yield from _listed(telling, caption, [telling.title(gap) for gap in gaps])
    altered = [
        telling.paragraph(
            T["from_to"], name=telling.title(now), was=_state(telling, was, now), now=told
        ).inlines
        for was, now in found.gaps_altered
        for told in [_state(telling, now, was)]
    ]
    yield from _listed(telling, T["gaps_altered"], altered)
    if found.gaps.is_same and not altered:
        yield telling.paragraph(T["same_gaps"])


def _listed(telling: Comparing, caption: Text, told: Sequence[Inlines]) -> Iterator[Block]:
    """Yield the first of some items as a list, and how many more there are."""
    items = [Item(each) for each in told[:LISTED]]
    if len(told) > LISTED:
        items.append(Item(run(telling.say(T["and_more"], count=len(told) - LISTED))))
    if items:
        yield BulletList(tuple(items), caption.pick(telling.language))


def _state(telling: Comparing, gap: Gap, other: Gap) -> Inlines:
    """Return where a gap stands, with its tier where that is another than it was or becomes."""
    return run(state_in_words(gap, with_tier=gap.tier != other.tier).pick(telling.language) or NONE)


def _sorted_out(found: RowComparison, tier: Tier) -> dict[str, tuple[Gap, ...]]:
    """Return the gaps gone and new in a tier, those apart whose subject is not on both sides."""

    def parted(gaps: Iterable[Gap], without: bool) -> tuple[Gap, ...]:
        own = (gap for gap in gaps if gap.tier == tier)
        return tuple(gap for gap in own if (gap.iri in found.without_subject) == without)

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


# -- gaps, cells and lifelines ----------------------------------------------------------------


def _gaps(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if found.gaps.is_same and not found.gaps_altered:
        yield telling.paragraph(T["same_gaps"])
    for tier in TIERS:
        blocks = tuple(_tier(telling, found, tier))
        if blocks:
            label = TIER[tier].label.pick(telling.language)
            yield Section(run(label), f"gaps-{tier}", blocks, listed=False)


def _tier(telling: Comparing, found: RowComparison, tier: Tier) -> Iterator[Block]:
    for key, gaps in _sorted_out(found, tier).items():
        yield from _gap_table(telling, T[f"{key}_table"], gaps)
    rows = [
        (
            telling.title(now),
            _state(telling, was, now),
            _state(telling, now, was),
            run(gap_name(now)),
        )
        for was, now in found.gaps_altered
        if now.tier == tier
    ]
    headings = (T["gap"], T["was"], T["is"], T["id"])
    yield from telling.table(T["gaps_altered_table"], headings, rows, (0.3, 0.26, 0.26, 0.18))
    own = [gap for gap in found.gaps.kept if gap.tier == tier]
    yield from telling.folded(T["kept_gaps"], _gap_table(telling, T["kept_gaps"], own), len(own))


def _gap_table(telling: Comparing, caption: Text, gaps: Sequence[Gap]) -> tuple[Block, ...]:
    """Return a table of gaps of one tier; only what is stated comes to stand somewhere."""
    has_states = any(gap.stated for gap in gaps)
    rows = [
        (
            telling.title(gap),
            run(gap.sentence(telling.language)),
            *((_state(telling, gap, gap),) if has_states else ()),
            run(gap_name(gap)),
        )
        for gap in gaps
    ]
    state = (T["state"],) if has_states else ()
    widths = (0.24, 0.38, 0.2, 0.18) if has_states else (0.3, 0.52, 0.18)
    return telling.table(caption, (T["gap"], T["says"], *state, T["id"]), rows, widths)


def _anatomy(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    if not found.cells:
        yield telling.paragraph(T["same_cells"])
        return
    yield telling.paragraph(T["cells_note"], "note")
    rows = [
        (
            telling.name(telling.after, each.after.row),
            *(
                telling.name(telling.after, str(CONCEPT[slug]))
                for slug in (
                    f"element/{each.after.element}",
                    f"cell-sign/{each.before.sign}",
                    f"cell-sign/{each.after.sign}",
                )
            ),
        )
        for each in found.cells
    ]
    headings = (T["cell_row"], T["element"], T["was"], T["is"])
    yield from telling.table(T["cells_table"], headings, rows)


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
