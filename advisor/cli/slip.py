"""Saying that a line of an entry is wrong, and reading what others said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.catalogue.quoting import quoted
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, message, paragraph, print_json, printable, title
from advisor.cli.types import Marking
from advisor.cli.words import warn
from advisor.errors import AdvisorError, UsageError

if TYPE_CHECKING:
    from advisor.clearance import Label
    from advisor.slips import Finding, Line, Slip


@click.command()
@click.argument("entry_id", metavar="ID")
@click.option("--line", "line_key", metavar="LINE", help="Which line (else they are listed).")
@click.option("--says", default="", help="What is wrong, in your own words.")
@click.option("--right", default="", help="What you think is right.")
@click.option("--how", default="", help="How you know.")
@click.option("--by", default="", help="Your name and unit, if you want to be asked.")
@click.option(
    "--marking",
    type=Marking(),
    help="How the slip is marked (else as high as all that you can read of the entry).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (else a text to read out).",
)
@json_option
@global_options
@pass_invocation
def slip(
    invocation: Invocation,
    *,
    entry_id: str,
    line_key: str | None,
    says: str,
    right: str,
    how: str,
    by: str,
    marking: Label | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Say that a line of an entry is wrong: a slip to send, or a code to read out."""
    from advisor.slips import Said, entry_lines, find_line, make_slip  # noqa: PLC0415 - only here

    session, entry = invocation.session, invocation.read(entry_id)
    lines = entry_lines(session, entry)
    if line_key is None:
        if says:
            raise UsageError("Say which line is wrong.", hint=f"List them: advisor slip {entry.id}")
        _list_lines(invocation, entry_id, lines, as_json=as_json)
        return
    line = find_line(lines, line_key)
    said = Said(wrong=says, right=right, known_from=how, by=by)
    today = datetime.now(UTC).date()
    made = make_slip(session, entry, line, said, today=today, marking=marking)
    warn(session)
    _give(invocation, made, output, as_json=as_json)


def _list_lines(
    invocation: Invocation, entry_id: str, lines: tuple[Line, ...], *, as_json: bool
) -> None:
    """Print the lines of an entry, each with what it is called by."""
    if as_json:
        names = ("key", "part", "heading", "text")
        found = [{name: getattr(line, name) for name in names} for line in lines]
        print_json(
            [{**each, "marking": str(line.label)} for each, line in zip(found, lines, strict=True)]
        )
        return
    title(f"Lines of {invocation.session.catalogue.head(entry_id).title}: {len(lines)}")
    for line in lines:
        item(f"{line.heading}: {line.text}", mark=line.key)
    click.echo()
    paragraph(f'Say what is wrong: advisor slip {entry_id} --line LINE --says "…"')


def _give(invocation: Invocation, made: Slip, output: Path | None, *, as_json: bool) -> None:
    """Write a slip, or print it."""
    from advisor.durable import write_file  # noqa: PLC0415 - only here
    from advisor.slips import say_slip, verify_may_be_written, write_slip  # noqa: PLC0415

    if output is not None:
        verify_may_be_written(invocation.session, made)
        invocation.export(made.entry, made.label, f"slip, to {output.name}")
        write_file(output, write_slip(made), private=True)
        message(f"Written, marked {made.marking}, code {made.code}: {output}.")
    elif as_json:
        print_json(made)
    else:
        click.echo("\n".join(map(printable, say_slip(made).rstrip("\n").split("\n"))))


