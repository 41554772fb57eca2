"""What the map says, apart from the data."""

from __future__ import annotations

from mellanrum.ontology.language import Language, Text

__all__ = ["BANDS", "EVIDENCE", "KINDS", "RELATIONS", "STRINGS", "in_language"]

STRINGS: dict[str, Text] = {
    "title": Text("Samverkanskarta", "Map of collaboration"),
    "as_of": Text("Läge per", "As of"),
    "lead": Text(
        "Vilka organ som samverkar, på vilken nivå, och var det kan finnas mellanrum. "
        "Välj något i kartan, i tabellerna eller i sökrutan för att se vad källorna säger.",
        "Which bodies work together, at what level, and where there may be gaps. "
        "Choose something in the map, the tables or the search box to see what the sources say.",
    ),
    "caution": Text(
        "Ett mellanrum är en fråga till den som kan verksamheten, inte ett omdöme. Det som inte är "
        "dokumenterat i källorna kan ändå finnas. Antalet mellanrum säger inget om hur bra en "
        "kommun är.",
        "A gap is a question to those who know the work, not a verdict. What is not documented in "
        "the sources may still exist. The number of gaps says nothing about how good a "
        "municipality is.",
    ),
    "other_language": Text("In English", "På svenska"),
    "to_index": Text("Till startsidan", "To the start page"),
    "report": Text("Rapport", "Report"),
    "in_report": Text("Läs om mellanrummet i rapporten", "Read about the gap in the report"),
    "municipality": Text("Kommun", "Municipality"),
    "search": Text("Sök organ eller samverkan", "Search for a body or collaboration"),
    "search_help": Text(
        "Namn, förkortning eller annat namn. Det går bra utan prickar och ringar.",
        "Name, abbreviation or other name. Accents may be left out.",
    ),
    "hits_none": Text("Ingen träff", "No match"),
    "hits_one": Text("1 träff", "1 match"),
    "hits_many": Text("{count} träffar", "{count} matches"),
    "hits_more": Text("{count} träffar, de första {shown} visas", "{count} matches, first {shown}"),
    "show_gaps": Text("Visa mellanrum", "Show gaps"),
    "zoom_in": Text("Förstora", "Zoom in"),
    "zoom_out": Text("Förminska", "Zoom out"),
    "zoom_all": Text("Hela kartan", "Whole map"),
    "map_label": Text(
        "Karta över samverkan i {name}. Tabellerna under kartan innehåller samma sak.",
        "Map of collaboration in {name}. The tables below the map hold the same.",
    ),
    "nothing_drawn": Text(
        "Kartan kan inte ritas i den här webbläsaren. Tabellerna innehåller samma sak.",
        "The map cannot be drawn in this browser. The tables hold the same.",
    ),
    "no_script": Text(
        "Kartan behöver JavaScript. Tabellerna nedan innehåller samma sak.",
        "The map needs JavaScript. The tables below hold the same.",
    ),
    "drag": Text("Dra i kartan för att flytta den.", "Drag the map to move it."),
    "legend": Text("Teckenförklaring", "Legend"),
    "legend_bodies": Text("Organ och samverkan", "Bodies and collaboration"),
    "legend_lines": Text("Linjer", "Lines"),
    "legend_gaps": Text("Mellanrum, och hur vi vet", "Gaps, and how we know"),
    "ghost": Text(
        "inte i kraft: sökt, planerat, upphört eller okänt",
        "not in force: sought, planned, ended or unknown",
    ),
    "line_participation": Text("deltar i", "takes part in"),
    "line_lapsed": Text("deltagande som inte är i kraft", "participation not in force"),
    "line_steering": Text("styr, förvaltar åt eller ingår i", "steers, administers or is part of"),
    "line_gap": Text("mellanrum mellan två parter", "gap between two parties"),
    "mark_gap": Text("mellanrum vid ett organ eller en samverkan", "gap at a single thing"),
    "panel": Text("Om det valda", "About the selection"),
    "close": Text("Stäng", "Close"),
    "structures": Text("Samverkan och vilka som deltar", "Collaboration and who takes part"),
    "bodies": Text("Organ och parter", "Bodies and parties"),
    "gaps": Text("Mellanrum", "Gaps"),
    "sources": Text("Källor", "Sources"),
    "name": Text("Namn", "Name"),
    "kind": Text("Slag", "Kind"),
    "level": Text("Nivå", "Level"),
    "sector": Text("Sektor", "Sector"),
    "status": Text("Status", "Status"),
    "severity": Text("Allvarlighet", "Severity"),
    "participants": Text("Deltar", "Participants"),
    "takes_part_in": Text("Deltar i", "Takes part in"),
    "abbreviation": Text("Förkortning", "Abbreviation"),
    "alias": Text("Kallas även", "Also called"),
    "valid": Text("Gäller", "Valid"),
    "note": Text("Anmärkning", "Note"),
    "gap": Text("Mellanrum", "Gap"),
    "says": Text("Det som saknas", "What is missing"),
    "concerns": Text("Gäller", "Concerns"),
    "evidence": Text("Hur vi vet", "How we know"),
    "document": Text("Dokument", "Document"),
    "issuer": Text("Utfärdare", "Issuer"),
    "date": Text("Datum", "Date"),
    "diary": Text("Diarienummer", "Reference number"),
    "undated": Text("odaterad", "undated"),
    "not_read": Text("nämns men är inte läst", "named but not read"),
    "none_documented": Text("inget dokumenterat i källorna", "none documented in the sources"),
    "no_gaps": Text("Reglerna hittar inget mellanrum här.", "The rules find no gap here."),
    "no_place": Text("ej angivet", "not stated"),
    "not_in_force": Text("inte i kraft", "not in force"),
    "no_level": Text("nivå inte dokumenterad i källorna", "level not documented in the sources"),
    "no_sector": Text("Över sektorerna eller ej angivet", "Across sectors or not stated"),
    "no_claims": Text("Ingen uppgift i källorna.", "No statement in the sources."),
    "sector_party": Text(
        "Källan nämner sektorn men inget organ.", "The source names the sector but no body."
    ),
    "claims": Text("Detta säger källorna", "What the sources say"),
    "absences": Text("Källor säger att något saknas", "Sources say that something is lacking"),
    "gaps_here": Text("Mellanrum här", "Gaps here"),
    "why": Text("Varför det spelar roll", "Why it matters"),
    "closes": Text("Vad som brukar sluta mellanrummet", "What usually closes the gap"),
    "rule": Text("Regel", "Rule"),
    "stated_by": Text("Källor som säger att det saknas", "Sources that say it is lacking"),
    "contested_by": Text("Detta talar emot", "What speaks against it"),
    "corroborated_by": Text("Iakttagelser i granskningar", "Audit findings"),
    "addressed_by": Text("Åtaganden som gäller detta", "Commitments that address this"),
    "generally_stated_by": Text(
        "Uttalanden om hela kommunen i samma fråga (svagt stöd)",
        "Statements about the whole municipality on the same matter (weak support)",
    ),
    "support": Text("Det bygger på", "What it rests on"),
    "phrase": Text("Fras att söka på", "Phrase to search for"),
    "contradicts": Text("Talar emot", "Speaks against"),
    "observed": Text("Sagt", "Said"),
}

