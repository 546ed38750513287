"""Notices that somebody uses a window of this process."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Signal
from PySide6.QtGui import QMouseEvent

#: A key that is a shortcut comes as its override only; a word from an input method as itself.
_KINDS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class Activity(QObject):
    """Watches keys, pointer and touch in every window of the application; takes nothing.

    Args:
        parent: What it belongs to.

    Signals:
        used: Somebody does something.
    """

    used = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pointer = QPointF()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice; take nothing."""
        del watched
        if event.type() in _KINDS and self._is_by_somebody(event):
            self.used.emit()
        return False

    def _is_by_somebody(self, event: QEvent) -> bool:
        """Tell a pointer that moves from a window that opens or scrolls below it."""
        if event.type() != QEvent.Type.MouseMove or not isinstance(event, QMouseEvent):
            return True
        before, self._pointer = self._pointer, event.globalPosition()
        return before != self._pointer
