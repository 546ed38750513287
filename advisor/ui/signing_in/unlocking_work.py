"""Work that begins with a passphrase, off the window's thread."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from advisor.errors import CancelledError
from advisor.journal import Journal, name_reader
from advisor.sealing.age import Identity
from advisor.sealing.attempt import Attempt
from advisor.sealing.errors import WrongPassphraseError
from advisor.settings import Places

T = TypeVar("T")
#: Called with what is being done and how much of all that is done, in per cent.
Tell = Callable[[str, int], None]
PASSPHRASE_PERCENT = 80
_POLL_SECONDS = 0.05
#: What deriving the key from a passphrase usually takes.
_USUAL_SECONDS = 2.0


class UnlockingWork(ABC, Generic[T]):
    """What one dialog leads to; ``begin`` and ``cancel`` are called from another thread.

    Args:
        places: The site and home folders.
        tell: Told how far it is, on the thread that works.

    Attributes:
        path: The identity file.
    """

    def __init__(self, places: Places, tell: Tell) -> None:
        self.places = places
        self.tell = tell
        self.path = Path()
        self._cancelled = threading.Event()
        self._waits = 0

    def begin(self) -> None:
        """Forget that the last try was cancelled; called before the next one is queued."""
        self._cancelled.clear()

    def cancel(self) -> None:
        """Give up as soon as possible."""
        self._cancelled.set()

    def stop_if_cancelled(self) -> None:
        """Give up here, if that is wanted.

        Raises:
            CancelledError: It is.
        """
        if self._cancelled.is_set():
            raise CancelledError("Cancelled.")

    @abstractmethod
    def prepare(self) -> None:
        """Do what can be done while a passphrase is typed.

        Raises:
            AdvisorError: No passphrase is of any use here.
        """

    @abstractmethod
    def use(self, identity: Identity) -> T:
        """Do what the identity was unlocked for.

        Raises:
            AdvisorError: It cannot be done.
        """

    def open(self, path: Path, passphrase: str) -> T:
        """Unlock an identity file and use it.

        Raises:
            IdentityError: The file is none, the passphrase is wrong, or it is too soon.
            AuditError: It cannot be recorded, as the site requires.
            CancelledError: It was cancelled; nothing is open.
        """
        self._waits, self.path = 0, path
        attempt = Attempt.begin(path, self.places.home)
        self.tell("Checking the passphrase…", 0)
        try:
            identity = attempt.unlock(passphrase, datetime.now(UTC), self._wait)
        except WrongPassphraseError as error:
            journal = Journal.open(self.places, name_reader())
            journal.fail_to_sign_in(path, error.message)
            raise
        self.tell("Opening…", PASSPHRASE_PERCENT)
        # What is recorded as done is not taken back: a cancel that comes later comes too late.
        result = self.use(identity)
        self.tell("Opening…", 100)
        return result

    def _wait(self) -> None:
        self.stop_if_cancelled()
        self._waits += 1
        share = min(1.0, self._waits * _POLL_SECONDS / _USUAL_SECONDS)
        self.tell("Checking the passphrase…", round(share * PASSPHRASE_PERCENT))
