"""The texts of an XLSX workbook that somebody else made, and nothing else of it.

Rules that this module keeps:
 * It takes the texts, numbers, days and yes or no of cells. Macros, links to other workbooks,
   embedded objects and queries are refused; formulas are told, never worked out; whatever
   else a workbook has is not looked at.
 * XML with a document type is refused before anything of it is expanded: no entity, no
   outside file.
 * Everything is counted before it is kept: the file, its parts, what they unpack to, columns,
   cells, characters.

The format is ECMA-376, Office Open XML, part 1 (SpreadsheetML) and part 2 (packages).
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from xml.parsers import expat

MOST_FILE_BYTES: Final = 50_000_000
_MOST_PARTS = 2_000
_MOST_PART_BYTES = 300_000_000
_MOST_BYTES = 600_000_000
#: Excel's own writer stays far below; what unpacks further is made to.
_MOST_TIMES = 400
_MOST_SHEETS = 100
MOST_COLUMNS: Final = 256
_MOST_CELLS = 20_000_000
_MOST_CHARACTERS = 200_000_000
MOST_IN_CELL: Final = 32_767
_MOST_DEPTH = 64
_CHUNK = 1 << 16

_FORBIDDEN = {
    "xl/vbaproject": "macros",
    "xl/macrosheets/": "macros",
    "xl/externallinks/": "links to other workbooks",
    "xl/embeddings/": "embedded objects",
    "xl/activex/": "embedded objects",
    "xl/ctrlprops/": "form controls",
    "xl/connections": "connections to data elsewhere",
    "xl/querytables/": "connections to data elsewhere",
}
_REFERENCE = re.compile(r"([A-Z]{1,7})([1-9][0-9]{0,9})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
#: Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_SURROGATES = range(0xD800, 0xE000)


class WorkbookRefused(Exception):  # noqa: N818 - it is no fault, and crosses to another process
    """A workbook is not one, or is one that is not taken.

    Args:
        reason: Why, in a sentence, with no text of the workbook in it.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Oddity:
    """A cell that does not simply hold a text.

    Attributes:
        row: Its row, from 1.
        column: Its column, from 0.
        what: ``formula``, ``error``, ``long``, ``number`` or ``day``.
    """

    row: int
    column: int
    what: str


