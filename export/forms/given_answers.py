"""What has been answered about a row from outside the sources: by whom, and when."""

from __future__ import annotations

from mellanrum.export.citation import written_date
from mellanrum.export.map.data import told
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.standing.answers import Answer, answers_at, newest_day
from mellanrum.ontology.language import LANGUAGES, Language, Text, capitalised
from mellanrum.ontology.namespaces import mr
from mellanrum.ontology.vocabularies import Scheme

__all__ = ["answers_about"]

ELEMENT, VALUE = Scheme("element"), Scheme("answer")
TOLD = Text("{element}: {value}{more}. {by}, {date}.", "{element}: {value}{more}. {by}, {date}.")
SINCE = Text("sedan {date}", "since {date}")


def answers_about(snapshot: Snapshot, node: str) -> list[str | list[str]]:
    """Return the answers about a row that hold at the date of the snapshot, the newest first."""
    facts = snapshot.facts
    rows = facts.subjects(mr("answersAbout"), node)
    found = answers_at(facts, rows, newest_day(facts, rows, snapshot.as_of))
    return [
        told(Text(*(_told(snapshot, answer, language) for language in LANGUAGES)))
        for answer in reversed(found)
    ]


def _told(snapshot: Snapshot, answer: Answer, language: Language) -> str:
    since = snapshot.value(answer.iri, "validFrom")
    more = [
        snapshot.value(answer.iri, "answerPlace"),
        SINCE.pick(language).format(date=written_date(since, language)) if since else "",
    ]
    given = ", ".join(filter(None, more))
    return TOLD.pick(language).format(
        element=capitalised(ELEMENT[answer.element].label.pick(language)),
        value=VALUE[answer.value].label.pick(language),
        more=f" ({given})" if given else "",
        by=snapshot.name(answer.by, language),
        date=written_date(answer.date, language),
    )
