"""Somebody at a window of office work who reads more than they fill in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from tests.support.desk import Clerk


class AtDesk(Clerk):
    """One person at one window, or at the dialog in front of it."""

    @property
    def top(self) -> QWidget:
        """What is in front."""
        return self.dialog or self.window

    @property
    def words(self) -> str:
        """Every word that is shown in front, also of what is only read aloud."""
        return self.text

    def push(self, name: str) -> None:
        """Go to a button with Tab and press it with Enter."""
        self.tab_to(name)
        self.press("Return")

    def leave(self) -> None:
        """Close the window for good, before anything of it is collected piece by piece."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
