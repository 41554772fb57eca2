"""Catalogues of norms are read like any table, and say what is wrong with them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from mellanrum.ontology.errors import LoadError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import BASE
from mellanrum.ontology.schema import load_schema, norms_schema
from mellanrum.queries.norms.norm_catalogue import BUNDLED_NORMS, read_norms
from tests.graph.builders import Row, codes
from tests.queries.norm_builders import NORM, catalogue

BUNDLED = [read_norms(name) for name in BUNDLED_NORMS]


def test_the_table_of_norms_is_in_no_dataset() -> None:
    assert load_schema().table("norms") is None
    assert load_schema().table("normer") is None
    [table] = norms_schema().tables
    assert table.evidence == ()


def test_headings_and_values_are_in_either_language(tmp_path: Path) -> None:
    english = read_norms(catalogue(tmp_path / "fält", NORM))
    table = norms_schema().tables[0]
    headings = {name: table.column(name) for name in NORM}
    swedish = {column.name.sv: NORM[name] for name, column in headings.items() if column}
    assert len(swedish) == len(NORM)
    assert set(swedish) & set(NORM) == {"id", "element", "text"}
    changed = {**swedish, "slag": "lag", "ansvarig": "kommunen", "styrka": "ska"}
    assert english == read_norms(catalogue(tmp_path / "other" / "fält", changed))
    assert english is not None
    [norm] = english.norms
    assert norm.iri == f"{BASE}norm/falt/plan"
    assert (norm.kind, norm.responsible, norm.strength) == ("law", ("municipality",), "must")
    assert norm.text == Text("Det ska finnas en plan.", "There must be a plan.")
    assert english.read == "2025-09-01"


def test_a_duty_that_recurs_is_first_due_when_the_period_has_passed(tmp_path: Path) -> None:
    yearly = {**NORM, "valid from": "2023-08-31", "every": "18"}
    found = read_norms(catalogue(tmp_path / "a", NORM, {**yearly, "id": "uppf"}))
    assert found is not None
    assert [norm.begins for norm in found.norms] == [dt.date(2022, 1, 1), dt.date(2025, 2, 28)]


def test_a_norm_is_known_by_the_ids_of_those_it_came_after(tmp_path: Path) -> None:
    first = {**NORM, "id": "forsta", "replaced by": "andra", "valid until": "2023"}
    second = {**NORM, "id": "andra", "replaced by": "tredje"}
    found = read_norms(catalogue(tmp_path / "a", first, second, {**NORM, "id": "tredje"}))
    assert found is not None
    assert found.ids_of(found.norms[2]) == {"forsta", "andra", "tredje"}
    assert found.ids_of(found.norms[0]) == {"forsta"}


def test_a_circle_of_replacements_has_an_end(tmp_path: Path) -> None:
    first = {**NORM, "id": "forsta", "replaced by": "andra"}
    found = read_norms(
        catalogue(tmp_path / "a", first, {**NORM, "id": "andra", "replaced by": "forsta"})
    )
    assert found is not None
    assert found.ids_of(found.norms[0]) == {"forsta", "andra"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"topic": "knattefotboll"}, "unknown-value"),
        ({"responsible": "Barnnämnden"}, "unknown-value"),
        ({"strength": ""}, "missing-value"),
        ({"reference": ""}, "missing-value"),
        ({"text (english)": ""}, "missing-value"),
        ({"address": "lagen"}, "bad-address"),
        ({"county": "Västra Götaland"}, "bad-form"),
        ({"valid from": "i fjol"}, "bad-date"),
        ({"every": "ibland"}, "bad-integer"),
        ({"effort": "kanske"}, "bad-boolean"),
        ({"replaced by": "nagot"}, "dangling-reference"),
        ({"namn": "x"}, "unknown-column"),
        ({"text": "Ring 19121212-1212."}, "personal-number"),
    ],
)
def test_what_is_wrong_with_a_norm_is_told(tmp_path: Path, change: Row, code: str) -> None:
    with pytest.raises(LoadError) as error:
        read_norms(catalogue(tmp_path / "a", {**NORM, **change}))
    assert codes(error.value.problems) == [code]
    assert error.value.problems[0].location.file == "a/norms.csv"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("read_against_the_law = 2025-09-01\nname = 'x'\n", "missing-setting"),
        ("read_against_the_law = 'igår'\nname = 'x'\nscope = 'y'\n", "bad-setting"),
        ("read_against_the_law = 2025-09-01\nname = 'x'\nscope = 'y'\nland = 'SE'\n",
         "unknown-setting"),
        ("name =", "bad-toml"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_settings_is_told(tmp_path: Path, settings: str, code: str) -> None:
    folder = catalogue(tmp_path / "a", NORM)
    (folder / "norms.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(LoadError) as error:
        read_norms(folder)
    assert codes(error.value.problems) == [code]


@pytest.mark.parametrize("name", ["norge", "sverje", ""])
def test_a_catalogue_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(LoadError) as error:
        read_norms(name or tmp_path)
    assert codes(error.value.problems) == ["no-norms"]


def test_none_is_no_catalogue() -> None:
    assert read_norms("none") is None


# -- what ships with the project ------------------------------------------------------------------


def test_a_bundled_catalogue_says_what_it_is_and_when_it_was_read() -> None:
    for one in filter(None, BUNDLED):
        assert dt.date.fromisoformat(one.read) <= dt.date.today()
        assert "juridisk" in one.scope.sv
        assert "legal advice" in one.scope.en
        assert one.covers == "SE"


def test_a_bundled_norm_opens_somewhere_and_has_begun() -> None:
    for one in filter(None, BUNDLED):
        for norm in one.norms:
            assert norm.address.startswith("https://"), norm.id
            assert norm.begins is not None or norm.kind not in ("law", "ordinance"), norm.id
            assert norm.ends is None or norm.begins is None or norm.begins <= norm.ends, norm.id


def test_the_files_are_plain() -> None:
    for name in BUNDLED_NORMS:
        path = Path(__file__).parents[2] / "queries" / "norms" / name / "norms.csv"
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text
        rows = list(csv.reader(text.splitlines()))
        assert {len(row) for row in rows} == {len(rows[0])}
