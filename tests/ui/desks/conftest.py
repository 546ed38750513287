"""The application dressed, for windows of office work; no part of them is shown by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.sealing.age import Identity
from advisor.ui import theme
from advisor.ui.desks.people.opening import OpenOffice
from advisor.ui.desks.people.people_window import PeopleWindow
from advisor.ui.tasks import TaskRunner
from tests.support.people import ALDER, ANN, BEN, EVE, Town
from tests.support.people_desk import Office
from tests.support.window import StrayWindows


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp)
    stray = StrayWindows()
    qapp.installEventFilter(stray)
    yield
    qapp.removeEventFilter(stray)
    assert stray.seen == []


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A site with Ann, who holds everything, and Ben, who administers and holds less."""
    town = Town(tmp_path / "site")
    town.set_up()
    ben = town.add(BEN, "Ben Jones", unit="Major crime", valid_until=date(2026, 6, 20))
    town.add(EVE, "Eve Brown", vetting="CTC", compartments=())
    grant(town.office(), ben.id, [ALDER])
    change_person(town.office(), ben.id, PersonChange(is_administrator=True))
    town.recorded.clear()
    return town


@pytest.fixture
def enter(qtbot: QtBot, town: Town) -> Iterator[Callable[..., Office]]:
    runners = []

    def open_window(identity: Identity = ANN, catalogue: Path | None = None) -> Office:
        runners.append(TaskRunner())
        office = town.office(identity)
        opened = OpenOffice(office, office.look())
        return Office(qtbot, PeopleWindow(opened, runners[-1], catalogue))

    yield open_window
    for runner in runners:
        runner.shut_down()
