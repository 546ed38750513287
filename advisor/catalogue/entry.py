"""What a reader can look up.

An *entry* is made of marked *portions*. Its own existence is a portion (the
``Head``: title, summary and what it is found by); every other portion is one of
the parts that ``advisor.catalogue.parts`` lists for its kind. Portions of one
entry may carry different labels; in a session they appear as one entry whose
marking is the highest portion shown.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, NewType

from advisor.catalogue.joining import join_values
from advisor.catalogue.record import Record
from advisor.clearance import OFFICIAL, Label, highest

EntryId = NewType("EntryId", str)
Confidence = Literal["high", "medium", "low"]


class Kind(StrEnum):
    """The kinds of entry, in the order in which lists show them."""

    CAPABILITY = "capability"
    PROCEDURE = "procedure"
    AUTHORISATION = "authorisation"
    CONTACT = "contact"
    ORGANISATION = "organisation"
    RESPONSIBILITY = "responsibility"
    FORUM = "forum"
    PRECEDENT = "precedent"
    TERM = "term"


class Citation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What one source says about an entry.

    Attributes:
        source: Key of the source.
        supports: What it bears out, in a few words.
        confidence: How well it bears it out.
        checked_on: The day on which the entry was last compared with it.
    """

    source: str
    supports: str
    confidence: Confidence
    checked_on: datetime.date


