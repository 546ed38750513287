"""What a reader of a lower clearance has of a session, as far as its owner has to know.

It is made anew from the sections that the reader opens; nothing of it is filtered. From it is
worked out what their note may be asked for, and what its author is told of it: what is left
out, what would leak, what comes out otherwise. The note itself is made by a process that never
had more open: see ``tear_line``.
"""

from __future__ import annotations

import msgspec

from advisor.advice import Answers, AnswerState, parse_answer
from advisor.catalogue.directory import Directory
from advisor.catalogue.local import LocalContact
from advisor.clearance import Clearance, Label
from advisor.errors import UsageError
from advisor.session import Session
from advisor.settings import UserSettings


def open_lower(session: Session, label: Label) -> Session:
    """Return the session that a reader of a clearance has, in the same place.

    Args:
        session: The author's.
        label: The clearance.

    Raises:
        UsageError: It is not one that the author has open.
    """
    if not session.clearance.dominates(label):
        raise UsageError(
            "You can make notes for a clearance that you have open yourself, or a lower one.",
            hint=f"You have {session.clearance.label} open. Sign in for more.",
        )
    return _open(session, label, session.settings.region, session.settings.force)


def open_for(
    session: Session,
    label: Label,
    region: str | None,
    force: str | None,
    local: tuple[LocalContact, ...],
) -> Session:
    """Return the session that a note was made from, with the site's contacts that it names.

    Args:
        session: Of whoever checks the note.
        label: The note's marking.
        region: The region that it is for.
        force: The force that it is for.
        local: Contacts of the site where it was made.

    Raises:
        UsageError: The marking is not one that is open here.
    """
    if not session.clearance.dominates(label):
        raise UsageError(
            f"This note is marked {label}, which is more than you have open.",
            hint="Sign in with an identity that was granted it.",
        )
    lower = _open(session, label, region, force)
    lower.directory = Directory(lower.catalogue, local)
    return lower


def _open(session: Session, label: Label, region: str | None, force: str | None) -> Session:
    clearance = Clearance(label)
    keys = {held: key for held, key in session.keys.items() if clearance.dominates(held)}
    lower = Session(
        session.catalogue.opened_at(clearance),
        session.trust,
        session.places,
        keys=keys,
        is_signed_in=bool(keys),
    )
    # All of the site's own contacts are OFFICIAL, those in its signed additions too.
    lower.directory = Directory(lower.catalogue, session.directory.local)
    lower.settings = msgspec.structs.replace(UserSettings(), region=region, force=force)
    return lower


def recorded(session: Session, answers: Answers, entries: tuple[str, ...]) -> Answers:
    """Return the answers that a note rests on, in the order of the questions.

    Left out is what the reader would rather not record, what this session does not ask or take,
    and what none of the entries' rules looks at.

    Args:
        session: Of the note's reader.
        answers: What was answered.
        entries: Ids of what the note is about.
    """
    asked = {
        name for one in entries if session.can_check(one) for name in session.advisor.facts_of(one)
    }
    readable = readable_answers(session, answers)
    return Answers({name: answer for name, answer in readable.items() if name in asked})


def readable_answers(session: Session, answers: Answers) -> Answers:
    """Return the answers that a session asks and takes, in the order of its questions.

    Left out is what the reader would rather not record.

    Args:
        session: Of the note's reader.
        answers: What was answered.
    """
    kept = Answers()
    for fact in session.catalogue.facts:
        answer = answers.get(fact.name)
        if fact.is_derived or answer is None or answer.state is AnswerState.WITHHELD:
            continue
        try:
            kept = kept.with_answer(fact.name, parse_answer(fact, str(answer)))
        except UsageError:
            continue  # a choice that this reader does not have is no answer of theirs
    return kept
