"""Widgets: what is said, what is heard, and everything by key."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QTableWidgetItem, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.icons import Icon
from advisor.ui.theme import Theme
from advisor.ui.widgets.answer_option import AnswerGroup
from advisor.ui.widgets.buttons import Button, Kind, ToolButton
from advisor.ui.widgets.chip import ChipRow
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.facet_bar import Facet, FacetBar
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.gap_box import GapBox
from advisor.ui.widgets.marking_banner import NOT_SET, MarkingBanner
from advisor.ui.widgets.message_strip import MessageStrip
from advisor.ui.widgets.navigation_bar import NavigationBar
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.reading_table import ReadingTable
from advisor.ui.widgets.reasons_tree import ReasonsTree
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.step_row import NO_TIME, Step, StepRow
from advisor.ui.widgets.tile_map import TileMap
from tests.ui.kit.gallery import LEVELS, OPTIONS, REASONS, SECTIONS, tiles


def shown(qtbot: QtBot, widget: QWidget, width: int = 700, height: int = 500) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def test_banner_without_a_marking_is_an_error(house: Theme, qtbot: QtBot) -> None:
    banner = MarkingBanner()
    qtbot.addWidget(banner)
    assert (banner.level, banner.accessibleName()) == (0, NOT_SET)
    banner.show_marking("SECRET/ALDER", 3)
    assert banner.accessibleName() == "Protective marking: SECRET/ALDER"
    for words, level in (("", 1), ("SECRET", 0), ("SECRET", 5)):
        with pytest.raises(ValueError, match="not a marking"):
            banner.show_marking(words, level)
    assert banner.words == "SECRET/ALDER"


def test_levels_differ_without_colour(house: Theme, qtbot: QtBot) -> None:
    pictures = []
    for level in range(1, 5):
        mark = PortionMark("OFFICIAL", level)  # the same words: squares and ground must tell
        qtbot.addWidget(mark)
        grey = mark.grab().toImage().convertToFormat(mark.grab().toImage().Format.Format_Grayscale8)
        pictures.append(bytes(grey.constBits()))
    assert len(set(pictures)) == len(LEVELS)


def test_search_field_clears_once_then_leaves_esc_to_the_window(house: Theme, qtbot: QtBot) -> None:
    field = SearchField("Describe the problem")
    window = QWidget()
    QVBoxLayout(window).addWidget(field)
    shown(qtbot, window)
    field.setFocus()
    qtbot.keyClicks(field, "glass")
    with qtbot.waitSignals([field.cleared, field.textEdited]):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.assertNotEmitted(field.cleared):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(field.stepped_down):
        qtbot.keyClick(field, Qt.Key.Key_Down)


@pytest.mark.parametrize(
    ("start", "key", "reached"),
    [
        ("South East", Qt.Key.Key_Up, "East of England"),
        ("South East", Qt.Key.Key_Left, "London"),
        ("Wales", Qt.Key.Key_Right, "West Midlands"),
        ("North East", Qt.Key.Key_Down, "Yorkshire and the Humber"),
        ("North East", Qt.Key.Key_Up, "North East"),
        ("Wales", Qt.Key.Key_Up, "North West"),
    ],
)
def test_arrows_move_on_the_map(
    house: Theme, qtbot: QtBot, start: str, key: Qt.Key, reached: str
) -> None:
    regions = TileMap(tiles())
    shown(qtbot, regions)
    regions.set_chosen(start)
    tile = next(b for b in regions.findChildren(QToolButton) if b.isChecked())
    tile.setFocus()
    with qtbot.assertNotEmitted(regions.chosen):
        qtbot.keyClick(tile, key)
    focused = regions.focusWidget()
    assert focused.accessibleName().startswith(reached)
    assert regions.chosen_key == start
    assert focused.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_choose_a_region(house: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    regions = TileMap(tiles())
    shown(qtbot, regions)
    regions.set_chosen("London")
    london = next(b for b in regions.findChildren(QToolButton) if b.isChecked())
    london.setFocus()
    qtbot.keyClick(london, Qt.Key.Key_Right)
    with qtbot.waitSignal(regions.chosen) as told:
        qtbot.keyClick(regions.focusWidget(), key)
    assert told.args == ["South East"]
    assert regions.chosen_key == "South East"


def test_every_region_can_be_reached_by_arrows(house: Theme, qtbot: QtBot) -> None:
    regions = TileMap(tiles())
    steps = ((1, 0), (-1, 0), (0, 1), (0, -1))
    reached, frontier = set(), [regions._tiles[0]]
    while frontier:
        tile = frontier.pop()
        reached.add(tile)
        nearest = (regions._nearest(tile.tile, step) for step in steps)
        frontier += [found for found in nearest if found is not None and found not in reached]
    assert len(reached) == 10
    qtbot.addWidget(regions)


def test_answers_are_chosen_by_key(house: Theme, qtbot: QtBot) -> None:
    answers = AnswerGroup()
    answers.show_options(OPTIONS)
    shown(qtbot, answers)
    told: list[str] = []
    answers.chosen.connect(told.append)
    answers.choose("yes")
    assert (answers.chosen_key, told) == ("yes", [])
    answers.options[0].setFocus()
    qtbot.keyClick(answers.options[0], Qt.Key.Key_Right)
    assert (answers.chosen_key, told) == ("no", ["no"])
    qtbot.keyClick(answers.options[1], Qt.Key.Key_Down)
    assert told[-1] == "unrecorded"
    with qtbot.waitSignal(answers.accepted):
        qtbot.keyClick(answers.options[3], Qt.Key.Key_Return)
    answers.choose(None)
    assert answers.chosen_key is None
    with qtbot.assertNotEmitted(answers.accepted):
        qtbot.keyClick(answers.options[3], Qt.Key.Key_Return)
    qtbot.keyClick(answers.options[2], Qt.Key.Key_Space)
    assert answers.chosen_key == "unknown"


def test_answers_use_one_column_where_there_is_little_room(house: Theme, qtbot: QtBot) -> None:
    answers = AnswerGroup()
    answers.show_options(OPTIONS)
    shown(qtbot, answers)
    assert answers.options[0].y() == answers.options[1].y()
    answers.resize(300, 500)
    qtbot.waitUntil(lambda: answers.options[0].x() == answers.options[1].x())


def test_ring_is_outside_and_only_for_the_keyboard(house: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    buttons = [Button("One"), Button("Two", Kind.PRIMARY)]
    for button in buttons:
        column.addWidget(button)
    ring = FocusFrame(window)
    shown(qtbot, window)
    assert ring.surrounded is None
    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert ring.surrounded is focused
    assert ring._ring.geometry() == focused.geometry().adjusted(-4, -4, 4, 4)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert ring.surrounded is None


def test_ring_outlives_what_it_surrounds(house: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    scroll = ScrollPage()
    inner, outer = Button("Inside"), Button("Outside")
    QVBoxLayout(scroll.page).addWidget(inner)
    column.addWidget(scroll)
    column.addWidget(outer)
    ring = FocusFrame(window)
    shown(qtbot, window)
    inner.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert ring.surrounded is inner
    shiboken6.delete(scroll)
    outer.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert ring.surrounded is outer
    shiboken6.delete(outer)
    assert ring.surrounded is None
    window.grab()


def test_facets_beyond_five_are_under_more(house: Theme, qtbot: QtBot) -> None:
    bar = FacetBar()
    shown(qtbot, bar)
    facets = [Facet(f"k{n}", f"Kind {n}", n) for n in range(1, 8)]
    bar.show_facets(facets, "k7")
    names = [b.accessibleName() for b in bar._buttons]
    assert names == ["Kind 1 1", "Kind 2 2", "Kind 3 3", "Kind 4 4", "Kind 7 7"]
    assert [action.data() for action in bar._menu.actions()] == ["k6", "k5"] or {
        action.data() for action in bar._menu.actions()
    } == {"k5", "k6"}
    with qtbot.waitSignal(bar.facet_chosen) as told:
        bar._menu.actions()[0].trigger()
    assert told.args[0] in {"k5", "k6"}
    bar._buttons[0].setFocus()
    with qtbot.waitSignal(bar.facet_chosen) as told:
        bar._buttons[0].click()
    assert told.args == ["k1"]


def test_rail_keeps_words_for_those_who_listen(house: Theme, qtbot: QtBot) -> None:
    bar = NavigationBar(SECTIONS)
    shown(qtbot, bar)
    bar.set_rail(True)
    bar.set_current("law")
    assert bar.width() == house.px(52)
    law = next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "Law")
    assert law.isChecked()
    assert law.toolTip() == "Law"
    search = next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "Search")
    with qtbot.waitSignal(bar.chosen) as told:
        search.click()
    assert told.args == ["search"]


def test_reasons_are_said_with_their_truth(house: Theme, qtbot: QtBot) -> None:
    tree = ReasonsTree()
    tree.show_reasons(REASONS)
    shown(qtbot, tree)
    first = tree.model().index(0, 0)
    said = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Your force may ask. true. deciding. CCA 2013 s5(3)"
    assert tree.isExpanded(first)
    lines = tree.sizeHint().height() / tree.visualRect(first).height()
    assert lines == 8
    assert QAccessible.queryAccessibleInterface(tree).role() == QAccessible.Role.Tree


def test_labels_fold_above_their_text(house: Theme, qtbot: QtBot) -> None:
    facts = DefinitionList()
    row = facts.add_text("When", "Kidnap for ransom. Blackmail.")
    shown(qtbot, facts, 800)
    assert row.content.x() > 0
    facts.resize(300, 400)
    qtbot.waitUntil(lambda: row.content.x() == 0 and row.content.y() > 0)
    facts.clear()
    assert facts.rows == []


def test_gap_box_wraps_and_is_never_cut(house: Theme, qtbot: QtBot) -> None:
    box = GapBox()
    qtbot.addWidget(box)
    assert box.sizeHint().height() >= house.px(24)
    assert box.heightForWidth(150) > box.heightForWidth(box.sizeHint().width())


def test_step_never_leaves_time_blank(house: Theme, qtbot: QtBot) -> None:
    row = StepRow(Step(title="Ask your ROCC", number=1, who="ROCC", deed="Copy"))
    qtbot.addWidget(row)
    texts = {child.text() for child in row.findChildren(QWidget) if hasattr(child, "text")}
    assert NO_TIME in texts
    with qtbot.waitSignal(row.deed_wanted):
        row.findChild(Button).click()


def test_message_and_empty_state_tell_what_is_wanted(house: Theme, qtbot: QtBot) -> None:
    strip, empty = MessageStrip(), EmptyState()
    qtbot.addWidget(strip)
    qtbot.addWidget(empty)
    assert strip.isHidden()
    strip.show_message("Ring first.", deed="Show", urgent=True)
    with qtbot.waitSignal(strip.deed_wanted):
        strip.findChildren(Button)[0].click()
    with qtbot.waitSignal(strip.dismissed):
        strip.findChildren(Button)[1].click()
    assert strip.isHidden()
    empty.show_words("Nothing found", "Ask.", [Deed("a", Icon.EDIT, "Edit", "Fewer", "Edit")])
    with qtbot.waitSignal(empty.deed_wanted) as told:
        empty.findChild(Button).click()
    assert told.args == ["a"]


def test_chips_tell_their_key(house: Theme, qtbot: QtBot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    row.show_chips([("old", "Old")])
    row.show_chips([("a", "R&D"), ("b", "B")])
    with qtbot.waitSignal(row.chosen) as told:
        row._flow.itemAt(0).widget().click()
    assert told.args == ["a"]
    assert row._flow.itemAt(0).widget().accessibleName() == "R&D"


def test_disabled_button_says_why(house: Theme, qtbot: QtBot) -> None:
    button = Button("Export", Kind.URGENT)
    qtbot.addWidget(button)
    button.setToolTip("Writes a file")
    button.disable("Protective marking not set")
    assert (button.toolTip(), button.isEnabled()) == ("Protective marking not set", False)
    button.enable()
    assert (button.toolTip(), button.isEnabled()) == ("Writes a file", True)


def test_tool_button_does_what_its_action_does(house: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    action = QAction("&Print…", window)
    action.setShortcut("Ctrl+P")
    button = ToolButton.for_action(action, Icon.PRINT, window)
    assert button.accessibleName() == "Print"
    assert button.toolTip() == "Print (Ctrl+P)"
    with qtbot.waitSignal(action.triggered):
        button.click()
    action.setEnabled(False)
    assert not button.isEnabled()


def test_gutter_keeps_its_room(house: Theme, qtbot: QtBot) -> None:
    scroll = ScrollPage()
    shown(qtbot, scroll, 300, 200)
    before = scroll.viewport().width()
    scroll.page.setMinimumHeight(1000)
    bar = scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.property("unneeded") == "false"
    assert scroll.viewport().width() == before == 300 - house.px(12)


def first_ink(widget: QWidget) -> int:
    """Return how far from the left a widget is drawn on."""
    picture = widget.grab().toImage()
    ground = picture.pixel(picture.width() - 1, picture.height() - 1)
    columns = range(picture.width())
    rows = range(1, picture.height())
    return next(x for x in columns if any(picture.pixel(x, y) != ground for y in rows))


def test_headings_of_a_table_stand_where_their_cells_begin(house: Theme, qtbot: QtBot) -> None:
    table = ReadingTable("Figures", ("Enquiries",), 1)
    table.setShowGrid(False)
    table.setItem(0, 0, QTableWidgetItem("Enquiries"))
    table.horizontalHeader().resizeSection(0, 400)
    shown(qtbot, table, 600, 200)
    table.clearFocus()
    assert abs(first_ink(table.horizontalHeader()) - first_ink(table.viewport())) <= 1
