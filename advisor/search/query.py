"""What a reader typed, taken apart.

There is no query language to learn or to get wrong: every character that is not
part of a word is space, except that words in double quotes belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from advisor.search.analysis import Word, analyse, analyse_all

#: What is typed beyond this many characters is not searched for.
MAX_CHARACTERS = 1_000

#: Words with at most two stop words between them, as in “letter of request”.
_NEAR = 3
_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]')


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word to look for.

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
    typed = analyse_all(kept)
    words = _each_once(_query_words(typed, kept))
    phrases = (to_phrase(quoted[1]) for quoted in _QUOTED.finditer(kept))
    return Query(
        text=kept,
        words=words,
        whole=_join([word for word in typed if not word.stopped]),
        said=tuple(word.stem for word in typed),
        phrases=tuple(dict.fromkeys(phrase for phrase in phrases if phrase.stems)),
        cut=len(text) > len(kept),
    )


def pairs_of(whole: Phrase) -> tuple[Phrase, ...]:
    """Return each two words that stand together, or nearly so, in a phrase."""
    pairs = zip(pairwise(whole.stems), pairwise(whole.places), strict=True)
    found = (Phrase(two, (0, at[1] - at[0])) for two, at in pairs if at[1] - at[0] <= _NEAR)
    return tuple(dict.fromkeys(found))


def to_phrase(text: str) -> Phrase:
    """Return the words of a text as a phrase; empty where all are stop words."""
    return _join(analyse(text))


def _join(words: list[Word]) -> Phrase:
    return Phrase(
        stems=tuple(word.stem for word in words),
        places=tuple(word.place - words[0].place for word in words),
    )


def _query_words(typed: list[Word], text: str) -> list[QueryWord]:
    words = [word for word in typed if not word.stopped]
    # The first letters of a word may look like a stop word: "the" on the way to "theft".
    if not words:
        words = [word for word in typed[-1:] if word.surface]
    return [QueryWord(word.surface, word.stem, _is_unfinished(word, text)) for word in words]


def _is_unfinished(word: Word, text: str) -> bool:
    return word.end == len(text)


def _each_once(words: list[QueryWord]) -> tuple[QueryWord, ...]:
    by_stem: dict[str, QueryWord] = {}
    for word in words:
        by_stem.setdefault(word.stem, word)
    return tuple(by_stem.values())
