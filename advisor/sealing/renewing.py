"""A new passphrase for an identity file.

Rules that this module keeps:
 * The old file is replaced, all or nothing, only after the new one was written, read back and
   opened with the new passphrase. Until then it is as it was.
 * The key stays the same, so that everything that was granted or kept sealed still opens.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from advisor.durable import write_file
from advisor.other_process import do_nothing
from advisor.sealing.age import Identity
from advisor.sealing.errors import UnlockFailedError
from advisor.sealing.unlocking import child_command, protect_in_child, unlock_in_child

_BESIDE = ".new"


def replace_passphrase(
    path: Path,
    identity: Identity,
    passphrase: str,
    *,
    while_waiting: Callable[[], None] = do_nothing,
) -> None:
    """Protect an identity file with another passphrase.

    Args:
        path: The identity file.
        identity: What it holds, as it was unlocked.
        passphrase: The new passphrase.
        while_waiting: See ``unlock_in_child``; it takes some seconds.

    Raises:
        WeakPassphraseError: The passphrase is too easy to guess.
        IdentityError: The new file could not be made or opened; the old one is as it was.
        AdvisorError: It could not be written; the old one is as it was.
    """
    path = path.resolve()
    command = child_command()
    content = protect_in_child(identity, passphrase, command=command, while_waiting=while_waiting)
    beside = path.with_name(f"{path.name}{_BESIDE}")
    try:
        write_file(beside, content, private=True)
        opened = unlock_in_child(beside, passphrase, command=command, while_waiting=while_waiting)
        if opened.recipient != identity.recipient:
            raise UnlockFailedError
        write_file(path, content, private=True)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
