"""The catalogue that is open: the file that was named, the site's release, or the bundled one.

What was checked is what is opened, whatever happens to the file meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.catalogue.errors import CatalogueError
from advisor.catalogue.section import Section
from advisor.catalogue.store import read_file, read_official
from advisor.catalogue.trust import Trust, digest, judge_digest, verify_trusted
from advisor.catalogue.wording import say_date
from advisor.errors import AdvisorError
from advisor.resources import bundled_catalogue

if TYPE_CHECKING:
    from advisor.signing.opening import SignedRelease

_NAME = "catalogue.db"


class OtherReleaseError(AdvisorError):
    """Another release is open than the one that the site uses.

    Args:
        refused: The number of the one that should be open, if that is known.
        opened: The number of the one that is; the bundled catalogue, where ``None``.
        reason: What is wrong with the one that should be open.
    """

    def __init__(self, refused: int | None, opened: int | None, reason: str) -> None:
        should = f"Release {refused} of this site" if refused else "The release of this site"
        instead = f"Release {opened}" if opened else "The catalogue that came with the application"
        super().__init__(
            f"{should} cannot be opened. {reason} {instead} is open instead, and was checked.",
            hint="Have your administrator import the newest release again.",
        )


@dataclass(frozen=True)
class Origin:
    """Where a catalogue was read from, for another process to read the same.

    Attributes:
        path: The file that was named; ``None`` where the site's release or the bundled one was
            wanted.
        digest: Its SHA-256 as it was read.
    """

    path: Path | None
    digest: str


@dataclass(frozen=True)
class CatalogueFile:
    """A catalogue file as it was read, and how far it can be relied on.

    Attributes:
        name: Its name.
        data: All of it.
        trust: How far it can be relied on.
        official: What anybody can read of it.
        words: Who vouches for it, to stand in a status bar.
        origin: Where it was read from; ``None`` where it is compared with what is.
        release_error: Why it is another one than the site's release, or why somebody could make it
            one; ``None`` where neither is so.
    """

    name: str
    data: bytes = field(repr=False)
    trust: Trust
    official: Section = field(repr=False)
    words: str
    origin: Origin | None = None
    release_error: AdvisorError | None = None

    @classmethod
    def read(cls, path: Path | None, site: Path) -> CatalogueFile:
        """Read a catalogue file.

        Args:
            path: The file; where ``None``, the site's release, and the bundled one where it
                never imported any or none of them can be relied on.
            site: The site folder.

        Raises:
            CatalogueError: The file is missing, foreign, damaged or too new.
        """
        if path is None:
            return cls._read_release(site)
        return cls._read(path, site, Origin(path, ""))

    @classmethod
    def _read(
        cls, path: Path, site: Path, asked: Origin, error: AdvisorError | None = None
    ) -> CatalogueFile:
        data = read_file(path)
        origin = Origin(asked.path, digest(data))
        trust = judge_digest(origin.digest, site)
        official = read_official(data, path.name)
        return cls(path.name, data, trust, official, trust.value, origin, error)

    @classmethod
    def _read_bundled(cls, site: Path, error: AdvisorError | None = None) -> CatalogueFile:
        return cls._read(bundled_catalogue(), site, Origin(None, ""), error)

    @classmethod
    def _read_release(cls, site: Path) -> CatalogueFile:
        if not (site / "releases").exists():  # most sites import none: nothing is loaded for it
            return cls._read_bundled(site)
        from advisor.signing.errors import RefusedReleaseError  # noqa: PLC0415
        from advisor.signing.opening import open_release  # noqa: PLC0415 - loads TUF
        from advisor.signing.shelf import Shelf  # noqa: PLC0415

        opened = open_release(site)
        if opened is None:
            return cls._read_bundled(site)
        release = opened.release
        error: AdvisorError | None = None
        if opened.refusal is not None:
            number = release.number if release else None
            error = OtherReleaseError(opened.refused, number, opened.refusal.value[0])
        if release is None:
            return cls._read_bundled(site, error)
        try:
            Shelf(site).verify_not_exposed()
        except RefusedReleaseError as exposed:
            error = error or exposed
        try:
            found = cls.of_release(release, error)
        except CatalogueError as fault:  # signed, but written by a newer version
            error = OtherReleaseError(release.number, None, fault.message)
            return cls._read_bundled(site, error)
        return replace(found, origin=Origin(None, digest(found.data)))

    @classmethod
    def of_release(
        cls,
        release: SignedRelease,
        release_error: AdvisorError | None = None,
        official: Section | None = None,
    ) -> CatalogueFile:
        """Return the catalogue of a release that verified.

        Args:
            release: The release.
            release_error: Why it is another one than the site's release, if it is.
            official: What anybody can read of it, where it was read already.

        Raises:
            CatalogueError: It is damaged, or too new.
        """
        official = official or read_official(release.data, _NAME)
        words = f"signed by {len(release.signers)} of {release.keys}"
        if release.expires < datetime.now(UTC):
            words += f", out of date since {say_date(release.expires.date())}"
        return cls(_NAME, release.data, Trust.RELEASE, official, words, None, release_error)

    def verify_takes_identities(self) -> None:
        """Verify that an identity may be used on it, before anybody unlocks one.

        Raises:
            UnsignedCatalogueError: Nothing vouches for it.
        """
        verify_trusted(self.trust)
