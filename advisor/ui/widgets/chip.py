"""Chips: what one filters by."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from advisor.ui.widgets.enter_key import press_with_enter
from advisor.ui.widgets.flow import FlowLayout


class Chip(QPushButton):
    """One thing to filter by; pressing it searches."""

    def __init__(
        self, text: str, *, checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setProperty("ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.toggled.connect(self._on_toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    @Slot(bool)
    def _on_toggled(self, chosen: bool) -> None:
        self.setAccessibleName(f"{self._words} ✓" if chosen else self._words)


class ChipRow(QWidget):
    """Chips in lines.

    Signals:
        chosen: The reader pressed a chip, by key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show chips, each a key and its words."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for key, text in chips:
            chip = Chip(text)
            chip.setProperty("key", key)
            chip.clicked.connect(self._on_clicked)
            self._flow.addWidget(chip)
        if self.parentWidget() is not None or not chips:  # without one it would be a window
            self.setVisible(bool(chips))
        self.updateGeometry()

    @Slot()
    def _on_clicked(self) -> None:
        sender: QObject | None = self.sender()
        if sender is not None:
            self.chosen.emit(sender.property("key"))
