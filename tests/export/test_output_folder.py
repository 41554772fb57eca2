"""The output folder is the user's: what is not ours stays, and nothing is lost when a run dies."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mellanrum import ExportError
from mellanrum.cli import run
from mellanrum.export.output.manifest import FORMAT, checksum
from mellanrum.export.output.output_folder import KeptFile, check_replaceable, write_folder

ROOT = Path(__file__).resolve().parents[2]
DAY = 1_600_000_000  # 13 September 2020, whatever the time zone


def output(**texts: str) -> dict[str, str]:
    """Return the files of an output, by stem."""
    files = {f"{name}.txt": text for name, text in texts.items()}
    told = {"format": FORMAT, "files": {name: checksum(text) for name, text in files.items()}}
    return {**files, "manifest.json": json.dumps(told)}


def contents(folder: Path) -> dict[str, str]:
    """Return the text of each file in a folder and its folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (DAY, DAY))


# -- whose the folder is ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        '{"name": "another program", "manifest_version": 3}',
        '{"files": {}}',
        '{"format": "mellanrum-output/1"}',
        '{"format": "mellanrum-output/999", "files": {}}',
        json.dumps({"format": FORMAT, "files": {"../mine.txt": "0" * 64}}),
        json.dumps({"format": FORMAT, "files": {"..\\mine.txt": "0" * 64}}),
        json.dumps({"format": FORMAT, "files": {"mine.txt": "no checksum"}}),
        "[1, 2]",
        "not json",
        "[" * 100_000,
    ],
)
def test_a_folder_that_is_not_ours_is_refused_by_name(
    tmp_path: Path, manifest: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "avhandling"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    before = contents(folder)
    for language, hint in (("sv", "Ange en annan mapp med -o"), ("en", "Name another folder")):
        assert run(["build", "ekvalla", "-o", str(folder), "--lang", language]) == 2
        told = capfd.readouterr().err
        assert "avhandling" in told
        assert hint in told
    with pytest.raises(ExportError):
        write_folder(folder, output(a="ny"))
    assert contents(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["avhandling"]


def test_an_empty_folder_and_none_are_written(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    for name in ("tom", "djupt/ned"):
        assert write_folder(tmp_path / name, output(a="ny")) == ()
        assert contents(tmp_path / name) == output(a="ny")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, in it a project where the user stands, in it a dataset and a folder of rules."""
    data = tmp_path / "hem" / "projekt" / "data"
    (data / "inre").mkdir(parents=True)
    (data.parent / "regler").mkdir()
    (data / "bodies.csv").write_text("id,kind,name,source\n", encoding="utf-8")
    (data.parent / "lank").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "hem"))
    monkeypatch.chdir(data.parent)
    return data.parent


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        (".", "som du står i"),
        ("..", "hemkatalog"),
        ("../..", "hemkatalog"),
        ("/", "en disk"),
        ("data/..", "som du står i"),
        ("lank", "länk"),
        ("data", "läses in"),
        ("data/inre", "läses in"),
        ("data/inre/ny", "läses in"),
        ("regler", "läses in"),
        ("data/bodies.csv", ""),
    ],
)
def test_some_places_are_never_written(
    case: Path, folder: str, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sorted(case.parent.rglob("*"))
    assert run(["build", "data", "--rules", "regler", "-o", folder]) == 2
    told = capfd.readouterr().err
    assert why in told
    assert "-o" in told
    assert sorted(case.parent.rglob("*")) == before


def test_an_output_that_is_read_is_not_written_to(case: Path) -> None:
    write_folder(case / "ut", output(a="ett"))
    with pytest.raises(ExportError, match="kept apart"):
        check_replaceable(case / "ut", [case / "ut" / "a.txt"])
    check_replaceable(case / "ut", [case / "data"])


# -- what stays -------------------------------------------------------------------------------


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    write_folder(tmp_path, output(a="ett", b="två"))
    (tmp_path / "min" / "mapp").mkdir(parents=True)
    edit(tmp_path / "min" / "mapp" / "a.txt", "min")
    edit(tmp_path / "anteckning.md", "min")
    assert write_folder(tmp_path, output(a="tre", b="två")) == ()
    mine = {"min/mapp/a.txt": "min", "anteckning.md": "min"}
    assert contents(tmp_path) == {**output(a="tre", b="två"), **mine}


def test_an_edited_file_is_kept_under_a_dated_name(tmp_path: Path) -> None:
    write_folder(tmp_path, output(a="ett", b="två"))
    edit(tmp_path / "a.txt", "ändrad")
    assert write_folder(tmp_path, output(a="tre", b="två")) == (
        KeptFile("a.txt", "a-2020-09-13.txt"),
    )
    assert contents(tmp_path) == {**output(a="tre", b="två"), "a-2020-09-13.txt": "ändrad"}
    edit(tmp_path / "a.txt", "ändrad igen")
    assert write_folder(tmp_path, output(a="fyra", b="två")) == (
        KeptFile("a.txt", "a-2020-09-13-2.txt"),
    )
    edit(tmp_path / "a.txt", "ändrad")  # as the first time: it is there already
    write_folder(tmp_path, output(a="fem", b="två"))
    assert contents(tmp_path) == {
        **output(a="fem", b="två"),
        "a-2020-09-13.txt": "ändrad",
        "a-2020-09-13-2.txt": "ändrad igen",
    }


def test_an_edit_is_kept_when_the_new_output_is_as_the_old(tmp_path: Path) -> None:
    write_folder(tmp_path, output(a="ett"))
    edit(tmp_path / "a.txt", "ändrad")
    write_folder(tmp_path, output(a="ett"))
    assert contents(tmp_path) == {**output(a="ett"), "a-2020-09-13.txt": "ändrad"}


def test_a_file_of_the_user_s_with_a_name_of_ours_is_kept(tmp_path: Path) -> None:
    write_folder(tmp_path, output(a="ett"))
    edit(tmp_path / "b.txt", "min")
    write_folder(tmp_path, output(a="ett", b="två"))
    assert contents(tmp_path) == {**output(a="ett", b="två"), "b-2020-09-13.txt": "min"}


def test_what_a_run_no_longer_writes_goes_unless_it_is_edited(tmp_path: Path) -> None:
    write_folder(tmp_path, output(a="ett", b="två", c="tre"))
    edit(tmp_path / "b.txt", "ändrad")
    write_folder(tmp_path, output(a="ett"))
    assert contents(tmp_path) == {**output(a="ett"), "b.txt": "ändrad"}


def test_build_tells_of_an_edited_file_in_the_language_of_the_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import mellanrum.cli.build  # noqa: F401  # its name is that of the command in the package

    monkeypatch.setattr(sys.modules["mellanrum.cli.build"], "_make", lambda *_: output(a="ett"))
    data, folder = tmp_path / "data", tmp_path / "ut"
    data.mkdir()
    (data / "sources.csv").write_text(
        "id,name,kind,issuer,date\nk1,Rapport,audit-report,k,2020\n", encoding="utf-8"
    )
    (data / "bodies.csv").write_text(
        "id,kind,name,source\nk,municipality,Provköping,k1\n", encoding="utf-8"
    )
    assert run(["build", str(data), "-o", str(folder)]) == 0
    for number, language, told in ((1, "sv", "din version"), (2, "en", "your version")):
        edit(folder / "a.txt", f"ändrad {number}")
        capfd.readouterr()
        assert run(["build", str(data), "-o", str(folder), "--lang", language]) == 0
        line = next(line for line in capfd.readouterr().err.splitlines() if told in line)
        kept = re.findall(r"a-2020-09-13[-\d]*\.txt", line)
        assert (folder / kept[0]).read_text(encoding="utf-8") == f"ändrad {number}"
        assert (folder / "a.txt").read_text(encoding="utf-8") == "ett"


# -- a run that fails, is killed, or is not alone -----------------------------------------------


def prepared(folder: Path) -> dict[str, str]:
    """Write an output, edit it and add to it; return what is the user's there."""
    write_folder(folder, output(a="ett", b="två", c="tre", d="fyra"))
    edit(folder / "b.txt", "ändrad")
    (folder / "min").mkdir()
    edit(folder / "min" / "egen.txt", "min")
    edit(folder / "e.txt", "min")
    return {"min/egen.txt": "min"}


KEPT = {"b-2020-09-13.txt": "ändrad", "e-2020-09-13.txt": "min"}
NEXT = {"a": "ny ett", "b": "ny två", "c": "tre", "e": "ny fem"}  # d is no longer written


@pytest.mark.parametrize("moment", range(5))
def test_a_run_that_fails_leaves_the_earlier_output_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """Each of the moves into place fails in turn, as where a file is open in another program."""
    prepared(tmp_path)
    before, real = contents(tmp_path), os.replace
    moves: list[Path] = []

    def fail(source: str | Path, target: str | Path) -> None:
        if Path(target).parent == tmp_path and Path(target).name in output(**NEXT):
            moves.append(Path(target))
            if len(moves) == moment + 1:
                raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    if moment == 4:  # a, b, e and the manifest are the moves that there are
        write_folder(tmp_path, output(**NEXT))
        assert len(moves) == 4
        return
    with pytest.raises(ExportError) as told:
        write_folder(tmp_path, output(**NEXT))
    assert str(moves[moment]) in told.value.say("en")
    assert contents(tmp_path) == {**before, **KEPT}


KILLED = """
import os, shutil, sys
from pathlib import Path
from tests.export.test_output_folder import NEXT, output
from mellanrum.export.output.output_folder import write_folder

EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "open"}

def kill_at(step):
    left = step
    def hook(event, arguments):
        nonlocal left
        if event in EVENTS and not (event == "open" and arguments[1] in ("r", "rb", None)):
            left -= 1
            if left == 0:
                os._exit(9)
    sys.addaudithook(hook)

root, step, done = Path(sys.argv[1]), 0, False
while not done:
    step += 1
    folder = root / str(step)
    shutil.copytree(root / "start", folder)
    child = os.fork()
    if child == 0:
        kill_at(step)
        write_folder(folder, output(**NEXT))
        os._exit(0)
    done = os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the steps are reached by forking")
@pytest.mark.parametrize("is_first", [False, True], ids=["over an earlier output", "the first"])
def test_a_run_killed_at_any_step_loses_nothing(tmp_path: Path, is_first: bool) -> None:
    """Before each change of the file system the process is killed; then the next run is made."""
    start = tmp_path / "start"
    start.mkdir()
    mine = {} if is_first else prepared(start)
    before = contents(start)
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    folders = sorted(path for path in tmp_path.iterdir() if path != start)
    assert len(folders) > 15
    wanted, kept = output(**NEXT), {} if is_first else KEPT
    for folder in folders:
        left = contents(folder)
        is_done = left.get("manifest.json") == wanted["manifest.json"]
        for name, text in before.items():
            if name in wanted:
                assert left[name] in (text, wanted[name]), f"{folder}: {name} is missing or broken"
            assert is_done or text in left.values(), f"{folder}: the earlier {name} is gone"
        check_replaceable(folder)  # as the next run does before its work
        mended = contents(folder)
        whole = {**wanted, **mine, **kept} if is_done else before
        assert {**mended, **kept} == {**whole, **kept}, folder
        write_folder(folder, output(a="sist"))
        of_the_user = {name: text for name, text in mended.items() if text in ("ändrad", "min")}
        assert contents(folder) == {**output(a="sist"), **of_the_user}, folder


INTERRUPTED = """
import os, sys
from pathlib import Path
from tests.export.test_output_folder import NEXT, output
from mellanrum.export.output.output_folder import write_folder

def hook(event, arguments):
    if event == "os.rename" and Path(arguments[0]).parts[-2:] == ("new", "e.txt"):
        os._exit(9)

sys.addaudithook(hook)
write_folder(Path(sys.argv[1]), output(**NEXT))
"""


def test_a_file_edited_after_a_killed_run_is_not_undone(tmp_path: Path) -> None:
    prepared(tmp_path)
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "ny ett"
    edit(tmp_path / "a.txt", "ändrad efteråt")
    check_replaceable(tmp_path)
    found = contents(tmp_path)
    assert (found["a.txt"], found["b.txt"]) == ("ändrad efteråt", "ändrad")
    write_folder(tmp_path, output(a="sist"))
    assert contents(tmp_path)["a-2020-09-13.txt"] == "ändrad efteråt"


MANY = """
import sys
from pathlib import Path
from tests.export.test_output_folder import output
from mellanrum.export.output.output_folder import write_folder
names = [f"{number}-{sys.argv[2]}" if number % 2 else str(number) for number in range(30)]
for turn in range(20):
    write_folder(Path(sys.argv[1]), output(**{name: f"{sys.argv[2]} {turn}" for name in names}))
"""


def test_runs_at_the_same_time_leave_one_of_them_whole(tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    runs = [
        subprocess.Popen([sys.executable, "-c", MANY, str(folder), who], cwd=ROOT)
        for who in ("ett", "två", "tre")
    ]
    assert [process.wait() for process in runs] == [0, 0, 0]
    found = contents(folder)
    told = json.loads(found.pop("manifest.json"))["files"]
    assert {name: checksum(text) for name, text in found.items()} == told
    assert len(set(found.values())) == 1, "files of different runs"
