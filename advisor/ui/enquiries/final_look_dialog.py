"""The last look before a note goes out: the ROCC's own and the asker's, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from advisor.enquiries.final_look import FinalLook, verify_confirmed
from advisor.enquiries.leak_check import Hit
from advisor.errors import AdvisorError
from advisor.notes import Note
from advisor.ui import theme
from advisor.ui.enquiries.giving import Way, copy_note, find_refusal, save_note
from advisor.ui.icons import Icon
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage, keep_gutter
from advisor.ui.widgets.spacing import size, space

_WIDTH, _HEIGHT = 1080, 720
_NEWS_HEIGHT: Final = 190
_HOW: Final = (
    "The note at the right is made anew from what the asker may see. Nothing was taken out of "
    "yours to make it."
)
_CLEAN: Final = (
    "Leak check: no word, name, link, contact or count in it occurs only above the asker. What "
    "somebody says in other words it does not find: read it."
)
_FOUND: Final = "Occurs only above the asker. Mend it in the enquiry, or tick what may stand:"
_CONFIRM: Final = "Confirm each hit of the leak check first, or mend it."


class FinalLookDialog(QDialog):
    """Shows both notes, what is left out, and what the leak check found.

    Args:
        found: What is looked at.
        reader: The ROCC.
        parent: The window.

    Signals:
        given_out: The asker's note went out: the note, and the name of its file if it has one.
    """

    given_out = Signal(object, str)

    def __init__(self, found: FinalLook, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found, self._reader = found, reader
        self._boxes: dict[Hit, CheckBox] = {}
        self.setWindowTitle("The last look at a note")
        label = reader.session.clearance.label  # of what is left out as well
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(label), label.classification.value)
        self._save, self._copy = Button("Save…", Kind.PRIMARY), Button("Copy")
        self._said = WrapLabel("")
        self._said.hide()
        column, body = QVBoxLayout(self), QVBoxLayout()
        space(column)
        space(body, (20, 16, 20, 16), 10)
        body.addWidget(WrapLabel("The last look before it goes out", Type.QUESTION))
        body.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        body.addLayout(self._make_notes(), 1)
        body.addWidget(self._make_news())
        body.addWidget(self._said)
        body.addLayout(self._make_buttons())
        column.addWidget(top)
        column.addLayout(body, 1)
        column.addWidget(bottom)
        px = theme.current().px
        self.resize(px(_WIDTH), px(_HEIGHT))
        self._offer()

    @property
    def theirs(self) -> Note:
        """The note for the asker."""
        return self._found.theirs

    @property
    def confirmed(self) -> tuple[str, ...]:
        """What was confirmed, as hits name it."""
        return tuple(hit.text for hit, box in self._boxes.items() if box.isChecked())

    # ── what is shown ────────────────────────────────────────────────────────

    def _make_notes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=16)
        row.addLayout(_make_note("As you read it", self._found.own), 1)
        row.addLayout(_make_note("What the asker gets", self._found.theirs), 1)
        return row

    def _make_news(self) -> ScrollPage:
        """Return what is left out, and the hits to be confirmed."""
        page = ScrollPage()
        page.setAccessibleName("What is left out, and the leak check")
        size(page, height=_NEWS_HEIGHT)
        row = QHBoxLayout(page.page)
        space(row, (4, 4, 4, 4), 16)
        row.addLayout(self._make_left_out(), 1)
        row.addLayout(self._make_hits(), 1)
        return page

    def _make_left_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        space(column, gap=6)
        left_out = self._found.left_out
        column.addWidget(Label(f"Not for the asker: {len(left_out)}", Type.HEADING))
        for one in left_out:
            line = QHBoxLayout()
            space(line, gap=8)
            line.addWidget(WrapLabel(f"{one.what}: {one.words}"), 1)
            mark = PortionMark(str(one.label), one.label.classification.value)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
        column.addStretch(1)
        return column

    def _make_hits(self) -> QVBoxLayout:
        column = QVBoxLayout()
        space(column, gap=6)
        hits = self._found.hits
        column.addWidget(Label(f"Leak check: {len(hits)}", Type.HEADING))
        if hits:
            column.addWidget(WrapLabel(_FOUND, Type.BODY, "urgent"))
        else:
            column.addWidget(IconText(Icon.TICK, "Nothing was found"))
            column.addWidget(WrapLabel(_CLEAN, Type.META, "muted"))
        for hit in hits:
            box = CheckBox(f"{hit.kind.value.capitalize()} “{hit.text}”, in {hit.place}")
            box.toggled.connect(self._offer)
            self._boxes[hit] = box
            column.addWidget(box)
        column.addStretch(1)
        return column

    def _make_buttons(self) -> QHBoxLayout:
        mend = Button("Go back and mend" if self._found.hits else "Close")
        mend.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save)
        self._copy.clicked.connect(self.copy)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addStretch(1)
        row.addWidget(mend)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        (mend if self._found.hits else self._save).setDefault(True)
        return row

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def _offer(self) -> None:
        """Let it go out once every hit was confirmed, and where the site allows it."""
        session, label = self._reader.session, self.theirs.label
        is_confirmed = all(box.isChecked() for box in self._boxes.values())
        for button, way in ((self._save, Way.SAVE), (self._copy, Way.COPY)):
            refusal = find_refusal(session, label, way) or ("" if is_confirmed else _CONFIRM)
            if refusal:
                button.disable(refusal)
            else:
                button.enable()

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, "Save the asker's note", f"{self.theirs.file_stem}.html")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["HTML (*.html)", "PDF (*.pdf)", "Plain text (*.txt)"])
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the asker's note to a file, once that is recorded and its name was looked at."""
        path = Path(name)
        try:
            verify_confirmed(self._found.hits_with(path.name), self.confirmed)
            save_note(self._reader, self.theirs, path)
        except AdvisorError as error:
            self._tell(" ".join(filter(None, (error.message, error.hint))))
        else:
            self._tell(f"Saved, marked {self.theirs.label}: {path.name}.")
            self.given_out.emit(self.theirs, path.name)

    @Slot()
    def copy(self) -> None:
        """Put the asker's note on the clipboard, marked, once that is recorded."""
        try:
            copy_note(self._reader, self.theirs)
        except AdvisorError as error:
            self._tell(" ".join(filter(None, (error.message, error.hint))))
        else:
            self._tell("Copied, with its marking above and below.")
            self.given_out.emit(self.theirs, "")

    def _tell(self, words: str) -> None:
        self._said.show_text(words)
        self._said.setVisible(bool(words))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _make_note(heading: str, note: Note) -> QVBoxLayout:
    column, line = QVBoxLayout(), QHBoxLayout()
    space(column, gap=4)
    space(line, gap=8)
    line.addWidget(Label(heading, Type.HEADING))
    line.addStretch(1)
    line.addWidget(PortionMark(str(note.label), note.label.classification.value))
    text = QPlainTextEdit(note.text)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(heading)
    keep_gutter(text)
    column.addLayout(line)
    column.addWidget(text, 1)
    return column
