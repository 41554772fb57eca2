"""The words of the fields in which question cards are answered."""

from __future__ import annotations

from mellanrum.ontology.language import Text

__all__ = ["CARDS", "FORM"]

CARDS: dict[str, Text] = {
    "cards": Text("Frågor att ställa", "Questions to ask"),
    "cards_about": Text(
        "Korten frågar om det som källorna tiger om. Det är inte mellanrum: det kan finnas ändå.",
        "The cards ask about what the sources are silent on. These are not gaps: it may exist all "
        "the same.",
    ),
    "no_cards": Text("Inget är i fokus.", "Nothing is in focus."),
    "answers_about": Text(
        "Den som vet kan svara på korten. Svaren kommer inte med någonstans förrän de sparas som "
        "fil och filen skickas till den som samlar svaren. Svara för ett organ, och skriv aldrig "
        "en persons namn.",
        "Those who know can answer the cards. The answers go nowhere until they are saved as a "
        "file and the file is sent to whoever gathers them. Answer for a body, and never write a "
        "person's name.",
    ),
    "answers_not_kept": Text(
        "Webbläsaren sparar inte svaren: de finns kvar tills sidan stängs.",
        "The browser does not keep the answers: they last until the page is closed.",
    ),
    "answers_one": Text("1 svar", "1 answer"),
    "answers_many": Text("{count} svar", "{count} answers"),
    "questions_one": Text("Svara på 1 fråga", "Answer 1 question"),
    "questions_many": Text("Svara på {count} frågor", "Answer {count} questions"),
    "save_answers": Text("Spara svaren som CSV", "Save the answers as CSV"),
    "answers_saved": Text(
        "{answers} sparade i filen {name}. Skicka filen till den som samlar svaren.",
        "{answers} saved in the file {name}. Send the file to whoever gathers the answers.",
    ),
    "clear_answers": Text("Ta bort svaren", "Remove the answers"),
    "answers_cleared": Text("Svaren är borttagna.", "The answers are removed."),
    "clear_undo": Text("Ångra: ta tillbaka svaren", "Undo: bring the answers back"),
    "answers_file": Text("besked", "answers"),
    "no_answer": Text("inget svar", "no answer"),
    "answer_place": Text("Var", "Where"),
    "answer_few_words": Text("(några ord)", "(a few words)"),
    "answer_since": Text("Sedan", "Since"),
    "answer_date_form": Text("(2023, 2023-04, 2023-04-01)", "(2023, 2023-04, 2023-04-01)"),
    "answer_by": Text("Organ som svarar", "Body that answers"),
    "need_body": Text("Välj organet som svarar.", "Choose the body that answers."),
    "need_date": Text(
        "Skriv tiden som 2023, 2023-04 eller 2023-04-01.",
        "Write the time as 2023, 2023-04 or 2023-04-01.",
    ),
    "not_yet_saved": Text("Inte sparat: {why}", "Not saved: {why}"),
}

# What stands on a form for one body.
FORM: dict[str, Text] = {
    "title": Text("Frågor till {body}", "Questions for {body}"),
    "about": Text(
        "Om samverkan i {place}. Källorna till och med {date} besvarar inte det som frågas.",
        "On collaboration in {place}. The sources up to {date} do not answer what is asked.",
    ),
    "about_undated": Text(
        "Om samverkan i {place}. Källorna besvarar inte det som frågas.",
        "On collaboration in {place}. The sources do not answer what is asked.",
    ),
    "how": Text(
        "Svara finns, finns inte eller gäller inte. Säg var det finns och sedan när, om det går. "
        "Det som inte besvaras lämnas tomt. Organet svarar: skriv aldrig en persons namn. Skicka "
        "sedan formuläret tillbaka.",
        "Answer exists, does not exist or does not apply. Say where it exists and since when, if "
        "you can. What is not answered is left empty. The body answers: never write a person's "
        "name. Then send the form back.",
    ),
    "how_sheet": Text(
        "Bladet {sheet} har en rad för varje fråga, i samma ordning som här. Fyll i svar och datum "
        "där, och ändra inte kolumnerna.",
        "The sheet {sheet} has a row for each question, in the same order as here. Fill in answer "
        "and date there, and do not change the columns.",
    ),
    "row": Text("Rad", "Row"),
    "questions": Text("Frågor", "Questions"),
    "concerns": Text("Gäller", "Concerns"),
    "question": Text("Fråga", "Question"),
    "why": Text("Varför", "Why"),
    "read_me": Text("Läs mig", "Read me"),
    "where": Text("Var", "Where"),
    "since": Text("Sedan", "Since"),
    "caption": Text("Svar om {name}", "Answers about {name}"),
    "signed": Text("Svar från {body}. Datum:", "Answers from {body}. Date:"),
    "no_script": Text(
        "Formuläret fylls i med skript. Öppna filen i en webbläsare som tillåter det.",
        "The form is filled in with scripts. Open the file in a browser that allows them.",
    ),
}
