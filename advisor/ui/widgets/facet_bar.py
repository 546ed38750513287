"""Narrowing a list to one kind: words with their counts."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import ToolButton
from advisor.ui.widgets.enter_key import press_with_enter
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.spacing import size, space

_HEIGHT: Final = 34
_LINE: Final = 2
_COUNT_GAP: Final = 5
_GAP: Final = 18
_SIDES: Final = 20
_MORE: Final = 32
_LEAST: Final = 160
_MOST: Final = 5


@dataclass(frozen=True)
class Facet:
    """One kind to narrow to.

    Attributes:
        key: What choosing it gives.
        words: Its name.
        count: How many results it has; never none.
    """

    key: str
    words: str
    count: int


class _FacetButton(QToolButton):
    """One facet: words, count, and a line under the current one."""

    def __init__(self, facet: Facet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_facet(facet)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_facet(self, facet: Facet) -> None:
        """Stand for a facet from now on."""
        self.facet = facet
        self.setAccessibleName(f"{facet.words} {facet.count}")
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the room of words and count, as wide when current."""
        return QSize(_width_of(self.facet), theme.current().px(_HEIGHT) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the count and the line."""
        del event
        house = theme.current()
        painter = QPainter(self)
        current = self.isChecked()
        role = Type.METASTRONG if current else Type.META
        plain = Colour.TEXT if self.underMouse() else Colour.MUTED
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(house.font(role))
        painter.setPen(house.colour(Colour.TEXT if current else plain))
        painter.drawText(self.rect(), middle, self.facet.words)
        left = house.metrics(role).horizontalAdvance(self.facet.words) + house.scaled(_COUNT_GAP)
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.MUTED))
        painter.drawText(QRectF(self.rect()).adjusted(left, 0, 0, 0), middle, str(self.facet.count))
        line = house.px(_LINE)
        if current:
            end = house.metrics(Type.META).horizontalAdvance(str(self.facet.count)) + left
            accent = house.colour(Colour.ACCENT)
            painter.fillRect(QRectF(0, self.height() - line, end, line), accent)
        if self.hasFocus() and self.window().testAttribute(
            Qt.WidgetAttribute.WA_KeyboardFocusChange
        ):
            painter.setPen(house.colour(Colour.ACCENT))
            painter.drawRect(self.rect().adjusted(0, line + 1, -1, -line - 3))


def _width_of(facet: Facet) -> int:
    house = theme.current()
    words = house.metrics(Type.METASTRONG).horizontalAdvance(facet.words)
    count = house.metrics(Type.META).horizontalAdvance(str(facet.count))
    return round(words + count + house.scaled(_COUNT_GAP)) + 1


class FacetBar(QWidget):
    """Facets in a strip; the arrow keys move between them.

    Signals:
        facet_chosen: The reader chose a facet, by key.
    """

    facet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kinds")
        self._facets: tuple[Facet, ...] = ()
        self._chosen = ""
        self._fitting = _MOST
        self._shown: tuple[object, ...] = ()
        self._buttons: list[_FacetButton] = []
        self._row = QHBoxLayout()
        space(self._row, (16, 0, 4, 0), _GAP)
        self._more = ToolButton(Icon.MORE, "More kinds")
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._row.addStretch(1)
        self._row.addWidget(self._more)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(self._row, 1)
        column.addWidget(Hairline())
        size(self, height=_HEIGHT)
        size(self._more, width=_MORE, height=28)

    def show_facets(self, facets: Sequence[Facet], chosen_key: str) -> None:
        """Show the facets that have results; five at most that fit, the rest under *More*."""
        self._facets = tuple(facets)
        self._chosen = chosen_key
        self._fitting = self._count_fitting()
        shown = (self._facets, chosen_key, self._fitting, theme.current().px(_HEIGHT))
        if shown != self._shown:
            self._shown = shown
            self._show_buttons(chosen_key)

    def _show_buttons(self, chosen_key: str) -> None:
        shown, rest = self._divide(chosen_key)
        had_keyboard = any(button.hasFocus() for button in self._buttons)
        self._keep_buttons(shown)
        for button, facet in zip(self._buttons, shown, strict=True):
            if button.facet != facet:
                button.show_facet(facet)
        self._check(chosen_key, take_keyboard=had_keyboard)
        self._menu.clear()
        for facet in rest:
            action = self._menu.addAction(f"{facet.words} {facet.count}")
            action.setData(facet.key)
            action.triggered.connect(self._on_more)
        self._more.setVisible(bool(rest))

    def _keep_buttons(self, shown: Sequence[Facet]) -> None:
        """Have as many buttons as facets: a letter mostly changes what stands on them alone."""
        for old in self._buttons[len(shown) :]:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        del self._buttons[len(shown) :]
        for facet in shown[len(self._buttons) :]:
            button = _FacetButton(facet, self)
            button.toggled.connect(self._on_toggled)
            self._row.insertWidget(len(self._buttons), button)
            button.show()
            self._buttons.append(button)
        for before, after in pairwise([self, *self._buttons, self._more]):
            self.setTabOrder(before, after)  # new widgets come last in the window otherwise

    def _check(self, chosen_key: str, *, take_keyboard: bool) -> None:
        """Mark the chosen facet, without saying that the reader chose it."""
        for button in self._buttons:
            with QSignalBlocker(button):
                button.setAutoExclusive(False)  # else none could be unmarked
                button.setChecked(button.facet.key == chosen_key)
        for button in self._buttons:
            button.setAutoExclusive(True)
            if take_keyboard and button.isChecked():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which all but one facet stand under *More*."""
        return QSize(theme.current().px(_LEAST), theme.current().px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many facets as there is room for."""
        super().resizeEvent(event)
        if self._facets and self._count_fitting() != self._fitting:
            self.show_facets(self._facets, self._chosen)

    def _count_fitting(self) -> int:
        """Return how many facets have room, with room for *More* where some have none."""
        px = theme.current().px
        ends = list(accumulate(_width_of(facet) + px(_GAP) for facet in self._facets))
        room = self.width() - px(_SIDES)
        if ends and ends[-1] <= room and len(ends) <= _MOST:
            return len(ends)
        fitting = sum(end <= room - px(_MORE) for end in ends)
        return min(max(fitting, 1), _MOST)

    def _divide(self, chosen_key: str) -> tuple[list[Facet], list[Facet]]:
        shown, rest = list(self._facets[: self._fitting]), list(self._facets[self._fitting :])
        for facet in rest:
            if facet.key == chosen_key:
                rest[rest.index(facet)] = shown[-1]
                shown[-1] = facet
                break
        return shown, rest

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        sender: QObject | None = self.sender()
        if on and isinstance(sender, _FacetButton):
            self.facet_chosen.emit(sender.facet.key)

    @Slot()
    def _on_more(self) -> None:
        sender: QObject | None = self.sender()
        if sender is not None and hasattr(sender, "data"):
            key = str(sender.data())
            self.show_facets(self._facets, key)
            self.facet_chosen.emit(key)
