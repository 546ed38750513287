"""Where the values of a field begin and end: each name of an entry, say.

A segment stores places alone, but leaves a gap between two values that no value has inside it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain, compress, repeat
from operator import add, sub

from advisor.search.building import GAP
from advisor.search.segment import Field

#: Added to the places of each further segment, so that no phrase spans two.
APART = 1 << 32
#: An entry's number and a place in one: entries above, and below them places.
_ABOVE = 1 << 32


class Edges:
    """The first and the last place of every value of a field, in one segment.

    Args:
        keys: The entry and place of every word of it, as one number each, rising.

    Attributes:
        by_span: The entries that have a value whose last word is so far behind its first.
    """

    def __init__(self, keys: Sequence[int]) -> None:
        is_edge = [gap >= GAP for gap in map(sub, keys[1:], keys)]
        self._firsts = array("Q", [*keys[:1], *compress(keys[1:], is_edge)])
        self._lasts = array("Q", [*compress(keys, is_edge), *keys[-1:]])
        self.by_span: dict[int, set[int]] = {}
        for first, last in zip(self._firsts, self._lasts, strict=True):
            self.by_span.setdefault(last - first, set()).add(first // _ABOVE)

    def are_at(self, document: int, first: int, last: int) -> bool:
        """Say whether a value of an entry begins and ends at these places."""
        above = document * _ABOVE
        at = bisect_left(self._firsts, above + first)
        return (
            at < len(self._firsts)
            and self._firsts[at] == above + first
            and self._lasts[at] == above + last
        )


def find_edges(field: Field, numbers: Sequence[int]) -> Edges:
    """Return where values of a field begin and end in one segment.

    Args:
        field: The field there.
        numbers: The entry's number of each document of the segment.
    """
    above = [number * _ABOVE for number in numbers]
    each = map(repeat, map(above.__getitem__, field.documents), field.frequencies)
    return Edges(sorted(map(add, chain.from_iterable(each), field.places)))
