"""Every form in which a dataset may come gives the same graph."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from stdnum import luhn

import mellanrum
from mellanrum.graph.readers import read_input
from mellanrum.graph.tables.assemble import Assembly, assemble
from mellanrum.ontology.errors import LoadError, Location
from mellanrum.ontology.namespaces import DCTERMS, RDFS, SKOS
from mellanrum.ontology.schema import load_schema
from tests.graph.builders import (
    SETTINGS,
    SMALL,
    assembled,
    claim,
    codes,
    edit_part,
    external,
    folder,
    graph,
    mr,
    node,
    quads_in,
    rdf,
    rows,
    values,
    workbook,
)

FULL = rows(
    SMALL,
    bodies=[
        {"id": "skf", "kind": "department", "name": 'Förvaltningen, "skolan"', "alias": "a; b"}
    ],
    absences=[{"id": "fr", "name": "Inget mål", "about": "rad", "lack": "joint goal"}],
    contact_points=[{"id": "kon", "name": "Brevlåda", "contact of": "bun", "email": "a@b.example"}],
    identifiers=[{"thing": "kommun", "scheme": "kommunkod", "value": "0999"}],
)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> frozenset[ox.Quad]:
    """The graph of the dataset as plain CSV: comma, English, no byte order mark."""
    assembly = assembled(folder(tmp_path_factory.mktemp("plain") / "sjoby", FULL))
    assert codes(assembly.problems) == []
    return frozenset(assembly.quads)


def refused(path: Path) -> list[str]:
    with pytest.raises(LoadError) as error:
        read_input(path)
    return codes(error.value.problems)


def problems_of(path: Path) -> list[tuple[str, Location]]:
    found = assembled(path).problems
    codes(found)
    return [(item.code, item.location) for item in found]


# --- CSV


@pytest.mark.parametrize("swedish", [False, True], ids=["english", "swedish"])
@pytest.mark.parametrize(
    ("delimiter", "newline", "before"),
    [
        (",", "\n", ""),
        (",", "\r\n", "\ufeff"),
        (";", "\r\n", "\ufeff"),
        (";", "\n", ""),
        ("\t", "\r\n", ""),
        (";", "\r\n", "sep=;\r\n"),
        (",", "\n", "\ufeffsep=,\n"),
        ("\t", "\r\n", "SEP=\t\r\n"),
        ("|", "\n", "sep=|\n"),
        (",", "\n", "\n \n"),
        (";", "\r\n", ";;\r\n"),
    ],
)
def test_every_way_to_save_csv_gives_the_same_graph(
    tmp_path: Path,
    expected: frozenset[ox.Quad],
    swedish: bool,
    delimiter: str,
    newline: str,
    before: str,
) -> None:
    assembly = assembled(
        folder(
            tmp_path / "x",
            FULL,
            swedish=swedish,
            delimiter=delimiter,
            newline=newline,
            before=before,
        )
    )
    assert codes(assembly.problems) == []
    assert frozenset(assembly.quads) == expected


def test_row_numbers_are_those_of_the_file_past_line_breaks_in_cells(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "bodies.csv").write_bytes(
        b"sep=;\r\n"  # line 1
        b"id;kind;name;note\r\n"
        b'kommun;municipality;Kommunen;"rad ett\r\nrad tv\xc3\xa5\r\n\r\nrad fyra"\r\n'  # 3 to 6
        b";;;\r\n"
        b"rev;audit body;Revisionen;\r\n"
        b"\r\n"
        b"Bun;committee;Barn;\r\n"  # line 10
        b"sn;committe;Social;\r\n"
    )
    assert problems_of(path)[-2:] == [
        ("bad-id", Location("sjoby/bodies.csv", "bodies", 10, "id")),
        ("unknown-value", Location("sjoby/bodies.csv", "bodies", 11, "kind")),
    ]
    note = values(assembled(path), node("kommun"), str(SKOS.note))
    assert note == ["rad ett\r\nrad två\r\n\r\nrad fyra"]


def test_a_heading_in_quotation_marks_does_not_decide_the_delimiter(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "forms.csv").write_text('id;name;",,,,"\nf;Form;\n', encoding="utf-8")
    assert [code for code, _ in problems_of(path)] == ["unknown-column"]


def test_names_of_files_are_known_in_any_case_and_composition(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", rows(SMALL, follow_ups=[{"id": "u", "name": "U"}]))
    (path / "follow_ups.csv").rename(path / unicodedata.normalize("NFD", "Uppföljningar.CSV"))
    (path / "bodies.csv").rename(path / "Organ.csv")
    assembly = assembled(path)
    assert codes(assembly.problems) == []
    assert ("sjoby", "u") in assembly.entries


def test_what_is_no_table_beside_the_tables_is_passed_over(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "._bodies.csv").write_bytes(b"\x00\x05\x16\x07")  # as macOS leaves them
    (path / ".~lock.bodies.csv#").write_text("lock")
    (path / "anteckningar.txt").write_text("x")
    assert problems_of(path) == []


def test_every_file_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "dataset.toml").write_text('slugg = "x"\nlanguage = "de"\n')
    (path / "bodies.csv").write_bytes("id,name\nå,ä\n".encode("cp1252"))
    (path / "structures.csv").write_text('id,name\na,"b\nc\n')
    with pytest.raises(LoadError) as error:
        read_input(path)
    found = sorted((item.code, item.location.row) for item in error.value.problems)
    assert found == [
        ("bad-csv", 2),
        ("bad-setting", 0),
        ("unknown-setting", 0),
        ("wrong-encoding", 2),
    ]


@pytest.mark.parametrize("text", ['id,name\na,"b\n', 'id,name\na,"b"c\n'])
def test_quotation_marks_that_do_not_match_are_told_where_the_row_begins(
    tmp_path: Path, text: str
) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "bodies.csv").write_text(text)
    with pytest.raises(LoadError) as error:
        read_input(path)
    (found,) = error.value.problems
    assert (found.code, found.location) == ("bad-csv", Location("sjoby/bodies.csv", row=2))


@pytest.mark.parametrize(
    ("lines", "codes_found"),
    [
        ("slug = 'Fel Slug'", ["bad-setting"]),
        ("municipality_code = '99'", ["bad-setting"]),
        ("base = 'https://[fel/'", ["bad-setting"]),
        ("base = 'https://example.org'", ["bad-setting"]),
        ("licence = 'CC0'", ["bad-setting"]),
        ("titel = 'x'", ["unknown-setting"]),
        ("slug = ", ["bad-toml"]),
        ("slug = 'a'\nslug = 'b'", ["bad-toml"]),
    ],
)
def test_wrong_settings_are_refused(tmp_path: Path, lines: str, codes_found: list[str]) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "dataset.toml").write_text(lines)
    assert refused(path) == codes_found


@pytest.mark.parametrize("name", ["Ånäs kommun", "Ånäs kommun 2025-04-15", "kopia (2)"])
def test_a_dataset_is_named_after_its_municipality_and_never_after_its_file(
    tmp_path: Path, name: str
) -> None:
    path = folder(tmp_path / name, SMALL)
    (path / "dataset.toml").unlink()
    book = workbook(tmp_path / f"{name}.xlsx", SMALL, settings=dict.fromkeys(SETTINGS, ""))
    for written in (path, book):
        (dataset,) = read_input(written)
        assert (dataset.info.slug, dataset.info.title.sv) == ("kommun", "Sjöby kommun")


NEIGHBOUR = {"id": "grannen", "kind": "municipality", "name": "Grannby kommun"}


def test_with_two_municipalities_it_is_asked_which_one_is_meant(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", rows(SMALL, bodies=[NEIGHBOUR]))
    (path / "dataset.toml").write_text("source = 'rep'\n")
    (told,) = assembled(path).problems
    assert told.code == "which-municipality"
    assert "kommun (Sjöby kommun) och grannen (Grannby kommun)" in told.message.sv
    assert "bodies.csv" in told.message.sv
    assert told.hint is not None
    assert "kommun = kommun" in told.hint.sv
    (path / "dataset.toml").write_text("source = 'rep'\nmunicipality = 'grannen'\n")
    (dataset,) = read_input(path)
    assert (dataset.info.slug, dataset.info.title.sv) == ("grannen", "Grannby kommun")


def test_without_a_municipality_a_short_name_is_asked_for(tmp_path: Path) -> None:
    others = [row for row in SMALL["bodies"] if row["kind"] != "municipality"]
    path = folder(tmp_path / "sjoby", {**SMALL, "bodies": others})
    (path / "dataset.toml").write_text("source = 'rep'\n")
    assert "no-municipality" in codes(assembled(path).problems)
    (path / "dataset.toml").write_text("source = 'rep'\nslug = 'sjoby'\n")
    (dataset,) = read_input(path)
    assert (dataset.info.slug, dataset.info.title.sv) == ("sjoby", "sjoby")


@pytest.mark.parametrize(
    ("code", "is_right"),
    [("0138", True), ("1490", True), ("2584", True), ("0000", True)]
    + [(code, False) for code in ("0200", "1100", "1599", "1600", "2601", "9999", "138", "01380")],
)
def test_a_municipality_code_begins_with_the_number_of_a_county(
    tmp_path: Path, code: str, is_right: bool
) -> None:
    path = folder(tmp_path / "sjoby", SMALL, settings={"municipality_code": code})
    if is_right:
        (dataset,) = read_input(path)
        assert dataset.info.municipality_code == code
    else:
        assert refused(path) == ["bad-setting"]


def test_two_datasets_of_one_short_name_are_refused_and_both_are_named(tmp_path: Path) -> None:
    again = rows(SMALL, bodies=[{"id": "kfn", "kind": "committee", "name": "Kulturnämnden"}])
    paths = [folder(tmp_path / "i-fjol", SMALL), folder(tmp_path / "i-ar", again)]
    with pytest.raises(LoadError) as error:
        mellanrum.load(*paths)
    (told,) = error.value.problems
    assert told.code == "repeated-dataset"
    assert told.location.file == "i-ar"
    assert "i-fjol" in told.message.sv


def test_rdf_outside_a_graph_of_ours_is_named_after_its_municipality(tmp_path: Path) -> None:
    text = f"<https://example.org/kommuner/sjoby> a <{mr('Municipality')}> ."
    (tmp_path / "export 2025.ttl").write_text(text)
    (dataset,) = read_input(tmp_path / "export 2025.ttl")
    assert dataset.info.slug == "sjoby"


@pytest.mark.parametrize(
    ("given_title", "sv", "en"),
    [
        ("'Sjöby'", "Sjöby", "Sjöby"),
        ("{ sv = 'Sjöby', en = 'Laketown' }", "Sjöby", "Laketown"),
        ("{ en = 'Laketown' }", "Laketown", "Laketown"),
        ("{ }", "Sjöby kommun", "Sjöby kommun"),
    ],
)
def test_a_title_in_one_language_serves_both(
    tmp_path: Path, given_title: str, sv: str, en: str
) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    (path / "dataset.toml").write_text(f"title = {given_title}", encoding="utf-8")
    (dataset,) = read_input(path)
    assert (dataset.info.title.sv, dataset.info.title.en) == (sv, en)


def test_inputs_of_other_kinds_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"x")
    (tmp_path / "tom").mkdir()
    assert refused(tmp_path / "a.xls") == ["unreadable-input"]
    assert refused(tmp_path / "finns-inte") == ["unreadable-input"]
    assert refused(tmp_path / "tom") == ["no-tables"]


PRINTED = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(note=PRINTED, delimiter=st.sampled_from(",;\t"), newline=st.sampled_from(["\n", "\r\n"]))
def test_any_text_comes_through_csv_as_it_is_but_for_blanks_and_composition(
    note: str, delimiter: str, newline: str
) -> None:
    with TemporaryDirectory() as place:
        tables = {"forms": [{"id": "f", "name": "namn", "note": note}]}
        path = folder(Path(place) / "x", tables, delimiter=delimiter, newline=newline)
        (dataset,) = read_input(path)
        assembly = assemble([dataset], load_schema())
    kept = unicodedata.normalize("NFC", note.strip())
    assert values(assembly, node("f"), str(SKOS.note)) == ([kept] if kept else [])


# --- Workbooks


@pytest.mark.parametrize("swedish", [False, True], ids=["english", "swedish"])
def test_a_workbook_gives_the_same_graph_as_csv(
    tmp_path: Path, expected: frozenset[ox.Quad], swedish: bool
) -> None:
    path = workbook(tmp_path / "x.xlsx", FULL, swedish=swedish)
    if swedish:

        def translate(book: openpyxl.Workbook) -> None:
            for row, key in enumerate(("kortnamn", "titel", "kommun", "kommunkod", "källa"), 2):
                book["datamängd"].cell(row, 1, key)

        changed(path, translate)
    assembly = assembled(path)
    assert codes(assembly.problems) == []
    assert frozenset(assembly.quads) == expected


def changed(path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    """Change a workbook with openpyxl."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return workbook(tmp_path / "sjoby.xlsx", SMALL)


