"""Tells from Windows' own notifications when to lock.

Never run on Windows: docs/deploying.md lists it as not verified. What a notification means
is decided by a function that is tested everywhere.
"""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from PySide6.QtGui import QWindow

from advisor.ui.locking.reasons import LockReason

_MESSAGE: Final = b"windows_generic_MSG"
_WM_POWERBROADCAST: Final = 0x0218
_WM_WTSSESSION_CHANGE: Final = 0x02B1
#: What locks, by the message and its first parameter.
_MEANINGS: Final = {
    (_WM_WTSSESSION_CHANGE, 0x2): LockReason.SWITCHED,  # WTS_CONSOLE_DISCONNECT
    (_WM_WTSSESSION_CHANGE, 0x4): LockReason.SWITCHED,  # WTS_REMOTE_DISCONNECT
    (_WM_WTSSESSION_CHANGE, 0x6): LockReason.SWITCHED,  # WTS_SESSION_LOGOFF
    (_WM_WTSSESSION_CHANGE, 0x7): LockReason.SCREEN,  # WTS_SESSION_LOCK
    (_WM_POWERBROADCAST, 0x4): LockReason.SLEEP,  # PBT_APMSUSPEND
}


def find_meaning(message: int, parameter: int) -> LockReason | None:
    """Return why a Windows message is reason to lock; ``None`` where it is not."""
    return _MEANINGS.get((message, parameter))


if sys.platform == "win32":
    import ctypes

    def ask_for_session_changes(window: int) -> bool:
        """Ask Windows to tell a window of changes to its session; return whether it will."""
        ask = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification
        ask.argtypes = [wintypes.HWND, wintypes.DWORD]
        ask.restype = wintypes.BOOL
        for_this_session = 0
        return bool(ask(window, for_this_session))

else:

    def ask_for_session_changes(window: int) -> bool:
        """Return that nobody will tell."""
        del window
        return False


class WindowsWatch(QObject):
    """Listens by a window of its own that is never shown, so that its handle stays the same.

    Args:
        parent: What it belongs to.
        ask: Asks for notifications of the session, given the handle of a window.

    Attributes:
        watched: What would be noticed.

    Signals:
        lock_due: It is time to lock; the value of the ``LockReason``.
        watched_changed: More or less is watched than before; never, here.
    """

    lock_due = Signal(str)
    watched_changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, ask: Callable[[int], bool] = ask_for_session_changes
    ) -> None:
        super().__init__(parent)
        self._window = QWindow()
        self._window.create()
        self.watched = frozenset({LockReason.SLEEP})  # every window is told of that
        if ask(int(self._window.winId())):
            self.watched |= {LockReason.SCREEN, LockReason.SWITCHED}
        self._filter = _Filter(self._lock)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)

    def _lock(self, reason: LockReason) -> None:
        self.lock_due.emit(reason.value)


class _Filter(QAbstractNativeEventFilter):
    """Looks at every message of Windows; takes none."""

    def __init__(self, heard: Callable[[LockReason], None]) -> None:
        super().__init__()
        self._heard = heard

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, address: int, /
    ) -> tuple[bool, int]:
        """Tell of a message that is reason to lock."""
        if bytes(kind.data() if isinstance(kind, QByteArray) else kind) == _MESSAGE:
            message = wintypes.MSG.from_address(int(address))
            reason = find_meaning(message.message, message.wParam)
            if reason is not None:
                self._heard(reason)
        return False, 0
