"""Takes what was copied from a signed-in window off the clipboard again.

Rules that this module keeps:
 * Above what the site allows nothing stays there for a moment, whatever way it was copied.
 * Only what is still ours is taken off: never what another program has put there since.
 * What is copied asks clipboard managers not to remember it. That is a request; Wayland
   compositors, remote desktops and managers that do not know it may keep it all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

#: What asks a manager not to remember, by its name and value: KDE's, then Windows' own.
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
}
_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardGuard(QObject):
    """Watches the clipboard and the primary selection of this process.

    Args:
        seconds: How long what was copied may stay.
        parent: What it belongs to.
        may_copy: Tells whether what is on the screen now may be copied at all.

    Signals:
        refused: Something was copied that may not be; it is gone again already.
    """

    refused = Signal()

    def __init__(
        self,
        seconds: int,
        parent: QObject | None = None,
        *,
        may_copy: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._may_copy = may_copy
        self._clipboard = QGuiApplication.clipboard()
        self._is_marking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1000 * seconds)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_copied)
        self._clipboard.selectionChanged.connect(self._on_selected)

    @Slot()
    def _on_copied(self) -> None:
        if self._is_marking or not self._clipboard.ownsClipboard():
            return
        text = self._clipboard.text()
        if text and not self._may_copy():
            self.clear()
            self.refused.emit()
        elif text:
            self._mark(text)
            self._timer.start()

    def _mark(self, text: str) -> None:
        """Put a text there again, with the request not to remember it."""
        data = QMimeData()
        data.setText(text)
        for name, value in _HINTS.items():
            data.setData(name, QByteArray(value))
        self._is_marking = True
        try:
            self._clipboard.setMimeData(data)
        finally:
            self._is_marking = False

    @Slot()
    def _on_selected(self) -> None:
        if not self._clipboard.ownsSelection():
            return
        if self._may_copy():
            self._timer.start()
        else:
            # What is only selected is offered to a middle click; nobody asked for that.
            self._clipboard.clear(QClipboard.Mode.Selection)

    @Slot()
    def clear(self) -> None:
        """Take off what is still ours."""
        self._timer.stop()
        for mode in _MODES:
            if self._owns(mode):
                self._clipboard.clear(mode)

    def _owns(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Clipboard:
            return self._clipboard.ownsClipboard()
        return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
