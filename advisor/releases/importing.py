"""Importing a release at a site, going back to an earlier one, and what was done when.

Rules that this module keeps:
 * One at a time changes a site's releases. Readers go on with what they have.
 * Everything is verified before anything is written, written before it is recorded, and recorded
   before it takes effect. One small file that is replaced as a whole decides; whatever happens
   before leaves the old release open, whatever after it the new one.
 * A refusal changes nothing, and is recorded too.
 * Nothing is printed here, and whoever waits can stop it: by raising from ``progress``.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from advisor.audit.record import Kind, Outcome
from advisor.catalogue.errors import CatalogueError
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.section import Section
from advisor.catalogue.store import read_official
from advisor.catalogue_file import CatalogueFile
from advisor.errors import say_reason
from advisor.exclusive import alone
from advisor.journal import Journal
from advisor.people.recording import find_account
from advisor.policy import Policy, load_policy
from advisor.settings import Places
from advisor.signing.errors import Refusal, RefusedReleaseError, ReleaseError
from advisor.signing.fingerprint import normalise
from advisor.signing.manifest import ReleaseFile
from advisor.signing.opening import SignedRelease, find_anchor, find_trusted, verify_kept
from advisor.signing.root import Link, RootOfTrust
from advisor.signing.shelf import Deed, Done, Installed, Shelf, release_of, throw_away
from advisor.signing.updating import Base, VerifiedFile, read_release_file, verify_file

MAX_REASON = 200
_LOCK = "releases.lock"
_CHECKING, _WRITING = "Checking the release", "Writing the release"
_CHECKS = 3

Clock = Callable[[], datetime]


class BusyReleasesError(ReleaseError):
    """Somebody else imports a release at this site."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else is changing the releases of this site.",
            hint="Nothing was changed. Try again when they have finished.",
        )


class ReleasesNotWritableError(ReleaseError):
    """The site folder cannot be written.

    Args:
        error: What the system said.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The release could not be written: {say_reason(error)}.",
            hint="Nothing was changed. Free space, or ask who administers this folder.",
        )


class OpenAlreadyError(ReleaseError):
    """The release is open already, so there is nothing to do."""

    def __init__(self) -> None:
        super().__init__("This release is open already.", hint="There is nothing to do.")


class OtherFileError(ReleaseError):
    """The file is not the one any more that somebody looked at before they decided."""

    def __init__(self) -> None:
        super().__init__(
            "This file is another one than you looked at.",
            hint="Nothing was changed. Look at it again before you import it.",
        )


class NoReasonError(ReleaseError):
    """Somebody goes back without saying why."""

    def __init__(self) -> None:
        super().__init__(
            "Going back takes a reason, on one line.",
            hint=f"Say why, in at most {MAX_REASON} characters. Everybody at the site can read it.",
        )


@dataclass(frozen=True)
class ImportWork:
    """What an import works with.

    Attributes:
        places: The site and home folders.
        journal: Where it is recorded.
        now: The time, in UTC.
        trusted_fingerprint: What a person compared of a root of trust that this site is to trust
            from now on; ``None`` where it trusts one already.
        progress: Told how far it has come.
        looked_at: The release that somebody has looked at, and no other is to be imported;
            ``None`` where any may be.
    """

    places: Places
    journal: Journal
    now: datetime
    trusted_fingerprint: str | None = None
    progress: Progress = tell_nobody
    looked_at: SignedRelease | None = None

    @property
    def shelf(self) -> Shelf:
        """The site's releases."""
        return Shelf(self.places.site)


@dataclass(frozen=True)
class Preview:
    """A release file that may be imported, and what it would replace.

    Attributes:
        release: The release.
        official: What anybody can read of it.
        current: The number of the release that is open at the site; ``None`` for none.
        open_now: What is open; ``None`` where it cannot be read.
        root: The root of trust that it counts on.
        is_first_trust: Whether this site would trust the publisher from now on.
        is_clock_behind: Whether this computer's clock is behind, which the policy forgives.
        is_state_damaged: Whether what the site keeps of its releases is not as it was left.
    """

    release: SignedRelease
    official: Section
    current: int | None
    open_now: CatalogueFile | None
    root: Link
    is_first_trust: bool
    is_clock_behind: bool
    is_state_damaged: bool

    @property
    def before(self) -> Section | None:
        """What anybody can read of what is open; ``None`` where it cannot be read."""
        return self.open_now.official if self.open_now else None


