"""A ROCC's whole enquiry with the keyboard alone, from the first word to the figures."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from advisor.catalogue.entry import Kind, Organisation
from advisor.clearance import OFFICIAL
from advisor.enquiries import Enquiry, Status, Tray
from advisor.policy import load_policy, policy_path
from advisor.ui.actions import MENUS
from advisor.ui.area import Area
from advisor.ui.enquiries.figures_dialog import FiguresDialog
from advisor.ui.enquiries.final_look_dialog import FinalLookDialog
from advisor.ui.enquiries.giving_dialog import GivingDialog
from advisor.ui.location import Page
from tests.support.enquiries import make_tray
from tests.support.labelled import ABOVE, entry_of, make_source, open_at
from tests.support.onlooker import opened
from tests.support.rules import make_access, make_fact, make_requirement, make_route
from tests.support.sealed import LABELS
from tests.support.sealing import somebody
from tests.support.window import Person, visible

SECRET = LABELS[2]


@pytest.fixture
def rocc(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A ROCC where one capability asks a question, and says more at SECRET."""
    access = make_access(make_route(make_requirement({"fact": "boat", "is": True})))
    entries = [
        entry_of("south-east", Kind.ORGANISATION, *_place("region", None), title="South East"),
        entry_of("surrey", Kind.ORGANISATION, *_place("force", "south-east"), title="Surrey"),
        entry_of(
            "boat-desk",
            Kind.CAPABILITY,
            ("access", OFFICIAL, access),
            ("limits", SECRET, (f"boat {ABOVE[SECRET]}",)),
            title="Boat desk",
        ),
    ]
    source = make_source(entries, facts=[(make_fact("boat"), OFFICIAL)])
    session = open_at(source, SECRET, tmp_path)
    policy_path(session.places.site).write_text('export_up_to = "TOP SECRET"\n')
    session.policy = load_policy(session.places.site)
    with opened(qtbot, session, session.places) as person:
        person.window.show_session(session, tray=make_tray(tmp_path))
        yield person


def _place(kind: str, region: str | None) -> tuple[tuple[str, object, Organisation]]:
    return (("organisation", OFFICIAL, Organisation(type=kind, region=region)),)


def kept(folder: Path) -> Enquiry:
    """Return the one enquiry that is on the disk."""
    (one,) = Tray.open(folder, somebody(40), {}).all
    return one.case


def fill(person: Person, key: str, text: str) -> None:
    """Go to a field by its key, and type."""
    person.press(key)
    person.type(text)


def test_enquiry_from_the_first_word_to_the_figures(rocc: Person, tmp_path: Path):
    take_down(rocc, tmp_path)
    answer(rocc, tmp_path)
    choose_and_write(rocc, tmp_path)
    give_out(rocc, tmp_path)
    close(rocc, tmp_path)
    find_and_count(rocc)


def take_down(rocc: Person, folder: Path) -> None:
    rocc.press("Ctrl+Shift+N")
    rocc.until(rocc.dialog.isActiveWindow)
    rocc.type("Op Thistle")
    rocc.press("Return")
    rocc.until(lambda: rocc.reader.location.page is Page.ENQUIRY)
    rocc.type("Regional unit")  # the keyboard is where one begins
    fill(rocc, "Alt+R", "South")
    fill(rocc, "Alt+O", "Surr")
    fill(rocc, "Alt+W", "A boat at night.")
    fill(rocc, "Alt+Y", "Ann, ROCC")
    rocc.workspace.keep()
    one = kept(folder)
    assert (one.unit, one.region, one.force) == ("Regional unit", "south-east", "surrey")
    assert (one.description, one.author) == ("A boat at night.", "Ann, ROCC")
    assert one.clearance == "OFFICIAL"


def answer(rocc: Person, folder: Path) -> None:
    rocc.press("Alt+Q")
    rocc.until(lambda: rocc.reader.area is Area.ADVISOR)
    rocc.press("Space", "Return")
    rocc.press("Ctrl+8", "Return")
    rocc.until(lambda: rocc.reader.location.page is Page.ENQUIRY)
    assert rocc.sees("Boat", rocc.pane)
    assert kept(folder).answers == {"boat": "yes"}


