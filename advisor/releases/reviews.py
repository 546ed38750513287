"""What should be looked at again: entries and sources past their review.

The day is handed in, so that the same sources and the same day always give the same.
"""

from __future__ import annotations

import datetime

from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.wording import say_date

#: A source has to be compared again within this time. An entry says its own day.
SOURCE_REVIEW = datetime.timedelta(days=365)


def check_reviews(source: CatalogueSource, today: datetime.date) -> None:
    """Note every entry and source that is past its review; none of it stops a build.

    Args:
        source: Everything that was read.
        today: The day to judge by.
    """
    for authored in source.entries:
        if authored.entry.head.review_on < today:
            day = say_date(authored.entry.head.review_on)
            reason = f"The review was due on {day}."
            remedy = "Compare the entry with its sources, then set checked_on and review_on."
            authored.file.report("review_on", reason, remedy, severity="warning")
    checked = _last_checked(source)
    for listed in source.listed("sources.yaml"):
        day_checked = checked.get(listed.item.key)
        if day_checked is not None and day_checked + SOURCE_REVIEW < today:
            reason = f"No entry was compared with it since {say_date(day_checked)}."
            remedy = "Look whether it changed, then set checked_on where entries cite it."
            listed.report(".key", reason, remedy, severity="warning")


def _last_checked(source: CatalogueSource) -> dict[str, datetime.date]:
    """Return the day on which an entry was last compared with each source that is cited."""
    found: dict[str, datetime.date] = {}
    for authored in source.entries:
        for citation in authored.entry.citations:
            known = found.get(citation.source, citation.checked_on)
            found[citation.source] = max(known, citation.checked_on)
    return found
