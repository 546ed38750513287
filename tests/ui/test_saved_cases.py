"""Somebody keeps what they answered as a case, and comes back to it, with the keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from advisor.advice import parse_answers
from advisor.cases import read_answers
from advisor.cases.shelf import FOLDER, Shelf
from advisor.settings import Places
from advisor.ui.area import Area
from advisor.ui.cases.case_page import CasePage
from advisor.ui.cases.cases_pane import CasesPane
from advisor.ui.location import Location, Page
from advisor.ui.widgets.row_list import RowList
from tests.support.window import Person, name_of, tab_chain, visible

LIFE = "life_at_risk=no"
KIDNAP = "crime_in_action=yes"


class Keeper(Person):
    """Somebody who keeps cases."""

    def answer(self, *typed: str) -> None:
        facts = self.reader.session.catalogue.facts
        for name, answer in parse_answers(facts, typed).items():
            self.reader.answer(self.reader.answers.with_answer(name, answer))
        self.rest()

    def save(self, name: str) -> None:
        """Save under a name, by key."""
        self.press("Ctrl+S")
        self.until(self.dialog.isActiveWindow)
        assert isinstance(self.focus, QLineEdit)
        self.type(name)
        self.press("Return")

    @property
    def names(self) -> list[str]:
        """The cases listed."""
        return [row.title for row in self.cases_pane.rows]

    @property
    def cases_pane(self) -> CasesPane:
        (pane,) = visible(self.window, CasesPane)
        return pane

    @property
    def message(self) -> str:
        """What stands above the page."""
        return self.pane.message.accessibleName() if self.pane.message.isVisible() else ""

    @property
    def case_page(self) -> CasePage:
        assert isinstance(self.pane.page, CasePage)
        return self.pane.page

    def on_the_shelf(self, places: Places) -> dict[str, dict[str, str]]:
        """Return the answers of every case on the disk, by name."""
        return {kept.case.name: kept.case.answers for kept in Shelf.open_plain(places.home).all}


@pytest.fixture
def keeper(person: Person) -> Keeper:
    person.press("Ctrl+1")
    return Keeper(person.qtbot, person.application)


def files(places: Places) -> list[Path]:
    return sorted((places.home / FOLDER).glob("*.json"))


# ── saving ───────────────────────────────────────────────────────────────────


def test_answers_are_saved_under_a_name_with_one_key(keeper: Keeper, places: Places):
    keeper.answer(LIFE, KIDNAP)
    keeper.save("Op Heron")
    assert keeper.on_the_shelf(places) == {
        "Op Heron": {"life_at_risk": "no", "crime_in_action": "yes"}
    }
    assert keeper.message == "Saved: Op Heron."
    assert keeper.find("Case: Op Heron").isVisible()


def test_an_open_case_is_kept_as_one_answers(keeper: Keeper, places: Places):
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    keeper.answer(KIDNAP)
    keeper.until(lambda: "crime_in_action" in keeper.on_the_shelf(places)["Op Heron"])
    assert len(files(places)) == 1


def test_closing_the_window_keeps_the_last_answer(keeper: Keeper, places: Places):
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    keeper.answer(KIDNAP)
    keeper.application.shut_down()
    assert "crime_in_action" in keeper.on_the_shelf(places)["Op Heron"]


def test_what_is_not_to_be_recorded_is_not_saved(keeper: Keeper, places: Places):
    keeper.answer(LIFE, "crime_in_action=withheld")
    keeper.save("Op Heron")
    assert keeper.on_the_shelf(places) == {"Op Heron": {"life_at_risk": "no"}}
    assert "withheld" not in files(places)[0].read_text()


def test_nothing_is_saved_where_nothing_was_answered(keeper: Keeper, places: Places):
    keeper.press("Ctrl+S")
    assert keeper.message.startswith("There is nothing to save yet")
    assert not files(places)


def test_a_case_needs_a_name_and_says_so(keeper: Keeper, places: Places):
    keeper.answer(LIFE)
    keeper.save("   ")
    assert "The case has no name." in keeper.text(keeper.dialog)
    keeper.press("Escape")
    assert not files(places)


def test_starting_again_leaves_the_case_as_it_is(keeper: Keeper, places: Places):
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    keeper.window.actions_by_name["restart"].trigger()
    keeper.answer(KIDNAP)
    keeper.workspace.cases.keep()
    assert keeper.on_the_shelf(places) == {"Op Heron": {"life_at_risk": "no"}}
    assert keeper.workspace.cases.open_case is None


def test_what_was_checked_is_kept_with_how_it_stood(keeper: Keeper, places: Places):
    keeper.workspace.show_page(Location(Page.CHECK, "lawful-interception"))
    keeper.save("Op Heron")
    (kept,) = Shelf.open_plain(places.home).all
    assert list(kept.case.looked_at) == ["lawful-interception"]
    assert kept.case.looked_at["lawful-interception"].outcome == "undecided"


# ── coming back ──────────────────────────────────────────────────────────────


@pytest.fixture
def saved(keeper: Keeper) -> Keeper:
    """Somebody with two cases, of which none is open, among the saved cases."""
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    keeper.window.actions_by_name["restart"].trigger()
    keeper.answer(KIDNAP)
    keeper.reader.describe("boat taken off the coast")
    keeper.save("Op Egret")
    keeper.window.actions_by_name["restart"].trigger()
    keeper.press("Ctrl+5")
    return keeper


def test_the_last_one_changed_stands_first(saved: Keeper):
    assert saved.names == ["Op Egret", "Op Heron"]
    assert "Saved cases: 2" in saved.text(saved.cases_pane)
    assert "boat taken off the coast" in saved.cases_pane.rows[0].summary


def test_a_case_is_opened_with_the_keyboard_alone(saved: Keeper):
    saved.press("Down", "Return")
    assert saved.reader.location.page is Page.CASE
    saved.press("Return")
    assert saved.reader.area is Area.ADVISOR
    assert saved.reader.answers.to_json() == {"life_at_risk": "no"}
    assert saved.workspace.cases.open_case is not None
    assert saved.workspace.cases.open_case.name == "Op Heron"


def test_description_comes_back_as_well(saved: Keeper):
    saved.press("Return", "Return")
    assert saved.reader.description == "boat taken off the coast"
    assert saved.workspace.advisor_pane.findChildren(QLineEdit)[0].text() == (
        "boat taken off the coast"
    )


def test_opening_another_keeps_the_one_before(saved: Keeper, places: Places):
    saved.press("Return", "Return")
    saved.answer("life_at_risk=yes")
    saved.press("Ctrl+5", "Down", "Return", "Return")
    assert saved.reader.answers.to_json() == {"life_at_risk": "no"}
    assert saved.on_the_shelf(places)["Op Egret"] == {
        "crime_in_action": "yes",
        "life_at_risk": "yes",
    }


def test_a_case_is_renamed(saved: Keeper, places: Places):
    saved.press("Return", "Tab", "Return")
    saved.until(saved.dialog.isActiveWindow)
    saved.press("Ctrl+A")
    saved.type("Op Bittern")
    saved.press("Return")
    assert set(saved.on_the_shelf(places)) == {"Op Bittern", "Op Heron"}
    assert "Op Bittern" in saved.names


def test_deleting_is_undone_with_one_button(saved: Keeper, places: Places):
    saved.press("Return", "Tab", "Tab", "Return")
    assert saved.names == ["Op Heron"]
    assert saved.message == "Deleted: Op Egret."
    assert list(saved.on_the_shelf(places)) == ["Op Heron"]
    saved.click("Undo")
    assert set(saved.on_the_shelf(places)) == {"Op Heron", "Op Egret"}
    assert saved.names == ["Op Egret", "Op Heron"]


def test_an_open_case_is_open_again_when_its_deleting_is_undone(saved: Keeper, places: Places):
    saved.press("Return", "Return", "Ctrl+5", "Return", "Tab", "Tab", "Return")
    saved.answer("life_at_risk=yes")
    assert list(saved.on_the_shelf(places)) == ["Op Heron"]
    saved.press("Ctrl+5")
    saved.workspace.case_deeds.undo()
    saved.workspace.cases.keep()
    assert saved.on_the_shelf(places)["Op Egret"]["life_at_risk"] == "yes"


# ── what changed meanwhile ───────────────────────────────────────────────────


def change_file(places: Places, **changes: object) -> None:
    """Change the only case on the disk, as a case of another release is."""
    (path,) = files(places)
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_what_a_newer_release_does_not_ask_is_named_and_kept(keeper: Keeper, places: Places):
    keeper.workspace.show_page(Location(Page.CHECK, "lawful-interception"))
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    keeper.window.actions_by_name["restart"].trigger()
    change_file(places, release=0, answers={"life_at_risk": "no", "asked_once": "yes"})
    keeper.press("Ctrl+5", "Return")
    said = keeper.text(keeper.case_page)
    assert "What changed since you saved it" in said
    assert "“asked_once” is not asked any more. You answered: yes." in said
    keeper.press("Return")
    keeper.answer(KIDNAP)
    keeper.workspace.cases.keep()
    assert keeper.on_the_shelf(places)["Op Heron"] == {
        "asked_once": "yes",
        "life_at_risk": "no",
        "crime_in_action": "yes",
    }


def test_an_outcome_that_changed_is_named_with_both(keeper: Keeper, places: Places):
    keeper.workspace.show_page(Location(Page.CHECK, "lawful-interception"))
    keeper.save("Op Heron")
    keeper.window.actions_by_name["restart"].trigger()
    (path,) = files(places)
    seen = json.loads(path.read_text())["looked_at"]["lawful-interception"]
    change_file(
        places,
        looked_at={"lawful-interception": {**seen, "outcome": "not-available"}, "gone": seen},
    )
    keeper.press("Ctrl+5", "Return")
    said = keeper.text(keeper.case_page)
    assert "not for this case then, not yet known now" in said
    assert "“gone” cannot be checked here any more." in said


def test_damaged_and_newer_files_are_named_and_nothing_is_lost(keeper: Keeper, places: Places):
    folder = places.home / FOLDER
    folder.mkdir(parents=True)
    (folder / "00.json").write_text("{")
    (folder / "01.json").write_text('{"format": 9}')
    keeper.press("Ctrl+5")
    said = keeper.text(keeper.cases_pane)
    assert "“00.json” is not a whole case" in said
    assert "01.json" in said
    assert (folder / "00.unreadable").read_text() == "{"
    assert (folder / "01.json").read_text() == '{"format": 9}'


def test_what_another_window_changed_is_kept_beside(keeper: Keeper, places: Places):
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    change_file(places, answers={"life_at_risk": "yes"})
    keeper.answer(KIDNAP)
    keeper.workspace.cases.keep()
    assert "Another window changed this case. Both are kept." in keeper.message
    found = [kept.case.answers for kept in Shelf.open_plain(places.home).all]
    assert {"life_at_risk": "yes"} in found
    assert {"life_at_risk": "no", "crime_in_action": "yes"} in found


def test_a_folder_that_cannot_be_written_is_said_and_the_answers_stay(
    keeper: Keeper, places: Places
):
    places.home.mkdir(parents=True, exist_ok=True)
    (places.home / FOLDER).write_text("in the way")
    keeper.answer(LIFE)
    keeper.save("Op Heron")
    assert "cannot be written" in keeper.text(keeper.dialog)
    keeper.press("Escape")
    assert keeper.reader.answers.to_json() == {"life_at_risk": "no"}


# ── how it is for everybody ──────────────────────────────────────────────────


def test_nothing_yet_says_how_to_begin(keeper: Keeper):
    keeper.press("Ctrl+5")
    assert "No saved cases yet." in keeper.text(keeper.cases_pane)
    assert "whoever can read that folder" in keeper.text(keeper.cases_pane)
    assert keeper.names == []


def test_every_part_is_named_and_reached_by_tab(saved: Keeper):
    saved.press("Return")
    names = [name_of(each) for each in tab_chain(saved.window)]
    for name in ("Go on with this case", "Rename…", "Delete Op Egret", "Saved cases"):
        assert name in names
    (rows,) = visible(saved.cases_pane, RowList)
    assert "Op Egret" in rows.rows.rows[0].whole_sense


def test_a_case_holds_what_this_reader_answered_and_no_more(saved: Keeper, places: Places):
    for kept in Shelf.open_plain(places.home).all:
        answers, lost = read_answers(kept.case, saved.reader.session)
        assert not lost
        assert answers.to_json() == kept.case.answers
