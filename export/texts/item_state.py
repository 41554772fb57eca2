"""Where an item of the list stands, in a few words."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.ontology.language import LANGUAGES, Text
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, TIER
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.placing import VISIBLE

__all__ = ["state_in_words"]

AGAIN = Text("sagt igen av en senare granskning", "said again by a later audit")


def state_in_words(gap: Gap, *, with_tier: bool = False) -> Text:
    """Return the state of a gap: of a stated one what became of it, of others what finds it."""
    parts = [TIER[gap.tier].label] if with_tier else []
    parts += _parts(gap)
    return Text(*("; ".join(part.pick(each) for part in parts) for each in LANGUAGES))


def _parts(gap: Gap) -> Iterator[Text]:
    titles = list(dict.fromkeys(line.rule.title for line in gap.lines))
    rules = Text(*(", ".join(_small(title.pick(each)) for title in titles) for each in LANGUAGES))
    if gap.stated is None:
        if titles:
            yield rules
        return
    yield GAP_STATUS[gap.status].label
    if gap.stated.contested:
        yield EVIDENCE["contested"].label
    if gap.is_repeated:
        yield AGAIN
    if titles:
        yield Text(f"{VISIBLE.sv} ({rules.sv})", f"{VISIBLE.en} ({rules.en})")


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
