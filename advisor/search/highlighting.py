"""Showing where the words of a result stand."""

from __future__ import annotations

from collections.abc import Iterable
from re import compile as compile_pattern

from advisor.search.analysis import analyse
from advisor.search.result import Result

_MAX_SNIPPET = 160
_SENTENCE = compile_pattern(r"(?<=[.!?])\s+")


def highlights(text: str, result: Result) -> list[tuple[int, int]]:
    """Return the start and end of each word in a text that matched, in order."""
    return [(word.start, word.end) for word in analyse(text) if word.stem in result.matched]


def snippet(candidates: Iterable[str], result: Result) -> str:
    """Return the passage that shows best why an entry was found.

    Args:
        candidates: Texts of the entry, the most telling first; the first where none matched.
        result: The result for that entry.

    Returns:
        One sentence, cut at a word to at most 160 characters.
    """
    sentences = [s for text in candidates for s in _SENTENCE.split(text.strip()) if s]
    if not sentences:
        return ""
    best = max(sentences, key=lambda sentence: _matched_in(sentence, result))
    return _shorten(best, highlights(best, result))


def _matched_in(text: str, result: Result) -> int:
    return len(result.matched.intersection(word.stem for word in analyse(text)))


def _shorten(text: str, spans: list[tuple[int, int]]) -> str:
    if len(text) <= _MAX_SNIPPET:
        return text
    first = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, max(first - _MAX_SNIPPET // 2, 0)) + 1
    end = text.rfind(" ", start, start + _MAX_SNIPPET - 1)
    kept = text[start : end if end > start else start + _MAX_SNIPPET - 2]
    return (
        ("…" if start else "") + kept.strip(" ,;:") + ("…" if start + len(kept) < len(text) else "")
    )
