"""What an empty search box shows: life at risk first, then the threats to start from."""

# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.entry import Kind as EntryKind
from advisor.catalogue.recommendations import TITLE
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.search.browsing import KINDS, find_providers
from advisor.ui.search.threat_row import ThreatRow
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.chip import ChipRow
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Emphasis, Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_COLUMNS = 2
_BETWEEN = 28
_SIDES = 44
_MOST_OF_SEARCH = 40


class StartPage(ScrollPage):
    """Offers where to start.

    Signals:
        life_at_risk_wanted: The reader wants to know whom to ring.
        threat_wanted: The reader starts from this threat area.
        search_wanted: The reader wants this searched for again.
        report_wanted: The reader wants what the inspection asked for.
        all_wanted: The reader wants every entry from A to Z.
    """

    life_at_risk_wanted = Signal()
    threat_wanted = Signal(str)
    search_wanted = Signal(str)
    report_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[ThreatRow] = []
        self._columns = 0
        self.setAccessibleName("Start")
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 8)
        words = QVBoxLayout()
        space(words, (0, 0, 0, 8), 2)
        words.addWidget(WrapLabel("What is the problem?", Type.TITLE))
        words.addWidget(
            WrapLabel("Type it in your own words, or start from a threat.", tone="muted")
        )
        column.addLayout(words)
        column.addWidget(self._make_urgent())
        if session.settings.searches:
            column.addLayout(self._make_searches())
        column.addSpacing(8)
        column.addLayout(self._make_head())
        column.addWidget(Hairline())
        column.addLayout(self._make_threats())
        self._lay_out_threats()
        theme.current().changed.connect(self._lay_out_threats)
        column.addSpacing(8)
        self._add_browsing(column)
        column.addStretch(1)

    def _add_browsing(self, column: QVBoxLayout) -> None:
        """Add what can be looked through besides threats."""
        if providers := find_providers(self._session.catalogue):
            self._add_chips(column, "By who runs it", providers)
        self._add_chips(column, "By kind", KINDS)
        column.addSpacing(4)
        for text, wanted in (("Everything, A to Z", self.all_wanted), (TITLE, self.report_wanted)):
            link = Button(text, Kind.LINK)
            link.clicked.connect(wanted)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_urgent(self) -> Card:
        card = Card(urgent=True)
        line = QWidget()
        row = QHBoxLayout(line)
        space(row, gap=12)
        words = QVBoxLayout()
        space(words, gap=2)
        words.addWidget(WrapLabel("Life at risk, or a crime going on now?", Type.HEADING))
        words.addWidget(WrapLabel("Ring before you search. One page, no questions."))
        words.addWidget(self._make_numbers())
        row.addLayout(words, 1)
        button = Button("Show who to ring", Kind.URGENT)
        button.clicked.connect(self.life_at_risk_wanted)
        row.addWidget(button)
        card.add_item(line)
        return card

    def _make_numbers(self) -> WrapLabel:
        """Return the urgent numbers that there are, in the order to ring them."""
        contacts = self._session.directory.life_at_risk(self._session.where)
        text, strong = "", []
        for contact in contacts:
            if contact.telephone:
                text += " · " if text else ""
                strong.append(Emphasis(len(text), len(text) + len(contact.telephone)))
                text += f"{contact.telephone} {contact.name}"
        label = WrapLabel()
        label.show_text(text, strong=strong)
        return label

    def _make_searches(self) -> QVBoxLayout:
        """Return what was searched for before, each to search for again."""
        column, chips = QVBoxLayout(), ChipRow()
        space(column, (0, 8, 0, 0), 6)
        column.addWidget(Label("Searched for", Type.METASTRONG, "muted"))
        chips.show_chips([(each, _shorten(each)) for each in self._session.settings.searches])
        chips.chosen.connect(self.search_wanted)
        column.addWidget(chips)
        return column

    def _add_chips(
        self, column: QVBoxLayout, heading: str, chips: Sequence[tuple[str, str]]
    ) -> None:
        """Add what can be searched for by a press, each a query and its words."""
        column.addSpacing(4)
        column.addWidget(Label(heading, Type.HEADING))
        row = ChipRow()
        row.show_chips(chips)
        row.chosen.connect(self.search_wanted)
        column.addWidget(row)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label("By threat", Type.HEADING))
        row.addStretch(1)
        catalogue = self._session.catalogue
        count = len(catalogue.of_kind(EntryKind.CAPABILITY))
        row.addWidget(Label(f"Capabilities: {count}", Type.META, "muted"))
        return row

    def _make_threats(self) -> QGridLayout:
        grid = QGridLayout()
        space(grid, gap=0)
        grid.setHorizontalSpacing(_BETWEEN)
        catalogue = self._session.catalogue
        found = [(threat, len(catalogue.of_threat(threat.key))) for threat in catalogue.threats]
        shown = [(threat, count) for threat, count in found if count]
        for threat, count in shown:
            row = ThreatRow(threat.title, ", ".join(threat.words[:3]), count)
            row.clicked.connect(partial(self.threat_wanted.emit, threat.key))
            self._rows.append(row)
        self._threats = grid
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the threats in as many columns as there is room for."""
        super().resizeEvent(event)
        self._lay_out_threats()

    @Slot()
    def _lay_out_threats(self) -> None:
        """Lay the threats out in two columns; in one, where large text leaves no room for two."""
        px, rows = theme.current().px, self._rows
        widths = [row.sizeHint().width() for row in rows]
        widest = [max(widths[column::_COLUMNS], default=0) for column in range(_COLUMNS)]
        needed = sum(widest) + px(_BETWEEN) + px(_SIDES)
        columns = _COLUMNS if needed <= self.viewport().width() else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, row in enumerate(rows):
            self._threats.addWidget(row, place // columns, place % columns)


def _shorten(query: str) -> str:
    return query if len(query) <= _MOST_OF_SEARCH else f"{query[:_MOST_OF_SEARCH].rstrip()}…"