def test_merged_cells_hold_their_value_in_each_row(tmp_path: Path) -> None:
    tables = rows(SMALL)
    tables["participations"] = [
        {"structure": "rad", "participant": "bun", "level": "strategic"},
        {"structure": None, "participant": "sn", "level": None},
        {"structure": None, "participant": "rev", "level": None},
    ]
    path = workbook(tmp_path / "sjoby.xlsx", tables)

    def merge(book: openpyxl.Workbook) -> None:
        book["participations"].merge_cells("A2:A9")  # further down than there are rows
        book["participations"].merge_cells("C2:C3")

    assembly = assembled(changed(path, merge))
    assert codes(assembly.problems) == []
    for body, levels in (("bun", 1), ("sn", 1), ("rev", 0)):
        row = node(f"participations-rad-{body}")
        assert values(assembly, row, mr("inStructure")) == [node("rad")]
        assert len(values(assembly, row, mr("atLevel"))) == levels


def test_blank_rows_and_columns_around_a_table_do_not_count(
    small: Path,
) -> None:
    plain = frozenset(assembled(small).quads)

    def pad(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            sheet.insert_rows(1, 2)
            sheet.cell(60, 3, " ")
            sheet.cell(61, 30, "")
            sheet.cell(62, 1).font = Font(bold=True)

    assembly = assembled(changed(small, pad))
    assert codes(assembly.problems) == []
    assert frozenset(assembly.quads) == plain


def cell_value(path: Path, value: object, number_format: str = "General") -> Path:
    """Put a value with a number format into the date of the source."""

    def put(book: openpyxl.Workbook) -> None:
        cell = book["sources"]["E2"]
        assert book["sources"]["E1"].value == "date"
        cell.value = value
        cell.number_format = number_format

    return changed(path, put)


@pytest.mark.parametrize(
    ("value", "number_format", "date"),
    [
        (dt.date(2023, 4, 1), "yyyy-mm-dd", "2023-04-01"),
        (dt.datetime(2023, 4, 1, 13, 30), "yyyy-mm-dd hh:mm", "2023-04-01"),
        (dt.date(2023, 4, 1), "d/m/yy", "2023-04-01"),
        (dt.date(2023, 4, 1), '[$-41D]d mmmm yyyy" kl"', "2023-04-01"),
        (dt.date(2023, 4, 1), "mmm\\-yy", "2023-04"),  # what Excel makes of a typed 2023-04
        (dt.date(2023, 4, 1), "[$-41D]mmmm yyyy;@", "2023-04"),
        (dt.date(2023, 1, 1), 'yyyy" d"', "2023"),
        (45017, "General", "2023-04-01"),
        (45017.0, "0", "2023-04-01"),
        ("45017", "@", "2023-04-01"),
        ("2023-04", "@", "2023-04"),
        (2023, "General", "2023"),
        ("2023", "@", "2023"),
    ],
)
def test_dates_are_as_precise_as_the_cell_shows_them(
    small: Path, value: object, number_format: str, date: str
) -> None:
    assembly = assembled(cell_value(small, value, number_format))
    assert codes(assembly.problems) == []
    assert values(assembly, node("rep"), str(DCTERMS.date)) == [date]


@pytest.mark.parametrize(
    ("value", "text"),
    [(112, "112"), (112.0, "112"), (3.1, "3.1"), (0.1 + 0.2, "0.3"), ("  x ", "x"), (True, "true")],
)
def test_numbers_in_text_columns_are_text(tmp_path: Path, value: object, text: str) -> None:
    tables = rows(SMALL, bodies=[{"id": "o", "kind": "unit", "name": "O", "abbreviation": value}])
    assembly = assembled(workbook(tmp_path / "sjoby.xlsx", tables))
    assert codes(assembly.problems) == []
    assert values(assembly, node("o"), mr("abbreviation")) == [text]


def sheet_part(path: Path, title: str) -> str:
    book = openpyxl.load_workbook(path)
    return f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml"


def formula(path: Path, cell: str, kind: str, result: str) -> Path:
    """Make a cell of the bodies a formula with a result, as Excel saves it."""

    def put(text: str) -> str:
        start = text.index(f'<c r="{cell}"')
        end = text.index("</c>", start) + 4
        new = f'<c r="{cell}" t="{kind}"><f>A1&amp;B1</f><v>{result}</v></c>'
        return text[:start] + new + text[end:]

    return edit_part(path, sheet_part(path, "bodies"), put)


def test_a_formula_counts_as_its_result(small: Path) -> None:
    assembly = assembled(formula(small, "C2", "str", "Räknad kommun"))
    assert codes(assembly.problems) == []
    assert values(assembly, node("kommun"), str(RDFS.label)) == ["Räknad kommun"]


def test_a_formula_that_ends_in_an_error_is_refused_with_its_cell(small: Path) -> None:
    path = formula(formula(small, "C2", "e", "#REF!"), "C3", "e", "#N/A")
    with pytest.raises(LoadError) as error:
        read_input(path)
    assert codes(error.value.problems) == ["failed-formula", "failed-formula"]
    first, second = error.value.problems
    assert first.location == Location("sjoby.xlsx", "bodies", 2, "", "bodies", "C2")
    assert "#REF!" in first.message.sv
    assert second.location.cell == "C3"


def test_the_dimension_that_a_sheet_declares_is_not_believed(small: Path) -> None:
    plain = frozenset(assembled(small).quads)
    for declared in ("A1:A1", "A1:XFD1048576", "C3:D4"):
        path = edit_part(
            small,
            sheet_part(small, "bodies"),
            lambda text, declared=declared: text.replace(  # type: ignore[misc]
                text[text.index("<dimension") : text.index("/>", text.index("<dimension")) + 2],
                f'<dimension ref="{declared}" />',
            ),
        )
        assert frozenset(assembled(path).quads) == plain


def test_hidden_sheets_are_no_tables(small: Path) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("goals")
        sheet.append(["id", "name"])
        sheet.append(["dolt", "Dolt mål"])
        sheet.sheet_state = "hidden"
        lists = book.create_sheet("val")
        lists.append(["etablerad"])
        lists.sheet_state = "veryHidden"

    assembly = assembled(changed(small, hide))
    assert codes(assembly.problems) == []
    assert ("sjoby", "dolt") not in assembly.entries


def test_a_personal_number_on_a_hidden_sheet_is_found_too(small: Path) -> None:
    nine = "890614" + "238"  # a test number, made here so that none stands in the file
    number = nine + luhn.calc_check_digit(nine)

    def hide(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("gammalt")
        sheet.append(["x", number])
        sheet.sheet_state = "hidden"

    with pytest.raises(LoadError) as error:
        assembled(changed(small, hide))
    (found,) = error.value.problems
    assert (found.location.sheet, found.location.cell) == ("gammalt", "B1")
    assert number not in found.say("sv")


def test_sheets_for_help_and_lists_are_no_tables(small: Path) -> None:
    def add(book: openpyxl.Workbook) -> None:
        for name in ("Läs mig", "Read me", "Listor"):
            book.create_sheet(name).append(["Så här fyller du i"])
        book.create_sheet("Blad1")

    assert codes(assembled(changed(small, add)).problems) == []


@pytest.mark.parametrize(
    ("pairs", "sv", "en"),
    [
        ([("title", "Sjöby")], "Sjöby", "Sjöby"),
        ([("titel (sv)", "Sjöby"), ("titel (en)", "Laketown")], "Sjöby", "Laketown"),
        ([("titel", "Sjöby"), ("titel (en)", "Laketown")], "Sjöby", "Laketown"),
        ([("titel (en)", "Laketown"), ("titel", "Sjöby")], "Sjöby", "Laketown"),
        ([("titel (en)", "Laketown"), ("titel", None)], "Laketown", "Laketown"),
        ([], "Sjöby kommun", "Sjöby kommun"),
    ],
)
def test_the_title_on_the_settings_sheet(
    tmp_path: Path, pairs: list[tuple[str, str]], sv: str, en: str
) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["dataset"].delete_rows(3)  # the title of every test
        for pair in pairs:
            book["dataset"].append(pair)

    (dataset,) = read_input(changed(workbook(tmp_path / "x.xlsx", SMALL), put))
    assert (dataset.info.title.sv, dataset.info.title.en) == (sv, en)


def test_a_municipality_code_that_excel_keeps_as_a_number_gets_its_zero_back(small: Path) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["dataset"]["B5"].value = 138
        assert book["dataset"]["A5"].value == "municipality_code"

    (dataset,) = read_input(changed(small, put))
    assert dataset.info.municipality_code == "0138"


def test_a_setting_that_is_not_there_is_refused_with_its_sheet(small: Path) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["dataset"].append(["licens (fr)", "x"])
        book["dataset"].append(["licence", "CC0"])

    with pytest.raises(LoadError) as error:
        read_input(changed(small, put))
    assert codes(error.value.problems) == ["bad-setting", "unknown-setting"]
    assert {item.location.sheet for item in error.value.problems} == {"dataset"}


def test_problems_in_a_workbook_name_sheet_and_cell(tmp_path: Path) -> None:
    tables = rows(SMALL, bodies=[{"id": "ny", "kind": "kommitté", "name": None}])
    path = workbook(tmp_path / "sjoby.xlsx", tables, swedish=True)
    assert problems_of(path) == [
        ("missing-value", Location("sjoby.xlsx", "organ", 6, "namn", "organ", "C6")),
        ("unknown-value", Location("sjoby.xlsx", "organ", 6, "slag", "organ", "B6")),
    ]


# --- RDF


@pytest.fixture(scope="module")
def quads(expected: frozenset[ox.Quad]) -> list[ox.Quad]:
    return sorted(expected, key=str)


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_rdf_with_named_graphs_gives_the_same_graph(
    tmp_path: Path, quads: list[ox.Quad], expected: frozenset[ox.Quad], suffix: str
) -> None:
    assembly = assembled(rdf(tmp_path / f"vad-som-helst{suffix}", quads))
    assert codes(assembly.problems) == []
    assert frozenset(assembly.quads) == expected


def test_json_ld_gives_the_same_graph(
    tmp_path: Path, quads: list[ox.Quad], expected: frozenset[ox.Quad]
) -> None:
    assert frozenset(assembled(rdf(tmp_path / "a.jsonld", quads)).quads) == expected


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".rdf"])
def test_rdf_without_named_graphs_belongs_to_the_dataset_it_describes(
    tmp_path: Path, quads: list[ox.Quad], suffix: str
) -> None:
    own = [quad for quad in quads if quad.graph_name == ox.NamedNode(graph("sjoby"))]
    assembly = assembled(rdf(tmp_path / f"export 2025{suffix}", own))
    assert codes(assembly.problems) == []
    assert quads_in(assembly, graph("sjoby")) == set(own)
    assert assembly.entries["sjoby", "rad"].iri == node("rad")


