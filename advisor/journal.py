"""What a signed-in reader does that the site's auditor must be able to see.

Signing in and failing to, entries above OFFICIAL that were opened, access checks, what was
written, printed or copied, and the end. Where no site was set up there is no auditor, and
nothing is recorded.

Rules that this module keeps:
 * It is recorded first. Where that fails, ``AuditError`` is raised and the deed is not done;
   only leaving is never refused.
 * No answer, no query and nothing that is read at OFFICIAL is in it, but for the id of a
   capability that was checked.
 * An entry is recorded once a session, however often it is opened.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from advisor.audit.errors import AuditError
from advisor.audit.log import AuditLog
from advisor.audit.record import Details, Kind, Outcome
from advisor.catalogue.entry import Entry
from advisor.clearance import OFFICIAL, Label
from advisor.people.recording import find_account, open_log
from advisor.people.site import find_site
from advisor.settings import Places


def read_clock() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


class Journal:
    """What one reader does in one session.

    Args:
        log: Where it is recorded; nowhere, where ``None``.
        who: Whose deeds they are, for the auditor.
    """

    def __init__(self, log: AuditLog | None = None, who: str = "") -> None:
        self._log = log
        self._who = who
        self._told: set[tuple[Kind, str]] = set()

    @classmethod
    def open(cls, places: Places, who: str, clock: Callable[[], datetime] = read_clock) -> Journal:
        """Open the journal of this account, if the site has an auditor.

        Args:
            places: The site and home folders.
            who: Whose deeds they are, from ``name_reader``.
            clock: Tells the time.

        Raises:
            AuditError: Nothing can be recorded.
            DamagedSiteError: Nobody can tell whether the site has an auditor.
        """
        site = find_site(places.site)
        log = None if site is None else open_log(places, site.auditor_key, clock)
        return cls(log, who)

    @property
    def who(self) -> str:
        """Whose deeds are recorded."""
        return self._who

    def sign_in(self, label: Label) -> None:
        """Record that the reader signs in, to what they opened.

        Raises:
            AuditError: It cannot be recorded.
        """
        self._record(Kind.SIGN_IN, Details(label=str(label)))

    def fail_to_sign_in(self, path: Path, reason: str) -> None:
        """Record that somebody tried to sign in and could not.

        Args:
            path: The identity file.
            reason: Why, in words of ours.

        Raises:
            AuditError: It cannot be recorded.
        """
        details = Details(subject=path.name, outcome=Outcome.REFUSED, note=reason)
        self._record(Kind.SIGN_IN_FAILED, details)

    def view(self, entry: Entry) -> None:
        """Record that an entry is opened, if any of it is above OFFICIAL.

        Raises:
            AuditError: It cannot be recorded.
        """
        if entry.marking != OFFICIAL:
            self._record_once(Kind.ENTRY_VIEWED, entry)

    def check(self, entry: Entry) -> None:
        """Record that access to a capability is checked.

        Raises:
            AuditError: It cannot be recorded.
        """
        self._record_once(Kind.CHECK, entry)

    def export(self, entry: Entry, label: Label, where: str) -> None:
        """Record that something of an entry is going to be written to a file.

        Args:
            entry: The entry.
            label: The highest marking of what is written.
            where: What is written, and to which file.

        Raises:
            AuditError: It cannot be recorded.
        """
        self.export_of(entry.id, label, where)

    def export_of(self, subject: str, label: Label, where: str) -> None:
        """Record that something is going to be written to a file.

        Args:
            subject: What it is; the id of an entry, where it is of one.
            label: The highest marking of what is written.
            where: What is written, and to which file.

        Raises:
            AuditError: It cannot be recorded.
        """
        self._record(Kind.EXPORT, Details(subject=subject, label=str(label), note=where))

    def change_release(
        self, kind: Kind, release: str, note: str, outcome: Outcome = Outcome.DONE
    ) -> None:
        """Record that another release is going to be open at the site, or that one was refused.

        Args:
            kind: ``IMPORT`` or ``ROLLBACK``.
            release: Its number, or the name of its file where nothing is known of it.
            note: What release was open before, and why it changes.
            outcome: What becomes of it.

        Raises:
            AuditError: It cannot be recorded.
        """
        self._record(kind, Details(subject=release, outcome=outcome, note=note))

    def take_away(self, kind: Kind, subjects: Iterable[str], label: Label, where: str) -> None:
        """Record that something above OFFICIAL is going to be printed or copied.

        Args:
            kind: ``PRINT``, or ``EXPORT`` for what is copied.
            subjects: Ids of the entries that it is about.
            label: The highest marking of it.
            where: What it is, and where it goes.

        Raises:
            AuditError: It cannot be recorded.
        """
        if label != OFFICIAL:
            for subject in tuple(subjects) or ("",):
                self._record(kind, Details(subject=subject, label=str(label), note=where))

    def sign_out(self, reason: str) -> None:
        """Record that the session ends, if that can be: nobody is kept in by a full disk."""
        with contextlib.suppress(AuditError):
            self._record(Kind.SIGN_OUT, Details(note=reason))

    def _record_once(self, kind: Kind, entry: Entry) -> None:
        if (kind, entry.id) not in self._told:
            self._record(kind, Details(subject=entry.id, label=str(entry.marking)))
            self._told.add((kind, entry.id))

    def _record(self, kind: Kind, details: Details) -> None:
        if self._log is not None:
            self._log.record(kind, msgspec.structs.replace(details, who=self._who))


def name_reader(public_key: str = "") -> str:
    """Return how the auditor knows somebody: the account, and the public key that they used."""
    return ", ".join(part for part in (find_account(), public_key) if part)
