"""Opening the release that a site uses: at every start, before an entry shows.

From the root of trust that is pinned, over the newest one that the site knows, to what was signed
of the release, to the hash of its catalogue and its number. It needs no clock: a release that has
expired stays readable, and says so.

Rules that this module keeps:
 * Whatever is wrong with a release, it is refused whole.
 * Whatever is wrong, somebody still reads something: of the kept releases the newest that
   verifies, else the bundled catalogue. They are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from advisor.signing.errors import NotARootError, Refusal, RefusedReleaseError
from advisor.signing.floor import RELEASE_FLOOR
from advisor.signing.key import PublicKey
from advisor.signing.manifest import Manifest
from advisor.signing.package import TARGET
from advisor.signing.root import Link, RootOfTrust
from advisor.signing.shelf import Installed, Shelf, release_of

#: The files of what was signed of a release, by the names of their roles.
PARTS = {"targets": "targets.json", "snapshot": "snapshot.json", "timestamp": "timestamp.json"}
ROOT_FILE = "root.json"


@dataclass(frozen=True)
class SignedRelease:
    """A release that verified.

    Attributes:
        number: Its number.
        issued: The day on which it was issued.
        expires: Until when it may be imported; it can be read for ever.
        signers: Whose keys signed it.
        keys: How many keys there are.
        threshold: How many of them it takes.
        data: The catalogue.
    """

    number: int
    issued: date
    expires: datetime
    signers: tuple[PublicKey, ...]
    keys: int
    threshold: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """What a site reads.

    Attributes:
        release: The release; the bundled catalogue, where ``None``.
        refused: The number of the release that should be open, where that was refused.
        refusal: Why it was.
    """

    release: SignedRelease | None
    refused: int | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Trusted:
    """What a site trusts now.

    Attributes:
        root: The root of trust, from the pinned link on.
        floor: The lowest release that may be open.
    """

    root: RootOfTrust
    floor: int = RELEASE_FLOOR

    @property
    def link(self) -> Link:
        """The newest link, whose keys count."""
        return self.root.last


def find_anchor(site: Path, installed: Installed | None) -> Link | None:
    """Return the link of a root of trust that is pinned here; ``None`` for none.

    The one that was put into the application counts before one in a file of the site, and that
    before one that a person confirmed when they imported the first release.

    Args:
        site: The site folder.
        installed: Which release is open, as its shelf says.

    Raises:
        RefusedReleaseError: What is pinned is no root of trust.
    """
    try:
        data = Shelf(site).read_root_pin()
        if data is not None:
            found = RootOfTrust.parse(data)
            found.verify()
            return found.last
    except NotARootError:
        raise RefusedReleaseError(Refusal.DAMAGED_STATE) from None
    return Link.parse(installed.anchor.encode()) if installed and installed.anchor else None


def find_pinned(site: Path) -> Link | None:
    """Return the newest link that a site trusts, as far as that can be told.

    Args:
        site: The site folder.
    """
    try:
        trusted = find_trusted(site, Shelf(site).load())
    except RefusedReleaseError:
        return None
    return trusted.link if trusted else None


def find_trusted(site: Path, installed: Installed | None) -> Trusted | None:
    """Return what a site trusts now; ``None`` where it trusts nobody yet.

    Args:
        site: The site folder.
        installed: Which release is open, as its shelf says.

    Raises:
        RefusedReleaseError: What it remembers is not as it was left.
    """
    anchor = find_anchor(site, installed)
    if anchor is None:
        return None
    root = RootOfTrust((anchor,))
    if installed is None:
        return Trusted(root)
    shelf = Shelf(site)
    try:
        newest = RootOfTrust.parse(shelf.read(installed.newest, ROOT_FILE))
    except NotARootError:
        raise RefusedReleaseError(Refusal.DAMAGED_STATE) from None
    trusted = Trusted(newest.from_anchor(anchor))
    manifest = read_manifest(shelf, installed.newest)
    manifest.verify_signed(trusted.link)
    return Trusted(trusted.root, max(RELEASE_FLOOR, manifest.facts.rollback_floor))


def read_manifest(shelf: Shelf, name: str) -> Manifest:
    """Return what was signed of a release that is kept; it proves nothing yet.

    Raises:
        RefusedReleaseError: It is not there, or not of our form.
    """
    return Manifest.parse({role: shelf.read(name, part) for role, part in PARTS.items()})


def verify_kept(shelf: Shelf, name: str, trusted: Trusted) -> SignedRelease:
    """Verify a release that is kept, and return it.

    Args:
        shelf: The site's releases.
        name: The folder of the release.
        trusted: What the site trusts now.

    Raises:
        RefusedReleaseError: It is not what the publisher's current keys signed, or too old.
    """
    manifest = read_manifest(shelf, name)
    manifest.verify_signed(trusted.link)
    if manifest.facts.release != release_of(name):
        raise RefusedReleaseError(Refusal.MISLABELLED)
    if manifest.facts.release < RELEASE_FLOOR:
        raise RefusedReleaseError(Refusal.BELOW_FLOOR)
    if manifest.facts.release < trusted.floor:
        raise RefusedReleaseError(Refusal.BELOW_ROLLBACK_FLOOR)
    data = shelf.read(name, TARGET)
    manifest.verify_catalogue(data)
    return to_signed(manifest, trusted.link, data)


def to_signed(manifest: Manifest, link: Link, data: bytes) -> SignedRelease:
    """Return a release whose signatures and catalogue were verified."""
    facts = manifest.facts
    signers = manifest.find_signers(link)
    return SignedRelease(
        facts.release,
        facts.issued,
        manifest.expires,
        signers,
        len(link.keys),
        link.threshold,
        data,
    )


def open_release(site: Path) -> Opened | None:
    """Open the release that a site uses; ``None`` where it never imported any.

    Args:
        site: The site folder.
    """
    shelf = Shelf(site)
    number: int | None = None
    try:
        installed = shelf.load()
        if installed is None:
            return None
        number = release_of(installed.current)
        trusted = find_trusted(site, installed)
    except RefusedReleaseError as error:
        return Opened(None, number, error.refusal)
    if trusted is None:
        return Opened(None, number, Refusal.NO_PUBLISHER)
    try:
        return Opened(verify_kept(shelf, installed.current, trusted))
    except RefusedReleaseError as error:
        instead = next(_find_others(shelf, installed, trusted), None)
        return Opened(instead, number, error.refusal)


def _find_others(shelf: Shelf, installed: Installed, trusted: Trusted) -> Iterator[SignedRelease]:
    """Yield the other kept releases that verify, newest first."""
    for name in shelf.kept(installed):
        if name != installed.current:
            try:
                yield verify_kept(shelf, name, trusted)
            except RefusedReleaseError:
                continue
