"""The gaps and cells of a comparison of rows, in words: tier by tier, and cells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mellanrum.export.comparison.shared import LISTED, Comparing, gap_name
from mellanrum.export.comparison.strings import ROWS as T
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Inlines,
    ListItem,
    Section,
    run,
)
from mellanrum.export.texts.item_state import state_in_words
from mellanrum.export.texts.whatif_text import cell_names
from mellanrum.export.wording import NONE
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import TIER
from mellanrum.queries.comparison.row_comparison import RowComparison
from mellanrum.queries.tiers.item import TIERS, Gap, Tier

__all__ = ["cells_changed", "gaps_by_tier", "short_gaps"]


def short_gaps(telling: Comparing, found: RowComparison) -> Iterator[Block]:
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
    items = [ListItem(each) for each in told[:LISTED]]
    if len(told) > LISTED:
        items.append(ListItem(run(telling.say(T["and_more"], count=len(told) - LISTED))))
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


def gaps_by_tier(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    """Yield a section for each tier in which there is any gap."""
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


def cells_changed(telling: Comparing, found: RowComparison) -> Iterator[Block]:
    """Yield the cells of the anatomy with another sign."""
    if not found.cells:
        yield telling.paragraph(T["same_cells"])
        return
    yield telling.paragraph(T["cells_note"], "note")
    rows = [
        (
            telling.name(telling.after, each.after.row),
            *map(run, cell_names(telling.after, each, telling.language)),
        )
        for each in found.cells
    ]
    headings = (T["cell_row"], T["element"], T["was"], T["is"])
    yield from telling.table(T["cells_table"], headings, rows)
