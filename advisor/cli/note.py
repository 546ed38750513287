"""Advice notes: made for a clearance, and checked later."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.clearance import OFFICIAL, Label
from advisor.cli.case import answer_from, case_options, fact_option
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.meter import metered
from advisor.cli.output import item, message, paragraph, print_json, printable, title
from advisor.cli.types import Marking
from advisor.cli.words import warn
from advisor.durable import write_output
from advisor.errors import AdvisorError, UsageError

if TYPE_CHECKING:
    from advisor.notes import Note, OwnWords, Verification


@click.group()
@global_options
def note() -> None:
    """Make an advice note for somebody's clearance, or check one."""


@note.command("create")
@click.argument("entries", metavar="ID…", nargs=-1, required=True)
@fact_option
@click.option(
    "--for",
    "clearance",
    type=Marking(),
    metavar="CLEARANCE",
    help="What the note's reader is cleared for (else what you have open).",
)
@click.option("--whole", is_flag=True, help="Give the entries in full, not the advice on them.")
@click.option("--by", default="", metavar="NAME", help="Who makes it.")
@click.option(
    "--by-marking",
    type=Marking(),
    default=OFFICIAL,
    metavar="LABEL",
    help="Who may be told that; OFFICIAL where you do not say.",
)
@click.option(
    "--words",
    "own",
    type=(Marking(), str),
    multiple=True,
    metavar="LABEL TEXT",
    help="A paragraph of your own, with its marking. Repeat for more.",
)
@case_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, by its suffix .html, .pdf or .txt (else text on standard output).",
)
@json_option
@global_options
@pass_invocation
def create(
    invocation: Invocation,
    *,
    entries: tuple[str, ...],
    facts: tuple[str, ...],
    clearance: Label | None,
    whole: bool,
    by: str,
    by_marking: Label,
    own: tuple[tuple[Label, str], ...],
    case: Path | None,
    save: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Make an advice note that its reader may have, with a receipt.

    It is made from what a reader of that clearance can open, and from nothing above it.
    """
    from advisor.notes import OwnWords, Wanted  # noqa: PLC0415 - only for notes
    from advisor.notes.tear_line import make_note_for  # noqa: PLC0415

    session = invocation.session
    for entry_id in entries:
        invocation.read(entry_id)  # an entry that is not there is told before a wrong answer
    answered = answer_from(invocation, case, facts, save=save)
    words = tuple(OwnWords(marking=str(label), text=text) for label, text in own)
    _verify_words(invocation, by_marking, words)
    wanted = Wanted(
        entries,
        answered.answers,
        datetime.datetime.now(datetime.UTC).date(),
        whole=whole,
        author=by,
        author_label=by_marking,
        words=words,
    )
    with metered() as progress:
        made = make_note_for(session, wanted, clearance or session.clearance.label, progress)
    warn(session)
    if output is not None:
        write_note(invocation, made, output)
    _print(made, output, as_json=as_json)
    answered.save(entries)


def _verify_words(invocation: Invocation, by: Label, words: tuple[OwnWords, ...]) -> None:
    """Refuse markings that the author does not have open.

    Raises:
        UsageError: One is higher than what is open.
    """
    clearance = invocation.session.clearance
    for label in (by, *(one.label for one in words)):
        if not clearance.dominates(label):
            raise UsageError(
                f"You cannot mark anything {label}: you have {clearance.label} open.",
                hint="Sign in for more, or mark it lower.",
            )


def write_note(invocation: Invocation, made: Note, output: Path) -> None:
    """Write the note to a file, once that is recorded.

    Raises:
        AdvisorError: The policy forbids it, it cannot be recorded, or not be written.
    """
    data = _encode(made, output)
    verify_may_be_written(invocation, made.label)
    for entry_id in made.recipe.entries:
        where = f"advice note {made.code}, to {output.name}"
        invocation.export(entry_id, made.label, where)
    write_output(output, data)
    message(f"Written, marked {made.label}, receipt {made.code}: {output}.")


def _encode(made: Note, output: Path) -> bytes:
    match output.suffix.lower():
        case ".html" | ".htm":
            return made.html.encode("utf-8")
        case ".pdf":
            return _draw(made)
        case ".txt":
            return made.text.encode("utf-8")
        case _:
            raise UsageError(
                f"“{output.name}” has no suffix of a note.", hint="Name it .html, .pdf or .txt."
            )


def _draw(made: Note) -> bytes:
    """Return the note as PDF, showing on a terminal how far it is."""
    from advisor.printing import draw_pdf, ensure_fonts  # noqa: PLC0415 - loads Qt

    ensure_fonts()
    work = draw_pdf(made.document, made.recipe.made_on)
    with metered() as progress:
        while True:
            try:
                progress("Drawing pages, per cent", next(work), 100)
            except StopIteration as ended:
                return bytes(ended.value)


def verify_may_be_written(invocation: Invocation, label: Label) -> None:
    """Verify that the site lets a note be written to a file.

    Raises:
        AdvisorError: It is marked higher than the policy allows.
    """
    policy = invocation.session.policy
    if not policy.allows_exporting(label):
        raise AdvisorError(
            f"Your organisation lets files up to {policy.export_up_to} be written, and this is "
            f"{label}.",
            hint="Nothing was written. Leave --output out to read it on the screen.",
        )


def _print(made: Note, output: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(_to_json(made, output))
    elif output is None:
        click.echo("\n".join(map(printable, made.text.rstrip("\n").split("\n"))))


def _to_json(made: Note, output: Path | None) -> dict[str, Any]:
    return {
        "code": made.code,
        "marking": str(made.label),
        "made_of": made.recipe,
        "file": None if output is None else str(output),
        "text": made.text,
    }


@note.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@global_options
@pass_invocation
def verify(invocation: Invocation, *, file: Path, as_json: bool) -> None:
    """Say whether a note is what this release gives for its facts, and what differs.

    Exit 1 where anything differs.
    """
    from advisor.notes import verify_note  # noqa: PLC0415 - only for notes

    with metered() as progress:
        found = verify_note(invocation.session, file, progress)
    warn(invocation.session)
    if as_json:
        print_json(_verification_json(found))
    else:
        _print_verification(found)
    if not found.is_as_made:
        raise click.exceptions.Exit(1)


def _verification_json(found: Verification) -> dict[str, Any]:
    return {
        "as_made": found.is_as_made,
        "differs": [finding.value for finding in found.findings],
        "words": found.words,
        "lines": found.lines,
        "code": found.kept.code,
        "made_of": found.kept.recipe,
    }


def _print_verification(found: Verification) -> None:
    title(f"Advice note {found.kept.code}, marked {found.kept.recipe.marking}")
    for words in found.words:
        paragraph(words)
    if found.is_pdf and found.is_as_made:
        paragraph("How the letters were drawn was not compared: the file is as it was written.")
    for line in found.lines:
        item(line[1:], mark="In the file:" if line[0] == "-" else "This release:", indent=2)
