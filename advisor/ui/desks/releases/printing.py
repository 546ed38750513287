"""Printing the summary of an import: what policy allows, which printer, and drawing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog

from advisor.errors import CancelledError
from advisor.notes.document import Document
from advisor.policy import load_policy
from advisor.printing import draw_on
from advisor.releases.proposal import Proposal
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.long_work import LongWork, Tell
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.desks.releases.summary import make_summary
from advisor.ui.desks.releases.words import say_error
from advisor.ui.icons import Icon

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NO_PRINTER: Final = "No printer can be reached from here. Save the summary, and print that."

Start = Callable[[str, Callable[[Tell], Any]], LongWork | None]


class SummaryPrinter(QObject):
    """Asks which printer, records it, and prints the summary.

    Args:
        window: The window, which says what became of it.
        who: Who prints it.
        start: Begins one piece of work.
    """

    def __init__(self, window: DeskWindow, who: Administrator, start: Start) -> None:
        super().__init__(window)
        self._window, self._who, self._start = window, who, start
        self._number = 0
        self._document: Document | None = None
        self._printer: QPrinter | None = None

    def ask(self, proposal: Proposal) -> None:
        """Ask where the summary of what was imported is to be printed."""
        self._number = proposal.preview.release.number
        self._document = make_summary(proposal, proposal.preview.release)
        label = self._document.label
        policy = load_policy(self._who.places.site)
        if not policy.allows_printing(label):
            self._say_alert(
                f"Not printed. Your organisation lets text up to {policy.print_up_to} be printed, "
                f"and this goes up to {label}. Do it while you are not signed in."
            )
            return
        self._ask_for_printer(self._document)

    def _ask_for_printer(self, document: Document) -> None:
        from PySide6.QtPrintSupport import (  # noqa: PLC0415 - looks for printers
            QAbstractPrintDialog,
            QPrintDialog,
            QPrinter,
            QPrinterInfo,
        )

        if not QPrinterInfo.availablePrinterNames():
            self._say_alert(_NO_PRINTER)
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(document.title)
        dialog = QPrintDialog(self._printer, self._window)
        # A file would get past what the site says of files.
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_printer_chosen)
        dialog.show()

    @Slot(int)
    def _on_printer_chosen(self, result: int) -> None:
        if self._printer is not None and result == QDialog.DialogCode.Accepted:
            self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the summary that was asked for, once that is recorded."""
        if self._document is None:
            return
        self._printer = printer  # for as long as it is drawn on
        draw = partial(_print, self._who, self._number, self._document, printer)
        work = self._start("Printing the summary…", draw)
        if work is not None:
            work.succeeded.connect(self._on_printed)
            work.failed.connect(self._on_failed)

    @Slot(object)
    def _on_printed(self, ignored: object) -> None:
        del ignored
        self._window.message.show_message("Sent to the printer. Handle it as it is marked.")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._say_alert(f"Not printed. {say_error(error)}")

    def _say_alert(self, words: str) -> None:
        self._window.message.show_message(words, icon=Icon.ALERT)


def _print(
    who: Administrator, number: int, document: Document, printer: QPrinter, tell: Tell
) -> None:
    who.record_printing(number, document.label, printer.printerName())
    painter = QPainter()
    try:
        for percent in draw_on(document, printer, painter):
            tell(percent)
    except CancelledError:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
