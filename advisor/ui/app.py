"""The application as everybody starts it: one window at OFFICIAL, one theme, one worker."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from advisor.errors import AdvisorError, SignInRequiredError
from advisor.policy import load_policy
from advisor.settings import Places, load_settings
from advisor.ui import theme
from advisor.ui.choices import ChoiceKeeper
from advisor.ui.dressing import dress, log_bug
from advisor.ui.location import Location, Page
from advisor.ui.main_window import MainWindow
from advisor.ui.signing_in.launcher import Launcher
from advisor.ui.signing_in.new_release import NewRelease, Offer
from advisor.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from advisor.catalogue.directory import Contact
    from advisor.releases.reading_box import OpenedReading
    from advisor.session import Session
    from advisor.ui.changes.changes_teller import ChangesTeller


class Application(QObject):
    """Opens catalogues for the window and keeps what the reader chose.

    Attributes:
        window: The window.
        launcher: The way to sign in.
    """

    def __init__(self, qt: QApplication, places: Places) -> None:
        super().__init__(qt)
        self._qt = qt
        self._places = places
        self._catalogue: Path | None = None
        self._locked: str | None = None
        self._then: Callable[[], None] | None = None
        self._teller: ChangesTeller | None = None
        self._runner = TaskRunner(self)
        self.window = MainWindow()
        self.window.catalogue_wanted.connect(self.open_catalogue)
        self._choices = ChoiceKeeper(self.window, places.home, self._runner, self)
        self.launcher = Launcher(self.window, places, lambda: self._catalogue, self)
        self.launcher.came_back.connect(self._on_came_back)
        self.launcher.left.connect(qt.quit)
        offer = Offer("Open it when it suits you.", "Open it", partial(self.open_catalogue, None))
        self._new_release = NewRelease(self.window, places.site, self._runner, offer, self)
        self.launcher.desk_ended.connect(self._on_desk_ended)
        qt.aboutToQuit.connect(self.shut_down)

    # ── opening ──────────────────────────────────────────────────────────────

    @Slot(object)
    def open_catalogue(self, path: Path | None) -> None:
        """Open a catalogue off the window's thread and show it."""
        if self.window.workspace is None:
            self._catalogue = path
        task = Task(partial(_open_session, path, self._places), self)
        task.succeeded.connect(partial(self._on_opened, path))
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _on_opened(self, path: Path | None, session: Session) -> None:
        self._catalogue = path
        self._end_telling()
        workspace = self.window.show_session(session)
        if path is None:  # of a file that somebody chose nothing is news
            from advisor.ui.changes.changes_teller import ChangesTeller  # noqa: PLC0415 - as below

            open_box = partial(_open_reading, self._places.home)
            frame = self.window.frame
            self._teller = ChangesTeller(workspace, frame, open_box, self._runner)
        self._runner.start_chore(session.index.prepare_in_steps())
        self._sign_in_then()

    def _end_telling(self) -> None:
        teller, self._teller = self._teller, None
        if teller is not None:
            teller.close()

    def sign_in_once_open(self, identity: Path, passphrase_file: Path | None) -> None:
        """Sign in as soon as the window knows what it shows."""
        self._then = partial(self.launcher.sign_in, identity, passphrase_file)

    def _sign_in_then(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, SignInRequiredError):
            self._show_sign_in()
            return
        if not isinstance(error, AdvisorError):
            error = AdvisorError(
                "Something went wrong inside the application.",
                hint="Start it again; if that does not help, tell your administrator.",
            )
        from advisor.catalogue.directory import urgent_of  # noqa: PLC0415 - hardly ever needed
        from advisor.people.joining import find_site_contacts  # noqa: PLC0415

        local, _ = find_site_contacts(self._places.site)
        self.window.show_failure(error, urgent_of(local))

    @Slot()
    def _on_desk_ended(self) -> None:
        if self._catalogue is None:  # else a file was named, whatever the site opens
            self._new_release.look()

    # ── signing in and coming back ───────────────────────────────────────────

    def _show_sign_in(self) -> None:
        """Show the way to sign in and whom to ring, where the site lets nobody read without."""
        from advisor.ui.signing_in.sign_in_page import say_locked, say_required  # noqa: PLC0415

        faults = load_policy(self._places.site).faults
        words = say_required(faults) if self._locked is None else say_locked(self._locked)
        task = Task(partial(_find_urgent, self._catalogue, self._places), self)
        task.succeeded.connect(partial(self._on_urgent_found, words))
        self._runner.start(task)

    def _on_urgent_found(self, words: tuple[str, str, str], urgent: Urgent) -> None:
        self.window.show_sign_in(words, urgent.contacts, is_demonstration=urgent.is_demonstration)
        self._sign_in_then()

    @Slot(str)
    def _on_came_back(self, reason: str) -> None:
        """Show that the window was locked, and take over what was chosen meanwhile."""
        settings = load_settings(self._places.home)
        theme.current().set_text_factor(settings.text_percent / 100)
        workspace = self.window.workspace
        if workspace is None:
            self._locked = reason
            self._show_sign_in()
        else:
            workspace.reader.take_settings(settings)
            workspace.show_page(Location(Page.LOCKED, reason))

    def shut_down(self) -> None:
        """End what was started and the worker, once what was chosen is kept."""
        self.launcher.end()
        if self.window.workspace is not None:
            self.window.workspace.cases.keep()
        self._end_telling()
        self._runner.shut_down()


