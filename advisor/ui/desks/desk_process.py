"""The process that one kind of office work is done in.

Rules that this module keeps:
 * It ends with its window, with the window that started it, and when it would lock: what it
   unlocked is in no other process, and in none afterwards.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from PySide6.QtCore import QObject, Slot

from advisor.clearance import Label
from advisor.policy import load_policy
from advisor.ui.desks.desk import Desk, Unlocking
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.locking.clipboard_guard import ClipboardGuard
from advisor.ui.locking.desktop_watch import DesktopWatch
from advisor.ui.locking.idle_watch import NOTICE_SECONDS, IdleWatch
from advisor.ui.locking.reasons import LockReason
from advisor.ui.signing_in.ending import end_process, end_process_within, hide_everything
from advisor.ui.signing_in.handover import Handover, Said
from advisor.ui.signing_in.sign_in import SigningIn
from advisor.ui.signing_in.starter import Starter
from advisor.ui.signing_in.use_teller import UseTeller
from advisor.ui.tasks import TaskRunner

#: For what was begun to be done whole; whatever is cut off even so, the next one finishes.
_MOST_SECONDS: Final = 30.0


class DeskProcess(QObject):
    """Unlocks what has to be, and shows the window.

    Args:
        desk: The work.
        handover: What this process was told.
        starter: The window that started it.
        parent: What it belongs to.
    """

    def __init__(
        self, desk: Desk, handover: Handover, starter: Starter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._handover = handover
        self._starter = starter
        self._runner = TaskRunner(self)
        self._policy = load_policy(handover.places.site)
        seconds = self._policy.clipboard_seconds
        self._clipboard = ClipboardGuard(seconds, self, may_copy=self._may_copy)
        self._clipboard.refused.connect(self._on_copy_refused)
        self._window: DeskWindow | None = None
        self._unlock: SigningIn | None = None
        starter.raise_wanted.connect(self._on_raise_wanted)
        starter.gone.connect(partial(self._end, Said.CLOSED))
        self._use = UseTeller(starter, self)
        self._desktop = DesktopWatch(self)
        self._desktop.lock_due.connect(partial(self._end, Said.CLOSED))
        if desk.unlocking is None:
            self._show(None)
        else:
            self._ask(desk.unlocking)

    def _may_copy(self) -> bool:
        """Tell whether the site lets what is on the screen now be copied."""
        window = self._window
        return window is None or self._policy.allows_copying(Label.parse(window.marking))

    @Slot()
    def _on_copy_refused(self) -> None:
        if self._window is not None:
            self._window.message.show_message(
                f"Not copied. Your organisation lets text up to {self._policy.copy_up_to} be "
                f"copied, and what is on the screen is {self._window.marking}."
            )

    def _ask(self, unlocking: Unlocking) -> None:
        make = partial(unlocking.make_work, self._handover)
        self._unlock = SigningIn(self._handover, self._runner, make, unlocking.ask, self)
        self._unlock.opened.connect(self._on_opened)
        self._unlock.dialog.closed.connect(partial(self._end, Said.CANCELLED))
        self._unlock.dialog.life_at_risk_wanted.connect(partial(self._end, Said.LIFE_AT_RISK))
        self._unlock.start()

    @Slot(object, object)
    def _on_opened(self, result: object, path: Path) -> None:
        del path
        self._show(result)

    def _show(self, result: object) -> None:
        window = self._desk.make_window(self._handover, self._runner, result)
        self._window = window
        window.closed.connect(partial(self._end, Said.CLOSED))
        window.life_at_risk_wanted.connect(partial(self._end, Said.LIFE_AT_RISK))
        self._idle = IdleWatch(60 * self._policy.idle_minutes, parent=self)
        self._idle.due.connect(partial(self._end, Said.CLOSED))
        self._idle.left_changed.connect(self._on_left_changed)
        window.status.stay_wanted.connect(self._idle.stay)
        window.show()
        self._starter.say(Said.SHOWN)

    @Slot(int)
    def _on_left_changed(self, seconds: int) -> None:
        words = f"Idle: closes in {seconds // 60}:{seconds % 60:02}" if seconds else ""
        if self._window is not None:
            self._window.status.show_countdown(words)
            self._window.status.offer_stay(offered=0 < seconds <= NOTICE_SECONDS)

    @Slot()
    def _on_raise_wanted(self) -> None:
        window = self._window or (self._unlock.dialog if self._unlock is not None else None)
        if window is not None:
            window.raise_()
            window.activateWindow()

    def _end(self, word: Said, *ignored: object) -> NoReturn:
        del ignored
        end_process_within(_MOST_SECONDS)
        try:
            hide_everything()
            self._clipboard.clear()
            if self._unlock is not None:
                self._unlock.cancel()
            self._runner.shut_down()  # what was begun is done whole
            self._starter.say(word, LockReason.KEY.value)
        finally:
            end_process()
