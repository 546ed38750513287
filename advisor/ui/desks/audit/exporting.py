"""Handing records on, for a SIEM, once their marking was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from advisor.audit.ecs import ECS_VERSION, to_json_line
from advisor.audit.review import Row, mark
from advisor.clearance import Label
from advisor.durable import write_file
from advisor.policy import load_policy
from advisor.settings import Places
from advisor.ui.desks.audit.words import say_error
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.tasks import Task, TaskRunner

_SUFFIX: Final = ".jsonl"


def write_records(path: Path, rows: Sequence[Row]) -> int:
    """Write records as JSON lines, the oldest first, for nobody but who writes them.

    Raises:
        AdvisorError: The file cannot be written.

    Returns:
        How many there are.
    """
    lines = [to_json_line(row.record) for row in reversed(rows)]
    write_file(path, b"".join(lines), private=True)
    return len(lines)


class Exporting(QObject):
    """Asks, asks where to, and writes.

    Args:
        window: The window that shows the records.
        places: The site and home folders.
        runner: What writes.

    Signals:
        said: What became of it.
        life_at_risk_wanted: The reader wants to know whom to ring instead.
    """

    said = Signal(str)
    life_at_risk_wanted = Signal()

    def __init__(self, window: QWidget, places: Places, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window = window
        self._places = places
        self._runner = runner
        self._rows: Sequence[Row] = ()
        self._confirm: ConfirmDialog | None = None

    def ask(self, rows: Sequence[Row]) -> None:
        """Ask whether records are to be written, saying what they are to be handled as."""
        self._rows, label = rows, mark(rows)
        policy = load_policy(self._places.site)
        if not policy.allows_exporting(label):
            self.said.emit(
                f"Not exported. Your organisation lets records up to {policy.export_up_to} be "
                f"written to a file, and these go up to {label}. Narrow them with the filters."
            )
            return
        dialog = ConfirmDialog(
            f"Export records marked {label}?",
            (
                ("", f"Records: {len(rows):,}, those that are listed now."),
                (
                    f"The highest label in them is {label}",
                    "The file is readable text, and as restricted as that: keep it so. It is "
                    f"JSON lines in the Elastic Common Schema {ECS_VERSION}, one for each record.",
                ),
            ),
            ("Choose file…", "Do not export"),
            label,
            self._window,
        )
        if self._confirm is not None:
            self._confirm.deleteLater()  # not when it closes, while the keyboard is in it
        self._confirm = dialog
        dialog.accepted.connect(partial(self._ask_where, label))
        dialog.life_at_risk_wanted.connect(self.life_at_risk_wanted)
        dialog.open()

    def _ask_where(self, label: Label) -> None:
        # The name says the level, as every document does, and no compartment.
        name = f"audit-{date.today():%Y-%m-%d}-{label.classification.words}{_SUFFIX}"
        dialog = QFileDialog(self._window, "Export records")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("JSON lines (*.jsonl)")
        dialog.setDefaultSuffix(_SUFFIX.removeprefix("."))
        dialog.selectFile(name.replace(" ", "-"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    @Slot(str)
    def _on_file_selected(self, name: str) -> None:
        task = Task(partial(write_records, Path(name), self._rows), self, must_end=True)
        task.succeeded.connect(partial(self._on_written, name))
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _on_written(self, name: str, count: int) -> None:
        self.said.emit(f"Records written: {count:,}, to {name}.")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.said.emit(say_error(error))
