"""The ROCC's own paragraphs of an enquiry, each with its marking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from advisor.enquiries import Enquiry
from advisor.enquiries.editing import marking_drawn_on
from advisor.notes import OwnWords
from advisor.notes.document import clean
from advisor.notes.recipe import MOST_OF_WORDS
from advisor.ui.enquiries.enquiry_keeper import EnquiryKeeper
from advisor.ui.enquiries.fields import make_marking, make_text
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space


@dataclass(frozen=True)
class _Paragraph:
    """The widgets of one paragraph."""

    part: QWidget
    text: QPlainTextEdit
    marking: ComboBox


class ParagraphsPart(QWidget):
    """Paragraphs to be written, and their markings."""

    def __init__(
        self, enquiry: Enquiry, keeper: EnquiryKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._session = keeper.reader.session
        self._id = enquiry.id
        self._paragraphs: list[_Paragraph] = []
        column = QVBoxLayout(self)
        space(column, gap=8)
        self._rows = QVBoxLayout()
        space(self._rows, gap=8)
        column.addLayout(self._rows)
        self._add = Button("Add a paragraph")
        self._add.clicked.connect(self._on_add)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        for one in enquiry.words:
            self._make(one.text, one.marking)

    def _make(self, text: str, marking: str) -> _Paragraph:
        number = len(self._paragraphs) + 1
        part = QWidget()
        column, row = QVBoxLayout(part), QHBoxLayout()
        space(column, (4, 0, 4, 0), 6)
        space(row, gap=8)
        field = make_text(f"Paragraph {number}", text, MOST_OF_WORDS, self._on_changed)
        name = f"Marking of paragraph {number}"
        box = make_marking(name, self._session, marking, self._on_changed)
        drop = Button("Take out", Kind.LINK, compact=True)
        drop.setAccessibleName(f"Take out paragraph {number}")
        row.addWidget(WrapLabel(f"Paragraph {number}", Type.META, "muted"), 1)
        row.addWidget(box)
        row.addWidget(drop)
        column.addLayout(row)
        column.addWidget(field)
        self._rows.addWidget(part)
        made = _Paragraph(part, field, box)
        drop.clicked.connect(partial(self._drop, made))
        self._paragraphs.append(made)
        return made

    @Slot()
    def _on_add(self) -> None:
        """Begin a paragraph, marked as the highest that it can draw on."""
        enquiry = self._keeper.find(self._id)
        tactics = enquiry.tactics if enquiry is not None else ()
        made = self._make("", str(marking_drawn_on(self._session, tactics)))
        made.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _drop(self, one: _Paragraph) -> None:
        self._paragraphs.remove(one)
        one.part.hide()
        one.part.deleteLater()
        self._on_changed(None)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, value: object) -> None:
        """Take all paragraphs that say anything, to be kept once the hands rest."""
        del value
        words = [
            OwnWords(marking=one.marking.currentData(), text=text)
            for one in self._paragraphs
            if (text := clean(one.text.toPlainText()[:MOST_OF_WORDS]))
        ]
        self._keeper.stage(self._id, words=tuple(words))
