"""The labels that a site may hold: added one by one."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.clearance import Classification, Label, by_height, highest
from advisor.ui.desks.forms.field import Field
from advisor.ui.widgets.buttons import Button, ComboBox
from advisor.ui.widgets.short_list import ShortList
from advisor.ui.widgets.spacing import size, space

_HINT: Final = (
    "A level, with compartments if it has any, such as SECRET with ALDER. The names can be "
    "sensitive themselves: the bars above and below show it."
)
_LIST_HEIGHT: Final = 110
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LabelsField(Field):
    """What to add, and what was added.

    Signals:
        changed: Another label is there, or stands ready to be added.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._level = ComboBox("Level")
        for level in list(Classification)[1:]:
            self._level.addItem(level.words, level)
        self._compartments = QLineEdit()
        self._compartments.setAccessibleName("Compartments of the label")
        self._compartments.setPlaceholderText("Compartments, if any: ALDER, BIRCH")
        self._add, self._remove = Button("Add label"), Button("Remove label")
        self._list = ShortList("Labels that the site may hold", "No labels yet")
        size(self._list, height=_LIST_HEIGHT)
        control = QWidget()
        control.setFocusProxy(self._level)
        self._fill(control)
        super().__init__("Labels", control, _HINT, parent=parent)
        self._level.setAccessibleName("Level")
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._compartments.installEventFilter(self)
        self._compartments.textChanged.connect(self.changed)
        self._list.currentRowChanged.connect(self._on_chosen)
        self._list.installEventFilter(self)
        self._labels: tuple[Label, ...] = ()
        self._show()

    def _fill(self, control: QWidget) -> None:
        add, held, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(control)
        space(column, gap=8)
        for row, parts in (
            (add, (self._level, self._compartments, self._add)),
            (held, (self._list, self._remove)),
        ):
            space(row, gap=8)
            for part in parts:
                row.addWidget(part)
            column.addLayout(row)
        add.setStretch(1, 1)
        held.setAlignment(self._remove, Qt.AlignmentFlag.AlignTop)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What was added, lowest first."""
        return self._labels

    @property
    def marking(self) -> Label:
        """The highest marking of what stands in the field."""
        typed = self._typed()
        return highest([*self._labels, *((typed,) if typed and self._has_typed() else ())])

    def find_problem(self) -> str:
        """Return why it cannot stay so; empty where it can."""
        if self._has_typed():
            return "What you typed is not in the list yet: press Add label, or clear the field."
        return "" if self._labels else "Add at least one label above OFFICIAL."

    def _has_typed(self) -> bool:
        return bool(self._compartments.text().strip())

    def _typed(self) -> Label | None:
        parts = self._compartments.text().upper().replace(",", " ").replace("/", " ").split()
        try:
            return Label.parse("/".join([self._level.currentText(), *parts]))
        except ValueError:
            return None

    @Slot()
    def _on_add(self) -> None:
        label = self._typed()
        if label is None:
            self.show_problem("Each compartment is one word of 2 to 24 letters and digits.")
            return
        self.show_problem("")
        self._compartments.clear()
        self._labels = tuple(sorted({*self._labels, label}, key=by_height))
        self._show()

    @Slot()
    def _on_remove(self) -> None:
        place = self._list.currentRow()
        if place >= 0:
            self._labels = (*self._labels[:place], *self._labels[place + 1 :])
            self._show()

    def _show(self) -> None:
        self._list.clear()
        self._list.addItems([str(label) for label in self._labels])
        self._list.show_count()
        self._on_chosen()
        self.changed.emit()

    @Slot()
    def _on_chosen(self) -> None:
        if self._list.currentRow() < 0:
            self._remove.disable("Choose a label in the list first.")
        else:
            self._remove.enable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter as the button that adds, not as the form's, and Delete as the other."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._compartments and event.key() in _ENTER:
                self._on_add()
                return True
            if watched is self._list and event.key() == Qt.Key.Key_Delete:
                self._on_remove()
                return True
        return super().eventFilter(watched, event)
