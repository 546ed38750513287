"""A note, a correction or a group of words, as it is kept, and what can be wrong with one."""

from __future__ import annotations

import datetime
import re
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
#: So many words and phrases stand at each side of a group.
MOST_OF_WORDS: Final = 20
#: So many of each are kept for one label; a site that has more needs a catalogue of its own.
MOST_OF_EACH: Final = 1000

MARK_BETWEEN: Final = ";"
_BETWEEN: Final = re.compile(r"[;\r\n]")

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


class WordGroup(Record, frozen=True, kw_only=True):
    """Words that people of this site type, and what the catalogue calls them.

    Attributes:
        id: Its id, at random.
        says: What people type: words and phrases.
        means: What the catalogue calls it, likewise.
        by: Who wrote it, in role words.
        added_on: The day, in UTC.
        review_on: By when somebody is to look at it again.
    """

    id: AdditionId
    says: tuple[str, ...]
    means: tuple[str, ...]
    by: str
    added_on: datetime.date
    review_on: datetime.date | None = None

    @property
    def text(self) -> str:
        """What it says, in words."""
        says, means = (", ".join(f"“{one}”" for one in side) for side in (self.says, self.means))
        return f"{says} {'means' if len(self.says) == 1 else 'mean'} {means}"


#: What stands on an entry.
EntryAddition = Note | Correction
Addition = EntryAddition | WordGroup


class Body(Record, frozen=True, kw_only=True):
    """Everything that a site adds at one label.

    Attributes:
        format: Version of the format.
        site: Id of the site.
        label: The label.
        revision: How often it was written.
        notes: Notes on entries.
        corrections: Corrections of lines.
        words: Groups of words that people type.
        contacts: Whom to ring.
        segment: The prebuilt search segment of the notes and corrections.
    """

    format: Annotated[int, msgspec.Meta(ge=1, le=1)] = 1
    site: str
    label: str
    revision: int = 0
    notes: Annotated[tuple[Note, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    corrections: Annotated[tuple[Correction, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    words: Annotated[tuple[WordGroup, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    contacts: Annotated[tuple[LocalContact, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()
    segment: bytes = b""

    @property
    def on_entries(self) -> tuple[EntryAddition, ...]:
        """The corrections and notes."""
        return (*self.corrections, *self.notes)

    @property
    def additions(self) -> tuple[Addition, ...]:
        """The corrections, notes and groups of words."""
        return (*self.on_entries, *self.words)


def new_addition_id() -> str:
    """Return an id that says nothing."""
    return secrets.token_hex(6)


def subject_of(addition: Addition) -> str:
    """Return what an addition is about: the id of its entry; for a group, that it is words."""
    return "site words" if isinstance(addition, WordGroup) else addition.entry


def find_addition_mistakes(addition: Addition) -> list[Mistake]:
    """Return what is wrong with an addition by itself: field, reason and remedy."""
    if isinstance(addition, WordGroup):
        mistakes = [*_judge_side("says", addition.says), *_judge_side("means", addition.means)]
    else:
        mistakes = _judge("text", addition.text, MOST_OF_TEXT)
    if isinstance(addition, Correction):
        mistakes += _judge("why", addition.why, MOST_OF_TEXT)
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


def _judge_side(name: str, words: Sequence[str]) -> list[Mistake]:
    """Return what is wrong with one side of a group, as far as its letters tell."""
    if not words:
        what = "what people type" if name == "says" else "what the catalogue calls it"
        return [(name, "There are no words.", f"Write {what}.")]
    if len(words) > MOST_OF_WORDS:
        reason = f"There are {len(words)} words and phrases."
        return [(name, reason, f"Keep it to {MOST_OF_WORDS}, or make two groups.")]
    if any(MARK_BETWEEN in text for text in words):
        return [(name, "A semicolon stands in a word.", "Put one between words, and in none.")]
    return [mistake for text in words for mistake in _judge(name, text, MOST_OF_NAME)][:1]


def split_words(text: str) -> tuple[str, ...]:
    """Return the words and phrases that somebody wrote, one a line or with semicolons between."""
    words = (" ".join(one.split()) for one in _BETWEEN.split(text))
    return tuple({one.casefold(): one for one in words if one}.values())


def find_double_ids(additions: Sequence[Addition]) -> tuple[str, ...]:
    """Return the ids that several additions have."""
    seen: set[str] = set()
    double: dict[str, None] = {}
    for addition in additions:
        if addition.id in seen:
            double[addition.id] = None
        seen.add(addition.id)
    return tuple(double)
