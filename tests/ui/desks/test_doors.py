"""The menu leads to the windows of administrators, and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from advisor.ui.desks.registry import find_desk
from advisor.ui.main_window import MainWindow
from advisor.ui.seat import NOT_SIGNED_IN, Seat, SeatKind

DOORS = {
    "people": "people",
    "set_up": "set-up",
    "additions": "additions",
    "slips": "slips",
    "releases": "releases",
}


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Seat], MainWindow]]:
    """Windows that are gone for good afterwards, before they are collected piece by piece."""
    windows = []

    def make(seat: Seat) -> MainWindow:
        windows.append(MainWindow(seat))
        return windows[-1]

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(("deed", "desk"), DOORS.items(), ids=DOORS)
def test_deed_opens_its_desk_though_no_catalogue_is_open(
    qtbot: QtBot, open_window: Callable[[Seat], MainWindow], deed: str, desk: str
):
    window = open_window(NOT_SIGNED_IN)
    action = window.actions_by_name[deed]
    assert action.isEnabled()
    with qtbot.waitSignal(window.desk_wanted) as wanted:
        action.trigger()
    assert wanted.args == [desk]
    assert find_desk(desk).make_window


@pytest.mark.parametrize("deed", DOORS)
def test_who_looks_as_somebody_else_does_no_office_work(
    open_window: Callable[[Seat], MainWindow], deed: str
):
    window = open_window(Seat(SeatKind.SEEING_AS, ""))
    assert not window.actions_by_name[deed].isVisible()
    assert not window.actions_by_name[deed].isEnabled()


def test_there_is_no_other_desk():
    with pytest.raises(KeyError):
        find_desk("no-such-desk")
