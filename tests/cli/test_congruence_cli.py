"""``congruence``, ``whatif`` and ``measures`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest

import mellanrum
from mellanrum.cli import run
from mellanrum.graph.tables.changes import add_participation

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tool(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run(arguments)
        out, err = capfd.readouterr()
        return status, out, err

    return invoke


# -- congruence --------------------------------------------------------------------------------


def test_table_in_both_languages(tool: Run) -> None:
    status, swedish, _ = tool("congruence", "ekvalla")
    assert status == 0
    assert re.search(r"politisk eller strategisk nivå +15 +0,05–0,17", swedish)
    assert "inte ett betyg" in swedish
    status, english, _ = tool("congruence", "ekvalla", "--lang", "en", "--level", "political")
    assert "0.05–0.17" in english
    assert "management level" not in english
    assert "not a grade" in english


def test_json_has_bounds_sources_and_doubts(tool: Run) -> None:
    _, out, _ = tool("congruence", "ekvalla", "--format", "json", "--lang", "en")
    [found] = json.loads(out)["municipalities"]
    assert found["as_of"] == "2024-11-20"
    assert found["levels"]["lead"]["k"] == {
        "low": 0.0533,
        "high": 0.1711,
        "exact": ["4/75", "77/450"],
    }
    assert found["levels"]["lead"]["pairs"][0]["bodies"] == ["ekvalla/bun", "ekvalla/kfn"]
    assert {"ekvalla/ansvar-sma-sn"} <= {part["row"] for part in found["responsibilities"]}
    council = next(tie for tie in found["ties"] if tie["id"] == "ekvalla/presidieradet")
    assert council["open"] == ["scope", "follow-up", "steering-document"]


def test_csv_has_every_part(tool: Run) -> None:
    _, out, _ = tool("congruence", "ekvalla", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["del"] for row in rows} == {
        "nivå",
        "uppgift",
        "organ",
        "par",
        "utan motsvarande krav",
    }
    pairs = [row for row in rows if row["del"] == "par" and row["nivå"] == "ledningsnivå"]
    assert len(pairs) == 16
    assert [float(row["saknas högst"]) for row in pairs] == sorted(
        (float(row["saknas högst"]) for row in pairs), reverse=True
    )


def test_explain_leads_from_responsibility_to_document(tool: Run) -> None:
    status, out, _ = tool("congruence", "ekvalla", "--explain", "ekvalla/kfn", "sn")
    assert status == 0
    for words in (
        "1. Vem som ansvarar för vad",
        "Ge tidigt stöd till familjer (huvudansvarig, 1,0; genom familjeenheten)",
        "dnr SN 2024-140",
        "Styrgrupp Fält (styrgrupp; ledning; styrka 0,25–0,75)",
        "politisk eller strategisk nivå: 1,56 av 1,56 är inte dokumenterat i källorna (barn och",
        "En källa säger: Inget politiskt forum för nämnderna för fritid och socialt",
        "[kommunrevisionen i Ekvalla: Uppföljande granskning",
    ):
        assert words in out
    status, out, _ = tool("congruence", "ekvalla", "--explain", "kfn", "polisen", "--lang", "en")
    assert status == 0
    assert "Nothing in the sources says" in out


def test_undefined_is_said(tool: Run, tmp_path: Path) -> None:
    folder = tmp_path / "by"
    folder.mkdir()
    (folder / "kallor.csv").write_text("id,namn,slag\nk,Rapport,revisionsrapport\n", "utf-8")
    (folder / "organ.csv").write_text(
        "id,slag,namn,källa\nby,kommun,Byn,k\nsn,nämnd,SN,k\n", "utf-8"
    )
    status, out, _ = tool("congruence", str(folder))
    assert status == 0
    assert "K är inte definierat" in out
    _, out, _ = tool("congruence", str(folder), "--format", "json")
    level = json.loads(out)["municipalities"][0]["levels"]["lead"]
    assert level == {"k": None, "no_index": "nothing-required", "pairs": [], "to_ask": []}


def numbers(value: object) -> list[object]:
    """Return every number in what was read from JSON."""
    if isinstance(value, dict | list):
        each = value.values() if isinstance(value, dict) else value
        return [number for one in each for number in numbers(one)]
    return [value] if isinstance(value, int | float) else []


@pytest.mark.parametrize(
    ("dataset", "why", "pairs", "structures"),
    [
        # The width of Borås falls from .96 to .84, .37 and .16 as these are known, and of Tyresö
        # from .75 to .50 and 0.
        (
            "boras",
            "wide",
            14,
            ["familjecentral-samarbete", "narvardssamverkan", "lokala-natverksgrupper"],
        ),
        ("tyreso", "few-pairs", 2, ["overenskommelse-bus", "samverkansfora"]),
    ],
)
def test_without_a_number_pairs_and_what_to_ask_about_are_told(
    tool: Run, dataset: str, why: str, pairs: int, structures: list[str]
) -> None:
    _, out, _ = tool("congruence", dataset, "--format", "json")
    for level in json.loads(out)["municipalities"][0]["levels"].values():
        assert (level["k"], level["no_index"]) == (None, why)
        assert len(level["pairs"]) == pairs
        assert [ask["structure"] for ask in level["to_ask"]] == [
            f"{dataset}/{structure}" for structure in structures
        ]
        assert all("level" in ask["open"] or "members" in ask["open"] for ask in level["to_ask"])
        assert numbers(level) == []
    _, out, _ = tool("congruence", dataset, "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(out)))
    counted = ("K low", "K high", "required", "missing at most", "missing at least")
    assert not any(row[column] for row in rows for column in counted)
    asked = [row["id"] for row in rows if row["part"] == "to ask about"]
    assert asked == [f"{dataset}/{structure}" for structure in structures] * 3
    for language, heading in (("sv", "Fråga först om:"), ("en", "Ask first about:")):
        _, out, _ = tool("congruence", dataset, "--lang", language)
        assert out.count(" – ") == pairs  # the three levels are told together
        assert heading in out
        assert not re.search(r"\d[.,]\d", out)


def test_what_if_has_no_number_where_there_is_none(tool: Run) -> None:
    words = ["whatif", "-d", "boras", "--end", "sspf", "--suggest", "1"]
    _, out, _ = tool(*words, "--format", "json")
    told = json.loads(out)
    assert {(row["before"], row["after"], row["no_index"]) for row in told["levels"]} == {
        (None, None, "wide")
    }
    assert told["suggestions"] == []
    _, out, _ = tool(*words)
    assert "Fråga först om:" in out
    assert "K ändras inte" not in out


def test_two_of_which_one_is_part_of_the_other_need_no_place(tool: Run) -> None:
    status, out, _ = tool("congruence", "ekvalla", "--explain", "ekvalla-kommun", "kfn")
    assert status == 0
    assert "den ena är en del av den andra" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("congruence ekvala", "ekvalla"),
        ("congruence ekvalla --explain kfn polisn", "polisen"),
        ("congruence ekvalla --strengths nowhere.csv", "nowhere.csv"),
        ("whatif -d ekvalla --add-participation presidieradt:kfn", "presidieradet"),
        (
            "whatif -d ekvalla --add-participation presidieradet",
            "ekvalla/presidieradet:ekvalla/kfn",
        ),
        ("whatif -d ekvalla --add-forum 'name=N;level=stratgisk;members=bun'", "strategisk"),
        ("whatif -d ekvalla --add-forum 'name=N;targt=mg-sma'", "target"),
        ("whatif -d ekvalla --end-participation faltgruppen:kfnn", "kfn"),
        ("whatif -d ekvalla --end-participation faltgruppen:ks", "--end-participation"),
        ("whatif -d ekvalla --end skolradet", "--as-of"),
        ("whatif -d ekvalla", "--suggest"),
        ("whatif --add-participation ks:x", "boras"),
        ("measures ekvalla --graph x.graphml", "--graph"),
        ("measures ekvalla --groups sector", "--graph"),
        ("congruence ekvalla --explain kfn kfn", "congruence --help"),
        ("congruence ekvalla --explain kf polisen", "ekvalla/kfn"),
    ],
)
def test_a_slip_gets_the_next_thing_to_try(tool: Run, words: str, expected: str) -> None:
    for language in ("sv", "en"):
        status, out, err = tool(*shlex.split(words), "--lang", language)
        assert (status, out) == (2, "")
        assert expected in err
        assert "Traceback" not in err


# -- whatif ------------------------------------------------------------------------------------


def test_participation_closes_the_level_gap_and_raises_k(tool: Run) -> None:
    words = ["whatif", "-d", "ekvalla", "--add-participation", "ekvalla/presidieradet:ekvalla/kfn"]
    status, out, err = tool(*words)
    assert status == 0
    # The convening power of the commission is used, and there is a table for the handover at six
    # (N02). That the committees do not meet is said all the same, but no longer shows (G01).
    closed, _, altered = out.partition("Inget mellanrum öppnas.\n")
    tiers = re.findall(r"^Stängs, (\w+):\n((?:  .+\n)+)", closed, re.M)
    assert [(tier, lines.count("\n")) for tier, lines in tiers] == [
        ("strukturellt", 1),
        ("väntat", 1),
    ]
    assert "för övergången" in tiers[0][1] or "kring övergången" in tiers[0][1]
    assert re.search(
        r"Forum på rätt nivå: .*\n +öppet.*i strukturen \(nivåglapp\) → öppet", altered
    )
    assert "Datamängden är inte ändrad." in err
    _, out, _ = tool(*words, "--format", "json")
    told = json.loads(out)
    assert [(gap["tier"], gap["rules"]) for gap in told["closed"]] == [
        ("structural", ["N02"]),
        ("expected", []),
    ]
    assert told["opened"] == []
    shown = [(each["before"]["rules"], each["after"]["rules"]) for each in told["changed"]]
    assert shown[0] == (["G01"], [])
    lead = next(row for row in told["levels"] if row["level"] == "lead")
    # Presidierådet's scope is not stated, so only the higher end moves.
    assert lead["before"] == [0.0533, 0.1711]
    assert lead["after"][0] == 0.0533
    assert lead["after"][1] > 0.1711


def test_ending_opens_a_gap(tool: Run) -> None:
    _, out, _ = tool("whatif", "-d", "ekvalla", "--end", "familjeforum", "--format", "json")
    told = json.loads(out)
    # The audit asked for the form that it alone realises.
    assert [gap["tier"] for gap in told["opened"]] == ["expected"]
    assert "familjecentrerat arbetssätt" in told["opened"][0]["says"]
    practice = next(row for row in told["levels"] if row["level"] == "practice")
    # Without Familjeforum only the joint unit is left: 1 of 241/16.
    assert practice["after"] == [0.0664, 0.0664]


def test_what_is_ended_may_be_one_participation(tool: Run) -> None:
    words = ["whatif", "-d", "ekvalla", "--end-participation", "familjeforum:familjeenheten"]
    _, out, _ = tool(*words, "--format", "json")
    practice = next(row for row in json.loads(out)["levels"] if row["level"] == "practice")
    assert practice["after"] == [0.0664, 0.0664]


@pytest.mark.parametrize("form", ["csv", "toml"])
def test_files_of_rows(tool: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"andringar.{form}"
    texts = {
        "csv": (
            "tabell,ändring,id,namn,nivå,målgrupp,struktur,deltagare\n"
            "strukturer,lägg till,nytt,Nytt råd,politisk,mg-barn-unga,,bun;sn\n"
            "deltaganden,lägg till,,,,,nytt,kfn\n"
            "deltaganden,avsluta,,,,,faltgruppen,kff\n"
        ),
        "toml": (
            '[[structures]]\nid="nytt"\nname="Nytt råd"\nlevel="political"\n'
            'target_group="mg-barn-unga"\nmembers=["bun", "sn"]\n'
            '[[participations]]\nstructure="nytt"\nparticipant="kfn"\n'
            '[[end]]\ntable="participations"\nstructure="faltgruppen"\nparticipant="kff"\n'
        ),
    }
    path.write_text(texts[form], encoding="utf-8")
    status, out, err = tool("whatif", str(path), "-d", "ekvalla", "--format", "json")
    assert status == 0, err
    told = json.loads(out)
    assert (["G01"], []) in [
        (each["before"]["rules"], each["after"]["rules"]) for each in told["changed"]
    ]
    lead = next(row for row in told["levels"] if row["level"] == "lead")
    assert lead["after"][0] > lead["before"][0]


def test_bad_rows_are_named_with_file_row_and_column(tool: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "table,change,structure,participant\n"
        "participations,add,presidieradet,kfnn\n"
        "participationz,add,presidieradet,kfn\n",
        encoding="utf-8",
    )
    status, _, err = tool("whatif", str(path), "-d", "ekvalla", "--lang", "en")
    assert status == 2
    assert "c.csv, row 2, column participant" in err
    assert "Did you mean “kfn”?" in err
    assert "participations" in err
    path.write_text("table,change,id\nstructures,stop,faltgruppen\n,add,x\n", encoding="utf-8")
    _, _, err = tool("whatif", str(path), "-d", "ekvalla", "--lang", "en")
    assert "c.csv, row 2, column change" in err
    assert "c.csv, row 3, column table" in err


def test_personal_number_in_a_change_is_refused(tool: Run) -> None:
    digits = "900101" + "001"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    number = f"900101-001{-total % 10}"
    words = f"name={number};level=political;members=bun,sn"
    status, out, err = tool("whatif", "-d", "ekvalla", "--add-forum", words)
    assert status == 2
    assert number not in out + err


def test_the_data_stays_as_it_is(ekvalla: mellanrum.KnowledgeGraph) -> None:
    folder = Path(str(files("mellanrum.graph"))) / "data" / "ekvalla"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    quads, gaps = ekvalla.assembly.quads, ekvalla.gaps()
    found = ekvalla.whatif(add_participation("presidieradet:kfn"))
    assert len(found.graph.assembly.quads) > len(quads)
    assert ekvalla.assembly.quads is quads
    assert ekvalla.gaps() == gaps
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("level", ["lead", "management", "practice"])
def test_a_suggestion_gives_what_it_promises(tool: Run, level: str) -> None:
    words = ["whatif", "-d", "ekvalla", "--format", "json", "--lang", "en"]
    _, out, _ = tool(*words, "--suggest", "2", "--level", level)
    first, second = json.loads(out)["suggestions"]
    assert first["gain"] >= second["gain"] > 0
    for steps, k in (([first], first["k"]), ([first, second], second["k"])):
        options = [word for step in steps for word in shlex.split(step["option"])]
        _, out, _ = tool(*words, *options)
        row = next(row for row in json.loads(out)["levels"] if row["level"] == level)
        assert row["after"][0] == k


def test_suggestions_keep_within_the_limit(ekvalla: mellanrum.KnowledgeGraph) -> None:
    found = ekvalla.suggest(3, "strategic", max_members=3)
    assert found
    assert all(len(proposal.members) <= 3 for proposal in found)
    assert ekvalla.suggest(0) == ()


# -- measures ----------------------------------------------------------------------------------


def figures(out: str) -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(out))
    return {(row["measure"], row["about"]): row for row in rows}


def test_measures_of_the_data(tool: Run) -> None:
    _, out, _ = tool("measures", "ekvalla", "--format", "csv", "--lang", "en")
    found = figures(out)
    # 21 participations of named bodies stand; the region's ended, sectors are no bodies.
    assert found["ties", ""]["value"] == "21"
    assert found["redundancy", "Region Ekbygden"]["value"] == "–"
    # Without Trygga kvällar its two other parties are cut off from what hangs on the police.
    assert float(found["cut-point: pairs that it separates", "Trygga kvällar"]["value"]) == 9


def test_small_network_has_no_p_value(tool: Run) -> None:
    words = ["measures", "ekvalla", "--level", "operational"]
    _, out, _ = tool(*words, "--format", "csv", "--lang", "en")
    found = figures(out)
    assert found["clustering (two-mode)", ""]["p"] == "–"
    assert found["clustering (two-mode)", ""]["note"] == "descriptive only"
    assert "Endast beskrivande" in tool(*words)[1]


def test_graphml_of_ours_gives_the_same(tool: Run, tmp_path: Path) -> None:
    path = tmp_path / "net.graphml"
    # Every body of this dataset is in its one municipality, so both see the same network.
    tool("export", "boras", "--format", "graphml", "-o", str(path))
    words = ["measures", "--format", "csv", "--lang", "en"]
    _, out, _ = tool(*words, "--graph", str(path), "--groups", "sector")
    _, direct, _ = tool(*words, "boras")
    for measure in ("ties", "density", "fragmentation", "E-I index"):
        assert figures(out)[measure, ""]["value"] == figures(direct)[measure, ""]["value"]


def test_edge_list_and_groups(tool: Run, tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("source,target,weight\na,b,1\nb,c,1\n# note\nc,d,2\n", encoding="utf-8")
    _, out, _ = tool("measures", "--graph", str(path), "--format", "csv", "--lang", "en")
    found = figures(out)
    assert found["nodes", ""]["value"] == "4"
    # In the path a–b–c–d, losing b parts a from two others.
    assert found["cut-point: pairs that it separates", "b"]["value"] == "2"
    path.write_text("a,b\nc\n", encoding="utf-8")
    status, _, err = tool("measures", "--graph", str(path), "--lang", "en")
    assert (status, "g.csv, row 2" in err) == (2, True)


def test_group_attribute_and_hostile_graphml(tool: Run, tmp_path: Path) -> None:
    path = tmp_path / "g.graphml"
    graph = nx.path_graph(4)
    nx.set_node_attributes(graph, {0: "x", 1: "y", 2: "x", 3: "y"}, "team")
    nx.write_graphml(graph, path)
    _, out, _ = tool("measures", "--graph", str(path), "--groups", "team", "--format", "csv")
    rows = {(r["mått"], r["gäller"]): r for r in csv.DictReader(io.StringIO(out))}
    assert rows["E-I-index", ""]["värde"] == "1"
    assert rows["konsult", "1"]["värde"] == "2"
    status, _, err = tool("measures", "--graph", str(path), "--groups", "teem")
    assert status == 2
    assert "team" in err
    path.write_text('<!DOCTYPE a [<!ENTITY b "c">]><graphml>&b;</graphml>', encoding="utf-8")
    status, _, err = tool("measures", "--graph", str(path))
    assert (status, "Traceback" in err) == (2, False)
