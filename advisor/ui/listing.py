"""What the list pane shows, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from advisor.catalogue.entry import Head
from advisor.clearance import OFFICIAL, Label
from advisor.search import Chosen, Facets
from advisor.search.entry_finder import SearchPage
from advisor.search.suggestion import Suggestion, Wider


@dataclass(frozen=True)
class Filters:
    """What the results are narrowed by.

    Attributes:
        facets: What there is.
        counts: How many results each value would give, by facet.
        chosen: What is ticked, by facet.
        is_open: Whether the reader has the filters open.
    """

    facets: Facets
    counts: Mapping[str, Mapping[str, int]]
    chosen: Chosen
    is_open: bool

    def say(self) -> str:
        """Return what is ticked, in words."""
        return ", ".join(
            facet.values[value]
            for facet in self.facets.all
            for value in facet.values
            if value in self.chosen.get(facet.name, ())
        )


class Reading(Enum):
    """What is listed where nothing is searched for, by its title."""

    RECENT = "Recently read"
    FAVOURITES = "Favourites"


@dataclass(frozen=True)
class Listing:
    """What the list pane shows.

    Attributes:
        page: The answer to a query; ``None`` where the list is not a search.
        heads: The entries to list where it is not.
        title: What stands above them.
        label: The marking of that, and of what is counted or suggested beside it.
        can_clear: Whether the list is of what was read, and can be emptied.
        reading: Which of what was read or marked is listed; ``None`` where that is not.
        readings: How many entries there are of each.
        suggestion: A query to try instead; ``None`` where there is none.
        wider: What there is without the filters or what was left out, where they leave nothing.
        unknown: What was typed as a scope and names nothing here.
        is_begun: Whether what is typed so far says nothing to look for, such as "who do I".
        is_exact: Whether words are taken as they are spelt, and none for another.
        scopes: What the last word typed may become, where it is a scope such as ``kind:``.
        filters: What a search is narrowed by; ``None`` where nothing is, and nothing is offered.
        markings: The marking of each entry that is listed or counted, by its id; none where
            only OFFICIAL is readable.
    """

    page: SearchPage | None = None
    heads: tuple[Head, ...] = ()
    title: str = ""
    label: Label = OFFICIAL
    can_clear: bool = False
    reading: Reading | None = None
    readings: Mapping[Reading, int] = field(default_factory=dict)
    suggestion: Suggestion | None = None
    wider: Wider | None = None
    unknown: tuple[str, ...] = ()
    is_begun: bool = False
    is_exact: bool = False
    scopes: tuple[str, ...] = ()
    filters: Filters | None = None
    markings: Mapping[str, Label] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries listed, in order."""
        if self.page is not None:
            return tuple(found.head.id for found in self.page.found)
        return tuple(head.id for head in self.heads)
