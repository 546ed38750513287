"""The folder of sources that a catalogue is built from.

Every problem of every file is noted at once; ``docs/formats/catalogue-source.md``
is the format as its authors read it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Citation, Entry, Head, Kind, Portion, Source
from advisor.catalogue.parts import PARTS, parts_of
from advisor.catalogue.record import Record
from advisor.catalogue.yaml_source import (
    BROKEN,
    SourceFile,
    mapping_items,
    read_fields,
    read_value,
    report_unknown,
)
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError

_FOLDERS = {
    "capabilities": Kind.CAPABILITY,
    "procedures": Kind.PROCEDURE,
    "authorisations": Kind.AUTHORISATION,
    "contacts": Kind.CONTACT,
    "organisations": Kind.ORGANISATION,
    "responsibilities": Kind.RESPONSIBILITY,
    "forums": Kind.FORUM,
    "precedents": Kind.PRECEDENT,
    "terms": Kind.TERM,
}
_MAX_FILE_BYTES = 1_000_000


class Release(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A numbered version of everything published.

    Attributes:
        release: Its number.
        title: Its name.
        language: Language of its texts, as a BCP 47 tag.
        published_on: The day on which it was published.
    """

    release: int
    title: str
    language: str
    published_on: datetime.date


class Threat(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A threat area that one browses by."""

    key: str
    title: str
    words: tuple[str, ...] = ()


class Synonyms(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Plain words, and what the catalogue calls them."""

    says: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True)
class AuthoredEntry:
    """An entry with the file it was read from, for messages about it."""

    entry: Entry
    file: SourceFile


@dataclass(frozen=True)
class CatalogueSource:
    """Everything in a folder of sources.

    Attributes:
        release: What the release is called; ``None`` where that could not be read.
        sources: What entries cite.
        threats: Threat areas, in the order of the start page.
        facts: Questions that the advisor may ask.
        thesaurus: Plain words and what they mean.
        entries: Every entry that could be read.
        files: Every file that was read, with its problems.
    """

    release: Release | None
    sources: tuple[Source, ...]
    threats: tuple[Threat, ...]
    facts: tuple[FactDefinition, ...]
    thesaurus: tuple[Synonyms, ...]
    entries: tuple[AuthoredEntry, ...]
    files: dict[str, SourceFile]


def read_sources(folder: Path) -> CatalogueSource:
    """Read a folder of sources.

    Raises:
        AdvisorError: There is no such folder, or it holds no ``catalogue.yaml``.
    """
    if not (folder / "catalogue.yaml").is_file():
        raise AdvisorError(
            f"“{folder}” holds no catalogue sources.",
            hint="Name the folder that holds catalogue.yaml.",
        )
    files: dict[str, SourceFile] = {}

    def read(name: str, wanted: Any) -> Any:
        files[name] = SourceFile(name)
        node = _compose(folder / name, files[name])
        value = BROKEN if node is None else read_value(files[name], node, wanted, "")
        return () if value is BROKEN and wanted is not Release else value

    release = read("catalogue.yaml", Release)
    return CatalogueSource(
        release=None if release is BROKEN else release,
        sources=read("sources.yaml", tuple[Source, ...]),
        threats=read("threats.yaml", tuple[Threat, ...]),
        facts=read("facts.yaml", tuple[FactDefinition, ...]),
        thesaurus=read("thesaurus.yaml", tuple[Synonyms, ...]),
        entries=_read_entries(folder, files),
        files=files,
    )


def _compose(path: Path, source: SourceFile) -> yaml.Node | None:
    try:
        data = path.read_bytes()
        if len(data) > _MAX_FILE_BYTES:
            source.report("", "The file is larger than a megabyte.", "Split it.")
            return None
        return source.compose(data.decode("utf-8"))
    except FileNotFoundError:
        source.report("", "The file is missing.", "Put it back, or write an empty list: [].")
    except UnicodeDecodeError:
        source.report("", "The file is not UTF-8 text.", "Save it as UTF-8.")
    return None


