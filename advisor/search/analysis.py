"""From text to words: the same chain for what is indexed and what is typed.

Rules that this module keeps:
 * Stop words are left out but keep their place, so a phrase is a phrase in both.
 * Every word keeps the form in which it was written, for explanations.
 * Any text can be analysed; nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
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
    return list(_words(text, removestops=True))


def analyse_all(text: str) -> list[Word]:
    """Return every word of a text, stop words marked as such."""
    return list(_words(text, removestops=False))


def find_stems(text: str) -> frozenset[str]:
    """Return what each word of a text can be found by, and what stop words could be.

    It is ten times as fast as ``analyse``, for looking whether that is worth doing.
    """
    from advisor.search.chain import stems  # noqa: PLC0415 - as below

    return stems(text)


def _words(text: str, *, removestops: bool) -> Iterator[Word]:
    for token in _chain()(text, positions=True, chars=True, removestops=removestops):
        yield Word(
            token.surface, token.text, token.pos, token.startchar, token.endchar, token.stopped
        )


@cache
def _chain() -> Any:
    # Importing Whoosh takes as long as a window needs to show; the first search pays for it.
    from advisor.search.chain import CHAIN  # noqa: PLC0415

    return CHAIN
