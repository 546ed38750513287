"""A line under the menus that stays: what every screen of this window is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space


class NoticeStrip(Strip):
    """Stands under the banner and leaves the marking itself as it is."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(Ground.ALT, parent)
        self._words = WrapLabel(words, Type.METASTRONG, measure=None)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        space(column)
        holder = QVBoxLayout()
        space(holder, (12, 4, 12, 4))
        holder.addWidget(self._words)
        column.addLayout(holder)
        column.addWidget(Hairline())
        self.setAccessibleName(words)

    def show_words(self, words: str) -> None:
        """Show other words; nothing with none."""
        self._words.show_text(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
