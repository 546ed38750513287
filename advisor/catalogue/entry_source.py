"""One entry out of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
import yaml

from advisor.catalogue.entry import Citation, Entry, Head, Kind, Portion
from advisor.catalogue.labelled import parse_label, read_labelled
from advisor.catalogue.parts import ORDER, Part, parts_of
from advisor.catalogue.quoting import quoted
from advisor.catalogue.yaml_source import (
    BROKEN,
    SourceFile,
    mapping_items,
    read_fields,
    read_or_blank,
    read_value,
    report_unknown,
)
from advisor.clearance import OFFICIAL, Label


@dataclass(frozen=True)
class AuthoredEntry:
    """An entry with the file it was read from, for messages about it.

    Attributes:
        entry: The entry.
        file: The file.
        paths: Where the value of each portion stands in it, in the order of the portions.
        citation_labels: What a reader must hold to see each citation, in their order.
    """

    entry: Entry
    file: SourceFile
    paths: tuple[str, ...]
    citation_labels: tuple[Label, ...] = ()

    @property
    def placed(self) -> tuple[tuple[Portion, str], ...]:
        """The portions, each with where its value stands."""
        return tuple(zip(self.entry.portions, self.paths, strict=True))

    @property
    def cited(self) -> tuple[tuple[Citation, Label], ...]:
        """The citations, each with its label."""
        return tuple(zip(self.entry.citations, self.citation_labels, strict=True))


def read_entry(source: SourceFile, node: yaml.Node, kind: Kind, name: str) -> AuthoredEntry | None:
    """Read an entry; ``None`` where there are no fields at all.

    Every part that an entry of the kind must have is wanted at the entry's own label,
    because everybody who may know of the entry reads it.

    Args:
        source: Where problems and lines are noted.
        node: What was composed.
        kind: What the entry has to be, as its folder says.
        name: What it has to be called, as its file says.
    """
    source.lines[""] = 1
    items = mapping_items(source, node, "")
    if items is None:
        return None
    head_items = {name: items.pop(name) for name in Head.__struct_fields__ if name in items}
    head = _place(source, read_fields(source, head_items, Head, ""), kind, name)
    written = _take(source, items, "label", str)
    # One that is none stops the build; the rest is still checked as if it were OFFICIAL.
    label = (written and parse_label(source, written, "label")) or OFFICIAL
    citations, citation_labels = _read_citations(source, items.pop("sources", None), label)
    restricted = items.pop("portions", None)
    known = {part.name: part for part in parts_of(kind)}
    report_unknown(source, items, {**known, **dict.fromkeys(_fixed_fields())}, "")
    found = _read_parts(source, items, known, label)
    if restricted is not None:
        found += _read_restricted(source, restricted, known, label)
    given = {*items, *(portion.part for portion, _ in found if portion.label == label)}
    _report_missing(source, kind, given)
    _report_doubles(source, found)
    found.sort(key=lambda pair: ORDER[pair[0].part])
    portions = tuple(portion for portion, _ in found)
    entry = Entry(head, label, portions, citations)
    return AuthoredEntry(entry, source, tuple(path for _, path in found), citation_labels)


def _place(source: SourceFile, head: Head, kind: Kind, name: str) -> Head:
    """Return a head with the id and kind that its place gives it, noting where it disagrees."""
    if head.kind is not kind:
        source.report("kind", f"The kind is “{head.kind}”.", f"In this folder it is “{kind}”.")
    if head.id != name:
        remedy = f"Call it “{name}”, or rename the file."
        source.report("id", f"The id {quoted(head.id)} is not the file's name.", remedy)
    return msgspec.structs.replace(head, id=name, kind=kind)


def _fixed_fields() -> tuple[str, ...]:
    return (*Head.__struct_fields__, "sources", "label", "portions")


def _take(source: SourceFile, items: dict[str, yaml.Node], name: str, wanted: Any) -> Any:
    """Read and remove a field; ``None`` where it is not there or is broken."""
    node = items.pop(name, None)
    value = BROKEN if node is None else read_value(source, node, wanted, name)
    return None if value is BROKEN else value


def _read_citations(
    source: SourceFile, node: yaml.Node | None, least: Label
) -> tuple[tuple[Citation, ...], tuple[Label, ...]]:
    if node is None:
        return (), ()
    return read_labelled(source, node, Citation, "sources", least=least)


def _read_parts(
    source: SourceFile, items: dict[str, yaml.Node], known: dict[str, Part], label: Label
) -> list[tuple[Portion, str]]:
    found = []
    for name, part in known.items():
        if name in items:
            value = read_or_blank(source, items[name], part.type, name)
            found.append((Portion(name, label, value), name))
    return found


def _read_restricted(
    source: SourceFile, node: yaml.Node, known: dict[str, Part], least: Label
) -> list[tuple[Portion, str]]:
    if not isinstance(node, yaml.SequenceNode):
        source.report("portions", "Expected a list.", "Write “- label: …” before each portion.")
        return []
    found = []
    for place, child in enumerate(node.value):
        path = f"portions[{place}]"
        if source.enter(child, path):
            portion = _read_portion(source, child, known, least, path)
            if portion is not None:
                found.append((portion, f"{path}.value"))
    return found


def _read_portion(
    source: SourceFile, node: yaml.Node, known: dict[str, Part], least: Label, path: str
) -> Portion | None:
    items = mapping_items(source, node, path)
    if items is None:
        return None
    report_unknown(source, items, ("label", "part", "value"), path)
    missing = [name for name in ("label", "part", "value") if name not in items]
    if missing:
        source.report(path, f"Missing: {', '.join(missing)}.", "Give all three.")
        return None
    label = read_value(source, items["label"], str, f"{path}.label")
    name = read_value(source, items["part"], str, f"{path}.part")
    if label is BROKEN or name is BROKEN:
        return None
    if name not in known:
        source.report(
            f"{path}.part", f"There is no part {quoted(name)}.", f"Known: {', '.join(known)}."
        )
        return None
    value = read_or_blank(source, items["value"], known[name].type, f"{path}.value")
    marked = parse_label(source, label, f"{path}.label")
    return None if marked is None else Portion(name, marked.join(least), value)


def _report_missing(source: SourceFile, kind: Kind, given: set[str]) -> None:
    for part in parts_of(kind):
        if kind in part.required and part.name not in given:
            source.report(
                "",
                f"“{part.name}” is missing.",
                f"Add “{part.name}: …”, for everybody who may see the entry.",
            )


def _report_doubles(source: SourceFile, found: list[tuple[Portion, str]]) -> None:
    seen: set[tuple[str, Label]] = set()
    for portion, path in found:
        if (portion.part, portion.label) in seen:
            source.report(path, f"“{portion.part}” stands twice at one label.", "Join the two.")
        seen.add((portion.part, portion.label))
