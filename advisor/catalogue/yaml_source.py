"""Typed values out of YAML, with every problem and the line it is on.

YAML is only composed into nodes here, never constructed into objects, so a
document can name no Python type. Scalars are read by the type of the field that
they stand in: ``no`` in a text field is the word *no*. Aliases are refused, which
also keeps a small file from expanding into a large one.
"""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
import yaml

from advisor.catalogue.problem import Problem, Severity

#: What a field holds when it could not be read; its problem is already noted.
BROKEN: Any = object()

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class SourceFile:
    """One file being read.

    Attributes:
        name: Its name, relative to the folder of the sources.
        problems: Everything found wrong so far.
        lines: The line of every field that was read, by its path.
    """

    name: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def report(
        self, path: str, reason: str, remedy: str = "", *, severity: Severity = "error"
    ) -> None:
        """Note a problem of the field at a path."""
        self.problems.append(Problem(self.name, self.line(path), path, reason, remedy, severity))

    def line(self, path: str) -> int:
        """Return the line of a field, or of the nearest field around it."""
        while path and path not in self.lines:
            path = re.sub(r"(\.[^.\[]*|\[\d+\]|^[^.\[]+)$", "", path)
        return self.lines.get(path, 1)

    def compose(self, text: str) -> yaml.Node | None:
        """Return the document's node, or ``None`` where it is not YAML at all."""
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = str(getattr(error, "problem", None) or "it is not YAML")
            self.problems.append(
                Problem(
                    self.name,
                    mark.line + 1 if mark else 1,
                    "",
                    f"Not valid YAML: {reason}.",
                    "Check the indentation, and quote text that holds a colon.",
                )
            )
            return None
        if node is None:
            self.problems.append(
                Problem(self.name, 1, "", "The file is empty.", "Fill it or remove it.")
            )
        return node

    def enter(self, node: yaml.Node, path: str) -> bool:
        """Note where a node stands; refuse one that was reached before."""
        self.lines[path] = node.start_mark.line + 1
        if id(node) in self._seen:
            self.report(path, "This repeats another value through a YAML alias.", "Write it out.")
            return False
        self._seen.add(id(node))
        return True


def mapping_items(source: SourceFile, node: yaml.Node, path: str) -> dict[str, yaml.Node] | None:
    """Return the fields of a mapping, noting what is no mapping and what stands twice."""
    if not isinstance(node, yaml.MappingNode):
        source.report(path, "Expected fields with names.", "Write it as “name: value” lines.")
        return None
    items: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in items:
            source.lines[_join(path, name)] = key.start_mark.line + 1
            source.report(_join(path, name), f"“{name}” stands twice.", "Keep one of them.")
        else:
            items[name] = value
    return items


def read_value(source: SourceFile, node: yaml.Node, wanted: Any, path: str) -> Any:
    """Read a node as a type.

    Args:
        source: Where problems and lines are noted.
        node: What was composed.
        wanted: A ``Record``, ``str``, a number, a date, a literal, a tuple of these, or ``Any``.
        path: Path of the field.

    Returns:
        The value, or ``BROKEN`` where a problem was noted.
    """
    if not source.enter(node, path):
        return BROKEN
    wanted = _without_none(wanted)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return _read_record(source, node, wanted, path)
    if get_origin(wanted) is tuple and get_args(wanted)[-1] is Ellipsis:
        return _read_list(source, node, get_args(wanted)[0], path)
    if wanted is str or get_origin(wanted) is Literal:
        return _read_text(source, node, wanted, path)
    return _read_plain(source, node, wanted, path)


def _without_none(wanted: Any) -> Any:
    if get_origin(wanted) in (Union, types.UnionType):
        return next(option for option in get_args(wanted) if option is not type(None))
    return wanted


def _read_record(
    source: SourceFile, node: yaml.Node, wanted: type[msgspec.Struct], path: str
) -> Any:
    items = mapping_items(source, node, path)
    if items is None:
        return BROKEN
    return read_fields(source, items, wanted, path)


