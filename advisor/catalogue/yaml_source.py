"""Typed values out of YAML, with every problem and the line it is on.

YAML is only composed into nodes here, never constructed into objects, so a
document can name no Python type. Scalars are read by the type of the field that
they stand in: ``no`` in a text field is the word *no*.

Rules that this module keeps:
 * A mistake hides no other: what cannot be read is put in as a blank, noted as one,
   and whatever is found wrong with a blank later is not told.
 * A value reached through an alias is refused, wherever it stands, so that a small
   file cannot expand into a large one or into itself.
 * Nesting is counted before anything descends into it: libyaml's composer ends the
   whole process on a few thousand brackets.
"""

from __future__ import annotations

import datetime
import difflib
import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
import yaml
from msgspec.structs import FieldInfo

from advisor.catalogue.problem import Problem, Severity
from advisor.catalogue.quoting import CONTROL, quoted

#: What a field holds when it could not be read; its problem is already noted.
BROKEN: Any = object()

_MAX_DEPTH = 40
#: One of these stands wherever something is nested: a list, a field, a key by itself.
_OPENING = "[{-:?"
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class SourceFile:
    """One file being read.

    Attributes:
        name: Its name, relative to the folder of the sources.
        problems: Everything found wrong so far.
        lines: The line of every field that was read, by its path.
        blanks: Paths of the fields that a blank stands for.
    """

    name: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    blanks: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)

    def report(
        self, path: str, reason: str, remedy: str = "", *, severity: Severity = "error"
    ) -> None:
        """Note a problem of the field at a path, but not of a blank."""
        if self.blanks.isdisjoint(fields_around(path)):
            self.problems.append(self.problem(path, reason, remedy, severity))

    def problem(self, path: str, reason: str, remedy: str, severity: Severity) -> Problem:
        """Return a problem of the field at a path, with where that stands."""
        return Problem(self.name, self.line(path), path, reason, remedy, severity)

    def line(self, path: str) -> int:
        """Return the line of a field, or of the nearest field around it."""
        return next((self.lines[name] for name in fields_around(path) if name in self.lines), 1)

    def blank(self, wanted: Any, path: str) -> Any:
        """Return what stands for a value that could not be read."""
        self.blanks.add(path)
        return _blank(wanted)

    def compose(self, text: str) -> yaml.Node | None:
        """Return the document's node, or ``None`` where it is not YAML at all."""
        try:
            too_deep = _find_too_deep(text)
            if too_deep is not None:
                self._report_whole(
                    too_deep, "This is nested too deeply.", "Close a bracket, or write it flat."
                )
                return None
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            words = getattr(error, "problem", None) or getattr(error, "reason", None)
            self._report_whole(
                _line(mark),
                f"Not valid YAML: {words or 'it cannot be read'}.",
                "Check the indentation, and quote text that holds a colon.",
            )
            return None
        if node is None:
            self._report_whole(1, "The file is empty.", "Fill it or remove it.")
        return node

    def _report_whole(self, line: int, reason: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, "", reason, remedy))

    def enter(self, node: yaml.Node, path: str) -> bool:
        """Note where a node stands; refuse one that was reached before."""
        self.lines[path] = node.start_mark.line + 1
        return self.takes(node, path)

    def takes(self, node: yaml.Node, path: str) -> bool:
        """Refuse a node that was reached before."""
        is_new = self.is_new(node)
        if not is_new:
            self.report(path, "This repeats another value through a YAML alias.", "Write it out.")
        return is_new

    def is_new(self, node: yaml.Node) -> bool:
        """Say whether a node was not reached before; it is from now on."""
        key, seen = id(node), self._seen
        if key in seen:
            return False
        seen.add(key)
        return True


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def fields_around(path: str) -> Iterator[str]:
    """Yield a path and those of the fields around it, from the inside out."""
    yield path
    while path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
        yield path


def _blank(wanted: Any) -> Any:
    wanted = _without_none(wanted)
    if get_origin(wanted) is Literal:
        return get_args(wanted)[0]
    if get_origin(wanted) is tuple:
        return tuple(_blank(item) for item in get_args(wanted) if Ellipsis not in get_args(wanted))
    if not isinstance(wanted, type):
        return {}
    if issubclass(wanted, msgspec.Struct):
        fields = msgspec.structs.fields(wanted)
        return wanted(**{item.name: _blank(item.type) for item in fields if item.required})
    if issubclass(wanted, StrEnum):
        return next(iter(wanted))
    return datetime.date.min if wanted is datetime.date else wanted()


