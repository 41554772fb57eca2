"""What the report says, apart from the data. Values stand as {name}, terms as [key|word]."""

from __future__ import annotations

from mellanrum.export.wording import GAP
from mellanrum.ontology.language import Text

__all__ = ["AUDIENCES", "EVIDENCE_SENTENCES", "STRINGS"]

AUDIENCES: dict[str, Text] = {
    "board": Text("nämnd eller styrelse", "committee or board"),
    "auditor": Text("revisor", "auditor"),
    "full": Text("alla delar", "all parts"),
}

# More than the definition of the kind says: where both sides stand.
EVIDENCE_SENTENCES: dict[str, Text] = {
    "contested": Text(
        "Uppgifter i källorna säger emot varandra om detta. Båda sidor står nedan.",
        "Statements in the sources contradict each other on this. Both sides are given below.",
    ),
    "contested_short": Text(
        "Uppgifter i källorna säger emot varandra om detta. Båda sidor står i den fullständiga "
        "rapporten.",
        "Statements in the sources contradict each other on this. Both sides are in the full "
        "report.",
    ),
}

STRINGS: dict[str, Text] = {
    **GAP,
    # -- the front ------------------------------------------------------------------------------
    "title": Text(
        "Mellanrum i samverkan kring barn och unga",
        "Gaps in collaboration around children and young people",
    ),
    "subject": Text(
        "Var det enligt källorna kan finnas mellanrum mellan organ som förväntas samverka: {names}",
        "Where the sources suggest gaps between bodies that are expected to work together: {names}",
    ),
    "front": Text("{names}. Läge per {day}.", "{names}. As of {day}."),
    "front_undated": Text("{names}.", "{names}."),
    "lead": Text(
        "Rapporten visar var det kan finnas [Gap|mellanrum] mellan [Body|organ] som förväntas "
        "samverka.",
        "The report shows where there may be [Gap|gaps] between [Body|bodies] that are expected "
        "to work together.",
    ),
    "caution": Text(
        "Ett mellanrum är en fråga till den som kan verksamheten, inte ett omdöme. ”Inte "
        "dokumenterat i källorna” betyder att vi inte har sett det, inte att det inte finns. "
        "Antalet mellanrum säger inget om hur bra en kommun är. Källorna är olika många och olika "
        "slags.",
        "A gap is a question to those who know the work, not a verdict. “Not documented in the "
        "sources” means that we have not seen it, not that it does not exist. The number of gaps "
        "says nothing about how good a municipality is. The sources differ in number and kind.",
    ),
    "audience": Text("Urval: {audience}.", "Selection: {audience}."),
    "made_with": Text("Gjord med mellanrum {version}", "Made with mellanrum {version}"),
    "to_index": Text("Till startsidan", "To the start page"),
    "map": Text("Karta", "Map"),
    "other_language": Text("In English", "På svenska"),
    # -- the summary ----------------------------------------------------------------------------
    "summary": Text("Sammanfattning", "Summary"),
    "examined": Text("Vad som har undersökts", "What has been examined"),
    "examined_sources": Text(
        "Lästa källor: {read}. Datum: {dated}. Källor som de nämner men som inte är lästa: "
        "{named}.",
        "Sources read: {read}. Dates: {dated}. Sources they name that have not been read: {named}.",
    ),
    "dated_span": Text("{first} till {last}", "{first} to {last}"),
    "dated_time": Text("{first}", "{first}"),
    "examined_undated": Text(
        "Lästa källor: {read}. Källor som de nämner men som inte är lästa: {named}.",
        "Sources read: {read}. Sources they name that have not been read: {named}.",
    ),
    "examined_without_date": Text(
        "Lästa källor utan datum: {count}. Det som de säger räknas från dagen för den första "
        "lästa källan med datum.",
        "Sources read without a date: {count}. What they say counts from the first source read "
        "that has one.",
    ),
    "index_by_level": Text("Index per nivå", "Index by level"),
    "index_intro": Text(
        "[measure/congruence|Samverkanskongruens] K är andelen av den samordning som ansvaret "
        "kräver och som har en plats enligt källorna. Det lägre talet räknar allt okänt som att "
        "det saknas, det högre som att det finns. Där det inte skulle säga något visas inget tal.",
        "The [measure/congruence|congruence] K is the part of the coordination required by the "
        "responsibilities that has a place according to the sources. The lower number counts all "
        "that is unknown as missing, the higher as there. Where it would say nothing, no number is "
        "shown.",
    ),
    "index_none": Text(
        "{name}: K kan inte räknas ut. Källorna visar inga två organ som behöver mötas om samma "
        "sak.",
        "{name}: K cannot be computed. The sources show no two bodies that need to meet about the "
        "same.",
    ),
    "level": Text("Nivå", "Level"),
    "municipality": Text("Kommun", "Municipality"),
    "index": Text("K", "K"),
    "moved_by": Text("Vad som skulle flytta talet mest", "What would move the number most"),
    "moved_by_pair": Text(
        "En gemensam plats för {one} och {two}: K ökar med högst {share}.",
        "A shared place for {one} and {two}: K rises by at most {share}.",
    ),
    "no_index": Text(
        "{name}, {levels}: inget tal, eftersom {why}.",
        "{name}, {levels}: no number, because {why}.",
    ),
    "ask_first": Text("Fråga först om {structures}.", "Ask first about {structures}."),
    "moved_by_nothing": Text("Inget par saknar något.", "No pair lacks anything."),
    "most_important": Text("De viktigaste mellanrummen", "The most important gaps"),
    "most_important_intro": Text(
        "Ordningen är allvarlighet, sedan hur säkert det är belagt.",
        "In order of severity, then of how firmly it is evidenced.",
    ),
    "since": Text("Nytt sedan förra körningen", "New since the last run"),
    "since_from": Text(
        "Jämfört med en körning med läge per {day}.",
        "Compared with a run as of {day}.",
    ),
    "since_from_undated": Text("Jämfört med en tidigare körning.", "Compared with an earlier run."),
    "since_new": Text("Nya mellanrum", "New gaps"),
    "since_gone": Text("Mellanrum som inte längre hittas", "Gaps that are no longer found"),
    "since_nothing": Text(
        "Inget har tillkommit och inget har försvunnit.", "Nothing is new and nothing has gone."
    ),
    "since_more": Text("{count} till", "{count} more"),
    "since_caution": Text(
        "Att ett mellanrum inte längre hittas kan bero på att något har gjorts, eller på att "
        "källorna är andra.",
        "That a gap is no longer found may be because something was done, or because the sources "
        "differ.",
    ),
    "not_covered": Text("Vad källorna inte täcker", "What the sources do not cover"),
    "not_covered_short": Text(
        "Organ som nämns utan att källorna säger vad de deltar i, ansvarar för eller har "
        "beslutat: {bodies}. Strukturer utan deltagare i källorna: {structures}. Se {coverage}.",
        "Bodies that are named without the sources saying what they take part in, answer for or "
        "have decided: {bodies}. Structures without participants in the sources: {structures}. See "
        "{coverage}.",
    ),
    "not_covered_levels": Text(
        "I {name} är ingen struktur dokumenterad i källorna på {levels}.",
        "In {name} no structure is documented in the sources at {levels}.",
    ),
    # -- structures -----------------------------------------------------------------------------
    "structure": Text("Strukturen", "The structure"),
    "bars_caption": Text("Vem som deltar i vad, {name}", "Who takes part in what, {name}"),
    "level_caption": Text("Index per nivå, {name}", "Index by level, {name}"),
    "pairs": Text("Par som behöver samordna sig, {name}", "Pairs that need to coordinate, {name}"),
    "pairs_intro": Text(
        "Tabellen visar vilka par som har mest odokumenterat på nivån med lägst K.",
        "The table shows the pairs with most left undocumented at the level with the least K.",
    ),
    "to_ask": Text(
        "Vad man först bör fråga om, och vad källorna lämnar öppet",
        "What to ask about first, and what the sources leave open",
    ),
    "body": Text("Organ", "Body"),
    "other_body": Text("Organ", "Body"),
    "undocumented_amount": Text("Odokumenterat", "Not documented"),
    "share": Text("Andel av kravet", "Share of what is required"),
    "participation": Text("Deltagande, {name}", "Participation, {name}"),
    "structure_heading": Text("Struktur", "Structure"),
    "party": Text("Deltagare", "Participant"),
    # -- gaps -----------------------------------------------------------------------------------
    "gaps_of": Text("Mellanrum: {name}", "Gaps: {name}"),
    "no_gaps": Text("Reglerna hittar inget mellanrum här.", "The rules find no gap here."),
    "board_gaps": Text(
        "Här står de mellanrum som bör granskas först. De övriga finns i den fullständiga "
        "rapporten.",
        "Here are the gaps to examine first. The others are in the full report.",
    ),
    "board_none": Text(
        "Inget mellanrum med hög allvarlighet hittas här.",
        "No gap of high severity is found here.",
    ),
    "overview": Text(
        "Mellanrum efter regel och evidensslag, {name}", "Gaps by rule and kind of evidence, {name}"
    ),
    "overview_note": Text(
        "Antalen är inget betyg. En kommun med fler källor kan få fler mellanrum.",
        "The counts are no grade. A municipality with more sources may get more gaps.",
    ),
    "severity": Text("Allvarlighet", "Severity"),
    "question": Text("Frågan", "The question"),
    "premise": Text("Regeln utgår från", "The rule presumes"),
    "where": Text("Var", "Where"),
    "at_level": Text("Nivå", "Level"),
    "severity_status": Text(
        "Allvarlighet: {severity}. Status: {status}.", "Severity: {severity}. Status: {status}."
    ),
    "corroborated_by": Text(
        "Iakttagelser i granskningar som bekräftar det", "Findings of audits that confirm it"
    ),
    "also_finding": Text(
        "Uttalandet är också en iakttagelse i en granskning.",
        "The statement is also a finding of an audit.",
    ),
    "also_finding_named": Text(
        "Uttalandet är också iakttagelsen ”{name}” i en granskning.",
        "The statement is also the finding “{name}” of an audit.",
    ),
    "references_note": Text(
        "Hänvisningarna anger dokument, diarienummer, paragraf, datum, avsnitt och rad. Raderna "
        "räknas i dokumentets textversion, alltså den fil som står under {sources}. Frasen står "
        "ordagrant där, även med textversionens läsfel.",
        "References give document, reference number, section, date, heading and line. Lines are "
        "counted in the text version of the document: the file named under {sources}. The phrase "
        "stands there word for word, misreadings of the text version included.",
    ),
    "general_note": Text(
        "De gäller alla mellanrum av det här slaget och är svagt stöd för ett enskilt. De ändrar "
        "inte hur mellanrummen klassas.",
        "They concern all gaps of this kind and are weak support for a single one. They do not "
        "change how the gaps are classed.",
    ),
    "no_promise": Text(
        "Inget åtagande som gäller detta är dokumenterat i källorna.",
        "No commitment that addresses this is documented in the sources.",
    ),
    "unread": Text(
        "Svar som nämns som bilaga men som vi inte har läst: {names}. Vi vet därför inte om något "
        "sägs där om detta.",
        "Named as an annex, but not read by us: {names}. We therefore do not know whether "
        "anything is said there on this.",
    ),
    "effect": Text("Om mellanrummet sluts", "If the gap is closed"),
    "effect_full": Text(
        "På {level} går det lägre värdet på K från {before} till högst {after}.",
        "At {level} the lower K goes from {before} to at most {after}.",
    ),
    "effect_strength": Text(
        "På {level} går det lägre värdet på K från {before} till {after}.",
        "At {level} the lower K goes from {before} to {after}.",
    ),
    "effect_none": Text(
        "K ändras inte, eftersom K inte räknar detta slags mellanrum.",
        "K does not change, since K does not count this kind of gap.",
    ),
    "effect_not_here": Text(
        "Ingen ändring av K kan anges: här saknas ett tal på nivån, eller uppgift om ansvar, "
        "deltagare eller målgrupp.",
        "No change of K can be given: there is no number at the level, or responsibility, "
        "participants or target group are not known.",
    ),
    "on_map": Text("Visa på kartan", "Show on the map"),
    "said_as": Text("sagt som {modality}", "said as {modality}"),
    "remark": Text("Anmärkning: ", "Note: "),
    "phrase": Text("Fras att söka på: ", "Phrase to search for: "),
    "flags": Text("Att känna till om källorna", "What to know of the sources"),
    "flags_note": Text(
        "Detta är upplysningar om källorna, inte mellanrum.",
        "These are notes on the sources, not gaps.",
    ),
    # -- lifelines ------------------------------------------------------------------------------
    "lifelines": Text("Vad som hände med rekommendationerna", "What became of the recommendations"),
    "lifelines_intro": Text(
        "Varje [Recommendation|rekommendation] följs från [Finding|iakttagelse] till "
        "[Response|svar] och [Commitment|åtagande]. En iakttagelse utan rekommendation följs på "
        "samma sätt. Bara det som källorna har sagt till och med {day} räknas. Är en iakttagelse "
        "bara återgiven, utan eget datum, visas när den återgavs.",
        "Each [Recommendation|recommendation] is followed from [Finding|finding] to "
        "[Response|response] and [Commitment|commitment]. A finding without a recommendation is "
        "followed in the same way. Only what the sources had said by {day} counts. Where a finding "
        "is only retold, without a date of its own, the date is when it was retold.",
    ),
    "lifelines_none": Text(
        "Källorna innehåller ingen rekommendation eller iakttagelse att följa.",
        "The sources hold no recommendation or finding to follow.",
    ),
    "lifelines_of": Text("Läget för varje punkt, {name}", "Where each item stands, {name}"),
    "lifeline": Text("Rekommendation eller iakttagelse", "Recommendation or finding"),
    "is_recommendation": Text("rekommendation", "recommendation"),
    "is_finding": Text("iakttagelse", "finding"),
    "addressed_to": Text("Riktad till", "Addressed to"),
    "answers": Text("Svar", "Response"),
    "promise": Text("Åtagande", "Commitment"),
    "owner": Text("Ansvarig", "Owner"),
    "deadline": Text("Tidsgräns", "Deadline"),
    "status": Text("Status", "Status"),
    "timeline_caption": Text("Tidslinjer, {name}", "Timelines, {name}"),
    "timeline_some": Text(
        "Tidslinjer, {name}: de {shown} av {count} där något har ett känt datum",
        "Timelines, {name}: the {shown} of {count} in which something has a known date",
    ),
    "overdue": Text("Försenade åtaganden", "Overdue commitments"),
    "overdue_intro": Text(
        "Tidsgränsen har passerat den {day}. Inget i källorna visar att det är gjort. Det kan ändå "
        "vara gjort.",
        "The deadline had passed on {day}. Nothing in the sources shows that it is done. It may "
        "still have been done.",
    ),
    "overdue_latest": Text(
        "{name}: den senaste lästa källan med datum är från {day}. Vad som har hänt efter det syns "
        "inte i källorna.",
        "{name}: the latest dated source that has been read is from {day}. What has happened since "
        "cannot be seen in the sources.",
    ),
    "overdue_none": Text(
        "Inget åtagande i källorna är försenat vid datumet.",
        "No commitment in the sources is overdue at the date.",
    ),
    "overdue_caption": Text("Försenade åtaganden efter ansvarig", "Overdue commitments by owner"),
    "incomplete": Text(
        "Åtaganden utan ansvarig eller tidsgräns", "Commitments without owner or deadline"
    ),
    "incomplete_none": Text(
        "Alla åtaganden som någon har gjort eller ålagts har både ansvarig och tidsgräns i "
        "källorna.",
        "All commitments that somebody has made or had imposed have both an owner and a deadline "
        "in the sources.",
    ),
    "incomplete_only_proposed": Text(
        "Källorna visar inget åtagande som någon har gjort eller ålagts. Det som bara föreslås "
        "står under respektive rekommendation, med det som är känt om ansvarig och tidsgräns.",
        "The sources show no commitment that anybody has made or had imposed. What is only "
        "proposed stands under each recommendation, with what is known of owner and deadline.",
    ),
    "lacks_owner": Text("ansvarig", "owner"),
    "lacks_time": Text("tidsgräns", "deadline"),
    "lacking": Text("Vad som inte är dokumenterat", "What is not documented"),
    "no_answer": Text("Inte dokumenterat i källorna.", "Not documented in the sources."),
    "proposal_short": Text("bara förslag till beslut", "only a proposed decision"),
    "imposed_short": Text("ålagt av {by}", "imposed by {by}"),
    "imposed_only": Text("ålagt", "imposed"),
    "need_short": Text("bara förslag eller behov", "only a proposal or a need"),
    "about_audit": Text("Beslut om granskningen", "Decisions on the audit"),
    "audit_decisions": Text("Beslut om granskningarna", "Decisions on the audits"),
    "audit_decisions_note": Text(
        "Dessa beslut gäller en granskning som helhet. Granskningens rekommendationer och "
        "iakttagelser hänvisar hit.",
        "These decisions are on an audit as a whole. The recommendations and findings of the audit "
        "refer to them.",
    ),
    "gaps_in_general": Text(
        "Andra mellanrum i kommunen i samma fråga",
        "Other gaps in the municipality on the same matter",
    ),
    "addressed_or_about": Text("Riktad till eller gäller", "Addressed to or about"),
    "no_owner": Text("inte dokumenterad", "not documented"),
    "no_deadline": Text("inte dokumenterad", "not documented"),
    "finding": Text("Iakttagelse", "Finding"),
    "recommendation": Text("Rekommendation", "Recommendation"),
    "decision": Text("Beslut och förslag till beslut", "Decisions and proposed decisions"),
    "follow_up": Text("Uppföljning", "Follow-up"),
    "shown_by": Text("Visar att det är gjort", "Shows that it is done"),
    "inferred": Text(
        "Kopplingen är vår: åtagandet gäller samma sak men hänvisar inte hit.",
        "The tie is ours: the commitment is about the same thing but does not refer here.",
    ),
    "general_answer": Text(
        "Svaret gäller granskningen som helhet.", "The response is to the audit as a whole."
    ),
    "gaps_left": Text("Finns mellanrummet kvar?", "Is the gap still there?"),
    "gaps_left_none": Text(
        "Ingen regel träffar just detta vid datumet. Det betyder inte att bristen är avhjälpt.",
        "No rule finds just this at the date. That does not mean that it has been put right.",
    ),
    "handling": Text("Mellanrum i hanteringen", "Gaps in how it was handled"),
    "objections": Text("Invändningar", "Objections"),
    # -- coverage and sources -------------------------------------------------------------------
    "coverage": Text("Täckning", "Coverage"),
    "coverage_intro": Text(
        "Här är källorna tysta. Det betyder inte att något saknas i verkligheten.",
        "Here the sources are silent. That does not mean that anything is lacking in reality.",
    ),
    "silent_bodies": Text(
        "Organ som bara nämns: inte vad de deltar i, ansvarar för eller har beslutat",
        "Bodies that are only named: not what they take part in, answer for or have decided",
    ),
    "silent_structures": Text(
        "Strukturer utan deltagare i källorna", "Structures without participants in the sources"
    ),
    "levelless_structures": Text(
        "Strukturer vars nivå källorna inte anger",
        "Structures whose level the sources do not give",
    ),
    "left_out": Text(
        "{name} har uppgifter om ansvar, uppdrag, mål och granskningar som inte ger något krav i "
        "K. Skäl och antal: {why}.",
        "{name} has facts on responsibilities, commissions, goals and audits that give no "
        "requirement in K. Reasons and counts: {why}.",
    ),
    "covered": Text("Inget att nämna.", "Nothing to mention."),
    "sources": Text("Källor", "Sources"),
    "sources_caption": Text(
        "Källorna och vad var och en har gett", "The sources and what each has given"
    ),
    "document": Text("Dokument", "Document"),
    "kind": Text("Slag", "Kind"),
    "issuer": Text("Utfärdare", "Issuer"),
    "date": Text("Datum", "Date"),
    "diary": Text("Diarienummer", "Reference"),
    "text_file": Text("Textversion (fil)", "Text version (file)"),
    "sources_note": Text(
        "Radnumren i hänvisningarna räknas i dokumentets textversion. Kolumnen anger vilken fil "
        "det är.",
        "Line numbers in references are counted in the text version of the document. The column "
        "names that file.",
    ),
    "claims_from": Text("Uppgifter", "Claims"),
    "not_read": Text("ej läst", "not read"),
    # -- method ---------------------------------------------------------------------------------
    "method": Text("Metod", "Method"),
    "method_how": Text(
        "Källorna är lästa och förda in som [Statement|påståenden] med hänvisning till dokument "
        "och ställe. En [GapRule|regel] söker sedan igenom uppgifterna. Mellanrum skrivs aldrig in "
        "för hand.",
        "The sources have been read and entered as [Statement|statements] with reference to "
        "document and place. A [GapRule|rule] then searches the facts. Gaps are never typed in.",
    ),
    "method_fact": Text(
        "En regel räknar bara det som en källa anger som faktum och som gäller vid datumet. "
        "Bedömningar, avsikter, förslag och risker räknas aldrig som att något finns.",
        "A rule counts only what a source gives as fact and what holds at the date. Assessments, "
        "intentions, proposals and risks never count as something being there.",
    ),
    "method_undocumented": Text(
        "”Inte dokumenterat i källorna” betyder att ingen läst källa visar att det finns. Den "
        "som vet mer kan lägga till en källa och köra om.",
        "“Not documented in the sources” means that no source read shows that it exists. Whoever "
        "knows more can add a source and run again.",
    ),
    "method_severity": Text(
        "Allvarligheten kommer från en profil som går att byta ut. Den säger vad som bör granskas "
        "först och är inte en egenskap hos kommunen.",
        "Severity comes from a profile that can be replaced. It says what to examine first and is "
        "no property of the municipality.",
    ),
    "method_index": Text(
        "K är ett mätinstrument med val i, inte ett betyg. Det kan inte jämföras mellan kommuner.",
        "K is an instrument with choices in it, not a grade. It cannot be compared between "
        "municipalities.",
    ),
    "method_persons": Text(
        "Rapporten nämner organ och funktioner, aldrig enskilda personer.",
        "The report names bodies and posts, never individuals.",
    ),
    "evidence_kinds": Text("Evidensslagen", "The kinds of evidence"),
    "statuses": Text(
        "Så sätts statusen för en rekommendation", "How a recommendation gets its status"
    ),
    "rules_used": Text("Regler i profilen", "Rules in the profile"),
    "version": Text("Version", "Version"),
    "found": Text("Träffar", "Hits"),
    # -- appendices -----------------------------------------------------------------------------
    "glossary": Text("Ordlista", "Glossary"),
    "appendix_claims": Text("Bilaga: alla påståenden", "Appendix: all statements"),
    "claims_caption": Text("Påståenden ur {source}", "Statements from {source}"),
    "claim_id": Text("Id", "Id"),
    "claim_what": Text("Om", "About"),
    "claim_voice": Text("Sagt av", "Said by"),
    "claim_modality": Text("Sagt som", "Said as"),
    "claim_place": Text("Ställe och fras", "Place and phrase"),
    "claim_where": Text("Var det står", "Where it stands"),
    "absence_told": Text("saknas: {what}", "lacking: {what}"),
}
