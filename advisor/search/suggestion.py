"""A whole query to try instead, where a word of what was typed stands nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.search.analysis import analyse_all
from advisor.search.highlighting import Span


@dataclass(frozen=True)
class Suggestion:
    """What a reader may have meant.

    Attributes:
        query: The whole query, with everything else as it was typed.
        changes: Each word that was typed, with what stands in its place.
        total: How many entries it finds.
    """

    query: str
    changes: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True)
class Wider:
    """What there is without that which leaves nothing.

    Attributes:
        query: The query without that; as it was typed, where what is ticked leaves nothing.
        limits: What was typed that leaves nothing, such as ``-word``; none where it is what is
            ticked.
        total: How many entries it finds.
    """

    query: str
    limits: tuple[str, ...]
    total: int


def replace_words(text: str, pieces: Sequence[Span], instead: Mapping[str, str]) -> str:
    """Return a query with some of its words replaced, and all else as it was.

    Args:
        text: The query as it was typed.
        pieces: Start and end of each part of it that is words, in order.
        instead: By word, in lower case, what is put in its place.
    """
    kept, done = [], 0
    for word in analyse_all(text):
        within = any(start <= word.start and word.end <= end for start, end in pieces)
        if within and word.surface in instead:
            kept += [text[done : word.start], instead[word.surface]]
            done = word.end
    return "".join([*kept, text[done:]])
