from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.graph.guards import (
    CONTEXT_IRI,
    Limits,
    check_rdf,
    check_row,
    check_sparql,
    check_text_file,
    check_workbook,
    rdf_limits,
)
from mellanrum.ontology.errors import LoadError, Location, MellanrumError, QueryError
from tests.graph import hostile

SMALL = Limits(file_bytes=1000, unpacked_bytes=5000, nesting=10, rows=3, columns=4)


def refused(error: pytest.ExceptionInfo[MellanrumError]) -> str:
    """Return the code of the one problem, after checking that it is told well."""
    (found,) = error.value.problems
    for language in ("sv", "en"):
        said = found.say(language)
        assert not re.search(r"\{\w*\}", said)
        assert said.endswith((".", ")"))
        assert len(said) < 600
    assert found.message.sv != found.message.en
    return found.code


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- Files


def test_text_is_returned_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "\ufeffnamn;å\n")
    assert check_text_file(path) == "namn;å\n"
    assert check_text_file(write(path, "namn;å\n")) == "namn;å\n"
    assert check_text_file(write(path, "")) == ""


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac OS Roman"),
        ("cp850", "MS-DOS"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_named_but_never_guessed(tmp_path: Path, codec: str, told: str) -> None:
    path = write(tmp_path / "bodies.csv", "id;namn\nsn;Socialnämnden på Åsö\n".encode(codec))
    with pytest.raises(LoadError) as error:
        check_text_file(path)
    assert refused(error) == "wrong-encoding"
    assert told in error.value.say("sv")
    assert "CSV UTF-8" in error.value.say("sv")
    assert "bodies.csv" in error.value.say("en")


def test_the_row_of_the_first_wrong_byte_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"\xef\xbb\xbfa\nb\nc\xe5\n")
    with pytest.raises(LoadError) as error:
        check_text_file(path)
    assert error.value.problems[0].location == Location(file="a.csv", row=3)


def test_bytes_of_no_known_encoding(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="unknown encoding") as error:
        check_text_file(write(tmp_path / "a.csv", b"\xff\xff\xff"))
    assert refused(error) == "wrong-encoding"


def test_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as error:
        check_text_file(write(tmp_path / "a.csv", b"a\nlong enough text\0 to be text\n"))
    assert refused(error) == "nul-bytes"
    assert error.value.problems[0].location.row == 2


def test_size_is_counted_in_bytes(tmp_path: Path) -> None:
    assert check_text_file(write(tmp_path / "a.csv", "å" * 500), SMALL)
    with pytest.raises(LoadError) as error:
        check_text_file(write(tmp_path / "a.csv", "å" * 501), SMALL)
    assert refused(error) == "too-large"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as error:
        check_text_file(tmp_path / "nowhere.csv")
    assert refused(error) == "no-file"
    with pytest.raises(LoadError) as error:
        check_text_file(tmp_path / "a\0b.csv")
    assert refused(error) == "unreadable-file"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    real = write(tmp_path / "real.csv", "a")
    (tmp_path / "link.csv").symlink_to(real)
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "gone")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    paths = [tmp_path / f"{name}.csv" for name in ("link", "nowhere", "folder", "pipe")]
    for path in [*paths, Path("/dev/zero"), Path("/dev/null")]:
        for check in (check_text_file, check_workbook, lambda path: check_rdf(path, "ttl")):
            with pytest.raises(LoadError) as error:
                check(path)
            assert refused(error) == "not-a-file"


def test_a_file_in_a_linked_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    write(tmp_path / "real" / "a.csv", "a")
    (tmp_path / "link").symlink_to("real")
    assert check_text_file(tmp_path / "link" / "a.csv") == "a"


def test_rows_within_the_limits_pass() -> None:
    check_row(["a", "b", "c", "d", "", ""], "a.csv", 3, 2, SMALL)
    check_row([], "a.csv", 1, 0, SMALL)


@pytest.mark.parametrize(
    ("cells", "rows", "code"),
    [
        (["a"], 3, "too-many-rows"),
        (["", "", "", "", "a"], 0, "too-many-columns"),
        (["a", "b" * 32_768], 0, "cell-too-long"),
    ],
)
def test_rows_beyond_the_limits_are_refused(cells: list[str], rows: int, code: str) -> None:
    with pytest.raises(LoadError) as error:
        check_row(cells, "a.csv", 7, rows, SMALL)
    assert refused(error) == code
    assert error.value.problems[0].location.row == 7
    assert "bbbb" not in str(error.value)


