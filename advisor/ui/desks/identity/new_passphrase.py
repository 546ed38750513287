"""Choosing a passphrase: words that are offered, or one's own."""

from __future__ import annotations

import secrets
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from advisor.sealing.passphrase import find_weakness, generate
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.forms.form import Form
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space

_ASKED: Final = 2
_IN_A_ROW: Final = 3
_READ: Final = (
    "Write these six words down now, in this order, and keep the paper as you would a key. They "
    "are shown only this once, and nobody can look them up."
)
_HIDDEN: Final = "Your words are hidden now. Type two of them, to be sure that you have them."
_OWN: Final = (
    "At least 15 characters besides spaces. Several words that have nothing to do with each other "
    "or with you are the best; the words that are offered are hard to guess, yours may not be."
)
_DIFFERENT: Final = "The two are not the same."


class NewPassphrase(QWidget):
    """Offers words, once, and has two of them typed; or takes one's own, twice.

    The words can be read and written down. There is no way to copy them: a clipboard is read
    by every program.

    Signals:
        changed: What was chosen or typed is different now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._asked: list[int] = []
        self._offered = QRadioButton("Take words that are &offered")
        self._own = QRadioButton("Type &my own")
        self._group = QButtonGroup(self)
        self._labels = [Label("", Type.HEADING, whole=True) for _ in range(2 * _IN_A_ROW)]
        self._written = Button("I have written them down")
        self._others = Button("Other words")
        self._again = Button("Begin with other words")
        self._two = [Field("Word", QLineEdit()) for _ in range(_ASKED)]
        self._names = [QLabel() for _ in range(_ASKED)]
        self._typed = Form()
        self._fill()
        self._connect()
        self.begin()

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self) -> None:
        column = QVBoxLayout(self)
        space(column, (4, 4, 4, 4), 12)
        for choice in (self._offered, self._own):
            choice.setProperty("ring", True)
            choice.setAccessibleName(choice.text().replace("&", ""))
            self._group.addButton(choice)
            column.addWidget(choice)
        self._shown, self._hidden, self._mine = QWidget(self), QWidget(self), QWidget(self)
        for part in (self._shown, self._hidden, self._mine):
            part.hide()
            column.addWidget(part)
        self._fill_shown()
        self._fill_hidden()
        self._fill_mine()

    def _fill_shown(self) -> None:
        column = QVBoxLayout(self._shown)
        space(column, gap=12)
        column.addWidget(WrapLabel(_READ))
        grid = QGridLayout()
        space(grid, gap=16)
        for place, label in enumerate(self._labels):
            grid.addWidget(label, place // _IN_A_ROW, place % _IN_A_ROW)
        grid.setColumnStretch(_IN_A_ROW, 1)
        column.addLayout(grid)
        column.addLayout(_line(self._written, self._others))

    def _fill_hidden(self) -> None:
        column = QVBoxLayout(self._hidden)
        space(column, gap=12)
        column.addWidget(WrapLabel(_HIDDEN))
        for label, field in zip(self._names, self._two, strict=True):
            label.setBuddy(field.control)
            column.addWidget(label)
            column.addWidget(field)
        column.addLayout(_line(self._again))

    def _fill_mine(self) -> None:
        column = QVBoxLayout(self._mine)
        space(column, gap=12)
        column.addWidget(WrapLabel(_OWN, Type.META, "muted"))
        self._once, self._twice = _secret(), _secret()
        self._typed.add("once", "&Passphrase", Field("New passphrase", self._once))
        self._typed.add("twice", "A&gain", Field("The same again", self._twice))
        column.addWidget(self._typed)

    def _connect(self) -> None:
        self._group.buttonToggled.connect(self._on_chosen)
        self._written.clicked.connect(self._on_written)
        self._others.clicked.connect(self._show_words)
        self._again.clicked.connect(self._show_words)
        for field in (self._once, self._twice):
            field.textEdited.connect(self._on_typed)

    # ── what is chosen ───────────────────────────────────────────────────────

    def begin(self) -> None:
        """Offer new words; what was typed is gone."""
        for field in (self._once, self._twice):
            field.clear()
        self._typed.show_problems({})
        self._offered.setChecked(True)
        self._show_words()

    def forget(self) -> None:
        """Keep nothing of what was offered or typed, as when it was used."""
        self.begin()
        self._words = []
        for label in self._labels:
            label.clear()

    def take(self) -> str | None:
        """Return the passphrase; where it is not sure yet, say why beside it, and ``None``."""
        if self._own.isChecked():
            return None if self._typed.show_problems(self._find_faults()) else self._once.text()
        if not self._hidden.isVisibleTo(self):
            self._written.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return None
        said = [_text(field).strip().casefold() for field in self._two]
        wrong = [word != self._words[place] for word, place in zip(said, self._asked, strict=True)]
        for field, place, is_wrong in zip(self._two, self._asked, wrong, strict=True):
            field.show_problem(f"This is not word {place + 1}." if is_wrong else "")
        if any(wrong):
            self._two[wrong.index(True)].control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return None
        return " ".join(self._words)

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to take: words that were written down, or one's own."""
        return self._own.isChecked() or self._hidden.isVisibleTo(self)

    def _find_faults(self) -> dict[str, str]:
        weakness = find_weakness(self._once.text())
        if weakness is not None:
            return {"once": weakness}
        return {} if self._once.text() == self._twice.text() else {"twice": _DIFFERENT}

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def _on_chosen(self) -> None:
        is_own = self._own.isChecked()
        self._mine.setVisible(is_own)
        if is_own:
            self._shown.hide()
            self._hidden.hide()
            self.changed.emit()
        else:
            self._show_words()

    @Slot()
    def _show_words(self) -> None:
        self._words = generate().split()
        for number, (label, word) in enumerate(zip(self._labels, self._words, strict=True), 1):
            label.setText(f"{number}  {word}")
            label.setAccessibleName(f"Word {number}: {word}")
        self._mine.hide()
        self._hidden.hide()
        self._shown.show()
        self.changed.emit()

    @Slot()
    def _on_written(self) -> None:
        places = list(range(len(self._words)))
        self._asked = sorted(places.pop(secrets.randbelow(len(places))) for _ in range(_ASKED))
        for label, field, place in zip(self._names, self._two, self._asked, strict=True):
            label.setText(f"Word {place + 1}")
            field.name = f"Word {place + 1}"
            field.control.setAccessibleName(field.name)
            field.show_problem("")
            _clear(field)
        for label in self._labels:
            label.clear()
            label.setAccessibleName("")
        self._shown.hide()
        self._hidden.show()
        self._two[0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        if self._own.isChecked():
            faults = self._find_faults() if self._once.text() else {}
            if not self._twice.text():
                faults.pop("twice", None)
            for key, field in self._typed.fields.items():
                field.show_problem(faults.get(key, ""))
        self.changed.emit()


def _text(field: Field) -> str:
    return field.control.text() if isinstance(field.control, QLineEdit) else ""


def _clear(field: Field) -> None:
    if isinstance(field.control, QLineEdit):
        field.control.clear()


def _secret() -> QLineEdit:
    """Return a field that nothing else may learn, complete or correct."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
    )
    return field


def _line(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    space(row, gap=8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
