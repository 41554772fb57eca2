"""The command line as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from mellanrum.cli import cli, run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def mellanrum(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run(arguments)
        out, err = capfd.readouterr()
        return status, out, err

    return invoke


@pytest.mark.parametrize("name", ["", *cli.commands])
def test_help_is_in_both_languages_and_ends_in_an_example(mellanrum: Run, name: str) -> None:
    words = [name] if name else []
    status, swedish, _ = mellanrum(*words, "--help")
    assert status == 0
    assert "Användning: mellanrum" in swedish
    assert "Exempel:" in swedish.rstrip().rpartition("\n\n")[2]
    status, english, _ = mellanrum(*words, "--help", "--lang", "en")
    assert status == 0
    assert "Usage: mellanrum" in english
    assert not re.search(r"[åäöÅÄÖ]", english.replace("Borås", "").replace("Tyresö", ""))


def test_without_words_the_help_is_shown(mellanrum: Run) -> None:
    status, out, _ = mellanrum()
    assert status == 2
    assert "build" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["buid"], "build"),
        (["gaps", "--rul", "G01"], "--rule"),
        (["gaps", "ekvala"], "ekvalla"),
        (["gaps", "ekvalla", "--rule", "G011"], "G01"),
        (["query", "vem-deltr"], "vem-deltar"),
        (["query", "vem-deltar", "-d", "ekvalla", "--structur", "x"], "structure"),
        (
            ["query", "vem-deltar", "-d", "ekvalla", "--structure", "ekvalla/faltgrupen"],
            "ekvalla/faltgruppen",
        ),
        (["gaps", "ekvalla", "--as-of", "2021"], "2021-06-30"),
    ],
)
def test_a_slip_gets_the_right_word_and_status_2(
    mellanrum: Run, words: list[str], expected: str
) -> None:
    for language in ("sv", "en"):
        status, out, err = mellanrum(*words, "--lang", language)
        assert status == 2
        assert out == ""
        assert expected in err
        assert "Traceback" not in err


def test_query_lists_the_26_questions(mellanrum: Run) -> None:
    status, out, _ = mellanrum("query")
    assert status == 0
    assert len(re.findall(r"^CQ\d\d ", out, flags=re.MULTILINE)) == 26


def test_query_formats_agree(mellanrum: Run) -> None:
    words = ["query", "vem-deltar", "-d", "ekvalla", "--structure", "ekvalla/faltgruppen"]
    _, as_csv, _ = mellanrum(*words, "--format", "csv")
    _, as_json, _ = mellanrum(*words, "--format", "json")
    _, as_md, _ = mellanrum(*words, "--format", "md")
    _, as_table, _ = mellanrum(*words)
    rows = list(csv.reader(io.StringIO(as_csv)))[1:]
    # Four parties take part in Fältgruppen; the region left in June 2022.
    assert len(rows) == 4
    assert len(json.loads(as_json)["results"]["bindings"]) == 4
    assert len(as_md.splitlines()) == 6
    assert len(as_table.splitlines()) == 6
    for row in rows:
        assert row[2] in as_table


def test_query_from_a_file_and_from_standard_input(
    mellanrum: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT (COUNT(DISTINCT ?b) AS ?n) WHERE { ?b a mr:Municipality }"
    path = tmp_path / "count.rq"
    path.write_text(text, encoding="utf-8")
    status, out, _ = mellanrum("query", str(path), "--format", "csv")
    assert (status, out.splitlines()) == (0, ["n", "2"])

    class Stdin:
        buffer = io.BytesIO(text.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    status, out, _ = mellanrum("query", "-", "--format", "csv")
    assert (status, out.splitlines()) == (0, ["n", "2"])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT * FROM <http://localhost:9/> WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p ",
    ],
)
def test_query_that_reaches_out_or_is_broken_is_refused(
    mellanrum: Run, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text, encoding="utf-8")
    status, out, err = mellanrum("query", str(path), "-d", "ekvalla")
    assert status == 2
    assert out == ""
    assert err.startswith("Fel: ")
    assert "Traceback" not in err


def test_parameter_is_bound_and_never_pasted(mellanrum: Run) -> None:
    hostile = "x> } INSERT DATA { <urn:a> <urn:b> <urn:c> } #"
    status, _, err = mellanrum("query", "vem-deltar", "-d", "ekvalla", "--structure", hostile)
    assert status == 2
    assert "Traceback" not in err


def test_gaps_exit_status_follows_fail_on(mellanrum: Run) -> None:
    of_the_rule = ("gaps", "ekvalla", "--rule", "G26b")  # one gap, of low severity
    assert mellanrum(*of_the_rule)[0] == 0
    assert mellanrum(*of_the_rule, "--fail-on", "medium")[0] == 0
    assert mellanrum(*of_the_rule, "--fail-on", "low")[0] == 1


def test_gaps_as_json_and_csv(mellanrum: Run) -> None:
    _, as_json, _ = mellanrum("gaps", "ekvalla", "--format", "json")
    told = json.loads(as_json)
    _, as_csv, _ = mellanrum("gaps", "ekvalla", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert [row["id"] for row in rows] == [gap["id"] for gap in told["gaps"]]
    assert [row["place"] for row in rows] == [str(gap["place"]["rank"]) for gap in told["gaps"]]
    contact = next(gap for gap in told["gaps"] if "contact-point" in gap["lack"])
    assert contact["evidence"] == "stated"
    assert contact["repeated_from"] == ["ekvalla/iak-kontakt-2019"]
    assert contact["references"]


def test_tiers_stand_one_after_the_other_and_are_never_merged(mellanrum: Run) -> None:
    _, as_csv, _ = mellanrum("gaps", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    order = [(row["tier"], row["municipality"]) for row in rows]
    assert [tier for tier, _ in groupby(tier for tier, _ in order)] == [
        "stated",
        "structural",
        "expected",
    ]
    assert len({*order}) == len(list(groupby(order)))
    for _, part in groupby(rows, key=lambda row: (row["tier"], row["municipality"])):
        places = [int(row["place"]) for row in part]
        assert places == list(range(1, len(places) + 1))
    _, table, _ = mellanrum("gaps", "ekvalla", "--lang", "en")
    headings = [line.partition(".")[0] for line in table.splitlines() if line[:4].isupper()]
    assert headings == ["STATED", "STRUCTURAL", "EXPECTED"]


@pytest.mark.parametrize("tier", ["expected", "väntat"])
def test_one_tier_is_named_in_either_language(mellanrum: Run, tier: str) -> None:
    status, table, _ = mellanrum("gaps", "ekvalla", "--tier", tier, "--format", "md")
    assert status == 0
    assert table.startswith("## väntat")
    assert table.count("\n## ") == 0


@pytest.mark.parametrize("kind", ["undocumented", "inte-dokumenterat-i-källorna"])
def test_where_undocumented_went_is_told(mellanrum: Run, kind: str) -> None:
    status, out, err = mellanrum("gaps", "ekvalla", "--evidence", kind)
    assert (status, out) == (2, "")
    assert "mellanrum cards" in err
    assert "mellanrum anatomy" in err


def test_findings_are_compared_in_each_form(mellanrum: Run) -> None:
    command = ("gaps", "ekvalla", "--against-findings", "--lang", "en", "--format")
    told = json.loads(mellanrum(*command, "json")[1])
    rows = list(csv.DictReader(io.StringIO(mellanrum(*command, "csv")[1])))
    assert len(rows) == len(told["stated"]) == told["of"]
    assert "That is no match" in mellanrum(*command, "md")[1]
    assert mellanrum(*command, "ttl")[0] == 2


def test_validate_says_what_is_wrong_and_exits_1(mellanrum: Run, tmp_path: Path) -> None:
    folder = tmp_path / "prov"
    folder.mkdir()
    (folder / "kallor.csv").write_text("id;namn;slag\nk1;Rapport;revisionsraport\n", "utf-8")
    (folder / "organ.csv").write_text("id;namn;slag;källa\nsn;Socialnämnden;nämnd;k2\n", "utf-8")
    status, out, _ = mellanrum("validate", str(folder), "--format", "json")
    assert status == 1
    found = {item["code"]: item for item in json.loads(out)["problems"]}
    assert found["unknown-value"]["file"] == "prov/kallor.csv"
    assert found["unknown-value"]["row"] == 2
    assert found["unknown-value"]["column"] == "slag"
    assert "revisionsrapport" in found["unknown-value"]["hint"]
    assert "k1" in found["dangling-reference"]["hint"]
    status, out, _ = mellanrum("validate", str(folder), "--lang", "en")
    assert "prov/organ.csv, row 2, column källa" in out


def test_personal_number_is_refused_and_never_echoed(mellanrum: Run, tmp_path: Path) -> None:
    # A number of the Tax Agency's form for tests is made here: a date, a serial, a check digit.
    digits = "900101" + "001"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    number = f"900101-001{-total % 10}"
    folder = tmp_path / "prov"
    folder.mkdir()
    (folder / "sources.csv").write_text(f"id,name,kind,note\nk1,x,other,{number}\n", "utf-8")
    for words in (["validate"], ["build", "-o", str(tmp_path / "ut")]):
        status, out, err = mellanrum(*words, str(folder))
        assert status in (1, 2)
        assert "note" in out + err
        assert number not in out + err
        assert number.replace("-", "") not in out + err
    allow = tmp_path / "allow.txt"
    allow.write_text(f"{number} # ärendenummer\n", "utf-8")
    status, out, _ = mellanrum("validate", str(folder), "--allow-numbers", str(allow))
    assert "personal-number" not in out
    assert number not in out


def test_export_formats(mellanrum: Run, tmp_path: Path) -> None:
    import networkx as nx

    target = tmp_path / "net.graphml"
    status, _, _ = mellanrum("export", "ekvalla", "--format", "graphml", "-o", str(target))
    assert status == 0
    graph = nx.read_graphml(target)
    kinds = set(nx.get_node_attributes(graph, "bipartite").values())
    assert kinds == {0, 1}
    assert all(graph.nodes[a]["bipartite"] != graph.nodes[b]["bipartite"] for a, b in graph.edges)


def test_map_opens_in_the_view_and_language_asked_for(
    mellanrum: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    path = tmp_path / "karta.html"
    asked = ("--view", "table", "--lang", "en", "--as-of", "2020-12-31", "--open")
    status, out, _ = mellanrum("map", "ekvalla", "-o", str(path), *asked)
    assert (status, out) == (0, "")
    assert opened == [path.as_uri()]
    text = path.read_text(encoding="utf-8")
    parts = dict(re.findall(r'id="(data[-0-9]*)">(.*?)</script>', text, re.DOTALL))
    told = json.loads(parts["data"])
    assert (told["view"], told["language"]) == ("table", "en")
    assert json.loads(parts["data-0"])["dates"][-1]["day"] == "2020-12-31"


def test_map_needs_a_file_to_open(mellanrum: Run) -> None:
    status, _, err = mellanrum("map", "ekvalla", "--open")
    assert status == 2
    assert "-o" in err


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        ("stated", ("What the sources say", "Said before", "Also visible in the structure")),
        ("structural", ("Why it matters", "What usually closes the gap")),
        ("expected", ("Expected by", "Shown in the sources: ")),
    ],
)
def test_a_gap_is_explained_by_the_id_of_the_table(
    mellanrum: Run, tier: str, words: tuple[str, ...]
) -> None:
    _, table, _ = mellanrum("gaps", "ekvalla", "--tier", tier, "--format", "csv", "--lang", "en")
    row = next(csv.DictReader(io.StringIO(table)))
    status, told, err = mellanrum("explain", row["id"], "ekvalla", "--lang", "en")
    assert (status, err) == (0, "")
    assert told.splitlines()[0] == row["gap"]
    assert row["why here"] in told
    for heading in (*words, "What it rests on"):
        assert heading in told
    status, old, err = mellanrum("gaps", "explain", row["id"], "ekvalla", "--lang", "en")
    assert (status, old) == (0, told)
    assert "“mellanrum explain”" in err


def test_an_unknown_gap_is_told_with_the_one_that_is_like_it(mellanrum: Run) -> None:
    _, table, _ = mellanrum("gaps", "ekvalla", "--rule", "G26b", "--format", "csv")
    known = next(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))["id"]
    status, _, err = mellanrum("explain", known[:-1], "ekvalla")
    assert status == 2
    assert known in err


def test_a_folder_called_explain_is_a_dataset(
    mellanrum: Run,
    variant: Callable[[dict[str, list[dict[str, str]]]], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = variant({})
    folder.rename(folder.with_name("explain"))
    monkeypatch.chdir(folder.parent)
    status, out, err = mellanrum("gaps", "explain", "--rule", "G26b", "--format", "csv")
    assert status == 0
    assert err == ""
    assert out == mellanrum("gaps", "ekvalla", "--rule", "G26b", "--format", "csv")[1]