@dataclass(frozen=True)
class _Found:
    """A release file that was verified, and what it was verified against."""

    verified: VerifiedFile
    official: Section
    base: Base
    is_first_trust: bool


def preview_release(path: Path, work: ImportWork, *, scratch_parent: Path | None = None) -> Preview:
    """Say what a release file is and what it would replace; nothing is changed.

    Args:
        path: The release file.
        work: What it works with.
        scratch_parent: A folder that may be written for a moment; the home folder, where ``None``.

    Raises:
        RefusedReleaseError: It may not be imported.
        ReleasesNotWritableError: There is no room to check it in.
    """
    with _scratch(scratch_parent or work.places.home) as scratch:
        found = _check(path, work, scratch)
    installed = found.base.installed
    current = release_of(installed.current) if installed else None
    verified = found.verified
    link = RootOfTrust.parse(verified.files["root.json"]).last
    return Preview(
        verified.release,
        found.official,
        current,
        _read_current(work.places.site),
        link,
        found.is_first_trust,
        verified.is_clock_behind,
        not found.base.remembers,
    )


def apply_release(path: Path, work: ImportWork) -> SignedRelease:
    """Import a release file: verify it, write it, record it, open it.

    Args:
        path: The release file.
        work: What it works with.

    Raises:
        RefusedReleaseError: It may not be imported; that was recorded, and nothing changed.
        OpenAlreadyError: It is open.
        OtherFileError: It is not what was looked at.
        BusyReleasesError: Somebody else is at it.
        ReleasesNotWritableError: The site folder cannot be written; nothing was changed.
        AuditError: It could not be recorded; nothing was changed.
        CancelledError: ``work.progress`` raised it; nothing was changed.

    Returns:
        The release that is open now.
    """
    with _alone(work):
        with _recording_refusal(work, Kind.IMPORT, path.name):
            work.shelf.verify_not_exposed()
            with _scratch(work.shelf.folder) as scratch:
                found = _check(path, work, scratch)
            _verify_looked_at(work, found)
            _verify_not_open(work, found)
        work.progress(_CHECKING, 2, _CHECKS)
        installed = _remember(work, found)
        with _writing(work, found.verified.name):
            work.shelf.stage(found.verified.files, partial(work.progress, _WRITING))
            work.progress(_WRITING, 1, 1)
            _record_import(work, found)
            if not _is_whole(work, found):
                work.shelf.place(found.verified.name)
            work.shelf.switch(installed)
        work.shelf.tidy()
        work.shelf.prune(installed)
    return found.verified.release


def roll_back(number: int, reason: str, work: ImportWork) -> SignedRelease:
    """Go back to a release that is kept at the site.

    Args:
        number: Its number.
        reason: Why; everybody at the site can read it.
        work: What it works with.

    Raises:
        NoReasonError: There is no reason, or it is too long.
        RefusedReleaseError: That release is not kept, no longer verifies, or the publisher does
            not allow going back that far. That was recorded, and nothing changed.
        OpenAlreadyError: It is open.
        BusyReleasesError: Somebody else is at it.
        ReleasesNotWritableError: The site folder cannot be written; nothing was changed.
        AuditError: It could not be recorded; nothing was changed.
        CancelledError: ``work.progress`` raised it; nothing was changed.

    Returns:
        The release that is open now.
    """
    reason = reason.strip()
    if not reason or len(reason) > MAX_REASON or not reason.isprintable():
        raise NoReasonError
    with _alone(work):
        shelf = work.shelf
        with _recording_refusal(work, Kind.ROLLBACK, str(number)):
            shelf.verify_not_exposed()
            work.progress(_CHECKING, 0, _CHECKS)
            installed, name, release = _find_kept(work, number)
        work.progress(_CHECKING, 2, _CHECKS)
        if installed.current == name:
            raise OpenAlreadyError
        before = release_of(installed.current)
        work.journal.change_release(Kind.ROLLBACK, str(number), f"from {before}: {reason}")
        done = Done(
            deed=Deed.ROLLBACK, release=number, at=work.now, account=find_account(), reason=reason
        )
        with _writing(work, name):
            history = installed.after(done)
            shelf.switch(msgspec.structs.replace(installed, current=name, history=history))
    return release


