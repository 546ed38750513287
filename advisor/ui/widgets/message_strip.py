"""A message under the tool strip: one sentence, one deed."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import MEASURE, WrapLabel
from advisor.ui.widgets.spacing import space

#: The least room for a text that has buttons beside it, in characters; and that in a pane.
_LEAST_BESIDE: Final = 48
_LEAST_IN_PANE: Final = 32


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
        self._deeds, self._is_wide, self._is_below = QWidget(), is_wide, False
        buttons = QHBoxLayout(self._deeds)
        space(buttons, gap=10)
        buttons.addStretch(1)
        buttons.addWidget(self._deed)
        buttons.addWidget(dismiss)
        self._row = QGridLayout()
        space(self._row, (24, 8, 16, 8), 10)
        self._row.setColumnStretch(1, 1)
        self._row.addWidget(self._icon, 0, 0)
        self._row.addWidget(self._text, 0, 1)
        self._row.addWidget(self._deeds, 0, 2)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(self._row)
        column.addWidget(Hairline())
        self._deed.clicked.connect(self._on_deed)
        dismiss.clicked.connect(self._on_dismissed)
        self.hide()

    def show_message(
        self,
        text: str,
        *,
        icon: Icon = Icon.INFO,
        deed: str = "",
        urgent: bool = False,
        in_full: str = "",
    ) -> None:
        """Show a message in place of the one before.

        Args:
            text: One sentence.
            icon: What stands before it; an urgent one has the alert icon.
            deed: Words of its button; none if empty.
            urgent: Whether life is at risk.
            in_full: What a screen reader says in its place; it has no lines to save.
        """
        self.show_ground(Ground.URGENT if urgent else Ground.SOFT)
        if urgent:
            self._icon.show_icon(Icon.ALERT, Colour.URGENT, "Urgent")
        else:
            self._icon.show_icon(icon, Colour.MUTED)
        self._text.show_text(text)
        self._deed.setText(deed)
        self._deed.setVisible(bool(deed))
        self.setAccessibleName(in_full or text)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the text where that would have short lines beside them."""
        super().resizeEvent(event)
        left = event.size().width() - self._deeds.sizeHint().width()
        least = _LEAST_BESIDE if self._is_wide else _LEAST_IN_PANE
        is_below = left < theme.current().characters(least)
        if is_below != self._is_below:
            self._is_below = is_below
            self._row.removeWidget(self._deeds)
            self._row.addWidget(self._deeds, *((1, 1) if is_below else (0, 2)))

    @Slot()
    def _on_deed(self) -> None:
        self.deed_wanted.emit(self._deed.text())

    @Slot()
    def _on_dismissed(self) -> None:
        self.hide()
        self.dismissed.emit()
