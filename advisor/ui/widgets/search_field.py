"""The field one types a problem into."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type

_LEFT: Final = 24
_RIGHT: Final = 24
_CROSS: Final = 24


class SearchField(QLineEdit):
    """A field with a leading icon, a cross to clear it, and its key while empty.

    ``textEdited`` and ``textChanged`` are Qt's. Esc clears the field; when it is
    empty already, Esc is left to the window.

    Signals:
        cleared: The reader cleared the field.
        stepped_down: The reader pressed Down, wanting the list below.
    """

    cleared = Signal()
    stepped_down = Signal()

    def __init__(
        self,
        placeholder: str,
        *,
        key_hint: str = "Ctrl+K",
        leading: Icon = Icon.SEARCH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key_hint = key_hint
        self._leading = leading
        self._cross = QToolButton(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.setToolTip("Clear (Esc)")
        self._cross.setAccessibleName("Clear")
        self._cross.hide()
        icons.dress(self._cross, Icon.CLEAR, Colour.TEXT)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if key_hint:
            self.setAccessibleDescription(key_hint)
        self._cross.clicked.connect(self.clear_by_reader)
        self.textChanged.connect(self._on_text_changed)
        theme.current().changed.connect(self._place)
        self._place()

    @Slot()
    def clear_by_reader(self) -> None:
        """Empty the field and say so."""
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.textEdited.emit("")
        self.cleared.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc, leave downwards on Down; the rest is the field's."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_by_reader()
        elif plain and event.key() == Qt.Key.Key_Down:
            self.stepped_down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, its icon, and its key while it is empty."""
        super().paintEvent(event)
        house = theme.current()
        painter = QPainter(self)
        side = house.px(icons.USUAL)
        role = Colour.ACCENT if self.hasFocus() else Colour.MUTED
        place = QRectF(house.px(6), (self.height() - side) / 2, side, side)
        icons.paint(painter, self._leading, role, place)
        if self.text() or not self._key_hint:
            return
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.MUTED))
        painter.drawText(
            self.rect().adjusted(0, 0, -house.px(12), 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self._key_hint,
        )

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._place_text()

    @Slot()
    def _place(self) -> None:
        px = theme.current().px
        side = px(_CROSS)
        self._cross.setFixedSize(side, side)
        self._cross.move(self.width() - side - px(4), (self.height() - side) // 2)
        self._place_text()

    def _place_text(self) -> None:
        house = theme.current()
        right = float(house.px(_RIGHT))
        if not self.text() and self._key_hint:
            right = house.metrics(Type.META).horizontalAdvance(self._key_hint) + house.px(12)
        self.setTextMargins(house.px(_LEFT), 0, round(right), 0)
