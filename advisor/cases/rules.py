"""What tells whether the rules of a capability are still those that a case was answered on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from advisor.catalogue.access import Access, FactDefinition


def facts_asked(access: Access, facts: Iterable[FactDefinition]) -> tuple[str, ...]:
    """Return the names of the questions that rules are about, in order.

    Facts that are worked out stand for those that they are worked out from, and for themselves.

    Args:
        access: The rules.
        facts: Every question that the reader may see.
    """
    by_name = {fact.name: fact for fact in facts}
    found: dict[str, None] = {}
    waiting = list(_named(msgspec.to_builtins(access)))
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in by_name:
            found[name] = None
            waiting += _named(msgspec.to_builtins(by_name[name].derived))
    return tuple(found)


def digest_rules(access: Access, facts: Iterable[FactDefinition]) -> str:
    """Return a digest of rules and of the questions that they are about.

    Anything that can change an outcome changes it: a condition, a route, what must be obtained
    first, a question's type or choices. Words alone, such as a step's detail, do not.

    Args:
        access: The rules.
        facts: Every question that the reader may see.
    """
    known = tuple(facts)
    asked = set(facts_asked(access, known))
    conditions = [
        [(one.id, one.when) for one in access.requirements],
        [
            (
                route.id,
                [(one.id, one.when) for one in route.requirements],
                [(one.id, one.needed, one.held) for one in route.prerequisites],
                [one.when for one in route.steps],
            )
            for route in access.routes
        ],
        [
            (
                fact.name,
                fact.type,
                [choice.value for choice in fact.choices],
                fact.derived,
                fact.otherwise,
            )
            for fact in sorted(known, key=lambda fact: fact.name)
            if fact.name in asked
        ],
    ]
    plain = msgspec.json.encode(msgspec.to_builtins(conditions), order="sorted")
    return hashlib.sha256(plain).hexdigest()[:32]


def _named(data: Any) -> Iterator[str]:
    match data:
        case dict():
            if isinstance(data.get("fact"), str):
                yield data["fact"]
            for value in data.values():
                yield from _named(value)
        case list() | tuple():
            for value in data:
                yield from _named(value)
