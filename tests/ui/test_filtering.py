"""Somebody narrows what was found, with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from advisor.ui.search.filter_panel import FilterPanel
from advisor.ui.search.scope_completer import ScopeCompleter
from advisor.ui.widgets.check_box import CheckBox
from tests.support.window import Person, name_of, tab_chain, visible


@pytest.fixture
def searching(person: Person) -> Person:
    """Somebody who has found several things, with the filters open."""
    person.type("money")
    person.press("Ctrl+Shift+F")
    return person


def boxes(person: Person) -> dict[str, CheckBox]:
    (panel,) = visible(person.window, FilterPanel)
    return {name_of(box): box for box in visible(panel, CheckBox)}


def tick(person: Person, start: str) -> str:
    """Tick the first box whose name starts so, with the keyboard; return its name."""
    name = next(name for name in boxes(person) if name.startswith(start))
    boxes(person)[name].setFocus()
    person.press("Space")
    return name


def test_one_key_opens_the_filters_with_the_keyboard_on_the_first(searching: Person):
    assert isinstance(searching.focus, CheckBox)
    assert searching.focus is next(iter(boxes(searching).values()))
    searching.press("Ctrl+Shift+F")
    assert visible(searching.window, FilterPanel) == []
    assert searching.focus is searching.field


def test_each_says_how_many_it_would_give_and_gives_so_many(searching: Person):
    before = set(searching.row_ids)
    name = tick(searching, "How to get it: Through your ROCC")
    count = int(name.rsplit(", ", 1)[1])
    assert searching.reader.listing.page is not None
    assert searching.reader.listing.page.results.total == count
    assert set(searching.row_ids) <= before
    session = searching.reader.session
    ways = next(facet for facet in session.facets.all if facet.name == "way").of_entry
    assert all("rocc" in ways[one] for one in searching.row_ids)


def test_two_of_one_are_either_and_two_kinds_are_both(searching: Person):
    tick(searching, "How to get it: Through your ROCC")
    one = set(searching.row_ids)
    tick(searching, "How to get it: Ring or write to it")
    either = set(searching.row_ids)
    assert one <= either
    tick(searching, "Urgency")
    assert set(searching.row_ids) <= either


def test_what_filters_is_said_when_they_are_away_and_reset_by_one_button(searching: Person):
    everything = searching.row_ids
    tick(searching, "How to get it: Through your ROCC")
    searching.press("Ctrl+Shift+F")
    assert searching.sees("Only: Through your ROCC")
    searching.find("Reset filters").click()
    searching.rest()
    assert searching.row_ids == everything
    assert not searching.sees("Only:")


def test_filters_stay_while_the_words_change(searching: Person):
    tick(searching, "How to get it: Through your ROCC")
    searching.press("Ctrl+K")
    searching.type("drugs")
    assert searching.sees("Through your ROCC")
    assert searching.reader.chosen == {"way": frozenset({"rocc"})}


def test_where_nothing_is_left_the_filters_are_named_as_the_reason(searching: Person):
    searching.reader.filter("region", "wales", is_on=True)
    searching.rest()
    assert searching.row_ids == []
    assert searching.sees("Nothing is left with these filters. Reset them to see what they leave")
    left_out = searching.reader.session.search("money").results.total
    assert searching.sees(f"leave out: {left_out}.")
    assert "Nothing found for “money”" in searching.page
    searching.reader.reset_filters()
    assert searching.row_ids
    assert "Nothing found" not in searching.page


def test_where_what_was_left_out_leaves_nothing_the_words_alone_are_one_link_away(person: Person):
    person.type("kidnap -kidnap -hostage")
    assert person.row_ids == []
    total = person.reader.session.search("kidnap").results.total
    said = (
        "All that was found is left out by “-kidnap”, “-hostage”. "
        f"Search instead for kidnap: {total}."
    )
    assert person.sees(said)
    person.tab_to(said)
    person.press("Return")
    assert person.field.text() == "kidnap"


def test_scope_that_names_nothing_is_said_to_be_words_once_it_is_typed(person: Person):
    person.type("region:wal")
    assert not person.sees("names nothing here")
    person.type("rus kidnap")
    assert person.sees("“region:walrus” names nothing here: it is words.")
    assert person.row_ids


@pytest.mark.parametrize(("downs", "taken"), [(0, "kind:capability "), (2, "kind:contact ")])
def test_tab_takes_the_scope_that_is_chosen_or_the_first(person: Person, downs: int, taken: str):
    person.type("kidnap kind:c")
    popup = QApplication.activePopupWidget()
    for _ in range(downs):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert person.field.text() == f"kidnap {taken}"
    assert person.reader.query == f"kidnap {taken}"
    assert offered(person) == ()
    assert person.focus is person.field


def test_esc_puts_the_list_of_scopes_away_and_leaves_the_search(person: Person):
    person.type("kidnap kind:c")
    assert offered(person)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    assert offered(person) == ()
    assert person.field.text() == "kidnap kind:c"
    person.press("Esc")
    assert person.field.text() == ""


def test_scopes_and_exclusions_are_typed_in_the_same_box(person: Person):
    person.type("kind:contact kidnap")
    assert person.row_ids
    catalogue = person.reader.session.catalogue
    assert {catalogue.head(one).kind.value for one in person.row_ids} == {"contact"}
    person.press("Ctrl+K")
    person.type("missing")
    with_children = set(person.row_ids)
    person.press("End")
    person.type(" -child")
    assert set(person.row_ids) < with_children


def test_everything_has_a_name_for_a_screen_reader(searching: Person):
    assert [str(each) for each in tab_chain(searching.window) if not name_of(each)] == []


def test_a_word_that_was_taken_for_another_is_said_and_taken_back_by_one_key(person: Person):
    person.type("counterfiet")
    assert person.sees("“counterfiet” was taken for “counterfeit”.")
    assert person.row_ids
    person.press("Ctrl+Shift+E")
    assert person.row_ids == []
    assert not person.sees("was taken for")
    assert person.sees("Only as typed: no word is taken for another.")
    assert person.sees("No entry has these words as they are spelt.")
    assert "Nothing found for “counterfiet”" in person.page
    person.press("Ctrl+Shift+E")  # and back by the same key
    assert person.row_ids
    assert person.sees("was taken for")
    person.press("Ctrl+Shift+E", "Backspace")  # another search takes words for others again
    assert person.row_ids


# ── scopes, typed ────────────────────────────────────────────────────────────


def offered(person: Person) -> tuple[str, ...]:
    person.rest()
    return person.field.findChild(ScopeCompleter).offered


def test_scope_is_completed_from_a_list_by_keyboard(person: Person):
    person.type("kidnap kind:c")
    assert offered(person) == ("kind:capability", "kind:contact")
    popup = QApplication.activePopupWidget()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    person.rest()
    assert person.field.text() == "kidnap kind:contact "
    assert offered(person) == ()
    kinds = {person.reader.session.catalogue.head(item).kind.value for item in person.row_ids}
    assert kinds == {"contact"}


def test_words_are_never_completed_over_the_results(person: Person):
    for letter in "kind of kidnap threat":
        person.type(letter)
        assert offered(person) == ()


def test_scope_that_is_all_there_and_one_that_is_none_offer_nothing(person: Person):
    person.type("kind:contact")
    assert offered(person) == ()
    person.press("Esc")
    person.type("nothing:c")
    assert offered(person) == ()
