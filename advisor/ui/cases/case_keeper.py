"""The reader's saved cases in one window, and the one that is open in it.

Rules that this module keeps:
 * An open case is kept as its reader answers: within a second, and before the window closes.
 * To start again leaves the case as it is, and closes it.
 * What changed on a newer release is worked out when a case is opened, before it is kept anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from advisor.cases import Case, Changes, find_changes, make_case, read_answers
from advisor.cases.shelf import Deleted, Kept, Saved, Shelf
from advisor.errors import AdvisorError
from advisor.ui.reader import Reader

_AFTER_MS: Final = 1000


class CaseKeeper(QObject):
    """Saves, opens and deletes a reader's cases.

    Attributes:
        reader: Whose answers are kept.
        open_case: The case that is open, as it was kept last; ``None`` while none is.

    Signals:
        changed: The list of cases is another, or another one is open.
        said: Something happened that the reader is told of, in a sentence.
        failed: What the reader wanted, or what is kept by itself, could not be done.
    """

    changed = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, reader: Reader, open_shelf: Callable[[], Shelf], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.reader = reader
        self.open_case: Case | None = None
        self._open_shelf = open_shelf
        self._changes: dict[str, Changes] = {}
        self._closed_by_deleting: str | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AFTER_MS)
        self._due.timeout.connect(self.keep)
        if reader.case_id is not None:
            self._come_back(reader.case_id)
        reader.page_stale.connect(self._on_changed)
        reader.location_changed.connect(self._on_changed)
        reader.started_again.connect(self.close_case)

    @cached_property
    def shelf(self) -> Shelf:
        """Where the cases are; it is read when somebody asks for it first."""
        return self._open_shelf()

    @property
    def all(self) -> tuple[Kept, ...]:
        """Every case, the one that was changed last first."""
        return self.shelf.all

    def find(self, case_id: str) -> Kept | None:
        """Return a case; ``None`` where it is not there, or not any more."""
        return next((kept for kept in self.shelf.all if kept.case.id == case_id), None)

    def changes_of(self, kept: Kept) -> Changes:
        """Return what changed since a case was saved; of one that is open, when it was opened."""
        known = self._changes.get(kept.case.id)
        return known if known is not None else find_changes(kept.case, self.reader.session)

    def _come_back(self, case_id: str) -> None:
        """Go on with the case that was open before the window locked."""
        kept = self.find(case_id)
        if kept is None:
            self.reader.case_id = None
        else:
            self.open_case = kept.case

    # ── keeping ──────────────────────────────────────────────────────────────

    def save_as(self, name: str) -> None:
        """Keep what was answered as a new case, which is open from then on.

        Raises:
            AdvisorError: It cannot be kept; nothing was.
        """
        self.keep()
        case = self._make(name, None)
        self._take(self.shelf.save(case))
        self.said.emit(f"Saved: {case.name}.")

    @Slot()
    def keep(self) -> None:
        """Keep what was answered since in the case that is open; that it fails is said."""
        self._due.stop()
        before = self.open_case
        if before is None or not self._is_other():
            return
        try:
            self._take(self.shelf.save(self._make(before.name, before)))
        except AdvisorError as error:
            self.failed.emit(error)

    def _make(self, name: str, before: Case | None) -> Case:
        reader = self.reader
        return make_case(
            name,
            reader.session,
            reader.answers,
            description=reader.description,
            looked_at=reader.looked_at,
            before=before,
        )

    def _take(self, saved: Saved) -> None:
        if self.open_case is not None and saved.beside:
            self._changes[saved.case.id] = self._changes.get(self.open_case.id, Changes(0, 0))
        self.open_case = saved.case
        self.reader.case_id = saved.case.id
        self.changed.emit()
        if saved.message:
            self.said.emit(saved.message)

    def _is_other(self) -> bool:
        """Say whether anything was answered, described or looked at that is not kept yet."""
        case, reader = self.open_case, self.reader
        if case is None:
            return False
        kept, _ = read_answers(case, reader.session)
        return (
            kept.to_json() != reader.answers.to_json()
            or case.description != reader.description
            or not set(reader.looked_at) <= set(case.looked_at)
        )

    @Slot()
    def _on_changed(self) -> None:
        if self.open_case is not None and not self._due.isActive():
            self._due.start()

    # ── opening ──────────────────────────────────────────────────────────────

    def open(self, case_id: str) -> None:
        """Go on with a case: its answers and its words take the place of what is there."""
        self.keep()
        kept = self.find(case_id)
        if kept is None:
            return
        answers, _ = read_answers(kept.case, self.reader.session)
        self._changes[case_id] = find_changes(kept.case, self.reader.session)
        self.open_case = None  # what it takes the place of is not to be kept in it
        self.reader.take_case(case_id, answers, kept.case.description)
        self.open_case = kept.case
        self.changed.emit()

    @Slot()
    def close_case(self) -> None:
        """Leave the open case as it is; what is answered from then on is not kept in it."""
        self.keep()
        if self.open_case is not None:
            self.open_case = None
            self.reader.case_id = None
            self.changed.emit()

    # ── the list ─────────────────────────────────────────────────────────────

    @Slot()
    def refresh(self) -> None:
        """Read again what other windows may have changed."""
        if "shelf" in vars(self):  # else it is read now, and what is wrong with it is not said yet
            self.shelf.refresh()
        self.changed.emit()

    def rename(self, case_id: str, name: str) -> None:
        """Give a case another name.

        Raises:
            AdvisorError: It is no name, or cannot be kept.
        """
        self.keep()
        saved = self.shelf.save(self.shelf.find(case_id).case.renamed(name))
        if self.open_case is not None and self.open_case.id == case_id:
            self._take(saved)
        else:
            self.changed.emit()
            if saved.message:
                self.said.emit(saved.message)

    def delete(self, case_id: str) -> Deleted:
        """Delete a case; what is returned puts it back.

        Raises:
            AdvisorError: It cannot be deleted.
        """
        self.keep()
        deleted = self.shelf.delete(case_id)
        self._closed_by_deleting = None
        if self.open_case is not None and self.open_case.id == case_id:
            self.open_case = None
            self.reader.case_id = None
            self._closed_by_deleting = case_id
        self.changed.emit()
        return deleted

    def put_back(self, deleted: Deleted) -> None:
        """Put back a case that was deleted.

        Raises:
            AdvisorError: It cannot be written.
        """
        self.shelf.put_back(deleted)
        case = deleted.kept.case
        if self.open_case is None and self._closed_by_deleting == case.id:
            self.open_case, self.reader.case_id = case, case.id
        self.changed.emit()
