"""How long ago something was checked, in words, and whether it should have been checked since.

The day is handed in, so that the same catalogue and the same day always say the same.
"""

from __future__ import annotations

import datetime
from typing import Final

from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Head
from advisor.catalogue.wording import say_date

#: From how many days on an age is said in a unit, and how many days that has.
_UNITS: Final = ((731, "years", 365.25), (61, "months", 30.44), (21, "weeks", 7.0))
_LEAST_COUNTED: Final = 2
_TELL: Final = "ring first to check"


def today() -> datetime.date:
    """Return the day, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()


def say_age(day: datetime.date, now: datetime.date) -> str:
    """Return how long ago a day is, such as ``3 months ago``; nothing for a day to come.

    Args:
        day: The day.
        now: The day it is.
    """
    days = (now - day).days
    if days < 0:
        return ""
    if days < _LEAST_COUNTED:
        return ("today", "yesterday")[days]
    for least, words, length in _UNITS:
        if days >= least:
            return f"{int(days / length)} {words} ago"
    return f"{days} days ago"


def say_checked(day: datetime.date, now: datetime.date) -> str:
    """Return when something was checked: ``3 June 2026, 3 months ago``."""
    return ", ".join(filter(None, (say_date(day), say_age(day, now))))


def say_contact_checked(contact: Contact, now: datetime.date) -> str:
    """Return when a way to reach somebody was checked, and whether it has to be checked first.

    Somebody of the site's own with no day was not checked by anybody who said so. Empty where
    nobody has published a way to reach them.

    Args:
        contact: Whom.
        now: The day it is.
    """
    if not contact.published:
        return ""
    if contact.verified_on is None:
        return f"no day of a check is known: {_TELL}"
    said = f"checked {say_checked(contact.verified_on, now)}"
    is_overdue = contact.review_on is not None and contact.review_on < now
    return f"{said}; overdue: {_TELL}" if is_overdue else said


def say_entry_checked(head: Head, now: datetime.date) -> str:
    """Return when an entry was compared with its sources, and when it is to be again.

    Args:
        head: The entry's head.
        now: The day it is.
    """
    said = f"Compared with stored copies of its sources on {say_checked(head.checked_on, now)}"
    due = say_date(head.review_on)
    if head.review_on < now:
        return f"{said}. Overdue: it was to be checked again by {due}. Ask before you rely on it."
    return f"{said}; to be checked again by {due}."
