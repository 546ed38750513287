"""The dialog that asks for a passphrase, and the work behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from advisor.errors import AdvisorError, CancelledError
from advisor.sealing.attempt import Attempt
from advisor.sealing.passphrase import read_passphrase
from advisor.settings import Places, load_settings
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in_dialog import TO_SIGN_IN, Ask, SignInDialog
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork
from advisor.ui.tasks import Task, TaskRunner

_USUAL_IDENTITY: Final = "identity.age"


class SigningIn(QObject):
    """Asks, works, and asks again where that did not work.

    Args:
        handover: What this process was told.
        runner: What the work is done by.
        make_work: Returns the work, which is to tell how far it is.
        ask: What the passphrase is asked for.
        parent: What it belongs to.

    Signals:
        opened: What the work resulted in, with the identity file (``Path``) that it took.
        progressed: What is being done, and how much of all that is done, in per cent.
    """

    opened = Signal(object, object)
    progressed = Signal(str, int)

    def __init__(
        self,
        handover: Handover,
        runner: TaskRunner,
        make_work: Callable[[Tell], UnlockingWork[Any]],
        ask: Ask = TO_SIGN_IN,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._handover = handover
        self._runner = runner
        self._path = Path()
        self._work = make_work(self.progressed.emit)
        identity = handover.identity or _usual_identity(handover.places)
        self.dialog = SignInDialog(identity, ask, is_demonstration=handover.is_demonstration)
        self.dialog.submitted.connect(self._on_submitted)
        self.dialog.cancel_wanted.connect(self.cancel)
        self.progressed.connect(self.dialog.show_progress)

    def start(self) -> None:
        """Show the dialog, and refuse before anybody types where no passphrase is of use."""
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        task = Task(self._work.prepare, self)
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
        self._work.begin()
        task = Task(partial(self._work.open, path, passphrase), self)
        task.succeeded.connect(self._on_opened)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    @Slot()
    def cancel(self) -> None:
        """End the work that goes on as soon as possible; nothing opens."""
        self._work.cancel()

    @Slot(object)
    def _on_opened(self, opened: object) -> None:
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
