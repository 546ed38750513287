"""Taking down an enquiry and changing it.

Rules that this module keeps:
 * Whatever is kept is checked here: nothing is marked above what is open, no tactic is unknown.
 * A paragraph's marking is that of the highest it draws on, until its author says another.
 * Whenever it is kept, how each tactic stands and its rules in words are kept with it, so that
   a later release can be compared.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import msgspec

from advisor.advice import Answers
from advisor.cases import make_case, read_answers
from advisor.cases.rule_words import rule_words
from advisor.catalogue.access import Access
from advisor.catalogue.directory import Whereabouts
from advisor.clearance import OFFICIAL, Label, highest
from advisor.enquiries.enquiry import MOST_OF_LINE, MOST_PARAGRAPHS, MOST_TACTICS, Enquiry, Status
from advisor.enquiries.errors import EnquiryError
from advisor.notes import OwnWords
from advisor.notes.citing import Sources
from advisor.notes.document import clean
from advisor.notes.marking import chapter_label
from advisor.notes.recipe import MOST_OF_WORDS
from advisor.session import Session

_LINES = ("unit", "author")


def open_enquiry(
    name: str, session: Session, answers: Answers, *, now: datetime.datetime | None = None
) -> Enquiry:
    """Return a new enquiry, for the ROCC's own region.

    Args:
        name: The name of the operation.
        session: The ROCC's.
        answers: What is known; what is withheld is left out.
        now: The time.

    Raises:
        CaseError: The name cannot be kept.
    """
    case = make_case(name, session, answers, now=now)
    where = session.where
    fields = {field: getattr(case, field) for field in case.__struct_fields__ if field != "format"}
    return Enquiry(**fields, region=where.region, force=where.force)


def change(
    enquiry: Enquiry,
    session: Session,
    *,
    answers: Answers | None = None,
    now: datetime.datetime | None = None,
    **changed: Any,
) -> Enquiry:
    """Return an enquiry with something changed, checked, and looked at anew.

    Args:
        enquiry: The enquiry.
        session: The ROCC's.
        answers: What is known now; as before, where ``None``.
        now: The time.
        changed: Fields of the enquiry, by name.

    Raises:
        CaseError: The name or the description cannot be kept.
        EnquiryError: Anything else cannot.
        NoSuchEntryError: There is no such tactic for this reader.
    """
    moment = now or datetime.datetime.now(datetime.UTC)
    wanted = msgspec.structs.replace(enquiry, **_tidy(changed))
    _verify(enquiry, wanted, session)
    known = read_answers(enquiry, session)[0] if answers is None else answers
    case = make_case(
        wanted.name,
        session,
        known,
        description=wanted.description,
        looked_at=wanted.tactics,
        before=enquiry,
        now=moment,
    )
    is_done = wanted.status in {Status.DECLINED, Status.CLOSED}
    return msgspec.structs.replace(
        wanted,
        name=case.name,
        answers=case.answers,
        looked_at={name: one for name, one in case.looked_at.items() if name in wanted.tactics},
        rules=_rules(enquiry, wanted, session),
        release=case.release,
        changed_at=moment,
        closed_at=(wanted.closed_at or moment) if is_done else None,
    )


def _rules(before: Enquiry, wanted: Enquiry, session: Session) -> dict[str, tuple[str, ...]]:
    """Return the rules of what was chosen; as they were, of what is not there any more."""
    return {
        name: say_rules(session, name) if session.can_check(name) else before.rules.get(name, ())
        for name in wanted.tactics
    }


def say_rules(session: Session, entry_id: str) -> tuple[str, ...]:
    """Return the rules of something in words, a line each, as its reader can read them.

    Args:
        session: The reader's.
        entry_id: Id of an entry with access rules.
    """
    access = session.catalogue.entry(entry_id).find("access")
    if not isinstance(access, Access):
        return ()
    words = rule_words(access, session.catalogue.facts)
    lines = (text for path, text in words.items() if not path.startswith("facts["))
    return tuple(dict.fromkeys(lines))


def _tidy(changed: dict[str, Any]) -> dict[str, Any]:
    """Return fields as they are kept; lines on one line, with nothing that acts."""
    tidied: dict[str, Any] = {name: clean(changed[name]) for name in _LINES if name in changed}
    for name, text in tidied.items():
        if len(text) > MOST_OF_LINE:
            raise EnquiryError(
                f"What stands for “{name}” is too long.",
                hint=f"Keep it to {MOST_OF_LINE} characters.",
            )
    if "tactics" in changed:
        tidied["tactics"] = tuple(dict.fromkeys(changed["tactics"]))
    return {**changed, **tidied}


def _verify(before: Enquiry, wanted: Enquiry, session: Session) -> None:
    """Verify what was changed; what an older release left in it is nobody's mistake now.

    Raises:
        EnquiryError: It cannot be kept so.
        NoSuchEntryError: There is no such tactic for this reader.
    """
    for name in wanted.tactics:
        if name not in before.tactics:
            session.catalogue.head(name)
    if len(wanted.tactics) > MOST_TACTICS or len(wanted.words) > MOST_PARAGRAPHS:
        raise EnquiryError(
            f"An enquiry takes {MOST_TACTICS} tactics and {MOST_PARAGRAPHS} paragraphs at most.",
            hint="Take some out, or start another enquiry.",
        )
    for one in wanted.words:
        if len(one.text) > MOST_OF_WORDS:
            raise EnquiryError(
                "A paragraph is too long.", hint=f"Keep each to {MOST_OF_WORDS} characters."
            )
    markings = [wanted.asker, Label.parse(wanted.author_marking), *(w.label for w in wanted.words)]
    for label in markings:
        if not session.clearance.dominates(label):
            raise EnquiryError(
                f"You cannot mark anything {label}: you have {session.clearance.label} open.",
                hint="Sign in for more, or choose a lower marking.",
            )


def find_place(session: Session, region: str, force: str) -> Whereabouts:
    """Return where somebody asks from.

    Args:
        session: The ROCC's.
        region: The region's name or id; empty where only the force is named.
        force: The force's; empty where there is none.

    Raises:
        UsageError: There is no such place for this reader.
    """
    if force.strip():
        return session.directory.find_force(force)
    return session.directory.find_region(region) if region.strip() else Whereabouts()


def marking_drawn_on(session: Session, tactics: Iterable[str]) -> Label:
    """Return the highest marking of what a paragraph draws on, as its author sees it.

    Args:
        session: The ROCC's.
        tactics: Ids of what it draws on; those that are not there any more count for all.
    """
    labels = [OFFICIAL]
    for name in tactics:
        if name not in session.catalogue:
            labels.append(session.clearance.label)
            continue
        entry, sources = session.catalogue.entry(name), Sources(session)
        sources.cite(citation.source for citation in entry.citations)
        labels.append(chapter_label(session, entry, sources))
    return highest(labels)


def with_words(enquiry: Enquiry, session: Session, text: str, label: Label | None) -> Enquiry:
    """Return an enquiry with one more paragraph of the ROCC's own.

    Args:
        enquiry: The enquiry.
        session: The ROCC's.
        text: What it says.
        label: Its marking; the highest that the enquiry's tactics draw on, where ``None``.

    Raises:
        EnquiryError: It cannot be kept so.
    """
    if not clean(text):
        raise EnquiryError("The paragraph says nothing.", hint="Write what you want to add.")
    marking = label or marking_drawn_on(session, enquiry.tactics)
    words = OwnWords(marking=str(marking), text=clean(text))
    return change(enquiry, session, words=(*enquiry.words, words))
