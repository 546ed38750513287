"""Fields one below the other, each with its words at the left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.desks.forms.check_list import CheckList
from advisor.ui.desks.forms.field import Field
from advisor.ui.theme import Type
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import size, space

_WIDTH: Final = 720
_LABEL_WIDTH: Final = 96
#: Level with the field at its right.
_LABEL_HEIGHT: Final = 34


class Form(QWidget):
    """Fields by their names, in the order in which they are filled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        # Not a form layout: it cuts rows whose height depends on their width.
        self._rows = QVBoxLayout(self)
        space(self._rows, (0, 0, 0, 4), 8)
        self.setMaximumWidth(theme.current().px(_WIDTH))

    def add_heading(self, heading: str, sentence: str = "") -> None:
        """Begin a part of the form."""
        part = QWidget()
        column = QVBoxLayout(part)
        space(column, (0, 12 if self.fields else 0, 0, 0), 2)
        column.addWidget(WrapLabel(heading, Type.HEADING))
        if sentence:
            column.addWidget(WrapLabel(sentence, Type.META, "muted"))
        self._rows.addWidget(part)

    def add(self, key: str, words: str, field: Field) -> Field:
        """Add a field and return it.

        Args:
            key: What it is known by.
            words: Its words, with the letter that leads to it.
            field: The field.
        """
        self.fields[key] = field
        label = QLabel(words)
        label.setBuddy(field.keyboard)
        if isinstance(field.control, CheckList):
            field.control.changed.connect(lambda: label.setBuddy(field.keyboard))
        size(label, width=_LABEL_WIDTH, height=_LABEL_HEIGHT)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(field, 1)
        self._rows.addLayout(row)
        return field

    def show_problems(self, problems: Mapping[str, str]) -> bool:
        """Say what is wrong beside each field, and go to the first.

        Returns:
            Whether anything is wrong.
        """
        for key, field in self.fields.items():
            field.show_problem(problems.get(key, ""))
        wrong = [field for key, field in self.fields.items() if problems.get(key)]
        if wrong:
            wrong[0].keyboard.setFocus(Qt.FocusReason.ShortcutFocusReason)
            show_whole(wrong[0])
            said = f"{wrong[0].name}: {wrong[0].problem}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        return bool(wrong)


def show_whole(widget: QWidget) -> None:
    """Scroll to something, where it is on a page that scrolls."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        page = around.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.activate()
        around.ensureWidgetVisible(widget)