class Source(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something published that an entry rests on.

    Attributes:
        key: Short name that citations use.
        title: Its title.
        publisher: Who published it.
        kind: What sort of document it is.
        dated: When it was published or stood, in words; ``None`` where not known.
        seen: In what form it was read.
        short: A name to stand beside a step, such as ``RIPA 2000 s28``.
    """

    key: str
    title: str
    publisher: str
    kind: Literal["inspection", "statute", "official", "job-advert", "secondary"]
    dated: str | None = None
    seen: str = "stored copy"
    short: str | None = None

    @property
    def brief(self) -> str:
        """A name short enough to stand beside a step."""
        return self.short or self.publisher


class LawLink(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A law that applies, with the authorisation entry that explains it.

    Attributes:
        text: The Act and section, and what it means here.
        entry: The authorisation entry, where there is one.
    """

    text: str
    entry: str | None = None


class Urgent(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What to do where a life is at risk or the crime is going on.

    Attributes:
        text: The instruction, such as ``Going on now: ring first``.
        detail: Whom, in a sentence.
        contacts: Whom to ring, in order: entry ids or ``role:NAME``.
        note: What is not confirmed about it.
        sources: Keys of the sources it rests on.
    """

    text: str
    detail: str
    contacts: tuple[str, ...]
    note: str | None = None
    sources: tuple[str, ...]


class Authority(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One row of the authorisations table.

    Attributes:
        row: The row's number in the reviewed table of facts, such as ``A4``.
        act: Act and sections.
        authoriser: Who authorises.
        grounds: On what grounds.
        approval: Who else must approve.
        duration: Normal life and renewal.
        urgent: The urgent path.
        record: What must be recorded.
        notes: Anything else, one sentence each.
    """

    row: str
    act: str
    authoriser: str
    grounds: str
    approval: str
    duration: str
    urgent: str
    record: str
    notes: tuple[str, ...] = ()


class Organisation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A region, unit, force or agency.

    Attributes:
        type: Which of these.
        region: Id of the region entry it belongs to (not for a region).
        unit: Id of the regional unit's entry (regions and forces).
        forces: Ids of the forces in it (regions and units).
        also_region: Another region that has a claim to it, as published.
        host: Id of the force that hosts the unit.
        former_names: Names in older documents.
        tile: Column and row on the schematic map (regions).
    """

    type: Literal["region", "unit", "force", "agency"]
    region: str | None = None
    unit: str | None = None
    forces: tuple[str, ...] = ()
    also_region: str | None = None
    host: str | None = None
    former_names: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None


class Discrepancy(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Two sources that disagree, kept as both say it."""

    text: str
    sources: tuple[str, ...]


class Channel(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One way to reach somebody."""

    kind: Literal["telephone", "email", "web", "form", "intranet"]
    value: str
    note: str | None = None


class ContactDetails(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Whom to ring.

    Attributes:
        role: What they do for the reader, in a few words.
        order: Place in the list of whom to ring; low comes first.
        channels: How to reach them; empty where nothing is published.
        published: Whether any way to reach them is published.
        fills: The role that a site's own contact can fill, such as ``rocc``.
        region: Id of the region it is for; everywhere, where there is none.
        hours: When it is staffed, in words; ``None`` where that is not published.
        verified_on: The day on which it was last compared with its source.
        caution: What to know before relying on it.
    """

    role: str
    order: int
    channels: tuple[Channel, ...] = ()
    published: bool
    fills: str | None = None
    region: str | None = None
    hours: str | None = None
    verified_on: datetime.date
    caution: str | None = None


class GridRow(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What one tier does about a threat.

    Attributes:
        tier: Whose row it is.
        published: Whether its text is published.
        lines: What it does, one responsibility a line.
    """

    tier: Literal["nca", "rocu", "force"]
    published: bool
    lines: tuple[str, ...] = ()


class Meeting(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A standing meeting.

    Attributes:
        chair: Who chairs it; ``None`` where that is not published.
        frequency: How often; ``None`` where that is not published.
        purpose: What it is for.
        attends: Who attends, where published.
    """

    chair: str | None = None
    frequency: str | None = None
    purpose: str
    attends: str | None = None


class Row(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a small table: a name and what is said about it."""

    name: str
    text: str


class Precedent(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A published case that shows what the NCA brought to it.

    Attributes:
        reported: Who published it and when.
        together: Who worked together.
        problem: What the case was about.
        asked: Who asked whom; ``None`` where that is not published.
        given: What was brought to it, one thing a line.
        result: What came of it; ``None`` where that is not published.
    """

    reported: str
    together: str
    problem: str
    asked: str | None = None
    given: tuple[str, ...]
    result: str | None = None


class Recommendation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What an inspection asked for, and what this product does about it.

    Attributes:
        number: Its number in the report.
        addressee: To whom it was made.
        due: By when, in the report's words.
        asked: What it asked for, in plain words.
        outcome: What came of it, as far as was found.
        helps: What this product does about it, one thing a line.
        not_yet: What it does not do about it, one thing a line.
    """

    number: int
    addressee: str
    due: str
    asked: str
    outcome: str
    helps: tuple[str, ...]
    not_yet: tuple[str, ...]


class SiteNote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A note that a site put beside an entry.

    Attributes:
        id: Its id among the site's additions.
        text: What it says.
        by: Who wrote it, in role words.
        added_on: The day.
        review_on: By when somebody is to look at it again.
        is_outdated: Whether the national text has changed since somebody looked at it.
    """

    id: str
    text: str
    by: str
    added_on: datetime.date
    review_on: datetime.date | None = None
    is_outdated: bool = False


class SiteCorrection(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A line of an entry that holds otherwise at a site; the national one stays beside it.

    Attributes:
        id: Its id among the site's additions.
        heading: What stands above or before the national line.
        was: The national line.
        text: What holds at the site.
        why: Why.
        by: Who says so, in role words.
        added_on: The day.
        review_on: By when somebody is to look at it again.
        is_outdated: Whether the national line has changed since somebody looked at it.
    """

    id: str
    heading: str
    was: str
    text: str
    why: str
    by: str
    added_on: datetime.date
    review_on: datetime.date | None = None
    is_outdated: bool = False


class Head(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The portion that says that an entry exists.

    Attributes:
        id: Stable slug.
        kind: What it is.
        title: Its name.
        summary: What it can do for the reader, in one line.
        aliases: Other names and acronyms.
        words: Plain words that people type.
        threats: Ids of the threat areas it is for.
        owner: Who runs it.
        sure: How sure the entry is as a whole.
        checked_on: When it was last compared with its sources.
        review_on: When it should be checked again.
    """

    id: str
    kind: Kind
    title: str
    summary: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    owner: str | None = None
    sure: Confidence
    checked_on: datetime.date
    review_on: datetime.date


@dataclass(frozen=True)
class Portion:
    """A marked part of an entry.

    Attributes:
        part: Name of the part, see ``advisor.catalogue.parts``.
        label: What a reader must hold to see it.
        value: Its content, of the type that the part declares.
    """

    part: str
    label: Label
    value: Any


@dataclass(frozen=True)
class Entry:
    """One thing that a reader can look up, as far as they may see it.

    Attributes:
        head: Title, summary and what it is found by.
        label: What a reader must hold to know that it exists.
        portions: Everything else, in reading order.
        citations: What it rests on.
        sources_label: What a reader must hold to see all of the citations.
    """

    head: Head
    label: Label
    portions: tuple[Portion, ...]
    citations: tuple[Citation, ...] = ()
    sources_label: Label = OFFICIAL

    @property
    def id(self) -> EntryId:
        """The entry's stable slug."""
        return EntryId(self.head.id)

    @property
    def marking(self) -> Label:
        """The highest marking of what is shown."""
        labels = (portion.label for portion in self.portions)
        return highest([self.label, self.sources_label, *labels])

    def marking_of(self, *parts: str) -> Label:
        """The highest marking of what the portions of some parts show."""
        return highest(portion.label for portion in self.portions if portion.part in parts)

    def find(self, part: str) -> Any | None:
        """Return what the portions of a part say together, or ``None`` where there is none."""
        values = [portion.value for portion in self.portions if portion.part == part]
        return join_values(values) if values else None
