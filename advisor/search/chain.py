"""Whoosh's analysis, put together once for indexing and for queries.

``look_up`` gives what ``CHAIN`` makes of one word and remembers it: passing its generators takes
ten times as long, and a reader types the same few words all day. A test holds it against the
chain. This module imports Whoosh when it is itself imported; ``advisor.search.analysis`` imports
it at the first word that is analysed.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.analysis import (
    STOP_WORDS,
    CompositeAnalyzer,
    Filter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
)
from whoosh.lang.porter2 import stem

from advisor.search.analysis import Word

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Asking words say nothing about what is asked for: "who do I speak to about …".
_FILLER = """
    about again all am any anybody anyone anything around because been being but can't cannot
    could did do does doing done don't else for from get gets getting go goes going got had has
    have having he her here him his how i'm i've if in into is it's its just know let like
    may me might mine must my need needed needs no none not now of off on onto or our ours out over
    please she should so some somebody someone something speak speaking talk talking tell than
    thanks that that's the their them then there there's these they thing things this those to too
    under up
    upon us use used using very want wants was we were what what's when where whether which while
    who who's whom whose why will with would you your
"""
_SINGLE_LETTERS = frozenset(string.ascii_lowercase)
_STOPPED = STOP_WORDS | frozenset(word.replace("'", "") for word in _FILLER.split())
_ALL_STOPPED = _STOPPED | _SINGLE_LETTERS


def fold(text: str) -> str:
    """Return one word without possessive, apostrophes, accents and case."""
    bare = text.removesuffix("'s").removesuffix("’s")
    if bare.isascii() and bare.isalnum():
        return bare.lower()
    decomposed = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum()).lower()


class FoldFilter(Filter):  # type: ignore[misc]  # Whoosh has no types
    """Folds each word and keeps the result as the token's ``surface``."""

    def __call__(self, tokens: Iterator[Any]) -> Iterator[Any]:
        """Fold each token that passes."""
        for token in tokens:
            token.surface = token.text = fold(token.text)
            yield token


# Not whoosh.lang.porter: it never undoubles, so "kidnapping" is not found by "kidnap".
# Bounded, because a reader's queries pass through it for as long as the session lives.
_stem = lru_cache(maxsize=4096)(stem)


class Analysed(NamedTuple):
    """What the chain makes of one word.

    Attributes:
        surface: The word as written, in lower case and without accents.
        stem: What it is found by; of a stop word, the surface.
        stopped: Whether it says too little to be searched for.
        stem_of_any: What it would be found by, stop word or not.
    """

    surface: str
    stem: str
    stopped: bool
    stem_of_any: str


@lru_cache(maxsize=16_384)
def look_up(written: str) -> Analysed:
    """Return what the chain makes of a word that ``WORD`` matches."""
    surface = fold(written.lower())
    stemmed = str(_stem(surface))
    stopped = not surface or surface in _ALL_STOPPED
    return Analysed(surface, surface if stopped else stemmed, stopped, stemmed)


def words(text: str) -> list[Word]:
    """Return every word of a text in order, stop words marked as such: what ``CHAIN`` gives."""
    found = []
    for place, match in enumerate(WORD.finditer(text)):
        surface, stemmed, stopped, _ = look_up(match[0])
        found.append(Word(surface, stemmed, place, match.start(), match.end(), stopped))
    return found


# What a list shows is looked at anew at each letter, mostly the same sentences.
@lru_cache(maxsize=4_096)
def stems(text: str) -> frozenset[str]:
    """Return the stem of every word of a text, stop words too."""
    return frozenset(word.stem_of_any for word in map(look_up, WORD.findall(text)))


def stems_in_order(text: str) -> tuple[str, ...]:
    """Return the stem of each word of a text in order, stop words too."""
    return tuple(word.stem_of_any for word in map(look_up, WORD.findall(text)))


CHAIN = CompositeAnalyzer(
    RegexTokenizer(WORD),
    LowercaseFilter(),
    FoldFilter(),
    StopFilter(stoplist=_ALL_STOPPED, minsize=1, renumber=False),
    StemFilter(stemfn=_stem, cachesize=None),
)
