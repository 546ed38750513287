"""Tells a window's reader what the release that is open changed for them, until they dismiss it.

Rules that this module keeps:
 * Nothing waits for it: it begins once the window is painted, on the worker's thread.
 * What the reader reads, marks and saves is kept within two seconds, and before the window ends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from advisor.cases import Case
from advisor.cases.shelf import Shelf
from advisor.ui.location import Location, Page
from advisor.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from advisor.releases.own_reading import OwnReading
    from advisor.releases.reading_box import OpenedReading
    from advisor.releases.reading_changes import OwnChanges
    from advisor.session import Session
    from advisor.ui.frame import Frame
    from advisor.ui.workspace import Workspace

SEE: Final = "See what changed"
_BEGIN_AFTER_MS: Final = 400
_KEEP_AFTER_MS: Final = 1500


class ChangesTeller(QObject):
    """Looks what changed, shows the bar, and keeps what the next release is compared with.

    Args:
        workspace: The window's panes.
        frame: Where the bar is.
        open_box: Opens what was kept; called on the worker's thread.
        runner: What the work is done by.
        shelf: The reader's saved cases; those in plain files, where ``None``.
    """

    def __init__(
        self,
        workspace: Workspace,
        frame: Frame,
        open_box: Callable[[], OpenedReading],
        runner: TaskRunner,
        shelf: Shelf | None = None,
    ) -> None:
        super().__init__(workspace)
        self._workspace, self._reader = workspace, workspace.reader
        self._bar = frame.news
        self._runner, self._shelf = runner, shelf
        self._open_box = open_box
        self._reading: OwnReading | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_KEEP_AFTER_MS)
        self._due.timeout.connect(self.keep)
        self._bar.hide()
        self._bar.deed_wanted.connect(self._on_deed)
        self._bar.dismissed.connect(self.dismiss)
        self._reader.news_dismissed.connect(self.dismiss)
        self._is_over = False
        QTimer.singleShot(_BEGIN_AFTER_MS, self, self._begin)

    def close(self) -> None:
        """Keep what is not kept yet, and take the bar away, for another session to begin."""
        if self._due.isActive():
            self.keep()
        self._is_over = True
        self._bar.deed_wanted.disconnect(self._on_deed)
        self._bar.dismissed.disconnect(self.dismiss)
        self._bar.hide()

    @Slot()
    def _begin(self) -> None:
        if self._is_over:
            return
        work = partial(_look, self._reader.session, self._open_box, self._find_cases())
        task = Task(work, self)
        task.succeeded.connect(self._on_looked)
        self._runner.start(task)

    @Slot(object)
    def _on_looked(self, looked: tuple[OwnReading, OwnChanges | None]) -> None:
        from advisor.releases.own_words import (  # noqa: PLC0415 - loaded by now
            say_news,
            say_news_briefly,
        )

        if self._is_over:
            return
        self._reading, changes = looked
        self._reader.settings_changed.connect(self._on_changed)
        self._workspace.cases.changed.connect(self._on_changed)
        self.keep()
        if changes is None or not changes.is_news:
            return
        self._reader.tell_news(changes)
        text = say_news(changes)
        deed = SEE if changes.matters else ""
        self._bar.show_message(say_news_briefly(changes), deed=deed, in_full=text)
        self._show_bar()
        self._reader.location_changed.connect(self._show_bar)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._bar, text))

    @Slot()
    def _show_bar(self) -> None:
        """Show the bar wherever its page is not shown, which says the same."""
        is_elsewhere = self._reader.location.page is not Page.CHANGES
        self._bar.setVisible(self._reader.news is not None and is_elsewhere)

    @Slot()
    def _on_changed(self) -> None:
        if not self._is_over and not self._due.isActive():
            self._due.start()

    @Slot()
    def keep(self) -> None:
        """Keep what the reader's own entries say, as far as it is not kept yet."""
        self._due.stop()
        if self._reading is not None:
            settings = self._reader.session.settings
            work = partial(_keep, self._reading.keep, settings, self._find_cases())
            self._runner.start(Task(work, self, must_end=True))

    @Slot()
    def dismiss(self) -> None:
        """Go on from the release that is open: what it changed is news no more."""
        self._bar.hide()
        self._reader.tell_news(None)
        if self._reading is not None:
            settings = self._reader.session.settings
            work = partial(_keep, self._reading.dismiss, settings, self._find_cases())
            self._runner.start(Task(work, self, must_end=True))

    @Slot(str)
    def _on_deed(self, words: str) -> None:
        if words == SEE:
            self._workspace.show_page(Location(Page.CHANGES))

    def _find_cases(self) -> Callable[[], tuple[Case, ...]]:
        """Return what finds the reader's saved cases, on the worker's thread."""
        if self._shelf is None:
            return partial(_read_cases, self._reader.session.places.home)
        cases = tuple(kept.case for kept in self._shelf.all)
        return lambda: cases


def _read_cases(home: Path) -> tuple[Case, ...]:
    return tuple(kept.case for kept in Shelf.open_plain(home).all)


def _look(
    session: Session,
    open_box: Callable[[], OpenedReading],
    cases: Callable[[], tuple[Case, ...]],
) -> tuple[OwnReading, OwnChanges | None]:
    from advisor.releases.own_reading import OwnReading  # noqa: PLC0415 - nobody waits for it

    reading = OwnReading(session, open_box)
    return reading, reading.look(cases())


def _keep(
    keep: Callable[..., None], settings: object, cases: Callable[[], tuple[Case, ...]]
) -> None:
    keep(settings, cases())
