from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum.se import orgnr, personnummer

from mellanrum.graph.guards.personal_numbers import (
    personal_problems,
    read_allowed,
)
from mellanrum.graph.number_search import Hit, find_personal_numbers
from mellanrum.ontology.errors import LoadError, Location

# No number stands in this file: each is made from a date and a serial number, as the Tax Agency
# makes its test numbers, with a check digit from an implementation other than the one tested.
LETTERS = "TRSUWXJKLMN"
dates = st.dates(
    min_value=dt.date(1890, 1, 1),
    max_value=dt.date(2020, 12, 31),
)
serials = st.integers(0, 999)


def check_digit(nine: str) -> str:
    total = 0
    for place, digit in enumerate(map(int, nine)):
        total += sum(map(int, str(digit * 2))) if place % 2 == 0 else digit
    return str(-total % 10)


def made(date: str, serial: str) -> str:
    """Return the last four of a number for a date of six or eight digits."""
    digits = "".join("1" if mark.isalpha() else mark for mark in serial)
    return serial + check_digit(date[-6:] + digits)


def example(long: bool = False, day: int = 14, serial: str = "238") -> tuple[str, str]:
    date = f"198906{day:02}"
    date = date if long else date[2:]
    return date, made(date, serial)


def kinds(text: str) -> list[str]:
    return [hit.kind for hit in find_personal_numbers(text)]


# --- Against an independent implementation


@settings(deadline=None)
@given(dates, serials, st.booleans(), st.sampled_from(["", "-"]))
def test_every_number_that_stdnum_accepts_is_found(
    date: dt.date, serial: int, long: bool, separator: str
) -> None:
    day = date.strftime("%Y%m%d" if long else "%y%m%d")
    text = day + separator + made(day, f"{serial:03}")
    assume(personnummer.is_valid(text))
    assert find_personal_numbers(text) == (Hit(0, len(text), "personnummer"),)


@settings(deadline=None)
@given(st.from_regex(r"\A(19|20)?[0-9]{2}(0[0-9]|1[0-3])[0-3][0-9][-+][0-9]{4}\Z"))
def test_what_is_found_is_what_stdnum_accepts(text: str) -> None:
    found = kinds(text) == ["personnummer"]
    if personnummer.is_valid(text):
        assert found
    # stdnum knows today and so the century: leap days and the future are where it refuses more.
    elif found:
        assert "0229" in text or text.startswith("20") or "+" in text


@settings(deadline=None)
@given(dates, serials, st.integers(1, 9))
def test_a_wrong_check_digit_passes(date: dt.date, serial: int, off: int) -> None:
    day = date.strftime("%y%m%d")
    last = made(day, f"{serial:03}")
    wrong = last[:3] + str((int(last[3]) + off) % 10)
    assert kinds(f"{day}-{wrong}") == []


@settings(deadline=None)
@given(st.integers(20, 99), st.integers(0, 9999), st.integers(0, 999), st.booleans())
def test_organisation_numbers_pass(group: int, middle: int, serial: int, long: bool) -> None:
    head = f"{group % 9 + 1}{group % 10}{group}{middle % 100:02}"
    number = head + "-" + made(head, f"{serial:03}")
    assert orgnr.is_valid(number)
    text = ("16" if long else "") + number
    assert kinds(f"{text} {text.replace('-', '')} {text.replace('-', ' ')}") == []


@settings(deadline=None)
@given(dates, serials)
def test_coordination_numbers_are_found(date: dt.date, serial: int) -> None:
    for form in ("%y%m", "%Y%m"):
        day = date.strftime(form) + str(date.day + 60)
        assert kinds(f"{day}-{made(day, f'{serial:03}')}") == ["samordningsnummer"]
        assert kinds(day + made(day, f"{serial:03}")) == ["samordningsnummer"]


def test_coordination_numbers_of_unknown_dates_are_found() -> None:
    for day in ("900060", "900660", "900072", "19900060"):
        assert kinds(f"{day}-{made(day, '238')}") == ["samordningsnummer"]


@settings(deadline=None)
@given(dates, st.sampled_from(LETTERS), st.integers(0, 99), st.sampled_from(["", "-", " "]))
def test_interim_numbers_are_found(date: dt.date, letter: str, serial: int, separator: str) -> None:
    day = date.strftime("%y%m%d")
    last = made(day, f"{letter}{serial:02}")
    assert kinds(day + separator + last) == ["interimsnummer"]
    assert kinds(day + separator + last.lower()) == ["interimsnummer"]
    for other in "ABCDEFGHIOPQVYZ":
        assert kinds(day + separator + other + last[1:]) == []


# --- Ways of writing

