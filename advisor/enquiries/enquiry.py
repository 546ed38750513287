"""An enquiry: a case that somebody else asks about, and what their ROCC does with it.

Rules that this module keeps:
 * It is a case: its facts, what was looked at and how that stood, by release.
 * It holds the ROCC's own words, each paragraph with its marking, so it is never kept plain.
 * What the asker would rather not have recorded is never in it.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from advisor.cases import Case, Seen
from advisor.cases.case import MOST_OF_DESCRIPTION
from advisor.cases.case_file import Shape
from advisor.clearance import Label
from advisor.notes import OwnWords

MAGIC: Final = b"\x89ADVENQ\n"
#: The version of the format that this program writes, and the highest that it reads.
FORMAT: Final = 1
MOST_TACTICS: Final = 200
MOST_PARAGRAPHS: Final = 50
MOST_OF_LINE: Final = 200
_MOST_NOTES: Final = 200

_Line = Annotated[str, msgspec.Meta(max_length=MOST_OF_LINE)]
_Text = Annotated[str, msgspec.Meta(max_length=MOST_OF_DESCRIPTION)]
_Id = Annotated[str, msgspec.Meta(max_length=4096)]
#: Lines of rules in words, by id of what they are of.
_Rules = Annotated[dict[_Id, tuple[str, ...]], msgspec.Meta(max_length=MOST_TACTICS)]


class Status(StrEnum):
    """How far an enquiry has come."""

    OPEN = "open"
    ADVISED = "advised"
    TASKED = "tasked"
    DECLINED = "declined"
    CLOSED = "closed"


class Unmet(StrEnum):
    """What was needed and not had; a choice, so that figures carry no names."""

    NONE = "none"
    NO_CAPABILITY = "no-capability"
    NOT_ALLOWED = "not-allowed"
    NO_CAPACITY = "no-capacity"
    TOO_LATE = "too-late"
    OTHER = "other"


class NoteMade(msgspec.Struct, frozen=True, kw_only=True):
    """A note that was given out.

    Attributes:
        code: The code of its receipt.
        made_on: The day.
        marking: Its marking.
        clearance: What it was made for.
        file: The name of its file; empty where it was printed or copied.
        release: The release that it was made from.
        seen: How each thing that it is about stood for its reader, by id.
        rules: The rules of each in words, as its reader could read them then.
    """

    code: _Line
    made_on: datetime.date
    marking: _Line
    clearance: _Line
    file: _Line = ""
    release: int = 0
    seen: Annotated[dict[_Id, Seen], msgspec.Meta(max_length=MOST_TACTICS)] = {}
    rules: _Rules = msgspec.field(default_factory=dict)


class Enquiry(Case, frozen=True, kw_only=True):
    """An enquiry. Its name is the name of the operation; its description, the asker's words.

    Attributes:
        unit: The unit that asks.
        region: Id of its region.
        force: Id of its force.
        clearance: What the asker may read, as a marking is printed.
        tactics: Ids of what was chosen, in the order of the note.
        rules: The rules of each tactic in words, as they were when it was looked at last.
        words: The ROCC's own paragraphs.
        author: Who answers, as the note says it; empty where it does not.
        author_marking: Who may be told that.
        status: How far it has come.
        review_on: The day of its next review.
        outcome: What became of it.
        unmet: What was needed and not had.
        unmet_words: That in the ROCC's own words; never in figures.
        closed_at: When it was declined or closed.
        notes: The notes that were given out.
    """

    format: int = FORMAT
    unit: _Line = ""
    region: _Line | None = None
    force: _Line | None = None
    clearance: _Line = "OFFICIAL"
    tactics: Annotated[tuple[_Id, ...], msgspec.Meta(max_length=MOST_TACTICS)] = ()
    rules: _Rules = msgspec.field(default_factory=dict)
    words: Annotated[tuple[OwnWords, ...], msgspec.Meta(max_length=MOST_PARAGRAPHS)] = ()
    author: _Line = ""
    author_marking: _Line = "OFFICIAL"
    status: Status = Status.OPEN
    review_on: datetime.date | None = None
    outcome: _Text = ""
    unmet: Unmet = Unmet.NONE
    unmet_words: _Text = ""
    closed_at: Annotated[datetime.datetime, msgspec.Meta(tz=True)] | None = None
    notes: Annotated[tuple[NoteMade, ...], msgspec.Meta(max_length=_MOST_NOTES)] = ()

    def __post_init__(self) -> None:
        """Refuse a marking that is none, whoever wrote the file."""
        for marking in (self.clearance, self.author_marking, *(one.marking for one in self.words)):
            Label.parse(marking)

    @property
    def asker(self) -> Label:
        """What the asker may read."""
        return Label.parse(self.clearance)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.status in {Status.DECLINED, Status.CLOSED}

    def is_due(self, day: datetime.date) -> bool:
        """Say whether its review is due on a day."""
        return not self.is_done and self.review_on is not None and self.review_on <= day


SHAPE: Final = Shape(Enquiry, MAGIC, "enquiry", "enquiry", FORMAT, is_always_sealed=True)
