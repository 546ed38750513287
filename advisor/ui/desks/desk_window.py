"""A window for one kind of office work, with its marking at the top and the bottom."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL, Label
from advisor.ui.theme import Type
from advisor.ui.widgets.demonstration_strip import DemonstrationStrip
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.label import Label as TextLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.message_strip import MessageStrip
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.status_strip import StatusStrip

_LIFE_AT_RISK: Final = "F2"


class DeskWindow(QDialog):
    """Banner, heading, whatever is put on ``body``, status, banner.

    Attributes:
        body: Where the work goes.
        message: One message above it.
        status: Whose work it is, and when it locks.

    Signals:
        closed: The work is over, or its owner wants no more of it.
        life_at_risk_wanted: The reader wants to know whom to ring instead.
    """

    closed = Signal()
    life_at_risk_wanted = Signal()

    def __init__(
        self, heading: str, *, is_demonstration: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{heading} – Capability advisor")
        self._banners = (MarkingBanner(), MarkingBanner(at_bottom=True))
        self.show_marking(OFFICIAL)
        self.message, self.status = MessageStrip(), StatusStrip()
        self.body = QVBoxLayout()
        space(self.body, (20, 20, 20, 20), 12)
        self.body.addWidget(TextLabel(heading, Type.QUESTION))
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._banners[0])
        if is_demonstration:
            column.addWidget(DemonstrationStrip())
        column.addWidget(self.message)
        column.addLayout(self.body, 1)
        column.addWidget(self.status)
        column.addWidget(self._banners[1])
        QShortcut(_LIFE_AT_RISK, self).activated.connect(self.life_at_risk_wanted)
        self._focus_frame = FocusFrame(self)

    def show_marking(self, label: Label) -> None:
        """Show the highest marking of what is on the screen now."""
        for banner in self._banners:
            banner.show_marking(str(label), label.classification.value)

    @property
    def marking(self) -> str:
        """The marking that is shown."""
        return self._banners[0].words

    def reject(self) -> None:
        """Say that Esc was pressed, or the work is to be left another way."""
        self.closed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window was closed."""
        self.closed.emit()
        super().closeEvent(event)
