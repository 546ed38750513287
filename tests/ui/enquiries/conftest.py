"""A ROCC who has one enquiry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from advisor.session import Session
from tests.support.enquiries import make_enquiry, make_tray
from tests.support.labelled import IDS, PLACES, everything, open_at
from tests.support.onlooker import opened
from tests.support.rocc import SECRET
from tests.support.window import Person


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
