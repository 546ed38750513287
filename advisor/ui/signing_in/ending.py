"""How a process that holds what is protected ends."""

from __future__ import annotations

import os
import threading
from typing import NoReturn

from PySide6.QtWidgets import QApplication


def end_process() -> NoReturn:
    """End this process at once, with nothing left to run.

    Tearing down Python and Qt would take its time, hand what is on the clipboard to a
    manager, and wipe nothing that the end of the process does not.
    """
    os._exit(0)


def end_process_within(seconds: float) -> None:
    """End this process after so long at the latest, whatever it is waiting for then."""
    timer = threading.Timer(seconds, end_process)
    timer.daemon = True
    timer.start()


def hide_everything() -> None:
    """Take every window of this process off the screen, its dialogs and menus included."""
    for widget in QApplication.topLevelWidgets():
        widget.hide()