@click.command("slips")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, metavar="[FOLDER|FILE]…")
@click.option("--code", "codes", multiple=True, help="A code that was read out. Repeat for more.")
@json_option
@global_options
@pass_invocation
def slips_command(
    invocation: Invocation, *, paths: tuple[Path, ...], codes: tuple[str, ...], as_json: bool
) -> None:
    """Read slips: which line each is about, how that stands now, and what is said."""
    from advisor.slips import find_files, find_said, read_slip  # noqa: PLC0415 - only here

    if not paths and not codes:
        raise UsageError("Name a folder of slips, a file, or a --code.")
    session = invocation.session
    slips, bad = _try_each(find_files(paths), lambda path: read_slip(path, session))
    said, misheard = _try_each(codes, lambda code: (code, find_said(code, session)))
    for entry_id in _entries_of(slips, said):
        invocation.read(entry_id)  # the lines as they stand now are parts of them
    if as_json:
        print_json(
            {
                "slips": [_slip_json(one, invocation) for one in slips],
                "codes": [_code_json(*one) for one in said],
                "problems": [{"reason": e.message, "remedy": e.hint} for e in (*bad, *misheard)],
            }
        )
    else:
        warn(session)
        for one in slips:
            _print_slip(one, invocation)
        for typed, found in said:
            _print_code(typed, found)
    for error in () if as_json else (*bad, *misheard):
        message(f"{error.message} {error.hint or ''}".rstrip())
    message(f"Slips read: {len(slips)}. Not read: {len(bad)}.")
    if bad or misheard:
        raise click.exceptions.Exit(1)


def _try_each(given: Any, read: Callable[[Any], Any]) -> tuple[list[Any], list[AdvisorError]]:
    """Return what could be read of some things, and what is wrong with each of the others."""
    found, wrong = [], []
    for each in given:
        try:
            found.append(read(each))
        except AdvisorError as error:
            wrong.append(error)
    return found, wrong


def _entries_of(slips: list[Finding], said: list[Any]) -> list[str]:
    """Return the entries that are quoted from, each once."""
    from advisor.slips import Standing  # noqa: PLC0415 - only here

    of_slips = [one.slip.entry for one in slips if one.standing is not Standing.NO_ENTRY]
    of_codes = [head.id for _, found in said for head, _ in found]
    return list(dict.fromkeys([*of_slips, *of_codes]))


def _title_of(one: Finding, invocation: Invocation) -> str:
    """Return the name of a slip's entry: ours, where there is such an entry."""
    catalogue, slip = invocation.session.catalogue, one.slip
    return catalogue.head(slip.entry).title if slip.entry in catalogue else quoted(slip.title)


def _slip_json(one: Finding, invocation: Invocation) -> dict[str, Any]:
    slip = one.slip
    return {
        "entry": slip.entry,
        "title": _title_of(one, invocation),
        "marking": str(one.label),
        "code": slip.code,
        "release": slip.release,
        "written_on": slip.written_on,
        "heading": slip.heading,
        "quoted": slip.quoted,
        "standing": one.standing.value,
        "now": one.now,
        "wrong": slip.said.wrong,
        "right": slip.said.right,
        "known_from": slip.said.known_from,
        "by": slip.said.by,
    }


def _print_slip(one: Finding, invocation: Invocation) -> None:
    slip = one.slip
    heading(f"{_title_of(one, invocation)}  ({one.label})")
    paragraph(f"{slip.entry} · release {slip.release} · {slip.written_on} · {slip.code}")
    item(f"{slip.heading}, as it stood: {slip.quoted}")
    item(f"Now: {one.standing}{f': {one.now}' if one.standing.value == 'changed since' else ''}")
    for words, text in (
        ("What is wrong", slip.said.wrong),
        ("What is right", slip.said.right),
        ("How they know", slip.said.known_from),
        ("From", slip.said.by),
    ):
        if text:
            item(f"{words}: {text}")


def _code_json(typed: str, found: Any) -> dict[str, Any]:
    return {
        "code": typed,
        "meant": [
            {
                "entry": head.id,
                "title": head.title,
                "heading": line and line.heading,
                "text": line and line.text,
                "marking": str(line.label) if line else None,
            }
            for head, line in found
        ],
    }


def _print_code(typed: str, found: Any) -> None:
    heading(f"Code {quoted(typed)}")
    for head, line in found:
        said = f"{line.heading}: {line.text}" if line else "the line is not there as it stood"
        item(f"{head.title} ({head.id}). {said}")
    if not found:
        paragraph("There is no such entry.")
