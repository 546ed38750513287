"""Enquiries at a ROCC's desk."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.catalogue.freshness import today
from advisor.catalogue.quoting import quoted
from advisor.clearance import Label
from advisor.cli.case import find_kept, say_changes
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.enquiry_words import (
    enquiry_json,
    look_json,
    print_enquiry,
    print_figures,
    print_retried,
    print_short,
    retried_json,
    say_look,
)
from advisor.cli.meter import metered
from advisor.cli.note import write_note
from advisor.cli.output import message, print_json, printable, title
from advisor.cli.referral import open_file, sheet_options
from advisor.cli.types import Day, Marking
from advisor.cli.words import warn
from advisor.errors import AdvisorError, UsageError

if TYPE_CHECKING:
    from advisor.advice import Answers
    from advisor.enquiries import Enquiry, Tray
    from advisor.enquiries.tray import KeptEnquiry
    from advisor.session import Session

F = TypeVar("F", bound=Callable[..., Any])
_STATUSES = ("open", "advised", "tasked", "declined", "closed")
_UNMET = ("none", "no-capability", "not-allowed", "no-capacity", "too-late", "other")


@click.group()
@global_options
def enquiry() -> None:
    """Keep what others ask you, sealed to you, and answer at their clearance."""


def _details(command: F) -> F:
    """Add what can be said of an enquiry."""
    options = (
        click.option("--unit", help="The unit that asks."),
        click.option("--region", help="Its region, by name or id (else your own)."),
        click.option("--force", help="Its force, by name or id."),
        click.option(
            "--for",
            "clearance",
            type=Marking(),
            metavar="CLEARANCE",
            help="What the asker is cleared for.",
        ),
        click.option("--about", help="What they ask, in words."),
        click.option(
            "--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A fact. Repeat for more."
        ),
        click.option(
            "--tactic", "tactics", multiple=True, metavar="ID", help="Choose it. Repeat for more."
        ),
        click.option("--by", "author", help="Who answers, as the note says it."),
        click.option("--by-marking", type=Marking(), metavar="LABEL", help="Who may be told that."),
        click.option("--review", type=Day(), metavar="DAY", help="The day of its next review."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@enquiry.command("open")
@click.argument("name")
@click.option(
    "--referral",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A referral that was sealed to you: its facts are taken on.",
)
@sheet_options
@_details
@json_option
@global_options
@pass_invocation
def open_(
    invocation: Invocation,
    /,
    *,
    name: str,
    referral: Path | None,
    line: str | None,
    marking: Label,
    as_json: bool,
    **said: Any,
) -> None:
    """Take down a new enquiry, under the name of its operation."""
    from advisor.enquiries.editing import open_enquiry  # noqa: PLC0415 - only here

    tray, session = _open(invocation), invocation.session
    if referral is not None:
        opened = _take_on(invocation, referral, name)
    else:
        opened = open_enquiry(name, session, _read_line(session, line, marking))
    saved = tray.save(_change(invocation, opened, said)).case
    if as_json:
        print_json(enquiry_json(saved))
    else:
        message(f"Taken down: {saved.id}, {quoted(saved.name)}.")


@enquiry.command("list")
@click.option("--search", "query", default="", help="Only those that hold these words.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only those that have come so far.")
@json_option
@global_options
@pass_invocation
def list_(invocation: Invocation, *, query: str, status: str | None, as_json: bool) -> None:
    """List your enquiries: those to be reviewed first, then what is not done."""
    from advisor.enquiries import Status  # noqa: PLC0415 - only here
    from advisor.enquiries.searching import by_urgency, find_enquiries  # noqa: PLC0415

    tray, day = _open(invocation), today()
    every = by_urgency((kept.case for kept in tray.all), day)
    wanted = Status(status) if status else None
    found = find_enquiries(every, invocation.session, query, wanted)
    if as_json:
        print_json([enquiry_json(one) for one in found])
        return
    title(f"Enquiries: {len(found)}")
    for one in found:
        print_short(one, day)


@enquiry.command()
@click.argument("name", metavar="ENQUIRY")
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, *, name: str, as_json: bool) -> None:
    """Show an enquiry, by its id or name, and say what changed since it was kept."""
    from advisor.cases import find_changes  # noqa: PLC0415 - only here

    one = _find(_open(invocation), name).case
    say_changes(find_changes(one, invocation.session), invocation)
    if as_json:
        print_json(enquiry_json(one))
        return
    warn(invocation.session)
    print_enquiry(one, invocation.session)


@enquiry.command("set")
@click.argument("name", metavar="ENQUIRY")
@_details
@click.option("--rename", metavar="NAME", help="Another name of the operation.")
@click.option("--without", multiple=True, metavar="ID", help="Take a tactic out.")
@click.option("--status", type=click.Choice(_STATUSES), help="How far it has come.")
@click.option("--outcome", help="What became of it, in words.")
@click.option("--unmet", type=click.Choice(_UNMET), help="What was needed and not had.")
@click.option("--unmet-words", help="That in your own words; never in figures.")
@json_option
@global_options
@pass_invocation
def set_(invocation: Invocation, /, *, name: str, as_json: bool, **said: Any) -> None:
    """Change what an enquiry says; what you do not name stays."""
    tray = _open(invocation)
    saved = tray.save(_change(invocation, _find(tray, name).case, said))
    message(*filter(None, [saved.message]))
    if as_json:
        print_json(enquiry_json(saved.case))
    else:
        message(f"Kept: {saved.case.id}, {quoted(saved.case.name)}.")


@enquiry.command("say")
@click.argument("name", metavar="ENQUIRY")
@click.argument("text", required=False)
@click.option(
    "--marking",
    type=Marking(),
    metavar="LABEL",
    help="Who may read it (else the highest that the enquiry's tactics draw on).",
)
@click.option("--take-out", type=click.IntRange(1), metavar="N", help="Take out paragraph N.")
@global_options
@pass_invocation
def say(
    invocation: Invocation,
    *,
    name: str,
    text: str | None,
    marking: Label | None,
    take_out: int | None,
) -> None:
    """Add a paragraph of your own to an enquiry's note, or take one out."""
    from advisor.enquiries.editing import change, with_words  # noqa: PLC0415 - only here

    tray, session = _open(invocation), invocation.session
    one = _find(tray, name).case
    if (text is None) is (take_out is None):
        raise UsageError("Say one thing.", hint="Write the paragraph, or name one to --take-out.")
    if text is not None:
        changed = with_words(one, session, text, marking)
        done = f"Added, marked {changed.words[-1].marking}."
    elif take_out is not None and take_out <= len(one.words):
        words = (*one.words[: take_out - 1], *one.words[take_out:])
        changed, done = change(one, session, words=words), "Taken out."
    else:
        raise UsageError(f"There are {len(one.words)} paragraphs.", hint="Name one of them.")
    tray.save(changed)
    message(done)


