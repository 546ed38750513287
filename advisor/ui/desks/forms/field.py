"""A field of a form, with its hint and what is wrong with it below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui.colours import Colour
from advisor.ui.desks.forms.check_list import CheckList
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space


class Problem(QWidget):
    """The alert icon and what is wrong; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = WrapLabel("", tight=True)
        row = QHBoxLayout(self)
        space(row, gap=8)
        row.addWidget(IconLabel(Icon.ALERT, Colour.TEXT), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is wrong; empty while nothing is."""
        return self._text.plain_text

    def show_problem(self, text: str) -> None:
        """Say what is wrong; nothing with no words."""
        self._text.show_text(text)
        self.setVisible(bool(text))


class Field(QWidget):
    """One thing to fill in.

    Args:
        name: What it is, for a screen reader as well.
        control: What is filled in; where a part of it takes the keyboard, its focus proxy does.
        hint: What stands below it.
        beside: Buttons at its right.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        name: str,
        control: QWidget,
        hint: str = "",
        *,
        beside: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.control = control
        control.setAccessibleName(name)
        self._hint = WrapLabel("", Type.META, "muted")
        self._problem = Problem()
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(control, 1)
        for button in beside:
            row.addWidget(button)
        column = QVBoxLayout(self)
        space(column, gap=4)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self._problem)
        self.show_hint(hint)

    @property
    def problem(self) -> str:
        """What is wrong with what stands in it; empty while nothing is."""
        return self._problem.text

    @property
    def keyboard(self) -> QWidget:
        """What takes the keyboard."""
        if isinstance(self.control, CheckList):
            return self.control.keyboard
        return self.control.focusProxy() or self.control

    def show_hint(self, text: str) -> None:
        """Change what stands below the field."""
        self._hint.show_text(text)
        self._hint.setVisible(bool(text))
        self._describe()

    def show_problem(self, text: str) -> None:
        """Say what is wrong with what stands in the field; nothing with no words."""
        self._problem.show_problem(text)
        self._describe()

    def _describe(self) -> None:
        said = f"{self._problem.text} {self._hint.plain_text}".strip()
        self.keyboard.setAccessibleDescription(said)
