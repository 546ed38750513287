"""The catalogue as one session sees it: the sections it could open, merged."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Citation, Entry, Head, Kind, Portion, Source
from advisor.catalogue.errors import DamagedCatalogueError
from advisor.catalogue.joining import join_values
from advisor.catalogue.parts import ORDER, PARTS
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.catalogue.rule_case import RuleCase
from advisor.catalogue.section import Section, StoredPortion
from advisor.clearance import Clearance, Label, by_height, highest
from advisor.errors import NoSuchEntryError

_MOST_NEAREST = 3
_MOST_REMEMBERED = 64
#: An entry as it is stored: its head and that one's label, and what each section says of it.
Stored = tuple[
    tuple[Head, Label] | None,
    tuple[tuple[Label, tuple[StoredPortion, ...], tuple[Citation, ...]], ...],
]


class Catalogue:
    """Everything that a session may read.

    Attributes:
        release: The release that the sections belong to.
        sources: What entries cite, by key.
        threats: Threat areas, in the order of the start page.
        facts: Questions that the advisor may ask.
        thesaurus: Plain words and what they mean.
        thesaurus_labels: What a reader must hold to know of each of those groups.
        site_groups: Numbers of those that a site added.
        segments: The sections' search segments.
        label: The highest label that was opened.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self.release: Release = sections[0].release
        self.sources: dict[str, Source] = {s.key: s for part in sections for s in part.sources}
        self.threats: tuple[Threat, ...] = tuple(t for part in sections for t in part.threats)
        self.facts: tuple[FactDefinition, ...] = tuple(f for part in sections for f in part.facts)
        # Of two groups that say the same the first counts: the lowest, and the publisher's.
        groups = [(g, part) for part in _by_height(sections) for g in part.thesaurus]
        self.thesaurus: tuple[Synonyms, ...] = tuple(group for group, _ in groups)
        self.thesaurus_labels = tuple(part.label for _, part in groups)
        self.site_groups = frozenset(n for n, (_, part) in enumerate(groups) if part.is_of_site)
        self.segments: tuple[bytes, ...] = tuple(part.segment for part in sections)
        self.label: Label = highest(part.label for part in sections)
        self._sections = tuple(sections)
        self._heads = {head.id: (head, part.label) for part in sections for head in part.heads}
        self._of_kind: dict[Kind, tuple[Head, ...]] = {}
        self._entries: dict[str, Entry] = {}
        # To compare with every name takes milliseconds, and one wrong id is asked for in turn.
        self._nearest = functools.lru_cache(_MOST_REMEMBERED)(self._find_nearest)

    @property
    def official(self) -> Catalogue:
        """What of this catalogue is OFFICIAL."""
        return Catalogue(self._sections[:1])

    @property
    def sections(self) -> tuple[Section, ...]:
        """What it is made of, the OFFICIAL section first; a label can have several."""
        return self._sections

    def opened_at(self, clearance: Clearance) -> Catalogue:
        """Return the catalogue that somebody has who opens no section above a clearance."""
        return Catalogue([part for part in self._sections if clearance.dominates(part.label)])

    def __contains__(self, entry_id: object) -> bool:
        """Say whether there is such an entry for this reader."""
        return entry_id in self._heads

    @functools.cached_property
    def heads(self) -> tuple[Head, ...]:
        """The heads of all entries, in order."""
        return tuple(head for head, _ in self._heads.values())

    def of_kind(self, kind: Kind) -> tuple[Head, ...]:
        """Return the heads of the entries of one kind, in order."""
        if kind not in self._of_kind:
            self._of_kind[kind] = tuple(head for head in self.heads if head.kind is kind)
        return self._of_kind[kind]

    def of_threat(self, threat: str) -> tuple[Head, ...]:
        """Return the heads of the capabilities for one threat area, in order."""
        return tuple(self._capabilities_by_threat.get(threat, ()))

    @functools.cached_property
    def _capabilities_by_threat(self) -> dict[str, list[Head]]:
        found: dict[str, list[Head]] = {}
        for head in self.of_kind(Kind.CAPABILITY):
            for threat in dict.fromkeys(head.threats):
                found.setdefault(threat, []).append(head)
        return found

    def label_of(self, entry_id: str) -> Label:
        """Return what a reader must hold to know that an entry exists.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
        """
        self.head(entry_id)
        return self._heads[entry_id][1]

    @functools.cached_property
    def label_of_counts(self) -> Label:
        """What a reader must hold to know how many capabilities there are for each threat area."""
        counted = self.of_kind(Kind.CAPABILITY)
        named = {key for head in counted for key in head.threats}
        threats = [self.label_of_threat(one.key) for one in self.threats if one.key in named]
        return highest({*threats, *(self._heads[head.id][1] for head in counted)})

    def label_of_threat(self, threat: str) -> Label:
        """Return what a reader must hold to know of a threat area, which is one of ours."""
        return next(
            part.label for part in self._sections for one in part.threats if one.key == threat
        )

    def label_of_fact(self, fact: str) -> Label:
        """Return what a reader must hold to know of a question, which is one of ours."""
        return next(part.label for part in self._sections for one in part.facts if one.name == fact)

    def label_of_source(self, source: str) -> Label:
        """Return what a reader must hold to know of a source, which is one of ours."""
        return next(
            part.label for part in self._sections for one in part.sources if one.key == source
        )

    def citing(self, source: str) -> tuple[tuple[Head, Citation, Label], ...]:
        """Return what rests on a source: the entry, what it bears out, and the marking of that."""
        return tuple(
            (self.head(entry), citation, self.label_of(entry).join(part.label))
            for part in self._sections
            for entry, citations in part.citations.items()
            if entry in self
            for citation in citations
            if citation.source == source
        )

    def cited(self, entry_id: str) -> tuple[tuple[Citation, Label], ...]:
        """Return the citations of an entry, each with its label, in the order of the entry's."""
        return tuple(
            (citation, part.label)
            for part in self._sections
            for citation in part.citations.get(entry_id, ())
        )

    def labelled_lists(self) -> Iterator[tuple[Source | Threat | FactDefinition | Synonyms, Label]]:
        """Yield every source, threat area, question and group of synonyms of the release.

        Each comes with its label. What a site adds is no part of a release.
        """
        for part in self._sections:
            if part.is_of_site:
                continue
            lists: tuple[tuple[Source | Threat | FactDefinition | Synonyms, ...], ...]
            lists = (part.sources, part.threats, part.facts, part.thesaurus)
            for items in lists:
                yield from ((item, part.label) for item in items)

    def rule_cases(self) -> Iterator[tuple[RuleCase, Label]]:
        """Yield the test cases of the rules that this session may read, each with its label.

        Raises:
            DamagedCatalogueError: One cannot be decoded.
        """
        for part in self._sections:
            for case in part.cases:
                yield _decode_case(case), part.label

    def head(self, entry_id: str) -> Head:
        """Return an entry's head.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
        """
        found = self._heads.get(entry_id)
        if found is None:
            raise NoSuchEntryError(entry_id, self._nearest(entry_id))
        return found[0]

    def _find_nearest(self, entry_id: str) -> tuple[str, ...]:
        return nearest_ids(entry_id, self.heads)

    def entry(self, entry_id: str) -> Entry:
        """Return an entry with every portion that this session may read.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            DamagedCatalogueError: A portion cannot be decoded.
        """
        if entry_id not in self._entries:
            head = self.head(entry_id)
            citing = [part for part in self._sections if part.citations.get(entry_id)]
            self._entries[entry_id] = Entry(
                head,
                self._heads[entry_id][1],
                self._portions(entry_id),
                tuple(citation for part in citing for citation in part.citations[entry_id]),
                highest(part.label for part in citing),
            )
        return self._entries[entry_id]

    def entries_of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind, in order."""
        return tuple(self.entry(head.id) for head in self.of_kind(kind))

    def values_of(self, part: str, kind: Kind) -> dict[str, Any]:
        """Return what each entry of one kind says in one part, in order; of those that do.

        What they say besides is not decoded, which takes long for thousands.

        Raises:
            DamagedCatalogueError: A portion cannot be decoded.
        """
        found = {}
        for head in self.of_kind(kind):
            values = [
                _decode(stored.part, stored.value)
                for section in self._sections
                for stored in section.portions.get(head.id, ())
                if stored.part == part
            ]
            if values:
                found[head.id] = join_values(values)
        return found

    def stored(self, entry_id: str) -> Stored:
        """Return all that this session may read of an entry as it is stored, nothing decoded.

        Where two are equal, so are the entries. ``None`` stands for an entry that is not there.
        """
        return (
            self._heads.get(entry_id),
            tuple(
                (part.label, part.portions.get(entry_id, ()), part.citations.get(entry_id, ()))
                for part in self._sections
                if _says_of(part, entry_id)
            ),
        )

    def marking_of(self, entry_id: str) -> Label:
        """Return the highest marking of what is shown of an entry, without decoding any of it.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
        """
        parts = [part for part in self._sections if _says_of(part, entry_id)]
        return highest([self.label_of(entry_id), *(part.label for part in parts)])

    def _portions(self, entry_id: str) -> tuple[Portion, ...]:
        found = [
            Portion(stored.part, section.label, _decode(stored.part, stored.value))
            for section in self._sections
            for stored in section.portions.get(entry_id, ())
        ]
        return tuple(sorted(found, key=lambda portion: ORDER[portion.part]))


def nearest_ids(typed: str, heads: Iterable[Head], cutoff: float = 0.6) -> tuple[str, ...]:
    """Return ids of the entries whose id, title or other name looks like what was typed."""
    names = {
        _slug(name): head.id for head in heads for name in (*head.aliases, head.title, head.id)
    }
    near = difflib.get_close_matches(_slug(typed), list(names), _MOST_NEAREST, cutoff)
    return tuple(dict.fromkeys(names[name] for name in near))


def _says_of(section: Section, entry_id: str) -> bool:
    return bool(section.portions.get(entry_id) or section.citations.get(entry_id))


def _slug(text: str) -> str:
    return "-".join(text[:80].casefold().split())


def _decode_case(value: bytes) -> RuleCase:
    try:
        return msgspec.json.decode(value, type=RuleCase)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise DamagedCatalogueError(
            "The catalogue is damaged: a test case cannot be read."
        ) from error


def _decode(part: str, value: bytes) -> Any:
    try:
        return msgspec.json.decode(value, type=PARTS[part].type)
    except (KeyError, msgspec.MsgspecError, RecursionError) as error:
        raise DamagedCatalogueError(
            "The catalogue is damaged: a portion cannot be read."
        ) from error


def _by_height(sections: Sequence[Section]) -> list[Section]:
    return sorted(sections, key=lambda part: (by_height(part.label), part.is_of_site))
