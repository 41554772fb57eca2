"""The words of the anatomy on the page, apart from the names of its tables, elements and signs."""

from __future__ import annotations

from mellanrum.ontology.language import Text

__all__ = ["ANATOMY"]

ANATOMY: dict[str, Text] = {
    "view_anatomy": Text("Anatomi", "Anatomy"),
    "file_anatomy": Text("anatomi", "anatomy"),
    "anatomy_about": Text(
        "Vad källorna säger om varje rad, ett element i taget. Välj ett tecken för att se vad det "
        "vilar på; piltangenterna går mellan tecknen.",
        "What the sources say of each row, one element at a time. Choose a sign to see what it "
        "rests on; the arrow keys go between the signs.",
    ),
    "others": Text("Övriga", "Others"),
    "blank": Text("tomt", "blank"),
    "lacks_in_general": Text("sägs saknas i allmänhet", "said to be lacking in general"),
    "lacks_in_general_about": Text(
        "En källa säger att detta saknas i kommunen som helhet. Det står i rubriken och inte i "
        "cellerna.",
        "A source says that this is lacking in the municipality as a whole. It stands in the head "
        "of the column and not in the cells.",
    ),
    "cell_whys": Text(
        "Varför något inte gäller eller inte är prövat",
        "Why something does not apply or was not asked",
    ),
    "cell_why": Text("Därför att", "Because"),
    "cell_rests_on": Text("Vilar på", "Rests on"),
    "cell_not_then": Text(
        "Raden finns inte vid det valda datumet.", "The row is not there at the chosen date."
    ),
    "rows_with_sign": Text("Rader med tecknet", "Rows with the sign"),
    "any_sign": Text("vilket som helst", "any"),
    "rows_of": Text("{shown} av {count} rader", "{shown} of {count} rows"),
    "none_named": Text("Källorna nämner inga.", "The sources name none."),
    "anatomy_focus": Text("Vad källorna säger om det som är i fokus", "What is in focus"),
    "only_named": Text(
        "Om {names} säger källorna bara att de finns eller nämns.",
        "Of {names} the sources say only that they exist or are named.",
    ),
    "only_named_one": Text(
        "Om {names} säger källorna bara att den finns eller nämns.",
        "Of {names} the sources say only that it exists or is named.",
    ),
    "whole_anatomy": Text("Se hela anatomin", "See the whole anatomy"),
}
