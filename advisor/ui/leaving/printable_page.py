"""The reader's page as something that can be printed, saved or copied."""

from __future__ import annotations

from advisor.catalogue.freshness import today
from advisor.notes.printable import (
    Printable,
    print_check,
    print_entry,
    print_request,
    print_urgent,
)
from advisor.ui.location import Page
from advisor.ui.reader import Reader


def printable_of(reader: Reader) -> Printable | None:
    """Return what the reader's page is, ready to be taken away; ``None`` where it cannot be.

    Raises:
        AdvisorError: It cannot be made.
    """
    session, location, day = reader.session, reader.location, today()
    match location.page:
        case Page.ENTRY:
            return print_entry(session, location.subject, day)
        case Page.CHECK:
            return print_check(session, location.subject, reader.answers, day)
        case Page.REQUEST:
            answers, about = reader.answers, reader.description
            return print_request(session, location.subject, answers, about, day)
        case Page.LIFE_AT_RISK:
            return print_urgent(session, day)
        case _:
            return None
