"""The frame of the window: what is the same on every screen.

Banner, menu row, navigation, list pane, detail pane, status, banner. The frame
knows how it folds; it does not know what is in it.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenuBar,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from advisor.ui import theme
from advisor.ui.area import Area
from advisor.ui.icons import Icon
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.demonstration_strip import DemonstrationStrip
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.list_footer import ListFooter
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.message_strip import MessageStrip
from advisor.ui.widgets.navigation_bar import NavigationBar, NavigationItem
from advisor.ui.widgets.notice_strip import NoticeStrip
from advisor.ui.widgets.pane import PANE
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.spacing import size, space
from advisor.ui.widgets.status_strip import StatusStrip

PLACEHOLDER = "Describe the problem in your own words"
_ITEMS = (
    NavigationItem(Area.SEARCH.value, "Search", Icon.SEARCH),
    NavigationItem(Area.ADVISOR.value, "Advisor", Icon.ADVISOR),
    NavigationItem(Area.CONTACTS.value, "Contacts", Icon.CONTACTS),
    NavigationItem(Area.GRID.value, "Who does what", Icon.GRID),
    NavigationItem(Area.LAW.value, "Law", Icon.LAW),
    NavigationItem(Area.SAVED.value, "Saved", Icon.SAVED),
    NavigationItem(Area.ENQUIRIES.value, "Enquiries", Icon.FORM),
)
_THREE_PANES_EM = 82
_TWO_PANES_EM = 64
_LOW_PX = 640
_LIST_WIDTH = 412
_LIST_WIDTH_RAIL = 340
_LIST_RANGE = (320, 520)


class _Fold(Enum):
    """How much of the frame there is room for."""

    THREE = 3
    RAIL = 2
    ONE = 1


class Frame(QWidget):
    """The window's fixed parts, for the window to fill.

    Attributes:
        menu_bar: Where the menus go.
        urgent: The way to whom to ring, always on screen.
        navigation: The sections.
        field: Where one types.
        lists: What the list pane can show.
        footer: What stands under every list.
        details: What the detail pane can show.
        status: Unit, release, level.
        news: What the release that is open changed for the reader.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fold: _Fold | None = None
        self._list_in_front = True
        self._banners = (MarkingBanner(), MarkingBanner(at_bottom=True))
        self.menu_bar = QMenuBar()
        self.urgent = Button("Life at risk   F2", Kind.URGENT, icon=Icon.ALERT, compact=True)
        self.urgent.setAccessibleName("Life at risk")
        self.navigation = NavigationBar(_ITEMS, ())
        self.navigation.set_current(Area.SEARCH.value)
        self.field = SearchField(PLACEHOLDER)
        self.field.setAccessibleName("Search")
        self.lists = QStackedLayout()
        self.footer = ListFooter()
        self.details = QStackedLayout()
        self.status = StatusStrip()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._banners[0])
        column.addWidget(self._make_menu_row())
        column.addWidget(Hairline())
        column.addLayout(self._make_strips())
        column.addLayout(self._make_body(), 1)
        column.addWidget(Hairline())
        column.addWidget(self.status)
        column.addWidget(self._banners[1])

    def _make_menu_row(self) -> QWidget:
        strip = Strip(Ground.WINDOW)
        size(strip, height=36)
        row = QHBoxLayout(strip)
        space(row, (0, 0, 12, 0))
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.menu_bar, 1)
        row.addWidget(self.urgent)
        return strip

    def _make_strips(self) -> QVBoxLayout:
        """Return what stands under the menus of every screen, each hidden until it is due."""
        self._demonstration, self._notice = DemonstrationStrip(), NoticeStrip()
        self.news = MessageStrip(is_wide=True)
        column = QVBoxLayout()
        space(column)
        for strip in (self._demonstration, self._notice, self.news):
            strip.hide()
            column.addWidget(strip)
        return column

    def _make_body(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row)
        row.addWidget(self.navigation)
        self.list_pane = self._make_list_pane()
        self.detail_pane = self._make_detail_pane()
        self._splitter.addWidget(self.list_pane)
        self._splitter.addWidget(self.detail_pane)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        row.addWidget(self._splitter, 1)
        return row

    def _make_list_pane(self) -> QWidget:
        pane = Strip(Ground.BASE)
        pane.setProperty(PANE, "list")
        column = QVBoxLayout(pane)
        space(column)
        self._field_strip = Strip()
        size(self._field_strip, height=53)
        row, strip = QHBoxLayout(), QVBoxLayout(self._field_strip)
        space(row, (12, 0, 12, 0))
        space(strip)
        row.addWidget(self.field)
        strip.addLayout(row, 1)
        strip.addWidget(Hairline())
        column.addWidget(self._field_strip)
        column.addLayout(self.lists, 1)
        column.addWidget(self.footer)
        return pane

    def _make_detail_pane(self) -> QWidget:
        pane = Strip(Ground.BASE)
        column = QVBoxLayout(pane)
        space(column)
        column.addLayout(self.details, 1)
        return pane

    def show_field(self, *, is_shown: bool) -> None:
        """Show where one types a search, or leave the room to a list that asks for itself."""
        self._field_strip.setVisible(is_shown)

    def show_marking(self, words: str, level: int) -> None:
        """Show the highest marking now visible, at the top and at the bottom."""
        for banner in self._banners:
            banner.show_marking(words, level)

    def show_demonstration(self, *, is_one: bool) -> None:
        """Say under the menus of every screen that all of this is a rehearsal."""
        self._demonstration.setVisible(is_one)

    def show_notice(self, words: str) -> None:
        """Say under the menus of every screen what this window is for."""
        self._notice.show_words(words)

    @property
    def marking(self) -> str:
        """The marking that is shown; empty while none is set."""
        return self._banners[0].words

    @property
    def is_one_pane(self) -> bool:
        """Whether only the list or the page has room."""
        return self._fold is _Fold.ONE

    @property
    def is_list_in_front(self) -> bool:
        """Whether the list has the room, where only one pane has."""
        return self._list_in_front

    def fold(self, width: int, height: int) -> None:
        """Fit the parts to the room, measured in text sizes so that larger text folds sooner."""
        house = theme.current()
        fold = _fold_for(width / house.em)
        self.footer.set_short(height < house.px(_LOW_PX))
        self._fit_list(width, fold)
        if fold is not self._fold:
            self._fold = fold
            self.navigation.set_rail(fold is not _Fold.THREE)
            self._set_list_width(fold)
        self._show_panes()

    def _fit_list(self, width: int, fold: _Fold) -> None:
        px = theme.current().px
        low, high = (0, width) if fold is _Fold.ONE else (px(_LIST_RANGE[0]), px(_LIST_RANGE[1]))
        self.list_pane.setMinimumWidth(low)
        self.list_pane.setMaximumWidth(high)

    def _set_list_width(self, fold: _Fold) -> None:
        wide = theme.current().px(_LIST_WIDTH if fold is _Fold.THREE else _LIST_WIDTH_RAIL)
        self._splitter.setSizes([wide, max(1, self._splitter.width() - wide)])

    def bring_forward(self, *, the_list: bool) -> None:
        """Where only one pane has room, show the list or the page."""
        self._list_in_front = the_list
        self._show_panes()

    def _show_panes(self) -> None:
        self.list_pane.setVisible(not self.is_one_pane or self._list_in_front)
        self.detail_pane.setVisible(not self.is_one_pane or not self._list_in_front)


def _fold_for(ems: float) -> _Fold:
    if ems >= _THREE_PANES_EM:
        return _Fold.THREE
    return _Fold.RAIL if ems >= _TWO_PANES_EM else _Fold.ONE