def _open_session(path: Path | None, places: Places) -> Session:
    """Open a session with its index, so that the first search does not wait for either.

    What shows it is loaded by the window, on its own thread. WORKAROUND (PySide6 6.11.3): a
    class of Qt's that is loaded or derived on another one can end the process, where a screen
    reader asks for a name meanwhile (``PySide::MetaObjectBuilder::update`` of nothing).
    """
    from advisor.session import Session  # noqa: PLC0415 - loaded while the window shows already

    session = Session.open(path, places)
    session.index.prepare()
    return session


def _open_reading(home: Path) -> OpenedReading:
    from advisor.releases.reading_box import open_plain_reading  # noqa: PLC0415 - nobody waits

    return open_plain_reading(home)


@dataclass(frozen=True)
class Urgent:
    """What is shown to somebody who has to sign in first.

    Attributes:
        contacts: Whom to ring where a life is at risk.
        is_demonstration: Whether the catalogue is for rehearsal.
    """

    contacts: tuple[Contact, ...]
    is_demonstration: bool = False


def _find_urgent(catalogue: Path | None, places: Places) -> Urgent:
    """Return whom to ring where a life is at risk, for somebody who has not signed in.

    Nobody has to sign in for that, whatever the site requires; nothing else is kept.
    """
    from advisor.catalogue.directory import urgent_of  # noqa: PLC0415 - hardly ever needed
    from advisor.people.joining import find_site_contacts  # noqa: PLC0415
    from advisor.session import Session  # noqa: PLC0415

    try:
        session = Session.open_as(catalogue, places, {})
    except AdvisorError:
        return Urgent(urgent_of(find_site_contacts(places.site)[0]))
    urgent = session.directory.life_at_risk(session.where)
    return Urgent(urgent, session.catalogue.release.demonstration)


def make_application(places: Places) -> tuple[QApplication, Application]:
    """Return the Qt application, dressed, and ours with its window not yet shown."""
    qt = dress(places)
    return qt, Application(qt, places)


def run(
    catalogue: Path | None,
    places: Places,
    identity: Path | None = None,
    passphrase_file: Path | None = None,
) -> int:
    """Open the window and return the exit code once it is closed.

    Args:
        catalogue: The catalogue file; the bundled one, where ``None``.
        places: The site and home folders.
        identity: An identity file to sign in with at once.
        passphrase_file: What holds its passphrase; it is asked for, where ``None``.
    """
    sys.excepthook = log_bug
    qt, application = make_application(places)
    signal.signal(signal.SIGINT, lambda *_: qt.quit())  # else it is taken for a bug of some slot
    application.window.show()
    # The window is painted first: loading a session would take turns with it.
    QTimer.singleShot(0, partial(application.open_catalogue, catalogue))
    if identity is not None:
        application.sign_in_once_open(identity, passphrase_file)
    return qt.exec()
