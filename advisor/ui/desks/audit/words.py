"""What records and findings are called on the screen."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from advisor.audit.chain import Anchor
from advisor.audit.record import Kind, Outcome, write_time
from advisor.audit.review import Row
from advisor.audit.verification import Verdict
from advisor.catalogue.wording import say_date
from advisor.errors import AdvisorError

_KINDS: Final[dict[str, str]] = {
    Kind.SIGN_IN: "Signed in",
    Kind.SIGN_IN_FAILED: "Sign-in refused",
    Kind.SIGN_OUT: "Signed out",
    Kind.ENTRY_VIEWED: "Entry opened",
    Kind.CHECK: "Access checked",
    Kind.EXPORT: "Exported",
    Kind.PRINT: "Printed",
    Kind.IMPORT: "Release imported",
    Kind.ROLLBACK: "Release rolled back",
    Kind.GRANT: "Label granted",
    Kind.REVOCATION: "Label revoked",
    Kind.POLICY_CHANGE: "Policy changed",
    Kind.SITE_SET_UP: "Site set up",
    Kind.IDENTITY_CREATED: "Identity made",
    Kind.IDENTITY_ROTATED: "Identity replaced",
    Kind.REGISTER_CHANGE: "Register changed",
    Kind.LOCAL_CHANGE: "Additions of the site changed",
}
_OUTCOMES: Final[dict[str, str]] = {
    Outcome.DONE: "Done",
    Outcome.REFUSED: "Refused",
    Outcome.FAILED: "Failed",
}
#: What stands where a record has nothing, or where it is not sealed to who reads it.
NOTHING: Final = "–"
#: Public keys have 62 characters.
_LONG: Final = re.compile(r"(\S{32})(?=\S)")
_BUG: Final = "Something went wrong inside the application."


def say_kind(kind: str) -> str:
    """Return what was done; a newer version may have kinds that this one does not know."""
    return _KINDS.get(kind, kind)


def say_outcome(outcome: str) -> str:
    """Return what became of it."""
    return _OUTCOMES.get(outcome, NOTHING)


def say_zone(at: datetime) -> str:
    """Return how far a clock is from UTC, such as ``UTC+01:00``."""
    minutes = int((offset.total_seconds() if (offset := at.utcoffset()) else 0) // 60)
    sign, (hours, rest) = "+" if minutes >= 0 else "-", divmod(abs(minutes), 60)
    return f"UTC{sign}{hours:02}:{rest:02}" if minutes else "UTC"


def say_time(at: datetime) -> str:
    """Return a day and a time, as clocks of ours show them."""
    return f"{say_date(at.date())}, {at:%H:%M:%S}"


def say_record(row: Row) -> list[tuple[str, str]]:
    """Return everything that a record says, each with its label."""
    record = row.record
    found = [
        ("Number", f"{record.number}, in log {record.log}"),
        ("Time", f"{say_time(row.at)} {say_zone(row.at)}, recorded as {write_time(record.at)}"),
        ("Kind", f"{say_kind(record.kind)} ({record.kind})"),
    ]
    anchor = "Anchor", str(Anchor.of(record.log, record.number, record.hash))
    details = record.details
    if details is None:
        sealed = "Not sealed to this identity: who, what, with which label and what became of it."
        return [*found, ("Details", sealed), anchor]
    texts = (details.who, details.subject, details.label)
    named = zip(("Who", "Subject", "Label"), texts, strict=True)
    found += [(name, _break(text) or NOTHING) for name, text in named]
    found += [("Outcome", say_outcome(row.outcome)), ("Note", _break(details.note) or NOTHING)]
    return [*found, anchor]


def _break(text: str) -> str:
    """Return a text with line ends in what is too long for a line and has no spaces."""
    return _LONG.sub(r"\1\n", text)


def say_verdict(verdict: Verdict) -> str:
    """Return what a check found of a log, in a sentence or two."""
    lines = f"Log {verdict.log}, lines: {verdict.lines}."
    if not verdict.is_sound:
        return f"{lines} Not as it was written. Findings: {len(verdict.findings)}."
    how = "with the first key" if verdict.is_keyed else "without the first key"
    return f"{lines} Nothing is wrong with it, checked {how}."


def say_error(error: Exception) -> str:
    """Return what happened and what to do now."""
    if not isinstance(error, AdvisorError):
        return _BUG
    return f"{error.message} {error.hint or ''}".rstrip()
