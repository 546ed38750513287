"""How a process that holds what is protected ends."""

from __future__ import annotations

import os
from typing import NoReturn


def end_process() -> NoReturn:
    """End this process at once, with nothing left to run.

    Tearing down Python and Qt would take its time, hand what is on the clipboard to a
    manager, and wipe nothing that the end of the process does not.
    """
    os._exit(0)
