"""The words of the map's panel, tables and filters, and of its columns and lines."""

from __future__ import annotations

from mellanrum.export.wording import GAP
from mellanrum.ontology.language import Text

__all__ = ["BANDS", "FACETS", "KINDS", "PANEL", "RELATIONS", "TABLES"]

PANEL: dict[str, Text] = {
    "concerns": GAP["concerns"],
    "why": GAP["why"],
    "closes": GAP["closes"],
    "gap_not_then": Text(
        "Mellanrummet finns inte vid det valda datumet. Så här beskrivs det när det senast fanns.",
        "The gap does not exist at the chosen date. This is how it was when it last existed.",
    ),
    "place": Text("Varför här i listan", "Why here in the list"),
    "voices": Text("Vem säger det", "Who says so"),
    "focus": Text("I fokus", "In focus"),
    "shown_elements": Text("Visat i källorna", "Shown in the sources"),
    "expected_elements": Text("Väntat", "Expected"),
    "gap_by": Text("Källor som säger att det saknas", "Sources that say it is lacking"),
    "gap_repeated": Text("Sagt tidigare", "Said before"),
    "gap_contested": Text("Omstritt", "Contested"),
    "gap_qualified": Text("Svar som nyanserar", "Replies that qualify it"),
    "gap_recommended": Text("Rekommenderat", "Recommended"),
    "gap_replies": Text("Svar", "Replies"),
    "gap_unread_replies": GAP["unread"],
    "gap_commitments": Text(
        "Åtaganden, förslag och behov som gäller detta", "Commitments, proposals and needs"
    ),
    "gap_answers": Text("Besked utanför källorna", "Answers from outside the sources"),
    "gap_visible": Text("Syns också i strukturen", "Also visible in the structure"),
    "gap_lines": Text("Det som inte går ihop", "What does not fit"),
    "gap_required": Text("Väntat enligt", "Expected by"),
    "gap_support": GAP["follows_from"],
    "contested_by": Text("Av {by}, för {for}", "By {by}, for {for}"),
    "for_all": Text("alla", "all"),
    "unread_since": Text(
        "Tiden har gått ut, men ingen källa efter den dagen är läst.",
        "The time is up, but no source after that day has been read.",
    ),
    "show_on_map": Text("Visa på kartan", "Show on the map"),
    "copy_reference": Text("Kopiera hänvisning", "Copy reference"),
    "copy_link": Text("Kopiera länk", "Copy link"),
    "in_report": Text("Läs om det i rapporten", "Read about it in the report"),
    "status": Text("Status", "Status"),
    "severity": Text("Allvarlighet", "Severity"),
    "level": Text("Nivå", "Level"),
    "sector": Text("Sektor", "Sector"),
    "group": Text("Målgrupp", "Target group"),
    "prevention": Text("Insatsnivå", "Prevention level"),
    "valid": Text("Gäller", "Valid"),
    "abbreviation": Text("Förkortning", "Abbreviation"),
    "alias": Text("Kallas även", "Also called"),
    "note": Text("Anmärkning", "Note"),
    "no_level": Text("inte dokumenterad i källorna", "not documented in the sources"),
    "not_in_force": Text("inte i kraft", "not in force"),
    "ended_then": Text("har upphört", "has ended"),
    "sector_party": Text("Sektor: källan nämner inget organ", "Sector: the source names no body"),
    "participation": Text("Deltagande", "Participation"),
    "participant": Text("Deltagare", "Participant"),
    "structure": Text("Samverkan", "Collaboration"),
    "post": Text("Genom funktion", "Through post"),
    "via_post": Text("genom {post}", "through {post}"),
    "evidence_short": Text("belägg", "evidence"),
    "participants": Text("Deltar", "Participants"),
    "takes_part_in": Text("Deltar i", "Takes part in"),
    "gaps_here": Text("Mellanrum här", "Gaps here"),
    "absences": Text("Källor säger att något saknas", "Sources say that something is lacking"),
    "claims": Text("Detta säger källorna", "What the sources say"),
    "no_claims": Text("Ingen uppgift i källorna.", "No statement in the sources."),
    "voice": Text("Vem säger det", "Who says so"),
    "told_by": Text("{voice}, återgivet av {via}", "{voice}, as reported by {via}"),
    "modality": Text("I vilken mening", "In what sense"),
    "document": Text("Dokument", "Document"),
    "date": Text("Dokumentets datum", "Date of the document"),
    "diary": Text("Diarienummer", "Case number"),
    "diary_short": Text("dnr", "ref."),
    "section": Text("Paragraf", "Section"),
    "found_at": Text("Plats", "Place"),
    "line": Text("rad", "line"),
    "said": Text("Sagt", "Said"),
    "undated": Text("utan datum", "undated"),
    "undated_count": Text(
        "Det som källor utan datum säger räknas från dagen för den första lästa källan med datum.",
        "What sources without a date say counts from the day of the first source read with one.",
    ),
    "no_document": Text("dokument ej angivet", "document not stated"),
    "phrase": Text("Fras att söka på", "Phrase to search for"),
    "opposed": Text(
        "Källorna säger emot varandra. Båda står kvar:",
        "The sources contradict each other. Both remain:",
    ),
}

