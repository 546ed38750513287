"""The administrator's window for releases: how the site stands, an import, a way back."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from advisor.clearance import OFFICIAL, Label
from advisor.releases.proposal import Proposal
from advisor.releases.standing import Standing
from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.opening import SignedRelease
from advisor.signing.root import Link
from advisor.ui import theme
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.long_work import LongWork, Tell
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.desks.releases.done_page import DonePage
from advisor.ui.desks.releases.keeping import SummaryKeeper
from advisor.ui.desks.releases.other_dialog import OtherDialog
from advisor.ui.desks.releases.preview_page import PreviewPage
from advisor.ui.desks.releases.printing import SummaryPrinter
from advisor.ui.desks.releases.standing_page import StandingPage
from advisor.ui.desks.releases.trust_page import TrustPage
from advisor.ui.desks.releases.words import say_error
from advisor.ui.icons import Icon
from advisor.ui.tasks import TaskRunner
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 1040
_HEIGHT: Final = 760
#: How many lowered labels are named where they are confirmed.
_MOST_NAMED: Final = 8


class ReleasesWindow(DeskWindow):
    """One page at a time: the standing, the first trust, the preview, what was done.

    Args:
        administrator: Who uses it.
        runner: What longer work is done by.
        is_demonstration: Whether all of this is a rehearsal.
    """

    def __init__(
        self, administrator: Administrator, runner: TaskRunner, *, is_demonstration: bool = False
    ) -> None:
        super().__init__("Releases", is_demonstration=is_demonstration)
        self._who, self._runner = administrator, runner
        self._work: LongWork | None = None
        self._standing: Standing | None = None
        self._path = Path()
        self._trust: str | None = None
        self._proposal: Proposal | None = None
        self._dialog: DeskDialog | None = None
        self._had_keyboard: QWidget | None = None
        self._busy, self._stack = BusyLine(), QStackedWidget()
        self._busy.cancel_wanted.connect(self._cancel)
        self._page = StandingPage()
        self._trusting, self._preview, self._done = TrustPage(), PreviewPage(), DonePage()
        self._keeper = SummaryKeeper(self, administrator, self._start)
        self._printing = SummaryPrinter(self, administrator, self._start)
        self._fill()
        self._connect()
        signed_in = administrator.identity is not None
        words = f"Signed in, up to {administrator.label}" if signed_in else "Not signed in"
        self.status.show_reader(words)
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self.read()

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self) -> None:
        self._home = QWidget()
        column = QVBoxLayout(self._home)
        space(column, gap=8)
        column.addWidget(self._page, 1)
        self._import = Button("Import a release…", Kind.PRIMARY)
        self._again = Button("Read anew")
        self._import.clicked.connect(self.choose_file)
        self._again.clicked.connect(self.read)
        row = QHBoxLayout()
        space(row, (4, 4, 4, 4), 8)
        row.addStretch(1)
        row.addWidget(self._import)
        row.addWidget(self._again)
        column.addLayout(row)
        for page in (self._home, self._trusting, self._preview, self._done):
            self._stack.addWidget(page)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._page.other_wanted.connect(self.open_other)
        self._trusting.trusted.connect(self._on_trusted)
        self._trusting.left.connect(self.read)
        self._preview.import_wanted.connect(self._confirm)
        self._preview.left.connect(self.read)
        self._done.back_wanted.connect(self.read)
        self._done.summary_wanted.connect(self._on_summary_wanted)
        self._done.print_wanted.connect(self._on_print_wanted)

    def _start(self, words: str, do: Callable[[Tell], Any]) -> LongWork | None:
        """Begin one piece of work; ``None`` where another one goes on."""
        if self._work is not None:
            return None
        self.message.hide()
        self._work = work = LongWork(do, self)
        work.progressed.connect(self._busy.show_percent)
        # Before what is done with its result: nothing that is disabled takes the keyboard.
        for over in (work.succeeded, work.failed, work.ended):
            over.connect(partial(self._on_over, work))
        work.ended.connect(work.deleteLater)
        self._busy.show_busy(words, can_end=True)
        self._had_keyboard = self.focusWidget()
        self._stack.setEnabled(False)
        work.start(self._runner)
        return work

    def _on_over(self, work: LongWork, *ignored: object) -> None:
        del ignored
        if work is not self._work:
            return
        self._work = None
        self._busy.show_idle()
        self._stack.setEnabled(True)
        had, self._had_keyboard = self._had_keyboard, None
        if had is not None and isValid(had):
            had.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _say(self, text: str, icon: Icon = Icon.INFO) -> None:
        self.message.show_message(text, icon=icon)

    # ── how the site stands ──────────────────────────────────────────────────

    @Slot()
    def read(self) -> None:
        """Read how the site stands, and show it; what was looked at is forgotten."""
        self._forget()
        self._read_then("")

    def _read_then(self, said: str) -> None:
        work = self._start("Reading…", self._who.read_standing)
        if work is not None:
            work.succeeded.connect(partial(self._on_read, said))
            work.failed.connect(self._on_failed)

    def _on_read(self, said: str, standing: Standing) -> None:
        self._standing = standing
        self._page.show_standing(standing)
        self._show(self._home, OFFICIAL)
        is_sound = standing.problem is None
        self.status.show_release(f"Release {standing.number}", checked=is_sound)
        if said:
            self._say(said)
        self._import.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._path, self._trust, self._proposal = Path(), None, None
        self._preview.clear()

    def _show(self, page: QWidget, marking: Label) -> None:
        self.show_marking(marking)
        self._stack.setCurrentWidget(page)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._say(say_error(error), Icon.ALERT)

    # ── looking at a file ────────────────────────────────────────────────────

    @Slot()
    def choose_file(self) -> None:
        """Let the administrator choose a release file."""
        dialog = QFileDialog(self, "Release to import", "", "Releases (*.release);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    @Slot(str)
    def _on_file_chosen(self, name: str) -> None:
        self.look_at(Path(name))

    def look_at(self, path: Path, trust: str | None = None) -> None:
        """Verify a release file, and show what it would change; nothing is changed.

        Args:
            path: The file.
            trust: The fingerprint that was compared, where the site trusts nobody yet.
        """
        look = partial(self._who.look_at, path, trust)
        work = self._start("Checking the release…", look)
        if work is None:
            return
        self._path, self._trust = path, trust
        work.succeeded.connect(self._on_looked)
        work.failed.connect(self._on_refused)
        work.ended.connect(partial(self._on_look_ended, work))

    def _on_look_ended(self, work: LongWork) -> None:
        if work.is_cancelled:
            self._say("Cancelled. Nothing was changed.")

    @Slot(object)
    def _on_looked(self, proposal: Proposal) -> None:
        if self._standing is None:
            return
        self._proposal = proposal
        self._preview.show_proposal(proposal, self._standing.number, self._who.label)
        self._show(self._preview, proposal.marking)
        self._preview.take_focus()

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        is_first = isinstance(error, RefusedReleaseError) and error.refusal is Refusal.NO_PUBLISHER
        if is_first:
            self._read_publisher()
        else:
            self._say(f"Not imported. {say_error(error)}", Icon.ALERT)

    def _read_publisher(self) -> None:
        work = self._start("Reading who it is by…", partial(self._who.read_publisher, self._path))
        if work is not None:
            work.succeeded.connect(self._on_publisher_read)
            work.failed.connect(self._on_failed)

    @Slot(object)
    def _on_publisher_read(self, link: Link) -> None:
        self._trusting.show_publisher(link)
        self._show(self._trusting, OFFICIAL)
        self._trusting.take_focus()

    @Slot(str)
    def _on_trusted(self, fingerprint: str) -> None:
        self.look_at(self._path, fingerprint)

    # ── importing ────────────────────────────────────────────────────────────

    @Slot()
    def _confirm(self) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        number = proposal.preview.release.number
        parts = [
            (
                "",
                f"Everybody here who starts the application from now on reads release {number}. "
                "Whoever is at work keeps theirs until they start again.",
            ),
            ("", "Grants, cases and your site's own additions stay. It is recorded."),
        ]
        then = self._confirm_lowered if proposal.lowered else self._apply
        buttons = (f"Import release {number}", "Do not import")
        self._ask(f"Import release {number}?", parts, buttons, OFFICIAL, then)

    def _confirm_lowered(self) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        lowered = proposal.lowered
        named = [
            (one.item.title, f"{one.name}: from {one.before} to {one.after}")
            for one in lowered[:_MOST_NAMED]
        ]
        if len(lowered) > len(named):
            named.append(("", f"And {len(lowered) - len(named):,} more: see Labels lowered."))
        said = (
            "",
            "Whoever is cleared for the lower marking reads it from now on. Ask the publisher, if "
            "you do not know why.",
        )
        self._ask(
            f"Labels are lowered: {len(lowered):,}. Import all the same?",
            [said, *named],
            ("Import with lowered labels", "Do not import"),
            proposal.marking,
            self._apply,
        )

    def _ask(
        self,
        question: str,
        parts: list[tuple[str, str]],
        buttons: tuple[str, str],
        marking: Label,
        then: Callable[[], None],
    ) -> None:
        self._open(ConfirmDialog(question, parts, buttons, marking, self), then)

    def _open(self, dialog: DeskDialog, then: Callable[[], None]) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()  # not when it closes, while the keyboard is in it
        self._dialog = dialog
        dialog.accepted.connect(then)
        dialog.open()

    def _apply(self) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        release = proposal.preview.release
        apply = partial(self._who.apply, self._path, self._trust, release)
        self._change("Importing…", apply, release.number)

    def _change(self, words: str, do: Callable[[Tell], Any], number: int) -> None:
        work = self._start(words, do)
        if work is None:
            return
        work.succeeded.connect(self._on_changed)
        work.failed.connect(self._on_not_changed)
        work.ended.connect(partial(self._on_change_ended, work, number))

    @Slot(object)
    def _on_changed(self, release: SignedRelease) -> None:
        self.status.show_release(f"Release {release.number}", checked=True)
        self._done.show_done(release.number, has_summary=self._proposal is not None)
        self._show(self._done, OFFICIAL)
        self._done.take_focus()

    @Slot(object)
    def _on_not_changed(self, error: Exception) -> None:
        self._say(f"Nothing was changed. {say_error(error)}", Icon.ALERT)

    def _on_change_ended(self, work: LongWork, number: int) -> None:
        """After a cancel, tell what is true: the last step cannot be taken back."""
        if not work.is_cancelled:
            return
        check = self._start("Reading…", self._who.read_standing)
        if check is not None:
            check.succeeded.connect(partial(self._on_read_after_cancel, number))
            check.failed.connect(self._on_failed)

    def _on_read_after_cancel(self, number: int, standing: Standing) -> None:
        self._forget()
        if standing.release is not None and standing.number == number:
            said = f"It was too late to cancel. Release {number} is open now."
        else:
            said = "Cancelled. Nothing was changed."
        self._on_read(said, standing)

    @Slot()
    def _on_summary_wanted(self) -> None:
        if self._proposal is not None:
            self._keeper.ask(self._proposal)

    @Slot()
    def _on_print_wanted(self) -> None:
        if self._proposal is not None:
            self._printing.ask(self._proposal)

    # ── another one that is kept ─────────────────────────────────────────────

    @Slot(int)
    def open_other(self, number: int) -> None:
        """Ask why another kept release is to be open, and open it."""
        if self._standing is None:
            return
        self._forget()
        dialog = OtherDialog(number, self._standing.number, self)
        self._open(dialog, partial(self._go_back, number, dialog))

    def _go_back(self, number: int, dialog: OtherDialog) -> None:
        go = partial(self._who.go_back, number, dialog.reason)
        self._change(f"Opening release {number}…", go, number)

    # ── Qt's own ─────────────────────────────────────────────────────────────

    def hideEvent(self, event: QHideEvent) -> None:
        """End what goes on, so that the process need not wait for it."""
        if not event.spontaneous():
            self._cancel()
        super().hideEvent(event)
