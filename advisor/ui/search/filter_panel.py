"""What results can be narrowed by, each with how many it would give."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from advisor.search import Chosen, Facet, Facets
from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_HEIGHT: Final = 250
#: In a low window, where the list needs room too: one row and a part of the next.
_LEAST: Final = 110
_MOST: Final = 8
#: The strip above the list has the kinds.
_LEFT_OUT: Final = frozenset({"kind"})
_MOST_CHARACTERS: Final = 46

Counts = Mapping[str, Mapping[str, int]]


class FilterPanel(QWidget):
    """Boxes to tick under the name of each facet; any of one, all of several.

    Signals:
        changed: A value of a facet was ticked, or is not any more: the facet's name, the value,
            and which.
        reset_wanted: The reader wants everything back.
        closed: The reader wants the panel away.
    """

    changed = Signal(str, str, bool)
    reset_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filters")
        self._boxes: dict[tuple[str, str], CheckBox] = {}
        self._groups: list[QWidget] = []
        self._page = ScrollPage()
        self._page.setAccessibleName("Filters")
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self._page.page)
        space(self._column, (16, 8, 4, 8), 10)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(self._make_head())
        column.addWidget(self._page, 1)
        column.addWidget(Hairline())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.current().changed.connect(self._fit)
        self._fit()
        self.hide()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, (16, 8, 12, 0), 8)
        row.addWidget(Label("Filters", Type.METASTRONG, "muted"))
        row.addStretch(1)
        self._reset, close = Button("Reset", Kind.LINK), Button("Close filters", Kind.LINK)
        self._reset.clicked.connect(self.reset_wanted)
        close.clicked.connect(self.closed)
        row.addWidget(self._reset)
        row.addWidget(close)
        return row

    def _fit(self) -> None:
        self.setMinimumHeight(theme.current().px(_LEAST))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height that it has wherever there is room for it."""
        return QSize(super().sizeHint().width(), theme.current().px(_HEIGHT))

    def take_focus(self) -> None:
        """Put the keyboard on the first box."""
        first = next(iter(self._boxes.values()), None)
        (first or self._reset).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_facets(self, facets: Facets, counts: Counts, chosen: Chosen) -> None:
        """Show what there is to choose from now; the keyboard stays on its box if that stays."""
        self._reset.setEnabled(any(chosen.values()))
        offered = [
            (facet, _offer(facet, counts.get(facet.name, {}), chosen.get(facet.name, frozenset())))
            for facet in facets.all
            if facet.name not in _LEFT_OUT
        ]
        keys = [(facet.name, value) for facet, values in offered for value in values]
        if keys != list(self._boxes):
            self._make_anew([(facet, values) for facet, values in offered if values])
        for facet, values in offered:
            for value, count in values.items():
                self._show(facet, value, count, chosen.get(facet.name, frozenset()))

    def _show(self, facet: Facet, value: str, count: int, chosen: frozenset[str]) -> None:
        box = self._boxes[facet.name, value]
        words = facet.values[value]
        short = words if len(words) <= _MOST_CHARACTERS else f"{words[:_MOST_CHARACTERS]}…"
        box.setText(f"{short}  {count}".replace("&", "&&"))
        box.setAccessibleName(f"{facet.words}: {words}, {count}")
        with QSignalBlocker(box):
            box.setChecked(value in chosen)

    def _make_anew(self, offered: list[tuple[Facet, dict[str, int]]]) -> None:
        focused = next((key for key, box in self._boxes.items() if box.hasFocus()), None)
        for group in self._groups:
            self._column.removeWidget(group)
            group.hide()
            group.deleteLater()
        self._boxes = {}
        self._groups = [self._make_group(facet, values) for facet, values in offered]
        for place, group in enumerate(self._groups):
            self._column.insertWidget(place, group)
        if focused is not None:
            box = self._boxes.get(focused)
            if box is not None:
                box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            else:
                self.take_focus()

    def _make_group(self, facet: Facet, values: dict[str, int]) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        space(column, gap=4)
        column.addWidget(Label(facet.words, Type.METASTRONG))
        for value in values:
            box = CheckBox(facet.values[value])
            box.toggled.connect(partial(self.changed.emit, facet.name, value))
            self._boxes[facet.name, value] = box
            column.addWidget(box)
        return group


def _offer(facet: Facet, counts: Mapping[str, int], chosen: frozenset[str]) -> dict[str, int]:
    """Return the values that most results have, and what is ticked already, in authored order."""
    best = sorted(counts, key=lambda value: -counts[value])[:_MOST]
    shown = {*best, *chosen}
    return {value: counts.get(value, 0) for value in facet.values if value in shown}
