"""Says on every screen that the catalogue is for rehearsal only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

DEMONSTRATION: Final = "DEMONSTRATION"
_WORDS: Final = f"{DEMONSTRATION}: for rehearsal only, under made-up markings"


class DemonstrationStrip(Strip):
    """Stands under the banner and leaves the marking itself as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Ground.ALT, parent)
        self.setAccessibleName(DEMONSTRATION)
        words = WrapLabel(_WORDS, Type.METASTRONG, measure=None)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        space(column)
        holder = QVBoxLayout()
        space(holder, (12, 4, 12, 4))
        holder.addWidget(words)
        column.addLayout(holder)
        column.addWidget(Hairline())
