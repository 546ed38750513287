"""The cases that are kept in the home folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from advisor.catalogue.quoting import quoted
from advisor.cli.case import find_kept, say_changes, sealing_keys
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, message, paragraph, print_json, title
from advisor.cli.words import warn

if TYPE_CHECKING:
    from advisor.cases import Case
    from advisor.cases.shelf import Kept, Shelf


@click.group()
@global_options
def case() -> None:
    """Keep cases in your home folder: sealed to you with --identity, plain without."""


@case.command()
@click.argument("name")
@click.option(
    "--fact", "facts", multiple=True, metavar="NAME=VALUE", help="An answer. Repeat for more."
)
@click.option("--about", default="", help="The case in your own words; it is kept as typed.")
@click.option(
    "--check", "checked", multiple=True, metavar="ID", help="What to keep the outcome of."
)
@global_options
@pass_invocation
def save(
    invocation: Invocation,
    *,
    name: str,
    facts: tuple[str, ...],
    about: str,
    checked: tuple[str, ...],
) -> None:
    """Keep a case under a name, in place of the one of that name; its other answers stay."""
    from advisor.cases import make_case, read_answers  # noqa: PLC0415 - only here
    from advisor.cases.case import tidy_name  # noqa: PLC0415

    session, shelf = invocation.session, open_shelf(invocation)
    for entry_id in checked:
        session.verify_can_check(entry_id)
        invocation.check(entry_id)
    found = [kept.case for kept in shelf.all if kept.case.name == tidy_name(name)]
    before = found[0] if found else None
    answers = session.parse_answers(())
    answers = read_answers(before, session)[0] if before else answers
    for fact, answer in session.parse_answers(facts).items():
        answers = answers.with_answer(fact, answer)
    about = about or (before.description if before else "")
    saved = shelf.save(
        make_case(name, session, answers, description=about, looked_at=checked, before=before)
    )
    message(f"Saved: {saved.case.id}, {quoted(saved.case.name)}.", *filter(None, [saved.message]))
    if not shelf.is_sealed:
        message("It is readable to whoever can read your folder. With --identity it is sealed.")


@case.command("list")
@json_option
@global_options
@pass_invocation
def list_cases(invocation: Invocation, as_json: bool) -> None:
    """List the cases that you can open, the one that was changed last first."""
    shelf = open_shelf(invocation)
    if as_json:
        print_json([_to_json(kept) for kept in shelf.all])
        return
    title(f"Saved cases: {len(shelf.all)}")
    for kept in shelf.all:
        one = kept.case
        item(one.name)
        sealed = "sealed" if kept.is_sealed else "plain"
        when = f"{one.changed_at:%Y-%m-%d %H:%M} UTC"
        counts = f"answers: {len(one.answers)}, checked: {len(one.looked_at)}"
        paragraph(f"{one.id} · {when} · release {one.release} · {counts} · {sealed}", indent=2)


@case.command()
@click.argument("case_name", metavar="CASE")
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, case_name: str, as_json: bool) -> None:
    """Show a case, by its id or name, and say what changed since it was saved."""
    from advisor.cases import find_changes  # noqa: PLC0415 - only here

    session, kept = invocation.session, find_kept(open_shelf(invocation), case_name, "cases")
    say_changes(find_changes(kept.case, session), invocation)
    if as_json:
        print_json({**_to_json(kept), "answers": kept.case.answers})
        return
    warn(session)
    title(kept.case.name)
    if kept.case.description:
        paragraph(kept.case.description)
    _print_answers(kept.case, invocation)


@case.command()
@click.argument("case_name", metavar="CASE")
@global_options
@pass_invocation
def delete(invocation: Invocation, case_name: str) -> None:
    """Delete a case, by its id or name."""
    shelf = open_shelf(invocation)
    deleted = shelf.delete(find_kept(shelf, case_name, "cases").case.id)
    message(f"Deleted: {quoted(deleted.kept.case.name)}.")


def open_shelf(invocation: Invocation) -> Shelf:
    """Return the reader's own cases, and say what is wrong with any of them."""
    from advisor.cases.shelf import Shelf  # noqa: PLC0415 - only here

    reader, home = invocation.reader, invocation.places.home
    if reader is None:
        shelf = Shelf.open_plain(home)
    else:
        opening = invocation.session.opening_keys
        shelf = Shelf.open_sealed(home, reader, sealing_keys(invocation), opening)
    message(*shelf.problems)
    return shelf


def _to_json(kept: Kept) -> dict[str, Any]:
    one = kept.case
    return {
        "id": one.id,
        "name": one.name,
        "description": one.description,
        "release": one.release,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
        "sealed": kept.is_sealed,
        "looked_at": {entry_id: seen.outcome for entry_id, seen in one.looked_at.items()},
    }


def _print_answers(one: Case, invocation: Invocation) -> None:
    subjects = {fact.name: fact.subject for fact in invocation.session.catalogue.facts}
    heading(f"Answers: {len(one.answers)}")
    for name, answer in one.answers.items():
        item(f"{subjects.get(name, name)}: {answer}")
    if one.looked_at:
        heading(f"Checked: {len(one.looked_at)}")
    catalogue = invocation.session.catalogue
    for entry_id, seen in one.looked_at.items():
        shown = catalogue.head(entry_id).title if entry_id in catalogue else entry_id
        item(f"{shown}: {seen.outcome}")
