"""Notes on paper: every page has its marking and number, and nothing of the note is lost."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

from advisor.clearance import Label
from advisor.notes import Note, Wanted, make_note, verify_note
from advisor.notes.document import Chapter, Document, Paragraph, Points, Section, Table
from advisor.notes.verifying import texts_of
from advisor.printing import draw_pdf, ensure_fonts, finish
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import everything, open_at
from tests.support.pdf import pages_of, properties_of, words_of
from tests.support.sealed import LABELS

DAY = datetime.date(2026, 6, 3)
SECRET = Label.parse("SECRET/ALDER")


@pytest.fixture(autouse=True)
def _fonts(qapp) -> None:
    """Have fonts: what a test would start by itself would stand in the window's way."""
    ensure_fonts()
    assert qapp is not None


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("places")
    return Session.open(None, Places(folder / "site", folder / "home"))


@pytest.fixture(scope="module")
def note(shipped: Session) -> Note:
    """Return the note on ten capabilities."""
    able = [head.id for head in shipped.catalogue.heads if shipped.can_check(head.id)]
    answers = shipped.parse_answers(["asker=rocu"])
    return make_note(shipped, Wanted(tuple(able[:10]), answers, DAY, author="DC Smith"))


def draw(document: Document, path: Path) -> list[str]:
    path.write_bytes(finish(draw_pdf(document, DAY)))
    return pages_of(path)


def long_document(label: Label) -> Document:
    points = Points(tuple(f"Point {number} of a long list." for number in range(2000)))
    sections = (Section("Points", (points,)),)
    return Document("Advice note", label, "en-GB", (), (Chapter("Long", label, sections),))


def test_every_page_of_thirty_has_its_marking_above_and_below_and_its_number(tmp_path: Path):
    pages = draw(long_document(SECRET), tmp_path / "long.pdf")
    assert len(pages) >= 30
    for number, page in enumerate(pages, start=1):
        assert page.count("SECRET/ALDER") == 2
        assert f"Page {number} of {len(pages)}" in page
    assert "Point 1999 of" in pages[-1]


def in_a_table(lengths: list[int], lines_above: int = 0) -> Document:
    """Return a document with a table of rows of so many words, each with its begin and its end."""
    rows = [
        (f"Row{number}", f"begin{number} {'word ' * words}", f"end{number}")
        for number, words in enumerate(lengths)
    ]
    columns = ("Number", "What to do", "Rests on")
    table = Table("Steps", columns, tuple(rows), widths=(15, 70, 15))
    above = Section("Before", tuple(Paragraph(f"Line {n}.") for n in range(lines_above)))
    sections = (above, Section("In order", (table,)), Section("After", (Paragraph("Done."),)))
    return Document("Advice note", SECRET, "en-GB", (), (Chapter("Long", SECRET, sections),))


def page_of(word: str, pages: list[str]) -> list[int]:
    return [number for number, page in enumerate(pages) if word in words_of(page)]


def test_no_row_of_a_table_is_cut_and_each_page_has_its_headings(tmp_path: Path):
    lengths = [(7 * number) % 83 for number in range(460)]
    pages = draw(in_a_table(lengths), tmp_path / "table.pdf")
    assert len(pages) >= 30
    for number, words in enumerate(lengths):
        (page,) = page_of(f"begin{number}", pages)
        assert page_of(f"end{number}", pages) == [page]
        assert page_of(f"Row{number}", pages) == [page]
        assert pages[page].count("word") >= words
    for number, page in enumerate(pages, start=1):
        assert page.count("What to do") == ("Row" in page)
        assert page.count("SECRET/ALDER") == 2
        assert f"Page {number} of {len(pages)}" in page
    assert sum(page.count("word") for page in pages) == sum(lengths)


@pytest.mark.parametrize("lines_above", range(30, 48, 2))
def test_heading_stands_on_the_page_of_the_first_row_under_it(lines_above: int, tmp_path: Path):
    pages = draw(in_a_table([60, 60], lines_above), tmp_path / "table.pdf")
    (page,) = page_of("begin0", pages)
    assert page_of("end0", pages) == [page]
    assert "In order\nSteps\nNumber" in pages[page]
    assert page_of("begin1", pages) == page_of("end1", pages)


