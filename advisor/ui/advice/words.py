"""What the advisor says, in the words and icons of the window."""

from __future__ import annotations

from advisor.advice import Advice, Answer, Outcome, Reason
from advisor.advice.fact import AnswerState
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import FactDefinition
from advisor.session import Session
from advisor.ui.widgets.outcome_icon import Standing, Truth
from advisor.ui.widgets.reasons_tree import Reason as TreeReason

DO_NOT_KNOW = "I do not know"
RATHER_NOT = "Rather not record it here"

_STANDINGS = {
    Outcome.AVAILABLE: (Standing.YES, "Yes, you can ask now"),
    Outcome.AVAILABLE_AFTER: (Standing.AFTER, "Yes, after these steps"),
    Outcome.NOT_AVAILABLE: (Standing.NO, "Not for this case"),
    Outcome.UNDECIDED: (Standing.UNKNOWN, "Not yet known"),
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
        standing, words = _STANDINGS[advice.outcome]
        return standing, words, f"Steps: {todo}. Settled: no answer still open could change it."
    if advice.certain == "yes":
        line = f"Steps: {todo}. Your answers can still change the steps."
        return Standing.AFTER, "Yes, whatever you answer", line
    if not advice.questions:
        names = ", ".join(fact.fact.subject.lower() for fact in advice.unknown_facts)
        return Standing.UNKNOWN, "Not yet known", f"Depends on what you do not know: {names}."
    if not is_begun:
        line = f"Questions to settle it: {len(advice.questions)} or fewer."
        return Standing.UNKNOWN, "Not yet known", line
    standing, words = _STANDINGS[advice.so_far]
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
    """Return a reason in words: what was answered, where it rests on one answer."""
    if reason.answer is None or len(reason.facts) != 1:
        return reason.text
    subjects = {fact.name: fact.subject for fact in session.catalogue.facts}
    return f"{subjects[reason.facts[0]]}: {reason.answer}"


def to_tree(reason: Reason, session: Session) -> TreeReason:
    """Return a reason as the tree shows it."""
    source = say_sources(reason.sources, session)
    return TreeReason(
        text=_say_reason(reason, session),
        truth=_TRUTHS[reason.truth],
        source="Your answer" if reason.answer else source,
        deciding=reason.deciding,
        children=tuple(to_tree(child, session) for child in reason.children),
    )
