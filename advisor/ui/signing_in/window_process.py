"""The start of a process that one of our windows started: to sign in, or to show a view."""

from __future__ import annotations

import signal
import sys
import threading
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, NoReturn

import msgspec
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from advisor.policy import load_policy
from advisor.sealing.hardening import keep_memory_private
from advisor.ui.desks.desk_process import DeskProcess
from advisor.ui.desks.registry import find_desk
from advisor.ui.dressing import dress, log_bug
from advisor.ui.locking.desktop_watch import DesktopWatch
from advisor.ui.locking.idle_watch import IdleWatch
from advisor.ui.locking.reasons import LockReason
from advisor.ui.main_window import MainWindow
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.signing_in.ending import end_process
from advisor.ui.signing_in.handover import Handover, Said
from advisor.ui.signing_in.opening import Opened, Opening
from advisor.ui.signing_in.seen_as import SeenAsWindow
from advisor.ui.signing_in.sign_in import SigningIn
from advisor.ui.signing_in.signed_in import SignedInWindow
from advisor.ui.signing_in.starter import Starter, read_handover
from advisor.ui.signing_in.unlocking_work import Tell
from advisor.ui.tasks import TaskRunner

#: When the dialog has been painted.
_MAKE_AFTER_MS: Final = 200


class ReaderProcess(QObject):
    """A process that begins with the dialog and ends with the window.

    What locks the window ends the dialog too: a passphrase may stand in it, and what is being
    opened would show on a screen that nobody looks at.

    Args:
        handover: What this process was told.
        starter: The window that started it.
        parent: What it belongs to.
    """

    def __init__(self, handover: Handover, starter: Starter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handover = handover
        self._starter = starter
        self._runner = TaskRunner(self)
        self._signed_in: SignedInWindow | None = None
        self._signing_in = SigningIn(
            handover, self._runner, partial(_make_opening, handover), parent=self
        )
        self._signing_in.opened.connect(self._on_opened)
        self._signing_in.dialog.closed.connect(self._on_cancelled)
        self._signing_in.dialog.life_at_risk_wanted.connect(self._on_life_at_risk)
        starter.raise_wanted.connect(self._on_raise_wanted)
        starter.gone.connect(self._on_gone)
        self._desktop = DesktopWatch(self)
        self._desktop.lock_due.connect(self._on_lock_due)
        self._idle = IdleWatch(60 * load_policy(handover.places.site).idle_minutes, self)
        self._idle.due.connect(self._on_cancelled)
        self._signing_in.start()
        self._window: MainWindow | None = None
        QTimer.singleShot(_MAKE_AFTER_MS, self._make_window)

    @Slot()
    def _make_window(self) -> MainWindow:
        """Return the window that will show what is opened; made while a passphrase is typed."""
        if self._window is None:
            from advisor.ui import workspace  # noqa: PLC0415 - it takes its time; see app.py

            del workspace
            minutes = load_policy(self._handover.places.site).idle_minutes
            self._window = MainWindow(Seat(SeatKind.SIGNED_IN, f"idle lock {minutes} min"))
        return self._window

    @Slot(object, object)
    def _on_opened(self, opened: Opened, path: Path) -> None:
        settings = opened.session.settings
        opened.session.settings = msgspec.structs.replace(settings, identity=str(path))
        self._idle.deleteLater()  # the window has its own
        window, desktop = self._make_window(), self._desktop
        self._signed_in = SignedInWindow(
            window, self._handover, opened, self._starter, desktop, self._runner, self
        )
        self._signed_in.show()

    @Slot()
    def _on_cancelled(self) -> None:
        self._leave(Said.CANCELLED)

    @Slot()
    def _on_life_at_risk(self) -> None:
        self._leave(Said.LIFE_AT_RISK)

    def _leave(self, word: Said) -> NoReturn:
        self._signing_in.dialog.hide()
        self._starter.say(word)
        end_process()

    @Slot()
    def _on_raise_wanted(self) -> None:
        self._signing_in.dialog.raise_()
        self._signing_in.dialog.activateWindow()

    @Slot(str)
    def _on_lock_due(self, reason: str) -> None:
        if self._signed_in is None:
            self._leave(Said.CANCELLED)
        self._signed_in.lock(LockReason(reason))

    @Slot()
    def _on_gone(self) -> None:
        if self._signed_in is None:
            end_process()
        self._signed_in.end_unasked()


def _make_opening(handover: Handover, tell: Tell) -> Opening:
    return Opening(handover.catalogue_path, handover.places, tell)


def _make_process(handover: Handover, starter: Starter, parent: QObject) -> QObject:
    if handover.desk is not None:
        return DeskProcess(find_desk(handover.desk), handover, starter, parent)
    if handover.view is not None:
        return SeenAsWindow(handover, handover.view, starter, parent)
    return ReaderProcess(handover, starter, parent)


def _on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug; end the process where it shows nothing that its reader could lock or close."""
    log_bug(kind, error, trace)
    if not any(widget.isVisible() for widget in QApplication.topLevelWidgets()):
        end_process()


def _on_bug_elsewhere(bug: threading.ExceptHookArgs) -> None:
    """Log a bug of another thread."""
    if bug.exc_value is not None:
        log_bug(bug.exc_type, bug.exc_value, bug.exc_traceback)


def main() -> int:
    """Run such a process and return its exit code.

    Run by ``advisor/__main__.py`` for the hidden argument.
    """
    keep_memory_private()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with whoever started it
    sys.excepthook, threading.excepthook = _on_bug, _on_bug_elsewhere
    try:
        handover, rest = read_handover()
    except ValueError:
        return 1
    qt = dress(handover.places)
    qt.setQuitOnLastWindowClosed(False)
    starter = Starter(rest, qt)
    process = _make_process(handover, starter, qt)
    starter.listen()
    code = qt.exec()
    del process
    return code
