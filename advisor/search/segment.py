"""The prebuilt index of one section, as bytes.

``docs/formats/search-segment.md`` describes the format byte by byte.

Rules that this module keeps:
 * The same documents give the same bytes, in whatever order they come.
 * Bytes that are not a whole segment raise ``SegmentError`` and nothing else.
 * Nothing in a segment is run or unpickled, and nothing is written to disk.
"""

from __future__ import annotations

import operator
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from advisor.search.building import Build, FieldBuild
from advisor.search.container import Block, Numbers, pack, unpack
from advisor.search.errors import SegmentError

#: The fields of a document, from the one that says most about it to the one that says least.
FIELDS = ("title", "aliases", "words", "achieves", "body")

_SHARED_BLOCKS = 7
_FIELD_BLOCKS = 7
# Looking a document up costs as much as passing by this many.
_FEW = 4
_INNER = "\x1f"


@dataclass(frozen=True)
class Document:
    """What one section has to say about one entry.

    Attributes:
        entry_id: The entry's id.
        kind: Its kind.
        threats: Keys of the threat areas it is for.
        fields: The values of each field; a phrase never spans two values.
    """

    entry_id: str
    kind: str
    threats: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """The postings of one field; those of stem ``n`` are at ``offsets[n]:offsets[n + 1]``.

    Attributes:
        lengths: Number of words, one per document.
        offsets: Where the postings of each stem begin, and the end of the last.
        documents: The document of each posting, rising within a stem.
        frequencies: How often the stem occurs there.
        surfaces: The surface form in which it occurs there first.
        place_offsets: Where the places of each stem begin, and the end of the last.
        places: The places of each posting, one posting after the other.
    """

    lengths: Numbers
    offsets: Numbers
    documents: Numbers
    frequencies: Numbers
    surfaces: Numbers
    place_offsets: Numbers
    places: Numbers

    @classmethod
    def from_blocks(cls, blocks: Iterable[Block]) -> Field:
        """Read the arrays of a field, in the order above.

        Raises:
            SegmentError: A block is no array, or the frequencies are more than can be.
        """
        return cls(*(block.to_numbers() for block in blocks))

    def find(self, stem: int, document: int) -> int | None:
        """Return the number of the posting of a stem in a document, or ``None``."""
        low, high = self.offsets[stem], self.offsets[stem + 1]
        at = bisect_left(self.documents, document, low, high)
        return at if at < high and self.documents[at] == document else None

    def places_of(self, stem: int, documents: Collection[int]) -> dict[int, Numbers]:
        """Return where a stem stands in each of some documents."""
        low, high = self.offsets[stem], self.offsets[stem + 1]
        held = self.documents
        if len(documents) * _FEW < high - low:
            sought = [(d, bisect_left(held, d, low, high)) for d in documents]
            found = [(d, at) for d, at in sought if at < high and held[at] == d]
        else:
            pairs = zip(held[low:high], range(low, high), strict=True)
            found = [(d, at) for d, at in pairs if d in documents]
        return self._take_places(stem, found)

    def _take_places(self, stem: int, found: list[tuple[int, int]]) -> dict[int, Numbers]:
        """Return the places of some postings of a stem, by document."""
        low, high = self.offsets[stem], self.offsets[stem + 1]
        first, places = self.place_offsets[stem], self.places
        if self.place_offsets[stem + 1] - first == high - low:  # once in each, as most are
            shift = first - low
            return {d: places[at + shift : at + shift + 1] for d, at in found}
        if not found:
            return {}
        starts = list(accumulate(self.frequencies[low:high], initial=first))
        return {d: places[starts[at - low] : starts[at - low + 1]] for d, at in found}

    def postings(self, stem: int) -> tuple[Numbers, Numbers | None]:
        """Return the documents of a stem and how often it is in each: ``None``, where once."""
        part = slice(self.offsets[stem], self.offsets[stem + 1])
        documents = self.documents[part]
        stands = self.place_offsets[stem + 1] - self.place_offsets[stem]
        return documents, None if stands == len(documents) else self.frequencies[part]