# --- Workbooks


def test_an_honest_workbook_passes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(300):
        book.worksheets[0].append([f"cell {row}", row, "åäö"])
    book.save(tmp_path / "a.xlsx")
    check_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id,name\n", "not-a-workbook"),
        (b"", "not-a-workbook"),
        (b"PK\x03\x04 and nothing more", "damaged-archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password-protected",
        ),
    ],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(LoadError) as error:
        check_workbook(write(tmp_path / "a.xlsx", content))
    assert refused(error) == code


def test_an_archive_of_another_kind(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(LoadError) as error:
        check_workbook(tmp_path / "a.xlsx")
    assert refused(error) == "not-a-workbook"


def test_a_cut_off_or_changed_workbook(tmp_path: Path) -> None:
    path = hostile.workbook(tmp_path / "a.xlsx", {"xl/a.bin": bytes(range(256)) * 40})
    whole = path.read_bytes()
    for changed in (whole[:-30], whole[:400] + b"\xff" * 20 + whole[420:]):
        with pytest.raises(LoadError) as error:
            check_workbook(write(path, changed))
        assert refused(error) == "damaged-archive"


@pytest.mark.parametrize(
    "name",
    ["../a.xml", "xl/../../a.xml", "/etc/a", "C:/a", "..\\a.xml", "xl\\..\\..\\a", "xl/.."],
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LoadError) as error:
        check_workbook(hostile.workbook(tmp_path / "a.xlsx", {name: b"<a/>"}))
    assert refused(error) == "unsafe-part"


def test_dots_within_a_name_pass(tmp_path: Path) -> None:
    check_workbook(hostile.workbook(tmp_path / "a.xlsx", {"xl/a..b/.rels": b"<a/>"}))


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = hostile.workbook(tmp_path / "a.xlsx", {"xl/a.bin": b"abc"})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(signature) + offset] |= 1
    with pytest.raises(LoadError) as error:
        check_workbook(write(path, bytes(data)))
    assert refused(error) == "password-protected"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_methods_of_the_package_format(tmp_path: Path, method: int) -> None:
    path = hostile.workbook(tmp_path / "a.xlsx", {"xl/a.bin": b"abc"}, method=method)
    with pytest.raises(LoadError) as error:
        check_workbook(path)
    assert refused(error) == "unsafe-part"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["xl/a.xml", "xl/_rels/a.rels", "xl/media/a.png", "xl/a.bin"])
def test_document_types_are_refused_in_any_encoding(tmp_path: Path, codec: str, name: str) -> None:
    for head in ("", "<?xml version='1.0'?>", "<!-- <a> -->\n", " \n<?p <a?>"):
        text = head + "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
        with pytest.raises(LoadError) as error:
            check_workbook(hostile.workbook(tmp_path / "a.xlsx", {name: text.encode(codec)}))
        assert refused(error) in ("doctype", "damaged-archive")
        assert head.startswith(" ") or refused(error) == "doctype"


@pytest.mark.parametrize("codec", ["utf-32", "utf-7", "cp500"])
def test_encodings_that_xml_readers_may_not_know(tmp_path: Path, codec: str) -> None:
    text = f"<?xml version='1.0' encoding='{codec}'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
    with pytest.raises(LoadError):
        check_workbook(hostile.workbook(tmp_path / "a.xlsx", {"xl/a.xml": text.encode(codec)}))


def test_the_word_doctype_in_a_cell_or_a_comment_passes(tmp_path: Path) -> None:
    text = "<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE b [<!ENTITY c 'd'>]>]]></a>"
    check_workbook(hostile.workbook(tmp_path / "a.xlsx", {"xl/a.xml": text.encode()}))


def test_a_document_type_cannot_hide_behind_a_long_start(tmp_path: Path) -> None:
    for filler in (" " * 70_000, f"<!--{'x' * 70_000}-->"):
        text = f"<?xml version='1.0'?>{filler}<!DOCTYPE a []><a/>".encode()
        with pytest.raises(LoadError) as error:
            check_workbook(hostile.workbook(tmp_path / "a.xlsx", {"xl/a.xml": text}))
        assert refused(error) == "unsafe-part"


