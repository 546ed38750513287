"""Collecting postings while a segment is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.search.analysis import Word, analyse
from advisor.search.container import Numbers, numbers

# Between two values of a field, so that no phrase spans them.
GAP = 16


@dataclass
class FieldBuild:
    """The postings of one field so far: by stem, then by document, its words there."""

    lengths: list[int] = field(default_factory=list)
    postings: dict[str, dict[int, list[tuple[int, str]]]] = field(default_factory=dict)

    def add(self, document: int, values: tuple[str, ...]) -> None:
        """Add the values of one document."""
        words = _in_one_row(values)
        self.lengths.append(len(words))
        for place, word in words:
            by_document = self.postings.setdefault(word.stem, {})
            by_document.setdefault(document, []).append((place, word.surface))

    def arrays(self, stems: Sequence[str], surfaces: Sequence[str]) -> list[Numbers]:
        """Return the arrays of the field, in the order of ``Field``."""
        surface_numbers = {surface: number for number, surface in enumerate(surfaces)}
        offsets, documents, frequencies, found = numbers([0]), numbers(), numbers(), numbers()
        place_offsets, places = numbers([0]), numbers()
        for stem in stems:
            for document, words in self.postings.get(stem, {}).items():
                documents.append(document)
                frequencies.append(len(words))
                found.append(surface_numbers[words[0][1]])
                places.extend(place for place, _ in words)
            offsets.append(len(documents))
            place_offsets.append(len(places))
        lengths = numbers(self.lengths)
        return [lengths, offsets, documents, frequencies, found, place_offsets, places]


class Build:
    """The postings of every field of a segment so far.

    Args:
        names: The fields.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.fields = {name: FieldBuild() for name in names}

    def add(self, document: int, values: Mapping[str, tuple[str, ...]]) -> None:
        """Add one document; their numbers rise by one."""
        for name, postings in self.fields.items():
            postings.add(document, values.get(name, ()))

    def vocabulary(self) -> tuple[tuple[str, ...], tuple[str, ...], Numbers]:
        """Return the stems, the surface forms, and the stem of each surface form."""
        stem_of = {
            surface: stem
            for field in self.fields.values()
            for stem, by_document in field.postings.items()
            for words in by_document.values()
            for _, surface in words
        }
        stems = tuple(sorted(set(stem_of.values())))
        stem_numbers = {stem: number for number, stem in enumerate(stems)}
        surfaces = tuple(sorted(stem_of))
        return stems, surfaces, numbers([stem_numbers[stem_of[surface]] for surface in surfaces])

    def spread(self, stems: Sequence[str]) -> Numbers:
        """Return the number of documents that each stem occurs in, in any field."""
        spread: Counter[str] = Counter()
        for stem in stems:
            spread[stem] = len(
                set().union(*(field.postings.get(stem, ()) for field in self.fields.values()))
            )
        return numbers([spread[stem] for stem in stems])


def _in_one_row(values: tuple[str, ...]) -> list[tuple[int, Word]]:
    row: list[tuple[int, Word]] = []
    start = 0
    for value in values:
        words = analyse(value)
        row += [(start + word.place, word) for word in words]
        start += (words[-1].place if words else 0) + GAP
    return row
