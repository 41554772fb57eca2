"""The lifelines as tables for people, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from mellanrum.export.citation import reference, said_by, written_date
from mellanrum.export.documents.sheets import Sheet
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.promise_text import due_in_words, made_in_words
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import GAP_STATUS, LACK, LIFELINE_STATUS, STANCE, slug_of
from mellanrum.queries.followup.lifeline import Lifeline, Lifelines, Reply
from mellanrum.queries.followup.promises import Promise

__all__ = [
    "HEADINGS",
    "lifeline_sheets",
    "lifelines_json",
    "promise_sheet",
    "status_label",
]

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
LATE_KEYS = ("owner", "commitment_id", "commitment", "deadline", "reports_to")
NOBODY = Text("ingen angiven", "nobody named")
NO_GAP = Text("inget", "none")
KINDS = {
    True: Text("rekommendation", "recommendation"),
    False: Text("iakttagelse", "finding"),
}


def status_label(snapshot: Snapshot, status: str, language: Language) -> str:
    """Return the status of a lifeline or a promise in words."""
    return snapshot.name(LIFELINE_STATUS.iri(status), language)


def lifeline_sheets(
    snapshot: Snapshot, found: Lifelines, language: Language
) -> tuple[Sheet, Sheet, Sheet, Sheet]:
    """Return what people read: the lifelines, and the promises late, incomplete and loose."""
    date = written_date(found.as_of.isoformat(), language) if found.as_of else "–"
    keys = ("id", "status", "asked", "addressed_to", "answers", "commitment", "gaps")
    lines = tuple(
        tuple(_line_cells(snapshot, each, language)[key] for key in keys) for each in found
    )
    late = tuple(
        (_names(snapshot, [owner], language), *_late_cells(snapshot, promise, language))
        for owner, promises in found.overdue_by_owner
        for promise in promises
    )
    return (
        Sheet(
            LINES.format(date=date).pick(language),
            _headings(keys, language),
            lines,
            NONE.pick(language),
        ),
        Sheet(
            LATE.pick(language),
            _headings(LATE_KEYS, language),
            late,
            NONE.pick(language),
        ),
        _promises(snapshot, INCOMPLETE, found.incomplete, language),
        _promises(snapshot, LOOSE, found.loose, language),
    )


def _headings(keys: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(HEADINGS[key].pick(language) for key in keys)


def _line_cells(snapshot: Snapshot, line: Lifeline, language: Language) -> dict[str, str]:
    return {
        "id": snapshot.short(line.root),
        "municipality": snapshot.name(line.municipality, language),
        "audit": snapshot.name(line.audit, language),
        "asked": snapshot.name(line.root, language),
        "kind": KINDS[bool(line.recommendation)].pick(language),
        "addressed_to": _names(snapshot, line.addressed_to, language, ""),
        "status": status_label(snapshot, line.status, language),
        "answers": "; ".join(_answer(snapshot, each, language) for each in line.answers),
        "contested_by": _names(snapshot, line.contested_by, language, ""),
        "commitment": "; ".join(_promise(snapshot, each, language) for each in line.promises),
        "gaps": _gaps(snapshot, line, language) or NO_GAP.pick(language),
    }


def _answer(snapshot: Snapshot, answer: Reply, language: Language) -> str:
    stance = snapshot.name(STANCE.iri(answer.stance), language)
    return f"{_names(snapshot, answer.by, language)} {stance}"


def _promise(snapshot: Snapshot, promise: Promise, language: Language) -> str:
    """Return a promise in one line: what, whose, by when, and where it stands."""
    details = (
        _names(snapshot, promise.owners, language),
        due_in_words(snapshot, promise, language),
        status_label(snapshot, promise.status, language),
    )
    return f"{snapshot.name(promise.iri, language)} ({', '.join(filter(None, details))})"


def _names(
    snapshot: Snapshot, nodes: Iterable[str], language: Language, nobody: str | None = None
) -> str:
    names = [snapshot.name(node, language) for node in nodes if node]
    return ", ".join(names) or (NOBODY.pick(language) if nobody is None else nobody)


def _gaps(snapshot: Snapshot, line: Lifeline, language: Language) -> str:
    """Return the gaps by id, so that one of them can be looked up, with the state of those said."""
    wanted = {*line.gaps, *line.remedied}
    return ", ".join(
        f"{slug_of(gap.iri)} ({GAP_STATUS[gap.status].label.pick(language)})"
        if gap.stated
        else slug_of(gap.iri)
        for gap in snapshot.gaps
        if gap.iri in wanted
    )


def _late_cells(snapshot: Snapshot, promise: Promise, language: Language) -> tuple[str, ...]:
    return (
        snapshot.short(promise.iri),
        snapshot.name(promise.iri, language),
        due_in_words(snapshot, promise, language),
        _names(snapshot, promise.reports_to, language, ""),
    )


def _promises(
    snapshot: Snapshot,
    title: Text,
    promises: Iterable[Promise],
    language: Language,
) -> Sheet:
    keys = ("commitment_id", "commitment", "commitment_status", "owner", "deadline", "missing")
    rows = []
    for each in promises:
        cells = _promise_cells(snapshot, each, language)
        rows.append(tuple(cells[key] for key in keys))
    return Sheet(title.pick(language), _headings(keys, language), tuple(rows), NONE.pick(language))


def _promise_cells(snapshot: Snapshot, promise: Promise, language: Language) -> dict[str, str]:
    lacks = [LACK.iri(slug) for slug in promise.missing]
    return {
        "commitment_id": snapshot.short(promise.iri),
        "municipality": snapshot.name(promise.municipality, language),
        "decision": snapshot.name(promise.decision, language) if promise.decision else "",
        "commitment": snapshot.name(promise.iri, language),
        "owner": _names(snapshot, promise.owners, language, ""),
        "deadline": due_in_words(snapshot, promise, language),
        "due": promise.due.isoformat() if promise.due else "",
        "commitment_status": status_label(snapshot, promise.status, language),
        "made": made_in_words(snapshot, promise, language),
        "missing": _names(snapshot, lacks, language, ""),
        "reports_to": _names(snapshot, promise.reports_to, language, ""),
        "done_by": _names(snapshot, promise.done_by, language, ""),
        "follow_ups": _names(snapshot, [each.iri for each in promise.follow_ups], language, ""),
    }


def promise_sheet(snapshot: Snapshot, found: Lifelines, language: Language) -> Sheet:
    """Return a row for each lifeline and promise in it, and for each loose promise: for Excel."""
    rows = []
    as_of = found.as_of.isoformat() if found.as_of else ""
    for line in found:
        cells = _line_cells(snapshot, line, language)
        for promise in line.promises or (None,):
            own = _promise_cells(snapshot, promise, language) if promise else {}
            told = {**own, **cells, "commitment": own.get("commitment", "")}
            told["references"] = "; ".join(_references(snapshot, _nodes(line, promise), language))
            rows.append(_row({**told, "as_of": as_of}))
    for promise in found.loose:
        own = _promise_cells(snapshot, promise, language)
        own["references"] = "; ".join(_references(snapshot, (promise.iri,), language))
        rows.append(_row({**own, "as_of": as_of}))
    return Sheet("", _headings(HEADINGS, language), tuple(rows))


def _row(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(key, "") for key in HEADINGS)


def _nodes(line: Lifeline, promise: Promise | None) -> tuple[str, ...]:
    answers = (each.iri for each in line.answers)
    made = (promise.iri, *promise.done_by) if promise else ()
    return tuple(dict.fromkeys((line.root, *line.findings, *answers, *made)))


def _references(snapshot: Snapshot, nodes: Sequence[str], language: Language) -> list[str]:
    told = [
        f"{said_by(snapshot, claim, language)}: {reference(claim, language)}"
        for node in nodes
        for claim in snapshot.claims(node)
    ]
    return list(dict.fromkeys(told))


def lifelines_json(snapshot: Snapshot, found: Lifelines, language: Language) -> str:
    """Return the lifelines and promises as JSON with English keys; rows are ``dataset/id``."""
    told = {
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "language": language,
        "lifelines": [_line_record(snapshot, line, language) for line in found],
        "promises": [_promise_record(snapshot, each, language) for each in found.promises],
        "overdue": [snapshot.short(each.iri) for each in found.overdue],
        "without_owner_or_time": [snapshot.short(each.iri) for each in found.incomplete],
        "answering_no_finding": [snapshot.short(each.iri) for each in found.loose],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _short(snapshot: Snapshot, nodes: Iterable[str]) -> list[str]:
    return [snapshot.short(node) for node in nodes]


def _gap_ids(gaps: Iterable[str]) -> list[str]:
    return [slug_of(iri) for iri in gaps]


def _line_record(snapshot: Snapshot, line: Lifeline, language: Language) -> dict[str, object]:
    return {
        "id": snapshot.short(line.root),
        "says": snapshot.name(line.root, language),
        "kind": "recommendation" if line.recommendation else "finding",
        "status": line.status,
        "municipality": snapshot.name(line.municipality, language),
        "audit": snapshot.short(line.audit),
        "later_audits": _short(snapshot, line.later_audits),
        "findings": _short(snapshot, line.findings),
        "addressed_to": _short(snapshot, line.addressed_to),
        "answers": [_answer_record(snapshot, each) for each in line.answers],
        "answers_to_the_audit": [_answer_record(snapshot, each) for each in line.general_answers],
        "decisions": _short(snapshot, line.decisions),
        "promises": [snapshot.short(each.iri) for each in line.promises],
        "promises_inferred": _short(snapshot, line.inferred),
        "contested_by": _short(snapshot, line.contested_by),
        "gaps": _gap_ids(line.gaps),
        "gaps_remedied": _gap_ids(line.remedied),
        "gaps_in_handling": _gap_ids(line.handling),
        "events": [
            {"kind": event.kind, "date": event.date, "row": snapshot.short(event.node)}
            for event in line.events
        ],
        "references": _references(snapshot, _nodes(line, None), language),
    }


def _answer_record(snapshot: Snapshot, answer: Reply) -> dict[str, object]:
    return {
        "id": snapshot.short(answer.iri),
        "by": _short(snapshot, answer.by),
        "stance": answer.stance,
        "to": _short(snapshot, answer.to),
        "said": answer.said,
    }


def _promise_record(snapshot: Snapshot, promise: Promise, language: Language) -> dict[str, object]:
    return {
        "id": snapshot.short(promise.iri),
        "says": snapshot.name(promise.iri, language),
        "status": promise.status,
        "undertaken": promise.is_undertaken,
        "imposed": promise.is_imposed,
        "owners": _short(snapshot, promise.owners),
        "deadline": promise.deadline,
        "deadline_text": promise.deadline_text,
        "last_day": promise.due.isoformat() if promise.due else None,
        "frequency": promise.frequency,
        "missing": list(promise.missing),
        "reports_to": _short(snapshot, promise.reports_to),
        "decision": snapshot.short(promise.decision) if promise.decision else None,
        "decided_by": _short(snapshot, promise.decided_by),
        "proposed_by": _short(snapshot, promise.proposed_by),
        "decision_only_proposed": promise.is_proposal,
        "done_by": _short(snapshot, promise.done_by),
        "follow_ups": _short(snapshot, (each.iri for each in promise.follow_ups)),
        "contested_by": _short(snapshot, promise.contested_by),
        "gaps": _gap_ids(promise.gaps),
        "references": _references(snapshot, (promise.iri,), language),
    }
