"""Where every capability stands for one case, and what to ask next."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from advisor.advice import (
    URGENT_FACTS,
    Answers,
    Group,
    NextQuestion,
    Placing,
    Survey,
    fact_to_json,
    find_fact,
)
from advisor.cli.case import answer_from, case_options, fact_option
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, paragraph, print_json, title
from advisor.cli.words import (
    contact_json,
    print_contacts,
    print_referral,
    release_json,
    say_usage,
    warn,
)
from advisor.session import Session

GROUPS = {
    Group.AVAILABLE_NOW: "Yes, you can ask now",
    Group.AVAILABLE_AFTER: "Yes, after these steps",
    Group.NOT_YET_KNOWN: "Not yet known",
    Group.NOT_FOR_THIS_CASE: "Not for this case",
}


@click.command()
@fact_option
@click.option("--about", default="", help="The case in your own words, to rank by.")
@click.option("--skip", "skipped", multiple=True, metavar="NAME", help="A question not to ask now.")
@case_options
@json_option
@global_options
@pass_invocation
def advise(
    invocation: Invocation,
    *,
    facts: tuple[str, ...],
    about: str,
    skipped: tuple[str, ...],
    case: Path | None,
    save: bool,
    as_json: bool,
) -> None:
    """Say where every capability that you can read stands for your case, and what to ask next."""
    session = invocation.session
    answered = answer_from(invocation, case, facts, save=save, about=about)
    answers = answered.answers
    names = frozenset(find_fact(session.catalogue.facts, name).name for name in skipped)
    survey = session.survey(answers, answered.description, names)
    answered.save()
    if as_json:
        print_json(survey_json(survey, answers, session))
        return
    warn(session)
    _print(survey, answers, session)


def is_urgent(answers: Answers) -> bool:
    """Tell whether the answers say that a life is at risk or a crime is going on."""
    return any(answers.value_of(name) is True for name in URGENT_FACTS)


def survey_json(survey: Survey, answers: Answers, session: Session) -> dict[str, Any]:
    """Return where everything stands as ``advise --json`` prints it."""
    question = survey.next_question
    urgent = session.directory.life_at_risk(session.where) if is_urgent(answers) else ()
    return {
        "urgent": [contact_json(contact) for contact in urgent],
        "outcomes": [_placing_to_json(placing, session) for placing in survey.placings],
        "counts": {group.value: count for group, count in survey.counts.items()},
        "next_question": _question_to_json(question) if question is not None else None,
        "questions": [_question_to_json(one) for one in survey.questions],
        "release": release_json(session),
    }


def _placing_to_json(placing: Placing, session: Session) -> dict[str, Any]:
    entry = session.catalogue.entry(placing.capability)
    outline = placing.outline
    return {
        "capability": placing.capability,
        "title": entry.head.title,
        "marking": str(entry.marking),
        "outcome": placing.outcome.value,
        "group": placing.group.value,
        "settled": placing.settled,
        "certain": placing.certain,
        "so_far": outline.so_far.value,
        "open_questions": placing.open_questions,
        "route": outline.route,
        "outstanding": outline.outstanding,
        "steps": outline.steps,
        "contacts": list(outline.contacts),
        "fit": round(placing.fit, 4),
    }


def _question_to_json(question: NextQuestion) -> dict[str, Any]:
    return {
        **fact_to_json(question.fact),
        "settles": question.settles,
        "open": question.open,
        "needed_by": list(question.needed_by),
    }


def _print(survey: Survey, answers: Answers, session: Session) -> None:
    if is_urgent(answers):
        contacts = session.directory.life_at_risk(session.where)
        print_contacts(contacts, "Ring now, before anything else")
    title(f"Capabilities checked: {len(survey.placings)}")
    for group, placings in groupby(survey.placings, key=lambda placing: placing.group):
        heading(f"{GROUPS[group]}: {survey.counts[group]}")
        for placing in placings:
            item(session.catalogue.head(placing.capability).title)
            paragraph(say_next(placing), indent=2)
    _print_question(survey)
    print_referral(session)


def say_next(placing: Placing) -> str:
    """Return what there is to do next about a capability, in a few words."""
    if placing.group is Group.NOT_YET_KNOWN:
        return f"Questions that can change it: {placing.open_questions}"
    if placing.group is Group.NOT_FOR_THIS_CASE:
        return f"Why, and what instead: advisor check {placing.capability}"
    outline = placing.outline
    first = f"To get first: {outline.outstanding}. " if outline.outstanding else ""
    return f"{first}{outline.route}"


def say_worth(question: NextQuestion) -> str:
    """Return what a question is worth."""
    if question.settles:
        return f"Settles {question.settles} of the {question.open} still open."
    return f"Matters to {len(question.needed_by)} of the {question.open} still open."


def _print_question(survey: Survey) -> None:
    question = survey.next_question
    if question is None:
        heading("Nothing else that you could answer changes this")
        return
    heading("Best next question")
    item(question.fact.text)
    paragraph(say_worth(question), indent=2)
    paragraph(question.fact.why, indent=2)
    paragraph(say_usage(question.fact), indent=2)
