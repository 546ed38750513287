"""Signing in at the desk, off the window's thread: what differs is told up to one's clearance."""

from __future__ import annotations

from advisor.catalogue_file import CatalogueFile
from advisor.errors import AdvisorError
from advisor.journal import Journal, name_reader
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.signing_in.unlocking_work import UnlockingWork


class AdministratorOpening(UnlockingWork[Administrator]):
    """Unlocks an identity, and finds out what its owner may read."""

    def prepare(self) -> None:
        """See whether what is open takes an identity.

        Raises:
            CatalogueError: It cannot be opened, or nothing vouches for it.
        """
        CatalogueFile.read(None, self.places.site).verify_takes_identities()

    def use(self, identity: Identity) -> Administrator:
        """Sign in.

        Raises:
            AdvisorError: The reader is not let in, or it cannot be recorded.
        """
        journal = Journal.open(self.places, name_reader(identity.recipient.text))
        try:
            session = Session.open(None, self.places, identity)
        except AdvisorError as error:  # the passphrase was right, and nobody is let in
            journal.fail_to_sign_in(self.path, error.message)
            raise
        label = session.clearance.label
        journal.sign_in(label)
        return Administrator(self.places, identity, label)
