"""The measures of a network as tables for people, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mellanrum.export.documents.sheets import keyed_sheet, sheet_csv
from mellanrum.export.texts.columns import aligned
from mellanrum.export.wording import decimal
from mellanrum.graph.figures import Figure, Figures
from mellanrum.graph.measures import DESCRIPTIVE_ONLY, MINIMUM_SIZE
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.table import json_text
from mellanrum.ontology.language import Language, Text

__all__ = ["MEASURES", "measures_csv", "measures_json", "measures_text"]

Namer = Callable[[str], str]
Network = tuple[str, Figures]
"""The name of a network, such as its municipality, and its measures."""

MEASURES: dict[str, Text] = {
    "nodes": Text("noder", "nodes"),
    "ties": Text("band", "ties"),
    "density": Text("täthet", "density"),
    "fragmentation": Text("fragmentering", "fragmentation"),
    "clustering": Text("klustring (organ och forum)", "clustering (two-mode)"),
    "core_fit": Text("kärna–periferi, r", "core–periphery, r"),
    "ei": Text("E-I-index", "E-I index"),
    "ei_group": Text("E-I-index i grupp", "E-I index of a group"),
    "core": Text("i kärnan", "in the core"),
    "k_component": Text("sammanhållen del som tål bortfall, k", "k-component"),
    "cut_point": Text("avgörande nod: skiljer så många par", "cut-point: pairs that it separates"),
    "bridge": Text("ensam länk: skiljer så många par", "bridge: pairs that it separates"),
    "key_player": Text("nyckelnod: fragmentering utan den", "key player: fragmentation without it"),
    "overlap": Text("överlapp mellan forum", "overlap of forums"),
    "degree": Text("grad", "degree"),
    "closeness": Text("närhet", "closeness"),
    "betweenness": Text("mellanliggande", "betweenness"),
    "redundancy": Text("redundans", "redundancy"),
    "constraint": Text("begränsning", "constraint"),
    "effective_size": Text("effektiv storlek", "effective size"),
    "efficiency": Text("effektivitet", "efficiency"),
    "hierarchy": Text("hierarki", "hierarchy"),
    "coordinator": Text("samordnare", "coordinator"),
    "itinerant": Text("konsult", "itinerant"),
    "representative": Text("representant", "representative"),
    "gatekeeper": Text("grindvakt", "gatekeeper"),
    "liaison": Text("sambandsaktör", "liaison"),
}
# What the table shows: figures of the whole, wide tables of nodes, and lists.
WHOLE = ("nodes", "ties", "density", "fragmentation", "clustering", "core_fit", "ei", "ei_group")
WIDE = (
    ("degree", "closeness", "betweenness", "redundancy"),
    ("constraint", "effective_size", "efficiency", "hierarchy"),
    ("coordinator", "itinerant", "representative", "gatekeeper", "liaison"),
)
LISTS = ("cut_point", "bridge", "key_player", "overlap", "core", "k_component")
COLUMNS: dict[str, Text] = {
    "network": Text("nätverk", "network"),
    "measure": Text("mått", "measure"),
    "about": Text("gäller", "about"),
    "value": Text("värde", "value"),
    "expected": Text("väntat", "expected"),
    "z": Text("z", "z"),
    "p": Text("p", "p"),
    "note": Text("not", "note"),
}
NOTES = {
    DESCRIPTIVE_ONLY: Text("endast beskrivande", "descriptive only"),
    "heuristic": Text("sökt, inte prövat fullt ut", "searched, not tried in full"),
}
SMALL = Text(
    "Endast beskrivande: {size} noder har ett band, färre än {least}, och slumpen kan inte skiljas "
    "från mönster. Därför visas inga p-värden.",
    "Descriptive only: {size} nodes have a tie, fewer than {least}, and chance cannot be told from "
    "pattern. So no p-values are shown.",
)
LEFT_OUT = Text(
    "{count} noder utan grupp är inte med i E-I-index och mäklarroller.",
    "{count} nodes without a group are left out of the E-I index and the brokerage roles.",
)
UNDEFINED = Text("– betyder att måttet inte är definierat.", "– means that it is undefined.")


def measures_text(networks: Iterable[Network], name: Namer, language: Language) -> str:
    """Return the measures as tables: the whole, the nodes, and what the network hangs on."""
    parts: list[str] = []
    for title, found in networks:
        parts.append(title)
        parts.append(_whole_table(found, language))
        parts += _wide_tables(found, name, language)
        parts += _list_tables(found, name, language)
        if found.descriptive_only:
            told = SMALL.format(size=found.size, least=MINIMUM_SIZE)
            parts.append(told.pick(language) + "\n")
        if found.without_group:
            parts.append(LEFT_OUT.format(count=found.without_group).pick(language) + "\n")
    return "\n".join([*parts, UNDEFINED.pick(language) + "\n"])


def _whole_table(found: Figures, language: Language) -> str:
    keys = ("measure", "value", "expected", "z", "p", "note")
    rows = [
        [
            MEASURES[figure.measure].pick(language),
            _number(figure.value, language),
            *(_number(each, language, "") for each in (figure.expected, figure.z, figure.p)),
            _note(figure, language),
        ]
        for figure in found.items
        if figure.measure in WHOLE
    ]
    return aligned([COLUMNS[key].pick(language) for key in keys], rows)


def _wide_tables(found: Figures, name: Namer, language: Language) -> Iterator[str]:
    values = {(f.measure, f.about[0]): f.value for f in found.items if len(f.about) == 1}
    for measures in WIDE:
        # A node whose every count or value is nothing would only lengthen the table.
        nodes = dict.fromkeys(f.about[0] for f in found.items if f.measure in measures and f.value)
        shown = [each for each in measures if any((each, node) in values for node in nodes)]
        if nodes:
            headings = [COLUMNS["about"].pick(language)]
            headings += [MEASURES[measure].pick(language) for measure in shown]
            rows = [
                [name(node), *(_number(values.get((each, node)), language) for each in shown)]
                for node in nodes
            ]
            yield aligned(headings, rows)


def _list_tables(found: Figures, name: Namer, language: Language) -> Iterator[str]:
    for measure in LISTS:
        figures = [figure for figure in found.items if figure.measure == measure]
        if figures:
            headings = [MEASURES[measure].pick(language), COLUMNS["value"].pick(language)]
            rows = [
                [", ".join(map(name, figure.about)), _number(figure.value, language)]
                for figure in figures
            ]
            yield aligned(headings, rows)


def _number(value: Number | None, language: Language, undefined: str = "–") -> str:
    if value is None:
        return undefined
    number = float(value)
    return str(int(number)) if number == int(number) else decimal(number, language, 3)


def _note(figure: Figure, language: Language) -> str:
    return NOTES[figure.note].pick(language) if figure.note in NOTES else figure.note


def measures_csv(networks: Iterable[Network], name: Namer, language: Language) -> str:
    """Return the measures as one long table; several nodes are joined by ``; ``."""
    rows = (
        {
            "network": title,
            "measure": MEASURES[figure.measure].pick(language),
            "about": "; ".join(map(name, figure.about)),
            **{key: _plain(value) for key, value in _numbers(figure).items()},
            "note": _note(figure, language),
        }
        for title, found in networks
        for figure in found.items
    )
    return sheet_csv(keyed_sheet(COLUMNS, rows, language))


def _numbers(figure: Figure) -> dict[str, Number | None]:
    return {"value": figure.value, "expected": figure.expected, "z": figure.z, "p": figure.p}


def _plain(value: Number | None) -> str:
    return "–" if value is None else f"{float(value):.6g}"


def measures_json(networks: Iterable[Network], language: Language) -> str:
    """Return the measures as JSON with English keys; null where a measure is undefined."""
    told = [
        {
            "network": title,
            "size": found.size,
            "two_mode": found.two_mode,
            "directed": found.directed,
            "descriptive_only": found.descriptive_only,
            "minimum_size": MINIMUM_SIZE,
            "measures": [
                {
                    "measure": figure.measure,
                    "about": figure.about,
                    **{
                        key: None if value is None else round(float(value), 6)
                        for key, value in _numbers(figure).items()
                    },
                    "note": figure.note,
                }
                for figure in found.items
            ],
        }
        for title, found in networks
    ]
    return json_text({"language": language, "networks": told})
