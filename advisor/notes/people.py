"""Whom to ring, as a note lists them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from advisor.catalogue.directory import Contact
from advisor.catalogue.freshness import say_contact_checked
from advisor.catalogue.wording import CHANNEL_NAMES, NOT_PUBLISHED, say_channel
from advisor.notes.document import Table

_COLUMNS = ("Order", "Who", "How to reach them", "Before you rely on it")
_WIDTHS = (8, 30, 32, 30)


def contact_table(contacts: Iterable[Contact], day: datetime.date, caption: str) -> list[Table]:
    """Return a table of whom to ring, in order; nothing for nobody.

    Args:
        contacts: Whom.
        day: The day that the note is made on, which says how old a check is.
        caption: What the table is of.
    """
    rows = tuple(
        (f"{number}.", _say_who(contact), say_ways(contact, day), contact.caution or "")
        for number, contact in enumerate(contacts, start=1)
    )
    return [Table(caption, _COLUMNS, rows, widths=_WIDTHS)] if rows else []


def _say_who(contact: Contact) -> str:
    name = f"{contact.name} (your site's own)" if contact.local else contact.name
    return name if contact.awaits_place else f"{name}. {contact.role}"


def say_number(contact: Contact) -> str:
    """Return whom to ring and the number, as far as that is published."""
    return f"{contact.telephone}, {contact.name}" if contact.telephone else contact.name


def say_ways(contact: Contact, day: datetime.date) -> str:
    """Return how to reach somebody, when, and when that was checked, a sentence each."""
    if not contact.published:
        return contact.role if contact.awaits_place else f"{NOT_PUBLISHED}."
    said = [f"{CHANNEL_NAMES[way.kind]}: {say_channel(way)}" for way in contact.channels]
    said += [f"Hours: {contact.hours}"] if contact.hours else []
    checked = say_contact_checked(contact, day)
    said += [f"{checked[0].upper()}{checked[1:]}"] if checked else []
    return " ".join(f"{one.rstrip('.')}." for one in said)
