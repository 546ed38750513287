"""A field for a passphrase, which shows it only on wish."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.ui.desks.forms.field import Field
from advisor.ui.widgets.buttons import Button

_SHOW: Final = "Show the passphrase"
_HIDE: Final = "Hide the passphrase"


class PassphraseField(Field):
    """What is typed is hidden, and nothing else may learn, complete or correct it."""

    def __init__(self, name: str = "Passphrase", parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self._show = Button("Show")
        self._show.setAccessibleName(_SHOW)
        super().__init__(name, self.line, beside=(self._show,), parent=parent)
        self._show.clicked.connect(self._on_show_clicked)

    @Slot()
    def _on_show_clicked(self) -> None:
        is_hidden = self.line.echoMode() is QLineEdit.EchoMode.Password
        echo = QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password
        self.line.setEchoMode(echo)
        self._show.setText("Hide" if is_hidden else "Show")
        self._show.setAccessibleName(_HIDE if is_hidden else _SHOW)