def _read_entries(folder: Path, files: dict[str, SourceFile]) -> tuple[AuthoredEntry, ...]:
    entries = []
    for subfolder, kind in _FOLDERS.items():
        for path in sorted((folder / subfolder).glob("*.yaml")):
            source = files[f"{subfolder}/{path.name}"] = SourceFile(f"{subfolder}/{path.name}")
            node = _compose(path, source)
            entry = None if node is None else _read_entry(source, node, kind)
            if entry is not None:
                _check_place(source, entry, path.stem)
                entries.append(AuthoredEntry(entry, source))
    return tuple(entries)


def _check_place(source: SourceFile, entry: Entry, stem: str) -> None:
    if entry.id != stem:
        source.report("id", f"The id “{entry.id}” is not the file's name.", f"Call it “{stem}”.")


def _read_entry(source: SourceFile, node: yaml.Node, kind: Kind) -> Entry | None:
    source.lines[""] = 1
    items = mapping_items(source, node, "")
    if items is None:
        return None
    head_items = {name: items.pop(name) for name in Head.__struct_fields__ if name in items}
    head = read_fields(source, head_items, Head, "")
    citations = _take(source, items, "sources", tuple[Citation, ...])
    label = _read_label(source, _take(source, items, "label", str), "label")
    extra = items.pop("portions", None)
    portions = _read_parts(source, items, kind, label)
    if extra is not None:
        portions += _read_restricted(source, extra, kind, label)
    if head is BROKEN:
        return None
    if head.kind is not kind:
        source.report("kind", f"The kind is “{head.kind}”.", f"In this folder it is “{kind}”.")
        return None
    order = list(PARTS)
    portions.sort(key=lambda portion: order.index(portion.part))
    return Entry(head, label, tuple(portions), citations or ())


def _take(source: SourceFile, items: dict[str, yaml.Node], name: str, wanted: Any) -> Any:
    """Read and remove a field; ``None`` where it is not there or is broken."""
    node = items.pop(name, None)
    value = BROKEN if node is None else read_value(source, node, wanted, name)
    return None if value is BROKEN else value


def _read_label(source: SourceFile, text: str | None, path: str) -> Label:
    if text is None:
        return OFFICIAL
    try:
        return Label.parse(text)
    except ValueError as error:
        source.report(path, f"{error}.", "Write it as SECRET or SECRET/ALDER.")
        return OFFICIAL


def _read_parts(
    source: SourceFile, items: dict[str, yaml.Node], kind: Kind, label: Label
) -> list[Portion]:
    known = {part.name: part for part in parts_of(kind)}
    fixed = {*Head.__struct_fields__, "sources", "label", "portions"}
    report_unknown(source, items, {**known, **dict.fromkeys(fixed)}, "")
    portions = []
    for name, part in known.items():
        if name in items:
            value = read_value(source, items[name], part.type, name)
            if value is not BROKEN:
                portions.append(Portion(name, label, value))
        elif kind in part.required:
            source.report(
                "", f"“{name}” is missing.", f"Add “{name}: …”; see its part in the format."
            )
    return portions


def _read_restricted(
    source: SourceFile, node: yaml.Node, kind: Kind, least: Label
) -> list[Portion]:
    if not isinstance(node, yaml.SequenceNode):
        source.report("portions", "Expected a list.", "Write “- label: …” before each portion.")
        return []
    known = {part.name: part for part in parts_of(kind)}
    portions = []
    for place, child in enumerate(node.value):
        path = f"portions[{place}]"
        source.lines[path] = child.start_mark.line + 1
        items = mapping_items(source, child, path) or {}
        report_unknown(source, items, ("label", "part", "value"), path)
        missing = {"label", "part", "value"} - set(items)
        if missing:
            source.report(path, f"Missing: {', '.join(sorted(missing))}.", "Give all three.")
            continue
        label = _read_label(source, str(items["label"].value), f"{path}.label").join(least)
        name = str(items["part"].value)
        if name not in known:
            source.report(f"{path}.part", f"A {kind} has no part “{name}”.", "")
            continue
        value = read_value(source, items["value"], known[name].type, f"{path}.value")
        if value is not BROKEN:
            portions.append(Portion(name, label, value))
    return portions
