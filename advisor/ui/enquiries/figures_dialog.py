"""The figures of all enquiries, to be taken to a tasking meeting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from advisor.durable import write_output
from advisor.enquiries import Enquiry
from advisor.enquiries.figures import Figures, count
from advisor.errors import AdvisorError
from advisor.ui import theme
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.scroll_page import keep_gutter
from advisor.ui.widgets.spacing import space

_WIDTH, _HEIGHT = 620, 560
_HOW = (
    "No operation, unit or person is in them, and no free text. They are marked as high as what "
    "is open, because what they count was asked with all of it open."
)


class FiguresDialog(QDialog):
    """Shows figures, and saves them for a spreadsheet.

    Args:
        enquiries: What is counted.
        reader: Whose they are.
        parent: The window.
    """

    def __init__(
        self, enquiries: Sequence[Enquiry], reader: Reader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self.figures: Figures = count(enquiries, reader.session)
        self.setWindowTitle("Figures of enquiries")
        label = self.figures.label
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(label), label.classification.value)
        self._news = WrapLabel("")
        self._news.hide()
        column, body = QVBoxLayout(self), QVBoxLayout()
        space(column)
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(Label(f"Enquiries: {self.figures.enquiries}", Type.QUESTION))
        body.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        body.addWidget(self._make_table(), 1)
        body.addWidget(self._news)
        body.addLayout(self._make_buttons())
        column.addWidget(top)
        column.addLayout(body, 1)
        column.addWidget(bottom)
        px = theme.current().px
        self.resize(QSize(px(_WIDTH), px(_HEIGHT)).boundedTo(self.screen().availableSize()))

    def _make_table(self) -> QTableWidget:
        rows = self.figures.rows
        table = QTableWidget(len(rows), 3)
        table.setAccessibleName("Figures")
        table.setHorizontalHeaderLabels(["Counted by", "Which", "Enquiries"])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        keep_gutter(table)
        for place, row in enumerate(rows):
            for column, text in enumerate((row.by, row.name, str(row.count))):
                table.setItem(place, column, QTableWidgetItem(text))
        table.resizeColumnToContents(0)
        table.horizontalHeader().setSectionResizeMode(
            1, table.horizontalHeader().ResizeMode.Stretch
        )
        return table

    def _make_buttons(self) -> QHBoxLayout:
        save, close = Button("Save for a spreadsheet…", Kind.PRIMARY), Button("Close")
        save.clicked.connect(self._on_save)
        close.clicked.connect(self.reject)
        policy = self._reader.session.policy
        if not policy.allows_exporting(self.figures.label):
            refusal = (
                f"Your organisation lets files up to {policy.export_up_to} be written, and this "
                f"is {self.figures.label}."
            )
            save.disable(refusal)
            self._tell(refusal)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addStretch(1)
        row.addWidget(save)
        row.addWidget(close)
        return row

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, "Save the figures", "enquiry-figures.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Spreadsheet (*.csv)"])
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the figures to a file, once that is recorded."""
        path, label = Path(name), self.figures.label
        try:
            if not self._reader.session.policy.allows_exporting(label):
                return
            if self._reader.journal is not None:
                where = f"to {path.name}"
                self._reader.journal.export_of("figures of enquiries", label, where)
            write_output(path, self.figures.to_csv())
        except AdvisorError as error:
            self._tell(" ".join(filter(None, (error.message, error.hint))))
        else:
            self._tell(f"Saved, marked {label}: {path.name}.")

    def _tell(self, words: str) -> None:
        self._news.show_text(words)
        self._news.setVisible(bool(words))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
