"""The passages of an entry that show why it was found, each with the marking that it carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.clearance import Label
from advisor.search.highlighting import Sentence, Span, highlights, shorten, split_sentences
from advisor.search.result import Result


@dataclass(frozen=True)
class Place:
    """Where passages are looked for: one portion of an entry.

    Attributes:
        heading: What a reader sees above it; empty for the summary.
        marking: Its marking.
        texts: What it says.
    """

    heading: str
    marking: Label
    texts: tuple[str, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """What it says, sentence by sentence."""
        return split_sentences(self.texts)


@dataclass(frozen=True)
class Passage:
    """One sentence of an entry.

    Attributes:
        text: The sentence, cut at a word to at most 160 characters.
        spans: Start and end of each word in it that matched, in order; none, where none did.
        heading: What a reader sees above the portion that it is from; empty for the summary.
        marking: The marking of that portion.
    """

    text: str
    spans: tuple[Span, ...]
    heading: str
    marking: Label


def best_passages(places: Iterable[Place], result: Result, limit: int) -> tuple[Passage, ...]:
    """Return the best passage of each portion that shows why an entry was found, best first.

    Args:
        places: The portions, the most telling first.
        result: The result for that entry.
        limit: How many at the most.

    Returns:
        The passages in which something matched; the first of the entry, where nothing did.
    """
    found = []
    for place in places:
        counted = [sentence.count_matched(result) for sentence in place.sentences]
        if counted:
            most = max(counted)
            found.append((most, place.sentences[counted.index(most)], place))
    found.sort(key=lambda one: -one[0])
    kept = [one for one in found if one[0]] or found[:1]
    return tuple(_show(sentence, place, result) for _, sentence, place in kept[:limit])


def _show(sentence: Sentence, place: Place, result: Result) -> Passage:
    text = shorten(sentence.text, sentence.highlights(result))
    return Passage(text, tuple(highlights(text, result)), place.heading, place.marking)