EVIDENCE: dict[str, Text] = {
    "stated": Text("uttalat i källorna", "stated in the sources"),
    "contested": Text("omstritt: källor säger emot varandra", "contested: sources disagree"),
    "structural": Text("följer av det som finns", "follows from what is there"),
    "undocumented": Text("inte dokumenterat i källorna", "not documented in the sources"),
}

KINDS: dict[str, Text] = {
    "structure": Text("forum eller annan samverkan", "forum or other collaboration"),
    "political": Text("politiskt organ, revision", "political body, audit"),
    "department": Text("förvaltning", "department"),
    "unit": Text("enhet eller verksamhet", "unit or service"),
    "external": Text("extern aktör", "external actor"),
    "collective": Text("grupp av aktörer", "group of actors"),
    "sector": Text("sektor där inget organ nämns", "sector with no body named"),
}

BANDS: dict[str, Text] = {
    "political": Text("Politiska organ", "Political bodies"),
    "department": Text("Förvaltningar", "Departments"),
    "unit": Text("Enheter och verksamheter", "Units and services"),
    "external": Text("Externa aktörer och grupper", "External actors and groups"),
    "sector": Text("Sektorer där inget organ nämns", "Sectors with no body named"),
    "level": Text("Samverkan, {level} nivå", "Collaboration, {level} level"),
    "level-management": Text("Samverkan, ledningsnivå", "Collaboration, management level"),
    "level-individual": Text("Samverkan, individnivå", "Collaboration, individual level"),
    "level-none": Text("Samverkan, nivå inte angiven", "Collaboration, level not stated"),
}

# For each relation that is drawn: how the panel names it at the one end, and at the other.
RELATIONS: dict[str, tuple[Text, Text]] = {
    "partOf": (Text("Ingår i", "Part of"), Text("Här ingår", "Has as parts")),
    "administers": (
        Text("Förvaltar åt", "Administers for"),
        Text("Förvaltas av", "Administered by"),
    ),
    "steeredBy": (Text("Styrs av", "Steered by"), Text("Styr", "Steers")),
    "convenedBy": (Text("Sammankallas av", "Convened by"), Text("Sammankallar", "Convenes")),
    "coordinatedWith": (
        Text("Samordnas med", "Coordinated with"),
        Text("Samordnas med", "Coordinated with"),
    ),
    "feedsInto": (Text("Återför till", "Feeds into"), Text("Får underlag från", "Fed by")),
}


def in_language(catalogue: dict[str, Text], language: Language) -> dict[str, str]:
    """Return a catalogue in one language."""
    return {key: text.pick(language) for key, text in catalogue.items()}
