"""The policing regions where one expects them: a schematic map of tiles."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type

PLACES: Final[dict[str, tuple[int, int]]] = {
    "North East": (2, 0),
    "North West": (1, 1),
    "Yorkshire and the Humber": (2, 1),
    "Wales": (0, 2),
    "West Midlands": (1, 2),
    "East Midlands": (2, 2),
    "East of England": (3, 2),
    "South West": (1, 3),
    "London": (2, 3),
    "South East": (3, 3),
}
_SIDES: Final = 4
_HEIGHT: Final = 62
_GAP: Final = 6
_RADIUS: Final = 4
_PADDING: Final = 8
_NAME_LINES: Final = 2
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NAME = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_UNIT = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Tile:
    """One region.

    Attributes:
        key: What choosing it gives.
        name: The region.
        unit: Its unit, below the name.
        column: Place from the left, 0 to 3.
        row: Place from the top, 0 to 3.
    """

    key: str
    name: str
    unit: str
    column: int
    row: int


class _TileButton(QToolButton):
    """One tile of the map."""

    def __init__(self, tile: Tile, parent: QWidget) -> None:
        super().__init__(parent)
        self.tile = tile
        self.setCheckable(True)
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(f"{tile.name}, {tile.unit}" if tile.unit else tile.name)
        self.setToolTip(self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter and Space; leave the arrows to the map."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            event.ignore()

    def nextCheckState(self) -> None:
        """Stay chosen when pressed again."""
        self.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile, its name, its unit and its tick."""
        del event
        house = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = Colour.SOFT if chosen else Colour.ALT
        if self.isDown():
            ground = Colour.SELECT
        elif self.underMouse() and not chosen:
            ground = Colour.HOVER
        width = 2 if chosen else 1
        painter.setPen(QPen(house.colour(Colour.ACCENT if chosen else Colour.BORDER), width))
        painter.setBrush(house.colour(ground))
        inset = width / 2
        radius = house.scaled(_RADIUS)
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, radius, radius)
        self._paint_words(painter, chosen=chosen)

    def _paint_words(self, painter: QPainter, *, chosen: bool) -> None:
        house = theme.current()
        padding, top = house.px(_PADDING), house.px(5)
        room = self.rect().adjusted(padding, top, -house.px(2), -top)
        if chosen:
            side = house.px(icons.SMALL)
            # At the foot, beside the unit: names fill the whole width above.
            foot = self.height() - side - top
            corner = QRectF(self.width() - side - padding, foot, side, side)
            icons.paint(painter, Icon.TICK, Colour.ACCENT, corner)
        painter.setFont(self._name_font(room))
        painter.setPen(house.colour(Colour.TEXT))
        painter.drawText(room, int(_NAME), self.tile.name)
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.TEXT if chosen else Colour.MUTED))
        unit = house.metrics(Type.META).elidedText(
            self.tile.unit,
            Qt.TextElideMode.ElideRight,
            room.width() - (house.px(icons.SMALL) if chosen else 0),
        )
        painter.drawText(room, int(_UNIT), unit)

    def _name_font(self, room: QRect) -> QFont:
        """Return the font for the name: narrower where the name would take a third line."""
        font = QFont(theme.current().font(Type.METASTRONG))
        for stretch in (100, 90, 80):
            font.setStretch(stretch)
            metrics = QFontMetrics(font)
            needed = metrics.boundingRect(room, int(_NAME), self.tile.name)
            if needed.height() <= _NAME_LINES * metrics.height() + 1:
                break
        return font


class TileMap(QWidget):
    """Tiles on four by four places.

    Tab reaches the chosen tile, arrow keys move, Enter and Space choose.

    Signals:
        chosen: The reader chose a region, by key.
    """

    chosen = Signal(str)

    def __init__(self, tiles: Sequence[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Policing regions, schematic map")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ordered = sorted(tiles, key=lambda tile: (tile.row, tile.column))
        self._tiles = [_TileButton(tile, self) for tile in ordered]
        for button in self._tiles:
            button.clicked.connect(self._on_clicked)
        theme.current().changed.connect(self._on_theme_changed)
        self.set_chosen(None)

    @property
    def chosen_key(self) -> str | None:
        """The key of the chosen region, if there is one."""
        for button in self._tiles:
            if button.isChecked():
                return button.tile.key
        return None

    def set_chosen(self, key: str | None) -> None:
        """Choose a region without telling anyone; none with ``None``."""
        for button in self._tiles:
            button.setChecked(button.tile.key == key)
        reached = next((b for b in self._tiles if b.isChecked()), None)
        self._let_tab_reach(reached or next(iter(self._tiles), None))

    def sizeHint(self) -> QSize:
        """Return room for four rows of tiles."""
        px = theme.current().px
        height = _SIDES * px(_HEIGHT) + (_SIDES - 1) * px(_GAP)
        return QSize(px(388), height)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which names can be read."""
        return QSize(theme.current().px(300), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the tiles."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the nearest tile in the direction of an arrow key."""
        step = _STEPS.get(Qt.Key(event.key()))
        focused = next((button for button in self._tiles if button.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        found = self._nearest(focused.tile, step)
        if found is not None:
            self._let_tab_reach(found)
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _nearest(self, start: Tile, step: tuple[int, int]) -> _TileButton | None:
        """Return the nearest tile ahead; straight ahead comes before aside."""
        right, down = step
        best: tuple[int, _TileButton] | None = None
        for button in self._tiles:
            across, along = button.tile.column - start.column, button.tile.row - start.row
            ahead = across * right + along * down
            aside = abs(across * down) + abs(along * right)
            if ahead > 0 and aside < _SIDES - 1 and (ahead > aside or aside <= 1):
                distance = ahead + _SIDES * aside
                if best is None or distance < best[0]:
                    best = (distance, button)
        return best[1] if best else None

    def _let_tab_reach(self, reached: _TileButton | None) -> None:
        for button in self._tiles:
            one = button is reached
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one else Qt.FocusPolicy.ClickFocus)

    def _arrange(self) -> None:
        px = theme.current().px
        gap, height = px(_GAP), px(_HEIGHT)
        width = (self.width() - (_SIDES - 1) * gap) / _SIDES
        for button in self._tiles:
            left = round(button.tile.column * (width + gap))
            top = button.tile.row * (height + gap)
            button.setGeometry(QRect(left, top, round(width), height))

    @Slot()
    def _on_clicked(self) -> None:
        sender: QObject | None = self.sender()
        if isinstance(sender, _TileButton):
            self.set_chosen(sender.tile.key)
            self.chosen.emit(sender.tile.key)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._arrange()
