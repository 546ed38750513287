"""What a reader last knew of the entries that are theirs: those they read, marked or saved.

Kept so that the next release can be compared with it, entry by entry, whether or not the
release before is still at hand.

Rules that this module keeps:
 * It holds what the reader's own session could read, each label's texts apart, and nothing else.
 * A site's own additions are not in it: they do not come with a release.
 * It is bounded: so many entries, the newest first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final, TypeVar

import msgspec

from advisor.cases import Case
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Citation, Head, Source
from advisor.catalogue.parts import SITE_PARTS
from advisor.catalogue.release import Release
from advisor.catalogue.section import Section, StoredPortion
from advisor.clearance import OFFICIAL, Label
from advisor.session import Session
from advisor.settings import UserSettings

MOST_READ: Final = 100
MOST_FAVOURITES: Final = 200
MOST_SAVED: Final = 200
_MOST: Final = MOST_READ + MOST_FAVOURITES + MOST_SAVED

T = TypeVar("T")
#: A condition names the question that it is about.
_ASKED: Final = re.compile(rb'"fact"\s*:\s*"([^"]+)"')
_Id = Annotated[str, msgspec.Meta(max_length=4096)]
_Ids = Annotated[tuple[_Id, ...], msgspec.Meta(max_length=_MOST)]


@dataclass(frozen=True)
class Own:
    """Which entries are a reader's own, by id, and why; the newest first.

    Attributes:
        read: Those that they read.
        favourites: Those that they marked.
        saved: Those that they looked at in a saved case.
    """

    read: tuple[str, ...] = ()
    favourites: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.favourites, *self.saved, *self.read)))

    def why(self, entry_id: str) -> tuple[str, ...]:
        """Return why an entry is one of them, in words."""
        reasons = {
            "you read it": self.read,
            "a favourite": self.favourites,
            "in a saved case": self.saved,
        }
        return tuple(words for words, ids in reasons.items() if entry_id in ids)


class KeptSection(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept at one label; the fields are those of ``Section``, questions as JSON."""

    label: _Id
    heads: tuple[Head, ...] = ()
    portions: dict[str, tuple[StoredPortion, ...]] = {}
    citations: dict[str, tuple[Citation, ...]] = {}
    sources: tuple[Source, ...] = ()
    facts: bytes = b"[]"


class KeptReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader last knew.

    Attributes:
        release: The release that they know of: what changed since was not dismissed yet.
        read: Ids of the entries that they read, newest first.
        favourites: Ids of those that they marked.
        saved: Ids of those in their saved cases.
        sections: What these said, one section for each label that was open, OFFICIAL first.
    """

    release: Release
    read: _Ids = ()
    favourites: _Ids = ()
    saved: _Ids = ()
    sections: tuple[KeptSection, ...] = ()

    @property
    def own(self) -> Own:
        """Whose entries they are, and why."""
        return Own(self.read, self.favourites, self.saved)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the entries that it holds."""
        return frozenset(head.id for section in self.sections for head in section.heads)

    @property
    def labels(self) -> frozenset[Label]:
        """The labels that were open."""
        return frozenset(Label.parse(section.label) for section in self.sections)

    def catalogue(self) -> Catalogue:
        """Return what is kept as a catalogue of its own."""
        return Catalogue([_open_section(one, self.release) for one in self.sections])


def find_own(
    settings: UserSettings, cases: Iterable[Case], before: KeptReading | None = None
) -> Own:
    """Return which entries are a reader's own now.

    Whoever empties the list of what they read lately empties this, too.

    Args:
        settings: What they read lately and marked.
        cases: What they saved.
        before: What they read earlier.
    """
    earlier = before.read if before is not None and settings.recent else ()
    read = tuple(dict.fromkeys((*settings.recent, *earlier)))[:MOST_READ]
    saved = dict.fromkeys(entry_id for case in cases for entry_id in case.looked_at)
    return Own(read, settings.favourites[:MOST_FAVOURITES], tuple(saved)[:MOST_SAVED])


def keep_reading(session: Session, own: Own, before: KeptReading | None = None) -> KeptReading:
    """Return what is kept of a reader's own entries from now on.

    Where another release is open than the one they know of, what was kept stays as it is until
    they dismiss what changed, and what they read since is kept as it is now.

    Args:
        session: The reader's.
        own: Which entries are theirs.
        before: What was kept until now; ``None`` where nothing was, or they dismissed it.
    """
    release = session.catalogue.release
    if before is None or before.release.release == release.release:
        sections = cut(session.catalogue, own.ids)
    else:
        release = before.release
        sections = _join(before, session.catalogue, own.ids)
    return KeptReading(
        release=release,
        read=own.read,
        favourites=own.favourites,
        saved=own.saved,
        sections=tuple(map(_keep_section, sections)),
    )


