"""The documentation: generated pages are up to date, examples run, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import mellanrum
from mellanrum.cli import cli, run
from mellanrum.ontology.language import LANGUAGES
from mellanrum.queries.norms.norm_catalogue import bundled_norms
from mellanrum.queries.rules.catalogue import Rule, bundled_rules

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["tables.md", "commands.md", "questions.md", "findings.md", "first-ten.md"]
)
def test_generated_page_is_up_to_date(generator: ModuleType, name: str) -> None:
    assert name in generator.PAGES
    made = generator.PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, (
        "run: python docs/generate.py"
    )


@pytest.mark.parametrize("fault", ["an item without a judgement", "a judgement without an item"])
def test_each_of_the_first_ten_has_one_judgement(
    generator: ModuleType, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first-ten.csv", "first-ten-trial.csv"):
        shutil.copy(ROOT / "docs" / name, tmp_path)
    judged = tmp_path / "first-ten.csv"
    lines = judged.read_text(encoding="utf-8").splitlines(keepends=True)
    more = "https://example.org/gap,useful,somewhere,because\n"
    changed = lines[:-1] if fault.startswith("an item") else [*lines, more]
    judged.write_text("".join(changed), encoding="utf-8")
    monkeypatch.setattr(generator, "HERE", tmp_path)
    with pytest.raises(LookupError, match="one judgement for each item"):
        generator.first_ten_page()


@pytest.mark.parametrize("change", [("9,", "8,"), ("9,", "9,No reason")])
def test_a_figure_that_differs_from_the_trial_has_its_reason_and_no_other(
    generator: ModuleType, change: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "docs" / "first-ten.csv", tmp_path)
    trial = (ROOT / "docs" / "first-ten-trial.csv").read_text(encoding="utf-8")
    line = "boras,structural,"
    changed = trial.replace(line + change[0], line + change[1])
    assert changed != trial
    (tmp_path / "first-ten-trial.csv").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(generator, "HERE", tmp_path)
    with pytest.raises(LookupError, match="boras, structural"):
        generator.first_ten_page()


def test_rule_pages_are_up_to_date_and_one_a_rule(generator: ModuleType) -> None:
    made = generator.rule_page_texts()
    kept = {f"rules/{path.name}": path for path in (ROOT / "docs" / "rules").iterdir()}
    names = {f"rules/{rule.name}.md" for rule in bundled_rules()}
    assert set(made) == set(kept) == names | {"rules/README.md"}
    for name, text in made.items():
        assert kept[name].read_text(encoding="utf-8") == text, "run: python docs/generate.py"


def test_norm_pages_are_up_to_date_and_one_a_topic(generator: ModuleType) -> None:
    made = generator.norm_page_texts()
    topics = {f"norms/{norm.topic}.md" for norm in bundled_norms("sverige").norms}
    by_hand = {"norms/left-out.md", "norms/sources.md"}
    kept = {f"norms/{path.name}": path for path in (ROOT / "docs" / "norms").glob("*.md")}
    assert set(made) == set(kept) - by_hand == topics | {"norms/README.md"}
    for name, text in made.items():
        assert kept[name].read_text(encoding="utf-8") == text, "run: python docs/generate.py"


@pytest.fixture(scope="module")
def found_in_ekvalla() -> set[str]:
    graph = mellanrum.load("ekvalla")
    lines = {line.rule.id for gap in graph.gaps() for line in gap.lines}
    return lines | {flag.rule.id for flag in graph.flags()}


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
def test_rule_page_tells_all_that_the_rule_says(rule: Rule, found_in_ekvalla: set[str]) -> None:
    page = (ROOT / "docs" / "rules" / f"{rule.name}.md").read_text(encoding="utf-8")
    index = (ROOT / "docs" / "rules" / "README.md").read_text(encoding="utf-8")
    texts = [rule.title, rule.question, rule.why, rule.closes, *filter(None, [rule.premise])]
    for language in LANGUAGES:
        for text in texts:
            assert text.pick(language) in page
    assert f"[{rule.id}]({rule.name}.md)" in index
    assert rule.question.en in index
    is_found = rule.id in found_in_ekvalla
    assert page.count("```text") == 2 * is_found, "an example in each language"
    assert (rule.sparql.strip() or f"def {rule.function.replace('-', '_')}(") in page


def test_a_column_in_the_shapes_is_a_column_in_the_table_reference(generator: ModuleType) -> None:
    from rdflib import Graph

    from mellanrum.ontology.load import concepts_graph, shapes_graph, vocabulary_graph
    from mellanrum.ontology.schema import read_schema

    shapes = Graph()
    shapes += shapes_graph()
    shapes.parse(
        format="turtle",
        data="""
        @prefix mrs: <https://w3id.org/mellanrum/shapes#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        mrs:Bodies sh:property [ sh:path <https://example.org/telefon> ; sh:order 40 ;
            sh:name "växeltelefon"@sv, "switchboard"@en ; sh:datatype xsd:string ; sh:maxCount 1 ;
            sh:description "Växelns nummer."@sv, "The switchboard's number."@en ] .
        """,
    )
    page = generator.tables_page(read_schema(shapes, concepts_graph(), vocabulary_graph()))
    before = generator.tables_page()
    new = [line for line in page.splitlines() if line not in before.splitlines()]
    assert len(new) == 1
    for words in ("växeltelefon", "switchboard", "Växelns nummer. The switchboard's number."):
        assert words in new[0]
    assert new[0] in page.partition("## organ · bodies")[2].partition("\n## ")[0]


def test_every_generated_page_is_tested(generator: ModuleType) -> None:
    marks = test_generated_page_is_up_to_date.pytestmark  # type: ignore[attr-defined]
    assert set(marks[0].args[1]) == set(generator.PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def commands(text: str) -> list[str]:
    """Return the mellanrum commands in the shell examples of a page."""
    found = []
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", text, flags=re.DOTALL):
        for line in block.splitlines():
            if line.strip().startswith("mellanrum "):
                found.append(line.strip())
    return found


EXAMPLES = sorted({line for page in PAGES for line in commands(page.read_text(encoding="utf-8"))})


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


def lay_out(line: str) -> None:
    """Put what an example supposes that a reader has of her own in the current folder."""
    if "min-kommun" in line:
        shutil.copytree(ROOT / "graph" / "data" / "ekvalla", "min-kommun")
        answer = "om;element;svar;besked från;datum\nskolradet;mål;finns;ks;2024-05\n"
        Path("besked-ks.csv").write_text(answer, encoding="utf-8")


@pytest.mark.parametrize("line", EXAMPLES)
def test_example_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out(line)
    words, _, target = line.partition(" > ")
    with CliRunner().isolation():
        status = run(shlex.split(words)[1:])
    assert status == 0, line
    assert not target or "/" not in target


def test_every_command_is_documented_and_its_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, command in cli.commands.items():
        assert f"mellanrum {name}" in documented
        example = getattr(command, "example", "")
        assert example, f"{name} has no example"
        lay_out(example)
        with CliRunner().isolation():
            assert run(shlex.split(example)[1:]) == 0, example