def test_what_is_exported_loads_again_to_the_same_asserted_graph(
    tmp_path: Path, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    path = rdf(tmp_path / "graph.trig", ekvalla.exported_quads())
    again = assembled(path)
    assert codes(again.problems) == []
    assert set(again.quads) == set(ekvalla.assembly.quads)
    (info,) = again.infos
    told = ekvalla.datasets[0]
    assert (info.slug, info.title, info.description) == (told.slug, told.title, told.description)
    assert (info.licence, info.municipality_code) == (told.licence, told.municipality_code)
    assert again.entries.keys() == ekvalla.assembly.entries.keys()
    for key, entry in ekvalla.assembly.entries.items():
        found = again.entries[key]
        assert (found.iri, found.claim, found.class_iri) == (
            entry.iri,
            entry.claim,
            entry.class_iri,
        ), key


def test_blank_nodes_of_two_files_stay_apart_and_get_the_same_names_each_time(
    tmp_path: Path,
) -> None:
    text = "_:x <urn:p> [ <urn:q> 1 ] ."
    for name in ("ett", "tva"):
        (tmp_path / f"{name}.ttl").write_text(text)
    paths = (tmp_path / "ett.ttl", tmp_path / "tva.ttl")
    assembly = assembled(*paths)
    blank = {quad.subject for quad in assembly.quads if isinstance(quad.subject, ox.BlankNode)}
    assert len(blank) == 4
    assert assembled(*paths).quads == assembly.quads


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.ttl", "<urn:a> <urn:b> .", "bad-rdf"),
        ("a.nt", "<urn:a> <urn:b> nej .", "bad-rdf"),
        ("a.jsonld", "{", "bad-rdf"),
        ("a.ttl", "# ingenting\n", "no-triples"),
        ("a.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "triple-terms"),
        ("a.trig", f"<{graph('x/derived')}> {{ <urn:a> <urn:b> 1 }}", "no-triples"),
        ("a.trig", f"<{graph('ontology')}> {{ <urn:a> <urn:b> 1 }}", "no-triples"),
    ],
)
def test_rdf_that_holds_no_dataset_is_refused(
    tmp_path: Path, name: str, text: str, code: str
) -> None:
    (tmp_path / name).write_text(text)
    assert refused(tmp_path / name) == [code]


