"""A slip: which line is wrong, and why, as a file or as a text to read out.

Rules that this module keeps:
 * What is quoted is what the reader can see of the line, and nothing beside it.
 * A slip is marked at least as high as what it quotes. Unless its reader says otherwise it is
   marked as high as all that they can read of the entry, because they write about that; they
   can mark it as high as all that is open to them.
 * Every text in it is short, and nothing in it acts: control characters are taken out, both when
   it is written and when it is read.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec

from advisor.catalogue.entry import Entry
from advisor.catalogue.quoting import CONTROL
from advisor.catalogue.record import Record
from advisor.clearance import Label, by_height, highest
from advisor.errors import AdvisorError, UsageError
from advisor.session import Session
from advisor.slips.code import MOST_RELEASE, Code, spell
from advisor.slips.line import MOST_OF_LINE, Line, entry_lines

FORMAT: Final = 1
MOST_OF_SAYS: Final = 2000
MOST_OF_NAME: Final = 200
_Text = Annotated[str, msgspec.Meta(max_length=MOST_OF_SAYS)]
_Short = Annotated[str, msgspec.Meta(max_length=MOST_OF_NAME)]
_Quote = Annotated[str, msgspec.Meta(max_length=MOST_OF_LINE)]


class Said(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the reader says, in their own words.

    Attributes:
        wrong: What is wrong.
        right: What they think is right; empty where they do not say.
        known_from: How they know.
        by: Who they are: name, unit.
    """

    wrong: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_OF_SAYS)]
    right: _Text = ""
    known_from: _Text = ""
    by: _Short = ""


