"""The answer sheet: the line to read out on the telephone, and the sheet on paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from advisor.catalogue.freshness import today
from advisor.errors import AdvisorError
from advisor.notes.answer_sheet import HOW, say_sheet
from advisor.notes.printable import print_sheet
from advisor.ui import theme
from advisor.ui.leaving.print_dialog import PrintDialog
from advisor.ui.leaving.taking import Way, find_refusal, record
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.scroll_page import keep_gutter
from advisor.ui.widgets.spacing import size, space

TITLE: Final = "Answer sheet"
NOTHING_ANSWERED: Final = (
    "Nothing is answered yet that could be read out. Answer a question first, under Advisor or "
    "“Can I have this?”."
)
_LINE_HEIGHT: Final = 74


class SheetDialog(PrintDialog):
    """Shows the line and the sheet, to be read out, printed, saved or copied.

    Args:
        reader: Whose answers.
        parent: The window.
    """

    def __init__(self, reader: Reader, parent: QWidget | None = None) -> None:
        printable = print_sheet(reader.session, reader.answers, today())
        super().__init__(printable, reader, parent, title=TITLE)
        self._line = QPlainTextEdit(say_sheet(reader.session, reader.answers))
        self._line.setReadOnly(True)
        self._line.setTabChangesFocus(True)
        self._line.setAccessibleName("The line to read out")
        self._line.setAccessibleDescription(f"Marked {printable.label}. {HOW}")
        self._line.setFont(theme.current().font(Type.QUESTION))
        keep_gutter(self._line)
        size(self._line, height=_LINE_HEIGHT)
        self._copy_line = Button("Copy the line")
        self._copy_line.clicked.connect(self.copy_line)
        refusal = find_refusal(reader.session, printable, Way.COPY)
        if refusal:
            self._copy_line.disable(refusal)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._line, 1)
        row.addWidget(self._copy_line, 0, Qt.AlignmentFlag.AlignTop)
        self._how.show_text(f"Marked {printable.label}. {HOW}")
        self.body.insertLayout(2, row)
        QWidget.setTabOrder(self._copy_line, self._ways[Way.PRINT])
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def line(self) -> str:
        """The line to read out."""
        return self._line.toPlainText()

    @Slot()
    def copy_line(self) -> None:
        """Put the line alone on the clipboard, once that is recorded."""
        reader, printable = self._reader, self._printable
        try:
            record(reader.session, reader.journal, printable, Way.COPY, "its line to the clipboard")
        except AdvisorError as error:
            self._tell_error(error)
            return
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self.line)
        if clipboard.text() == self.line:
            self._tell(f"Copied, without its marking: {printable.label}.")
        else:
            self._tell("Your organisation does not let this be copied. Nothing was copied.")
