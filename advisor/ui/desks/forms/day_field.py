"""A field for a day."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.ui.desks.forms.field import Field


class DayField(Field):
    """A day, written as 2027-12-31."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("A day such as 2027-12-31")
        super().__init__(name, self.line, hint, parent=parent)

    @property
    def day(self) -> datetime.date | None:
        """The day; ``None`` where what stands there is none."""
        try:
            return datetime.date.fromisoformat(self.line.text().strip())
        except ValueError:
            return None

    def find_problem(self) -> str:
        """Return why what stands there is no day; empty where it is one."""
        typed = self.line.text().strip()
        if not typed:
            return "Give the last day, as 2027-12-31."
        return "" if self.day is not None else "This is not a day. Write it as 2027-12-31."
