"""The answers that one can give to a question."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QRadioButton, QSizePolicy, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type
from advisor.ui.widgets.definition_list import FOLDING_EM
from advisor.ui.widgets.spacing import space

_HEIGHT: Final = 38
_RADIUS: Final = 5
_RING: Final = 16
_RING_LEFT: Final = 16
_TEXT_LEFT: Final = 45
_RIGHT: Final = 16
_GAP: Final = 8
_MOST_IN_COLUMNS: Final = 4
_ARROWS: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
_WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Option:
    """One answer.

    Attributes:
        key: What choosing it gives.
        text: The answer.
        note: At the right, such as ``never stored``.
    """

    key: str
    text: str
    note: str = ""


class AnswerOption(QRadioButton):
    """One answer as a wide field with a ring.

    Chosen is seen inside (tint, accent edge, dot, DemiBold); focus is a ring
    outside, so that the two never look alike.
    """

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option.text.replace("&", "&&"), parent)
        self.option = option
        self.setAccessibleName(option.text)
        self.setAccessibleDescription(option.note)
        self.setProperty("ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Say that narrower is taller: an answer wraps and is never cut."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped answer."""
        house = theme.current()
        room = QRectF(0, 0, max(1.0, self._text_room(width)), 10_000)
        words = house.metrics(Type.STRONG).boundingRect(room, int(_WRAP), self.option.text)
        return max(house.px(_HEIGHT), round(words.height() + house.scaled(18)))

    def sizeHint(self) -> QSize:
        """Return the size of the answer on one line."""
        house = theme.current()
        words = house.metrics(Type.STRONG).horizontalAdvance(self.option.text)
        width = round(words + house.scaled(_TEXT_LEFT + _RIGHT) + self._note_width()) + 2
        return QSize(width, house.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the answer wraps."""
        return QSize(theme.current().px(120), theme.current().px(_HEIGHT))

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere in the field."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the answer that an arrow key moves to."""
        super().keyPressEvent(event)
        reached = self.window().focusWidget()
        if event.key() in _ARROWS and reached is not self and isinstance(reached, AnswerOption):
            reached.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, its ring and its words."""
        del event
        house = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_field(painter)
        self._paint_ring(painter)
        enabled = self.isEnabled()
        painter.setFont(house.font(Type.STRONG if self.isChecked() else Type.BODY))
        painter.setPen(house.colour(Colour.TEXT if enabled else Colour.MUTED))
        room = QRectF(house.scaled(_TEXT_LEFT), 0, self._text_room(self.width()), self.height())
        painter.drawText(room, int(_WRAP), self.option.text)
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.MUTED))
        painter.drawText(
            self.rect().adjusted(0, 0, -house.px(_RIGHT), 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            self.option.note,
        )

    def _paint_field(self, painter: QPainter) -> None:
        house = theme.current()
        chosen = self.isChecked()
        ground = Colour.SOFT if chosen else Colour.BASE
        if self.isDown():
            ground = Colour.SELECT
        elif self.underMouse() and self.isEnabled() and not chosen:
            ground = Colour.HOVER
        width = 2 if chosen else 1
        edge = Colour.ACCENT if chosen else Colour.BORDER
        painter.setPen(QPen(house.colour(edge if self.isEnabled() else Colour.LINE), width))
        painter.setBrush(house.colour(ground))
        inset = width / 2
        radius = house.scaled(_RADIUS)
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, radius, radius)

    def _paint_ring(self, painter: QPainter) -> None:
        house = theme.current()
        side = house.scaled(_RING)
        place = QRectF(house.scaled(_RING_LEFT), (self.height() - side) / 2, side, side)
        colour = house.colour(Colour.ACCENT if self.isChecked() else Colour.BORDER)
        painter.setPen(QPen(colour, house.scaled(1.5)))
        painter.setBrush(house.colour(Colour.BASE))
        painter.drawEllipse(place)
        if self.isChecked():
            inset = side / 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(place.adjusted(inset, inset, -inset, -inset))

    def _note_width(self) -> float:
        if not self.option.note:
            return 0.0
        house = theme.current()
        return house.metrics(Type.META).horizontalAdvance(self.option.note) + house.scaled(12)

    def _text_room(self, width: int) -> float:
        return width - theme.current().scaled(_TEXT_LEFT + _RIGHT) - self._note_width()


class AnswerGroup(QWidget):
    """The answers to one question, in one column or two.

    Arrow keys move and choose, Space chooses, Enter says ``accepted``.

    Signals:
        chosen: The reader chose an answer, by key.
        accepted: The reader pressed Enter on the chosen answer.
    """

    chosen = Signal(str)
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options: list[AnswerOption] = []
        self._wanted = 2
        self._columns = 0
        self._grid = QGridLayout(self)
        space(self._grid, gap=_GAP)

    @property
    def chosen_key(self) -> str | None:
        """The key of the chosen answer, if there is one."""
        for option in self.options:
            if option.isChecked():
                return option.option.key
        return None

    def show_options(self, options: Sequence[Option], *, columns: int | None = None) -> None:
        """Show the answers to another question.

        Args:
            options: The answers, in order.
            columns: Two for up to four answers and one beyond, unless given.
        """
        for old in self.options:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.options = [AnswerOption(option, self) for option in options]
        self._wanted = columns or (2 if len(options) <= _MOST_IN_COLUMNS else 1)
        self._columns = 0
        for option in self.options:
            option.toggled.connect(self._on_toggled)
        self._arrange(self.width())

    def choose(self, key: str | None) -> None:
        """Choose an answer without telling anyone; ``None`` chooses none."""
        for option in self.options:
            option.blockSignals(True)
            option.setAutoExclusive(False)
            option.setChecked(option.option.key == key)
            option.setAutoExclusive(True)
            option.blockSignals(False)
            option.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say ``accepted`` on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_key is not None:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one column where there is little room."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on and self.chosen_key is not None:
            self.chosen.emit(self.chosen_key)

    def _arrange(self, width: int) -> None:
        narrow = width < FOLDING_EM * theme.current().em
        columns = 1 if narrow else self._wanted
        if columns == self._columns:
            return
        self._columns = columns
        for place, option in enumerate(self.options):
            self._grid.removeWidget(option)
            self._grid.addWidget(option, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
