"""The modules of the map's script: tested one by one with Node, and joined into one."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mellanrum.export.map import script as page_script
from mellanrum.export.map.script import joined_script
from mellanrum.export.map.strings import STRINGS
from mellanrum.export.pages.shell import asset
from mellanrum.ontology.assets import list_assets, read_asset

NAMES = list_assets("export", "script", suffix=".js")
FORM = "form.js"  # what a form page begins with instead of main.js
TESTS = Path(__file__).parent / "script"
BUILT = (
    "facet_",
    "kind_",
    "evidence_",
    "rel_",
    "gap_",
    "table_",
    "file_",
    "view_",
    "only_named",
    "figure_",
    "order_",
    "gather_",
    "line_",
    "path_",
)


def test_modules_with_node(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name in NAMES:
        (tmp_path / name).write_text(read_asset("export", "script", name), encoding="utf-8")
    shutil.copytree(TESTS, tmp_path / "tests")
    names = sorted(str(path) for path in (tmp_path / "tests").iterdir())
    written = sum(
        len(re.findall(r"^test\(", Path(name).read_text("utf-8"), re.MULTILINE)) for name in names
    )
    command = [node, "--test", "--test-reporter=tap", *names]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-4000:]
    counts = dict(re.findall(r"^# (\w+) (\d+)$", run.stdout, re.MULTILINE))
    assert int(counts["pass"]) == written >= len(names)  # every test of every file
    assert counts["skipped"] == counts["todo"] == "0"


def test_the_joined_script_parses_and_holds_every_module(tmp_path: Path) -> None:
    script = joined_script()
    for name in set(NAMES) - {FORM}:
        assert f"const of_{name.removesuffix('.js').replace('-', '_')} = (() => {{" in script, name
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    node = shutil.which("node")
    if node is not None:
        path = tmp_path / "script.js"
        path.write_text(script, encoding="utf-8")
        subprocess.run([node, "--check", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        ({"a.js": 'import { b } from "./b.js";\n', "b.js": "const b = 1;\n"}, "does not export b"),
        (
            {
                "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "need each other",
        ),
        ({"a.js": "export default 1;\n"}, "cannot join"),
        ({"a.js": 'import * as b from "./b.js";\n', "b.js": ""}, "cannot join"),
    ],
)
def test_what_cannot_be_joined_is_refused(
    monkeypatch: pytest.MonkeyPatch, modules: dict[str, str], told: str
) -> None:
    monkeypatch.setattr(page_script, "read_asset", lambda room, folder, name: modules[name])
    with pytest.raises(ValueError, match=told):
        joined_script.__wrapped__("a.js")


def test_no_script_writes_markup_or_asks_for_anything() -> None:
    barred = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\("
    barred += r"|XMLHttpRequest|WebSocket|sendBeacon|importScripts|setHTML"
    for name in NAMES:
        assert not re.search(barred, read_asset("export", "script", name)), name


def test_every_word_that_is_asked_for_is_in_the_catalogue_and_the_other_way() -> None:
    sources = [read_asset("export", "script", name) for name in NAMES]
    page = asset("map.html.j2") + asset("map.still.j2")
    asked = {key for text in sources for key in re.findall(r'\bt\("(\w+)"', text)}
    asked |= set(re.findall(r'data-t="(\w+)"', page))
    asked |= set(re.findall(r'(?:say|labelled)\("(\w+)"\)', page))
    assert asked <= set(STRINGS), asked - set(STRINGS)
    everything = "\n".join([*sources, page])
    for key in STRINGS:
        assert key.startswith(BUILT) or re.search(rf"\b{key}\b", everything), key


def test_modules_are_small() -> None:
    for name in NAMES:
        assert read_asset("export", "script", name).count("\n") < 200, name
