"""What may be wrong with a table or a row, each told once, with the place and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from mellanrum.graph.problems import did_you_mean, listing, problem, shorten
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import RawDataset, RawRow, RawTable
from mellanrum.graph.tables.cells import MAX_ID
from mellanrum.graph.tables.entry import Entry
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import Column, Schema, TableShape

__all__ = [
    "bad_id",
    "cell_without_heading",
    "dangling_reference",
    "duplicate_id",
    "missing_column",
    "missing_source",
    "missing_value",
    "repeated_heading",
    "repeated_slugs",
    "unknown_dataset",
    "unknown_heading",
    "unknown_setting_row",
    "unknown_table",
    "wrong_class",
]


def repeated_slugs(datasets: Sequence[RawDataset]) -> list[Problem]:
    """Return a problem for each dataset whose slug another one has."""
    seen: dict[str, str] = {}
    problems = []
    for dataset in datasets:
        slug = dataset.info.slug
        if slug in seen:
            problems.append(
                problem(
                    Location(file=dataset.origin),
                    "repeated-dataset",
                    (
                        "Datamängden ”{slug}” läses redan från {other}.",
                        "The dataset “{slug}” is already read from {other}.",
                    ),
                    hint=(
                        "Ge den ena ett annat slug i dataset.toml, eller utelämna den.",
                        "Give one of them another slug in dataset.toml, or leave it out.",
                    ),
                    slug=slug,
                    other=seen[slug],
                )
            )
        seen.setdefault(slug, dataset.origin)
    return problems


def unknown_table(raw: RawTable, schema: Schema) -> Problem:
    """Return the problem of a table that the schema does not have."""
    names = [name for table in schema.tables for name in (table.key, table.name.sv)]
    return problem(
        raw.location(raw.heading_row),
        "unknown-table",
        ("Det finns ingen tabell ”{name}”.", "There is no table “{name}”."),
        allowed=Text("Tillåtna är {sv}.", "Allowed are {en}.").format(
            sv=", ".join(table.name.sv for table in schema.tables),
            en=", ".join(table.key for table in schema.tables),
        ),
        name=shorten(raw.name),
        guess=did_you_mean(raw.name, names),
    )


def unknown_heading(raw: RawTable, index: int, table: TableShape) -> Problem:
    """Return the problem of a heading that the table does not have."""
    found = raw.headings[index]
    names = [name for c in table.all_columns for name in (c.name.sv, c.name.en)]
    return problem(
        raw.location(raw.heading_row, index),
        "unknown-column",
        (
            "Tabellen {table} har ingen kolumn ”{found}”.",
            "The table {table} has no column “{found}”.",
        ),
        allowed=Text("Kolumnerna är {sv}.", "The columns are {en}.").format(
            sv=", ".join(c.name.sv for c in table.all_columns),
            en=", ".join(c.name.en for c in table.all_columns),
        ),
        table=table.name,
        found=shorten(found),
        guess=did_you_mean(found, names),
    )


def repeated_heading(raw: RawTable, index: int) -> Problem:
    """Return the problem of a heading that occurs twice."""
    return problem(
        raw.location(raw.heading_row, index),
        "repeated-column",
        ("Kolumnen förekommer två gånger.", "The column occurs twice."),
        hint=(
            "Slå ihop kolumnerna; flera värden i en cell skiljs åt med semikolon.",
            "Merge the columns; several values in a cell are separated by semicolons.",
        ),
    )


def missing_column(raw: RawTable, column: Column) -> Problem:
    """Return the problem of a required column that is not there."""
    return problem(
        raw.location(raw.heading_row),
        "missing-column",
        ("Kolumnen ”{name}” saknas.", "The column “{name}” is missing."),
        allowed=column.help,
        hint=("Lägg till kolumnen.", "Add the column."),
        name=column.name,
    )


def cell_without_heading(raw: RawTable, row: RawRow, index: int) -> Problem:
    """Return the problem of a cell in a column without a heading."""
    return problem(
        raw.location(row.number, index),
        "cell-without-heading",
        (
            "Cellen ”{found}” står i en kolumn utan rubrik.",
            "The cell “{found}” stands in a column without a heading.",
        ),
        hint=(
            "Ge kolumnen en rubrik, eller sätt citattecken om ett värde som innehåller "
            "skiljetecken.",
            "Give the column a heading, or put quotation marks around a value with a delimiter.",
        ),
        found=shorten(row.cells[index]),
    )


def missing_value(location: Location, column: Column, iri: str) -> Problem:
    """Return the problem of a required cell that is empty."""
    return problem(
        location,
        "missing-value",
        ("Värde saknas i ”{name}”.", "There is no value in “{name}”."),
        allowed=column.help,
        iri=iri,
        name=column.name,
    )


def bad_id(location: Location, found: str) -> Problem:
    """Return the problem of an id in the wrong form."""
    return problem(
        location,
        "bad-id",
        ("”{found}” kan inte vara id.", "“{found}” cannot be an id."),
        allowed=(
            "Tillåtna tecken är a–z, 0–9 och bindestreck, högst 120.",
            "Allowed are a–z, 0–9 and hyphens, at most 120.",
        ),
        hint=("Till exempel ”{example}”.", "For example “{example}”."),
        found=shorten(found),
        example=slug_of(found)[:MAX_ID],
    )


def duplicate_id(location: Location, identifier: str, first: Location) -> Problem:
    """Return the problem of an id that another row has."""
    return problem(
        location,
        "duplicate-id",
        (
            "Id ”{identifier}” används redan i {place}.",
            "The id “{identifier}” is already used in {place}.",
        ),
        allowed=(
            "Ett id får bara finnas en gång i datamängden, också i olika tabeller.",
            "An id may occur once in the dataset, across all tables.",
        ),
        hint=(
            "Byt id på den ena raden, eller lägg ett andra belägg i tabellen belägg (claims).",
            "Change the id of one row, or put further evidence in the table claims.",
        ),
        identifier=shorten(identifier),
        place=Text(first.say("sv"), first.say("en")),
    )


def dangling_reference(location: Location, value: str, guess: str, iri: str = "") -> Problem:
    """Return the problem of a reference to a row that is not there."""
    return problem(
        location,
        "dangling-reference",
        ("Det finns ingen rad med id ”{value}”.", "There is no row with the id “{value}”."),
        hint=("Lägg till raden, eller rätta id.", "Add the row, or correct the id."),
        iri=iri,
        value=shorten(value),
        guess=guess,
    )


def unknown_dataset(location: Location, value: str, slug: str, guess: str) -> Problem:
    """Return the problem of a reference into a dataset that is not loaded."""
    return problem(
        location,
        "unknown-dataset",
        (
            "”{value}” pekar på datamängden ”{slug}”, som inte är inläst.",
            "“{value}” points to the dataset “{slug}”, which is not loaded.",
        ),
        hint=("Ange även den datamängden.", "Name that dataset too."),
        value=shorten(value),
        slug=shorten(slug),
        guess=guess,
    )


def wrong_class(
    location: Location, value: str, column: Column, entry: Entry, schema: Schema
) -> Problem:
    """Return the problem of a reference to a row of another kind than the column takes."""
    wanted = [schema.classes[iri].label for iri in column.classes]
    return problem(
        location,
        "wrong-kind",
        ("”{value}” är {found}.", "“{value}” is of kind {found}."),
        allowed=("Här väntas {wanted}.", "Expected here: {wanted}."),
        wanted=listing(wanted),
        hint=("Raden står i {place}.", "The row stands in {place}."),
        value=shorten(value),
        found=schema.classes[entry.class_iri].label,
        place=Text(entry.location.say("sv"), entry.location.say("en")),
    )


def unknown_setting_row(
    location: Location, setting: str, value: str, kind: Text, guess: str
) -> Problem:
    """Return the problem of a setting that names a row which is not there."""
    return problem(
        location,
        "dangling-reference",
        (
            "Inställningen ”{setting}” är ”{value}”, men det finns ingen {kind} med det id:t.",
            "The setting “{setting}” is “{value}”, but there is no {kind} with that id.",
        ),
        hint=("Lägg till raden, eller rätta inställningen.", "Add the row, or correct it."),
        setting=setting,
        value=shorten(value),
        kind=kind,
        guess=guess,
    )


def missing_source(location: Location, iri: str) -> Problem:
    """Return the problem of a row without a source."""
    return problem(
        location,
        "missing-source",
        ("Raden har ingen källa.", "The row has no source."),
        allowed=(
            "Varje uppgift ska gå att spåra till ett dokument i tabellen källor.",
            "Every fact must lead to a document in the table sources.",
        ),
        hint=(
            "Fyll i kolumnen källa, eller ange source i dataset.toml om alla rader har samma.",
            "Fill in the column source, or set source in dataset.toml where all rows share one.",
        ),
        iri=iri,
    )
