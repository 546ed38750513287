"""Contacts: the map and the table show the same, and the reader's own place is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTableWidget

from advisor.settings import load_settings
from advisor.ui.location import Location, Page
from advisor.ui.widgets.tile_map import TileMap
from tests.support.window import Person, name_of

NOT_PUBLISHED = "Not published: your administrator supplies this"


@pytest.fixture
def contacts(person: Person) -> Person:
    """Somebody among the contacts."""
    person.press("Ctrl+2")
    return person


def table(person: Person) -> QTableWidget:
    return person.contacts.findChild(QTableWidget)


def tiles(person: Person) -> TileMap:
    return person.contacts.findChild(TileMap)


def region(person: Person) -> str | None:
    location = person.reader.location
    return location.subject if location.page is Page.REGION else None


def test_the_table_has_the_keyboard_and_names_every_region(contacts: Person):
    assert contacts.focus is table(contacts)
    names = [table(contacts).item(row, 0).text() for row in range(table(contacts).rowCount())]
    assert names == [each.head.title for each in contacts.reader.session.directory.regions()]
    assert len(names) == 10


def test_moving_in_the_table_moves_on_the_map_and_shows_the_region(contacts: Person):
    contacts.press("Down", "Down")
    shown = region(contacts)
    assert shown is not None
    assert tiles(contacts).chosen_key == shown
    assert table(contacts).currentRow() >= 1
    assert contacts.focus is table(contacts)


def test_choosing_a_tile_moves_in_the_table(contacts: Person):
    tile = contacts.find("Wales, Tarian")
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert region(contacts) == "wales"
    assert table(contacts).item(table(contacts).currentRow(), 0).text() == "Wales"


def test_the_map_is_walked_with_the_arrows_and_chosen_with_enter(contacts: Person):
    contacts.press("Down", "Backtab")
    assert tiles(contacts).isAncestorOf(contacts.focus)
    first = name_of(contacts.focus)
    contacts.press("Left" if "East" in first else "Right")
    assert name_of(contacts.focus) != first
    reached = name_of(contacts.focus).split(",")[0]
    contacts.press("Return")
    assert reached in contacts.page


def test_walking_through_regions_leaves_one_step_back(contacts: Person):
    contacts.press("Down", "Down", "Down", "Alt+Left")
    assert contacts.reader.location == Location(Page.START)


def test_an_unpublished_rocc_is_shown_as_not_published(contacts: Person):
    contacts.click("South East, SEROCU")
    assert "ROCC, South East" in contacts.page
    assert NOT_PUBLISHED in contacts.page


def test_every_region_says_whom_to_ring_in_order(contacts: Person):
    for each in contacts.reader.session.directory.regions():
        contacts.reader.open(Location(Page.REGION, each.id))
        assert each.head.title in contacts.page
        said = contacts.page[contacts.page.index("Who to ring, in order") :]
        assert said.index("999") < said.index("ROCC, ")


def test_region_and_force_are_chosen_once_and_kept(contacts: Person, places):
    contacts.click("South East, SEROCU")
    choice = contacts.find("Your force here", QComboBox)
    choice.setCurrentIndex(choice.findText("Surrey Police"))
    contacts.click("Make this my region")
    assert contacts.text(contacts.window.frame.status).startswith("South East · Surrey Police")
    assert contacts.sees("Your ROCC, South East, knows what exists")
    assert contacts.sees("Region · your own")
    assert not contacts.workspace.pane.message.isVisible()
    contacts.until(lambda: load_settings(places.home).force == "surrey-police")
    contacts.open_catalogue()
    contacts.press("Ctrl+2")
    assert region(contacts) == "south-east"
    row = table(contacts).currentRow()
    assert [table(contacts).item(row, column).text() for column in (0, 3)] == [
        "South East",
        "yours",
    ]


def test_the_first_message_leads_to_the_choice_of_region_and_force(person: Person, places):
    person.click("Choose…")
    dialog = person.dialog
    person.until(dialog.isActiveWindow)
    box = person.find("Region", QComboBox)
    box.setCurrentIndex(box.findText("Wales"))
    forces = person.find("Force", QComboBox)
    assert forces.itemText(0) == "No force in particular"
    forces.setCurrentIndex(forces.findText("Gwent Police"))
    person.click("Keep")
    assert person.text(person.window.frame.status).startswith("Wales · Gwent Police")
    person.until(lambda: load_settings(places.home).region == "wales")


def test_cancelling_the_choice_changes_nothing(person: Person):
    person.click("Choose…")
    person.until(person.dialog.isActiveWindow)
    box = person.find("Region", QComboBox)
    box.setCurrentIndex(box.findText("Wales"))
    person.press("Esc")
    assert person.reader.session.where.region is None