def test_unpacked_size_and_number_of_parts(tmp_path: Path) -> None:
    path = hostile.workbook(tmp_path / "a.xlsx", {"a": bytes(2600), "b": bytes(2600)})
    with pytest.raises(LoadError) as error:
        check_workbook(path, SMALL)
    assert refused(error) == "unpacks-too-large"
    check_workbook(path, Limits(members=3))
    with pytest.raises(LoadError) as error:
        check_workbook(path, Limits(members=2))
    assert refused(error) == "too-many-members"


# --- RDF

SYNTAXES = [
    "ttl",
    "trig",
    "ttl-mixed",
    "ttl-open-close",
    "ttl-terms",
    "ttl-reifiers",
    "ttl-annotations",
    "n3",
    "nt",
    "nq",
    "jsonld",
    "jsonld-open-close",
    "jsonld-arrays",
    "rdf",
]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_nesting_is_counted(tmp_path: Path, syntax: str) -> None:
    path, rdf_format = tmp_path / "a", syntax.partition("-")[0]
    shallow = hostile.nested(syntax, 80).encode()
    assert check_rdf(write(path, shallow), rdf_format) == shallow
    with pytest.raises(LoadError) as error:
        check_rdf(write(path, hostile.nested(syntax, 202)), rdf_format)
    assert refused(error) == "too-deep"


FILLERS = {
    "comment": '# ( [ { << \' """ <\n',
    "iri": "<a:a> <a:((('#(> <a:c> .\n",
    "short": "<a:a> <a:b> \"(([[{{ # < \\\" '''\" .\n",
    "single": "<a:a> <a:b> '(([[{{ # < \\' \"\"\"' .\n",
    "long": '<a:a> <a:b> """ (([[ " "" \\""" # < \'\'\' \n""" .\n',
    "long single": "<a:a> <a:b> ''' (([[ ' '' \\''' # < \"\"\" \n''' .\n",
    "escapes": "@prefix p: <a:> . p:a\\#\\(\\' p:b\\( 1 .\n",
    "empty": "<a:a> <a:b> '' , \"\", \"\"\"\"\"\", '''''' .\n",
    "balanced": "<a:a> <a:b> [ <a:b> ( 1 2 ) ] . << <a:a> <a:b> <a:c>>> <a:d> 1 .\n",
}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(sorted(FILLERS)), max_size=12),
    st.lists(st.sampled_from(sorted(FILLERS)), max_size=12),
    st.integers(2, 25),
)
def test_brackets_count_only_where_a_parser_sees_them(
    before: list[str], after: list[str], depth: int
) -> None:
    deep = hostile.nested("ttl", depth)
    text = "".join([*(FILLERS[n] for n in before), deep, "\n", *(FILLERS[n] for n in after)])
    data = text.encode()
    list(ox.parse(data, format=ox.RdfFormat.TURTLE))  # the document is valid
    if depth <= 10:
        assert rdf_limits._check_turtle(data, Location(), SMALL) == data
    else:
        with pytest.raises(LoadError):
            rdf_limits._check_turtle(data, Location(), SMALL)


