"""A referral: a reader's facts, not conclusions, for their ROCC to take on.

What the reader's own level ends with is “ask your ROCC”. The ROCC runs the same advisor over more,
so what they need is the answers, as they were typed.

Rules that this module keeps:
 * It holds answers, the reader's own words, where they work and what they looked at; no outcome.
   What they would rather not record is not in it.
 * It is marked as what it names; with the reader's own words, as all that is open to them.
 * It is sealed to one public key. Its length says nothing but the number of steps it fills.
 * Nothing that a file says is trusted: answers that this release does not take are told, and the
   rest is used.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from advisor.advice import Answers, AnswerState
from advisor.cases import LostAnswer, read_texts
from advisor.catalogue.record import Record
from advisor.clearance import Label, highest
from advisor.errors import UsageError
from advisor.notes.document import clean
from advisor.notes.errors import NoteError
from advisor.sealing.age import Identity, Recipient, seal, unseal
from advisor.sealing.errors import SealingError
from advisor.session import Session

#: The version of the format that this program writes, and the highest that it reads.
FORMAT: Final = 1
MAGIC: Final = b"\x89ADVREF\n"
MOST_BYTES: Final = 1_000_000
MOST_OF_WORDS: Final = 4000
MOST_OF_NAME: Final = 200
_STEP_BYTES: Final = 4096
_Name = Annotated[str, msgspec.Meta(max_length=MOST_OF_NAME)]
_Words = Annotated[str, msgspec.Meta(max_length=MOST_OF_WORDS)]


class Referral(Record, frozen=True, kw_only=True, omit_defaults=False):
    """A referral.

    Attributes:
        format: The version of the format.
        marking: Its marking.
        release: Number of the release that was answered on.
        made_on: The day, in UTC.
        answers: Answers as they are typed, by fact.
        about: The case in the reader's own words.
        by: Who asks: name, unit, how to reach them.
        region: Id of their region.
        force: Id of their force.
        looked_at: Ids of what they ask about.
    """

    format: Annotated[int, msgspec.Meta(ge=1)] = FORMAT
    marking: _Name
    release: Annotated[int, msgspec.Meta(ge=0)]
    made_on: datetime.date
    answers: Annotated[dict[_Name, _Name], msgspec.Meta(max_length=1000)]
    about: _Words = ""
    by: _Name = ""
    region: _Name | None = None
    force: _Name | None = None
    looked_at: Annotated[tuple[_Name, ...], msgspec.Meta(max_length=500)] = ()

    @property
    def label(self) -> Label:
        """Its marking.

        Raises:
            ValueError: It is none.
        """
        return Label.parse(self.marking)


class _Version(msgspec.Struct):
    """The one field that a newer version of the format has too."""

    format: int


@dataclass(frozen=True)
class Opened:
    """A referral that was opened on a release.

    Attributes:
        referral: What it says.
        answers: Those of its answers that this release takes.
        lost: Those that it does not.
        missing: Ids that it asks about and that are not here.
        is_newer: Whether it was answered on a newer release than the one that is open.
    """

    referral: Referral
    answers: Answers
    lost: tuple[LostAnswer, ...]
    missing: tuple[str, ...]
    is_newer: bool


def make_referral(
    session: Session,
    answers: Answers,
    made_on: datetime.date,
    *,
    about: str = "",
    by: str = "",
    looked_at: tuple[str, ...] = (),
) -> Referral:
    """Return the referral of what a reader answered.

    Args:
        session: The reader's.
        answers: What they answered.
        made_on: The day, in UTC.
        about: The case in their own words.
        by: Who they are.
        looked_at: Ids of what they ask about.

    Raises:
        NoSuchEntryError: One of these is not there for them.
        UsageError: A text is too long.
    """
    _verify_short(about, by)
    catalogue, where = session.catalogue, session.where
    entries = tuple(dict.fromkeys(catalogue.head(one).id for one in looked_at))
    kept = {
        name: str(answer)
        for name, answer in answers.items()
        if answer.state is not AnswerState.WITHHELD
    }
    places = [session.directory.label_of_place(one) for one in (where.region, where.force) if one]
    label = highest(
        [
            *(catalogue.label_of_fact(name) for name in kept),
            *(catalogue.label_of(one) for one in entries),
            *places,
        ]
    )
    return Referral(
        marking=str(label.join(session.clearance.label) if about.strip() or by.strip() else label),
        release=catalogue.release.release,
        made_on=made_on,
        answers=kept,
        about=about.strip(),
        by=clean(by),
        region=where.region,
        force=where.force,
        looked_at=entries,
    )


def _verify_short(about: str, by: str) -> None:
    for words, text, most in (("The case in words", about, MOST_OF_WORDS), ("The name", by, 200)):
        if len(text) > most:
            raise UsageError(f"{words} is too long.", hint=f"Keep it to {most} characters.")


def seal_referral(referral: Referral, recipient: Recipient) -> bytes:
    """Return what the file of a referral holds: for one person alone."""
    content = MAGIC + msgspec.json.encode(referral, order="deterministic")
    return seal(content.ljust(-(-len(content) // _STEP_BYTES) * _STEP_BYTES), (recipient,))


def open_referral(
    untrusted: bytes, name: str, session: Session, identity: Identity | None
) -> Opened:
    """Open a referral, for whoever it was sealed to.

    Args:
        untrusted: What the file holds.
        name: The file's name, for messages.
        session: Of whoever opens it.
        identity: Theirs; ``None`` where nobody signed in.

    Raises:
        NoteError: It is no referral, for somebody else, or of a newer version; it is marked
            higher than what is open.
    """
    referral = _decode(_unseal(untrusted, name, identity), name)
    if not session.clearance.dominates(referral.label):
        raise NoteError(
            f"“{name}” is marked higher than what you have open.",
            hint="Sign in with everything that you were granted.",
        )
    answers, lost = read_texts(referral.answers, session)
    missing = tuple(one for one in referral.looked_at if one not in session.catalogue)
    is_newer = referral.release > session.catalogue.release.release
    return Opened(referral, answers, lost, missing, is_newer)


def _unseal(untrusted: bytes, name: str, identity: Identity | None) -> bytes:
    if identity is None:
        raise NoteError(
            f"“{name}” is sealed.", hint="Name the identity that it was made for, with --identity."
        )
    if len(untrusted) > MOST_BYTES:
        raise NoteError(f"“{name}” is too large to be a referral.", hint="Name another file.")
    try:
        content = unseal(untrusted, (identity,))
    except SealingError as error:
        raise _not_one(name) from error
    if content is None:
        raise NoteError(
            f"“{name}” was not sealed to your identity.",
            hint="It may be for another ROCC, or for an earlier key of yours. Have it made again, "
            "for your public key.",
        )
    if not content.startswith(MAGIC):
        raise _not_one(name)
    return content.removeprefix(MAGIC)


def _decode(content: bytes, name: str) -> Referral:
    try:
        if msgspec.json.decode(content, type=_Version).format > FORMAT:
            raise NoteError(
                f"“{name}” was made by a newer version of this application.",
                hint="Open it with that version, or have the answers read out to you.",
            )
        referral = msgspec.json.decode(content, type=Referral)
        _ = referral.label
    except (ValueError, RecursionError) as error:
        raise _not_one(name) from error
    return referral


def _not_one(name: str) -> NoteError:
    return NoteError(f"“{name}” is not a referral, or is damaged.", hint="Have it sent again.")
