"""Everything by name and by key: what Tab reaches says what it is, from the top to the bottom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

from advisor.ui.advice.plan_steps import OtherWay
from advisor.ui.location import Location, Page
from advisor.ui.widgets.answer_option import AnswerGroup
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.label import WrapLabel
from tests.support.window import Person, name_of, tab_chain, visible

SCREENS = {
    "start": ("Alt+Home",),
    "advisor": ("Ctrl+1",),
    "contacts": ("Ctrl+2",),
    "grid": ("Ctrl+3",),
    "law": ("Ctrl+4",),
    "life at risk": ("F2",),
}


def nameless(root: QWidget) -> list[str]:
    return [str(each) for each in tab_chain(root) if not name_of(each)]


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
def test_whatever_tab_reaches_has_a_name(person: Person, keys: tuple[str, ...]):
    person.press(*keys)
    assert nameless(person.window) == []


def test_whatever_tab_reaches_while_reading_and_checking_has_a_name(person: Person):
    person.type("ransom call")
    assert nameless(person.window) == []
    person.press("Return", "Ctrl+F")
    assert nameless(person.window) == []
    person.press("Esc", "Ctrl+Return", "Alt+U")
    assert nameless(person.window) == []
    for _ in range(8):
        person.press("Alt+U")
    assert nameless(person.window) == []


@pytest.mark.parametrize("page", [Page.RULES, Page.SOURCE], ids=lambda page: page.value)
def test_whatever_tab_reaches_behind_the_rules_has_a_name(person: Person, page: Page):
    subject = "surveillance-support" if page is Page.RULES else "ripa-28"
    person.workspace.show_page(Location(page, subject))
    person.rest()
    assert nameless(person.window) == []
    places = tops(list(tab_chain(person.pane.page)), person.pane.page)
    assert places == sorted(places)


def test_tab_goes_down_the_page_of_an_outcome(person: Person):
    person.workspace.open_entry("surveillance-support")
    person.press("Ctrl+Return", *["Alt+U"] * 12)
    page = person.pane.page
    for fold in visible(page, OtherWay)[0].findChildren(Button):
        fold.click()
    person.rest()
    assert nameless(person.window) == []
    places = tops([each for each in tab_chain(page) if each.width() < page.width()], page)
    assert len(places) > 20
    assert places == sorted(places)


def test_whatever_tab_reaches_where_nothing_was_found_has_a_name(person: Person):
    person.type("xylophone qqqq")
    assert nameless(person.window) == []


@pytest.mark.parametrize("deed", ["help", "keys", "about", "place", "local"])
def test_whatever_tab_reaches_in_a_dialog_has_a_name(person: Person, deed: str):
    person.window.actions_by_name[deed].trigger()
    assert nameless(person.dialog) == []
    for label in visible(person.dialog, QLabel):
        if "&" in label.text() and not isinstance(label, WrapLabel):
            assert label.buddy() is not None
    person.dialog.close()


def tops(widgets: list[QWidget], root: QWidget) -> list[int]:
    return [each.mapTo(root, QPoint(0, 0)).y() for each in widgets]


def test_tab_goes_down_the_page_of_a_check(person: Person):
    person.workspace.open_entry("anti-kidnap-extortion")
    person.press("Ctrl+Return", "Alt+U", "Alt+U")
    page = person.pane.page
    chain = [each for each in tab_chain(page) if each.width() < page.width()]
    places = tops(chain, page)
    assert len(chain) > 6
    assert places == sorted(places)


def test_tab_goes_down_an_entry(person: Person):
    person.workspace.open_entry("lawful-interception")
    page = person.pane.page
    places = tops(list(tab_chain(page)), page)
    assert len(places) > 3
    assert places == sorted(places)


@pytest.mark.parametrize("deed", ["help", "keys", "about", "place"])
def test_tab_goes_down_a_dialog(person: Person, deed: str):
    person.window.actions_by_name[deed].trigger()
    places = tops(list(tab_chain(person.dialog)), person.dialog)
    assert places == sorted(places)
    person.dialog.close()


def test_tab_goes_from_the_menu_row_through_the_list_to_the_page(person: Person):
    person.type("ransom call")
    frame = person.window.frame
    order = []
    for each in tab_chain(person.window):
        for part in (
            frame.urgent,
            frame.navigation,
            frame.field,
            frame.list_pane,
            frame.detail_pane,
        ):
            if (part is each or part.isAncestorOf(each)) and part not in order:
                order.append(part)
                break
    expected = [frame.urgent, frame.navigation, frame.field, frame.list_pane, frame.detail_pane]
    assert order == expected


def test_tab_leaves_every_screen_again(person: Person):
    """No place holds the keyboard: Tab comes back to where it began."""
    for location in (Location(Page.REGION, "wales"), Location(Page.LIFE_AT_RISK)):
        person.reader.open(location)
        person.press("Ctrl+K")
        seen = 0
        while seen == 0 or person.focus is not person.field:
            person.press("Tab")
            seen += 1
            assert seen < 120


def test_the_answers_are_a_group_with_the_question_as_its_name(person: Person):
    person.workspace.open_entry("anti-kidnap-extortion")
    person.press("Ctrl+Return")
    group = visible(person.pane, AnswerGroup)[0]
    assert group.accessibleName() in person.page
    assert group.accessibleName().endswith("?")


def test_a_page_takes_its_name_from_what_it_shows(person: Person):
    person.workspace.open_entry("anti-kidnap-extortion")
    assert name_of(person.focus) == "Anti Kidnap and Extortion Unit"
    person.press("F2")
    assert name_of(person.focus) == "Life at risk: who to ring"
