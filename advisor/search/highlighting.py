"""Showing where the words of a result stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from re import compile as compile_pattern

from advisor.search.analysis import Word, analyse, find_stems
from advisor.search.result import Result

_MAX_SNIPPET = 160
_SENTENCE = compile_pattern(r"(?<=[.!?])\s+")

#: A start and an end, as offsets in a text.
Span = tuple[int, int]
_Wanted = frozenset[tuple[str, ...]]


class Sentence:
    """A sentence of an entry, taken apart once: a reader types on, and it is looked at again.

    Attributes:
        text: What it says.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def stems(self) -> frozenset[str]:
        """What each of its words can be found by."""
        return find_stems(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return tuple(analyse(self.text))

    def count_matched(self, result: Result) -> int:
        """Return how many of the words and phrases of a result stand in it."""
        if result.matched.isdisjoint(self.stems):
            return 0
        runs = _runs(self.words, _wanted(result))
        return len({tuple(self.words[at].stem for at in run) for run in runs})

    def highlights(self, result: Result) -> list[Span]:
        """Return the start and end of each word in it that matched, in order.

        The words of a phrase matched where they stand together, and nowhere else.
        """
        if result.matched.isdisjoint(self.stems):
            return []
        marked = {at for run in _runs(self.words, _wanted(result)) for at in run}
        return [(self.words[at].start, self.words[at].end) for at in sorted(marked)]


def highlights(text: str, result: Result) -> list[Span]:
    """Return the start and end of each word in a text that matched, in order."""
    return Sentence(text).highlights(result)


def split_sentences(texts: Iterable[str]) -> tuple[Sentence, ...]:
    """Return the sentences of some texts, in order."""
    return tuple(Sentence(s) for text in texts for s in _SENTENCE.split(text.strip()) if s)


def shorten(text: str, spans: Sequence[Span]) -> str:
    """Return a text cut at words to at most 160 characters around the first of some spans."""
    if len(text) <= _MAX_SNIPPET:
        return text
    first = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, max(first - _MAX_SNIPPET // 2, 0)) + 1
    end = text.rfind(" ", start, start + _MAX_SNIPPET - 1)
    kept = text[start : end if end > start else start + _MAX_SNIPPET - 2]
    return (
        ("…" if start else "") + kept.strip(" ,;:") + ("…" if start + len(kept) < len(text) else "")
    )


def _wanted(result: Result) -> _Wanted:
    return frozenset(why.stems for why in result.why if why.stems)


def _runs(words: Sequence[Word], wanted: _Wanted) -> list[range]:
    """Return where words stand one after the other as something that is wanted."""
    stems = tuple(word.stem for word in words)
    lengths = {len(each) for each in wanted}
    return [
        range(at, at + length)
        for length in lengths
        for at in range(len(stems) - length + 1)
        if stems[at : at + length] in wanted
    ]
