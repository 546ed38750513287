"""What the auditor has to see is recorded before a page shows; else the page does not show."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from advisor.audit.files import audit_path, find_logs
from advisor.audit.reading import read_records
from advisor.journal import Journal
from advisor.session import Session
from advisor.settings import Places
from advisor.ui.location import Location, Page
from advisor.ui.main_window import MainWindow
from advisor.ui.pictures import settle
from advisor.ui.seat import Seat, SeatKind
from tests.support.labelled import ABOVE, IDS
from tests.support.people import AUDITOR, Town
from tests.support.sealed import LABELS, Site
from tests.support.window import text_of, visible
from tests.ui.signing_in.conftest import Holder

NOT_SHOWN = "This is not shown, because it cannot be recorded"
HIGH, OPEN = IDS[3], IDS[1]


class Desk:
    """A signed-in window at a site that keeps an audit log."""

    def __init__(self, qtbot: QtBot, session: Session, journal: Journal, home: Path) -> None:
        self.home = home
        self.window = MainWindow(Seat(SeatKind.SIGNED_IN))
        qtbot.addWidget(self.window)
        self.work = self.window.show_session(session, journal=journal)
        self.window.show()

    def open(self, location: Location) -> str:
        self.work.reader.open(location)
        settle()
        return self.words

    @property
    def words(self) -> str:
        return "\n".join(text_of(each) for each in visible(self.work.pane, QWidget))

    @property
    def recorded(self) -> list[tuple[str, str]]:
        records = [
            r for files in find_logs(audit_path(self.home)) for r in read_records(files, AUDITOR)
        ]
        return [(str(r.kind), r.details.subject) for r in records if r.details is not None]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, site: Site, holder: Holder, tmp_path: Path) -> Desk:
    del qapp
    audited = Places(tmp_path / "audited", tmp_path / "home")
    Town(audited.site).set_up()
    session = Session.open(site.file, site.places, holder.identity)
    return Desk(qtbot, session, Journal.open(audited, "me"), audited.home)


def cut(home: Path) -> bytes:
    """Cut the log, as somebody would who wants to hide the last line; return it whole."""
    (log,) = audit_path(home).glob("*.log")
    whole = log.read_bytes()
    log.write_bytes(whole[:-40])
    return whole


def test_restricted_entry_is_recorded_when_it_shows(desk: Desk):
    assert ABOVE[LABELS[3]] in desk.open(Location(Page.ENTRY, HIGH))
    desk.open(Location(Page.START))
    desk.open(Location(Page.ENTRY, HIGH))
    assert desk.recorded == [("entry-viewed", HIGH)]


def test_searching_is_not_recorded_until_an_entry_shows(desk: Desk):
    desk.work.reader.search(f"{ABOVE[LABELS[3]]} ")
    assert desk.recorded == []
    desk.work.pane.show_due()
    assert [kind for kind, _ in desk.recorded] == ["entry-viewed"]


def test_check_is_recorded(desk: Desk):
    desk.open(Location(Page.CHECK, HIGH))
    assert desk.recorded == [("entry-viewed", HIGH), ("check", HIGH)]


def test_what_cannot_be_recorded_does_not_show(desk: Desk):
    desk.open(Location(Page.ENTRY, OPEN))
    whole = cut(desk.home)
    words = desk.open(Location(Page.ENTRY, HIGH))
    assert NOT_SHOWN in words
    assert ABOVE[LABELS[3]] not in words
    (log,) = audit_path(desk.home).glob("*.log")
    log.write_bytes(whole)
    again = next(b for b in visible(desk.work.pane, QAbstractButton) if text_of(b) == "Try again")
    again.click()
    settle()
    assert ABOVE[LABELS[3]] in desk.words
