"""A card: this is the answer. At most one on a screen that is no list of steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.spacing import space


class Card(QFrame):
    """Heading at the left, meta at the right, then items parted by hairlines.

    Anything else goes on ``body``.
    """

    def __init__(
        self,
        heading: str = "",
        meta: str = "",
        *,
        urgent: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "urgent" if urgent else "plain")
        self.setAccessibleName(heading)
        self._items = 0
        self._heading = WrapLabel(heading, Type.HEADING)
        self._meta = Label(meta, Type.META, "muted")
        self._top = QHBoxLayout()
        space(self._top, gap=12)
        self._top.addWidget(self._heading, 1)
        self._top.addWidget(self._meta)
        self.body = QVBoxLayout(self)
        space(self.body, (16, 12, 16, 14), 10)
        self.body.addLayout(self._top)
        self._heading.setVisible(bool(heading))
        self._meta.setVisible(bool(meta))

    def show_heading(self, heading: str, meta: str = "") -> None:
        """Change the heading and what stands at its right."""
        self._heading.show_text(heading)
        self._heading.setVisible(bool(heading))
        self._meta.setText(meta)
        self._meta.setVisible(bool(meta))
        self.setAccessibleName(heading)

    def show_marking(self, words: str, level: int) -> None:
        """Mark the card, where more than OFFICIAL is readable."""
        self._top.addWidget(PortionMark(words, level))

    def add_item(self, item: QWidget) -> None:
        """Add an item, under a hairline if it is not the first."""
        if self._items:
            self.body.addWidget(Hairline())
        self._items += 1
        self.body.addWidget(item)

    def add_footer(self, footer: QLayout) -> None:
        """Add a last line, such as the primary button and the sources."""
        self.body.addLayout(footer)
