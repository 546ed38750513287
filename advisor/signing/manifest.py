"""What is signed of a release: its number, days and floor, and the hash of its catalogue.

It is three pieces of TUF metadata that the same keys sign: *targets* says what the catalogue is,
*snapshot* and *timestamp* which targets are the newest. A draft is the same with signatures
still missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.fingerprint import fingerprint
from advisor.signing.key import PublicKey, PublisherKey
from advisor.signing.package import MAX_METADATA_BYTES, MAX_TARGET_BYTES, TARGET, Package, pack
from advisor.signing.root import (
    MAX_ROOT_BYTES,
    MAX_ROOTS,
    UNEXPECTED,
    AnyMetadata,
    Link,
    RootOfTrust,
    end_of,
    is_exact,
    sign_once,
    to_bytes,
)

_TYPES: dict[str, type] = {"targets": Targets, "snapshot": Snapshot, "timestamp": Timestamp}


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is signed of a release besides its catalogue.

    Attributes:
        release: Its number, which never falls.
        issued: The day on which it was issued.
        rollback_floor: The lowest release that a site may go back to from here on.
    """

    release: Annotated[int, msgspec.Meta(ge=1, le=999_999_999)]
    issued: date
    rollback_floor: Annotated[int, msgspec.Meta(ge=0, le=999_999_999)] = 0


@dataclass(frozen=True)
class Manifest:
    """What is signed of a release, or is to be.

    Attributes:
        facts: Its number, day and floor.
        expires: Until when it may be imported; it can be read for ever.
        version: The version of its metadata; it never falls either.
        parts: The metadata, by the names of their roles.
    """

    facts: Facts
    expires: datetime
    version: int
    parts: Mapping[str, AnyMetadata]

    @classmethod
    def create(cls, catalogue: bytes, facts: Facts, expires_on: date) -> Manifest:
        """Make one that nobody has signed yet.

        Args:
            catalogue: The whole catalogue file.
            facts: What is signed besides.
            expires_on: The last day on which it may be imported.
        """
        expires, version = end_of(expires_on), facts.release
        target = TargetFile.from_data(TARGET, catalogue, ["sha256"])
        target.unrecognized_fields["custom"] = msgspec.to_builtins(facts)
        parts: dict[str, AnyMetadata] = {
            "targets": Metadata(
                Targets(version=version, expires=expires, targets={TARGET: target})
            ),
            "snapshot": Metadata(
                Snapshot(version=version, expires=expires, meta={"targets.json": MetaFile(version)})
            ),
            "timestamp": Metadata(
                Timestamp(version=version, expires=expires, snapshot_meta=MetaFile(version))
            ),
        }
        return cls(facts, expires, version, parts)

    @classmethod
    def parse(cls, untrusted: Mapping[str, bytes]) -> Manifest:
        """Read the metadata of a release; who signed them is not looked at.

        Args:
            untrusted: The metadata, by the names of their roles.

        Raises:
            RefusedReleaseError: They are not what ``create`` makes.
        """
        try:
            parts: dict[str, AnyMetadata] = {
                role: Metadata.from_bytes(untrusted[role]) for role in _TYPES
            }
            if not all(is_exact(parts[role], untrusted[role]) for role in _TYPES):
                raise RefusedReleaseError(Refusal.ALTERED)
            targets = parts["targets"].signed
            custom = targets.targets[TARGET].unrecognized_fields["custom"]
            facts = msgspec.convert(custom, Facts)
            version, expires = targets.version, targets.expires
            again = cls._forms(parts, facts, version, expires)
        except UNEXPECTED:
            raise RefusedReleaseError(Refusal.ALTERED) from None
        if any(again[role] != parts[role].signed.to_dict() for role in _TYPES):
            raise RefusedReleaseError(Refusal.MISSING_PART)
        return cls(facts, expires, version, parts)

    @staticmethod
    def _forms(
        parts: Mapping[str, AnyMetadata], facts: Facts, version: int, expires: datetime
    ) -> dict[str, dict[str, Any]]:
        """Return what each part has to say, so that all of them are of one release."""
        target = parts["targets"].signed.targets[TARGET]
        ours = TargetFile(
            target.length,
            {"sha256": target.hashes["sha256"]},
            TARGET,
            {"custom": msgspec.to_builtins(facts)},
        )
        meta = MetaFile(version)
        again = {
            "targets": Targets(version=version, expires=expires, targets={TARGET: ours}),
            "snapshot": Snapshot(version=version, expires=expires, meta={"targets.json": meta}),
            "timestamp": Timestamp(version=version, expires=expires, snapshot_meta=meta),
        }
        return {role: signed.to_dict() for role, signed in again.items()}

    @property
    def target(self) -> TargetFile:
        """The library's own form of what is said of the catalogue, for this package alone."""
        found: TargetFile = self.parts["targets"].signed.targets[TARGET]
        return found

    @property
    def sha256(self) -> str:
        """The hash of the catalogue, in hexadecimal."""
        return self.target.hashes["sha256"]

    @property
    def fingerprint(self) -> str:
        """The words by which signers make sure that they mean the same release."""
        return fingerprint(self.parts["targets"].signed_bytes)

    @property
    def length(self) -> int:
        """How long the catalogue is, in bytes."""
        return self.target.length

    def is_expired(self, now: datetime) -> bool:
        """Tell whether it may not be imported any more."""
        return self.expires < now

    def verify_catalogue(self, data: bytes) -> None:
        """Verify that a catalogue is the one that is signed.

        Raises:
            RefusedReleaseError: It is not.
        """
        try:
            self.target.verify_length_and_hashes(data)
        except LengthOrHashMismatchError:
            raise RefusedReleaseError(Refusal.ALTERED) from None

    def find_signers(self, link: Link) -> tuple[PublicKey, ...]:
        """Return those of a root's keys that have signed all of it."""
        found = [set(link.find_signers(role, part)) for role, part in self.parts.items()]
        return tuple(key for key in link.keys if all(key in signers for signers in found))

    def verify_signed(self, link: Link) -> None:
        """Verify that enough of a root's keys have signed it, and nobody else.

        Raises:
            RefusedReleaseError: They have not, or a signature is not right.
        """
        for role, part in self.parts.items():
            link.verify_signed(role, part)
            if len(link.find_signers(role, part)) != len(part.signatures):
                raise RefusedReleaseError(Refusal.ALTERED)

    def signed_with(self, key: PublisherKey, link: Link) -> Manifest:
        """Return it with one more signature.

        Raises:
            UnsuitableKeyError: The key is not one of the root's.
            SignedAlreadyError: It has signed already.
        """
        parts: dict[str, AnyMetadata] = {
            role: Metadata.from_bytes(to_bytes(part)) for role, part in self.parts.items()
        }
        for part in parts.values():
            sign_once(part, key, link.keys)
        return Manifest(self.facts, self.expires, self.version, parts)

    def to_files(self) -> dict[str, bytes]:
        """Return its metadata, by the names of their roles."""
        return {role: to_bytes(part) for role, part in self.parts.items()}


