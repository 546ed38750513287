"""What a referral says, to be looked at before it is sealed and after it was opened."""

from __future__ import annotations

from typing import Final

from advisor.advice import parse_answer, value_text
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.wording import say_date
from advisor.errors import UsageError
from advisor.notes.document import Block, Chapter, Document, Pairs, Paragraph, Section, Table
from advisor.notes.printable import Printable
from advisor.notes.referral import Referral
from advisor.session import Session

TITLE: Final = "Referral"
_NO_ANSWERS: Final = "No question is answered."
_NOT_KNOWN: Final = "not known"


def say_who(session: Session, referral: Referral) -> list[tuple[str, str]]:
    """Return who asks, where they work and about what, as far as they say and it is known here."""
    catalogue = session.catalogue
    places = [one for one in (referral.region, referral.force) if one is not None]
    titles = {one: catalogue.head(one).title for one in places if one in catalogue}
    asked = [one for one in referral.looked_at if one in catalogue]
    said = {
        "From": referral.by,
        "The case": referral.about,
        "Where": ", ".join(titles.values()),
        "They ask about": ", ".join(f"{catalogue.head(one).title} ({one})" for one in asked),
    }
    return [(words, text) for words, text in said.items() if text]


def print_referral(session: Session, referral: Referral) -> Printable:
    """Return all that goes into a referral, as it is read."""
    rows = _say_head(session, referral)
    answers = _say_answers(session, referral)
    block: Block = Paragraph(_NO_ANSWERS)
    if answers:
        block = Table("Answers", ("Question", "Answer"), answers, widths=(60, 40))
    section = Section("Answers", (block,))
    language = session.catalogue.release.language
    chapter = Chapter("As answered", referral.label, (section,), (Pairs(tuple(rows)),))
    document = Document(TITLE, referral.label, language, (), (chapter,))
    return Printable(document, "referral", referral.looked_at, "referral", referral.made_on)


def say_referral(session: Session, referral: Referral) -> str:
    """Return all that goes into a referral line by line, between its markings."""
    head = [f"{words}: {text}" for words, text in _say_head(session, referral)]
    answers = [f"{question} {answer}" for question, answer in _say_answers(session, referral)]
    marking = referral.marking
    return "\n".join([marking, "", *head, "", *(answers or [_NO_ANSWERS]), "", marking])


def _say_head(session: Session, referral: Referral) -> list[tuple[str, str]]:
    return [
        *say_who(session, referral),
        ("Release", str(referral.release)),
        ("Made on", say_date(referral.made_on)),
    ]


def _say_answers(session: Session, referral: Referral) -> tuple[tuple[str, str], ...]:
    """Return each question that was answered with its answer, in words."""
    facts = {fact.name: fact for fact in session.catalogue.facts}
    answers = referral.answers.items()
    return tuple(_say_answer(facts.get(name), name, text) for name, text in answers)


def _say_answer(fact: FactDefinition | None, name: str, typed: str) -> tuple[str, str]:
    """Return a question and its answer in words; as they are kept, where they are not known."""
    if fact is None:
        return name, typed
    try:
        value = parse_answer(fact, typed).value
    except UsageError:
        return fact.text, typed
    return fact.text, _NOT_KNOWN if value is None else value_text(fact, value)