class Slip(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A reader's slip about one line, as its file holds it.

    Attributes:
        format: Number of the file's format.
        marking: The slip's own marking.
        code: The code of the line.
        release: Number of the release that was read.
        entry: Id of the entry.
        title: Its name then.
        part: The part of the entry that the line stands in.
        heading: What stands above or before the line.
        quoted: The line as it stood.
        said: What the reader says about it.
        written_on: The day.
    """

    format: Annotated[int, msgspec.Meta(ge=1, le=FORMAT)]
    marking: _Short
    code: _Short
    release: Annotated[int, msgspec.Meta(ge=0, le=MOST_RELEASE)]
    entry: _Short
    title: _Quote
    part: _Short
    heading: _Short
    quoted: _Quote
    said: Said
    written_on: datetime.date

    @property
    def label(self) -> Label:
        """The slip's marking.

        Raises:
            ValueError: It is none.
        """
        return Label.parse(self.marking)

    @property
    def code_of_line(self) -> Code:
        """The code of what it quotes."""
        return Code.of(self.release, self.entry, (self.part, self.heading, self.quoted))


@dataclass(frozen=True)
class _Field:
    """A text of the reader's: what it is called, and how long it may be."""

    words: str
    most: int


_FIELDS: Final = {
    "wrong": _Field("What is wrong", MOST_OF_SAYS),
    "right": _Field("What is right", MOST_OF_SAYS),
    "known_from": _Field("How you know", MOST_OF_SAYS),
    "by": _Field("Who you are", MOST_OF_NAME),
}


def make_slip(
    session: Session,
    entry: Entry,
    line: Line,
    said: Said,
    *,
    today: datetime.date,
    marking: Label | None = None,
) -> Slip:
    """Return the slip about a line.

    Args:
        session: Whose reader writes it.
        entry: The entry, as they see it.
        line: One of its lines.
        said: What they say.
        today: The day it is written on.
        marking: How it is marked; as high as all they can read of the entry, where ``None``.

    Raises:
        UsageError: Nothing is said, something is too long, or the marking is too low or too high.
    """
    label = choose_marking(session, entry, line, marking)
    release = session.catalogue.release.release
    return Slip(
        format=FORMAT,
        marking=str(label),
        code=str(Code.of(release, entry.id, line.identity)),
        release=release,
        entry=entry.id,
        title=entry.head.title,
        part=line.part,
        heading=line.heading,
        quoted=line.text,
        said=_tidy(said),
        written_on=today,
    )


def markings_for(session: Session, entry: Entry, line: Line) -> tuple[Label, ...]:
    """Return how a slip about a line can be marked, the lowest first, each once.

    As what it quotes; as all that can be read of the entry; as all that is open.
    """
    quoted = entry.label.join(line.label)
    whole = highest(each.label for each in entry_lines(session, entry)).join(quoted)
    everything = session.clearance.label.join(whole)
    return tuple(sorted({quoted, whole, everything}, key=by_height))


def choose_marking(
    session: Session, entry: Entry, line: Line, marking: Label | None = None
) -> Label:
    """Return how a slip about a line is marked.

    Raises:
        UsageError: The marking that was asked for is lower than what is quoted, or higher than
            what is open.
    """
    quoted = entry.label.join(line.label)
    if marking is None:
        return highest(each.label for each in entry_lines(session, entry)).join(quoted)
    if marking.dominates(quoted) and session.clearance.label.join(quoted).dominates(marking):
        return marking
    can = ", ".join(str(label) for label in markings_for(session, entry, line))
    raise UsageError(f"A slip about this line cannot be marked {marking}.", hint=f"It can: {can}.")


def _tidy(said: Said) -> Said:
    """Return what is said without what acts, each text within its length.

    Raises:
        UsageError: Nothing is said, or a text is too long.
    """
    texts = {name: strip(getattr(said, name)).strip() for name in _FIELDS}
    if not texts["wrong"]:
        raise UsageError("Say what is wrong.", hint="A few words are enough.")
    for name, field in _FIELDS.items():
        if len(texts[name]) > field.most:
            raise UsageError(
                f"“{field.words}” is too long: {len(texts[name])} characters.",
                hint=f"Keep it to {field.most} characters.",
            )
    texts["by"] = " ".join(texts["by"].split())
    return Said(**texts)


def strip(text: str) -> str:
    """Return a text without characters that act; what parts lines stays."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def strip_all(value: Any) -> Any:
    """Return data as it was read, with every text in it stripped."""
    if isinstance(value, str):
        return strip(value)
    if isinstance(value, dict):
        return {strip(str(name)): strip_all(item) for name, item in value.items()}
    return [strip_all(item) for item in value] if isinstance(value, list) else value


def verify_may_be_written(session: Session, slip: Slip) -> None:
    """Verify that the site lets a slip be written to a file.

    Raises:
        AdvisorError: It is marked higher than the policy allows.
    """
    if not session.policy.allows_exporting(slip.label):
        raise AdvisorError(
            f"Your organisation lets files up to {session.policy.export_up_to} be written, and "
            f"this is {slip.label}.",
            hint="Nothing was written. Read its code out, on a line that may carry that marking.",
        )


def write_slip(slip: Slip) -> bytes:
    """Return what the file of a slip holds: JSON, in UTF-8."""
    return msgspec.json.format(msgspec.json.encode(slip)) + b"\n"


def say_slip(slip: Slip) -> str:
    """Return a slip as a text to read out or to copy, with its marking above and below."""
    lines = [
        slip.marking,
        "",
        f"A mistake in the catalogue, release {slip.release}",
        f"Code: {slip.code}",
        f"Say it: {spell(slip.code_of_line)}",
        f"Entry: {slip.title}",
        f"{slip.heading}: {slip.quoted}",
        f"What is wrong: {slip.said.wrong}",
        *(f"{words}: {text}" for words, text in _said_further(slip.said) if text),
        "",
        slip.marking,
    ]
    return "\n".join(lines) + "\n"


def _said_further(said: Said) -> tuple[tuple[str, str], ...]:
    return (
        ("What is right", said.right),
        ("How they know", said.known_from),
        ("From", said.by),
    )
