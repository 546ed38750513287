"""The office work that a window has started, each piece once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from advisor.ui.signing_in.handover import Handover, Said
from advisor.ui.signing_in.started_window import StartedWindow


class StartedDesks(QObject):
    """Starts the processes that office work is done in, and ends them.

    Args:
        handover: Returns what every process is told, but for which work it is.
        parent: What it belongs to.

    Signals:
        life_at_risk_wanted: The reader wants to know whom to ring instead.
        used: The reader uses one of the windows.
        ended: A piece of work is over, which may have changed what the site says.
        failed: One ended by itself.
    """

    life_at_risk_wanted = Signal()
    used = Signal()
    ended = Signal()
    failed = Signal()

    def __init__(self, handover: Callable[[str], Handover], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handover = handover
        self._open: dict[str, StartedWindow] = {}

    @Slot(str)
    def open(self, desk: str) -> None:
        """Open a desk; where it is open already, bring it to the front."""
        if desk in self._open:
            self._open[desk].bring_forward()
            return
        window = self._open[desk] = StartedWindow(self)
        window.said.connect(self._on_said)
        window.ended.connect(partial(self._on_ended, desk))
        window.start(self._handover(desk))

    @Slot(object, str)
    def _on_said(self, word: Said, detail: str) -> None:
        del detail
        if word is Said.USED:
            self.used.emit()

    def _on_ended(self, desk: str, word: Said | None, detail: str) -> None:
        del detail
        self._open.pop(desk).deleteLater()
        self.ended.emit()
        if word is None:
            self.failed.emit()
        elif word is Said.LIFE_AT_RISK:
            self.life_at_risk_wanted.emit()

    def end_all(self) -> None:
        """End them all and wait until they are gone."""
        for window in self._open.values():
            window.tell_to_end()
        for window in list(self._open.values()):
            window.end_now()