def _find_too_deep(text: str) -> int | None:
    """Return the line on which nesting goes too deep, or ``None`` where it never does."""
    if sum(map(text.count, _OPENING)) <= _MAX_DEPTH:  # as most conditions, by themselves
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                return _line(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def mapping_items(source: SourceFile, node: yaml.Node, path: str) -> dict[str, yaml.Node] | None:
    """Return the fields of a mapping, noting what is no mapping and what stands twice."""
    if not isinstance(node, yaml.MappingNode):
        source.report(path, "Expected fields with names.", "Write it as “name: value” lines.")
        return None
    items: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name and name not in items:
            items[name] = value
            continue
        where = _join(path, name or "?")
        source.lines[where] = key.start_mark.line + 1
        if not name:
            source.report(where, "A name is missing before the colon.", "Write “name: value”.")
        else:
            source.report(where, f"{quoted(name)} stands twice.", "Keep one of them.")
    return items


def read_value(source: SourceFile, node: yaml.Node, wanted: Any, path: str) -> Any:
    """Read a node as a type.

    Args:
        source: Where problems and lines are noted.
        node: What was composed.
        wanted: A ``Record``, ``str``, a number, a date, a literal, an enumeration, a tuple of
            these, or plain data such as a condition.
        path: Path of the field.

    Returns:
        The value, with blanks in it where a problem was noted, or ``BROKEN`` where it is
        nothing but one.
    """
    return _reader_of(wanted)(source, node, path) if source.enter(node, path) else BROKEN


_Reader = Callable[[SourceFile, yaml.Node, str], Any]


@cache
def _reader_of(wanted: Any) -> _Reader:
    """Return what reads a node as a type; to look at the type takes longer than to read."""
    wanted = _without_none(wanted)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return partial(_read_record, wanted)
    if get_origin(wanted) is tuple and get_args(wanted)[-1] is Ellipsis:
        return partial(_read_list, get_args(wanted)[0])
    if wanted is str:
        return _read_text
    if get_origin(wanted) is Literal:
        return partial(_read_choice, get_args(wanted))
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return partial(_read_member, wanted)
    return partial(_read_plain, wanted)


def _read_member(wanted: type[StrEnum], source: SourceFile, node: yaml.Node, path: str) -> Any:
    value = _read_choice(tuple(map(str, wanted)), source, node, path)
    return value if value is BROKEN else wanted(value)


@cache
def _without_none(wanted: Any) -> Any:
    if get_origin(wanted) in (Union, types.UnionType):
        return next(option for option in get_args(wanted) if option is not type(None))
    return wanted


def _read_record(
    wanted: type[msgspec.Struct], source: SourceFile, node: yaml.Node, path: str
) -> Any:
    items = mapping_items(source, node, path)
    if items is None:
        return BROKEN
    return read_fields(source, items, wanted, path)


@cache
def _fields_of(wanted: type[msgspec.Struct]) -> dict[str, tuple[FieldInfo, _Reader]]:
    # Working out what a record's types mean takes longer than reading one.
    fields = msgspec.structs.fields(wanted)
    return {field.name: (field, _reader_of(field.type)) for field in fields}


def read_fields(
    source: SourceFile, items: dict[str, yaml.Node], wanted: type[msgspec.Struct], path: str
) -> Any:
    """Read the fields of a record; see ``read_value``."""
    known = _fields_of(wanted)
    report_unknown(source, items, known, path)
    values: dict[str, Any] = {}
    for name, (record_field, read) in known.items():
        node = items.get(name)
        if node is not None:
            inner = f"{path}.{name}" if path else name
            value = read(source, node, inner) if source.enter(node, inner) else BROKEN
            values[name] = source.blank(record_field.type, inner) if value is BROKEN else value
        elif record_field.required:
            source.report(path, f"“{name}” is missing.", f"Add “{name}: …”.")
            values[name] = source.blank(record_field.type, _join(path, name))
    return wanted(**values)


def read_or_blank(source: SourceFile, node: yaml.Node, wanted: Any, path: str) -> Any:
    """Read a node as a type, or note a blank for it; see ``read_value``."""
    value = read_value(source, node, wanted, path)
    return source.blank(wanted, path) if value is BROKEN else value


def report_unknown(source: SourceFile, items: dict[str, yaml.Node], known: Any, path: str) -> None:
    """Note every field that is not known, with the nearest one that is."""
    for name, node in items.items():
        if name not in known:
            source.lines[_join(path, name)] = node.start_mark.line + 1
            near = difflib.get_close_matches(name, list(known), 1)
            remedy = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(sorted(known))}."
            source.report(_join(path, name), f"There is no field {quoted(name)} here.", remedy)


