"""Work off the window's thread that tells how far it is and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from advisor.errors import CancelledError
from advisor.ui.tasks import Task, TaskRunner

#: Told how much of it is done, in per cent; ends the work that was cancelled.
Tell = Callable[[int], None]


class LongWork(QObject):
    """One piece of work.

    Args:
        work: Does it, and tells how far it is.
        parent: What it belongs to.

    Signals:
        progressed: How much of it is done, in per cent.
        succeeded: What it resulted in.
        failed: The error; none where it was cancelled.
        ended: It is over, whichever way.
    """

    progressed = Signal(int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Callable[[Tell], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self._percent = 0

    def start(self, runner: TaskRunner) -> None:
        """Queue it."""
        task = Task(self._do, self)
        task.succeeded.connect(self._on_succeeded)
        task.failed.connect(self._on_failed)
        task.finished.connect(self.ended)
        runner.start(task)

    def cancel(self) -> None:
        """End it as soon as possible, and forget what it results in."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants its result any more."""
        return self._cancelled.is_set()

    def _do(self) -> Any:
        self._tell(0)
        return self._work(self._tell)

    def _tell(self, percent: int) -> None:
        if self._cancelled.is_set():
            raise CancelledError("Cancelled.")
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(percent)

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        if not self.is_cancelled:
            self.succeeded.emit(result)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not self.is_cancelled:
            self.failed.emit(error)


def by_bytes(whole: int, tell: Tell) -> Callable[[int], None]:
    """Return what is told how many bytes more are done, and tells how many per cent that is.

    Args:
        whole: How many bytes there are.
        tell: Told the share.
    """
    done = 0

    def more(size: int) -> None:
        nonlocal done
        done += size
        tell(min(100, 100 * done // max(1, whole)))

    return more
