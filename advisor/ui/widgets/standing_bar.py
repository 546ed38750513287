"""What a check has come to so far; it never scrolls away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui import icons
from advisor.ui.theme import Type
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.outcome_icon import Standing, outcome_icon
from advisor.ui.widgets.spacing import space


class StandingBar(Strip):
    """Icon, heading and one line with the counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Ground.SOFT, parent)
        self._icon = IconLabel(*outcome_icon(Standing.UNKNOWN), drawn=icons.LARGE)
        self._heading = WrapLabel("", Type.HEADING, measure=None)
        self._line = WrapLabel("", Type.META, measure=None)
        words = QVBoxLayout()
        space(words, gap=1)
        words.addWidget(self._heading)
        words.addWidget(self._line)
        self._row = QHBoxLayout()
        space(self._row, (24, 12, 20, 12), 12)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(self._row)
        column.addWidget(Hairline())

    def show_standing(self, standing: Standing, heading: str, line: str) -> None:
        """Show where the check stands.

        Args:
            standing: Which outcome it is, or would be.
            heading: Such as ``So far: yes, after these steps``.
            line: The counts, such as ``Steps: 4. Questions …: 2.``
        """
        self._icon.show_icon(*outcome_icon(standing))
        self._heading.show_text(heading)
        self._line.show_text(line)
        self.setAccessibleName(f"{heading}. {line}")

    def add_deed(self, button: QWidget) -> None:
        """Put a button at the right."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
