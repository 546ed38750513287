"""Verifying a release file against what a site trusts, with the client of TUF.

The client works on a copy of the trusted metadata in a scratch folder of its own, which is
thrown away; nothing else is written. It reads the parts of the release from memory, each as it
was read once. Importing this module loads ``urllib3`` and with it ``socket``, as the client
does by itself; nothing ever connects. So only what handles a release imports it.

What TUF does not do stands here too:
 * Keys are counted by what they are, not by their names (``root.py``).
 * The release has a number inside what is signed, which never falls.
 * The latest day of issue that was seen is remembered, and a clock behind it is noticed; so is
   one that is behind the day of issue of the release itself.
 * Below a floor that is part of the application nothing is taken.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import IO

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from advisor.catalogue.progress import Progress, tell_nobody
from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.floor import RELEASE_FLOOR
from advisor.signing.manifest import ReleaseFile
from advisor.signing.opening import PARTS, ROOT_FILE, SignedRelease, read_manifest, to_signed
from advisor.signing.package import MAX_METADATA_BYTES, TARGET, open_package
from advisor.signing.root import MAX_ROOT_BYTES, MAX_ROOTS, Link, RootOfTrust
from advisor.signing.shelf import Installed, Shelf, folder_name, release_of

_ADDRESS = "release:///"
#: How far a clock may be behind the last day of issue: time zones, and a little more.
_PATIENCE = timedelta(days=1)
_SAYS: tuple[tuple[type[Exception], Refusal], ...] = (
    (UnsignedMetadataError, Refusal.TOO_FEW_SIGNATURES),
    (ExpiredMetadataError, Refusal.EXPIRED),
    (BadVersionNumberError, Refusal.OLDER),
    (LengthOrHashMismatchError, Refusal.ALTERED),
    (DownloadLengthMismatchError, Refusal.ALTERED),
    (DownloadHTTPError, Refusal.MISSING_PART),
)


@dataclass(frozen=True)
class Base:
    """What a release is verified against.

    Attributes:
        shelf: The site's releases.
        anchor: The link of the root of trust to begin at.
        installed: Which release is open; ``None`` where none was ever imported.
        remembers: Whether what is kept of the newest release can be read. Where not, its number
            alone counts, as if what is kept had been deleted: an import mends it.
        forgives_clock: Whether a clock that is behind is put right by the last day of issue,
            as the site's policy says, rather than refused.
    """

    shelf: Shelf
    anchor: Link
    installed: Installed | None
    remembers: bool = True
    forgives_clock: bool = False


@dataclass(frozen=True)
class VerifiedFile:
    """A release file that may be imported.

    Attributes:
        release: The release.
        name: The folder that it is kept in.
        files: What is kept of it.
        is_clock_behind: Whether the clock is behind, which the policy forgave.
    """

    release: SignedRelease
    name: str
    files: Mapping[str, bytes]
    is_clock_behind: bool


def read_release_file(path: Path, progress: Progress = tell_nobody) -> ReleaseFile:
    """Read a release file whole; who signed what is not looked at.

    Args:
        path: The file.
        progress: Told how much is read. Raising from there stops it.

    Raises:
        RefusedReleaseError: It is not one.
    """
    with open_package(path, progress) as package:
        return ReleaseFile.read(package)


def verify_file(file: ReleaseFile, base: Base, scratch: Path, now: datetime) -> VerifiedFile:
    """Verify a release file against what a site trusts.

    Args:
        file: The file, as it was read.
        base: What it is verified against.
        scratch: An empty folder; what is in it afterwards is of no use.
        now: The time, in UTC.

    Raises:
        RefusedReleaseError: It may not be imported.
        OSError: The scratch folder cannot be written.
    """
    root = file.root.from_anchor(base.anchor)
    file.manifest.verify_signed(root.last)
    file.manifest.verify_catalogue(file.catalogue)
    is_behind = _verify_days(file, base, root, now)
    _verify_number(file, base)
    _update(file, base, root, scratch)
    parts = {PARTS[role]: data for role, data in file.manifest.to_files().items()}
    is_newer = base.anchor.version > file.root.last.version
    kept = root if is_newer else file.root  # whole, for an application that pins an older link
    files = {TARGET: file.catalogue, ROOT_FILE: kept.to_bytes(), **parts}
    release = to_signed(file.manifest, root.last, file.catalogue)
    name = folder_name(release.number, file.manifest.version)
    return VerifiedFile(release, name, files, is_behind)


def _verify_days(file: ReleaseFile, base: Base, root: RootOfTrust, now: datetime) -> bool:
    """Verify that a release has not expired, and tell whether the clock is behind.

    Raises:
        RefusedReleaseError: It has, or the clock is behind and the policy does not forgive it.
    """
    issued = file.manifest.facts.issued
    seen = max(issued, base.installed.issued) if base.installed else issued
    latest = datetime.combine(seen, time(), UTC)
    is_behind = now + _PATIENCE < latest
    if is_behind and not base.forgives_clock:
        raise RefusedReleaseError(Refusal.CLOCK_BEHIND)
    at_least = max(now, latest)
    if file.manifest.is_expired(at_least) or root.last.expires < at_least:
        raise RefusedReleaseError(Refusal.EXPIRED)
    return is_behind


def _verify_number(file: ReleaseFile, base: Base) -> None:
    """Verify that a release is at least as new as every one before.

    Raises:
        RefusedReleaseError: It is older, or another one of the same number.
    """
    number = file.manifest.facts.release
    if number < RELEASE_FLOOR:
        raise RefusedReleaseError(Refusal.BELOW_FLOOR)
    if base.installed is None:
        return
    newest = release_of(base.installed.newest)
    if number < newest:
        raise RefusedReleaseError(Refusal.OLDER)
    if number > newest or not base.remembers:
        return
    before = read_manifest(base.shelf, base.installed.newest)
    if before.sha256 != file.manifest.sha256:
        raise RefusedReleaseError(Refusal.OTHER_CONTENT)


def _update(file: ReleaseFile, base: Base, root: RootOfTrust, scratch: Path) -> None:
    """Have the client of TUF take the release over what the site trusted before.

    Raises:
        RefusedReleaseError: It does not.
        OSError: The scratch folder cannot be written.
    """
    _lay_out(base, scratch)
    config = UpdaterConfig(
        max_root_rotations=MAX_ROOTS,
        root_max_length=MAX_ROOT_BYTES,
        timestamp_max_length=MAX_METADATA_BYTES,
        snapshot_max_length=MAX_METADATA_BYTES,
        targets_max_length=MAX_METADATA_BYTES,
    )
    address = f"{_ADDRESS}metadata/"
    try:
        updater = Updater(
            str(scratch),
            address,
            fetcher=_FromMemory(file.to_members()),
            config=config,
            bootstrap=base.anchor.data,
        )
        updater.refresh()
        target = updater.get_targetinfo(TARGET)
        last = (scratch / "root_history" / f"{root.last.version}.root.json").read_bytes()
    except (RepositoryError, DownloadError) as error:
        found = (refusal for kind, refusal in _SAYS if isinstance(error, kind))
        raise RefusedReleaseError(next(found, Refusal.ALTERED)) from None
    if target != file.manifest.target or last != root.last.data:
        raise RefusedReleaseError(Refusal.ALTERED)


def _lay_out(base: Base, scratch: Path) -> None:
    """Write what the site trusts into a folder, as the client of TUF has it.

    Raises:
        RefusedReleaseError: It is not as it was left.
        OSError: The folder cannot be written.
    """
    if base.installed is None or not base.remembers:
        return
    shelf, newest = base.shelf, base.installed.newest
    known = RootOfTrust.parse(shelf.read(newest, ROOT_FILE)).from_anchor(base.anchor)
    history = scratch / "root_history"
    history.mkdir()
    for link in known.links:
        (history / f"{link.version}.root.json").write_bytes(link.data)
    for part in PARTS.values():
        (scratch / part).write_bytes(shelf.read(newest, part))


class _FromMemory(FetcherInterface):
    """Hands the client the parts of one release, which are in memory."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = members

    def _fetch(self, url: str) -> Iterator[bytes]:
        data = self._members.get(url.removeprefix(_ADDRESS))
        if data is None:
            raise DownloadHTTPError("there is no such part", 404)
        return iter((data,))

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """Yield a part as a file; in memory, where the parent class takes a temporary one."""
        data = b"".join(self.fetch(url))
        if len(data) > max_length:
            raise DownloadLengthMismatchError("longer than it may be")
        yield io.BytesIO(data)
