"""The last look before a note goes out: the ROCC's own and the asker's, side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from advisor.enquiries.final_look import FinalLook
from advisor.enquiries.leak_check import Hit
from advisor.notes import Note
from advisor.ui import theme
from advisor.ui.enquiries.giving_dialog import GivingDialog
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
from advisor.ui.widgets.spacing import space

_WIDTH, _HEIGHT = 1080, 720
#: How low what is found may get where room is short; it scrolls.
_NEWS_HEIGHT: Final = 110
_HOW: Final = (
    "The note at the right is made anew from what the asker may see. Nothing was taken out of "
    "yours to make it."
)
_CLEAN: Final = (
    "No word, name, link, contact or count in it occurs only above the asker. What "
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
        self._go_on = Button("Print, save or copy…", Kind.PRIMARY)
        column, body = QVBoxLayout(self), QVBoxLayout()
        space(column)
        space(body, (20, 16, 20, 16), 10)
        body.addWidget(WrapLabel("The last look before it goes out", Type.QUESTION))
        body.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        body.addLayout(self._make_notes(), 3)
        body.addWidget(self._make_news(), 2)
        body.addLayout(self._make_buttons())
        column.addWidget(top)
        column.addLayout(body, 1)
        column.addWidget(bottom)
        px = theme.current().px
        self.resize(QSize(px(_WIDTH), px(_HEIGHT)).boundedTo(self.screen().availableSize()))
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
        page.setMinimumHeight(_NEWS_HEIGHT)
        row = QHBoxLayout(page.page)
        space(row, (12, 8, 8, 8), 16)
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
        self._go_on.clicked.connect(self.go_on)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addStretch(1)
        row.addWidget(mend)
        row.addWidget(self._go_on)
        (mend if self._found.hits else self._go_on).setDefault(True)
        return row

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def _offer(self) -> None:
        """Let it go out once every hit was confirmed."""
        if all(box.isChecked() for box in self._boxes.values()):
            self._go_on.enable()
        else:
            self._go_on.disable(_CONFIRM)

    @Slot()
    def go_on(self) -> None:
        """Show the asker's note as it will be on paper, to be printed, saved or copied."""
        dialog = GivingDialog(self._found, self.confirmed, self._reader, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.left.connect(self._on_left)
        dialog.open()

    @Slot(object, str)
    def _on_left(self, way: object, file_name: str) -> None:
        del way
        self.given_out.emit(self.theirs, file_name)


def _make_note(heading: str, note: Note) -> QVBoxLayout:
    column, line = QVBoxLayout(), QHBoxLayout()
    space(column, gap=4)
    space(line, gap=8)
    line.addWidget(WrapLabel(heading, Type.HEADING), 1)
    mark = PortionMark(str(note.label), note.label.classification.value)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    text = QPlainTextEdit(note.text)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(heading)
    keep_gutter(text)
    column.addLayout(line)
    column.addWidget(text, 1)
    return column
