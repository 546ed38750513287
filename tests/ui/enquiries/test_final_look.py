"""A note for who asks is looked at a last time before it goes out."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from advisor.enquiries import Status
from advisor.enquiries.editing import change
from advisor.session import Session
from advisor.ui.enquiries.final_look_dialog import FinalLookDialog
from advisor.ui.enquiries.giving_dialog import GivingDialog
from advisor.ui.enquiries.waiting_dialog import WaitingDialog
from advisor.ui.widgets.check_box import CheckBox
from tests.support.enquiries import make_enquiry
from tests.support.labelled import ABOVE, IDS
from tests.support.rocc import SECRET, desk_of, kept, open_first, top_dialog
from tests.support.window import Person, name_of, tab_chain


def look_at_the_note(rocc: Person) -> FinalLookDialog:
    rocc.click("Look at the note…")
    rocc.until(lambda: isinstance(top_dialog(rocc), FinalLookDialog))
    dialog = rocc.dialog
    assert isinstance(dialog, FinalLookDialog)
    return dialog


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
