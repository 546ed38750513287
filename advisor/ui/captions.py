"""What stands above each page."""

from __future__ import annotations

from typing import Final

from advisor.catalogue.recommendations import TITLE
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader

#: Pages of one entry, whose title follows.
_OF_ONE: Final = {
    Page.CHECK: "Can I have this?",
    Page.REQUEST: "Draft request",
    Page.RULES: "The rules as a picture",
}
_OTHERS: Final = {
    Page.SURVEY: "What can help me?",
    Page.GRID: "Who does what",
    Page.REPORT: TITLE,
    Page.CASE: "Saved",
    Page.CHANGES: "What changed",
    Page.ENQUIRY: "Enquiry",
    Page.SOURCE: "Source",
    Page.REGION: "Contacts",
    Page.LIFE_AT_RISK: "Life at risk",
    Page.START: "Start",
    Page.NOTHING_FOUND: "No results",
    Page.LOCKED: "Locked",
}


def say_caption(location: Location, reader: Reader) -> str:
    """Return what stands above a page: what it is, or which result of the list."""
    if location.page in _OF_ONE:
        title = reader.session.catalogue.head(location.subject).title
        return f"{_OF_ONE[location.page]}  {title}"
    if location.page is Page.ENTRY:
        return _say_place_in_results(location.subject, reader)
    return _OTHERS[location.page]


def _say_place_in_results(entry_id: str, reader: Reader) -> str:
    page = reader.listing.page
    ids = [found.head.id for found in page.found] if page is not None else []
    return f"Result {ids.index(entry_id) + 1} of {len(ids)}" if entry_id in ids else ""
