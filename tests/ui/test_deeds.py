"""Menus, keys, help: every deed is in a menu, has a key of its own, and is listed."""

from __future__ import annotations

import collections

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QTableWidget, QTextBrowser

from advisor.ui.actions import DEEDS, MENUS
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.marking_banner import NOT_SET, MarkingBanner
from tests.support.window import Person, visible

DIALOGS = ("help", "keys", "about", "place", "local")


def open_dialog(person: Person, deed: str) -> QDialog:
    person.window.actions_by_name[deed].trigger()
    person.until(person.dialog.isActiveWindow)
    return person.dialog


def test_every_deed_stands_in_its_menu_and_does_something(person: Person):
    menus = {action.text(): action.menu() for action in person.window.frame.menu_bar.actions()}
    assert tuple(menus) == MENUS
    for deed in DEEDS:
        action = person.window.actions_by_name[deed.name]
        assert action in menus[deed.menu].actions()
        assert action.receivers("2triggered(bool)") > 0, deed.name


def test_every_key_means_one_thing():
    keys = collections.Counter(key for deed in DEEDS for key in deed.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_menu_has_its_own_letter_and_so_has_every_deed_in_it():
    def letters(words):
        return [text[text.index("&") + 1].casefold() for text in words if "&" in text]

    assert len(set(letters(MENUS))) == len(MENUS)
    for menu in MENUS:
        found = letters(deed.words for deed in DEEDS if deed.menu == menu)
        assert len(set(found)) == len(found), menu


def test_menus_are_words_alone(person: Person):
    actions = [person.window.actions_by_name[deed.name] for deed in DEEDS]
    with_icon = [action for action in actions if not action.icon().isNull()]
    assert person.window.actions_by_name["print"] in with_icon
    assert [action.text() for action in with_icon if action.isIconVisibleInMenu()] == []


def test_no_deed_is_a_bare_letter():
    assert [key for deed in DEEDS for key in deed.keys if len(key) == 1] == []


def test_the_list_of_keys_names_every_key(person: Person):
    dialog = open_dialog(person, "keys")
    table = dialog.findChild(QTableWidget)
    listed = {table.item(row, 0).text() for row in range(table.rowCount())}
    assert {deed.keys[0] for deed in DEEDS if deed.keys} <= listed
    assert person.sees("Esc ")
    dialog.close()


def test_help_says_how_to_search_check_and_ring(person: Person):
    dialog = open_dialog(person, "help")
    text = dialog.findChild(QTextBrowser).toPlainText()
    for words in ("Ctrl+K", "F2", "Esc", "Can I have this?", "Ctrl+/"):
        assert words in text
    dialog.close()


def test_about_names_the_release_and_where_things_are_kept(person: Person, places):
    dialog = open_dialog(person, "about")
    assert person.sees("release ")
    assert person.sees(str(places.site))
    assert person.sees(str(places.home))
    assert person.sees("None was checked by ringing anybody.")
    dialog.close()


@pytest.mark.parametrize("deed", DIALOGS)
def test_every_dialog_has_the_marking_at_its_top_and_bottom(person: Person, deed: str):
    dialog = open_dialog(person, deed)
    top, bottom = sorted(visible(dialog, MarkingBanner), key=lambda banner: banner.y())
    assert top.y() == 0
    assert bottom.y() + bottom.height() == dialog.height()
    assert {top.words, bottom.words} == {"OFFICIAL"}
    dialog.close()


@pytest.mark.parametrize("deed", DIALOGS)
def test_esc_closes_every_dialog(person: Person, deed: str):
    open_dialog(person, deed)
    person.press("Esc")
    assert [each for each in person.window.findChildren(QDialog) if each.isVisible()] == []


@pytest.mark.parametrize("deed", ["help", "keys", "place", "local"])
def test_the_ring_shows_where_the_keyboard_is_in_every_dialog(person: Person, deed: str):
    dialog = open_dialog(person, deed)
    rung = False
    for _ in range(16):
        person.press("Tab")
        rung = rung or dialog.findChild(FocusFrame).surrounded is person.focus
    assert rung
    dialog.close()


def test_the_window_has_the_marking_at_its_top_and_bottom_from_the_start(newcomer: Person):
    frame = newcomer.window.frame
    banners = sorted(visible(frame, MarkingBanner), key=lambda banner: banner.y())
    assert [banner.words for banner in banners] == ["OFFICIAL", "OFFICIAL"]
    assert banners[0].y() == 0
    assert banners[1].y() + banners[1].height() == frame.height()
    assert NOT_SET not in [banner.accessibleName() for banner in banners]


def test_the_marking_stays_on_every_page(person: Person):
    for keys in (("Ctrl+2",), ("Ctrl+3",), ("Ctrl+4",), ("F2",), ("Alt+Home",)):
        person.press(*keys)
        assert person.window.frame.marking == "OFFICIAL"


def test_keys_of_the_panes_go_round_and_back(person: Person):
    person.type("ransom")
    frame = person.window.frame

    def pane() -> str:
        for name in ("navigation", "list_pane", "detail_pane"):
            if getattr(frame, name).isAncestorOf(person.focus):
                return name
        return "none"

    passed = []
    for _ in range(3):
        person.press("F6")
        passed.append(pane())
    assert passed == ["detail_pane", "navigation", "list_pane"]
    person.press("Shift+F6")
    assert pane() == "navigation"


def test_menu_actions_belong_to_the_window(person: Person):
    assert all(isinstance(each, QAction) for each in person.window.actions_by_name.every())
    assert set(person.window.actions_by_name.every()) <= set(person.window.actions())
