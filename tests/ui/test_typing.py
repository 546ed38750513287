"""Typing a problem: the list answers each key, and the keyboard never has to leave the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible

from advisor.catalogue.entry import Kind
from advisor.ui.location import Page
from advisor.ui.models.results import RowRole
from advisor.ui.search.start_page import StartPage
from tests.support.window import Person, name_of

UNIT = "Anti Kidnap and Extortion Unit"
CUT = "only the first 1,000 characters are searched for"


def test_the_search_field_has_the_keyboard_at_the_start(newcomer: Person):
    assert newcomer.focus is newcomer.field


def test_each_key_ranks_the_list_anew(person: Person):
    seen = []
    for letter in "counterfeit":
        person.type(letter)
        seen.append(person.rows)
        assert person.reader.query == person.field.text()
    assert "counterfeit" in person.rows[0].casefold()
    assert len({tuple(rows) for rows in seen}) > 2


def test_the_first_result_is_previewed_beside_the_list(person: Person):
    person.type("ransom call")
    assert person.rows[0] == UNIT
    assert person.row == 0
    assert UNIT in person.page
    assert f"Result 1 of {len(person.rows)}" in person.page
    assert person.focus is person.field


def test_typing_leaves_nothing_in_the_way_back(person: Person):
    person.type("ransom call")
    person.press("Esc")
    assert not person.window.actions_by_name["back"].isEnabled()


def test_every_row_says_why_it_matched(person: Person):
    person.type("ransom")
    model = person.workspace.search_pane.list.model()
    said = [model.index(n, 0).data(RowRole.ROW) for n in range(model.rowCount())]
    assert all(row.why_words for row in said)


def test_esc_clears_the_search(person: Person):
    person.type("ransom")
    person.press("Esc")
    assert person.field.text() == ""
    assert isinstance(person.pane.page, StartPage)
    assert person.focus is person.field


def test_deleting_every_letter_leads_back_to_the_start_page(person: Person):
    person.type("glass")
    person.press(*["Backspace"] * 5)
    assert isinstance(person.pane.page, StartPage)
    assert person.sees("Life at risk, or a crime going on now?")
    assert person.sees("Nothing read yet.")


def test_spaces_alone_are_an_empty_search(person: Person):
    person.type("   ")
    assert isinstance(person.pane.page, StartPage)
    assert person.field.text() == "   "


def test_arrows_and_pages_work_the_list_from_the_field(person: Person):
    person.type("police")
    last = len(person.rows) - 1
    assert last > 6
    places = []
    for key in ("Down", "Down", "Up", "PgDown", "PgUp", "Up", "Up"):
        person.press(key)
        places.append(person.row)
    assert places == [1, 2, 1, 6, 1, 0, 0]
    person.press(*["PgDown"] * 20)
    assert person.row == last
    assert person.focus is person.field
    assert person.reader.location.subject == person.row_ids[last]


def test_left_and_right_still_move_in_the_text(person: Person):
    person.type("ranom")
    person.press("Left", "Left")
    person.type("s")
    assert person.field.text() == "ransom"


def test_enter_reads_the_chosen_result(person: Person):
    person.type("ransom call")
    person.press("Down", "Return")
    chosen = person.row_ids[1]
    assert person.reader.location.subject == chosen
    assert person.pane.page is person.focus
    assert person.reader.session.settings.recent == (chosen,)
    assert person.field.text() == "ransom call"


def test_only_what_was_opened_counts_as_read(person: Person):
    person.type("ransom call")
    person.press("Down", "Down")
    assert person.reader.session.settings.recent == ()


@pytest.mark.parametrize("away", ["F2", "Ctrl+2", "Ctrl+3", "Ctrl+4", "F6", "Return"])
def test_search_key_brings_the_keyboard_back_from_anywhere(person: Person, away: str):
    person.type("ransom")
    person.press(away)
    person.press("Ctrl+K")
    assert person.focus is person.field
    assert person.field.text() == "ransom"
    assert person.field.selectedText() == "ransom"
    assert person.rows[0] == UNIT


def test_the_field_always_holds_the_words_that_the_list_answers(person: Person):
    person.type("ransom")
    person.click("Abroad and wanted")
    assert person.field.text() == ""
    person.press("Ctrl+K")
    person.type("ransom")
    person.press("Ctrl+2")
    assert person.field.text() == ""
    person.click("Search")
    assert person.field.text() == "ransom"
    assert person.rows[0] == UNIT


def test_typing_among_the_contacts_searches(person: Person):
    person.press("Ctrl+2")
    person.field.setFocus()
    person.type("ransom")
    assert person.field.text() == "ransom"
    assert person.rows[0] == UNIT
    assert person.workspace.search_pane.isVisible()


def test_start_page_offers_threats_and_what_was_read_last(person: Person):
    for words in ("ransom call", "counterfeit"):
        person.press("Ctrl+K")
        person.type(words)
        person.press("Return")
    read = list(person.reader.session.settings.recent)
    person.press("Alt+Home")
    assert isinstance(person.pane.page, StartPage)
    assert person.row_ids == read
    assert person.sees("Recently read")
    threats = [threat.title for threat in person.reader.session.catalogue.threats]
    assert sum(threat in person.page for threat in threats) > 5
    person.click("Clear")
    assert person.rows == []
    assert person.sees("Nothing read yet.")


def test_a_threat_lists_its_capabilities_and_takes_the_keyboard_there(person: Person):
    threat = person.reader.session.catalogue.threats[0]
    heads = person.reader.session.catalogue.of_threat(threat.key)
    person.click(f"{threat.title}, capabilities: {len(heads)}")
    assert person.row_ids == [head.id for head in heads]
    assert person.focus is person.workspace.search_pane.list
    assert person.reader.location.subject == heads[0].id


def test_facets_narrow_the_list_and_keep_the_preview_among_it(person: Person):
    person.type("kidnap")
    kinds = {head.kind.value for head in (f.head for f in person.reader.listing.page.found)}
    assert "contact" in kinds
    person.reader.choose_kind("contact")
    assert {f.head.kind.value for f in person.reader.listing.page.found} == {"contact"}
    assert person.reader.location.subject in person.row_ids


def test_facet_chosen_by_key_keeps_the_keyboard(person: Person):
    person.type("kidnap")
    person.tab_to("All " + str(len(person.rows)))
    person.press("Right", "Space")
    assert person.reader.kind is not None
    assert name_of(person.focus).split()[0] in {"Capabilities", "Contacts", "Authorities"}


def test_no_match_names_the_rocc_and_what_to_try(person: Person):
    person.type("xylophone qqqq")
    assert person.rows == []
    assert person.sees("No results")
    assert "Nothing found for “xylophone qqqq”" in person.page
    assert "Ask your ROCC" in person.page
    assert "Say it another way" in person.page
    assert "Start from a threat" in person.page
    person.press("Return", "Down")
    person.click("Edit search")
    assert person.focus is person.field
    assert person.field.selectedText() == "xylophone qqqq"


def test_no_match_leads_to_the_contacts_and_to_the_start(person: Person):
    person.type("xylophone qqqq")
    person.click("Show contact")
    assert person.contacts.isVisible()
    person.press("Ctrl+K")
    person.reader.search("xylophone qqqq")
    person.click("Browse")
    assert isinstance(person.pane.page, StartPage)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "“unbalanced",
        'a AND (b OR "c',
        "*?~^:[]{}",
        "🚨🔫",
        "\u202e\u200b\u0301",
        "\x01\x7f",
        "\\",
    ],
)
def test_anything_one_can_type_gets_an_answer(person: Person, text: str):
    person.paste(text)
    assert person.reader.query == person.field.text()
    assert person.reader.location.page in {Page.NOTHING_FOUND, Page.ENTRY, Page.START}
    person.type(" ransom")
    assert UNIT in person.rows


def test_several_lines_that_are_pasted_are_one_search(person: Person):
    person.paste("lad blackmailed\nover a webcam\r\n\tvideo")
    pasted = person.row_ids
    assert pasted
    person.press("Ctrl+A")
    person.type("lad blackmailed over a webcam video")
    assert person.row_ids == pasted


def test_ten_thousand_characters_get_an_answer_and_a_word_about_the_cut(person: Person):
    person.paste("ransom " * 1430)
    assert len(person.field.text()) == 10_010
    assert UNIT in person.rows
    assert person.sees(CUT)
    person.press("Ctrl+A")
    person.type("ransom")
    assert not person.sees(CUT)


def test_ten_thousand_characters_of_nothing_are_quoted_in_short(person: Person):
    person.paste("q" * 10_000)
    assert "Nothing found for" in person.page
    assert person.sees(CUT)
    assert "q" * 200 not in person.page


def test_what_was_typed_before_the_catalogue_opened_is_searched_once_it_has(newcomer: Person):
    newcomer.type("ransom call")
    assert newcomer.window.workspace is None
    newcomer.press("Return", "Down", "Esc")
    newcomer.type("ransom call")
    newcomer.open_catalogue()
    assert newcomer.rows[0] == UNIT
    assert UNIT in newcomer.page
    assert newcomer.focus is newcomer.field
    newcomer.type("s")
    assert newcomer.field.text() == "ransom calls"


def test_a_screen_reader_is_told_how_many_results_there_are(person: Person):
    found = person.workspace.search_pane.list
    assert name_of(found) == "Recently read"
    person.type("ransom")
    assert name_of(found) == f"Results: {len(person.rows)}"
    person.press("Ctrl+K")
    person.type("police")
    total = person.reader.listing.page.results.total
    assert name_of(found) == f"Results: {len(person.rows)} of {total}"
    person.type("zzzzzzzz")
    assert name_of(found) == "No results"
    interface = QAccessible.queryAccessibleInterface(found)
    assert interface.role() == QAccessible.Role.List


def test_a_screen_reader_is_told_what_was_understood_and_why_there_is_nothing(person: Person):
    pane = person.workspace.search_pane
    person.type("counterfiet")
    assert pane.told.startswith("Results: ")
    assert pane.told.endswith("“counterfiet” was taken for “counterfeit”.")
    person.press("Ctrl+A")
    person.type("qqqqqqqq")
    assert pane.told == "No results. No entry has these words, or words spelt like them."


@pytest.mark.parametrize("text", ["who do ", "the ", "-", '"', "🔥"])
def test_while_nothing_to_look_for_is_typed_nobody_is_told_that_there_is_nothing(
    person: Person, text: str
):
    person.type("qqqqqqqq")
    person.press("Ctrl+A")
    person.paste(text)
    assert person.rows == []
    assert person.sees("Nothing to look for in this yet. Go on typing.")
    assert not person.sees("No results")
    assert isinstance(person.pane.page, StartPage)


def test_the_page_that_says_nothing_was_found_waits_longer_than_an_entry(person: Person):
    # Half-typed words find nothing for a moment: the page would only flash.
    due = person.workspace.pane.findChild(QTimer)
    person.type("ransom")
    an_entry = due.interval()
    person.type("qqq")
    assert due.interval() > 2 * an_entry
    assert "Nothing found" in person.page  # once the hands rest
    person.type(" ")
    person.press("Ctrl+A")
    person.type("a")
    assert due.interval() == an_entry


def test_what_is_shown_gives_the_window_its_title(person: Person):
    assert person.window.windowTitle() == "Start – Capability advisor"
    person.type("ransom call")
    assert person.window.windowTitle() == f"{UNIT} – Capability advisor"
    person.press("F2")
    assert person.window.windowTitle() == "Life at risk – Capability advisor"


def test_start_page_lists_what_one_provider_runs_one_kind_and_all_from_a_to_z(person: Person):
    catalogue = person.reader.session.catalogue
    runs = "National Crime Agency"
    run = [head.id for head in catalogue.of_kind(Kind.CAPABILITY) if head.owner == runs]
    person.press("Alt+Home")
    person.click(f"{runs}: {len(run)}")
    assert set(person.reader.listing.ids) == set(run)
    assert len(run) > 50  # more than a search for words lists
    person.press("Alt+Home")
    person.press("Ctrl+K", "Ctrl+A", "Delete")
    person.click("Meetings")
    forums = {head.id for head in catalogue.of_kind(Kind.FORUM)}
    assert set(person.reader.listing.ids) == forums
    person.press("Ctrl+A", "Delete")
    person.click("Everything, A to Z")
    assert len(person.reader.listing.ids) == len(catalogue.heads)
