"""Tells the window that started this one that somebody uses it."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, Slot

from advisor.ui.locking.activity import Activity
from advisor.ui.signing_in.handover import Said
from advisor.ui.signing_in.starter import Starter

_EVERY_SECONDS: Final = 5.0


class UseTeller(QObject):
    """Keeps the window that started this one from locking, which would end this one too.

    Args:
        starter: That window; told every few seconds at the most.
        parent: What it belongs to.
    """

    def __init__(self, starter: Starter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._starter = starter
        self._told = -_EVERY_SECONDS
        self._activity = Activity(self)
        self._activity.used.connect(self._on_used)

    @Slot()
    def _on_used(self) -> None:
        now = time.monotonic()
        if now - self._told >= _EVERY_SECONDS:
            self._told = now
            self._starter.say(Said.USED)
