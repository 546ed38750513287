"""A rehearsal of clearances, made on the spot."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, message, paragraph, print_json, title

if TYPE_CHECKING:
    from advisor.releases.demonstration import Rehearsal

_FOLDER = "advisor-demonstration"
_TO_TRY = ("search decoy", "show lawful-interception", "contacts")


@click.command()
@json_option
@global_options
@pass_invocation
def demo(invocation: Invocation, as_json: bool) -> None:
    """Make a rehearsal folder: a demonstration catalogue and an identity for every level.

    It goes to the folder that --home names, else to advisor-demonstration here. Passphrases
    are printed once.
    """
    from advisor.releases.demonstration import make_rehearsal  # noqa: PLC0415 - loads age

    folder = invocation.home or Path(_FOLDER)
    made = make_rehearsal(folder, message)
    if as_json:
        print_json(_to_json(made))
        return
    title("DEMONSTRATION: public facts under made-up markings. Nothing here is protected.")
    paragraph(f"When you have seen it, remove the folder {folder}.")
    heading("Without an identity, OFFICIAL")
    _print_commands(made, [])
    heading("As an administrator, a newer release to look at and import")
    for command in ("preview", "apply"):
        click.echo(f"  {_typed(made)} release {command} {shlex.quote(str(made.next_release))}")
    for reader in made.readers:
        heading(f"Cleared for {reader.clearance}")
        paragraph(f"Passphrase, shown only now: {reader.passphrase}")
        _print_commands(made, ["--identity", str(reader.identity)])


def _print_commands(made: Rehearsal, options: list[str]) -> None:
    # On one line each, so that they can be copied.
    click.echo(f"  {_typed(made, *options)}  # the window")
    for command in _TO_TRY:
        click.echo(f"  {_typed(made, *options)} {command}")


def _typed(made: Rehearsal, *options: str) -> str:
    return shlex.join(["advisor", "--site", str(made.site), "--home", str(made.home), *options])


def _to_json(made: Rehearsal) -> dict[str, object]:
    return {
        "demonstration": True,
        "catalogue": str(made.catalogue),
        "site": str(made.site),
        "home": str(made.home),
        "next_release": str(made.next_release),
        "readers": [
            {
                "clearance": str(reader.clearance),
                "identity": str(reader.identity),
                "passphrase": reader.passphrase,
            }
            for reader in made.readers
        ],
    }