SEPARATORS = [
    "",
    "-",
    "+",
    " ",
    "  ",
    "\t",
    " - ",
    "- ",
    " -",
    "--",
    "-\n",
    "-\r",
    "\u2010",
    "\u2011",
    "\u2012",
    "\u2013",
    "\u2014",
    "\u2015",
    "\u2212",
    "\ufe63",
    "\uff0d",
    " \u2013 ",
    "\u00a0",
    "\u202f",
    "\u2009",
    "\u3000",
    "\u00a0\u2013\u00a0",
    ".",
    "\uff0e",
    "\u00b7",
    "/",
    "\u2044",
    "\\",
    "_",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\u2060",
    "-\u200b",
]


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("kind", ["personnummer", "samordningsnummer"])
def test_separators(separator: str, long: bool, kind: str) -> None:
    date, last = example(long, 14 if kind == "personnummer" else 74)
    number = date + separator + last
    for before, after in [
        ("", ""),
        ("nr ", "."),
        ("(", ")"),
        ("pnr:", ","),
        ("7 ", " 8"),
        ('"', '"'),
    ]:
        text = before + number + after
        (hit,) = find_personal_numbers(text)
        assert hit.kind == kind
        assert text[hit.start : hit.end] == number


@pytest.mark.parametrize("mark", ["-", ".", "/", " ", "\u2013", "\u00a0", "\u2011", "_"], ids=ascii)
@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("long", [False, True])
def test_dates_in_parts(mark: str, separator: str, long: bool) -> None:
    date, last = example(long)
    number = mark.join((date[:-4], date[-4:-2], date[-2:])) + separator + last
    for text in (number, f"Barnet ({number}), enligt beslut", f"{number}. Sedan"):
        (hit,) = find_personal_numbers(text)
        assert text[hit.start : hit.end] == number


DIGITS = {
    "fullwidth": 0xFF10,
    "arabic": 0x0660,
    "devanagari": 0x0966,
    "mathematical bold": 0x1D7CE,
    "monospace": 0x1D7F6,
}


@pytest.mark.parametrize("zero", DIGITS.values(), ids=DIGITS)
def test_digits_of_other_scripts(zero: int) -> None:
    date, last = example()
    table = {ord("0") + digit: zero + digit for digit in range(10)}
    for separator in ("", "-", "\uff0d"):
        text = "å " + (date + separator + last).translate(table) + " ä"
        (hit,) = find_personal_numbers(text)
        assert (hit.start, hit.end) == (2, len(text) - 2)


@settings(deadline=None)
@given(st.integers(0, 10), st.sampled_from("\u200b\u200c\u200d\ufeff\u00ad\u2060\u0332\ufe0f"))
def test_unseen_characters_anywhere(place: int, unseen: str) -> None:
    number = "-".join(example())
    text = f"{number[:place]}{unseen}{number[place:]}"
    (hit,) = find_personal_numbers(text)
    assert text[hit.start : hit.end].replace(unseen, "") == number
    assert kinds(f"12{unseen}{number}{unseen}34") == ["personnummer"]


def test_numbers_among_letters_and_marks() -> None:
    date, last = example()
    long, tail = example(long=True)
    for text in (
        f"pnr{date}{last}",
        f"{date}{last}b",
        f"fil_{long}{tail}_slutlig.pdf",
        f"mailto:{date}-{last}@example.org",
        f"x{date}-{last}y",
        f"1.{date}-{last}",
        f"{date}-{last}\u00b2",
        f"{date}{last}.0",
        f"19 {date}-{last}",
        f"SE{date}{last}01",
        f"SE {date}-{last}-01",
        f"https://example.org/{date}-{last}/x",
    ):
        assert kinds(text) == ["personnummer"], len(text)


def test_several_numbers_in_a_row() -> None:
    numbers = ["".join(example(serial=f"{n:03}")) for n in range(20)]
    for joint in (" ", ", ", "\n", ";", "|", "\t"):
        assert len(find_personal_numbers(joint.join(numbers))) == 20
    dashed = [f"{n[:6]}-{n[6:]}" for n in numbers]
    for joint in (" ", ",", "\n", ";", "/", "\u200b"):
        assert len(find_personal_numbers(joint.join(dashed))) == 20
    parted = [f"{n[:2]}-{n[2:4]}-{n[4:6]}-{n[6:]}" for n in numbers]
    for joint in (" ", ",", "\n", ";"):
        assert len(find_personal_numbers(joint.join(parted))) == 20


def test_leap_days() -> None:
    for day, valid in (
        ("000229", True),
        ("960229", True),
        ("970229", False),
        ("19000229", False),
        ("20000229", True),
        ("19970289", False),
        ("19960289", True),
    ):
        assert bool(kinds(f"{day}-{made(day, '238')}")) is valid


def test_centuries() -> None:
    for century, valid in (("17", 0), ("18", 1), ("19", 1), ("20", 1), ("21", 0), ("16", 0)):
        day = century + "890614"
        assert len(kinds(day + made(day, "238"))) == valid


# --- What must pass


