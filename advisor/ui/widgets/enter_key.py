"""Enter presses what has the keyboard, as the space bar does.

Qt leaves that to the desktop: on Windows only the space bar presses a button,
unless a dialog makes it the default one.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def press_with_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button if the key is Enter, and say whether it was."""
    if event.key() not in _KEYS or event.modifiers() not in _PLAIN:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True