def cut(
    catalogue: Catalogue, ids: Collection[str], labels: Collection[Label] | None = None
) -> tuple[Section, ...]:
    """Return what a catalogue says of some entries, a section for each label.

    Args:
        catalogue: The catalogue.
        ids: Ids of the entries; those that it does not have are left out.
        labels: What may be in it; all that is open, where ``None``.
    """
    found: dict[Label, Section] = {}
    wanted = frozenset(ids)
    for section in catalogue.sections:
        if labels is None or section.label in labels or section.label == OFFICIAL:
            part = _cut_section(section, wanted)
            before = found.get(section.label)
            found[section.label] = part if before is None else _add(before, part)
    return _without_orphans(tuple(found.values()))


def _cut_section(section: Section, wanted: frozenset[str]) -> Section:
    portions = {
        entry_id: national
        for entry_id, stored in section.portions.items()
        if entry_id in wanted
        if (national := tuple(one for one in stored if one.part not in SITE_PARTS))
    }
    citations = {key: cited for key, cited in section.citations.items() if key in wanted}
    return Section(
        label=section.label,
        release=section.release,
        heads=tuple(head for head in section.heads if head.id in wanted),
        portions=portions,
        citations=citations,
        sources=section.sources,
        threats=(),
        facts=section.facts,
        thesaurus=(),
        segment=b"",
    )


def _without_orphans(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return sections without what is said of entries that none has, or that none cites or asks."""
    there = frozenset(head.id for section in sections for head in section.heads)
    cited = frozenset(
        citation.source
        for section in sections
        for entry_id, citations in section.citations.items()
        if entry_id in there
        for citation in citations
    )
    asked = _find_asked(sections)
    return tuple(
        replace(
            section,
            portions=_only(section.portions, there),
            citations=_only(section.citations, there),
            sources=tuple(source for source in section.sources if source.key in cited),
            facts=tuple(fact for fact in section.facts if fact.name in asked),
        )
        for section in sections
    )


def _find_asked(sections: tuple[Section, ...]) -> frozenset[str]:
    """Return the questions that conditions are about, with those that answer them."""
    facts = {fact.name: fact for section in sections for fact in section.facts}
    values = (one.value for part in sections for kept in part.portions.values() for one in kept)
    waiting = [name for value in values for name in _ASKED.findall(value)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop().decode()
        if name in facts and name not in found:
            found.add(name)
            waiting += _ASKED.findall(msgspec.json.encode(facts[name].derived))
    return frozenset(found)


def _only(of_entries: Mapping[str, tuple[T, ...]], ids: frozenset[str]) -> dict[str, tuple[T, ...]]:
    return {entry_id: items for entry_id, items in of_entries.items() if entry_id in ids}


def _join(before: KeptReading, catalogue: Catalogue, ids: tuple[str, ...]) -> tuple[Section, ...]:
    """Return what was kept of some entries, with what the catalogue says of the others."""
    kept = cut(before.catalogue(), ids)
    new = frozenset(ids) - before.ids
    added = {section.label: section for section in cut(catalogue, new, before.labels)}
    return tuple(
        _add(section, added[section.label]) if section.label in added else section
        for section in kept
    )


def _add(one: Section, other: Section) -> Section:
    """Return two sections of one label as one; of what both name, the first counts."""
    sources = {source.key: source for source in (*other.sources, *one.sources)}
    facts = {fact.name: fact for fact in (*other.facts, *one.facts)}
    return replace(
        one,
        heads=(*one.heads, *other.heads),
        portions={**other.portions, **one.portions},
        citations={**other.citations, **one.citations},
        sources=tuple(sources.values()),
        facts=tuple(facts.values()),
    )


def _keep_section(section: Section) -> KeptSection:
    return KeptSection(
        label=str(section.label),
        heads=section.heads,
        portions=dict(section.portions),
        citations=dict(section.citations),
        sources=section.sources,
        facts=msgspec.json.encode(section.facts),
    )


def _open_section(kept: KeptSection, release: Release) -> Section:
    return Section(
        label=Label.parse(kept.label),
        release=release,
        heads=kept.heads,
        portions=kept.portions,
        citations=kept.citations,
        sources=kept.sources,
        threats=(),
        facts=msgspec.json.decode(kept.facts, type=tuple[FactDefinition, ...]),
        thesaurus=(),
        segment=b"",
    )
