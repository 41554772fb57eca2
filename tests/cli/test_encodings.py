"""Output that is redirected: UTF-8 for other programs, and readable wherever it is for a reader."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parents[2]
ENCODINGS = ("cp1252", "cp437")
QUESTION = ["query", "vem-deltar", "-d", "ekvalla", "--structure", "ekvalla/faltgruppen"]
WHATIF = ["whatif", "-d", "ekvalla", "--add-participation", "presidieradet:kfn"]
# Each command with what it writes for other programs, and for a reader.
MACHINE = [
    *(["gaps", "ekvalla", "--format", form] for form in ("csv", "json", "md", "ttl")),
    ["validate", "ekvalla", "--format", "json"],
    *(["congruence", "ekvalla", "--format", form] for form in ("csv", "json")),
    [*WHATIF, "--format", "json"],
    *(["lifelines", "ekvalla", "--format", form] for form in ("csv", "json", "md")),
    *(["compare", "ekvalla", "boras", "--format", form] for form in ("csv", "json", "md")),
    *(["measures", "ekvalla", "--format", form] for form in ("csv", "json")),
    *([*QUESTION, "--format", form] for form in ("csv", "json", "md")),
    ["map", "ekvalla"],
    ["report", "ekvalla"],
    *(["export", "ekvalla", "--format", form] for form in ("trig", "jsonld", "graphml")),
]
PROSE = [
    ["gaps", "ekvalla"],
    ["gaps", "ekvalla", "--against-findings"],
    ["rules"],
    ["rules", "N04"],
    ["validate", "ekvalla", "--verbose"],
    ["congruence", "ekvalla"],
    ["congruence", "ekvalla", "--explain", "ekvalla/bun", "ekvalla/sn"],
    WHATIF,
    ["lifelines", "ekvalla"],
    ["compare", "ekvalla", "boras"],
    ["measures", "ekvalla"],
    QUESTION,
    ["query"],
    ["gaps", "--level", "strategiskt"],
    ["--help"],
]
# All in one process: its standard output is a file, in an encoding that is not UTF-8.
SCRIPT = """
import json, os, sys
from mellanrum.cli import run
for number, words in enumerate(json.loads(sys.argv[1])):
    for stream, ending in ((1, "out"), (2, "err")):
        name = f"{sys.argv[2]}/{number}.{ending}"
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), stream)
    assert run(words) in (0, 1, 2)
    sys.stdout.flush()
    sys.stderr.flush()
"""


def written(folder: Path, commands: list[list[str]], encoding: str) -> list[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LANG": "C", "MELLANRUM_LANG": "sv"}
    environment.pop("PYTHONUTF8", None)
    command = [sys.executable, "-c", SCRIPT, json.dumps(commands), str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return [(folder / f"{number}.out").read_bytes() for number in range(len(commands))]


def test_machine_formats_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    is_swedish = False
    for words, content in zip(MACHINE, written(tmp_path, MACHINE, "cp1252"), strict=True):
        text = content.decode("utf-8").removeprefix("\ufeff")
        assert text, words
        form = words[-1]
        is_swedish = is_swedish or "å" in text
        if form == "json":
            assert json.loads(text)
        elif form == "csv":
            assert len(list(csv.reader(io.StringIO(text)))) > 1
        elif form in ("trig", "ttl"):
            kind = ox.RdfFormat.TRIG if form == "trig" else ox.RdfFormat.TURTLE
            assert list(ox.parse(content, format=kind))
    assert is_swedish


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_for_a_reader_never_fails(tmp_path: Path, encoding: str) -> None:
    for words, content in zip(PROSE, written(tmp_path, PROSE, encoding), strict=True):
        number = PROSE.index(words)
        text = (content + (tmp_path / f"{number}.err").read_bytes()).decode(encoding)
        assert "Traceback" not in text, words
        assert len(text) > 10, words
        assert "\\u" not in text, words
    refused = (tmp_path / f"{len(PROSE) - 2}.err").read_bytes().decode(encoding)
    assert ("”strategisk”" if encoding == "cp1252" else '"strategisk"') in refused
