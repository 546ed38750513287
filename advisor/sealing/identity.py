"""A person's identity file: a private key, protected by a passphrase.

It is an age file with one scrypt stanza, holding an age identity file, so the public
``age`` tool opens it as well. ``docs/formats/identity.md`` describes it.

Rules that this module keeps:
 * The header is read and its cost capped before any passphrase is tried; a hostile
   file costs no more time or memory than a short one (SECURITY.md, cases 48, 49).
 * Wrong, empty, endless and unwritable passphrases are one answer.

Deriving the key takes a second or two and half a gigabyte, and holds all threads of
the process; ``unlocking.py`` does it in another one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyrage

from advisor.sealing.age import (
    Identity,
    LibraryError,
    Recipient,
    Refusal,
    call_library,
    generate_identity,
)
from advisor.sealing.errors import (
    NotAnIdentityFileError,
    NotSealedError,
    TooCostlyIdentityError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from advisor.sealing.header import parse_stanzas
from advisor.sealing.passphrase import find_weakness, is_possible, normalise

MAX_FILE_BYTES = 4096
#: The largest cost, as a power of two: 1 GiB of memory. What is made here has 18 to 20.
MAX_LOG_COST = 20

_SALT = re.compile(rb"[A-Za-z0-9+/]{22}")
_LOG_COST = re.compile(rb"[1-9][0-9]{0,2}")
_KEY_BODY = re.compile(rb"[A-Za-z0-9+/]{43}\n")
_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")


def load_identity_file(path: Path) -> bytes:
    """Read an identity file, no more than one can have, and check its header.

    Raises:
        NotAnIdentityFileError: It is not one, or cannot be read.
        TooCostlyIdentityError: It asks for too much.
    """
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            raise NotAnIdentityFileError
        with path.open("rb") as stream:
            untrusted = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError):
        raise NotAnIdentityFileError from None
    verify_identity_file(untrusted)
    return untrusted


def verify_identity_file(untrusted_file: bytes) -> None:
    """Check the form and the cost of an identity file; no passphrase is needed.

    Raises:
        NotAnIdentityFileError: It is too large, or its header is not that of one.
        TooCostlyIdentityError: It asks for too much.
    """
    if len(untrusted_file) > MAX_FILE_BYTES:
        raise NotAnIdentityFileError
    try:
        stanzas = parse_stanzas(untrusted_file)
    except NotSealedError:
        raise NotAnIdentityFileError from None
    if len(stanzas) != 1 or stanzas[0].kind != b"scrypt":
        raise NotAnIdentityFileError
    match stanzas[0].arguments:
        case (salt, log_cost) if _SALT.fullmatch(salt) and _LOG_COST.fullmatch(log_cost):
            if int(log_cost) > MAX_LOG_COST:
                raise TooCostlyIdentityError
        case _:
            raise NotAnIdentityFileError
    if not _KEY_BODY.fullmatch(stanzas[0].body):
        raise NotAnIdentityFileError


def create_identity_file(passphrase: str) -> tuple[bytes, Recipient]:
    """Make a new identity and the file that keeps it.

    Raises:
        WeakPassphraseError: The passphrase is too easy to guess.

    Returns:
        The file's content, and the public key.
    """
    identity = generate_identity()
    return protect(identity, passphrase), identity.recipient


def protect(identity: Identity, passphrase: str) -> bytes:
    """Return the content of a file that keeps an identity under a passphrase.

    Raises:
        WeakPassphraseError: The passphrase is too easy to guess.
        TooCostlyIdentityError: This computer is so fast that the library asks for a cost
            that other computers could not pay.
    """
    reason = find_weakness(passphrase)
    if reason is not None:
        raise WeakPassphraseError(reason)
    content = f"# public key: {identity.recipient}\n{identity.reveal()}\n".encode()
    file = bytes(call_library(pyrage.passphrase.encrypt, content, normalise(passphrase)))
    verify_identity_file(file)
    return file


def unlock(untrusted_file: bytes, passphrase: str) -> Identity:
    """Open an identity file. Takes seconds and holds all threads: see ``unlocking.py``.

    Raises:
        NotAnIdentityFileError: It is not one, or it is damaged.
        TooCostlyIdentityError: It asks for too much.
        WrongPassphraseError: The passphrase does not open it.
    """
    verify_identity_file(untrusted_file)
    if not is_possible(passphrase):
        raise WrongPassphraseError
    try:
        words = normalise(passphrase)
        content = call_library(pyrage.passphrase.decrypt, untrusted_file, words)
    except LibraryError as error:
        if error.refusal is Refusal.WRONG_PASSPHRASE:
            raise WrongPassphraseError from None
        raise NotAnIdentityFileError from None
    return _parse_content(bytes(content))


def _parse_content(content: bytes) -> Identity:
    try:
        lines = content.decode("ascii").splitlines()
        (secret,) = (line for line in lines if line and not line.startswith("#"))
        if not _SECRET.fullmatch(secret):
            raise NotAnIdentityFileError
        return Identity.parse(secret)
    except (ValueError, LibraryError):
        raise NotAnIdentityFileError from None
