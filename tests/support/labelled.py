"""Sources with things at every label, and what one clearance may see of them."""

from __future__ import annotations

import dataclasses
import datetime
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from advisor.additions.addition import Body, Correction, Note, WordGroup
from advisor.additions.placing import place_additions
from advisor.additions.reading import Additions, Opened
from advisor.cases import Case, Seen
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind, Portion, Source
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.local import LocalContact
from advisor.catalogue.own_lines import OwnLine
from advisor.catalogue.release import Release
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.trust import Trust
from advisor.catalogue.yaml_source import SourceFile
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Label
from advisor.people.joining import Joined
from advisor.releases.partition import part_sections
from advisor.sealing.profile import Profile
from advisor.session import Session
from advisor.settings import Places
from advisor.unsealing import Granted
from tests.support.builders import CHECKED, make_entry
from tests.support.rules import make_access
from tests.support.sealed import LABELS, Site

_ROOMY = Profile(slots=6, slot_bytes=524_288, recipients=1)
_SEED = Source(key="seed", title="Report", publisher="HMICFRS", kind="inspection")
#: Items of a list, each with its label.
Labelled = Sequence[tuple[Any, Label]]
#: Occur only where a label is at least as high; the last letters are those of no other word.
ABOVE = {label: f"kidnax{'bcdfgh'[place]}q" for place, label in enumerate(LABELS)}
PLACES = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
RELEASE = Release(release=3, title="Test", language="en-GB", published_on=CHECKED)
_NOON = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)
IDS = (
    "kidnap-unit",
    "kidnap-units",
    "air-support",
    "quiet-desk",
    "boat",
    "boats",
    "nca",
    "south-east",
    "surrey",
    "emergency-999",
)


def make_source(
    entries: Iterable[AuthoredEntry],
    threats: Labelled = (),
    facts: Labelled = (),
    groups: Labelled = (),
) -> CatalogueSource:
    """Return sources that were checked, as it were; every item of a list with its label."""
    lists = {
        "sources.yaml": [(_SEED, OFFICIAL)],
        "threats.yaml": threats,
        "facts.yaml": facts,
        "thesaurus.yaml": groups,
    }
    items = [tuple(item for item, _ in found) for found in lists.values()]
    return CatalogueSource(
        RELEASE,
        *items,
        entries=tuple(entries),
        files={},
        labels={name: tuple(label for _, label in found) for name, found in lists.items()},
    )


def entry_of(
    entry_id: str,
    kind: Kind,
    *portions: tuple[str, Label, Any],
    label: Label = OFFICIAL,
    **head: Any,
) -> AuthoredEntry:
    """Return an entry with some portions, each of a part, a label and a value."""
    base = make_entry(entry_id, kind, label=label, **head)
    entry = dataclasses.replace(base, portions=tuple(Portion(*portion) for portion in portions))
    paths = tuple(part for part, _, _ in portions)
    return AuthoredEntry(entry, SourceFile(entry_id), paths, (label,))


def open_at(source: CatalogueSource, clearance: Label, folder: Path | None = None) -> Session:
    """Open what a clearance dominates of some sources.

    Args:
        source: The sources.
        clearance: Whose session it is.
        folder: Where they are published first, for another process to open them too; without
            it there is no file.
    """
    if folder is not None:
        site, granted = _publish(source, clearance, folder)
        return Session.open_as(site.file, site.places, granted)
    sections = part_sections(source, RELEASE)
    readable = [section for section in sections if clearance.dominates(section.label)]
    return Session(Catalogue(readable), Trust.SITE, PLACES)


def _publish(source: CatalogueSource, clearance: Label, folder: Path) -> tuple[Site, Granted]:
    """Publish sources to a site of their own; return it, and what a clearance was granted."""
    site = Site(folder / secrets.token_hex(8), _ROOMY)
    sections = part_sections(source, RELEASE)
    site.publish(sections)
    labels = [section.label for section in sections if section.label != OFFICIAL]
    return site, {one: (site.keys[one],) for one in labels if clearance.dominates(one)}


