"""Whether and how a capability can be had, and what may be asked about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advisor.advice import (
    Advice,
    Outcome,
    PrerequisiteAdvice,
    PrerequisiteStatus,
    Reason,
    StepAdvice,
    by_who_could_tell,
    to_json,
    value_text,
)
from advisor.cli.case import answer_from, case_options, fact_option
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, paragraph, print_json, title
from advisor.cli.words import (
    contact_json,
    print_contacts,
    print_referral,
    print_urgent,
    print_who_and_time,
    release_json,
    say_source,
    say_usage,
    warn,
)
from advisor.session import Session

_OUTCOMES = {
    Outcome.AVAILABLE: "Yes, you can ask now",
    Outcome.AVAILABLE_AFTER: "Yes, after these steps",
    Outcome.NOT_AVAILABLE: "Not for this case",
    Outcome.UNDECIDED: "Not yet known",
}
_TRUTHS = {"true": "yes", "false": "no", "unknown": "?"}
_MOST_QUESTIONS = 5


@click.command()
@click.argument("entry_id", metavar="ID")
@fact_option
@case_options
@json_option
@global_options
@pass_invocation
def check(
    invocation: Invocation,
    *,
    entry_id: str,
    facts: tuple[str, ...],
    case: Path | None,
    save: bool,
    as_json: bool,
) -> None:
    """Say whether and how you can have a capability or an authority."""
    session = invocation.session
    invocation.check(entry_id)  # an entry that is not there is told before a wrong answer
    answered = answer_from(invocation, case, facts, save=save)
    advice = session.check(entry_id, answered.answers)
    answered.save((entry_id,))
    if as_json:
        print_json(_advice_json(advice, session))
        return
    warn(session)
    _print_advice(advice, session)


def _advice_json(advice: Advice, session: Session) -> dict[str, Any]:
    data = to_json(advice, release_json(session))
    contacts = session.directory.resolve(advice.contacts, session.where)
    for found, prerequisite in zip(data["prerequisites"], advice.prerequisites, strict=True):
        authority = session.authority_of(prerequisite)
        if authority is not None:
            found["authority"] = {
                "authoriser": authority.authoriser,
                "duration": authority.duration,
                "urgent": authority.urgent,
            }
    return {**data, "contacts": [contact_json(contact) for contact in contacts]}


def _print_advice(advice: Advice, session: Session) -> None:
    entry = session.catalogue.entry(advice.capability)
    title(entry.head.title)
    print_urgent(entry, session)
    _print_standing(advice)
    _print_because(advice, session)
    _print_questions(advice)
    _print_steps(advice, session)
    _print_reasons(advice, session)
    _print_alternatives(advice, session)
    print_contacts(session.directory.resolve(advice.contacts, session.where), "Whom to ring")
    if advice.note:
        click.echo()
        paragraph(advice.note)
    print_referral(session)


def _print_standing(advice: Advice) -> None:
    if advice.settled:
        heading(_OUTCOMES[advice.outcome])
    elif advice.certain == "yes":
        heading("Yes, whatever you answer")
        paragraph("Your answers can still change the steps.")
    else:
        heading(_OUTCOMES[Outcome.UNDECIDED])
        if advice.questions:
            likely = _OUTCOMES[advice.so_far]
            paragraph(f"So far: {likely[0].lower()}{likely[1:]}.")
    if advice.unknown_facts and not advice.settled:
        paragraph("It also depends on what you do not know.")
        for who, facts in by_who_could_tell(advice.unknown_facts).items():
            subjects = ", ".join(fact.subject for fact in facts)
            paragraph(f"Ask {who}: {subjects}.", indent=2)


def _print_because(advice: Advice, session: Session) -> None:
    """Print which answers settle it, and which others would change a no."""
    facts = {fact.name: fact for fact in session.catalogue.facts}
    if advice.because:
        names = ", ".join(facts[name].subject for name in advice.because)
        paragraph(f"What settles it: {names}.")
    for one in advice.would_change:
        fact = facts[one.fact]
        answers = " or ".join(value_text(fact, value) for value in one.values)
        outcome = _OUTCOMES[one.outcome]
        paragraph(f"{fact.subject}: were it “{answers}”, {outcome[0].lower()}{outcome[1:]}.")


def _print_questions(advice: Advice) -> None:
    if not advice.questions:
        return
    heading("Questions that could still change it")
    for question in advice.questions[:_MOST_QUESTIONS]:
        item(question.fact.text)
        paragraph(say_usage(question.fact), indent=2)
    more = len(advice.questions) - _MOST_QUESTIONS
    if more > 0:
        paragraph(f"And after these, up to {more} more.")


def _print_steps(advice: Advice, session: Session) -> None:
    todo: list[PrerequisiteAdvice | StepAdvice] = [
        *(found for found in advice.prerequisites if found.to_do),
        *advice.steps,
    ]
    if todo:
        heading("In this order")
    for number, step in enumerate(todo, start=1):
        item(step.text, mark=f"{number}.")
        if isinstance(step, StepAdvice) and step.detail:
            paragraph(step.detail, indent=3)
        if _is_maybe(step):
            paragraph("Only if facts that you have not given make it needed.", indent=3)
        print_who_and_time(step.who, step.time)
        if isinstance(step, PrerequisiteAdvice):
            _print_authority(step, session)
        _print_number(step.contact, session)


def _print_authority(step: PrerequisiteAdvice, session: Session) -> None:
    """Print who authorises something to obtain, how long it lasts, and the urgent way."""
    authority = session.authority_of(step)
    if authority is not None:
        paragraph(f"Authorised by: {authority.authoriser}", indent=3)
        paragraph(f"Lasts: {authority.duration}", indent=3)
        paragraph(f"If urgent: {authority.urgent}", indent=3)


def _is_maybe(step: PrerequisiteAdvice | StepAdvice) -> bool:
    if isinstance(step, StepAdvice):
        return step.maybe
    return step.status is PrerequisiteStatus.MAYBE


def _print_number(reference: str | None, session: Session) -> None:
    found = session.directory.resolve([reference], session.where) if reference else ()
    for contact in found:
        if contact.telephone:
            paragraph(f"{contact.telephone}  {contact.name}", indent=3)


def _print_reasons(advice: Advice, session: Session) -> None:
    """Print why, each reason with the numbers of its sources, then the sources once."""
    cited = list(dict.fromkeys(key for reason in advice.reasons for key in reason.sources))
    if advice.reasons:
        heading("Why")
    for reason in advice.reasons:
        numbers = ", ".join(str(cited.index(key) + 1) for key in reason.sources)
        _print_reason(reason, f" ({numbers})" if numbers else "")
    for number, key in enumerate(cited, start=1):
        item(say_source(key, session), mark=f"({number})")


def _print_reason(reason: Reason, cited: str = "", depth: int = 0) -> None:
    answer = f" You answered: {reason.answer}." if reason.answer else ""
    item(f"{reason.text}{cited}{answer}", mark=f"[{_TRUTHS[reason.truth.value]}]", indent=4 * depth)
    if reason.change:
        paragraph(f"What would change it: {reason.change}", indent=4 * depth + 4)
    for child in reason.children:
        _print_reason(child, depth=depth + 1)


def _print_alternatives(advice: Advice, session: Session) -> None:
    known = [name for name in advice.alternatives if name in session.catalogue]
    if not known or advice.outcome is Outcome.AVAILABLE:
        return
    heading("Instead of this, consider")
    for name in known:
        outcome = advice.alternative_outcomes.get(name)
        stands = f" ({_OUTCOMES[outcome].lower()})" if outcome is not None else ""
        item(f"{session.catalogue.head(name).title}{stands}: advisor show {name}")
