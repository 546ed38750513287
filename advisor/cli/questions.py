"""The questions that the advisor may ask."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from advisor.advice import Answers, fact_to_json
from advisor.catalogue.access import FactDefinition
from advisor.cli.case import answer_from
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, paragraph, print_json
from advisor.cli.words import say_usage, warn
from advisor.session import Session

_MOST_NAMED = 6


@click.command()
@click.option(
    "--case",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A saved case, whose answers stand beside the questions.",
)
@json_option
@global_options
@pass_invocation
def questions(invocation: Invocation, *, case: Path | None, as_json: bool) -> None:
    """List every question that the advisor may ask, with its answers and what needs it."""
    session = invocation.session
    answers = answer_from(invocation, case, (), save=False).answers
    if as_json:
        print_json(questions_json(session, answers))
        return
    warn(session)
    needed_by = session.needed_by()
    for fact in session.catalogue.facts:
        _print(fact, answers, needed_by, session)


def questions_json(session: Session, answers: Answers | None = None) -> list[dict[str, Any]]:
    """Return the questions as ``questions --json`` prints them; with answers, what was answered."""
    needed_by = session.needed_by()
    given = (answers or Answers()).to_json()
    return [
        {
            "name": fact.name,
            **fact_to_json(fact),
            "needed_by": list(needed_by[fact.name]),
            "answer": given.get(fact.name),
        }
        for fact in session.catalogue.facts
    ]


def _print(
    fact: FactDefinition,
    answers: Answers,
    needed_by: Mapping[str, tuple[str, ...]],
    session: Session,
) -> None:
    heading(fact.text)
    paragraph(fact.why, indent=2)
    if fact.is_derived:
        paragraph("Worked out from other answers; it is not asked.", indent=2)
    else:
        paragraph(say_usage(fact), indent=2)
        for choice in fact.choices:
            item(f"{choice.value}: {choice.text}", indent=2)
    given = answers.to_json().get(fact.name)
    if given is not None:
        paragraph(f"You answered: {given}", indent=2)
    titles = [session.catalogue.head(entry_id).title for entry_id in needed_by[fact.name]]
    if titles:
        more = len(titles) - _MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        paragraph(f"Needed by: {', '.join(titles[:_MOST_NAMED])}{rest}.", indent=2)
