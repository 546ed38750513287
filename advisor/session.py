"""What one reader can see: the readable catalogue, its index and its rules, in memory.

A session is opened once and holds everything; from there no query has a clearance
filter, because there is nothing to filter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from advisor.advice import Advice, Advisor, Answers, parse_answers
from advisor.catalogue.access import Access
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Contact, Directory, Whereabouts
from advisor.catalogue.entry import Entry, Head, Kind
from advisor.catalogue.local import find_contacts
from advisor.catalogue.parts import PARTS
from advisor.catalogue.store import read_file, read_official, read_sealed
from advisor.catalogue.trust import Trust, judge, verify_trusted
from advisor.catalogue.wording import texts
from advisor.clearance import Clearance, Label
from advisor.errors import AdvisorError, UsageError
from advisor.resources import bundled_catalogue
from advisor.search import Result, Results, SearchIndex, Segment, snippet
from advisor.settings import Places, UserSettings, load_settings

if TYPE_CHECKING:
    from advisor.sealing.age import Identity


def verify_takes_identities(path: Path | None, places: Places) -> None:
    """Verify that an identity may be used on a catalogue file, before anybody unlocks one.

    Raises:
        CatalogueError: The file is missing or cannot be read.
        UnsignedCatalogueError: Nothing vouches for the file.
    """
    verify_trusted(judge(read_file(path or bundled_catalogue()), places.site))


@dataclass(frozen=True)
class Found:
    """One search result with what a list shows of it.

    Attributes:
        head: The entry's head.
        marking: The highest marking of what opening it would show.
        result: Its score and why it matched.
    """

    head: Head
    marking: Label
    result: Result


@dataclass(frozen=True)
class SearchPage:
    """The answer to one query.

    Attributes:
        found: What was found, best first.
        results: The counts, and what was understood of the query.
    """

    found: tuple[Found, ...]
    results: Results


class Session:
    """One reader's view of one catalogue.

    Attributes:
        catalogue: Everything that the reader may see.
        trust: How far the file can be relied on.
        clearance: What the reader may read.
        places: The site and home folders.
        settings: What the user chose.
        directory: Whom to ring.
        contacts_error: What is wrong with the site's own contacts; ``None`` where nothing is.
            Those of them that can be understood are in the directory all the same.
        sign_in_error: Why an identity opened nothing, or not all of what it was granted;
            ``None`` where it did, and without one.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        trust: Trust,
        places: Places,
        *,
        sign_in_error: AdvisorError | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.trust = trust
        self.clearance = Clearance(catalogue.label)
        self.places = places
        self.sign_in_error = sign_in_error
        self.settings: UserSettings = load_settings(places.home)
        self.directory = Directory(catalogue)
        self.contacts_error: AdvisorError | None = None
        self.reload_contacts()

    @classmethod
    def open(cls, path: Path | None, places: Places, identity: Identity | None = None) -> Session:
        """Open a catalogue file: the OFFICIAL tier, and what an identity was granted of the rest.

        Args:
            path: The file; the bundled catalogue, where ``None``.
            places: The site and home folders.
            identity: The reader's unlocked identity; the OFFICIAL tier alone, where ``None``.

        Raises:
            CatalogueError: The file is missing, foreign, damaged or too new.
            UnsignedCatalogueError: There is an identity, but nothing vouches for the file.
        """
        path = path or bundled_catalogue()
        data = read_file(path)
        trust = judge(data, places.site)
        official = read_official(data, path.name)
        if identity is None:
            return cls(Catalogue([official]), trust, places)
        verify_trusted(trust)
        from advisor.unsealing import open_sections  # noqa: PLC0415 - age is for those who sign in

        slots = read_sealed(data, path.name)
        sections, error = open_sections(official, slots, places.site, identity)
        return cls(Catalogue(sections), trust, places, sign_in_error=error)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index over what was opened; made when first asked for."""
        segments = [Segment.from_bytes(data) for data in self.catalogue.segments]
        return SearchIndex(segments, msgspec.to_builtins(self.catalogue.thesaurus))

    @cached_property
    def advisor(self) -> Advisor:
        """The advisor over the rules that were opened; made when first asked for."""
        entries = self.catalogue.entries_of_kind(Kind.CAPABILITY)
        rules = {entry.id: entry.find("access") for entry in entries}
        return Advisor(
            self.catalogue.facts,
            {name: access for name, access in rules.items() if isinstance(access, Access)},
            {entry.id: entry.find("alternatives") or () for entry in entries},
        )

    @property
    def where(self) -> Whereabouts:
        """Where the user said they work; nowhere, where this catalogue has no such place."""
        region, force = self.settings.region, self.settings.force
        if not self.directory.is_place(region, "region"):
            return Whereabouts()
        return Whereabouts(region, force if self.directory.is_place(force, "force") else None)

    def reload_contacts(self) -> None:
        """Read the site's contacts again, after they were changed."""
        found, self.contacts_error = find_contacts(self.places.site, self.directory.place)
        self.directory = Directory(self.catalogue, found)

    def search(
        self, query: str, *, kind: str | None = None, threat: str | None = None, limit: int = 50
    ) -> SearchPage:
        """Return the entries that answer a query, best first.

        Args:
            query: Anything a person can type.
            kind: Only entries of this kind.
            threat: Only entries for this threat area.
            limit: How many at the most.
        """
        results = self.index.search(query, kind=kind, threat=threat, limit=limit)
        found = tuple(
            Found(
                self.catalogue.head(result.entry_id),
                self.catalogue.entry(result.entry_id).marking,
                result,
            )
            for result in results.results
        )
        return SearchPage(found, results)

    def snippet(self, result: Result) -> str:
        """Return the passage of an entry that best shows why it was found."""
        entry = self.catalogue.entry(result.entry_id)
        passages = [entry.head.summary]
        for portion in entry.portions:
            if PARTS[portion.part].field is not None:
                passages.extend(texts(portion.value))
        return snippet(passages, result)

    def check(self, capability: str, answers: Answers) -> Advice:
        """Return whether and how a capability can be had, as far as the answers tell.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            UsageError: The entry is not a capability.
        """
        head = self.catalogue.head(capability)
        if head.kind is not Kind.CAPABILITY:
            raise UsageError(
                f"“{head.id}” is a {head.kind}; only a capability can be checked.",
                hint=f"Read it with: advisor show {head.id}",
            )
        return self.advisor.check(capability, answers)

    def parse_answers(self, texts: Iterable[str]) -> Answers:
        """Return answers written as ``NAME=VALUE``.

        Raises:
            UsageError: A fact or value is unknown; the nearest valid names are given.
        """
        return parse_answers(self.catalogue.facts, texts)

    def contacts_of(self, entry: Entry) -> tuple[Contact, ...]:
        """Return whom to ring about an entry, in order, for this reader."""
        return self.directory.resolve(entry.find("contacts") or (), self.where)

    @property
    def rocc_title(self) -> str:
        """The reader's ROCC in words, such as ``Your ROCC, South East``."""
        region = self.where.region
        return f"Your ROCC, {self.catalogue.head(region).title}" if region else "Your ROCC"

    @property
    def referral(self) -> str:
        """What every result ends with, whoever reads it and whatever exists."""
        comma = "," if self.where.region else ""
        return (
            f"Not what you need? {self.rocc_title}{comma} knows what exists, "
            "including what is not listed here."
        )
