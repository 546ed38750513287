"""Tells when a window was not used for so long that it has to lock.

Rules that this module keeps:
 * Time passes as fast as the faster of two clocks says, from one look to the next: one that
   stands still while the computer sleeps, or is set back, prolongs nothing.
 * Whether the time is over is looked at before anything that would begin it again, so that
   whoever wakes the computer finds the window locked, whatever they press.
 * Once it is over it stays over.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from advisor.ui.locking.activity import Activity

#: How long before it locks the reader is asked to stay.
NOTICE_SECONDS: Final = 30
#: How long before it locks the seconds are counted on the screen.
COUNTED_SECONDS: Final = 300
_LOOK_SECONDS: Final = 5.0
_COUNT_SECONDS: Final = 1.0

Clock = Callable[[], float]


if sys.platform == "linux":

    def read_clock() -> float:
        """Return the seconds of a clock that nobody sets and that runs on in sleep."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:
    read_clock = time.monotonic


class IdleWatch(QObject):
    """Counts from when it is made, and from each use.

    Args:
        idle_seconds: How long the window may go unused.
        parent: What it belongs to.
        monotonic: A clock that nobody sets.
        wall: The clock on the wall.

    Signals:
        due: It has to lock now.
        left_changed: So many seconds are left, each second of the last five minutes; 0 once
            there is no need to count any more.
        notice: It locks in half a minute.
    """

    due = Signal()
    left_changed = Signal(int)
    notice = Signal()

    def __init__(
        self,
        idle_seconds: int,
        parent: QObject | None = None,
        *,
        monotonic: Clock = read_clock,
        wall: Clock = time.time,
    ) -> None:
        super().__init__(parent)
        self._idle_seconds = idle_seconds
        self._clocks = (monotonic, wall)
        self._seen = (monotonic(), wall())
        self._passed = 0.0
        self._told = 0
        self._has_noticed = self._is_over = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._activity = Activity(self)
        self._activity.used.connect(self.note_activity)
        self.tick()

    @Slot()
    def note_activity(self) -> None:
        """Begin the time again, at most once a second: somebody uses the window."""
        if self._look() >= _COUNT_SECONDS:
            self.stay()

    @Slot()
    def stay(self) -> None:
        """Begin the time again, unless it is over."""
        if self._look() < self._idle_seconds:
            self._passed = 0.0
            self._has_noticed = False
        self.tick()

    @Slot()
    def tick(self) -> None:
        """Look how much time is left, tell, and look again when that will have changed."""
        if self._is_over:
            return
        left = self._idle_seconds - self._look()
        if left <= 0:
            self._is_over = True
            self._timer.stop()
            self.due.emit()
            return
        self._tell(left)
        until_counted = max(left - COUNTED_SECONDS, _COUNT_SECONDS)
        self._timer.start(round(1000 * min(until_counted, _LOOK_SECONDS)))

    def _look(self) -> float:
        """Return the seconds that have passed since the last use."""
        now = (self._clocks[0](), self._clocks[1]())
        self._passed += max(0.0, now[0] - self._seen[0], now[1] - self._seen[1])
        self._seen = now
        return self._passed

    def _tell(self, left: float) -> None:
        seconds = math.ceil(left) if left <= COUNTED_SECONDS else 0
        if seconds != self._told:
            self._told = seconds
            self.left_changed.emit(seconds)
        if left <= NOTICE_SECONDS and not self._has_noticed:
            self._has_noticed = True
            self.notice.emit()
