"""How far work is that takes its time; nothing of work that is over at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import size, space

_SHOW_AFTER_MS: Final = 300


class BusyLine(QWidget):
    """The words of what is being done, and a bar where it is known how far it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", Type.META)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("How far it is")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        size(self._bar, height=4)
        self._bar.hide()
        column = QVBoxLayout(self)
        space(column, gap=4)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SHOW_AFTER_MS)
        self._late.timeout.connect(self._on_late)
        self.hide()

    def show_busy(self, words: str) -> None:
        """Say what is being done, if it takes long."""
        self._words.setText(words)
        self._bar.hide()
        self._late.start()

    @Slot(str, int)
    def show_progress(self, words: str, percent: int) -> None:
        """Say how much of it is done, in per cent."""
        self._words.setText(words)
        self._bar.setValue(percent)
        self._bar.show()

    def show_idle(self) -> None:
        """Say nothing any more."""
        self._late.stop()
        self.hide()

    @Slot()
    def _on_late(self) -> None:
        self.show()
