"""Paints the rows of every list: title, summary, why it matched, squares."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.models.results import AnyIndex, ResultRow, RowRole, Span
from advisor.ui.theme import Type
from advisor.ui.widgets.pane import PANE
from advisor.ui.widgets.squares import paint_squares, squares_width

_LEFT: Final = 16
_RIGHT: Final = 4  # and 12 of the scroll bar's gutter
_LINE: Final = 19
_SPARE: Final = 18
_GAP: Final = 12
_BAR: Final = 3
_ELLIPSIS: Final = "…"


@dataclass(frozen=True)
class _Run:
    """A stretch of a line in one role and colour."""

    text: str
    role: Type
    colour: QColor


class RowDelegate(QStyledItemDelegate):
    """Rows of two or three lines; all rows of a list are equally high."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row; its width is the list's."""
        lines = index.data(RowRole.LINES) or 2
        height = round(_pitch() * lines + theme.current().scaled(_SPARE))
        return QSize(min(option.rect.width(), theme.current().px(2 * _LEFT)), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        row = index.data(RowRole.ROW)
        if not isinstance(row, ResultRow):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, option, chosen=chosen)
        self._paint_lines(painter, QRectF(option.rect), row, chosen=chosen)
        if option.state & QStyle.StateFlag.State_HasFocus and _shows_focus(option.widget):
            painter.setPen(QPen(theme.current().colour(Colour.ACCENT), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool
    ) -> None:
        house = theme.current()
        place = option.rect
        if chosen:
            painter.fillRect(place, house.colour(Colour.SELECT))
            bar = Colour.ACCENT if _is_in_active_pane(option.widget) else Colour.BORDER
            painter.fillRect(
                place.left(), place.top(), house.px(_BAR), place.height(), house.colour(bar)
            )
            return
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, house.colour(Colour.HOVER))
        left, right = house.px(_LEFT), house.px(_RIGHT)
        line = QRectF(place.left() + left, place.bottom(), place.width() - left - right, 1)
        painter.fillRect(line, house.colour(Colour.LINE))

    def _paint_lines(
        self, painter: QPainter, place: QRectF, row: ResultRow, *, chosen: bool
    ) -> None:
        house = theme.current()
        left, right = house.scaled(_LEFT), house.scaled(_RIGHT)
        inner = place.adjusted(left, house.scaled(_SPARE) / 2, -right, 0)
        pitch = _pitch()
        first = QRectF(inner.left(), inner.top(), inner.width(), pitch)
        end = self._paint_right(painter, first, row)
        text, muted = house.colour(Colour.TEXT), house.colour(Colour.MUTED)
        title = _spanned(row.title, row.match.title_spans, (Type.STRONG, text))
        _paint_runs(painter, QRectF(first.left(), first.top(), end - first.left(), pitch), title)
        second = first.translated(0, pitch)
        tone = text if chosen else muted
        line, spans = row.second_line
        _paint_runs(painter, second, _spanned(line, spans, (Type.META, tone)))
        if row.has_why:
            _paint_runs(painter, second.translated(0, pitch), _why(row, tone))

    def _paint_right(self, painter: QPainter, line: QRectF, row: ResultRow) -> float:
        """Paint squares and kind; return where the title has to end."""
        house = theme.current()
        right = line.right()
        if row.level is not None:
            right -= squares_width()
            rule = QColor(house.marking(min(max(row.level, 1), 4)).rule)
            paint_squares(painter, QPointF(right, line.center().y()), row.level, rule)
            right -= house.scaled(_GAP)
        if row.kind_words:
            width = house.metrics(Type.META).horizontalAdvance(row.kind_words)
            right -= width
            _paint_runs(
                painter,
                QRectF(right, line.top(), width + 1, line.height()),
                [_Run(row.kind_words, Type.META, house.colour(Colour.MUTED))],
            )
            right -= house.scaled(_GAP)
        return right


def _pitch() -> float:
    """Return the height of a line: as drawn, or more where the font is taller."""
    house = theme.current()
    return max(house.scaled(_LINE), math.ceil(house.metrics(Type.STRONG).height()))


def _why(row: ResultRow, tone: QColor) -> list[_Run]:
    house = theme.current()
    muted = house.colour(Colour.MUTED)
    start = "Similar spelling: " if row.match.similar else "Matched "
    runs = [_Run(start, Type.META, muted)]
    if row.match.typed:
        runs.append(_Run(row.match.typed, Type.METASTRONG, house.colour(Colour.ACCENT)))
    if row.match.typed and row.match.found:
        runs.append(_Run("  →  ", Type.META, muted))
    if row.match.found:
        runs.append(_Run(row.match.found, Type.META, tone))
    return runs


def _spanned(text: str, spans: tuple[Span, ...], plain: tuple[Type, QColor]) -> list[_Run]:
    """Cut a text where matched words begin and end; those are accent and DemiBold."""
    role, colour = plain
    strong = Type.STRONG if role is Type.STRONG else Type.METASTRONG
    accent = theme.current().colour(Colour.ACCENT)
    runs: list[_Run] = []
    done = 0
    for start, end in sorted(spans):
        if start < done or end > len(text) or start >= end:
            continue
        runs.append(_Run(text[done:start], role, colour))
        runs.append(_Run(text[start:end], strong, accent))
        done = end
    runs.append(_Run(text[done:], role, colour))
    return [run for run in runs if run.text]


def _paint_runs(painter: QPainter, place: QRectF, runs: list[_Run]) -> None:
    """Draw runs one after another, and an ellipsis where they do not fit."""
    house = theme.current()
    left = place.left()
    widths = [house.metrics(run.role).horizontalAdvance(run.text) for run in runs]
    for number, run in enumerate(runs):
        metrics = house.metrics(run.role)
        room = place.right() - left
        following = sum(widths[number + 1 :])
        text = run.text
        fits = widths[number] + following <= room + 1
        needed = metrics.horizontalAdvance(_ELLIPSIS)
        cut = not fits and (widths[number] + needed > room)
        if cut:
            text = metrics.elidedText(text.rstrip() + _ELLIPSIS, Qt.TextElideMode.ElideRight, room)
        painter.setFont(house.font(run.role))
        painter.setPen(run.colour)
        baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left, round(baseline)), text)
        if cut:
            return
        left += widths[number]


def _is_in_active_pane(view: QWidget | None) -> bool:
    """Say whether the keyboard is in the pane that holds the list."""
    focused = QApplication.focusWidget()
    if view is None or focused is None:
        return True
    pane = view.parentWidget() or view
    ancestor: QWidget | None = pane
    while ancestor is not None:
        if ancestor.property(PANE):
            pane = ancestor
            break
        ancestor = ancestor.parentWidget()
    return focused is view or pane.isAncestorOf(focused)


def _shows_focus(view: QWidget | None) -> bool:
    """Say whether the reader is at the keyboard, in this list."""
    return (
        view is not None
        and view.hasFocus()
        and view.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    )
