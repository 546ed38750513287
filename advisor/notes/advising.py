"""What a note says of something that one asks for: the outcome, why, and what to do.

Nothing here decides anything: it says what ``Session.check`` decided, in the order in which
somebody acts on it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.advice import (
    Advice,
    Answers,
    Outcome,
    PrerequisiteAdvice,
    PrerequisiteStatus,
    Reason,
    StepAdvice,
    by_who_could_tell,
    value_text,
)
from advisor.advice.wording import outcome_text
from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Entry
from advisor.notes.citing import Sources
from advisor.notes.document import Block, Pairs, Paragraph, Points, Section, Table, section
from advisor.notes.people import contact_table, say_number
from advisor.session import Session

_TRUTHS = {"true": "Yes", "false": "No", "unknown": "Not known"}
_MAYBE = "Only if facts that are not known yet make it needed."


@dataclass(frozen=True)
class Asked:
    """What a chapter is made from.

    Attributes:
        session: Of the note's reader.
        entry: What is asked for.
        advice: What the advisor says.
        day: The day that the note is made on.
        sources: Numbers the chapter's sources.
    """

    session: Session
    entry: Entry
    advice: Advice
    day: datetime.date
    sources: Sources

    @classmethod
    def of(cls, session: Session, entry_id: str, answers: Answers, day: datetime.date) -> Asked:
        """Return what the chapter on an entry is made from."""
        advice = session.check(entry_id, answers)
        return cls(session, session.catalogue.entry(entry_id), advice, day, Sources(session))

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to ring, for the reader's region and force."""
        return self.session.directory.resolve(self.advice.contacts, self.session.where)


def advice_sections(asked: Asked) -> Iterator[Section]:
    """Yield what is said of something that one asks for, but for its sources and law."""
    yield from section("Can you have it?", _standing(asked))
    yield from section("What to do, in this order", _steps(asked))
    yield from section("Why", _reasons(asked))
    yield from section("What is still open", _open(asked))
    contacts = contact_table(asked.contacts, asked.day, "Whom to ring, in this order")
    yield from section("Whom to ring", contacts)
    yield from section("Other ways", _other_ways(asked))


def _standing(asked: Asked) -> Iterator[Block]:
    advice = asked.advice
    yield Paragraph(f"{outcome_text(advice.outcome)}.", is_strong=True)
    if advice.settled:
        yield Paragraph("Settled: no answer that is still open could change it.")
    elif advice.certain == "yes":
        yield Paragraph("Yes, whatever is answered; the answers can still change the steps.")
    else:
        so_far = outcome_text(advice.so_far)
        yield Paragraph(
            f"So far: {so_far[0].lower()}{so_far[1:]}. What is still open can change it."
        )
    facts = {fact.name: fact for fact in asked.session.catalogue.facts}
    if advice.because:
        names = ", ".join(facts[name].subject for name in advice.because)
        yield Paragraph(f"What settles it: {names}.")
    for one in advice.would_change:
        fact = facts[one.fact]
        answers = " or ".join(value_text(fact, value) for value in one.values)
        outcome = outcome_text(one.outcome)
        yield Paragraph(f"{fact.subject}: were it “{answers}”, {outcome[0].lower()}{outcome[1:]}.")
    if advice.note:
        yield Paragraph(advice.note)


def _steps(asked: Asked) -> Iterator[Block]:
    advice = asked.advice
    todo: list[PrerequisiteAdvice | StepAdvice] = [
        *(found for found in advice.prerequisites if found.to_do),
        *advice.steps,
    ]
    columns = ("No.", "What to do", "Who", "How long", "Whom to ring", "Rests on")
    rows = tuple(
        (
            f"{number}.",
            _say_step(asked, step),
            step.who or "",
            step.time or ("time not published" if step.who else ""),
            _say_contact(asked, step.contact),
            asked.sources.cite(step.sources),
        )
        for number, step in enumerate(todo, start=1)
    )
    if rows:
        yield Table("Steps", columns, rows, widths=(6, 38, 18, 14, 15, 9))


def _say_step(asked: Asked, step: PrerequisiteAdvice | StepAdvice) -> str:
    said = [f"{step.text.rstrip('.')}."]
    if isinstance(step, StepAdvice):
        said += [step.detail] if step.detail else []
        said += [_MAYBE] if step.maybe else []
        return " ".join(said)
    said += [_MAYBE] if step.status is PrerequisiteStatus.MAYBE else []
    authority = asked.session.authority_of(step)
    if authority is not None:
        said.append(f"Authorised by: {authority.authoriser}.".replace("..", "."))
        said.append(f"Lasts: {authority.duration}.".replace("..", "."))
        said.append(f"If urgent: {authority.urgent}.".replace("..", "."))
    return " ".join(said)


def _say_contact(asked: Asked, reference: str | None) -> str:
    if reference is None:
        return ""
    found = asked.session.directory.resolve([reference], asked.session.where)
    return "; ".join(map(say_number, found))


def _reasons(asked: Asked) -> Iterator[Block]:
    rows = [row for reason in asked.advice.reasons for row in _reason_rows(asked, reason, 0)]
    if rows:
        columns = ("Holds", "What it depends on", "Rests on")
        yield Table("Reasons", columns, tuple(rows), widths=(14, 72, 14))


def _reason_rows(asked: Asked, reason: Reason, depth: int) -> Iterator[tuple[str, ...]]:
    said = [f"{'– ' * depth}{reason.text.rstrip('.')}."]
    said += [f"The answer: {reason.answer.rstrip('.')}."] if reason.answer else []
    said += [f"What would change it: {reason.change}"] if reason.change else []
    yield _TRUTHS[reason.truth.value], " ".join(said), asked.sources.cite(reason.sources)
    for child in reason.children:
        yield from _reason_rows(asked, child, depth + 1)


def _open(asked: Asked) -> Iterator[Block]:
    advice = asked.advice
    if advice.questions:
        yield Points(tuple(question.fact.text for question in advice.questions))
    for who, facts in by_who_could_tell(advice.unknown_facts).items():
        subjects = ", ".join(fact.subject for fact in facts)
        yield Paragraph(f"Not known, so ask {who}: {subjects}.")


def _other_ways(asked: Asked) -> Iterator[Block]:
    advice, catalogue = asked.advice, asked.session.catalogue
    words = {"true": "open", "false": "not open for this case", "unknown": "not known yet"}
    others = [route for route in advice.routes if route != advice.route]
    if others and advice.route is not None:
        yield Pairs(tuple((route.title, words[route.open.value]) for route in others))
    known = [name for name in advice.alternatives if name in catalogue]
    if known and advice.outcome is not Outcome.AVAILABLE:
        yield Points(tuple(_say_alternative(asked, name) for name in known))


def _say_alternative(asked: Asked, name: str) -> str:
    head = asked.session.catalogue.head(name)
    outcome = asked.advice.alternative_outcomes.get(name)
    stands = f" ({outcome_text(outcome).lower()})" if outcome is not None else ""
    return f"Instead, consider: {head.title}{stands}. {head.summary}"
