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
        "Ingenting har ändrats: strukturer, deltaganden, mellanrum och rekommendationer är "
        "desamma.",
        "Nothing has changed: structures, participation, gaps and recommendations are the same.",
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
    "opened": Text(
        "Nya mellanrum mellan parter som fanns redan förut: {count}.",
        "New gaps between parties that were there before: {count}.",
    ),
    "closed": Text(
        "Mellanrum som reglerna inte längre hittar, fast det de gällde finns kvar: {count}.",
        "Gaps that the rules no longer find, though what they were about is still there: {count}.",
    ),
    "arrived": Text(
        "Mellanrum om något som är nytt i underlaget: {count}.",
        "Gaps about something that is new in the material: {count}.",
    ),
    "departed": Text(
        "Mellanrum om något som inte finns kvar: {count}.",
        "Gaps about something that is no longer there: {count}.",
    ),
    "same_gaps": Text("Reglerna hittar samma mellanrum.", "The rules find the same gaps."),
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
    "rule": Text("regel", "rule"),
    "id": Text("id", "id"),
    "says": Text("beskrivning", "description"),
    "evidence": Text("hur vi vet", "how we know"),
    "row": Text(
        "rekommendation, iakttagelse eller åtagande", "recommendation, finding or commitment"
    ),
    "structures_table": Text(
        "Strukturer som är nya eller borta", "Structures that are new or gone"
    ),
    "altered_table": Text("Ändrade uppgifter om strukturer", "Changed properties of structures"),
    "ties_table": Text("Deltaganden som är nya eller borta", "Participation that is new or gone"),
    "opened_table": Text("Mellanrum som har öppnats", "Gaps that have opened"),
    "closed_table": Text("Mellanrum som inte längre hittas", "Gaps no longer found"),
    "arrived_table": Text("Mellanrum om det som är nytt", "Gaps about what is new"),
    "departed_table": Text(
        "Mellanrum om det som inte finns kvar", "Gaps about what is no longer there"
    ),
    "gaps_altered_table": Text(
        "Mellanrum som nu är kända på annat sätt", "Gaps that are now known in another way"
    ),
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
    "gap_kind": Text("mellanrum, efter regel och parter", "gap, by rule and parties"),
    "gaps_note": Text(
        "Mellanrum hör ihop när samma regel hittar dem mellan parter av samma slag. Ett organ i "
        "flera sektorer står under var och en. Att reglerna inte hittar ett mellanrum kan bero på"
        " att källorna inte beskriver det som regeln söker i.",
        "Gaps belong together where the same rule finds them between parties of the same kind. A "
        "body in several sectors is under each. That the rules find no gap may be because the "
        "sources do not describe what the rule looks at.",
    ),
    "gaps_both": Text("Mellanrum av samma slag i båda", "Gaps of the same kind in both"),
    "gaps_first": Text(
        "Mellanrum som reglerna hittar bara i {first}", "Gaps that the rules find in {first} only"
    ),
    "gaps_second": Text(
        "Mellanrum som reglerna hittar bara i {second}", "Gaps that the rules find in {second} only"
    ),
    "whole": Text("kommunen som helhet", "the municipality as a whole"),
    "level_not_given": Text("nivån framgår inte", "level not stated"),
    "years": Text("{low}–{high} år", "aged {low}–{high}"),
    "from": Text("från {low} år", "aged {low} and over"),
    "to": Text("till och med {high} år", "aged up to {high}"),
}
