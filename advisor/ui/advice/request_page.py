"""The draft of a request, to be copied or saved, and finished by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.requesting import RequestDraft, draft_request, verify_may_be_written
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.label import Emphasis, Label, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_BLANK: Final = re.compile(r"\[to fill in: [^\]]*\]")
_HOW: Final = (
    "Made from your answers and from the catalogue. Nothing is sent: finish it by hand, and send "
    "it on a system that may hold its marking."
)


class RequestPage(ScrollPage):
    """Shows a draft.

    Signals:
        said: Something was done, or could not be, in a sentence or two.
    """

    said = Signal(str)

    def __init__(self, entry_id: str, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._draft: RequestDraft = draft_request(
            reader.session, entry_id, reader.answers, reader.description
        )
        self.setAccessibleName("Draft request")
        self._copy, self._save = Button("Copy", Kind.PRIMARY), Button("Save…")
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 12)
        column.addLayout(self._make_head())
        column.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        column.addLayout(self._make_deeds())
        column.addWidget(self._make_text())
        column.addStretch(1)

    @property
    def text(self) -> str:
        """The draft as it is copied and saved."""
        return self._draft.text

    def take_focus(self) -> None:
        """Put the keyboard on what one came for."""
        self._copy.setFocus()

    def _make_head(self) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        space(head, gap=2)
        line.addWidget(Label("Draft request", Type.META, "muted"))
        line.addStretch(1)
        label = self._draft.label
        line.addWidget(PortionMark(str(label), label.classification.value))
        head.addLayout(line)
        title = self._reader.session.catalogue.head(self._draft.entry_id).title
        head.addWidget(WrapLabel(title, Type.TITLE))
        return head

    def _make_deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        self._copy.clicked.connect(self._on_copy)
        self._save.clicked.connect(self._on_save)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        blanks = WrapLabel(f"Blanks to fill in: {self._draft.blanks}", Type.META)
        row.addWidget(blanks, 1, Qt.AlignmentFlag.AlignVCenter)
        try:
            verify_may_be_written(self._reader.session, self._draft)
        except AdvisorError as error:
            self._save.disable(error.message)
        return row

    def _make_text(self) -> Card:
        """Return the draft as it reads: headings, points, and blanks that stand out."""
        card = Card()
        for line in self.text.splitlines():
            if line.startswith("# "):
                card.body.addWidget(WrapLabel(line.removeprefix("# "), Type.QUESTION))
            elif line.startswith("## "):
                card.body.addWidget(WrapLabel(line.removeprefix("## "), Type.HEADING))
            elif line.strip():
                card.body.addWidget(_make_line(line.removeprefix("- ")))
        return card

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def _on_copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self.text)
        if clipboard.text() == self.text:  # else the site does not let it be copied, which is said
            self._tell("Copied, with its marking above and below.")

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, "Save the draft request", f"{self._draft.entry_id}.md")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Text (*.md *.txt)", "All files (*)"])
        dialog.setDefaultSuffix("md")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the draft to a file, once that is recorded."""
        path, session = Path(name), self._reader.session
        try:
            verify_may_be_written(session, self._draft)
            if self._reader.journal is not None:
                entry = session.catalogue.entry(self._draft.entry_id)
                note = f"draft request, to {path.name}"
                self._reader.journal.export(entry, self._draft.label, note)
            write_file(path, self.text.encode("utf-8"), private=True)
        except AdvisorError as error:
            self._tell(" ".join(filter(None, (error.message, error.hint))))
        else:
            self._tell(f"Saved, marked {self._draft.label}: {path.name}.")

    def _tell(self, words: str) -> None:
        self.said.emit(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _make_line(text: str) -> WrapLabel:
    label = WrapLabel()
    label.show_text(text, strong=[Emphasis(*found.span()) for found in _BLANK.finditer(text)])
    return label
