"""Letting the asker's note out, once its last look was passed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from advisor.enquiries.final_look import FinalLook, verify_confirmed
from advisor.errors import AdvisorError
from advisor.notes.printable import print_note
from advisor.ui.leaving.print_dialog import PrintDialog
from advisor.ui.reader import Reader


class GivingDialog(PrintDialog):
    """Prints, saves or copies the asker's note; the name of its file is looked at too.

    Args:
        found: What was looked at.
        confirmed: What the leak check found and the ROCC lets stand.
        reader: The ROCC.
        parent: The window.
    """

    def __init__(
        self,
        found: FinalLook,
        confirmed: Collection[str],
        reader: Reader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(print_note(found.theirs), reader, parent)
        self._found, self._confirmed = found, confirmed

    @Slot(str)
    def save(self, name: str) -> None:
        """Write it to a file, unless the name of that says what occurs only above."""
        try:
            verify_confirmed(self._found.hits_with(Path(name).name), self._confirmed)
        except AdvisorError as error:
            self._tell_error(error)
        else:
            super().save(name)
