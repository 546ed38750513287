"""A reader's enquiries in one window, and the one whose questions they are answering.

Rules that this module keeps:
 * What is typed is kept within a second, sealed, and before the window locks or closes.
 * An enquiry that is open in the advisor takes every answer that is given there; a saved case
   is closed meanwhile, so that nobody's answers are mixed.
 * What cannot be kept stays in the window, and is tried again with the next change.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from advisor.advice import Answers
from advisor.cases import read_answers
from advisor.catalogue.freshness import today
from advisor.enquiries import Enquiry, Status, Tray
from advisor.enquiries.editing import change, open_enquiry
from advisor.enquiries.retrying import Retried, retry
from advisor.enquiries.searching import by_urgency, find_enquiries
from advisor.enquiries.tray import DeletedEnquiry
from advisor.errors import AdvisorError
from advisor.ui.reader import Reader

_AFTER_MS: Final = 1000


class EnquiryKeeper(QObject):
    """Takes down, changes and keeps a reader's enquiries.

    Args:
        reader: Whose they are.
        tray: Where they are kept.
        parent: What it belongs to.

    Signals:
        changed: Something that the list shows is another.
        moved: An enquiry was kept beside the one it came from: its id before, and now.
        said: Something happened that the reader is told of, in a sentence.
        failed: Something could not be kept (``AdvisorError``).
    """

    changed = Signal()
    moved = Signal(str, str)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, reader: Reader, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = reader
        self.tray = tray
        self._staged: dict[str, dict[str, Any]] = {}
        self._retried: dict[str, tuple[Retried, ...]] = {}
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AFTER_MS)
        self._due.timeout.connect(self.keep)
        if reader.enquiry_id is not None and self.find(reader.enquiry_id) is None:
            reader.enquiry_id = None
        reader.page_stale.connect(self._on_answered)
        reader.started_again.connect(self.leave)

    # ── the list ─────────────────────────────────────────────────────────────

    def listed(
        self, query: str = "", status: Status | None = None, *, only_other: bool = False
    ) -> tuple[Enquiry, ...]:
        """Return the enquiries that hold some words, the most urgent first.

        Args:
            query: The words.
            status: How far they have come; however far, where ``None``.
            only_other: Whether only those are wanted that come out otherwise on this release.
        """
        every = by_urgency((kept.case for kept in self.tray.all), today())
        found = find_enquiries(every, self.reader.session, query, status)
        if not only_other:
            return found
        return tuple(one for one in found if self.comes_out_otherwise(one))

    def find(self, enquiry_id: str) -> Enquiry | None:
        """Return an enquiry; ``None`` where it is not there, or not any more."""
        found = (kept.case for kept in self.tray.all if kept.case.id == enquiry_id)
        return next(found, None)

    def retried(self, enquiry: Enquiry) -> tuple[Retried, ...]:
        """Return what comes out otherwise than when it was kept before this window opened."""
        if enquiry.id not in self._retried:
            self._retried[enquiry.id] = tuple(retry(enquiry, self.reader.session))
        return self._retried[enquiry.id]

    def comes_out_otherwise(self, enquiry: Enquiry) -> bool:
        """Say whether an enquiry, or a note on it, does so since it was kept on another release."""
        now = self.reader.session.catalogue.release.release
        is_older = enquiry.release != now or any(note.release != now for note in enquiry.notes)
        is_tried = enquiry.id in self._retried
        return not enquiry.is_done and (is_older or is_tried) and bool(self.retried(enquiry))

    # ── changing ─────────────────────────────────────────────────────────────

    def take_down(self, name: str, answers: Answers | None = None) -> str:
        """Take down a new enquiry and return its id.

        Args:
            name: The name of the operation.
            answers: What is known already.

        Raises:
            AdvisorError: It cannot be kept.
        """
        opened = open_enquiry(name, self.reader.session, answers or Answers())
        saved = self.tray.save(opened).case
        self.changed.emit()
        return saved.id

    def stage(self, enquiry_id: str, **changed: Any) -> None:
        """Take what was changed, to be kept once the hands rest."""
        if self.find(enquiry_id) is not None:
            self._staged.setdefault(enquiry_id, {}).update(changed)
            if not self._due.isActive():
                self._due.start()

    def change(self, enquiry_id: str, **changed: Any) -> None:
        """Keep a change now, with all that was staged before it."""
        self.stage(enquiry_id, **changed)
        self.keep()

    def put(self, enquiry: Enquiry) -> None:
        """Keep an enquiry that was changed elsewhere, such as by a note that was given out.

        Raises:
            AdvisorError: It cannot be kept.
        """
        self._save(enquiry)
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Keep what was staged; that it fails is said."""
        self._due.stop()
        if not self._staged:
            return
        for enquiry_id, changed in tuple(self._staged.items()):
            before = self.find(enquiry_id)
            if before is None:
                del self._staged[enquiry_id]
                continue
            self.retried(before)  # compared before it is looked at anew
            try:
                self._save(change(before, self.reader.session, **changed))
            except AdvisorError as error:
                self.failed.emit(error)
            else:
                del self._staged[enquiry_id]
        self.changed.emit()

    def _save(self, enquiry: Enquiry) -> None:
        saved = self.tray.save(enquiry)
        if saved.case.id != enquiry.id:
            if self.reader.enquiry_id == enquiry.id:
                self.reader.enquiry_id = saved.case.id
            self._retried[saved.case.id] = self._retried.get(enquiry.id, ())
            self.moved.emit(enquiry.id, saved.case.id)
        if saved.message:
            self.said.emit(saved.message)

    def delete(self, enquiry_id: str) -> DeletedEnquiry:
        """Delete an enquiry; what is returned puts it back.

        Raises:
            AdvisorError: It cannot be deleted.
        """
        self.keep()
        if self.reader.enquiry_id == enquiry_id:
            self.leave()
        deleted = self.tray.delete(enquiry_id)
        self._staged.pop(enquiry_id, None)
        self.changed.emit()
        return deleted

    def put_back(self, deleted: DeletedEnquiry) -> None:
        """Put back an enquiry that was deleted.

        Raises:
            AdvisorError: It cannot be written.
        """
        self.tray.put_back(deleted)
        self.changed.emit()

    # ── answering its questions ──────────────────────────────────────────────

    @property
    def open_enquiry(self) -> Enquiry | None:
        """The enquiry whose questions are being answered."""
        return self.find(self.reader.enquiry_id) if self.reader.enquiry_id is not None else None

    def answer_for(self, enquiry_id: str) -> None:
        """Go on with the questions of an enquiry, in place of what was answered before."""
        self.keep()
        enquiry = self.find(enquiry_id)
        if enquiry is None or self.reader.enquiry_id == enquiry_id:
            return
        self.reader.started_again.emit()  # whatever was open before keeps what it has
        answers, _ = read_answers(enquiry, self.reader.session)
        self.reader.take_enquiry(enquiry_id, answers, enquiry.description)
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """Leave the open enquiry as it is; what is answered from then on is not kept in it."""
        if self.reader.enquiry_id is not None:
            self.keep()
            self.reader.enquiry_id = None
            self.changed.emit()

    @Slot()
    def _on_answered(self) -> None:
        enquiry, reader = self.open_enquiry, self.reader
        if enquiry is None:
            return
        kept, _ = read_answers(enquiry, reader.session)
        if reader.case_id is not None:  # a saved case was opened in its place
            reader.enquiry_id = None
        elif kept.to_json() != reader.answers.to_json() or (
            enquiry.description != reader.description
        ):
            self.stage(enquiry.id, answers=reader.answers, description=reader.description)
