"""The way on to the ROCC, under what the advisor can say: the same for every reader."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

_WORDS: Final = "Give your ROCC your answers: sealed, or read out."
#: The deeds, by their names among the window's actions.
DEEDS: Final = {"refer": "Refer to your ROCC…", "sheet": "Answer sheet…"}


class ReferRow(QWidget):
    """Offers to send the reader's answers to their ROCC.

    Signals:
        deed_wanted: The reader wants one of these deeds, by its name.
    """

    deed_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column, row = QVBoxLayout(self), FlowLayout(gap=8)
        space(column, gap=6)
        column.addWidget(WrapLabel(_WORDS, Type.META, "muted"))
        for name, words in DEEDS.items():
            button = Button(words)
            button.clicked.connect(partial(self.deed_wanted.emit, name))
            row.addWidget(button)
        column.addLayout(row)