def _check(path: Path, work: ImportWork, scratch: Path) -> _Found:
    """Verify a release file against what the site trusts, and read its catalogue."""
    file = read_release_file(path, work.progress)
    work.progress(_CHECKING, 0, _CHECKS)
    policy = load_policy(work.places.site)
    base, is_first = _find_base(work, file, policy)
    work.progress(_CHECKING, 1, _CHECKS)
    try:
        verified = verify_file(file, base, scratch, work.now)
    except OSError as error:
        raise ReleasesNotWritableError(error) from None
    try:
        official = read_official(file.catalogue, path.name)
    except CatalogueError:
        raise RefusedReleaseError(Refusal.UNREADABLE_CATALOGUE) from None
    if official.release.release != verified.release.number:
        raise RefusedReleaseError(Refusal.MISLABELLED)
    return _Found(verified, official, base, is_first)


def _find_base(work: ImportWork, file: ReleaseFile, policy: Policy) -> tuple[Base, bool]:
    """Return what a release is verified against, and whether its publisher is trusted anew."""
    installed, remembers = _find_memory(work)
    anchor, is_first = _find_publisher(work, file, installed)
    if not policy.allows_publisher(anchor.fingerprint):
        raise RefusedReleaseError(Refusal.NOT_ALLOWED)
    forgives = policy.wrong_clock == "warn"
    return Base(work.shelf, anchor, installed, remembers, forgives), is_first


def _find_publisher(
    work: ImportWork, file: ReleaseFile, installed: Installed | None
) -> tuple[Link, bool]:
    """Return the link of a root of trust to begin at, and whether a person has just confirmed it.

    Raises:
        RefusedReleaseError: There is none, or it is not the one that the person compared.
    """
    given = work.trusted_fingerprint
    anchor = find_anchor(work.places.site, installed)
    found = anchor or file.root.last
    if given is not None and normalise(given) != file.root.last.fingerprint:
        raise RefusedReleaseError(Refusal.WRONG_FINGERPRINT)
    if anchor is None and given is None:
        raise RefusedReleaseError(Refusal.NO_PUBLISHER)
    if anchor is None:
        file.root.verify()
    return found, anchor is None


def _find_memory(work: ImportWork) -> tuple[Installed | None, bool]:
    """Return what the site remembers of its releases, and whether that is as it was left."""
    try:
        installed = work.shelf.load()
    except RefusedReleaseError:
        return None, False
    try:
        find_trusted(work.places.site, installed)
    except RefusedReleaseError:
        return installed, False
    return installed, True


def _read_current(site: Path) -> CatalogueFile | None:
    try:
        return CatalogueFile.read(None, site)
    except CatalogueError:
        return None


def _find_kept(work: ImportWork, number: int) -> tuple[Installed, str, SignedRelease]:
    """Return a kept release that may be open, and where it is.

    Raises:
        RefusedReleaseError: There is none.
    """
    shelf = work.shelf
    installed = shelf.load()
    trusted = find_trusted(work.places.site, installed)
    if installed is None or trusted is None:
        raise RefusedReleaseError(Refusal.NOT_KEPT)
    names = [name for name in shelf.kept(installed) if release_of(name) == number]
    if not names:
        raise RefusedReleaseError(Refusal.NOT_KEPT)
    return installed, names[0], verify_kept(shelf, names[0], trusted)


