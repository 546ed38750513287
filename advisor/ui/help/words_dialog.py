"""The terms and acronyms in what the window shows, each with what it means: for the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTableWidget, QVBoxLayout, QWidget

from advisor.catalogue.glossary import Glossary
from advisor.clearance import Label
from advisor.ui.explaining import HEADING, Words
from advisor.ui.theme import Type
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_NONE = "Nothing that is shown has a term or an acronym that the catalogue explains."


class WordsDialog(HouseDialog):
    """Lists them, by their titles; a title leads to its entry.

    Args:
        shown: What is on the screen.
        glossary: What explains them.
        marking: The highest marking of what is on the screen, which the list tells about.
        parent: The window.

    Signals:
        entry_wanted: The reader opens a term's entry, by id.
    """

    entry_wanted = Signal(str)

    def __init__(
        self, shown: QWidget, glossary: Glossary, marking: Label, parent: QWidget | None = None
    ) -> None:
        super().__init__(HEADING, parent, marking=marking)
        words = Words(glossary)
        for text in _texts(shown):
            words.read(text)
        found = words.make_list()
        page = ScrollPage()
        page.setAccessibleName(HEADING)
        column = QVBoxLayout(page.page)
        space(column, (8, 8, 12, 8), 8)
        if found is None:
            column.addWidget(WrapLabel(_NONE, Type.BODY, "muted"))
        else:
            found.linkActivated.connect(self._on_link)
            column.addWidget(found)
        column.addStretch(1)
        self.body.addWidget(page, 1)
        self.finish(54, 44)

    @Slot(str)
    def _on_link(self, entry_id: str) -> None:
        self.accept()
        self.entry_wanted.emit(entry_id)


def _texts(shown: QWidget) -> Iterator[str]:
    """Yield every text that is on the screen: of labels and of tables."""
    for label in shown.findChildren(WrapLabel):
        if label.isVisible():
            yield label.plain_text
    for table in shown.findChildren(QTableWidget):
        if table.isVisible():
            columns = range(table.columnCount())
            cells = [table.item(row, each) for row in range(table.rowCount()) for each in columns]
            cells += [table.horizontalHeaderItem(each) for each in columns]
            yield from (cell.text() for cell in cells if cell is not None)
