"""How long ago something was checked is said in words, and what is overdue is said to be."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Channel
from advisor.catalogue.freshness import (
    say_age,
    say_checked,
    say_contact_checked,
    say_entry_checked,
)
from tests.support.builders import make_entry

NOW = datetime.date(2026, 11, 27)


def before(days: int) -> datetime.date:
    return NOW - datetime.timedelta(days)


def make_contact(days: int | None, review: int | None = None, *, published: bool = True) -> Contact:
    """Return somebody who was checked some days ago, and was to be checked again some days ago."""
    return Contact(
        id="desk",
        name="A desk",
        role="Helps",
        channels=(Channel(kind="telephone", value="101"),) if published else (),
        hours=None,
        verified_on=None if days is None else before(days),
        published=published,
        review_on=None if review is None else before(review),
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, ""),
        (0, "today"),
        (1, "yesterday"),
        (20, "20 days ago"),
        (21, "3 weeks ago"),
        (60, "8 weeks ago"),
        (61, "2 months ago"),
        (92, "3 months ago"),
        (729, "23 months ago"),
        (731, "2 years ago"),
    ],
)
def test_age_is_said_in_days_weeks_months_or_years(days: int, said: str):
    assert say_age(before(days), NOW) == said


def test_day_stands_before_how_long_ago_it_is():
    assert say_checked(before(4), NOW) == "23 November 2026, 4 days ago"
    assert say_checked(before(-4), NOW) == "1 December 2026"


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (make_contact(4), "checked 23 November 2026, 4 days ago"),
        (make_contact(4, 0), "checked 23 November 2026, 4 days ago"),
        (
            make_contact(4, 1),
            "checked 23 November 2026, 4 days ago; overdue: ring first to check",
        ),
        (make_contact(None), "no day of a check is known: ring first to check"),
        (make_contact(None, published=False), ""),
    ],
)
def test_contact_says_when_it_was_checked_and_what_to_do_first(contact: Contact, said: str):
    assert say_contact_checked(contact, NOW) == said


def test_entry_says_when_it_is_due_and_that_it_is_overdue():
    head = msgspec.structs.replace(
        make_entry("x").head, checked_on=before(92), review_on=before(-10)
    )
    said = say_entry_checked(head, NOW)
    assert "on 27 August 2026, 3 months ago; to be checked again by 7 December 2026." in said
    late = say_entry_checked(msgspec.structs.replace(head, review_on=before(1)), NOW)
    assert "Overdue: it was to be checked again by 26 November 2026." in late
