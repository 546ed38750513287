"""What was done, and what one does next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class DonePage(ScrollPage):
    """The release that is open now, who reads it when, and a summary to keep.

    Signals:
        summary_wanted: What changed is to be written to a file.
        print_wanted: What changed is to be printed.
        back_wanted: The page before is to be shown again.
    """

    summary_wanted = Signal()
    print_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What was done")
        self._heading = WrapLabel("", Type.HEADING)
        self._summary = Button("Save a summary…")
        self._print = Button("Print the summary…")
        self._back = Button("Back to releases", Kind.PRIMARY)
        self._summary.clicked.connect(self.summary_wanted)
        self._print.clicked.connect(self.print_wanted)
        self._back.clicked.connect(self.back_wanted)
        column = QVBoxLayout(self.page)
        space(column, (20, 16, 20, 16), 12)
        top = QHBoxLayout()
        space(top, gap=8)
        top.addWidget(IconLabel(Icon.YES, Colour.OK), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._heading, 1)
        column.addLayout(top)
        column.addWidget(
            WrapLabel(
                "Whoever is at work keeps the release that they opened. They read this one when "
                "they start again, or lock and sign in. Do the same in your own window."
            )
        )
        column.addWidget(
            WrapLabel(
                "Grants, people, cases, drafts and your site's own contacts and notes stay as they "
                "are. The release before is kept here, so that you can go back."
            )
        )
        column.addLayout(self._make_deeds())
        column.addStretch(1)

    def _make_deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._back)
        row.addWidget(self._summary)
        row.addWidget(self._print)
        row.addStretch(1)
        return row

    def show_done(self, number: int, *, has_summary: bool) -> None:
        """Show which release is open now.

        Args:
            number: Its number.
            has_summary: Whether there is something to summarise.
        """
        self._heading.show_text(f"Release {number} is open at this site now")
        for button in (self._summary, self._print):
            button.setVisible(has_summary)

    def take_focus(self) -> None:
        """Put the keyboard on the way back."""
        self._back.setFocus(Qt.FocusReason.ShortcutFocusReason)
