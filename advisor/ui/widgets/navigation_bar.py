"""The sections of the application, at the left of the window."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.enter_key import press_with_enter
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.spacing import size, space

_WIDE: Final = 164
_RAIL: Final = 52
_HEIGHT: Final = 34
#: Where the window is low and its text large, as under a message.
_LEAST_HEIGHT: Final = 26
_RADIUS: Final = 5
_TEXT_LEFT: Final = 40
_BAR: Final = 3
#: Right of the text, and left and right of the item, with the edge of the bar.
_AROUND_TEXT: Final = 4 + 8 + 8 + 1


@dataclass(frozen=True)
class NavigationItem:
    """A section, or a deed at the bottom.

    Attributes:
        key: What choosing it gives.
        words: Its name.
        icon: Before its name, or alone on the rail.
        keys: Its key, shown at the right.
    """

    key: str
    words: str
    icon: Icon
    keys: str = ""


class _ItemButton(QToolButton):
    """One item of the bar."""

    def __init__(self, item: NavigationItem, *, section: bool, rail: bool) -> None:
        super().__init__()
        self.item = item
        self._rail = rail
        self.setCheckable(section)
        self.setAutoExclusive(section)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setAccessibleName(item.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.set_rail(rail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def set_rail(self, rail: bool) -> None:
        """Show the icon alone, with the words in the tool tip."""
        self._rail = rail
        keys = f" ({self.item.keys})" if self.item.keys else ""
        self.setToolTip(f"{self.item.words}{keys}" if rail or keys else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the item's height; its width is the bar's."""
        house = theme.current()
        return QSize(house.px((_RAIL if self._rail else _WIDE) - 16), house.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the height that the item can do with."""
        return QSize(self.sizeHint().width(), theme.current().px(_LEAST_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the bar, the icon and the words."""
        del event
        house = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side = house.px(icons.USUAL)
        left = (self.width() - side) / 2 if self._rail else house.px(12)
        place = QRectF(left, (self.height() - side) / 2, side, side)
        icons.paint(
            painter, self.item.icon, Colour.ACCENT if self.isChecked() else Colour.MUTED, place
        )
        if self._rail:
            return
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(house.font(Type.STRONG if self.isChecked() else Type.BODY))
        painter.setPen(house.colour(Colour.TEXT))
        room = self.rect().adjusted(house.px(_TEXT_LEFT), 0, -house.px(4), 0)
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, self.item.words)
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.MUTED))
        painter.drawText(
            room.adjusted(0, 0, -house.px(4), 0),
            middle | Qt.AlignmentFlag.AlignRight,
            self.item.keys,
        )

    def _paint_ground(self, painter: QPainter) -> None:
        house = theme.current()
        radius = house.scaled(_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or self.isChecked():
            painter.setBrush(house.colour(Colour.SELECT))
            painter.drawRoundedRect(self.rect(), radius, radius)
        elif self.underMouse():
            painter.setBrush(house.colour(Colour.HOVER))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.isChecked():
            height = house.scaled(18)
            bar = QRectF(0, (self.height() - height) / 2, house.scaled(_BAR), height)
            painter.setBrush(house.colour(Colour.ACCENT))
            painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)


class NavigationBar(Strip):
    """Sections from the top, deeds such as *Sign in* at the bottom.

    Signals:
        chosen: The reader chose a section or a deed, by key.
    """

    chosen = Signal(str)

    def __init__(
        self,
        items: Sequence[NavigationItem],
        foot: Sequence[NavigationItem] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Ground.WINDOW, parent)
        self.setAccessibleName("Sections")
        self._rail = False
        self._sections: list[_ItemButton] = []
        self._deeds: list[_ItemButton] = []
        self._foot = QVBoxLayout()
        space(self._foot, gap=4)
        column = QVBoxLayout()
        space(column, (8, 12, 8, 12), 4)
        for item in items:
            button = self._button(item, section=True)
            self._sections.append(button)
            column.addWidget(button)
        column.addStretch(1)
        column.addLayout(self._foot)
        row = QHBoxLayout(self)
        space(row)
        row.addLayout(column, 1)
        row.addWidget(Hairline(vertical=True))
        self.show_foot(foot)
        self.set_rail(False)

    @property
    def is_rail(self) -> bool:
        """Whether only the icons are shown."""
        return self._rail

    def set_current(self, key: str | None) -> None:
        """Choose a section without telling anyone; none with ``None``."""
        for button in self._sections:
            button.setAutoExclusive(False)
            button.setChecked(button.item.key == key)
            button.setAutoExclusive(True)

    def hide_section(self, key: str) -> None:
        """Leave a section out, for a reader who has none of it."""
        for button in self._sections:
            if button.item.key == key:
                button.hide()

    def set_rail(self, rail: bool) -> None:
        """Show icons alone, where the window is narrow."""
        self._rail = rail
        for button in (*self._sections, *self._deeds):
            button.set_rail(rail)
        size(self, width=_RAIL if rail else self._wide())

    def _wide(self) -> float:
        """Return the width that shows every section whole, also while it is the current one."""
        house = theme.current()
        longest = max(
            (house.metrics(Type.STRONG).horizontalAdvance(each.item.words))
            for each in self._sections
        )
        return max(_WIDE, _TEXT_LEFT + longest / house.scaled(1) + _AROUND_TEXT)

    def show_foot(self, foot: Sequence[NavigationItem]) -> None:
        """Show other deeds at the bottom, as when the reader has signed in."""
        for old in self._deeds:
            self._foot.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._deeds = [self._button(item, section=False) for item in foot]
        for button in self._deeds:
            self._foot.addWidget(button)

    def _button(self, item: NavigationItem, *, section: bool) -> _ItemButton:
        button = _ItemButton(item, section=section, rail=self._rail)
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender: QObject | None = self.sender()
        if isinstance(sender, _ItemButton):
            self.chosen.emit(sender.item.key)
