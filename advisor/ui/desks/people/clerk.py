"""Does an administrator's deeds off the window's thread, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from advisor.people.errors import ChangedRegisterError, PeopleError
from advisor.people.office import Affairs, Office
from advisor.ui.desks.forms.words import say_error
from advisor.ui.tasks import Task, TaskRunner

T = TypeVar("T")
#: A deed, given the revision of the register that the administrator looked at.
Deed = Callable[[Office, int], T]


class Clerk(QObject):
    """Holds what was last read of the register.

    Args:
        office: The administrator's.
        affairs: How things are at the site.
        runner: What the work is done by.
        parent: What it belongs to.

    Signals:
        busy: What is being done; empty when it is over.
        looked: The register was read anew.
        done: A deed was done: what it resulted in.
        refused: A deed was not done, and why; nothing was changed.
    """

    busy = Signal(str)
    looked = Signal()
    done = Signal(object)
    refused = Signal(str)

    def __init__(
        self, office: Office, affairs: Affairs, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.affairs = affairs
        self.runner = runner
        self._is_busy = False

    def do(self, words: str, deed: Deed[T]) -> None:
        """Do something, then read the register anew.

        Args:
            words: What is being done.
            deed: The deed.
        """
        if self._is_busy:
            return
        self._begin(words)
        office, revision = self.office, self.affairs.register.revision
        task = Task(lambda: (deed(office, revision), _look(office)), self, must_end=True)
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_failed)
        self.runner.start(task)

    def look(self) -> None:
        """Read the register anew."""
        self._begin("Reading the register…")
        task = Task(self.office.look, self)
        task.succeeded.connect(self._on_looked)
        task.failed.connect(self._on_failed)
        self.runner.start(task)

    def _begin(self, words: str) -> None:
        self._is_busy = True
        self.busy.emit(words)

    def _end(self) -> None:
        self._is_busy = False
        self.busy.emit("")

    @Slot(object)
    def _on_done(self, result: tuple[object, Affairs | None]) -> None:
        found, affairs = result
        self._end()
        if affairs is not None:
            self.affairs = affairs
            self.looked.emit()
        self.done.emit(found)

    @Slot(object)
    def _on_looked(self, affairs: Affairs) -> None:
        self._end()
        self.affairs = affairs
        self.looked.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, ChangedRegisterError):
            self.refused.emit(
                f"{error.message} Nothing of yours was written, and what you typed is still here. "
                "The list was read anew: look again, then repeat your change."
            )
            self.look()
        else:
            self.refused.emit(say_error(error))


def _look(office: Office) -> Affairs | None:
    """Return how things are after a deed, which is done even if they cannot be read."""
    try:
        return office.look()
    except PeopleError:
        return None
