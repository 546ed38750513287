"""Enquiries and notes that come out otherwise on the release that is open.

Rules that this module keeps:
 * Each is tried again with the facts that are kept, an enquiry as its ROCC sees it and a note
   as its reader does.
 * A rule is told before and after, in words, as far as they were kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.cases import Seen, find_changes, read_answers
from advisor.cases.case import see
from advisor.enquiries.editing import say_rules
from advisor.enquiries.enquiry import Enquiry, NoteMade
from advisor.enquiries.final_look import open_for_asker
from advisor.errors import AdvisorError
from advisor.notes.lowering import recorded
from advisor.session import Session


@dataclass(frozen=True)
class Retried:
    """Something that comes out otherwise.

    Attributes:
        enquiry: The enquiry.
        note: The note that was given out; ``None`` where the ROCC's own look changed.
        entry_id: What it is about.
        title: Its name; its id, where it is not there any more.
        before: The outcome then, in the word that scripts rely on.
        after: The outcome now; ``gone`` where it cannot be checked any more.
        rules_before: Lines of the rules that are not there any more.
        rules_after: Lines that are new.
        because: What the outcome rests on now, in plain words.
    """

    enquiry: Enquiry
    note: NoteMade | None
    entry_id: str
    title: str
    before: str
    after: str
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]
    because: tuple[str, ...] = ()


#: In place of an outcome, of what cannot be checked any more.
GONE = "gone"


def retry_all(enquiries: Iterable[Enquiry], session: Session) -> tuple[Retried, ...]:
    """Return what comes out otherwise of all enquiries that are not done.

    Args:
        enquiries: The enquiries.
        session: The ROCC's.
    """
    waiting = (enquiry for enquiry in enquiries if not enquiry.is_done)
    return tuple(one for enquiry in waiting for one in retry(enquiry, session))


def retry(enquiry: Enquiry, session: Session) -> Iterator[Retried]:
    """Yield what comes out otherwise of an enquiry and of the notes that were given out on it."""
    changes = find_changes(enquiry, session)
    for one in changes.outcomes:
        rules = _compare_rules(session, one.capability, enquiry.rules)
        yield Retried(
            enquiry,
            None,
            one.capability,
            session.catalogue.head(one.capability).title,
            one.before,
            one.after.value,
            *rules,
            one.because,
        )
    for name in changes.gone:
        before = enquiry.looked_at[name].outcome
        yield Retried(enquiry, None, name, name, before, GONE, enquiry.rules.get(name, ()), ())
    for note in enquiry.notes:
        yield from _retry_note(enquiry, note, session)


def _retry_note(enquiry: Enquiry, note: NoteMade, session: Session) -> Iterator[Retried]:
    try:
        lower = open_for_asker(session, enquiry, note.clearance)
    except AdvisorError:
        return  # made with more open than now, where it will be tried again
    answers = recorded(lower, read_answers(enquiry, session)[0], tuple(note.seen))
    for name, seen in note.seen.items():
        after, title = GONE, name
        rules: tuple[tuple[str, ...], tuple[str, ...]] = (note.rules.get(name, ()), ())
        if lower.can_check(name):
            after = see(lower, name, lower.check(name, answers)).outcome
            title = lower.catalogue.head(name).title
            rules = _compare_rules(lower, name, note.rules)
        if after != seen.outcome:
            yield Retried(enquiry, note, name, title, seen.outcome, after, *rules)


def _compare_rules(
    session: Session, name: str, kept: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of rules that went, and those that came."""
    before, after = kept.get(name, ()), say_rules(session, name)
    return (
        tuple(line for line in before if not _has(after, line)),
        tuple(line for line in after if not _has(before, line)) if before else (),
    )


def _has(lines: Iterable[str], line: str) -> bool:
    """Say whether a line is among others; earlier versions kept it without when it holds."""
    return any(line == one or _without_condition(line) == one for one in lines) or any(
        _without_condition(one) == line for one in lines
    )


def _without_condition(line: str) -> str:
    return line.split(" [", 1)[0]


def seen_by(session: Session, names: Iterable[str], enquiry: Enquiry) -> dict[str, Seen]:
    """Return how things stand for a reader, for a note that is given out to be tried again.

    Args:
        session: The reader's.
        names: Ids of the things.
        enquiry: Whose facts count.
    """
    known = tuple(name for name in names if session.can_check(name))
    answers = recorded(session, read_answers(enquiry, session)[0], known)
    return {name: see(session, name, session.check(name, answers)) for name in known}
