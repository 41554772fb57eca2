"""Layout, packaging and the public API."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

import mellanrum

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ontology", "graph", "queries", "export")
# What each room may import of ours: itself and those before it.
ALLOWED = {room: set(ROOMS[: place + 1]) for place, room in enumerate(ROOMS)}
MODULES = sorted(
    path
    for folder in (*ROOMS, "mellanrum")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
    and not any((ROOT / folder).joinpath(part).is_symlink() for part in path.parts)
    and not (folder == "mellanrum" and path.relative_to(ROOT / folder).parts[0] in ROOMS)
)


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def module_name(path: Path) -> str:
    parts = ["mellanrum", *path.relative_to(ROOT).with_suffix("").parts]
    parts = parts[1:] if parts[1] == "mellanrum" else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path): path for path in MODULES}


def targets(node: ast.AST) -> Iterator[str]:
    """Yield what a statement imports: of ours the module, where what is imported is one."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in NAMES else node.module or ""


def test_imports_go_in_no_circle() -> None:
    """Whatever is imported counts: for types only, and within a function."""
    graph = nx.DiGraph(
        (name, target)
        for name, path in NAMES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for target in targets(node)
        if target in NAMES and target != name
    )
    assert graph.number_of_edges() > 500
    assert [sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1] == []


def test_a_class_name_stands_in_one_module() -> None:
    places = Counter(
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert len(places) > 200
    assert [name for name, count in places.items() if count > 1] == []


# Where (a module or a folder), what, and why it is imported within a function.
LATE = (
    ("mellanrum.knowledge", "mellanrum.export.map", "the map draws in pyvis and jinja2"),
    ("mellanrum.export.documents.render", "mellanrum.export.documents", "one library a format"),
    ("mellanrum.export.map.network_drawing", "pyvis", "slow, and only the map needs it"),
    ("mellanrum.graph.checks.shacl", "pyshacl", "slow, and only validation needs it"),
    ("mellanrum.graph.readers", "mellanrum.graph.readers.workbook", "openpyxl is slow"),
    ("mellanrum.graph.problems", "rapidfuzz", "only a slip needs it"),
    ("mellanrum.graph.store", "mellanrum.graph.read_only", "rdflib's SPARQL parser is slow"),
    ("mellanrum.graph.table", "pandas", "not installed unless it is asked for"),
    (
        "mellanrum.queries.finding.engine",
        "mellanrum.queries.finding.workers",
        "many municipalities",
    ),
)


def test_an_import_within_a_function_has_a_reason() -> None:
    late = {
        (name, target)
        for name, path in NAMES.items()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        for target in targets(node)
    }

    def within(name: str, folder: str) -> bool:
        return f"{name}.".startswith(f"{folder}.")

    def excused(name: str, target: str) -> set[tuple[str, str, str]]:
        return {each for each in LATE if within(name, each[0]) and within(target, each[1])}

    assert {pair for pair in late if not excused(*pair)} == set()
    assert {each for pair in late for each in excused(*pair)} == set(LATE), "a reason for nothing"


# One measure a module, and the small modules that the script of the map is joined of.
LONG_FOLDERS = {"graph/measures", "export/script"}
MOST = 16


def test_a_folder_can_be_taken_in() -> None:
    found = [*MODULES, *(ROOT / "export").rglob("*.js")]
    modules = [path.relative_to(ROOT) for path in found if path.name != "__init__.py"]
    counts = Counter(path.parent.as_posix() for path in modules)
    long = {folder for folder, count in counts.items() if count > MOST}
    assert long == LONG_FOLDERS, {folder: counts[folder] for folder in long ^ LONG_FOLDERS}


def test_a_module_is_known_by_its_name() -> None:
    """But for the catalogues of strings, one for each folder that tells something."""
    rooms = [path for path in MODULES if path.relative_to(ROOT).parts[0] in ROOMS]
    counts = Counter(path.stem for path in rooms)
    assert {name for name, count in counts.items() if count > 1} == {"__init__", "strings"}


def test_every_package_is_listed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = settings["tool"]["setuptools"]
    folders = {path.parent.relative_to(ROOT).as_posix() for path in MODULES}
    named = {
        f.replace("/", ".") if f.startswith("mellanrum") else f"mellanrum.{f.replace('/', '.')}"
        for f in folders
    }
    assert set(listed["packages"]) == named
    assert set(listed["package-dir"].values()) == folders


def test_the_map_of_the_house_leads_somewhere() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    chapter = text.partition("## The map of the house")[2].partition("\n## ")[0]
    changes = [line for line in chapter.splitlines() if line.startswith(("| a ", "| an "))]
    assert len(changes) >= 10
    for change in changes:
        paths = [name for name in re.findall(r"`([^`]+)`", change) if "/" in name]
        assert paths, change
        assert not [name for name in paths if not (ROOT / name).exists()], change


def test_there_are_modules_in_every_room() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == {*ROOMS, "mellanrum"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    for name in imports(path):
        if room in ROOMS:
            assert name.partition(".")[0] != "click", f"{path} imports click"
            parts = name.split(".")
            if parts[0] == "mellanrum":
                assert set(parts[1:2]) <= ALLOWED[room], f"{path} imports {name}"
                assert len(parts) > 1, f"{path} imports the door"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_docstring_and_all(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path} has no docstring"
    if path.name in ("__init__.py", "__main__.py"):
        return
    names = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert "__all__" in names, f"{path} has no __all__"


def test_public_api_is_there() -> None:
    for name in mellanrum.__all__:
        assert hasattr(mellanrum, name), name
    graph = mellanrum.KnowledgeGraph
    for name in ("rdf", "query", "validate", "gaps", "network"):
        assert hasattr(graph, name), name


def imported(code: str) -> set[str]:
    """Return the modules that a new process has imported once it has run some code."""
    told = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules, file=sys.stderr)"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return set(told.stderr.split())


FOR_ONE_STEP = {"docx", "jinja2", "openpyxl", "oxrdflib", "pyshacl", "pyvis", "typst"}
FOR_DATA = {"networkx", "pyoxigraph", "yaml", "mellanrum.knowledge", "mellanrum.graph.measures"}


def test_a_name_of_the_package_is_imported_when_it_is_asked_for() -> None:
    assert not {"click", "rapidfuzz", "rdflib", *FOR_ONE_STEP, *FOR_DATA} & imported(
        "import mellanrum"
    )
    assert "rdflib" not in imported("import mellanrum; mellanrum.Text; mellanrum.LoadError")
    assert "mellanrum.knowledge" in imported("import mellanrum; mellanrum.load")
    with pytest.raises(AttributeError, match="lod"):
        mellanrum.lod  # type: ignore[attr-defined]  # noqa: B018


def test_what_one_step_needs_is_imported_by_that_step() -> None:
    loaded = imported("import mellanrum; mellanrum.load")
    assert loaded >= FOR_DATA
    assert not FOR_ONE_STEP & loaded


def test_the_list_of_commands_needs_none_of_them() -> None:
    listed = imported("from mellanrum.cli import run; run(['--help'])")
    assert not {"rapidfuzz", "rdflib", *FOR_ONE_STEP, *FOR_DATA} & listed
    of_ours = {name.split(".")[2] for name in listed if name.startswith("mellanrum.cli.")}
    assert of_ours == {"wording"}
    one = imported("from mellanrum.cli import run; run(['rules', '--help'])")
    assert "mellanrum.cli.rules" in one
    assert not {"mellanrum.cli.build", *FOR_ONE_STEP} & one


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source") / "checkout"
    copy = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    names = subprocess.run(copy, check=True, capture_output=True).stdout.decode().split("\0")
    for name in filter(None, names):
        original, target = ROOT / name, source / name
        if original.is_symlink() or original.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if original.is_symlink():
                target.symlink_to(original.readlink())
            else:
                target.write_bytes(original.read_bytes())
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder


def test_wheel_holds_every_module_and_asset(built: Path) -> None:
    """A nested package or a kind of data that pyproject.toml forgets is missing here."""
    wheel = next(built.glob("*.whl"))
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"mellanrum/{path.relative_to(ROOT)}".replace("mellanrum/mellanrum/", "mellanrum/")
        for path in MODULES
    }
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in (".ttl", ".jsonld", ".rq", ".csv", ".toml", ".j2", ".css", ".js"):
                wanted.add(f"mellanrum/{path.relative_to(ROOT)}")
    assert wanted - inside == set()
    assert not [name for name in inside if "/tests/" in name or "__pycache__" in name]


def test_source_distribution_can_be_built_from(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for room in ROOMS:
        assert f"{room}/__init__.py" in names
    assert "mellanrum/__init__.py" in names


def test_console_script_and_module_are_the_same() -> None:
    script = Path(sys.executable).with_name("mellanrum")
    commands = [[sys.executable, "-m", "mellanrum"]]
    if script.exists():
        commands.append([str(script)])
    outputs = {
        subprocess.run(
            [*command, "--version"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.strip()
        for command in commands
    }
    assert outputs == {f"mellanrum {mellanrum.__version__}"}


def test_types_are_strict() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("arguments", [["check", "."], ["format", "--check", "."]])
def test_style(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
