"""A publisher's key in a file, protected by a passphrase.

The file holds an identity of its own, protected exactly as a person's identity file is, and the
signing key sealed to it. So the cost of a guess, the cap on it and the process that pays it are
those of ``advisor.sealing``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from advisor.durable import write_file
from advisor.other_process import do_nothing
from advisor.sealing.age import seal, unseal
from advisor.sealing.errors import SealingError
from advisor.sealing.identity import MAX_FILE_BYTES
from advisor.sealing.making import verify_is_new
from advisor.sealing.unlocking import child_command, create_in_child, unlock_file_in_child
from advisor.signing.errors import NotAKeyError
from advisor.signing.key import PublicKey, PublisherKey

_MAX_BYTES = 16_384
_FORMAT = 1


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the file of a publisher's key.

    Attributes:
        format: Version of the format.
        public: The text of the public key.
        identity: An identity file that the passphrase opens.
        sealed: The private key, sealed to that identity.
    """

    format: Annotated[int, msgspec.Meta(ge=_FORMAT, le=_FORMAT)] = _FORMAT
    public: Annotated[str, msgspec.Meta(max_length=300)]
    identity: Annotated[bytes, msgspec.Meta(max_length=MAX_FILE_BYTES)]
    sealed: Annotated[bytes, msgspec.Meta(max_length=MAX_FILE_BYTES)]


def public_path(path: Path) -> Path:
    """Return the file beside a key that others are given."""
    return path.with_name(f"{path.name}.pub")


def create_key_file(
    path: Path, holder: str, passphrase: str, *, while_waiting: Callable[[], None] = do_nothing
) -> PublicKey:
    """Make a publisher's key, the file that keeps it and the one for others; it takes seconds.

    Args:
        path: The file, which is not there yet.
        holder: Whose it is, as a role.
        passphrase: What protects it.
        while_waiting: See ``unlock_in_child``.

    Raises:
        WeakPassphraseError: The passphrase is too easy to guess.
        IdentityError: It could not be made.
        AdvisorError: A file is there already, or could not be written.
    """
    for new in (path, public_path(path)):
        verify_is_new(new)
    key = PublisherKey.generate(holder)
    identity, recipient = create_in_child(
        passphrase, command=child_command(), while_waiting=while_waiting
    )
    sealed = seal(key.reveal(), (recipient,))
    content = KeyFile(public=key.public.text, identity=identity, sealed=sealed)
    write_file(path, msgspec.json.encode(content) + b"\n", private=True)
    write_file(public_path(path), f"{key.public.text}\n".encode())
    return key.public


def load_key_file(path: Path) -> KeyFile:
    """Read the file of a publisher's key; no passphrase is needed for that.

    Raises:
        NotAKeyError: It is not one, or cannot be read.
    """
    try:
        return msgspec.json.decode(_read(path), type=KeyFile)
    except (ValueError, RecursionError):
        raise NotAKeyError from None


def unlock_key_file(
    path: Path, passphrase: str, *, while_waiting: Callable[[], None] = do_nothing
) -> PublisherKey:
    """Open the file of a publisher's key, in a process of its own; it takes a second or two.

    Args:
        path: The file.
        passphrase: Its passphrase.
        while_waiting: See ``unlock_in_child``.

    Raises:
        NotAKeyError: It is not one, or it is damaged.
        WrongPassphraseError: The passphrase does not open it.
        IdentityError: It asks for too much, or this computer could not do it.
    """
    file = load_key_file(path)
    public = PublicKey.parse(file.public)
    identity = unlock_file_in_child(
        file.identity, passphrase, command=child_command(), while_waiting=while_waiting
    )
    try:
        raw = unseal(file.sealed, (identity,))
    except SealingError:
        raise NotAKeyError from None
    key = PublisherKey(raw or b"", public.holder)
    if key.public != public:
        raise NotAKeyError
    return key


def load_public_key(path: Path) -> PublicKey:
    """Read a public key that a publisher handed on.

    Raises:
        NotAKeyError: It is not one, or cannot be read.
    """
    try:
        return PublicKey.parse(_read(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotAKeyError from None


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            raise NotAKeyError
        with path.open("rb") as stream:
            return stream.read(_MAX_BYTES + 1)[:_MAX_BYTES]
    except (OSError, ValueError):
        raise NotAKeyError from None
