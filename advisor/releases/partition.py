"""Checked sources, parted into sections: everything that shares one label.

Rules that this module keeps:
 * A section is made of what carries its own label and of nothing else, so that what
   is above it cannot change a byte of it.
 * Its search segment is built from its own texts only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from advisor.catalogue.entry import Citation, Entry
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.parts import PARTS
from advisor.catalogue.release import Release
from advisor.catalogue.section import Section, StoredPortion
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.wording import texts
from advisor.clearance import OFFICIAL, Label, by_height
from advisor.search import FIELDS, Document, build_segment


def part_sections(
    source: CatalogueSource, release: Release, *, is_searched: bool = True
) -> tuple[Section, ...]:
    """Return the sections of checked sources, the OFFICIAL one first, then by their labels.

    Args:
        source: The sources.
        release: What the release is called.
        is_searched: Whether to build the search segments, which takes most of the time; without
            them the sections can be read, but neither searched nor published.
    """
    labels = sorted({OFFICIAL, *source.published_labels()}, key=by_height)
    return tuple(
        replace(
            _section(source, release, label, is_searched=is_searched),
            below=tuple(lower for lower in labels if lower != label and label.dominates(lower)),
        )
        for label in labels
    )


def _section(
    source: CatalogueSource, release: Release, label: Label, *, is_searched: bool
) -> Section:
    of_label = [authored for authored in source.entries if authored.entry.label == label]
    return Section(
        label=label,
        release=release,
        heads=tuple(authored.entry.head for authored in of_label),
        portions=_portions(source, label),
        citations=_citations(source, label),
        sources=tuple(sorted(_listed(source, "sources.yaml", label), key=lambda item: item.key)),
        threats=_listed(source, "threats.yaml", label),
        facts=_listed(source, "facts.yaml", label),
        thesaurus=_listed(source, "thesaurus.yaml", label),
        segment=build_segment(list(_documents(source, label))) if is_searched else b"",
        cases=tuple(
            msgspec.json.encode(listed.item) for listed in source.cases if listed.label == label
        ),
    )


def _listed(source: CatalogueSource, name: str, label: Label) -> tuple[Any, ...]:
    return tuple(item for item, marked in source.labelled(name) if marked == label)


def _portions(source: CatalogueSource, label: Label) -> dict[str, tuple[StoredPortion, ...]]:
    found = {
        authored.entry.id: tuple(
            StoredPortion(portion.part, msgspec.json.encode(portion.value))
            for portion in authored.entry.portions
            if portion.label == label
        )
        for authored in source.entries
    }
    return {entry: portions for entry, portions in found.items() if portions}


def _citations(source: CatalogueSource, label: Label) -> dict[str, tuple[Citation, ...]]:
    found = {
        authored.entry.id: tuple(item for item, marked in authored.cited if marked == label)
        for authored in source.entries
    }
    return {entry: citations for entry, citations in found.items() if citations}


def _documents(source: CatalogueSource, label: Label) -> Iterator[Document]:
    for authored in source.entries:
        if authored.entry.label == label or _has_text(authored, label):
            yield to_document(authored.entry, source, label)


def _has_text(authored: AuthoredEntry, label: Label) -> bool:
    return any(
        portion.label == label and PARTS[portion.part].field is not None
        for portion in authored.entry.portions
    )


def to_document(entry: Entry, source: CatalogueSource, label: Label = OFFICIAL) -> Document:
    """Return what search finds an entry by in the section with a label.

    The head belongs to the section of the entry's existence; other sections that hold
    a portion of it say nothing of it but its id and kind.
    """
    fields: dict[str, list[str]] = {name: [] for name in FIELDS}
    head = entry.head
    if entry.label == label:
        fields["title"].append(head.title)
        fields["aliases"].extend(head.aliases)
        fields["words"].extend([*head.words, *_threat_titles(head.threats, source)])
        fields["achieves"].append(head.summary)
        fields["body"].extend([head.owner] if head.owner else [])
    for portion in entry.portions:
        name = PARTS[portion.part].field
        if name is not None and portion.label == label:
            fields[name].extend(texts(portion.value))
    return Document(
        entry_id=entry.id,
        kind=head.kind.value,
        threats=head.threats if entry.label == label else (),
        fields={name: tuple(values) for name, values in fields.items()},
    )


def _threat_titles(keys: tuple[str, ...], source: CatalogueSource) -> list[str]:
    return [threat.title for threat in source.threats if threat.key in keys]
