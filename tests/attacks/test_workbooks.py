"""Workbooks made to harm: attacks 60 and 62 to 64 on what is imported and exported."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from pathlib import Path

import pytest

from advisor.authoring.exporting import export_sources
from advisor.authoring.reading_process import WorkbookError, child_command, read_in_child
from advisor.authoring.shape import SHEETS
from advisor.authoring.tables import to_tables
from advisor.authoring.xlsx_reading import WorkbookRefused, read_xlsx
from advisor.authoring.xlsx_writing import Filled, to_xlsx
from advisor.catalogue.source import read_sources
from advisor.errors import CancelledError
from tests.support.builders import SourceFolder, capability_fields
from tests.support.packages import repack

SHEET = "xl/worksheets/sheet2.xml"
HEAD = b'<?xml version="1.0"?>'
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    return export_sources(read_sources(SourceFolder(tmp_path / "sources").path)).data


def cells(*xml: bytes) -> bytes:
    return (
        HEAD
        + b"<worksheet "
        + SPACE
        + b"><sheetData>"
        + b"".join(xml)
        + b"</sheetData></worksheet>"
    )


def refused(data: bytes) -> str:
    began = time.monotonic()
    with pytest.raises(WorkbookRefused) as caught:
        read_xlsx(data)
    assert time.monotonic() - began < 10
    return caught.value.reason


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/x.dtd"> %b;]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_are_refused_before_they_expand(book: bytes, part: str, declared: bytes):
    assert "document type" in refused(repack(book, {part: HEAD + declared + b"<a>&c;</a>"}))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other workbooks"),
        ("xl/embeddings/oleObject1.bin", "embedded objects"),
        ("xl/activeX/activeX1.xml", "embedded objects"),
        ("XL/Connections.xml", "connections to data elsewhere"),
    ],
)
def test_what_acts_or_leads_elsewhere_is_refused(book: bytes, part: str, words: str):
    assert words in refused(repack(book, {part: b"x"}))


def test_a_link_to_another_workbook_is_refused(book: bytes):
    def link(rels: bytes) -> bytes:
        return rels.replace(
            b'Target="worksheets/sheet2.xml"', b'Target="file:///x" TargetMode="External"'
        )

    assert "links" in refused(repack(book, {"xl/_rels/workbook.xml.rels": link}))


def test_a_million_columns_are_refused(book: bytes):
    many = b"".join(b"<c><v>%d</v></c>" % number for number in range(1_000_000))
    wide = b"<row r='1'>" + many + b"</row>"
    assert "256 columns" in refused(repack(book, {SHEET: cells(wide)}))
    far = b"<row r='1'><c r='XFD1' t='inlineStr'><is><t>x</t></is></c></row>"
    assert "256 columns" in refused(repack(book, {SHEET: cells(far)}))


def test_a_row_far_down_costs_nothing(book: bytes):
    far = b"<row r='1048576'><c r='A1048576' t='inlineStr'><is><t>x</t></is></c></row>"
    sheet = read_xlsx(repack(book, {SHEET: cells(far)}))[1]
    assert sheet.rows == {1_048_576: {0: "x"}}


def test_what_unpacks_to_far_more_than_it_is_is_refused(book: bytes):
    bomb = cells(b"<!-- " + b" " * 40_000_000 + b" -->")
    assert "unpacks" in refused(repack(book, {SHEET: bomb}))


def test_a_size_that_lies_is_found_out(book: bytes):
    data = repack(book, {SHEET: cells(b"<row/>" * 1000)})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo(SHEET).file_size
    lied = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert refused(lied)


def test_deep_nesting_is_refused(book: bytes):
    assert "deeply" in refused(repack(book, {SHEET: cells(b"<a>" * 5000 + b"</a>" * 5000)}))


def test_a_text_that_many_cells_share_does_not_multiply_without_end(book: bytes):
    shared = HEAD + b"<sst " + SPACE + b"><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    many = b"".join(b"<row><c t='s'><v>0</v></c></row>" for _ in range(7_000))
    first = "xl/worksheets/sheet1.xml"
    data = repack(book, {first: cells(many), "xl/sharedStrings.xml": shared})
    assert "more than a catalogue can" in refused(data)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (b"<c r='A1'><f>1+1</f><v>2</v></c>", "formula"),
        (b"<c r='A1' t='str'><f>HYPERLINK(\"http://x\")</f><v>y</v></c>", "formula"),
        (b"<c r='A1' t='e'><v>#REF!</v></c>", "error of the spreadsheet"),
        (b"<c r='A1' t='inlineStr'><is><t>" + b"x" * 40_000 + b"</t></is></c>", "too long"),
    ],
)
def test_cells_that_are_no_plain_texts_are_told(book: bytes, cell: bytes, words: str):
    sheets = read_xlsx(repack(book, {SHEET: cells(b"<row r='1'>" + cell + b"</row>")}))
    assert any(words in one.reason for one in to_tables(sheets).problems)


@pytest.mark.parametrize(
    "text", [b"&#xD800;", b"\xed\xa0\x80", b"&#0;", b"\xff\xfe", b"<t>", b"&amp"]
)
def test_malformed_text_is_refused(book: bytes, text: bytes):
    cell = b"<row r='1'><c r='A1' t='inlineStr'><is><t>" + text + b"</t></is></c></row>"
    assert "not XML" in refused(repack(book, {SHEET: cells(cell)}))


def test_an_escaped_surrogate_stays_as_it_was_typed(book: bytes):
    cell = b"<row r='1'><c r='A1' t='inlineStr'><is><t>_xD800_</t></is></c></row>"
    assert read_xlsx(repack(book, {SHEET: cells(cell)}))[1].rows == {1: {0: "_xD800_"}}


@pytest.mark.parametrize(
    "text",
    [
        *("_x005F_x000A_", "_x005F_x005F_x000A_", "_x000A_x005F_", "__x1_", "<r>b</r>"),
        *(
            "<r>_x000A_</r>",
            "<r>b</r>\n_x005F_x000A_",
            "<r>_x000A_",
            "<r>\x01</r>",
            "<r>\ufffe</r>",
        ),
    ],
)
def test_a_text_that_looks_escaped_comes_back_as_it_was_typed(text: str):
    filled = Filled(SHEETS["terms"], [{"id": text}])
    sheet = read_xlsx(to_xlsx([filled], title="Test", marking="OFFICIAL"))[0]
    assert sheet.rows[2][0] == text


# ── export ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\uff1d1"])
def test_no_text_is_written_as_a_formula(tmp_path: Path, text: str):
    folder = SourceFolder(tmp_path / "sources")
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(title=text, limits=[text]))
    data = export_sources(read_sources(folder.path)).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if "worksheets/sheet" in name]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]
    read = read_xlsx(data)
    assert any(text in row.values() for sheet in read for row in sheet.rows.values())


# ── the process ──────────────────────────────────────────────────────────────


def child(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "print('Dnonsense')",
        "import os; os.write(1, b'D'); os.abort()",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); "
        "bytearray(1 << 32)",
        "import time; time.sleep(60)",
    ],
)
def test_whatever_the_other_process_does_is_one_of_our_errors(
    book: bytes, tmp_path: Path, code: str
):
    path = tmp_path / "book.xlsx"
    path.write_bytes(book)
    with pytest.raises(WorkbookError, match="more memory or time"):
        read_in_child(path, command=child(code), timeout_seconds=3)


def test_reading_can_be_cancelled(book: bytes, tmp_path: Path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(book)

    def cancel() -> None:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        read_in_child(path, command=child("import time; time.sleep(60)"), while_waiting=cancel)


def test_a_whole_workbook_comes_through_the_process(book: bytes, tmp_path: Path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(book)
    assert read_in_child(path, command=child_command()) == read_xlsx(book)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipe")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path):
    import os  # noqa: PLC0415 - not on Windows

    os.mkfifo(tmp_path / "book.xlsx")
    with pytest.raises(WorkbookError, match="cannot be read"):
        read_in_child(tmp_path / "book.xlsx")
