"""Naming a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.cases.case import MOST_OF_NAME
from advisor.clearance import Label as Marking
from advisor.errors import AdvisorError
from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind, button_row
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space

_WIDTH = 440


class NameDialog(QDialog):
    """Asks for the name of a case, and stays until it could be kept under it.

    Args:
        heading: What is asked.
        how: How it is kept.
        name: The name that is there already.
        marking: The marking of what is open, and so of what may be typed.
        keep: Keeps the case under a name; its error is shown.
        parent: The window.
    """

    def __init__(
        self,
        heading: str,
        how: str,
        *,
        name: str,
        marking: Marking,
        keep: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle(heading.rstrip("?"))
        self._name = QLineEdit(name)
        self._name.setMaxLength(MOST_OF_NAME)
        self._name.selectAll()
        self._problem = WrapLabel("", Type.BODY, "urgent")
        self._problem.hide()
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(marking), marking.classification.value)
        column, body, form = QVBoxLayout(self), QVBoxLayout(), QFormLayout()
        space(column)
        space(body, (20, 20, 20, 20), 12)
        space(form, gap=8)
        add_row(form, "&Name", self._name)
        body.addWidget(Label(heading, Type.QUESTION))
        body.addLayout(form)
        body.addWidget(self._problem)
        body.addWidget(WrapLabel(how, Type.META, "muted"))
        body.addLayout(self._make_buttons())
        column.addWidget(top)
        column.addLayout(body, 1)
        column.addWidget(bottom)
        self.setMinimumWidth(theme.current().px(_WIDTH))

    def _make_buttons(self) -> QHBoxLayout:
        save, cancel = Button("Save", Kind.PRIMARY), Button("Cancel")
        save.clicked.connect(self._on_save)
        save.setDefault(True)
        cancel.clicked.connect(self.reject)
        return button_row(save, cancel)

    @Slot()
    def _on_save(self) -> None:
        try:
            self._keep(self._name.text())
        except AdvisorError as error:
            self._problem.show_text(" ".join(filter(None, (error.message, error.hint))))
            self._problem.show()
            self._name.setFocus()
        else:
            self.accept()
