"""Asking for a passphrase and unlocking an identity with it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.sealing.age import Identity

_MOST_BYTES = 8192


def unlock(identity: Path, passphrase_file: Path | None, home: Path) -> Identity:
    """Unlock an identity file with a passphrase from a file, else from the terminal.

    Args:
        identity: The identity file.
        passphrase_file: What holds the passphrase.
        home: The home folder, where wrong tries are counted.

    Raises:
        IdentityError: It is no identity file, the passphrase does not open it, or it is too
            soon after a wrong one.
        AdvisorError: The passphrase file cannot be read.
    """
    from advisor.sealing.hardening import keep_memory_private  # noqa: PLC0415 - only with keys
    from advisor.sealing.identity import load_identity_file  # noqa: PLC0415 - loads age
    from advisor.sealing.slowing import Slowing  # noqa: PLC0415 - loads what only this needs
    from advisor.sealing.unlocking import child_command, unlock_in_child  # noqa: PLC0415

    keep_memory_private()
    untrusted, slowing = load_identity_file(identity), Slowing(home)
    if passphrase_file is not None:
        passphrase = read_passphrase(passphrase_file)
    else:
        passphrase = click.prompt("Passphrase", hide_input=True, err=True, prompt_suffix=": ")
    slowing.begin_try(untrusted, datetime.now(UTC))
    # Deriving the key takes half a gigabyte, which is gone with the process that did it.
    unlocked = unlock_in_child(identity, passphrase, command=child_command())
    slowing.forget(untrusted)
    return unlocked


def read_passphrase(path: Path) -> str:
    """Return the first line of a passphrase file.

    Raises:
        AdvisorError: It cannot be read, or is no text.
    """
    try:
        with path.open("rb") as stream:
            lines = stream.read(_MOST_BYTES).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AdvisorError(
            "The passphrase file cannot be read.", hint="Give it one line of text."
        ) from error
    return lines[0] if lines else ""
