"""Help, all keys, and what this application is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidgetItem,
    QTextBrowser,
    QWidget,
)

from advisor import __version__, resources
from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.actions import DEEDS
from advisor.ui.theme import Type
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.reading_table import ReadingTable
from advisor.ui.widgets.scroll_page import keep_gutter


class HelpDialog(HouseDialog):
    """Shows how to use the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Help", parent)
        text = QTextBrowser()
        text.setAccessibleName("Help")
        text.setOpenLinks(False)
        text.setMarkdown(resources.path("help/help.md").read_text(encoding="utf-8"))
        text.document().setDocumentMargin(theme.current().px(12))
        keep_gutter(text)
        self.body.addWidget(text, 1)
        self.finish(54, 44)


class KeysDialog(HouseDialog):
    """Lists every deed that has a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("All keys", parent)
        deeds = [deed for deed in DEEDS if deed.keys]
        table = ReadingTable("All keys", ("Key", "What it does"), len(deeds))
        table.setShowGrid(False)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, deed in enumerate(deeds):
            words = deed.help or deed.words.replace("&", "").rstrip("…")
            table.setItem(row, 0, QTableWidgetItem(deed.keys[0]))
            table.setItem(row, 1, QTableWidgetItem(words))
        table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        table.setSelectionMode(ReadingTable.SelectionMode.NoSelection)
        table.verticalHeader().setMinimumSectionSize(1)
        table.verticalHeader().setDefaultSectionSize(theme.current().px(25))
        table.resizeColumnToContents(0)
        self.body.addWidget(table, 1)
        self.body.addWidget(
            WrapLabel(
                "Esc clears the search, closes what is open, then goes back.", Type.META, "muted"
            )
        )
        self.finish(46, 44)


class AboutDialog(HouseDialog):
    """Says what this is and which catalogue is open."""

    def __init__(self, session: Session | None, parent: QWidget | None = None) -> None:
        # All that is readable is counted.
        marking = session.clearance.label if session is not None else OFFICIAL
        super().__init__("About", parent, marking=marking)
        lines = [f"Capability advisor {__version__}. Free software under the MIT licence."]
        if session is not None:
            release = session.catalogue.release
            lines += [
                f"{release.title}, release {release.release}, {say_date(release.published_on)}: "
                f"{session.trust_words}. Entries: {len(session.catalogue.heads)}.",
                "Every entry is made of published facts, compared with stored copies of its "
                "sources. None was checked by ringing anybody.",
                f"Shared by this terminal: {session.places.site}",
                f"Your own choices: {session.places.home}",
            ]
        lines.append("This is not legal advice. Check the law as it stands before you rely on it.")
        for line in lines:
            self.body.addWidget(WrapLabel(line))
        self.body.addStretch(1)
        self.finish(48, 24)
