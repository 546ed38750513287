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
_new_passphrase_option = click.option(
    "--new-passphrase-file",
    type=_FILE,
    help="File whose first line is the new passphrase (else words are generated).",
)


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

    _verify_unused(file)
    words, is_new = _choose_passphrase(invocation.passphrase_file)
    content, recipient = create_identity_file(words)
    write_file(file, content, private=True)
    _tell_passphrase(words, is_new)
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


@identity.command()
@click.argument("file", type=_FILE)
@_new_passphrase_option
@global_options
@pass_invocation
def passphrase(invocation: Invocation, file: Path, new_passphrase_file: Path | None) -> None:
    """Change the passphrase of an identity file; the key in it stays the same.

    The old file is replaced only once the new one was read back and opened. Copies of the old
    file elsewhere still open with the old passphrase.
    """
    from advisor.sealing.renewing import replace_passphrase  # noqa: PLC0415 - loads age

    unlocked = unlock(file, invocation.passphrase_file, invocation.places.home)
    words, is_new = _choose_passphrase(new_passphrase_file)
    replace_passphrase(file, unlocked, words)
    _tell_passphrase(words, is_new)
    message("The passphrase is changed. Copies elsewhere still have the old one.")


@identity.command()
@click.argument("file", type=_FILE)
@click.option("--new", "new_file", type=_FILE, required=True, help="The new identity file.")
@click.option("--request", type=_FILE, required=True, help="File for your administrator.")
@_new_passphrase_option
@json_option
@global_options
@pass_invocation
def rotate(
    invocation: Invocation,
    *,
    file: Path,
    new_file: Path,
    request: Path,
    new_passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Make a new identity, and a request to have it take the place of FILE at your site.

    Until an administrator confirms the request you sign in with FILE, then with the new one.
    If somebody else may have your key, do not rotate it: have it revoked.
    """
    from advisor.people.errors import NotRegisteredError  # noqa: PLC0415 - loads age
    from advisor.people.rotating import make_request  # noqa: PLC0415
    from advisor.people.site import load_site  # noqa: PLC0415
    from advisor.people.standing import find_standing  # noqa: PLC0415
    from advisor.sealing.identity import create_identity_file  # noqa: PLC0415

    for path in (new_file, request):
        _verify_unused(path)
    site = load_site(invocation.places.site)
    old = unlock(file, invocation.passphrase_file, invocation.places.home)
    standing = find_standing(invocation.places.site, site.site, old)
    if standing is None:
        raise NotRegisteredError
    words, is_new = _choose_passphrase(new_passphrase_file)
    content, recipient = create_identity_file(words)
    asked = make_request(site, standing, old.recipient, recipient)
    write_file(new_file, content, private=True)
    write_file(request, asked, private=True)
    _tell_passphrase(words, is_new)
    _print_recipient(recipient.text, as_json)
    message(f"Give “{request}” to an administrator: advisor clearance rotate FILE")


def _verify_unused(path: Path) -> None:
    if path.exists():
        raise AdvisorError(f"“{path}” is there already.", hint="Name a new file.")


def _choose_passphrase(brought: Path | None) -> tuple[str, bool]:
    """Return a passphrase, and whether its owner does not know it yet."""
    from advisor.sealing.passphrase import generate  # noqa: PLC0415 - not for other commands

    return (generate(), True) if brought is None else (read_passphrase(brought), False)


def _tell_passphrase(words: str, is_new: bool) -> None:
    if is_new:
        message("Passphrase, shown only now; learn it, or keep it locked away:", f"  {words}")


def _print_recipient(recipient: str, as_json: bool) -> None:
    if as_json:
        print_json({"recipient": recipient})
    else:
        click.echo(recipient)
