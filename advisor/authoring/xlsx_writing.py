"""Rows written as an XLSX workbook: the one door to XlsxWriter.

Rules that this module keeps:
 * Every cell is written as a text and formatted as one. A spreadsheet runs none of them as
   a formula, not even when somebody types in it again.
 * Nothing is written to the disk on the way; the workbook is made in memory.
 * What it is marked stands on the first sheet, in the file's properties and on every page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter import xmlwriter

from advisor.authoring.shape import READ_ME, Column, Sheet
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.errors import AdvisorError


class _TypedSigns:
    """Marks what looks like the sign for a character, such as “_x000A_”, as typed by somebody.

    WORKAROUND (XlsxWriter 3.3.1): of two signs that share an underscore, as in “_x005F_x000A_”, it
    marks the first alone, and the second is read as the character. So the underscore alone is
    taken, which two can have in common. And what is written in runs it marks twice: as each run
    is made, and as a whole.
    """

    _sign = re.compile("(_(?=x[0-9a-fA-F]{4}_))")

    def sub(self, marked: str, text: Any) -> str:
        """Return a text with its signs marked; a ``TypeError`` is expected for what is none."""
        if isinstance(text, str) and text.startswith("<r>") and text.endswith("</r>"):
            return text
        return self._sign.sub(marked, text)


xmlwriter.re_control_chars_1 = _TypedSigns()

#: The most characters that a cell of a spreadsheet holds.
MOST_IN_CELL: Final = 32_767
_ROWS_FOR_CHOICES = 100_000
_MOST_CHOICES = 255
_NARROW, _USUAL, _WIDE = 12, 24, 60
_NARROW_FIELDS = frozenset(
    {"order", "cost", "sensitivity", "number", "tile", "release", "row", "tier", "language"}
)
_USUAL_FIELDS = frozenset(
    {"id", "key", "name", "label", "route", "belongs_to", "fact", "theme", "source", "entry"}
    | {"contact", "region", "unit", "host", "part", "field", "check", "short", "dated", "seen"}
)


class TooLongForCellError(AdvisorError):
    """A text does not fit into a cell."""

    def __init__(self, sheet: str, row: int, column: str) -> None:
        super().__init__(
            f"A text is too long for a cell: sheet “{sheet}”, row {row}, column “{column}”.",
            hint=f"Cells hold {MOST_IN_CELL:,} characters. Split it in the sources. "
            "Nothing was written.",
        )


@dataclass(frozen=True)
class Filled:
    """A sheet with its rows.

    Attributes:
        sheet: The sheet.
        rows: Its rows: texts by column.
    """

    sheet: Sheet
    rows: Sequence[Mapping[str, str]]


def to_xlsx(
    filled: Sequence[Filled],
    *,
    title: str,
    marking: str,
    about: Sequence[str] = (),
    progress: Progress = tell_nobody,
) -> bytes:
    """Return a workbook.

    Args:
        filled: Its sheets, in order.
        title: What it is called.
        marking: The highest marking of what is in it.
        about: What its first sheet says, a line each; without one there is no such sheet.
        progress: Told how many sheets are done. Raising from there stops it.

    Raises:
        TooLongForCellError: A text does not fit.
    """
    stream = io.BytesIO()
    # In memory, because readable text may not touch the disk.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title, "subject": marking})
        formats = _Formats(book)
        if about:
            _write_about(book.add_worksheet(READ_ME), formats, title, marking, about)
        for done, one in enumerate(filled):
            progress("Writing sheets", done, len(filled))
            sheet = book.add_worksheet(one.sheet.name)
            _set_pages(sheet, marking)
            _write_head(sheet, formats, one.sheet)
            _write_rows(sheet, formats, one)
    return stream.getvalue()


class _Formats:
    """How cells look; all of them are texts."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "valign": "top"}
        self.text = book.add_format(text)
        self.long = book.add_format({**text, "text_wrap": True})
        self.head = book.add_format({**text, "bold": True, "bottom": 1})


def _set_pages(sheet: Any, marking: str) -> None:
    sheet.set_landscape()
    sheet.set_header(f"&C{marking}")
    sheet.set_footer(f"&C{marking}&R&A, &P of &N")
    sheet.repeat_rows(0)


def _write_about(
    sheet: Any, formats: _Formats, title: str, marking: str, about: Iterable[str]
) -> None:
    _set_pages(sheet, marking)
    sheet.set_column(0, 0, 110, formats.long)
    for row, (line, how) in enumerate(
        [(marking, formats.head), (title, formats.head), *((line, formats.long) for line in about)]
    ):
        sheet.write_string(row, 0, line, how)


def _write_head(sheet: Any, formats: _Formats, shape: Sheet) -> None:
    """Write the header, frozen, with a note on each column and choices below it."""
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(shape.columns):
        sheet.write_string(0, place, column.name, formats.head)
        sheet.write_comment(0, place, _note(column), {"x_scale": 2})
        width = _width(column)
        sheet.set_column(place, place, width, formats.long if width == _WIDE else formats.text)
        choices = column.choices
        if choices and len(",".join(choices)) <= _MOST_CHOICES:
            rule = {
                "validate": "list",
                "source": list(choices),
                "error_title": "Not one of the choices",
                "error_message": "Choose one from the list.",
            }
            sheet.data_validation(1, place, _ROWS_FOR_CHOICES, place, rule)


def _note(column: Column) -> str:
    more = []
    if column.choices:
        more.append(f"Choices: {', '.join(column.choices)}.")
    elif column.is_list:
        more.append("Several: one a line (Alt+Enter).")
    return " ".join((column.note, *more))


def _width(column: Column) -> int:
    if column.choices or column.field in _NARROW_FIELDS or column.field.endswith("_on"):
        return _NARROW
    return _USUAL if column.field in _USUAL_FIELDS else _WIDE


def _write_rows(sheet: Any, formats: _Formats, filled: Filled) -> None:
    names = [column.name for column in filled.sheet.columns]
    how = [formats.long if _width(c) == _WIDE else formats.text for c in filled.sheet.columns]
    for number, row in enumerate(filled.rows, 1):
        for place, name in enumerate(names):
            text = row.get(name, "")
            if len(text) > MOST_IN_CELL:
                raise TooLongForCellError(filled.sheet.name, number + 1, name)
            if text:
                _write_text(sheet, number, place, text, how[place])


def _write_text(sheet: Any, row: int, place: int, text: str, how: Any) -> None:
    """Write a cell as a text.

    WORKAROUND (XlsxWriter 3.3.1): what begins and ends as its own runs of text do, it writes as
    markup, unescaped. In runs of our own it is a text like any other.
    """
    if text.startswith("<r>"):
        sheet.write_rich_string(row, place, *text[:2], text[2:], how)
    else:
        sheet.write_string(row, place, text, how)