def _read_list(item: Any, source: SourceFile, node: yaml.Node, path: str) -> Any:
    if not isinstance(node, yaml.SequenceNode):
        source.report(
            path, "Expected a list.", "Write “- ” before each item, also where there is one."
        )
        return BROKEN
    read, mark, values = _reader_of(item), node.start_mark, []
    for place, child in enumerate(node.value):
        # What stands where its list does is found by that: a cell has the lines of one list.
        is_beside = child.start_mark is mark
        if is_beside and read is _read_text and (text := _clean(child)) and source.is_new(child):
            values.append(text)
            continue
        inner = f"{path}[{place}]"
        enter = source.takes if is_beside else source.enter
        value = read(source, child, inner) if enter(child, inner) else BROKEN
        values.append(source.blank(item, inner) if value is BROKEN else value)
    return tuple(values)


def _clean(node: yaml.Node) -> str:
    """Return the text of a node; nothing where there is none, or something is wrong with it."""
    if not isinstance(node, yaml.ScalarNode):
        return ""
    text = " ".join(node.value.split())
    return text if text.isprintable() else ""


def _read_text(source: SourceFile, node: yaml.Node, path: str) -> Any:
    if clean := _clean(node):
        return clean
    if not isinstance(node, yaml.ScalarNode):
        source.report(path, "Expected text.", "Write one value, in quotes where it holds a colon.")
        return BROKEN
    text = " ".join(str(node.value).split())
    if not text:
        source.report(path, "There is no text.", "Fill it, or leave the field out.")
        return BROKEN
    if CONTROL.search(text):
        source.report(path, "The text holds a control character.", "Type it again without it.")
        return BROKEN
    return text


def _read_choice(choices: tuple[str, ...], source: SourceFile, node: yaml.Node, path: str) -> Any:
    text = _read_text(source, node, path)
    if text is BROKEN or text in choices:
        return text
    near = difflib.get_close_matches(text, choices, 1)
    listed = f"Choices: {', '.join(choices)}."
    remedy = f"Did you mean “{near[0]}”? {listed}" if near else listed
    source.report(path, f"{quoted(text)} is not one of the choices.", remedy)
    return BROKEN


def _read_plain(wanted: Any, source: SourceFile, node: yaml.Node, path: str) -> Any:
    plain = _plain(source, node, path)
    if plain is BROKEN:
        return BROKEN
    try:
        return msgspec.convert(plain, wanted)
    except msgspec.ValidationError:
        what, remedy = _EXPECTED.get(wanted, _EXPECTED[dict])
        shown = quoted(str(node.value)) if isinstance(node, yaml.ScalarNode) else "This"
        source.report(path, f"{shown} is not {what}.", remedy)
        return BROKEN


_EXPECTED: dict[Any, tuple[str, str]] = {
    datetime.date: ("a day", "Write it as 2026-11-23."),
    int: ("a whole number", "Write it in digits."),
    bool: ("yes or no", "Write true or false."),
    dict: ("what belongs here", "See docs/formats/catalogue-source.md."),
}


def _plain(source: SourceFile, node: yaml.Node, path: str) -> Any:
    """Return a node as plain JSON-like data: texts, numbers, yes or no, lists, mappings."""
    if isinstance(node, yaml.MappingNode):
        items = mapping_items(source, node, path) or {}
        return _whole({n: _inner(source, item, _join(path, n)) for n, item in items.items()})
    if isinstance(node, yaml.SequenceNode):
        inner = [_inner(source, item, f"{path}[{n}]") for n, item in enumerate(node.value)]
        return BROKEN if BROKEN in inner else inner
    if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() in {"true", "false"}:
        return node.value.lower() == "true"
    if node.tag == "tag:yaml.org,2002:int" and _INTEGER.fullmatch(node.value):
        return int(node.value)
    return str(node.value)


def _inner(source: SourceFile, node: yaml.Node, path: str) -> Any:
    return _plain(source, node, path) if source.enter(node, path) else BROKEN


def _whole(values: dict[str, Any]) -> Any:
    return BROKEN if BROKEN in values.values() else values


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
