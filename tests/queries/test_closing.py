"""What closes a gap: for every rule, rows in the invented municipality after which it is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.queries.rules.catalogue import bundled_rules
from tests.queries.finding_items import candidates_at, last

Rows = Mapping[str, list[Mapping[str, str]]]
TOLD = {"källa": "kalla-berattelse", "ställe": "avsnitt 9", "fras": "ord som står där"}
MEETING: Rows = {"deltaganden": [{"struktur": "presidieradet", "deltagare": "kfn", **TOLD}]}

# Rule → what it finds, by subject, object and level; and what closes it.
CLOSES: dict[str, tuple[str, Rows]] = {
    "G01": (
        "lotsarbetet",
        {"deltaganden": [{"struktur": "presidieradet", "deltagare": "amn", **TOLD}]},
    ),
    "G03b": (
        "mal-motesplats",
        {"indikatorer": [{"id": "ind-motesplats", "indikatortyp": "effekt"}]},
    ),
    "G05": (
        "mal-kvall-2023 uppf-kvall",
        {"uppfoljningar": [{"id": "uppf-kvall", "tidsgräns": "2023-11"}]},
    ),
    "G06": (
        "post-skollots fin-skollots",
        {
            "finansiering": [
                {"id": "fin-skollots", "tillräcklighet": "tillräcklig", "gäller till": ""}
            ]
        },
    ),
    "G07": (
        "atag-lots",
        {"ataganden": [{"id": "atag-lots", "åtaget av": "ks", "tidsgräns": "2025"}]},
    ),
    "G08b": (
        "granskning-2023",
        {
            "ataganden": [{"id": "atag-moten", "namn": "Mötas", "åtaget av": "kfn", **TOLD}],
            "svar": [{"id": "svar-kfn-niva", "leder till": "atag-moten"}],
        },
    ),
    "G08c": (
        "iak-kontakt atag-kontakt",
        {"ataganden": [{"id": "atag-kontakt", "berör": "friskolorna; foreningarna"}]},
    ),
    "G10": (
        "atag-kontakt",
        {
            "ataganden": [{"id": "atag-kontakt", "uppfyllt genom": "vagen"}],
            "kontaktvagar": [{"id": "vagen", "namn": "En väg in", "kontaktväg till": "sn", **TOLD}],
        },
    ),
    "G13": ("uppdrag-unga mg-kvall", {"mal": [{"id": "mal-motesplats", "målgrupp": ""}]}),
    "G18": (
        "ks",
        {
            "ansvar": [
                {
                    "id": "ansvar-samordna-kfn",
                    "namn": "Samordna arbetet för unga",
                    "ansvarig": "kfn",
                    "ansvarstyp": "samordning",
                    "målgrupp": "mg-barn-unga",
                    **TOLD,
                }
            ]
        },
    ),
    "G23": (
        "faltgruppen trygga-kvallar",
        {"strukturer": [{"id": "faltgruppen", "samordnas med": "trygga-kvallar"}]},
    ),
    "G25": (
        "beslut-ks amn",
        {"beslut": [{"id": "beslut-ks", "expedieras till": "revisionen; bun; sn; amn"}]},
    ),
    "G26b": (
        "mg-barn-unga",
        {"strukturer": [{"id": "presidieradet", "målgrupp": "mg-barn-unga"}]},
    ),
    "G30": (
        "beslut-forslag",
        {
            "finansiering": [
                {"id": "fin-mote", "namn": "Medel", "finansierar": "atag-motesplats", **TOLD}
            ]
        },
    ),
    "G31": (
        "sn mottagningen",
        {"deltaganden": [{"struktur": "styrgrupp-falt", "deltagare": "mottagningen", **TOLD}]},
    ),
    "G32": ("amn bun", {"styrdokument": [{"id": "dok-franvaro", "avgränsar": "amn; bun"}]}),
    "G33": (
        "kfn",
        {
            "svar": [
                {
                    "id": "svar-kfn-2021",
                    "namn": "Nämnden delar bilden",
                    "svarande": "kfn",
                    "svarar på": "granskning-2021",
                    "ståndpunkt": "bekräftar",
                    **TOLD,
                }
            ]
        },
    ),
    "G34": ("uppf-cafe", {"uppfoljningar": [{"id": "uppf-cafe", "genomförande": "completed"}]}),
    "G35": (
        "orosmotet mottagningen",
        {"deltaganden": [{"struktur": "orosmotet", "deltagare": "mottagningen", **TOLD}]},
    ),
    "N01": (
        "bun sn management",
        {"deltaganden": [{"struktur": "styrgrupp-falt", "deltagare": "buf", **TOLD}]},
    ),
    "N02": ("bun kfn", MEETING),
    "N03": (
        "trygga-kvallar polisen",
        {
            "deltaganden": [
                {"struktur": "styrgrupp-falt", "deltagare": body, **TOLD}
                for body in ("foreningarna", "friskolorna")
            ]
        },
    ),
    "N04": ("amn bun", {"styrdokument": [{"id": "dok-franvaro", "part": "amn; bun; sn"}]}),
    "N05": (
        "orosmotet ungteamet",
        {"strukturer": [{"id": "orosmotet", "samordnas med": "ungteamet"}]},
    ),
    "N06": ("kfn ks", MEETING),
}


def found(graph: KnowledgeGraph, rule: str) -> set[str]:
    """Return what a rule finds, by subject, object and level."""
    return {
        " ".join(last(node) for node in (one.subject, one.object, one.level) if node)
        for one in candidates_at(graph)
        if one.rule.id == rule and not one.open
    }


def test_every_rule_has_a_change_that_closes_it() -> None:
    assert CLOSES.keys() == {rule.id for rule in bundled_rules() if not rule.flag}


@pytest.mark.parametrize("rule", CLOSES)
def test_a_gap_is_closed(
    ekvalla: KnowledgeGraph, variant: Callable[[Rows], Path], rule: str
) -> None:
    gap, rows = CLOSES[rule]
    before, after = found(ekvalla, rule), found(mellanrum.load(variant(rows)), rule)
    assert gap in before
    assert after < before
    assert gap not in after
