"""Test cases that stand beside the rules: facts in, outcome and key reasons out.

They are sources like the rest, read and checked with them. A release carries them, so that
whoever imports the next one sees which of them come out otherwise; nobody is advised by them.
"""

from __future__ import annotations

from typing import Any, Literal

from advisor.catalogue.record import Record


class Expectation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the advice has to be; what is left out may be anything.

    Attributes:
        outcome: The outcome.
        certain: Whether it is certain whatever the facts that the case leaves open.
        route: Id of the route that the plan follows.
        prerequisites: Ids of all that is still to be obtained by that route, in order.
        because: Ids of requirements: that fail, where the outcome is *not available*, and
            that hold elsewhere.
        asks: Facts that are still worth asking.
        steps_include: Words that occur in steps of the plan, each in one of them.
    """

    outcome: Literal["available", "available-after", "not-available", "undecided"]
    certain: Literal["yes", "no"] | None = None
    route: str | None = None
    prerequisites: tuple[str, ...] | None = None
    because: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    steps_include: tuple[str, ...] = ()


class RuleCase(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One case that the rules of an entry have to decide as told.

    Attributes:
        id: A slug, unique among all cases.
        title: The case in a few words.
        check: Id of the entry whose rules it tries.
        facts: What is known, by the facts' names; ``unknown`` is an answer too.
        expect: What the advice has to be.
        row: What it is written from: a row of the table of authorities, such as ``A4``, or a
            place in the reviewed facts, such as ``facts: anti-kidnap-extortion``.
        why: Why it has to be so, in a sentence.
    """

    id: str
    title: str
    check: str
    facts: dict[str, Any]
    expect: Expectation
    row: str
    why: str