def choose_and_write(rocc: Person, folder: Path) -> None:
    rocc.tab_to("A capability, authority or procedure")
    rocc.press("Tab", "Return")
    assert kept(folder).tactics == ("boat-desk",)
    rocc.tab_to("Add a paragraph")
    rocc.press("Return")
    rocc.type("Ring first.")
    rocc.workspace.keep()
    (words,) = kept(folder).words
    assert (words.marking, words.text) == (str(SECRET), "Ring first.")


def give_out(rocc: Person, folder: Path) -> None:
    rocc.press("Alt+L")
    rocc.until(lambda: visible(rocc.window, FinalLookDialog))
    rocc.until(rocc.dialog.isActiveWindow)
    assert rocc.sees("Not for the asker: 1", rocc.dialog)
    assert rocc.sees("Paragraph: Ring first.", rocc.dialog)
    rocc.tab_to("Print, save or copy…")
    rocc.press("Return")
    giving = next(each for each in visible(rocc.window, GivingDialog))
    rocc.until(giving.isActiveWindow)
    giving.save(str(folder / "note.html"))
    rocc.press("Esc")
    rocc.dialog.activateWindow()  # as a desktop does once what was in front is gone
    rocc.until(rocc.dialog.isActiveWindow)
    rocc.press("Esc")
    assert kept(folder).status is Status.ADVISED
    assert "Ring first." not in (folder / "note.html").read_text("utf-8")


def close(rocc: Person, folder: Path) -> None:
    fill(rocc, "Alt+S", "Cl")
    fill(rocc, "Alt+N", "2027-12-31")
    fill(rocc, "Alt+M", "The boat was met.")
    fill(rocc, "Alt+D", "It")
    rocc.workspace.keep()
    one = kept(folder)
    assert (one.status, one.review_on) == (Status.CLOSED, datetime.date(2027, 12, 31))
    assert (one.outcome, one.unmet.value) == ("The boat was met.", "too-late")


def find_and_count(rocc: Person) -> None:
    rocc.press("Ctrl+8", "Shift+Tab", "Shift+Tab")
    assert rocc.focus.accessibleName() == "Find enquiries by their words"
    rocc.type("thistle boat")
    assert rocc.sees("Enquiries: 1")
    rocc.press("Shift+Tab", "Return")
    assert isinstance(rocc.dialog, FiguresDialog)
    assert rocc.sees("Enquiries: 1", rocc.dialog)


def test_day_that_is_none_is_said_where_it_is_typed(rocc: Person, tmp_path: Path):
    rocc.workspace.desk._take_down("Op Rush")
    fill(rocc, "Alt+N", "31.12.")
    rocc.press("Tab")
    assert rocc.sees("This is not a day. Write it as 2027-12-31.", rocc.pane)
    assert kept(tmp_path).review_on is None
    line = rocc.find("Next review", QLineEdit)
    line.clear()
    fill(rocc, "Alt+N", "2027-12-31")
    rocc.press("Tab")
    assert not rocc.sees("This is not a day.", rocc.pane)


def test_no_key_of_the_page_is_that_of_a_menu_or_of_two_fields(rocc: Person):
    rocc.workspace.desk._take_down("Op Rush")
    page = rocc.pane.page
    assert page is not None
    said = [label.text() for label in visible(page, QLabel) if label.buddy() is not None]
    said += [button.text() for button in visible(page, QAbstractButton)]
    keys = Counter(key.upper() for text in (*said, *MENUS) for key in re.findall(r"&(\w)", text))
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) > 12 + len(MENUS)


def test_every_choice_says_what_it_is_for(rocc: Person):
    rocc.workspace.desk._take_down("Op Rush")
    for kind in (QComboBox, QLineEdit):
        assert all(each.accessibleName() for each in visible(_page(rocc), kind))


def _page(person: Person) -> QWidget:
    page = person.pane.page
    assert page is not None
    return page
