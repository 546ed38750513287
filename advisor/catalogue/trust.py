"""Whether a catalogue file is the one that shipped, or the one that the site relies on.

A release that a site imported is trusted by its signatures: see ``advisor.signing``. Any other
file by two hashes: the one that ships inside the application, and the one that an administrator
put into the site folder. What is none of these opens its plain tables only, takes no identity,
and every screen says that it is an unsigned draft: anybody can seal to a public key, so a seal
proves nothing.
"""

from __future__ import annotations

import hashlib
from enum import Enum
from pathlib import Path

from advisor import resources
from advisor.catalogue.errors import CatalogueError

_PINNED = "trust/catalogue.sha256"
_MOST_PIN_BYTES = 4096


class Trust(Enum):
    """How far a catalogue file can be relied on."""

    RELEASE = "a signed release, checked"
    SHIPPED = "as shipped, checked"
    SITE = "as your site has it, checked"
    DRAFT = "UNSIGNED DRAFT"


class UnsignedCatalogueError(CatalogueError):
    """Nothing vouches for a catalogue file, so no identity is used on it."""

    def __init__(self) -> None:
        super().__init__(
            "This catalogue is an UNSIGNED DRAFT: you cannot sign in to it.",
            hint="Read it without an identity, or ask your administrator for the site's catalogue.",
        )


def verify_trusted(trust: Trust) -> None:
    """Verify that an identity may be used on a catalogue: before anything is decrypted.

    Raises:
        UnsignedCatalogueError: Nothing vouches for the catalogue.
    """
    if trust is Trust.DRAFT:
        raise UnsignedCatalogueError


def digest(data: bytes) -> str:
    """Return the SHA-256 of a catalogue file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def pinned_path() -> Path:
    """Return the file that holds the hash of the shipped catalogue."""
    return resources.path(_PINNED)


def site_pin_path(site: Path) -> Path:
    """Return the file in the site folder that holds the hash of the site's own catalogue."""
    return site / _PINNED


def pin(data: bytes, name: str) -> bytes:
    """Return what a pin of a catalogue file holds, in the form of ``sha256sum``."""
    return f"{digest(data)}  {name}\n".encode()


def judge(data: bytes, site: Path | None = None) -> Trust:
    """Compare a catalogue file, as it was read, with the hashes that are relied on.

    Args:
        data: The whole file.
        site: The site folder, whose own hash counts as well.
    """
    return judge_digest(digest(data), site)


def judge_digest(found: str, site: Path | None = None) -> Trust:
    """Compare the digest of a catalogue file with the hashes that are relied on; as ``judge``."""
    if found == _read_pin(pinned_path()):
        return Trust.SHIPPED
    if site is not None and found == _read_pin(site_pin_path(site)):
        return Trust.SITE
    return Trust.DRAFT


def _read_pin(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_PIN_BYTES).decode("ascii").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return None
