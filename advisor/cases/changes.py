"""What changed between the release that a case was answered on and the one that is open.

Rules that this module keeps:
 * Everything it says is made from the case, which its reader wrote, and from the session,
   which holds what the reader may see.
 * *No longer there* and *not for you* are said in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.advice import Advice, Answers, Outcome, parse_answer
from advisor.cases.case import Case, Seen, see
from advisor.catalogue.access import FactDefinition
from advisor.errors import UsageError
from advisor.session import Session


@dataclass(frozen=True)
class LostAnswer:
    """An answer that this release cannot take; the case keeps it.

    Attributes:
        fact: The question's name.
        answer: What was answered.
        question: The question, where it is still asked and takes other answers now.
    """

    fact: str
    answer: str
    question: str | None = None

    def __str__(self) -> str:
        if self.question is None:
            return f"The question “{self.fact}” is not asked any more. You answered: {self.answer}."
        return f"“{self.question}” does not take your answer any more. It was: {self.answer}."


@dataclass(frozen=True)
class ChangedOutcome:
    """A capability that stands otherwise than when it was looked at.

    Attributes:
        capability: Its id.
        before: The outcome then, in the word that scripts rely on.
        after: The outcome now.
        has_new_rules: Whether its rules changed meanwhile.
        because: What the outcome rests on now, in plain words.
    """

    capability: str
    before: str
    after: Outcome
    has_new_rules: bool
    because: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What changed since a case was saved.

    Attributes:
        release_then: The release that it was answered on.
        release_now: The release that is open.
        lost: Answers that this release cannot take.
        new_questions: What the rules that were looked at ask now and did not then.
        gone: Ids of what was looked at and cannot be checked here any more.
        outcomes: What stands otherwise now.
    """

    release_then: int
    release_now: int
    lost: tuple[LostAnswer, ...] = ()
    new_questions: tuple[FactDefinition, ...] = ()
    gone: tuple[str, ...] = ()
    outcomes: tuple[ChangedOutcome, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything changed that matters to the case."""
        return bool(self.lost or self.new_questions or self.gone or self.outcomes)


def read_answers(case: Case, session: Session) -> tuple[Answers, tuple[LostAnswer, ...]]:
    """Return the answers of a case that a session takes, and those that it does not."""
    return read_texts(case.answers, session)


def read_texts(
    texts: Mapping[str, str], session: Session
) -> tuple[Answers, tuple[LostAnswer, ...]]:
    """Return what a session takes of some answers as they are typed, and what it does not.

    Args:
        texts: Answers by fact, from whatever release.
        session: Of whoever reads them.
    """
    definitions = {fact.name: fact for fact in session.catalogue.facts}
    answers, lost = Answers(), []
    for name, text in texts.items():
        definition = definitions.get(name)
        if definition is None or definition.is_derived:  # what is worked out is not asked
            lost.append(LostAnswer(name, text))
            continue
        try:
            answers = answers.with_answer(name, parse_answer(definition, text))
        except UsageError:
            lost.append(LostAnswer(name, text, definition.text))
    return answers, tuple(lost)


def find_changes(case: Case, session: Session) -> Changes:
    """Return what changed since a case was saved, for the reader of a session."""
    answers, lost = read_answers(case, session)
    outcomes, gone, asked = [], [], set[str]()
    for entry_id, seen in case.looked_at.items():
        if entry_id not in session.catalogue or not session.can_check(entry_id):
            gone.append(entry_id)
            continue
        advice = session.check(entry_id, answers)
        now = see(session, entry_id, advice)
        asked |= set(now.facts) - set(seen.facts)
        if now.outcome != seen.outcome:
            outcomes.append(_compare(seen, now, advice, lost))
    return Changes(
        case.release,
        session.catalogue.release.release,
        lost,
        tuple(
            fact for fact in session.catalogue.facts if fact.name in asked and not fact.is_derived
        ),
        tuple(gone),
        tuple(outcomes),
    )


def _compare(seen: Seen, now: Seen, advice: Advice, lost: tuple[LostAnswer, ...]) -> ChangedOutcome:
    because = [str(one) for one in lost if one.fact in seen.facts]
    because += [
        f"{reason.text} You answered: {reason.answer}." if reason.answer else reason.text
        for reason in advice.reasons
        if reason.deciding
    ]
    if advice.outcome is Outcome.UNDECIDED and not because:
        because += [question.fact.text for question in advice.questions if question.decides]
    return ChangedOutcome(
        advice.capability, seen.outcome, advice.outcome, now.rules != seen.rules, tuple(because)
    )
