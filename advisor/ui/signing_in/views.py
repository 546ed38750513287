"""The windows that show what somebody else sees, each a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from advisor.ui.signing_in.handover import Handover, Said, View
from advisor.ui.signing_in.started_window import StartedWindow


class Views(QObject):
    """Starts such windows and ends them.

    Args:
        handover: Returns what every window that is started is told.
        parent: What it belongs to.

    Signals:
        used: The reader uses one of the windows.
        failed: One ended by itself.
        lock_wanted: The reader wants to lock, from one of the windows.
    """

    used = Signal()
    failed = Signal()
    lock_wanted = Signal()

    def __init__(self, handover: Callable[[View], Handover], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handover = handover
        self._open: set[StartedWindow] = set()

    @Slot(object)
    def open(self, view: View) -> None:
        """Open a window that shows what a reader sees."""
        window = StartedWindow(self)
        self._open.add(window)
        window.said.connect(self._on_said)
        window.ended.connect(partial(self._on_ended, window))
        window.start(self._handover(view))

    @Slot(object, str)
    def _on_said(self, word: Said, detail: str) -> None:
        del detail
        if word is Said.USED:
            self.used.emit()

    def _on_ended(self, window: StartedWindow, word: Said | None, detail: str) -> None:
        del detail
        self._open.discard(window)
        window.deleteLater()
        if word is None:
            self.failed.emit()
        elif word is Said.LOCKED:
            self.lock_wanted.emit()

    def begin_to_end(self) -> None:
        """Tell them all to end, and wait for none."""
        for window in self._open:
            window.tell_to_end()

    def end_all(self) -> None:
        """End them all and wait until they are gone."""
        self.begin_to_end()
        for window in list(self._open):
            window.end_now()
