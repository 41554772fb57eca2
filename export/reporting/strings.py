"""What the report says, apart from the data. Values stand as {name}, terms as [key|word]."""

from __future__ import annotations

from mellanrum.export.wording import GAP, PAGE
from mellanrum.ontology.language import Text

__all__ = ["STRINGS"]

STRINGS: dict[str, Text] = {
    **GAP,
    **PAGE,
    # -- the front ------------------------------------------------------------------------------
    "title": Text("Mellanrum i samverkan", "Gaps in collaboration"),
    "subject": Text(
        "Vad källorna säger saknas i samverkan, vad strukturen visar och vad som är väntat: "
        "{names}",
        "What sources say is lacking in collaboration, what the structure shows and what is "
        "expected: {names}",
    ),
    "front": Text("{names}. Läge per {day}.", "{names}. As of {day}."),
    "front_undated": Text("{names}.", "{names}."),
    "lead": Text(
        "Rapporten visar [Gap|mellanrum] mellan [Body|organ] som samverkar eller borde göra det. "
        "Det som är sagt, det som syns i strukturen och det som är väntat står i tre listor.",
        "The report shows [Gap|gaps] between [Body|bodies] that work together or ought to. What is "
        "said, what the structure shows and what is expected stand in three lists.",
    ),
    "caution": Text(
        "Varje punkt är en fråga till den som kan verksamheten, inte ett omdöme. Antalet säger "
        "inget om hur bra en kommun är. Att källorna tiger betyder inte att något saknas.",
        "Each item is a question to those who know the work, not a verdict. The number says "
        "nothing about how good a municipality is. Silence in the sources is no lack.",
    ),
    "to_index": Text("Till startsidan", "To the start page"),
    # -- the board's pages ------------------------------------------------------------------------
    "to_decide": Text("Att ta ställning till", "What to decide on"),
    "next": Text("Nästa punkter", "The next items"),
    "undertaken": Text("Vad som är utlovat", "What has been undertaken"),
    "contested": Text("Vad som är omstritt", "What is contested"),
    "asked": Text("Vad som bör frågas", "What should be asked"),
    "basis": Text("Underlaget", "The basis"),
    "what": Text("Punkt", "Item"),
    "proposal": Text("Förslag till beslut", "Proposed decision"),
    "who": Text("Vem", "Who"),
    "by": Text("Senast", "By"),
    "hear_first": Text("Hör först {names}, som säger emot. ", "First hear {names}, who objects. "),
    "recommended_by": Text(
        "{what}. Det rekommenderar {by}.", "{what}. That is recommended by {by}."
    ),
    "answer_it": Text(
        "Svara på om det stämmer, och vad som i så fall ska göras.",
        "Answer whether it is so, and what is then to be done.",
    ),
    "by_then": Text("{when}, enligt källan", "{when}, as the source says"),
    "by_past": Text(
        "{when}, enligt källan; har passerat", "{when}, as the source says; has passed"
    ),
    "to_fill_in": Text("fylls i: _______", "to fill in: _______"),
    "more_stated": Text("Mer som är sagt", "More that is said"),
    "more_structural": Text("Mer som syns i strukturen", "More seen in the structure"),
    "more_expected": Text("Mer som är väntat", "More that is expected"),
    "more_items": Text("{tier} ({count})", "{tier} ({count})"),
    "more_in_whole": Text(
        "Revisorns rapport har fler punkter: {lists}.",
        "The auditor's report has more items: {lists}.",
    ),
    "undertaken_none": Text(
        "Källorna visar inget som någon har åtagit sig och som inte är gjort. Det som bara är "
        "föreslaget står i revisorns rapport.",
        "The sources show nothing that anybody has undertaken and not done. What is only proposed "
        "stands in the auditor's report.",
    ),
    "promises": Text("Åtaganden", "Commitments"),
    "promise": Text("Åtagande", "Commitment"),
    "contested_caption": Text(
        "Sagt att det saknas, och vad som talar emot",
        "Said to be lacking, and what speaks against it",
    ),
    "objection": Text("Vem som säger emot, och vad", "Who speaks against it, and what"),
    "contested_none": Text(
        "Ingen källa säger emot det som sägs saknas.",
        "No source speaks against what is said to be lacking.",
    ),
    "ask_intro": Text(
        "Om detta säger källorna för lite. Frågorna gäller det som källorna själva pekar ut.",
        "Of this the sources say too little. The questions are about what the sources point to.",
    ),
    "ask_more": Text(
        "Revisorns rapport har frågor också om {names}.",
        "The auditor's report also has questions about {names}.",
    ),
    "and_more": Text("{name} och {count} till", "{name} and {count} more"),
    "no_cards": Text("Inget är i fokus.", "Nothing is in focus."),
    "index_line": Text("Index K för {name}: {levels}.", "Index K of {name}: {levels}."),
    "untried": Text("Ej prövat: {what}.", "Not asked: {what}."),
    # -- the summary ----------------------------------------------------------------------------
    "summary": Text("Sammanfattning", "Summary"),
    "examined": Text("Vad som har undersökts", "What has been examined"),
    "examined_sources": Text("Lästa källor: {read}", "Sources read: {read}"),
    "examined_dated": Text(", daterade {dated}", ", dated {dated}"),
    "examined_without_date": Text("; utan datum: {count}", "; undated: {count}"),
    "examined_named": Text("; nämnda men inte lästa: {named}", "; named but not read: {named}"),
    "ways": Text("Hur man kan veta det", "How one can know it"),
    "dated_span": Text("{first} till {last}", "{first} to {last}"),
    "first": Text("Att börja med", "What to begin with"),
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
    "no_index": Text(
        "Index K för {name}, {levels}: inget tal, eftersom {why}.",
        "Index K of {name}, {levels}: no number, because {why}.",
    ),
    "ask_first": Text("Fråga först om {structures}.", "Ask first about {structures}."),
    "since": Text("Nytt sedan förra körningen", "New since the last run"),
    "since_from": Text(
        "Jämfört med en körning med läge per {day}.",
        "Compared with a run as of {day}.",
    ),
    "since_from_undated": Text("Jämfört med en tidigare körning.", "Compared with an earlier run."),
    "since_new": Text("Nya mellanrum", "New gaps"),
    "since_gone": Text("Mellanrum som inte längre hittas", "Gaps that are no longer found"),
    "since_altered": Text("I ett annat läge", "In another state"),
    "since_nothing": Text(
        "Inget har tillkommit, försvunnit eller fått ett annat läge.",
        "Nothing is new, gone or in another state.",
    ),
    "since_only_structural": Text(
        "Den körningen gjordes med en äldre version och har en enda lista. Vad källorna säger "
        "saknas kan inte följas därifrån. Bara det som strukturen visar är jämfört. Några regler "
        "är ändrade sedan dess, så att samma sak kan stå både som ny och som borta.",
        "That run was made with an older version and has one list only. What sources say is "
        "lacking cannot be followed from it. Only what the structure shows is compared. Some rules "
        "have changed since, so that the same thing may stand both as new and as gone.",
    ),
    "since_renamed": Text(
        "Den körningen gällde datamängden {old}, denna gäller {new}. Mellanrummen har parats ihop "
        "efter radernas id.",
        "That run was of the dataset {old}, this one is of {new}. Gaps were paired by the ids of "
        "their rows.",
    ),
    "since_more": Text("{count} till", "{count} more"),
    "since_caution": Text(
        "Att ett mellanrum inte längre hittas kan bero på att något har gjorts, eller på att "
        "källorna är andra.",
        "That a gap is no longer found may be because something was done, or because the sources "
        "differ.",
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
    "tier_stated": Text("Sagt i källorna", "Said in the sources"),
    "tier_structural": Text("Syns i strukturen", "Seen in the structure"),
    "tier_expected": Text("Väntat", "Expected"),
    "stated_intro": Text(
        "Här står allt som en källa säger saknas eller inte fungerar, även där ingen regel letar.",
        "Here is all that a source says is lacking or does not work, also where no rule looks.",
    ),
    "stated_none": Text(
        "Ingen källa säger att något saknas.", "No source says that anything is lacking."
    ),
    "structural_intro": Text(
        "Här står det som en [GapRule|regel] hittar i det som källorna visar: två dokumenterade "
        "saker som inte går ihop.",
        "Here is what a [GapRule|rule] finds in what the sources show: two documented things that "
        "do not fit together.",
    ),
    "expected_intro": Text(
        "Här står det som kommunens egna beslut och dokument kräver men som källorna inte visar. "
        "Det kan ändå finnas.",
        "Here is what the municipality's own decisions and documents ask for but the sources do "
        "not show. It may still be there.",
    ),
    "structural_none": Text(
        "Syns i strukturen: reglerna hittar inget.", "In the structure: the rules find nothing."
    ),
    "expected_none": Text("Väntat: inget att ta upp.", "Expected: nothing to take up."),
    "order_note": Text(
        "Det som är [in-focus|i fokus] står först, därefter det allvarligare. Varje punkt säger "
        "vad som avgör dess plats. Det som en senare granskning säger igen är "
        "[repeated|upprepat].",
        "What is [in-focus|in focus] comes first, then the more severe. Each item says what "
        "decides its place. What a later audit says again is [repeated|repeated].",
    ),
    "severity": Text("Allvarlighet", "Severity"),
    "place": Text(
        "{state}allvarlighet {severity}; {clause}", "{state}severity {severity}; {clause}"
    ),
    "told_under_others": Text("Mer om detta: {others}", "More of this: {others}"),
    "said_by": Text("Så säger källorna", "What the sources say"),
    "said_before": Text("Samma sak sagd tidigare", "The same said earlier"),
    "recommended": Text("Rekommenderas", "Recommended"),
    "replies": Text("Svar", "Replies"),
    "unread_replies": GAP["unread"],
    "against": Text("säger emot", "speaks against"),
    "only_for": Text(" (bara för {name})", " (only for {name})"),
    "commitments": Text("Åtaganden, förslag och behov", "Commitments, proposals and needs"),
    "answers_outside": Text("Besked, inte från källorna", "Answers, not from the sources"),
    "answer_told": Text("{about}, {element}: {answer}", "{about}, {element}: {answer}"),
    "answer_from": Text("{by}, {day}. [Answer|Besked].", "{by}, {day}. [Answer|Answer]."),
    "also_visible": Text("Syns också i strukturen", "Also visible in the structure"),
    "required_by": Text("Väntas enligt", "Expected by"),
    "norm": Text("{reference}: {element} ({strength})", "{reference}: {element} ({strength})"),
    "awaited_elements": Text("Väntat: {awaited}.", "Expected: {awaited}."),
    "shown_elements": Text(" Visat: {shown}.", " Shown: {shown}."),
    "nothing": Text("inget", "nothing"),
    "rules_show": Text("Det här visar reglerna", "What the rules show"),
    "premise": Text("Regeln utgår från", "The rule presumes"),
    "on_map": Text("Visa på kartan", "Show on the map"),
    "said_as": Text("{modality}", "{modality}"),
    "flags": Text("Att känna till om källorna", "What to know of the sources"),
    "flags_note": Text(
        "Detta är upplysningar om källorna, inte mellanrum.",
        "These are notes on the sources, not gaps.",
    ),
    # -- lifelines ------------------------------------------------------------------------------
    "lifelines": Text("Vad som hände med rekommendationerna", "What became of the recommendations"),
    "lifelines_intro": Text(
        "Tabellen visar läget för varje [Recommendation|rekommendation], och för varje "
        "[Finding|iakttagelse] som inte lett till någon. [Response|Svar] och "
        "[Commitment|åtaganden] står med belägg under det som de gäller. Bara det som källorna "
        "har sagt till och med {day} räknas.",
        "The table shows where each [Recommendation|recommendation] stands, and each "
        "[Finding|finding] that led to none. [Response|Responses] and [Commitment|commitments] "
        "stand with their evidence under what they are about. Only what the sources had said by "
        "{day} counts.",
    ),
    "lifelines_none": Text(
        "Källorna innehåller ingen rekommendation eller iakttagelse att följa.",
        "The sources hold no recommendation or finding to follow.",
    ),
    "lifelines_of": Text("Läget för varje punkt, {name}", "Where each item stands, {name}"),
    "lifeline": Text("Rekommendation eller iakttagelse", "Recommendation or finding"),
    "is_recommendation": Text("rekommendation", "recommendation"),
    "is_finding": Text("iakttagelse", "finding"),
    "answers": Text("Svar", "Response"),
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
        "Det som är försenat skulle ha varit klart före den {day}. Inget i källorna visar att det "
        "är gjort. Det kan ändå vara gjort.",
        "What is overdue was due before {day}. Nothing in the sources shows that it is done. It "
        "may still have been done.",
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
    "imposed_short": Text("ålagt av {by}", "imposed by {by}"),
    "imposed_only": Text("ålagt", "imposed"),
    "need_short": Text("bara förslag eller behov", "only a proposal or a need"),
    "audit_decisions_note": Text(
        "Dessa beslut gäller en granskning som helhet.",
        "These decisions are on an audit as a whole.",
    ),
    "audit_decisions": Text("Beslut om granskningarna", "Decisions on the audits"),
    "addressed_or_about": Text("Riktad till eller gäller", "Addressed to or about"),
    "undocumented": Text("inte dokumenterad", "not documented"),
    "follow_up": Text("Uppföljning", "Follow-up"),
    "shown_by": Text("Visar att det är gjort", "Shows that it is done"),
    # -- silence and sources --------------------------------------------------------------------
    "told_under": Text("Står under", "Told under"),
    "proposal_short": Text("bara förslag till beslut", "only a proposed decision"),
    "silence": Text("Där källorna tiger", "Where the sources are silent"),
    "silence_intro": Text(
        "Här säger källorna varken att något finns eller att det saknas. Ett "
        "[QuestionCard|frågekort] samlar vad som är värt att fråga om det som är "
        "[in-focus|i fokus].",
        "Here the sources say neither that something is there nor that it is lacking. A "
        "[QuestionCard|question card] gathers what is worth asking about what is "
        "[in-focus|in focus].",
    ),
    "anatomy_note": Text(
        "[anatomy|Anatomin] har en rad för kommunen där något sägs saknas i allmänhet. Den "
        "[Cell|cell] som inte gäller raden, eller inte är ifylld, är utelämnad.",
        "The [anatomy|anatomy] has a row for the municipality where something is said to be "
        "lacking in general. A [Cell|cell] that does not apply, or is not filled in, is left out.",
    ),
    "norm_questions": Text("Frågor som normer ger", "Questions that norms give"),
    "in_focus": Text(" (i fokus: {why})", " (in focus: {why})"),
    "empty_levels": Text(
        "I {name} är ingen struktur dokumenterad i källorna på {levels}.",
        "In {name} no structure is documented in the sources at {levels}.",
    ),
    "anatomy_caption": Text("Anatomi: {table}, {name}", "Anatomy: {table}, {name}"),
    "row": Text("Rad", "Row"),
    "said_lacking": Text("Sägs saknas", "Said to be lacking"),
    "documented": Text("Dokumenterat", "Documented"),
    "silent_on": Text("Källorna tiger om", "The sources are silent on"),
    "left_out": Text(
        "{name} har uppgifter om ansvar, uppdrag, mål och granskningar som inte ger något krav i "
        "K. Skäl och antal: {why}.",
        "{name} has facts on responsibilities, commissions, goals and audits that give no "
        "requirement in K. Reasons and counts: {why}.",
    ),
    "key": Text("Nyckel", "Key"),
    "sources_caption": Text("Källorna, {name}", "The sources, {name}"),
    "sources_note": Text(
        "Hänvisningar står som [nyckel r. 89]: nyckeln är källans i tabellen, r. är rad i dess "
        "textversion. Inom citattecken står en fras att söka på, ordagrant, även med läsfel.",
        "References stand as [key l. 89]: the key is that of the source in the table, l. is the "
        "line in its text version. In quotation marks is a phrase to search for, word for word.",
    ),
    "shared_notes": Text(
        "Anmärkningar som gäller flera uppgifter", "Notes that hold for several claims"
    ),
    "shared_note": Text("anmärkning {number}", "note {number}"),
    "number": Text("Nr", "No."),
    "remark": Text("Anmärkning", "Note"),
    "diary": Text("Diarienummer", "Reference"),
    "text_file": Text("Textversion (fil)", "Text version (file)"),
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
    "method_severity": Text(
        "Hur allvarligt det sagda är följer av läget: om det upprepas, besvaras, bekräftas och "
        "om någon har åtagit sig något. För reglerna följer det av en profil som går att byta "
        "ut. För det väntade följer det av hur starkt normen binder.",
        "How severe what is said is follows from its state: whether it is repeated, answered, "
        "confirmed and whether anybody has undertaken anything. For the rules it follows from a "
        "profile that can be replaced. For what is expected it follows from how strongly the "
        "norm binds.",
    ),
    "method_index": Text(
        "K är ett mätinstrument med val i, inte ett betyg. Det kan inte jämföras mellan "
        "kommuner. De flesta mellanrum ändrar det inte.",
        "K is an instrument with choices in it, not a grade. It cannot be compared between "
        "municipalities. Most gaps do not change it.",
    ),
    "method_persons": Text(
        "Rapporten nämner organ och funktioner, aldrig enskilda personer.",
        "The report names bodies and posts, never individuals.",
    ),
    "statuses": Text(
        "Så sätts statusen för en rekommendation", "How a recommendation gets its status"
    ),
    "rules_used": Text("Regler i profilen", "Rules in the profile"),
    "question": Text("Vad regeln frågar", "What the rule asks"),
    "rules_without_hits": Text("Regler utan träff: {rules}", "Rules without hits: {rules}"),
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
