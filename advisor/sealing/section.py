"""A section at rest: sealed to its readers, in a slot of one size.

A section is trusted only if its digest is that of the *verified* manifest: age proves
that it was meant for this reader, not who wrote it. ``docs/formats/sealed-section.md``
describes the bytes.

Rules that this module keeps:
 * All slots of one profile have equal length, whatever they hold.
 * The digest covers a secret salt, so that it says nothing about what is sealed,
   not even that it is what one guesses, or what it was in the last release.
 * What is opened is what was published at this place in this release, whole, or nothing.
 * Which label a section has is inside it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import struct
from collections.abc import Collection
from dataclasses import dataclass
from typing import NewType

from advisor.sealing.age import Identity, Recipient, seal_evenly, unseal
from advisor.sealing.errors import DamagedSectionError, SectionTooLargeError

#: 32 hexadecimal digits, at random.
SectionId = NewType("SectionId", str)
#: SHA-256 of what is sealed, padding included.
Digest = NewType("Digest", bytes)

FORMAT = 1

_MAGIC = b"\x89ADVSEC\n"
_SALT_BYTES = 32
_HEADER = struct.Struct(f"<8sI16sQQ{_SALT_BYTES}s")
_ID = re.compile("[0-9a-f]{32}")

HEADER_BYTES = _HEADER.size


@dataclass(frozen=True)
class SealedSlot:
    """A slot of a published file; nothing of it is secret.

    Attributes:
        section_id: Its name in the file, at random.
        blob: An age file.
        digest: What the manifest has to sign.
    """

    section_id: SectionId
    blob: bytes
    digest: Digest


def new_section_id() -> SectionId:
    """Return an id that says nothing, not even in which order sections were made."""
    return SectionId(secrets.token_hex(16))


def seal_section(
    plaintext: bytes,
    *,
    section_id: SectionId,
    release: int,
    recipients: Collection[Recipient],
    slot_bytes: int,
) -> SealedSlot:
    """Seal a section into a slot.

    Args:
        plaintext: The section.
        section_id: Where it is going to stand.
        release: The number of the release that it is published in.
        recipients: Who may open it.
        slot_bytes: How much a slot holds, our header included.

    Raises:
        SectionTooLargeError: It does not fit.
        ValueError: As ``age.seal``; or the id or the release is not one.
    """
    room = slot_bytes - HEADER_BYTES
    if len(plaintext) > room:
        raise SectionTooLargeError(len(plaintext), room)
    if not _ID.fullmatch(section_id) or not 0 <= release < 2**63:
        raise ValueError("not a section's id, or not a release's number")
    salt = secrets.token_bytes(_SALT_BYTES)
    place = bytes.fromhex(section_id)
    header = _HEADER.pack(_MAGIC, FORMAT, place, release, len(plaintext), salt)
    body = (header + plaintext).ljust(slot_bytes, b"\0")
    return SealedSlot(section_id, seal_evenly(body, recipients), digest_of(body))


def open_section(
    untrusted: bytes,
    identities: Collection[Identity],
    *,
    section_id: SectionId,
    release: int,
    digest: Digest,
) -> bytes | None:
    """Open a sealed section.

    Args:
        untrusted: The blob as found in the file.
        identities: The private keys at hand.
        section_id: Where it was found.
        release: The number of the verified release.
        digest: From the *verified* manifest, for this id.

    Raises:
        DamagedSectionError: It is not what was published at this place in this release.

    Returns:
        The section, or ``None`` if it is not sealed to any of the identities; so also if
        the line that was for one of them is altered, which the file's signed hash shows.
    """
    body = unseal(untrusted, identities)
    if body is None:
        return None
    if digest_of(body) != digest or len(body) < HEADER_BYTES:
        raise DamagedSectionError
    magic, version, place, number, length, _ = _HEADER.unpack_from(body)
    if (magic, version, place.hex(), number) != (_MAGIC, FORMAT, section_id, release):
        raise DamagedSectionError
    end = HEADER_BYTES + length
    if end > len(body) or body[end:] != bytes(len(body) - end):
        raise DamagedSectionError
    return body[HEADER_BYTES:end]


def digest_of(body: bytes) -> Digest:
    """Return the digest of all that is sealed in a slot."""
    return Digest(hashlib.sha256(body).digest())
