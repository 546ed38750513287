"""The figures of all enquiries, to be taken to a tasking meeting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QTableWidgetItem,
    QWidget,
)

from advisor.clearance import Label as Marking
from advisor.durable import write_output
from advisor.enquiries import Enquiry
from advisor.enquiries.figures import COLUMNS, Figures, count
from advisor.errors import AdvisorError
from advisor.ui.enquiries.fields import make_marking
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.reading_table import ReadingTable

_WIDTH_EM, _HEIGHT_EM = 48, 46
_HOW: Final = "No operation, unit or person is in them, and no free text."
_OF_ALL: Final = (
    "They are marked as high as what is open, because what they count was asked with all of it "
    "open. Choose a lower marking for a meeting that may not hear of all."
)
_LOWER: Final = (
    "Counted are enquiries whose asker, and all that they name and say, are at or below that "
    "marking, as its reader sees it. Above it, and not in them: {}."
)


class FiguresDialog(HouseDialog):
    """Shows figures, and saves them for a spreadsheet.

    Args:
        enquiries: What is counted.
        reader: Whose they are.
        parent: The window.
    """

    def __init__(
        self, enquiries: Sequence[Enquiry], reader: Reader, parent: QWidget | None = None
    ) -> None:
        # As high as all that is open, because it says how many are left out as well.
        super().__init__("Figures of enquiries", parent, marking=reader.session.clearance.label)
        self._enquiries, self._reader = tuple(enquiries), reader
        self.figures: Figures = count(self._enquiries, reader.session)
        self._heading, self._how = Label("", Type.HEADING), WrapLabel("", Type.META, "muted")
        self._table, self._news = self._make_table(), WrapLabel("")
        self._save = Button("Save for a spreadsheet…", Kind.PRIMARY)
        self._save.clicked.connect(self._on_save)
        self.body.addLayout(self._make_marking())
        self.body.addWidget(self._how)
        self.body.addWidget(self._heading)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._news)
        self.finish(_WIDTH_EM, _HEIGHT_EM, self._save)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._show()

    def _make_marking(self) -> QFormLayout:
        """Return the field for what the figures are to be marked."""
        form, label = QFormLayout(), str(self.figures.label)
        add_row(form, "&Marked", make_marking("Marked", self._reader.session, label, self.choose))
        return form

    def choose(self, marking: str) -> None:
        """Count anew, for figures of another marking."""
        self.figures = count(self._enquiries, self._reader.session, Marking.parse(marking))
        self._show()

    def _make_table(self) -> ReadingTable:
        table = ReadingTable("Figures", COLUMNS)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return table

    def _show(self) -> None:
        """Show the figures, how they are counted, and whether they may be saved."""
        found, session = self.figures, self._reader.session
        self._heading.setText(f"Enquiries: {found.enquiries}")
        is_all = found.label == session.clearance.label
        self._how.show_text(f"{_HOW} {_OF_ALL if is_all else _LOWER.format(found.left_out)}")
        self._table.setRowCount(len(found.rows))
        for place, row in enumerate(found.rows):
            for column, text in enumerate((row.by, row.name, str(row.count))):
                self._table.setItem(place, column, QTableWidgetItem(text))
        self._save.enable()
        refusal = ""
        if not session.policy.allows_exporting(found.label):
            refusal = (
                f"Your organisation lets files up to {session.policy.export_up_to} be written, "
                f"and this is {found.label}."
            )
            self._save.disable(refusal)
        self._tell(refusal)

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
