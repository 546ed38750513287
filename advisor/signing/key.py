"""A publisher's key: what signs a release, and what others know of it.

Rules that this module keeps:
 * Keys are Ed25519 and nothing else, so that one key has one form.
 * A private key shows itself nowhere.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import NoReturn

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib.signer import CryptoSigner, SSlibKey

from advisor.signing.errors import NotAKeyError
from advisor.signing.fingerprint import fingerprint

MAX_HOLDER = 60
_FORM = re.compile(r"publisher-key-1 ([0-9a-f]{64}) (\S.*)")
#: A holder is a role that people know: letters, digits and plain signs.
_HOLDER = re.compile(r"[^\W_](?:[\w .,()/'-]*[\w.)])?")


@dataclass(frozen=True)
class PublicKey:
    """What others know of a publisher's key.

    Attributes:
        raw: Its 32 bytes.
        holder: Whose it is, as a role, such as “Catalogue owner”. Everybody can read it.
    """

    raw: bytes
    holder: str

    @classmethod
    def parse(cls, untrusted_text: str) -> PublicKey:
        """Read the text of a public key.

        Raises:
            NotAKeyError: It is not one.
        """
        found = _FORM.fullmatch(untrusted_text.strip())
        if found is None or not is_holder(found[2]):
            raise NotAKeyError
        return cls(bytes.fromhex(found[1]), found[2])

    @property
    def text(self) -> str:
        """How it is written down and handed on."""
        return f"publisher-key-1 {self.raw.hex()} {self.holder}"

    @property
    def fingerprint(self) -> str:
        """The words by which two people make sure that they mean the same key."""
        return fingerprint(self.raw)

    def for_library(self) -> SSlibKey:
        """Return the library's own form of it, for this package alone."""
        return SSlibKey(
            hashlib.sha256(self.raw).hexdigest(),
            "ed25519",
            "ed25519",
            {"public": self.raw.hex()},
            {"holder": self.holder},
        )

    @classmethod
    def from_library(cls, key: object) -> PublicKey | None:
        """Return a key of a root of trust; ``None`` where it has not exactly our form."""
        if not isinstance(key, SSlibKey) or not isinstance(key.keyval.get("public"), str):
            return None
        holder = key.unrecognized_fields.get("holder")
        if not isinstance(holder, str):
            return None
        try:
            ours = cls.parse(f"publisher-key-1 {key.keyval['public']} {holder}")
        except NotAKeyError:
            return None
        return ours if ours.for_library() == key else None


class PublisherKey:
    """A private key that signs releases; it can be neither copied nor shown by accident.

    Args:
        raw: Its 32 bytes.
        holder: Whose it is, as a role.

    Raises:
        NotAKeyError: They are not those of one.
    """

    __slots__ = ("_key", "public")

    def __init__(self, raw: bytes, holder: str) -> None:
        try:
            self._key = Ed25519PrivateKey.from_private_bytes(raw)
        except (ValueError, UnsupportedAlgorithm):
            raise NotAKeyError from None
        self.public = PublicKey(_raw(self._key.public_key()), holder)

    @classmethod
    def generate(cls, holder: str) -> PublisherKey:
        """Make a new key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw(), holder)

    def reveal(self) -> bytes:
        """Return the private key itself, to be sealed at once."""
        return self._key.private_bytes_raw()

    def for_library(self) -> CryptoSigner:
        """Return what the library signs with, for this package alone."""
        return CryptoSigner(self._key, self.public.for_library())

    def __repr__(self) -> str:
        return "PublisherKey(…)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied or written anywhere.

        Raises:
            TypeError: Always.
        """
        raise TypeError("a publisher's key is not copied")


def is_holder(text: str) -> bool:
    """Tell whether a text can say whose a key is: short, plain, on one line."""
    return len(text) <= MAX_HOLDER and _HOLDER.fullmatch(text) is not None


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes_raw()
