"""Sources as the rows of a workbook: plain texts by sheet and column.

What a list of lines, a condition or a day looks like in a cell is said here, and read
back by ``nodes.py``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import msgspec
import yaml

from advisor.authoring.shape import (
    CASES,
    CHANNELS,
    CHOICES,
    CITATIONS,
    DERIVED,
    EMPTY_LIST,
    LISTED_PARTS,
    LISTS,
    OWNER,
    PORTIONS,
    PREREQUISITES,
    RELEASE,
    REQUIREMENTS,
    ROUTES,
    SHEETS,
    STEPS,
    Column,
    columns_of,
    entry_sheet,
    part_columns,
)
from advisor.catalogue.access import Access, FactDefinition
from advisor.catalogue.entry import ContactDetails, Entry, Head, Portion
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.parts import PARTS
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.rule_case import Expectation, RuleCase
from advisor.catalogue.source import CatalogueSource, Listed
from advisor.clearance import OFFICIAL, Label

#: The rows of a workbook: texts by column, by sheet.
Rows = dict[str, list[dict[str, str]]]

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_ONE_LINE = 2**30


def to_rows(source: CatalogueSource, progress: Progress = tell_nobody) -> Rows:
    """Return sources as the rows of a workbook.

    Args:
        source: Sources that could be read whole.
        progress: Told how many entries are done. Raising from there stops it.
    """
    rows: Rows = {name: [] for name in SHEETS}
    if source.release is not None:
        rows[RELEASE].append(_cells(source.release))
    for done, authored in enumerate(source.entries):
        progress("Laying out entries", done, len(source.entries))
        _put_entry(rows, authored)
    for sheet in LISTS:
        for listed in source.listed(f"{sheet}.yaml"):
            _put_listed(rows, sheet, listed)
    for listed in source.cases:
        rows[CASES].append(_case_cells(listed))
    return rows


def write_cell(column: Column, value: Any) -> str:
    """Return a value as it stands in a cell; nothing is an empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime.date():
            return value.isoformat()
        case dict():
            return _flow(value)
        case tuple():
            return _write_list(column, value)
        case _:
            return str(value)


def _flow(condition: dict[str, Any]) -> str:
    """Return a condition in one line, in braces, as the sources write it."""
    text: str = yaml.dump(
        condition,
        Dumper=_DUMPER,
        default_flow_style=True,
        width=_ONE_LINE,
        allow_unicode=True,
        sort_keys=False,
    )
    return text.strip()


def _write_list(column: Column, items: tuple[Any, ...]) -> str:
    if not items:
        return EMPTY_LIST if column.is_explicit else ""
    if all(isinstance(item, int) for item in items):
        return ",".join(map(str, items))
    # A line that looks like the sign for an empty list is kept apart by an empty one.
    return "\n".join(("", *items) if items == (EMPTY_LIST,) else items)


def _cells(record: msgspec.Struct, prefix: str = "") -> dict[str, str]:
    """Return the fields of a record that stand in one cell each."""
    columns = columns_of(type(record), prefix)
    return {
        column.name: write_cell(column, getattr(record, column.field))
        for column in columns
        if hasattr(record, column.field)
    }


# ── entries ──────────────────────────────────────────────────────────────────


def _put_entry(rows: Rows, authored: AuthoredEntry) -> None:
    entry = authored.entry
    sheet = entry_sheet(entry.head.kind).name
    row = {**_head_cells(entry.head), "label": _label(entry.label)}
    rows[sheet].append(row)
    for portion in entry.portions:
        is_own = portion.label == entry.label
        cells = _part_cells(portion)
        if is_own:
            row.update(cells)
        else:
            _put_portion(rows, entry, portion, cells)
        _put_below(rows, entry, portion, "" if is_own else str(portion.label))
    for place, (citation, label) in enumerate(authored.cited, 1):
        marked = "" if label == entry.label else str(label)
        rows[CITATIONS].append(_owned(entry, marked, place, _cells(citation)))


