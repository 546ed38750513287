"""Asks before something is done that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import Label
from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 560


class ConfirmDialog(QDialog):
    """A question, what follows, and two buttons; the safe one is the default.

    Args:
        question: What is asked.
        parts: What follows: a heading, which may be empty, and a sentence or two each.
        buttons: The words of the button that does it, and of the one that does not.
        marking: The highest marking of what it says.
        parent: The window it belongs to.

    Signals:
        life_at_risk_wanted: The reader wants to know whom to ring instead.
    """

    life_at_risk_wanted = Signal()

    def __init__(
        self,
        question: str,
        parts: Sequence[tuple[str, str]],
        buttons: tuple[str, str],
        marking: Label,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Capability advisor")  # a title is shown where no banner is
        column = QVBoxLayout(self)
        space(column)
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(marking), marking.classification.value)
        column.addWidget(top)
        body = QVBoxLayout()
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(WrapLabel(question, Type.QUESTION))
        for heading, sentence in parts:
            body.addLayout(_make_part(heading, sentence))
        body.addLayout(self._make_buttons(*buttons))
        column.addLayout(body, 1)
        column.addWidget(bottom)
        width = theme.current().px(_WIDTH)
        self.setFixedSize(width, column.totalHeightForWidth(width))
        QShortcut("F2", self).activated.connect(self._on_life_at_risk)
        self._focus_frame = FocusFrame(self)

    def _make_buttons(self, do: str, leave: str) -> QHBoxLayout:
        deed, safe = Button(do), Button(leave, Kind.PRIMARY)
        deed.clicked.connect(self.accept)
        safe.clicked.connect(self.reject)
        safe.setDefault(True)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addStretch(1)
        row.addWidget(deed)
        row.addWidget(safe)
        safe.setFocus()
        return row

    @Slot()
    def _on_life_at_risk(self) -> None:
        self.reject()
        self.life_at_risk_wanted.emit()


def _make_part(heading: str, sentence: str) -> QVBoxLayout:
    part = QVBoxLayout()
    space(part, gap=2)
    if heading:
        part.addWidget(WrapLabel(heading, Type.STRONG))
    part.addWidget(WrapLabel(sentence))
    return part
