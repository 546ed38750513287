"""The last look before a note goes out: what the ROCC sees, what the asker gets, what is left out.

Rules that this module keeps:
 * The asker's note is made by a process that opens what their clearance does, in their region;
   nothing is taken out of a higher one.
 * What is left out is told to the ROCC alone.
 * A note goes out only when every hit of the leak check was mended, or confirmed by name.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec

from advisor.advice import Answers
from advisor.cases import read_answers
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.clearance import OFFICIAL, Label
from advisor.enquiries.enquiry import Enquiry
from advisor.enquiries.errors import EnquiryError
from advisor.enquiries.leak_check import Hit, LeakCheck
from advisor.notes import Note, Wanted, make_note
from advisor.notes.lowering import open_lower
from advisor.notes.tear_line import make_note_for
from advisor.session import Session

_MOST_SHOWN = 60
#: How much is done once the ROCC's own note is made, and once the asker's is, in per cent.
_OF_OWN, _OF_CHECK = 50, 90
_CHECKING: Final = "Looking for what occurs only above, notes"


@dataclass(frozen=True)
class LeftOut:
    """Something that the asker is not told.

    Attributes:
        what: What kind of thing it is, in a word or two.
        words: Its name, or how it begins.
        label: What a reader must hold.
    """

    what: str
    words: str
    label: Label


@dataclass(frozen=True)
class FinalLook:
    """What is looked at before a note goes out.

    Attributes:
        own: The note as the ROCC would read it.
        theirs: The note for the asker.
        left_out: What the asker is not told.
        hits: What stands in it and occurs above the asker's clearance alone.
        check: Checks a file's name too, once that is chosen.
    """

    own: Note
    theirs: Note
    left_out: tuple[LeftOut, ...]
    hits: tuple[Hit, ...]
    check: LeakCheck = field(repr=False)

    def hits_with(self, file_name: str) -> tuple[Hit, ...]:
        """Return the hits of the note, and of the file's name that was chosen for it."""
        return (*self.hits, *self.check.in_file_name(file_name))


def look(
    session: Session, enquiry: Enquiry, day: datetime.date, progress: Progress = tell_nobody
) -> FinalLook:
    """Return what is looked at before the note on an enquiry goes out.

    Args:
        session: The ROCC's.
        enquiry: The enquiry.
        day: The day that the note is made on.
        progress: Told how far it is; what it raises, such as ``CancelledError``, ends it.

    Raises:
        NoteError: The process that makes the asker's note made none.
        EnquiryError: Nothing is chosen that the asker may know of.
        UsageError: The asker's clearance is not open to the ROCC.
    """
    there = at_place(session, enquiry)
    lower = open_lower(there, enquiry.asker)
    answers = read_answers(enquiry, session)[0]
    known = tuple(name for name in enquiry.tactics if name in there.catalogue)
    theirs = tuple(name for name in known if name in lower.catalogue)
    if not known:
        raise EnquiryError(
            "No tactic is chosen yet, so there is nothing to advise.",
            hint="Choose at least one, and make the note again.",
        )
    if not theirs:
        raise EnquiryError(
            "The asker may know of nothing that is chosen, so there is no note for them.",
            hint=f"Choose something that a reader of {enquiry.asker} has, or answer in person.",
        )
    own = make_note(there, wanted_for(enquiry, known, answers, day), progress)
    wanted = wanted_for(enquiry, theirs, answers, day)
    note = make_note_for(there, wanted, enquiry.asker, progress)
    progress(_CHECKING, 0, 1)
    check = LeakCheck.between(there, lower)
    left_out = tuple(_left_out(there, lower, enquiry, answers))
    numbers = [
        number
        for number, one in enumerate(enquiry.words, start=1)
        if lower.clearance.dominates(one.label)
    ]
    return FinalLook(own, note, left_out, check.in_note(note, numbers), check)


def look_in_steps(
    session: Session, enquiry: Enquiry, day: datetime.date, tell: Callable[[int], None]
) -> FinalLook:
    """Return the same, telling how much of it is done, in per cent; errors as for ``look``.

    Args:
        session: The ROCC's.
        enquiry: The enquiry.
        day: The day that the note is made on.
        tell: Told how much; what it raises, such as ``CancelledError``, ends it.
    """
    most = 0

    def progress(what: str, done: int, of: int) -> None:
        nonlocal most
        share = _OF_CHECK if what == _CHECKING else _OF_OWN * done // max(1, of)
        most = max(most, share)
        tell(most)

    return look(session, enquiry, day, progress)


def at_place(session: Session, enquiry: Enquiry) -> Session:
    """Return the ROCC's session in the asker's region and force, for whom to ring there."""
    there = copy.copy(session)
    there.settings = msgspec.structs.replace(
        session.settings, region=enquiry.region, force=enquiry.force
    )
    return there


def open_for_asker(session: Session, enquiry: Enquiry, clearance: str = "") -> Session:
    """Return the session of whoever asks.

    Args:
        session: The ROCC's.
        enquiry: The enquiry.
        clearance: Theirs, where it is not the one that the enquiry has now.

    Raises:
        UsageError: It is not open to the ROCC.
    """
    label = Label.parse(clearance) if clearance else enquiry.asker
    return open_lower(at_place(session, enquiry), label)


def wanted_for(
    enquiry: Enquiry, entries: tuple[str, ...], answers: Answers, day: datetime.date
) -> Wanted:
    """Return what a note on an enquiry is to be about.

    Args:
        enquiry: The enquiry.
        entries: Ids of what its reader may know of.
        answers: What was answered.
        day: The day that it is made on.
    """
    return Wanted(
        entries,
        answers,
        day,
        author=enquiry.author,
        author_label=Label.parse(enquiry.author_marking),
        words=enquiry.words,
    )


def _left_out(
    session: Session, lower: Session, enquiry: Enquiry, answers: Answers
) -> Iterator[LeftOut]:
    catalogue = session.catalogue
    for name in enquiry.tactics:
        if name in catalogue and name not in lower.catalogue:
            yield LeftOut("Tactic", catalogue.head(name).title, catalogue.label_of(name))
        elif name not in catalogue:
            yield LeftOut("Tactic", f"{name}, which is not in this release", OFFICIAL)
    for one in enquiry.words:
        if not lower.clearance.dominates(one.label):
            yield LeftOut("Paragraph", _shorten(one.text), one.label)
    author = Label.parse(enquiry.author_marking)
    if enquiry.author and not lower.clearance.dominates(author):
        yield LeftOut("Author", enquiry.author, author)
    asked = {fact.name for fact in lower.catalogue.facts}
    for fact in catalogue.facts:
        if fact.name not in asked and answers.get(fact.name) is not None:
            yield LeftOut("Fact", fact.subject, catalogue.label_of_fact(fact.name))


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN].rstrip()}…"


def verify_confirmed(hits: Collection[Hit], confirmed: Collection[str]) -> None:
    """Verify that every hit was confirmed by name.

    Args:
        hits: The hits.
        confirmed: What was confirmed, as a hit names it.

    Raises:
        EnquiryError: One was not.
    """
    said = {text.casefold().strip() for text in confirmed}
    open_hits = [hit for hit in hits if hit.text.casefold() not in said]
    if open_hits:
        first = open_hits[0]
        raise EnquiryError(
            f"{len(open_hits)} of what the note says occurs only above its reader: "
            f"“{first.text}” in {first.place}.",
            hint="Mend it and look again, or confirm each by name.",
        )
