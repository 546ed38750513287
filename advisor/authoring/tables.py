"""The sheets of a workbook as tables: rows by column names, and what is odd about them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from advisor.authoring.nodes import Cell, SheetRow, problem_at
from advisor.authoring.shape import READ_ME, RELEASE, SHEETS, Column, Sheet
from advisor.authoring.xlsx_reading import RawSheet
from advisor.catalogue.problem import Problem
from advisor.catalogue.quoting import quoted

_HEAD = 1
_ODD = {
    "formula": ("The cell holds a formula.", "Type its value, or paste it as a value."),
    "error": ("The cell holds an error of the spreadsheet.", "Type its value."),
    "long": ("The text is too long.", "Split it."),
}


@dataclass
class Tables:
    """The rows of every sheet of a workbook.

    Attributes:
        rows: The rows that are not empty, by sheet.
        problems: What was found wrong so far.
    """

    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, sheet: str) -> list[SheetRow]:
        """Return the rows of a sheet; none, where there is no such sheet."""
        return self.rows.get(sheet, [])

    def report(self, cell: Cell, reason: str, remedy: str) -> None:
        """Note a mistake in a cell."""
        self.problems.append(problem_at(cell, reason, remedy))


def to_tables(raw: Iterable[RawSheet]) -> Tables:
    """Return the sheets of a workbook as tables, with what is odd about them noted."""
    tables = Tables()
    for sheet in raw:
        shape = SHEETS.get(sheet.name.strip())
        if shape is None:
            _report_unknown(tables, sheet)
        else:
            _take(tables, sheet, shape)
    if not tables.of(RELEASE):
        tables.report(
            Cell(RELEASE, _HEAD + 1, 0),
            "There is no row that says what the catalogue is called.",
            f"Fill one on the sheet “{RELEASE}”: number, title, language, day.",
        )
    return tables


def _report_unknown(tables: Tables, sheet: RawSheet) -> None:
    if sheet.name == READ_ME or not sheet.rows:
        return
    near = difflib.get_close_matches(sheet.name, list(SHEETS), 1)
    remedy = f"Did you mean “{near[0]}”?" if near else "It changes nothing."
    tables.problems.append(
        problem_at(
            Cell(_short(sheet.name), _HEAD, 0),
            "Nothing reads this sheet.",
            remedy,
            "error" if near else "warning",
        )
    )


def _short(name: str) -> str:
    return quoted(name)[1:-1]


def _take(tables: Tables, raw: RawSheet, shape: Sheet) -> None:
    columns = _columns(tables, raw, shape)
    places = {column.name: place for place, column in columns.items()}
    rows = tables.rows.setdefault(shape.name, [])
    stray: set[int] = set()
    for number in sorted(raw.rows):
        if number > _HEAD:
            texts = raw.rows[number]
            stray |= texts.keys() - columns.keys()
            found = {columns[place].name: text for place, text in texts.items() if place in columns}
            if any(text.strip() for text in found.values()):
                rows.append(SheetRow(shape, number, found, places))
    for place in sorted(stray - raw.rows.get(_HEAD, {}).keys()):
        tables.report(
            Cell(shape.name, _HEAD, place),
            "The column has no name.",
            "Name it in the first row, or empty it.",
        )
    _report_odd(tables, raw, shape, columns)


def _columns(tables: Tables, raw: RawSheet, shape: Sheet) -> dict[int, Column]:
    """Return the columns of a sheet by their places, as its first row names them."""
    known = {column.name: column for column in shape.columns}
    found: dict[int, Column] = {}
    for place, text in sorted(raw.rows.get(_HEAD, {}).items()):
        name, cell = text.strip(), Cell(shape.name, _HEAD, place)
        if name not in known:
            near = difflib.get_close_matches(name, list(known), 1)
            remedy = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
            tables.report(cell, f"There is no column {quoted(name)} here.", remedy)
        elif known[name] in found.values():
            tables.report(cell, f"The column “{name}” stands twice.", "Keep one of them.")
        else:
            found[place] = known[name]
    return found


def _report_odd(tables: Tables, raw: RawSheet, shape: Sheet, columns: Mapping[int, Column]) -> None:
    for odd in raw.oddities:
        column = columns.get(odd.column)
        cell = Cell(shape.name, odd.row, odd.column, column.name if column else "")
        if odd.what in _ODD:
            tables.report(cell, *_ODD[odd.what])
        elif odd.what == "number" and column is not None and column.type is str:
            tables.problems.append(
                problem_at(
                    cell,
                    "The cell holds a number; it is read as a text.",
                    "Look whether a nought in front is lost.",
                    "information",
                )
            )
