"""Garbage is collected on the window's thread alone.

Python looks for garbage on whichever thread has just made enough objects. Where that is a
worker's, what it finds of Qt's is destroyed there, under the window's feet, and the process ends
(a segmentation fault, seen once in some thousands of dialogs).
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS: Final = 1000


class GarbageCollector(QObject):
    """Looks for garbage as often as Python would, from the thread that it lives on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        self._was_python_collecting = False

    def start(self) -> None:
        """Take over from Python, if it collects."""
        self._was_python_collecting |= gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back to Python if it did, once no other thread is at work."""
        self._timer.stop()
        if self._was_python_collecting:
            gc.enable()
        self._was_python_collecting = False

    @Slot()
    def _on_time(self) -> None:
        collect_what_is_due()


def collect_what_is_due() -> None:
    """Collect, on this thread, the oldest generation that has passed Python's own threshold."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return


def collect_on_this_thread(owner: QObject) -> GarbageCollector:
    """Return what collects garbage on this thread, at work, for as long as its owner lives."""
    found = owner.findChild(GarbageCollector)
    collector = found if isinstance(found, GarbageCollector) else GarbageCollector(owner)
    collector.start()
    return collector
