"""The parts that an entry of each kind can have.

One table drives reading the sources, checking them, storing, indexing, showing
and exporting: a part added here is added everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from advisor.catalogue.access import Access, Step
from advisor.catalogue.entry import (
    Authority,
    ContactDetails,
    Discrepancy,
    GridRow,
    Kind,
    LawLink,
    Meeting,
    Organisation,
    Precedent,
    Recommendation,
    Row,
    SiteCorrection,
    SiteNote,
    Urgent,
)

Lines = tuple[str, ...]
_EVERY = frozenset(Kind)
_CAPABILITY = frozenset({Kind.CAPABILITY})
_DOING = frozenset({Kind.CAPABILITY, Kind.PROCEDURE})
_RULED = _DOING | {Kind.AUTHORISATION}
_PRECEDENT = frozenset({Kind.PRECEDENT})
_TERM = frozenset({Kind.TERM})


@dataclass(frozen=True)
class Part:
    """One part of an entry.

    Attributes:
        name: Field name in the sources.
        heading: What a reader sees above it.
        type: Type of its value.
        kinds: Kinds of entry that can have it.
        required: Kinds of entry that must have it.
        field: Search field that its text goes to; ``None`` where it is not searched.
    """

    name: str
    heading: str
    type: Any
    kinds: frozenset[Kind]
    required: frozenset[Kind] = frozenset()
    field: str | None = "body"


_NO_SOURCE: frozenset[Kind] = frozenset()
#: Parts that no publisher writes: a site adds them beside the catalogue.
SITE_PARTS = frozenset({"site_corrections", "site_notes"})

_ALL = (
    Part("urgent", "If it is going on now", Urgent, _DOING, field=None),
    Part("site_corrections", "Corrected by your site", tuple[SiteCorrection, ...], _NO_SOURCE),
    Part("site_notes", "Added by your site", tuple[SiteNote, ...], _NO_SOURCE),
    Part("access", "How to get it", Access, _RULED, _CAPABILITY, field=None),
    Part("steps", "What to do", tuple[Step, ...], frozenset({Kind.PROCEDURE})),
    Part(
        "authority",
        "The authority",
        Authority,
        frozenset({Kind.AUTHORISATION}),
        frozenset({Kind.AUTHORISATION}),
    ),
    Part(
        "contact",
        "How to reach them",
        ContactDetails,
        frozenset({Kind.CONTACT}),
        frozenset({Kind.CONTACT}),
    ),
    Part(
        "organisation",
        "Where it belongs",
        Organisation,
        frozenset({Kind.ORGANISATION}),
        frozenset({Kind.ORGANISATION}),
        field=None,
    ),
    Part(
        "grid",
        "Who does what",
        tuple[GridRow, ...],
        frozenset({Kind.RESPONSIBILITY}),
        frozenset({Kind.RESPONSIBILITY}),
    ),
    Part("meeting", "The meeting", Meeting, frozenset({Kind.FORUM}), frozenset({Kind.FORUM})),
    Part("precedent", "The case", Precedent, _PRECEDENT, _PRECEDENT),
    Part("recommendation", "The recommendation", Recommendation, _TERM),
    Part("meaning", "What it means", str, _TERM),
    Part("rows", "In detail", tuple[Row, ...], _EVERY),
    Part("does", "What it does", str, _EVERY, _CAPABILITY),
    Part("achieves", "What it can achieve", Lines, _DOING, _CAPABILITY, field="achieves"),
    Part("when", "When to use it", Lines, _EVERY, _CAPABILITY, field="achieves"),
    Part("when_not", "When not", Lines, _EVERY, _CAPABILITY),
    Part("example", "An example", str, _DOING, _CAPABILITY, field="achieves"),
    Part("who", "Who may ask", str, _DOING, _CAPABILITY),
    Part("ready", "What to have ready", Lines, _DOING),
    Part("lead_time", "How long it takes", str, _DOING, _CAPABILITY),
    Part("law", "Law", tuple[LawLink, ...], _EVERY, _CAPABILITY),
    Part("contacts", "Whom to ring", Lines, _EVERY, _CAPABILITY, field=None),
    Part("held_by", "Who holds it", str, _DOING, _CAPABILITY),
    Part("limits", "Limits", Lines, _EVERY, _CAPABILITY),
    Part("names", "Names over time", Lines, _EVERY),
    Part("discrepancies", "Where sources disagree", tuple[Discrepancy, ...], _EVERY),
    Part("unconfirmed", "Not confirmed", Lines, _EVERY),
    Part("used", "What it used", Lines, _PRECEDENT, field=None),
    Part("alternatives", "Instead of this", Lines, _EVERY, field=None),
    Part("related", "Related", Lines, _EVERY, field=None),
)

#: Every part by name, in reading order: how to get it comes first.
PARTS: dict[str, Part] = {part.name: part for part in _ALL}

#: The place of each part in reading order, by name.
ORDER: dict[str, int] = {name: place for place, name in enumerate(PARTS)}


@cache
def parts_of(kind: Kind) -> tuple[Part, ...]:
    """Return the parts that an entry of this kind can have, in reading order."""
    return tuple(part for part in _ALL if kind in part.kinds)
