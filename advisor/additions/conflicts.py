"""Additions that stand on a national text which is gone or has changed.

They are listed, with both texts, until whoever administers the site has looked at them; nothing
of a site is ever lost because a release came.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from advisor.additions.addition import Addition, Correction, WordGroup
from advisor.additions.placing import is_high_enough, is_outdated
from advisor.additions.words import Standing
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.own_lines import OwnLine, own_lines
from advisor.clearance import Label

#: How like a line has to be to the one that is gone, to be taken for what became of it.
_LEAST_LIKE = 0.4


class Reason(StrEnum):
    """Why an addition has to be looked at, in words."""

    ENTRY_GONE = "its entry is not in the catalogue any more"
    MARKED_HIGHER = "its entry or line is marked higher now, so it is not shown"
    LINE_CHANGED = "the national line has changed since"
    WORDS_GONE = "nothing at its marking has the words that it stands for, so it finds nothing"
    ENTRY_CHANGED = "the national text has changed since"


@dataclass(frozen=True)
class Conflict:
    """An addition that has to be looked at.

    Attributes:
        addition: The addition.
        label: Its label.
        reason: Why.
        before: What of the national text it stood on is not there any more.
        after: What stands there now instead; none, where the entry is gone.
    """

    addition: Addition
    label: Label
    reason: Reason
    before: tuple[OwnLine, ...] = ()
    after: tuple[OwnLine, ...] = ()


def find_conflicts(
    catalogue: Catalogue, additions: Iterable[tuple[Addition, Label]]
) -> tuple[Conflict, ...]:
    """Return which additions have to be looked at, as a catalogue stands.

    Args:
        catalogue: What the administrator may read.
        additions: Each addition with its label.
    """
    standing = Standing(catalogue)
    found = (_find(standing, catalogue, addition, label) for addition, label in additions)
    return tuple(conflict for conflict in found if conflict is not None)


def conflicts(
    before: Catalogue, after: Catalogue, additions: Iterable[tuple[Addition, Label]]
) -> tuple[Conflict, ...]:
    """Return which additions would have to be looked at because a release comes.

    Args:
        before: The catalogue in use, as far as whoever imports may read it.
        after: The one to come, likewise.
        additions: Each addition with its label.

    Returns:
        Those that have to be looked at then and need not now, or for another reason or text.
    """
    listed = tuple(additions)
    known = {(one.addition.id, one.reason, one.after) for one in find_conflicts(before, listed)}
    return tuple(
        one
        for one in find_conflicts(after, listed)
        if (one.addition.id, one.reason, one.after) not in known
    )


def _find(
    standing: Standing, catalogue: Catalogue, addition: Addition, label: Label
) -> Conflict | None:
    if isinstance(addition, WordGroup):
        is_there = standing.has_any(addition, label)
        return None if is_there else Conflict(addition, label, Reason.WORDS_GONE)
    stood = (addition.line,) if isinstance(addition, Correction) else addition.stands_on
    if addition.entry not in catalogue:
        return Conflict(addition, label, Reason.ENTRY_GONE, stood)
    if not is_high_enough(catalogue, addition, label):
        return Conflict(addition, label, Reason.MARKED_HIGHER, stood)
    if not is_outdated(catalogue, addition, label):
        return None
    now = own_lines(catalogue.entry(addition.entry), label)
    if isinstance(addition, Correction):
        return Conflict(addition, label, Reason.LINE_CHANGED, stood, _nearest(addition.line, now))
    gone = tuple(line for line in stood if line not in now)
    new = tuple(line for line in now if line not in stood)
    return Conflict(addition, label, Reason.ENTRY_CHANGED, gone, new)


def _nearest(line: OwnLine, now: Iterable[OwnLine]) -> tuple[OwnLine, ...]:
    """Return the line of the same part that is most like one that is gone, if any is."""
    near = [
        (difflib.SequenceMatcher(None, line.text, other.text).ratio(), other)
        for other in now
        if other.part == line.part
    ]
    best = max(near, key=lambda one: one[0], default=None)
    return (best[1],) if best is not None and best[0] >= _LEAST_LIKE else ()
