"""Tables that people keep in a spreadsheet, as CSV files that a spreadsheet runs nothing of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from advisor.catalogue.quoting import quoted
from advisor.errors import AdvisorError, say_reason

_MAX_BYTES = 5_000_000
#: How many columns that are unknown a message names.
_MOST_NAMED = 5
#: A spreadsheet runs a cell that begins so; a telephone number may begin with a plus.
_FORMULA = r"([=@\uff1d\uff20]|[+\-\uff0b\uff0d](?![0-9 ()]+$))"
#: Marks of those who really begin so are kept apart by one mark more.
_RUNS = re.compile(f"'*{_FORMULA}")
_DISARMED = re.compile(f"''*{_FORMULA}")


class MissingFileError(AdvisorError):
    """There is no such file."""


def read_table(
    path: Path, columns: Sequence[str], needed: Sequence[str], what: str
) -> list[tuple[int, dict[str, str]]]:
    """Return every row of a CSV file with its line; cells past the header go under an empty name.

    Args:
        path: The file.
        columns: The names that its first line can have.
        needed: Those that it must have.
        what: What the rows are, for the message.

    Raises:
        MissingFileError: There is no such file.
        AdvisorError: It cannot be read, is too large, or its first line is wrong.
    """
    try:
        text = _load(path, what).decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_header(path.name, header, columns, needed)
        rows, line = [], reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = dict(zip(header, row, strict=False))
                extra = " ".join(row[len(header) :]).strip()
                rows.append((line, {**cells, "": extra} if extra else cells))
            line = reader.line_num + 1  # a cell in quotes may go over several lines
    except UnicodeDecodeError as error:
        raise AdvisorError(
            f"“{path.name}” is not UTF-8 text.", hint="Save it as “CSV UTF-8” in the spreadsheet."
        ) from error
    except csv.Error as error:
        raise AdvisorError(
            f"“{path.name}” is not a CSV file: {error}.", hint="Save it as “CSV UTF-8”."
        ) from error
    return rows


def _load(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFileError(f"There is no file “{path}”.", hint="Name another file.") from error
    except OSError as error:
        raise AdvisorError(
            f"“{path}” cannot be read: {say_reason(error)}.", hint="Name another file."
        ) from error
    if len(data) > _MAX_BYTES:
        raise AdvisorError(f"“{path.name}” is too large for a list of {what}.", hint="Split it.")
    return data


def _check_header(
    name: str, header: list[str], columns: Sequence[str], needed: Sequence[str]
) -> None:
    wrong = [f"no column “{column}”" for column in needed if column not in header]
    unknown = [f"unknown column {quoted(column)}" for column in header if column not in columns]
    wrong += unknown[:_MOST_NAMED]
    wrong += [f"{len(unknown) - _MOST_NAMED:,} more"] if len(unknown) > _MOST_NAMED else []
    wrong += [f"“{column}” stands twice" for column in columns if header.count(column) > 1]
    if wrong:
        raise AdvisorError(
            f"The first line of “{name}” is wrong: {', '.join(wrong)}.",
            hint=f"Columns: {', '.join(columns)}.",
        )


def clean(value: str) -> str:
    """Return a cell's text without the mark that keeps a spreadsheet from running it."""
    text = " ".join(value.split())
    return text[1:] if _DISARMED.match(text) else text


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a CSV file; cells that a spreadsheet would run are disarmed.

    Args:
        columns: The names of the first line.
        rows: The cells of each row; nothing, where ``None``.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([disarm(_cell(value)) for value in row])
    return stream.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def disarm(text: str) -> str:
    """Return a cell of a CSV file so that no spreadsheet runs it (CWE-1236)."""
    return f"'{text}" if _RUNS.match(text) else text
