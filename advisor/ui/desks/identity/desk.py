"""One's own identity, which nothing has to be unlocked for at first."""

from __future__ import annotations

from typing import Any, Final

from advisor.ui.desks.desk import Desk
from advisor.ui.desks.identity.window import IdentityWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import TaskRunner


def _make_window(handover: Handover, runner: TaskRunner, nothing: Any) -> IdentityWindow:
    del nothing
    return IdentityWindow(handover, runner)


IDENTITY: Final = Desk(_make_window)