def test_the_row_of_the_first_bracket_too_deep(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", "<a:a> <a:b>\n" + "[ <a:b>\n" * 201)
    with pytest.raises(LoadError) as error:
        check_rdf(path, "ttl")
    assert error.value.problems[0].location == Location(file="a.ttl", row=202)


def test_rdf_loses_its_byte_order_mark(tmp_path: Path) -> None:
    for rdf_format in ("ttl", ".TTL", "turtle", "trig", "nt", "nq", "n3", "jsonld"):
        assert check_rdf(write(tmp_path / "a", b"\xef\xbb\xbf{}"), rdf_format) == b"{}"


def test_rdf_must_be_utf_8(tmp_path: Path) -> None:
    for content in ("<a:å>".encode("cp1252"), "<a/>".encode("utf-16"), b"<a>\0</a>"):
        for rdf_format in ("ttl", "rdf", "jsonld"):
            with pytest.raises(LoadError) as error:
                check_rdf(write(tmp_path / "a", content), rdf_format)
            assert refused(error) in ("wrong-encoding", "nul-bytes")


def test_an_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as error:
        check_rdf(write(tmp_path / "a", "x"), "docx")
    assert refused(error) == "unknown-format"


def test_left_arrows_of_n3_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.n3", "{<a:a> <a:b> 1} => {<a:a> <a:c> '<= # <-'} .")
    check_rdf(path, "n3")
    for arrow in ("<=", "<-"):
        with pytest.raises(LoadError) as error:
            check_rdf(write(path, f"<a:a> {arrow} <a:b> ."), "n3")
        assert refused(error) == "n3-arrow"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (hostile.LAUGHS, "doctype"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "doctype"),
        ("<!-- x --><!DOCTYPE a><a/>", "doctype"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>", "wrong-encoding"),
        ("<?xml version='1.0' encoding='utf-7'?><a/>", "wrong-encoding"),
        ("<a><b></a>", "bad-xml"),
        ("<a>&b;</a>", "bad-xml"),
        ("", "bad-xml"),
    ],
)
def test_rdf_xml_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(LoadError) as error:
        check_rdf(write(tmp_path / "a.rdf", text), "rdf")
    assert refused(error) == code


def test_rdf_xml_with_the_words_in_text_passes(tmp_path: Path) -> None:
    text = "<?xml version='1.0' encoding='UTF-8'?><!-- <!DOCTYPE a> --><a><![CDATA[<!ENTITY]]></a>"
    assert check_rdf(write(tmp_path / "a.rdf", text), "xml") == text.encode()


EVIL = "https://example.org/evil.jsonld"


@pytest.mark.parametrize(
    "document",
    [
        {"@context": EVIL},
        {"@context": [EVIL]},
        {"@context": [{}, None, EVIL]},
        {"@context": [[EVIL]]},
        {"@context": [CONTEXT_IRI, "evil.jsonld"]},
        {"@context": "file:///etc/passwd"},
        {"@context": {"@import": EVIL}},
        {"@context": {"@import": CONTEXT_IRI}},
        {"@context": {"a": {"@id": "a:b", "@context": EVIL}}},
        {"@context": [{"a": {"@id": "a:b", "@context": EVIL}}]},
        {"@context": {"a": {"@id": "a:b", "@context": [{"b": "a:c"}, EVIL]}}},
        [{"a:b": {"@context": EVIL, "a:c": 1}}],
        {"@graph": [{"x": [1, {"@context": EVIL}]}]},
        {"@context": CONTEXT_IRI + "#"},
        {"@context": EVIL + "x" * 100_000},
    ],
)
@pytest.mark.parametrize("escaped", [False, True])
def test_remote_contexts_are_refused(tmp_path: Path, document: object, escaped: bool) -> None:
    text = json.dumps(document)
    if escaped:
        text = text.replace("@", "\\u0040").replace("/", "\\/")
    with pytest.raises(LoadError) as error:
        check_rdf(write(tmp_path / "a.jsonld", text), "jsonld")
    assert refused(error) == "remote-context"


def test_a_second_context_does_not_hide_the_first(tmp_path: Path) -> None:
    for text in (
        f'{{"@context": "{EVIL}", "@context": {{}}}}',
        f'{{"@context": {{}}, "@context" \n:\t"{EVIL}"}}',
    ):
        with pytest.raises(LoadError) as error:
            check_rdf(write(tmp_path / "a.jsonld", text), "jsonld")
        assert refused(error) == "remote-context"


@pytest.mark.parametrize(
    "document",
    [
        {"@context": {"a": "a:b", "b": {"@id": "a:c", "@context": None}}, "a": EVIL},
        {"@context": [{"a": "a:b"}, None, {}], "a": ["@context", "@import", EVIL]},
        {"@context": [{"a": {"@id": "a:b", "@container": ["@set", "@index"]}}], "a": {}},
        {"a:b": "@context", "a:c": '"@context": "' + EVIL},
        {"a:b": {"@value": "\\", "@type": "@json"}, "a:c": "@context"},
        [],
    ],
)
def test_contexts_in_the_file_itself_pass(tmp_path: Path, document: object) -> None:
    data = json.dumps(document).encode()
    assert check_rdf(write(tmp_path / "a.jsonld", data), "jsonld") == data


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, of its own class
def test_our_own_context_is_put_in(tmp_path: Path) -> None:
    own = json.loads(rdf_limits._own_context())
    for context, expected in (
        (CONTEXT_IRI, own),
        ([CONTEXT_IRI, {"x": "a:b"}], [own, {"x": "a:b"}]),
    ):
        document = {"@context": context, "@id": "a:a", "a:b": [{"a:c": "å"}]}
        text = json.dumps(document, ensure_ascii=False)
        for form in (text, text.replace("/", "\\/")):
            data = check_rdf(write(tmp_path / "a.jsonld", form), "jsonld")
            assert json.loads(data) == document | {"@context": expected}
            assert len(list(ox.parse(data, format=ox.RdfFormat.JSON_LD))) == 2
            assert len(rdflib.Graph().parse(data=data, format="json-ld")) == 2


def test_our_own_context_cannot_be_repeated_into_a_bomb(tmp_path: Path) -> None:
    text = json.dumps([{"@context": CONTEXT_IRI}] * 5000)
    with pytest.raises(LoadError) as error:
        check_rdf(write(tmp_path / "a.jsonld", text), "jsonld", Limits(file_bytes=1 << 20))
    assert refused(error) == "too-large"


# --- Questions

GOOD = [
    "SELECT * { ?s ?p ?o }",
    "select distinct ?s where { ?s a/b* ?o } order by ?s limit 3",
    "PREFIX a: <a:>\nBASE <http://example.org/>\nASK { <x> a:b <#y> }".replace("<#y>", "<y>"),
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <https://example.org/a#b>",
    "#+ title: FROM <x> SERVICE <y> {\nSELECT * { ?s ?p ?o } # LOAD <z>",
    "SELECT * { ?s ?p 'SERVICE <x> { ?s ?p ?o }', \"FROM <x>\" }",
    "SELECT * { ?s ?p '''\nFROM\n''', \"\"\"\nLOAD\"\"\" }",
    "SELECT ?service ?from $load { ?service ?from $load }",
    "PREFIX e: <a:> SELECT * { e:service e:from e:load . e:a e:x.from e:-SERVICE }",
    "PREFIX service: <a:> PREFIX from: <b:> SELECT * { service:a from:b from:c, service:d . }",
    "SELECT * { ?s <http://example.org/service/FROM#LOAD> ?o }",
    "SELECT * { ?s ?p 'tjänst'@from . _:service ?p _:from }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o<4 || ?o <= 5 && ?o<-6 && ?o > 7) }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?s ?q ?o } MINUS { ?o ?p ?s } }",
    "SELECT (COUNT(*) AS ?n) { VALUES ?x { 'a' 'b' } BIND(STRSTARTS(?x, 'from') AS ?y) }",
    "SELECT * {\r\n ?s ?p 'åäö \\u00e5' \r\n}",
    "SELECT * { ?s ?p ?o . { SELECT ?s { ?s ?p ?o } } UNION { ?s a ?o } }",
]

BAD = {
    "query-service": [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { SeRvIcE#x\n<http://example.org/>{ ?s ?p ?o } }",
        "SELECT * { BIND(1 AS ?x)SERVICESILENT?x{ ?s ?p ?o } }",
        "PREFIX : <http://example.org/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
        "PREFIX e: <http://example.org/> SELECT * { SERVICEe:x # c\n { ?s ?p ?o } }",
        "PREFIX e: <http://example.org/> SELECT * { ?s ?p trueSERVICE e:x { ?s ?p ?o } }",
        "PREFIX e: <http://example.org/> SELECT * { ?s ?p 1e5SERVICE e:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a'SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a\\'' SERVICE <http://example.org/> { ?s ?p '' } }",
        "SELECT * { ?s ?p '''a''' SERVICE <http://example.org/> { ?s ?p '''''' } }",
        "SELECT * { ?s ?p true.SERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
    "query-from": [
        "SELECT * FROM <a:b> { ?s ?p ?o }",
        "SELECT * from named <a:b> where { ?s ?p ?o }",
        "ASK FROM<a:b>{ ?s ?p ?o }",
        "PREFIX e: <a:> SELECT*FROMe:g{ ?s ?p ?o }",
        "PREFIX e: <a:> SELECT*FROMe:g WHERE { ?s ?p ?o }",
        "PREFIX e: <a:> SELECT*FROMe:g FROMe:h { ?s ?p ?o }",
        "PREFIX e: <a:> DESCRIBE<a:b>FROMe:g",
        "DESCRIBE <a:b> FROM <a:c>",
    ],
    "query-update": [
        "LOAD <http://example.org/>",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CREATE GRAPH <a:b>",
        "ADD <a:b> TO <a:c>",
        "MOVE <a:b> TO <a:c>",
        "copy <a:b> to <a:c>",
        "SELECT * { ?s ?p ?o } ; LOAD <http://example.org/>",
        "SELECT * { ?s ?p ?o } ; INSERT DATA { <a:a> <a:b> 1 }",
    ],
    "query-ambiguous": [
        # Each is read by the engine as a comparison, and by the standard as an IRI.
        "SELECT * { BIND(1<2#>\n AS ?x) }",
        "PREFIX e: <a:> SELECT * { BIND(?a<e:b#>'''\n AS ?x) SERVICE ?x {} #'''\n }",
        "SELECT * { FILTER(?a<'''>'''&&?c>2) }",
        "SELECT * { FILTER(?a<((1))&&?c>2) }",
        "SELECT * { FILTER(1<<x#>\n2) }",
        "SELECT * { << ?s ?p ?o >> ?q ?r }",
        "SELECT * { ?s ?p ?o \\ }",
        "SELECT * { ?s <a\\u00e5#> ?o }",
    ],
    "query-escape": [
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\u0027 . SERVICE <http://example.org/> { ?s ?p ?o } #' }",
        "SELECT * { ?s ?p '\\U00000027' }",
        "SELECT * { # x\rSERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o }\0",
    ],
    "query-form": ["", "   # SELECT", "PREFIX a: <a:>", "MATCH (n) RETURN n", "'SELECT'"],
}


@pytest.mark.parametrize("query", GOOD)
def test_questions_that_only_read_pass(query: str) -> None:
    check_sparql(query)


@pytest.mark.parametrize(("code", "query"), [(c, q) for c, qs in BAD.items() for q in qs])
def test_questions_that_reach_out_are_refused(code: str, query: str) -> None:
    with pytest.raises(QueryError) as error:
        check_sparql(query)
    assert refused(error) == code


def test_the_row_of_what_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        check_sparql("SELECT * {\n ?s ?p ?o .\n SERVICE <a:b> {}\n}")
    assert error.value.problems[0].location.row == 3


PIECES = ["1", "?o", "'", '"', "'''", '"""', "#", "\n", "\\", "<a:b>", "<", ">", " ", "<1", "#>"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.lists(st.sampled_from(PIECES), max_size=4))
def test_no_keyword_hides_from_us_that_the_engine_sees(head: list[str], tail: list[str]) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c")))
    text = (
        f"PREFIX x: <a:> SELECT * {{ ?s ?p ?o FILTER(1{''.join(head)}\n)\n"
        f"SERVICE <http://localhost:1/> {{}} {''.join(tail)}\n}}"
    )
    try:
        check_sparql(text)
    except QueryError:
        return
    with contextlib.suppress(SyntaxError):  # reaching for the network would raise OSError
        solutions = store.query(text)
        assert isinstance(solutions, ox.QuerySolutions)
        list(solutions)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("ASK " + "{" * 201 + "}" * 201, "query-too-deep"),
        ("ASK { FILTER(" + "(" * 201 + "1" + ")" * 201 + ") }", "query-too-deep"),
        ("ASK { ?s ?p " + "[ ?p " * 201 + "1" + "]" * 201 + "}", "query-too-deep"),
        ("ASK { FILTER(" + "1+" * 1001 + "1) }", "query-too-complex"),
        ("ASK { FILTER(" + "!" * 1001 + "1) }", "query-too-complex"),
        ("ASK { FILTER(" + "true-" * 1001 + "true) }", "query-too-complex"),
        ("ASK { FILTER(1" + "||1" * 1001 + ") }", "query-too-complex"),
        ("ASK { {}" + "UNION{}" * 1001 + "}", "query-too-complex"),
        ("ASK {" + "OPTIONAL{?s ?p ?o}" * 1001 + "}", "query-too-complex"),
        ("ASK { ?s " + "^<a:b>/" * 600 + "<a:b> ?o }", "query-too-complex"),
        ("ASK { ?s ?p ?o } #" + "x" * 100_000, "query-too-long"),
    ],
)
def test_questions_that_would_crash_the_engine(query: str, code: str) -> None:
    with pytest.raises(QueryError) as error:
        check_sparql(query)
    assert refused(error) == code


def test_long_lists_of_values_pass() -> None:
    check_sparql("SELECT * { VALUES ?x { " + "<https://example.org/a#b> 'a-b' " * 2000 + "} }")


# --- In a process of its own, with a ceiling on memory and time

RUN = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from mellanrum.graph.guards import *
from mellanrum.ontology.errors import MellanrumError
kind, *names = sys.argv[1:]
for name in names:
    path = Path(name)
    try:
        if kind == "sparql":
            check_sparql(path.read_text())
        elif kind == "workbook":
            check_workbook(path)
        elif kind == "text":
            check_text_file(path)
        else:
            check_rdf(path, kind)
        print("passed")
    except MellanrumError as error:
        assert len(str(error)) < 1000
        print(error.problems[0].code)
"""


def confined(kind: str, *paths: Path) -> list[str]:
    """Return how each file fared, checked in a process that may use 2 GB and one minute."""
    pytest.importorskip("resource")
    run = subprocess.run(
        [sys.executable, "-c", RUN, kind, *map(str, paths)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=Path.cwd(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.split()


@pytest.mark.parametrize("bomb", sorted(hostile.BOMBS))
def test_archives_that_unpack_to_fill_the_memory(tmp_path: Path, bomb: str) -> None:
    build, codes = hostile.BOMBS[bomb]
    (code,) = confined("workbook", build(tmp_path / "a.xlsx"))
    assert code in codes.split()


def test_a_cell_of_a_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,name\n1,"' + b"x" * (100 << 20) + b'"\n')
    assert confined("text", path) == ["too-large"]
    shared = b"<sst><si><t>" + b"x" * (100 << 20) + b"</t></si></sst>"
    book = hostile.workbook(tmp_path / "a.xlsx", {"xl/sharedStrings.xml": shared})
    assert confined("workbook", book) == ["too-dense"]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("depth", [20_000, 1_000_000])
def test_nesting_that_would_crash_a_parser(tmp_path: Path, syntax: str, depth: int) -> None:
    path = write(tmp_path / "a", hostile.nested(syntax, depth))
    assert confined(syntax.partition("-")[0], path) == ["too-deep"]


def test_a_billion_laughs(tmp_path: Path) -> None:
    assert confined("rdf", write(tmp_path / "a.rdf", hostile.LAUGHS)) == ["doctype"]
    book = hostile.workbook(tmp_path / "a.xlsx", {"xl/workbook.xml": hostile.LAUGHS.encode()})
    assert confined("workbook", book) == ["doctype"]


@pytest.mark.parametrize("rdf_format", ["ttl", "n3", "jsonld", "rdf"])
def test_scans_do_not_go_back(tmp_path: Path, rdf_format: str) -> None:
    paths = [
        write(tmp_path / f"{number}{len(tail)}", (piece * (1 << 20))[: 1 << 20] + tail)
        for number, piece in enumerate(hostile.SCANS)
        for tail in ("", "\\")
    ]
    assert len(confined(rdf_format, *paths)) == len(paths)


def test_scans_of_questions_do_not_go_back(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / str(number), f"ASK {{ {(piece * 99_000)[:99_000]}")
        for number, piece in enumerate(hostile.SCANS)
    ]
    assert len(confined("sparql", *paths)) == len(paths)


def test_a_large_honest_file_passes(tmp_path: Path) -> None:
    line = '<a:a> <a:b> [ <a:c> "text ( with [ brackets"@en ; <a:d> ( 1 2 3 ) ] .\n'
    path = tmp_path / "a.ttl"
    path.write_text(line * (60_000_000 // len(line)))
    assert confined("ttl", path) == ["passed"]
    node = json.dumps({"@id": "a:a", "a:b": ["text { [ with", {"@value": "\\u0040"}]})
    path.write_text('{"@context": {}, "@graph": [' + f"{node},\n" * 500_000 + node + "]}")
    assert confined("jsonld", path) == ["passed"]