@pytest.mark.parametrize("graph_name", [graph("Fel Namn".replace(" ", "_")), graph(""), "urn:g"])
def test_graphs_that_are_not_ours_belong_to_the_file(tmp_path: Path, graph_name: str) -> None:
    (tmp_path / "min fil.trig").write_text(f"<{graph_name}> {{ <urn:a> <urn:b> 1 }}")
    (dataset,) = read_input(tmp_path / "min fil.trig")
    assert dataset.info.slug == "min-fil"
    assert {str(quad.graph_name) for quad in dataset.quads} == {f"<{graph('min-fil')}>"}


def test_the_graph_of_identifiers_comes_last_so_that_things_belong_to_their_own(
    tmp_path: Path,
) -> None:
    text = f"<{external('a')}> {{ <urn:x> <urn:p> 1 }} <{graph('a')}> {{ <urn:x> <urn:q> 2 }}"
    (tmp_path / "a.trig").write_text(text)
    (dataset,) = read_input(tmp_path / "a.trig")
    assert [str(quad.graph_name) for quad in dataset.quads] == [
        f"<{graph('a')}>",
        f"<{external('a')}>",
    ]


# --- Mixes


def other(name: str) -> dict[str, list[dict[str, object]]]:
    """A dataset whose committee takes part in the forum of the first one."""
    return {
        "sources": [{"id": "rep", "name": "Rapport", "kind": "reply"}],
        "bodies": [{"id": "namnd", "kind": "committee", "name": f"Nämnden i {name}"}],
        "participations": [{"structure": "sjoby/rad", "participant": "namnd"}],
        "claims": [{"about": "sjoby/rad", "contradicts": "sjoby/rad"}],
    }


