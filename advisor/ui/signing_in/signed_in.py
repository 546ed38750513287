"""The window of a reader who has signed in, until it locks or is closed.

Rules that this module keeps:
 * Locking ends the process: only that takes what was opened out of memory.
 * What is on the screen goes first, in every window; then what is open is kept sealed, what
   was copied is taken back, and the windows that show what others see are gone before this
   one is. Whatever of that fails or takes too long, the process ends.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.policy import Policy, load_policy
from advisor.ui.changes.changes_teller import ChangesTeller
from advisor.ui.choices import ChoiceKeeper
from advisor.ui.desks.starting import StartedDesks
from advisor.ui.locking.clipboard_guard import ClipboardGuard
from advisor.ui.locking.desktop_watch import DesktopWatch
from advisor.ui.locking.idle_watch import NOTICE_SECONDS, IdleWatch
from advisor.ui.locking.reasons import LockReason
from advisor.ui.main_window import MainWindow
from advisor.ui.signing_in.draft_keeper import DraftKeeper
from advisor.ui.signing_in.ending import end_process, end_process_within, hide_everything
from advisor.ui.signing_in.handover import Handover, Said, View
from advisor.ui.signing_in.launcher import DESK_FAILED, VIEW_FAILED
from advisor.ui.signing_in.new_release import NewRelease, Offer
from advisor.ui.signing_in.opening import Opened
from advisor.ui.signing_in.starter import Starter
from advisor.ui.signing_in.views import Views
from advisor.ui.tasks import TaskRunner

#: A disk or a window that hangs keeps nothing open for longer.
_MOST_SECONDS: Final = 5.0
_MOST_SECONDS_FOR_CHOICES: Final = 0.5
#: Desks that ask somebody who is signed in for their passphrase, to show what they may read.
_SIGNED_IN_DESKS: Final = {"releases": "releases-signed-in"}
_WHEN: Final = {
    LockReason.SCREEN: "when the screen is locked",
    LockReason.SLEEP: "when the computer goes to sleep",
    LockReason.SWITCHED: "when the session is switched",
}


class SignedInWindow(QObject):
    """The window over what was opened, until it locks or is closed.

    Args:
        window: The window, still empty.
        handover: What this process was told.
        opened: What its reader opened.
        starter: The window that started this process.
        desktop: Tells when the desktop is reason to lock; whoever made it locks this window.
        runner: What work is done by.
        parent: What it belongs to.
    """

    def __init__(
        self,
        window: MainWindow,
        handover: Handover,
        opened: Opened,
        starter: Starter,
        desktop: DesktopWatch,
        runner: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._handover = handover
        self._starter = starter
        self._desktop = desktop
        self._runner = runner
        self._is_ending = False
        policy = load_policy(handover.places.site)
        self._journal = opened.journal
        self.window = window
        self.window.lock_wanted.connect(partial(self.lock, LockReason.KEY))
        self.window.close_wanted.connect(self._on_closed)
        self._choices = ChoiceKeeper(self.window, handover.places.home, runner, self)
        self._workspace = self.window.show_session(
            opened.session, opened.draft, opened.journal, opened.shelf, opened.tray
        )
        self._teller = self._tell_news(opened)
        self._drafts = DraftKeeper(opened.box, self._workspace.reader, self)
        self._drafts.failed.connect(self._on_not_kept)
        self._guard_clipboard(policy)
        self._views = Views(self._hand_over_view, self)
        self._views.lock_wanted.connect(partial(self.lock, LockReason.KEY))
        self._views.failed.connect(partial(self.window.show_message, VIEW_FAILED))
        self.window.see_as_wanted.connect(self._views.open)
        self._desks = StartedDesks(self._hand_over_desk, self)
        life_at_risk = self.window.actions_by_name["life_at_risk"]
        self._desks.life_at_risk_wanted.connect(life_at_risk.trigger)
        self._desks.failed.connect(partial(self.window.show_message, DESK_FAILED))
        self.window.desk_wanted.connect(self._desks.open)
        self._watch(policy)
        runner.start_chore(opened.session.index.prepare_in_steps())

    def _tell_news(self, opened: Opened) -> ChangesTeller | None:
        """Tell what arrived for the reader, and what the release that is open changed for them."""
        if self._workspace.desk is not None:
            self._workspace.desk.tell(opened.arrivals)
        if self._handover.catalogue is not None:
            return None  # of a file that somebody named nothing is news
        frame, reading = self.window.frame, opened.reading
        return ChangesTeller(
            self._workspace, frame, lambda: reading, self._runner, shelf=opened.shelf
        )

    def _offer_release(self) -> None:
        """Offer the site's release where it is another one after some office work."""
        if self._handover.catalogue is not None:
            return  # a file was named, whatever the site opens
        lock = partial(self.lock, LockReason.KEY)
        offer = Offer("To read it, lock and sign in again.", "Lock now", lock)
        site = self._handover.places.site
        self._new_release = NewRelease(self.window, site, self._runner, offer, self)
        self._desks.ended.connect(self._new_release.look)

    def _guard_clipboard(self, policy: Policy) -> None:
        self._policy = policy
        self._clipboard = ClipboardGuard(policy.clipboard_seconds, self, may_copy=self._may_copy)
        self._clipboard.refused.connect(self._on_copy_refused)

    def _watch(self, policy: Policy) -> None:
        self._offer_release()
        self._idle = IdleWatch(60 * policy.idle_minutes, parent=self)
        self._idle.due.connect(partial(self.lock, LockReason.IDLE))
        self._idle.left_changed.connect(self._on_left_changed)
        self._idle.notice.connect(self._on_notice)
        self._views.used.connect(self._idle.note_activity)
        self._desks.used.connect(self._idle.note_activity)
        self.window.frame.status.stay_wanted.connect(self._idle.stay)
        self._desktop.watched_changed.connect(partial(self._say_lock_reasons, policy))
        self._say_lock_reasons(policy)

    def show(self) -> None:
        """Show the window where the one was that started it."""
        if self._handover.frame is not None:
            self.window.setGeometry(QRect(*self._handover.frame))
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self._starter.say(Said.SHOWN)
        self._choices.keep()  # which identity file was used

    def _hand_over_view(self, view: View) -> Handover:
        view = msgspec.structs.replace(view, who=self._journal.who)
        return msgspec.structs.replace(
            self._handover, identity=None, passphrase_file=None, frame=None, view=view
        )

    def _hand_over_desk(self, desk: str) -> Handover:
        desk = _SIGNED_IN_DESKS.get(desk, desk)
        return msgspec.structs.replace(
            self._handover, passphrase_file=None, frame=None, view=None, desk=desk
        )

    # ── how long it stays open ───────────────────────────────────────────────

    def _say_lock_reasons(self, policy: Policy) -> None:
        text = say_lock_reasons(policy.idle_minutes, self._desktop.watched)
        self.window.frame.status.show_lock_reasons(text)

    @Slot(int)
    def _on_left_changed(self, seconds: int) -> None:
        words = f"Idle: locks in {seconds // 60}:{seconds % 60:02}" if seconds else ""
        self.window.frame.status.show_countdown(words)
        self.window.frame.status.offer_stay(offered=0 < seconds <= NOTICE_SECONDS)

    @Slot()
    def _on_notice(self) -> None:
        words = f"This window locks in {NOTICE_SECONDS} seconds, because it is not used. Stay?"
        event = QAccessibleAnnouncementEvent(self.window.frame.status, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _may_copy(self) -> bool:
        """Tell whether the site lets what is on the screen now be copied."""
        marking = self.window.frame.marking
        return bool(marking) and self._policy.allows_copying(Label.parse(marking))

    @Slot()
    def _on_copy_refused(self) -> None:
        self.window.show_message(
            f"Not copied. Your organisation lets text up to {self._policy.copy_up_to} be copied, "
            f"and what is on the screen is {self.window.frame.marking}."
        )

    @Slot(object)
    def _on_not_kept(self, error: AdvisorError) -> None:
        self.window.show_message(f"What you have open cannot be kept. {error.message}")

    def lock(self, reason: LockReason) -> None:
        """End this process; what is open is kept sealed."""
        self._end(Said.LOCKED, reason.value)

    def end_unasked(self) -> None:
        """End this process because the one that started it is gone."""
        self._end(Said.LOCKED, LockReason.KEY.value)

    @Slot()
    def _on_closed(self) -> None:
        self._end(Said.CLOSED)

    def _end(self, word: Said, detail: str = "") -> None:
        if self._is_ending:
            return  # a view that ends with this window says that it was locked
        self._is_ending = True
        end_process_within(_MOST_SECONDS)
        try:
            hide_everything()
            self._views.begin_to_end()
            self._workspace.keep()
            self._drafts.finish()
            if self._teller is not None:
                self._teller.close()
            self._runner.settle(_MOST_SECONDS_FOR_CHOICES)
            self._clipboard.clear()
            self._journal.sign_out(detail or word.value)
            self._views.end_all()
            self._desks.end_all()
            self._starter.say(word, detail)
        finally:
            end_process()


def say_lock_reasons(idle_minutes: int, watched: Collection[LockReason]) -> str:
    """Return what locks the window, and what of the desktop goes unnoticed here."""
    noticed = [words for reason, words in _WHEN.items() if reason in watched]
    unnoticed = [words for reason, words in _WHEN.items() if reason not in watched]
    when = [f"when it is not used for {idle_minutes} minutes", *noticed]
    said = f"Locks with Ctrl+L, and {', '.join(when)}."
    if unnoticed:
        said += f" Nothing here tells {', '.join(unnoticed)}: lock it yourself then."
    return said
