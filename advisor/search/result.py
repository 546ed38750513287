"""What a search answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

How = Literal["exact", "prefix", "synonym", "spelling"]


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why an entry was found.

    Attributes:
        typed: What the reader typed.
        found: The word or phrase that stands in the entry.
        how: The same word; a word that begins so; what the catalogue calls it; similar spelling.
        field: The field in which it stands that counts most.
        stems: What the found words are looked up by, for highlighting.
        group: Number of the group of the thesaurus that says so, where one does.
    """

    typed: str
    found: str
    how: How
    field: str
    stems: tuple[str, ...] = dataclasses.field(default=(), repr=False)
    group: int | None = dataclasses.field(default=None, repr=False, compare=False)


# Fifty are made at every letter: a frozen one, or one without slots, takes twice as long.
@dataclass(slots=True)
class Result:
    """One entry that was found; do not alter it.

    Attributes:
        entry_id: Its id.
        kind: Its kind.
        score: How well it matches; comparable within one search only.
    """

    entry_id: str
    kind: str
    score: float
    _explain: Callable[[str], tuple[Why, ...]] = dataclasses.field(repr=False, compare=False)
    _why: tuple[Why, ...] | None = dataclasses.field(
        default=None, init=False, repr=False, compare=False
    )

    _matched: frozenset[str] | None = dataclasses.field(
        default=None, init=False, repr=False, compare=False
    )

    @property
    def why(self) -> tuple[Why, ...]:
        """Why it was found, one reason for each matched word, in the order typed."""
        # Worked out when first asked for: a list shows ten of fifty results at a time.
        if self._why is None:
            self._why = self._explain(self.entry_id)
        return self._why

    @property
    def matched(self) -> frozenset[str]:
        """The stems that matched."""
        if self._matched is None:
            self._matched = frozenset(stem for why in self.why for stem in why.stems)
        return self._matched


@dataclass(frozen=True)
class Results:
    """The answer to one search.

    Attributes:
        query: What was searched for, after any cut.
        results: The best entries, best first.
        total: How many entries match, of the kind and threat asked for.
        counts_by_kind: How many match of each kind, before the filter by kind.
        cut: Whether the query was too long and its end was left out.
        misspelt: The typed words that stand nowhere, with others like them taken instead.
        unfound: The typed words that stand nowhere, and that nothing was taken for.
        groups: Numbers of the groups of the thesaurus that gave words to look for.
    """

    query: str
    results: tuple[Result, ...]
    total: int
    counts_by_kind: Mapping[str, int]
    cut: bool = False
    misspelt: tuple[str, ...] = ()
    unfound: tuple[str, ...] = ()
    groups: frozenset[int] = dataclasses.field(default=frozenset(), repr=False, compare=False)
    _list_matched: Callable[[], frozenset[str]] = dataclasses.field(
        default=frozenset, repr=False, compare=False
    )

    @cached_property
    def matched(self) -> frozenset[str]:
        """Ids of all that match the words, before any filter."""
        # Listed when first asked for: only open filters count all of them.
        return self._list_matched()
