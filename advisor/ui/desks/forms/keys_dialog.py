"""The public keys of a site's labels, for the publisher."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.audit.record import Details, Kind
from advisor.clearance import highest
from advisor.durable import write_file
from advisor.people.label_keys import find_label_keys, to_recipients_file
from advisor.people.office import Affairs, Office
from advisor.ui import theme
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.field import Problem
from advisor.ui.desks.forms.words import say_error
from advisor.ui.icons import Icon
from advisor.ui.tasks import Task, TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets import buttons
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 640
_HEIGHT: Final = 440


class KeysDialog(DeskDialog):
    """Shows them, and saves them to a file that says how it is marked.

    Args:
        office: The administrator's.
        affairs: How things are at the site.
        runner: What writes the file.
        parent: The window it belongs to.
    """

    def __init__(
        self, office: Office, affairs: Affairs, runner: TaskRunner, parent: QWidget
    ) -> None:
        self._keys = find_label_keys(affairs)
        self._marking = highest(self._keys)
        super().__init__("Label keys for the publisher", self._marking, parent)
        self._office = office
        self._who = affairs.me.name
        self._runner = runner
        self._fill()
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))

    def _fill(self) -> None:
        body = self.body
        body.addWidget(WrapLabel("Label keys for the publisher", Type.QUESTION))
        body.addWidget(
            WrapLabel(
                "The next release is sealed to these public keys. They open nothing, but they name "
                f"your labels: hand them on as {self._marking}."
            )
        )
        body.addWidget(self._make_list(), 1)
        self._problem = Problem()
        self._done = IconText(Icon.TICK, "", Type.BODY)
        self._done.hide()
        body.addWidget(self._problem)
        body.addWidget(self._done)
        body.addLayout(self._make_buttons())

    def _make_list(self) -> QWidget:
        page = ScrollPage()
        page.setAccessibleName("Label keys")
        rows = QVBoxLayout(page.page)
        space(rows, (16, 12, 4, 12), 12)
        for label, key in self._keys.items():
            part = QVBoxLayout()
            space(part, gap=2)
            part.addWidget(WrapLabel(str(label), Type.STRONG))
            part.addWidget(WrapLabel(key, Type.META, "muted", measure=None))
            rows.addLayout(part)
        rows.addStretch(1)
        return page

    def _make_buttons(self) -> QHBoxLayout:
        self._save = buttons.Button("Save to a file…", buttons.Kind.PRIMARY)
        self._save.setDefault(True)
        self._save.clicked.connect(self._on_save)
        close = buttons.Button("Close")
        close.clicked.connect(self.reject)
        return buttons.button_row(self._save, close)

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, "Save the label keys", "label-keys.yaml", "All files (*)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Save the keys to a file; recorded first."""
        self._save.setEnabled(False)
        task = Task(partial(self._write, Path(name)), self, must_end=True)
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _write(self, path: Path) -> Path:
        where = Details(who=self._who, label=str(self._marking), note=f"label keys: {path}")
        self._office.record(Kind.EXPORT, where)
        write_file(path, to_recipients_file(self._keys), private=True)
        return path

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._save.setEnabled(True)
        self._problem.show_problem("")
        words = f"Saved, marked {self._marking}: {path.name}"
        self._done.show_text(words)
        self._done.setAccessibleName(words)
        self._done.show()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._done.hide()
        self._problem.show_problem(say_error(error))
