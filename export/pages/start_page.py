"""The start page of an output folder: what is here, from when, from which sources."""

from __future__ import annotations

from collections.abc import Sequence

from mellanrum.export.citation import written_date
from mellanrum.export.counts import Counts, counts
from mellanrum.export.pages.shell import render_page
from mellanrum.export.pages.strings import STRINGS
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.source_lines import source_lines
from mellanrum.graph.readers import DatasetInfo
from mellanrum.ontology.language import Language, joined
from mellanrum.ontology.namespaces import GRAPH
from mellanrum.ontology.vocabularies import TIER, Concept

__all__ = ["index_page"]

COUNTED = ("bodies", "structures", "participations", "statements")


def index_page(
    snapshot: Snapshot,
    language: Language,
    *,
    links: dict[str, str],
    version: str,
    documents: Sequence[str] = (),
) -> str:
    """Return the start page; `documents` are the names of reports in Word and PDF beside it."""
    strings = {key: text.pick(language) for key, text in STRINGS.items()}
    names = joined(
        [snapshot.name(municipality, language) for municipality in _municipalities(snapshot)]
        or [info.title.pick(language) for info in snapshot.datasets],
        language,
    )
    return render_page(
        "index.html.j2",
        language,
        styles=("base.css", "index.css"),
        t=strings,
        title=strings["index_title"].format(names=names),
        links=links,
        documents=[(name, strings[f"about_{name.rpartition('.')[2]}"]) for name in documents],
        datasets=[_dataset(snapshot, info, language) for info in snapshot.datasets],
        sources=source_lines(snapshot, language),
        made_with=strings["made_with"].format(version=version),
    )


def _municipalities(snapshot: Snapshot) -> list[str]:
    return sorted({snapshot.facts.municipality_of(node) for node in snapshot.rows("Body")} - {""})


def _dataset(snapshot: Snapshot, info: DatasetInfo, language: Language) -> dict[str, object]:
    def own(class_name: str) -> list[str]:
        return [n for n in snapshot.rows(class_name) if snapshot.facts.dataset_of(n) == info.slug]

    found = counts(snapshot, [info.slug])
    dates = snapshot.dates_read(own("SourceDocument"))
    day = snapshot.deriver.horizon.of_graph(str(GRAPH[info.slug]))
    period = " – ".join(dict.fromkeys(written_date(d, language) for d in (dates[:1] + dates[-1:])))
    return {
        "title": info.title.pick(language),
        "description": info.description.pick(language),
        "as_of": written_date(day.isoformat(), language) if day else "",
        "tiers": [_tier(snapshot, info.slug, tier, found, language) for tier in TIER],
        "silent": _silent(found, language),
        "period": period,
        "counts": [(key, getattr(found, key)) for key in COUNTED],
        "committees": joined(
            sorted(snapshot.name(node, language) for node in own("Committee")), language
        ),
    }


def _tier(
    snapshot: Snapshot, slug: str, tier: Concept, found: Counts, language: Language
) -> tuple[str, str]:
    """Return a tier by name, and in words how many items it has and what they are."""
    items = [gap for gap in snapshot.gaps if gap.dataset == slug and gap.tier == tier.slug]
    mended = sum(gap.status == "remedied" for gap in items)
    count = STRINGS["of_which_mended" if mended else "count"].format(
        count=found.items[tier.slug], mended=mended
    )
    return tier.heading.pick(language), f"{count.pick(language)} {tier.definition.pick(language)}"


def _silent(found: Counts, language: Language) -> list[tuple[str, str]]:
    """Return the number of question cards, and of what was not asked, in words."""
    return [
        (STRINGS[key].pick(language), STRINGS[f"{key}_told"].format(count=count).pick(language))
        for key, count in (("cards", found.cards), ("not_asked", found.not_asked))
    ]
