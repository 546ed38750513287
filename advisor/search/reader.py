"""The opened segments as a Whoosh index reader.

Whoosh's scorers, lexicon, spelling and query objects work on it. Whoosh's own
readers are not used, nor are its formats: both unpickle what they read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whoosh.fields import TEXT, Schema
from whoosh.matching import ListMatcher
from whoosh.query.spans import Span
from whoosh.reading import IndexReader, TermInfo, TermNotFound

from advisor.search.chain import CHAIN
from advisor.search.collection import Collection
from advisor.search.edits import Edits, letters_of
from advisor.search.segment import FIELDS

#: A field that holds every word as it is written, for spelling.
WORDS = "written"
_SCHEMA = Schema(**{name: TEXT(analyzer=CHAIN) for name in (*FIELDS, WORDS)})


class CollectionReader(IndexReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads the opened segments; one document for each entry.

    Args:
        collection: The opened segments.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self.schema = _SCHEMA

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        field, text = term
        return field in self.schema and self.doc_frequency(field, text) > 0

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields."""
        return [*FIELDS, WORDS]

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every term, by field and then in ascending order."""
        for field in sorted(self.indexed_field_names()):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field, beginning at a prefix."""
        terms = self._terms(fieldname)
        for term in terms[bisect_left(terms, _text(prefix)) :]:
            yield fieldname, term.encode()

    def expand_prefix(self, fieldname: str, prefix: str | bytes) -> Iterator[bytes]:
        """Yield the terms of a field that begin with a prefix."""
        yield from (term.encode() for term in self._begun(fieldname, _text(prefix)))

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterator[str]:
        """Yield the terms of a field that are at most this many edits from a text."""
        within = Edits(text).within
        if fieldname == WORDS:
            begun = self._collection.spelt(text[:prefix])
        else:
            begun = [(term, letters_of(term)) for term in self._begun(fieldname, text[:prefix])]
        yield from (term for term, letters in begun if within(term, letters, maxdist))

    def term_info(self, fieldname: str, text: str | bytes) -> Any:
        """Return the statistics of a term.

        Raises:
            TermNotFound: It does not occur.
        """
        documents, frequencies = self._postings(fieldname, text)
        if not documents:
            raise TermNotFound((fieldname, text))
        lengths = [self.doc_field_length(document, fieldname) for document in documents]
        return TermInfo(
            weight=sum(frequencies),
            df=len(documents),
            minlength=min(lengths),
            maxlength=max(lengths),
            maxweight=max(frequencies),
            minid=documents[0],
            maxid=documents[-1],
        )

    def frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return how often a term occurs."""
        return sum(self._postings(fieldname, text)[1])

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return how many entries a term occurs in."""
        return len(self._postings(fieldname, text)[0])

    def postings(self, fieldname: str, text: str | bytes, scorer: Any = None) -> Any:
        """Return a matcher for a term.

        Raises:
            TermNotFound: It does not occur.
        """
        info = self.term_info(fieldname, text)
        documents, frequencies = self._postings(fieldname, text)
        matcher = _PlacesMatcher(
            documents,
            weights=frequencies,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=info,
        )
        places = self._collection.places(fieldname, _text(text), set(documents))
        matcher.places = [list(places.get(document, ())) for document in documents]
        return matcher

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the id and kind of an entry."""
        return {
            "entry_id": self._collection.entry_ids[docnum],
            "kind": self._collection.kinds[docnum],
        }

    def doc_count_all(self) -> int:
        """Return the number of entries."""
        return len(self._collection)

    def doc_count(self) -> int:
        """Return the number of entries."""
        return len(self._collection)

    def has_deletions(self) -> bool:
        """Return ``False``: a segment is never altered."""
        return False

    def is_deleted(self, docnum: int) -> bool:  # Whoosh's signature
        """Return ``False``: a segment is never altered."""
        return False

    def field_length(self, fieldname: str) -> int:
        """Return the number of words in a field of all entries."""
        return sum(self._lengths(fieldname))

    def min_field_length(self, fieldname: str) -> int:
        """Return the number of words in the shortest text of a field."""
        return min(self._lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        """Return the number of words in the longest text of a field."""
        return max(self._lengths(fieldname), default=0)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of words in a field of one entry."""
        lengths = self._lengths(fieldname)
        return lengths[docnum] if lengths else default

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Return ``False``: there are no term vectors."""
        return False

    def _lengths(self, field: str) -> Any:
        return self._collection.lengths(field) if field in FIELDS else ()

    def _terms(self, field: str) -> list[str]:
        return self._collection.surfaces() if field == WORDS else self._collection.stems(field)

    def _begun(self, field: str, prefix: str) -> list[str]:
        if field == WORDS:
            return self._collection.surfaces(prefix)
        return [term for term in self._terms(field) if term.startswith(prefix)]

    def _postings(self, field: str, text: str | bytes) -> tuple[Any, Any]:
        if field == WORDS:
            stem = self._collection.stem_of(_text(text))
            return ((0,), (self._collection.spread(stem),)) if stem is not None else ((), ())
        postings = self._collection.postings(field, _text(text))
        return postings.documents, postings.frequencies


class _PlacesMatcher(ListMatcher):  # type: ignore[misc]  # Whoosh has no types
    """A matcher that knows places without Whoosh's formats, which unpickle them."""

    places: list[list[int]]

    def copy(self) -> _PlacesMatcher:
        copied: _PlacesMatcher = _PlacesMatcher(
            self._ids,
            weights=self._weights,
            scorer=self._scorer,
            position=self._i,
            term=self._term,
            terminfo=self._terminfo,
        )
        copied.places = self.places
        return copied

    def supports(self, astype: str) -> bool:
        return astype in ("positions", "frequency", "weight")

    def value_as(self, astype: str) -> Any:
        return self.places[self._i] if astype == "positions" else self.weight()

    def spans(self) -> list[Any]:
        return [Span(place) for place in self.places[self._i]]


def _text(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text
