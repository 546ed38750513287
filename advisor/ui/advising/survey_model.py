"""The groups of capabilities, each with its rows."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor.advice import Group, Placing, Survey
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui.advising.words import GROUPS, say_todo, say_way
from advisor.ui.models.results import ResultRow, RowRole

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()
#: The internal id of a group's own index; a row has the place of its group, from 1.
_GROUP: Final = 0


class SurveyModel(QAbstractItemModel):
    """Groups at the top, capabilities below them; what a row says is made when it is painted."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_marked = session.clearance.label != OFFICIAL
        self._groups: tuple[tuple[Group, tuple[Placing, ...]], ...] = ()

    def show(self, survey: Survey) -> None:
        """Replace everything; empty groups stay, so that each has its place."""
        self.beginResetModel()
        self._groups = tuple(
            (group, tuple(one for one in survey.placings if one.group is group)) for group in Group
        )
        self.endResetModel()

    def group_at(self, index: AnyIndex) -> Group:
        """Return the group of a row, or of a group's own index."""
        place = index.row() if index.internalId() == _GROUP else index.internalId() - 1
        return self._groups[place][0]

    def index_of_group(self, group: Group) -> QModelIndex:
        """Return a group's own index."""
        return self.index(list(Group).index(group), 0)

    def index_of(self, capability: str) -> QModelIndex:
        """Return the index of a capability; an invalid one where it is not there."""
        for place, (_, placings) in enumerate(self._groups):
            for row, placing in enumerate(placings):
                if placing.capability == capability:
                    return self.index(row, 0, self.index(place, 0))
        return QModelIndex()

    # ── what Qt asks ─────────────────────────────────────────────────────────

    def index(self, row: int, column: int, parent: AnyIndex = _NO_PARENT) -> QModelIndex:
        """Return an index."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        """Return the group of a row."""
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of groups, or of the rows of one."""
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()][1]) if parent.internalId() == _GROUP else 0

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return that there is one column."""
        del parent
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows; ``None`` for a role or place that is not there."""
        if not index.isValid():
            return None
        if index.internalId() == _GROUP:
            return self._group_data(index.row(), role)
        return self._row_data(self._groups[index.internalId() - 1][1][index.row()], role)

    def _row_data(self, placing: Placing, role: int) -> Any:
        match role:
            case RowRole.ENTRY_ID:
                return placing.capability
            case RowRole.LINES:
                return 2
            case RowRole.ROW:
                return self._row(placing)
            case Qt.ItemDataRole.DisplayRole:
                return self._session.catalogue.head(placing.capability).title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._row(placing).whole_sense
        return None

    def _group_data(self, place: int, role: int) -> Any:
        group, placings = self._groups[place]
        words = GROUPS[group][1]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}: {len(placings)}"
        return len(placings) if role == RowRole.LINES else None

    def _row(self, placing: Placing) -> ResultRow:
        head = self._session.catalogue.head(placing.capability)
        marking = self._session.catalogue.entry(placing.capability).marking
        return ResultRow(
            entry_id=placing.capability,
            title=head.title,
            kind_words=say_todo(placing),
            summary=say_way(placing),
            level=marking.classification.value if self._is_marked else None,
            marking=str(marking) if self._is_marked else "",
        )
