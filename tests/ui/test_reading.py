"""Reading an entry: how to get it first, links, the way back, finding words, text size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from advisor.catalogue.entry import Kind
from advisor.settings import load_settings
from advisor.ui import theme
from advisor.ui.entry.entry_page import EntryPage
from advisor.ui.entry.find_bar import FindBar
from advisor.ui.location import Page
from advisor.ui.search.start_page import StartPage
from advisor.ui.widgets.label import WrapLabel
from tests.support.window import Person, visible

UNIT = "anti-kidnap-extortion"


@pytest.fixture
def reading(person: Person) -> Person:
    """Somebody who reads a capability."""
    person.type("ransom call")
    person.press("Return")
    assert person.reader.location.subject == UNIT
    return person


def find_field(person: Person) -> QLineEdit:
    return person.pane.findChild(FindBar).findChild(QLineEdit)


def at_page(person: Person) -> str:
    return person.reader.location.subject


def test_how_to_get_it_comes_before_what_it_does(reading: Person):
    said = reading.page.splitlines()
    heads = [line for line in said if line in {"How to get it", "What it does", "Sources"}]
    assert heads == ["How to get it", "What it does", "Sources"]


def test_entry_says_how_sure_it_is_and_when_it_was_checked(reading: Person):
    assert "to be checked again by" in reading.page
    assert "· checked " in reading.page


def test_every_capability_can_be_read_and_answers_how_to_get_it(person: Person):
    for head in person.reader.session.catalogue.of_kind(Kind.CAPABILITY):
        person.workspace.open_entry(head.id)
        page = person.page
        assert head.title in page
        assert "How to get it" in page
        assert "Sources" in page


def links_of(person: Person) -> list[WrapLabel]:
    labels = visible(person.pane, WrapLabel)
    return [label for label in labels if "<a href=" in label.text()]


def test_links_open_authorisation_entries_and_back_returns(person: Person):
    person.workspace.open_entry("lawful-interception")
    catalogue = person.reader.session.catalogue
    targets = {link.target: label for label in links_of(person) for link in label._links}
    laws = [head.id for head in catalogue.of_kind(Kind.AUTHORISATION) if head.id in targets]
    assert laws
    targets[laws[0]].linkActivated.emit(laws[0])
    assert at_page(person) == laws[0]
    assert catalogue.head(laws[0]).title in person.page
    person.press("Alt+Left")
    assert at_page(person) == "lawful-interception"


def test_a_link_is_followed_with_tab_and_enter(person: Person):
    person.workspace.open_entry("lawful-interception")
    label = links_of(person)[0]
    for _ in range(40):
        if person.focus is label:
            break
        person.press("Tab")
    assert person.focus is label
    person.press("Return")
    assert at_page(person) in {link.target for link in label._links}
    assert isinstance(person.focus, EntryPage)


def test_back_from_a_check_leads_to_the_entry_that_was_only_previewed(person: Person):
    person.type("ransom call")
    person.press("Ctrl+Return")
    assert person.reader.location.page is Page.CHECK
    person.press("Esc")
    assert person.reader.location.page is Page.ENTRY
    assert at_page(person) == UNIT


def test_back_and_forward_lead_through_what_was_read(reading: Person):
    reading.workspace.open_entry("lawful-interception")
    reading.press("Alt+Left")
    assert at_page(reading) == UNIT
    assert reading.focus is reading.pane.page
    reading.press("Alt+Right")
    assert at_page(reading) == "lawful-interception"
    assert not reading.window.actions_by_name["forward"].isEnabled()
    reading.press("Esc", "Esc")
    assert isinstance(reading.pane.page, StartPage)
    assert not reading.window.actions_by_name["back"].isEnabled()
    reading.press("Esc", "Alt+Left")
    assert isinstance(reading.pane.page, StartPage)


def test_find_counts_marks_and_scrolls_to_each_place(reading: Person):
    reading.press("Ctrl+F")
    assert reading.focus is find_field(reading)
    reading.type("nca")
    labels = reading.pane.page.findChildren(WrapLabel)
    places = sum(label.plain_text.casefold().count("nca") for label in labels)
    assert places > 3
    assert reading.sees(f"1 of {places}")
    reading.press("Return")
    assert reading.sees(f"2 of {places}")
    reading.press("Shift+Return", "Shift+Return")
    assert reading.sees(f"{places} of {places}")
    assert reading.pane.page.verticalScrollBar().value() > 0
    current = [label for label in labels if label._current is not None]
    assert len(current) == 1
    viewport = reading.pane.page.viewport()
    assert current[0].visibleRegion().boundingRect().height() > 0
    assert viewport.isAncestorOf(current[0])


def test_find_says_when_there_is_nothing(reading: Person):
    reading.press("Ctrl+F")
    reading.type("xylophone")
    assert reading.sees("Not found")
    reading.press("Return", "Shift+Return")
    assert reading.sees("Not found")


def test_esc_ends_finding_first_and_takes_the_marks_away(reading: Person):
    reading.press("Ctrl+F")
    reading.type("nca")
    reading.press("Esc")
    assert not reading.pane.is_finding
    assert all(label._marked == [] for label in reading.pane.page.findChildren(WrapLabel))
    assert reading.focus is reading.pane.page
    assert at_page(reading) == UNIT
    assert reading.field.text() == "ransom call"


def test_esc_on_the_page_ends_finding_before_it_goes_back(reading: Person):
    reading.press("Ctrl+F")
    reading.type("nca")
    reading.pane.page.setFocus()
    reading.press("Esc")
    assert not reading.pane.is_finding
    assert at_page(reading) == UNIT


def test_typing_a_search_while_finding_keeps_the_keyboard_in_the_search(reading: Person):
    reading.press("Ctrl+F")
    reading.type("nca")
    reading.press("Ctrl+K")
    reading.type("counterfeit")
    assert reading.focus is reading.field
    assert reading.field.text() == "counterfeit"
    assert not reading.pane.is_finding


def test_find_on_another_page_looks_for_the_same_words_there(reading: Person):
    reading.press("Ctrl+F")
    reading.type("nca")
    reading.press("Esc")
    reading.workspace.open_entry("lawful-interception")
    reading.press("Ctrl+F")
    assert find_field(reading).selectedText() == "nca"
    assert reading.sees("1 of ")


def test_text_size_follows_its_keys_and_is_kept(reading: Person):
    def kept() -> int:
        return load_settings(reading.reader.session.places.home).text_percent

    em = theme.current().em
    reading.press("Ctrl++", "Ctrl++")
    assert theme.current().em > em
    reading.until(lambda: kept() == 125)
    reading.press("Ctrl+-")
    reading.until(lambda: kept() == 110)
    reading.press("Ctrl+0")
    assert theme.current().em == em
    reading.until(lambda: kept() == 100)


def test_text_size_has_a_largest_and_a_smallest(person: Person):
    theme.current().set_text_factor(1.75)
    person.press("Ctrl++", "Ctrl++")
    assert theme.current().text_factor == 2.0
    theme.current().set_text_factor(0.9)
    person.press("Ctrl+-", "Ctrl+-")
    assert theme.current().text_factor == 0.8


def test_what_was_read_is_listed_newest_first_without_repeats(person: Person):
    for entry in (UNIT, "lawful-interception", UNIT):
        person.workspace.open_entry(entry)
    assert person.row_ids == [UNIT, "lawful-interception"]
    assert person.reader.location.page is Page.ENTRY


def test_what_was_read_is_there_at_the_next_start(reading: Person, places):
    reading.until(lambda: load_settings(places.home).recent == (UNIT,))
    reading.press("Alt+Home")
    reading.open_catalogue()
    assert reading.row_ids == [UNIT]


def test_copying_takes_the_text_that_was_selected_last(reading: Person, qapp):
    first, second = [
        label
        for label in visible(reading.pane.page, WrapLabel)
        if len(label.plain_text) > 20 and label.visibleRegion().boundingRect().height() > 0
    ][:2]
    for label in (second, first):
        QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=QPoint(2, 5))
        QTest.mouseMove(label, QPoint(60, 5))
        QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=QPoint(60, 5))
        reading.press("Ctrl+C")
        assert qapp.clipboard().text()
        assert label.plain_text.startswith(qapp.clipboard().text())


def test_a_procedure_says_what_to_do_before_what_it_does(person: Person):
    for head in person.reader.session.catalogue.of_kind(Kind.PROCEDURE):
        person.workspace.open_entry(head.id)
        heads = {"What to do", "How to get it", "What it does", "Sources"}
        said = [line for line in person.page.splitlines() if line in heads]
        assert said[0] in {"What to do", "How to get it"}, head.id
        assert said[-1] == "Sources"
