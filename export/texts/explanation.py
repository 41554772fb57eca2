"""One gap in prose: what is missing, how it is known, and the chain of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.citation import reference, said_by
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.wording import GAP
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, SEVERITY, Scheme
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.rules.catalogue import Rule
from mellanrum.queries.tiers.item import Contest, Gap, Stated

__all__ = ["explanation", "flag_explanation"]

STRINGS: dict[str, Text] = {
    "tier": Text("Nivå i listan", "Tier"),
    "place": Text("Varför det står på plats {rank}", "Why it stands at place {rank}"),
    "status": Text("Läge", "State"),
    "severity": Text("Allvarlighet", "Severity"),
    "expected": Text("Väntat", "Expected"),
    "shown": Text("Visat i källorna", "Shown in the sources"),
    "nothing": Text("inget", "nothing"),
    "stated": Text("Detta säger källorna", "What the sources say"),
    "repeated": Text("Sagt redan tidigare", "Said before"),
    "contested": Text("Detta talar emot", "What speaks against it"),
    "contested_for": Text("{name}, för {body}", "{name}, for {body}"),
    "qualified": Text("Svar som gör det mer precist", "Replies that make it more precise"),
    "recommendations": Text("Rekommendationer", "Recommendations"),
    "replies": Text("Svar", "Replies"),
    "unread_replies": GAP["unread"],
    "commitments": Text(
        "Åtaganden, förslag och behov som nämns",
        "Commitments, proposals and needs that are mentioned",
    ),
    "answers": Text("Besked utifrån, inte ur källorna", "Answers from outside the sources"),
    "visible": Text("Syns också i strukturen", "Also visible in the structure"),
    "required": Text("Väntat enligt", "Expected by"),
    "premise": Text("Regeln utgår från att", "The rule presumes that"),
    "follows_from": Text("Det bygger på", "What it rests on"),
    "phrase": Text("Fras att söka på", "Phrase to search for"),
}


def explanation(snapshot: Snapshot, gap: Gap, language: Language) -> str:
    """Return a gap's chain of evidence as plain text."""
    lines = (
        *(gap.title.pick(language), "", gap.sentence(language), ""),
        *_standing(gap, language),
        *(_expectations(gap, language) if gap.tier == "expected" else ()),
        *(_said(snapshot, gap.stated, language) if gap.stated else ()),
        *_rules(gap, language),
        *_norms(gap, language),
        *_rows(snapshot, "follows_from", _rests_on(gap), language),
    )
    return "\n".join(lines) + "\n"


def flag_explanation(snapshot: Snapshot, flag: Flag, language: Language) -> str:
    """Return a flag and the rows that it follows from, as plain text."""
    rests_on = tuple(filter(None, (flag.subject, flag.object, *flag.about, *flag.support)))
    lines = [flag.says.pick(language), *_rows(snapshot, "follows_from", rests_on, language)]
    return "\n".join(lines) + "\n"


def _standing(gap: Gap, language: Language) -> Iterator[str]:
    """Yield what kind of gap it is, and why it stands where it does."""
    yield _paragraph("tier", _label("tier", gap.tier).pick(language), language)
    if gap.evidence:
        kind = EVIDENCE[gap.evidence].definition.pick(language)
        yield f"{GAP['evidence'].pick(language)}: {kind}"
    yield _paragraph("status", GAP_STATUS[gap.status].label.pick(language), language)
    yield _paragraph("severity", SEVERITY[gap.severity].label.pick(language), language)
    heading = STRINGS["place"].format(rank=gap.place.rank).pick(language)
    yield f"{heading}: {gap.place.clause.pick(language)}"


def _expectations(gap: Gap, language: Language) -> Iterator[str]:
    for key, slugs in (("expected", gap.expected), ("shown", gap.shown)):
        names = [_label("element", slug).pick(language) for slug in slugs]
        yield _paragraph(key, ", ".join(names) or STRINGS["nothing"].pick(language), language)


