"""The desk to set a site up at; it unlocks nothing before its form does."""

from __future__ import annotations

from typing import Any

from advisor.ui.desks.desk import Desk
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.set_up.set_up_window import SetUpWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import TaskRunner


def _make_window(handover: Handover, runner: TaskRunner, result: Any) -> DeskWindow:
    del result
    return SetUpWindow(handover, runner)


SET_UP = Desk(_make_window)
