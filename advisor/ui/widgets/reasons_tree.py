"""Why an outcome is what it is: reasons under reasons, each with its source."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type
from advisor.ui.widgets.outcome_icon import Truth, outcome_icon

AnyIndex = QModelIndex | QPersistentModelIndex
_LINE: Final = 26
_LEVEL: Final = 26
_GAP: Final = 8
_SOURCE_GAP: Final = 16
#: The most of a line's width that its source takes.
_SOURCE_SHARE: Final = 0.4
_PADDING: Final = 8
_REASON = Qt.ItemDataRole.UserRole + 1
_FOUND = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Reason:
    """One reason.

    Attributes:
        text: The reason.
        truth: What is known of it.
        source: What it rests on, or ``Your answer``.
        deciding: Whether the outcome turns on it.
        deeds: What can be done about it, each as its key and in words.
        children: What it follows from.
    """

    text: str
    truth: Truth
    source: str = ""
    deciding: bool = False
    deeds: tuple[tuple[str, str], ...] = ()
    children: tuple[Reason, ...] = ()

    @property
    def whole_sense(self) -> str:
        """Everything that the line says, for a screen reader."""
        deciding = "deciding" if self.deciding else ""
        deeds = f"Enter: {', '.join(words for _, words in self.deeds)}" if self.deeds else ""
        parts = (self.text, self.truth.value, deciding, self.source, deeds)
        return ". ".join(part.rstrip(".") for part in parts if part)


class _ReasonDelegate(QStyledItemDelegate):
    """Paints the icon, the reason and the source of one line, as high as the reason is long."""

    def __init__(self, tree: ReasonsTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a line."""
        del option
        house, reason = theme.current(), index.data(_REASON)
        least = max(house.px(_LINE), round(house.metrics(Type.STRONG).height() + 4))
        if not isinstance(reason, Reason):
            return QSize(house.px(_LINE), least)
        room = self._tree.width_of(index) - self._beside(reason, self._tree.width_of(index))
        wide = QRectF(0, 0, max(room, house.scaled(_LINE)), 1 << 20)
        wrap = Qt.TextFlag.TextWordWrap
        needed = house.metrics(_role(reason)).boundingRect(wide, wrap, reason.text).height()
        return QSize(house.px(_LINE), max(least, round(needed + house.scaled(_PADDING))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one line."""
        reason = index.data(_REASON)
        if not isinstance(reason, Reason):
            return
        house = theme.current()
        place = QRectF(option.rect)
        painter.save()
        if index.data(_FOUND) is not None:
            painter.fillRect(place, house.colour(Colour.SELECT))
        side = house.px(icons.SMALL)
        icons.paint(
            painter,
            *outcome_icon(reason.truth),
            QRectF(place.left(), place.center().y() - side / 2, side, side),
        )
        self._paint_source(painter, self.source_place(place, reason), reason)
        painter.setFont(house.font(_role(reason)))
        painter.setPen(house.colour(Colour.TEXT))
        left = place.left() + side + house.scaled(_GAP)
        width = place.width() - self._beside(reason, place.width())
        room = QRectF(left, place.top(), width, place.height())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(middle) | int(Qt.TextFlag.TextWordWrap), reason.text)
        if option.state & QStyle.StateFlag.State_HasFocus or index.data(_FOUND) is True:
            painter.setPen(QPen(house.colour(Colour.ACCENT), 2))
            painter.drawRect(place.adjusted(-1, 1, -1, -1))
        painter.restore()

    def source_place(self, place: QRectF, reason: Reason) -> QRectF:
        """Return where in its line a source stands; an empty place where there is none."""
        width = self._source_width(reason, place.width())
        return QRectF(place.right() - width, place.top(), width, place.height())

    def _paint_source(self, painter: QPainter, place: QRectF, reason: Reason) -> None:
        """Paint the source, as a link where something can be done."""
        if not reason.source:
            return
        house = theme.current()
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.ACCENT if reason.deeds else Colour.MUTED))
        shown = house.metrics(Type.META).elidedText(
            reason.source, Qt.TextElideMode.ElideRight, place.width() + 1
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)

    def _beside(self, reason: Reason, width: float) -> float:
        """Return how much of a line's width its reason does not get."""
        house = theme.current()
        source = self._source_width(reason, width)
        gap = house.scaled(_SOURCE_GAP) if source else 0
        return house.px(icons.SMALL) + house.scaled(_GAP) + source + gap

    def _source_width(self, reason: Reason, width: float) -> float:
        wanted = theme.current().metrics(Type.META).horizontalAdvance(reason.source)
        return min(wanted, _SOURCE_SHARE * width)


class ReasonsTree(QTreeView):
    """A tree of reasons, as high as it is long; the page scrolls it.

    Each line gives its whole sense to a screen reader. Enter on a line, or a click on its
    source, does what can be done about it, or asks which of several.

    Signals:
        deed_wanted: The reader wants something done about a reason; gives the deed's key.
    """

    deed_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Why")
        self._reasons = QStandardItemModel(self)
        self._menu: QMenu | None = None
        self._found: list[QModelIndex] = []
        self.setModel(self._reasons)
        self._delegate = _ReasonDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setMouseTracking(True)
        self.setItemsExpandable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)
        theme.current().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show other reasons, all of them open."""
        self._reasons.clear()
        for reason in reasons:
            self._reasons.appendRow(self._item(reason))
        self.expandAll()
        self.updateGeometry()

    def highlight(self, words: Iterable[str], *, current: int | None = None) -> int:
        """Mark every line in which one of the words stands; see ``Findable``."""
        wanted = [word.casefold() for word in words if word.strip()]
        self._found = [line for line in self._lines() if _holds(line.data(_REASON), wanted)]
        for line in self._lines():
            place = self._found.index(line) if line in self._found else None
            self._reasons.setData(line, None if place is None else place == current, _FOUND)
        return len(self._found)

    def found_at(self, place: int) -> QPoint:
        """Return where a line is in which a word was found."""
        return self.visualRect(self._found[place]).center()

    def width_of(self, index: AnyIndex) -> float:
        """Return how wide the line of a reason is."""
        depth, line = 0, index
        while line.parent().isValid():
            depth, line = depth + 1, line.parent()
        return self.viewport().width() - depth * self.indentation()

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        option = QStyleOptionViewItem()
        heights = (self._delegate.sizeHint(option, index).height() for index in self._lines())
        return QSize(theme.current().px(320), sum(heights))

    def minimumSizeHint(self) -> QSize:
        """Return the height of all lines: nothing scrolls inside a page."""
        return QSize(theme.current().px(200), self.sizeHint().height())

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the joints from a reason to what it follows from."""
        if not index.parent().isValid():
            return
        house = theme.current()
        step = house.scaled(_LEVEL)
        painter.setPen(QPen(house.colour(Colour.BORDER), 1))
        middle, bottom = rect.center().y() + 0.5, rect.bottom() + 1.0
        line = index.sibling(index.row(), 0)
        right = float(rect.right() + 1)
        first = True
        while line.parent().isValid():
            trunk = round(right - step + house.scaled(icons.SMALL) / 2) + 0.5
            last = line.row() == self._reasons.rowCount(line.parent()) - 1
            if first or not last:
                end = middle if last else bottom
                painter.drawLine(QPointF(trunk, rect.top()), QPointF(trunk, end))
            if first:
                painter.drawLine(QPointF(trunk, middle), QPointF(right - 3, middle))
            first = False
            right -= step
            line = line.parent()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the lines anew where there is another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the space bar as Enter."""
        if event.key() == Qt.Key.Key_Space:
            self._on_activated(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a source can be pressed."""
        super().mouseMoveEvent(event)
        is_link = self._is_on_source(event.position())
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what a source is pressed for."""
        super().mouseReleaseEvent(event)
        if self._is_on_source(event.position()):
            self._on_activated(self.indexAt(event.position().toPoint()))

    def _is_on_source(self, point: QPointF) -> bool:
        index = self.indexAt(point.toPoint())
        reason = index.data(_REASON)
        if not isinstance(reason, Reason) or not reason.deeds:
            return False
        place = QRectF(self.visualRect(index))
        return self._delegate.source_place(place, reason).contains(point)

    @Slot(QModelIndex)
    def _on_activated(self, index: AnyIndex) -> None:
        """Do what can be done about a reason; ask, where that is more than one thing."""
        reason = index.data(_REASON)
        deeds = reason.deeds if isinstance(reason, Reason) else ()
        if len(deeds) == 1:
            self.deed_wanted.emit(deeds[0][0])
        elif deeds:
            self._ask(deeds, self.visualRect(index).bottomLeft())

    def _ask(self, deeds: Sequence[tuple[str, str]], below: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = QMenu(self)
        for key, words in deeds:
            action = self._menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self.deed_wanted.emit, key))
        self._menu.setActiveAction(self._menu.actions()[0])
        self._menu.popup(self.viewport().mapToGlobal(below))

    def _lines(self) -> Iterator[QModelIndex]:
        """Yield every line, from the top."""
        waiting = [self._reasons.index(row, 0) for row in range(self._reasons.rowCount())][::-1]
        while waiting:
            index = waiting.pop()
            yield index
            rows = range(self._reasons.rowCount(index))
            waiting += [self._reasons.index(row, 0, index) for row in rows][::-1]

    def _item(self, reason: Reason) -> QStandardItem:
        item = QStandardItem(reason.text)
        item.setData(reason, _REASON)
        item.setData(reason.whole_sense, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(reason.whole_sense)
        for child in reason.children:
            item.appendRow(self._item(child))
        return item

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setIndentation(theme.current().px(_LEVEL))
        self.setRootIsDecorated(False)
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


def _holds(reason: object, words: Sequence[str]) -> bool:
    """Say whether one of some words stands in a line."""
    if not isinstance(reason, Reason):
        return False
    text = f"{reason.text}\n{reason.source}".casefold()
    return any(word in text for word in words)


def _role(reason: Reason) -> Type:
    return Type.STRONG if reason.deciding else Type.BODY
