"""What a reader typed, taken apart.

There is no query language to learn or to get wrong: every character that is not
part of a word is space, except that words in double quotes belong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from advisor.search.analysis import Word, analyse, analyse_all

#: What is typed beyond this many characters is not searched for.
MAX_CHARACTERS = 1_000

#: Words with at most two stop words between them, as in “letter of request”.
_NEAR = 3
_QUOTES = '"“”'
_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]')


class QueryWord(NamedTuple):
    """One word to look for; a key that is hashed at every keystroke.

    Attributes:
        typed: The word as typed, in lower case.
        stem: What it is looked up by.
        unfinished: Whether it is still being typed: any word that begins so will do.
    """

    typed: str
    stem: str
    unfinished: bool = False


class Phrase(NamedTuple):
    """Words that must stand together; a key that is hashed at every keystroke.

    Attributes:
        stems: The stems, in order.
        places: Their distance from the first.
    """

    stems: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart.

    Attributes:
        text: What is searched for, after any cut.
        words: The words to look for, each once, in the order typed.
        whole: All of them as they were typed, one after the other.
        said: Every word as it is looked up, stop words too, in the order typed.
        phrases: The phrases that a result must hold.
        cut: Whether the end was cut off.
    """

    text: str
    words: tuple[QueryWord, ...]
    whole: Phrase
    said: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    cut: bool = False


def parse_query(text: str) -> Query:
    """Take apart what a reader typed; any text at all will do."""
    kept = text[:MAX_CHARACTERS]
    typed = _analyse(kept)
    spoken = [word for word in typed if not word.stopped]
    # The first letters of a word may look like a stop word: "the" on the way to "theft".
    sought = spoken or [word for word in typed[-1:] if word.surface]
    return Query(
        text=kept,
        words=_each_once(sought, len(kept)),
        whole=_join(spoken),
        said=tuple([word.stem for word in typed]),
        phrases=_find_phrases(kept),
        cut=len(text) > len(kept),
    )


def _analyse(text: str) -> Sequence[Word]:
    """Return every word of a text; those before the last space are mostly the last query's."""
    at = text.rfind(" ") + 1
    settled = _analyse_settled(text[:at])
    shift = len(settled)
    rest = [
        Word(surface, stem, place + shift, start + at, end + at, stopped)
        for surface, stem, place, start, end, stopped in analyse_all(text[at:])
    ]
    return [*settled, *rest] if settled else rest


@lru_cache(maxsize=16)
def _analyse_settled(text: str) -> tuple[Word, ...]:
    return tuple(analyse_all(text))


def _find_phrases(text: str) -> tuple[Phrase, ...]:
    if not any(quote in text for quote in _QUOTES):
        return ()
    phrases = (to_phrase(quoted[1]) for quoted in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase.stems))


def pairs_of(whole: Phrase) -> tuple[Phrase, ...]:
    """Return each two words that stand together, or nearly so, in a phrase."""
    pairs = zip(pairwise(whole.stems), pairwise(whole.places), strict=True)
    found = (Phrase(two, (0, at[1] - at[0])) for two, at in pairs if at[1] - at[0] <= _NEAR)
    return tuple(dict.fromkeys(found))


def to_phrase(text: str) -> Phrase:
    """Return the words of a text as a phrase; empty where all are stop words."""
    return _join(analyse(text))


def _join(words: list[Word]) -> Phrase:
    first = words[0].place if words else 0
    return Phrase(tuple([w.stem for w in words]), tuple([w.place - first for w in words]))


def _each_once(words: Sequence[Word], end: int) -> tuple[QueryWord, ...]:
    """Return the words, each once; one that ends where the text does is still being typed."""
    by_stem: dict[str, QueryWord] = {}
    for word in words:
        if word.stem not in by_stem:
            by_stem[word.stem] = QueryWord(word.surface, word.stem, word.end == end)
    return tuple(by_stem.values())
