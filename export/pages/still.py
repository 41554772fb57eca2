"""What the map shows where no script runs, made from the data that the script reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mellanrum.ontology.language import LANGUAGES, Language, capitalised

__all__ = ["still"]

Plain = Mapping[str, Any]


def still(shared: Plain, record: Plain, language: Language) -> dict[str, object]:
    """Return a municipality at its latest date, for the template.

    Parameters
    ----------
    shared : mapping
        What the page holds for all municipalities.
    record : mapping
        What it holds of this one.
    language : str
        Texts of the data that are not in it are told with their own.
    """
    return _StillPlace(shared, record, language).told()


class _StillPlace:
    def __init__(self, shared: Plain, record: Plain, language: Language) -> None:
        self.shared = shared
        self.record = record
        self.language = language
        self.bit = record["dates"][-1]["bit"]

    def told(self) -> dict[str, object]:
        record = self.record
        items = [found for gap in record["gaps"] if (found := self._now(gap))]
        return {
            "name": self.named(record["name"]),
            "own": record["lang"] if record["lang"] != self.language else "",
            "figures": next(e for e in self.shared["index"] if e["id"] == record["id"]),
            "about": [self.say(text) for text in record["about"]],
            "tiers": [self._tier(tier, items) for tier in self.shared["order"]["tier"]],
            "signs": [
                (sign["key"], self._concept(f"cell-sign/{sign['key']}"))
                for sign in self.shared["anatomy"]["signs"]
            ],
            "tables": list(self._tables()),
            "cards": [self._card(card) for card in self._at(record["cards"])],
            "not_asked": [self.say(line) for line in self._at(record["not_asked"])],
            "structures": list(self._structures()),
        }

    def say(self, text: Any) -> str:
        """Return a text of the data in the language of the page."""
        if isinstance(text, str):
            return text
        return str(text[LANGUAGES.index(self.language)]) if text else ""

    def named(self, text: Any) -> tuple[str, str]:
        """Return a text, and its language where that is not the language of the page."""
        own = isinstance(text, str) and self.record["lang"] != self.language
        return self.say(text), self.record["lang"] if own else ""

    def _concept(self, key: str) -> str:
        return self.say(self.shared["concepts"][key])

    def _at(self, entries: Plain) -> Iterator[Any]:
        return (entries["told"][number] for number in entries["at"][-1])

    # -- items ------------------------------------------------------------------------------------

    def _now(self, gap: Plain) -> Plain | None:
        version = next((each for each in gap["known"] if each["on"] & self.bit), None)
        return None if version is None else {**gap, **version}

    def _tier(self, tier: str, items: Iterable[Plain]) -> Plain:
        own = sorted((item for item in items if item["tier"] == tier), key=lambda i: i["rank"])
        first = self.shared["summary"][tier]
        told = [self._item(item) for item in own]
        return {
            "slug": tier,
            "about": self.say(self.shared["definitions"][tier]),
            "count": len(told),
            "first": told[:first],
            "rest": told[first:],
        }

    def _item(self, item: Plain) -> Plain:
        return {
            "title": self.say(item["title"]),
            "mark": item["mark"] if item["mark"] != item["tier"] else "",
            "says": self.say(item["says"]),
            "reference": self.say(item.get("reference")),
            "clause": capitalised(self.say(item["clause"])),
        }

    def _card(self, card: Plain) -> Plain:
        texts = (card.get("says"), *(line["says"] for line in card.get("lines", ())))
        return {
            "title": self.named(card["title"]),
            "focus": self._concept(f"focus-reason/{card['focus']}") if "focus" in card else "",
            "says": [self.say(text) for text in texts if text],
        }

    # -- anatomy ----------------------------------------------------------------------------------

    def _tables(self) -> Iterator[Plain]:
        anatomy, signs = self.record["anatomy"], self.shared["anatomy"]["signs"]
        labels = {each["key"]: each["label"] for each in self.shared["anatomy"]["tables"]}
        for table in anatomy["at"][-1]:
            rows = [anatomy["rows"][number] for number in table["rows"]]
            names = [self._concept(f"element/{element}") for element in table["elements"]]
            if rows:
                yield {
                    "label": capitalised(self.say(labels[table["key"]])),
                    "heads": [
                        (name, element in table["general"])
                        for name, element in zip(names, table["elements"], strict=True)
                    ],
                    "rows": [self._row(row, names, signs) for row in rows],
                    "whys": list(dict.fromkeys(self._whys(rows, table["elements"], signs))),
                }

    def _row(self, row: Plain, names: Sequence[str], signs: Sequence[Plain]) -> Plain:
        keys = [signs[int(number)]["key"] for number in row["signs"]]
        return {
            "name": self.named(self.record["rows"][row["ref"]]["name"]),
            "focus": self._concept(f"focus-reason/{row['focus']}") if "focus" in row else "",
            "cells": [
                (key, name, self._concept(f"cell-sign/{key}"))
                for key, name in zip(keys, names, strict=True)
            ],
        }

    def _whys(
        self, rows: Iterable[Plain], elements: Sequence[str], signs: Sequence[Plain]
    ) -> Iterator[str]:
        for row in rows:
            for element, number in row.get("why", {}).items():
                sign = signs[int(row["signs"][elements.index(element)])]["key"]
                name, told = self._concept(f"element/{element}"), self._concept(f"cell-sign/{sign}")
                yield f"{name}: {told}, {self.say(self.record['anatomy']['whys'][number])}"

    # -- the list ---------------------------------------------------------------------------------

    def _structures(self) -> Iterator[Plain]:
        things = {thing["id"]: thing for thing in self.record["things"]}
        for thing in things.values():
            if thing["kind"] == "structure" and thing["on"] & self.bit:
                ends = (
                    things[tie["a"]]
                    for tie in self.record["ties"]
                    if tie["b"] == thing["id"] and "rel" not in tie and tie["on"] & self.bit
                )
                levels = [self._concept(f"level/{level}") for level in thing.get("levels", ())]
                yield {
                    "name": self.named(thing["name"]),
                    "levels": ", ".join(levels),
                    "parties": [self.named(end["name"]) for end in ends],
                }
