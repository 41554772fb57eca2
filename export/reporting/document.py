"""The report as a whole, for those who are to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

from mellanrum.export.documents.content import Document, Link, Paragraph, Section
from mellanrum.export.reporting.board_section import board_sections
from mellanrum.export.reporting.coverage_section import sources
from mellanrum.export.reporting.gap_section import chapters
from mellanrum.export.reporting.lifeline_section import lifelines
from mellanrum.export.reporting.method_section import claims_appendix, method, rules
from mellanrum.export.reporting.silence_section import silence
from mellanrum.export.reporting.since import Earlier
from mellanrum.export.reporting.structure_section import structure
from mellanrum.export.reporting.summary_section import since, summary
from mellanrum.export.reporting.terms import glossary
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language

__all__ = ["AUDIENCES", "Audience", "report_document"]

Audience = Literal["board", "auditor", "full"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


def report_document(
    snapshot: Snapshot,
    language: Language,
    *,
    version: str,
    audience: Audience = "full",
    earlier: Earlier | None = None,
    links: Mapping[str, str] | None = None,
) -> Document:
    """Return the gap report as a document; `links` as for `ReportWriter`.

    ``board`` gets what to decide on, ``auditor`` each item and promise with its evidence, and
    ``full`` all parts. With `earlier` it tells what is new.
    """
    writer = ReportWriter(snapshot, language, dict(links or {}))
    board = audience == "board"
    document = Document(
        title=writer.word("title"),
        language=language,
        subject=writer.say("subject", names=writer.names(writer.municipalities)),
        opening=_opening(writer, board=board),
        sections=_board(writer, earlier) if board else _whole(writer, audience, earlier),
        date=snapshot.as_of.isoformat() if snapshot.as_of else "",
        navigation=_navigation(writer),
        made_with=writer.say("made_with", version=version),
        contents=not board,
    )
    words = writer.section("glossary", [glossary(snapshot.schema, document)])
    return document if board else replace(document, sections=(*document.sections, words))


def _opening(writer: ReportWriter, *, board: bool) -> tuple[Paragraph, ...]:
    names = writer.names(writer.municipalities)
    if not names:
        infos = writer.snapshot.datasets
        names = writer.foreign(", ".join(info.title.pick(writer.language) for info in infos))
    told = "front" if writer.day else "front_undated"
    front = writer.paragraph(told, "lead", names=names, day=writer.day)
    notes = (writer.paragraph("lead"), writer.paragraph("caution", "caution"))
    return (front,) if board else (front, *notes)


def _board(writer: ReportWriter, earlier: Earlier | None) -> tuple[Section, ...]:
    """Return the pages of each municipality, each on paper of its own where there are several."""
    news = (since(writer, earlier),) if earlier else ()
    places = writer.municipalities
    if len(places) == 1:
        return (*board_sections(writer, places[0]), *news)
    parts = (
        Section(
            writer.name(place),
            writer.anchor(place),
            tuple(board_sections(writer, place)),
            "page" if number else "",
        )
        for number, place in enumerate(places)
    )
    return (*parts, *news)


def _whole(
    writer: ReportWriter, audience: Audience, earlier: Earlier | None
) -> tuple[Section, ...]:
    full = audience == "full"
    return (
        summary(writer, earlier),
        sources(writer),
        *((structure(writer),) if full else ()),
        *chapters(writer),
        silence(writer),
        lifelines(writer),
        method(writer),
        rules(writer, whole=full),
        *((claims_appendix(writer),) if full else ()),
    )


def _navigation(writer: ReportWriter) -> tuple[Link, ...]:
    links = writer.links
    words = {"index": "to_index", "map": "map", "other_language": "other_language"}
    other: Language = "en" if writer.language == "sv" else "sv"
    return tuple(
        Link(writer.word(word), links[key], other if key == "other_language" else None)
        for key, word in words.items()
        if key in links
    )
