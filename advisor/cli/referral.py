"""Referrals: a reader's facts, sealed to their ROCC or read out on the telephone."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL, Label
from advisor.cli.case import answer_from, case_options, fact_option
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.note import verify_may_be_written
from advisor.cli.output import heading, item, message, paragraph, print_json, printable, title
from advisor.cli.types import Marking
from advisor.cli.words import warn
from advisor.durable import read_untrusted, write_file
from advisor.errors import UsageError

if TYPE_CHECKING:
    from advisor.advice import Answers
    from advisor.notes.referral import Opened, Referral
    from advisor.session import Session


F = TypeVar("F", bound=Callable[..., Any])


def sheet_options(command: F) -> F:
    """Add ``--line`` and ``--marking``."""
    command = click.option(
        "--marking",
        type=Marking(),
        default=OFFICIAL,
        metavar="LABEL",
        help="How that sheet is marked; OFFICIAL where you do not say.",
    )(command)
    return click.option(
        "--line", metavar="TEXT", help="The line of an answer sheet, as it was read out."
    )(command)


@click.group()
@global_options
def referral() -> None:
    """Send your ROCC your facts, or open what somebody sent you."""


@referral.command("create")
@click.argument("entries", metavar="[ID]…", nargs=-1)
@fact_option
@click.option("--about", default="", help="The case in your own words.")
@click.option("--by", default="", metavar="NAME", help="Who you are, and how to reach you.")
@click.option("--to", "key", metavar="KEY", help="Your ROCC's public key: age1…")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, sealed to that key (else an answer sheet to read out).",
)
@case_options
@json_option
@global_options
@pass_invocation
def create(
    invocation: Invocation,
    *,
    entries: tuple[str, ...],
    facts: tuple[str, ...],
    about: str,
    by: str,
    key: str | None,
    output: Path | None,
    case: Path | None,
    save: bool,
    as_json: bool,
) -> None:
    """Seal your facts to your ROCC, or number them to be read out on the telephone."""
    from advisor.notes.referral import make_referral  # noqa: PLC0415 - only for referrals

    session = invocation.session
    if (key is None) != (output is None):
        raise UsageError(
            "A sealed referral needs a public key and a file.", hint="Give --to and --output."
        )
    answered = answer_from(invocation, case, facts, save=save, about=about)
    warn(session)
    if key is not None and output is not None:
        made = make_referral(
            session,
            answered.answers,
            datetime.datetime.now(datetime.UTC).date(),
            about=answered.description,
            by=by,
            looked_at=entries,
        )
        _write(invocation, made, key, output)
        if as_json:
            print_json({"file": str(output), "marking": made.marking, "referral": made})
    else:
        _print_sheet(session, answered.answers, as_json=as_json)
    answered.save(entries)


def _write(invocation: Invocation, made: Referral, key: str, output: Path) -> None:
    """Write a referral to a file, once that is recorded.

    Raises:
        NotARecipientError: The key is none.
        AdvisorError: The policy forbids it, it cannot be recorded, or not be written.
    """
    from advisor.notes.referral import seal_referral  # noqa: PLC0415 - loads age
    from advisor.sealing.age import Recipient  # noqa: PLC0415

    data = seal_referral(made, Recipient.parse(key))
    verify_may_be_written(invocation, made.label)
    for entry_id in made.looked_at:
        invocation.export(entry_id, made.label, f"referral, to {output.name}")
    write_file(output, data, private=True)
    message(f"Written, marked {made.label}, sealed to that key alone: {output}.")


def _print_sheet(session: Session, answers: Answers, *, as_json: bool) -> None:
    from advisor.notes.answer_sheet import (  # noqa: PLC0415 - only for referrals
        say_sheet,
        sheet_document,
    )
    from advisor.notes.plain import to_text  # noqa: PLC0415

    document = sheet_document(session, answers)
    if as_json:
        print_json({"marking": str(document.label), "line": say_sheet(session, answers)})
    else:
        click.echo("\n".join(map(printable, to_text(document).rstrip("\n").split("\n"))))


@referral.command("open")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@sheet_options
@json_option
@global_options
@pass_invocation
def open_(
    invocation: Invocation,
    *,
    file: Path | None,
    line: str | None,
    marking: Label,
    as_json: bool,
) -> None:
    """Open a referral that was sealed to you, or type in the line of an answer sheet."""
    if (file is None) == (line is None):
        raise UsageError("Name one file, or give one line.", hint="advisor referral open FILE")
    session = invocation.session
    warn(session)
    if line is not None:
        from advisor.notes.answer_sheet import read_sheet  # noqa: PLC0415 - only for referrals

        _print_answers(session, read_sheet(session, line, marking), as_json=as_json)
    elif file is not None:
        _print_opened(session, open_file(invocation, file), as_json=as_json)


def open_file(invocation: Invocation, file: Path) -> Opened:
    """Return the referral that a file holds, opened with the reader's identity.

    Raises:
        NoteError: It is none, for somebody else, of a newer version, or marked too high.
        AdvisorError: It cannot be read.
    """
    from advisor.notes.referral import MOST_BYTES, open_referral  # noqa: PLC0415 - loads age

    data = read_untrusted(file, MOST_BYTES, "a referral")
    return open_referral(data, file.name, invocation.session, invocation.reader)


def _print_opened(session: Session, opened: Opened, *, as_json: bool) -> None:
    found = opened.referral
    if as_json:
        print_json(_to_json(opened))
        return
    from advisor.notes.referral_words import say_who  # noqa: PLC0415 - only for referrals

    title(f"Referral, marked {found.marking}, of {say_date(found.made_on)}")
    for words, text in say_who(session, found):
        paragraph(f"{words}: {text}")
    if opened.is_newer:
        paragraph(
            f"It was answered on release {found.release}, which is newer than release "
            f"{session.catalogue.release.release}: what follows is what this release knows of it."
        )
    _print_answers(session, opened.answers, as_json=False)
    unknown = [*(f"{one.fact}: {one.answer}" for one in opened.lost), *opened.missing]
    if unknown:
        heading("What this release does not know")
    for line in unknown:
        item(line)


def _print_answers(session: Session, answers: Answers, *, as_json: bool) -> None:
    if as_json:
        print_json({"answers": answers.to_json()})
        return
    subjects = {fact.name: fact.subject for fact in session.catalogue.facts}
    heading("Their answers")
    for name, answer in answers.items():
        item(f"{subjects[name]}: {answer}")
    facts = " ".join(f"--fact {name}={answer}" for name, answer in answers.items())
    paragraph(f"Go on with: advisor advise {facts}")


def _to_json(opened: Opened) -> dict[str, Any]:
    return {
        "referral": opened.referral,
        "answers": opened.answers.to_json(),
        "unknown": [{"fact": lost.fact, "answer": lost.answer} for lost in opened.lost],
        "missing": opened.missing,
        "newer": opened.is_newer,
    }
