"""Somebody wants to know what became of what the inspection asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from advisor.catalogue.recommendations import recommendations
from advisor.ui import theme
from advisor.ui.area import Area
from advisor.ui.location import Location, Page
from advisor.ui.report.report_page import ReportPage
from advisor.ui.theme import Type
from tests.support.window import Person, name_of, tab_chain

TITLE = "What this report asked for"


@pytest.fixture
def page(person: Person) -> ReportPage:
    person.press("Ctrl+6")
    assert isinstance(person.pane.page, ReportPage)
    return person.pane.page


def test_one_key_shows_all_seven_with_what_is_done_and_what_is_not(
    person: Person, page: ReportPage
):
    del page
    found = recommendations(person.reader.session.catalogue)
    assert [one.recommendation.number for one in found] == list(range(1, 8))
    for one in found:
        recommendation = one.recommendation
        assert one.title in person.page
        for text in (recommendation.asked, recommendation.outcome, recommendation.due):
            assert text in person.page
        for text in (*recommendation.helps, *recommendation.not_yet):
            assert text in person.page


@pytest.mark.parametrize("keys", [("Alt+Home",), ("Ctrl+3",)], ids=["start", "who does what"])
def test_pages_beside_it_lead_to_it_by_keyboard(person: Person, keys: tuple[str, ...]):
    person.press(*keys)
    words = TITLE if keys == ("Alt+Home",) else f"{TITLE}, and what came of it"
    person.press("F6")
    person.tab_to(words, 200)
    person.press("Return")
    assert person.reader.location == Location(Page.REPORT)


def test_a_name_leads_to_its_entry_and_back(person: Person, page: ReportPage):
    page.entry_wanted.emit("recommendation-3")
    assert person.reader.location == Location(Page.ENTRY, "recommendation-3")
    person.press("Alt+Left")
    assert person.reader.location == Location(Page.REPORT)


def test_a_source_leads_to_its_page(person: Person, page: ReportPage):
    page.source_wanted.emit("seed")
    assert person.reader.location == Location(Page.SOURCE, "seed")


def test_whatever_tab_reaches_has_a_name(person: Person, page: ReportPage):
    del page
    assert [str(each) for each in tab_chain(person.window) if not name_of(each)] == []


def test_it_is_there_again_after_a_lock(person: Person, page: ReportPage):
    del page
    assert person.reader._is_there(Location(Page.REPORT))


def test_names_of_sections_are_shown_whole_while_they_are_current(person: Person):
    person.workspace.go_to_area(Area.GRID)
    metrics = QFontMetrics(theme.current().font(Type.STRONG))
    for button in person.window.frame.navigation._sections:
        room = button.width() - theme.current().px(40 + 4)
        assert metrics.horizontalAdvance(button.item.words) <= room
