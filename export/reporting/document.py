"""The report as a whole, for those who are to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

from mellanrum.export.documents.content import Document, Link, Paragraph, Section
from mellanrum.export.reporting.coverage_section import sources
from mellanrum.export.reporting.gap_section import chapters
from mellanrum.export.reporting.lifeline_section import lifelines, promises
from mellanrum.export.reporting.method_section import claims_appendix, method
from mellanrum.export.reporting.silence_section import silence
from mellanrum.export.reporting.since import Earlier
from mellanrum.export.reporting.strings import AUDIENCES as AUDIENCE_NAMES
from mellanrum.export.reporting.structure_section import structure
from mellanrum.export.reporting.summary_section import summary
from mellanrum.export.reporting.terms import SCHEMES, glossary, with_explanations
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
    document = Document(
        title=writer.word("title"),
        language=language,
        subject=writer.say("subject", names=writer.names(writer.municipalities)),
        opening=_opening(writer, audience),
        sections=_sections(writer, audience, earlier),
        date=snapshot.as_of.isoformat() if snapshot.as_of else "",
        navigation=_navigation(writer),
        made_with=writer.say("made_with", version=version),
    )
    schemes = () if audience == "board" else SCHEMES
    terms = glossary(snapshot.schema, document, schemes)
    words = writer.section("glossary", [terms], kind="appendix")
    explained = with_explanations(snapshot.schema, document)
    return replace(explained, sections=(*explained.sections, words))


def _opening(writer: ReportWriter, audience: Audience) -> tuple[Paragraph, ...]:
    names = writer.names(writer.municipalities)
    if not names:
        infos = writer.snapshot.datasets
        names = writer.foreign(", ".join(info.title.pick(writer.language) for info in infos))
    told = "front" if writer.day else "front_undated"
    return (
        writer.paragraph(told, "lead", names=names, day=writer.day),
        writer.paragraph("lead"),
        writer.paragraph("caution", "caution"),
        writer.paragraph("audience", "note", audience=AUDIENCE_NAMES[audience]),
    )


def _sections(
    writer: ReportWriter, audience: Audience, earlier: Earlier | None
) -> tuple[Section, ...]:
    board, full = audience == "board", audience == "full"
    return (
        summary(writer, earlier),
        *((structure(writer, whole=full),) if board or full else ()),
        *chapters(writer, whole=not board),
        silence(writer, whole=not board),
        promises(writer) if board else lifelines(writer),
        sources(writer),
        method(writer, whole=not board),
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
