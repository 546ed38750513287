"""Keeps what a reader chose, off the window's thread; says once when it cannot."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from advisor.errors import AdvisorError
from advisor.settings import save_settings
from advisor.ui.main_window import MainWindow
from advisor.ui.tasks import Task, TaskRunner


class ChoiceKeeper(QObject):
    """Writes the settings of a window's reader whenever they change.

    Args:
        window: The window.
        home: The home folder.
        runner: What the work is done by.
        parent: What it belongs to.
    """

    def __init__(
        self, window: MainWindow, home: Path, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._home = home
        self._runner = runner
        self._is_not_kept = False
        window.settings_changed.connect(self.keep)

    @Slot()
    def keep(self) -> None:
        """Keep what of the choices may stand in a plain file."""
        if self._window.workspace is not None:
            settings = self._window.workspace.reader.session.plain_settings()
            task = Task(partial(save_settings, self._home, settings), self, must_end=True)
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
            self._window.show_message(f"Your choices cannot be kept. {message}")
