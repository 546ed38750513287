"""The records of audit logs, as a table."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor.audit.review import Row
from advisor.ui.desks.audit.words import NOTHING, say_kind, say_outcome, say_time, say_zone

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()
_NO_ROLE: Final = Qt.ItemDataRole.DisplayRole


class Column(IntEnum):
    """What stands where."""

    NUMBER = 0
    TIME = 1
    KIND = 2
    WHO = 3
    SUBJECT = 4
    LABEL = 5
    OUTCOME = 6
    NOTE = 7


_NAMES: Final = ("Number", "Time", "Kind", "Who", "Subject", "Label", "Outcome", "Note")
_SAID: Final = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class AuditModel(QAbstractTableModel):
    """Records, shown whole; which of them is decided elsewhere.

    They can be turned round, oldest first, and sorted in no other way: what a clock said is
    no order.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._zone = ""
        self._has_logs = False
        self._is_turned = False

    def show(self, rows: Sequence[Row], *, has_logs: bool = False) -> None:
        """Replace all records.

        Args:
            rows: Newest first.
            has_logs: Whether they are of several logs, which is then said with the number.
        """
        self.beginResetModel()
        self._rows = tuple(rows)
        self._has_logs = has_logs
        offsets = {row.at.utcoffset() for row in self._rows}
        self._zone = say_zone(self._rows[0].at) if len(offsets) == 1 else ""
        self.endResetModel()

    def turn(self, *, oldest_first: bool) -> None:
        """Show the oldest first, or the newest."""
        if oldest_first != self._is_turned:
            self.beginResetModel()
            self._is_turned = oldest_first
            self.endResetModel()

    def row_at(self, place: int) -> Row | None:
        """Return the record at a place, if there is one."""
        if not 0 <= place < len(self._rows):
            return None
        return self._rows[-1 - place if self._is_turned else place]

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_NAMES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _NO_ROLE) -> Any:
        """Return the name of a column, of the time with its zone."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_NAMES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != _NO_ROLE:
            return None
        named = _NAMES[section]
        return f"{named}, {self._zone}" if section == Column.TIME and self._zone else named

    def data(self, index: AnyIndex, role: int = _NO_ROLE) -> Any:
        """Return what a role shows; ``None`` for a role or place that is not there."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == _NO_ROLE:
            return self._say(row, Column(index.column()))
        if role in _SAID:
            column = Column(index.column())
            return f"{_NAMES[column]}: {self._say(row, column)}"
        return None

    def _say(self, row: Row, column: Column) -> str:
        record, details = row.record, row.record.details
        if column is Column.NUMBER:
            return f"{record.log}-{record.number}" if self._has_logs else str(record.number)
        if column is Column.TIME:
            said = say_time(row.at)
            return said if self._zone else f"{said} {say_zone(row.at)}"
        if column is Column.KIND:
            return say_kind(record.kind)
        if column is Column.OUTCOME:
            return say_outcome(row.outcome)
        if details is None:
            return NOTHING
        texts = {
            Column.WHO: details.who,
            Column.SUBJECT: details.subject,
            Column.LABEL: details.label,
            Column.NOTE: details.note,
        }
        return texts[column] or NOTHING
