"""Where capabilities stand, in the words and icons of the window."""

from __future__ import annotations

from typing import Final

from advisor.advice import Group, NextQuestion, Placing, Survey
from advisor.ui.widgets.outcome_icon import Standing

#: The groups in the order in which they are shown: icon, words, and words for a number of them.
GROUPS: Final[dict[Group, tuple[Standing, str]]] = {
    Group.AVAILABLE_NOW: (Standing.YES, "Yes"),
    Group.AVAILABLE_AFTER: (Standing.AFTER, "Yes, after steps"),
    Group.NOT_YET_KNOWN: (Standing.UNKNOWN, "Not yet known"),
    Group.NOT_FOR_THIS_CASE: (Standing.NO, "No"),
}


def say_counts(survey: Survey) -> str:
    """Return the counts of all groups in a sentence, for a screen reader."""
    parts = [f"{GROUPS[group][1].lower()} {count}" for group, count in survey.counts.items()]
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def say_worth(question: NextQuestion) -> str:
    """Return what the best next question is worth."""
    if question.settles:
        return f"Settles {question.settles} of the {question.open} still open"
    return f"Matters to {len(question.needed_by)} of the {question.open} still open"


def say_todo(placing: Placing) -> str:
    """Return how much there is to do or to answer, in two words."""
    if placing.group is Group.NOT_YET_KNOWN:
        return f"Questions: {placing.open_questions}" if placing.open_questions else "Not known"
    if placing.group is Group.NOT_FOR_THIS_CASE:
        return "Why not"
    return f"Steps: {placing.outline.outstanding + placing.outline.steps}"


def say_way(placing: Placing) -> str:
    """Return the way to a capability, or why there is none yet, in a line."""
    outline = placing.outline
    if outline.route is None:
        return "What would change it, and what to ask for instead"
    if placing.group is Group.NOT_YET_KNOWN:
        return f"So far: {outline.route[0].lower()}{outline.route[1:]}"
    return outline.route
