"""The work of signing in, off the window's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from advisor.draft import Draft
from advisor.draft_box import DraftBox, open_drafts
from advisor.errors import CancelledError
from advisor.journal import Journal, name_reader
from advisor.sealing.age import Identity
from advisor.sealing.attempt import Attempt
from advisor.sealing.errors import WrongPassphraseError
from advisor.session import CatalogueFile, Session
from advisor.settings import Places

#: Called with what is being done and how much of all that is done, in per cent.
Tell = Callable[[str, int], None]
_PASSPHRASE_PERCENT = 80
_POLL_SECONDS = 0.05
#: What deriving the key from a passphrase usually takes.
_USUAL_SECONDS = 2.0
#: A catalogue that was read longer ago is read again: an administrator may have changed it.
_FRESH_SECONDS = 60.0


@dataclass(frozen=True)
class Opened:
    """What an identity opened.

    Attributes:
        session: What its owner may read.
        box: Where what they have open is kept.
        draft: What they had open before, if anything.
        journal: What they do that has to be recorded.
    """

    session: Session
    box: DraftBox
    draft: Draft | None
    journal: Journal


class Opening:
    """The work of one dialog; ``begin`` and ``cancel`` are called from another thread.

    Args:
        catalogue: The catalogue file; the bundled one, where ``None``.
        places: The site and home folders.
        tell: Told how far it is, on the thread that works.
    """

    def __init__(self, catalogue: Path | None, places: Places, tell: Tell) -> None:
        self._catalogue = catalogue
        self._places = places
        self._tell = tell
        self._cancelled = threading.Event()
        self._file: CatalogueFile | None = None
        self._waits = 0
        self._read_at = 0.0

    def begin(self) -> None:
        """Forget that the last try was cancelled; called before the next one is queued."""
        self._cancelled.clear()

    def cancel(self) -> None:
        """Give up as soon as possible."""
        self._cancelled.set()

    def prepare(self) -> None:
        """Read the catalogue while a passphrase is typed.

        Raises:
            CatalogueError: It cannot be opened, or nothing vouches for it.
        """
        file = CatalogueFile.read(self._catalogue, self._places.site)
        file.verify_takes_identities()
        self._file, self._read_at = file, time.monotonic()

    def open(self, path: Path, passphrase: str) -> Opened:
        """Sign in.

        Raises:
            IdentityError: The file is none, the passphrase is wrong, or it is too soon.
            CatalogueError: The catalogue cannot be opened, or takes no identity.
            AuditError: It cannot be recorded, as the site requires.
            CancelledError: It was cancelled; nothing is open.
        """
        self._waits = 0
        if self._file is None or time.monotonic() - self._read_at > _FRESH_SECONDS:
            self.prepare()
        attempt = Attempt.begin(path, self._places.home)
        self._tell("Checking the passphrase…", 0)
        try:
            identity = attempt.unlock(passphrase, datetime.now(UTC), self._wait)
        except WrongPassphraseError as error:
            journal = Journal.open(self._places, name_reader())
            journal.fail_to_sign_in(path, error.message)
            raise
        return self._open(identity)

    def _open(self, identity: Identity) -> Opened:
        self._tell("Opening…", _PASSPHRASE_PERCENT)
        file, self._file = self._file, None  # it is large, and not needed once it is open
        if file is None:
            file = CatalogueFile.read(self._catalogue, self._places.site)
        session = Session.sign_in(file, self._places, identity)
        session.index.prepare()
        box, draft = open_drafts(self._places.home, identity, session.keys)
        if self._cancelled.is_set():
            raise CancelledError("Cancelled.")
        journal = Journal.open(self._places, name_reader(identity.recipient.text))
        journal.sign_in(session.clearance.label)
        self._tell("Opening…", 100)
        return Opened(session, box, draft, journal)

    def _wait(self) -> None:
        if self._cancelled.is_set():
            raise CancelledError("Cancelled.")
        self._waits += 1
        share = min(1.0, self._waits * _POLL_SECONDS / _USUAL_SECONDS)
        self._tell("Checking the passphrase…", round(share * _PASSPHRASE_PERCENT))