def _verify_looked_at(work: ImportWork, found: _Found) -> None:
    """Refuse a file that took the place of the one that somebody looked at.

    Raises:
        OtherFileError: It did.
    """
    release, looked_at = found.verified.release, work.looked_at
    if looked_at is None:
        return
    is_same = (release.number, release.issued) == (looked_at.number, looked_at.issued)
    if not is_same or release.data != looked_at.data:
        raise OtherFileError


def _verify_not_open(work: ImportWork, found: _Found) -> None:
    """Refuse to import once more what is open and whole.

    Raises:
        OpenAlreadyError: It is.
    """
    installed = found.base.installed
    if installed and installed.current == found.verified.name and _is_whole(work, found):
        raise OpenAlreadyError


def _is_whole(work: ImportWork, found: _Found) -> bool:
    """Tell whether the release is kept at the site already, and verifies there."""
    try:
        trusted = find_trusted(work.places.site, found.base.installed)
        return trusted is not None and bool(verify_kept(work.shelf, found.verified.name, trusted))
    except RefusedReleaseError:
        return False


def _record_import(work: ImportWork, found: _Found) -> None:
    installed, release = found.base.installed, found.verified.release
    said = [f"from {release_of(installed.current)}" if installed else "the first"]
    said += ["publisher trusted from now on"] if found.is_first_trust else []
    said += ["clock behind"] if found.verified.is_clock_behind else []
    said += [] if found.base.remembers else ["memory of earlier releases was damaged"]
    said += [f"signed by {', '.join(key.holder for key in release.signers)}"]
    work.journal.change_release(Kind.IMPORT, str(release.number), "; ".join(said))


def _remember(work: ImportWork, found: _Found) -> Installed:
    """Return what the site remembers once a release is imported."""
    release, name = found.verified.release, found.verified.name
    done = Done(deed=Deed.IMPORT, release=release.number, at=work.now, account=find_account())
    before = found.base.installed
    anchor = found.base.anchor.data.decode() if found.is_first_trust else ""
    return Installed(
        current=name,
        newest=name,
        issued=max(before.issued, release.issued) if before else release.issued,
        anchor=anchor or (before.anchor if before else ""),
        history=before.after(done) if before else (done,),
    )


@contextlib.contextmanager
def _alone(work: ImportWork) -> Iterator[None]:
    """Be the only one who changes the site's releases, after tidying what a kill left.

    Raises:
        BusyReleasesError: Somebody else is.
        ReleasesNotWritableError: The folder cannot be written.
    """
    site, shelf = work.places.site, work.shelf
    with contextlib.ExitStack() as stack:
        try:
            if shelf.folder.is_symlink():
                raise RefusedReleaseError(Refusal.DAMAGED_STATE)
            shelf.folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(alone(site / _LOCK))
        except TimeoutError:
            raise BusyReleasesError from None
        except OSError as error:
            raise ReleasesNotWritableError(error) from error
        shelf.tidy()
        yield


@contextlib.contextmanager
def _writing(work: ImportWork, name: str) -> Iterator[None]:
    """Take back what was written of a release where anything fails, and say what the system said.

    Raises:
        ReleasesNotWritableError: It was the system that refused.
    """
    was_there = work.shelf.is_there(name)
    try:
        yield
    except BaseException as error:
        work.shelf.tidy()
        if not was_there:
            work.shelf.forget(name)
        if isinstance(error, OSError):
            raise ReleasesNotWritableError(error) from error
        raise


@contextlib.contextmanager
def _recording_refusal(work: ImportWork, kind: Kind, subject: str) -> Iterator[None]:
    """Record that a release was refused."""
    try:
        yield
    except RefusedReleaseError as error:
        work.journal.change_release(kind, subject, error.message, Outcome.REFUSED)
        raise


@contextlib.contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """Yield a folder of our own, which is gone afterwards.

    Raises:
        ReleasesNotWritableError: It cannot be made.
    """
    folder = parent / f".check-{secrets.token_hex(8)}.new"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise ReleasesNotWritableError(error) from error
    try:
        yield folder
    finally:
        throw_away(folder)
