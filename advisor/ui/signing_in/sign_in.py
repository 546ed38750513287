"""Signing in: the dialog and the work behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from advisor.errors import AdvisorError, CancelledError
from advisor.sealing.attempt import Attempt
from advisor.sealing.passphrase import read_passphrase
from advisor.settings import Places, load_settings
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.opening import Opened, Opening
from advisor.ui.signing_in.sign_in_dialog import SignInDialog
from advisor.ui.tasks import Task, TaskRunner

_USUAL_IDENTITY: Final = "identity.age"


class SigningIn(QObject):
    """The dialog and the work behind it.

    Args:
        handover: What this process was told.
        runner: What the work is done by.
        parent: What it belongs to.

    Signals:
        opened: The reader is signed in (``Opened``), with this file (``Path``).
        progressed: What is being done, and how much of all that is done, in per cent.
    """

    opened = Signal(object, object)
    progressed = Signal(str, int)

    def __init__(
        self, handover: Handover, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._handover = handover
        self._runner = runner
        self._path = Path()
        places = handover.places
        self._opening = Opening(handover.catalogue_path, places, self.progressed.emit)
        identity = handover.identity or _usual_identity(places)
        self.dialog = SignInDialog(identity, is_demonstration=handover.is_demonstration)
        self.dialog.submitted.connect(self._on_submitted)
        self.dialog.cancel_wanted.connect(self._on_cancel)
        self.progressed.connect(self.dialog.show_progress)

    def start(self) -> None:
        """Show the dialog, and refuse a catalogue that takes no identity before anyone types."""
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        task = Task(self._opening.prepare, self)
        task.failed.connect(self._on_refused)
        self._runner.start(task)
        if self._handover.passphrase_file is not None:
            self._submit_file(Path(self._handover.passphrase_file))

    def _submit_file(self, path: Path) -> None:
        try:
            self.dialog.submit(read_passphrase(path))
        except AdvisorError as error:
            self.dialog.show_problem(error.message, error.hint)

    @Slot(object, str)
    def _on_submitted(self, path: Path, passphrase: str) -> None:
        self.dialog.show_busy()
        self._path = path
        self._opening.begin()
        task = Task(partial(self._opening.open, path, passphrase), self)
        task.succeeded.connect(self._on_opened)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    @Slot()
    def _on_cancel(self) -> None:
        self._opening.cancel()

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self.dialog.show_idle()
        self.dialog.hide()
        self.opened.emit(opened, self._path)

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AdvisorError):
            self.dialog.forbid(error.message, error.hint)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.dialog.show_idle()
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, AdvisorError):
            error = AdvisorError(
                "Something went wrong inside the application.", hint="Tell your administrator."
            )
        self.dialog.show_problem(error.message, error.hint)
        seconds = seconds_to_wait(self._path, self._handover.places)
        if seconds:
            self.dialog.show_wait(seconds)


def seconds_to_wait(path: Path, places: Places) -> int:
    """Return how long the next try of an identity file has to wait; none, if it is no such file."""
    try:
        return Attempt.begin(path, places.home).seconds_to_wait(datetime.now(UTC))
    except AdvisorError:
        return 0


def _usual_identity(places: Places) -> str:
    """Return the identity file that was used last; else the usual one, if it is there."""
    used = load_settings(places.home).identity
    if used:
        return used
    usual = places.home / _USUAL_IDENTITY
    return str(usual) if usual.is_file() else ""