TABLES: dict[str, Text] = {
    "filters": Text("Filter", "Filters"),
    "clear_filters": Text("Rensa filtren", "Clear the filters"),
    "choose_table": Text("Tabell", "Table"),
    "table_structures": Text("Samverkansstrukturer", "Collaboration structures"),
    "table_bodies": Text("Organ och parter", "Bodies and parties"),
    "table_participations": Text("Deltaganden", "Participations"),
    "table_evidence": Text("Belägg", "Evidence"),
    "file_structures": Text("strukturer", "structures"),
    "file_bodies": Text("organ", "bodies"),
    "file_participations": Text("deltaganden", "participations"),
    "file_stated": Text("sagt", "stated"),
    "file_structural": Text("i-strukturen", "in-the-structure"),
    "file_expected": Text("vantat", "expected"),
    "file_evidence": Text("belagg", "evidence"),
    "table_words": Text("Bara rader med", "Only rows with"),
    "copy_table": Text("Kopiera tabellen", "Copy the table"),
    "save_csv": Text("Spara som CSV", "Save as CSV"),
    "row_one": Text("1 rad", "1 row"),
    "row_many": Text("{count} rader", "{count} rows"),
    "rows_shown": Text("rad {from}–{to} av {count}", "rows {from}–{to} of {count}"),
    "page_back": Text("Föregående", "Previous"),
    "page_on": Text("Nästa", "Next"),
    "no_rows": Text("Inget passar filtren.", "Nothing fits the filters."),
    "name": Text("Namn", "Name"),
    "kind": Text("Slag", "Kind"),
    "gaps": Text("Mellanrum", "Gaps"),
    "lacking": Text("Det som saknas", "What is lacking"),
    "says": Text("I en mening", "In a sentence"),
    "about": Text("Om", "About"),
    "reference": Text("Hänvisning", "Reference"),
}

FACETS: dict[str, Text] = {
    "kind": Text("Slag", "Kind"),
    "sector": Text("Sektor", "Sector"),
    "level": Text("Nivå", "Level"),
    "group": Text("Målgrupp", "Target group"),
    "prevention": Text("Insatsnivå", "Prevention level"),
    "tier": Text("Mellanrum: slag", "Gaps: kind"),
    "mark": Text("Mellanrum: hur vi vet", "Gaps: how we know"),
    "status": Text("Mellanrum: läge", "Gaps: state"),
    "rule": Text("Mellanrum: regel", "Gaps: rule"),
    "severity": Text("Mellanrum: allvarlighet", "Gaps: severity"),
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
    "level": Text("Samverkan, {level}", "Collaboration, {level}"),
    "level-none": Text("Samverkan, nivå inte angiven", "Collaboration, level not stated"),
    "external": Text("Externa aktörer och grupper", "External actors and groups"),
    "sector": Text("Sektorer där inget organ nämns", "Sectors with no body named"),
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