def open_with_additions(
    source: CatalogueSource, clearance: Label, folder: Path | None = None
) -> Session:
    """Open the same at a site that adds something to every entry, at every label."""
    sections = part_sections(source, RELEASE)
    readable = [section for section in sections if clearance.dominates(section.label)]
    files = [
        Opened(f"{place:016x}.age", label, _site_body(label), None)
        for place, label in enumerate(LABELS)
        if clearance.dominates(label)
    ]
    placed = place_additions(Catalogue(readable), files)
    joined = Joined(Additions(tuple(files)), placed.sections, placed.problems)
    whole = Catalogue([*readable, *placed.sections])
    if folder is None:
        return Session(whole, Trust.SITE, PLACES, joined=joined)
    site, granted = _publish(source, clearance, folder)
    file = CatalogueFile.read(site.file, site.places.site)
    keys = {label: key for label, (key,) in granted.items()}
    return Session(whole, Trust.SITE, PLACES, file=file, keys=keys, joined=joined)


def _site_body(label: Label) -> Body:
    """Return what a site adds at a label: to every entry, to lines that are there and not."""
    tag = f"{LABELS.index(label):x}"
    about = {"by": f"{ABOVE[label]} desk", "added_on": CHECKED}
    notes = [
        Note(id=f"{tag}{place:011x}", entry=entry, text=f"boat {ABOVE[label]}", **about)
        for place, entry in enumerate(IDS)
    ]
    words = [ABOVE[lower] for lower in LABELS if label.dominates(lower)]
    lines = [OwnLine("limits", "Limits", f"boat {word}") for word in words]
    lines.append(OwnLine("does", "What it does", "boat"))
    corrections = [
        Correction(
            id=f"{tag}f{place:010x}",
            entry=IDS[0],
            line=line,
            text=f"glass {ABOVE[label]}",
            why="the warrant",
            **about,
        )
        for place, line in enumerate(lines)
    ]
    groups = (
        ((f"slang {ABOVE[label]}", ABOVE[label]), ("boat", "kidnap")),
        (("jargon",), (*words, f"boat {ABOVE[label]}")),
    )
    said = [
        WordGroup(id=f"{tag}e{place:010x}", says=says, means=means, **about)
        for place, (says, means) in enumerate(groups)
    ]
    contact = LocalContact("rocc", f"Desk {ABOVE[label]}", telephone="01632 960001")
    return Body(
        site="0" * 32,
        label=str(label),
        notes=tuple(notes),
        corrections=tuple(corrections),
        words=tuple(said),
        contacts=(contact,) if label == OFFICIAL else (),
    )


def everything() -> CatalogueSource:
    """Return sources with one entry and one portion at every label, each with a word of its own."""
    entries = []
    for place, label in enumerate(LABELS):
        parts = {"does": f"boat {ABOVE[label]}", "access": make_access()}
        entry = make_entry(IDS[place], label=label, parts=parts)
        entries.append(AuthoredEntry(entry, SourceFile("x"), tuple(parts), (label,)))
    portions = [Portion("limits", label, (f"boat {ABOVE[label]}",)) for label in LABELS]
    portions.append(Portion("access", OFFICIAL, make_access()))
    first = dataclasses.replace(entries[0].entry, portions=tuple(portions))
    entries[0] = AuthoredEntry(first, SourceFile("x"), ("limits",) * len(portions), (OFFICIAL,))
    return make_source(entries)


def reduce(source: CatalogueSource, clearance: Label) -> CatalogueSource:
    """Return sources with everything taken out that a clearance does not dominate."""

    def kept(name):
        return [pair for pair in source.labelled(name) if clearance.dominates(pair[1])]

    entries = [
        _reduce(one, clearance) for one in source.entries if clearance.dominates(one.entry.label)
    ]
    lists = ("threats.yaml", "facts.yaml", "thesaurus.yaml")
    return make_source(entries, *map(kept, lists))


def _reduce(one: AuthoredEntry, clearance: Label) -> AuthoredEntry:
    placed = [pair for pair in one.placed if clearance.dominates(pair[0].label)]
    cited = [pair for pair in one.cited if clearance.dominates(pair[1])]
    entry = dataclasses.replace(
        one.entry,
        portions=tuple(portion for portion, _ in placed),
        citations=tuple(citation for citation, _ in cited),
    )
    return AuthoredEntry(
        entry, one.file, tuple(path for _, path in placed), tuple(label for _, label in cited)
    )


def make_any_case() -> Case:
    """Return a case that names everything there might be."""
    return Case(
        id="0" * 32,
        name="x",
        answers={f"fact_{number}": "yes" for number in range(4)},
        looked_at={entry_id: Seen(outcome="available") for entry_id in IDS},
        created_at=_NOON,
        changed_at=_NOON,
    )
