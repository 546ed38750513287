"""What the window says of saved cases."""

from __future__ import annotations

from datetime import datetime

from advisor.advice import Outcome, parse_answer
from advisor.cases import Case, Changes
from advisor.cases.shelf import Kept, Shelf
from advisor.catalogue.wording import say_date
from advisor.errors import UsageError
from advisor.session import Session
from advisor.ui.advice.words import SHORT, say_answer

_KEPT_PLAIN = (
    "Kept in your own folder, not sealed: whoever can read that folder can read them. "
    "To keep cases sealed, sign in."
)
_KEPT_SEALED = "Sealed for you. A case opens only where all that is open now is open again."


def say_keeping(shelf: Shelf) -> str:
    """Return how cases are kept."""
    return _KEPT_SEALED if shelf.is_sealed else _KEPT_PLAIN


def say_moment(moment: datetime) -> str:
    """Return a time as readers write it where they are, such as ``3 June 2026, 14:05``."""
    local = moment.astimezone()
    return f"{say_date(local.date())}, {local:%H:%M}"


def say_when(kept: Kept, *, is_open: bool) -> str:
    """Return when a case was saved last, and whether it is open, in a few words."""
    saved = say_date(kept.case.changed_at.astimezone().date())
    return f"open · {saved}" if is_open else saved


def say_release(case: Case, session: Session) -> str:
    """Return the release that a case was answered on, and whether it is the open one."""
    now = session.catalogue.release.release
    if case.release == now:
        return f"{now}, which is open now"
    return f"{case.release}; release {now} is open now"


def say_in_short(kept: Kept) -> str:
    """Return what a case holds, in a line."""
    case = kept.case
    parts = [f"Answers: {len(case.answers)}", f"Looked at: {len(case.looked_at)}"]
    return " · ".join([*parts, *([case.description] if case.description else [])])


def say_outcome(outcome: str) -> str:
    """Return an outcome as it is kept, in words."""
    return SHORT[Outcome(outcome)] if outcome in set(Outcome) else outcome


def say_answers(case: Case, session: Session) -> list[tuple[str, str]]:
    """Return what was asked and what was answered, as far as it is asked here."""
    said = []
    for fact in session.catalogue.facts:
        text = case.answers.get(fact.name)
        if text is None or fact.is_derived:
            continue
        try:
            said.append((fact.subject, say_answer(fact, parse_answer(fact, text))))
        except UsageError:
            continue  # named among what this release cannot take
    return said


def say_changes(changes: Changes, session: Session) -> list[str]:
    """Return what changed since a case was saved, a sentence or two each."""
    said = [f"{lost} It stays in the case." for lost in changes.lost]
    for one in changes.outcomes:
        title = session.catalogue.head(one.capability).title
        before, after = say_outcome(one.before), SHORT[one.after]
        why = " ".join(one.because[:2])
        rules = " Its rules changed." if one.has_new_rules else ""
        said.append(f"{title}: {before} then, {after} now.{rules} {why}".rstrip())
    said += [f"New question: {fact.text}" for fact in changes.new_questions]
    said += [f"“{entry_id}” cannot be checked here any more." for entry_id in changes.gone]
    return said
