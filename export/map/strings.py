"""What the map says, apart from the data: one catalogue in both languages."""

from __future__ import annotations

from mellanrum.export.forms.strings import CARDS
from mellanrum.export.item_marks import item_marks
from mellanrum.export.map.anatomy.strings import ANATOMY
from mellanrum.export.map.panel_strings import (
    BANDS,
    FACETS,
    KINDS,
    PANEL,
    RELATIONS,
    TABLES,
)
from mellanrum.export.wording import PAGE
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import TIER

__all__ = ["BANDS", "KINDS", "RELATIONS", "STRINGS", "page_strings"]

_PAGE: dict[str, Text] = {
    "title": Text("Samverkanskarta", "Map of collaboration"),
    "as_of": Text("Läge per", "As of"),
    "to_index": Text("Till startsidan", "To the start page"),
    "report": Text("Rapport", "Report"),
    "choose_language": Text("Språk", "Language"),
    "municipality": Text("Kommun", "Municipality"),
    "municipalities": Text("Kommuner", "Municipalities"),
    "municipalities_about": Text(
        "Filen innehåller {count} kommuner. Välj en för att se den.",
        "The file holds {count} municipalities. Choose one to see it.",
    ),
    "all_municipalities": Text("Alla kommuner", "All municipalities"),
    "place_figures": Text(
        "{bodies} organ, {structures} strukturer, {sources} källor",
        "{bodies} bodies, {structures} structures, {sources} sources",
    ),
    "no_script": Text(
        "Här syns översikt, anatomi och lista. Att söka, filtrera, välja datum och rita forum och "
        "karta kräver JavaScript: öppna filen i en webbläsare.",
        "Here are the overview, the anatomy and the list. To search, filter, choose a date and "
        "draw forums and map takes JavaScript: open the file in a browser.",
    ),
    "still_list": Text("Lista", "List"),
    "search": Text("Sök organ eller samverkan", "Search for a body or collaboration"),
    "search_help": Text(
        "Namn, förkortning, annat namn eller sektor. Det går bra utan prickar och ringar.",
        "Name, abbreviation, other name or sector. Accents may be left out.",
    ),
    "hits_none": Text("Ingen träff", "No match"),
    "hits_one": Text("1 träff", "1 match"),
    "hits_many": Text("{count} träffar", "{count} matches"),
    "hits_more": Text("{count} träffar, de första {shown} visas", "{count} matches, first {shown}"),
    "date_slider": Text("Visa läget", "Show the state"),
    "one_date": Text(
        "Kartan visar bara läget vid ett datum, eftersom den har fler än tio datamängder. Ett "
        "tidigare läge får du genom att göra kartan med --as-of, eller av färre datamängder.",
        "The map shows the state at one date only, since it has more than ten datasets. For an "
        "earlier state, make the map with --as-of, or of fewer datasets.",
    ),
    "as_of_date": Text("Läge per {date}", "As of {date}"),
    "views": Text("Vyer", "Views"),
    "view_overview": Text("Översikt", "Overview"),
    "view_forum": Text("Forum", "Forums"),
    "view_map": Text("Karta", "Map"),
    "view_table": Text("Tabell", "Table"),
    "save": Text("Spara vyn", "Save the view"),
    "print": Text("Skriv ut", "Print"),
    "not_saved": Text("Det gick inte att spara.", "It could not be saved."),
    "save_wide": Text("16:9", "16:9"),
    "file_filtered": Text("filtrerat", "filtered"),
    "picture_reference": Text(
        "Källa: {read} lästa dokument. {title}, {place}, gjord med mellanrum.",
        "Source: {read} documents that were read. {title}, {place}, made with mellanrum.",
    ),
    "file_overview": Text("oversikt", "overview"),
    "file_forum": Text("forum", "forums"),
    "file_map": Text("karta", "map"),
    "shown": Text(
        "{bodies} organ och parter och {structures} strukturer visas. Mellanrum: {tiers}.",
        "{bodies} bodies and parties and {structures} structures are shown. Gaps: {tiers}.",
    ),
    "filtered_for": Text("Filter: {filters}.", "Filters: {filters}."),
    "and": Text("och", "and"),
    "copied": Text("Kopierat.", "Copied."),
    "link_copied": Text("Länken är kopierad.", "The link is copied."),
    "file_link_copied": Text(
        "Länken är kopierad. Den leder till filen på den här datorn: skicka filen med.",
        "The link is copied. It leads to the file on this computer: send the file along.",
    ),
    "not_copied": Text("Det gick inte att kopiera.", "It could not be copied."),
    "narrow": Text(
        "På en smal skärm är tabellen lättare att läsa.",
        "On a narrow screen the table is easier to read.",
    ),
    "narrow_table": Text("Visa som tabell", "Show as a table"),
    "close": Text("Stäng", "Close"),
    "panel": Text("Om det valda", "About the selection"),
    "caution": Text(
        "Ett mellanrum är en fråga till den som kan verksamheten, inte ett omdöme. Det som inte är "
        "dokumenterat i källorna kan ändå finnas. Antalet mellanrum säger inget om hur bra en "
        "kommun är.",
        "A gap is a question to those who know the work, not a verdict. What is not documented in "
        "the sources may still exist. The number of gaps says nothing about how good a "
        "municipality is.",
    ),
}

