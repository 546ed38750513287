"""Whom to ring, as a note lists them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from advisor.catalogue.directory import Contact
from advisor.catalogue.freshness import say_contact_checked
from advisor.catalogue.wording import CHANNEL_NAMES, NOT_PUBLISHED, say_channel
from advisor.notes.document import Table

_COLUMNS = (
    "Order",
    "Who",
    "What for",
    "How to reach them",
    "Hours",
    "Checked",
    "Before you rely on it",
)


def contact_table(contacts: Iterable[Contact], day: datetime.date, caption: str) -> list[Table]:
    """Return a table of whom to ring, in order; nothing for nobody.

    Args:
        contacts: Whom.
        day: The day that the note is made on, which says how old a check is.
        caption: What the table is of.
    """
    rows = tuple(
        (
            f"{number}.",
            f"{contact.name} (your site's own)" if contact.local else contact.name,
            "" if contact.awaits_place else contact.role,
            _say_ways(contact),
            contact.hours or "",
            say_contact_checked(contact, day).removeprefix("checked "),
            contact.caution or "",
        )
        for number, contact in enumerate(contacts, start=1)
    )
    if not rows:
        return []
    kept = [place for place in range(len(_COLUMNS)) if any(row[place] for row in rows)]
    columns = tuple(_COLUMNS[place] for place in kept)
    return [Table(caption, columns, tuple(tuple(row[place] for place in kept) for row in rows))]


def say_number(contact: Contact) -> str:
    """Return whom to ring and the number, as far as that is published."""
    return f"{contact.telephone}, {contact.name}" if contact.telephone else contact.name


def _say_ways(contact: Contact) -> str:
    if not contact.published:
        return contact.role if contact.awaits_place else NOT_PUBLISHED
    ways = (f"{CHANNEL_NAMES[way.kind]}: {say_channel(way)}" for way in contact.channels)
    return "; ".join(ways)
