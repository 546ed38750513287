"""Printing, saving and copying what is shown: by keyboard, marked, as the site lets it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout, QPdfWriter
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from advisor.advice import Answers
from advisor.audit.record import Kind
from advisor.clearance import OFFICIAL
from advisor.notes import Wanted, make_note, verify_note
from advisor.notes.printable import print_note
from advisor.ui.area import Area
from advisor.ui.leaving.print_dialog import PrintDialog
from advisor.ui.leaving.printable_page import printable_of
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader
from advisor.ui.widgets.marking_banner import MarkingBanner
from tests.support.leaving import ALL_MAY_LEAVE, NONE_MAY_LEAVE, Told, reader_at
from tests.support.pdf import pages_of
from tests.support.sealed import LABELS
from tests.support.unwritable import EVERY_FAILURE, fail_at, is_as_it_was, old_note
from tests.support.window import Person, name_of, tab_chain, visible

ENTRY = "surveillance-support"
DAY = datetime.date(2026, 6, 3)


def asked(person: Person) -> PrintDialog:
    return person.open_by("Ctrl+P", PrintDialog)


def test_entry_is_copied_whole_with_its_marking(person: Person):
    person.workspace.open_entry(ENTRY)
    person.press("Ctrl+Shift+C")
    lines = QApplication.clipboard().text().splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert "NCA surveillance support" in lines
    assert person.sees("Copied, marked OFFICIAL above and below.")


def test_only_pages_that_can_leave_are_offered(person: Person):
    actions = [person.window.actions_by_name[name] for name in ("print", "copy_entry")]
    for page in (Page.ENTRY, Page.CHECK, Page.REQUEST):
        person.workspace.show_page(Location(page, ENTRY))
        assert all(action.isEnabled() for action in actions)
    person.press("F2")
    assert all(action.isEnabled() for action in actions)
    person.workspace.go_to_area(Area.GRID)
    assert not any(action.isEnabled() for action in actions)


@pytest.mark.parametrize("page", [Page.ENTRY, Page.CHECK, Page.REQUEST])
def test_page_is_saved_as_it_is_shown_in_each_form(person: Person, tmp_path: Path, page: Page):
    person.workspace.show_page(Location(page, ENTRY))
    dialog = asked(person)
    for suffix in ("pdf", "html", "txt"):
        path = tmp_path / f"note.{suffix}"
        dialog.save(str(path))
        person.until(lambda: not dialog.is_busy)
        assert dialog.news == f"Saved, marked OFFICIAL: note.{suffix}."
        assert path.stat().st_mode & 0o077 == 0
    pages = pages_of(tmp_path / "note.pdf")
    assert len(pages) == dialog._picture.count
    if page is not Page.REQUEST:
        for suffix in ("pdf", "html"):
            found = verify_note(person.reader.session, tmp_path / f"note.{suffix}")
            assert found.is_as_made


def test_life_at_risk_is_one_page(person: Person, tmp_path: Path):
    person.press("F2")
    dialog = asked(person)
    dialog.save(str(tmp_path / "card.pdf"))
    person.until(lambda: not dialog.is_busy)
    (page,) = pages_of(tmp_path / "card.pdf")
    assert "999" in page
    assert "Page 1 of 1" in page


def test_pages_are_turned_with_the_keyboard(person: Person):
    person.workspace.open_entry(ENTRY)
    dialog = asked(person)
    person.until(lambda: person.focus is dialog._picture and dialog._picture.count)
    person.press("PgDown")
    assert person.sees(f"Page 2 of {dialog._picture.count}")
    assert dialog._picture.accessibleName().startswith("Page 2 of")
    person.press("PgUp")
    person.press("PgUp")
    assert dialog._picture.number == 1
    assert "NCA surveillance support" in dialog._picture.accessibleDescription()


def test_whatever_tab_reaches_has_a_name(person: Person):
    person.workspace.open_entry(ENTRY)
    dialog = asked(person)
    assert [str(each) for each in tab_chain(dialog) if not name_of(each)] == []
    assert all(label.text() for label in visible(dialog, QLabel))


def test_what_is_withheld_does_not_leave(person: Person):
    answers = person.reader.session.parse_answers(["asker=withheld"])
    person.reader.answer(answers)
    person.workspace.show_page(Location(Page.CHECK, ENTRY))
    person.press("Ctrl+Shift+C")
    told = QApplication.clipboard().text()
    person.reader.forget_answers()
    person.press("Ctrl+Shift+C")
    assert QApplication.clipboard().text() == told


def test_without_a_printer_it_says_what_to_do(person: Person):
    person.workspace.open_entry(ENTRY)
    asked(person)
    person.click("Print…")
    assert person.sees("No printer can be reached from here. Save a PDF, and print that.")


@pytest.mark.parametrize("name", ["note.doc", "note"])
def test_suffix_that_is_not_ours_is_told(person: Person, tmp_path: Path, name: str):
    person.workspace.open_entry(ENTRY)
    dialog = asked(person)
    dialog.save(str(tmp_path / name))
    assert "Name it .pdf, .html or .txt." in dialog.news
    assert not (tmp_path / name).exists()


def test_file_that_cannot_be_written_is_told(person: Person, tmp_path: Path):
    person.workspace.open_entry(ENTRY)
    dialog = asked(person)
    (tmp_path / "file").write_text("in the way")
    dialog.save(str(tmp_path / "file" / "note.html"))
    assert "could not be written" in dialog.news


# ── a long note ──────────────────────────────────────────────────────────────


def long_note(qtbot: QtBot, person: Person) -> PrintDialog:
    """Open the dialog for a note on two hundred entries."""
    session = person.reader.session
    entries = tuple(head.id for head in session.catalogue.heads)[:200]
    note = make_note(session, Wanted(entries, Answers(), DAY, whole=True))
    dialog = PrintDialog(print_note(note), person.reader)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_long_note_is_laid_out_while_the_window_lives(qtbot: QtBot, person: Person):
    dialog = long_note(qtbot, person)
    assert person.sees("Laying out the pages…", dialog)
    qtbot.waitUntil(lambda: dialog._picture.count > 200, timeout=60_000)
    assert person.sees(f"Page 1 of {dialog._picture.count}", dialog)


@pytest.mark.parametrize("way", ["button", "closing the dialog"])
def test_saving_a_long_note_shows_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, person: Person, tmp_path: Path, way: str
):
    dialog, path = long_note(qtbot, person), tmp_path / "note.pdf"
    path.write_bytes(b"as it was")
    dialog.save(str(path))
    bar = dialog.findChildren(QProgressBar)[0]
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() > 0, timeout=60_000)
    assert person.sees("Making the file…", dialog)
    if way == "button":
        person.click("Cancel", within=dialog)
        assert dialog.news == "Cancelled. Nothing was written."
    else:
        dialog.reject()
    assert not dialog.is_busy
    assert path.read_bytes() == b"as it was"
    assert [each.name for each in tmp_path.iterdir() if "note" in each.name] == ["note.pdf"]


def test_printing_a_long_note_can_be_cancelled(qtbot: QtBot, person: Person, tmp_path: Path):
    dialog, device, ended = long_note(qtbot, person), pdf_device(tmp_path / "printed.pdf"), []
    device.abort = lambda: ended.append("taken back")  # type: ignore[attr-defined]
    dialog.print_on(device)
    assert dialog.is_busy
    dialog.cancel()
    assert "The printer may have begun" in dialog.news
    assert ended == ["taken back"]


# ── a file that cannot be written ────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["pdf", "html", "txt"])
@EVERY_FAILURE
def test_file_that_cannot_be_replaced_is_as_it_was_and_one_sentence_says_why(
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    call: str,
    number: int,
    why: str,
):
    path = old_note(tmp_path, suffix)
    person.workspace.open_entry(ENTRY)
    dialog = asked(person)

    with monkeypatch.context() as patch:
        fail_at(patch, call, number)
        dialog.save(str(path))
        person.until(lambda: not dialog.is_busy)
    assert dialog.news.count(why) == 1
    assert "Nothing was changed." in dialog.news
    assert is_as_it_was(path)


def test_file_that_is_read_only_is_left(person: Person, tmp_path: Path):
    path = old_note(tmp_path, "html")
    path.chmod(0o444)
    person.workspace.open_entry(ENTRY)
    dialog = asked(person)
    dialog.save(str(path))
    assert "it is read-only" in dialog.news
    assert is_as_it_was(path)


# ── where more than OFFICIAL is readable ─────────────────────────────────────


def dialog_for(qtbot: QtBot, reader: Reader) -> PrintDialog:
    printable = printable_of(reader)
    assert printable is not None
    dialog = PrintDialog(printable, reader)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def pdf_device(path: Path) -> QPdfWriter:
    """Return what stands in for a printer: it is drawn on in the same way."""
    device = QPdfWriter(str(path))
    device.printerName = lambda: "Front desk"  # type: ignore[attr-defined]
    assert device.pageLayout().orientation() is QPageLayout.Orientation.Portrait
    return device


def test_dialog_is_marked_as_the_note(qtbot: QtBot, tmp_path: Path):
    for label in LABELS:
        dialog = dialog_for(qtbot, reader_at(label, tmp_path, ALL_MAY_LEAVE, Told()))
        assert {each.words for each in visible(dialog, MarkingBanner)} == {str(label)}


def test_what_the_site_forbids_is_off_and_says_why(qtbot: QtBot, tmp_path: Path):
    log = Told()
    dialog = dialog_for(qtbot, reader_at(LABELS[-1], tmp_path, NONE_MAY_LEAVE, log))
    for button in dialog._ways.values():
        assert not button.isEnabled()
        assert "Set by your organisation" in button.accessibleDescription()
    assert dialog.news.count("Set by your organisation") == 3
    QApplication.clipboard().setText("before")
    dialog.copy()
    dialog.save(str(tmp_path / "note.pdf"))
    dialog.print_on(pdf_device(tmp_path / "printed.pdf"))
    assert QApplication.clipboard().text() == "before"
    assert not (tmp_path / "note.pdf").exists()
    assert log.records == []


def test_each_way_out_is_recorded_above_official(qtbot: QtBot, tmp_path: Path):
    log = Told()
    label = LABELS[-1]
    dialog = dialog_for(qtbot, reader_at(label, tmp_path, ALL_MAY_LEAVE, log))
    dialog.copy()
    dialog.save(str(tmp_path / "note.html"))
    dialog.print_on(pdf_device(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.news == f"Sent to the printer, marked {label}."
    assert [(kind, subject, marked) for kind, subject, marked, _ in log.records] == [
        (Kind.EXPORT, "kidnap-unit", str(label)),
        (Kind.EXPORT, "kidnap-unit", str(label)),
        (Kind.PRINT, "kidnap-unit", str(label)),
    ]
    assert "on Front desk" in log.records[-1][3]
    assert str(label) in pages_of(tmp_path / "printed.pdf")[0]


def test_what_cannot_be_recorded_is_not_done(qtbot: QtBot, tmp_path: Path):
    log = Told()
    dialog = dialog_for(qtbot, reader_at(LABELS[-1], tmp_path, ALL_MAY_LEAVE, log))
    log.is_full = True
    QApplication.clipboard().setText("before")
    dialog.copy()
    dialog.save(str(tmp_path / "note.html"))
    assert "The log is full." in dialog.news
    assert QApplication.clipboard().text() == "before"
    assert not (tmp_path / "note.html").exists()


def test_at_official_nothing_is_recorded(qtbot: QtBot, tmp_path: Path):
    log = Told()
    dialog = dialog_for(qtbot, reader_at(OFFICIAL, tmp_path, NONE_MAY_LEAVE, log))
    dialog.copy()
    dialog.save(str(tmp_path / "note.html"))
    assert (tmp_path / "note.html").exists()
    assert log.records == []
