"""Cells as the nodes that the readers of sources read, with the cell that each came from.

So a workbook is read and checked by the same code as YAML, and what is wrong is told by
sheet, row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, get_args

import yaml

from advisor.authoring.shape import EMPTY_LIST, KEY_FIELDS, Column, Sheet
from advisor.authoring.xlsx_reading import column_letters
from advisor.catalogue.problem import Problem, Severity
from advisor.catalogue.yaml_source import SourceFile, fields_around

_STR, _INT, _BOOL, _SEQ, _MAP = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "seq", "map")
)
_WORDS_FOR = {"yes": "true", "true": "true", "no": "false", "false": "false"}
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_MISSING = re.compile(r"“(\w+)” is missing\.")
_SPLIT_KEYS = re.compile(r"[\n,;]")


class Cell(NamedTuple):
    """Where something stands in a workbook.

    Attributes:
        sheet: The sheet's name.
        row: The row, from 1.
        column: The column, from 0.
        header: What the column is called; empty for the whole row.
    """

    sheet: str
    row: int
    column: int
    header: str = ""

    @property
    def line(self) -> int:
        """The row from 0, as the readers of sources count lines."""
        return self.row - 1


@dataclass
class WorkbookFile(SourceFile):
    """What would be one file of the sources, and stands in cells of a workbook.

    Attributes:
        sheet: The sheet that most of it stands on.
        cells: Where every field stands that was read, by its path.
    """

    sheet: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)

    def enter(self, node: yaml.Node, path: str) -> bool:
        """Note where a node stands."""
        mark = node.start_mark
        if isinstance(mark, Cell):
            self.cells[path] = mark
        return self.is_new(node) or self.takes(node, path)

    def problem(self, path: str, reason: str, remedy: str, severity: Severity) -> Problem:
        """Return a problem of a field, with the cell that it stands in."""
        cell = next(
            (self.cells[name] for name in fields_around(path) if name in self.cells),
            Cell(self.sheet, 1, 0),
        )
        missing = _MISSING.match(reason)
        if missing:
            remedy = f"Fill the column “{missing[1]}”."
        return problem_at(cell, reason, remedy, severity, path)


def problem_at(
    cell: Cell, reason: str, remedy: str, severity: Severity = "error", path: str = ""
) -> Problem:
    """Return a problem of a cell."""
    called = cell.header or path
    return Problem(
        cell.sheet, cell.row, called, reason, remedy, severity, column_letters(cell.column)
    )


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        sheet: The sheet that it is of.
        number: Which row, from 1.
        texts: Its texts by column; those that are empty are not there.
        places: The number of each column, from 0.
    """

    sheet: Sheet
    number: int
    texts: Mapping[str, str]
    places: Mapping[str, int]

    def get(self, name: str) -> str:
        """Return the text in a column, without the space around it."""
        return self.texts.get(name, "").strip()

    def cell(self, name: str = "") -> Cell:
        """Return where a column stands in this row; the row itself, where none is named."""
        return Cell(self.sheet.name, self.number, self.places.get(name, 0), name)

    @property
    def mark(self) -> Any:
        """Where the row stands, as nodes want it."""
        return self.cell()

    def nodes(
        self, columns: Iterable[Column], problems: list[Problem]
    ) -> list[tuple[str, yaml.Node]]:
        """Return the fields of some columns that are filled, by the fields' names."""
        found, texts, sheet = [], self.texts, self.sheet.name
        for column in columns:
            name = column.name
            text = texts.get(name)
            if text and not text.isspace():
                cell = Cell(sheet, self.number, self.places.get(name, 0), name)
                node = to_node(column, text, cell, problems)
                if node is not None:
                    found.append((column.field, node))
        return found


def scalar(text: str, mark: Any, tag: str = _STR) -> yaml.ScalarNode:
    """Return a node of one value."""
    return yaml.ScalarNode(tag, text, mark)


def sequence(items: Iterable[yaml.Node], mark: Any) -> yaml.SequenceNode:
    """Return a node of a list."""
    return yaml.SequenceNode(_SEQ, list(items), mark)


def mapping(items: Iterable[tuple[str, yaml.Node]], mark: Any) -> yaml.MappingNode:
    """Return a node of fields."""
    return yaml.MappingNode(_MAP, [(_key(name), node) for name, node in items], mark)


@cache
def _key(name: str) -> yaml.ScalarNode:
    """Return the node of a field's name, one for all: where it stands is its value's cell."""
    mark: Any = Cell("", 1, 0)
    return yaml.ScalarNode(_STR, name, mark)


def to_node(column: Column, text: str, cell: Cell, problems: list[Problem]) -> yaml.Node | None:
    """Return a cell as a node of what the column holds; ``None``, with the problem noted.

    Args:
        column: What the column holds.
        text: What stands in the cell.
        cell: Where it is.
        problems: Where is noted what is no condition at all.
    """
    mark: Any = cell
    if column.type is dict:
        return _condition(text, cell, problems)
    if column.is_list:
        return _list(column, text, mark)
    return _scalar_of(column.type, text.strip(), mark)


def _scalar_of(kind: Any, text: str, mark: Any) -> yaml.ScalarNode:
    if kind is str:
        return yaml.ScalarNode(_STR, text, mark)
    if kind is bool and text.lower() in _WORDS_FOR:
        return scalar(_WORDS_FOR[text.lower()], mark, _BOOL)
    if kind is int and _WHOLE.fullmatch(text):
        return scalar(text, mark, _INT)
    return scalar(text, mark)


def _list(column: Column, text: str, mark: Any) -> yaml.SequenceNode:
    item = _item_of(column.type)
    if text == EMPTY_LIST:
        return sequence((), mark)
    is_keys = column.field in KEY_FIELDS or item is int
    parts = _SPLIT_KEYS.split(text) if is_keys else text.split("\n")
    found = [part for each in parts if (part := each.strip())]
    return sequence([_scalar_of(item, part, mark) for part in found], mark)


@cache
def _item_of(kind: Any) -> Any:
    return get_args(kind)[0]


def _condition(text: str, cell: Cell, problems: list[Problem]) -> yaml.Node | None:
    """Return a condition that was typed into a cell."""
    file = SourceFile(cell.sheet)
    node = file.compose(text)
    for one in file.problems:
        problems.append(problem_at(cell, one.reason, "Write it as {fact: NAME, is: VALUE}."))
    if node is not None:
        _place(node, cell)
    return node


def _place(node: yaml.Node, cell: Any) -> None:
    """Say of a node and all in it which cell it came from; it may hold itself, by an alias."""
    waiting, seen = [node], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        one.start_mark = cell
        if isinstance(one, yaml.MappingNode):
            waiting += [part for pair in one.value for part in pair]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value
