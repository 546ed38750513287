"""The rules of a capability in words, one by one, so that two releases can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from advisor.advice.condition import parse_condition
from advisor.advice.errors import ConditionError
from advisor.advice.fact import Facts
from advisor.advice.wording import condition_text
from advisor.cases.rules import facts_asked
from advisor.catalogue.access import Access, Condition, FactDefinition

#: What is longer is cut: a rule in words is kept with every enquiry.
_MOST: Final = 1500


def rule_words(access: Access, facts: Iterable[FactDefinition]) -> Mapping[str, str]:
    """Return every rule that an outcome can rest on, in words, by its path.

    Args:
        access: The rules.
        facts: Every question that their reader may see.
    """
    known = {fact.name: fact for fact in facts}
    return {path: words[:_MOST] for path, words in _say_all(access, known)}


def _say_all(access: Access, facts: Facts) -> Iterator[tuple[str, str]]:
    for rule in access.requirements:
        yield f"access.requirements[{rule.id}]", _say(rule.text, {"if": rule.when}, facts)
    for route in access.routes:
        path = f"access.routes[{route.id}]"
        yield path, f"There is a route: {route.title}"
        for rule in route.requirements:
            words = _say(rule.text, {"if": rule.when}, facts)
            yield f"{path}.requirements[{rule.id}]", f"{route.title}: {words}"
        for one in route.prerequisites:
            words = _say(one.text, {"if": one.needed, "unless": one.held}, facts)
            yield f"{path}.prerequisites[{one.id}]", f"{route.title}: first, {words}"
    for name in facts_asked(access, facts.values()):
        yield f"facts[{name}]", _say_fact(facts[name], facts)


def _say(text: str, conditions: Mapping[str, Condition | None], facts: Facts) -> str:
    said = [
        f"{word} {say_condition(condition, facts)}"
        for word, condition in conditions.items()
        if condition is not None
    ]
    return f"{text} [{'; '.join(said)}]" if said else text


def say_condition(condition: Condition, facts: Facts) -> str:
    """Return a condition in words; as it is written, where it has no meaning for these facts."""
    try:
        return condition_text(parse_condition(condition, facts), facts) or "always"
    except ConditionError:
        return msgspec.json.encode(condition).decode()


def _say_fact(fact: FactDefinition, facts: Facts) -> str:
    parts = [fact.text]
    if fact.choices:
        parts.append(f"Answers: {'; '.join(choice.text for choice in fact.choices)}.")
    named = {choice.value: choice.text for choice in fact.choices}
    for one in fact.derived:
        parts.append(f"{named.get(one.value, one.value)}: if {say_condition(one.when, facts)}.")
    if fact.otherwise is not None:
        parts.append(f"Otherwise: {named.get(fact.otherwise, fact.otherwise)}.")
    return " ".join(parts)
