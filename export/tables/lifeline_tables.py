"""The lifelines as tables for people, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mellanrum.export.citation import reference, said_by, written_date
from mellanrum.export.documents.sheets import Sheet, keyed_sheet
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.promise_text import due_in_words, made_in_words
from mellanrum.graph.table import json_text
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import GAP_STATUS, LACK, LIFELINE_STATUS, STANCE, slug_of
from mellanrum.queries.followup.lifeline import Lifeline, Lifelines, Reply
from mellanrum.queries.followup.promises import Promise

__all__ = ["lifeline_sheets", "lifelines_json", "promise_sheet", "status_label"]

HEADINGS: dict[str, Text] = {
    "id": Text("id", "id"),
    "municipality": Text("kommun", "municipality"),
    "audit": Text("granskning", "audit"),
    "asked": Text("rekommendation eller iakttagelse", "recommendation or finding"),
    "kind": Text("slag", "kind"),
    "addressed_to": Text("riktad till", "addressed to"),
    "status": Text("läge", "status"),
    "answers": Text("svar", "responses"),
    "contested_by": Text("motsägs av", "contested by"),
    "decision": Text("beslut", "decision"),
    "commitment": Text("åtagande", "commitment"),
    "commitment_id": Text("åtagandets id", "id of the commitment"),
    "owner": Text("åtaget av", "committed by"),
    "deadline": Text("tidsgräns", "deadline"),
    "due": Text("sista dag", "last day"),
    "commitment_status": Text("åtagandets läge", "status of the commitment"),
    "made": Text("hur det kom till", "how it came about"),
    "missing": Text("källan anger inte", "not given by the source"),
    "reports_to": Text("redovisas till", "reports to"),
    "done_by": Text("visar att det är gjort", "shows that it is done"),
    "follow_ups": Text("uppföljning", "follow-up"),
    "gaps": Text("mellanrum i listan", "gaps in the list"),
    "references": Text("hänvisningar", "references"),
    "as_of": Text("läge per", "as of"),
}
LATE = Text("Försenade åtaganden, per ägare", "Overdue commitments, by owner")
INCOMPLETE = Text("Åtaganden utan ägare eller tid", "Commitments without owner or time")
LOOSE = Text(
    "Åtaganden som inte svarar på någon iakttagelse här",
    "Commitments that answer no finding here",
)
NONE = Text("Det finns inga sådana.", "There are none.")
LINES = Text("Livslinjer per {date}", "Lifelines as of {date}")
LINE_KEYS = ("id", "status", "asked", "addressed_to", "answers", "commitment", "gaps")
LATE_KEYS = ("owner", "commitment_id", "commitment", "deadline", "reports_to")
PROMISE_KEYS = (
    "commitment_id",
    "commitment",
    "commitment_status",
    "owner",
    "deadline",
    "missing",
)
NOBODY = Text("ingen angiven", "nobody named")
NOTHING = Text("", "")
NO_GAP = Text("inget", "none")
KINDS = {
    True: Text("rekommendation", "recommendation"),
    False: Text("iakttagelse", "finding"),
}


def status_label(snapshot: Snapshot, status: str, language: Language) -> str:
    """Return the status of a lifeline or a promise in words."""
    return snapshot.name(LIFELINE_STATUS.iri(status), language)


def lifeline_sheets(snapshot: Snapshot, found: Lifelines, language: Language) -> tuple[Sheet, ...]:
    """Return what people read: the lifelines, and the promises late, incomplete and loose."""

    def promises(promises: Iterable[Promise]) -> list[dict[str, str]]:
        return [_promise_cells(snapshot, promise, language) for promise in promises]

    date = written_date(found.as_of.isoformat(), language) if found.as_of else "–"
    late = [
        {**cells, "owner": _names(snapshot, [owner], language, NOBODY)}
        for owner, own in found.overdue_by_owner
        for cells in promises(own)
    ]
    lines = [_line_cells(snapshot, each, language) for each in found]

    def sheet(title: Text, keys: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Sheet:
        headings = {key: HEADINGS[key] for key in keys}
        return keyed_sheet(headings, rows, language, title.pick(language), NONE.pick(language))

    return (
        sheet(LINES.format(date=date), LINE_KEYS, lines),
        sheet(LATE, LATE_KEYS, late),
        sheet(INCOMPLETE, PROMISE_KEYS, promises(found.incomplete)),
        sheet(LOOSE, PROMISE_KEYS, promises(found.loose)),
    )


def _line_cells(snapshot: Snapshot, line: Lifeline, language: Language) -> dict[str, str]:
    return {
        "id": snapshot.short(line.root),
        "municipality": snapshot.name(line.municipality, language),
        "audit": snapshot.name(line.audit, language),
        "asked": snapshot.name(line.root, language),
        "kind": KINDS[bool(line.recommendation)].pick(language),
        "addressed_to": _names(snapshot, line.addressed_to, language),
        "status": status_label(snapshot, line.status, language),
        "answers": "; ".join(_answer(snapshot, each, language) for each in line.answers),
        "contested_by": _names(snapshot, line.contested_by, language),
        "commitment": "; ".join(_promise(snapshot, each, language) for each in line.promises),
        "gaps": _gaps(snapshot, line, language) or NO_GAP.pick(language),
    }


def _answer(snapshot: Snapshot, answer: Reply, language: Language) -> str:
    stance = snapshot.name(STANCE.iri(answer.stance), language)
    return f"{_names(snapshot, answer.by, language, NOBODY)} {stance}"


def _promise(snapshot: Snapshot, promise: Promise, language: Language) -> str:
    """Return a promise in one line: what, whose, by when, and where it stands."""
    details = (
        _names(snapshot, promise.owners, language, NOBODY),
        due_in_words(snapshot, promise, language),
        status_label(snapshot, promise.status, language),
    )
    return f"{snapshot.name(promise.iri, language)} ({', '.join(filter(None, details))})"


def _names(
    snapshot: Snapshot, nodes: Iterable[str], language: Language, nobody: Text = NOTHING
) -> str:
    names = ", ".join(snapshot.name(node, language) for node in nodes if node)
    return names or nobody.pick(language)


def _gaps(snapshot: Snapshot, line: Lifeline, language: Language) -> str:
    """Return the gaps by id, so that one of them can be looked up, with the state of those said."""
    wanted = {*line.gaps, *line.remedied}
    told = []
    for gap in snapshot.gaps:
        if gap.iri in wanted:
            state = f" ({GAP_STATUS[gap.status].label.pick(language)})" if gap.stated else ""
            told.append(f"{slug_of(gap.iri)}{state}")
    return ", ".join(told)


def _promise_cells(snapshot: Snapshot, promise: Promise, language: Language) -> dict[str, str]:
    lacks = [LACK.iri(slug) for slug in promise.missing]
    return {
        "commitment_id": snapshot.short(promise.iri),
        "municipality": snapshot.name(promise.municipality, language),
        "decision": snapshot.name(promise.decision, language) if promise.decision else "",
        "commitment": snapshot.name(promise.iri, language),
        "owner": _names(snapshot, promise.owners, language),
        "deadline": due_in_words(snapshot, promise, language),
        "due": promise.due.isoformat() if promise.due else "",
        "commitment_status": status_label(snapshot, promise.status, language),
        "made": made_in_words(snapshot, promise, language),
        "missing": _names(snapshot, lacks, language),
        "reports_to": _names(snapshot, promise.reports_to, language),
        "done_by": _names(snapshot, promise.done_by, language),
        "follow_ups": _names(snapshot, [each.iri for each in promise.follow_ups], language),
    }


def promise_sheet(snapshot: Snapshot, found: Lifelines, language: Language) -> Sheet:
    """Return a row for each lifeline and promise in it, and for each loose promise: for Excel."""
    rows: list[dict[str, str]] = []
    for line in found:
        cells = _line_cells(snapshot, line, language)
        for promise in line.promises or (None,):
            own = _promise_cells(snapshot, promise, language) if promise else {}
            told = _references(snapshot, _nodes(line, promise), language)
            told_of = {"commitment": own.get("commitment", ""), "references": "; ".join(told)}
            rows.append({**own, **cells, **told_of})
    for promise in found.loose:
        told = _references(snapshot, (promise.iri,), language)
        cells = _promise_cells(snapshot, promise, language)
        rows.append({**cells, "references": "; ".join(told)})
    as_of = found.as_of.isoformat() if found.as_of else ""
    return keyed_sheet(HEADINGS, [{**row, "as_of": as_of} for row in rows], language)


def _nodes(line: Lifeline, promise: Promise | None) -> tuple[str, ...]:
    answers = (each.iri for each in line.answers)
    made = (promise.iri, *promise.done_by) if promise else ()
    return tuple(dict.fromkeys((line.root, *line.findings, *answers, *made)))


def _references(snapshot: Snapshot, nodes: Sequence[str], language: Language) -> list[str]:
    return list(
        dict.fromkeys(
            f"{said_by(snapshot, claim, language)}: {reference(claim, language)}"
            for node in nodes
            for claim in snapshot.claims(node)
        )
    )


def lifelines_json(snapshot: Snapshot, found: Lifelines, language: Language) -> str:
    """Return the lifelines and promises as JSON with English keys; rows are ``dataset/id``."""
    told = {
        "as_of": found.as_of,
        "language": language,
        "lifelines": [_line_record(snapshot, line, language) for line in found],
        "promises": [_promise_record(snapshot, each, language) for each in found.promises],
        "overdue": snapshot.shorts(each.iri for each in found.overdue),
        "without_owner_or_time": snapshot.shorts(each.iri for each in found.incomplete),
        "answering_no_finding": snapshot.shorts(each.iri for each in found.loose),
    }
    return json_text(told)


def _line_record(snapshot: Snapshot, line: Lifeline, language: Language) -> dict[str, object]:
    return {
        "id": snapshot.short(line.root),
        "says": snapshot.name(line.root, language),
        "kind": "recommendation" if line.recommendation else "finding",
        "status": line.status,
        "municipality": snapshot.name(line.municipality, language),
        "audit": snapshot.short(line.audit),
        "later_audits": snapshot.shorts(line.later_audits),
        "findings": snapshot.shorts(line.findings),
        "addressed_to": snapshot.shorts(line.addressed_to),
        "answers": [_answer_record(snapshot, each) for each in line.answers],
        "answers_to_the_audit": [_answer_record(snapshot, each) for each in line.general_answers],
        "decisions": snapshot.shorts(line.decisions),
        "promises": snapshot.shorts(each.iri for each in line.promises),
        "promises_inferred": snapshot.shorts(line.inferred),
        "contested_by": snapshot.shorts(line.contested_by),
        "gaps": list(map(slug_of, line.gaps)),
        "gaps_remedied": list(map(slug_of, line.remedied)),
        "gaps_in_handling": list(map(slug_of, line.handling)),
        "events": [
            {"kind": event.kind, "date": event.date, "row": snapshot.short(event.node)}
            for event in line.events
        ],
        "references": _references(snapshot, _nodes(line, None), language),
    }


def _answer_record(snapshot: Snapshot, answer: Reply) -> dict[str, object]:
    return {
        "id": snapshot.short(answer.iri),
        "by": snapshot.shorts(answer.by),
        "stance": answer.stance,
        "to": snapshot.shorts(answer.to),
        "said": answer.said,
    }


def _promise_record(snapshot: Snapshot, promise: Promise, language: Language) -> dict[str, object]:
    return {
        "id": snapshot.short(promise.iri),
        "says": snapshot.name(promise.iri, language),
        "status": promise.status,
        "undertaken": promise.is_undertaken,
        "imposed": promise.is_imposed,
        "owners": snapshot.shorts(promise.owners),
        "deadline": promise.deadline,
        "deadline_text": promise.deadline_text,
        "last_day": promise.due,
        "frequency": promise.frequency,
        "missing": promise.missing,
        "reports_to": snapshot.shorts(promise.reports_to),
        "decision": snapshot.short(promise.decision) if promise.decision else None,
        "decided_by": snapshot.shorts(promise.decided_by),
        "proposed_by": snapshot.shorts(promise.proposed_by),
        "decision_only_proposed": promise.is_proposal,
        "done_by": snapshot.shorts(promise.done_by),
        "follow_ups": snapshot.shorts(each.iri for each in promise.follow_ups),
        "contested_by": snapshot.shorts(promise.contested_by),
        "gaps": list(map(slug_of, promise.gaps)),
        "references": _references(snapshot, (promise.iri,), language),
    }
