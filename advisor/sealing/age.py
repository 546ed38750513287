"""The one door to age (age-encryption.org/v1), through pyrage.

Rules that this module keeps:
 * Opening is all or nothing: the streaming calls write a prefix of what is damaged,
   so they are not used.
 * No text of the library's errors leaves this module, not even as a cause: they can
   quote what was read. Its panics, which no ``except Exception`` catches, are errors.
 * A private key is never in a ``repr``, an error or a log.
 * age does not say who sealed. What opens is genuine only if its digest was signed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

import pyrage

from advisor.sealing.errors import DamagedSectionError, NotARecipientError, NotSealedError
from advisor.sealing.header import MAX_STANZAS, parse_stanzas

#: Room for the stanza of random content that the library adds.
MAX_RECIPIENTS = MAX_STANZAS - 1

_PANIC = "PanicException"  # pyo3 makes it from BaseException and exports no name for it

_RECIPIENT_LENGTH = 62
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PRIME = 2**255 - 19
# Points of low order on the curve: whoever knows them opens what is sealed to them.
_LOW_ORDER = {
    0,
    1,
    _PRIME - 1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
}

# What the format takes, and the library adds: see docs/formats/sealed-section.md.
_VERSION_LINE, _STANZA, _MAC_LINE, _NONCE, _TAG, _CHUNK = 22, 98, 48, 16, 16, 65_536
_FILLER = 104
_TRIES = 20_000


class Refusal(StrEnum):
    """What the library says that something is decided on; it has one class for all."""

    NO_KEY_FITS = "No matching keys found"
    WRONG_PASSPHRASE = "Decryption failed"  # noqa: S105 - what it says of one
    HEADER_ALTERED = "Header MAC is invalid"
    CONTENT_ALTERED = "decryption error"
    CONTENT_CUT_OFF = "age file is truncated"
    ANYTHING_ELSE = ""


_KEY_FITTED = {Refusal.HEADER_ALTERED, Refusal.CONTENT_ALTERED, Refusal.CONTENT_CUT_OFF}


class LibraryError(Exception):
    """The library refused; nothing of what it said is kept but which refusal it is.

    Attributes:
        refusal: Which one.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


def call_library(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the library, and turn every refusal and every panic of it into ``LibraryError``.

    Raises:
        LibraryError: It refused; raised with no cause and no context.
    """
    try:
        return function(*arguments)
    except (
        pyrage.DecryptError,
        pyrage.EncryptError,
        pyrage.IdentityError,
        pyrage.RecipientError,
        UnicodeEncodeError,
    ) as error:
        said = str(error)
        refusal = Refusal(said) if said in set(Refusal) else Refusal.ANYTHING_ELSE
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        refusal = Refusal.ANYTHING_ELSE
    raise LibraryError(refusal)  # out here, so that the library's own error is not its context


@dataclass(frozen=True)
class Recipient:
    """A public key that something can be sealed to.

    Attributes:
        text: As age writes it, ``age1…``.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Recipient:
        """Read a public key.

        Raises:
            NotARecipientError: It is not one, or one that would protect nothing.
        """
        try:
            call_library(pyrage.x25519.Recipient.from_str, text)
        except LibraryError:
            raise NotARecipientError from None
        if len(text) != _RECIPIENT_LENGTH or text != text.lower() or _point(text) in _LOW_ORDER:
            raise NotARecipientError
        return cls(text)

    def __str__(self) -> str:
        """Return the form that ``parse`` reads."""
        return self.text


def _point(text: str) -> int:
    """Return the coordinate that a public key of proven form stands for."""
    number = 0
    for letter in text[len("age1") : -len("chksum")]:
        number = number << 5 | _LETTERS.index(letter)
    coordinate = int.from_bytes((number >> 4).to_bytes(32, "big"), "little")
    return coordinate % 2**255 % _PRIME


class Identity:
    """A private key.

    It shows itself nowhere, and can be neither copied nor compared by accident.
    """

    __slots__ = ("_key",)

    def __init__(self, key: Any) -> None:
        self._key = key

    @classmethod
    def parse(cls, secret: str) -> Identity:
        """Read a private key, as ``reveal`` gives it.

        Raises:
            LibraryError: It is not one.
        """
        return cls(call_library(pyrage.x25519.Identity.from_str, secret))

    @property
    def recipient(self) -> Recipient:
        """The public key that belongs to it."""
        return Recipient(str(self._key.to_public()))

    def reveal(self) -> str:
        """Return the private key itself, to be sealed at once."""
        return str(self._key)

    def for_library(self) -> Any:
        """Return the library's own form of it, for this module alone."""
        return self._key

    def __repr__(self) -> str:
        return "Identity(…)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied or written anywhere.

        Raises:
            TypeError: Always.
        """
        raise TypeError("an identity is not copied")


def generate_identity() -> Identity:
    """Make a new private key."""
    return Identity(pyrage.x25519.Identity.generate())


def seal(plaintext: bytes, recipients: Collection[Recipient]) -> bytes:
    """Seal bytes so that each of the recipients can open them.

    Raises:
        ValueError: There is no recipient, one twice, or more than ``MAX_RECIPIENTS``.
        NotARecipientError: The library refused one.
    """
    if not 1 <= len(recipients) <= MAX_RECIPIENTS or len(set(recipients)) != len(recipients):
        raise ValueError("recipients are missing, double or too many")
    try:
        keys = [call_library(pyrage.x25519.Recipient.from_str, one.text) for one in recipients]
        return bytes(call_library(pyrage.encrypt, plaintext, keys))
    except LibraryError:
        raise NotARecipientError from None


def seal_evenly(plaintext: bytes, recipients: Collection[Recipient]) -> bytes:
    """Seal bytes to a length that depends on two numbers only: of bytes and of recipients.

    The library adds a stanza of random length to every file, to keep readers of the format
    honest. That length says nothing, but no two files would be of one size. So this seals
    until it is the usual one, which takes some 125 tries.

    Raises:
        ValueError: As ``seal``.
        NotARecipientError: As ``seal``.
        RuntimeError: The library has come to add something else.
    """
    length = sealed_length(len(plaintext), len(recipients))
    for _ in range(_TRIES):
        sealed = seal(plaintext, recipients)
        if len(sealed) == length:
            return sealed
    raise RuntimeError("the library no longer adds what it did")


def sealed_length(plaintext_bytes: int, recipients: int) -> int:
    """Return how many bytes ``seal_evenly`` makes of so many bytes for so many recipients."""
    chunks = max(1, -(-plaintext_bytes // _CHUNK))
    header = _VERSION_LINE + recipients * _STANZA + _FILLER + _MAC_LINE
    return header + _NONCE + plaintext_bytes + chunks * _TAG


def unseal(untrusted: bytes, identities: Collection[Identity]) -> bytes | None:
    """Open what was sealed, whole or not at all.

    Args:
        untrusted: An age file.
        identities: The private keys at hand.

    Raises:
        NotSealedError: It is not an age file, or one with a monstrous header; so it is for nobody.
        DamagedSectionError: It is sealed to one of the identities, but altered or cut off.

    Returns:
        What was sealed, or ``None`` where it is not sealed to any of the identities.
    """
    parse_stanzas(untrusted)
    keys = [identity.for_library() for identity in identities]
    try:
        return bytes(call_library(pyrage.decrypt, untrusted, keys))
    except LibraryError as error:
        refusal = error.refusal
    if refusal is Refusal.NO_KEY_FITS:
        return None
    raise DamagedSectionError if refusal in _KEY_FITTED else NotSealedError
