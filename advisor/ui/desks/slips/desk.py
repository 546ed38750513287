"""The desk at which slips of readers are decided; it asks for a passphrase."""

from __future__ import annotations

from typing import Any

from advisor.ui.desks.desk import Desk, Unlocking
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.slips.opening import OpenSlips, SlipsOpening
from advisor.ui.desks.slips.window import SlipsWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork
from advisor.ui.tasks import TaskRunner

_ASK = Ask(
    "Reported mistakes",
    "Opens what readers of your site say is wrong in the catalogue, for its administrators. What "
    "you do is recorded for the auditor.",
    "Open",
)


def _make_work(handover: Handover, tell: Tell) -> UnlockingWork[Any]:
    return SlipsOpening(handover.places, handover.catalogue_path, tell)


def _make_window(handover: Handover, runner: TaskRunner, result: OpenSlips) -> DeskWindow:
    return SlipsWindow(result, runner, is_demonstration=handover.is_demonstration)


SLIPS = Desk(_make_window, Unlocking(_ASK, _make_work))