def test_any_mix_of_forms_loads_together(
    tmp_path: Path, quads: list[ox.Quad], expected: frozenset[ox.Quad]
) -> None:
    unset = {"municipality": "", "municipality_code": ""}
    paths = (
        folder(tmp_path / "asby", other("Åsby"), settings={"slug": "asby", **unset}),
        workbook(tmp_path / "bergby.xlsx", other("Bergby"), settings={"slug": "bergby", **unset}),
        rdf(tmp_path / "export.trig", quads),
    )
    together = assembled(*paths)
    assert codes(together.problems) == []
    assert [info.slug for info in together.infos] == ["asby", "bergby", "sjoby"]
    assert expected <= frozenset(together.quads)
    for slug in ("asby", "bergby"):
        row = node("participations-sjoby-rad-namnd", slug)
        assert values(together, row, mr("inStructure")) == [node("rad")]
        further = node("claims-sjoby-rad", slug)
        assert values(together, further, mr("about")) == [node("rad")]
        assert values(together, further, mr("contradicts")) == [claim("rad")]
    backwards: Assembly = assembled(*reversed(paths))
    assert frozenset(backwards.quads) == frozenset(together.quads)


def test_one_dataset_twice_is_refused(tmp_path: Path, quads: list[ox.Quad]) -> None:
    path = folder(tmp_path / "x", SMALL)
    found = assembled(path, rdf(tmp_path / "y.trig", quads)).problems
    repeated = [item for item in found if item.code == "repeated-dataset"]
    assert codes(repeated) == ["repeated-dataset"]
    assert repeated[0].location == Location("y.trig")
    assert "x" in repeated[0].message.sv
