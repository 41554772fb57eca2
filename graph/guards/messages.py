"""What the guard says when it refuses an input, in both languages."""

from __future__ import annotations

import re

from mellanrum.ontology.errors import LoadError, Location, Problem, QueryError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import BASE

__all__ = [
    "CONTEXT_IRI",
    "UNKNOWN",
    "Pair",
    "query_refusal",
    "refusal",
]

CONTEXT_IRI = BASE + "context.jsonld"
Pair = tuple[str, str]

UNKNOWN = Text("en okänd teckenkodning", "an unknown encoding")
SAVE_AGAIN: Pair = (
    "Öppna den i Excel och spara den på nytt som Excel-arbetsbok (.xlsx).",
    "Open it in Excel and save it again as Excel Workbook (.xlsx).",
)
SPLIT_UP: Pair = (
    "Dela upp underlaget i flera datamängder.",
    "Divide the input into several datasets.",
)
SUSPECT: Pair = (
    "Hämta filen på nytt från en källa du litar på, eller spara om den i Excel som .xlsx.",
    "Fetch the file again from a source you trust, or save it again in Excel as .xlsx.",
)
MESSAGES: dict[str, tuple[Pair, Pair | None, Pair | None]] = {
    "no-file": (
        ("Filen finns inte.", "There is no such file."),
        None,
        ("Kontrollera stavningen och mappen.", "Check the spelling and the folder."),
    ),
    "unreadable-file": (
        ("Filen går inte att öppna: {why}.", "The file cannot be opened: {why}."),
        None,
        (
            "Stäng den i andra program och kontrollera att du har läsrättighet.",
            "Close it in other programs and check that you may read it.",
        ),
    ),
    "not-a-file": (
        ("Namnet pekar på {kind}.", "The name leads to {kind}."),
        ("Bara vanliga filer läses.", "Only regular files are read."),
        ("Ange själva filen.", "Name the file itself."),
    ),
    "too-large": (
        ("Filen är {found}.", "The file is {found}."),
        ("Högst {allowed} läses.", "At most {allowed} is read."),
        SPLIT_UP,
    ),
    "wrong-encoding": (
        (
            "Filen är inte UTF-8. Den ser ut att vara {encoding}.",
            "The file is not UTF-8. It looks like {encoding}.",
        ),
        ("Textfiler måste vara UTF-8.", "Text files must be UTF-8."),
        (
            "I Excel: Arkiv > Spara som > CSV UTF-8 (kommaavgränsad). I en textredigerare: spara "
            "med kodningen UTF-8.",
            "In Excel: File > Save As > CSV UTF-8 (Comma delimited). In a text editor: save with "
            "the encoding UTF-8.",
        ),
    ),
    "nul-bytes": (
        (
            "Filen innehåller nolltecken och är alltså ingen textfil.",
            "The file holds NUL characters, so it is not a text file.",
        ),
        ("Textfiler måste vara UTF-8.", "Text files must be UTF-8."),
        (
            "Kontrollera att filnamnets ändelse stämmer med innehållet och spara filen på nytt.",
            "Check that the ending of the file name fits the content, and save the file again.",
        ),
    ),
    "too-many-rows": (
        ("Tabellen har för många rader.", "The table has too many rows."),
        ("Högst {allowed} rader läses.", "At most {allowed} rows are read."),
        SPLIT_UP,
    ),
    "too-many-columns": (
        ("Raden har {found} kolumner.", "The row has {found} columns."),
        ("Högst {allowed} kolumner läses.", "At most {allowed} columns are read."),
        (
            "Kontrollera avgränsare och citattecken, eller rensa kolumnerna till höger.",
            "Check delimiters and quotation marks, or clear the columns to the right.",
        ),
    ),
    "cell-too-long": (
        ("Cellen har {found} tecken.", "The cell has {found} characters."),
        ("Högst {allowed} tecken läses.", "At most {allowed} characters are read."),
        (
            "Kontrollera att inget citattecken saknas. En fras ska vara några få ord.",
            "Check that no quotation mark is missing. A phrase is a few words.",
        ),
    ),
    "old-excel": (
        (
            "Filen är i Excels äldre format (.xls).",
            "The file is in the older format of Excel (.xls).",
        ),
        ("Bara .xlsx läses.", "Only .xlsx is read."),
        SAVE_AGAIN,
    ),
    "password-protected": (
        ("Arbetsboken är skyddad med lösenord.", "The workbook is protected by a password."),
        ("Bara oskyddade arbetsböcker läses.", "Only unprotected workbooks are read."),
        (
            "I Excel: Arkiv > Info > Skydda arbetsbok > Kryptera med lösenord, töm fältet och "
            "spara.",
            "In Excel: File > Info > Protect Workbook > Encrypt with Password, empty the field "
            "and save.",
        ),
    ),
    "not-a-workbook": (
        ("Filen är ingen Excel-arbetsbok.", "The file is not an Excel workbook."),
        ("Bara .xlsx läses.", "Only .xlsx is read."),
        SAVE_AGAIN,
    ),
    "damaged-archive": (
        ("Arbetsboken är skadad ({why}).", "The workbook is damaged ({why})."),
        None,
        SAVE_AGAIN,
    ),
    "too-many-members": (
        ("Arbetsboken har för många delar.", "The workbook has too many parts."),
        ("Högst {allowed} delar läses.", "At most {allowed} parts are read."),
        SUSPECT,
    ),
    "unpacks-too-large": (
        ("Arbetsboken blir för stor uppackad.", "The workbook is too large when unpacked."),
        ("Högst {allowed} packas upp.", "At most {allowed} is unpacked."),
        SPLIT_UP,
    ),
    "too-dense": (
        (
            "Delen {part} är så hårt packad att den kan vara gjord för att fylla minnet.",
            "The part {part} is packed so densely that it may be made to fill the memory.",
        ),
        ("Högst {allowed} gånger sin storlek.", "At most {allowed} times its size."),
        SUSPECT,
    ),
    "unsafe-part": (
        (
            "Arbetsboken har en del som inte hör hemma där: {part}.",
            "The workbook has a part that does not belong there: {part}.",
        ),
        None,
        SUSPECT,
    ),
    "doctype": (
        (
            "Filen har en dokumenttypsdeklaration (DOCTYPE), som kan fylla minnet eller hämta "
            "andra filer.",
            "The file has a document type declaration (DOCTYPE), which may fill the memory or "
            "fetch other files.",
        ),
        ("XML läses bara utan DOCTYPE.", "XML is read only without DOCTYPE."),
        (
            "Ta bort deklarationen och skriv ut de namn den förkortar, eller spara som Turtle.",
            "Remove the declaration and write out the names it shortens, or save as Turtle.",
        ),
    ),
    "unknown-format": (
        ("Formatet {found} är okänt.", "The format {found} is unknown."),
        (
            "Det kan vara ttl, trig, nt, nq, n3, jsonld eller rdf.",
            "It may be ttl, trig, nt, nq, n3, jsonld or rdf.",
        ),
        None,
    ),
    "too-deep": (
        ("Innehållet är för djupt nästlat.", "The content is nested too deeply."),
        ("Högst {allowed} nivåer läses.", "At most {allowed} levels are read."),
        (
            "Kontrollera att varje parentes avslutas, eller spara som N-Triples.",
            "Check that each bracket is closed, or save as N-Triples.",
        ),
    ),
    "bad-xml": (
        ("Filen är inte välformad XML: {why}.", "The file is not well-formed XML: {why}."),
        None,
        (
            "Rätta raden, eller spara som Turtle (.ttl).",
            "Mend the row, or save as Turtle (.ttl).",
        ),
    ),
    "n3-arrow": (
        ("Pilar åt vänster (<= och <-) läses inte.", "Arrows to the left are not read."),
        None,
        ("Vänd på satsen, eller spara som Turtle.", "Turn the sentence, or save as Turtle."),
    ),
    "remote-context": (
        (
            "JSON-LD-filen hänvisar till något utanför sig själv: {found}.",
            "The JSON-LD file refers to something outside itself: {found}.",
        ),
        (
            f"Inget hämtas; @context får vara ett objekt eller {CONTEXT_IRI}.",
            f"Nothing is fetched; @context may be an object or {CONTEXT_IRI}.",
        ),
        (
            "Skriv in sammanhanget i filen, eller spara som Turtle.",
            "Write the context into the file, or save as Turtle.",
        ),
    ),
    "query-too-long": (
        ("Frågan har {found} tecken.", "The query has {found} characters."),
        ("Högst {allowed} tecken läses.", "At most {allowed} characters are read."),
        ("Dela upp den i flera frågor.", "Divide it into several queries."),
    ),
    "query-too-deep": (
        ("Frågan är för djupt nästlad.", "The query is nested too deeply."),
        ("Högst {allowed} nivåer läses.", "At most {allowed} levels are read."),
        ("Kontrollera parenteserna.", "Check the brackets."),
    ),
    "query-too-complex": (
        ("Frågan har för många delar.", "The query has too many parts."),
        (
            "Högst {allowed} parenteser och operatorer läses.",
            "At most {allowed} brackets and operators are read.",
        ),
        (
            "Dela upp den, eller skriv värdena i en VALUES-lista med en variabel.",
            "Divide it, or write the values in a VALUES list of one variable.",
        ),
    ),
    "query-escape": (
        (
            "Frågan har ett styrtecken, eller ett vanligt tecken skrivet som \\u-kod.",
            "The query has a control character, or a plain character written as a \\u code.",
        ),
        None,
        ("Skriv tecknet som det är.", "Write the character as it is."),
    ),
    "query-ambiguous": (
        (
            "{found} kan läsas på mer än ett sätt.",
            "{found} can be read in more than one way.",
        ),
        None,
        (
            "Sätt mellanslag efter tecknet < i en jämförelse, och skriv ut hela IRI:n från "
            "http:// eller https://.",
            "Put a space after the sign < in a comparison, and write the whole IRI from http:// "
            "or https://.",
        ),
    ),
    "query-service": (
        ("Frågan använder SERVICE.", "The query uses SERVICE."),
        (
            "Frågor ställs bara till det som är inläst; inget hämtas från nätet.",
            "Queries are put only to what is loaded; nothing is fetched from the network.",
        ),
        (
            "Hämta uppgifterna själv och läs in dem som en datamängd.",
            "Fetch the data yourself and load them as a dataset.",
        ),
    ),
    "query-from": (
        ("Frågan använder FROM.", "The query uses FROM."),
        (
            "Frågor ställs till alla inlästa grafer; inget läses från fil eller nät.",
            "Queries are put to all loaded graphs; nothing is read from file or network.",
        ),
        (
            "Ta bort FROM och välj graf med GRAPH <…> {{ … }}.",
            "Remove FROM and choose a graph with GRAPH <…> {{ … }}.",
        ),
    ),
    "query-update": (
        (
            "Frågan vill ändra i grafen ({found}).",
            "The query wants to change the graph ({found}).",
        ),
        ("Frågor läser bara.", "Queries only read."),
        (
            "Ändra i datamängdens tabeller i stället. Att bygga en ny graf görs med CONSTRUCT.",
            "Change the tables of the dataset instead. CONSTRUCT makes a new graph.",
        ),
    ),
    "query-form": (
        ("Det här är ingen SPARQL-fråga.", "This is not a SPARQL query."),
        (
            "En fråga börjar med SELECT, ASK, CONSTRUCT eller DESCRIBE efter PREFIX-raderna.",
            "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE after the PREFIX lines.",
        ),
        None,
    ),
}


def _problem(code: str, place: Location, values: dict[str, object]) -> Problem:
    message, allowed, hint = MESSAGES[code]
    return Problem(
        place,
        code,
        Text(*message).format(**values),
        Text(*allowed).format(**values) if allowed else None,
        Text(*hint).format(**values) if hint else None,
    )


def refusal(code: str, place: Location, **values: object) -> LoadError:
    """Return the refusal of an input, with the values that its message needs."""
    return LoadError(_problem(code, place, values))


def query_refusal(code: str, match: re.Match[str] | None = None, **values: object) -> QueryError:
    """Return the refusal of a query, at the row of a token."""
    row = match.string.count("\n", 0, match.start()) + 1 if match else 0
    return QueryError(_problem(code, Location(row=row), values))
