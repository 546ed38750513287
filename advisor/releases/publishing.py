"""Publishing a release: a draft, its signatures, and what is right and wrong with a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from advisor.catalogue.errors import CatalogueError
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.store import read_official
from advisor.catalogue.wording import say_date
from advisor.errors import UsageError
from advisor.signing.errors import NotARootError, Refusal, RefusedReleaseError, ReleaseError
from advisor.signing.key import PublicKey, PublisherKey
from advisor.signing.manifest import Facts, Manifest, ReleaseFile
from advisor.signing.package import open_package
from advisor.signing.root import Link, RootOfTrust, create_root

#: How long a release may be imported, and a root of trust be used, unless somebody says otherwise.
USUAL_RELEASE_DAYS, USUAL_ROOT_DAYS = 365, 3650


class NotHigherError(ReleaseError):
    """A release has no higher number than the one before.

    Args:
        number: Its number.
        before: The number of the one before.
    """

    def __init__(self, number: int, before: int) -> None:
        super().__init__(
            f"This catalogue is release {number}, and the one before is {before}: every release "
            "has a higher number.",
            hint="Name the release before; or set the number in the sources, in release.yaml, and "
            "build the catalogue again.",
        )


class UnsignedRootError(ReleaseError):
    """A root of trust lacks signatures, so that nothing can be published with it."""

    def __init__(self) -> None:
        super().__init__(
            "This root of trust lacks signatures, so no release can be published with it.",
            hint="Have enough of its publishers sign it: advisor release root sign FILE --key KEY",
        )


@dataclass(frozen=True)
class Check:
    """One thing that was looked at in a release file.

    Attributes:
        is_right: Whether it is as it has to be.
        text: What was found, in words.
    """

    is_right: bool
    text: str


@dataclass(frozen=True)
class Verdict:
    """What is right and wrong with a release file.

    Attributes:
        checks: What was looked at, in order.
        signers: Whose keys signed it.
        missing: How many signatures a draft still lacks.
        root: The root of trust that it brings; ``None`` where the file is no release at all.
        manifest: What is signed of it.
    """

    checks: tuple[Check, ...]
    signers: tuple[PublicKey, ...] = ()
    missing: int = 0
    root: Link | None = None
    manifest: Manifest | None = None

    @property
    def is_right(self) -> bool:
        """Whether everything is."""
        return all(check.is_right for check in self.checks)


def load_root(path: Path) -> RootOfTrust:
    """Read the file of a root of trust.

    Raises:
        NotARootError: It is not one, or cannot be read.
    """
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            raise NotARootError
        with path.open("rb") as stream:
            return RootOfTrust.parse(stream.read(_MAX_ROOT_FILE))
    except (OSError, ValueError):
        raise NotARootError from None


_MAX_ROOT_FILE = 5_000_000


def make_root(
    keys: tuple[PublicKey, ...], *, threshold: int, expires_on: date, after: RootOfTrust | None
) -> RootOfTrust:
    """Make a root of trust, or the next one after another; nobody has signed it yet.

    Args:
        keys: The publishers' keys.
        threshold: How many of them have to sign.
        expires_on: The last day on which a release may be imported with it.
        after: The one that it takes the place of.

    Raises:
        UsageError: There are too few keys, or the threshold makes no sense.
        RefusedReleaseError: A key stands there twice.
        UnsignedRootError: The one before lacks signatures.
    """
    if after is not None and not after.is_complete:
        raise UnsignedRootError
    if len({key.raw for key in keys}) != len(keys):
        raise RefusedReleaseError(Refusal.DOUBLE_KEY)
    try:
        return create_root(keys, threshold=threshold, expires_on=expires_on, after=after)
    except RefusedReleaseError as error:
        raise UsageError(
            f"A threshold of {threshold} of {len(keys)} keys is not possible.",
            hint="At least 2 have to sign, of 2 to 9 keys: 2 of 3 lets one key be lost.",
        ) from error


def create_release(
    catalogue: bytes,
    root: RootOfTrust,
    *,
    issued: date,
    expires_on: date,
    rollback_floor: int = 0,
    before: int | None = None,
) -> ReleaseFile:
    """Make a draft: a release that nobody has signed yet.

    Args:
        catalogue: The catalogue file.
        root: The root of trust, complete.
        issued: The day on which it is issued.
        expires_on: The last day on which it may be imported.
        rollback_floor: The lowest release that a site may go back to from here on.
        before: The number of the release before; ``None`` where this is the first.

    Raises:
        CatalogueError: The file is no catalogue.
        NotHigherError: Its number is not higher than that of the release before.
        UnsignedRootError: The root of trust lacks signatures.
        UsageError: The days or the floor make no sense.
    """
    if not root.is_complete:
        raise UnsignedRootError
    number = read_official(catalogue, "catalogue").release.release
    if before is not None and number <= before:
        raise NotHigherError(number, before)
    if expires_on <= issued:
        raise UsageError("It expires before it is issued.", hint="Give a later --expires.")
    if rollback_floor > number:
        raise UsageError(
            "The floor for going back is above the release itself.",
            hint=f"Give a --rollback-floor of at most {number}.",
        )
    facts = Facts(release=number, issued=issued, rollback_floor=rollback_floor)
    return ReleaseFile(root, Manifest.create(catalogue, facts, expires_on), catalogue)


def verify_follows(file: ReleaseFile, before: ReleaseFile) -> None:
    """Make sure that a release has a higher number than the one that is said to be before it.

    Raises:
        NotHigherError: It has not.
    """
    number, last = file.manifest.facts.release, before.manifest.facts.release
    if number <= last:
        raise NotHigherError(number, last)


def sign_release(file: ReleaseFile, key: PublisherKey) -> ReleaseFile:
    """Return a draft with one more signature.

    Raises:
        UnsuitableKeyError: The key is not one of the root's.
        SignedAlreadyError: It has signed already.
    """
    return ReleaseFile(file.root, file.manifest.signed_with(key, file.root.last), file.catalogue)


def read_draft(path: Path, progress: Progress = tell_nobody) -> ReleaseFile:
    """Read a release file, signed or not.

    Args:
        path: The file.
        progress: Told how much is read. Raising from there stops it.

    Raises:
        RefusedReleaseError: It is not one.
    """
    with open_package(path, progress) as package:
        return ReleaseFile.read(package)


def judge_release(
    path: Path, now: datetime, trusted: Link | None = None, progress: Progress = tell_nobody
) -> Verdict:
    """Say in words what is right and wrong with a release file.

    Args:
        path: The file.
        now: The time, in UTC.
        trusted: The root of trust that this site trusts, if it trusts one.
        progress: Told how far it is. Raising from there stops it.
    """
    try:
        file = read_draft(path, progress)
    except RefusedReleaseError as error:
        return Verdict((Check(is_right=False, text=error.message),))
    progress("Checking the release", 0, 1)
    signers = file.manifest.find_signers(file.root.last)
    missing = max(0, file.root.last.threshold - len(signers))
    checks = tuple(_look(file, now, trusted, len(signers)))
    return Verdict(checks, signers, missing, file.root.last, file.manifest)


def _look(file: ReleaseFile, now: datetime, trusted: Link | None, signed: int) -> Iterator[Check]:
    """Yield everything that is to be said of a file whose parts are of one release."""
    link, manifest = file.root.last, file.manifest
    yield Check(is_right=True, text="It is one release, whole: every part is of the same one.")
    yield _say(
        file.root.is_complete,
        "The root of trust that it brings is signed.",
        "The root of trust that it brings lacks signatures, or has one that is not right.",
    )
    words = f"{signed} of {len(link.keys)} publishers have signed; it takes {link.threshold}."
    yield Check(is_right=_is_signed(manifest, link), text=words)
    yield _say_catalogue(file)
    last = say_date(manifest.expires.date())
    yield _say(
        not manifest.is_expired(now),
        f"It may be imported until {last}.",
        f"It has expired: it could be imported until {last}.",
    )
    if trusted is not None:
        yield _say_trust(file, trusted)


def _is_signed(manifest: Manifest, link: Link) -> bool:
    try:
        manifest.verify_signed(link)
    except RefusedReleaseError:
        return False
    return True


def _say_catalogue(file: ReleaseFile) -> Check:
    try:
        number = read_official(file.catalogue, "catalogue").release.release
    except CatalogueError:
        return Check(is_right=False, text=Refusal.UNREADABLE_CATALOGUE.value[0])
    return _say(
        number == file.manifest.facts.release,
        f"The catalogue in it is release {number}, as is signed.",
        f"The catalogue in it is release {number}, which is not what is signed.",
    )


def _say_trust(file: ReleaseFile, trusted: Link) -> Check:
    try:
        file.root.from_anchor(trusted)
    except RefusedReleaseError as error:
        return Check(is_right=False, text=error.message)
    return Check(is_right=True, text="Its publisher is the one that this site trusts.")


def _say(is_right: bool, right: str, wrong: str) -> Check:
    return Check(is_right=is_right, text=right if is_right else wrong)
