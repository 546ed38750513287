"""The desk: what a reader does with enquiries, in the list, on a page and in dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from advisor.advice import Answers
from advisor.catalogue.freshness import today
from advisor.enquiries import Tray
from advisor.enquiries.final_look import FinalLook, look_in_steps
from advisor.enquiries.giving_out import given_out
from advisor.enquiries.taking_on import Arrival, put_to_wait
from advisor.errors import AdvisorError
from advisor.notes import Note
from advisor.ui.actions import Actions
from advisor.ui.area import Area
from advisor.ui.cases.deleting import Deleting
from advisor.ui.cases.name_dialog import NameDialog
from advisor.ui.desks.long_work import LongWork
from advisor.ui.enquiries.enquiries_pane import EnquiriesPane
from advisor.ui.enquiries.enquiry_keeper import EnquiryKeeper
from advisor.ui.enquiries.enquiry_page import EnquiryPage
from advisor.ui.enquiries.words import KEEPING
from advisor.ui.location import Location, Page
from advisor.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from advisor.ui.workspace import Workspace

UNDO_ENQUIRY: Final = "Put it back"
BACK_TO_IT: Final = "Back to the enquiry"
LOCK_NOW: Final = "Lock now"
SEE_REFERRALS: Final = "See them"
_MAKING: Final = "Making the note"
_WHO_MAKES: Final = (
    "A process of its own makes it for the asker: it opens what the asker may see, and nothing "
    "else."
)
_WAITS: Final = (
    "The referral waits, sealed as it is. Lock (Ctrl+L) and sign in again: it is then among your "
    "enquiries, or you are told there why not."
)


class EnquiryDesk(QObject):
    """The deeds behind the list and the pages of enquiries.

    Args:
        tray: Where enquiries are kept.
        workspace: Where they are shown.

    Attributes:
        keeper: Keeps them.
        pane: Lists them.
    """

    def __init__(self, tray: Tray, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._lock: QAction | None = None
        self._work: LongWork | None = None
        self._runner: TaskRunner | None = None
        self.keeper = EnquiryKeeper(workspace.reader, tray, self)
        page, fail = Page.ENQUIRY, self._on_failed
        self._deleting = Deleting(workspace, self.keeper, page, UNDO_ENQUIRY, fail)
        self.pane = EnquiriesPane(self.keeper)
        self.keeper.said.connect(self._on_said)
        self.keeper.failed.connect(self._on_failed)
        self.keeper.moved.connect(self._on_moved)
        workspace.pane.message.deed_wanted.connect(self.follow)
        workspace.reader.location_changed.connect(self._mark_shown)
        self.pane.enquiry_chosen.connect(self._on_chosen)
        self.pane.enquiry_opened.connect(self._on_opened)
        self.pane.new_wanted.connect(self.take_down)
        self.pane.read_out_wanted.connect(self.type_in)
        self.pane.referral_wanted.connect(self.choose_referral)
        self.pane.arrivals.failed.connect(self._on_failed)
        self.pane.figures_wanted.connect(self.show_figures)

    def listen(self, actions: Actions) -> None:
        """Take the deeds of the menus that are for a desk."""
        self._lock = actions["lock"]
        actions["new_enquiry"].triggered.connect(self.take_down)
        actions["read_out"].triggered.connect(self.type_in)
        actions["take_referral"].triggered.connect(self.choose_referral)

    def tell(self, arrivals: Sequence[Arrival]) -> None:
        """Say that referrals waited for the sign-in; the list says what became of each."""
        if not arrivals:
            return
        self.pane.arrivals.show_arrivals(arrivals)
        left = sum(one.file is not None for one in arrivals)
        words = f"Referrals taken on: {len(arrivals) - left}."
        words += f" Not taken on: {left}." if left else ""
        self._workspace.show_message(words, SEE_REFERRALS)

    # ── the list and the page ────────────────────────────────────────────────

    def make_page(self, enquiry_id: str) -> EnquiryPage:
        """Return the page of an enquiry; with no id, what to do first."""
        self.keeper.keep()
        page = EnquiryPage(enquiry_id, self.keeper)
        page.questions_wanted.connect(self._on_questions_wanted)
        page.look_wanted.connect(self.look)
        page.delete_wanted.connect(self.delete)
        page.entry_wanted.connect(self._workspace.reader.open_entry)
        page.check_wanted.connect(self._on_check_wanted)
        return page

    @property
    def _shown(self) -> str:
        """The id of the enquiry that is shown; empty where none is."""
        location = self._workspace.reader.location
        return location.subject if location.page is Page.ENQUIRY else ""

    @Slot()
    def _mark_shown(self) -> None:
        self.pane.choose(self._shown or None)

    @Slot(str)
    def _on_chosen(self, enquiry_id: str) -> None:
        if self._workspace.has_two_panes:
            self.keeper.keep()
            self._workspace.reader.preview(Location(Page.ENQUIRY, enquiry_id))

    @Slot(str)
    def _on_opened(self, enquiry_id: str) -> None:
        self._workspace.show_page(Location(Page.ENQUIRY, enquiry_id))

    @Slot(str, str)
    def _on_moved(self, before: str, now: str) -> None:
        if self._shown == before:
            self._workspace.reader.open(Location(Page.ENQUIRY, now))

    # ── deeds ────────────────────────────────────────────────────────────────

    @Slot()
    def take_down(self) -> None:
        """Ask for the name of a new enquiry's operation."""
        dialog = NameDialog(
            "What is the operation called?",
            KEEPING,
            name="",
            marking=self._workspace.reader.session.clearance.label,
            keep=self._take_down,
            parent=self._workspace.pane.window(),
        )
        self._workspace.dialog_wanted.emit(dialog)

    @Slot()
    def type_in(self) -> None:
        """Ask for the line of an answer sheet, as somebody reads it out."""
        from advisor.ui.enquiries.read_out_dialog import ReadOutDialog  # noqa: PLC0415

        session, window = self._workspace.reader.session, self._workspace.pane.window()
        self._workspace.dialog_wanted.emit(ReadOutDialog(session, self._take_down, window))

    def _take_down(self, name: str, answers: Answers | None = None) -> None:
        enquiry_id = self.keeper.take_down(name, answers)
        self._workspace.go_to_area(Area.ENQUIRIES)
        self._workspace.show_page(Location(Page.ENQUIRY, enquiry_id))

    @Slot()
    def choose_referral(self) -> None:
        """Let the reader choose a referral that was sealed to them."""
        dialog = QFileDialog(self._workspace.pane.window(), "Choose a referral")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.put_to_wait)
        dialog.open()

    @Slot(str)
    def put_to_wait(self, name: str) -> None:
        """Put a referral where the next sign-in finds it: no window keeps the key that opens it."""
        try:
            put_to_wait(self._workspace.reader.session.places.home, Path(name))
        except AdvisorError as error:
            self._on_failed(error)
        else:
            self._workspace.show_message(_WAITS, LOCK_NOW)

    @Slot()
    def _on_questions_wanted(self) -> None:
        enquiry_id = self._shown
        self.keeper.answer_for(enquiry_id)
        self._workspace.go_to_area(Area.ADVISOR)
        enquiry = self.keeper.open_enquiry
        if enquiry is not None:
            words = f"What you answer is kept in the enquiry {enquiry.name}."
            self._workspace.show_message(words, BACK_TO_IT)

    @Slot(str)
    def _on_check_wanted(self, entry_id: str) -> None:
        self.keeper.answer_for(self._shown)
        self._workspace.show_page(Location(Page.CHECK, entry_id))

    @Slot()
    def look(self) -> None:
        """Show the last look at the note for the asker of the enquiry that is shown."""
        from advisor.ui.enquiries.waiting_dialog import WaitingDialog  # noqa: PLC0415

        self.keeper.keep()
        enquiry, session = self.keeper.find(self._shown), self._workspace.reader.session
        if enquiry is None or self._work is not None:
            return
        work = self._work = LongWork(partial(look_in_steps, session, enquiry, today()), self)
        work.succeeded.connect(self._show_look)
        work.failed.connect(self._on_look_failed)
        work.ended.connect(self._on_look_ended)
        window, label = self._workspace.pane.window(), session.clearance.label
        self._workspace.dialog_wanted.emit(WaitingDialog(_MAKING, _WHO_MAKES, label, work, window))
        self._runner = TaskRunner(work)
        work.start(self._runner)

    @Slot(object)
    def _show_look(self, found: FinalLook) -> None:
        from advisor.ui.enquiries.final_look_dialog import FinalLookDialog  # noqa: PLC0415

        window = self._workspace.pane.window()
        dialog = FinalLookDialog(found, self._workspace.reader, window)
        dialog.given_out.connect(self._on_given_out)
        self._workspace.dialog_wanted.emit(dialog)

    @Slot(object)
    def _on_look_failed(self, error: Exception) -> None:
        if not isinstance(error, AdvisorError):
            error = AdvisorError("The note could not be made.", hint="Tell your administrator.")
        self._on_failed(error)

    @Slot()
    def _on_look_ended(self) -> None:
        if self._work is not None and self._work.is_cancelled:
            self._workspace.show_message("Cancelled. No note was made.")
        if self._work is not None and self._runner is not None:
            self._runner.shut_down()
            self._work.deleteLater()
        self._work = self._runner = None

    @Slot(object, str)
    def _on_given_out(self, note: Note, file_name: str) -> None:
        """Keep in the enquiry that its note went out."""
        enquiry, session = self.keeper.find(self._shown), self._workspace.reader.session
        if enquiry is None:
            return
        try:
            self.keeper.put(given_out(enquiry, session, note, file_name))
        except AdvisorError as error:
            self._on_failed(error)
        else:
            self._workspace.reader.page_stale.emit()

    @Slot()
    def show_figures(self) -> None:
        """Show the figures of all enquiries, to be saved."""
        from advisor.ui.enquiries.figures_dialog import FiguresDialog  # noqa: PLC0415

        self.keeper.keep()
        every = [kept.case for kept in self.keeper.tray.all]
        window = self._workspace.pane.window()
        self._workspace.dialog_wanted.emit(FiguresDialog(every, self._workspace.reader, window))

    @Slot()
    def delete(self) -> None:
        """Delete the enquiry that is shown, and offer to put it back."""
        self._deleting.delete(self._shown)

    @Slot(str)
    def follow(self, words: str) -> None:
        """Do what the button of a message says."""
        enquiry = self.keeper.open_enquiry
        if words == UNDO_ENQUIRY:
            self._deleting.put_back()
        elif words == SEE_REFERRALS:
            self._workspace.pane.message.hide()
            self._workspace.go_to_area(Area.ENQUIRIES)
        elif words == LOCK_NOW and self._lock is not None:
            self._lock.trigger()
        elif words == BACK_TO_IT and enquiry is not None:
            self.keeper.keep()
            self._workspace.go_to_area(Area.ENQUIRIES)
            self._workspace.show_page(Location(Page.ENQUIRY, enquiry.id))

    @Slot(str)
    def _on_said(self, words: str) -> None:
        self._workspace.show_message(words)

    @Slot(object)
    def _on_failed(self, error: AdvisorError) -> None:
        self._workspace.show_message(" ".join(filter(None, (error.message, error.hint))))
