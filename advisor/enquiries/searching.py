"""Finding enquiries by their words, and what is due; all in memory, no index is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from advisor.enquiries.enquiry import Enquiry, Status
from advisor.session import Session


def find_enquiries(
    enquiries: Iterable[Enquiry],
    session: Session,
    query: str = "",
    status: Status | None = None,
) -> tuple[Enquiry, ...]:
    """Return the enquiries that hold every word of a query, in the order in which they came.

    A word counts wherever it stands, and as the beginning of a longer one.

    Args:
        enquiries: All of them.
        session: The ROCC's, which names what they are about.
        query: The words; all enquiries, where empty.
        status: Only those that have come so far.
    """
    wanted = query.casefold().split()
    return tuple(
        one
        for one in enquiries
        if (status is None or one.status is status) and _holds(one, session, wanted)
    )


def _holds(enquiry: Enquiry, session: Session, wanted: list[str]) -> bool:
    if not wanted:
        return True
    said = "\n".join(_texts(enquiry, session)).casefold()
    return all(word in said for word in wanted)


def _texts(enquiry: Enquiry, session: Session) -> Iterator[str]:
    yield from (enquiry.name, enquiry.unit, enquiry.description, enquiry.outcome)
    yield from (enquiry.unmet_words, enquiry.author, enquiry.status.value)
    yield from (one.text for one in enquiry.words)
    yield from (one.code for one in enquiry.notes)
    for name in (enquiry.region, enquiry.force, *enquiry.tactics):
        if name is not None:
            yield name
            if name in session.catalogue:
                yield session.catalogue.head(name).title


def by_urgency(enquiries: Iterable[Enquiry], day: datetime.date) -> tuple[Enquiry, ...]:
    """Return enquiries with what is due first, then what is not done, each newest first.

    Args:
        enquiries: The enquiries.
        day: The day it is.
    """
    newest = sorted(enquiries, key=lambda one: one.changed_at, reverse=True)
    return tuple(sorted(newest, key=lambda one: (not one.is_due(day), one.is_done)))
