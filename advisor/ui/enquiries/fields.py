"""Fields of an enquiry, each of which says when it was changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from advisor.clearance import Label
from advisor.session import Session
from advisor.ui.desks.forms.day_field import DayField
from advisor.ui.signing_in.see_as_dialog import clearances
from advisor.ui.widgets.buttons import ComboBox
from advisor.ui.widgets.spacing import size

_TEXT_HEIGHT: Final = 72

Told = Callable[[Any], None]


def make_line(name: str, text: str, most: int, told: Told, hint: str = "") -> QLineEdit:
    """Return a field of one line.

    Args:
        name: What it is, for a screen reader.
        text: What stands in it.
        most: How many characters it takes.
        told: Told the text, at every change.
        hint: What stands there while it is empty.
    """
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setMaxLength(most)
    line.setPlaceholderText(hint)
    line.textEdited.connect(told)
    return line


def make_text(name: str, text: str, most: int, told: Told) -> QPlainTextEdit:
    """Return a field of several lines, which takes no more than so many characters."""
    field = QPlainTextEdit(text)
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    size(field, height=_TEXT_HEIGHT)
    field.textChanged.connect(lambda: told(field.toPlainText()[:most]))
    return field


def make_choice(
    name: str, choices: Sequence[tuple[str, Any]], chosen: object, told: Told
) -> ComboBox:
    """Return a field to choose from.

    Args:
        name: What it is.
        choices: Words and value of each.
        chosen: The value that is chosen; it is added where it is none of them.
        told: Told the value, when another one is chosen.
    """
    box = ComboBox(name)
    for words, value in choices:
        box.addItem(words, value)
    values = [value for _, value in choices]
    if chosen not in values:
        box.addItem(str(chosen), chosen)
        values.append(chosen)
    box.setCurrentIndex(values.index(chosen))
    box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.currentIndexChanged.connect(lambda place: told(values[place]))
    return box


def make_marking(name: str, session: Session, chosen: str, told: Told) -> ComboBox:
    """Return a field for a marking, at or below what is open."""
    labels = {str(label): str(label) for label in clearances(session)}
    box = make_choice(name, tuple(labels.items()), str(Label.parse(chosen)), told)
    box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def make_region(session: Session, chosen: str | None, told: Told) -> ComboBox:
    """Return a field for a region, by name."""
    found = [(one.head.title, str(one.id)) for one in session.directory.regions()]
    return make_choice("Region", [("Not chosen", None), *found], chosen, told)


def make_force(session: Session, chosen: str | None, told: Told) -> ComboBox:
    """Return a field for a force, by name."""
    found = [(one.head.title, str(one.id)) for one in session.directory.forces()]
    return make_choice("Force", [("Not chosen", None), *found], chosen, told)


def make_day(name: str, day: datetime.date | None, told: Told) -> DayField:
    """Return a field for a day; what is none is not told, and is said once it is left."""
    field = DayField(name)
    field.setFocusProxy(field.line)
    field.line.setText(day.isoformat() if day else "")

    def tell(text: str) -> None:
        field.show_problem("")
        if not text.strip() or field.day is not None:
            told(field.day)

    def judge() -> None:
        field.show_problem(field.find_problem() if field.line.text().strip() else "")

    field.line.textEdited.connect(tell)
    field.line.editingFinished.connect(judge)
    return field
