"""Coming back to what one needs often: favourites, what was read, what was searched for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QToolButton

from advisor.settings import Places, load_settings
from advisor.ui.search.start_page import StartPage
from advisor.ui.widgets.chip import Chip
from tests.support.window import Person

UNIT, NOTES = "anti-kidnap-extortion", "counterfeit-currency"


def star(person: Person) -> QToolButton:
    names = {"Favourite", "Favourite, marked"}
    found = person.workspace.pane.findChildren(QToolButton)
    return next(each for each in found if each.accessibleName() in names)


def read(person: Person, query: str) -> str:
    """Search, read the first result with the keyboard, and return its id."""
    person.press("Ctrl+K")
    person.type(query)
    person.press("Return")
    return person.reader.location.subject


def test_one_key_marks_the_entry_that_is_read_and_marks_it_no_more(person: Person, places: Places):
    assert read(person, "ransom call") == UNIT
    assert star(person).accessibleName() == "Favourite"
    person.press("Ctrl+D")
    assert star(person).accessibleName() == "Favourite, marked"
    assert person.window.actions_by_name["favourite"].isChecked()
    person.until(lambda: load_settings(places.home).favourites == (UNIT,))
    person.press("Ctrl+D")
    assert star(person).accessibleName() == "Favourite"
    person.until(lambda: load_settings(places.home).favourites == ())


def test_star_is_there_for_entries_alone(person: Person):
    assert not star(person).isVisible()
    assert not person.window.actions_by_name["favourite"].isEnabled()
    read(person, "ransom call")
    assert star(person).isVisible()
    person.press("Ctrl+Return")
    assert not star(person).isVisible()
    person.press("Ctrl+D")
    assert person.reader.session.settings.favourites == ()


def test_favourites_are_listed_beside_what_was_read(person: Person):
    read(person, "ransom call")
    person.press("Ctrl+D")
    read(person, "fake bank notes")
    person.press("Alt+Home")
    assert person.row_ids == [NOTES, UNIT]
    person.click("Favourites 1")
    assert person.row_ids == [UNIT]
    assert not person.sees("Clear")
    person.click("Recently read 2")
    assert person.row_ids == [NOTES, UNIT]
    person.click("Clear")
    assert person.row_ids == [UNIT]


def test_favourites_are_there_again_in_the_next_window(person: Person, places: Places):
    read(person, "ransom call")
    person.press("Ctrl+D")
    person.application.shut_down()
    assert load_settings(places.home).favourites == (UNIT,)


def test_what_led_to_an_entry_is_offered_again(person: Person):
    read(person, "ransom  call")
    person.press("Alt+Home")
    assert isinstance(person.pane.page, StartPage)
    person.click("ransom call", Chip)
    assert person.field.text() == "ransom call"
    assert person.row_ids[0] == UNIT
    assert person.focus is person.field


def test_what_led_nowhere_is_not_offered(person: Person):
    person.type("ransom")
    person.press("Alt+Home")
    assert not person.sees("Searched for")


def test_clear_forgets_what_was_searched_for(person: Person):
    read(person, "ransom call")
    person.press("Alt+Home")
    assert person.sees("Searched for")
    person.click("Clear")
    assert not person.sees("Searched for")


def test_what_was_searched_for_stands_in_no_file(person: Person, places: Places):
    read(person, "ransom call")
    person.press("Ctrl+D")
    person.application.shut_down()
    files = [path for path in Path(places.home).rglob("*") if path.is_file()]
    assert files
    assert not any(b"ransom call" in path.read_bytes() for path in files)


def test_query_to_try_instead_is_one_click_away(person: Person):
    person.type("ransomhostage")  # which stand together nowhere
    assert person.row_ids == []
    assert person.sees("Did you mean ransom hostage?")
    label = person.workspace.search_pane._correction
    label.linkActivated.emit("ransom hostage")
    person.rest()
    assert person.field.text() == "ransom hostage"
    assert person.row_ids[0] == UNIT
    assert not person.sees("Did you mean")
