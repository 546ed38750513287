"""Sources written as YAML, in one form: what is written is read back and written the same.

An entry begins with what it is and what it is called, goes on with its parts in reading
order, and ends with its sources. Texts stand on lines of at most 120 characters;
conditions and lists of ids stand in brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import msgspec
import yaml
from msgspec.structs import FieldInfo

from advisor.authoring.shape import KEY_FIELDS
from advisor.catalogue.entry import Head
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.parts import ORDER
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.source import FOLDERS, CatalogueSource, Listed
from advisor.clearance import OFFICIAL, Label, by_height

_WIDTH = 120
#: Fields that stand in brackets besides lists of ids: conditions, and short words.
_FLOW = KEY_FIELDS | {"when", "needed", "held", "facts", "aliases", "words", "says", "means"}


class _FlowMapping(dict[str, Any]):
    """A mapping in braces."""


class _FlowList(list[Any]):
    """A list in brackets."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes everything out, since the sources take no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say that nothing is written as a reference to something else."""
        del data
        return True


def _flow_mapping(dumper: yaml.SafeDumper, data: _FlowMapping) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _flow_list(dumper: yaml.SafeDumper, data: _FlowList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(_FlowMapping, _flow_mapping)
_Dumper.add_representer(_FlowList, _flow_list)


def to_files(source: CatalogueSource, progress: Progress = tell_nobody) -> dict[str, str]:
    """Return sources as the files of a folder, by their names.

    Args:
        source: Sources that could be read whole, with a release.
        progress: Told how many entries are done. Raising from there stops it.
    """
    files = {"catalogue.yaml": _dump(_plain(source.release))}
    for name in ("sources.yaml", "threats.yaml", "thesaurus.yaml"):
        files[name] = _dump(_labelled(source.listed(name)))
    if source.protected:
        files["protected.yaml"] = _dump(_labelled(source.listed("protected.yaml")))
    files |= _by_file(source.listed("facts.yaml"), "facts.yaml")
    files |= _by_file(source.cases, None)
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    for done, authored in enumerate(source.entries):
        progress("Writing entries", done, len(source.entries))
        head = authored.entry.head
        files[f"{folders[head.kind]}/{head.id}.yaml"] = write_entry(authored)
    return files


def write_entry(authored: AuthoredEntry) -> str:
    """Return an entry as its file."""
    entry = authored.entry
    fields: dict[str, Any] = _head(entry.head, entry.label)
    portions = sorted(entry.portions, key=lambda p: (ORDER[p.part], by_height(p.label)))
    fields |= {p.part: _value(p.part, p.value) for p in portions if p.label == entry.label}
    above = [
        {"label": str(p.label), "part": p.part, "value": _value(p.part, p.value)}
        for p in portions
        if p.label != entry.label
    ]
    fields |= {"portions": above} if above else {}
    if authored.cited:
        fields["sources"] = [_with(label, item, entry.label) for item, label in authored.cited]
    return _dump(fields)


def _head(head: Head, label: Label) -> dict[str, Any]:
    plain = _plain(head)
    first = {name: plain.pop(name) for name in ("id", "kind", "title", "summary")}
    marked = {} if label == OFFICIAL else {"label": str(label)}
    return {**first, **marked, **plain}


def _by_file(listed: Iterable[Listed], always: str | None) -> dict[str, str]:
    """Return the files of a list that goes on in a folder."""
    found: dict[str, list[Listed]] = {} if always is None else {always: []}
    for one in listed:
        found.setdefault(one.file.name, []).append(one)
    return {name: _dump(_labelled(items)) for name, items in found.items()}


def _labelled(listed: Iterable[Listed]) -> list[dict[str, Any]]:
    return [_with(one.label, one.item, OFFICIAL) for one in listed]


def _with(label: Label, item: msgspec.Struct, least: Label) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(item)
    return plain if label == least else {**plain, "label": str(label)}


def _value(part: str, value: Any) -> Any:
    return _styled(part, _builtin(value))


def _plain(record: msgspec.Struct | None) -> Any:
    return _styled("", _builtin(record))


@cache
def _fields_of(record: type[msgspec.Struct]) -> tuple[FieldInfo, ...]:
    return msgspec.structs.fields(record)


def _builtin(value: Any) -> Any:
    """Return a value as plain data, without the fields that say what they say if left out."""
    # The library leaves out a text that *is* the default, and writes one that equals it.
    match value:
        case msgspec.Struct():
            return {
                field.name: _builtin(given)
                for field in _fields_of(type(value))
                if (given := getattr(value, field.name)) is not None
                and (field.required or given != field.default)
            }
        case tuple() | list():
            return [_builtin(item) for item in value]
        case Mapping():
            return {name: _builtin(item) for name, item in value.items()}
        case StrEnum():
            return str(value)
        case _:
            return value


def _styled(name: str, plain: Any) -> Any:
    """Return plain data in which what belongs in brackets says so."""
    match plain:
        case Mapping():
            inner = {key: _styled(key, value) for key, value in plain.items()}
            return _FlowMapping(inner) if name in _FLOW else inner
        case list() | tuple():
            items = [_styled("" if name not in _FLOW else name, item) for item in plain]
            is_short = name in _FLOW and not any(isinstance(item, dict) for item in items)
            return _FlowList(items) if is_short else items
        case _:
            return plain


def _dump(data: Any) -> str:
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        default_flow_style=False,
        width=_WIDTH,
        allow_unicode=True,
        sort_keys=False,
    )
    return text
