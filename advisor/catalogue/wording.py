"""The texts of a portion, in reading order, for showing and for searching.

One place says which field of a record is words for the reader and what stands
before it, so that the window, the command line and the index agree.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from advisor.catalogue.access import Step
from advisor.catalogue.entry import (
    Authority,
    Channel,
    ContactDetails,
    Discrepancy,
    GridRow,
    Kind,
    LawLink,
    Meeting,
    Precedent,
    Recommendation,
    Row,
    SiteCorrection,
    SiteNote,
)

#: What readers call the kinds of entry: one, and several.
KIND_NAMES = {
    Kind.CAPABILITY: ("Capability", "Capabilities"),
    Kind.PROCEDURE: ("Procedure", "Procedures"),
    Kind.AUTHORISATION: ("Authority", "Authorities"),
    Kind.CONTACT: ("Contact", "Contacts"),
    Kind.ORGANISATION: ("Organisation", "Organisations"),
    Kind.RESPONSIBILITY: ("Who does what", "Who does what"),
    Kind.FORUM: ("Meeting", "Meetings"),
    Kind.PRECEDENT: ("Published case", "Published cases"),
    Kind.TERM: ("Term", "Terms"),
}

# Not strftime: Qt sets the locale of the whole process on some systems.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_TIERS = {"nca": "NCA", "rocu": "ROCU", "force": "Force and others"}
#: Which fields of a record are words for the reader, in reading order, and what stands before each.
_FIELDS: dict[type, tuple[tuple[str, str], ...]] = {
    Authority: (
        ("act", "Act"),
        ("authoriser", "Who authorises"),
        ("grounds", "Grounds"),
        ("approval", "Approval"),
        ("duration", "How long it lasts"),
        ("urgent", "If urgent"),
        ("record", "What to record"),
        ("notes", "Note"),
    ),
    Meeting: (
        ("chair", "Chair"),
        ("frequency", "How often"),
        ("purpose", "Purpose"),
        ("attends", "Who attends"),
    ),
    Precedent: (
        ("problem", "What it was about"),
        ("together", "Who worked together"),
        ("asked", "Who asked"),
        ("given", "What was brought to it"),
        ("result", "What came of it"),
        ("reported", "Where it was reported"),
    ),
    Recommendation: (
        ("asked", "What it asked for"),
        ("addressee", "To whom"),
        ("due", "By when"),
        ("outcome", "What came of it"),
        ("helps", "What this product does"),
        ("not_yet", "What it does not do yet"),
    ),
}
_ROW_NOT_PUBLISHED = "This row exists but is not published."
#: What is said of an addition that nobody has looked at since its entry changed.
OUTDATED = "the national text has changed since"
NOT_PUBLISHED = "Not published: your administrator supplies this"


def say_date(day: datetime.date) -> str:
    """Return a day as readers write it, such as ``3 June 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def labelled_lines(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a portion's value, each with the label that stands before it.

    The label is empty where the text needs none.
    """
    match value:
        case str():
            yield "", value
        case Authority() | Meeting() | Precedent() | Recommendation():
            yield from _named(value, _FIELDS[type(value)])
        case Row():
            yield value.name, value.text
        case Step():
            yield "", f"{value.text}. {value.detail or ''}".rstrip()
        case ContactDetails():
            yield from _contact_lines(value)
        case LawLink() | Discrepancy():
            yield "", value.text
        case GridRow() | SiteNote() | SiteCorrection():
            yield from _headed_lines(value)
        case tuple():
            for item in value:
                yield from labelled_lines(item)


def _headed_lines(value: GridRow | SiteNote | SiteCorrection) -> Iterator[tuple[str, str]]:
    match value:
        case GridRow():
            yield from _listed(_TIERS[value.tier], value.lines or (_ROW_NOT_PUBLISHED,))
        case SiteNote():
            yield say_addition(value), value.text
        case SiteCorrection():
            yield f"{value.heading}, nationally", value.was
            yield "At your site", value.text
            yield "Why", f"{value.why} ({say_addition(value)})"


def say_addition(addition: SiteNote | SiteCorrection) -> str:
    """Return who added something and when, and whether somebody has to look at it again."""
    said = [addition.by, say_date(addition.added_on)]
    if addition.review_on is not None:
        said.append(f"look at it again by {say_date(addition.review_on)}")
    if addition.is_outdated:
        said.append(OUTDATED)
    return ", ".join(said)


def _listed(label: str, lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield lines under one label, which stands before the first alone."""
    yield from ((label if place == 0 else "", line) for place, line in enumerate(lines))


def _named(value: Any, fields: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    for name, label in fields:
        found = getattr(value, name)
        if isinstance(found, tuple):
            yield from _listed(label, found)
        else:
            yield label, found or "Not published."


def _contact_lines(value: ContactDetails) -> Iterator[tuple[str, str]]:
    yield "What for", value.role
    yield from ((CHANNEL_NAMES[channel.kind], say_channel(channel)) for channel in value.channels)
    if not value.published:
        yield "How to reach them", f"{NOT_PUBLISHED}."
    yield "Hours", value.hours or "Not published."
    yield "Checked", say_date(value.verified_on)
    if value.caution:
        yield "Before you rely on it", value.caution


CHANNEL_NAMES = {
    "telephone": "Telephone",
    "email": "E-mail",
    "web": "Web",
    "form": "Form",
    "intranet": "Intranet",
}


def say_channel(channel: Channel) -> str:
    """Return a way to reach somebody, with its note."""
    return f"{channel.value} ({channel.note})" if channel.note else channel.value


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a portion's value without their labels."""
    return tuple(text for _, text in labelled_lines(value))


def with_article(kind: Kind) -> str:
    """Return a kind of entry with its article, such as ``an organisation``."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
