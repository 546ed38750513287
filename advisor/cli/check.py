"""Whether and how a capability can be had, and what may be asked about it."""

from __future__ import annotations

from typing import Any

import click

from advisor.advice import Advice, Outcome, Reason, to_json
from advisor.catalogue.access import FactDefinition
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, paragraph, print_json
from advisor.cli.types import FactValue
from advisor.cli.words import (
    contact_json,
    print_contacts,
    print_draft_warning,
    print_referral,
    print_urgent,
    release_json,
)
from advisor.session import Session

_OUTCOMES = {
    Outcome.AVAILABLE: "Yes: available",
    Outcome.AVAILABLE_AFTER: "Yes, after these steps",
    Outcome.NOT_AVAILABLE: "No, not for this case",
    Outcome.UNDECIDED: "Not yet known",
}
_TRUTH = {"true": "yes", "false": "no", "unknown": "not known"}


@click.command()
@click.argument("entry_id", metavar="ID")
@click.option(
    "--fact",
    "facts",
    multiple=True,
    type=FactValue(),
    metavar="NAME=VALUE",
    help="An answer; “unknown” and “withheld” are answers too. Repeat for more.",
)
@json_option
@global_options
@pass_invocation
def check(
    invocation: Invocation, entry_id: str, facts: tuple[tuple[str, str], ...], as_json: bool
) -> None:
    """Say whether and how you can have a capability."""
    session = invocation.session
    session.catalogue.head(entry_id)
    advice = session.check(entry_id, session.parse_answers(dict(facts)))
    if as_json:
        print_json(_advice_json(advice, session))
        return
    print_draft_warning(session)
    _print_advice(advice, session)


def _advice_json(advice: Advice, session: Session) -> dict[str, Any]:
    data = to_json(advice, release_json(session))
    contacts = session.directory.resolve(advice.contacts, session.where)
    return {**data, "contacts": [contact_json(contact) for contact in contacts]}


def _print_advice(advice: Advice, session: Session) -> None:
    entry = session.catalogue.entry(advice.capability)
    click.secho(entry.head.title, bold=True)
    print_urgent(entry, session)
    heading(_OUTCOMES[advice.outcome])
    if advice.certain == "yes" and advice.outcome is Outcome.UNDECIDED:
        paragraph("Yes, whatever you answer; the steps may still change.")
    _print_steps(advice)
    if advice.reasons:
        heading("Why")
    for reason in advice.reasons:
        _print_reason(reason, 0)
    _print_open(advice)
    print_contacts(session.directory.resolve(advice.contacts, session.where), "Whom to ring")
    print_referral(session)


def _print_steps(advice: Advice) -> None:
    todo = [p for p in advice.prerequisites if p.status in {"outstanding", "maybe"}]
    if not todo and not advice.steps:
        return
    heading("In this order")
    for number, step in enumerate([*todo, *advice.steps], start=1):
        who = f" ({step.who})" if step.who else ""
        item(f"{step.text}{who}: {step.time or 'time not published'}", mark=f"{number}.")


def _print_reason(reason: Reason, depth: int) -> None:
    sources = f" [{', '.join(reason.sources)}]" if reason.sources else ""
    item(f"{_TRUTH[str(reason.truth)]}: {reason.text}{sources}", indent=2 * depth)
    for child in reason.children:
        _print_reason(child, depth + 1)


def _print_open(advice: Advice) -> None:
    if advice.questions:
        heading("Questions that could still change it")
    for question in advice.questions:
        item(f"{question.definition.text}  --fact {question.definition.name}=…")
    if advice.unknown_facts and not advice.questions:
        heading("Find out")
        for name in advice.unknown_facts:
            item(name)


@click.command()
@json_option
@global_options
@pass_invocation
def questions(invocation: Invocation, as_json: bool) -> None:
    """List every question that the advisor may ask, with its answers."""
    definitions = invocation.session.catalogue.facts
    if as_json:
        print_json([question_json(definition) for definition in definitions])
        return
    for definition in definitions:
        heading(definition.text)
        paragraph(f"--fact {definition.name}={'|'.join(_values(definition))}", indent=2)
        paragraph(definition.why, indent=2)


def question_json(definition: FactDefinition) -> dict[str, Any]:
    """Return a question in the shape that scripts rely on."""
    return {
        "fact": definition.name,
        "name": definition.name,
        "type": definition.type,
        "text": definition.text,
        "why": definition.why,
        "choices": [{"value": value, "text": text} for value, text in _choices(definition)],
    }


def _choices(definition: FactDefinition) -> list[tuple[str, str]]:
    if definition.type == "yes-no":
        return [("yes", "Yes"), ("no", "No")]
    return [(choice.value, choice.text) for choice in definition.choices]


def _values(definition: FactDefinition) -> list[str]:
    given = [value for value, _ in _choices(definition)] or [definition.type.upper()]
    return [*given, "unknown", "withheld"]
