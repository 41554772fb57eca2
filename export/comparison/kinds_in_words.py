"""Two municipalities beside each other, by kind, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mellanrum.export.comparison.shared import Comparing
from mellanrum.export.comparison.strings import KINDS as T
from mellanrum.export.documents.content import Block, Document, Inlines, Section, run
from mellanrum.export.pages.strings import STRINGS
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import RDFS
from mellanrum.ontology.schema import fold
from mellanrum.ontology.vocabularies import TIER
from mellanrum.queries.comparison.kind_comparison import (
    Aspect,
    Dimension,
    KindComparison,
    Match,
    Where,
)
from mellanrum.queries.tiers.item import TIERS, Gap

__all__ = ["kinds_document"]

NAMES: dict[Aspect, Text] = {
    "form": Text("Samverkansform", "Form of collaboration"),
    "similar-form": Text("Liknar samverkansform", "Similar to a form of collaboration"),
    "kind": Text("Slag av struktur", "Kind of structure"),
    "level": Text("Nivå", "Level"),
    "prevention": Text("Insatsnivå", "Level of prevention"),
    "sector": Text("Sektorer som deltar", "Sectors that take part"),
    "target-group": Text("Målgrupp", "Target group"),
    "meeting": Text(
        "Sektorer som möts, och på vilken nivå", "Sectors that meet, and at which level"
    ),
}
CAPTIONS: dict[Aspect, Text] = {
    "similar-form": Text(
        "Strukturer som liknar en samverkansform", "Structures similar to a form of collaboration"
    ),
    "meeting": Text("Strukturer där två sektorer möts", "Structures where two sectors meet"),
}
SUMMED_UP: tuple[Aspect, ...] = ("form", "kind", "level", "sector", "target-group")


def kinds_document(telling: Comparing, found: KindComparison, *, version: str) -> Document:
    """Return two municipalities beside each other as a document."""
    dates = {"before": telling.day(telling.before), "after": telling.day(telling.after)}
    aspects = tuple(_aspect(telling, each) for each in found.dimensions)
    return Document(
        title=telling.say(T["title"]),
        language=telling.language,
        subject=telling.say(T["subject"]),
        opening=(
            telling.paragraph(T["lead"], "lead", **dates),
            telling.paragraph(T["caution"], "caution"),
        ),
        sections=(
            telling.section(T["short"], "short", _short(telling, found)),
            *aspects,
            telling.section(T["gaps"], "gaps", _gaps(telling, found)),
        ),
        date=max((day.isoformat() for day in (found.before, found.after) if day), default=""),
        made_with=STRINGS["made_with"].format(version=version).pick(telling.language),
    )


def _short(telling: Comparing, found: KindComparison) -> Iterator[Block]:
    if found.is_same:
        yield telling.paragraph(T["same"])
        return
    for aspect in SUMMED_UP:
        sentences = list(_sentences(telling, found.dimension(aspect)))
        if sentences:
            title = run(f"{NAMES[aspect].pick(telling.language)}. ")
            yield telling.paragraph(
                Text("{title}{told}", "{title}{told}"), title=title, told=_flat(sentences)
            )


def _flat(parts: Iterable[Inlines]) -> Inlines:
    return tuple(
        inline for n, part in enumerate(parts) for inline in (*(run(" ") if n else ()), *part)
    )


def _sentences(telling: Comparing, dimension: Dimension) -> Iterator[Inlines]:
    """Yield what both have, and what either has alone; of whom the sources say nothing at all."""
    places: tuple[Where, ...] = ("both", "first", "second")
    for where in places:
        names = [
            _value(telling, dimension.aspect, match)
            for match in dimension.matches
            if match.where == where
        ]
        if names:
            told = joined(names, telling.language)
            yield telling.paragraph(T[where], names=told).inlines
    if not dimension.matches:
        yield telling.paragraph(T["nothing"]).inlines
        return
    first, second = telling.names
    if not any(match.first for match in dimension.matches):
        yield telling.paragraph(T["silent_on"], side=first).inlines
    if not any(match.second for match in dimension.matches):
        yield telling.paragraph(T["silent_on"], side=second).inlines


# -- structures -------------------------------------------------------------------------------


def _aspect(telling: Comparing, dimension: Dimension) -> Section:
    blocks: list[Block] = []
    rows = [
        (
            _value(telling, dimension.aspect, match),
            _structures(telling, telling.before, match.first),
            _structures(telling, telling.after, match.second),
        )
        for match in dimension.matches
    ]
    name = NAMES[dimension.aspect]
    headings = (name, T["in_first"], T["in_second"])
    caption = CAPTIONS.get(dimension.aspect) or T["by"].format(name=_lower(name))
    blocks += telling.table(caption, headings, rows, (0.24, 0.38, 0.38))
    if not rows:
        blocks.append(telling.paragraph(T["nothing"]))
    elif dimension.aspect not in ("form", "similar-form"):  # most structures are of no form
        blocks += _unknown(telling, dimension)
    return telling.section(name, f"aspect-{dimension.aspect}", blocks)


def _lower(name: Text) -> Text:
    return Text(name.sv[0].lower() + name.sv[1:], name.en[0].lower() + name.en[1:])


def _unknown(telling: Comparing, dimension: Dimension) -> Iterator[Block]:
    sides = (
        (telling.before, dimension.unknown_first, telling.names[0]),
        (telling.after, dimension.unknown_second, telling.names[1]),
    )
    for snapshot, nodes, side in sides:
        if nodes:
            names = telling.all(snapshot, nodes)
            yield telling.paragraph(T["unknown"], "note", names=names, side=side)


def _structures(telling: Comparing, snapshot: Snapshot, nodes: Sequence[str]) -> Inlines:
    return telling.all(snapshot, nodes) or telling.word(T["silent"])


def _value(telling: Comparing, aspect: Aspect, match: Match) -> Inlines:
    if match.key[0] == "name":
        snapshot, node = _holder(telling, aspect, match)
        return telling.name(snapshot, node)
    if match.key[0] == "age":
        _, low, high = match.key
        key = "years" if low and high else "from" if low else "to"
        return run(telling.say(T[key], low=low, high=high))
    if aspect == "meeting":
        level, *sectors = match.key
        where = telling.name(telling.after, level) or telling.word(T["level_not_given"])
        names = telling.all(telling.after, sectors)
        return (*names, *run(" ("), *where, *run(")"))
    return telling.all(telling.after, match.key)


def _holder(telling: Comparing, aspect: Aspect, match: Match) -> tuple[Snapshot, str]:
    """Return the row that has a name that is compared, and the snapshot it is in."""
    paths = {"form": "realisesForm", "similar-form": "similarToForm"}
    path = paths.get(aspect, "targetGroup")
    snapshot, nodes = (
        (telling.before, match.first) if match.first else (telling.after, match.second)
    )
    rows = [row for node in nodes for row in snapshot.values(node, path)]
    label = str(RDFS.label)
    return snapshot, next(r for r in rows if fold(snapshot.facts.value(r, label)) == match.key[1])


# -- gaps -------------------------------------------------------------------------------------


def _gaps(telling: Comparing, found: KindComparison) -> Iterator[Block]:
    yield telling.paragraph(T["gaps_note"], "note")
    headings = (T["gap_kind"], T["in_first"], T["in_second"])
    for tier in TIERS:
        rows = [
            (
                telling.name(telling.after, each.lack) or telling.word(T["no_lack"]),
                _titles(telling, each.first),
                _titles(telling, each.second),
            )
            for each in found.gaps
            if each.tier == tier
        ]
        yield from telling.table(TIER[tier].label, headings, rows, (0.2, 0.4, 0.4))


def _titles(telling: Comparing, gaps: Sequence[Gap]) -> Inlines:
    told = "; ".join(gap.title.pick(telling.language) for gap in gaps)
    return run(told) or telling.word(T["none"])
