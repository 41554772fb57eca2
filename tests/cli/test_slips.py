"""What a user is told of a slip: in the language of the run, with what is allowed and a guess."""

from __future__ import annotations

import re

import pytest

from mellanrum.cli import cli, run

ENGLISH = re.compile(r"\b(invalid|is not|must|requires|option|argument|missing|such)\b", re.I)


def told(capfd: pytest.CaptureFixture[str], words: list[str], language: str) -> str:
    capfd.readouterr()
    assert run([*words, "--lang", language]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    return err


@pytest.mark.parametrize(
    ("words", "swedish", "english"),
    [
        (["gaps", "--level", "strategsk"], "”strategisk”", "“strategic”"),
        (["measures", "--level", "strategsk"], "”strategisk”", "“strategic”"),
        (["congruence", "--level", "ledninng"], "”ledning”", "“management”"),
        (["whatif", "--level", "ledninng"], "”ledning”", "“management”"),
        (["gaps", "--evidence", "omstrit"], "”omstritt”", "“contested”"),
        (["gaps", "--fail-on", "hogg"], "”hög”", "“high”"),
        (["lifelines", "--status", "forsenad"], "”försenat”", "“overdue”"),
        (["report", "--audience", "reviser"], "”revisor”", "“auditor”"),
        (["build", "--audience", "bord"], "”nämnd”", "“board”"),
        (["map", "--view", "oversigt"], "”översikt”", "“overview”"),
        (["gaps", "--format", "tabel"], "”tabell”", "“table”"),
        (["export", "--format", "turtl"], "”turtle”", "“turtle”"),
        (["validate", "--sources", "/finns/inte"], "mappen ”/finns/inte” finns", "no folder"),
        (["congruence", "--top", "noll"], "minst 1, inte ”noll”", "at least 1, not “noll”"),
        (["whatif", "--max-members", "1"], "minst 2, inte ”1”", "at least 2, not “1”"),
        (["gaps", "--as-of", "i går"], "datum som 2021-06-30", "date such as 2021-06-30"),
        (["map", "--open=3"], "--open tar inget värde", "--open takes no value"),
        (["gap"], "”gaps”", "“gaps”"),
        (["gaps", "--levl", "x"], "”--level”", "“--level”"),
    ],
)
def test_a_slip_is_told_in_the_language_of_the_run(
    capfd: pytest.CaptureFixture[str], words: list[str], swedish: str, english: str
) -> None:
    told_in_swedish = told(capfd, words, "sv")
    assert swedish in told_in_swedish
    assert not ENGLISH.search(told_in_swedish)
    told_in_english = told(capfd, words, "en")
    assert english in told_in_english
    assert not re.search("[åäö]", told_in_english.replace("i går", ""))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["gaps", "--as-of"], "--as-of behöver ett värde. Se mellanrum gaps --help."),
        (["congruence", "--explain", "a"], "--explain behöver 2 värden."),
        (["gaps", "--lang", "fi"], "--lang kan inte vara ”fi”. Välj bland sv, en."),
    ],
)
def test_a_value_that_is_missing_is_told_in_swedish(
    capfd: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    assert run(words) == 2
    assert expected in capfd.readouterr().err


@pytest.mark.parametrize(
    "names",
    [("strategisk", "strategic", "STRATEGISK"), ("ledning", "management", "Ledning")],
)
def test_names_in_both_languages_mean_the_same(
    capfd: pytest.CaptureFixture[str], names: tuple[str, ...]
) -> None:
    found = set()
    for name in names:
        assert run(["gaps", "ekvalla", "--level", name, "--format", "csv"]) == 0
        found.add(capfd.readouterr().out)
    assert len(found) == 1
    assert len(found.pop().splitlines()) > 1


def test_accents_and_hyphens_are_not_needed(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("stated", "sagt i källorna", "sagt-i-kallorna"):
        assert run(["gaps", "ekvalla", "--evidence", name]) == 0
        assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_choices_of_the_help_are_in_the_language_and_can_be_given(
    capfd: pytest.CaptureFixture[str], name: str
) -> None:
    for language, other in (("sv", "default:"), ("en", "förval:")):
        assert run([name, "--help", "--lang", language]) == 0
        shown = capfd.readouterr().out
        assert other not in shown
        for option, listed in re.findall(r"(--[\w-]+) \[([^\[\]]+)\]", shown):
            param = next(param for param in cli.commands[name].params if option in param.opts)
            for word in listed.split("|"):
                assert param.type.convert(word, param, None)
