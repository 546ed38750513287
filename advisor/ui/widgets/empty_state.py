"""Nothing here: what was looked for, why there is nothing, and what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

_WIDTH = 560


@dataclass(frozen=True)
class Deed:
    """Something to do now.

    Attributes:
        key: What pressing its button gives.
        icon: Before its title.
        title: What to do.
        line: What it brings, in a few words.
        button: Words of the button.
    """

    key: str
    icon: Icon
    title: str
    line: str
    button: str


class DeedRow(QWidget):
    """One thing to do, with its button.

    Signals:
        wanted: The reader pressed the button; gives the key.
    """

    wanted = Signal(str)

    def __init__(self, deed: Deed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = deed.key
        words = QVBoxLayout()
        space(words, gap=1)
        words.addWidget(WrapLabel(deed.title, Type.STRONG))
        words.addWidget(WrapLabel(deed.line, Type.META, "muted"))
        button = Button(deed.button, compact=True)
        button.setAccessibleDescription(deed.title)
        button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        space(row, (0, 10, 0, 10), 13)
        row.addWidget(IconLabel(deed.icon, Colour.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self._key)


class EmptyState(QWidget):
    """An icon, a heading, a sentence and three or four things to do.

    Signals:
        deed_wanted: The reader pressed a deed's button; gives its key.
    """

    deed_wanted = Signal(str)

    def __init__(self, icon: Icon = Icon.SEARCH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, drawn=icons.GREAT)
        self._heading = WrapLabel("", Type.QUESTION)
        self._sentence = WrapLabel("")
        self._rows: list[QObject] = []
        self._deeds = QVBoxLayout()
        space(self._deeds)
        self._column = QVBoxLayout(self)
        space(self._column, (56, 72, 44, 28), 8)
        self._column.addWidget(self._icon)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._sentence)
        self._column.addLayout(self._deeds)
        self._column.addStretch(1)
        theme.current().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_words(self, heading: str, sentence: str, deeds: Sequence[Deed] = ()) -> None:
        """Show what was looked for, why there is nothing, and what to do."""
        self._heading.show_text(heading)
        self._sentence.show_text(sentence)
        self.setAccessibleName(heading)
        while (item := self._deeds.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for deed in deeds:
            row = DeedRow(deed)
            row.wanted.connect(self.deed_wanted)
            self._deeds.addWidget(Hairline())
            self._deeds.addWidget(row)
        if deeds:
            self._deeds.addWidget(Hairline())

    def show_icon(self, icon: Icon) -> None:
        """Change the icon."""
        self._icon.show_icon(icon, Colour.MUTED)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setMaximumWidth(theme.current().px(_WIDTH + 56 + 44))
