"""Opening a site's work on its catalogue, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from advisor.catalogue_file import CatalogueFile
from advisor.journal import Journal, name_reader
from advisor.people.office import Office
from advisor.people.site_additions import Ledger, look_at_additions
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.settings import Places
from advisor.ui.desks.people.opening import OfficeOpening
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork

T = TypeVar("T")


@dataclass(frozen=True)
class SiteWork:
    """An administrator at work on their site's catalogue.

    Attributes:
        office: What they work with.
        ledger: What the site adds to the catalogue.
        session: What they may read.
        journal: What tells the auditor what is exported.
    """

    office: Office
    ledger: Ledger
    session: Session = field(repr=False)
    journal: Journal = field(repr=False)


class SiteWorkOpening(UnlockingWork[T]):
    """Opens such work for one of the site's administrators, and for nobody else.

    Args:
        places: The site and home folders.
        path: The installed catalogue; the bundled one, where ``None``.
        tell: Told how far it is, on the thread that works.
    """

    def __init__(self, places: Places, path: Path | None, tell: Tell) -> None:
        super().__init__(places, tell)
        self._opening = OfficeOpening(places, tell)
        self._catalogue_path = path

    def prepare(self) -> None:
        """See whether the site is set up and can record what is done; as for people."""
        self._opening.prepare()

    def open_work(self, identity: Identity) -> SiteWork:
        """Read what the site adds, and what the administrator may read.

        Raises:
            AdvisorError: The identity does not administer the site, or something cannot be read.
        """
        self._opening.path = self.path
        office = self._opening.use(identity).office
        file = CatalogueFile.read(self._catalogue_path, self.places.site)
        session = Session.sign_in(file, self.places, identity)
        journal = Journal.open(self.places, name_reader(identity.recipient.text))
        journal.sign_in(session.clearance.label)
        return SiteWork(office, look_at_additions(office), session, journal)
