"""Nothing is cut off at the right, in large text or a small window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea

from advisor.ui import theme
from advisor.ui.location import START, Location, Page
from advisor.ui.search.filter_panel import FilterPanel
from tests.support.window import Person

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
