"""What the start page says, apart from the data."""

from __future__ import annotations

from mellanrum.export.wording import PAGE
from mellanrum.ontology.language import Text

__all__ = ["STRINGS"]

STRINGS: dict[str, Text] = {
    **PAGE,
    "index_title": Text(
        "mellanrum: {names}",
        "mellanrum: {names}",
    ),
    "lead": Text(
        "Mellanrum mellan organ som förväntas samverka, i tre listor: det som källor säger saknas, "
        "det i strukturen som inte går ihop, och det som väntas. Det som källorna tiger om är "
        "frågor att ställa, inte mellanrum.",
        "Gaps between bodies that are expected to work together, in three lists: what sources say "
        "is lacking, what in the structure does not fit, and what is expected. What the sources "
        "are silent on are questions to ask, not gaps.",
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
    "claims_from": Text("Uppgifter härifrån", "Claims taken from it"),
    "not_read": Text("nämns men är inte läst", "named but not read"),
    "what_is_here": Text("Det här finns i mappen", "What is in this folder"),
    "map_about": Text(
        "Organ, forum och mellanrum, med belägg för varje uppgift.",
        "Bodies, forums and gaps, with the evidence for each fact.",
    ),
    "report": Text("Rapport", "Report"),
    "report_about": Text(
        "Varje mellanrum i klartext: hur vi vet, vem som säger emot och vad som brukar hjälpa.",
        "Each gap in plain words: how we know, who disagrees and what usually helps.",
    ),
    "about_docx": Text(
        "Rapporten att skriva ut eller arbeta vidare med i Word.",
        "The report to print or to work on in Word.",
    ),
    "about_pdf": Text(
        "Samma rapport som PDF, läsbar med hjälpmedel.",
        "The same report as PDF, readable with assistive technology.",
    ),
    "graph": Text("Kunskapsgraf (TriG)", "Knowledge graph (TriG)"),
    "graph_about": Text(
        "Allt som är inläst och härlett, för SPARQL och andra verktyg.",
        "Everything that was read and derived, for SPARQL and other tools.",
    ),
    "gaps_csv_about": Text("Mellanrummen som tabell för Excel.", "The gaps as a table for Excel."),
    "gaps_json_about": Text("Mellanrummen för program.", "The gaps for programs."),
    "datasets": Text("Datamängder", "Datasets"),
    "count": Text("{count}.", "{count}."),
    "of_which_mended": Text(
        "{count}, varav {mended} avhjälpt enligt källan.",
        "{count}, of which {mended} remedied, as the source says.",
    ),
    "cards_told": Text(
        "{count} frågekort om det som källorna tiger om. Det kan finnas ändå.",
        "{count} question cards on what the sources are silent on. It may exist all the same.",
    ),
    "not_asked_told": Text(
        "{count} tomma tabeller eller kolumner, som inget prövades mot.",
        "{count} empty tables or columns, against which nothing was examined.",
    ),
    "bodies": Text("Organ och parter", "Bodies and parties"),
    "structures": Text("Strukturer", "Structures"),
    "participations": Text("Deltaganden", "Participations"),
    "statements": Text("Påståenden", "Statements"),
    "period": Text("Källornas datum", "Dates of the sources"),
    "undated": Text("utan datum", "undated"),
    "committees": Text("Nämnder i underlaget", "Committees in the material"),
}
