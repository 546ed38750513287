"""What the advisor says, in the words and icons of the window."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice import Advice, Answer, Outcome, Reason
from advisor.advice.fact import AnswerState
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import FactDefinition
from advisor.session import Session
from advisor.ui.widgets.outcome_icon import Standing, Truth
from advisor.ui.widgets.reasons_tree import Reason as TreeReason

#: What a link leads to that is no entry: a question to answer again, a source.
FACT = "fact:"
SOURCE = "source:"
DO_NOT_KNOW = "I do not know"
RATHER_NOT = "Rather not record it here"

#: How a capability stands, in an icon and words.
OUTCOMES = {
    Outcome.AVAILABLE: (Standing.YES, "Yes, you can ask now"),
    Outcome.AVAILABLE_AFTER: (Standing.AFTER, "Yes, after these steps"),
    Outcome.NOT_AVAILABLE: (Standing.NO, "Not for this case"),
    Outcome.UNDECIDED: (Standing.UNKNOWN, "Not yet known"),
}
#: The same within a sentence.
SHORT = {
    Outcome.AVAILABLE: "yes, you can ask now",
    Outcome.AVAILABLE_AFTER: "yes, after steps",
    Outcome.NOT_AVAILABLE: "not for this case",
    Outcome.UNDECIDED: "not yet known",
}
_TRUTHS = {
    Ternary.TRUE: Truth.TRUE,
    Ternary.FALSE: Truth.FALSE,
    Ternary.UNKNOWN: Truth.UNKNOWN,
}


def say_standing(advice: Advice, *, is_begun: bool) -> tuple[Standing, str, str]:
    """Return the icon, heading and line of the standing bar.

    Args:
        advice: What the advisor says.
        is_begun: Whether the reader has answered anything that matters here.
    """
    todo = todo_count(advice)
    if advice.settled:
        standing, words = OUTCOMES[advice.outcome]
        steps = "" if advice.outcome is Outcome.NOT_AVAILABLE else f"Steps: {todo}. "
        return standing, words, f"{steps}Settled: no answer still open could change it."
    if advice.certain == "yes":
        line = f"Steps: {todo}. Your answers can still change the steps."
        return Standing.AFTER, "Yes, whatever you answer", line
    if not advice.questions:
        names = ", ".join(fact.fact.subject for fact in advice.unknown_facts)
        return Standing.UNKNOWN, "Not yet known", f"Depends on what you do not know: {names}."
    if not is_begun:
        line = f"Questions to settle it: {len(advice.questions)} or fewer."
        return Standing.UNKNOWN, "Not yet known", line
    standing, words = OUTCOMES[advice.so_far]
    line = f"Steps: {todo}. Questions that could still change it: {len(advice.questions)}."
    return standing, f"So far: {words[0].lower()}{words[1:]}", line


def todo_count(advice: Advice) -> int:
    """Return how many things there are to obtain and to do."""
    return sum(item.to_do for item in advice.prerequisites) + len(advice.steps)


def say_answer(definition: FactDefinition, answer: Answer) -> str:
    """Return an answer as the reader gave it, in words."""
    if answer.state is AnswerState.UNKNOWN:
        return DO_NOT_KNOW
    if answer.state is AnswerState.WITHHELD:
        return RATHER_NOT
    texts = {choice.value: choice.text for choice in definition.choices}
    typed = str(answer)
    unit = f" {definition.unit}" if definition.unit else ""
    return texts.get(typed) or {"yes": "Yes", "no": "No"}.get(typed) or f"{typed}{unit}"


def say_sources(keys: tuple[str, ...], session: Session) -> str:
    """Return sources by their short names, each once."""
    found = (session.catalogue.sources.get(key) for key in keys)
    return " · ".join(dict.fromkeys(source.brief for source in found if source is not None))


def _say_reason(reason: Reason, session: Session) -> str:
    """Return a reason in words: what was answered, where it rests on one answer.

    Where that answer is not what was asked for, both are said.
    """
    if reason.answer is None or len(reason.facts) != 1:
        return reason.text
    if reason.truth is Ternary.FALSE:
        return f"{reason.text} (you answered: {reason.answer})"
    subjects = {fact.name: fact.subject for fact in session.catalogue.facts}
    return f"{subjects[reason.facts[0]]}: {reason.answer}"


def to_tree(reason: Reason, session: Session) -> TreeReason:
    """Return a reason as the tree shows it, with the answers and the sources that it leads to."""
    source = say_sources(reason.sources, session)
    worked_out = "Worked out · " if reason.worked_out else ""
    is_waiting = reason.obtained and reason.truth is Ternary.TRUE
    return TreeReason(
        text=_say_reason(reason, session),
        truth=Truth.WITH_STEP if is_waiting else _TRUTHS[reason.truth],
        source="Your answer" if reason.answer else worked_out + source,
        deciding=reason.deciding,
        deeds=tuple(_deeds(reason, session)),
        children=tuple(to_tree(child, session) for child in reason.children),
    )


def _deeds(reason: Reason, session: Session) -> Iterator[tuple[str, str]]:
    """Yield what a reader can do about a reason: answer what it asks, read what it rests on."""
    if len(reason.facts) == 1 and not reason.children:
        facts = {fact.name: fact for fact in session.catalogue.facts}
        verb = "Change your answer" if reason.answer else "Answer"
        subject = facts[reason.facts[0]].subject
        yield f"{FACT}{reason.facts[0]}", f"{verb}: {subject}"
    for key in reason.sources:
        source = session.catalogue.sources.get(key)
        if source is not None:
            yield f"{SOURCE}{key}", f"Source: {source.title}"
