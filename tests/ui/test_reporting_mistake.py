"""Reporting that a line is wrong, in the window: by keyboard, to a file or to read out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from advisor.clearance import OFFICIAL
from advisor.policy import load_policy, policy_path
from advisor.settings import Places
from advisor.slips import read_slip
from advisor.ui.area import Area
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader
from advisor.ui.slips.slip_dialog import SlipDialog
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from tests.support.labelled import everything, open_at
from tests.support.sealed import LABELS
from tests.support.window import Person, name_of, tab_chain, visible

ENTRY = "ndec"


class Reporter(Person):
    """Somebody at the dialog."""

    @property
    def asked(self) -> SlipDialog:
        assert isinstance(self.dialog, SlipDialog)
        return self.dialog


@pytest.fixture
def reporter(person: Person) -> Reporter:
    """Somebody who reads an entry and has asked to report a mistake."""
    person.workspace.open_entry(ENTRY)
    person.press("Ctrl+Shift+M")
    return Reporter(person.qtbot, person.application)


def test_entry_page_leads_to_it_by_keyboard(person: Person):
    person.workspace.open_entry(ENTRY)
    person.tab_to("Report a mistake…", 200)
    person.press("Return")
    assert isinstance(person.dialog, SlipDialog)


def test_only_pages_of_an_entry_have_it(person: Person):
    action = person.window.actions_by_name["slip"]
    assert not action.isEnabled()
    for location in (Location(Page.ENTRY, ENTRY), Location(Page.CHECK, ENTRY)):
        person.workspace.show_page(location)
        assert action.isEnabled()
    person.workspace.go_to_area(Area.GRID)
    assert not action.isEnabled()


def test_slip_is_filled_in_and_saved_with_the_keyboard_alone(reporter: Reporter, tmp_path: Path):
    reporter.type("It moved.")
    reporter.press("Tab")
    reporter.type("Ask the desk.")
    path = tmp_path / "slip.json"
    reporter.asked.save(str(path))
    assert reporter.asked.news == "Saved, marked OFFICIAL: slip.json. Send it, then close this."
    found = read_slip(path, reporter.reader.session)
    assert (found.slip.entry, found.slip.said.wrong) == (ENTRY, "It moved.")
    assert found.slip.said.right == "Ask the desk."
    assert found.slip.quoted == found.slip.title == found.now


def test_nothing_said_is_asked_for_beside_its_field(reporter: Reporter):
    reporter.click("Copy")
    assert "Say what is wrong." in reporter.asked._form.fields["wrong"].problem
    reporter.type("x")
    reporter.click("Copy")
    assert reporter.asked._form.fields["wrong"].problem == ""


def test_what_was_begun_is_there_again_until_it_is_saved(reporter: Reporter, tmp_path: Path):
    reporter.asked._form._line.setCurrentIndex(1)
    reporter.type("Half a sent")
    reporter.press("Esc", "Ctrl+Shift+M")
    assert reporter.asked._form.said.wrong == "Half a sent"
    assert reporter.asked._form._line.currentIndex() == 1
    assert reporter.asked.news == "What you had begun to write is here again."
    reporter.asked.save(str(tmp_path / "slip.json"))
    reporter.asked.reject()
    reporter.press("Ctrl+Shift+M")
    assert reporter.asked._form.said.wrong == ""


def test_what_was_begun_about_another_entry_is_not_taken_for_this_one(reporter: Reporter):
    reporter.type("About the first")
    reporter.press("Esc")
    reporter.workspace.open_entry("rocc")
    reporter.rest()
    reporter.press("Ctrl+Shift+M")
    assert reporter.asked._form.said.wrong == ""
    reporter.asked.reject()
    reporter.workspace.open_entry(ENTRY)
    reporter.rest()
    reporter.press("Ctrl+Shift+M")
    assert reporter.asked._form.said.wrong == "About the first"


def test_slip_is_copied_whole_with_its_marking(reporter: Reporter):
    reporter.type("x")
    reporter.click("Copy")
    lines = QApplication.clipboard().text().splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert "What is wrong: x" in lines
    assert reporter.sees(next(line for line in lines if line.startswith("Code: "))[6:])


def test_selected_words_choose_their_line(person: Person):
    person.workspace.open_entry(ENTRY)
    person.rest()
    label = next(
        each
        for each in visible(person.pane, WrapLabel)
        if each.plain_text.startswith("Data engineers")
    )
    label.setSelection(5, 20)
    assert person.open_by("Ctrl+Shift+M", SlipDialog)._form.line.part == "does"


def test_whatever_tab_reaches_has_a_name(reporter: Reporter):
    assert [str(each) for each in tab_chain(reporter.dialog) if not name_of(each)] == []
    assert all(label.text() for label in visible(reporter.dialog, QLabel))


def test_what_cannot_be_written_is_said(reporter: Reporter, tmp_path: Path):
    reporter.type("x")
    (tmp_path / "file").write_text("in the way")
    reporter.asked.save(str(tmp_path / "file" / "slip.json"))
    assert "could not be written" in reporter.asked.news


# ── where more than OFFICIAL is readable ─────────────────────────────────────


def dialog_at(qtbot: QtBot, label) -> SlipDialog:
    dialog = SlipDialog("kidnap-unit", Reader(open_at(everything(), label)))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_dialog_is_marked_as_high_as_any_line_of_the_entry(qtbot: QtBot):
    for label in LABELS:
        dialog = dialog_at(qtbot, label)
        assert {each.words for each in visible(dialog, MarkingBanner)} == {str(label)}
        assert dialog._form.marking == label
        assert ("marking" in dialog._form.fields) == (label != OFFICIAL)


def test_slip_that_the_site_lets_nobody_write_is_not_offered(qtbot: QtBot, tmp_path: Path):
    dialog = dialog_at(qtbot, LABELS[-1])
    save = next(each for each in dialog.findChildren(Button) if each.text() == "Save the slip…")
    assert not save.isEnabled()
    assert "Your organisation lets" in save.accessibleDescription()
    assert dialog.news == save.accessibleDescription()
    dialog._form._wrong.setPlainText("x")
    dialog.save(str(tmp_path / "slip.json"))
    assert "Nothing was written." in dialog.news
    assert not (tmp_path / "slip.json").exists()
    dialog._form._marking.setCurrentIndex(0)  # as what is quoted: the name, which is OFFICIAL
    assert save.isEnabled()
    dialog.save(str(tmp_path / "slip.json"))
    assert json.loads((tmp_path / "slip.json").read_text())["marking"] == "OFFICIAL"


def test_slip_that_the_site_lets_nobody_copy_is_not_offered(qtbot: QtBot, tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    policy_path(site).write_text('copy_up_to = "OFFICIAL"\n')
    session = open_at(everything(), LABELS[-1])
    session.places = Places(site, tmp_path)
    session.policy = load_policy(site)
    dialog = SlipDialog("kidnap-unit", Reader(session))
    qtbot.addWidget(dialog)
    copy = next(each for each in dialog.findChildren(Button) if each.text() == "Copy")
    assert not copy.isEnabled()
