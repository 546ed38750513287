"""What results can be narrowed by: several values of one facet are *or*, several facets *and*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.search.syntax import Vocabulary

#: The chosen values of each facet; none or no key, where all will do.
Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Facet:
    """One thing that entries can be told apart by.

    Attributes:
        name: What is typed before the colon.
        words: Its name on the screen.
        values: Each value with its words, in the order in which they are shown.
        of_entry: The values of each entry that has any.
    """

    name: str
    words: str
    values: Mapping[str, str]
    of_entry: Mapping[str, frozenset[str]]


class Facets:
    """All of them, over the entries that a session may read.

    Args:
        facets: In the order in which they are shown.
    """

    def __init__(self, facets: Sequence[Facet]) -> None:
        self.all = tuple(facets)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What can be typed: each value by itself, and by its words."""
        return {
            facet.name: {
                typed: value
                for value, words in facet.values.items()
                for typed in (value.casefold(), words.casefold())
            }
            for facet in self.all
        }

    def admits(self, entry_id: str, chosen: Chosen, *, but: str = "") -> bool:
        """Tell whether an entry has one of the chosen values of every facet that has any.

        Args:
            entry_id: The entry.
            chosen: The chosen values.
            but: A facet that is left out of account.
        """
        return all(
            not chosen.get(facet.name, frozenset()).isdisjoint(facet.of_entry.get(entry_id, ()))
            for facet in self.all
            if facet.name != but and chosen.get(facet.name)
        )

    def count(self, ids: Iterable[str], chosen: Chosen) -> dict[str, dict[str, int]]:
        """Return how many entries each value would give, with the choices of the other facets.

        Args:
            ids: Everything that matches the words.
            chosen: The chosen values.
        """
        matched = tuple(ids)
        counts = {}
        for facet in self.all:
            found: Counter[str] = Counter()
            for entry_id in matched:
                if self.admits(entry_id, chosen, but=facet.name):
                    found.update(facet.of_entry.get(entry_id, ()))
            counts[facet.name] = {value: found[value] for value in facet.values if found[value]}
        return counts
