"""The opened segments, seen as one.

An entry with portions in several sections is one document here. Every number is
that of the opened segments: what was not opened cannot change one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import nsmallest
from typing import NamedTuple

from advisor.search.edges import APART, Edges, find_edges
from advisor.search.edits import letters_of
from advisor.search.memo import Memo
from advisor.search.query import Phrase
from advisor.search.segment import FIELDS, Field, Segment


class Postings(NamedTuple):
    """Where a stem occurs in one field.

    Attributes:
        documents: Document numbers, rising.
        frequencies: How often it occurs in each.
    """

    documents: Sequence[int]
    frequencies: Sequence[int]


#: A field, documents, and how often something occurs in each: ``None``, where once in all.
InField = tuple[str, Sequence[int], Sequence[int] | None]

_NOWHERE = Postings((), ())
_TWO = 2
# The first letters that words are looked up by, which are all letters soon; each list is long.
_MOST_SPELT = 64


class Collection:
    """What may be searched.

    Args:
        segments: The opened segments; their order says nothing.

    Attributes:
        entry_ids: Every entry, in ascending order; its place is its document number.
        kinds: The kind of each.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self.entry_ids: tuple[str, ...]
        self.kinds: tuple[str, ...]
        if len(segments) == 1:
            self.entry_ids, self.kinds = segments[0].entry_ids, segments[0].kinds
            self._numbers: list[Sequence[int]] = [range(len(self.entry_ids))]
        else:
            self._join()
        self._lengths: dict[str, Sequence[int]] = {}
        self._whole: Memo[tuple[str, Phrase], set[int]] = Memo()
        self._edges: dict[tuple[str, int], Edges] = {}
        self._spelt: Memo[str, list[tuple[str, int]]] = Memo(_MOST_SPELT)
        self._located: Memo[str, list[tuple[int, int]]] = Memo()

    def _join(self) -> None:
        kinds: dict[str, str] = {}
        for segment in self._segments:
            for entry_id, kind in zip(segment.entry_ids, segment.kinds, strict=True):
                # Not the first seen: the order of the segments must not show.
                kinds[entry_id] = min(kind, kinds.get(entry_id, kind))
        self.entry_ids = tuple(sorted(kinds))
        self.kinds = tuple(kinds[entry_id] for entry_id in self.entry_ids)
        number_of = {entry_id: number for number, entry_id in enumerate(self.entry_ids)}
        self._numbers = [
            [number_of[entry_id] for entry_id in segment.entry_ids] for segment in self._segments
        ]

    def __len__(self) -> int:
        return len(self.entry_ids)

    def threats_of(self, document: int) -> frozenset[str]:
        """Return the keys of the threat areas that an entry is for."""
        entry_id = self.entry_ids[document]
        found = ((segment, segment.find_document(entry_id)) for segment in self._segments)
        return frozenset(
            threat for segment, at in found if at is not None for threat in segment.threats[at]
        )

    def lengths(self, field: str) -> Sequence[int]:
        """Return the number of words of a field, by document."""
        if field not in self._lengths:
            self._lengths[field] = self._add_lengths(field)
        return self._lengths[field]

    def _add_lengths(self, field: str) -> Sequence[int]:
        if len(self._segments) == 1:
            return self._segments[0].fields[field].lengths
        lengths = [0] * len(self)
        for segment, numbers in zip(self._segments, self._numbers, strict=True):
            for number, length in zip(numbers, segment.fields[field].lengths, strict=True):
                lengths[number] += length
        return lengths

    def field_length(self, field: str) -> int:
        """Return the number of words in a field of all entries."""
        return sum(len(segment.fields[field].places) for segment in self._segments)

    def postings(self, field: str, stem: str) -> Postings:
        """Return where a stem occurs in a field."""
        located = self._locate(stem)
        if not located:
            return _NOWHERE
        if len(self._segments) == 1:
            return Postings(*_slices(self._segments[0].fields[field], located[0][1]))
        added: dict[int, int] = {}
        for apart, number in located:
            numbers = self._numbers[apart]
            for there, frequency in zip(
                *_slices(self._segments[apart].fields[field], number), strict=True
            ):
                document = numbers[there]
                added[document] = added.get(document, 0) + frequency
        return _in_order(added)

    def count(self, field: str, stem: str) -> int:
        """Return how many entries hold a stem in a field."""
        located = self._locate(stem)
        if located and len(self._segments) == 1:
            offsets, number = self._segments[0].fields[field].offsets, located[0][1]
            return offsets[number + 1] - offsets[number]
        return len(self.postings(field, stem).documents) if located else 0

    def in_fields(self, phrase: Phrase) -> Iterator[InField]:
        """Yield where the words of a phrase stand together, field by field, where they do."""
        if not all(map(self._locate, phrase.stems)):  # as it is with many phrases
            return
        if len(phrase.stems) == 1 and len(self._segments) == 1:
            ((_, stem),) = self._locate(phrase.stems[0])
            for name, field in self._segments[0].fields.items():
                if field.offsets[stem] < field.offsets[stem + 1]:
                    yield name, *field.postings(stem)
            return
        for name in FIELDS:
            found = self.phrase_postings(name, phrase)
            if found.documents:
                yield name, *found

    def phrase_postings(self, field: str, phrase: Phrase) -> Postings:
        """Return where the words of a phrase stand together in a field."""
        if len(phrase.stems) == 1:
            return self.postings(field, phrase.stems[0])
        together = self._holding(field, phrase)
        return _in_order(self.count_near(field, phrase, together)) if together else _NOWHERE

    def stands_in(self, field: str, phrase: Phrase, document: int) -> bool:
        """Say whether the words of a phrase stand together in a field of one entry."""
        if len(phrase.stems) > 1:
            return bool(self.count_near(field, phrase, {document}))
        return any(
            self._segments[apart].fields[field].find(number, there) is not None
            for apart, number, there in self._locate_in(phrase.stems[0], document)
        )

    def _holding(self, field: str, phrase: Phrase) -> set[int]:
        """Return the entries that hold every word of a phrase in a field."""
        if not all(self.count(field, stem) for stem in phrase.stems):
            return set()  # as it is with most phrases in most fields
        found = set(self._documents(field, phrase.stems[0]))
        for stem in phrase.stems[1:]:
            if not found:
                break
            found.intersection_update(self._documents(field, stem))
        return found

    def _documents(self, field: str, stem: str) -> Sequence[int]:
        """Return the entries that hold a stem in a field."""
        if len(self._segments) == 1:
            found = self._segments[0].fields[field]
            ((_, number),) = self._locate(stem)
            return found.documents[found.offsets[number] : found.offsets[number + 1]]
        return self.postings(field, stem).documents

    def count_near(self, field: str, phrase: Phrase, documents: AbstractSet[int]) -> dict[int, int]:
        """Return how often the words of a phrase stand together in those of some entries."""
        starts, left = [], documents
        for stem in phrase.stems:
            starts.append(self.places(field, stem, left))
            left = starts[-1].keys()
            if not left:
                return {}
        if len(starts) == _TWO:
            return _count_pairs(starts[0], starts[1], phrase.places[1])
        counts = {document: len(_starts(phrase, starts, document)) for document in left}
        return {document: count for document, count in counts.items() if count}

    def prepare_whole(self, field: str) -> Iterator[None]:
        """Work out where the values of a field begin and end, in one segment after the other."""
        for apart in range(len(self._segments)):
            yield
            self._edges_of(field, apart)

    def _edges_of(self, field: str, apart: int) -> Edges:
        key = (field, apart)
        if key not in self._edges:
            self._edges[key] = find_edges(self._segments[apart].fields[field], self._numbers[apart])
        return self._edges[key]

    def whole(self, field: str, phrase: Phrase, among: AbstractSet[int]) -> set[int]:
        """Return the entries that have a phrase, and nothing more, as one value of a field.

        Args:
            field: The field.
            phrase: The phrase.
            among: The only entries that may: all in which its words stand, at least.
        """
        key = (field, phrase)
        if key not in self._whole:
            self._whole[key] = self._find_whole(field, phrase, among)
        return self._whole[key]

    def _find_whole(self, field: str, phrase: Phrase, among: AbstractSet[int]) -> set[int]:
        places, left = [], self._with_span(field, phrase.places[-1], among)
        for stem in phrase.stems:
            places.append(self.places(field, stem, left) if left else {})
            left = places[-1].keys()
        return {
            document
            for document in left
            if any(
                self._is_whole(field, document, start, phrase.places[-1])
                for start in _starts(phrase, places, document)
            )
        }

    def _with_span(self, field: str, span: int, among: AbstractSet[int]) -> AbstractSet[int]:
        """Return those of some entries that have a value of a length, where that is known."""
        edges = [self._edges.get((field, apart)) for apart in range(len(self._segments))]
        known = [each.by_span.get(span, ()) for each in edges if each is not None]
        return among & set[int]().union(*known) if len(known) == len(edges) else among

    def _is_whole(self, field: str, document: int, start: int, span: int) -> bool:
        """Say whether a value of an entry begins at a place, and ends so far behind it."""
        apart, first = divmod(start, APART)
        return self._edges_of(field, apart).are_at(document, first, first + span)

    def places(
        self, field: str, stem: str, documents: AbstractSet[int]
    ) -> dict[int, Sequence[int]]:
        """Return where a stem stands in a field of each of some entries."""
        if len(self._segments) == 1:
            found = self._segments[0].fields[field]
            return dict(*(found.places_of(n, documents) for _, n in self._locate(stem)))
        joined: dict[int, list[int]] = {}
        for apart, number in self._locate(stem):
            numbers = self._numbers[apart]
            sought = ((d, bisect_left(numbers, d)) for d in documents)
            there = {at for d, at in sought if at < len(numbers) and numbers[at] == d}
            places_of = self._segments[apart].fields[field].places_of(number, there)
            for document, places in places_of.items():
                shifted = [place + apart * APART for place in places]
                joined.setdefault(numbers[document], []).extend(shifted)
        return dict(joined)

    def _locate(self, stem: str) -> list[tuple[int, int]]:
        """Return the number of a stem in each segment that has it."""
        located = self._located.get(stem)
        if located is None:
            numbers = enumerate([segment.find_stem(stem) for segment in self._segments])
            located = [(apart, n) for apart, n in numbers if n is not None]
            self._located[stem] = located
        return located

    def _locate_in(self, stem: str, document: int) -> Iterator[tuple[int, int, int]]:
        for apart, number in self._locate(stem):
            there = self._segments[apart].find_document(self.entry_ids[document])
            if there is not None:
                yield apart, number, there

    def has(self, stem: str) -> bool:
        """Say whether a stem occurs in any field of any entry."""
        return bool(self._locate(stem))

    def spread(self, stem: str) -> int:
        """Return about how many entries a stem occurs in."""
        return sum(self._segments[apart].spread[number] for apart, number in self._locate(stem))

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the most frequent stems that have a form with this prefix, most frequent first."""
        if len(self._segments) == 1:
            return self._segments[0].expand(prefix, limit)
        spread: dict[str, int] = {}
        for segment in self._segments:
            found = segment.surface_range(prefix)
            for number in set(segment.stem_of[found.start : found.stop]):
                stem = segment.stems[number]
                spread[stem] = spread.get(stem, 0) + segment.spread[number]
        return tuple(nsmallest(limit, spread, key=lambda stem: (-spread[stem], stem)))

    def surfaces(self, prefix: str = "") -> list[str]:
        """Return every surface form with this prefix, in ascending order."""
        found = {
            surface
            for segment in self._segments
            for surface in segment.surfaces[_part(segment.surface_range(prefix))]
        }
        return sorted(found)

    def beginnings(self, letters: int) -> list[str]:
        """Return the first so many letters of every surface form, each once, in ascending order."""
        cut = {surface[:letters] for segment in self._segments for surface in segment.surfaces}
        return sorted(begun for begun in cut if len(begun) == letters)

    def spelt(self, prefix: str = "") -> list[tuple[str, int]]:
        """Return every surface form with this prefix, and the letters in it as bits."""
        if prefix not in self._spelt:
            self._spelt[prefix] = [(one, letters_of(one)) for one in self.surfaces(prefix)]
        return self._spelt[prefix]

    def stem_of(self, surface: str) -> str | None:
        """Return the stem of a surface form, or ``None`` where it does not occur."""
        for segment in self._segments:
            at = bisect_left(segment.surfaces, surface)
            if at < bisect_right(segment.surfaces, surface):
                return segment.stems[segment.stem_of[at]]
        return None

    def surface_in(self, field: str, stem: str, document: int) -> str | None:
        """Return the form in which a stem first occurs in a field of an entry, if it does."""
        found = []
        for apart, number, there in self._locate_in(stem, document):
            posting = self._segments[apart].fields[field].find(number, there)
            if posting is not None:
                found.append(self._segments[apart].surface_at(field, posting))
        return min(found, default=None)

    def stems(self, field: str) -> list[str]:
        """Return every stem that occurs in a field, in ascending order."""
        found = {
            stem
            for segment in self._segments
            for stem, start, end in zip(
                segment.stems,
                segment.fields[field].offsets,
                segment.fields[field].offsets[1:],
                strict=False,
            )
            if start < end
        }
        return sorted(found)


def _starts(
    phrase: Phrase, places: Sequence[Mapping[int, Sequence[int]]], document: int
) -> set[int]:
    """Return where the words of a phrase stand together in a document."""
    starts = set(places[0].get(document, ()))
    if len(places) == 1:
        return starts
    for offset, by_document in zip(phrase.places[1:], places[1:], strict=True):
        starts.intersection_update(place - offset for place in by_document.get(document, ()))
    return starts


def _count_pairs(
    first: Mapping[int, Sequence[int]], second: Mapping[int, Sequence[int]], apart: int
) -> dict[int, int]:
    """Return how often one word stands so far behind another, in those entries where it does."""
    counts = {}
    for document, ends in second.items():
        starts = first[document]
        if len(starts) == len(ends) == 1:  # as nearly always
            count = int(ends[0] - starts[0] == apart)
        else:
            count = len({end - apart for end in ends}.intersection(starts))
        if count:
            counts[document] = count
    return counts


def _in_order(frequencies: dict[int, int]) -> Postings:
    documents = sorted(frequencies)
    return Postings(documents, [frequencies[document] for document in documents])


def _slices(postings: Field, stem: int) -> tuple[Sequence[int], Sequence[int]]:
    start, end = postings.offsets[stem : stem + 2]
    if start == end:
        return _NOWHERE
    part = slice(start, end)
    return postings.documents[part], postings.frequencies[part]


def _part(numbers: range) -> slice:
    return slice(numbers.start, numbers.stop)
