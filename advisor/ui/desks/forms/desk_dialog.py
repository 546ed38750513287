"""A dialog over a window of office work, with what every screen of ours has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from advisor.clearance import Label
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.widgets.demonstration_strip import DEMONSTRATION, DemonstrationStrip
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space

_LIFE_AT_RISK: Final = "F2"


class DeskDialog(QDialog):
    """Banner, whatever is put on ``body``, banner; F2 is the way out.

    Args:
        title: Of the window; it is shown where no banner is, so it names nobody and no label.
        marking: The highest marking of what the dialog shows.
        parent: What it belongs to.

    Attributes:
        column: Banners and body.
        body: Where the content goes.

    Signals:
        life_at_risk_wanted: The reader wants to know whom to ring instead; the window is told.
    """

    life_at_risk_wanted = Signal()

    def __init__(self, title: str, marking: Label, parent: QWidget) -> None:
        super().__init__(parent)
        over = parent.window()
        if isinstance(over, DeskWindow):
            self.life_at_risk_wanted.connect(over.life_at_risk_wanted)
        is_demonstration = over.findChild(DemonstrationStrip) is not None
        self.setWindowTitle(f"{DEMONSTRATION} – {title}" if is_demonstration else title)
        self.column, self.body = QVBoxLayout(self), QVBoxLayout()
        space(self.column)
        space(self.body, (20, 20, 20, 20), 12)
        self._banners = MarkingBanner(), MarkingBanner(at_bottom=True)
        self.show_marking(marking)
        self.column.addWidget(self._banners[0])
        if is_demonstration:
            self.column.addWidget(DemonstrationStrip())
        self.column.addLayout(self.body, 1)
        self.column.addWidget(self._banners[1])
        QShortcut(_LIFE_AT_RISK, self).activated.connect(self._on_life_at_risk)
        self._focus_frame = FocusFrame(self)

    def show_marking(self, marking: Label) -> None:
        """Show another marking, as that of what is being typed."""
        for banner in self._banners:
            banner.show_marking(str(marking), marking.classification.value)

    @property
    def marking(self) -> str:
        """The marking that is shown."""
        return self._banners[0].words

    @Slot()
    def _on_life_at_risk(self) -> None:
        self.reject()
        self.life_at_risk_wanted.emit()
