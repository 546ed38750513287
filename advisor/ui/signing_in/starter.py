"""The window that started this process, as this process has it."""

from __future__ import annotations

import os
import threading
import time
from typing import Final

from PySide6.QtCore import QObject, Signal

from advisor.ui.signing_in.ending import end_process
from advisor.ui.signing_in.handover import MOST_BYTES, RAISE, Handover, Said

_PIECE = 65_536
#: How long this process has to end by itself once the window that started it is gone.
_MOST_SECONDS: Final = 6.0


def read_handover() -> tuple[Handover, bytes]:
    """Read the first line of standard input, and what of the next came with it.

    Raises:
        ValueError: There is none, or it is not a handover.
    """
    data = b""
    while b"\n" not in data:
        piece = os.read(0, _PIECE)  # not through sys.stdin, which a windowed program lacks
        if not piece or len(data) > MOST_BYTES:
            raise ValueError("no handover")
        data += piece
    line, _, rest = data.partition(b"\n")
    return Handover.from_line(line), rest


class Starter(QObject):
    """Listens to the window that started this process, and speaks to it.

    Signals:
        raise_wanted: It wants this window to come to the front.
        gone: It is gone, or wants this process to end.
    """

    raise_wanted = Signal()
    gone = Signal()

    def __init__(self, rest: bytes = b"", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = rest

    def listen(self) -> None:
        """Begin to listen; the signals arrive on the thread that made this."""
        # A thread, because a pipe cannot be watched in Qt's loop on every platform, and because
        # a window that hangs has to end all the same. It ends with the process.
        threading.Thread(target=self._listen, name="starter", daemon=True).start()

    def _listen(self) -> None:
        data = self._rest
        while True:
            while b"\n" in data:
                line, _, data = data.partition(b"\n")
                if line + b"\n" == RAISE:
                    self.raise_wanted.emit()
            try:
                piece = os.read(0, _PIECE)
            except OSError:
                piece = b""
            if not piece or len(data) > MOST_BYTES:
                break
            data += piece
        try:
            self.gone.emit()
            time.sleep(_MOST_SECONDS)
        finally:
            end_process()

    def say(self, word: Said, detail: str = "") -> None:
        """Say something to it; nobody listens any more where it is gone."""
        line = f"{word.value} {detail}".strip() + "\n"
        try:
            os.write(1, line.encode("ascii"))
        except OSError:
            return