_OVERVIEW: dict[str, Text] = {
    "figure_bodies": Text("organ och parter", "bodies and parties"),
    "figure_structures": Text("samverkansstrukturer", "collaboration structures"),
    "counted": PAGE["counted"],
    "figure_participations": Text("deltaganden", "participations"),
    "first_of": Text("De första {shown} av {count}.", "The first {shown} of {count}."),
    "all_of_tier": Text("Se alla i tabellen", "See all in the table"),
    "none_of_tier": Text("Inget här.", "Nothing here."),
    "not_asked": Text("Ej prövat", "Not asked"),
    "rests_on": Text("Vad kartan bygger på", "What the map rests on"),
    "rests_on_told": Text(
        "{read} lästa dokument ({span}), {claims} uppgifter ur dem. Ytterligare {named} dokument "
        "nämns men är inte lästa.",
        "{read} documents that were read ({span}), {claims} statements from them. A further "
        "{named} documents are named but were not read.",
    ),
    "sources_read": Text("Lästa dokument", "Documents that were read"),
    "sources_named": Text("Dokument som bara nämns", "Documents that are only named"),
    "complete_lists": Text(
        "Detta räknar källorna upp fullständigt", "What the sources list completely"
    ),
    "nothing_complete": Text(
        "Ingen källa räknar upp något fullständigt. Det som inte syns kan ändå finnas.",
        "No source lists anything completely. What does not show may still exist.",
    ),
    "to_know": Text("Att känna till om källorna", "What to know of the sources"),
}

_FORUM: dict[str, Text] = {
    "gather": Text("Samla efter", "Gather by"),
    "gather_plain": Text("nivå", "level"),
    "gather_group": Text("målgrupp", "target group"),
    "order": Text("Ordna efter", "Order by"),
    "order_plain": Text("status och namn", "status and name"),
    "order_name": Text("namn", "name"),
    "order_members": Text("antal deltagare", "number of participants"),
    "order_gaps": Text("antal mellanrum", "number of gaps"),
    "no_group": Text(
        "Målgrupp inte dokumenterad i källorna", "Target group not documented in the sources"
    ),
    "forum_cut": Text(
        "De första {shown} av {count} rader visas. Filtrera för att se de andra.",
        "The first {shown} of {count} rows are shown. Filter to see the others.",
    ),
    "forum_help": Text(
        "Varje rad är en samverkan, varje kolumn ett organ. Välj ett namn, en prick eller en ring "
        "för att se vad källorna säger; piltangenterna går mellan dem.",
        "Each row is a collaboration, each column a body. Choose a name, a dot or a ring to see "
        "what the sources say; the arrow keys go between them.",
    ),
}

