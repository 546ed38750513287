"""Nothing is cut off at the right, in large text or a small window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from advisor.ui import theme
from advisor.ui.location import START, Location, Page
from advisor.ui.search.filter_panel import FilterPanel
from tests.support.window import Person, visible

PAGES = (
    START,
    Location(Page.ENTRY, "jmlit"),
    Location(Page.ENTRY, "major-crime-investigative-support"),
    Location(Page.CHECK, "major-crime-investigative-support"),
    Location(Page.CHECK, "anti-kidnap-extortion"),
    Location(Page.SURVEY),
    Location(Page.LIFE_AT_RISK),
)


@pytest.mark.parametrize(("percent", "width", "height"), [(150, 1280, 800), (100, 1024, 640)])
def test_filters_leave_room_for_the_list_and_the_bars(person: Person, percent, width, height):
    theme.current().set_text_factor(percent / 100)
    person.window.resize(width, height)
    person.type("kidnapp by drug dealers")  # with the words about its spelling above the list
    person.press("Ctrl+Shift+F")
    assert person.window.minimumSizeHint().height() <= height
    panel = person.window.findChild(FilterPanel)
    assert panel is not None
    assert panel.isVisible()


@pytest.mark.parametrize(
    ("percent", "width", "height"), [(150, 1280, 800), (200, 1280, 800), (100, 1024, 640)]
)
def test_every_page_fits_its_pane(person: Person, percent: int, width: int, height: int):
    theme.current().set_text_factor(percent / 100)
    person.window.resize(width, height)
    cut = {}
    for location in PAGES:
        person.workspace.show_page(location)
        page = person.pane.page
        areas = [page] if isinstance(page, QScrollArea) else page.findChildren(QScrollArea)
        for area in areas:
            over = area.widget().minimumSizeHint().width() - area.viewport().width()
            if over > 0:
                cut[location] = over
    assert cut == {}


def test_what_does_not_fit_in_the_largest_text_can_be_scrolled_to(person: Person):
    theme.current().set_text_factor(2.0)
    person.window.resize(800, 900)
    for location in PAGES:
        person.workspace.show_page(location)
        person.rest()
        page = person.pane.page
        areas = [page] if isinstance(page, QScrollArea) else page.findChildren(QScrollArea)
        for area in areas:
            over = area.widget().minimumSizeHint().width() - area.viewport().width()
            assert area.horizontalScrollBar().maximum() >= over
            assert area.horizontalScrollBar().isVisible() == (over > 0)


def test_window_in_the_largest_text_is_no_wider_than_a_small_screen(person: Person):
    theme.current().set_text_factor(2.0)
    person.window.resize(800, 900)
    person.rest()
    status = person.window.frame.status
    wide = {}
    for location in PAGES:
        person.workspace.show_page(location)
        person.rest()
        status.show_reader("OFFICIAL-SENSITIVE")  # the longest level of all
        status.show_countdown("Idle: locks in 10:29")
        status.offer_stay(offered=True)
        person.rest()
        if person.window.minimumSizeHint().width() > 800:
            wide[location] = person.window.minimumSizeHint().width()
    assert wide == {}
    for words in ("OFFICIAL-SENSITIVE", "Idle: locks in 10:29", "Stay"):
        assert person.sees(words, status)
    assert all(
        each.width() >= each.sizeHint().width() for each in visible(status, QLabel) if each.text()
    )


def test_when_it_locks_is_beside_the_reader_where_there_is_room(person: Person):
    person.window.resize(1280, 800)
    status = person.window.frame.status
    before = status.height()
    status.show_countdown("Idle: locks in 0:29")
    person.rest()
    assert status.height() == before
    theme.current().set_text_factor(2.0)
    person.window.resize(800, 900)
    person.rest()
    assert status.height() > 2 * before
    status.show_countdown("")
    person.window.resize(1280, 800)
    theme.current().set_text_factor(1.0)
    person.rest()
    assert status.height() == before
