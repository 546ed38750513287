"""The draft of a request, for whoever finishes and sends it."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.case import answer_from, case_options, fact_option
from advisor.cli.context import Invocation, global_options, pass_invocation
from advisor.cli.output import message, printable
from advisor.cli.words import warn
from advisor.durable import write_file


@click.command()
@click.argument("entry_id", metavar="ID")
@fact_option
@click.option("--about", default="", help="The case in your own words, which goes into the text.")
@case_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (else standard output).",
)
@global_options
@pass_invocation
def request(
    invocation: Invocation,
    *,
    entry_id: str,
    facts: tuple[str, ...],
    about: str,
    case: Path | None,
    save: bool,
    output: Path | None,
) -> None:
    """Draft the request for something: what you answered, and blanks for what you have to add."""
    from advisor.requesting import draft_request, verify_may_be_written  # noqa: PLC0415

    session = invocation.session
    invocation.check(entry_id)  # an entry that is not there is told before a wrong answer
    answered = answer_from(invocation, case, facts, save=save, about=about)
    draft = draft_request(session, entry_id, answered.answers, answered.description)
    warn(session)
    if output is not None:
        verify_may_be_written(session, draft)
        invocation.export(entry_id, draft.label, f"draft request, to {output.name}")
        write_file(output, draft.text.encode("utf-8"), private=True)
        message(f"Written, marked {draft.label}, with {draft.blanks} blanks to fill in: {output}.")
    else:
        click.echo("\n".join(map(printable, draft.text.rstrip("\n").split("\n"))))
    answered.save((entry_id,))
