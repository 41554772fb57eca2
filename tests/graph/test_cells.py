"""One cell becomes one term, or one problem that says what is allowed."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mellanrum.graph.tables.cells import date_literal, parse_cell
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import XSD
from mellanrum.ontology.schema import Column, load_schema
from tests.graph.builders import codes, concept, mr

SCHEMA = load_schema()


def column(table: str, heading: str) -> Column:
    found_table = SCHEMA.table(table)
    assert found_table is not None
    found = found_table.column(heading)
    assert found is not None
    return found


def parse(table: str, heading: str, text: str) -> ox.NamedNode | ox.Literal | Problem:
    return parse_cell(column(table, heading), text, SCHEMA, "sv", Location(file="a.csv", row=2))


def refused(table: str, heading: str, text: str) -> Problem:
    found = parse(table, heading, text)
    assert isinstance(found, Problem)
    codes([found])
    assert found.location == Location(file="a.csv", row=2)
    return found


# --- Dates


@pytest.mark.parametrize(
    ("text", "value", "datatype"),
    [
        ("2023", "2023", XSD.gYear),
        ("2023-04", "2023-04", XSD.gYearMonth),
        ("2023-04-01", "2023-04-01", XSD.date),
        ("2024-02-29", "2024-02-29", XSD.date),
        ("2023-04-01T00:00:00", "2023-04-01", XSD.date),
        ("2023-04-01 00:00", "2023-04-01", XSD.date),
        ("45017", "2023-04-01", XSD.date),  # Excel's count of days
        ("43890", "2020-02-29", XSD.date),
    ],
)
def test_dates_stay_as_precise_as_they_are(text: str, value: str, datatype: str) -> None:
    assert date_literal(text) == ox.Literal(value, datatype=ox.NamedNode(datatype))


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2023-13",
        "2023-00",
        "0000",
        "202",
        "2023-4",
        "2023-04-1",
        "1 april 2023",
        "2023/04/01",
        "20230401",
        "våren 2023",
        "2023-04-01T09:30",
        "٢٠٢٣",  # digits, but not those of xsd:gYear
        "２０２３",
        "2023 00:00",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert date_literal(text) is None
    assert refused("sources", "date", text).code == "bad-date"


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_every_day_is_read_as_itself_and_so_are_its_month_and_year(day: dt.date) -> None:
    iso = day.isoformat()
    for length, datatype in ((10, XSD.date), (7, XSD.gYearMonth), (4, XSD.gYear)):
        literal = date_literal(iso[:length])
        assert literal == ox.Literal(iso[:length], datatype=ox.NamedNode(datatype))


@given(st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2150, 1, 1)))
def test_the_days_that_excel_counts_are_those_of_the_calendar(day: dt.date) -> None:
    literal = date_literal(str((day - dt.date(1899, 12, 30)).days))
    assert literal is not None
    assert literal.value == day.isoformat()


@given(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True))
def test_a_date_is_accepted_exactly_if_the_calendar_has_it(text: str) -> None:
    try:
        exists = bool(dt.date.fromisoformat(text))
    except ValueError:
        exists = False
    assert (date_literal(text) is not None) == exists


# --- Concepts and classes


@pytest.mark.parametrize("text", ["being-implemented", "being implemented", "Under  införande"])
def test_a_concept_is_named_by_slug_or_label(text: str) -> None:
    found = parse("bodies", "status", text)
    assert found == ox.NamedNode(concept("status/being-implemented"))


def test_a_concept_may_be_named_by_its_iri() -> None:
    iri = concept("status/planned")
    assert parse("bodies", "status", iri) == ox.NamedNode(iri)


@pytest.mark.parametrize("text", ["JointUnit", "joint unit", "gemensam enhet"])
def test_a_class_is_named_by_its_name_or_label(text: str) -> None:
    assert parse("bodies", "kind", text) == ox.NamedNode(mr("JointUnit"))


def test_an_unknown_value_lists_what_is_allowed_and_guesses() -> None:
    found = refused("bodies", "status", "planerd")
    assert found.code == "unknown-value"
    assert found.message.sv == "”planerd” är inte ett tillåtet värde."
    assert found.allowed is not None
    assert found.allowed.sv == (
        "Tillåtna är etablerad, under införande, planerad, sökt, upphörd och okänd."
    )
    assert found.allowed.en == (
        "Allowed are established, being implemented, planned, sought, ended and unknown."
    )
    assert found.hint is not None
    assert found.hint.sv == "Menade du ”planerad”?"


def test_a_class_of_another_table_is_not_allowed() -> None:
    assert refused("structures", "kind", "committee").code == "unknown-value"


# --- Text, numbers, truth values, addresses


def test_text_has_the_language_of_the_dataset_and_codes_have_none() -> None:
    assert parse("bodies", "name", "Nämnd") == ox.Literal("Nämnd", language="sv")
    assert parse("bodies", "abbreviation", "BN") == ox.Literal("BN")


@given(st.text(min_size=1, max_size=200))
def test_text_is_kept_in_composed_form(text: str) -> None:
    assume(all(unicodedata.category(char) not in ("Cc", "Cs", "Cn") for char in text))
    found = parse("bodies", "name", text)
    assert isinstance(found, ox.Literal)
    assert found.value == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("hidden", ["\x00", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_character_that_nobody_can_see_is_refused(hidden: str) -> None:
    found = refused("bodies", "name", f"Barn{hidden}nämnden")
    assert found.code == "control-character"
    assert f"U+{ord(hidden):04X}" in found.message.sv
    assert hidden not in found.say("sv")


def test_line_breaks_and_tabs_are_part_of_a_text() -> None:
    assert parse("bodies", "note", "ett\ntvå\ttre") == ox.Literal("ett\ntvå\ttre", language="sv")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((yes, "true") for yes in ("ja", "Yes", "SANT", "true", "1", "x")),
        *((no, "false") for no in ("nej", "No", "falskt", "FALSE", "0")),
    ],
)
def test_truth_values_in_both_languages(text: str, value: str) -> None:
    found = parse("sources", "in corpus", text)
    assert found == ox.Literal(value, datatype=ox.NamedNode(XSD.boolean))


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert refused("sources", "in corpus", "kanske").code == "bad-boolean"


@pytest.mark.parametrize(("text", "value"), [("0", "0"), ("16", "16"), ("007", "7")])
def test_whole_numbers(text: str, value: str) -> None:
    found = parse("target groups", "min age", text)
    assert found == ox.Literal(value, datatype=ox.NamedNode(XSD.integer))


@pytest.mark.parametrize("text", ["-1", "1.5", "1,5", "tolv", "1e3", "1 000", "٣", "9" * 10])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert refused("target groups", "min age", text).code == "bad-integer"


@pytest.mark.parametrize("text", ["https://example.org/å?q=1#d", "http://example.org"])
def test_web_addresses(text: str) -> None:
    assert parse("identifiers", "link", text) == ox.NamedNode(text)


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org/",
        "https://",
        "https:///x",
        "https://[example",
        "https://example.org/%zz",
        "https://example.org/a b",
        "https://example.org/<b>",
        'https://example.org/"',
        "https://example.org:port/",
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    assert refused("identifiers", "link", text).code == "bad-address"


def test_a_text_in_the_wrong_form_is_told_by_the_help_of_its_column() -> None:
    found = refused("claims", "phrase", "ett två tre fyra fem sex sju åtta nio tio elva")
    assert found.code == "bad-form"
    assert found.allowed == column("claims", "phrase").help
    assert refused("contact points", "email", "ingen adress").code == "bad-form"


def test_a_text_that_is_too_long_is_told_with_its_length() -> None:
    assert isinstance(parse("claims", "phrase", "a" * 160), ox.Literal)
    found = refused("claims", "phrase", "a" * 161)
    assert found.code == "too-long"
    assert "161" in found.message.en
    assert found.allowed is not None
    assert "160" in found.allowed.sv
