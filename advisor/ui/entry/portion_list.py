"""The portions of an entry, each with its marking: where more than OFFICIAL is readable."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.clearance import Label
from advisor.ui.widgets.portion_mark import PortionFrame
from advisor.ui.widgets.spacing import space


class PortionList(QWidget):
    """Portions one under the other, each with a rule in the colour of its marking."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        space(self._column, gap=14)

    def add(self, heading: str, content: QWidget, marking: Label) -> None:
        """Add a portion."""
        frame = PortionFrame(heading)
        frame.show_marking(str(marking), marking.classification.value)
        content.setAccessibleDescription(f"{heading}. Marking: {marking}")
        frame.body.addWidget(content)
        self._column.addWidget(frame)
