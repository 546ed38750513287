"""A message under the tool strip: one sentence, one deed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import MEASURE, WrapLabel
from advisor.ui.widgets.spacing import space


class MessageStrip(Strip):
    """Shows one message until it is dismissed; hidden while there is none.

    Args:
        is_wide: Whether it goes across the window, and its text over all of that.
        parent: What it belongs to.

    Signals:
        deed_wanted: The reader pressed the message's button; gives its words.
        dismissed: The reader dismissed the message; it is hidden already.
    """

    deed_wanted = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_wide: bool = False) -> None:
        super().__init__(Ground.SOFT, parent)
        self._icon = IconLabel(Icon.INFO)
        measure = None if is_wide else MEASURE
        self._text = WrapLabel("", Type.BODY, measure=measure, tight=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._deed = Button("", Kind.LINK)
        dismiss = Button("Dismiss", Kind.LINK)
        row = QHBoxLayout()
        space(row, (24, 8, 16, 8), 10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._deed)
        row.addWidget(dismiss)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(row)
        column.addWidget(Hairline())
        self._deed.clicked.connect(self._on_deed)
        dismiss.clicked.connect(self._on_dismissed)
        self.hide()

    def show_message(
        self, text: str, *, icon: Icon = Icon.INFO, deed: str = "", urgent: bool = False
    ) -> None:
        """Show a message in place of the one before.

        Args:
            text: One sentence.
            icon: What stands before it; an urgent one has the alert icon.
            deed: Words of its button; none if empty.
            urgent: Whether life is at risk.
        """
        self.show_ground(Ground.URGENT if urgent else Ground.SOFT)
        if urgent:
            self._icon.show_icon(Icon.ALERT, Colour.URGENT, "Urgent")
        else:
            self._icon.show_icon(icon, Colour.MUTED)
        self._text.show_text(text)
        self._deed.setText(deed)
        self._deed.setVisible(bool(deed))
        self.setAccessibleName(text)
        self.show()

    @Slot()
    def _on_deed(self) -> None:
        self.deed_wanted.emit(self._deed.text())

    @Slot()
    def _on_dismissed(self) -> None:
        self.hide()
        self.dismissed.emit()
