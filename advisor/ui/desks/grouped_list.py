"""A list of rows under headings, for the desks."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.models.results import AnyIndex, ResultRow, ResultsModel, RowRole
from advisor.ui.models.row_delegate import RowDelegate
from advisor.ui.theme import Type
from advisor.ui.widgets.row_list import RowList

_HEADING_HEIGHT: Final = 36
_LEFT: Final = 16


class GroupsModel(ResultsModel):
    """Rows under headings, which cannot be chosen."""

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        if not index.data(RowRole.ENTRY_ID):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class GroupsDelegate(RowDelegate):
    """Rows as everywhere, and headings between them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row, or of a heading."""
        hint = super().sizeHint(option, index)
        if index.data(RowRole.ENTRY_ID):
            return hint
        return QSize(hint.width(), theme.current().px(_HEADING_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a row, or a heading."""
        if index.data(RowRole.ENTRY_ID):
            super().paint(painter, option, index)
            return
        house = theme.current()
        place = QRectF(option.rect).adjusted(house.px(_LEFT), 0, 0, -house.px(4))
        painter.save()
        painter.setFont(house.font(Type.METASTRONG))
        painter.setPen(house.colour(Colour.MUTED))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(flags), str(index.data()))
        painter.restore()


class GroupedList(RowList):
    """Rows in groups, those to look after first.

    Args:
        name: What it is a list of, for a screen reader.
        nothing: What it says where it has no row.
        parent: What it belongs to.
    """

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(name, GroupsModel(), parent)
        self._nothing = nothing
        self.rows.setParent(self)
        self.setUniformItemSizes(False)
        self.setItemDelegate(GroupsDelegate(self))

    def show_groups(self, groups: Mapping[str, Sequence[ResultRow]]) -> None:
        """Replace the rows.

        Args:
            groups: Rows by heading, in order; a group with none is left out.
        """
        found = [(heading, rows) for heading, rows in groups.items() if rows]
        shown = [] if found else [ResultRow(entry_id="", title=self._nothing)]
        for heading, rows in found:
            shown += [ResultRow(entry_id="", title=heading), *rows]
        self.rows.show(shown)
