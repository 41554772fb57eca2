"""What a comparison says, apart from the data."""

from __future__ import annotations

from mellanrum.ontology.language import Text

__all__ = ["KINDS", "ROWS"]

ROWS: dict[str, Text] = {
    "title": Text("Jämförelse: {first} och {second}", "Comparison: {first} and {second}"),
    "subject": Text(
        "Vad som är kvar, borta och nytt mellan {first} och {second}.",
        "What is kept, gone and new between {first} and {second}.",
    ),
    "lead": Text(
        "Här jämförs {first} (läge per {before}) med {second} (läge per {after}).",
        "This compares {first} (as of {before}) with {second} (as of {after}).",
    ),
    "lead_days": Text(
        "Här jämförs läget {first} med läget {second}.",
        "This compares how things stood on {first} with how they stood on {second}.",
    ),
    "caution": Text(
        "Nytt betyder att källorna beskriver det i det senare läget men inte i det tidigare. Det "
        "kan ha funnits förut. Borta betyder att det inte längre gäller, eller inte längre "
        "beskrivs. Antalet säger inget om hur bra en kommun är.",
        "New means that the sources describe it in the later state but not in the earlier. It may"
        " have been there before. Gone means that it no longer holds, or is no longer described. "
        "The number says nothing about how good a municipality is.",
    ),
    "same": Text(
        "Ingenting har ändrats: strukturer, deltaganden, mellanrum, anatomi och rekommendationer "
        "är desamma.",
        "Nothing has changed: structures, participation, gaps, anatomy and recommendations are "
        "the same.",
    ),
    "short": Text("I korthet", "In short"),
    "structures": Text("Strukturer", "Structures"),
    "participation": Text("Deltaganden", "Participation"),
    "gaps": Text("Mellanrum", "Gaps"),
    "lifelines": Text("Rekommendationer och åtaganden", "Recommendations and commitments"),
    "new_structures": Text("Nya strukturer: {names}.", "New structures: {names}."),
    "gone_structures": Text(
        "Strukturer som är borta: {names}.", "Structures that are gone: {names}."
    ),
    "same_structures": Text(
        "Inga strukturer är nya eller borta.", "No structures are new or gone."
    ),
    "joined": Text(
        "Nya deltagare:",
        "New participants:",
    ),
    "left": Text(
        "Deltar inte längre:",
        "No longer take part:",
    ),
    "same_ties": Text(
        "Samma parter deltar i samma strukturer.",
        "The same parties take part in the same structures.",
    ),
    "opened": Text("Nya, {tier}:", "New, {tier}:"),
    "closed": Text("Borta, {tier}:", "Gone, {tier}:"),
    "arrived": Text(
        "Nya, {tier}, om något som är nytt i underlaget:",
        "New, {tier}, about something that is new in the material:",
    ),
    "departed": Text(
        "Borta, {tier}, om något som inte finns kvar:",
        "Gone, {tier}, about something that is no longer there:",
    ),
    "gaps_altered": Text("Kvar, men i ett annat läge:", "Still there, but in another state:"),
    "from_to": Text("{name}: {was} → {now}", "{name}: {was} → {now}"),
    "and_more": Text("och {count} till", "and {count} more"),
    "same_gaps": Text(
        "Inga mellanrum är nya, borta eller i ett annat läge.",
        "No gaps are new, gone or in another state.",
    ),
    "cells": Text(
        "Källorna säger något annat än förut om {names}.",
        "The sources say something else than before of {names}.",
    ),
    "same_cells": Text(
        "Källorna säger detsamma om varje rad som finns i båda.",
        "The sources say the same of each row that is in both.",
    ),
    "moved": Text(
        "Rekommendationer, iakttagelser och åtaganden som har fått ett annat läge: {count}.",
        "Recommendations, findings and commitments with another status: {count}.",
    ),
    "same_lifelines": Text(
        "Läget är detsamma för alla rekommendationer och åtaganden.",
        "All recommendations and commitments stand where they stood.",
    ),
    "change": Text("förändring", "change"),
    "new": Text("nytt", "new"),
    "gone": Text("borta", "gone"),
    "name": Text("struktur", "structure"),
    "kind": Text("slag", "kind"),
    "level": Text("nivå", "level"),
    "label": Text("namn", "name"),
    "party": Text("deltagare", "participant"),
    "reference": Text("står i", "stands in"),
    "property": Text("uppgift", "property"),
    "was": Text("förut", "before"),
    "is": Text("nu", "now"),
    "gap": Text("mellanrum", "gap"),
    "id": Text("id", "id"),
    "says": Text("beskrivning", "description"),
    "state": Text("läge", "state"),
    "anatomy": Text("Anatomi", "Anatomy"),
    "cells_note": Text(
        "Tecknet säger vad källorna säger om ett element av en rad. En cell är aldrig ett "
        "mellanrum.",
        "The sign tells what the sources say of an element of a row. A cell is never a gap.",
    ),
    "cell_row": Text("rad", "row"),
    "element": Text("element", "element"),
    "row": Text(
        "rekommendation, iakttagelse eller åtagande", "recommendation, finding or commitment"
    ),
    "structures_table": Text(
        "Strukturer som är nya eller borta", "Structures that are new or gone"
    ),
    "altered_table": Text("Ändrade uppgifter om strukturer", "Changed properties of structures"),
    "ties_table": Text("Deltaganden som är nya eller borta", "Participation that is new or gone"),
    "opened_table": Text("Nya", "New"),
    "closed_table": Text("Borta", "Gone"),
    "arrived_table": Text("Nya, om det som är nytt", "New, about what is new"),
    "departed_table": Text(
        "Borta, om det som inte finns kvar", "Gone, about what is no longer there"
    ),
    "gaps_altered_table": Text("Kvar, i ett annat läge", "Still there, in another state"),
    "cells_table": Text("Celler med ett annat tecken", "Cells with another sign"),
    "moved_table": Text("Ändrade lägen", "Changed statuses"),
    "lines_table": Text("Nya i underlaget, eller borta", "New in the material, or gone"),
    "kept_structures": Text("Strukturer som är kvar", "Structures kept"),
    "kept_ties": Text("Deltaganden som är kvar", "Participation kept"),
    "kept_gaps": Text("Mellanrum som är kvar", "Gaps kept"),
}

