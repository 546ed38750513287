"""The opened segments, seen as one.

An entry with portions in several sections is one document here. Every number is
that of the opened segments: what was not opened cannot change one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from advisor.search.segment import FIELDS, Field, Segment

# Added to the places of each further segment, so that no phrase spans two.
_APART = 1 << 32


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a stem occurs in one field.

    Attributes:
        documents: Document numbers, rising.
        frequencies: How often it occurs in each.
    """

    documents: Sequence[int]
    frequencies: Sequence[int]


_NONE = Postings((), ())


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

    def postings(self, field: str, stem: str) -> Postings:
        """Return where a stem occurs in a field."""
        found = list(self._found(field, stem))
        if not found:
            return _NONE
        if len(self._segments) == 1:
            postings, number, _ = found[0]
            return Postings(*_slices(postings, number))
        added: dict[int, int] = {}
        for postings, number, apart in found:
            numbers = self._numbers[apart]
            for document, frequency in zip(*_slices(postings, number), strict=True):
                document = numbers[document]  # noqa: PLW2901  # the number here, not there
                added[document] = added.get(document, 0) + frequency
        documents = sorted(added)
        return Postings(documents, [added[document] for document in documents])

    def _found(self, field: str, stem: str) -> Iterator[tuple[Field, int, int]]:
        for apart, segment in enumerate(self._segments):
            number = segment.find_stem(stem)
            postings = segment.fields[field]
            if number is not None and postings.offsets[number] < postings.offsets[number + 1]:
                yield postings, number, apart

    def places(self, field: str, stem: str) -> Mapping[int, Sequence[int]]:
        """Return where in the field's text a stem stands, by document."""
        places: dict[int, list[int]] = {}
        for postings, number, apart in self._found(field, stem):
            numbers = self._numbers[apart]
            for document, found in postings.places_of(number).items():
                shifted = [place + apart * _APART for place in found]
                places.setdefault(numbers[document], []).extend(shifted)
        return places

    def has(self, stem: str) -> bool:
        """Say whether a stem occurs in any field of any entry."""
        return any(segment.find_stem(stem) is not None for segment in self._segments)

    def spread(self, stem: str) -> int:
        """Return about how many entries a stem occurs in."""
        numbers = ((segment, segment.find_stem(stem)) for segment in self._segments)
        return sum(segment.spread[number] for segment, number in numbers if number is not None)

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the most frequent stems that have a form with this prefix, most frequent first."""
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

    def stem_of(self, surface: str) -> str | None:
        """Return the stem of a surface form, or ``None`` where it does not occur."""
        for segment in self._segments:
            at = bisect_left(segment.surfaces, surface)
            if at < bisect_right(segment.surfaces, surface):
                return segment.stems[segment.stem_of[at]]
        return None

    def surface_in(self, field: str, stem: str, document: int) -> str | None:
        """Return the form in which a stem first occurs in a field of an entry, if it does."""
        entry_id = self.entry_ids[document]
        found = []
        for segment in self._segments:
            number, at = segment.find_stem(stem), segment.find_document(entry_id)
            if number is not None and at is not None:
                posting = segment.fields[field].find(number, at)
                if posting is not None:
                    found.append(segment.surface_at(field, posting))
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


def _slices(postings: Field, stem: int) -> tuple[Sequence[int], Sequence[int]]:
    part = slice(postings.offsets[stem], postings.offsets[stem + 1])
    return postings.documents[part], postings.frequencies[part]


def _part(numbers: range) -> slice:
    return slice(numbers.start, numbers.stop)


__all__ = ["FIELDS", "Collection", "Postings"]
