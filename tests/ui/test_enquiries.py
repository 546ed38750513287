"""A ROCC at their desk: enquiries taken down, answered, looked at a last time."""

from __future__ import annotations

import datetime
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from advisor.advice import Answers
from advisor.cases import read_answers
from advisor.clearance import OFFICIAL
from advisor.enquiries import Enquiry, Status, Tray
from advisor.enquiries.editing import change
from advisor.enquiries.taking_on import take_on_waiting
from advisor.errors import AdvisorError
from advisor.notes.answer_sheet import say_sheet
from advisor.notes.referral import FORMAT, MOST_BYTES, make_referral, seal_referral
from advisor.session import Session
from advisor.settings import Places
from advisor.slips.code import cut_hash
from advisor.ui.area import Area
from advisor.ui.enquiries.enquiry_desk import EnquiryDesk
from advisor.ui.enquiries.enquiry_page import EnquiryPage
from advisor.ui.enquiries.figures_dialog import FiguresDialog
from advisor.ui.enquiries.final_look_dialog import FinalLookDialog
from advisor.ui.enquiries.giving_dialog import GivingDialog
from advisor.ui.enquiries.read_out_dialog import ReadOutDialog
from advisor.ui.enquiries.waiting_dialog import WaitingDialog
from advisor.ui.location import Page
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.marking_banner import MarkingBanner
from tests.support.enquiries import make_enquiry, make_tray
from tests.support.labelled import ABOVE, IDS, PLACES, everything, make_source, open_at
from tests.support.onlooker import opened
from tests.support.rules import make_fact
from tests.support.sealed import LABELS
from tests.support.sealing import somebody
from tests.support.window import Person, name_of, tab_chain, visible

SECRET = LABELS[2]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return open_at(everything(), SECRET, tmp_path)


