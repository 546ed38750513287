"""From text to words: the same chain for what is indexed and what is typed.

Rules that this module keeps:
 * Stop words are left out but keep their place, so a phrase is a phrase in both.
 * Every word keeps the form in which it was written, for explanations.
 * Any text can be analysed; nothing raises.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        surface: The word as written, in lower case and without accents.
        stem: What it is found by.
        place: Its number in the text, stop words counted.
        start: Offset of its first character.
        end: Offset after its last character.
        stopped: Whether it says too little to be searched for.
    """

    surface: str
    stem: str
    place: int
    start: int
    end: int
    stopped: bool = False


def analyse(text: str) -> list[Word]:
    """Return the words of a text that it can be found by, in order."""
    return [word for word in analyse_all(text) if not word.stopped]


def analyse_all(text: str) -> list[Word]:
    """Return every word of a text, stop words marked as such."""
    return _load_words()(text)


def find_stems(text: str) -> frozenset[str]:
    """Return what each word of a text can be found by, and what stop words could be.

    It is several times as fast as ``analyse``, for looking whether that is worth doing.
    """
    return _load_stems()(text)


def stem_in_order(text: str) -> tuple[str, ...]:
    """Return what each word of a text can be found by, in order, stop words too."""
    return _load_order()(text)


# Importing Whoosh takes as long as a window needs to show; the first search pays for it.


@cache
def _load_words() -> Callable[[str], list[Word]]:
    from advisor.search.chain import words  # noqa: PLC0415

    return words


@cache
def _load_stems() -> Callable[[str], frozenset[str]]:
    from advisor.search.chain import stems  # noqa: PLC0415

    return stems


@cache
def _load_order() -> Callable[[str], tuple[str, ...]]:
    from advisor.search.chain import stems_in_order  # noqa: PLC0415

    return stems_in_order
