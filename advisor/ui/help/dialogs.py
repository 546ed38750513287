"""Help, all keys, and what this application is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from advisor import __version__, resources
from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL
from advisor.clearance import Label as Marking
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.actions import DEEDS
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.scroll_page import keep_gutter
from advisor.ui.widgets.spacing import space


class _HouseDialog(QDialog):
    """A dialog with the marking at its top and bottom, a heading, and a way to close it."""

    def __init__(
        self, title: str, parent: QWidget | None = None, *, marking: Marking = OFFICIAL
    ) -> None:
        super().__init__(parent)
        self._marking = marking
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        space(self._column)
        self._add_banner(at_bottom=False)
        self.body = QVBoxLayout()
        space(self.body, (20, 20, 20, 12), 12)
        self.body.addWidget(Label(title, Type.QUESTION))
        self._column.addLayout(self.body, 1)

    def _add_banner(self, *, at_bottom: bool) -> None:
        banner = MarkingBanner(at_bottom=at_bottom)
        banner.show_marking(str(self._marking), self._marking.classification.value)
        self._column.addWidget(banner)

    def finish(self, width: float, height: float) -> None:
        """Add the button under what is read, last for Tab too; ask for room, in text sizes."""
        close = Button("Close", Kind.PRIMARY)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        space(row, (20, 0, 20, 20))
        row.addStretch(1)
        row.addWidget(close)
        self._column.addLayout(row)
        self._add_banner(at_bottom=True)
        em = theme.current().em
        self.resize(round(width * em), round(height * em))


class HelpDialog(_HouseDialog):
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


class KeysDialog(_HouseDialog):
    """Lists every deed that has a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("All keys", parent)
        deeds = [deed for deed in DEEDS if deed.keys]
        table = QTableWidget(len(deeds), 2)
        table.setAccessibleName("All keys")
        table.setHorizontalHeaderLabels(["Key", "What it does"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for row, deed in enumerate(deeds):
            words = deed.help or deed.words.replace("&", "").rstrip("…")
            table.setItem(row, 0, QTableWidgetItem(deed.keys[0]))
            table.setItem(row, 1, QTableWidgetItem(words))
        table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.verticalHeader().setMinimumSectionSize(1)
        table.verticalHeader().setDefaultSectionSize(theme.current().px(25))
        table.resizeColumnToContents(0)
        table.setTabKeyNavigation(False)
        keep_gutter(table)
        self.body.addWidget(table, 1)
        self.body.addWidget(
            WrapLabel(
                "Esc clears the search, closes what is open, then goes back.", Type.META, "muted"
            )
        )
        self.finish(46, 44)


class AboutDialog(_HouseDialog):
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
                f"{session.trust.value}. Entries: {len(session.catalogue.heads)}.",
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
