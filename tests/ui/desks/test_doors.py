"""The menu leads to the windows of administrators, and from nowhere else."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from advisor.ui.desks.registry import find_desk
from advisor.ui.main_window import MainWindow
from advisor.ui.seat import NOT_SIGNED_IN, Seat, SeatKind

DOORS = {
    "people": "people",
    "set_up": "set-up",
    "additions": "additions",
    "releases": "releases",
}


@pytest.mark.parametrize(("deed", "desk"), DOORS.items(), ids=DOORS)
def test_deed_opens_its_desk_though_no_catalogue_is_open(qtbot: QtBot, deed: str, desk: str):
    window = MainWindow(NOT_SIGNED_IN)
    qtbot.addWidget(window)
    action = window.actions_by_name[deed]
    assert action.isEnabled()
    with qtbot.waitSignal(window.desk_wanted) as wanted:
        action.trigger()
    assert wanted.args == [desk]
    assert find_desk(desk).make_window


@pytest.mark.parametrize("deed", DOORS)
def test_who_looks_as_somebody_else_does_no_office_work(qtbot: QtBot, deed: str):
    window = MainWindow(Seat(SeatKind.SEEING_AS, ""))
    qtbot.addWidget(window)
    assert not window.actions_by_name[deed].isVisible()
    assert not window.actions_by_name[deed].isEnabled()


def test_there_is_no_other_desk():
    with pytest.raises(KeyError):
        find_desk("no-such-desk")
