"""The commands, the main job first: in a line what each does, and the modules they are in."""

from __future__ import annotations

from mellanrum.ontology.language import Text

__all__ = ["COMMANDS", "MODULES"]

COMMANDS = {
    "build": Text(
        "Läs, kontrollera och härled; skriv startsida, karta, rapport, tabeller och graf.",
        "Read, validate and derive; write start page, map, report, tables and graph.",
    ),
    "validate": Text(
        "Kontrollera datamängder och visa alla fel på en gång.",
        "Check datasets and show every problem at once.",
    ),
    "gaps": Text(
        "Visa mellanrummen: sagda, strukturella och väntade, var för sig.",
        "Show the gaps: stated, structural and expected, each apart.",
    ),
    "anatomy": Text(
        "Visa vad källorna säger om varje struktur, organ, mål, uppföljning och målgrupp.",
        "Show what the sources say of each structure, body, goal, follow-up and target group.",
    ),
    "cards": Text(
        "Visa frågekort: vad som är värt att fråga om varje struktur i fokus.",
        "Show question cards: what is worth asking about each structure in focus.",
    ),
    "answers": Text(
        "Ta in besked på frågekorten: visa vad de ändrar, och lägg till dem.",
        "Take in answers to the question cards: show what they change, and add them.",
    ),
    "explain": Text(
        "Berätta hur ett mellanrum är känt och vad som brukar sluta det.",
        "Tell how a gap is known, and what usually closes it.",
    ),
    "rules": Text("Visa reglerna: vad de frågar och varför.", "Show the rules: what they ask."),
    "norms": Text(
        "Visa vilka normer som gäller och varför, vad som uppfyller dem och vad som är en fråga.",
        "Show which norms apply and why, what meets them and what is a question.",
    ),
    "congruence": Text(
        "Mät hur stor del av det samarbete som ansvaret kräver som har en plats.",
        "Measure how much of the coordination that responsibility requires has a place.",
    ),
    "whatif": Text(
        "Pröva ändringar: vilka mellanrum stängs och öppnas, och hur ändras K?",
        "Try changes out: which gaps close and open, and how does K change?",
    ),
    "lifelines": Text(
        "Följ varje rekommendation: svar, beslut, åtagande och tidsgräns; är mellanrummet kvar?",
        "Follow each recommendation: response, decision, promise, deadline; is the gap left?",
    ),
    "compare": Text(
        "Jämför två datum, två versioner av en datamängd eller två kommuner.",
        "Compare two dates, two versions of a dataset, or two municipalities.",
    ),
    "measures": Text(
        "Räkna nätverksmått: vem som binder samman, vad som hänger på en enda länk.",
        "Compute network measures: who connects, what hangs on a single link.",
    ),
    "query": Text(
        "Ställ en färdig fråga, eller en egen i SPARQL. Utan fråga: lista de färdiga.",
        "Ask a ready-made question, or your own in SPARQL. With none: list the ready-made.",
    ),
    "map": Text("Skriv kartan som en HTML-fil.", "Write the map as one HTML file."),
    "report": Text(
        "Skriv rapporten som HTML, Word, PDF eller Markdown.",
        "Write the report as HTML, Word, PDF or Markdown.",
    ),
    "export": Text(
        "Skriv grafen för andra verktyg: RDF, eller nätverket som GraphML.",
        "Write the graph for other tools: RDF, or the network as GraphML.",
    ),
}
# In mellanrum.cli; that of its own name where it is not here.
MODULES = {
    "cards": "anatomy",
    "explain": "gaps",
    "export": "show",
    "map": "show",
    "report": "reporting",
}
