"""The rules of an entry as a picture or a table, for whoever signs them off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from advisor.cli.context import Invocation, global_options, pass_invocation
from advisor.cli.output import message, printable
from advisor.cli.words import release_json, warn
from advisor.durable import write_file

if TYPE_CHECKING:
    from advisor.picturing import RulesPicture
    from advisor.session import Session

_FORMATS = ("table", "svg", "mermaid", "json")
_BY_SUFFIX = {".svg": "svg", ".mmd": "mermaid", ".json": "json"}


@click.command()
@click.argument("entry_id", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="What to make (else what the file's suffix says, else a table).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (else standard output).",
)
@global_options
@pass_invocation
def graph(invocation: Invocation, entry_id: str, form: str | None, output: Path | None) -> None:
    """Show how the rules of a capability or an authority decide: questions, answers, outcomes.

    The table says all that the picture says.
    """
    from advisor.picturing import picture_rules, verify_may_be_written  # noqa: PLC0415 - only here

    session = invocation.session
    invocation.check(entry_id)  # an entry that is not there is told before anything is drawn
    picture = picture_rules(session, entry_id)
    suffix = output.suffix.lower() if output else ""
    text = _render(picture, form or _BY_SUFFIX.get(suffix, "table"), session)
    warn(session)
    if output is None:
        click.echo("\n".join(map(printable, text.rstrip("\n").split("\n"))))
        return
    verify_may_be_written(session, picture)
    invocation.export(entry_id, picture.label, f"decision graph, to {output.name}")
    write_file(output, text.encode("utf-8"), private=True)
    message(f"Written, marked {picture.label}: {output}.")


def _render(picture: RulesPicture, form: str, session: Session) -> str:
    match form:
        case "svg":
            return picture.svg
        case "mermaid":
            return picture.mermaid
        case "json":
            data = msgspec.to_builtins({**picture.json, "release": release_json(session)})
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        case _:
            return picture.table