@enquiry.command("close")
@click.argument("name", metavar="ENQUIRY")
@click.option("--outcome", help="What became of it, in words.")
@click.option("--unmet", type=click.Choice(_UNMET), help="What was needed and not had.")
@click.option("--unmet-words", help="That in your own words; never in figures.")
@click.option("--declined", is_flag=True, help="It was declined.")
@global_options
@pass_invocation
def close(invocation: Invocation, /, *, name: str, declined: bool, **said: Any) -> None:
    """Say that nothing is left to do about an enquiry; it stays in the figures."""
    tray = _open(invocation)
    said["status"] = "declined" if declined else "closed"
    saved = tray.save(_change(invocation, _find(tray, name).case, said)).case
    message(f"{saved.status.value.capitalize()}: {quoted(saved.name)}.")


@enquiry.command("note")
@click.argument("name", metavar="ENQUIRY")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write the asker's note to, by its suffix .html, .pdf or .txt.",
)
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="TEXT",
    help="What the leak check found and you let stand. Repeat for more.",
)
@json_option
@global_options
@pass_invocation
def note(
    invocation: Invocation,
    *,
    name: str,
    output: Path | None,
    confirmed: tuple[str, ...],
    as_json: bool,
) -> None:
    """Look at the note for the asker's clearance, and write it once nothing leaks.

    What is left out and what the leak check found goes to standard error. Nothing is written
    while something was found that is neither mended nor confirmed.
    """
    from advisor.enquiries.final_look import look, verify_confirmed  # noqa: PLC0415 - only here
    from advisor.enquiries.giving_out import given_out  # noqa: PLC0415

    tray, session = _open(invocation), invocation.session
    one = _find(tray, name).case
    for entry_id in one.tactics:
        if entry_id in session.catalogue:
            invocation.read(entry_id)
    with metered() as progress:
        found = look(session, one, today(), progress)
    warn(session)
    say_look(found)
    if output is not None:
        verify_confirmed(found.hits_with(output.name), confirmed)
        write_note(invocation, found.theirs, output)
        tray.save(given_out(one, session, found.theirs, output.name))
    if as_json:
        print_json(look_json(found))
    elif output is None:
        click.echo("\n".join(map(printable, found.theirs.text.rstrip("\n").split("\n"))))


@enquiry.command("changes")
@json_option
@global_options
@pass_invocation
def changes(invocation: Invocation, *, as_json: bool) -> None:
    """List enquiries and notes that come out otherwise on the release that is open."""
    from advisor.enquiries.retrying import retry_all  # noqa: PLC0415 - only here

    found = retry_all((kept.case for kept in _open(invocation).all), invocation.session)
    if as_json:
        print_json(retried_json(found))
    else:
        warn(invocation.session)
        print_retried(found)


