"""One try at a passphrase: counted, slowed, and made in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advisor.other_process import do_nothing
from advisor.sealing.age import Identity
from advisor.sealing.identity import load_identity_file
from advisor.sealing.slowing import Slowing
from advisor.sealing.unlocking import child_command, unlock_in_child


@dataclass(frozen=True)
class Attempt:
    """An identity file whose header was looked at, with the tries made at it before.

    Attributes:
        path: The file.
        untrusted_file: Its content.
        slowing: The tries of all identity files on this account.
    """

    path: Path
    untrusted_file: bytes
    slowing: Slowing

    @classmethod
    def begin(cls, path: Path, home: Path) -> Attempt:
        """Look at an identity file; no passphrase is needed for it.

        Args:
            path: The file.
            home: The home folder, where wrong tries are counted.

        Raises:
            NotAnIdentityFileError: It is not one, or cannot be read.
            TooCostlyIdentityError: It asks for too much.
        """
        return cls(path, load_identity_file(path), Slowing(home))

    def seconds_to_wait(self, now: datetime) -> int:
        """Return how long the next try has to wait."""
        return self.slowing.seconds_to_wait(self.untrusted_file, now)

    def unlock(
        self, passphrase: str, now: datetime, while_waiting: Callable[[], None] = do_nothing
    ) -> Identity:
        """Try a passphrase.

        Args:
            passphrase: As typed.
            now: The time, for the delay after a wrong one.
            while_waiting: See ``unlock_in_child``.

        Raises:
            TooSoonError: The delay after a wrong one is not over; nothing was counted.
            WrongPassphraseError: The passphrase does not open it.
            NotAnIdentityFileError: It is damaged.
            UnlockFailedError: The computer could not do it.
            CancelledError: ``while_waiting`` raised it.
        """
        self.slowing.begin_try(self.untrusted_file, now)
        # Deriving the key takes half a gigabyte, which is gone with the process that did it.
        unlocked = unlock_in_child(
            self.path, passphrase, command=child_command(), while_waiting=while_waiting
        )
        self.slowing.forget(self.untrusted_file)
        return unlocked
