"""What dialogs that are only read or used at once look like."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL
from advisor.clearance import Label as Marking
from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space


class HouseDialog(QDialog):
    """A dialog with the marking at its top and bottom, a heading, and a way to close it."""

    def __init__(
        self, title: str, parent: QWidget | None = None, *, marking: Marking = OFFICIAL
    ) -> None:
        super().__init__(parent)
        self._marking = marking
        self._banners: list[MarkingBanner] = []
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        space(self._column)
        self._add_banner(at_bottom=False)
        self.body = QVBoxLayout()
        space(self.body, (20, 20, 20, 12), 12)
        self.body.addWidget(Label(title, Type.QUESTION))
        self._column.addLayout(self.body, 1)

    def _add_banner(self, *, at_bottom: bool) -> None:
        banner = MarkingBanner(at_bottom=at_bottom)
        self._banners.append(banner)
        self._column.addWidget(banner)
        self.show_marking(self._marking)

    def show_marking(self, marking: Marking) -> None:
        """Change the marking of what the dialog shows."""
        self._marking = marking
        for banner in self._banners:
            banner.show_marking(str(marking), marking.classification.value)

    def finish(self, width: float, height: float, *deeds: Button) -> None:
        """Add the button under what is read, last for Tab too; ask for room, in text sizes.

        Args:
            width: How wide.
            height: How high.
            deeds: What stands before it, where the dialog is for doing something.
        """
        close = Button("Close", Kind.PLAIN if deeds else Kind.PRIMARY)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        space(row, (20, 0, 20, 20), 8)
        row.addStretch(1)
        for button in (*deeds, close):
            row.addWidget(button)
        self._column.addLayout(row)
        self._add_banner(at_bottom=True)
        em = theme.current().em
        self.resize(round(width * em), round(height * em))
