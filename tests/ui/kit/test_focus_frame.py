"""The ring around what has the keyboard."""

from __future__ import annotations

import gc

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.widgets.focus_frame import FocusFrame


class RingedWindow(QWidget):
    """A window that only a search for garbage can free, because it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.button = QPushButton("Here")
        self.button.setProperty("ring", True)
        QVBoxLayout(self).addWidget(self.button)
        self.frame = FocusFrame(self)


def test_a_window_that_nobody_holds_ends_without_a_word(qtbot: QtBot):
    for _ in range(20):
        window = RingedWindow()
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.button.setFocus()
        del window
        gc.collect()
