"""The structure: who takes part in what, the index as a figure, and the pairs that lack most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mellanrum.export.documents.content import (
    Block,
    Cells,
    Illustration,
    ListItem,
    Run,
    Section,
    TableBlock,
    plain,
    run,
)
from mellanrum.export.drawing.bars import forum_bars
from mellanrum.export.drawing.congruence_bars import (
    describe_level_index,
    level_index,
    level_indexes,
)
from mellanrum.export.drawing.forum_matrix import forum_matrix
from mellanrum.export.drawing.municipal_scope import slugs_of
from mellanrum.export.drawing.style import standalone
from mellanrum.export.drawing.tell import describe_forum_bars
from mellanrum.export.labels import swedish_key
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.no_index import DOUBTS, unnumbered
from mellanrum.export.wording import meeting_level_name, span
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.ontology.language import Text

__all__ = ["structure"]

MOST_PAIRS = 15


def structure(writer: ReportWriter) -> Section:
    """Return the figures, the pairs and the participations."""
    blocks: list[Block] = []
    for municipality in writer.municipalities:
        blocks += _bars(writer, municipality)
        found = writer.effects.found.get(municipality)
        if found is not None:
            blocks += _levels(writer, found)
            blocks += _without_index(writer, found)
            blocks += _pairs(writer, found)
        blocks += _participations(writer, municipality)
    return writer.section("structure", blocks)


def _bars(writer: ReportWriter, municipality: str) -> Iterator[Illustration]:
    # Of some, only bodies in the structures of others are known.
    slugs = slugs_of(writer.snapshot, municipality)
    if not slugs:
        return
    matrix = forum_matrix(writer.snapshot, slugs, writer.language)
    if matrix.rows:
        caption = writer.say("bars_caption", name=writer.name(municipality))
        drawing = standalone(forum_bars(matrix, writer.language))
        yield Illustration(drawing, describe_forum_bars(matrix, writer.language), caption)


def _levels(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Illustration]:
    if not found.least:  # no level has a number
        return
    indexes = level_indexes(found)
    name = writer.snapshot.name(found.municipality, writer.language)
    caption = writer.say("level_caption", name=writer.name(found.municipality))
    drawing = standalone(level_index(indexes, writer.language, name=name))
    yield Illustration(drawing, describe_level_index(indexes, writer.language, name=name), caption)


def _pairs(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    for level in found.least[:1]:
        gaps = found.gaps(level)[:MOST_PAIRS]
        rows = [
            (
                *map(writer.name, gap.bodies),
                run(span(gap.least, gap.most, writer.language)),
                run(_whole_per_cent(float(gap.share), writer)),
            )
            for gap in gaps
        ]
        if rows:
            yield writer.paragraph("pairs_intro")
            yield _pairs_table(writer, found, [level], rows, "undocumented_amount", "share")


def _whole_per_cent(value: float, writer: ReportWriter) -> str:
    return Text(f"{value * 100:.0f} %", f"{value:.0%}").pick(writer.language)


def _without_index(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    """Yield who needs to meet at levels without a number, and what is open about what they have."""
    for each in unnumbered(found):
        if each.pairs:
            rows = [tuple(map(writer.name, pair)) for pair in each.pairs]
            yield _pairs_table(writer, found, each.levels, rows)
        items = [
            ListItem(
                writer.name(ask.structure),
                joined([writer.told(DOUBTS[doubt]) for doubt in ask.open], writer.language),
            )
            for ask in each.to_ask
        ]
        yield from writer.bullets("to_ask", items)


def _pairs_table(
    writer: ReportWriter,
    found: MunicipalCongruence,
    levels: Sequence[MeetingLevel],
    rows: Sequence[Cells],
    *numbers: str,
) -> TableBlock:
    names = [run(meeting_level_name(level, writer.language)) for level in levels]
    place = joined(names, writer.language)
    caption = writer.say("pairs", name=(*writer.name(found.municipality), Run(", "), *place))
    widths = {"body": 0.3, "other_body": 0.3, **dict.fromkeys(numbers, 0.0)}
    return writer.table(caption, widths, rows, numbers)


def _participations(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    snapshot = writer.snapshot
    rows = []
    for row in snapshot.rows("Participation"):
        structures = snapshot.values(row, "inStructure")
        if snapshot.facts.municipality_of(row) != municipality or not structures:
            continue
        parties = [
            party
            for key in ("participant", "participantSector", "viaPost")
            for party in snapshot.values(row, key)
        ]
        where = next(map(writer.where, snapshot.claims(row)), ())
        rows.append((writer.names(structures), writer.names(parties), where))
    rows.sort(key=lambda row: tuple(swedish_key(plain(cell)) for cell in row[:2]))
    if rows:
        caption = writer.say("participation", name=writer.name(municipality))
        widths = {"structure_heading": 0.3, "party": 0.3, "claim_where": 0}
        yield writer.table(caption, widths, rows)
