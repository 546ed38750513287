"""Where the reader is in the window, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Page(Enum):
    """What the detail pane can show."""

    START = "start"
    ENTRY = "entry"
    CHECK = "check"
    RULES = "rules"
    REQUEST = "request"
    SOURCE = "source"
    SURVEY = "survey"
    GRID = "grid"
    REPORT = "report"
    CASE = "case"
    CHANGES = "changes"
    ENQUIRY = "enquiry"
    REGION = "region"
    LIFE_AT_RISK = "life at risk"
    NOTHING_FOUND = "nothing found"
    LOCKED = "locked"


@dataclass(frozen=True)
class Location:
    """One page of the detail pane.

    Attributes:
        page: What it shows.
        subject: Id of the entry, region, saved case or enquiry, key of the source, the query that
            found nothing, or why it locked.
    """

    page: Page
    subject: str = ""


START = Location(Page.START)

#: Pages that show one entry, whose id is their subject.
OF_ENTRY = frozenset({Page.ENTRY, Page.CHECK, Page.RULES, Page.REQUEST, Page.REGION})
#: Those of them that show its access rules, or what they come to.
OF_RULES = frozenset({Page.CHECK, Page.RULES, Page.REQUEST})


class History:
    """Pages in the order they were visited, like a browser's.

    A page that is only previewed while the reader types or moves through a list is
    replaced by the next preview, so that *back* leads to the last page really read.
    One that the reader goes on from, by a link or a key, was read.
    """

    def __init__(self) -> None:
        self._visited: list[Location] = [START]
        self._place = 0
        self._is_preview = False

    @property
    def visited(self) -> tuple[Location, ...]:
        """All pages, in order."""
        return tuple(self._visited)

    @property
    def place(self) -> int:
        """The place of the page that is shown."""
        return self._place

    def restore(self, visited: Sequence[Location], place: int) -> None:
        """Stand where a reader stood before, among the pages that they had visited."""
        self._visited = list(visited) or [START]
        self._place = min(max(place, 0), len(self._visited) - 1)
        self._is_preview = False

    @property
    def is_preview(self) -> bool:
        """Whether the page is shown only until the next preview."""
        return self._is_preview

    @property
    def current(self) -> Location:
        """The page that is shown."""
        return self._visited[self._place]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a page that was left by going back."""
        return self._place < len(self._visited) - 1

    def visit(self, location: Location) -> None:
        """Go to a page for good; what was ahead is forgotten, and a preview is kept as read."""
        self._is_preview = False
        if location != self.current:
            self._put(location)

    def preview(self, location: Location) -> None:
        """Show a page until the next one is previewed or visited."""
        if location != self.current:
            self._is_preview = self._put(location)

    def _put(self, location: Location) -> bool:
        """Show a page; say whether it is a new one, and not the one before a preview."""
        keep = self._place if self._is_preview else self._place + 1
        is_page_before = self._visited[keep - 1] == location
        if is_page_before:
            keep -= 1
        self._visited[keep:] = [location]
        self._place = keep
        return not is_page_before

    def back(self) -> Location:
        """Go to the page before and return it."""
        return self._move(-1)

    def forward(self) -> Location:
        """Go to the page that was left by going back and return it."""
        return self._move(1)

    def _move(self, places: int) -> Location:
        self._is_preview = False
        self._place = min(max(self._place + places, 0), len(self._visited) - 1)
        return self.current
