"""The desk at which a site's notes, corrections and words are kept; it asks for a passphrase."""

from __future__ import annotations

from typing import Any

from advisor.ui.desks.additions.opening import AdditionsOpening
from advisor.ui.desks.additions.window import AdditionsWindow
from advisor.ui.desks.desk import Desk, Unlocking
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.site_work import SiteWork
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork
from advisor.ui.tasks import TaskRunner

_ASK = Ask(
    "Notes, corrections and words",
    "Opens what your site adds to the catalogue, for its administrators. What you do is recorded "
    "for the auditor.",
    "Open",
)


def _make_work(handover: Handover, tell: Tell) -> UnlockingWork[Any]:
    return AdditionsOpening(handover.places, handover.catalogue_path, tell)


def _make_window(handover: Handover, runner: TaskRunner, result: SiteWork) -> DeskWindow:
    return AdditionsWindow(result, runner, is_demonstration=handover.is_demonstration)


ADDITIONS = Desk(_make_window, Unlocking(_ASK, _make_work))
