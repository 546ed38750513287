"""What the auditor is asked for, and the window that follows."""

from __future__ import annotations

from typing import Any, Final

from advisor.sealing.age import Identity
from advisor.ui.desks.audit.window import AuditWindow
from advisor.ui.desks.desk import Desk, Unlocking
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork
from advisor.ui.tasks import TaskRunner

_ASK: Final = Ask(
    "Audit log",
    "For the site's auditor: the records are sealed to their identity. With any other one only "
    "the number, time and kind of each can be read.",
    "Open the log",
)


class AuditorWork(UnlockingWork[Identity]):
    """Unlocks the auditor's identity; the log itself is read in the window."""

    def prepare(self) -> None:
        """Nothing has to be there yet: the log may be a copy somewhere else."""

    def use(self, identity: Identity) -> Identity:
        """Hand the identity on."""
        return identity


def _make_work(handover: Handover, tell: Tell) -> AuditorWork:
    return AuditorWork(handover.places, tell)


def _make_window(handover: Handover, runner: TaskRunner, identity: Any) -> AuditWindow:
    return AuditWindow(handover, runner, identity)


DESK: Final = Desk(_make_window, Unlocking(_ASK, _make_work))
