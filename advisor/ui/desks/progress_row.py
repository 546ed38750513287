"""How far work is, and the way to end it; nothing of work that is over at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import size, space

_SHOW_AFTER_MS: Final = 300


class ProgressRow(QWidget):
    """What is being done, how much of it is done, and *Cancel*.

    Signals:
        cancel_wanted: The reader wants the work to end.
    """

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", Type.META)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("How far it is")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        size(self._bar, height=4)
        self._cancel = Button("Cancel", compact=True)
        self._cancel.clicked.connect(self.cancel_wanted)
        column = QVBoxLayout()
        space(column, gap=4)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        space(row, (4, 4, 4, 4), 12)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SHOW_AFTER_MS)
        self._late.timeout.connect(self.show)
        self.hide()

    def show_busy(self, words: str, *, can_end: bool = True) -> None:
        """Say what is being done, if it takes long."""
        self._words.setText(words)
        self._bar.setValue(0)
        self._cancel.setVisible(can_end)
        self._late.start()

    @Slot(int)
    def show_percent(self, percent: int) -> None:
        """Say how much of it is done."""
        self._bar.setValue(percent)

    @Slot()
    def show_idle(self) -> None:
        """Say nothing any more."""
        self._late.stop()
        self.hide()
