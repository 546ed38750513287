"""Asking for a passphrase and unlocking an identity with it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.sealing.passphrase import read_passphrase

if TYPE_CHECKING:
    from advisor.sealing.age import Identity


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
    from advisor.sealing.attempt import Attempt  # noqa: PLC0415 - loads age
    from advisor.sealing.hardening import keep_memory_private  # noqa: PLC0415 - only with keys

    keep_memory_private()
    attempt = Attempt.begin(identity, home)
    if passphrase_file is not None:
        passphrase = read_passphrase(passphrase_file)
    else:
        passphrase = click.prompt("Passphrase", hide_input=True, err=True, prompt_suffix=": ")
    return attempt.unlock(passphrase, datetime.now(UTC))
