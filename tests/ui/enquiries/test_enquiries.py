"""A ROCC at their desk: enquiries taken down, answered, found again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from advisor.cases import read_answers
from advisor.enquiries import Status, Tray
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.ui.area import Area
from advisor.ui.location import Page
from advisor.ui.seat import Seat, SeatKind
from tests.support.labelled import IDS, PLACES
from tests.support.onlooker import opened
from tests.support.rocc import SECRET, desk_of, kept, open_first
from tests.support.sealing import somebody
from tests.support.window import Person, name_of, tab_chain


def test_enquiries_are_for_those_who_are_signed_in_alone(qtbot: QtBot, session: Session):
    for kind in (SeatKind.NOT_SIGNED_IN, SeatKind.SEEING_AS):
        with opened(qtbot, session, PLACES, Seat(kind)) as person:
            assert person.workspace.desk is None
            assert not person.window.actions_by_name["enquiries"].isVisible()
            assert not person.sees("Enquiries")


def test_list_says_what_is_due_and_finds_words(rocc: Person):
    pane = desk_of(rocc).pane
    assert [row.title for row in pane.rows] == ["Op Thistle"]
    pane._field.setText("nothing of the kind")
    assert pane.rows == ()
    assert rocc.sees("No enquiry holds all of these words", pane)
    pane._field.setText("regional thist")
    assert len(pane.rows) == 1


def test_enquiry_is_taken_down_by_key(rocc: Person, tmp_path: Path):
    rocc.tab_to("New enquiry…")
    rocc.press("Return")
    rocc.until(rocc.dialog.isActiveWindow)
    rocc.type("Op Rush")
    rocc.press("Return")
    rocc.until(lambda: rocc.reader.location.page is Page.ENQUIRY)
    assert rocc.sees("Op Rush", rocc.pane)
    assert len(Tray.open(tmp_path, somebody(40), {}).all) == 2


def test_what_is_typed_is_kept_sealed_before_anything_ends(rocc: Person, tmp_path: Path):
    open_first(rocc)
    unit = rocc.find("Unit", QLineEdit)
    unit.setFocus()
    rocc.type(" North")
    rocc.find("What they ask", QPlainTextEdit).setPlainText("A boat.")
    box = rocc.find("Status", QComboBox)
    box.setCurrentIndex(2)
    rocc.workspace.keep()
    one = kept(tmp_path)
    assert (one.unit, one.description, one.status) == (
        "Regional unit North",
        "A boat.",
        Status.TASKED,
    )
    (path,) = (tmp_path / "enquiries").glob("[!.]*")
    assert b"boat" not in path.read_bytes()


def test_paragraph_is_marked_as_high_as_it_can_draw_on(rocc: Person, tmp_path: Path):
    open_first(rocc)
    rocc.click("Add a paragraph")
    rocc.find("Paragraph 1", QPlainTextEdit).setPlainText("Ring first.")
    rocc.workspace.keep()
    assert [(one.marking, one.text) for one in kept(tmp_path).words] == [
        (str(SECRET), "Ring first.")
    ]
    rocc.find("Marking of paragraph 1", QComboBox).setCurrentIndex(0)
    rocc.workspace.keep()
    assert kept(tmp_path).words[0].marking == "OFFICIAL"
    rocc.click("Take out paragraph 1")
    rocc.workspace.keep()
    assert kept(tmp_path).words == ()


def test_tactics_are_chosen_and_taken_out(rocc: Person, tmp_path: Path, session: Session):
    open_first(rocc)
    box = rocc.find("A capability, authority or procedure", QComboBox)
    box.setCurrentIndex(box.findData(IDS[1]))
    rocc.click("Choose")
    assert kept(tmp_path).tactics == (IDS[0], IDS[2], IDS[1])
    rocc.click(f"Take out {session.catalogue.head(IDS[0]).title}")
    assert kept(tmp_path).tactics == (IDS[2], IDS[1])


def test_questions_are_answered_for_the_enquiry_and_for_no_saved_case(rocc: Person, tmp_path: Path):
    open_first(rocc)
    rocc.click("Ask its questions")
    assert rocc.reader.area is Area.ADVISOR
    assert rocc.pane.message.isVisible()
    rocc.reader.describe("A boat at night.")
    rocc.workspace.keep()
    assert kept(tmp_path).description == "A boat at night."
    rocc.reader.start_again()
    rocc.workspace.keep()
    assert kept(tmp_path).description == "A boat at night."
    assert desk_of(rocc).keeper.open_enquiry is None


def test_draft_remembers_the_enquiry_that_is_answered(rocc: Person):
    open_first(rocc)
    rocc.click("Ask its questions")
    one = desk_of(rocc).keeper.open_enquiry
    assert one is not None
    assert rocc.reader.draft(one.created_at).enquiry == one.id


def test_deleted_enquiry_can_be_put_back(rocc: Person, tmp_path: Path):
    open_first(rocc)
    rocc.click("Delete Op Thistle")
    assert Tray.open(tmp_path, somebody(40), {}).all == ()
    desk_of(rocc).follow("Put it back")
    assert kept(tmp_path).name == "Op Thistle"


def test_everything_on_the_page_has_a_name_and_can_be_reached(rocc: Person):
    page = open_first(rocc)
    rocc.click("Add a paragraph")
    reached = list(tab_chain(page))
    assert all(name_of(each) or each.accessibleName() for each in reached)
    names = {each.accessibleName() or name_of(each) for each in reached}
    assert {"Operation", "Unit", "Cleared for", "Paragraph 1", "Next review", "Outcome"} <= names


def test_full_disk_is_told_and_what_was_typed_is_still_there(
    rocc: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    open_first(rocc)
    unit = rocc.find("Unit", QLineEdit)
    unit.setFocus()

    def fail(*_: object, **__: object) -> None:
        raise AdvisorError("The disk is full.", hint="Make room.")

    with monkeypatch.context() as patch:
        patch.setattr("advisor.cases.shelf.write_file", fail)
        rocc.type(" X")
        rocc.workspace.keep()
        assert "The disk is full." in rocc.pane.message.accessibleName()
    rocc.type("Y")
    rocc.workspace.keep()
    assert kept(tmp_path).unit == "Regional unit XY"


def test_answers_are_those_of_the_enquiry(rocc: Person, session: Session):
    (one,) = desk_of(rocc).keeper.listed()
    assert read_answers(one, session)[0].to_json() == {}


def test_list_names_what_comes_out_otherwise_on_another_release(rocc: Person, session: Session):
    keeper = desk_of(rocc).keeper
    (one,) = keeper.listed()
    seen = {name: msgspec.structs.replace(s, outcome="x") for name, s in one.looked_at.items()}
    keeper._retried.clear()  # as when the window opens
    keeper.put(msgspec.structs.replace(one, looked_at=seen, release=0))
    (row,) = desk_of(rocc).pane.rows
    assert row.kind_words == "comes out otherwise · open"
    rocc.reader.page_stale.emit()  # it was shown before
    assert rocc.sees("Comes out otherwise on this release", rocc.pane)
    box = rocc.find("Which enquiries", QComboBox)
    box.setCurrentIndex(box.findText("Comes out otherwise"))
    assert [row.title for row in desk_of(rocc).pane.rows] == [one.name]
    rocc.find("Find enquiries by their words", QLineEdit).setText("zebra")
    assert rocc.sees("None of these comes out otherwise", rocc.window)
