"""A new identity, in a file of its own.

Rules that this module keeps:
 * Nothing that is there is replaced.
 * Nobody is told of an identity before its file was read back and opened.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.other_process import do_nothing
from advisor.sealing.age import Recipient
from advisor.sealing.errors import UnlockFailedError
from advisor.sealing.unlocking import child_command, create_in_child, unlock_in_child


def verify_is_new(path: Path) -> None:
    """Make sure that a file is not there yet.

    Raises:
        AdvisorError: It is.
    """
    if path.exists() or path.is_symlink():
        raise AdvisorError(f"“{path}” is there already.", hint="Name a new file.")


def make_identity(
    path: Path, passphrase: str, *, while_waiting: Callable[[], None] = do_nothing
) -> Recipient:
    """Make an identity and the file that keeps it; it takes some seconds.

    Args:
        path: The file, which is not there yet.
        passphrase: What protects it.
        while_waiting: See ``unlock_in_child``.

    Raises:
        WeakPassphraseError: The passphrase is too easy to guess.
        IdentityError: It could not be made or opened; nothing is left of it.
        AdvisorError: The file is there already, or could not be written.
    """
    verify_is_new(path)
    command = child_command()
    content, recipient = create_in_child(passphrase, command=command, while_waiting=while_waiting)
    verify_is_new(path)
    write_file(path, content, private=True)
    try:
        opened = unlock_in_child(path, passphrase, command=command, while_waiting=while_waiting)
        if opened.recipient != recipient:
            raise UnlockFailedError
    except AdvisorError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return recipient
