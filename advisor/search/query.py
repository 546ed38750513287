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
        pairs: Each two of them that stand together, or nearly so.
        said: Every word as it is looked up, stop words too, in the order typed.
        phrases: The phrases that a result must hold.
        cut: Whether the end was cut off.
    """

    text: str
    words: tuple[QueryWord, ...]
    whole: Phrase
    pairs: tuple[Phrase, ...] = ()
    said: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    cut: bool = False


def parse_query(text: str) -> Query:
    """Take apart what a reader typed; any text at all will do."""
    kept = text[:MAX_CHARACTERS]
    # What stands before the last space is mostly the last query's, too.
    at = kept.rfind(" ") + 1
    settled, end = _settle(kept[:at]), len(kept) - at
    typed = analyse_all(kept[at:])
    spoken = [word for word in typed if not word.stopped]
    whole = _add(settled, spoken)
    return Query(
        text=kept,
        words=_each_once(settled.words, spoken, end) or _last_of(settled, typed, end),
        whole=whole,
        pairs=_add_pairs(settled.pairs, whole, len(spoken)),
        said=settled.said + tuple([word.stem for word in typed]),
        phrases=_find_phrases(kept),
        cut=len(text) > len(kept),
    )


class _Settled(NamedTuple):
    """What was typed before the word that is being typed.

    Attributes:
        typed: Every word.
        words: Those to look for, each once.
        whole: All of them as they were typed.
        start: The place of the first of them.
        pairs: Each two of them that stand together, or nearly so.
        said: Every word as it is looked up.
    """

    typed: Sequence[Word]
    words: tuple[QueryWord, ...]
    whole: Phrase
    start: int
    pairs: tuple[Phrase, ...]
    said: tuple[str, ...]


@lru_cache(maxsize=16)
def _settle(text: str) -> _Settled:
    typed = analyse_all(text)
    spoken = [word for word in typed if not word.stopped]
    whole = _join(spoken)
    return _Settled(
        typed,
        words=_each_once((), spoken, len(text)),
        whole=whole,
        start=spoken[0].place if spoken else -1,
        pairs=pairs_of(whole),
        said=tuple([word.stem for word in typed]),
    )


def _add(settled: _Settled, spoken: list[Word]) -> Phrase:
    """Return all words as they were typed, those behind the last space too."""
    if not spoken:
        return settled.whole
    before, start = settled.whole, settled.start
    if not before.stems:
        return _join(spoken)
    shift = len(settled.typed) - start
    return Phrase(
        before.stems + tuple([word.stem for word in spoken]),
        before.places + tuple([word.place + shift for word in spoken]),
    )


def _add_pairs(before: tuple[Phrase, ...], whole: Phrase, new: int) -> tuple[Phrase, ...]:
    """Return the pairs of a phrase, of which those before so many new words are known."""
    if not new:
        return before
    last = Phrase(whole.stems[-new - 1 :], whole.places[-new - 1 :])
    return before + tuple([pair for pair in pairs_of(last) if pair not in before])


def _last_of(settled: _Settled, typed: Sequence[Word], end: int) -> tuple[QueryWord, ...]:
    """Return the last word though it says little: "the" may be on the way to "theft"."""
    last = typed[-1:]
    if not last:
        last, end = settled.typed[-1:], -1
    return tuple(QueryWord(one.surface, one.stem, one.end == end) for one in last if one.surface)


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


def _each_once(
    before: tuple[QueryWord, ...], words: Sequence[Word], end: int
) -> tuple[QueryWord, ...]:
    """Return some words and others, each once; one that ends where the text does is unfinished."""
    by_stem = {word.stem: word for word in before}
    for word in words:
        if word.stem not in by_stem:
            by_stem[word.stem] = QueryWord(word.surface, word.stem, word.end == end)
    return tuple(by_stem.values())
