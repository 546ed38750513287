"""What to do where a list does not help: the same words for every reader."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space

HEADING: Final = "Not what you need?"


class ListFooter(Strip):
    """A heading and a sentence under a list, always there."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(Ground.ALT, parent)
        self._heading = Label(HEADING, Type.STRONG)
        self._text = WrapLabel(text, Type.META, "muted")
        words = QVBoxLayout()
        space(words, gap=1)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        row = QHBoxLayout()
        space(row, (16, 11, 12, 11), 10)
        row.addWidget(IconLabel(Icon.INFO), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(Hairline())
        column.addLayout(row)

    def show_words(self, heading: str, text: str) -> None:
        """Change the words, as when the reader's region is known."""
        self._heading.setText(heading)
        self._text.show_text(text)

    def set_short(self, short: bool) -> None:
        """Keep only the first line, where the window is low."""
        self._text.setVisible(not short)
