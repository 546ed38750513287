"""Working on a passphrase in a process of its own, so that the window stays alive.

The library holds all threads for the seconds that it takes, needs half a gigabyte, and
ends the whole process where it does not get it. The process that it runs in here is the
same program with a hidden argument, and ends with its one answer.

Rules that this module keeps:
 * The passphrase and the key go through pipes alone: not through arguments, the
   environment or a file.
 * Whatever the other process does or does not answer is one of our errors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.other_process import ask, command_of, do_nothing, read_all, write_all
from advisor.sealing.age import Identity, LibraryError, Recipient, generate_identity
from advisor.sealing.errors import (
    NotAnIdentityFileError,
    TooCostlyIdentityError,
    UnlockFailedError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from advisor.sealing.hardening import end_with_parent, keep_memory_private
from advisor.sealing.identity import (
    MAX_FILE_BYTES,
    load_identity_file,
    protect,
    unlock,
    verify_identity_file,
)
from advisor.sealing.passphrase import MAX_CHARACTERS, find_weakness, is_possible

#: The hidden argument that ``advisor/__main__.py`` answers with ``child_main``.
ARGUMENT = "--unlock-identity"

_UNLOCK, _PROTECT, _DONE = b"U", b"P", b"D"
_FAILURES: dict[bytes, type[AdvisorError]] = {
    b"N": NotAnIdentityFileError,
    b"C": TooCostlyIdentityError,
    b"W": WrongPassphraseError,
}
_CODES = {failure: code for code, failure in _FAILURES.items()}
_LENGTH_BYTES = 4
_MAX_MESSAGE = 1 + _LENGTH_BYTES + MAX_FILE_BYTES + 4 * MAX_CHARACTERS
#: A slow computer takes 10 seconds for the largest cost that is allowed.
USUAL_TIMEOUT_SECONDS = 60.0


def child_command() -> list[str]:
    """Return what starts this program as the process that works on a passphrase."""
    return command_of(ARGUMENT)


def unlock_in_child(
    path: Path,
    passphrase: str,
    *,
    command: Sequence[str],
    while_waiting: Callable[[], None] = do_nothing,
    timeout_seconds: float = USUAL_TIMEOUT_SECONDS,
) -> Identity:
    """Open an identity file in another process.

    Args:
        path: The identity file.
        passphrase: Its passphrase.
        command: What starts the other process, from ``child_command``.
        while_waiting: Called twenty times a second; what it raises, such as
            ``CancelledError``, ends the other process and is raised here.
        timeout_seconds: When to give up.

    Raises:
        NotAnIdentityFileError: It is not one, or it is damaged.
        TooCostlyIdentityError: It asks for too much.
        WrongPassphraseError: The passphrase does not open it.
        UnlockFailedError: The other process gave no answer.
    """
    return unlock_file_in_child(
        load_identity_file(path),
        passphrase,
        command=command,
        while_waiting=while_waiting,
        timeout_seconds=timeout_seconds,
    )


def unlock_file_in_child(
    untrusted_file: bytes,
    passphrase: str,
    *,
    command: Sequence[str],
    while_waiting: Callable[[], None] = do_nothing,
    timeout_seconds: float = USUAL_TIMEOUT_SECONDS,
) -> Identity:
    """Open the content of an identity file in another process.

    Raises and arguments as ``unlock_in_child``.
    """
    verify_identity_file(untrusted_file)
    if not is_possible(passphrase):
        raise WrongPassphraseError
    message = _message(_UNLOCK, untrusted_file, passphrase)
    secret = _ask(command, message, while_waiting, timeout_seconds)
    try:
        return Identity.parse(secret.decode("ascii"))
    except (ValueError, LibraryError):
        raise UnlockFailedError from None


def protect_in_child(
    identity: Identity,
    passphrase: str,
    *,
    command: Sequence[str],
    while_waiting: Callable[[], None] = do_nothing,
    timeout_seconds: float = USUAL_TIMEOUT_SECONDS,
) -> bytes:
    """Make the content of an identity file in another process; arguments as above.

    Raises:
        WeakPassphraseError: The passphrase is too easy to guess.
        TooCostlyIdentityError: The library asks for a cost that others could not pay.
        UnlockFailedError: The other process gave no answer.
    """
    reason = find_weakness(passphrase)
    if reason is not None:
        raise WeakPassphraseError(reason)
    message = _message(_PROTECT, identity.reveal().encode("ascii"), passphrase)
    file = _ask(command, message, while_waiting, timeout_seconds)
    try:
        verify_identity_file(file)
    except NotAnIdentityFileError:
        raise UnlockFailedError from None
    return file


def create_in_child(
    passphrase: str,
    *,
    command: Sequence[str],
    while_waiting: Callable[[], None] = do_nothing,
    timeout_seconds: float = USUAL_TIMEOUT_SECONDS,
) -> tuple[bytes, Recipient]:
    """Make a new identity and the content of its file in another process.

    Raises and arguments as ``protect_in_child``.
    """
    identity = generate_identity()
    file = protect_in_child(
        identity,
        passphrase,
        command=command,
        while_waiting=while_waiting,
        timeout_seconds=timeout_seconds,
    )
    return file, identity.recipient


def _message(deed: bytes, content: bytes, passphrase: str) -> bytes:
    return deed + len(content).to_bytes(_LENGTH_BYTES, "big") + content + passphrase.encode()


def _ask(
    command: Sequence[str],
    message: bytes,
    while_waiting: Callable[[], None],
    timeout_seconds: float,
) -> bytes:
    """Start the other process, hand it one message and return its answer.

    Raises:
        AdvisorError: One of ``_FAILURES``, or ``UnlockFailedError``.
    """
    answer = ask(command, message, while_waiting, timeout_seconds) or b""
    code, content = answer[:1], answer[1:]
    if code in _FAILURES:
        raise _FAILURES[code]
    if code != _DONE:
        raise UnlockFailedError
    return content


# In the other process


def child_main() -> int:
    """Answer one message from the pipe and return the exit code.

    Run by ``advisor/__main__.py`` for the hidden argument, before anything else is loaded.
    """
    keep_memory_private()
    end_with_parent()
    message = read_all(_MAX_MESSAGE)
    try:
        write_all(_DONE + _answer(message))
    except AdvisorError as failure:
        write_all(_CODES.get(type(failure), b"?"))
    return 0


def _answer(message: bytes) -> bytes:
    start = 1 + _LENGTH_BYTES
    end = start + int.from_bytes(message[1:start], "big")
    deed, content, rest = message[:1], message[start:end], message[end:]
    try:
        passphrase = rest.decode()
        if deed == _UNLOCK:
            return unlock(content, passphrase).reveal().encode("ascii")
        if deed == _PROTECT:
            return protect(Identity.parse(content.decode("ascii")), passphrase)
    except (UnicodeDecodeError, LibraryError):
        pass
    raise UnlockFailedError
