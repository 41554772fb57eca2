"""The structure: who takes part in what, the index as a figure, and the pairs that lack most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    ColumnHead,
    Illustration,
    ListItem,
    Row,
    Run,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.drawing import (
    describe_forum_bars,
    describe_level_index,
    forum_bars,
    forum_matrix,
    level_index,
    level_indexes,
    standalone,
)
from mellanrum.export.drawing.forum_matrix import slugs_of
from mellanrum.export.labels import swedish_key
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.summary_section import whole_per_cent
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.no_index import DOUBTS, unnumbered
from mellanrum.export.wording import meeting_level_name, span
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence

__all__ = ["structure"]

MOST_PAIRS = 15


def structure(writer: ReportWriter, *, whole: bool) -> Section:
    """Return the figures; with `whole`, the tables of pairs and participations as well."""
    blocks: list[Block] = []
    for municipality in writer.municipalities:
        blocks += _bars(writer, municipality)
        found = writer.effects.found.get(municipality)
        if found is not None:
            blocks += _levels(writer, found)
            blocks += _without_index(writer, found)
            if whole:
                blocks += _pairs(writer, found)
        if whole:
            blocks += _participations(writer, municipality)
    return writer.section("structure", "structure", blocks)


def _bars(writer: ReportWriter, municipality: str) -> Iterator[Illustration]:
    # Of some, only bodies in the structures of others are known.
    if not slugs_of(writer.snapshot, municipality):
        return
    matrix = forum_matrix(writer.snapshot, municipality, writer.language)
    if matrix.rows:
        caption = writer.say("bars_caption", name=writer.name(municipality))
        drawing = standalone(forum_bars(matrix, writer.language), "print")
        yield Illustration(drawing, describe_forum_bars(matrix, writer.language), caption)


def _levels(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Illustration]:
    if not found.least:  # no level has a number
        return
    indexes = level_indexes(found)
    name = writer.snapshot.name(found.municipality, writer.language)
    caption = writer.say("level_caption", name=writer.name(found.municipality))
    drawing = standalone(level_index(indexes, writer.language, name=name), "print")
    yield Illustration(drawing, describe_level_index(indexes, writer.language, name=name), caption)


def _pairs(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    for level in found.least[:1]:
        gaps = found.gaps(level)[:MOST_PAIRS]
        if gaps:
            yield writer.paragraph("pairs_intro")
            columns = (
                *_two_bodies(writer),
                ColumnHead(writer.word("undocumented_amount"), number=True),
                ColumnHead(writer.word("share"), number=True),
            )
            rows = tuple(
                Row(
                    (
                        *map(writer.name, gap.bodies),
                        run(span(gap.least, gap.most, writer.language)),
                        run(whole_per_cent(float(gap.share), writer)),
                    )
                )
                for gap in gaps
            )
            yield TableBlock(_pairs_caption(writer, found, [level]), columns, rows)


def _without_index(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    """Yield who needs to meet at levels without a number, and what is open about what they have."""
    language = writer.language
    for each in unnumbered(found):
        if each.pairs:
            rows = tuple(Row(tuple(map(writer.name, pair))) for pair in each.pairs)
            caption = _pairs_caption(writer, found, each.levels)
            yield TableBlock(caption, tuple(_two_bodies(writer)), rows)
        items = [
            ListItem(
                writer.name(ask.structure),
                joined([run(DOUBTS[doubt].pick(language)) for doubt in ask.open], language),
            )
            for ask in each.to_ask
        ]
        if items:
            yield BulletList(tuple(items), writer.word("to_ask"))


def _two_bodies(writer: ReportWriter) -> Iterator[ColumnHead]:
    yield from (ColumnHead(writer.word(word), width=0.3) for word in ("body", "other_body"))


def _pairs_caption(
    writer: ReportWriter, found: MunicipalCongruence, levels: Sequence[MeetingLevel]
) -> str:
    names = [meeting_level_name(level, writer.language) for level in levels]
    place = joined([run(name) for name in names], writer.language)
    return writer.say("pairs", name=(*writer.name(found.municipality), Run(", "), *place))


def _participations(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    snapshot = writer.snapshot
    rows = []
    for row in snapshot.rows("Participation"):
        structures = snapshot.values(row, "inStructure")
        if snapshot.facts.municipality_of(row) != municipality or not structures:
            continue
        parties = (
            *snapshot.values(row, "participant"),
            *snapshot.values(row, "participantSector"),
            *snapshot.values(row, "viaPost"),
        )
        places = [writer.where(claim) for claim in snapshot.claims(row)]
        cells = (writer.names(structures), writer.names(parties), places[0] if places else ())
        rows.append(Row(cells))
    rows.sort(key=lambda row: tuple(swedish_key("".join(i.text for i in c)) for c in row.cells[:2]))
    if rows:
        columns = (
            ColumnHead(writer.word("structure_heading"), width=0.3),
            ColumnHead(writer.word("party"), width=0.3),
            ColumnHead(writer.word("claim_where")),
        )
        yield TableBlock(
            writer.say("participation", name=writer.name(municipality)), columns, tuple(rows)
        )
