"""The desk at which people are cleared; it asks for an administrator's passphrase."""

from __future__ import annotations

from typing import Any

from advisor.ui.desks.desk import Desk, Unlocking
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.people.opening import OfficeOpening, OpenOffice
from advisor.ui.desks.people.people_window import PeopleWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork
from advisor.ui.tasks import TaskRunner

_ASK = Ask(
    "People and clearances",
    "Opens the register of your site, for its administrators. What you do is recorded for the "
    "auditor.",
    "Open",
)


def _make_work(handover: Handover, tell: Tell) -> UnlockingWork[Any]:
    return OfficeOpening(handover.places, tell)


def _make_window(handover: Handover, runner: TaskRunner, result: OpenOffice) -> DeskWindow:
    return PeopleWindow(
        result, runner, handover.catalogue_path, is_demonstration=handover.is_demonstration
    )


PEOPLE = Desk(_make_window, Unlocking(_ASK, _make_work))
