"""The structure: who takes part in what, the index as a figure, and the pairs that lack most."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.documents.content import Block, Column, Figure, Row, Run, Section, Table, run
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
from mellanrum.export.reporting.summary_section import whole_per_cent
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.congruence_text import level_name, span
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence

__all__ = ["structure"]

MOST_PAIRS = 15


def structure(teller: ReportWriter, *, whole: bool) -> Section:
    """Return the figures; with `whole`, the tables of pairs and participations as well."""
    blocks: list[Block] = []
    for home in teller.homes:
        blocks += _bars(teller, home)
        found = teller.effects.found.get(home)
        if found is not None:
            blocks += _levels(teller, found)
            if whole:
                blocks += _pairs(teller, found)
        if whole:
            blocks += _participations(teller, home)
    return teller.section("structure", "structure", blocks)


def _bars(teller: ReportWriter, home: str) -> Iterator[Figure]:
    if not slugs_of(teller.snapshot, home):  # only bodies in the structures of others are known
        return
    matrix = forum_matrix(teller.snapshot, home, teller.language)
    if matrix.rows:
        caption = teller.say("bars_caption", name=teller.name(home))
        drawing = standalone(forum_bars(matrix, teller.language), "print")
        yield Figure(drawing, describe_forum_bars(matrix, teller.language), caption)


def _levels(teller: ReportWriter, found: MunicipalCongruence) -> Iterator[Figure]:
    indexes = level_indexes(found)
    name = teller.snapshot.name(found.municipality, teller.language)
    caption = teller.say("level_caption", name=teller.name(found.municipality))
    drawing = standalone(level_index(indexes, teller.language, name=name), "print")
    yield Figure(drawing, describe_level_index(indexes, teller.language, name=name), caption)


def _pairs(teller: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    for level in found.least[:1]:
        gaps = found.gaps(level)[:MOST_PAIRS]
        if gaps:
            yield teller.paragraph("pairs_intro")
            columns = (
                Column(teller.word("body"), width=0.3),
                Column(teller.word("other_body"), width=0.3),
                Column(teller.word("undocumented_amount"), number=True),
                Column(teller.word("share"), number=True),
            )
            rows = tuple(
                Row(
                    (
                        teller.name(gap.bodies[0]),
                        teller.name(gap.bodies[1]),
                        run(span(gap.least, gap.most, teller.language)),
                        run(whole_per_cent(float(gap.share), teller)),
                    )
                )
                for gap in gaps
            )
            name = (
                *teller.name(found.municipality),
                Run(f", {level_name(teller.snapshot, level, teller.language)}"),
            )
            yield Table(teller.say("pairs", name=name), columns, rows)


def _participations(teller: ReportWriter, home: str) -> Iterator[Block]:
    snapshot = teller.snapshot
    rows = []
    for row in snapshot.rows("Participation"):
        structures = snapshot.values(row, "inStructure")
        if snapshot.home(row) != home or not structures:
            continue
        parties = (
            *snapshot.values(row, "participant"),
            *snapshot.values(row, "participantSector"),
            *snapshot.values(row, "viaPost"),
        )
        places = [teller.where(claim) for claim in snapshot.claims(row)]
        cells = (teller.names(structures), teller.names(parties), places[0] if places else ())
        rows.append(Row(cells))
    rows.sort(key=lambda row: tuple(swedish_key("".join(i.text for i in c)) for c in row.cells[:2]))
    if rows:
        columns = (
            Column(teller.word("structure_heading"), width=0.3),
            Column(teller.word("party"), width=0.3),
            Column(teller.word("claim_where")),
        )
        yield Table(teller.say("participation", name=teller.name(home)), columns, tuple(rows))
