"""The rows of a list: results of a search, or entries to read."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Span = tuple[int, int]
AnyIndex = QModelIndex | QPersistentModelIndex
_LEVEL_WORDS: Final = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")
_NO_PARENT: Final = QModelIndex()


class RowRole(IntEnum):
    """What the model gives besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    ENTRY_ID = Qt.ItemDataRole.UserRole + 2
    LINES = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, kw_only=True)
class Match:
    """Why a row is listed.

    Attributes:
        typed: What the reader typed that matched, for line 3; empty for a plain list.
        found: The catalogue's words that it matched.
        similar: Whether it matched by similar spelling only.
        title_spans: Stretches of the title that matched, each as start and end.
        summary_spans: Stretches of the summary that matched.
        passage: What stands on line 2 instead of the summary, with the stretches of it that
            matched.
    """

    typed: str = ""
    found: str = ""
    similar: bool = False
    title_spans: tuple[Span, ...] = ()
    summary_spans: tuple[Span, ...] = ()
    passage: tuple[str, tuple[Span, ...]] | None = None


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """One row of a list.

    Attributes:
        entry_id: What choosing it opens.
        title: Line 1.
        kind_words: The kind, at the right of line 1.
        summary: Line 2.
        level: The marking's level for the squares; ``None`` where none are shown.
        marking: The marking in words; the level's own words where empty.
        find_match: Returns why it is listed, once the row is seen: of fifty a list shows ten.
    """

    entry_id: str
    title: str
    kind_words: str = ""
    summary: str = ""
    level: int | None = None
    marking: str = ""
    find_match: Callable[[], Match] = field(default=Match, repr=False, compare=False)

    @cached_property
    def match(self) -> Match:
        """Why it is listed."""
        return self.find_match()

    @property
    def second_line(self) -> tuple[str, tuple[Span, ...]]:
        """Line 2, and the stretches of it that matched."""
        return self.match.passage or (self.summary, self.match.summary_spans)

    @property
    def has_why(self) -> bool:
        """Whether there is anything to say about why it matched."""
        return bool(self.match.typed or self.match.found)

    @property
    def why_words(self) -> str:
        """Line 3 in words."""
        typed, found = self.match.typed, self.match.found
        if not self.has_why:
            return ""
        start = "Similar spelling:" if self.match.similar else "Matched"
        return f"{start} {typed} → {found}" if typed and found else f"{start} {typed or found}"

    @property
    def marking_words(self) -> str:
        """The marking in words; empty where rows show none."""
        if self.level is None:
            return ""
        return self.marking or _LEVEL_WORDS[min(max(self.level, 1), len(_LEVEL_WORDS)) - 1]

    @property
    def whole_sense(self) -> str:
        """Everything that the row says, for a screen reader."""
        second, _ = self.second_line
        said = (self.title, self.kind_words, second, self.why_words, self.marking_words)
        return ". ".join(part for part in said if part)


class ResultsModel(QAbstractListModel):
    """A list of rows, shown whole; order and choice are made elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ResultRow, ...] = ()
        self._lines = 2

    def show(self, rows: Sequence[ResultRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._lines = 3 if any(row.has_why for row in self._rows) else 2
        self.endResetModel()

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """The rows shown."""
        return self._rows

    def find_row(self, entry_id: str) -> int | None:
        """Return the place of an entry, or ``None`` if it is not listed."""
        for place, row in enumerate(self._rows):
            if row.entry_id == entry_id:
                return place
        return None

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Return the number of rows; a row has no rows of its own."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows; ``None`` for a role or place that is not there."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.whole_sense
        if role == RowRole.ROW:
            return row
        if role == RowRole.ENTRY_ID:
            return row.entry_id
        return self._lines if role == RowRole.LINES else None
