"""A root of trust: whose keys count, how many of them are needed, and how that changes.

It is a chain of TUF root metadata, each numbered one higher and signed both by the keys that it
replaces and by its own. A terminal that trusts any link of it can follow the rest.

Rules that this module keeps, beyond those of TUF:
 * Every role has the same keys and the same threshold, of at least two.
 * No key counts twice, under whatever name it is listed (the library counts names).
 * A file is exactly what we write for what it says, and every signature in it counts: nothing
   in it can be altered unnoticed, not even what nobody needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, TypeAlias

import msgspec
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Role, Root
from tuf.api.serialization.json import JSONSerializer

from advisor.signing.errors import (
    NotARootError,
    Refusal,
    RefusedReleaseError,
    SignedAlreadyError,
    UnsuitableKeyError,
)
from advisor.signing.fingerprint import fingerprint
from advisor.signing.key import PublicKey, PublisherKey

ROLES = ("root", "timestamp", "snapshot", "targets")
USUAL_THRESHOLD = 2
MAX_KEYS = 9
MAX_ROOTS = 64
MAX_ROOT_BYTES = 65_536
#: What a library raises where somebody else's JSON is not what it expects.
UNEXPECTED = (RepositoryError, ValueError, TypeError, LookupError, AttributeError, RecursionError)

_FORMAT = 1

AnyMetadata: TypeAlias = Metadata[Any]


class _File(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the file of a root of trust: its links, oldest first, as they were signed."""

    format: Annotated[int, msgspec.Meta(ge=_FORMAT, le=_FORMAT)] = _FORMAT
    roots: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=MAX_ROOTS)]


@dataclass(frozen=True)
class Link:
    """One link of a root of trust.

    Attributes:
        data: Its bytes.
        metadata: The library's own form of it, for this package alone.
    """

    data: bytes
    metadata: Metadata[Root]

    @classmethod
    def parse(cls, untrusted: bytes) -> Link:
        """Read a link, and hold it to our form; who signed it is not looked at.

        Raises:
            RefusedReleaseError: It is not one of ours.
        """
        if len(untrusted) > MAX_ROOT_BYTES:
            raise RefusedReleaseError(Refusal.WEAK_ROOT)
        try:
            metadata: AnyMetadata = Metadata.from_bytes(untrusted)
            is_ours = isinstance(metadata.signed, Root) and is_exact(metadata, untrusted)
        except UNEXPECTED:
            raise RefusedReleaseError(Refusal.WEAK_ROOT) from None
        if not is_ours:
            raise RefusedReleaseError(Refusal.WEAK_ROOT)
        _verify_form(metadata.signed)
        return cls(untrusted, metadata)

    @property
    def root(self) -> Root:
        """The library's own form of it, for this package alone."""
        return self.metadata.signed

    @property
    def version(self) -> int:
        """Its number, from 1."""
        return self.root.version

    @property
    def threshold(self) -> int:
        """How many of its keys have to sign."""
        return self._role.threshold

    @property
    def expires(self) -> datetime:
        """When it expires."""
        return self.root.expires

    @property
    def keys(self) -> tuple[PublicKey, ...]:
        """Its keys, in the order in which they are listed."""
        found = (PublicKey.from_library(self.root.keys[one]) for one in self._role.keyids)
        return tuple(key for key in found if key is not None)

    @property
    def fingerprint(self) -> str:
        """The words by which people make sure that they mean the same one, whoever signed it."""
        return fingerprint(self.metadata.signed_bytes)

    @property
    def signed_by(self) -> tuple[PublicKey, ...]:
        """Those of its own keys that have signed it."""
        return self.find_signers("root", self.metadata)

    @property
    def _role(self) -> Role:
        return self.root.roles["root"]

    def find_signers(self, role: str, metadata: AnyMetadata) -> tuple[PublicKey, ...]:
        """Return those of its keys whose signatures on some metadata are right."""
        result = self.root.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
        return tuple(key for key in self.keys if key.for_library().keyid in result.signed)

    def verify_signed(self, role: str, metadata: AnyMetadata) -> None:
        """Verify that enough of its keys have signed some metadata.

        Raises:
            RefusedReleaseError: They have not.
        """
        try:
            self.root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        except RepositoryError:
            raise RefusedReleaseError(Refusal.TOO_FEW_SIGNATURES) from None

    def signed_with(self, key: PublisherKey, *, allowed: Sequence[PublicKey]) -> Link:
        """Return it with one more signature.

        Raises:
            UnsuitableKeyError: The key is not one of those allowed.
            SignedAlreadyError: It has signed already.
        """
        metadata = Metadata[Root].from_bytes(self.data)
        sign_once(metadata, key, allowed)
        return Link(to_bytes(metadata), metadata)


