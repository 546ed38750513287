"""The work of signing in, off the window's thread."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from pathlib import Path

from advisor.cases.case_file import Keys
from advisor.cases.shelf import Shelf
from advisor.catalogue_file import CatalogueFile
from advisor.draft import Draft
from advisor.draft_box import DraftBox, open_drafts
from advisor.enquiries import Tray
from advisor.enquiries.taking_on import Arrival, take_on_waiting
from advisor.errors import AdvisorError
from advisor.journal import Journal, name_reader
from advisor.releases.reading_box import OpenedReading, open_sealed_reading
from advisor.sealing.age import Identity
from advisor.search import warm_up
from advisor.session import Session
from advisor.settings import Places
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork

#: A catalogue that was read longer ago is read again: an administrator may have changed it.
_FRESH_SECONDS = 60.0


@dataclass(frozen=True)
class Opened:
    """What an identity opened.

    Attributes:
        session: What its owner may read.
        box: Where what they have open is kept.
        draft: What they had open before, if anything.
        shelf: Their saved cases.
        tray: Their enquiries.
        arrivals: What became of referrals that waited for them.
        journal: What they do that has to be recorded.
        reading: What they last knew of the entries that are theirs.
    """

    session: Session
    box: DraftBox
    draft: Draft | None
    shelf: Shelf
    tray: Tray
    arrivals: tuple[Arrival, ...]
    journal: Journal
    reading: OpenedReading


class Opening(UnlockingWork[Opened]):
    """Opens what a reader may see.

    Args:
        catalogue: The catalogue file; the bundled one, where ``None``.
        places: The site and home folders.
        tell: Told how far it is, on the thread that works.
    """

    def __init__(self, catalogue: Path | None, places: Places, tell: Tell) -> None:
        super().__init__(places, tell)
        self._catalogue = catalogue
        self._file: CatalogueFile | None = None
        self._read_at = 0.0

    def prepare(self) -> None:
        """Read the catalogue, and get ready to search while the passphrase is typed.

        Raises:
            CatalogueError: It cannot be opened, or nothing vouches for it.
        """
        file = CatalogueFile.read(self._catalogue, self.places.site)
        file.verify_takes_identities()
        groups = file.official.thesaurus
        warm_up(text for group in groups for text in (*group.says, *group.means))
        self._file, self._read_at = file, time.monotonic()

    def open(self, path: Path, passphrase: str) -> Opened:
        """Sign in; nobody's passphrase is used on a catalogue that takes no identity.

        Raises:
            CatalogueError: The catalogue cannot be opened, or takes no identity.
            IdentityError: As for any unlocking, and whatever else that raises.
        """
        if self._file is None or time.monotonic() - self._read_at > _FRESH_SECONDS:
            self.prepare()
        return super().open(path, passphrase)

    def use(self, identity: Identity) -> Opened:
        """Open the catalogue.

        Raises:
            AdvisorError: The reader is not let in, or it cannot be recorded.
        """
        file, self._file = self._file, None  # it is large, and not needed once it is open
        if file is None:
            file = CatalogueFile.read(self._catalogue, self.places.site)
        session = self._sign_in(file, identity)
        session.index.prepare()
        gc.freeze()  # all of it is kept: nobody has to walk it again to find that out
        home, keys, opening = self.places.home, session.keys, session.opening_keys
        box, draft = open_drafts(home, identity, keys, opening=opening)
        shelf = Shelf.open_sealed(home, identity, Keys.of(identity.recipient, keys), opening)
        tray = Tray.open(home, identity, keys, opening)
        arrivals = take_on_waiting(home, session, identity, tray)
        self.stop_if_cancelled()
        journal = Journal.open(self.places, name_reader(identity.recipient.text))
        journal.sign_in(session.clearance.label)
        reading = open_sealed_reading(home, identity, keys, opening)
        return Opened(session, box, draft, shelf, tray, arrivals, journal, reading)

    def _sign_in(self, file: CatalogueFile, identity: Identity) -> Session:
        try:
            return Session.sign_in(file, self.places, identity)
        except AdvisorError as error:  # the passphrase was right, and nobody is let in
            journal = Journal.open(self.places, name_reader(identity.recipient.text))
            journal.fail_to_sign_in(self.path, error.message)
            raise
