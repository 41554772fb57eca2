"""``mellanrum whatif``: try changes out, and ask which would help most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mellanrum.cli.common import (
    Inputs,
    argument,
    command,
    datasets_option,
    format_option,
    language,
    misuse,
    number_options,
    option,
    run_options,
    say,
    write_output,
)
from mellanrum.cli.congruence import MeetingLevelChoice
from mellanrum.cli.wording.parameter_types import WholeNumber
from mellanrum.export.texts.whatif_text import whatif_json, whatif_text
from mellanrum.graph.coordination.proposals import Proposal
from mellanrum.graph.tables.changes import (
    RowChange,
    add_agreement,
    add_forum,
    add_participation,
    add_responsibility,
    end,
    end_participation,
    read_changes,
)
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.queries.comparison.what_if import WhatIf

__all__ = ["whatif"]

PAIR = Text("STRUKTUR:ORGAN", "STRUCTURE:BODY")
ROW = Text('"NAMN=VÄRDE;…"', '"NAME=VALUE;…"')
# Each short option, what makes a change of its words, and its help.
OPTIONS: dict[str, tuple[Callable[[str], RowChange], Text, Text]] = {
    "--add-participation": (
        add_participation,
        PAIR,
        Text("Organet börjar delta.", "The body joins."),
    ),
    "--end-participation": (
        end_participation,
        PAIR,
        Text("Organet slutar delta.", "The body leaves."),
    ),
    "--add-forum": (
        add_forum,
        ROW,
        Text(
            'Nytt forum: "name=…;level=…;members=a,b;target=mg".',
            'New forum: "name=…;level=…;members=a,b;target=mg".',
        ),
    ),
    "--add-agreement": (
        add_agreement,
        ROW,
        Text(
            'Ny överenskommelse: "name=…;members=a,b;target=mg".',
            'New agreement: "name=…;members=a,b;target=mg".',
        ),
    ),
    "--add-responsibility": (
        add_responsibility,
        ROW,
        Text(
            'Nytt ansvar: "holder=…;target=…;role=…".',
            'New responsibility: "holder=…;target=…;role=…".',
        ),
    ),
    "--end": (
        end,
        Text("RAD", "ROW"),
        Text(
            "En struktur, en överenskommelse, ett ansvar eller ett deltagande upphör.",
            "A structure, agreement, responsibility or participation ends.",
        ),
    ),
}


def _change_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for name, (_, stands_for, text) in reversed(OPTIONS.items()):
        function = option(name, multiple=True, stands_for=stands_for, text=text)(function)
    return function


@command(
    "whatif",
    "mellanrum whatif -d ekvalla --add-participation presidieradet:kfn --suggest 2",
    Text(
        "Datamängden ändras aldrig. Ändringar ges som flaggor, som får upprepas, eller som filer "
        "med tabellrader (CSV med kolumnerna table och change, eller TOML). Rader anges som "
        "datamängd/id.",
        "The dataset is never changed. Changes are given as options, which may be repeated, or as "
        "files of table rows (CSV with the columns table and change, or TOML). Rows are named "
        "dataset/id.",
    ),
)
@argument(
    "changes",
    Text(
        "CSV- eller TOML-filer med rader att lägga till eller avsluta.",
        "CSV or TOML files of rows to add or end.",
    ),
    nargs=-1,
    type=click.Path(path_type=Path),
)
@datasets_option
@_change_options
@option(
    "--suggest",
    "number",
    type=WholeNumber(0),
    default=0,
    stands_for=Text("ANTAL", "NUMBER"),
    text=Text(
        "Föreslå de tillägg som höjer K mest, ett i taget.",
        "Suggest the additions that raise K most, one at a time.",
    ),
)
@option(
    "--max-members",
    type=WholeNumber(2),
    default=8,
    show_default=True,
    stands_for=Text("ANTAL", "NUMBER"),
    text=Text("Hur många organ ett forum får ha.", "How many bodies a forum may have."),
)
@option(
    "--level",
    type=MeetingLevelChoice(),
    text=Text(
        "Nivå för förslagen; annars den där K är lägst.",
        "Level of the suggestions; otherwise the one where K is least.",
    ),
)
@number_options
@format_option("table", "json")
@run_options
def whatif(
    inputs: Inputs,
    changes: tuple[Path, ...],
    number: int,
    max_members: int,
    level: str | None,
    strengths: Path | None,
    weights: Path | None,
    form: str,
    **short: tuple[str, ...],
) -> None:
    """Try changes out."""
    made = [*(change for path in changes for change in read_changes(path)), *_short(short)]
    if not made and not number:
        raise misuse(
            "Ange minst en ändring, eller --suggest ANTAL.",
            "Give at least one change, or --suggest NUMBER.",
        )
    numbers: dict[str, Any] = {"strengths": strengths, "weights": weights}
    found = inputs.load().whatif(*made, **numbers)
    proposals = found.graph.suggest(number, level, max_members=max_members, **numbers)
    write_output(_text(found, proposals if number else (), form, bool(made)), form=form)
    say(Text("Datamängden är inte ändrad.", "The dataset has not been changed."))


def _short(short: dict[str, tuple[str, ...]]) -> list[RowChange]:
    """Return the changes that the short options stand for."""
    return [
        make(words)
        for name, (make, _, _) in OPTIONS.items()
        for words in short[name.strip("-").replace("-", "_")]
    ]


def _text(
    found: WhatIf[KnowledgeGraph], proposals: tuple[Proposal, ...], form: str, is_changed: bool
) -> str:
    snapshot = found.graph.snapshot(gaps=False)
    if form == "json":
        return whatif_json(snapshot, found, proposals, language())
    return whatif_text(snapshot, found, proposals, language(), is_changed=is_changed)
