"""The process that shows what a reader of some clearance sees.

It is told that reader's keys and no others, and opens the catalogue with them as their
own window would. It knows nobody's home but for the text size, keeps nothing and writes
nothing.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Slot

from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.journal import Journal
from advisor.policy import load_policy
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.settings import UserSettings
from advisor.ui.locking.clipboard_guard import ClipboardGuard
from advisor.ui.main_window import MainWindow
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.signing_in.ending import end_process, end_process_within, hide_everything
from advisor.ui.signing_in.handover import Handover, Said, View
from advisor.ui.signing_in.starter import Starter
from advisor.ui.signing_in.use_teller import UseTeller
from advisor.ui.tasks import Task, TaskRunner

#: It has nothing to keep.
_MOST_SECONDS: Final = 2.0


class SeenAsWindow(QObject):
    """One such window.

    Args:
        handover: What this process was told.
        view: As whom.
        starter: The window that started it.
        parent: What it belongs to.
    """

    def __init__(
        self, handover: Handover, view: View, starter: Starter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._starter = starter
        self._runner = TaskRunner(self)
        policy = load_policy(handover.places.site)
        self._clipboard = ClipboardGuard(
            policy.clipboard_seconds,
            self,
            may_copy=lambda: policy.allows_copying(Label.parse(view.label)),
        )
        self.window = MainWindow(Seat(SeatKind.SEEING_AS))
        self.window.close_wanted.connect(self._on_closed)
        self.window.lock_wanted.connect(self._on_gone)
        starter.gone.connect(self._on_gone)
        self._use = UseTeller(starter, self)
        task = Task(partial(_open, handover, view), self)
        task.succeeded.connect(self._on_opened)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    @Slot(object)
    def _on_opened(self, opened: tuple[Session, Journal | None]) -> None:
        session, journal = opened
        self.window.show_session(session, journal=journal)
        self.window.frame.show_notice(_say_view(session, self._view))
        self.window.show()
        self._starter.say(Said.SHOWN)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, AdvisorError):
            error = AdvisorError("The view cannot be opened.", hint="Sign in again.")
        self.window.show_failure(error)
        self.window.show()
        self._starter.say(Said.SHOWN)

    @Slot()
    def _on_closed(self) -> None:
        self._end(Said.CLOSED)

    @Slot()
    def _on_gone(self) -> None:
        self._end(Said.LOCKED)

    def _end(self, word: Said) -> None:
        end_process_within(_MOST_SECONDS)
        try:
            hide_everything()
            self._clipboard.clear()
            self._starter.say(word)
        finally:
            end_process()


def _open(handover: Handover, view: View) -> tuple[Session, Journal | None]:
    """Open what the reader opens who is looked at, and the journal of the one who looks.

    Raises:
        AdvisorError: The catalogue cannot be opened, or nothing can be recorded.
    """
    granted = {Label.parse(name): (Identity.parse(key),) for name, key in view.keys.items()}
    session = Session.open_as(handover.catalogue_path, handover.places, granted)
    chosen = UserSettings(region=view.region)
    session.settings = msgspec.structs.replace(
        chosen, text_percent=session.settings.text_percent, theme=session.settings.theme
    )
    session.index.prepare()
    journal = Journal.open(handover.places, view.who) if view.keys else None
    return session, journal


def _say_view(session: Session, view: View) -> str:
    label, region = Label.parse(view.label), view.region
    level = label.classification.words + (" with compartments" if label.compartments else "")
    place = f" in {session.catalogue.head(region).title}" if session.where.region and region else ""
    return f"This is what a reader cleared for {level}{place} sees. Close it to go back."
