"""The desk for releases: as anybody may use it, and for somebody who is signed in."""

from __future__ import annotations

from typing import Final

from advisor.ui.desks.desk import Desk, Unlocking
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.desks.releases.opening import AdministratorOpening
from advisor.ui.desks.releases.window import ReleasesWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import Tell
from advisor.ui.tasks import TaskRunner

_ASK: Final = Ask(
    "Releases",
    "Your identity opens what you are cleared for, so that you see all that a release changes "
    "for you. What you import is recorded for the auditor.",
    "Open",
)


def _make_work(handover: Handover, tell: Tell) -> AdministratorOpening:
    return AdministratorOpening(handover.places, tell)


def _make_window(
    handover: Handover, runner: TaskRunner, administrator: Administrator | None
) -> DeskWindow:
    who = administrator or Administrator(handover.places)
    return ReleasesWindow(who, runner, is_demonstration=handover.is_demonstration)


RELEASES: Final = Desk(_make_window)
RELEASES_SIGNED_IN: Final = Desk(_make_window, Unlocking(_ASK, _make_work))
