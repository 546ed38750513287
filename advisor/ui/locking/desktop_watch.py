"""Tells when the desktop is reason enough to lock, whatever desktop it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from advisor.ui.locking.reasons import LockReason


class DesktopWatch(QObject):
    """Watches for a locked screen, sleep and a switched session, from when it is made.

    It never waits: what is watched is known a moment later.

    Args:
        parent: What it belongs to.
        environment: Where a desktop's message buses are named.

    Signals:
        lock_due: It is time to lock; the value of the ``LockReason``.
        watched_changed: More or less is watched than before.
    """

    lock_due = Signal(str)
    watched_changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, environment: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__(parent)
        self._source = _make_source(environment, self)
        self._source.lock_due.connect(self.lock_due)
        self._source.watched_changed.connect(self.watched_changed)

    @property
    def watched(self) -> frozenset[LockReason]:
        """What would be noticed: none of ``SCREEN``, ``SLEEP`` and ``SWITCHED``, some or all."""
        return self._source.watched

    @property
    def is_watching(self) -> bool:
        """Whether anything would be noticed."""
        return bool(self.watched)


if sys.platform == "win32":
    from advisor.ui.locking.windows_watch import WindowsWatch

    def _make_source(environment: Mapping[str, str], parent: QObject) -> WindowsWatch:
        del environment
        return WindowsWatch(parent)

else:
    from advisor.ui.locking.bus_watch import BusWatch

    def _make_source(environment: Mapping[str, str], parent: QObject) -> BusWatch:
        return BusWatch(environment, parent)
