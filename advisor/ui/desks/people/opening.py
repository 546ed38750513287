"""Opening the register, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.audit.log import AuditLog
from advisor.journal import Journal, name_reader, read_clock
from advisor.people.errors import PeopleError
from advisor.people.office import Affairs, Office
from advisor.people.recording import open_log
from advisor.people.site import load_site
from advisor.policy import load_policy
from advisor.sealing.age import Identity
from advisor.settings import Places
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork


@dataclass(frozen=True)
class OpenOffice:
    """An administrator at work, and how things are."""

    office: Office
    affairs: Affairs


class OfficeOpening(UnlockingWork[OpenOffice]):
    """Opens the register for an administrator of the site, and for nobody else.

    Args:
        places: The site and home folders.
        tell: Told how far it is, on the thread that works.
    """

    def __init__(self, places: Places, tell: Tell) -> None:
        super().__init__(places, tell)
        self._log: AuditLog | None = None

    def prepare(self) -> None:
        """See whether the site is set up and can record what is done.

        Raises:
            PeopleError: It was not set up, or is damaged.
            AuditError: Nothing can be recorded, so nothing can be done.
        """
        site = load_site(self.places.site)
        self._log = open_log(self.places, site.auditor_key, read_clock)

    def use(self, identity: Identity) -> OpenOffice:
        """Read the register.

        Raises:
            PeopleError: The identity does not administer the site, or it cannot be read.
            AuditError: Nothing can be recorded.
        """
        if self._log is None:
            self.prepare()
        log = self._log
        if log is None:
            raise AssertionError("prepared")
        policy = load_policy(self.places.site)
        office = Office(
            self.places.site, identity, policy, log.record, read_clock, self.places.home
        )
        try:
            return OpenOffice(office, office.look())
        except PeopleError as error:  # the passphrase was right, and nobody is let in
            journal = Journal.open(self.places, name_reader(identity.recipient.text))
            journal.fail_to_sign_in(self.path, error.message)
            raise
