"""The list of people: in groups, those to look after first."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.people.overview import Row
from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.desks.people.markings import marking_of_person
from advisor.ui.models.results import AnyIndex, ResultRow, ResultsModel, RowRole
from advisor.ui.models.row_delegate import RowDelegate
from advisor.ui.theme import Type
from advisor.ui.widgets.row_list import RowList

SOON_DAYS: Final = 30
_NOBODY: Final = "No results"
_EXPIRED, _SOON, _OTHERS, _GONE = (
    "Expired",
    f"Expires within {SOON_DAYS} days",
    "Everybody else",
    "Withdrawn",
)
_HEADING_HEIGHT: Final = 36
_LEFT: Final = 16


class PeopleModel(ResultsModel):
    """Rows of people under headings, which cannot be chosen."""

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        if not index.data(RowRole.ENTRY_ID):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class PeopleDelegate(RowDelegate):
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


class PeopleList(RowList):
    """Everybody in the register, or those who have what was searched for.

    Attributes:
        shown: Who is listed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("People", PeopleModel(), parent)
        self.rows.setParent(self)
        self.setUniformItemSizes(False)
        self.setItemDelegate(PeopleDelegate(self))
        self.shown: tuple[Row, ...] = ()

    def show_people(self, rows: Sequence[Row], wanted: str) -> None:
        """Replace the list.

        Args:
            rows: Everybody, those whose clearance expires next first.
            wanted: What was searched for; everybody, where empty.
        """
        chosen = self.currentIndex().data(RowRole.ENTRY_ID)
        self.shown = tuple(row for row in rows if _has(row, wanted.casefold().split()))
        self.rows.show(list(_arrange(self.shown)))
        self.choose(chosen)


def _has(row: Row, words: Sequence[str]) -> bool:
    """Tell whether each word stands somewhere in what the list shows of somebody."""
    one = row.person
    said = " ".join([one.name, one.role, one.unit, one.vetting, *map(str, one.labels)]).casefold()
    return all(word in said for word in words)


def _arrange(rows: Sequence[Row]) -> Iterator[ResultRow]:
    groups: dict[str, list[Row]] = {_EXPIRED: [], _SOON: [], _OTHERS: [], _GONE: []}
    for row in rows:
        groups[_group_of(row)].append(row)
    if not rows:
        yield ResultRow(entry_id="", title=_NOBODY)
    for heading, found in groups.items():
        if found:
            yield ResultRow(entry_id="", title=heading)
        yield from (_to_row(row) for row in found)


def _group_of(row: Row) -> str:
    if row.person.status == "withdrawn":
        return _GONE
    if row.days_left < 0:
        return _EXPIRED
    return _SOON if row.days_left <= SOON_DAYS else _OTHERS


def _to_row(row: Row) -> ResultRow:
    one = row.person
    marking = marking_of_person(one)
    holds = ", ".join(map(str, say_highest(one.labels))) or "Holds nothing"
    about = [holds, one.vetting, one.unit, "administrator" if row.is_administrator else ""]
    return ResultRow(
        entry_id=one.id,
        title=one.name,
        kind_words=f"until {say_date(one.valid_until)}",
        summary=" · ".join(filter(None, about)),
        level=marking.classification.value,
        marking=str(marking),
    )


def say_highest(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return labels without those that another of them dominates."""
    return tuple(
        label
        for label in labels
        if not any(other != label and other.dominates(label) for other in labels)
    )
