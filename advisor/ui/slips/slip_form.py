"""What is filled in to say that a line is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from advisor.clearance import Label
from advisor.slips import Line, Said
from advisor.slips.slip import MOST_OF_NAME, MOST_OF_SAYS
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.forms.form import Form
from advisor.ui.widgets.buttons import ComboBox
from advisor.ui.widgets.spacing import size

_TEXT_HEIGHT: Final = 54
_MOST_OF_ITEM: Final = 90
_MARKING_HINT: Final = (
    "As high as all that you can read of the entry, unless you choose another. It has to cover "
    "your own words too."
)


class SlipForm(Form):
    """Which line, what is wrong with it, what is right, how one knows, who says so.

    Args:
        lines: The lines of the entry.
        chosen: The place among them of the one to begin with.
        parent: The widget it belongs to.

    Signals:
        line_chosen: Another line was chosen.
        written: Something was typed.
        marking_chosen: Another marking was chosen.
    """

    line_chosen = Signal()
    written = Signal()
    marking_chosen = Signal()

    def __init__(self, lines: Sequence[Line], chosen: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)
        self._line = ComboBox("Which line")
        for line in self._lines:
            self._line.addItem(_short(f"{line.heading}: {line.text}"))
        self._line.setCurrentIndex(chosen)
        # As long as the widest line it would make the dialog as wide as the screen.
        self._line.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._wrong, self._right = _make_text(), _make_text()
        self._known_from, self._by = _make_line(MOST_OF_SAYS), _make_line(MOST_OF_NAME)
        self._marking = ComboBox("Marking of the slip")
        self._fill()
        self._line.currentIndexChanged.connect(self._on_line_chosen)
        self._marking.currentIndexChanged.connect(self._on_marking_chosen)
        for text in (self._wrong, self._right, self._known_from, self._by):
            text.textChanged.connect(self._on_written)
        self._show_line()

    def _fill(self) -> None:
        self.add("line", "&Line", Field("Which line", self._line))
        self.add(
            "wrong", "&Wrong", Field("What is wrong", self._wrong, "What is wrong, in your words.")
        )
        self.add(
            "right", "&Right", Field("What is right", self._right, "What is right, if you know.")
        )
        hint = "How you know, if you can say: a document, a call, your own work."
        self.add("known_from", "&How", Field("How you know", self._known_from, hint))
        hint = "Your name and unit, if you want to be asked. They stand in the slip."
        self.add("by", "Wh&o", Field("Who you are", self._by, hint))

    def offer_markings(self, markings: Sequence[Label], usual: Label) -> None:
        """Offer how the slip can be marked, where that is a choice."""
        if len(markings) > 1 and "marking" not in self.fields:
            self.add("marking", "&Marking", Field("Marking", self._marking, _MARKING_HINT))
        before = self._marking.currentData()
        self._marking.blockSignals(True)
        self._marking.clear()
        for label in markings:
            self._marking.addItem(str(label), label)
        self._marking.setCurrentIndex(markings.index(before if before in markings else usual))
        self._marking.blockSignals(False)

    # ── what stands in it ────────────────────────────────────────────────────

    @property
    def line(self) -> Line:
        """The line that is chosen."""
        return self._lines[self._line.currentIndex()]

    @property
    def marking(self) -> Label:
        """How the slip is marked."""
        label: Label = self._marking.currentData()
        return label

    @property
    def said(self) -> Said:
        """What was filled in."""
        return Said(
            wrong=self._wrong.toPlainText(),
            right=self._right.toPlainText(),
            known_from=self._known_from.text(),
            by=self._by.text(),
        )

    def write(self, said: Said) -> None:
        """Fill in what was said before."""
        self._wrong.setPlainText(said.wrong)
        self._wrong.moveCursor(QTextCursor.MoveOperation.End)  # to write on
        self._right.setPlainText(said.right)
        self._known_from.setText(said.known_from)
        self._by.setText(said.by)

    def take_focus(self) -> None:
        """Put the keyboard on what has to be filled in."""
        self._wrong.setFocus()

    def _show_line(self) -> None:
        self.fields["line"].show_hint(self.line.text)

    @Slot()
    def _on_line_chosen(self) -> None:
        self._show_line()
        self.line_chosen.emit()

    @Slot()
    def _on_written(self) -> None:
        self.written.emit()

    @Slot()
    def _on_marking_chosen(self) -> None:
        self.marking_chosen.emit()


def _make_text() -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setTabChangesFocus(True)
    size(text, height=_TEXT_HEIGHT)
    return text


def _make_line(most: int) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(most)
    return line


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _MOST_OF_ITEM else f"{one_line[: _MOST_OF_ITEM - 1]}…"