_MAP: dict[str, Text] = {
    "map_title": Text("Samverkan i {name}", "Collaboration in {name}"),
    "map_label": Text(
        "Karta över samverkan i {name}. Vyn Tabell innehåller samma sak.",
        "Map of collaboration in {name}. The view Table holds the same.",
    ),
    "map_help": Text(
        "Dra i kartan, eller använd tangenterna: pilarna går från ruta till ruta, Enter öppnar, "
        "Skift och pil flyttar, + och − ändrar storleken.",
        "Drag the map, or use the keys: arrows go from box to box, Enter opens, Shift and arrow "
        "moves, + and − change the size.",
    ),
    "zoom": Text("Storlek", "Size"),
    "zoom_in": Text("Förstora", "Zoom in"),
    "zoom_out": Text("Förminska", "Zoom out"),
    "zoom_all": Text("Hela kartan", "Whole map"),
    "undo": Text("Ångra", "Undo"),
    "clear_map": Text("Visa allt igen", "Show all again"),
    "show_gaps": Text("Visa mellanrum", "Show gaps"),
    "path": Text("Väg mellan två", "Path between two"),
    "path_from": Text("Väg från", "Path from"),
    "path_to": Text("till", "to"),
    "path_found": Text(
        "Från {from} till {to} i {count} steg:", "From {from} to {to} in {count} steps:"
    ),
    "no_path": Text(
        "Det finns ingen väg mellan {from} och {to}.", "There is no path between {from} and {to}."
    ),
    "no_path_why": Text(
        "Ingen kedja av deltaganden eller styrning som källorna beskriver binder samman dem den "
        "{date}. Det är i sig ett resultat.",
        "No chain of participation or steering that the sources describe joins them as of {date}. "
        "That is a finding in itself.",
    ),
    "path_begun": Text("Väg från {name}: välj vart.", "Path from {name}: choose where to."),
    "path_ended": Text("Väg till {name}: välj varifrån.", "Path to {name}: choose where from."),
    "surroundings": Text("Visa omgivningen, steg:", "Show surroundings, steps:"),
    "show_steps": Text(
        "Visa omgivningen i {count} steg", "Show the surroundings within {count} steps"
    ),
    "path_from_here": Text("Väg härifrån", "Path from here"),
    "path_to_here": Text("Väg hit", "Path to here"),
    "focus_note": Text("Omgivningen till {name}, {count} steg.", "Around {name}, {count} steps."),
    "focus_cut": Text(
        "Ytterligare {count} visas inte; filtrera för att se dem.",
        "A further {count} are not shown; filter to see them.",
    ),
    "gathered": Text("{count} i en grupp", "{count} in a group"),
    "gathered_note": Text(
        "{count} är fler än kartan kan visa läsligt, så de är samlade efter sektor och nivå. Välj "
        "en grupp för att öppna den, eller filtrera.",
        "{count} are more than the map can show legibly, so they are gathered by sector and level. "
        "Choose a group to open it, or filter.",
    ),
    "nothing_drawn": Text(
        "Kartan kan inte ritas i den här webbläsaren. Vyn Tabell innehåller samma sak.",
        "The map cannot be drawn in this browser. The view Table holds the same.",
    ),
    "legend": Text("Teckenförklaring", "Legend"),
    "legend_bodies": Text("Organ och samverkan", "Bodies and collaboration"),
    "legend_lines": Text("Linjer", "Lines"),
    "legend_gaps": Text("Mellanrum", "Gaps"),
    "ghost": Text(
        "inte i kraft: sökt, planerat, upphört eller okänt",
        "not in force: sought, planned, ended or unknown",
    ),
    "line_participation": Text("deltar i", "takes part in"),
    "line_lapsed": Text("deltagande som inte är i kraft", "participation not in force"),
    "line_steering": Text("styr, förvaltar åt eller ingår i", "steers, administers or is part of"),
    "line_gap": Text("mellanrum mellan två parter", "gap between two parties"),
    "mark_gap": Text("mellanrum vid ett organ eller en samverkan", "gap at a single thing"),
    "none_documented": Text("inget dokumenterat i källorna", "none documented in the sources"),
}

STRINGS: dict[str, Text] = {
    **_PAGE,
    **_OVERVIEW,
    **ANATOMY,
    **_FORUM,
    **_MAP,
    **CARDS,
    **PANEL,
    **TABLES,
    **{f"facet_{key}": text for key, text in FACETS.items()},
    **{f"kind_{key}": text for key, text in KINDS.items()},
    **{
        f"rel_{key}_{end}": text
        for key, pair in RELATIONS.items()
        for end, text in zip(("from", "to"), pair, strict=True)
    },
}


def page_strings(language: Language) -> dict[str, str]:
    """Return what the page says in one language, the tiers and the marks of items among it."""
    marks = {f"mark_{slug}": mark.label for slug, mark in item_marks().items()}
    tiers = {f"{use}_{tier.slug}": tier.heading for use in ("table", "tier") for tier in TIER}
    return {key: text.pick(language) for key, text in (STRINGS | marks | tiers).items()}
