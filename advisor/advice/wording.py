"""Single conditions and answers in plain words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from advisor.advice.condition import (
    All,
    Always,
    AnyOf,
    AtLeast,
    AtMost,
    Atom,
    Before,
    In,
    Is,
    Not,
    Tree,
    WorkedOut,
)
from advisor.advice.fact import Facts, Value
from advisor.advice.outcome import Outcome
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.wording import say_date

_OUTCOMES = {
    Outcome.AVAILABLE: "Yes, you can ask now",
    Outcome.AVAILABLE_AFTER: "Yes, after these steps",
    Outcome.NOT_AVAILABLE: "Not for this case",
    Outcome.UNDECIDED: "Not yet known",
}


def outcome_text(outcome: Outcome) -> str:
    """Return an outcome as a reader sees it."""
    return _OUTCOMES[outcome]


def condition_text(tree: Tree, facts: Facts, *, negated: bool = False) -> str:
    """Return a whole condition in one line; empty where it asks of no fact.

    Args:
        tree: The condition.
        facts: Every fact, by name.
        negated: Whether its opposite is meant.
    """
    match tree:
        case Always():
            return ""
        case Not():
            return condition_text(tree.part, facts, negated=not negated)
        case WorkedOut():
            return worked_out_text(facts[tree.fact], tree, negated=negated)
        case All() | AnyOf():
            found = (condition_text(part, facts, negated=negated) for part in tree.parts)
            texts = [text for text in found if text]
            if len(texts) == 1:
                return texts[0]
            joint = "; and " if isinstance(tree, All) is not negated else "; or "
            return f"({joint.join(texts)})" if texts else ""
        case _:
            return demand_text(facts[tree.fact], tree, negated=negated)


def value_text(fact: FactDefinition, value: Value) -> str:
    """Return a value as a reader sees it: ``Yes``, ``Serious crime``, ``3 hours``, a date."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.date):
        return say_date(value)
    if isinstance(value, int):
        return f"{value:,} {fact.unit}" if fact.unit else f"{value:,}"
    return next((choice.text for choice in fact.choices if choice.value == value), value)


def worked_out_text(fact: FactDefinition, tree: WorkedOut, *, negated: bool = False) -> str:
    """Return what a condition asks of a fact that is worked out from others."""
    return f"{fact.subject}: {_one_of(fact, tree.values, negated=negated)}"


def demand_text(fact: FactDefinition, atom: Atom, *, negated: bool = False) -> str:
    """Return what a condition asks of one fact, such as ``Level of crime: Serious crime``.

    Args:
        fact: The fact that it is about.
        atom: What it asks.
        negated: Whether it asks the opposite.
    """
    return f"{fact.subject}: {_demand(fact, atom, negated=negated)}"


def _demand(fact: FactDefinition, atom: Atom, *, negated: bool) -> str:
    match atom:
        case Is() | In():
            values = (atom.value,) if isinstance(atom, Is) else atom.values
            return _one_of(fact, values, negated=negated)
        case AtLeast():
            return f"{'less than' if negated else 'at least'} {value_text(fact, atom.value)}"
        case AtMost():
            return f"{'more than' if negated else 'at most'} {value_text(fact, atom.value)}"
        case Before():
            day = value_text(fact, atom.value)
            return f"{day} or later" if negated else f"before {day}"
        case _:
            day = value_text(fact, atom.value)
            return f"{day} or earlier" if negated else f"after {day}"


def _one_of(fact: FactDefinition, values: tuple[Value, ...], *, negated: bool) -> str:
    if fact.type == "yes-no":
        return value_text(fact, values[0] is not negated)
    if negated:
        others = tuple(choice.value for choice in fact.choices if choice.value not in values)
        # "Something less" reads better than "not Serious crime", unless it gets longer.
        if not others or len(others) > len(values):
            return f"not {_list(fact, values)}"
        values = others
    return _list(fact, values)


def _list(fact: FactDefinition, values: Sequence[Value]) -> str:
    texts = [value_text(fact, value) for value in values]
    if len(texts) > 1 and any(", " in text for text in texts):
        texts = [f"“{text}”" for text in texts]
    *first, last = texts
    return f"{', '.join(first)} or {last}" if first else last
