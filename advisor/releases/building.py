"""From a folder of sources to a catalogue file, with every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from advisor.advice import check_access, check_facts
from advisor.catalogue.access import Access
from advisor.catalogue.entry import Entry
from advisor.catalogue.parts import PARTS
from advisor.catalogue.problem import Problem, SourceErrors
from advisor.catalogue.release import Release
from advisor.catalogue.section import Section, StoredPortion
from advisor.catalogue.source import CatalogueSource, read_sources
from advisor.catalogue.trust import digest, pinned_path
from advisor.catalogue.validation import validate
from advisor.catalogue.wording import texts
from advisor.catalogue.writing import to_database
from advisor.clearance import OFFICIAL
from advisor.durable import write_file
from advisor.resources import bundled_catalogue
from advisor.search import Document, build_segment


@dataclass(frozen=True)
class CheckedSources:
    """Sources that were read and checked.

    Attributes:
        source: Everything that could be read.
        problems: Every problem found, errors and warnings, in order.
    """

    source: CatalogueSource
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether a catalogue can be built from them."""
        return not any(problem.severity == "error" for problem in self.problems)


def check_sources(folder: Path) -> CheckedSources:
    """Read and check a folder of sources.

    Raises:
        AdvisorError: It is no folder of sources at all.
    """
    source = read_sources(folder)
    validate(source)
    _check_rules(source)
    _refuse_restricted(source)
    found = sorted(problem for file in source.files.values() for problem in file.problems)
    return CheckedSources(source, tuple(found))


def build_catalogue(folder: Path, output: Path) -> CheckedSources:
    """Build a catalogue file from a folder of sources.

    The bundled catalogue's hash is pinned beside it, so that the application
    recognises what it ships with.

    Raises:
        SourceErrors: The sources have errors; nothing was written.
        AdvisorError: The output cannot be written; what was there is whole.
    """
    checked = check_sources(folder)
    if not checked.is_sound or checked.source.release is None:
        raise SourceErrors(checked.problems)
    data = to_database(official_section(checked.source, checked.source.release))
    write_file(output, data)
    if _is_bundled(output):
        write_file(pinned_path(), f"{digest(data)}  catalogue.db\n".encode())
    return checked


def _is_bundled(output: Path) -> bool:
    bundled = bundled_catalogue()
    return bundled.exists() and output.samefile(bundled)


def official_section(source: CatalogueSource, release: Release) -> Section:
    """Return the OFFICIAL section of checked sources, with its search segment."""
    entries = [authored.entry for authored in source.entries]
    return Section(
        label=OFFICIAL,
        release=release,
        heads=tuple(entry.head for entry in entries),
        portions={entry.id: _stored(entry) for entry in entries},
        citations={entry.id: entry.citations for entry in entries},
        sources=tuple(sorted(source.sources, key=lambda item: item.key)),
        threats=source.threats,
        facts=source.facts,
        thesaurus=source.thesaurus,
        segment=build_segment([to_document(entry, source) for entry in entries]),
    )


def _stored(entry: Entry) -> tuple[StoredPortion, ...]:
    return tuple(
        StoredPortion(portion.part, msgspec.json.encode(portion.value))
        for portion in entry.portions
    )


def to_document(entry: Entry, source: CatalogueSource) -> Document:
    """Return what search finds an entry by."""
    head = entry.head
    fields: dict[str, list[str]] = {
        "title": [head.title],
        "aliases": list(head.aliases),
        "words": [*head.words, *_threat_titles(head.threats, source)],
        "achieves": [head.summary],
        "body": [head.owner] if head.owner else [],
    }
    for portion in entry.portions:
        name = PARTS[portion.part].field
        if name is not None:
            fields[name].extend(texts(portion.value))
    return Document(
        entry_id=entry.id,
        kind=head.kind.value,
        threats=head.threats,
        fields={name: tuple(values) for name, values in fields.items()},
    )


def _threat_titles(keys: tuple[str, ...], source: CatalogueSource) -> list[str]:
    return [threat.title for threat in source.threats if threat.key in keys]


def _check_rules(source: CatalogueSource) -> None:
    if "facts.yaml" in source.unread:
        return  # every rule would seem to be about nothing
    accesses = [
        portion.value
        for authored in source.entries
        for portion in authored.entry.portions
        if isinstance(portion.value, Access)
    ]
    for finding in check_facts(source.facts, accesses):
        source.files["facts.yaml"].report(
            finding.path.removeprefix("facts"),
            finding.reason,
            finding.remedy,
            severity=finding.severity,
        )
    for authored in source.entries:
        for portion, base in authored.placed:
            if isinstance(portion.value, Access):
                for finding in check_access(portion.value, source.facts):
                    path = base + finding.path.removeprefix("access")
                    authored.file.report(
                        path, finding.reason, finding.remedy, severity=finding.severity
                    )


def _refuse_restricted(source: CatalogueSource) -> None:
    for authored in source.entries:
        marked = [
            (path, portion.label) for portion, path in authored.placed if portion.label != OFFICIAL
        ]
        if authored.entry.label != OFFICIAL:
            marked.insert(0, ("label", authored.entry.label))
        if marked:
            path, label = marked[0]
            authored.file.report(
                path,
                f"This is marked {label}.",
                "This version publishes OFFICIAL only: take it out, and keep it in sealed storage.",
            )
