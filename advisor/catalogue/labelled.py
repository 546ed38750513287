"""Items of the sources that each carry a label: facts, sources, threats, citations.

A label is no field of a record, because nothing that is stored needs one: a section
holds what shares its label, and says it once.
"""

from __future__ import annotations

from typing import Any

import yaml

from advisor.catalogue.yaml_source import BROKEN, SourceFile, read_value
from advisor.clearance import OFFICIAL, Label

_FIELD = "label"


def parse_label(source: SourceFile, text: str, path: str) -> Label | None:
    """Return the label that a field holds; ``None``, with the problem noted, where it is none."""
    try:
        return Label.parse(text)
    except ValueError as error:
        source.report(path, f"{error}.", "Write it as SECRET or SECRET/ALDER.")
        return None


def read_labelled(
    source: SourceFile, node: yaml.Node, item: Any, path: str = "", *, least: Label = OFFICIAL
) -> tuple[tuple[Any, ...], tuple[Label, ...]]:
    """Read a list of records, each of which may say its label.

    Args:
        source: Where problems and lines are noted.
        node: What was composed.
        item: Type of a record.
        path: Path of the list.
        least: What every label is joined with.

    Returns:
        The records and their labels; nothing of either, where there is no list.
    """
    children = node.value if isinstance(node, yaml.SequenceNode) else []
    labels = tuple(
        _take_label(source, child, f"{path}[{place}]").join(least)
        for place, child in enumerate(children)
    )
    values = read_value(source, node, tuple[item, ...], path)
    return ((), ()) if values is BROKEN else (values, labels)


def _take_label(source: SourceFile, node: yaml.Node, path: str) -> Label:
    """Read a record's label and take it out of its node, so that the rest is the record."""
    if not isinstance(node, yaml.MappingNode):
        return OFFICIAL
    found = [pair for pair in node.value if pair[0].value == _FIELD]
    if not found:
        return OFFICIAL
    node.value = [pair for pair in node.value if pair not in found]
    where = f"{path}.{_FIELD}"
    if len(found) > 1:
        source.lines[where] = found[1][0].start_mark.line + 1
        source.report(where, "“label” stands twice.", "Keep one of them.")
    text = read_value(source, found[0][1], str, where)
    # One that is none stops the build; the rest is still checked as if it were OFFICIAL.
    return OFFICIAL if text is BROKEN else parse_label(source, text, where) or OFFICIAL
