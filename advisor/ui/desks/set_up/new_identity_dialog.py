"""Makes an identity under a passphrase of generated words, which it shows once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from advisor.clearance import OFFICIAL
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.sealing.passphrase import generate
from advisor.sealing.unlocking import child_command, create_in_child
from advisor.ui import theme
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.field import Problem
from advisor.ui.desks.forms.file_field import FileField
from advisor.ui.desks.forms.form import Form
from advisor.ui.desks.forms.words import is_of_identity, say_error
from advisor.ui.tasks import Task, TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 640
_MAKING: Final = "Making the identity…"
#: It is asked twenty times a second whether to go on, and takes a second or two.
_PERCENT_EACH: Final = 2
_MOST_PERCENT: Final = 95


class NewIdentityDialog(DeskDialog):
    """Where to keep it, its words, and a box to say that they were written down.

    Args:
        path: Where it is kept, unless its owner says otherwise.
        runner: What makes it.
        parent: The window it belongs to.

    Signals:
        made: It is there, in this file.
    """

    made = Signal(str)
    _progressed = Signal(str, int)

    def __init__(self, path: Path, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__("Make an identity", OFFICIAL, parent)
        self._runner = runner
        self._passphrase = generate()
        self._is_busy = False
        self._fill(path)
        self._progressed.connect(self._busy.show_progress)
        self.setMinimumWidth(theme.current().px(_WIDTH))

    def _fill(self, path: Path) -> None:
        body = self.body
        body.addWidget(WrapLabel("Make an identity", Type.QUESTION))
        body.addWidget(
            WrapLabel(
                "A file that only its passphrase opens. The words are shown now and never again, "
                "and nobody can find them out: without them everything granted to you is lost."
            )
        )
        self._form = Form()
        self._file = FileField("New identity file", is_new=True)
        self._file.line.setText(str(path))
        self._form.add("file", "&File", self._file)
        self._written = CheckBox("I have written the words down, or know them by &heart")
        self._written.toggled.connect(self._enable)
        self._problem, self._busy = Problem(), BusyLine()
        body.addWidget(self._form)
        body.addWidget(WrapLabel("Your passphrase, shown only now", Type.META, "muted"))
        body.addWidget(WrapLabel(self._passphrase, Type.HEADING))
        body.addWidget(self._written)
        body.addWidget(self._problem)
        body.addWidget(self._busy)
        body.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        self._make = Button("Make identity", Kind.PRIMARY)
        self._make.setDefault(True)
        self._make.clicked.connect(self._on_make)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        space(row, gap=8)
        words = WrapLabel("Tick the box to go on.", Type.META, "muted")
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._make)
        row.addWidget(cancel)
        self._enable()
        return row

    @property
    def passphrase(self) -> str:
        """The words."""
        return self._passphrase

    @Slot()
    def _enable(self) -> None:
        self._file.setEnabled(not self._is_busy)
        self._written.setEnabled(not self._is_busy)
        if self._is_busy or not self._written.isChecked():
            self._make.disable("Tick the box above when you have written the words down.")
        else:
            self._make.enable()

    @Slot()
    def _on_make(self) -> None:
        if self._form.show_problems({"file": "" if self._file.path else "Name a new file."}):
            return
        self._is_busy = True
        self._problem.show_problem("")
        self._enable()
        self._busy.show_busy(_MAKING)
        task = Task(partial(self._create, Path(self._file.path)), self)
        task.succeeded.connect(self._on_made)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _create(self, path: Path) -> str:
        """Make the file, on the thread that works."""
        if path.exists():
            raise AdvisorError("This file is there already.", hint="Name a new file.")
        asked = 0

        def tell() -> None:
            nonlocal asked
            asked += 1
            self._progressed.emit(_MAKING, min(asked * _PERCENT_EACH, _MOST_PERCENT))

        content, _ = create_in_child(self._passphrase, command=child_command(), while_waiting=tell)
        write_file(path, content, private=True)
        return str(path)

    @Slot(object)
    def _on_made(self, path: str) -> None:
        self._busy.show_idle()
        self._is_busy = False
        self.made.emit(path)
        self.accept()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        self._busy.show_idle()
        self._enable()
        if is_of_identity(error):
            self._problem.show_problem(say_error(error))
        else:
            self._form.show_problems({"file": say_error(error)})

    def reject(self) -> None:
        """Leave it, unless it is being made at this moment."""
        if not self._is_busy:
            super().reject()
