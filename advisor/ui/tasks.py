"""Work off the window's thread, one piece at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from advisor.errors import AdvisorError, CancelledError

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Task(QObject, Generic[T]):
    """One piece of work; its signals arrive on the thread that made it.

    Attributes:
        must_end: Whether it is done even if the application is closed meanwhile.

    Signals:
        succeeded: The work's result.
        failed: The error; a bug is logged by its type alone, because its text may
            hold what a reader may not leave behind.
        finished: It is over, whichever way.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()
    _done = Signal(object)

    def __init__(
        self, work: Callable[[], T], parent: QObject | None = None, *, must_end: bool = False
    ) -> None:
        super().__init__(parent)
        self.must_end = must_end
        self._work: Callable[[], T] | None = work
        self._cancelled = threading.Event()
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Drop the result when it comes; work not yet begun does not begin."""
        self._cancelled.set()

    def run(self) -> T:
        """Do the work, once; called on the worker's thread.

        Raises:
            CancelledError: It was cancelled before it began.
        """
        work, self._work = self._work, None  # a task is kept for longer than a passphrase may be
        if work is None or self._cancelled.is_set():
            raise CancelledError("Cancelled.")
        return work()

    def deliver_later(self, future: Future[T]) -> None:
        """Hand the result over to the thread that made the task."""
        self._done.emit(future)

    @Slot(object)
    def _deliver(self, future: Future[T]) -> None:
        error = future.exception()
        if not self._cancelled.is_set():
            if error is None:
                self.succeeded.emit(future.result())
            else:
                self._fail(error)
        self.finished.emit()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, AdvisorError):
            _log.error("bug in background task: %s", type(error).__name__)
        self.failed.emit(error)


class TaskRunner(QObject):
    """Runs tasks one at a time, so that work on the session is never concurrent."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")
        self._live: dict[Task[Any], Future[Any]] = {}

    def start(self, task: Task[Any]) -> None:
        """Queue a task and keep it alive until it has finished."""
        future = self._live[task] = self._executor.submit(task.run)
        task.finished.connect(partial(self._live.pop, task, None))
        future.add_done_callback(task.deliver_later)

    def settle(self, seconds: float) -> None:
        """Cancel what has not begun and may stay undone; wait some seconds for what may not."""
        self._cancel_what_may_stay_undone()
        wait([future for task, future in self._live.items() if task.must_end], timeout=seconds)

    def shut_down(self) -> None:
        """Cancel what has not begun and may stay undone; wait for the rest."""
        self._cancel_what_may_stay_undone()
        self._executor.shutdown(wait=True)

    def _cancel_what_may_stay_undone(self) -> None:
        for task in self._live:
            if not task.must_end:
                task.cancel()
