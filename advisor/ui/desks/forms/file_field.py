"""A field for the path of a file, with a button to browse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from advisor.ui.desks.forms.field import Field
from advisor.ui.widgets.buttons import Button


class FileField(Field):
    """The path of a file that is there, or is to be made.

    Args:
        name: What it is.
        hint: What stands below it.
        is_new: Whether the file is to be made.
        beside: More buttons at its right.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        name: str,
        hint: str = "",
        *,
        is_new: bool = False,
        beside: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        self._browse = Button("Browse…")
        self._browse.setAccessibleName(f"Browse for {name[:1].lower()}{name[1:]}")
        super().__init__(name, self.line, hint, beside=(self._browse, *beside), parent=parent)
        self._is_new = is_new
        self._browse.clicked.connect(self._on_browse)

    @property
    def path(self) -> str:
        """What stands in the field."""
        return self.line.text().strip()

    @Slot()
    def _on_browse(self) -> None:
        folder = str(Path(self.path).parent) if self.path else ""
        dialog = QFileDialog(self, self.name, folder, "All files (*)")
        if self._is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()