@pytest.fixture
def rocc(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[Person]:
    """A ROCC who has one enquiry."""
    one = make_enquiry(session, IDS[0], IDS[2], unit="Regional unit", asker="OFFICIAL")
    with opened(qtbot, session, PLACES) as person:
        tray = make_tray(tmp_path, one)
        person.window.show_session(session, tray=tray)
        person.press("Ctrl+8")
        yield person


def desk_of(person: Person) -> EnquiryDesk:
    assert person.workspace.desk is not None
    return person.workspace.desk


def kept(folder: Path) -> Enquiry:
    """Return the one enquiry that is on the disk."""
    (one,) = Tray.open(folder, somebody(40), {}).all
    return one.case


def open_first(person: Person) -> EnquiryPage:
    person.press("Return")
    page = person.pane.page
    assert isinstance(page, EnquiryPage)
    return page


def top_dialog(person: Person) -> QDialog | None:
    found = [each for each in person.window.findChildren(QDialog) if each.isVisible()]
    return found[0] if found else None


def look_at_the_note(rocc: Person) -> FinalLookDialog:
    rocc.click("Look at the note…")
    rocc.until(lambda: isinstance(top_dialog(rocc), FinalLookDialog))
    dialog = rocc.dialog
    assert isinstance(dialog, FinalLookDialog)
    return dialog


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


def test_last_look_lets_nothing_out_before_each_hit_is_confirmed(
    rocc: Person, tmp_path: Path, session: Session
):
    leak = ABOVE[SECRET]
    keeper = desk_of(rocc).keeper
    (one,) = keeper.listed()
    words = make_enquiry(session, words=(("OFFICIAL", f"Ask about {leak}."),)).words
    keeper.put(change(one, session, words=words))
    open_first(rocc)
    dialog = look_at_the_note(rocc)
    assert rocc.sees("Not for the asker: 1", dialog)
    assert not dialog._go_on.isEnabled()
    (box,) = dialog.findChildren(CheckBox)
    assert leak in box.text()
    box.setChecked(True)
    assert dialog._go_on.isEnabled()
    assert dialog.confirmed == (leak,)
    dialog.go_on()
    (giving,) = dialog.findChildren(GivingDialog)
    giving.save(str(tmp_path / "for-kidnap.html"))
    text = (tmp_path / "for-kidnap.html").read_text("utf-8")
    assert ABOVE[SECRET] in text  # it was confirmed
    assert [note.file for note in kept(tmp_path).notes] == ["for-kidnap.html"]
    assert kept(tmp_path).status is Status.ADVISED
    giving.save(str(tmp_path / f"{session.catalogue.head(IDS[2]).id}.html"))
    assert "the file's name" in giving.news
    giving.reject()
    dialog.reject()


def test_making_the_note_can_be_cancelled_and_leaves_nothing(
    rocc: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    open_first(rocc)
    with monkeypatch.context() as patch:
        never = [sys.executable, "-c", "import time; time.sleep(600)"]
        patch.setattr("advisor.notes.tear_line.command_of", lambda _: never)
        rocc.click("Look at the note…")
        dialog = top_dialog(rocc)
        assert isinstance(dialog, WaitingDialog)
        assert rocc.sees("opens what the asker may see, and nothing else", dialog)
        assert [name_of(each) for each in tab_chain(dialog)] == ["Cancel"]
        rocc.until(dialog.isActiveWindow)
        rocc.press("Esc")
        rocc.until(lambda: "No note was made" in rocc.pane.message.accessibleName())
    assert top_dialog(rocc) is None
    assert kept(tmp_path).notes == ()
    look_at_the_note(rocc).reject()
    assert [one.name for one in threading.enumerate() if one.name.startswith("advisor")] == []


def test_process_that_makes_no_note_is_told_in_one_sentence(
    rocc: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    command = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr("advisor.notes.tear_line.command_of", lambda _: command)
    open_first(rocc)
    rocc.click("Look at the note…")
    rocc.until(lambda: "The note was not made" in rocc.pane.message.accessibleName())
    assert top_dialog(rocc) is None
    assert kept(tmp_path).notes == ()


def test_catalogue_that_was_replaced_meanwhile_makes_no_note(rocc: Person, session: Session):
    assert session.origin is not None
    assert session.origin.path is not None
    session.origin.path.write_bytes(b"another release")
    open_first(rocc)
    rocc.click("Look at the note…")
    rocc.until(lambda: "Sign in again" in rocc.pane.message.accessibleName())


def test_note_that_nobody_could_read_is_refused_in_words(rocc: Person, session: Session):
    keeper = desk_of(rocc).keeper
    (one,) = keeper.listed()
    keeper.put(change(one, session, tactics=(IDS[2],)))
    open_first(rocc)
    rocc.click("Look at the note…")
    rocc.until(lambda: not isinstance(top_dialog(rocc), WaitingDialog))
    assert "may know of nothing" in rocc.pane.message.accessibleName()


def test_figures_are_shown_and_refused_where_the_site_forbids_files(rocc: Person):
    rocc.click("Figures…")
    dialog = rocc.dialog
    assert isinstance(dialog, FiguresDialog)
    assert "Op Thistle" not in dialog.figures.to_csv().decode()
    assert not rocc.find("Save for a spreadsheet…").isEnabled()
    assert rocc.sees("lets files up to", dialog)
    dialog.reject()


def test_figures_for_a_lower_marking_leave_what_is_above_out_and_may_be_saved(
    rocc: Person, session: Session, tmp_path: Path
):
    desk_of(rocc).keeper.put(make_enquiry(session, IDS[0]))
    rocc.click("Figures…")
    dialog = rocc.dialog
    assert isinstance(dialog, FiguresDialog)
    assert rocc.sees("Enquiries: 2", dialog)
    box = rocc.find("Marked", QComboBox)
    box.setCurrentIndex(box.findText("OFFICIAL"))
    assert rocc.sees("Enquiries: 1", dialog)
    assert rocc.sees("Above it, and not in them: 1.", dialog)
    assert {each.words for each in visible(dialog, MarkingBanner)} == {str(SECRET)}
    dialog.save(str(tmp_path / "figures.csv"))
    lines = (tmp_path / "figures.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == lines[-1] == "OFFICIAL"
    assert session.catalogue.head(IDS[2]).title not in "\n".join(lines)
    box.setCurrentIndex(box.findText(str(SECRET)))
    assert not rocc.find("Save for a spreadsheet…").isEnabled()
    assert [str(each) for each in tab_chain(dialog) if not name_of(each)] == []
    dialog.reject()


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


def test_referral_is_put_to_wait_for_the_next_sign_in(
    rocc: Person, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    places = Places(site=tmp_path / "site", home=tmp_path / "rocc")
    monkeypatch.setattr(session, "places", places)
    made = make_referral(session, Answers(), datetime.date(2026, 6, 3), looked_at=(IDS[0],))
    file = tmp_path / "one.referral"
    file.write_bytes(seal_referral(made, somebody(40).recipient))
    desk_of(rocc).put_to_wait(str(file))
    assert "Lock (Ctrl+L)" in rocc.pane.message.accessibleName()
    locked: list[bool] = []
    rocc.window.lock_wanted.connect(lambda: locked.append(True))
    rocc.click("Lock now", within=rocc.pane.message)
    assert locked == [True]
    assert len(list((places.home / "referrals").iterdir())) == 1
    for name, data, why in (
        ("nothing", None, "cannot be read"),
        ("letter.age", b"Dear ROCC", "“letter.age” is not a referral."),
        (
            "large.age",
            b"age-encryption.org/" * 60_000,
            "“large.age” is too large to be a referral.",
        ),
    ):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        desk_of(rocc).put_to_wait(str(tmp_path / name))
        assert why in rocc.pane.message.accessibleName()
    assert len(list((places.home / "referrals").iterdir())) == 1


# ── referrals that waited ────────────────────────────────────────────────────


@pytest.fixture
def arrived(rocc: Person, session: Session, tmp_path: Path) -> Person:
    """A ROCC who signs in where one referral can be taken on, and four cannot."""
    me, another = somebody(40), somebody(41)
    made = make_referral(session, Answers(), datetime.date(2026, 6, 3), looked_at=(IDS[0],))
    unknown = {"answers": {"no_such_fact": "yes"}, "looked_at": ("gone",), "release": 99}
    good = seal_referral(msgspec.structs.replace(made, **unknown), me.recipient)
    newer = msgspec.structs.replace(made, format=FORMAT + 1)
    folder = tmp_path / "referrals"
    folder.mkdir()
    for place, data in enumerate(
        (
            good,
            seal_referral(made, another.recipient),
            seal_referral(newer, me.recipient),
            good[:-9],
            good.ljust(MOST_BYTES + 1),
        )
    ):
        (folder / f"{place}.age").write_bytes(data)
    keeper = desk_of(rocc).keeper
    arrivals = take_on_waiting(tmp_path, session, me, keeper.tray)
    keeper.changed.emit()  # the list was there before them, unlike at a sign-in
    desk_of(rocc).tell(arrivals)
    return rocc


def test_what_became_of_referrals_is_said_at_once_and_stays_to_be_read(arrived: Person):
    assert arrived.sees("Referrals taken on: 1. Not taken on: 4.", arrived.pane)
    arrived.press("Ctrl+K")
    arrived.click("See them", within=arrived.pane.message)
    pane = desk_of(arrived).pane
    for words in (
        "Taken on: Referral of 2026-06-03.",
        "It was answered on release 99, which is newer than the one that is open",
        "This release does not know the question “no_such_fact”; they answered: yes.",
        "It asks about “gone”, which is not here.",
        "was not sealed to your identity. It may be for another ROCC",
        "was made by a newer version of this application.",
        "is not a referral, or is damaged. Have it sent again.",
        "is too large to be a referral.",
    ):
        assert arrived.sees(words, pane), words
    assert {row.title for row in pane.rows} == {"Op Thistle", "Referral of 2026-06-03"}


def test_rest_of_a_referral_is_used_and_its_page_says_what_is_not_known(arrived: Person):
    (one,) = [row for row in desk_of(arrived).pane.rows if row.title.startswith("Referral")]
    desk_of(arrived).pane.enquiry_opened.emit(one.entry_id)
    assert arrived.sees("This release does not know “no_such_fact”: yes.", arrived.pane)


def test_referral_that_nobody_here_can_open_is_deleted_by_key(arrived: Person, tmp_path: Path):
    folder = tmp_path / "referrals"
    assert len(list(folder.iterdir())) == 4
    for left in (3, 2, 1, 0):
        name = next(
            name_of(each)
            for each in visible(desk_of(arrived).pane.arrivals, QAbstractButton)
            if name_of(each).startswith("Delete this file")
        )
        arrived.tab_to(name)
        arrived.press("Return")
        assert len(list(folder.iterdir())) == left


def test_file_that_cannot_be_deleted_is_told(
    arrived: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        button = next(
            each
            for each in visible(desk_of(arrived).pane.arrivals, QAbstractButton)
            if name_of(each).startswith("Delete this file")
        )
        button.click()
    assert "cannot be deleted" in arrived.pane.message.accessibleName()
    assert len(list((tmp_path / "referrals").iterdir())) == 4


# ── read out on the telephone ────────────────────────────────────────────────


@pytest.fixture
def asked(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A ROCC where questions are asked at two markings."""
    facts = [(make_fact("boat"), OFFICIAL), (make_fact("night"), SECRET)]
    session = open_at(make_source([], facts=facts), SECRET)
    with opened(qtbot, session, PLACES) as person:
        person.window.show_session(session, tray=make_tray(tmp_path))
        yield person


def read_out(person: Person) -> ReadOutDialog:
    person.press("Ctrl+Shift+T")
    dialog = person.dialog
    assert isinstance(dialog, ReadOutDialog)
    person.until(dialog.isActiveWindow)
    return dialog


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
