"""Nothing is cut off at the right, in large text or a small window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea

from advisor.ui import theme
from advisor.ui.location import START, Location, Page
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
