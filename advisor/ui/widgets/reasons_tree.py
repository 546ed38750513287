"""Why an outcome is what it is: reasons under reasons, each with its source."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
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
_REASON = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Reason:
    """One reason.

    Attributes:
        text: The reason.
        truth: What is known of it.
        source: What it rests on, or ``Your answer``.
        deciding: Whether the outcome turns on it.
        children: What it follows from.
    """

    text: str
    truth: Truth
    source: str = ""
    deciding: bool = False
    children: tuple[Reason, ...] = ()

    @property
    def whole_sense(self) -> str:
        """Everything that the line says, for a screen reader."""
        deciding = "deciding" if self.deciding else ""
        return ". ".join(p for p in (self.text, self.truth.value, deciding, self.source) if p)


class _ReasonDelegate(QStyledItemDelegate):
    """Paints the icon, the reason and the source of one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a line."""
        del option, index
        house = theme.current()
        return QSize(house.px(_LINE), max(house.px(_LINE), round(_strong_height() + 4)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one line."""
        reason = index.data(_REASON)
        if not isinstance(reason, Reason):
            return
        house = theme.current()
        place = QRectF(option.rect)
        painter.save()
        side = house.px(icons.SMALL)
        icons.paint(
            painter,
            *outcome_icon(reason.truth),
            QRectF(place.left(), place.center().y() - side / 2, side, side),
        )
        right = self._paint_source(painter, place, reason.source)
        left = place.left() + side + house.scaled(_GAP)
        role = Type.STRONG if reason.deciding else Type.BODY
        painter.setFont(house.font(role))
        painter.setPen(house.colour(Colour.TEXT))
        room = QRectF(left, place.top(), right - left, place.height())
        text = house.metrics(role).elidedText(
            reason.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(house.colour(Colour.ACCENT), 2))
            painter.drawRect(place.adjusted(-1, 1, -1, -1))
        painter.restore()

    def _paint_source(self, painter: QPainter, place: QRectF, source: str) -> float:
        """Paint the source; return where the reason has to end."""
        house = theme.current()
        if not source:
            return place.right()
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.MUTED))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, right, source)
        width = house.metrics(Type.META).horizontalAdvance(source)
        return place.right() - width - house.scaled(_SOURCE_GAP)


class ReasonsTree(QTreeView):
    """A tree of reasons, as high as it is long; the page scrolls it.

    Each line gives its whole sense to a screen reader.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Why")
        self._lines = 0
        self._reasons = QStandardItemModel(self)
        self.setModel(self._reasons)
        self.setItemDelegate(_ReasonDelegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show other reasons, all of them open."""
        self._reasons.clear()
        self._lines = 0
        for reason in reasons:
            self._reasons.appendRow(self._item(reason))
        self.expandAll()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        height = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        return QSize(theme.current().px(320), self._lines * height)

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

    def _item(self, reason: Reason) -> QStandardItem:
        self._lines += 1
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


def _strong_height() -> float:
    return theme.current().metrics(Type.STRONG).height()