def read_fields(
    source: SourceFile, items: dict[str, yaml.Node], wanted: type[msgspec.Struct], path: str
) -> Any:
    """Read the fields of a record; see ``read_value``."""
    known = {field.name: field for field in msgspec.structs.fields(wanted)}
    report_unknown(source, items, known, path)
    values: dict[str, Any] = {}
    for name, record_field in known.items():
        if name in items:
            values[name] = read_value(source, items[name], record_field.type, _join(path, name))
        elif record_field.required:
            source.report(path, f"“{name}” is missing.", f"Add “{name}: …”.")
            values[name] = BROKEN
    return BROKEN if BROKEN in values.values() else wanted(**values)


def report_unknown(source: SourceFile, items: dict[str, yaml.Node], known: Any, path: str) -> None:
    """Note every field that is not known, with the nearest one that is."""
    for name, node in items.items():
        if name not in known:
            source.lines[_join(path, name)] = node.start_mark.line + 1
            near = difflib.get_close_matches(name, list(known), 1)
            remedy = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(sorted(known))}."
            source.report(_join(path, name), f"There is no field “{name}” here.", remedy)


def _read_list(source: SourceFile, node: yaml.Node, item: Any, path: str) -> Any:
    if not isinstance(node, yaml.SequenceNode):
        source.report(
            path, "Expected a list.", "Write “- ” before each item, also where there is one."
        )
        return BROKEN
    values = [
        read_value(source, child, item, f"{path}[{place}]")
        for place, child in enumerate(node.value)
    ]
    return BROKEN if BROKEN in values else tuple(values)


def _read_text(source: SourceFile, node: yaml.Node, wanted: Any, path: str) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        source.report(path, "Expected text.", "Write one value, in quotes where it holds a colon.")
        return BROKEN
    text = " ".join(str(node.value).split())
    if not text:
        source.report(path, "There is no text.", "Fill it, or leave the field out.")
        return BROKEN
    if _CONTROL.search(text):
        source.report(path, "The text holds a control character.", "Type it again without it.")
        return BROKEN
    if wanted is not str and text not in get_args(wanted):
        source.report(
            path, f"“{text[:60]}” is not one of the choices.", _choices(text, get_args(wanted))
        )
        return BROKEN
    return text


def _choices(text: str, choices: tuple[Any, ...]) -> str:
    near = difflib.get_close_matches(text, [str(choice) for choice in choices], 1)
    listed = ", ".join(str(choice) for choice in choices)
    return f"Did you mean “{near[0]}”? Choices: {listed}." if near else f"Choices: {listed}."


def _read_plain(source: SourceFile, node: yaml.Node, wanted: Any, path: str) -> Any:
    try:
        plain = _plain(node)
        return msgspec.convert(plain, wanted, strict=False)
    except (msgspec.ValidationError, ValueError) as error:
        reason = str(error).split(" - at")[0].replace("`", "“", 1).replace("`", "”", 1)
        source.report(path, f"{reason.rstrip('.')}.", _plain_remedy(wanted))
        return BROKEN


def _plain_remedy(wanted: Any) -> str:
    name = getattr(wanted, "__name__", "")
    return {
        "date": "Write a day as 2026-11-23.",
        "int": "Write a whole number.",
        "bool": "Write true or false.",
    }.get(name, "See docs/formats/catalogue-source.md.")


def _plain(node: yaml.Node) -> Any:
    """Return a node as plain JSON-like data: texts, numbers, yes or no, lists, mappings."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if node.tag == "tag:yaml.org,2002:bool" and node.value in {"true", "false"}:
        return node.value == "true"
    if node.tag == "tag:yaml.org,2002:int" and re.fullmatch(r"-?\d+", node.value):
        return int(node.value)
    return str(node.value)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def problems_of(sources: Iterator[SourceFile]) -> tuple[Problem, ...]:
    """Return the problems of several files, in order."""
    return tuple(sorted(problem for source in sources for problem in source.problems))