@enquiry.command("figures")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV file to write them to.",
)
@click.option("--since", type=Day(), metavar="DAY", help="Only enquiries taken down since.")
@click.option(
    "--for",
    "marking",
    type=Marking(),
    metavar="LABEL",
    help="What they are to be marked: nothing above it counts (else what you have open).",
)
@json_option
@global_options
@pass_invocation
def figures(
    invocation: Invocation,
    *,
    output: Path | None,
    since: datetime.date | None,
    marking: Label | None,
    as_json: bool,
) -> None:
    """Count enquiries, without names.

    They are counted by capability, threat, region, status, outcome and unmet need.
    """
    from advisor.enquiries.figures import count  # noqa: PLC0415 - only here

    every = (kept.case for kept in _open(invocation).all)
    wanted = [one for one in every if since is None or one.created_at.date() >= since]
    found = count(wanted, invocation.session, marking)
    if found.left_out:
        message(
            f"Above {found.label}, so not counted: {found.left_out}. Tell that to nobody below."
        )
    if output is not None:
        _write_figures(invocation, found.to_csv(), found.label, output)
    if as_json:
        print_json({"marking": str(found.label), "enquiries": found.enquiries, "rows": found.rows})
    elif output is None:
        print_figures(found)


def _take_on(invocation: Invocation, file: Path, name: str) -> Enquiry:
    """Return the enquiry of a referral, and say what of it this release does not know."""
    from advisor.enquiries.taking_on import say_unknown, take_on  # noqa: PLC0415 - only here

    opened = open_file(invocation, file)
    message(*say_unknown(opened))
    return take_on(invocation.session, opened, name)


def _read_line(session: Session, line: str | None, marking: Label) -> Answers:
    """Return the answers that were read out; none, where nothing was."""
    from advisor.notes.answer_sheet import read_sheet  # noqa: PLC0415 - only here

    if line is None:
        return session.parse_answers(())
    return read_sheet(session, line, marking)


def _write_figures(invocation: Invocation, data: bytes, label: Label, output: Path) -> None:
    from advisor.durable import write_output  # noqa: PLC0415 - only here

    policy = invocation.session.policy
    if not policy.allows_exporting(label):
        raise AdvisorError(
            f"Your organisation lets files up to {policy.export_up_to} be written, and this is "
            f"{label}.",
            hint="Nothing was written. Leave --output out to read it on the screen.",
        )
    invocation.export_of("figures of enquiries", label, f"to {output.name}")
    write_output(output, data)
    message(f"Written, marked {label}: {output}.")


@enquiry.command("delete")
@click.argument("name", metavar="ENQUIRY")
@global_options
@pass_invocation
def delete(invocation: Invocation, name: str) -> None:
    """Delete an enquiry, by its id or name; it is in no figures any more."""
    tray = _open(invocation)
    deleted = tray.delete(_find(tray, name).case.id)
    message(f"Deleted: {quoted(deleted.kept.case.name)}.")


def _open(invocation: Invocation) -> Tray:
    from advisor.enquiries import Tray  # noqa: PLC0415 - only here

    reader = invocation.reader
    session, home = invocation.session, invocation.places.home
    tray = Tray.open(home, reader, session.keys, session.opening_keys)
    message(*tray.problems)
    return tray


def _find(tray: Tray, name: str) -> KeptEnquiry:
    return find_kept(tray, name, "enquiries")


def _change(invocation: Invocation, one: Enquiry, said: dict[str, Any]) -> Enquiry:
    """Return an enquiry with what was said of it; what was not said stays."""
    from advisor.cases import read_answers  # noqa: PLC0415 - only here
    from advisor.enquiries import Status, Unmet  # noqa: PLC0415
    from advisor.enquiries.editing import change  # noqa: PLC0415

    session = invocation.session
    told = {name: value for name, value in said.items() if value is not None}
    changed: dict[str, Any] = {
        field: told[option]
        for option, field in (
            *((name, name) for name in ("unit", "author", "outcome", "unmet_words")),
            ("about", "description"),
            ("review", "review_on"),
            ("rename", "name"),
        )
        if option in told
    }
    for option, field in (("clearance", "clearance"), ("by_marking", "author_marking")):
        changed |= {field: str(told[option])} if option in told else {}
    changed |= {"status": Status(told["status"])} if "status" in told else {}
    changed |= {"unmet": Unmet(told["unmet"])} if "unmet" in told else {}
    changed |= _place(session, told)
    gone = set(told.get("without", ()))
    tactics = (*one.tactics, *told.get("tactics", ()))
    changed["tactics"] = tuple(name for name in tactics if name not in gone)
    for entry_id in told.get("tactics", ()):
        invocation.check(entry_id)
    answers = read_answers(one, session)[0]
    for fact, answer in session.parse_answers(told.get("facts", ())).items():
        answers = answers.with_answer(fact, answer)
    return change(one, session, answers=answers, **changed)


def _place(session: Session, told: dict[str, Any]) -> dict[str, str | None]:
    from advisor.enquiries.editing import find_place  # noqa: PLC0415 - only here

    if "region" not in told and "force" not in told:
        return {}
    where = find_place(session, told.get("region", ""), told.get("force", ""))
    return {"region": where.region, "force": where.force}
