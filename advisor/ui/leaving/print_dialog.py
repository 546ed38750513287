"""“Print or save exactly this”: the pages as they will be, and the ways to take them away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from advisor.errors import AdvisorError
from advisor.notes.printable import Printable
from advisor.printing import draw_on
from advisor.ui.leaving.page_picture import PagePicture
from advisor.ui.leaving.steps import Steps
from advisor.ui.leaving.taking import Way, find_refusal, record, save
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

TITLE: Final = "Print or save exactly this"
_HOW: Final = (
    "Every page bears its marking. The HTML file is the one for a screen reader. Keep and send "
    "either only where its marking may go: nothing is sent from here."
)
_DOING: Final = {Way.SAVE: "Making the file…", Way.PRINT: "Printing…"}
_CANCELLED: Final = {
    Way.SAVE: "Cancelled. Nothing was written.",
    Way.PRINT: "Cancelled. The printer may have begun: look what lies there.",
}
_NO_PRINTER: Final = "No printer can be reached from here. Save a PDF, and print that."
_FILTERS: Final = ("PDF, for paper (*.pdf)", "HTML, for screens (*.html)", "Plain text (*.txt)")
_SUFFIXES: Final = dict(zip(_FILTERS, ("pdf", "html", "txt"), strict=True))


@dataclass(frozen=True)
class Leaving:
    """Something that is on its way out.

    Attributes:
        way: How.
        file: The name of its file; empty where it has none.
        words: What is said once it has left.
    """

    way: Way
    file: str
    words: str


class PrintDialog(HouseDialog):
    """Shows what would be printed, saved or copied, and does it.

    Args:
        printable: What.
        reader: Whose reader.
        parent: The window.
        title: What it is called.

    Signals:
        left: It left the window: how (``Way``), and the name of its file, if it has one.
    """

    left = Signal(object, str)

    def __init__(
        self,
        printable: Printable,
        reader: Reader,
        parent: QWidget | None = None,
        *,
        title: str = TITLE,
    ) -> None:
        super().__init__(title, parent, marking=printable.label)
        self._printable, self._reader = printable, reader
        self._printer: QPrinter | None = None
        self._steps: Steps | None = None
        self._leaving: Leaving | None = None
        self._busy = BusyLine()
        self._busy.cancel_wanted.connect(self.cancel)
        self._picture = PagePicture(printable.document)
        self._page = WrapLabel(self._picture.words, Type.META)
        self._news = WrapLabel("")
        self._back, self._on = Button("Previous page"), Button("Next page")
        self._ways = {
            Way.PRINT: Button("Print…"),
            Way.SAVE: Button("Save…"),
            Way.COPY: Button("Copy as text"),
        }
        self._how = WrapLabel(_HOW, Type.META, "muted")
        self.body.addWidget(self._how)
        self.body.addLayout(self._make_ways())
        self.body.addWidget(self._news)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._picture, 1)
        self.body.addLayout(self._make_turning())
        self.finish(52, 58)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._show_what_is_allowed()
        self._show_page()
        self._picture.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        for way, slot in (
            (Way.PRINT, self._on_print),
            (Way.SAVE, self._on_save),
            (Way.COPY, self.copy),
        ):
            self._ways[way].clicked.connect(slot)
            row.addWidget(self._ways[way])
        row.addStretch(1)
        return row

    def _make_turning(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        self._back.clicked.connect(self._turn_back)
        self._on.clicked.connect(self._turn_on)
        self._picture.turned.connect(self._show_page)
        row.addWidget(self._back)
        row.addWidget(self._on)
        row.addWidget(self._page, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _show_what_is_allowed(self) -> None:
        """Turn off what the site does not let leave, and say why beside the buttons."""
        session, reasons = self._reader.session, []
        for way, button in self._ways.items():
            refusal = find_refusal(session, self._printable, way)
            if refusal:
                button.disable(refusal)
                reasons.append(refusal)
        self._news.show_text(" ".join(reasons))
        self._news.setVisible(bool(reasons))

    @property
    def is_busy(self) -> bool:
        """Whether something is on its way out."""
        return self._steps is not None

    @property
    def news(self) -> str:
        """What was done last, or why it could not be."""
        return self._news.plain_text

    @Slot()
    def _turn_back(self) -> None:
        self._picture.turn(-1)

    @Slot()
    def _turn_on(self) -> None:
        self._picture.turn(1)

    @Slot()
    def _show_page(self) -> None:
        self._page.show_text(self._picture.words)
        self._back.setEnabled(self._picture.number > 1)
        self._on.setEnabled(self._picture.number < self._picture.count)

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def copy(self) -> None:
        """Put all of it on the clipboard, marked, once that is recorded."""
        self._tell(copy_marked(self._printable, self._reader))
        if QGuiApplication.clipboard().text() == self._printable.text:
            self.left.emit(Way.COPY, "")

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, "Save", f"{self._printable.file_stem}.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_FILTERS))
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(_SuffixOf(dialog).take)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write it to a file, once that is recorded."""
        path, reader, label = Path(name), self._reader, self._printable.label
        work = save(reader.session, reader.journal, self._printable, path)
        self._begin(Leaving(Way.SAVE, path.name, f"Saved, marked {label}: {path.name}."), work)

    def _begin(self, leaving: Leaving, work: Iterator[int]) -> None:
        """Do something in steps, unless something is being done."""
        if self._steps is not None:
            return
        self._leaving, self._steps = leaving, Steps(work, self)
        self._steps.progressed.connect(self._busy.show_percent)
        self._steps.succeeded.connect(self._on_left)
        self._steps.failed.connect(self._tell_error)
        self._steps.ended.connect(self._on_steps_ended)
        self._tell("")
        self._busy.show_busy(_DOING[leaving.way], can_end=True)
        self._steps.start()

    @Slot(object)
    def _on_left(self, ignored: object) -> None:
        del ignored
        if self._leaving is not None:
            self._tell(self._leaving.words)
            self.left.emit(self._leaving.way, self._leaving.file)

    @Slot()
    def _on_steps_ended(self) -> None:
        if self._steps is not None:
            self._steps.deleteLater()
        self._steps = None
        self._busy.show_idle()

    @Slot()
    def cancel(self) -> None:
        """End what is being done; a file that was there is as it was."""
        if self._steps is not None and self._leaving is not None:
            self._steps.cancel()
            self._tell(_CANCELLED[self._leaving.way])

    def done(self, result: int) -> None:
        """Close the dialog, and end what is being done."""
        self.cancel()
        super().done(result)

    @Slot()
    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import (  # noqa: PLC0415 - looks for printers
            QAbstractPrintDialog,
            QPrintDialog,
            QPrinter,
            QPrinterInfo,
        )

        if not QPrinterInfo.availablePrinterNames():
            self._tell(_NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._printable.document.title)
        dialog = QPrintDialog(printer, self)
        # A file would get past what the site says of files.
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(self._on_printer_chosen)
        self._printer = printer
        dialog.show()

    @Slot(int)
    def _on_printer_chosen(self, result: int) -> None:
        if self._printer is not None and result == QDialog.DialogCode.Accepted:
            self.print_on(self._printer)
        self._printer = None

    def print_on(self, printer: QPrinter) -> None:
        """Print it, once that is recorded."""
        words = f"Sent to the printer, marked {self._printable.label}."
        self._begin(Leaving(Way.PRINT, "", words), self._print(printer))

    def _print(self, printer: QPrinter) -> Iterator[int]:
        """Print it in steps; what was cancelled is taken back, as far as the printer can."""
        painter, reader = QPainter(), self._reader
        where = f"on {printer.printerName()}"
        record(reader.session, reader.journal, self._printable, Way.PRINT, where)
        try:
            yield from draw_on(self._printable.document, printer, painter)
        except GeneratorExit:
            printer.abort()
            raise
        finally:
            if painter.isActive():
                painter.end()

    @Slot(object)
    def _tell_error(self, error: AdvisorError) -> None:
        self._tell(" ".join(filter(None, (error.message, error.hint))))

    def _tell(self, words: str) -> None:
        self._news.show_text(words)
        self._news.setVisible(bool(words))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


class _SuffixOf(QObject):
    """Gives a file the suffix of the kind that is chosen for it."""

    def __init__(self, dialog: QFileDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    @Slot(str)
    def take(self, chosen: str) -> None:
        """Take the kind that was chosen."""
        self._dialog.setDefaultSuffix(_SUFFIXES.get(chosen, "pdf"))


def copy_marked(printable: Printable, reader: Reader) -> str:
    """Put something on the clipboard as marked text, and return what is to be said of it."""
    try:
        record(reader.session, reader.journal, printable, Way.COPY, "to the clipboard")
    except AdvisorError as error:
        return " ".join(filter(None, (error.message, error.hint)))
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(printable.text)
    if clipboard.text() != printable.text:
        return "Your organisation does not let this be copied. Nothing was copied."
    return f"Copied, marked {printable.label} above and below."