@dataclass(frozen=True, slots=True)
class Segment:
    """An opened segment.

    Attributes:
        entry_ids: The entries, in ascending order.
        kinds: The kind of each.
        threats: The threat areas of each.
        stems: Every stem, in ascending order.
        surfaces: Every surface form, in ascending order.
        stem_of: The stem of each surface form.
        spread: The number of documents that each stem occurs in.
        fields: The postings, by field.
    """

    entry_ids: tuple[str, ...]
    kinds: tuple[str, ...]
    threats: tuple[tuple[str, ...], ...]
    stems: tuple[str, ...]
    surfaces: tuple[str, ...]
    stem_of: Numbers
    spread: Numbers
    fields: Mapping[str, Field]

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> Segment:
        """Open a segment.

        Raises:
            SegmentError: The bytes are cut off, altered, of a later version or not a segment.
        """
        blocks = unpack(untrusted)
        if len(blocks) != _SHARED_BLOCKS + _FIELD_BLOCKS * len(FIELDS):
            raise SegmentError("it has the wrong number of parts")
        segment = cls(
            entry_ids=blocks[0].to_strings(),
            kinds=blocks[1].to_strings(),
            threats=tuple(
                tuple(joined.split(_INNER)) if joined else () for joined in blocks[2].to_strings()
            ),
            stems=blocks[3].to_strings(),
            surfaces=blocks[4].to_strings(),
            stem_of=blocks[5].to_numbers(),
            spread=blocks[6].to_numbers(),
            fields={
                name: Field.from_blocks(blocks[start : start + _FIELD_BLOCKS])
                for name, start in zip(
                    FIELDS, range(_SHARED_BLOCKS, len(blocks), _FIELD_BLOCKS), strict=True
                )
            },
        )
        _verify(segment)
        return segment

    def find_stem(self, stem: str) -> int | None:
        """Return the number of a stem, or ``None`` where it does not occur."""
        return _find(self.stems, stem)

    def find_document(self, entry_id: str) -> int | None:
        """Return the number of an entry's document, or ``None`` where there is none."""
        return _find(self.entry_ids, entry_id)

    def surface_at(self, field: str, posting: int) -> str:
        """Return the form in which a posting's stem occurs first.

        Raises:
            SegmentError: The posting names a form that is not in the segment.
        """
        # Checked here and not when opening, where it would cost as much as all other checks.
        number = self.fields[field].surfaces[posting]
        _require(number < len(self.surfaces))
        return self.surfaces[number]

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the most frequent stems that have a form with this prefix, most frequent first."""
        found = self.surface_range(prefix)
        spread, every = self.spread, len(self.stems)
        # One number each, which sorts fast: frequent ones first, equals in the order of the stems.
        ranks = [n - spread[n] * every for n in set(self.stem_of[found.start : found.stop])]
        ranks.sort()
        return tuple([self.stems[rank % every] for rank in ranks[:limit]])

    def surface_range(self, prefix: str) -> range:
        """Return the numbers of the surface forms that begin with a prefix."""
        low = bisect_left(self.surfaces, prefix)
        high = bisect_left(self.surfaces, prefix + "\U0010ffff", low)
        return range(low, high)


def build_segment(documents: Iterable[Document]) -> bytes:
    """Index the documents of one section.

    Args:
        documents: One for each entry that the section says something about.

    Raises:
        ValueError: Two documents are about one entry, or a field is not one of ``FIELDS``.

    Returns:
        The segment; the same bytes for the same documents.
    """
    ordered = sorted(documents, key=lambda document: document.entry_id)
    _refuse_odd(ordered)
    build = Build(FIELDS)
    for number, document in enumerate(ordered):
        build.add(number, document.fields)
    stems, surfaces, stem_of = build.vocabulary()
    blocks: list[tuple[str, ...] | Numbers] = [
        tuple(document.entry_id for document in ordered),
        tuple(document.kind for document in ordered),
        tuple(_INNER.join(document.threats) for document in ordered),
        stems,
        surfaces,
        stem_of,
        build.spread(stems),
    ]
    for name in FIELDS:
        field: FieldBuild = build.fields[name]
        blocks += field.arrays(stems, surfaces)
    return pack(blocks)


def _refuse_odd(ordered: list[Document]) -> None:
    for before, after in pairwise(ordered):
        if before.entry_id == after.entry_id:
            raise ValueError(f"two documents for {after.entry_id!r}")
    for document in ordered:
        if unknown := set(document.fields) - set(FIELDS):
            raise ValueError(f"no such field: {sorted(unknown)}")


def _find(table: tuple[str, ...], text: str) -> int | None:
    at = bisect_left(table, text)
    return at if at < len(table) and table[at] == text else None


def _verify(segment: Segment) -> None:
    documents, stems = len(segment.entry_ids), len(segment.stems)
    _require(len(segment.kinds) == len(segment.threats) == documents)
    _require(len(segment.stem_of) == len(segment.surfaces) and len(segment.spread) == stems)
    _require(max(segment.stem_of, default=-1) < stems)
    for table in (segment.entry_ids, segment.stems, segment.surfaces):
        _require(_rises(table))
    for field in segment.fields.values():
        _verify_field(field, documents=documents, stems=stems)


def _verify_field(field: Field, *, documents: int, stems: int) -> None:
    postings = len(field.documents)
    _require(len(field.lengths) == documents)
    _require(len(field.frequencies) == len(field.surfaces) == postings)
    _require(_covers(field.offsets, stems, postings))
    _require(_covers(field.place_offsets, stems, len(field.places)))
    _require(sum(field.frequencies) == len(field.places))
    _require(max(field.documents, default=-1) < documents)


def _rises(table: tuple[str, ...]) -> bool:
    return all(map(operator.lt, table, table[1:]))


def _covers(offsets: array[int], parts: int, whole: int) -> bool:
    if len(offsets) != parts + 1 or offsets[0] != 0 or offsets[-1] != whole:
        return False
    listed = offsets.tolist()
    return listed == sorted(listed)


def _require(holds: bool) -> None:
    if not holds:
        raise SegmentError("its parts do not fit together")
