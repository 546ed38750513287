"""Work that is done on the window's thread in short steps, so that the window stays alive.

Letters are measured and drawn there alone. What is soon over is done at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from advisor.errors import AdvisorError

#: How long the window waits for what may be over at once, and for the steps of one turn.
_AT_ONCE: Final = 0.1
_A_TURN: Final = 0.03


class Steps(QObject):
    """One piece of work, which yields how much of it is done, in per cent.

    Args:
        work: The work; what it returns is its result.
        parent: What it belongs to.

    Signals:
        progressed: How much is done.
        succeeded: What it returned.
        failed: One of our errors; nothing, where it was cancelled.
        ended: It is over, whichever way.
    """

    progressed = Signal(int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Iterator[int], parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[int] | None = work
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_over(self) -> bool:
        """Whether it ended."""
        return self._work is None

    def start(self) -> None:
        """Do what can be done at once, and begin with the rest."""
        self._do(_AT_ONCE)
        if not self.is_over:
            self._timer.start()

    def cancel(self) -> None:
        """End it where it is."""
        if self._work is not None:
            work = self._end()
            close = getattr(work, "close", None)
            if close is not None:
                close()
            self.ended.emit()

    @Slot()
    def _go_on(self) -> None:
        self._do(_A_TURN)

    def _do(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        try:
            while self._work is not None:
                percent = next(self._work)
                if time.perf_counter() >= until:
                    self.progressed.emit(percent)
                    return
        except StopIteration as done:
            self._end()
            self.succeeded.emit(done.value)
            self.ended.emit()
        except AdvisorError as error:
            self._end()
            self.failed.emit(error)
            self.ended.emit()
        except BaseException:  # a bug: never taken for the end of the work
            self._end()
            self.ended.emit()
            raise

    def _end(self) -> Any:
        self._timer.stop()
        work, self._work = self._work, None
        return work