@pytest.mark.parametrize(
    "text",
    [
        "KS 2020-00215 1.2.3.3",
        "IFON 2019-00025 3.7.2.25",
        "2023/BUN 0148",
        "Dnr KSN-2019-01234, BUN 2021/345",
        "2019-12-31",
        "2019-12-31T23:59:59+01:00",
        "2023-01-15 2024-01-15",
        "2023-01-15--2024-01-15",
        "2023-01-15/2024-01-15",
        "20230115-20240115",
        "08-123 456 78, 070-123 45 67, +46 70 123 45 67",
        "IBAN SE45 5000 0000 0583 9825 7466",
        "bankgiro 5050-1055, plusgiro 4 15 16 17-8",
        "1 234 567 890 kr, 12 345,50",
        "ISBN 978-91-7000-000-0, SOU 2020:47 s. 1234",
        "00000000000000000000000000",
        "§ 14 kap. 1 § 2001:453",
        "",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert find_personal_numbers(text) == ()


def test_digits_within_a_longer_run_pass() -> None:
    number = "".join(example())
    for text in (
        f"1{number}",
        f"{number}1",
        f"123{number}456",
        f"0.{number}",
        f"17.{number}5",
        f"{number}.25",
        f"a{number}f",
        f"3e{number}bc",
    ):
        assert kinds(text) == [], len(text)


def test_dates_and_numbers_in_a_row_pass() -> None:
    date, last = example(long=True)
    day = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    assert kinds(f"{day} {last}-01-15") == []
    assert kinds(f"{day}/{last}-01-15") == []
    assert kinds(f"3-{day}-{last}") == []


@settings(deadline=None)
@given(st.dates(), st.dates(), st.times(), st.sampled_from([" ", "/", " - ", "--", " till "]))
def test_dates_and_times_pass(
    first: dt.date,
    second: dt.date,
    time: dt.time,
    joint: str,
) -> None:
    assert kinds(f"{first}{joint}{second}") == []
    assert kinds(f"{first}T{time}") == []
    assert kinds(f"{first} {time:%H:%M:%S}") == []


# --- Silence and exceptions


@pytest.mark.parametrize(("day", "serial"), [(14, "238"), (74, "238"), (14, "T23")])
def test_nothing_repeats_the_number(
    day: int, serial: str, caplog: pytest.LogCaptureFixture
) -> None:
    date, last = example(day=day, serial=serial)
    text = f"Ombud {date}-{last} har svarat"
    place = Location(file="bodies.csv", row=4, column="name")
    with caplog.at_level(logging.DEBUG):
        (found,) = personal_problems(text, place)
    error = LoadError(found)
    (hit,) = find_personal_numbers(text)
    said = [repr(hit), str(hit), repr(error), str(error), repr(found), caplog.text]
    said += [error.say("sv"), error.say("en")]
    assert not [words for words in said if date in words or last in words]
    assert "bodies.csv, rad 4, kolumn name: Tecken 7–17" in error.say("sv")
    assert "Characters 7–17" in error.say("en")


def test_clean_text_is_not_refused() -> None:
    assert personal_problems("Socialnämnden", Location()) == ()


def test_allowed_numbers_pass_and_are_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (date, last), (other, tail) = example(), example(serial="239")
    path = tmp_path / "allowed.txt"
    path.write_text(f"# våra undantag\n\n{date}-{last}  # ett ärendenummer\n", encoding="utf-8")
    allowed = read_allowed(path)
    assert allowed == {date + last}
    for separator in ("", "-", " ", "\u200b"):
        caplog.clear()
        text = f"ab {date}{separator}{last} och {other}-{tail}"
        (hit,) = find_personal_numbers(text, allowed, where="bodies.csv, row 4")
        assert text[hit.start : hit.end] == f"{other}-{tail}"
        (record,) = caplog.records
        assert record.name == "mellanrum.graph.number_search"
        assert "bodies.csv, row 4, characters 3-" in record.getMessage()
        assert date not in caplog.text
        assert last not in caplog.text
    long, _ = example(long=True)
    assert len(find_personal_numbers(f"{long}-{last}", allowed)) == 1


def test_allowed_numbers_need_a_reason_and_a_need(tmp_path: Path) -> None:
    date, last = example()
    path = tmp_path / "allowed.txt"
    path.write_text(
        f"{date}-{last}\n{date}-{last} #  \n212000-0000 # org\nx # y\n", encoding="utf-8"
    )
    with pytest.raises(LoadError) as error:
        read_allowed(path)
    assert [found.location.row for found in error.value.problems] == [1, 2, 3, 4]
    assert last not in str(error.value) + repr(error.value)


# --- Linear time

RUN = """
from mellanrum.graph.number_search import find_personal_numbers
for piece in (
    "1", "12", "1 ", "1-", "89-06-14-", "890614-", "890614 ", "890614 -", "8906142381",
    "890614-238", "\\u200b1", "\\u200b", "1\\u200b", "SE", "SE890614", "1.", ".", "\\uff11",
    "- ", "\\n", "890614\\n-\\n", "a", "T123", "å890614-T23", "\\U0001d7ce",
):
    find_personal_numbers(piece * (1_000_000 // len(piece)))
print("done")
"""


def test_a_megabyte_of_anything_is_read_in_linear_time() -> None:
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.stdout.strip() == "done", run.stderr[-2000:]
