"""Truth with three values: strong Kleene logic.

``UNKNOWN`` stands for "one of the two, and we cannot say which", so a connective
is unknown only where the unknown part could still tip it (Kleene, "Introduction
to Metamathematics", 1952, section 64). It does not see that ``A or not A`` holds
whatever ``A`` is; ``advisor.advice.completion`` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import reduce
from typing import NoReturn


class Ternary(Enum):
    """A truth value; its ``value`` is the word that scripts read."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, truth: bool) -> Ternary:
        """Return the truth value of something known."""
        return cls.TRUE if truth else cls.FALSE

    def __and__(self, other: Ternary) -> Ternary:
        """Return TRUE if both are, FALSE if either is, else UNKNOWN."""
        if Ternary.FALSE in (self, other):
            return Ternary.FALSE
        return other if self is Ternary.TRUE else self

    def __or__(self, other: Ternary) -> Ternary:
        """Return TRUE if either is, FALSE if both are, else UNKNOWN."""
        return ~(~self & ~other)

    def __invert__(self) -> Ternary:
        """Return the opposite; the opposite of UNKNOWN is UNKNOWN."""
        return _OPPOSITE[self]

    def __bool__(self) -> NoReturn:
        """Refuse: ``if truth`` would silently take UNKNOWN for a yes.

        Raises:
            TypeError: Always; compare with ``is`` instead.
        """
        raise TypeError("a Ternary is not a bool; compare it with `is`")


_OPPOSITE = {
    Ternary.TRUE: Ternary.FALSE,
    Ternary.FALSE: Ternary.TRUE,
    Ternary.UNKNOWN: Ternary.UNKNOWN,
}


def all_of(truths: Iterable[Ternary]) -> Ternary:
    """Return the conjunction; TRUE if there is nothing to hold."""
    return reduce(Ternary.__and__, truths, Ternary.TRUE)


def any_of(truths: Iterable[Ternary]) -> Ternary:
    """Return the disjunction; FALSE if there is nothing that could hold."""
    return reduce(Ternary.__or__, truths, Ternary.FALSE)
