"""Keeps other programs from capturing our windows, where the site wants that and the system can.

Windows alone can: its ``SetWindowDisplayAffinity`` leaves a window out of captures and of shared
screens. Never run on Windows: docs/deploying.md lists it as not verified. X11 lets every program of
an account read the screen, and under Wayland capturing is the compositor's to refuse.
"""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

#: Whether anything can be done on this system.
IS_ABLE: Final = sys.platform == "win32"
_EXCLUDE_FROM_CAPTURE: Final = 0x11  # from Windows 10, version 2004
_ON_MONITORS_ONLY: Final = 0x1  # a black rectangle in captures, before that

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def exclude_from_capture(window: int) -> bool:
        """Ask Windows to leave a window out of captures; return whether it will."""
        ask = ctypes.WinDLL("user32").SetWindowDisplayAffinity
        ask.argtypes = [wintypes.HWND, wintypes.DWORD]
        ask.restype = wintypes.BOOL
        return bool(ask(window, _EXCLUDE_FROM_CAPTURE) or ask(window, _ON_MONITORS_ONLY))

else:

    def exclude_from_capture(window: int) -> bool:
        """Return that nobody leaves it out."""
        del window
        return False


class CaptureGuard(QObject):
    """Asks for every window of the application, menus and tool tips as well, before it is painted.

    Args:
        application: The application.
        exclude: Asks for one window, given its handle.
    """

    def __init__(
        self, application: QObject, *, exclude: Callable[[int], bool] = exclude_from_capture
    ) -> None:
        super().__init__(application)
        self._exclude = exclude
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for a window that is about to show."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._exclude(int(watched.winId()))
        return False