def test_row_longer_than_a_page_runs_over_and_nothing_of_it_is_lost(tmp_path: Path):
    pages = draw(in_a_table([9, 1500, 9]), tmp_path / "table.pdf")
    assert sum(page.count("word") for page in pages) >= 1518
    assert all("What to do" in page for page in pages)


def test_nothing_of_a_note_is_lost_on_paper(note: Note, tmp_path: Path):
    pages = draw(note.document, tmp_path / "note.pdf")
    said = Counter(words_of(" ".join(texts_of(note.html))))
    lost = said - Counter(words_of(" ".join(pages))) - Counter(["Advice", "note"])  # its title
    assert set(lost) <= {"Commissioner"}  # the one word that a narrow column parts
    for page in pages:
        assert page.count(str(note.label)) >= 2
        assert note.code in page


def test_properties_say_nothing_of_what_it_is_about(note: Note, tmp_path: Path):
    path = tmp_path / "note.pdf"
    draw(note.document, path)
    said = properties_of(path)
    for name in (*note.recipe.entries, "DC Smith", str(tmp_path), "rocu"):
        assert name not in said.replace(str(path), "")
    assert "Title:           Advice note" in said
    assert "3 00:00:00 2026" in said


def test_same_note_gives_the_same_bytes(note: Note):
    assert finish(draw_pdf(note.document, DAY)) == finish(draw_pdf(note.document, DAY))


_DRAW = """
import datetime, hashlib, sys
from advisor.clearance import OFFICIAL
from advisor.notes.document import Document, Paragraph
from advisor.printing import draw_pdf, ensure_fonts, finish

ensure_fonts()
lead = (Paragraph("plain"), Paragraph("strong", is_strong=True))
document = Document("Advice note", OFFICIAL, "en", lead, (), code="1-A", record="{}")
print(hashlib.sha256(finish(draw_pdf(document, datetime.date(2026, 6, 3)))).hexdigest())
"""


def test_another_process_gives_the_same_bytes():
    ran = [sys.executable, "-c", _DRAW]
    found = {subprocess.run(ran, check=True, capture_output=True).stdout for _ in range(3)}  # noqa: S603
    assert len(found) == 1


def test_work_can_be_left_between_pages():
    work = draw_pdf(long_document(SECRET), DAY)
    assert 0 <= next(work) <= 100
    work.close()


def test_steps_grow_to_a_hundred(note: Note):
    steps = list(draw_pdf(note.document, DAY))
    assert steps == sorted(steps)
    assert steps[-1] == 100


def test_pdf_is_verified_and_a_changed_byte_is_told(note: Note, shipped: Session, tmp_path: Path):
    path = tmp_path / "note.pdf"
    data = finish(draw_pdf(note.document, DAY))
    path.write_bytes(data)
    assert verify_note(shipped, path).is_as_made
    for place in (len(data) // 3, data.index(b"/Title"), len(data) - 2):
        changed = bytearray(data)
        changed[place] ^= 1
        path.write_bytes(changed)
        assert [finding.value for finding in verify_note(shipped, path).findings] == ["content"]


def test_window_in_dark_colours_prints_in_black(qtbot, qapp, tmp_path: Path):
    dark, before = QPalette(), qapp.palette()
    dark.setColor(QPalette.ColorRole.Text, QColor("#ffffff"))
    document = Document("T", SECRET, "en-GB", (Paragraph("Ink"),), ())
    plain = finish(draw_pdf(document, DAY))
    qapp.setPalette(dark)
    try:
        assert finish(draw_pdf(document, DAY)) == plain
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_marking_of_pages_is_that_of_the_note(label: Label, tmp_path: Path):
    session = open_at(everything(), label)
    entries = tuple(head.id for head in session.catalogue.heads)
    note = make_note(session, Wanted(entries, session.parse_answers([]), DAY, whole=True))
    for page in draw(note.document, tmp_path / "note.pdf"):
        lines = page.split("\n")
        assert lines.count(str(label)) == 2