@dataclass
class RawSheet:
    """The texts of one sheet.

    Attributes:
        name: Its name.
        rows: Texts by column from 0, by row from 1; only those that are not empty.
        oddities: Cells that do not simply hold a text.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)


def read_xlsx(untrusted: bytes) -> list[RawSheet]:
    """Return the texts of a workbook, sheet by sheet.

    Raises:
        WorkbookRefused: It is none, or one that is not taken.
    """
    if len(untrusted) > MOST_FILE_BYTES:
        raise WorkbookRefused(f"It is larger than {MOST_FILE_BYTES // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted)) as package:
            return _Reader(package).read()
    # An altered archive raises nearly anything, by way of the libraries that unpack it.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as error:
        raise WorkbookRefused("It is not an XLSX workbook, or it is damaged.") from error
    except (OSError, EOFError, ValueError, LookupError, OverflowError, zlib.error) as error:
        raise WorkbookRefused("It is not an XLSX workbook, or it is damaged.") from error


class _Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._parts = _check_parts(package)
        self._cells = 0
        self._characters = 0
        self._strings: list[str] = []
        self._days: frozenset[int] = frozenset()
        self._epoch = _EPOCH

    def read(self) -> list[RawSheet]:
        if "xl/workbook.xml" not in self._parts:
            raise WorkbookRefused("It is not an XLSX workbook: it has no sheets.")
        targets = self._targets()
        if "xl/sharedStrings.xml" in self._parts:
            self._strings = self._shared_strings()
        if "xl/styles.xml" in self._parts:
            self._days = self._day_styles()
        return [self._sheet(name, targets.get(key, "")) for name, key in self._listed()]

    def _targets(self) -> dict[str, str]:
        """Return which part each of the workbook's relationships leads to."""
        found: dict[str, str] = {}
        for name, attributes in self._starts("xl/_rels/workbook.xml.rels"):
            if name == "Relationship":
                if attributes.get("TargetMode") == "External":
                    raise WorkbookRefused("It holds links to other workbooks.")
                target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
                found[attributes.get("Id", "")] = target.lstrip("/")
        return found

    def _listed(self) -> list[tuple[str, str]]:
        listed = []
        for name, attributes in self._starts("xl/workbook.xml"):
            if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
                self._epoch = _EPOCH_1904
            if name == "sheet":
                key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
                listed.append((attributes.get("name", ""), key))
        if not 0 < len(listed) <= _MOST_SHEETS:
            raise WorkbookRefused(f"It has no sheets, or more than {_MOST_SHEETS}.")
        return listed

    def _shared_strings(self) -> list[str]:
        strings = _Strings()
        self.parse("xl/sharedStrings.xml", strings.start, strings.end, strings.text)
        return strings.found

    def _day_styles(self) -> frozenset[int]:
        """Return which styles of cells show a number as a day."""
        own: dict[int, bool] = {}
        days: set[int] = set()
        place, is_inside = 0, False
        for name, attributes in self._starts("xl/styles.xml"):
            if name == "numFmt":
                code = _QUOTED.sub("", attributes.get("formatCode", "")).lower()
                own[int(attributes.get("numFmtId", "0"))] = bool(set(code) & set("dmyh"))
            elif name in {"cellXfs", "cellStyles", "cellStyleXfs", "dxfs"}:
                is_inside = name == "cellXfs"
            elif name == "xf" and is_inside:
                number = int(attributes.get("numFmtId", "0"))
                if own.get(number, number in _DAY_FORMATS):
                    days.add(place)
                place += 1
        return frozenset(days)

    def _sheet(self, name: str, part: str) -> RawSheet:
        if part not in self._parts:
            raise WorkbookRefused("It is damaged: a sheet is missing.")
        sheet = RawSheet(name)
        _Cells(self, sheet).read(part)
        return sheet

    # ── for the cells of a sheet ─────────────────────────────────────────────

    def keep(self, sheet: RawSheet, row: int, column: int, text: str) -> None:
        """Keep the text of a cell."""
        self._cells += 1
        self._characters += len(text)
        if self._cells > _MOST_CELLS or self._characters > _MOST_CHARACTERS:
            raise WorkbookRefused("It holds more than a catalogue can.")
        if len(text) > MOST_IN_CELL:
            sheet.oddities.append(Oddity(row, column, "long"))
            text = ""
        if text:
            sheet.rows.setdefault(row, {})[column] = text

    def shared(self, place: str) -> str:
        """Return a shared text."""
        return self._strings[int(place)]

    def number(self, text: str, style: int) -> tuple[str, str]:
        """Return a number as a text, and what it is: ``number`` or ``day``."""
        value = float(text)
        if style in self._days:
            moment = self._epoch + datetime.timedelta(days=value)
            is_whole = value == int(value)
            return (moment.date() if is_whole else moment).isoformat(), "day"
        return (str(int(value)) if value == int(value) else repr(value)), "number"

    # ── XML ──────────────────────────────────────────────────────────────────

    def _starts(self, part: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Return every element of a part with its attributes."""
        found: list[tuple[str, dict[str, str]]] = []
        if part not in self._parts:
            raise WorkbookRefused("It is damaged: a part is missing.")
        self.parse(part, lambda name, given: found.append((name, dict(given))))
        return iter(found)

    def parse(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Parse a part of the package, handing over names without their prefixes."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        depth = 0

        def started(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MOST_DEPTH:
                raise WorkbookRefused("It is nested too deeply.")
            start(name if ":" not in name else name.rpartition(":")[2], attributes)

        def ended(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name if ":" not in name else name.rpartition(":")[2])

        parser.StartDoctypeDeclHandler = _refuse_type
        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            with self._package.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise WorkbookRefused("It is damaged: a part is not XML.") from error


class _Strings:
    """Reads the texts that cells share, as they come; how they are pronounced is left out.

    Attributes:
        found: The texts, in order.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self._texts: list[str] = []
        self._takes = False
        self._is_phonetic = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "si":
            self._texts.clear()
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "t":
            self._takes = not self._is_phonetic

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "si":
            self.found.append(unescape("".join(self._texts)))
        elif name == "rPh":
            self._is_phonetic = False
        elif name == "t":
            self._takes = False

    def text(self, data: str) -> None:
        """Take text."""
        if self._takes:
            self._texts.append(data)


class _Cells:
    """Reads the cells of one sheet, as they come."""

    def __init__(self, reader: _Reader, sheet: RawSheet) -> None:
        self._reader = reader
        self._sheet = sheet
        self._row = 0
        self._column = -1
        self._kind = ""
        self._style = "0"
        self._has_formula = False
        self._takes = False
        self._is_phonetic = False
        self._texts: list[str] = []

    def read(self, part: str) -> None:
        """Read a sheet."""
        self._reader.parse(part, self._start, self._end, self._text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in {"v", "t"}:
            self._takes = not self._is_phonetic
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._is_phonetic = True

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        where = _REFERENCE.fullmatch(attributes.get("r", ""))
        column = self._column = _column_number(where[1]) if where else self._column + 1
        if column >= MOST_COLUMNS:
            raise WorkbookRefused(f"A sheet has more than {MOST_COLUMNS} columns.")
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._has_formula = False
        self._texts.clear()

    def _text(self, data: str) -> None:
        if self._takes:
            self._texts.append(data)

    def _end(self, name: str) -> None:
        if name == "c":
            self._keep_cell("".join(self._texts))
        elif name in {"v", "t"}:
            self._takes = False
        elif name == "rPh":
            self._is_phonetic = False

    def _keep_cell(self, raw: str) -> None:
        if self._has_formula:
            self._note("formula")
            return
        if not raw:
            return
        text = raw
        if self._kind == "s":
            text = self._reader.shared(raw)
        elif self._kind == "b":
            text = "yes" if raw.strip() in {"1", "true"} else "no"
        elif self._kind == "e":
            self._note("error")
            return
        elif self._kind in {"inlineStr", "str"}:
            text = unescape(raw)
        elif self._kind == "d":
            text = raw.removesuffix("T00:00:00")
        else:
            text, what = self._reader.number(raw, int(self._style))
            self._note(what)
        self._reader.keep(self._sheet, self._row, self._column, text)

    def _note(self, what: str) -> None:
        self._sheet.oddities.append(Oddity(self._row, self._column, what))


def unescape(text: str) -> str:
    """Return a text with the characters that a spreadsheet writes as ``_x000A_``."""
    if "_x" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return found[0] if code in _SURROGATES else chr(code)

    return _ESCAPED.sub(character, text)


def _refuse_type(*_: object) -> None:
    raise WorkbookRefused("Its XML declares a document type, which no spreadsheet does.")


def _check_parts(package: zipfile.ZipFile) -> frozenset[str]:
    """Refuse a package by what it says of itself, before anything is unpacked."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _MOST_PARTS or len(set(names)) != len(names):
        raise WorkbookRefused("It is not an XLSX workbook, or it was tampered with.")
    for part in parts:
        lowered = part.filename.lower()
        for start, what in _FORBIDDEN.items():
            if lowered.startswith(start):
                raise WorkbookRefused(f"It holds {what}.")
        if part.flag_bits & 1:
            raise WorkbookRefused("It is protected by a password.")
        if part.file_size > max(_MOST_TIMES * part.compress_size, 1_000_000):
            raise WorkbookRefused("It unpacks to far more than it is.")
    largest = max((part.file_size for part in parts), default=0)
    if largest > _MOST_PART_BYTES or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise WorkbookRefused("It unpacks to more than a catalogue can be.")
    return frozenset(names)


@lru_cache(MOST_COLUMNS)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Return the letters of a column, from 0: ``A``, ``B``, … ``AA``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
