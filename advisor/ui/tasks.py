"""Work off the window's thread, one piece at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from advisor.errors import AdvisorError, CancelledError

T = TypeVar("T")
_log = logging.getLogger(__name__)
# A task that comes while a chore is done waits no longer than this, and one step.
_CHORE_SECONDS = 0.02


class _Work(Generic[T]):
    """What a worker's thread gets: nothing of Qt's, which that thread could be the last to drop."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work: Callable[[], T] | None = work
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()

    def do(self) -> T:
        """Do it, once.

        Raises:
            CancelledError: It was cancelled before it began.
        """
        if self._work is None or self.is_cancelled:
            raise CancelledError("Cancelled.")
        return self._work()

    def forget(self) -> None:
        """Keep what it was given, a passphrase perhaps, no longer; not called by the worker."""
        self._work = None


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

    def __init__(
        self, work: Callable[[], T], parent: QObject | None = None, *, must_end: bool = False
    ) -> None:
        super().__init__(parent)
        self.must_end = must_end
        self._work = _Work(work)

    def cancel(self) -> None:
        """Drop the result when it comes; work not yet begun does not begin."""
        self._work.cancel()

    def submit(self, executor: Executor) -> Future[T]:
        """Have a worker do it."""
        return executor.submit(self._work.do)

    def deliver(self, future: Future[T]) -> None:
        """Tell what became of it."""
        self._work.forget()
        error = future.exception()
        if not self._work.is_cancelled:
            if error is None:
                self.succeeded.emit(future.result())
            else:
                self._fail(error)
        self.finished.emit()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, AdvisorError):
            _log.error("bug in background task: %s", type(error).__name__)
        self.failed.emit(error)


class _Chores:
    """Work in short steps that lets every task go first; nothing of Qt's, as ``_Work``."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._ended = threading.Event()

    def start(self, steps: Iterator[None]) -> None:
        """Begin; once the executor takes no more work, nothing is done."""
        with suppress(RuntimeError):
            self._executor.submit(self._go_on, steps)

    def end(self) -> None:
        self._ended.set()

    def _go_on(self, steps: Iterator[None]) -> None:
        until = time.monotonic() + _CHORE_SECONDS
        try:
            for _ in steps:
                time.sleep(0)  # whoever types goes first
                if self._ended.is_set():
                    return
                if time.monotonic() > until:
                    self.start(steps)  # behind all that waits
                    return
        except Exception as error:  # noqa: BLE001 - nobody waits for it, and nothing depends on it
            _log.error("bug in background chore: %s", type(error).__name__)


class TaskRunner(QObject):
    """Runs tasks one at a time, so that work on the session is never concurrent."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")
        self._executor = executor
        self.destroyed.connect(lambda: executor.shutdown(wait=False))  # no thread outlives it
        self._live: dict[Future[Any], Task[Any]] = {}
        self._chores = _Chores(executor)
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, task: Task[Any]) -> None:
        """Queue a task and keep it alive until it has finished."""
        future = task.submit(self._executor)
        self._live[future] = task
        future.add_done_callback(self._done.emit)

    def start_chore(self, steps: Iterator[None]) -> None:
        """Do something step by step where nothing else waits; what is left at the end is left."""
        self._chores.start(steps)

    @Slot(object)
    def _deliver(self, future: Future[Any]) -> None:
        task = self._live.pop(future)
        if isValid(task):  # or whoever wanted it is gone, and it with them
            task.deliver(future)

    def settle(self, seconds: float) -> None:
        """Cancel what has not begun and may stay undone; wait some seconds for what may not."""
        self._cancel_what_may_stay_undone()
        wait([future for future, task in self._live.items() if task.must_end], timeout=seconds)

    def shut_down(self) -> None:
        """Cancel what has not begun and may stay undone; wait for the rest."""
        self._cancel_what_may_stay_undone()
        self._executor.shutdown(wait=True)

    def _cancel_what_may_stay_undone(self) -> None:
        self._chores.end()
        for task in self._live.values():
            if not task.must_end:
                task.cancel()
