"""Keeping the summary of an import: what policy allows, where to, and writing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from advisor.notes.document import Document
from advisor.policy import load_policy
from advisor.releases.proposal import Proposal
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.long_work import LongWork, Tell
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.desks.releases.summary import make_summary, write_summary
from advisor.ui.desks.releases.words import say_error
from advisor.ui.icons import Icon

_FILTERS: Final = "PDF, to print (*.pdf);;Page, to read (*.html)"

Start = Callable[[str, Callable[[Tell], Any]], LongWork | None]


class SummaryKeeper(QObject):
    """Asks where to, records it, and writes the summary.

    Args:
        window: The window, which says what became of it.
        who: Who keeps it.
        start: Begins one piece of work.
    """

    def __init__(self, window: DeskWindow, who: Administrator, start: Start) -> None:
        super().__init__(window)
        self._window, self._who, self._start = window, who, start
        self._proposal: Proposal | None = None
        self._document: Document | None = None

    def ask(self, proposal: Proposal) -> None:
        """Ask where the summary of what was imported is to be written."""
        self._proposal = proposal
        self._document = make_summary(proposal, proposal.preview.release)
        label = self._document.label
        policy = load_policy(self._who.places.site)
        if not policy.allows_exporting(label):
            self._window.message.show_message(
                f"Not saved. Your organisation lets text up to {policy.export_up_to} be written to "
                f"a file, and this goes up to {label}. Do it while you are not signed in.",
                icon=Icon.ALERT,
            )
            return
        dialog = QFileDialog(self._window, f"Save the summary, {label}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS)
        dialog.setDefaultSuffix("pdf")
        # The name says the level, as every document does, and no compartment.
        level = label.classification.words.replace(" ", "-")
        dialog.selectFile(f"release-{proposal.preview.release.number}-{level}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    @Slot(str)
    def _on_file_selected(self, name: str) -> None:
        if self._document is None or self._proposal is None:
            return
        number = self._proposal.preview.release.number
        keep = partial(_keep, self._who, number, self._document, Path(name))
        work = self._start("Writing the summary…", keep)
        if work is not None:
            work.succeeded.connect(self._on_written)
            work.failed.connect(self._on_failed)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self._window.message.show_message(f"Saved: {path}. Handle it as it is marked.")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._window.message.show_message(f"Not saved. {say_error(error)}", icon=Icon.ALERT)


def _keep(who: Administrator, number: int, document: Document, path: Path, tell: Tell) -> Path:
    who.record_summary(number, document.label, path)
    return write_summary(document, path, tell)
