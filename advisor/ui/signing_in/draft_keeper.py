"""Keeps what a signed-in reader has open, sealed, within two seconds of every change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from advisor.draft import Draft
from advisor.draft_box import DraftBox
from advisor.errors import AdvisorError
from advisor.ui.reader import Reader

_AFTER_MS: Final = 1000
_MOST_SECONDS: Final = 1.5


class DraftKeeper(QObject):
    """Saves a reader's drafts on a thread of its own.

    Signals:
        failed: They cannot be kept (``AdvisorError``).
    """

    failed = Signal(object)

    def __init__(self, box: DraftBox, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = box
        self._reader = reader
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor-drafts")
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AFTER_MS)
        self._due.timeout.connect(self.save)
        for changed in (
            reader.listing_changed,
            reader.location_changed,
            reader.page_stale,
            reader.area_changed,
            reader.settings_changed,
            reader.slip_changed,
        ):
            changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        # Not begun anew by each change, or somebody who types on would never be kept.
        if not self._due.isActive():
            self._due.start()

    @Slot()
    def save(self) -> None:
        """Keep what is open now."""
        self._due.stop()
        self._writer.submit(self._write, self._reader.draft(datetime.now(UTC)))

    def _write(self, draft: Draft) -> None:
        try:
            self._box.save(draft)
        except AdvisorError as error:
            self.failed.emit(error)

    def finish(self) -> None:
        """Keep what is open now, and wait until it is on the disk or cannot be."""
        self._due.stop()
        last = self._writer.submit(self._write, self._reader.draft(datetime.now(UTC)))
        try:
            last.result(_MOST_SECONDS)
        except TooLate:
            return  # a disk that hangs does not keep the window open
        self._writer.shutdown(wait=False)
