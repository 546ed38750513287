"""What one reader can see: the readable catalogue, its index and its rules, in memory.

A session is opened once and holds everything; from there no query has a clearance
filter, because there is nothing to filter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from advisor.additions.reading import additions_path
from advisor.advice import (
    Advice,
    Advisor,
    Answers,
    PrerequisiteAdvice,
    Survey,
    parse_answers,
)
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Contact, Directory, Whereabouts
from advisor.catalogue.entry import Authority, Entry, Kind
from advisor.catalogue.glossary import Glossary
from advisor.catalogue.local import LocalContact, Mistake, find_contacts, merge
from advisor.catalogue.section import Section
from advisor.catalogue.store import read_sealed
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import with_article
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Clearance, Label
from advisor.errors import AdvisorError, NotGrantedError, SignInRequiredError, UsageError
from advisor.policy import load_policy
from advisor.search import Chosen, Facets, Result, SearchIndex, Segment
from advisor.search.entry_finder import EntryFinder, SearchPage
from advisor.search.passage import Passage
from advisor.settings import Places, UserSettings, load_settings

if TYPE_CHECKING:
    from advisor.people.joining import Joined
    from advisor.sealing.age import Identity
    from advisor.unsealing import Granted


class Session:
    """One reader's view of one catalogue.

    Attributes:
        catalogue: Everything that the reader may see.
        trust: How far the file can be relied on.
        origin: Where the catalogue was read from; ``None`` where it is from no file.
        trust_words: Who vouches for the file, to stand in a status bar.
        release_error: Why another release is open than the site's; ``None`` where it is that.
        clearance: What the reader may read.
        places: The site and home folders.
        settings: What the user chose.
        directory: Whom to ring.
        unsigned_contacts: The site's own contacts that nobody signed, shown or not.
        contacts_error: What is wrong with the site's own contacts; ``None`` where nothing is.
            Those of them that can be understood are in the directory all the same.
        sign_in_error: Why an identity opened nothing, or not all of what it was granted;
            ``None`` where it did, and without one.
        keys: The private key of each label that was opened above OFFICIAL.
        opening_keys: All keys of these labels that the reader was granted. What was kept before
            a label got a new key opens with an earlier one.
        is_signed_in: Whether an identity was used, whatever it opened.
        policy: What the site decides for everybody.
        joined: What the site adds, beside its plain contacts; ``None`` where it adds nothing.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        trust: Trust,
        places: Places,
        *,
        file: CatalogueFile | None = None,
        sign_in_error: AdvisorError | None = None,
        keys: Mapping[Label, Identity] | None = None,
        granted: Granted | None = None,
        segments: Sequence[Segment] | None = None,
        is_signed_in: bool = False,
        joined: Joined | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._segments = segments
        self.trust = trust
        self.origin = file.origin if file else None
        self.trust_words = file.words if file else trust.value
        self.release_error: AdvisorError | None = file.release_error if file else None
        self.clearance = Clearance(catalogue.label)
        self.places = places
        self.sign_in_error = sign_in_error
        self.keys: Mapping[Label, Identity] = keys or {}
        self._granted = {label: (granted or {}).get(label, ()) for label in self.keys}
        self.opening_keys = _of_open_labels(self.keys, self._granted)
        self.is_signed_in = is_signed_in
        self.policy = load_policy(places.site)
        self.settings: UserSettings = load_settings(places.home)
        self.directory = Directory(catalogue)
        self.joined = joined
        self.unsigned_contacts: tuple[LocalContact, ...] = ()
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
            SignInRequiredError: There is no identity, and the site requires one.
            NotGrantedError: The site requires one that it knows, and nobody granted this one
                anything.
        """
        if identity is None and load_policy(places.site).sign_in_required:
            raise SignInRequiredError
        return cls.open_file(CatalogueFile.read(path, places.site), places, identity)

    @classmethod
    def open_file(
        cls, file: CatalogueFile, places: Places, identity: Identity | None = None
    ) -> Session:
        """Open a catalogue file that was read already; arguments and errors as for ``open``."""
        if identity is not None:
            return cls.sign_in(file, places, identity)
        if load_policy(places.site).sign_in_required:
            raise SignInRequiredError
        return cls._open_official(file, places)

    @classmethod
    def sign_in(
        cls,
        file: CatalogueFile,
        places: Places,
        identity: Identity,
        *,
        now: datetime | None = None,
    ) -> Session:
        """Open a catalogue file that was read already, for a reader with an identity.

        Args:
            file: The file.
            places: The site and home folders.
            identity: The reader's unlocked identity.
            now: The time, which the reader's clearance may have run out at.

        Raises:
            UnsignedCatalogueError: Nothing vouches for the file.
            NotGrantedError: As for ``open``.
            ClearanceExpiredError: The last day of the reader's clearance has passed.
            DamagedSiteError: Nobody can tell how the reader stands at the site.
        """
        file.verify_takes_identities()
        from advisor.people.standing import hold_to_standing, is_registered  # noqa: PLC0415
        from advisor.sealing.errors import GrantError  # noqa: PLC0415 - for those who sign in
        from advisor.unsealing import find_granted  # noqa: PLC0415

        must_sign_in = load_policy(places.site).sign_in_required
        try:
            granted = find_granted(places.site, identity)
        except GrantError as error:
            if must_sign_in:
                raise
            return cls._open_official(file, places, sign_in_error=error, is_signed_in=True)
        if must_sign_in and not granted and not is_registered(places.site, identity):
            raise NotGrantedError
        today = (now or datetime.now(UTC)).date()
        granted = hold_to_standing(places.site, identity, granted, today)
        return cls._unseal(file, places, granted)

    @classmethod
    def open_as(cls, path: Path | None, places: Places, granted: Granted) -> Session:
        """Open a catalogue file as somebody has it who holds some keys and no others.

        For a reader who is signed in and wants to see what others see; their own session
        hands the keys over.

        Raises:
            CatalogueError: The file is missing, foreign, damaged or too new.
            UnsignedCatalogueError: There are keys, but nothing vouches for the file.
        """
        file = CatalogueFile.read(path, places.site)
        if not granted:
            return cls._open_official(file, places)
        file.verify_takes_identities()
        return cls._unseal(file, places, granted)

    @classmethod
    def _open_official(
        cls,
        file: CatalogueFile,
        places: Places,
        *,
        sign_in_error: AdvisorError | None = None,
        is_signed_in: bool = False,
    ) -> Session:
        joined = _join([file.official], places, {})
        return cls(
            Catalogue([file.official, *(joined.sections if joined else ())]),
            file.trust,
            places,
            file=file,
            sign_in_error=sign_in_error,
            is_signed_in=is_signed_in,
            joined=joined,
        )

    @classmethod
    def _unseal(cls, file: CatalogueFile, places: Places, granted: Granted) -> Session:
        from advisor.unsealing import NothingOpenedError, open_sections  # noqa: PLC0415

        slots = read_sealed(file.data, file.name, is_checked=True)  # as its OFFICIAL part was read
        found = open_sections(file.official, slots, granted)
        joined = _join(found.sections, places, found.usable)
        more = joined.keys if joined else {}
        error = None if more and isinstance(found.error, NothingOpenedError) else found.error
        return cls(
            Catalogue([*found.sections, *(joined.sections if joined else ())]),
            file.trust,
            places,
            file=file,
            sign_in_error=error,
            keys={**more, **found.keys},
            granted=found.usable,
            segments=(*found.segments, *(joined.segments if joined else ())),
            is_signed_in=True,
            joined=joined,
        )

    @cached_property
    def index(self) -> SearchIndex:
        """The search index over what was opened; made when first asked for."""
        official, *others = self.catalogue.segments
        opened, self._segments = self._segments, None
        segments = map(Segment.from_bytes, others) if opened is None else opened
        return SearchIndex(
            [Segment.from_bytes(official), *segments],
            msgspec.to_builtins(self.catalogue.thesaurus),
        )

    @cached_property
    def advisor(self) -> Advisor:
        """The advisor over the rules that were opened; made when first asked for."""
        others = Kind.PROCEDURE, Kind.AUTHORISATION
        alternatives = self._values_of("alternatives", Kind.CAPABILITY, *others)
        return Advisor(
            self.catalogue.facts,
            self._values_of("access", Kind.CAPABILITY),
            alternatives,
            others=self._values_of("access", *others),
        )

    def keys_within(self, clearance: Clearance) -> Granted:
        """Return the keys of the labels that are open and that a clearance dominates, by label."""
        return {
            label: (key, *self._granted[label])
            for label, key in self.keys.items()
            if clearance.dominates(label)
        }

    def _values_of(self, part: str, *kinds: Kind) -> dict[str, Any]:
        """Return what the entries of some kinds say in one part, by id; of those that do."""
        found: dict[str, Any] = {}
        for kind in kinds:
            found |= self.catalogue.values_of(part, kind)
        return found

    @property
    def where(self) -> Whereabouts:
        """Where the user said they work; nowhere, where this catalogue has no such place."""
        region, force = self.settings.region, self.settings.force
        if not self.directory.is_place(region, "region"):
            return Whereabouts()
        return Whereabouts(region, force if self.directory.is_place(force, "force") else None)

    @property
    def is_place_plain(self) -> bool:
        """Whether the reader's region and force may stand in a plain file: both are OFFICIAL ones.

        A place that this catalogue does not have, such as one that a draft named before a
        release took it away, may have been restricted.
        """
        named = {"region": self.settings.region, "force": self.settings.force}
        return all(
            self.plain_directory.is_place(name, kind) for kind, name in named.items() if name
        )

    def plain_settings(self) -> UserSettings:
        """Return what of the reader's choices may stand in a file that is not sealed.

        Nothing that was read while signed in, and no name of a place that is itself above
        OFFICIAL: ``advisor.draft_box`` keeps those.
        """
        if not self.is_signed_in:
            return self.settings
        before, chosen = load_settings(self.places.home), self.settings
        is_plain = self.is_place_plain
        return msgspec.structs.replace(
            chosen,
            recent=before.recent,
            favourites=before.favourites,
            searches=(),
            region=chosen.region if is_plain else before.region,
            force=chosen.force if is_plain else before.force,
        )

    @cached_property
    def plain_directory(self) -> Directory:
        """Whom to ring as the OFFICIAL tier has it: whose places a plain file may name."""
        return Directory(self.catalogue.official)

    def reload_contacts(self) -> None:
        """Read the site's contacts again, after they were changed."""
        self.unsigned_contacts, self.contacts_error = find_contacts(self.places.site, self._place)
        signed = self.joined.contacts if self.joined else ()
        shown = merge(self.unsigned_contacts, signed) if self.policy.unsigned_contacts else signed
        self.directory = Directory(self.catalogue, shown)

    @property
    def additions_problems(self) -> tuple[AdvisorError, ...]:
        """Why some of what the site adds is not shown, for whoever administers it."""
        return self.joined.problems if self.joined else ()

    def _place(self, contact: LocalContact) -> tuple[LocalContact, list[Mistake]]:
        """Return a local contact with ids for its region and force, and what is wrong with them.

        What is wrong with a plain file is said in words that may stand in one.
        """
        is_plain = self.clearance.label == OFFICIAL
        return (self.directory if is_plain else self.plain_directory).place(contact)

    @cached_property
    def glossary(self) -> Glossary:
        """What explains terms and acronyms in texts; made when first asked for."""
        return Glossary(self.catalogue)

    @cached_property
    def finder(self) -> EntryFinder:
        """What finds entries; made when first asked for."""
        return EntryFinder(self.catalogue, lambda: self.index)

    @property
    def facets(self) -> Facets:
        """What results can be narrowed by."""
        return self.finder.facets

    def search(
        self,
        query: str,
        *,
        kind: str | None = None,
        threat: str | None = None,
        limit: int = 50,
        chosen: Chosen | None = None,
        is_exact: bool = False,
    ) -> SearchPage:
        """Return the entries that answer a query, best first; see ``EntryFinder.search``."""
        return self.finder.search(
            query, kind=kind, threat=threat, limit=limit, chosen=chosen, is_exact=is_exact
        )

    def passages(self, result: Result, limit: int = 3) -> tuple[Passage, ...]:
        """Return the passages of an entry that best show why it was found, one of a portion."""
        return self.finder.passages(result, limit)

    def snippet(self, result: Result) -> str:
        """Return the passage of an entry that best shows why it was found."""
        return next((passage.text for passage in self.passages(result, 1)), "")

    def survey(
        self, answers: Answers, description: str = "", skipped: Collection[str] = ()
    ) -> Survey:
        """Return where every capability stands, and what to ask next.

        Args:
            answers: What is known.
            description: The case in the reader's own words, which a search is made for.
            skipped: Facts that the reader does not want to be asked now.

        Raises:
            UsageError: An answer is to no question, or is not one that it takes.
        """
        words: dict[str, float] = {}
        if description.strip():
            most = len(self.advisor.capabilities)
            kind = Kind.CAPABILITY.value
            found = self.index.search(description, kind=kind, limit=most)
            words = {result.entry_id: result.score for result in found.results}
        return self.advisor.survey(answers, words, skipped)

    def authority_of(self, prerequisite: PrerequisiteAdvice) -> Authority | None:
        """Return the row of the table of authorities that explains something to obtain.

        ``None`` where it names none, or one that this reader may not see.
        """
        entry = prerequisite.entry
        if entry is None or entry not in self.catalogue:
            return None
        found = self.catalogue.entry(entry).find("authority")
        return found if isinstance(found, Authority) else None

    def check(self, capability: str, answers: Answers) -> Advice:
        """Return whether and how something can be had, as far as the answers tell.

        Args:
            capability: Id of an entry with access rules: a capability, an authorisation or a
                procedure.
            answers: What is known.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            UsageError: The entry has no access rules.
        """
        self.verify_can_check(capability)
        return self.advisor.check(capability, answers)

    def verify_can_check(self, entry_id: str) -> None:
        """Verify that an entry is there and has access rules.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            UsageError: The entry has no access rules.
        """
        head = self.catalogue.head(entry_id)
        if not self.can_check(head.id):
            raise UsageError(
                f"“{head.id}” is {with_article(head.kind)} that has no access rules to check.",
                hint=f"Read it with: advisor show {head.id}",
            )

    def can_check(self, entry_id: str) -> bool:
        """Say whether an entry is there, with access rules that this reader may see."""
        return self.advisor.has_rules(entry_id)

    def needed_by(self) -> dict[str, tuple[str, ...]]:
        """Return what this reader may check that needs an answer: ids of entries, by fact."""
        needing: dict[str, list[str]] = {fact.name: [] for fact in self.catalogue.facts}
        for head in self.catalogue.heads:
            if self.can_check(head.id):
                for name in self.advisor.facts_of(head.id):
                    needing[name].append(head.id)
        return {name: tuple(entries) for name, entries in needing.items()}

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


def _of_open_labels(keys: Mapping[Label, Identity], granted: Granted) -> tuple[Identity, ...]:
    """Return the key of each label that is open, and every other key of the same labels."""
    earlier = (key for label in keys for key in granted.get(label, ()))
    by_public = {key.recipient.text: key for key in (*keys.values(), *earlier)}
    return tuple(by_public.values())


def _join(sections: Sequence[Section], places: Places, granted: Granted) -> Joined | None:
    """Return what the site adds to some sections; ``None`` where it adds nothing."""
    if not additions_path(places.site).is_dir():
        return None
    from advisor.people.joining import join_additions  # noqa: PLC0415 - few sites add anything

    policy = load_policy(places.site)
    return join_additions(Catalogue(sections), places.site, policy, granted)
