"""Words that look like what was typed, by Whoosh's spelling corrector, or sound like it.

Two words that were run together come before them: "cellsite" is not "cellmate".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from re import compile as compile_pattern
from string import ascii_lowercase
from typing import NamedTuple

from advisor.search.collection import Collection
from advisor.search.edits import Edits
from advisor.search.query import Phrase
from advisor.search.reader import WORDS, CollectionReader

_LEAST_LENGTH = 4
_LEAST_BEGUN_WRONG = 5
_LONG = 6
_MOST = 3

# Long words that sound the same are the same, with more mistakes: by length, the fewest first.
_HEARD = ((9, 3), (12, 4))
_SPOKEN = tuple(
    (compile_pattern(written), spoken)
    for written, spoken in (
        ("ph", "f"),
        ("[st]h?i?[ou]n", "sn"),
        ("c(?=[eiy])|z", "s"),
        ("ch|ck|c|q", "k"),
        ("x", "ks"),
        ("(?<=.)[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    )
)

_LEAST_SUGGESTED = 3
_TWO_EDITS = 5
_MOST_SUGGESTED = 40


class Similar(NamedTuple):
    """What a word that stands nowhere may be.

    Attributes:
        phrase: What to look up.
        text: The two words that were run together; ``None``, where it is one word.
    """

    phrase: Phrase
    text: str | None = None


def find_similar(collection: Collection, typed: str) -> tuple[Similar, ...]:
    """Return two words that stand together and were typed as one, else the most similar words."""
    halves = sorted(_halves(collection, typed[:_MOST_SUGGESTED]), reverse=True)
    for _, first, second, phrase in halves:
        if any(collection.in_fields(phrase)):
            return (Similar(phrase, f"{first} {second}"),)
    return tuple(Similar(Phrase((stem,), (0,))) for stem in similar_stems(collection, typed))


def similar_stems(collection: Collection, typed: str) -> tuple[str, ...]:
    """Return the stems of the words that look most like a typed one, nearest first.

    A mistake at the start is looked for only where no other single one explains the word, and a
    short word has one at most: otherwise nearly every short word looks like another.
    """
    if len(typed) < _LEAST_LENGTH:
        return ()
    corrector = CollectionReader(collection).corrector(WORDS)
    for distance in range(1, 3 if len(typed) >= _LONG else 2):
        found = corrector.suggest(typed, limit=_MOST, maxdist=distance, prefix=1)
        stems = (collection.stem_of(surface) for surface in found)
        if similar := tuple(dict.fromkeys(stem for stem in stems if stem is not None)):
            return similar
        if distance == 1 and (similar := _with_another_start(collection, typed)):
            return similar
    most = max((mistakes for length, mistakes in _HEARD if len(typed) >= length), default=0)
    return _alike_in_sound(collection, typed, most) if most else ()


def _with_another_start(collection: Collection, typed: str) -> tuple[str, ...]:
    """Return the stems of words that differ in the first letter, or in the order of the first two.

    Each is looked up by itself: words are in order of their starts, and a search would read all.
    """
    words = [f"{typed[1]}{typed[0]}{typed[2:]}"]
    if len(typed) >= _LEAST_BEGUN_WRONG:
        rest = typed[1:]
        words += [rest, *chain(*((f"{one}{rest}", f"{one}{typed}") for one in ascii_lowercase))]
    stems = {stem for stem in map(collection.stem_of, words) if stem is not None}
    return tuple(sorted(stems, key=lambda stem: (-collection.spread(stem), stem))[:_MOST])


def _alike_in_sound(collection: Collection, typed: str, most: int) -> tuple[str, ...]:
    """Return the stems of words that sound the same in spite of the mistakes: "survailence"."""
    edits, heard = Edits(typed), sound_of(typed)
    found = [
        (edits.count(word), -collection.spread(stem), stem)
        for word, letters in collection.spelt(typed[:1])
        if edits.within(word, letters, most) and sound_of(word) == heard
        if (stem := collection.stem_of(word)) is not None
    ]
    return tuple(dict.fromkeys(stem for *_, stem in sorted(found)))[:_MOST]


def sound_of(word: str) -> str:
    """Return the consonants of a word as they are spoken, roughly; none twice in a row."""
    for written, spoken in _SPOKEN:
        word = written.sub(spoken, word)
    return word


def nearest_words(
    collection: Collection, typed: str, others: Sequence[tuple[str, int]] = ()
) -> str | None:
    """Return what a word that stands nowhere was most likely meant for.

    For a reader to take or leave, so it looks further than ``similar_stems``: at any first
    letter, at two mistakes in a word of five letters, and at two words run together.

    Args:
        collection: Where the word has to stand.
        typed: The word, in lower case.
        others: Further words that will do, each with its letters.
    """
    if not _LEAST_SUGGESTED <= len(typed) <= _MOST_SUGGESTED:
        return None
    two = max(_halves(collection, typed), default=None)
    if two is not None:
        return f"{two[1]} {two[2]}"
    near = min(_near(collection, typed, others), default=None)
    return near[-1] if near is not None else None


def _halves(collection: Collection, typed: str) -> Iterator[tuple[int, str, str, Phrase]]:
    """Yield each way to part a word into two that stand, with how often the rarer one does."""
    for at in range(_LEAST_SUGGESTED, len(typed) - _LEAST_SUGGESTED + 1):
        first, second = collection.stem_of(typed[:at]), collection.stem_of(typed[at:])
        if first is not None and second is not None:
            spread = min(map(collection.spread, (first, second)))
            yield spread, typed[:at], typed[at:], Phrase((first, second), (0, 1))


def _near(
    collection: Collection, typed: str, others: Sequence[tuple[str, int]]
) -> Iterator[tuple[int, bool, int, str]]:
    """Yield the words at the least distance, with what makes one more likely than another."""
    most = 2 if len(typed) >= _TWO_EDITS else 1
    edits = Edits(typed)
    for word, letters in chain(collection.spelt(), others):
        if edits.within(word, letters, most):
            stem = collection.stem_of(word)
            spread = collection.spread(stem) if stem is not None else 0
            yield edits.count(word), word[0] != typed[0], -spread, word