def _head_cells(head: Head) -> dict[str, str]:
    cells = _cells(head)
    del cells["kind"]
    return cells


def _part_cells(portion: Portion) -> dict[str, str]:
    """Return what of a portion stands in columns of its entry's sheet."""
    part, value = PARTS[portion.part], portion.value
    if isinstance(value, msgspec.Struct):
        return {name: text for name, text in _cells(value, f"{part.name}.").items() if text}
    return {column.name: write_cell(column, value) for column in part_columns(part)}


def _put_portion(rows: Rows, entry: Entry, portion: Portion, cells: Mapping[str, str]) -> None:
    for name, value in cells.items():
        field = name.partition(".")[2]
        fixed = {OWNER: entry.id, "label": str(portion.label), "part": portion.part}
        rows[PORTIONS].append({**fixed, "field": field, "value": value})


def _put_below(rows: Rows, entry: Entry, portion: Portion, label: str) -> None:
    """Put what has a sheet of its own."""
    value = portion.value
    if isinstance(value, Access):
        _put_access(rows, entry, label, value)
    elif isinstance(value, ContactDetails):
        _put_listed_records(rows, CHANNELS, entry, label, value.channels)
    elif portion.part in LISTED_PARTS:
        _put_listed_records(rows, portion.part, entry, label, value)
        if not value:
            marked = {OWNER: entry.id, "label": str(portion.label), "part": portion.part}
            rows[PORTIONS].append({**marked, "field": "", "value": EMPTY_LIST})


def _put_access(rows: Rows, entry: Entry, label: str, access: Access) -> None:
    _put_listed_records(rows, REQUIREMENTS, entry, label, access.requirements, route="")
    _put_listed_records(rows, ROUTES, entry, label, access.routes)
    for route in access.routes:
        for sheet, items in (
            (REQUIREMENTS, route.requirements),
            (PREREQUISITES, route.prerequisites),
            (STEPS, route.steps),
        ):
            _put_listed_records(rows, sheet, entry, label, items, route=route.id)


def _put_listed_records(
    rows: Rows,
    sheet: str,
    entry: Entry,
    label: str,
    records: Iterable[msgspec.Struct],
    **more: str,
) -> None:
    rows[sheet] += [
        _owned(entry, label, place, {**more, **_cells(record)})
        for place, record in enumerate(records, 1)
    ]


def _owned(entry: Entry, label: str, place: int, cells: Mapping[str, str]) -> dict[str, str]:
    return {OWNER: entry.id, "label": label, "order": str(place), **cells}


def _label(label: Label) -> str:
    return "" if label == OFFICIAL else str(label)


# ── lists ────────────────────────────────────────────────────────────────────


def _put_listed(rows: Rows, sheet: str, listed: Listed) -> None:
    cells = {**_cells(listed.item), "label": _label(listed.label)}
    if isinstance(listed.item, FactDefinition):
        cells["theme"] = _theme(listed)
        rows[CHOICES] += list(_of_fact(listed.item, listed.item.choices))
        rows[DERIVED] += list(_of_fact(listed.item, listed.item.derived))
    rows[sheet].append(cells)


def _of_fact(fact: FactDefinition, items: Iterable[msgspec.Struct]) -> Iterator[dict[str, str]]:
    for place, item in enumerate(items, 1):
        yield {"fact": fact.name, "order": str(place), **_cells(item)}


def _theme(listed: Listed) -> str:
    path = PurePosixPath(listed.file.name)
    return path.stem if path.parent.name else ""


def _case_cells(listed: Listed) -> dict[str, str]:
    case: RuleCase = listed.item
    expect: Expectation = case.expect
    fixed = {"label": _label(listed.label), "theme": _theme(listed)}
    return {**_cells(case), **_cells(expect, "expect."), **fixed}
