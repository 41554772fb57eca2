"""A phrase is found where it stands, in spite of line breaks, markup and OCR damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.graph.checks.phrases import check_phrases, find_phrase, read_document
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.errors import Location, Problem
from tests.graph.builders import SMALL, Row, assembled, codes, folder, rows

TEXT = """\
# Granskning av samverkan

Kommunen har ett **råd för förebyggande arbete** som
möts fyra gånger om
året. Se [handlingsplanen för unga](https://a.example/plan) och _rutinen_.
Nämndema saknar en geraensam målbild, enligt revisoma.
Socialnämn-
den svarar för fält<br>gruppen. ”Barnets bästa” – så heter det.
IFN. SSPF.
"""


def line(phrase: str, text: str = TEXT) -> int | None:
    match = find_phrase(read_document(text), phrase)
    return match.line if match else None


# --- Finding


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("granskning av samverkan", 1),
        ("Kommunen har ett råd", 3),
        ("ett råd för förebyggande arbete som", 3),  # past the marks
        ("som möts fyra gånger om året", 3),  # over two line breaks
        ("om året.", 4),
        ("handlingsplanen för unga", 5),  # the words of a link, without its address
        ("och rutinen", 5),
        ('"Barnets bästa" - så', 8),  # plain quotation marks and hyphen
        ("BARNETS BÄSTA", 8),
        ("ba\u0308sta", 8),  # decomposed
        ("fält\u00adgruppen", 8),  # with a soft hyphen
        ("IFN", 9),
    ],
)
def test_words_are_found_where_they_begin(phrase: str, found: int | None) -> None:
    assert line(phrase) == found


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("nämnderna saknar en gemensam målbild", 6),  # rn read as m, m as ra
        ("målbild, enligt revisorna", 6),
        ("Socialnämnden svarar", 7),  # split at the end of a line
        ("socialnämnden", 7),
        ("rådför förebyggande", 3),  # run together
        ("faltgruppen", 8),  # without its dots
    ],
)
def test_what_a_scanner_damaged_is_found(phrase: str, found: int) -> None:
    document = read_document(TEXT)
    match = find_phrase(document, phrase)
    assert match is not None
    assert match.line == found
    assert 80 < match.score < 100


@pytest.mark.parametrize(
    "phrase",
    ["skolan har ett råd", "nämnderna har en gemensam målbild", "polisen svarar för", "", "  "],
)
def test_other_words_are_not_found(phrase: str) -> None:
    assert line(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "found"),
    [("rutinen", 5), ("rutinem", None), ("sspf", 9), ("sspb", None), ("s s p f", None)],
)
def test_a_phrase_of_fewer_than_eight_letters_must_stand_exactly(
    phrase: str, found: int | None
) -> None:
    assert line(phrase) == found


def test_a_short_phrase_cut_off_at_the_end_of_the_text_is_not_found() -> None:
    assert line("rutinen", "se rutine") is None
    assert line("rutinens text", "se rutinens tex") == 1


def test_eight_letters_may_differ_a_little_and_longer_phrases_by_an_eighth() -> None:
    assert line("handlingsplan", "en handlingsplam finns") == 1
    assert line("handlingsplan", "en händelsekedja finns") is None


def test_the_exact_place_goes_before_a_like_one() -> None:
    text = "en gemensam malbild\nnågot annat\nen gemensam målbild\nen gemensam målbild"
    assert line("en gemensam målbild", text) == 3


def test_a_phrase_longer_than_the_text_is_not_found_in_it() -> None:
    assert line("barn och unga i hela kommunen", "barn och unga") is None
    assert line("barn och unga i hela kommunen", "") is None


def test_lines_are_counted_as_editors_do() -> None:
    text = "ett\r\ntvå\fsida två\x0bmitt\u2028i\x85raden\r\ntre rader ned\rfyra rader ned"
    assert line("sida två", text) == 2
    assert line("tre rader ned", text) == 3
    assert line("fyra rader ned", text) == 4


@given(
    words=st.lists(
        st.text("abcdefghijklmnoprstuvåäö", min_size=1, max_size=9), min_size=1, max_size=30
    ),
    data=st.data(),
)
def test_any_run_of_words_of_a_text_is_found_on_a_line_of_it(
    words: list[str], data: st.DataObject
) -> None:
    breaks = [data.draw(st.sampled_from([" ", "\n", "  \n\n"])) for _ in words]
    text = "".join(word + end for word, end in zip(words, breaks, strict=True))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    phrase = " ".join(words[first : last + 1])
    match = find_phrase(read_document(text), phrase)
    assert match is not None
    assert match.score == 100
    before = "".join(word + end for word, end in zip(words[:first], breaks[:first], strict=True))
    assert match.line <= before.count("\n") + 1
    assert phrase.split()[0][0] in text.split("\n")[match.line - 1]


# --- Checking the rows of a dataset


def checked(tmp_path: Path, *goals: Row, text: str | None = TEXT) -> list[Problem]:
    """Look the phrases of goals up; their source is the file rep.txt."""
    documents = tmp_path / "sources"
    documents.mkdir()
    if text is not None:
        (documents / "rep.txt").write_text(text, encoding="utf-8")
    named = [{"id": f"m{n}", "name": "M", **goal} for n, goal in enumerate(goals)]
    assembly = assembled(folder(tmp_path / "sjoby", rows(SMALL, goals=named)))
    assert codes(assembly.problems) == []
    found = check_phrases(Facts(assembly.quads), assembly.origins, documents)
    codes(found)
    return found


def test_a_phrase_that_is_found_is_noted_with_its_line(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {"phrase": "ett råd för förebyggande", "place": "avsnitt 1"})
    assert (found.code, found.severity) == ("phrase-found", "info")
    assert found.location == Location("sjoby/goals.csv", "goals", 2, "phrase")
    assert found.message.sv == (
        "Frasen ”ett råd för förebyggande” står på rad 3 i rep.txt (100 % lik)."
    )


def test_a_phrase_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {"phrase": "ett annat råd helt och hållet"})
    assert (found.code, found.severity) == ("phrase-not-found", "error")
    assert found.location.row == 2


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("L3", "phrase-found"),
        ("L4", "phrase-elsewhere"),
        ("L2", "phrase-elsewhere"),
        ("L1–5", "phrase-found"),
        ("L1-L5", "phrase-found"),
        ("s. 4; L3", "phrase-found"),
        ("L6; L8", "phrase-elsewhere"),
        ("§ 3", "phrase-found"),
        ("SOL3", "phrase-found"),  # no line, but the name of something
    ],
)
def test_another_line_than_the_row_says_is_a_warning(tmp_path: Path, place: str, code: str) -> None:
    (found,) = checked(tmp_path, {"phrase": "förebyggande arbete som möts", "place": place})
    assert found.code == code
    if code == "phrase-elsewhere":
        assert found.severity == "warning"
        assert f"rad 3 i rep.txt, inte där raden anger ({place})" in found.message.sv


def test_of_several_places_the_one_that_the_row_names_is_told(tmp_path: Path) -> None:
    text = "rådet möts\n\nrådet möts\n\nrådet\nmöts\n"
    goals = [{"phrase": "rådet möts", "place": f"L{number}"} for number in (1, 3, 5, 2)]
    found = checked(tmp_path, *goals, text=text)
    assert [item.code for item in found] == [*["phrase-found"] * 3, "phrase-elsewhere"]
    assert [item.message.en.split("line ")[1][0] for item in found[:3]] == ["1", "3", "5"]


def test_a_short_line_is_not_taken_for_the_phrase_that_it_is_part_of(tmp_path: Path) -> None:
    text = "barn\n\n\nbarn och unga i kommunen\n"
    (found,) = checked(tmp_path, {"phrase": "barn och unga i kommunen", "place": "L1"}, text=text)
    assert found.code == "phrase-elsewhere"


def test_a_document_that_is_missing_is_told_once(tmp_path: Path) -> None:
    goals = [{"phrase": "ett råd"}, {"phrase": "ett annat"}]
    (found,) = checked(tmp_path, *goals, text=None)
    assert (found.code, found.severity) == ("missing-document", "error")
    assert "rep.txt" in found.message.sv


def test_a_file_name_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "hemligt.txt").write_text("ett hemligt råd")
    source = {"id": "ute", "name": "U", "kind": "reply", "file": "../hemligt.txt"}
    goal = {"id": "m", "name": "M", "source": "ute", "phrase": "ett hemligt råd"}
    assembly = assembled(folder(tmp_path / "sjoby", rows(SMALL, sources=[source], goals=[goal])))
    (tmp_path / "sources").mkdir()
    found = check_phrases(Facts(assembly.quads), assembly.origins, tmp_path / "sources")
    assert codes(found) == ["missing-document"]


def test_a_document_in_another_encoding_is_an_error_and_no_crash(tmp_path: Path) -> None:
    documents = tmp_path / "sources"
    documents.mkdir()
    (documents / "rep.txt").write_bytes("rådet".encode("cp1252"))
    goal = {"id": "m", "name": "M", "phrase": "rådet möts"}
    assembly = assembled(folder(tmp_path / "sjoby", rows(SMALL, goals=[goal])))
    found = check_phrases(Facts(assembly.quads), assembly.origins, documents)
    assert codes(found) == ["wrong-encoding"]


def test_rows_without_a_phrase_or_a_document_are_passed_over(tmp_path: Path) -> None:
    source = {"id": "muntligt", "name": "Muntligt", "kind": "other document"}
    goal = {"id": "m", "name": "M", "source": "muntligt", "phrase": "sagt på mötet"}
    assembly = assembled(folder(tmp_path / "sjoby", rows(SMALL, sources=[source], goals=[goal])))
    assert check_phrases(Facts(assembly.quads), assembly.origins, tmp_path) == []