@dataclass(frozen=True)
class ReleaseFile:
    """What a release file holds, as it was read: a draft or a whole release.

    Attributes:
        root: The root of trust that it brings.
        manifest: What is signed of it.
        catalogue: Its catalogue.
    """

    root: RootOfTrust
    manifest: Manifest
    catalogue: bytes

    @classmethod
    def read(cls, package: Package) -> ReleaseFile:
        """Read a release file whole; who signed what is not looked at.

        Raises:
            RefusedReleaseError: It is not one, or its parts are not of one release.
        """
        root = read_root(package)
        manifest = read_manifest(package)
        catalogue = read_catalogue(package, manifest)
        names = [*_root_names(root), *_part_names(manifest), catalogue_name(manifest)]
        if list(package.names) != names:
            raise RefusedReleaseError(Refusal.UNUSUAL_PART)
        return cls(root, manifest, catalogue)

    def to_members(self) -> dict[str, bytes]:
        """Return its members, by their names."""
        roots = [link.data for link in self.root.links]
        files = self.manifest.to_files()
        members = dict(zip(_root_names(self.root), roots, strict=True))
        members |= {name: files[role] for name, role in _part_names(self.manifest).items()}
        return members | {catalogue_name(self.manifest): self.catalogue}

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        return pack(self.to_members())

    def verify(self) -> None:
        """Verify that it is whole and signed, whoever its root of trust is.

        Raises:
            RefusedReleaseError: It is not.
        """
        self.root.verify()
        self.manifest.verify_signed(self.root.last)
        self.manifest.verify_catalogue(self.catalogue)


def read_root(package: Package) -> RootOfTrust:
    """Read the root of trust that a release brings.

    Raises:
        RefusedReleaseError: It brings none of our form.
    """
    links: list[bytes] = []
    while data := package.read(f"metadata/{len(links) + 1}.root.json", MAX_ROOT_BYTES):
        links.append(data)
        if len(links) > MAX_ROOTS:
            raise RefusedReleaseError(Refusal.UNUSUAL_PART)
    return RootOfTrust.from_links(links)


def read_manifest(package: Package) -> Manifest:
    """Read what is signed of a release.

    Raises:
        RefusedReleaseError: It is not of our form, or a part is missing.
    """
    by_role = {
        name.removesuffix(".json").rpartition(".")[2].rpartition("/")[2]: name
        for name in package.names
        if name.startswith("metadata/") and not name.endswith(".root.json")
    }
    if set(by_role) != set(_TYPES):
        raise RefusedReleaseError(Refusal.MISSING_PART)
    found = {role: package.read(name, MAX_METADATA_BYTES) or b"" for role, name in by_role.items()}
    return Manifest.parse(found)


def read_catalogue(package: Package, manifest: Manifest) -> bytes:
    """Read the catalogue that a release is of, and verify that it is the one.

    Raises:
        RefusedReleaseError: It is not there, or another.
    """
    if manifest.length > MAX_TARGET_BYTES:
        raise RefusedReleaseError(Refusal.TOO_LARGE)
    data = package.read(catalogue_name(manifest), manifest.length)
    if data is None:
        raise RefusedReleaseError(Refusal.MISSING_PART)
    manifest.verify_catalogue(data)
    return data


def catalogue_name(manifest: Manifest) -> str:
    """Return the name of the member that is the catalogue."""
    return f"targets/{manifest.sha256}.{TARGET}"


def _root_names(root: RootOfTrust) -> list[str]:
    return [f"metadata/{link.version}.root.json" for link in root.links]


def _part_names(manifest: Manifest) -> dict[str, str]:
    """Return the names of the members of metadata, and the role of each."""
    version = manifest.version
    return {
        f"metadata/{version}.targets.json": "targets",
        f"metadata/{version}.snapshot.json": "snapshot",
        "metadata/timestamp.json": "timestamp",
    }
