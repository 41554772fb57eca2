"""One gap in prose: what is missing, how it is known, and the chain of evidence."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.export.citation import reference, said_by
from mellanrum.export.pages.strings import STRINGS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS
from mellanrum.queries.tiers.item import Gap

__all__ = ["explanation"]


def explanation(snapshot: Snapshot, gap: Gap, language: Language) -> str:
    """Return a gap's chain of evidence as plain text.

    Parameters
    ----------
    snapshot : Snapshot
        What the gap was found in.
    gap : Gap
        One of its gaps.
    language : str
        ``sv`` or ``en``.
    """
    kind = EVIDENCE[gap.evidence]
    status = GAP_STATUS[gap.status].label.pick(language)
    lines = [
        f"{gap.rule.title.pick(language)} ({gap.rule.id})",
        "",
        gap.sentence(language),
        "",
        _paragraph("evidence", kind.definition.pick(language), language),
        _paragraph("status", status, language),
        _paragraph("why", gap.rule.why.pick(language), language),
        _paragraph("closes", gap.rule.closes.pick(language), language),
    ]
    if gap.rule.premise is not None:
        lines.append(_paragraph("premise", gap.rule.premise.pick(language), language))
    unread = snapshot.unread(gap)
    rests_on = dict.fromkeys((gap.subject, gap.object, *gap.about, *gap.support))
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        ("stated_by", gap.stated_by),
        ("contested_by", gap.contested_by),
        ("corroborated_by", gap.corroborated_by),
        ("general", gap.generally_stated_by),
        ("generally_contested_by", gap.generally_contested_by),
        ("addressed_by", gap.addressed_by),
        ("proposed", gap.proposed),
        ("unread", unread),
        ("follows_from", [node for node in rests_on if node and node not in unread]),
    )
    for heading, nodes in parts:
        lines += _evidence(snapshot, heading, nodes, language)
    return "\n".join(lines) + "\n"


def _paragraph(key: str, text: str, language: Language) -> str:
    return f"{STRINGS[key].pick(language)}: {text}"


def _evidence(
    snapshot: Snapshot, heading: str, nodes: Iterable[str], language: Language
) -> list[str]:
    blocks: dict[tuple[str, ...], None] = {}
    for node in nodes:
        for claim in snapshot.claims(node):
            modality = snapshot.name(claim.modality, language) if claim.modality else ""
            block = (
                f"  – {snapshot.name(node, language)}",
                f"    {said_by(snapshot, claim, language)} ({modality})",
                f"    {reference(claim, language)}",
                f"    {STRINGS['phrase'].pick(language)}: ”{claim.phrase}”" if claim.phrase else "",
            )
            blocks[tuple(filter(None, block))] = None
    lines = [line for block in blocks for line in block]
    return ["", STRINGS[heading].pick(language), *lines] if lines else []
