"""What there is of office work: what it asks for, and the window that it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork
from advisor.ui.tasks import TaskRunner


@dataclass(frozen=True)
class Unlocking:
    """What a desk asks a passphrase for.

    Attributes:
        ask: The words of the dialog.
        make_work: Returns the work that uses the identity.
    """

    ask: Ask
    make_work: Callable[[Handover, Tell], UnlockingWork[Any]]


@dataclass(frozen=True)
class Desk:
    """One kind of office work.

    Attributes:
        make_window: Returns the window for what the unlocking resulted in (``None`` where
            nothing has to be unlocked); longer work of it goes to the runner.
        unlocking: What has to be unlocked first, if anything.
    """

    make_window: Callable[[Handover, TaskRunner, Any], DeskWindow]
    unlocking: Unlocking | None = None
