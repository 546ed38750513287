"""One reader's own entries from one release to the next: looked at, kept, dismissed.

Rules that this module keeps:
 * What changed stays news until its reader dismisses it, whenever they come back.
 * Nothing is written where nothing is another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.cases import Case
from advisor.releases.reading_box import OpenedReading
from advisor.releases.reading_changes import OwnChanges, find_own_changes
from advisor.releases.reading_kept import KeptReading, find_own, keep_reading
from advisor.session import Session
from advisor.settings import UserSettings


class OwnReading:
    """What one reader last knew of their own entries; used by one thread at a time.

    Args:
        session: The reader's.
        open_box: Opens what was kept.
    """

    def __init__(self, session: Session, open_box: Callable[[], OpenedReading]) -> None:
        self._session = session
        self._open_box = open_box
        self._opened: OpenedReading | None = None
        self._kept: KeptReading | None = None

    def look(self, cases: Sequence[Case]) -> OwnChanges | None:
        """Return what the release that is open changed for the reader; ``None`` for nothing kept.

        Args:
            cases: Their saved cases.

        Raises:
            DamagedCatalogueError: What is compared cannot be decoded.
        """
        kept = self._load()
        return None if kept is None else find_own_changes(kept, self._session, cases)

    def keep(self, settings: UserSettings, cases: Sequence[Case]) -> None:
        """Keep what their own entries say, as far as it is not kept yet.

        Args:
            settings: What they read lately and marked.
            cases: Their saved cases.

        Raises:
            AdvisorError: It cannot be written.
        """
        before = self._load()
        self._save(keep_reading(self._session, find_own(settings, cases, before), before))

    def dismiss(self, settings: UserSettings | None, cases: Sequence[Case]) -> None:
        """Go on from the release that is open: what it changed is news no more.

        Args:
            settings: What they read lately and marked; as it was kept, where ``None``.
            cases: Their saved cases.

        Raises:
            AdvisorError: It cannot be written.
        """
        before = self._load()
        if settings is None:
            read = before.read if before is not None else ()
            marked = before.favourites if before is not None else ()
            settings = UserSettings(recent=read, favourites=marked)
        self._save(keep_reading(self._session, find_own(settings, cases, before)))

    def _load(self) -> KeptReading | None:
        if self._opened is None:
            self._opened = self._open_box()
            self._kept = self._opened.load()
        return self._kept

    def _save(self, reading: KeptReading) -> None:
        if self._opened is not None and reading != self._kept:
            self._opened.box.save(reading)
            self._kept = reading
