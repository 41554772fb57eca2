"""The interactive map: one HTML file with everything in it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from mellanrum.export.citation import MONTHS, written_date
from mellanrum.export.counts import counts
from mellanrum.export.forms.form_data import columns
from mellanrum.export.item_marks import item_marks
from mellanrum.export.map.anatomy.anatomy_record import anatomy_terms
from mellanrum.export.map.concepts import concepts, definitions, order, rules
from mellanrum.export.map.data import slim, told
from mellanrum.export.map.network_drawing import vis_options
from mellanrum.export.map.page_figures import forum_measures, marks
from mellanrum.export.map.record import concept_key, record
from mellanrum.export.map.script import joined_script
from mellanrum.export.map.strings import KINDS, STRINGS, page_strings
from mellanrum.export.map.times import Presence
from mellanrum.export.map.view import Thing, View, make_views
from mellanrum.export.pages.notebook import FramedPage
from mellanrum.export.pages.shell import Inline, checked_link, render_page, safe_json
from mellanrum.export.pages.still import still
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.standing.history import FEW_DATASETS
from mellanrum.ontology.errors import ExportError, Location, Problem
from mellanrum.ontology.language import LANGUAGES, Language, Text, as_language, joined
from mellanrum.queries.tiers.order import SUMMARY

__all__ = ["VIEWS", "MapData", "MapView", "framed_map", "map_page"]

MapView = Literal["overview", "anatomy", "forum", "map", "table"]
VIEWS: tuple[MapView, ...] = get_args(MapView)
_VIS = "vis-network.min.js"
_FEW = 3  # names of more municipalities than this are not told in the title


class MapData:
    """What the map shows, gathered once for pages in both languages.

    The history has one snapshot for each date, the latest last.
    """

    def __init__(self, history: Sequence[Snapshot]) -> None:
        self.times = Presence(history)
        self.snapshot = self.times.latest
        self.views = make_views(history)
        self.records = [record(self.times, view) for view in self.views]
        self.shared = {
            "strings": {language: page_strings(language) for language in LANGUAGES},
            "months": [told(month) for month in MONTHS],
            "summary": SUMMARY,
            "anatomy": anatomy_terms(),
            "concepts": concepts(self.snapshot, self.records),
            "definitions": definitions(),
            "order": order(),
            "rules": rules(self.views),
            "options": vis_options(),
            "marks": marks(),
            "answer_columns": columns(self.snapshot.schema),
            "forum": forum_measures(),
            "index": [self._entry(view) for view in self.views],
        }

    @property
    def has_one_date(self) -> bool:
        """Whether earlier dates are left out since there are many datasets."""
        few = len(self.snapshot.datasets) <= FEW_DATASETS
        return len(self.times.history) == 1 and not few

    def still(self, language: Language) -> list[dict[str, object]]:
        """Return what is there without scripts; of many municipalities only their names are."""
        few = self.records if len(self.records) <= _FEW else []
        return [still(self.shared, record, language) for record in few]

    def entries(self, language: Language) -> list[tuple[str, str]]:
        """Return the municipalities by name, with how much there is of each."""
        figures = STRINGS["place_figures"].pick(language)
        return [
            (view.name.pick(language), figures.format(**self._entry(view))) for view in self.views
        ]

    def _entry(self, view: View) -> dict[str, object]:
        things = [thing for thing in view.things.values() if thing.kind != "sector"]
        found = counts(self.snapshot, view.datasets)
        return {
            "id": view.id,
            "name": told(view.name),
            "lang": view.language,
            "bodies": found.bodies,
            "structures": found.structures,
            "sources": found.read + found.named,
            "names": [
                slim(
                    {
                        "id": thing.id,
                        "name": told(thing.name),
                        "kind": concept_key(self.snapshot.facts.types(thing.iri)[0]),
                        "keys": self._other_names(thing.iri),
                        "of": self._kinds(thing),
                    }
                )
                for thing in things
            ],
        }

    def _kinds(self, thing: Thing) -> list[str]:
        values, paths = self.snapshot.values, ("bodyType", "forumType")
        types = (kind for path in paths for kind in values(thing.iri, path))
        return [*map(concept_key, (*types, *thing.sectors))]

    def _other_names(self, node: str) -> list[str]:
        return sorted({*self.snapshot.values(node, "abbreviation"), *self.snapshot.aliases(node)})


def framed_map(history: Sequence[Snapshot], language: str, view: MapView) -> FramedPage:
    """Return the map for a notebook; the parameters are those of `MapData` and `map_page`.

    Examples
    --------
    >>> import mellanrum
    >>> mellanrum.load("ekvalla").map("en")
    FramedPage(title='Map of collaboration', height=760)
    """
    text = map_page(MapData(history), as_language(language), view=view)
    return FramedPage(text, STRINGS["title"].pick(as_language(language)))


def map_page(
    data: MapData,
    language: Language = "sv",
    *,
    view: MapView = "overview",
    links: Mapping[Language, Mapping[str, str]] = {},
) -> str:
    """Return the map as one self-contained HTML page that opens in a language and a view.

    The same data gives the same text. The `links` hold, for each language, the addresses of
    ``index`` and ``report`` beside the map.

    Raises
    ------
    ExportError
        If the installed pyvis does not carry vis-network, or a link is not a file or https.
    """
    strings = page_strings(language)
    own = links.get(language, {})
    checked = {
        lang: {key: checked_link(address) for key, address in addresses.items()}
        for lang, addresses in links.items()
    }
    reports = {lang: found["report"] for lang, found in checked.items() if "report" in found}
    opened = {"language": language, "view": view, "links": checked, "report": reports}
    return render_page(
        "map.html.j2",
        language,
        scripts=(vis_network(), Inline(joined_script())),
        styles=("base.css", "drawing.css", "map.css", "cards.css"),
        data=data.shared | opened,
        places=[safe_json(entry) for entry in data.records],
        still=data.still(language),
        entries=data.entries(language),
        title=_title(data, language),
        t=strings,
        links={key: own[key] for key in ("index", "report") if key in own},
        as_of=_as_of(data, language),
        one_date=data.has_one_date,
        kinds=KINDS,
        marks=list(item_marks()),
    )


def _as_of(data: MapData, language: Language) -> str:
    """Return the date, for a page without scripts: of each municipality where they differ."""
    found: dict[str, list[str]] = {}
    for view in data.views:
        *_, (_, day) = data.times.days(view.graph)
        if day:
            name, told_day = view.name.pick(language), written_date(day.isoformat(), language)
            found.setdefault(told_day, []).append(name)
    if len(found) < 2:
        return "".join(found)
    return joined([f"{day} ({joined(names, language)})" for day, names in found.items()], language)


def _title(data: MapData, language: Language) -> str:
    title = STRINGS["title"].pick(language)
    names = [view.name.pick(language) for view in data.views]
    return f"{title}: {joined(names, language)}" if 0 < len(names) <= _FEW else title


@cache
def vis_network() -> Inline:
    """Return vis-network, read from the installed pyvis so that no copy of it is kept here."""
    library = files("pyvis").joinpath("lib")
    found = sorted(
        (folder for folder in library.iterdir() if folder.name.startswith("vis-")),
        key=lambda folder: [int(part) for part in folder.name[4:].split(".") if part.isdigit()],
    )
    for folder in reversed(found):
        script = folder.joinpath(_VIS)
        if script.is_file():
            return Inline(script.read_text(encoding="utf-8"))
    message = Text(
        f"Det installerade paketet pyvis innehåller inte {_VIS}.",
        f"The installed package pyvis does not hold {_VIS}.",
    )
    hint = Text("Installera pyvis 0.3.2.", "Install pyvis 0.3.2.")
    raise ExportError(Problem(Location(), "no-vis-network", message, hint=hint))
