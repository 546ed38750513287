"""Answers that are read out on the telephone are typed in and taken on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from advisor.advice import Answers
from advisor.clearance import OFFICIAL
from advisor.enquiries import Tray
from advisor.notes.answer_sheet import say_sheet
from advisor.slips.code import cut_hash
from advisor.ui.enquiries.read_out_dialog import ReadOutDialog
from advisor.ui.location import Page
from tests.support.enquiries import make_tray
from tests.support.labelled import PLACES, make_source, open_at
from tests.support.onlooker import opened
from tests.support.rocc import SECRET, kept
from tests.support.rules import make_fact
from tests.support.sealing import somebody
from tests.support.window import Person, name_of, tab_chain


@pytest.fixture
def asked(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A ROCC where questions are asked at two markings."""
    facts = [(make_fact("boat"), OFFICIAL), (make_fact("night"), SECRET)]
    session = open_at(make_source([], facts=facts), SECRET)
    with opened(qtbot, session, PLACES) as person:
        person.window.show_session(session, tray=make_tray(tmp_path))
        yield person


def read_out(person: Person) -> ReadOutDialog:
    return person.open_by("Ctrl+Shift+T", ReadOutDialog)


def test_line_is_typed_in_read_back_and_taken_on_by_key_alone(asked: Person, tmp_path: Path):
    session = asked.reader.session
    line = say_sheet(session, session.parse_answers(["boat=yes"]))
    dialog = read_out(asked)
    asked.type(line)
    assert [dialog._heard.item(0).text()] == ["1a   Boat: Yes"]
    asked.press("Return")
    asked.until(lambda: asked.reader.location.page is Page.ENQUIRY)
    assert asked.sees("Read out on ", asked.pane)
    assert kept(tmp_path).answers == {"boat": "yes"}
    assert asked.focus is asked.find("Unit", QLineEdit)
    asked.type("Regional unit")
    asked.workspace.keep()
    assert kept(tmp_path).unit == "Regional unit"


def test_misheard_line_is_told_in_place_and_mended(asked: Person, tmp_path: Path):
    session = asked.reader.session
    line = say_sheet(session, session.parse_answers(["boat=yes"]))
    dialog = read_out(asked)
    asked.type(line.replace("1a", "1b"))
    asked.press("Return")
    assert dialog.isVisible()
    assert "Something was misheard" in dialog.problem
    assert "Something was misheard" in dialog._line.accessibleDescription()
    assert asked.focus is dialog._line
    assert Tray.open(tmp_path, somebody(40), {}).all == ()
    asked.press("Home", "Right", "Right", "Right", "Right", "Delete")
    asked.type("a")
    assert dialog.problem == ""
    asked.press("Return")
    assert kept(tmp_path).answers == {"boat": "yes"}


def test_marking_decides_which_questions_the_numbers_stand_for(asked: Person, tmp_path: Path):
    session = asked.reader.session
    line = say_sheet(session, session.parse_answers(["night=no", "boat=unknown"]))
    dialog = read_out(asked)
    asked.type(line)
    asked.press("Return")
    assert "misheard" in dialog.problem
    box = asked.find("How the sheet is marked", QComboBox)
    box.setCurrentIndex(box.findText(str(SECRET)))
    asked.press("Return")
    assert kept(tmp_path).answers == {"night": "no", "boat": "unknown"}


def test_line_of_another_release_is_told(asked: Person):
    line = say_sheet(asked.reader.session, Answers())
    dialog = read_out(asked)
    dialog._line.setText(f"9: {cut_hash(b'OFFICIAL 9:', 3, b'advisor sheet')}")
    dialog.take_on()
    assert "The sheet is of release 9" in dialog.problem
    assert line not in dialog.problem


def test_name_that_cannot_be_kept_is_told(asked: Person):
    dialog = read_out(asked)
    dialog._line.setText(say_sheet(asked.reader.session, Answers()))
    dialog._name.setText(" ")
    dialog.take_on()
    assert dialog.isVisible()
    assert dialog._news.isVisible()


def test_whatever_tab_reaches_in_it_has_a_name(asked: Person):
    reached = list(tab_chain(read_out(asked)))
    assert all(each.accessibleName() or name_of(each) for each in reached)
    assert len(reached) == 6
