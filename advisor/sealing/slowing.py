"""Wrong passphrases are slowed, also after a restart.

It keeps a hurried colleague at the next desk from trying birthdays. Whoever has copied
the identity file is not slowed by it, but by what each guess costs.

Rules that this module keeps:
 * A try is counted before it is made, so that ending the application does not undo it.
 * No clock locks anybody out: one that was set back costs at most the delay once more.
 * A file of ours that is damaged, gone or cannot be written never keeps anybody out.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.sealing.errors import TooSoonError

MAX_SECONDS = 60
_KEPT_FILES = 64
_MAX_BYTES = 65_536
_NAME = "passphrase-tries.json"


class Tries(msgspec.Struct, frozen=True):
    """The tries since the last right one, for one identity file.

    Attributes:
        count: How many.
        last_at: When the last one was, or the clock's time if that was set back since.
    """

    count: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    last_at: Annotated[datetime, msgspec.Meta(tz=True)]

    def as_seen_at(self, now: datetime) -> Tries:
        """Return these tries under a clock that may have been set back."""
        return msgspec.structs.replace(self, last_at=now) if now < self.last_at else self

    def seconds_to_wait(self, now: datetime) -> int:
        """Return how long the next try has to wait."""
        passed = now - self.as_seen_at(now).last_at
        left = timedelta(seconds=delay_seconds(self.count)) - passed
        return max(0, -(-left // timedelta(seconds=1)))

    def with_one_more(self, now: datetime) -> Tries:
        """Return these tries and one now."""
        return Tries(min(self.count + 1, 2**31), now)


def delay_seconds(count: int) -> int:
    """Return how long to wait after so many tries: 1, 2, 4, 8 … and at most 60 seconds."""
    return min(MAX_SECONDS, 2 ** min(count - 1, 6)) if count > 0 else 0


class Slowing:
    """The tries of all identity files that were used on this account.

    Args:
        home: The folder that they are remembered in.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / _NAME
        self._tries = _load(self._path)

    def seconds_to_wait(self, untrusted_file: bytes, now: datetime) -> int:
        """Return how long the next try of an identity file has to wait."""
        name = _name(untrusted_file)
        if name not in self._tries:
            return 0
        seen = self._tries[name].as_seen_at(now)
        if seen != self._tries[name]:
            self._keep({**self._tries, name: seen})
        return seen.seconds_to_wait(now)

    def begin_try(self, untrusted_file: bytes, now: datetime) -> None:
        """Count a try that is going to be made.

        Raises:
            TooSoonError: The delay is not over; nothing was counted.
        """
        seconds = self.seconds_to_wait(untrusted_file, now)
        if seconds:
            raise TooSoonError(seconds)
        name = _name(untrusted_file)
        before = self._tries.get(name, Tries(0, now))
        self._keep({**self._tries, name: before.with_one_more(now)})

    def forget(self, untrusted_file: bytes) -> None:
        """Forget the tries of an identity file: its passphrase was right, or not at fault."""
        name = _name(untrusted_file)
        self._keep({other: tries for other, tries in self._tries.items() if other != name})

    def _keep(self, tries: dict[str, Tries]) -> None:
        newest = sorted(tries.items(), key=lambda item: item[1].last_at)[-_KEPT_FILES:]
        self._tries = dict(newest)
        with suppress(AdvisorError):  # a home that cannot be written: remembered until the end
            write_file(self._path, msgspec.json.encode(self._tries))


def _load(path: Path) -> dict[str, Tries]:
    try:
        with path.open("rb") as stream:
            return msgspec.json.decode(stream.read(_MAX_BYTES), type=dict[str, Tries])
    except (OSError, ValueError, RecursionError):
        return {}


def _name(untrusted_file: bytes) -> str:
    """Name an identity file by its content, so that no path and no person is written down."""
    return hashlib.sha256(untrusted_file).hexdigest()[:32]
