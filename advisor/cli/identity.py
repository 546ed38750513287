"""Identities: making one, and unlocking one for a command."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import message, print_json
from advisor.cli.passphrases import unlock
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.sealing.passphrase import read_passphrase

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
@global_options
def identity() -> None:
    """Your identity file: the private key that opens what you were granted."""


@identity.command()
@click.argument("file", type=_FILE)
@json_option
@global_options
@pass_invocation
def create(invocation: Invocation, file: Path, as_json: bool) -> None:
    """Make an identity, protected by a passphrase of generated words, and print its public key.

    The words are printed once, on standard error, unless you bring a passphrase of your own
    in --passphrase-file. Whoever grants clearances needs the public key.
    """
    from advisor.sealing.identity import create_identity_file  # noqa: PLC0415 - loads age
    from advisor.sealing.passphrase import generate  # noqa: PLC0415 - not for other commands

    if file.exists():
        raise AdvisorError(f"“{file}” is there already.", hint="Name a new file.")
    brought = invocation.passphrase_file
    passphrase = generate() if brought is None else read_passphrase(brought)
    content, recipient = create_identity_file(passphrase)
    write_file(file, content)
    file.chmod(0o600)
    if brought is None:
        message("Passphrase, shown only now; learn it, or keep it locked away:", f"  {passphrase}")
    _print_recipient(recipient.text, as_json)


@identity.command()
@click.argument("file", type=_FILE)
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, file: Path, as_json: bool) -> None:
    """Print the public key of an identity file; it takes the passphrase."""
    unlocked = unlock(file, invocation.passphrase_file, invocation.places.home)
    _print_recipient(unlocked.recipient.text, as_json)


def _print_recipient(recipient: str, as_json: bool) -> None:
    if as_json:
        print_json({"recipient": recipient})
    else:
        click.echo(recipient)
