"""The list of people: in groups, those to look after first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.people.overview import Row
from advisor.ui.desks.grouped_list import GroupedList
from advisor.ui.desks.people.markings import marking_of_person
from advisor.ui.models.results import ResultRow, RowRole

SOON_DAYS: Final = 30
_NOBODY: Final = "No results"
_EXPIRED, _SOON, _OTHERS, _GONE = (
    "Expired",
    f"Expires within {SOON_DAYS} days",
    "Everybody else",
    "Withdrawn",
)


class PeopleList(GroupedList):
    """Everybody in the register, or those who have what was searched for.

    Attributes:
        shown: Who is listed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("People", _NOBODY, parent)
        self.shown: tuple[Row, ...] = ()

    def show_people(self, rows: Sequence[Row], wanted: str) -> None:
        """Replace the list.

        Args:
            rows: Everybody, those whose clearance expires next first.
            wanted: What was searched for; everybody, where empty.
        """
        chosen = self.currentIndex().data(RowRole.ENTRY_ID)
        self.shown = tuple(row for row in rows if _has(row, wanted.casefold().split()))
        self.show_groups(_arrange(self.shown))
        self.choose(chosen)


def _has(row: Row, words: Sequence[str]) -> bool:
    """Tell whether each word stands somewhere in what the list shows of somebody."""
    one = row.person
    said = " ".join([one.name, one.role, one.unit, one.vetting, *map(str, one.labels)]).casefold()
    return all(word in said for word in words)


def _arrange(rows: Sequence[Row]) -> dict[str, list[ResultRow]]:
    groups: dict[str, list[ResultRow]] = {_EXPIRED: [], _SOON: [], _OTHERS: [], _GONE: []}
    for row in rows:
        groups[_group_of(row)].append(_to_row(row))
    return groups


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
