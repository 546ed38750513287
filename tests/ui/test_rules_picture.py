"""The rules of what is shown as a picture, with the table that says the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.modeltest import ModelTester

from advisor.catalogue.entry import Kind
from advisor.picturing import picture_rules
from advisor.ui import theme
from advisor.ui.advice.check_page import CheckPage
from advisor.ui.advice.rules_page import RulesPage
from advisor.ui.advice.rules_picture import RulesPictureView
from advisor.ui.advice.rules_table import RulesModel, RulesTable
from advisor.ui.colours import Look
from advisor.ui.location import Location, Page
from advisor.ui.widgets.buttons import Button
from tests.support.window import Person, visible

URGENT = "anti-kidnap-extortion"


def see_rules(person: Person, entry_id: str = URGENT) -> RulesPage:
    """Read an entry and press the key for its rules."""
    person.workspace.open_entry(entry_id)
    person.press("Ctrl+Shift+Return")
    page = person.pane.page
    assert isinstance(page, RulesPage)
    return page


def choose_view(person: Person, words: str) -> None:
    box = person.find("What is shown", QComboBox)
    box.setCurrentText(words)
    person.rest()


def test_rules_are_one_link_away_from_how_to_get_it(person: Person):
    person.workspace.open_entry(URGENT)
    person.tab_to("See the rules as a picture")
    person.press("Return")
    assert isinstance(person.pane.page, RulesPage)
    assert isinstance(person.focus, RulesTable)
    person.press("Alt+Left")
    assert person.reader.location == Location(Page.ENTRY, URGENT)


def test_rules_are_offered_where_there_are_some(person: Person):
    action = person.window.actions_by_name["rules"]
    assert not action.isEnabled()
    person.workspace.open_entry(URGENT)
    assert action.isEnabled()
    law = person.reader.session.catalogue.of_kind(Kind.TERM)[0]
    person.workspace.open_entry(law.id)
    assert not action.isEnabled()
    assert "See the rules as a picture" not in person.page


def test_from_a_check_one_sees_the_rules_and_comes_back_to_the_same_question(person: Person):
    person.workspace.open_entry(URGENT)
    person.press("Ctrl+Return", "Alt+U")
    assert person.sees("Question 2")
    person.press("Ctrl+Shift+Return")
    assert isinstance(person.pane.page, RulesPage)
    person.press("Alt+Left")
    assert isinstance(person.pane.page, CheckPage)
    assert person.sees("Question 2")


def test_the_check_is_one_key_away_from_the_rules(person: Person):
    see_rules(person)
    person.press("Ctrl+Return")
    assert person.reader.location == Location(Page.CHECK, URGENT)


def test_every_answer_is_read_out_with_what_it_leads_to(person: Person):
    page = see_rules(person)
    picture = picture_rules(person.reader.session, URGENT)
    model = page.table.model()
    assert model.rowCount() == len(picture.rows)
    for place, row in enumerate(picture.rows):
        heard = [
            model.index(place, column).data(Qt.ItemDataRole.AccessibleTextRole)
            for column in range(model.columnCount())
        ]
        assert (heard[0], heard[2], heard[3]) == (row.node, row.answer, row.leads_to)
        assert heard[1].startswith(row.question)
        assert picture.caption.say_sources(row.sources) in heard[1]


def test_the_picture_tells_a_screen_reader_where_to_read_it(person: Person):
    page = see_rules(person)
    heard = QAccessible.queryAccessibleInterface(page.picture)
    assert "Anti Kidnap and Extortion Unit" in heard.text(QAccessible.Text.Name)
    assert "The table says all that it says" in heard.text(QAccessible.Text.Description)


def test_the_picture_shows_the_row_that_the_keyboard_is_at(person: Person):
    page = see_rules(person)
    first = page.table.row
    assert page.picture.shown == (first.node, first.target)
    person.press("Down")
    assert page.table.row != first
    assert page.picture.shown == (page.table.row.node, page.table.row.target)


def test_enter_follows_an_answer_to_the_question_that_it_leads_to(person: Person):
    page = see_rules(person)
    target = page.table.row.target
    person.press("Return")
    assert page.table.row.node == target


def test_enter_on_an_outcome_stays_where_it_stands(person: Person):
    page = see_rules(person, "rocc")
    before = page.table.row
    person.press("Return")
    assert page.table.row == before


def test_what_is_pressed_in_the_picture_is_found_in_the_table(person: Person):
    page = see_rules(person)
    page.picture.fit()
    picture = picture_rules(person.reader.session, URGENT)
    question = picture.graph.nodes[1].id
    canvas = page.picture.widget()
    place = canvas.box_of(question).center().toPoint()
    QTest.mouseClick(
        page.picture.viewport(),
        Qt.MouseButton.LeftButton,
        pos=canvas.mapTo(page.picture.viewport(), place),
    )
    person.rest()
    assert page.table.row.node == question


@pytest.mark.parametrize("way", ["buttons", "keys"])
def test_the_picture_can_be_made_larger_and_smaller(person: Person, way: str):
    page = see_rules(person)
    page.picture.setFocus()
    larger = (lambda: person.click("Larger")) if way == "buttons" else lambda: person.press("+")
    smaller = (lambda: person.click("Smaller")) if way == "buttons" else lambda: person.press("-")
    before = page.picture.scale
    larger()
    assert page.picture.scale > before
    smaller()
    smaller()
    assert page.picture.scale < before
    if way == "keys":
        person.press("0")
        assert page.picture.scale == 1


def test_the_whole_picture_fits_when_asked_for(person: Person):
    page = see_rules(person)
    person.click("Whole picture")
    room, canvas = page.picture.viewport().size(), page.picture.widget().size()
    assert canvas.width() <= room.width() + 1
    assert canvas.height() <= room.height() + 1


def test_arrows_scroll_the_picture(person: Person):
    page = see_rules(person)
    page.picture.setFocus()
    bar = page.picture.horizontalScrollBar()
    before = bar.value()
    person.press("Right", "Right")
    assert bar.value() > before


def test_dragging_moves_the_picture(person: Person):
    page = see_rules(person)
    view, bar = page.picture.viewport(), page.picture.horizontalScrollBar()
    bar.setValue(0)
    start = QPoint(view.width() - 20, 8)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start - QPoint(60, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start - QPoint(60, 0))
    assert bar.value() == 60


def test_picture_or_table_can_stand_alone(person: Person):
    see_rules(person)
    choose_view(person, "Table alone")
    assert visible(person.pane, RulesPictureView) == []
    assert "Larger" not in [each.text() for each in visible(person.pane, Button)]
    choose_view(person, "Picture alone")
    assert visible(person.pane, RulesTable) == []
    person.workspace.pane.take_focus()
    assert isinstance(person.focus, RulesPictureView)


def test_a_low_window_starts_with_the_picture_alone(person: Person):
    theme.current().set_text_factor(1.5)
    person.window.resize(1024, 640)
    person.rest()
    see_rules(person)
    assert visible(person.pane, RulesTable) == []
    assert len(visible(person.pane, RulesPictureView)) == 1


@pytest.mark.parametrize("look", [Look.DARK, Look.CONTRAST])
def test_the_picture_is_drawn_in_the_look_of_the_window(person: Person, look: Look):
    page = see_rules(person)
    corner = QPoint(3, 3)
    before = page.picture.viewport().grab().toImage().pixelColor(corner)
    theme.current().choose(look)
    person.rest()
    after = page.picture.viewport().grab().toImage().pixelColor(corner)
    assert after.lightness() < 64 < before.lightness()


def test_every_entry_with_rules_shows_them_with_its_marking(person: Person):
    session = person.reader.session
    for kind in (Kind.CAPABILITY, Kind.AUTHORISATION, Kind.PROCEDURE):
        for head in session.catalogue.of_kind(kind):
            if session.can_check(head.id):
                person.reader.open(Location(Page.RULES, head.id))
                assert isinstance(person.pane.page, RulesPage)
                assert person.sees("Outcomes: ", within=person.pane)


def test_the_table_is_a_model_that_keeps_to_the_rules_of_models(
    person: Person, qtmodeltester: ModelTester
):
    page = see_rules(person)
    picture = picture_rules(person.reader.session, URGENT)
    qtmodeltester.check(RulesModel(picture.rows, picture.caption, page))


def test_words_are_found_in_the_table_and_shown_in_the_picture(person: Person):
    page = see_rules(person)
    picture = picture_rules(person.reader.session, URGENT)
    last = picture.rows[-1]
    person.press("Ctrl+F")
    person.type(last.leads_to[:40])
    found = [row for row in picture.rows if last.leads_to[:40] in row.leads_to]
    assert person.sees(f"1 of {len(found)}", within=person.pane)
    assert page.table.row == found[0]
    assert page.picture.shown[0] == found[0].node
    if len(found) > 1:
        person.press("Return")
        assert page.table.row == found[1]
    person.press("Esc")
    assert page.table.highlight([]) == 0