@dataclass(frozen=True)
class RootOfTrust:
    """A root of trust, from the oldest link that is known to the newest.

    Attributes:
        links: Its links.
    """

    links: tuple[Link, ...]

    @classmethod
    def parse(cls, untrusted: bytes) -> RootOfTrust:
        """Read a file; who signed the links is not looked at: see ``verify``.

        Raises:
            NotARootError: It is not that of a root of trust.
        """
        try:
            file = msgspec.json.decode(untrusted, type=_File)
            return cls.from_links([text.encode() for text in file.roots])
        except (ValueError, RecursionError, RefusedReleaseError):
            raise NotARootError from None

    @classmethod
    def from_links(cls, untrusted: Sequence[bytes]) -> RootOfTrust:
        """Make one of links, whose numbers have to follow each other.

        Raises:
            RefusedReleaseError: They do not, or one is not of our form.
        """
        links = tuple(map(Link.parse, untrusted))
        numbers = [link.version for link in links]
        if not links or numbers != list(range(numbers[0], numbers[0] + len(links))):
            raise RefusedReleaseError(Refusal.MISSING_PART)
        return cls(links)

    @property
    def last(self) -> Link:
        """The newest link, whose keys count."""
        return self.links[-1]

    @property
    def is_complete(self) -> bool:
        """Whether every link has the signatures that it needs."""
        try:
            self.verify()
        except RefusedReleaseError:
            return False
        return True

    def verify(self) -> None:
        """Verify that each link is signed by its own keys and by those before, and by no others.

        Raises:
            RefusedReleaseError: One is not.
        """
        before: Link | None = None
        for link in self.links:
            link.verify_signed("root", link.metadata)
            counted = {key.raw for key in link.signed_by}
            if before is not None:
                before.verify_signed("root", link.metadata)
                counted |= {key.raw for key in before.find_signers("root", link.metadata)}
            is_known = before is not None or link.version == 1  # else by keys from before it
            if is_known and len(counted) != len(link.metadata.signatures):
                raise RefusedReleaseError(Refusal.ALTERED)
            before = link

    def from_anchor(self, anchor: Link) -> RootOfTrust:
        """Return the part of it that goes on from a link that is trusted already.

        Where the trusted link is newer than all of it, that link alone is what counts.

        Raises:
            RefusedReleaseError: It is another root of trust.
        """
        if anchor.version > self.last.version:
            return RootOfTrust((anchor,))
        place = anchor.version - self.links[0].version
        if place < 0 or self.links[place].fingerprint != anchor.fingerprint:
            raise RefusedReleaseError(Refusal.OTHER_PUBLISHER)
        found = RootOfTrust((anchor, *self.links[place + 1 :]))
        found.verify()
        return found

    def to_bytes(self) -> bytes:
        """Return the content of its file."""
        file = _File(roots=tuple(link.data.decode() for link in self.links))
        return msgspec.json.format(msgspec.json.encode(file)) + b"\n"

    def signed_with(self, key: PublisherKey) -> RootOfTrust:
        """Return it with one more signature on its newest link.

        Raises:
            UnsuitableKeyError: The key is neither one of the newest link nor of the one before.
            SignedAlreadyError: It has signed already.
        """
        allowed = [key for link in self.links[-2:] for key in link.keys]
        return RootOfTrust((*self.links[:-1], self.last.signed_with(key, allowed=allowed)))


def create_root(
    keys: Sequence[PublicKey],
    *,
    threshold: int,
    expires_on: date,
    after: RootOfTrust | None = None,
) -> RootOfTrust:
    """Make a root of trust that nobody has signed yet, or the next link of one.

    Args:
        keys: Whose signatures count.
        threshold: How many of them a release and the next link take.
        expires_on: The last day on which a release may be imported with it.
        after: The root of trust that it goes on from.

    Raises:
        RefusedReleaseError: A key stands there twice, or the threshold makes no sense.
    """
    version = after.last.version + 1 if after else 1
    root = Root(version=version, expires=end_of(expires_on), consistent_snapshot=True)
    for role in ROLES:
        for key in keys:
            root.add_key(key.for_library(), role)
        root.roles[role].threshold = threshold
    link = Link.parse(to_bytes(Metadata(root)))
    if len(link.keys) != len(keys):
        raise RefusedReleaseError(Refusal.DOUBLE_KEY)
    return RootOfTrust((*(after.links if after else ()), link))


def _verify_form(root: Root) -> None:
    role = root.roles["root"]
    keys = [PublicKey.from_library(root.keys.get(one)) for one in role.keyids]
    raw = {key.raw for key in keys if key is not None}
    listed = {str(root.keys[one].keyval) for one in role.keyids if one in root.keys}
    if len(listed) != len(role.keyids):
        raise RefusedReleaseError(Refusal.DOUBLE_KEY)
    is_ours = (
        set(root.roles) == set(ROLES)
        and all(set(root.roles[one].keyids) == set(role.keyids) for one in ROLES)
        and all(root.roles[one].threshold == role.threshold for one in ROLES)
        and USUAL_THRESHOLD <= role.threshold <= len(role.keyids) <= MAX_KEYS
        and set(root.keys) == set(role.keyids)
        and len(raw) == len(role.keyids)
        and bool(root.consistent_snapshot)
        and not root.unrecognized_fields
    )
    if not is_ours:
        raise RefusedReleaseError(Refusal.WEAK_ROOT)


def end_of(day: date) -> datetime:
    """Return the last second of a day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def to_bytes(metadata: AnyMetadata) -> bytes:
    """Return metadata in the one form that we write and take."""
    return metadata.to_bytes(JSONSerializer(compact=True))


def is_exact(metadata: AnyMetadata, data: bytes) -> bool:
    """Tell whether bytes are those that we would write for what they say.

    JSON and hexadecimal say one thing in many ways; only one of them is a release.
    """
    lower = all(one.signature == one.signature.lower() for one in metadata.signatures.values())
    return lower and not metadata.unrecognized_fields and to_bytes(metadata) == data


def sign_once(metadata: AnyMetadata, key: PublisherKey, allowed: Sequence[PublicKey]) -> None:
    """Add a signature to metadata.

    Raises:
        UnsuitableKeyError: The key is not one of those allowed.
        SignedAlreadyError: It has signed already.
    """
    if key.public.raw not in {one.raw for one in allowed}:
        raise UnsuitableKeyError
    if key.public.for_library().keyid in metadata.signatures:
        raise SignedAlreadyError
    signer = key.for_library()
    metadata.sign(signer, append=True)