def _said(snapshot: Snapshot, stated: Stated, language: Language) -> Iterator[str]:
    own = [node for node in stated.findings if node not in stated.repeated_from]
    yield from _rows(snapshot, "stated", (*stated.statements, *own), language)
    yield from _rows(snapshot, "repeated", stated.repeated_from, language)
    yield from _contests(snapshot, stated.contested, language)
    yield from _rows(snapshot, "qualified", stated.qualified_by, language)
    for heading in ("recommendations", "replies", "unread_replies", "commitments"):
        yield from _rows(snapshot, heading, getattr(stated, heading), language)
    if stated.answers:
        names = (f"  – {snapshot.name(node, language)}" for node in stated.answers)
        yield from ("", STRINGS["answers"].pick(language), *names)


def _contests(snapshot: Snapshot, contests: Iterable[Contest], language: Language) -> Iterator[str]:
    """Yield who speaks against it: by statement, with the bodies that it holds for."""
    bodies: dict[str, list[str]] = {}
    for each in contests:
        bodies.setdefault(each.statement, []).append(each.for_)
    blocks: list[tuple[str, ...]] = []
    for statement, for_ in bodies.items():
        told = snapshot.name(statement, language)
        named = ", ".join(snapshot.name(body, language) for body in for_ if body)
        if named:
            told = STRINGS["contested_for"].format(name=told, body=named).pick(language)
        blocks += _blocks(snapshot, statement, told, language)
    if blocks:
        yield from ("", STRINGS["contested"].pick(language), *_lines(blocks))


def _rules(gap: Gap, language: Language) -> Iterator[str]:
    """Yield what each rule says, and once a rule why it matters and what usually closes it."""
    if gap.stated is not None and gap.lines:
        yield from ("", STRINGS["visible"].pick(language))
    told: set[Rule] = set()
    for line in gap.lines:
        rule = line.rule
        yield from ("", f"{rule.title.pick(language)} ({rule.id})")
        if line.says != gap.says:
            yield f"  {line.says.pick(language)}"
        if rule in told:
            continue
        told.add(rule)
        yield f"  {GAP['why'].pick(language)}: {rule.why.pick(language)}"
        yield f"  {GAP['closes'].pick(language)}: {rule.closes.pick(language)}"
        if rule.premise is not None:
            yield f"  {_paragraph('premise', rule.premise.pick(language), language)}"


def _norms(gap: Gap, language: Language) -> Iterator[str]:
    if gap.required_by:
        yield from ("", STRINGS["required"].pick(language))
    for norm in gap.required_by:
        strength = f" ({_label('strength', norm.strength).pick(language)})" if norm.strength else ""
        element = f"{_label('element', norm.element).pick(language)}: " if norm.element else ""
        yield f"  – {element}{norm.reference.pick(language)}{strength}"
        if norm.address:
            yield f"    {norm.address}"


def _rests_on(gap: Gap) -> tuple[str, ...]:
    """Return the rows that a gap rests on, apart from what is told of a stated one already."""
    stated = gap.stated or Stated()
    told = {*stated.statements, *stated.findings, *stated.recommendations}
    nodes = dict.fromkeys((gap.subject, gap.object, *gap.about, *gap.support))
    return tuple(node for node in nodes if node and node not in told)


# -- words ------------------------------------------------------------------------------------


def _paragraph(key: str, text: str, language: Language) -> str:
    return f"{STRINGS[key].pick(language)}: {text}"


def _label(scheme: str, slug: str) -> Text:
    return Scheme(scheme)[slug].label


def _rows(snapshot: Snapshot, heading: str, nodes: Iterable[str], language: Language) -> list[str]:
    blocks = [
        block
        for node in nodes
        for block in _blocks(snapshot, node, snapshot.name(node, language), language)
    ]
    return ["", STRINGS[heading].pick(language), *_lines(blocks)] if blocks else []


def _lines(blocks: Iterable[tuple[str, ...]]) -> list[str]:
    return [line for block in dict.fromkeys(blocks) for line in block]


def _blocks(
    snapshot: Snapshot, node: str, name: str, language: Language
) -> Iterator[tuple[str, ...]]:
    for claim in snapshot.claims(node):
        modality = snapshot.name(claim.modality, language) if claim.modality else ""
        block = (
            f"  – {name}",
            f"    {said_by(snapshot, claim, language)}" + (f" ({modality})" if modality else ""),
            f"    {reference(claim, language)}",
            f"    {STRINGS['phrase'].pick(language)}: ”{claim.phrase}”" if claim.phrase else "",
        )
        yield tuple(filter(None, block))
