"""What the report and the index page say, apart from the data."""

from __future__ import annotations

from mellanrum.ontology.language import Text

__all__ = ["STRINGS"]

STRINGS: dict[str, Text] = {
    "report_title": Text(
        "Mellanrum i samverkan kring barn och unga",
        "Gaps in collaboration around children and young people",
    ),
    "index_title": Text(
        "mellanrum: {names}",
        "mellanrum: {names}",
    ),
    "lead": Text(
        "Rapporten visar var det kan finnas mellanrum mellan organ som förväntas samverka: ingen "
        "på rätt nivå, inget gemensamt mål, ingen som följer upp, ingen att kontakta.",
        "The report shows where there may be gaps between bodies that are expected to work "
        "together: nobody at the right level, no joint goal, nobody who follows up, nobody to "
        "contact.",
    ),
    "caution": Text(
        "Ett mellanrum är en fråga till den som kan verksamheten, inte ett omdöme. "
        "”Inte dokumenterat i källorna” betyder att vi inte har sett det, inte att det inte finns. "
        "Antalet mellanrum säger inget om hur bra en kommun är: källorna är olika många och olika "
        "slags.",
        "A gap is a question to those who know the work, not a verdict. “Not documented in the "
        "sources” means that we have not seen it, not that it does not exist. The number of gaps "
        "says nothing about how good a municipality is: the sources differ in number and kind.",
    ),
    "as_of": Text("Läge per", "As of"),
    "sources": Text("Källor", "Sources"),
    "in_short": Text("I korthet", "In short"),
    "gaps": Text("Mellanrum", "Gaps"),
    "evidence": Text("Hur vi vet", "How we know"),
    "count": Text("Antal", "Count"),
    "rule": Text("Regel", "Rule"),
    "total": Text("Totalt", "In all"),
    "why": Text("Varför det spelar roll", "Why it matters"),
    "closes": Text("Vad som brukar sluta mellanrummet", "What usually closes the gap"),
    "premise": Text("Regeln utgår från att", "The rule presumes that"),
    "stated_by": Text("Detta säger källorna", "What the sources say"),
    "contested_by": Text("Detta talar emot", "What speaks against it"),
    "corroborated_by": Text("Iakttagelser i granskningar", "Audit findings"),
    "general": Text(
        "Uttalanden om hela kommunen i samma fråga",
        "Statements about the whole municipality on the same matter",
    ),
    "general_note": Text(
        "De är svagt stöd för en enskild struktur och ändrar inte hur mellanrummet klassas.",
        "They are weak support for a single structure and do not change how the gap is classed.",
    ),
    "addressed_by": Text("Åtaganden som gäller detta", "Commitments that address this"),
    "follows_from": Text("Det bygger på", "What it rests on"),
    "no_gaps": Text("Reglerna hittar inget mellanrum här.", "The rules find no gap here."),
    "method": Text("Så har vi gjort", "How it was done"),
    "method_text": Text(
        "Källorna är lästa och förda in som uppgifter med hänvisning till dokument och ställe. "
        "Regler söker sedan igenom uppgifterna. En regel ser bara det som källorna säger finns. "
        "Bedömningar, avsikter, förslag och risker räknas aldrig som att något finns.",
        "The sources have been read and entered as facts with reference to document and place. "
        "Rules then search the facts. A rule sees only what the sources say is there. Assessments, "
        "intentions, proposals and risks never count as something being there.",
    ),
    "evidence_kinds": Text("De fyra evidensslagen", "The four kinds of evidence"),
    "rules_used": Text("Regler som använts", "Rules used"),
    "version": Text("Version", "Version"),
    "severity": Text("Allvarlighet", "Severity"),
    "status": Text("Status", "Status"),
    "document": Text("Dokument", "Document"),
    "kind": Text("Slag", "Kind"),
    "issuer": Text("Utfärdare", "Issuer"),
    "date": Text("Datum", "Date"),
    "diary": Text("Diarienummer", "Reference"),
    "claims_from": Text("Uppgifter härifrån", "Claims taken from it"),
    "not_read": Text("nämns men är inte läst", "named but not read"),
    "modality": Text("Sagt som", "Said as"),
    "phrase": Text("Fras att söka på", "Phrase to search for"),
    "what_is_here": Text("Det här finns i mappen", "What is in this folder"),
    "map": Text("Karta", "Map"),
    "map_about": Text(
        "Organ, forum och mellanrum, med belägg för varje uppgift.",
        "Bodies, forums and gaps, with the evidence for each fact.",
    ),
    "report": Text("Rapport", "Report"),
    "report_about": Text(
        "Varje mellanrum i klartext: hur vi vet, vem som säger emot och vad som brukar hjälpa.",
        "Each gap in plain words: how we know, who disagrees and what usually helps.",
    ),
    "graph": Text("Kunskapsgraf (TriG)", "Knowledge graph (TriG)"),
    "graph_about": Text(
        "Allt som är inläst och härlett, för SPARQL och andra verktyg.",
        "Everything that was read and derived, for SPARQL and other tools.",
    ),
    "gaps_csv_about": Text("Mellanrummen som tabell för Excel.", "The gaps as a table for Excel."),
    "gaps_json_about": Text("Mellanrummen för program.", "The gaps for programs."),
    "datasets": Text("Datamängder", "Datasets"),
    "bodies": Text("Organ och parter", "Bodies and parties"),
    "structures": Text("Strukturer", "Structures"),
    "participations": Text("Deltaganden", "Participations"),
    "statements": Text("Påståenden", "Statements"),
    "period": Text("Källornas datum", "Dates of the sources"),
    "other_language": Text("In English", "På svenska"),
    "to_index": Text("Till startsidan", "To the start page"),
    "contents": Text("Innehåll", "Contents"),
    "made_with": Text("Gjord med mellanrum {version}", "Made with mellanrum {version}"),
    "undated": Text("odaterad", "undated"),
    "committees": Text("Nämnder i underlaget", "Committees in the material"),
}
