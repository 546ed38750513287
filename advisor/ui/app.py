"""The application: one window, one theme, one worker."""

from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from advisor.errors import AdvisorError
from advisor.settings import Places, load_settings, save_settings
from advisor.ui import theme
from advisor.ui.main_window import MainWindow
from advisor.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from advisor.session import Session

_log = logging.getLogger(__name__)


class Application(QObject):
    """Opens catalogues for the window and keeps what the reader chose.

    Attributes:
        window: The window.
    """

    def __init__(self, qt: QApplication, places: Places) -> None:
        super().__init__(qt)
        self._places = places
        self._runner = TaskRunner(self)
        self._is_not_kept = False
        self.window = MainWindow()
        self.window.catalogue_wanted.connect(self.open_catalogue)
        self.window.settings_changed.connect(self._on_settings_changed)
        qt.aboutToQuit.connect(self.shut_down)

    @Slot(object)
    def open_catalogue(self, path: Path | None) -> None:
        """Open a catalogue off the window's thread and show it."""
        task = Task(partial(_open_session, path, self._places), self)
        task.succeeded.connect(self._on_opened)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    @Slot(object)
    def _on_opened(self, session: Session) -> None:
        self.window.show_session(session)
        self._runner.start(Task(session.index.prepare_spelling, self))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, AdvisorError):
            error = AdvisorError(
                "Something went wrong inside the application.",
                hint="Start it again; if that does not help, tell your administrator.",
            )
        from advisor.catalogue.directory import urgent_of  # noqa: PLC0415 - hardly ever needed
        from advisor.catalogue.local import find_contacts  # noqa: PLC0415

        local, _ = find_contacts(self._places.site)
        self.window.show_failure(error, urgent_of(local))

    @Slot()
    def _on_settings_changed(self) -> None:
        if self.window.workspace is not None:
            settings = self.window.workspace.reader.session.settings
            task = Task(partial(save_settings, self._places.home, settings), self, must_end=True)
            task.succeeded.connect(self._on_kept)
            task.failed.connect(self._on_not_kept)
            self._runner.start(task)

    @Slot()
    def _on_kept(self) -> None:
        self._is_not_kept = False

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        """Say so once, and not again at every choice that follows."""
        if not self._is_not_kept:
            self._is_not_kept = True
            message = error.message if isinstance(error, AdvisorError) else "Unknown reason."
            self.window.show_message(f"Your choices cannot be kept. {message}")

    def shut_down(self) -> None:
        """End the worker, once what was chosen is kept."""
        self._runner.shut_down()


def _open_session(path: Path | None, places: Places) -> Session:
    """Open a session with its index, so that the first search does not wait for either."""
    from advisor.session import Session  # noqa: PLC0415 - loaded while the window shows already
    from advisor.ui import workspace  # noqa: PLC0415

    del workspace
    session = Session.open(path, places)
    session.index.prepare()
    return session


def make_application(places: Places) -> tuple[QApplication, Application]:
    """Return the Qt application, dressed, and ours with its window not yet shown."""
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    qt.setApplicationName("capability-advisor")
    qt.setApplicationDisplayName("Capability advisor")
    qt.setDesktopFileName("capability-advisor")
    settings = load_settings(places.home)
    theme.install(qt, factor=settings.text_percent / 100)
    return qt, Application(qt, places)


def run(catalogue: Path | None, places: Places) -> int:
    """Open the window and return the exit code once it is closed."""
    sys.excepthook = _on_bug
    qt, application = make_application(places)
    application.window.show()
    # The window is painted first: loading a session would take turns with it.
    QTimer.singleShot(0, partial(application.open_catalogue, catalogue))
    return qt.exec()


def _on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log where a bug is, never what it was about: that may be what nobody may leave behind."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
    _log.error("bug: %s at %s", kind.__name__, place)
    del error
