"""How far work is that takes its time, and the way to end it; nothing of work soon over."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import size, space

#: Nothing is shown of work that is over sooner.
_SHOW_AFTER_MS: Final = 300


class BusyLine(QWidget):
    """What is being done, a bar where it is known how far it is, and *Cancel* where that ends it.

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
        space(row, gap=12)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SHOW_AFTER_MS)
        self._late.timeout.connect(self.show)
        self.hide()

    def show_busy(self, words: str, *, can_end: bool = False) -> None:
        """Say what is being done, if it takes long.

        Args:
            words: What.
            can_end: Whether the reader may end it here.
        """
        self._words.setText(words)
        self._bar.setValue(0)
        self._bar.hide()
        self._cancel.setVisible(can_end)
        self._late.start()

    @Slot(str, int)
    def show_progress(self, words: str, percent: int) -> None:
        """Say what is being done and how much of all that is done."""
        self._words.setText(words)
        self.show_percent(percent)

    @Slot(int)
    def show_percent(self, percent: int) -> None:
        """Say how much is done."""
        self._bar.setValue(percent)
        self._bar.show()

    @Slot()
    def show_idle(self) -> None:
        """Say nothing any more."""
        self._late.stop()
        self.hide()
