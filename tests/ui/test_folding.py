"""Room: the window fits small screens and large text, folds, and nothing is lost by folding."""

from __future__ import annotations

from itertools import combinations

import pytest

from advisor.advice import Answers
from advisor.ui import theme
from advisor.ui.advising.count_box import CountBox
from advisor.ui.location import Location, Page
from advisor.ui.start_failure import StartFailure
from tests.support.window import Person, tab_chain, visible

UNIT = "anti-kidnap-extortion"


def give(person: Person, width: int, height: int, text: float = 1.0) -> None:
    """Give the window room, with the text at a size."""
    theme.current().set_text_factor(text)
    person.window.resize(width, height)
    person.rest()


def panes(person: Person) -> tuple[bool, bool, bool]:
    """Return whether navigation has words, and whether list and page are shown."""
    frame = person.window.frame
    return (
        not frame.navigation.is_rail,
        frame.list_pane.isVisible(),
        frame.detail_pane.isVisible(),
    )


@pytest.mark.parametrize("text", [1.0, 1.5])
@pytest.mark.parametrize("key", ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+6", "F2", "Alt+Home"])
def test_every_screen_fits_a_small_window(person: Person, text: float, key: str):
    person.press(key)
    give(person, 1024, 640, text)
    assert (person.window.width(), person.window.height()) == (1024, 640)


@pytest.mark.parametrize("text", [1.0, 1.5])
def test_reading_and_checking_fit_a_small_window(person: Person, text: float):
    person.type("police")
    person.workspace.open_entry(UNIT)
    give(person, 1024, 640, text)
    assert (person.window.width(), person.window.height()) == (1024, 640)
    person.press("Ctrl+Return")
    assert (person.window.width(), person.window.height()) == (1024, 640)


@pytest.mark.parametrize(("width", "lines"), [(1280, 1), (1024, 2)])
def test_counts_of_the_advisor_stand_in_two_lines_where_there_is_less_room(
    person: Person, width: int, lines: int
):
    person.press("Ctrl+1")
    give(person, width, 800, 1.0 if lines == 1 else 1.2)
    boxes = visible(person.pane, CountBox)
    assert len({box.y() for box in boxes}) == lines
    parent = boxes[0].parentWidget().rect()
    assert all(parent.contains(box.geometry()) for box in boxes)
    assert not any(a.geometry().intersects(b.geometry()) for a, b in combinations(boxes, 2))


@pytest.mark.parametrize("text", [1.0, 1.5])
def test_an_urgent_case_fits_a_small_window(person: Person, text: float):
    person.press("Ctrl+1")
    person.reader.answer(person.reader.session.parse_answers(["life_at_risk=yes"]))
    give(person, 1024, 640, text)
    assert (person.window.width(), person.window.height()) == (1024, 640)


@pytest.mark.parametrize("text", [1.0, 1.5])
def test_the_outcome_its_sources_and_the_rules_fit_a_small_window(person: Person, text: float):
    entry = "surveillance-support"
    source = person.reader.session.check(entry, Answers()).reasons[0].sources[0]
    give(person, 1024, 640, text)
    for location in (Location(Page.RULES, entry), Location(Page.SOURCE, source)):
        person.workspace.show_page(location)
        person.rest()
        assert (person.window.width(), person.window.height()) == (1024, 640)
    person.workspace.show_page(Location(Page.CHECK, entry))
    person.press(*["Alt+U"] * 12)
    assert person.sees("See the rules as a picture")
    assert (person.window.width(), person.window.height()) == (1024, 640)
    assert person.pane.page._scroll.horizontalScrollBar().maximum() == 0


def test_the_failure_fits_a_small_window(newcomer: Person, tmp_path):
    newcomer.application.open_catalogue(tmp_path / "none.db")
    newcomer.until(lambda: newcomer.window.findChild(StartFailure))
    give(newcomer, 1024, 640, 1.5)
    assert (newcomer.window.width(), newcomer.window.height()) == (1024, 640)


@pytest.mark.parametrize(
    ("width", "text", "shown"),
    [
        (1280, 1.0, (True, True, True)),
        (1024, 1.0, (False, True, True)),
        (840, 1.0, (False, True, False)),
        (1600, 1.5, (False, True, True)),
        (1270, 1.5, (False, True, False)),
    ],
)
def test_the_frame_folds_with_the_room_and_the_text(person, width, text, shown):
    give(person, width, 700, text)
    assert panes(person) == shown


def test_in_one_pane_enter_leads_to_the_page_and_esc_back_to_the_list(person: Person):
    give(person, 720, 640)
    person.field.setFocus()
    person.type("ransom call")
    assert panes(person)[1:] == (True, False)
    person.press("Down", "Return")
    assert panes(person)[1:] == (False, True)
    assert person.focus is person.pane.page
    person.press("Esc")
    assert panes(person)[1:] == (True, False)
    assert person.focus is person.field
    assert person.field.text() == "ransom call"
    assert person.row == 1


def test_in_one_pane_the_way_back_says_how_many_results_there_are(person: Person):
    give(person, 720, 640)
    person.field.setFocus()
    person.type("ransom call")
    person.press("Return")
    person.click(f"Results: {len(person.rows)}")
    assert panes(person)[1:] == (True, False)


def test_in_one_pane_regions_are_reached_with_the_keyboard(person: Person):
    give(person, 720, 640)
    person.press("Ctrl+2", "Down", "Return")
    assert person.reader.location.page is Page.REGION
    assert panes(person)[1:] == (False, True)
    assert person.sees("Who to ring, in order")
    person.press("Esc")
    assert person.contacts.isVisible()
    assert person.contacts.isAncestorOf(person.focus)


def test_in_one_pane_a_tile_opens_its_region(person: Person):
    give(person, 720, 800)
    person.press("Ctrl+2")
    person.click("Wales, Tarian")
    assert panes(person)[1:] == (False, True)
    assert "Wales" in person.page


def test_in_one_pane_a_threat_leads_to_its_list(person: Person):
    give(person, 720, 640)
    person.press("Alt+Home")
    assert panes(person)[1:] == (False, True)
    threat = person.reader.session.catalogue.threats[0]
    count = len(person.reader.session.catalogue.of_threat(threat.key))
    person.click(f"{threat.title}, capabilities: {count}")
    assert panes(person)[1:] == (True, False)
    assert len(person.rows) == count


def test_in_one_pane_law_and_grid_are_read_and_left(person: Person):
    give(person, 720, 640)
    for key in ("Ctrl+3", "Ctrl+4"):
        person.press(key, "Down", "Return")
        assert panes(person)[1:] == (False, True)
        assert person.reader.location.page is Page.ENTRY
        person.press("Esc")
        assert panes(person)[1:] == (True, False)


def test_in_one_pane_life_at_risk_is_one_key_away(person: Person):
    give(person, 720, 640)
    person.press("F2")
    assert panes(person)[1:] == (False, True)
    assert person.sees("0370 496 7622")


def test_in_one_pane_the_status_is_short(person: Person):
    status = person.window.frame.status
    give(person, 1280, 800)
    assert person.sees("as shipped, checked", status)
    give(person, 720, 640)
    release = person.reader.session.catalogue.release.release
    said = set(person.text(status).splitlines())
    assert said == {"Region not chosen", f"Release {release}", "OFFICIAL"}


def test_a_low_window_leaves_the_map_out_and_the_table_in(person: Person):
    person.press("Ctrl+2")
    give(person, 1024, 640, 1.5)
    person.press("Ctrl+2")
    assert person.sees("Policing regions")
    assert person.contacts.isAncestorOf(person.focus)
    give(person, 1280, 800)
    assert person.find("Wales, Tarian").isVisible()


@pytest.mark.parametrize(("width", "text"), [(1280, 1.0), (1024, 1.0), (720, 1.0), (1024, 1.5)])
def test_every_section_and_the_urgent_button_are_reached_with_tab(person, width, text):
    give(person, width, 640, text)
    names = [each.accessibleName() for each in tab_chain(person.window)]
    assert "Life at risk" in names
    assert "Search" in names


def test_messages_are_seen_when_an_open_fails_in_one_pane(person: Person, tmp_path):
    give(person, 720, 640)
    person.application.open_catalogue(tmp_path / "none.db")
    person.until(lambda: person.sees("none.db"))
