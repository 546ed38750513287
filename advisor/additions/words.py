"""What can be wrong with a group of words, and whether what it stands for is there.

Rules that this module keeps:
 * All of it is judged as a reader has it who may read the label of the group and no more.
 * What is wrong is told by number: a message holds no words of a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.additions.addition import Addition, WordGroup
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.local import Mistake
from advisor.clearance import Clearance, Label
from advisor.search import SearchIndex, Segment
from advisor.search.query import to_phrase

#: Of what is said, and of what it means: the words as search looks them up.
_Pair = tuple[tuple[str, ...], tuple[str, ...]]


def find_word_mistakes(group: WordGroup) -> list[Mistake]:
    """Return what is wrong with the words of a group, which is not empty: those that do nothing."""
    mistakes: list[Mistake] = []
    for name, words in (("says", group.says), ("means", group.means)):
        for number, text in enumerate(words, start=1):
            if not to_phrase(text).stems:
                reason = f"Word or phrase {number} is small words alone, which search passes over."
                mistakes.append((name, reason, "Write one that says what it is about."))
    said = {to_phrase(text).stems for text in group.says} - {()}
    for number, text in enumerate(group.means, start=1):
        if to_phrase(text).stems in said:
            reason = f"Word or phrase {number} stands on the other side too."
            mistakes.append(("means", reason, "A word finds itself already: leave it out of one."))
    return mistakes


class KnownWords:
    """What the thesaurus says already, the publisher's and this site's.

    Args:
        catalogue: What somebody may read.
        listed: What the site adds, each with its label.
    """

    def __init__(self, catalogue: Catalogue, listed: Iterable[tuple[Addition, Label]] = ()) -> None:
        self._pairs = {
            (part.label, pair): ""
            for part in catalogue.sections
            if not part.is_of_site
            for group in part.thesaurus
            for pair in _pairs(group.says, group.means)
        }
        for addition, label in listed:
            if isinstance(addition, WordGroup):
                self.add(addition, label)

    def add(self, group: WordGroup, label: Label) -> None:
        """Know of another group of the site."""
        for pair in _pairs(group.says, group.means):
            self._pairs.setdefault((label, pair), group.id)

    def find_mistakes(self, group: WordGroup, label: Label) -> list[Mistake]:
        """Return what is wrong with a group that says nothing new to those who may read it."""
        known = {
            pair
            for (marked, pair), owner in self._pairs.items()
            if owner != group.id and label.dominates(marked)
        }
        pairs = set(_pairs(group.says, group.means))
        if not pairs or not pairs <= known:
            return []
        remedy = "Leave it out, or add to the one that is there."
        return [("says", "The same is said already, by your site or by the catalogue.", remedy)]


def _pairs(says: Sequence[str], means: Sequence[str]) -> Iterator[_Pair]:
    meant = [to_phrase(text).stems for text in means]
    for text in says:
        said = to_phrase(text).stems
        yield from ((said, one) for one in meant)


class Standing:
    """Says whether what groups of words stand for is in a catalogue.

    Args:
        catalogue: What somebody may read.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._indexes: dict[Label, SearchIndex] = {}

    def has_any(self, group: WordGroup, label: Label) -> bool:
        """Say whether any entry has any of what a group means, for those who may read a label."""
        if label not in self._indexes:  # which takes its time, and most sites add no words
            opened = self._catalogue.opened_at(Clearance(label))
            self._indexes[label] = SearchIndex([*map(Segment.from_bytes, opened.segments)])
        return any(self._indexes[label].has(text) for text in group.means)
