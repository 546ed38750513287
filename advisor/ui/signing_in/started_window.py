"""A window of ours in a process of its own, as the window that started it has it."""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from advisor.ui.dressing import is_unwanted
from advisor.ui.signing_in.handover import RAISE, Handover, Said, read_words

ARGUMENT: Final = "--window"
_MOST_SECONDS: Final = 2
_OF_ITS_END: Final = {Said.LOCKED, Said.CLOSED, Said.CANCELLED, Said.LIFE_AT_RISK}


def command() -> list[str]:
    """Return what starts this program as a window of another."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    # Isolated, so that neither the current folder nor PYTHONPATH stands in for us (case 81).
    return [sys.executable, "-I", "-m", "advisor", ARGUMENT]


class StartedWindow(QObject):
    """One such window, from its start to its end.

    Signals:
        said: It said something: the word and its detail.
        ended: Its process is gone; the last word that it said of its end, or ``None``, and
            the detail.
    """

    said = Signal(object, str)
    ended = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last: tuple[Said | None, str] = (None, "")
        self._is_over = False
        self._process = QProcess(self)
        self._process.setProcessEnvironment(_clean_environment())
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self, handover: Handover) -> None:
        """Start the process and tell it what to show."""
        program, *arguments = command()
        self._process.start(program, arguments)
        self._process.write(handover.to_line())

    def bring_forward(self) -> None:
        """Ask the window to come to the front."""
        self._process.write(RAISE)

    def tell_to_end(self) -> None:
        """Tell the window to end, and do not wait for it."""
        self._process.closeWriteChannel()

    def end_now(self) -> None:
        """End the process and wait until it is gone, as when this process ends itself."""
        self.tell_to_end()
        if not self._process.waitForFinished(1000 * _MOST_SECONDS):
            self._process.kill()
            self._process.waitForFinished(1000 * _MOST_SECONDS)

    @Slot()
    def _on_output(self) -> None:
        while self._process.canReadLine():
            words = read_words(bytes(self._process.readLine().data()))
            if words is not None:
                self.said.emit(*words)
                if words[0] in _OF_ITS_END:
                    self._last = words
                    # It ends by itself; a window that hangs may hold what is protected.
                    QTimer.singleShot(1000 * _MOST_SECONDS, self._process, self._process.kill)

    @Slot()
    def _on_finished(self) -> None:
        self._on_output()
        self._finish()

    @Slot(object)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._finish()

    def _finish(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(*self._last)


def _clean_environment() -> QProcessEnvironment:
    environment = QProcessEnvironment()
    for name, value in os.environ.items():
        if not is_unwanted(name, value):
            environment.insert(name, value)
    return environment
