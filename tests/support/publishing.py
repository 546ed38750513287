"""A publisher whose keys stand in memory, and a site that imports what it publishes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest

from advisor.audit.record import Details, Kind, Outcome
from advisor.journal import Journal
from advisor.releases.building import to_file
from advisor.releases.importing import ImportWork, apply_release, roll_back
from advisor.settings import Places
from advisor.signing import package
from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.key import PublicKey, PublisherKey
from advisor.signing.manifest import Facts, Manifest, ReleaseFile
from advisor.signing.opening import SignedRelease
from advisor.signing.root import RootOfTrust, create_root
from advisor.signing.shelf import Shelf
from tests.support.builders import make_entry, make_section

NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = NOW.date()
NEXT_YEAR, LAST_YEAR = TODAY + timedelta(days=365), TODAY - timedelta(days=365)


def keys(letters: str) -> tuple[PublisherKey, ...]:
    """Return a key for each letter, the same whenever one asks."""
    return tuple(
        PublisherKey(hashlib.sha256(letter.encode()).digest(), f"Publisher {letter}")
        for letter in letters
    )


@cache
def catalogue(number: int, entries: int = 1) -> bytes:
    """Return a catalogue file of a release that holds so many entries."""
    section = make_section([make_entry(f"unit-{at}") for at in range(entries)])
    release = msgspec.structs.replace(section.release, release=number)
    return to_file([replace(section, release=release)])


class Publisher:
    """Two of three, unless somebody says otherwise."""

    def __init__(self, letters: str = "ABC", threshold: int = 2) -> None:
        self.keys = keys(letters)
        self.threshold = threshold
        self.root = self._sign(self.create_root())

    def create_root(
        self, held: Sequence[PublisherKey] | None = None, after: RootOfTrust | None = None,
        expires_on: date = NEXT_YEAR,
    ) -> RootOfTrust:  # fmt: skip
        public = [key.public for key in held or self.keys]
        return create_root(public, threshold=self.threshold, expires_on=expires_on, after=after)

    def _sign(
        self, root: RootOfTrust, signers: Iterable[PublisherKey] | None = None
    ) -> RootOfTrust:
        for key in self.keys if signers is None else signers:
            root = root.signed_with(key)
        return root

    def rotate(self, letters: str, signers: Iterable[PublisherKey] | None = None) -> None:
        """Replace the keys; signed by all old and new ones, unless somebody says otherwise."""
        new = keys(letters)
        both = {key.public.raw: key for key in (*self.keys, *new)}.values()
        root = self.create_root(new, after=self.root)
        self.root = self._sign(root, both if signers is None else signers)
        self.keys = new

    def file(
        self,
        number: int,
        *,
        signers: Iterable[PublisherKey] | None = None,
        content: bytes | None = None,
        issued: date = TODAY,
        expires_on: date = NEXT_YEAR,
        floor: int = 0,
    ) -> ReleaseFile:
        """Return a release, signed by as many as it takes."""
        data = catalogue(number) if content is None else content
        facts = Facts(release=number, issued=issued, rollback_floor=floor)
        manifest = Manifest.create(data, facts, expires_on)
        for key in self.keys[: self.threshold] if signers is None else signers:
            manifest = manifest.signed_with(key, self.root.last)
        return ReleaseFile(self.root, manifest, data)

    def release(self, number: int, **options: object) -> bytes:
        """Return the file of a release."""
        return self.file(number, **options).to_bytes()

    @property
    def public(self) -> list[PublicKey]:
        return [key.public for key in self.keys]


class Recorder(Journal):
    """Keeps what is recorded, and may refuse to."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[Kind, Details]] = []
        self.failure: Exception | None = None

    def _record(self, kind: Kind, details: Details) -> None:
        if self.failure is not None:
            raise self.failure
        self.told.append((kind, details))


@dataclass
class Terminal:
    """A site that imports releases, with a clock of its own.

    Attributes:
        folder: Where everything of it is.
        trust: The fingerprint that a person has compared; taken at the first import.
    """

    folder: Path
    trust: str | None = None
    now: datetime = NOW
    journal: Recorder = field(default_factory=Recorder)

    @property
    def places(self) -> Places:
        return Places(self.folder / "site", self.folder / "home")

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.places.site)

    def work(self, **options: object) -> ImportWork:
        trust = None if self.shelf.load() else self.trust
        usual = {"journal": self.journal, "now": self.now, "trusted_fingerprint": trust}
        return ImportWork(self.places, **{**usual, **options})

    def put(self, data: bytes) -> Path:
        """Return the stick's file that holds a release."""
        path = self.folder / "stick.release"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def take(self, data: bytes, **options: object) -> SignedRelease:
        """Import a release."""
        return apply_release(self.put(data), self.work(**options))

    def go_back(self, number: int, reason: str = "the newer one is wrong") -> SignedRelease:
        return roll_back(number, reason, self.work())

    def whole(self) -> dict[str, bytes]:
        """Return what every file of the site holds; not the empty file that is locked."""
        site = self.places.site
        return {
            str(path.relative_to(site)): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file() and path.name != "releases.lock"
        }

    def refuses(self, data: bytes | Path, refusal: Refusal, **options: object) -> None:
        """Make sure that a file is refused, recorded as such, and that nothing changed."""
        before, told = self.whole(), len(self.journal.told)
        path = data if isinstance(data, Path) else self.put(data)
        with pytest.raises(RefusedReleaseError) as caught:
            apply_release(path, self.work(**options))
        assert caught.value.refusal is refusal
        says_no_path(caught.value, self.folder)
        assert self.whole() == before
        ((kind, details),) = self.journal.told[told:]
        assert (kind, details.outcome) == (Kind.IMPORT, Outcome.REFUSED)


def says_no_path(error: RefusedReleaseError, folder: Path) -> None:
    """Make sure that what a reader is told is ours, and names no place."""
    said = f"{error.message} {error.hint}"
    assert said == " ".join(error.refusal.value)
    assert str(folder) not in said
    assert error.__cause__ is None


def with_members(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a release file whose members somebody changed, with checksums that fit."""
    members = read_members(data)
    change(members)
    return package.pack(members)


def read_members(data: bytes) -> dict[str, bytes]:
    """Return the members of a release file; for tests, from memory."""
    members, at = {}, 0
    while data[at : at + 4] == b"PK\3\4":
        size = int.from_bytes(data[at + 22 : at + 26], "little")
        name = int.from_bytes(data[at + 26 : at + 28], "little")
        start = at + 30 + name
        members[data[at + 30 : start].decode()] = data[start : start + size]
        assert zlib.crc32(data[start : start + size]) == int.from_bytes(
            data[at + 14 : at + 18], "little"
        )
        at = start + size
    return members
