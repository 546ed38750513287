"""What the window says of enquiries."""

from __future__ import annotations

import datetime
from typing import Final

from advisor.catalogue.wording import say_date
from advisor.enquiries import Enquiry, Status, Unmet
from advisor.enquiries.figures import UNMET_WORDS
from advisor.enquiries.retrying import GONE, Retried
from advisor.ui.cases.words import say_outcome

KEEPING: Final = "Sealed for you. An enquiry opens only where all that is open now is open again."
NONE_YET: Final = (
    "No enquiries yet. Take one down when somebody asks you: who asks, what they are cleared for, "
    "the facts. You are told here when its review is due."
)
NONE_FOUND: Final = "No enquiry holds all of these words. Take a word out, or look at them all."
#: What the list can be narrowed to besides how far an enquiry has come.
OTHERWISE: Final = "Comes out otherwise"
NONE_OTHERWISE: Final = "None of these comes out otherwise on this release than when it was kept."

STATUS_WORDS: Final = {
    Status.OPEN: "Open",
    Status.ADVISED: "Advised",
    Status.TASKED: "Tasked",
    Status.DECLINED: "Declined",
    Status.CLOSED: "Closed",
}


def say_unmet(unmet: Unmet) -> str:
    """Return what was needed and not had, as it is chosen."""
    words = UNMET_WORDS[unmet]
    return f"{words[0].upper()}{words[1:]}"


def say_status(enquiry: Enquiry, day: datetime.date, *, is_other: bool = False) -> str:
    """Return how far an enquiry has come, in a few words.

    Args:
        enquiry: The enquiry.
        day: The day, on which its review may be due.
        is_other: Whether it comes out otherwise on the release that is open.
    """
    due = "review due" if enquiry.is_due(day) else ""
    other = "comes out otherwise" if is_other else ""
    return " · ".join(filter(None, (other, due, STATUS_WORDS[enquiry.status].lower())))


def say_in_short(enquiry: Enquiry) -> str:
    """Return who asks and what there is, in a line."""
    review = ""
    if enquiry.review_on is not None and not enquiry.is_done:
        review = f"Review {say_date(enquiry.review_on)}"
    parts = [
        enquiry.unit,
        f"For {enquiry.clearance}",
        f"Tactics: {len(enquiry.tactics)}",
        f"Notes: {len(enquiry.notes)}",
        review,
    ]
    return " · ".join(filter(None, parts))


def say_retried(one: Retried) -> str:
    """Return how something comes out otherwise, and by which rule."""
    about = f"Note {one.note.code}: " if one.note is not None else ""
    after = "cannot be checked any more" if one.after == GONE else f"{say_outcome(one.after)} now"
    said = [f"{about}{one.title}: {say_outcome(one.before)} then, {after}."]
    said += [f"Rule before: {line}" for line in one.rules_before]
    said += [f"Rule now: {line}" for line in one.rules_after]
    said += [f"It rests on: {line}" for line in one.because[:2]]
    return "\n".join(said)
