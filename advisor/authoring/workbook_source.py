"""The tables of a workbook as sources, read and checked as the files of a folder are."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from advisor.authoring.nodes import SheetRow, WorkbookFile, mapping, scalar, sequence, to_node
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
    part_columns,
)
from advisor.authoring.tables import Tables
from advisor.catalogue.entry import Kind
from advisor.catalogue.entry_source import AuthoredEntry, read_entry
from advisor.catalogue.labelled import read_labelled
from advisor.catalogue.parts import PARTS, Part, parts_of
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.quoting import quoted
from advisor.catalogue.release import Release
from advisor.catalogue.rule_case import Expectation, RuleCase
from advisor.catalogue.source import FOLDERS, CatalogueSource, Listed
from advisor.catalogue.yaml_source import BROKEN, SourceFile, read_value
from advisor.clearance import OFFICIAL, Label, by_height

#: Sheets of what belongs to entries.
_BELOW = (REQUIREMENTS, ROUTES, PREREQUISITES, STEPS, CHANNELS, CITATIONS, *LISTED_PARTS)
#: Which sheets hold what of a part, by its name.
_SHEETS_OF: dict[str, tuple[str, ...]] = {
    "access": (REQUIREMENTS, ROUTES, PREREQUISITES),
    "contact": (CHANNELS,),
    **{part: (part,) for part in LISTED_PARTS},
}
#: Columns that say where a row belongs, and are no fields of what it holds.
_FIXED = frozenset({OWNER, "label", "route", "order"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OWN = ""


def to_source(tables: Tables, progress: Progress = tell_nobody) -> CatalogueSource:
    """Return the sources that a workbook holds, with every problem of reading them noted.

    Problems of no entry and no list are noted on the tables.

    Args:
        tables: The workbook's tables.
        progress: Told how many entries are read. Raising from there stops it.
    """
    files: dict[str, SourceFile] = {}
    lists = {name: _read_list(tables, files, name) for name in LISTS}
    cases = _read_cases(tables, files)
    entries = tuple(_Entries(tables, files).read(progress))
    return CatalogueSource(
        release=_read_release(tables, files),
        sources=_items(lists["sources"]),
        threats=_items(lists["threats"]),
        facts=_items(lists["facts"]),
        thesaurus=_items(lists["thesaurus"]),
        protected=_items(lists["protected"]),
        entries=entries,
        files=files,
        labels={f"{name}.yaml": tuple(one.label for one in found) for name, found in lists.items()},
        places={
            f"{name}.yaml": tuple((one.file, one.path) for one in found)
            for name, found in lists.items()
        },
        cases=cases,
    )


def _items(listed: Sequence[Listed]) -> tuple[Any, ...]:
    return tuple(one.item for one in listed)


def _read_release(tables: Tables, files: dict[str, SourceFile]) -> Release | None:
    file = files["catalogue.yaml"] = WorkbookFile("catalogue.yaml", sheet=RELEASE)
    rows = tables.of(RELEASE)
    if not rows:
        return None
    for row in rows[1:]:
        tables.report(row.cell(), "There is more than one row.", "Keep one of them.")
    fields = rows[0].nodes(SHEETS[RELEASE].columns, tables.problems)
    value = read_value(file, mapping(fields, rows[0].mark), Release, "")
    return None if value is BROKEN else value


# ── lists ────────────────────────────────────────────────────────────────────


def _read_list(tables: Tables, files: dict[str, SourceFile], sheet: str) -> list[Listed]:
    """Read a list, and what of it stands in files of themes, in the order of their names."""
    always = f"{sheet}.yaml"
    by_file: dict[str, list[yaml.Node]] = {always: []}
    more = _of_facts(tables) if sheet == "facts" else {}
    for row in tables.of(sheet):
        theme = _theme(tables, row)
        name = f"facts/{theme}.yaml" if theme else always
        fields = row.nodes(columns_of(LISTS[sheet]), tables.problems)
        fields += more.get(row.get("name"), []) if sheet == "facts" else []
        by_file.setdefault(name, []).append(mapping([*fields, *_label_node(row)], row.mark))
    found: list[Listed] = []
    for name in (always, *sorted(by_file.keys() - {always})):
        found += _read_items(files, name, sheet, by_file[name], LISTS[sheet])
    return found


def _read_items(
    files: dict[str, SourceFile], name: str, sheet: str, nodes: Sequence[yaml.Node], record: Any
) -> Iterator[Listed]:
    file = files[name] = WorkbookFile(name, sheet=sheet)
    if nodes:
        items, labels = read_labelled(file, sequence(nodes, nodes[0].start_mark), record)
        for place, (item, label) in enumerate(zip(items, labels, strict=True)):
            yield Listed(item, label, file, f"[{place}]")


def _theme(tables: Tables, row: SheetRow) -> str:
    """Return the theme of a row, which names a file."""
    theme = row.get("theme")
    if theme and not _SLUG.fullmatch(theme):
        reason = f"{quoted(theme)} is no name of a theme."
        tables.report(row.cell("theme"), reason, "Join lower-case words by hyphens.")
        return ""
    return theme


def _label_node(row: SheetRow) -> list[tuple[str, yaml.Node]]:
    label = row.get("label")
    return [("label", scalar(label, row.cell("label")))] if label else []


def _of_facts(tables: Tables) -> dict[str, list[tuple[str, yaml.Node]]]:
    """Return the answers and derivations of each fact, as fields."""
    known = {row.get("name") for row in tables.of("facts")}
    found: dict[str, list[tuple[str, yaml.Node]]] = defaultdict(list)
    for sheet, field in ((CHOICES, "choices"), (DERIVED, "derived")):
        columns = SHEETS[sheet].columns[2:]
        for name, rows in _grouped(tables, tables.of(sheet), "fact").items():
            if name not in known:
                for row in rows:
                    reason = f"There is no fact {quoted(name)}."
                    tables.report(row.cell("fact"), reason, "Name one of the sheet “facts”.")
                continue
            nodes = [mapping(row.nodes(columns, tables.problems), row.mark) for row in rows]
            found[name].append((field, sequence(nodes, rows[0].mark)))
    return found


def _read_cases(tables: Tables, files: dict[str, SourceFile]) -> tuple[Listed, ...]:
    by_file: dict[str, list[yaml.Node]] = {}
    for row in tables.of(CASES):
        fields = row.nodes(columns_of(RuleCase), tables.problems)
        expected = row.nodes(columns_of(Expectation, "expect."), tables.problems)
        fields.append(("expect", mapping(expected, row.mark)))
        name = f"cases/{_theme(tables, row) or CASES}.yaml"
        by_file.setdefault(name, []).append(mapping([*fields, *_label_node(row)], row.mark))
    return tuple(
        listed
        for name in sorted(by_file)
        for listed in _read_items(files, name, CASES, by_file[name], RuleCase)
    )


def _grouped(tables: Tables, rows: Iterable[SheetRow], *by: str) -> dict[Any, list[SheetRow]]:
    """Return rows by what stands in some columns, each group in its order.

    A row without a number keeps its place behind the row above it.
    """
    groups: dict[Any, list[tuple[float, SheetRow]]] = {}
    for row in rows:
        key: Any = tuple(row.get(name) for name in by)
        group = groups.setdefault(key[0] if len(by) == 1 else key, [])
        before = group[-1][0] if group else 0.0
        group.append((_order(tables, row, before), row))
    return {
        key: [row for _, row in sorted(group, key=lambda pair: pair[0])]
        for key, group in groups.items()
    }


def _order(tables: Tables, row: SheetRow, before: float) -> float:
    text = row.get("order")
    if not text:
        return before
    try:
        return float(text)
    except ValueError:
        reason = f"{quoted(text)} is not a number."
        tables.report(row.cell("order"), reason, "Write 1, 2, 3, or leave it empty.")
        return before


# ── entries ──────────────────────────────────────────────────────────────────

_Groups = Mapping[tuple[str, str], list[SheetRow]]


class _Entries:
    """Puts the rows of entries and of what belongs to them together."""

    def __init__(self, tables: Tables, files: dict[str, SourceFile]) -> None:
        self._tables = tables
        self._files = files
        self._labels = {
            row.get("id"): row.get("label") for sheet in FOLDERS for row in tables.of(sheet)
        }
        self._below = {sheet: self._by_owner(sheet) for sheet in (*_BELOW, PORTIONS)}
        #: Labels at which anything stands that belongs to an entry.
        self._marked: dict[str, dict[str, None]] = defaultdict(dict)
        for groups in self._below.values():
            for owner, label in groups:
                self._marked[owner][label] = None

    def _by_owner(self, sheet: str) -> dict[tuple[str, str], list[SheetRow]]:
        """Return the rows of a sheet by entry and label; the entry's own label is empty."""
        rows = []
        for row in self._tables.of(sheet):
            owner = row.get(OWNER)
            if owner not in self._labels:
                reason = f"There is no entry {quoted(owner)}." if owner else "The row has no entry."
                self._tables.report(row.cell(OWNER), reason, "Write the id of an entry.")
            else:
                rows.append(row)
        found: dict[tuple[str, str], list[SheetRow]] = defaultdict(list)
        for (owner, label), group in _grouped(self._tables, rows, OWNER, "label").items():
            own = self._labels[owner] or str(OFFICIAL)
            found[owner, _OWN if label in {_OWN, own} else label] += group
        return found

    def read(self, progress: Progress) -> Iterator[AuthoredEntry]:
        """Read every entry."""
        rows = [
            (folder, kind, row)
            for folder, kind in FOLDERS.items()
            for row in self._tables.of(folder)
        ]
        for done, (folder, kind, row) in enumerate(rows):
            progress("Reading entries", done, len(rows))
            entry_id = row.get("id")
            if not entry_id:
                self._tables.report(row.cell("id"), "The entry has no id.", "Give it one.")
                continue
            name = f"{folder}/{entry_id}.yaml"
            file = WorkbookFile(name, sheet=folder, cells={"": row.cell()})
            # Two of one id are told; neither's problems are to hide the other's.
            self._files[name if name not in self._files else f"{name}#{row.number}"] = file
            authored = read_entry(file, self._entry(kind, row), kind, entry_id)
            if authored is not None:
                yield authored

    def _entry(self, kind: Kind, row: SheetRow) -> yaml.MappingNode:
        tables, owner = self._tables, row.get("id")
        plain = _plain_columns(row.sheet.name)
        fields = row.nodes(plain.values(), tables.problems)
        fields.append(("kind", scalar(str(kind), row.mark)))
        for part in parts_of(kind):
            if part.name not in plain:
                cells = row.nodes(part_columns(part), tables.problems)
                node = self._part(part, owner, _OWN, cells, row)
                fields += [(part.name, node)] if node is not None else []
        self._report_strays(kind, owner)
        labels = sorted(self._marked[owner], key=_height)
        above = [node for label in labels for node in self._portions(owner, label, row)]
        fields += [("portions", sequence(above, row.mark))] if above else []
        cited = [one for label in labels for one in self._below[CITATIONS].get((owner, label), [])]
        if cited:
            columns = _own_columns(CITATIONS)
            nodes = (
                mapping([*one.nodes(columns, tables.problems), *_label_node(one)], one.mark)
                for one in cited
            )
            fields.append(("sources", sequence(nodes, cited[0].mark)))
        return mapping(fields, row.mark)

    def _report_strays(self, kind: Kind, owner: str) -> None:
        """Note what belongs to an entry that can have no such part."""
        known = {part.name for part in parts_of(kind)}
        for name in _SHEETS_OF.keys() - known:
            for row in (row for sheet in _SHEETS_OF[name] for row in self._of(sheet, owner)):
                if name != STEPS or not row.get("route"):
                    reason = f"An entry of this kind has no “{name}”."
                    self._tables.report(row.cell(OWNER), reason, "Take the row out.")

    def _of(self, sheet: str, owner: str, label: str | None = None) -> list[SheetRow]:
        """Return the rows of a sheet that belong to an entry, at a label or at all of them."""
        labels = self._marked[owner] if label is None else (label,)
        return [row for one in labels for row in self._below[sheet].get((owner, one), [])]

    # ── parts ────────────────────────────────────────────────────────────────

    def _part(
        self,
        part: Part,
        owner: str,
        label: str,
        cells: list[tuple[str, yaml.Node]],
        row: SheetRow,
    ) -> yaml.Node | None:
        """Return a part that does not stand in one cell; ``None`` where there is none."""
        key = (owner, label)
        if part.name == "access":
            return self._access(key, cells, row)
        if part.name in LISTED_PARTS:
            return self._listed(part.name, key)
        if part.name == "contact":
            channels = self._below[CHANNELS].get(key, [])
            if channels:
                cells = [*cells, ("channels", self._records(CHANNELS, channels))]
        return mapping(cells, row.mark) if cells else None

    def _listed(self, part: str, key: tuple[str, str]) -> yaml.Node | None:
        rows = self._below[part].get(key, [])
        if part == STEPS:
            rows = [row for row in rows if not row.get("route")]
        if rows:
            return self._records(part, rows)
        marked = self._below[PORTIONS].get(key, [])
        empty = [r for r in marked if r.get("part") == part and r.get("value") == EMPTY_LIST]
        return sequence((), empty[0].mark) if empty else None

    def _records(self, sheet: str, rows: Sequence[SheetRow]) -> yaml.SequenceNode:
        columns = _own_columns(sheet)
        nodes = [mapping(row.nodes(columns, self._tables.problems), row.mark) for row in rows]
        return sequence(nodes, rows[0].mark)

    def _access(
        self, key: tuple[str, str], cells: list[tuple[str, yaml.Node]], row: SheetRow
    ) -> yaml.Node | None:
        routes = self._below[ROUTES].get(key, [])
        known = {route.get("id") for route in routes}
        of_route: dict[tuple[str, str], list[SheetRow]] = defaultdict(list)
        for sheet in (REQUIREMENTS, PREREQUISITES, STEPS):
            for one in self._below[sheet].get(key, []):
                name = one.get("route")
                if name in known or (not name and sheet != PREREQUISITES):
                    of_route[sheet, name].append(one)
                else:
                    reason = f"There is no route {quoted(name)}." if name else "It has no route."
                    self._tables.report(one.cell("route"), reason, "Write the id of a route.")
        general = of_route[REQUIREMENTS, ""]
        if not (routes or general or cells):
            return None
        fields = [("requirements", self._records(REQUIREMENTS, general))] if general else []
        nodes = [self._route(route, of_route) for route in routes]
        mark = routes[0].mark if routes else row.mark
        return mapping([*fields, ("routes", sequence(nodes, mark)), *cells], mark)

    def _route(
        self, route: SheetRow, of_route: Mapping[tuple[str, str], list[SheetRow]]
    ) -> yaml.Node:
        columns = _own_columns(ROUTES)
        fields = route.nodes(columns, self._tables.problems)
        for sheet in (REQUIREMENTS, PREREQUISITES, STEPS):
            rows = of_route.get((sheet, route.get("id")), [])
            if rows:
                fields.append((sheet, self._records(sheet, rows)))
            elif sheet == STEPS:
                fields.append((sheet, sequence((), route.mark)))
        return mapping(fields, route.mark)

    # ── portions ─────────────────────────────────────────────────────────────

    def _portions(self, owner: str, label: str, row: SheetRow) -> Iterator[yaml.Node]:
        """Yield every portion of an entry at a label above its own."""
        rows: dict[str, list[SheetRow]] = defaultdict(list)
        for one in self._below[PORTIONS].get((owner, label), []):
            if one.get("part") in PARTS:
                rows[one.get("part")].append(one)
            else:
                reason = f"There is no part {quoted(one.get('part'))}."
                self._tables.report(one.cell("part"), reason, f"Known: {', '.join(PARTS)}.")
        if label == _OWN:
            for one in (one for each in rows.values() for one in each):
                if one.get("value") != EMPTY_LIST:
                    reason = "It is marked as its entry is."
                    remedy = "Write it into the entry's own row, or mark it higher."
                    self._tables.report(one.cell("label"), reason, remedy)
            return
        for part in PARTS.values():
            node = self._portion(part, owner, label, rows[part.name], row)
            if node is not None:
                mark = node.start_mark
                marked = scalar(label, mark)
                named = scalar(part.name, mark)
                yield mapping([("label", marked), ("part", named), ("value", node)], mark)

    def _portion(
        self, part: Part, owner: str, label: str, rows: list[SheetRow], row: SheetRow
    ) -> yaml.Node | None:
        columns = {
            column.field if "." in column.name else "": column for column in part_columns(part)
        }
        cells: list[tuple[str, yaml.Node]] = []
        for one in rows:
            field, text = one.get("field"), one.texts.get("value", "")
            if part.name in LISTED_PARTS and text.strip() == EMPTY_LIST:
                continue  # which the part itself looks for
            column = columns.get(field)
            if column is None:
                reason = f"“{part.name}” has no field {quoted(field)} here."
                remedy = f"Known: {', '.join(columns) or 'none; it has a sheet of its own'}."
                self._tables.report(one.cell("field"), reason, remedy)
                continue
            node = to_node(column, text, one.cell("value"), self._tables.problems)
            if node is not None and text.strip():
                cells.append((field, node))
        if "" in columns:
            return cells[0][1] if cells else None
        return self._part(part, owner, label, cells, rows[0] if rows else row)


@cache
def _plain_columns(sheet: str) -> dict[str, Column]:
    """Return the columns of a sheet of entries that are no field of a part, by their names."""
    return {column.name: column for column in SHEETS[sheet].columns if "." not in column.name}


@cache
def _own_columns(sheet: str) -> tuple[Column, ...]:
    """Return the columns of a sheet that hold what its rows are about."""
    return tuple(column for column in SHEETS[sheet].columns if column.name not in _FIXED)


def _height(text: str) -> tuple[int, int, str]:
    """Return what sorts labels as they are typed; one that is none, which is told, comes last."""
    if text == _OWN:
        return 0, 0, ""
    try:
        return by_height(Label.parse(text))
    except ValueError:
        return sys.maxsize, 0, text
