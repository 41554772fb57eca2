"""The report as a whole, for those who are to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

from mellanrum.export.documents.content import Document, Link, Paragraph, Section
from mellanrum.export.reporting.coverage_section import sources
from mellanrum.export.reporting.gap_section import board_chapters, chapters
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
    """Return the gap report as a document.

    Parameters
    ----------
    snapshot : Snapshot
        What to report on.
    language : str
        ``sv`` or ``en``.
    version : str
        Version of the program.
    audience : str
        ``board`` (what to decide on), ``auditor`` (each item and promise with its evidence) or
        ``full`` (all parts).
    earlier : Earlier, optional
        An earlier run, to tell what is new.
    links : mapping of str to str, optional
        Addresses of ``index``, ``map`` and ``other_language`` beside the report.
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
    front = (
        writer.paragraph("front", "lead", names=names, day=writer.day)
        if writer.day
        else writer.paragraph("front_undated", "lead", names=names)
    )
    told = AUDIENCE_NAMES[audience]
    return (
        front,
        writer.paragraph("lead"),
        writer.paragraph("caution", "caution"),
        writer.paragraph("audience", "note", audience=told),
    )


def _sections(
    writer: ReportWriter, audience: Audience, earlier: Earlier | None
) -> tuple[Section, ...]:
    first = summary(writer, earlier)
    if audience == "board":
        return (
            first,
            structure(writer, whole=False),
            *board_chapters(writer),
            silence(writer, whole=False),
            promises(writer),
            sources(writer),
            method(writer, whole=False),
        )
    full = audience == "full"
    return (
        first,
        *((structure(writer, whole=True),) if full else ()),
        *chapters(writer),
        silence(writer, whole=True),
        lifelines(writer),
        sources(writer),
        method(writer, whole=True),
        *((claims_appendix(writer),) if full else ()),
    )


def _navigation(writer: ReportWriter) -> tuple[Link, ...]:
    links = writer.links
    found = []
    for key, word in (("index", "to_index"), ("map", "map")):
        if key in links:
            found.append(Link(writer.word(word), links[key]))
    if "other_language" in links:
        other: Language = "en" if writer.language == "sv" else "sv"
        found.append(Link(writer.word("other_language"), links["other_language"], other))
    return tuple(found)