KINDS: dict[str, Text] = {
    "title": Text("Jämförelse: {first} och {second}", "Comparison: {first} and {second}"),
    "subject": Text(
        "Vilka slags strukturer och mellanrum som är gemensamma för {first} och {second}.",
        "Which kinds of structures and gaps {first} and {second} have in common.",
    ),
    "lead": Text(
        "Här står {first} (läge per {before}) bredvid {second} (läge per {after}). Strukturer och"
        " mellanrum jämförs efter slag, eftersom inga rader är desamma.",
        "Here {first} (as of {before}) stands beside {second} (as of {after}). Structures and "
        "gaps are compared by kind, since no rows are the same.",
    ),
    "caution": Text(
        "Jämförelsen rangordnar inte. Källorna är olika många och handlar om olika saker. Att "
        "något bara finns hos den ena betyder att det inte är dokumenterat i källorna för den "
        "andra, inte att det saknas där.",
        "The comparison ranks nobody. The sources differ in number and in what they are about. "
        "That something is found in one only means that it is not documented in the sources of "
        "the other, not that it is lacking there.",
    ),
    "short": Text("I korthet", "In short"),
    "same": Text(
        "Båda har samma slags strukturer och mellanrum.",
        "Both have the same kinds of structures and gaps.",
    ),
    "both": Text("Båda: {names}.", "Both: {names}."),
    "first": Text("Bara {first}: {names}.", "Only {first}: {names}."),
    "second": Text("Bara {second}: {names}.", "Only {second}: {names}."),
    "unknown": Text(
        "Källorna säger inget om detta för {names} ({side}).",
        "The sources say nothing about this for {names} ({side}).",
    ),
    "silent_on": Text(
        "Källorna för {side} säger inget om det.",
        "The sources of {side} say nothing about it.",
    ),
    "by": Text("Strukturer efter {name}", "Structures by {name}"),
    "nothing": Text(
        "Källorna säger inget om detta för någon av dem.",
        "The sources say nothing about this for either.",
    ),
    "in_first": Text("{first}", "{first}"),
    "in_second": Text("{second}", "{second}"),
    "silent": Text("inte dokumenterat i källorna", "not documented in the sources"),
    "gaps": Text("Mellanrum", "Gaps"),
    "gap_kind": Text("vad som saknas", "what is lacking"),
    "gaps_note": Text(
        "Mellanrum hör ihop när det är samma slags sak som saknas. Det som sägs, det som "
        "strukturen visar och det som väntas står för sig. Ett mellanrum där flera saker saknas "
        "står under var och en. Att inget står kan bero på vad källorna beskriver.",
        "Gaps belong together where the same kind of thing is lacking. What is said, what the "
        "structure shows and what is expected stand apart. A gap that lacks several things is "
        "under each. That nothing stands there may be because of what the sources describe.",
    ),
    "no_lack": Text("inte angivet", "not given"),
    "none": Text("inget", "none"),
    "level_not_given": Text("nivån framgår inte", "level not stated"),
    "years": Text("{low}–{high} år", "aged {low}–{high}"),
    "from": Text("från {low} år", "aged {low} and over"),
    "to": Text("till och med {high} år", "aged up to {high}"),
}
