"""Showing where the words of a result stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import compile as compile_pattern

from advisor.search.analysis import Word, analyse, find_stems
from advisor.search.result import Result

_MAX_SNIPPET = 160
_SENTENCE = compile_pattern(r"(?<=[.!?])\s+")

#: A start and an end, as offsets in a text.
Span = tuple[int, int]
_Wanted = frozenset[tuple[str, ...]]


def highlights(text: str, result: Result) -> list[Span]:
    """Return the start and end of each word in a text that matched, in order.

    The words of a phrase matched where they stand together, and nowhere else.
    """
    if result.matched.isdisjoint(find_stems(text)):
        return []
    words = analyse(text)
    marked = {at for run in _runs(words, _wanted(result)) for at in run}
    return [(words[at].start, words[at].end) for at in sorted(marked)]


def snippet(candidates: Iterable[str], result: Result) -> str:
    """Return the passage that shows best why an entry was found.

    Args:
        candidates: Texts of the entry, the most telling first; the first where none matched.
        result: The result for that entry.

    Returns:
        One sentence, cut at a word to at most 160 characters.
    """
    sentences = split_sentences(candidates)
    if not sentences:
        return ""
    best = max(sentences, key=lambda sentence: count_matched(sentence, result))
    return shorten(best, highlights(best, result))


def split_sentences(candidates: Iterable[str]) -> list[str]:
    """Return the sentences of some texts, in order."""
    return [s for text in candidates for s in _SENTENCE.split(text.strip()) if s]


def count_matched(text: str, result: Result) -> int:
    """Return how many of the words and phrases of a result stand in a text."""
    if result.matched.isdisjoint(find_stems(text)):
        return 0
    wanted, words = _wanted(result), analyse(text)
    return len({tuple(words[at].stem for at in run) for run in _runs(words, wanted)})


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
