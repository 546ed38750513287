"""Another program with a hand on the clipboard, run by itself on a private desktop.

For each line of JSON on standard input it answers with one: ``["read"]`` with the text of the
clipboard and the names of its formats, ``["copy", text]`` after it has put a text there.
"""

from __future__ import annotations

import json
import os
import sys
from threading import Thread

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication


class Client(QObject):
    """Reads and writes the clipboard on the thread of the event loop, as it has to be."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self.answer)

    def listen(self) -> None:
        """Take one line after another, on a thread of its own."""
        for line in sys.stdin:
            self.asked.emit(json.loads(line))
        os._exit(0)

    @Slot(object)
    def answer(self, words: list[str]) -> None:
        """Do what a line asks for."""
        clipboard = QGuiApplication.clipboard()
        if words[0] == "copy":
            clipboard.setText(words[1])
        data = clipboard.mimeData()
        sys.stdout.write(json.dumps([clipboard.text(), data.formats() if data else []]) + "\n")
        sys.stdout.flush()


def main() -> int:
    """Serve until standard input is closed."""
    qt = QGuiApplication(sys.argv)
    client = Client()
    Thread(target=client.listen, daemon=True).start()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main())
