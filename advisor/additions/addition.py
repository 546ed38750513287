"""A note or a correction, as it is kept, and what can be wrong with one."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from typing import Annotated, Final

import msgspec

from advisor.catalogue.local import LocalContact, Mistake
from advisor.catalogue.own_lines import OwnLine
from advisor.catalogue.quoting import CONTROL
from advisor.catalogue.record import Record

MOST_OF_TEXT: Final = 4000
MOST_OF_NAME: Final = 120
#: So many of each are kept for one label; a site that has more needs a catalogue of its own.
MOST_OF_EACH: Final = 1000

AdditionId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{12}$")]
_EntryId = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=120)]


class Note(Record, frozen=True, kw_only=True):
    """Something to know about an entry at this site.

    Attributes:
        id: Its id, at random.
        entry: Id of the entry that it stands on.
        text: What it says.
        by: Who wrote it, in role words.
        added_on: The day, in UTC.
        review_on: By when somebody is to look at it again.
        stands_on: The entry's own lines when somebody last looked, at the label of the note.
    """

    id: AdditionId
    entry: _EntryId
    text: str
    by: str
    added_on: datetime.date
    review_on: datetime.date | None = None
    stands_on: tuple[OwnLine, ...] = ()


class Correction(Record, frozen=True, kw_only=True):
    """A line of an entry that holds otherwise at this site.

    Attributes:
        id: Its id, at random.
        entry: Id of the entry.
        line: The national line.
        text: What holds here.
        why: Why.
        by: Who says so, in role words.
        added_on: The day, in UTC.
        review_on: By when somebody is to look at it again.
    """

    id: AdditionId
    entry: _EntryId
    line: OwnLine
    text: str
    why: str
    by: str
    added_on: datetime.date
    review_on: datetime.date | None = None


Addition = Note | Correction


class Body(Record, frozen=True, kw_only=True):
    """Everything that a site adds at one label.

    Attributes:
        format: Version of the format.
        site: Id of the site.
        label: The label.
        revision: How often it was written.
        notes: Notes on entries.
        corrections: Corrections of lines.
        contacts: Whom to ring.
        segment: The prebuilt search segment of the notes and corrections.
    """

    format: Annotated[int, msgspec.Meta(ge=1, le=1)] = 1
    site: str
    label: str
    revision: int = 0
    notes: Annotated[tuple[Note, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    corrections: Annotated[tuple[Correction, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    contacts: Annotated[tuple[LocalContact, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    segment: bytes = b""

    @property
    def additions(self) -> tuple[Addition, ...]:
        """The notes and corrections."""
        return (*self.corrections, *self.notes)


def new_addition_id() -> str:
    """Return an id that says nothing."""
    return secrets.token_hex(6)


def find_addition_mistakes(addition: Addition) -> list[Mistake]:
    """Return what is wrong with an addition by itself: field, reason and remedy."""
    long = {"text": addition.text}
    if isinstance(addition, Correction):
        long["why"] = addition.why
    mistakes = [
        mistake for name, text in long.items() for mistake in _judge(name, text, MOST_OF_TEXT)
    ]
    mistakes += _judge("by", addition.by, MOST_OF_NAME)
    if isinstance(addition, Correction) and addition.text == addition.line.text:
        remedy = "Say what holds at your site instead."
        mistakes.append(("text", "It says what the national line says.", remedy))
    if addition.review_on is not None and addition.review_on < addition.added_on:
        remedy = "Name a day after the one on which it was added."
        mistakes.append(("review_on", "The day of review comes before it was added.", remedy))
    return mistakes


def _judge(name: str, text: str, most: int) -> list[Mistake]:
    if not text.strip():
        return [(name, "There is no text.", "Write something.")]
    if len(text) > most:
        return [(name, "The text is too long.", f"Keep it to {most} characters.")]
    if CONTROL.search(text):
        return [(name, "The text holds a control character.", "Type it again.")]
    return []


def find_double_ids(additions: Sequence[Addition]) -> tuple[str, ...]:
    """Return the ids that several additions have."""
    seen: set[str] = set()
    double: dict[str, None] = {}
    for addition in additions:
        if addition.id in seen:
            double[addition.id] = None
        seen.add(addition.id)
    return tuple(double)
