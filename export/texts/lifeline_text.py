"""One lifeline in prose: each step with who says so and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.citation import reference, said_by, written_date
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables.lifeline_tables import status_label
from mellanrum.export.texts.promise_text import due_in_words, made_in_words
from mellanrum.ontology.language import Language, Text, capitalised
from mellanrum.ontology.vocabularies import GAP_STATUS, LIFELINE_STATUS, slug_of
from mellanrum.queries.followup.lifeline import Lifeline
from mellanrum.queries.followup.promises import Promise
from mellanrum.queries.tiers.placing import VISIBLE

__all__ = ["GAP_CAUTION", "STEPS", "lifeline_text"]

STEPS: dict[str, Text] = {
    "finding": Text("Iakttagelse", "Finding"),
    "recommendation": Text("Rekommendation", "Recommendation"),
    "answer": Text("Svar", "Responses"),
    "general": Text("Svar på granskningen som helhet", "Responses to the audit as a whole"),
    "contested": Text("Detta talar emot", "What speaks against it"),
    "decision": Text("Beslut", "Decisions"),
    "promise": Text("Åtaganden", "Commitments"),
    "follow-up": Text("Uppföljning", "Follow-up"),
    "gap": Text("Finns mellanrummet kvar?", "Is the gap still there?"),
}
NOTHING = Text("Inget är dokumenterat i källorna.", "None is documented in the sources.")
GAP_CAUTION = Text(
    "Strukturen visar inte bristen vid datumet. Det betyder inte att den är avhjälpt: "
    "reglerna ser bara det som källorna beskriver.",
    "The structure does not show the lack at the date. That does not mean that it has been put "
    "right: the rules see only what the sources describe.",
)
STANDS = Text("Läge per {date}: {status}", "Status as of {date}: {status}")
NAMED = {
    "owner": Text("Ansvarig: {names}", "Owner: {names}"),
    "deadline": Text("Tidsgräns: {names}", "Deadline: {names}"),
    "status": Text("Läge: {names}", "Status: {names}"),
}
NOT_GIVEN = Text("anges inte i källan", "not given by the source")
INFERRED = Text(
    "Källan knyter inte åtagandet till iakttagelsen, men det gäller samma sak.",
    "The source does not tie the commitment to the finding, but it is about the same thing.",
)
DONE = Text("Detta visar att det är gjort:", "This shows that it is done:")


def lifeline_text(snapshot: Snapshot, line: Lifeline, language: Language) -> str:
    """Return a lifeline as plain text, step by step."""
    status = snapshot.schema.concept(LIFELINE_STATUS.iri(line.status))
    assert status is not None
    date = written_date(line.as_of.isoformat(), language) if line.as_of else "–"
    told = STANDS.format(date=date, status=status_label(snapshot, line.status, language))
    lines = [
        f"{snapshot.name(line.root, language)} ({snapshot.short(line.root)})",
        "",
        told.pick(language),
        status.definition.pick(language),
    ]
    nodes: dict[str, Iterable[str]] = {
        "finding": line.findings,
        "recommendation": filter(None, [line.recommendation]),
        "answer": (answer.iri for answer in line.answers),
        "contested": line.contested_by,
        "general": (answer.iri for answer in line.general_answers),
        "decision": line.decisions,
    }
    steps = {key: list(_rows(snapshot, rows, language)) for key, rows in nodes.items()}
    steps["promise"] = list(_promises(snapshot, line, language))
    steps["gap"] = list(_gaps(snapshot, line, language))
    always = ("finding", "answer", "decision", "promise")
    shown = [(key, rows) for key, rows in steps.items() if rows or key in always]
    for number, (key, rows) in enumerate(shown, start=1):
        lines += ["", f"{number}. {STEPS[key].pick(language)}"]
        lines += rows or [f"   {NOTHING.pick(language)}"]
    return "\n".join(lines) + "\n"


def _rows(snapshot: Snapshot, nodes: Iterable[str], language: Language) -> Iterator[str]:
    for node in nodes:
        stance = snapshot.value(node, "stance")
        told = f" [{snapshot.name(stance, language)}]" if stance else ""
        yield f"   – {snapshot.name(node, language)}{told}"
        yield from _evidence(snapshot, node, language)


def _evidence(snapshot: Snapshot, node: str, language: Language) -> Iterator[str]:
    lines = []
    for claim in snapshot.claims(node):
        modality = f" ({snapshot.name(claim.modality, language)})" if claim.modality else ""
        lines.append(f"     {said_by(snapshot, claim, language)}{modality}")
        lines.append(f"     {reference(claim, language)}")
    yield from dict.fromkeys(lines)


def _promises(snapshot: Snapshot, line: Lifeline, language: Language) -> Iterator[str]:
    for promise in line.promises:
        yield from _rows(snapshot, (promise.iri,), language)
        for key, names in _details(snapshot, promise, language).items():
            yield f"     {NAMED[key].format(names=names).pick(language)}"
        yield f"     {made_in_words(snapshot, promise, language)}"
        if promise.iri in line.inferred:
            yield f"     {INFERRED.pick(language)}"
        if promise.done_by:
            yield f"   {DONE.pick(language)}"
            yield from _rows(snapshot, promise.done_by, language)
        others = [each.iri for each in promise.follow_ups if each.iri not in promise.done_by]
        if others:
            yield f"   {STEPS['follow-up'].pick(language)}:"
            yield from _rows(snapshot, others, language)


def _details(snapshot: Snapshot, promise: Promise, language: Language) -> dict[str, str]:
    missing = NOT_GIVEN.pick(language)
    owners = ", ".join(snapshot.name(owner, language) for owner in promise.owners)
    return {
        "owner": owners or missing,
        "deadline": due_in_words(snapshot, promise, language) or missing,
        "status": status_label(snapshot, promise.status, language),
    }


def _gaps(snapshot: Snapshot, line: Lifeline, language: Language) -> Iterator[str]:
    """Yield the items of the list that it belongs to, and what the structure shows of them."""
    wanted = {*line.gaps, *line.remedied}
    gaps = [gap for gap in snapshot.gaps if gap.iri in wanted]
    for gap in gaps:
        state = f"{GAP_STATUS[gap.status].label.pick(language)}, " if gap.stated else ""
        yield f"   – {gap.sentence(language)} ({state}{slug_of(gap.iri)})"
        if gap.stated:
            for each in gap.lines:
                seen = capitalised(VISIBLE.pick(language))
                yield f"     {seen}: {each.says.pick(language)}"
    if line.gaps and not any(gap.lines for gap in gaps):
        yield f"   {GAP_CAUTION.pick(language)}"
