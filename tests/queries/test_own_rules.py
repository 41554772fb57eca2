"""A user's own rules and profile: the page that teaches them, and every fault they may have."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import mellanrum
from mellanrum import RuleError
from mellanrum.cli import cli, run
from mellanrum.graph.tables.changes import add_forum
from mellanrum.ontology.errors import MellanrumError
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.finding.effects import Effects
from mellanrum.queries.rules.catalogue import (
    bundled_rules,
    read_catalogue,
    read_profile,
    read_rules,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)```", PAGE, flags=re.DOTALL))
CONSOLE = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGE, flags=re.DOTALL)
RULE = FILES["egna/X01-sammankallar.rq"]
# Forums that stand in Ekvalla and have nobody in "sammankallas av", read in strukturer.csv.
UNCONVENED = {"faltgruppen", "styrgrupp-falt", "trygga-kvallar"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page in it, where commands are run."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- the page -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "expected"), CONSOLE, ids=[line for line, _ in CONSOLE])
def test_command_of_the_page_gives_what_the_page_says(here: Path, line: str, expected: str) -> None:
    with CliRunner().isolation() as streams:
        status = run(shlex.split(line)[1:])
        out = streams[0].getvalue().decode("utf-8")
    assert status == 0
    assert [row.rstrip() for row in out.splitlines()] == expected.splitlines()
    if "build" in line:
        graph = (here / "resultat" / "graph.trig").read_text(encoding="utf-8")
        assert "mellanrum/rule/own/X01/1" in graph
        assert "Ingen som sammankallar" in (here / "resultat" / "report.html").read_text("utf-8")
        assert "Ingen som sammankallar" in (here / "resultat" / "map.html").read_text("utf-8")
        assert "mellanrum/rule/G26b/1" not in graph


def test_python_of_the_page(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    exec(compile(code, "own-rules.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(UNCONVENED)
    assert all(line.startswith("low ") for line in lines)


def test_page_has_an_example_of_everything_needed() -> None:
    assert set(FILES) == {"egna/X01-sammankallar.rq", "profil.csv"}
    assert len(CONSOLE) == 3


# -- what own rules do ----------------------------------------------------------------------------


def test_gaps_of_an_own_rule_are_like_the_others(here: Path) -> None:
    graph = mellanrum.load("ekvalla", rules="egna")
    own = graph.gaps(rules=["x01-sammankallar"])
    assert {graph.short(gap.subject).removeprefix("ekvalla/") for gap in own} == UNCONVENED
    assert {gap.severity for gap in own} == {"medium"}
    assert {gap.tier for gap in own} == {"expected"}
    assert {gap.required_by[0].reference.sv for gap in own} == {"riktlinjer för samverkan"}
    assert len(graph.gaps()) == len(mellanrum.load("ekvalla").gaps()) + len(UNCONVENED)
    asked = "SELECT ?rule { ?rule a mr:GapRule ; dct:identifier 'X01' }"
    [[rule]] = graph.query(asked).rows
    assert str(rule) == "https://w3id.org/mellanrum/rule/own/X01/1"


def test_whatif_runs_own_rules(here: Path) -> None:
    graph = mellanrum.load("ekvalla", rules="egna", profile="profil.csv")
    change = mellanrum.graph.tables.changes.end("styrgrupp-falt")
    closed = {
        (line.rule.id, graph.short(gap.subject))
        for gap in graph.whatif(change).closed
        for line in gap.lines
    }
    assert ("X01", "ekvalla/styrgrupp-falt") in closed
    assert "G26b" not in {rule for rule, _ in closed}


@pytest.mark.parametrize(
    ("header", "row", "severity"),
    [
        ("", "", "medium"),
        ("#+ severity: high\n", "", "high"),
        ("#+ severity: high\n", "X01,låg,\n", "low"),
        ("", "X01,high,no\n", None),
    ],
)
def test_severity_of_an_own_rule(here: Path, header: str, row: str, severity: str | None) -> None:
    (here / "egna" / "X01-sammankallar.rq").write_text(header + RULE, encoding="utf-8")
    (here / "profil.csv").write_text(f"rule,severity,active\n{row}", encoding="utf-8")
    catalogue = read_catalogue("profil.csv", "egna")
    assert catalogue.profile.get("X01") == severity


def test_a_profile_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("regel;allvarlighet;aktiv\nG01;låg;ja\nK2;låg;nej\n", encoding="utf-8")
    graph = mellanrum.load("ekvalla", profile=path)
    was = {gap.iri: gap for gap in mellanrum.load("ekvalla").gaps()}
    now = {gap.iri: gap for gap in graph.gaps()}
    assert now.keys() == was.keys()
    changed = [now[iri] for iri in now if now[iri].severity != was[iri].severity]
    assert {line.rule.id for gap in changed for line in gap.lines} == {"G01"}
    assert {flag.rule.id for flag in graph.flags()} == {"K3", "K4"}


def test_every_command_that_runs_rules_takes_them() -> None:
    takes = {
        name
        for name, command in cli.commands.items()
        if {"--rules", "--profile"} <= {word for p in command.params for word in p.opts}
    }
    shows = {"explain", "map", "report", "export", "compare", "lifelines", "cards"}
    assert takes == {"build", "gaps", "rules", "whatif", "query", *shows}


# -- faults ---------------------------------------------------------------------------------------

FAULTS = [
    # what is changed, the line and the code of the fault, and a word that helps
    ("#+ tier: expected", "#+ tier: struktural", 18, "unknown-name", "structural"),
    ("#+ id: X01", "#+ id: X01\n#+ items: par", 2, "unknown-name", "pair"),
    ("#+ id: X01", "#+ id: X01\n#+ needs: [document]", 2, "unknown-name", "documents"),
    ("#+ id: X01", "#+ id: X01\n#+ needs: [documents.colour]", 2, "unknown-name", "documents"),
    ("#+ id: X01", "#+ id: [X01", 2, "bad-header", "YAML"),
    ("#+ id: X01", "#+ id: 7", 1, "bad-header", "text"),
    ("#+ id: X01", "#+ id: ../x", 1, "bad-header", "a–z"),
    ("#+ id: X01", "#+ id: X01\n#+ id: X02", 2, "repeated-key", "rad 1"),
    ("#+ id: X01", "#+ id: X01\n#+ version: 1.5", 2, "bad-header", "heltal"),
    ("#+ id: X01", "#+ id: X01\n#+ version: 0", 2, "bad-header", "1 eller mer"),
    ("#+ why:", "#+ whi:", 6, "unknown-name", "”why”"),
    ("#+   en: A decision on who convenes.", "#+   eng: x", 9, "missing-header", "closes"),
    ("#+ lack: [mandate]", "#+ lack: [mandat]", 15, "unknown-name", "”mandate”"),
    ("#+ lack: [mandate]", "#+ lack: mandate", 15, "bad-header", "lista"),
    ("#+ lack: [mandate]", "#+ lack: []", 15, "bad-header", "minst ett"),
    ("#+ lack: [mandate]", "#+ lack: &a [mandate]\n#+ levels: *a", 16, "bad-header", "alias"),
    (
        "#+ missing: Resp",
        "#+ levels: [politicl]\n#+ missing: Resp",
        16,
        "unknown-name",
        "political",
    ),
    ("#+ missing: Responsibility", "#+ missing: Foru", 16, "unknown-name", "”Forum”"),
    ("#+ evidence: undocumented", "#+ evidence: undocumentd", 17, "unknown-name", "”undocumented”"),
    ("#+ evidence: undocumented\n", "", 1, "bad-header", "evidence"),
    ("#+ evidence", "#+ strengthens: pairs\n#+ evidence", 17, "unknown-name", "”pair”"),
    ("#+ evidence", "#+ severity: hgh\n#+ evidence", 17, "unknown-name", "”high”"),
    ("#+ evidence", "#+ function: triple\n#+ evidence", 17, "bad-header", "function"),
    ('"{subject}: who', '"{subjekt}: who', 12, "bad-sentence", "{subject}"),
    ('"{subject}: who', '"{subject.__class__}: who', 12, "bad-sentence", "{subject}"),
    ('"{subject}: who', '"{subject: who', 12, "bad-sentence", "{subject}"),
    ("SELECT DISTINCT ?subject", "SELECT DISTINCT ?subject ?objekt", 22, "bad-columns", "”object”"),
    ("SELECT DISTINCT ?subject", "SELECT DISTINCT ?body", 22, "bad-columns", "subject"),
    ("SELECT DISTINCT ?subject", "SELECT DISTINCT ?subject ?open", 1, "bad-header", "asks"),
    ("SELECT DISTINCT ?subject\nWHERE", "ASK", 20, "bad-columns", "answer"),
    ("mr:InForce .", "mr:InForce ,", 25, "bad-query", "SPARQL"),
    ("MINUS {", "SERVICE <http://x.example/> {", 25, "query-service", "SERVICE"),
]


@pytest.mark.parametrize(("old", "new", "line", "code", "word"), FAULTS)
def test_fault_is_told_with_file_line_and_what_helps(
    here: Path, old: str, new: str, line: int, code: str, word: str
) -> None:
    assert old in RULE
    path = here / "egna" / "X01-sammankallar.rq"
    path.write_text(RULE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_rules(here / "egna")
    told = {p.code: p for p in caught.value.problems}
    assert code in told, caught.value.say("sv")
    place = told[code].location
    assert (place.file, place.row) == ("X01-sammankallar.rq", line), caught.value.say("sv")
    assert f"rad {line}" in told[code].say("sv")
    assert f"line {line}" in told[code].say("en")
    assert word in told[code].say("sv")


def test_all_faults_of_all_files_are_told_at_once(here: Path) -> None:
    folder = here / "egna"
    (folder / "a.rq").write_text(RULE.replace("why", "whi").replace("Forum", "x"), "utf-8")
    (folder / "b.rq").write_text(RULE.replace("mandate", "mandat"), "utf-8")
    (folder / "c.rq").write_bytes(RULE.encode("utf-16"))
    with pytest.raises(RuleError) as caught:
        read_rules(folder)
    assert {p.location.file for p in caught.value.problems} == {"a.rq", "b.rq", "c.rq"}


@pytest.mark.parametrize("taken", ["G01", "g01", "N03", "X01"])
def test_ids_are_taken_once(here: Path, taken: str) -> None:
    other = RULE.replace("id: X01", f"id: {taken}")
    (here / "egna" / "Y.rq").write_text("# a remark\n" + other, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_rules(here / "egna")
    [told] = caught.value.problems
    assert (told.code, told.location.file, told.location.row) == ("taken-id", "Y.rq", 2)


def test_file_names_of_ours_are_taken(here: Path) -> None:
    (here / "egna" / "G01-level.rq").write_text(RULE.replace("X01", "X02"), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_rules(here / "egna")
    assert [told.code for told in caught.value.problems] == ["taken-id"]


def test_folder_without_rules(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(RuleError) as caught:
            read_rules(path)
        assert [told.code for told in caught.value.problems] == ["no-rules"]


def test_large_header_is_refused(here: Path) -> None:
    text = RULE.replace("#+ lack", "#+ reference: " + "x" * 200_000 + "\n#+ lack")
    (here / "egna" / "X01-sammankallar.rq").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_rules(here / "egna")
    assert [told.code for told in caught.value.problems] == ["file-too-long"]


def test_deep_header_is_refused(here: Path) -> None:
    text = RULE.replace("#+ lack: [mandate]", "#+ lack: " + "[" * 5000 + "]" * 5000)
    (here / "egna" / "X01-sammankallar.rq").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_rules(here / "egna")
    assert [told.code for told in caught.value.problems] == ["bad-header"]


def test_an_answer_that_is_no_row_is_told(here: Path) -> None:
    text = RULE.replace("?subject\nWHERE", "?subject ?about\nWHERE").replace(
        "MINUS", "?subject <http://www.w3.org/2000/01/rdf-schema#label> ?about . MINUS"
    )
    (here / "egna" / "X01-sammankallar.rq").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        mellanrum.load("ekvalla", rules="egna").gaps()
    [told] = caught.value.problems
    assert (told.code, told.location.file) == ("bad-answer", "X01-sammankallar.rq")
    assert "?about" in told.say("sv")


@pytest.mark.parametrize(
    ("text", "row", "column", "word"),
    [
        ("rule,severity\nG1,low\n", 2, "rule", "G"),
        ("rule,severity\nG01,lo\n", 2, "severity", "low"),
        ("rule,severity\n\nG01,låg\nG05,\n", 4, "severity", "high"),
        ("rule,severity,active\nG01,low,perhaps\n", 2, "active", "ja"),
        ("rule,severity\nG01,low\ng01,high\n", 3, "rule", "g01"),
        ("rule,severty\nG01,low\n", 1, "severty", "severity"),
        ("X01,low\n", 1, "X01", "rule"),
    ],
)
def test_fault_in_a_profile_is_told_with_row_and_column(
    text: str, row: int, column: str, word: str
) -> None:
    with pytest.raises(RuleError) as caught:
        read_profile("p.csv", text)
    places = {(p.location.file, p.location.row, p.location.column) for p in caught.value.problems}
    assert ("p.csv", row, column) in places
    assert word in caught.value.say("sv")


def test_profile_may_name_only_rules_that_are_there(here: Path) -> None:
    assert "X01" in {rule.id for rule in read_catalogue("profil.csv", "egna").rules}
    with pytest.raises(RuleError) as caught:
        read_catalogue("profil.csv")
    assert "X01" in caught.value.say("sv")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00rule", b'rule,severity\nG01,"' + b"x" * 200_000 + b'"\n']
)
def test_profile_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    with pytest.raises(MellanrumError) as caught:
        read_catalogue(profile=path)
    assert caught.value.problems[0].location.file == "p.csv"


def test_without_files_the_catalogue_is_ours() -> None:
    assert read_catalogue().rules == bundled_rules()


@pytest.mark.parametrize(("of", "value"), [("N01", "pair")])
def test_an_own_rule_says_what_closing_its_gaps_strengthens(
    tmp_path: Path, ekvalla: mellanrum.KnowledgeGraph, of: str, value: str
) -> None:
    """The same question as a rule of ours asks has the same effect, if its header says so."""
    [ours] = ekvalla.catalogue.select([of])
    # A steering group that is convened: without follow-up and document it has least of all.
    forum = add_forum(
        "name=Barnforum;type=steering group;convened by=bun;level=strategic;members=bun,sn;"
        "target=mg-sma"
    )
    before = ekvalla.whatif(forum).graph
    pairs = {(gap.subject, gap.object) for gap in before.gaps(rules=[of])}
    values = " ".join(f"(<{one}> {f'<{two}>' if two else 'UNDEF'})" for one, two in sorted(pairs))
    lack = ", ".join(map(slug_of, ours.lack))
    header = RULE.partition("PREFIX")[0].replace("lack: [mandate]", f"lack: [{lack}]")
    query = f"SELECT DISTINCT ?subject ?object {{ VALUES (?subject ?object) {{ {values} }} }}\n"
    (tmp_path / "X01-same.rq").write_text(f"{header}#+ strengthens: {value}\n{query}")
    (tmp_path / "X02-silent.rq").write_text(header.replace("X01", "X02") + query)
    graph = mellanrum.load("ekvalla", rules=tmp_path).whatif(forum).graph
    snapshot = graph.snapshot(gaps=False)
    effects = Effects(snapshot.deriver, snapshot.congruence)

    def told(rule: str) -> dict[tuple[str, str], list[tuple[str, object]]]:
        found = graph.gaps(rules=[rule])
        assert {(gap.subject, gap.object) for gap in found} == pairs
        return {
            (gap.subject, gap.object): [(effect.level, effect.after) for effect in effects.of(gap)]
            for gap in found
        }

    assert any(told("X01").values())
    assert not any(told("X02").values())


def test_what_an_own_rule_finds_undocumented_is_asked_on_the_cards(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = RULE.replace("#+ tier: expected\n", "")
    (here / "egna" / "X01-sammankallar.rq").write_text(text, encoding="utf-8")
    assert run(["gaps", "ekvalla", "--rules", "egna", "--rule", "X01", "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out == "No gaps.\n"
    assert told.err.count("X01") == 1
    assert "mellanrum cards" in told.err
    graph = mellanrum.load("ekvalla", rules="egna")
    asked = {
        graph.short(line.row).removeprefix("ekvalla/")
        for card in graph.anatomy().cards
        for line in card.lines
        if line.source == "X01"
    }
    assert asked == UNCONVENED
    assert not any(card.lines for card in mellanrum.load("ekvalla").anatomy().cards)
