"""Validation of datasets that refer to each other's rows."""

from __future__ import annotations

from pathlib import Path

import pytest

import mellanrum
from mellanrum.graph.checks.validation import validate
from mellanrum.inputs import read_all
from mellanrum.ontology.schema import load_schema

SOURCES = "id,name,kind,issuer,date\nk1,Rapport,audit-report,k,2020\n"
BODIES = (
    "id,kind,name,part of,source,place\nk,municipality,{name},,k1,s. 1\nn,committee,N,k,k1,s. 1\n"
)
STRUCTURES = "id,kind,name,source,place\nf,forum,Forum,k1,s. 1\n"
PARTICIPATIONS = "structure,participant,source,place\nf,n,k1,s. 1\nf,{other}/n,k1,s. 1\n"


@pytest.fixture
def neighbours(tmp_path: Path) -> list[Path]:
    """Two municipalities; a committee of each sits in a forum of the other."""
    folders = []
    for slug, other in (("norra", "sodra"), ("sodra", "norra")):
        folder = tmp_path / slug
        folder.mkdir()
        (folder / "dataset.toml").write_text(f'slug = "{slug}"\n', encoding="utf-8")
        for name, text in (
            ("sources", SOURCES),
            ("bodies", BODIES.format(name=slug)),
            ("structures", STRUCTURES),
            ("participations", PARTICIPATIONS.format(other=other)),
        ):
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        folders.append(folder)
    return folders


def test_rows_of_another_dataset_are_not_told_as_incomplete(neighbours: list[Path]) -> None:
    report = validate(read_all(neighbours), load_schema())
    assert [item.say("en") for item in report.problems] == []


def test_a_fault_is_still_told_in_the_dataset_where_it_stands(neighbours: list[Path]) -> None:
    path = neighbours[1] / "bodies.csv"
    path.write_text(path.read_text("utf-8").replace(",N,", ",,"), encoding="utf-8")
    report = validate(read_all(neighbours), load_schema())
    assert [(item.code, item.location.file) for item in report.problems] == [
        ("missing-value", "sodra/bodies.csv")
    ]


def test_both_see_the_guest(neighbours: list[Path]) -> None:
    graph = mellanrum.load(*neighbours)
    for home, guest in (("norra", "sodra"), ("sodra", "norra")):
        forum, body = graph.entry(f"{home}/f").iri, graph.entry(f"{guest}/n").iri
        assert graph.network().has_edge(forum, body)


def test_default_is_the_bundled_data_whatever_the_working_folder_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "boras").mkdir()
    monkeypatch.chdir(tmp_path)
    assert [info.slug for info in mellanrum.load().datasets] == ["boras", "tyreso"]
