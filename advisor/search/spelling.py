"""Words that look like what was typed, by Whoosh's spelling corrector."""

from __future__ import annotations

from advisor.search.collection import Collection
from advisor.search.reader import WORDS, CollectionReader

_LEAST_LENGTH = 4
_LONG = 8
_MOST = 3


def similar_stems(collection: Collection, typed: str) -> tuple[str, ...]:
    """Return the stems of the words that look most like a typed one, nearest first.

    The first letter is taken to be right, and a short word to have one mistake
    at most: otherwise nearly every short word looks like another.
    """
    if len(typed) < _LEAST_LENGTH:
        return ()
    corrector = CollectionReader(collection).corrector(WORDS)
    for distance in range(1, 3 if len(typed) >= _LONG else 2):
        found = corrector.suggest(typed, limit=_MOST, maxdist=distance, prefix=1)
        stems = (collection.stem_of(surface) for surface in found)
        if similar := tuple(dict.fromkeys(stem for stem in stems if stem is not None)):
            return similar
    return ()
