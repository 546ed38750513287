"""Somebody looks through everything there is by its name."""

from __future__ import annotations

from advisor.ui.location import Page
from tests.support.window import Person


def test_one_key_lists_everything_by_name_with_the_keyboard_on_the_list(person: Person):
    person.press("Ctrl+7")
    heads = person.reader.session.catalogue.heads
    titles = sorted(head.title.casefold() for head in heads)
    assert [row.casefold() for row in person.rows] == titles
    assert person.sees(f"A to Z: {len(heads)}")
    assert person.focus is person.workspace.search_pane.list
    first = person.reader.location
    assert first.page is Page.ENTRY
    person.press("Down")
    assert person.reader.location != first
    person.press("Return")
    assert person.reader.location.subject == person.row_ids[1]


def test_typing_and_the_start_page_end_it(person: Person):
    person.press("Ctrl+7", "Ctrl+K")
    person.type("ransom")
    everything = len(person.reader.session.catalogue.heads)
    assert 0 < len(person.rows) < everything
    person.press("Ctrl+7")
    assert len(person.rows) == everything
    person.press("Alt+Home")
    assert len(person.rows) < everything


def test_it_stays_while_one_reads(person: Person):
    person.press("Ctrl+7", "Return")
    person.press("F6", "F6")
    assert len(person.rows) == len(person.reader.session.catalogue.heads)
