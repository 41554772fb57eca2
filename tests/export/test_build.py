"""The main job: what it writes, that it is the same each time, and that it fails whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from mellanrum import KnowledgeGraph
from mellanrum.cli import run
from mellanrum.export.files import write_file
from mellanrum.ontology.namespaces import GRAPH
from mellanrum.queries.norms.norm_catalogue import bundled_norms

ROOT = Path(__file__).parents[2]

FILES = {
    "gaps.csv",
    "gaps.json",
    "graph.trig",
    "index.en.html",
    "index.html",
    "manifest.json",
    "map.en.html",
    "map.html",
    "report.docx",
    "report.en.docx",
    "report.en.html",
    "report.en.pdf",
    "report.html",
    "report.pdf",
}


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_build_writes_just_these_files(output: Path) -> None:
    assert {path.name for path in output.iterdir()} == FILES


def test_two_builds_give_identical_bytes(output: Path, tmp_path: Path) -> None:
    """The second in another process, with another hash seed, time zone and language."""
    import subprocess
    import sys

    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    command = [sys.executable, "-m", "mellanrum", "build", "-o", str(tmp_path / "igen")]
    root = Path(__file__).resolve().parents[2]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    assert checksums(output) == checksums(tmp_path / "igen")


def test_manifest_tells_each_file_s_checksum(output: Path) -> None:
    told = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    found = checksums(output)
    found.pop("manifest.json")
    assert told["format"] == "mellanrum-output/1"
    assert told["files"] == found
    assert told["as_of"] == "2023-03-10"


def test_graph_holds_what_the_graph_holds(output: Path, bundled: KnowledgeGraph) -> None:
    quads = set(ox.parse(path=str(output / "graph.trig")))
    assert quads == set(bundled.exported_quads())
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    for slug in ("boras", "tyreso"):
        for part in ("", "/derived", "/external"):
            assert f"{GRAPH}{slug}{part}" in graphs


def test_csv_and_json_hold_every_gap(output: Path, bundled: KnowledgeGraph) -> None:
    text = (output / "gaps.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeff"), "Excel needs the mark to read å, ä and ö"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    told = json.loads((output / "gaps.json").read_text(encoding="utf-8"))
    wanted = [gap.iri for gap in bundled.gaps()]
    assert [row["iri"] for row in rows] == wanted
    assert [gap["iri"] for gap in told["gaps"]] == wanted


class Outline(HTMLParser):
    """Collects what a test of structure needs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if tag == "a" else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = str(given.get("lang"))


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".html")))
def test_page_is_well_formed_and_its_links_lead_somewhere(output: Path, name: str) -> None:
    page = Outline((output / name).read_text(encoding="utf-8"))
    assert page.language == ("en" if ".en." in name else "sv")
    assert len(page.ids) == len(set(page.ids)), "an id occurs twice"
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        assert after <= before + 1, f"a heading level is skipped: {before} to {after}"
    texts = {norm.address for norm in bundled_norms("sverige").norms}
    assert texts.isdisjoint(page.links) is not name.startswith("report")
    for link in set(page.links) - texts:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        else:
            target, _, anchor = link.partition("#")
            assert target in FILES, link
            if anchor.startswith(
                "gap="
            ):  # the map takes the id of a gap, which is told in its data
                assert f'"{anchor.removeprefix("gap=")}"' in (output / target).read_text("utf-8")
            elif anchor:
                assert anchor in Outline((output / target).read_text(encoding="utf-8")).ids


def test_report_tells_every_item_with_its_evidence(output: Path, bundled: KnowledgeGraph) -> None:
    """Under its title; what belongs to several items under the first, to which the others lead."""
    from html import unescape

    for name, language in (("report.html", "sv"), ("report.en.html", "en")):
        text = unescape((output / name).read_text(encoding="utf-8"))
        articles: dict[str, str] = {}
        for gap in bundled.gaps():
            article = text.partition(f'id="{gap.iri.rpartition("/")[2]}"')[2]
            article = article.partition("</article>")[0]
            articles[gap.iri] = article
            assert gap.title.pick(language) in article  # type: ignore[arg-type]
            said = (*gap.stated.statements, *gap.stated.findings) if gap.stated else ()
            for node in said:
                phrase = bundled.snapshot().claims(node)[0].phrase
                assert not phrase or any(phrase in each for each in articles.values())
                assert phrase in article or 'href="#stated-' in article


def test_undocumented_is_never_told_as_absent(output: Path) -> None:
    for name in ("report.html", "map.html"):
        assert "har inte svarat" not in (output / name).read_text(encoding="utf-8")


# -- whole or not at all ----------------------------------------------------------------------


def test_failed_build_leaves_the_earlier_output_whole(tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    assert run(["build", "ekvalla", "-o", str(folder)]) == 0
    before = checksums(folder)
    broken = tmp_path / "trasig"
    broken.mkdir()
    (broken / "sources.csv").write_text("id,name,kind\nk1,x,nonsense\n", encoding="utf-8")
    assert run(["build", str(broken), "-o", str(folder)]) == 2
    assert checksums(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"ut", "trasig"}


def test_text_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, "ett\n")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "två\ud800")
    assert path.read_bytes() == b"ett\n"
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


KILLED = """
import os, sys
from pathlib import Path
from mellanrum.export.files import write_file

def hook(event, arguments):
    if event == "os.rename":
        os._exit(9)

sys.addaudithook(hook)
write_file(Path(sys.argv[1]), "två")
"""


def test_what_a_killed_run_left_beside_a_file_goes_with_the_next_one(tmp_path: Path) -> None:
    path, others = tmp_path / "a[1].txt", {".a[1].txt.original", ".a1.txt.x.mellanrum", "a[1].txt"}
    for name in others:
        (tmp_path / name).write_text("ett", encoding="utf-8")
    command = [sys.executable, "-c", KILLED, str(path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert len(list(tmp_path.iterdir())) == len(others) + 1
    assert path.read_text(encoding="utf-8") == "ett"
    write_file(path, "tre")
    assert {item.name for item in tmp_path.iterdir()} == others
    assert path.read_text(encoding="utf-8") == "tre"


def test_a_file_is_written_though_another_run_removes_what_is_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, taken = os.replace, []

    def once(beside: str, path: Path) -> None:
        if not taken:
            taken.append(beside)
            os.unlink(beside)
        replace(beside, path)

    monkeypatch.setattr(os, "replace", once)
    write_file(tmp_path / "a.txt", "ett")
    assert taken
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "ett"


def test_formulas_are_neutralised(tmp_path: Path) -> None:
    """A name that a spreadsheet would take for a formula stays text."""
    folder = tmp_path / "prov"
    folder.mkdir()
    tables = {
        "sources.csv": "id,name,kind,issuer,date\nk1,Rapport,audit-report,k,2020\n",
        "bodies.csv": "id,kind,name,source\nk,municipality,=HYPERLINK(1),k1\n",
        "absences.csv": "id,name,about,lack,source\nf1,Mål saknas,k,goal,k1\n",
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run(["build", str(folder), "-o", str(tmp_path / "ut")]) == 0
    text = (tmp_path / "ut" / "gaps.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.startswith("=")]
    assert [cell for cell in rows[1] if cell.startswith("'=HYPERLINK")]
