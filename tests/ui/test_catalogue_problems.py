"""A catalogue that cannot be opened: the window says why and what to do, and nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from advisor.catalogue.local import contacts_path
from advisor.resources import bundled_catalogue
from advisor.settings import Places
from advisor.ui.location import Location, Page
from advisor.ui.start_failure import StartFailure
from tests.support.window import Person, visible


def newer() -> bytes:
    """Return the shipped catalogue as a later version of the format would begin."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(bundled_catalogue().read_bytes())
        connection.execute("PRAGMA user_version = 9999")
        return connection.serialize()


PROBLEMS = {
    "missing": lambda: None,
    "truncated": lambda: bundled_catalogue().read_bytes()[:50_000],
    "empty": lambda: b"",
    "foreign": lambda: b"%PDF-1.7 a report",
    "newer": newer,
}


@pytest.fixture(params=PROBLEMS, ids=list(PROBLEMS))
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "broken.db"
    data = PROBLEMS[request.param]()
    if data is not None:
        path.write_bytes(data)
    return path


def failure(person: Person) -> StartFailure:
    shown = visible(person.window, StartFailure)
    assert len(shown) == 1
    return shown[0]


def fail(person: Person, path: Path) -> None:
    """Open a file that is no catalogue."""
    person.application.open_catalogue(path)
    person.until(lambda: visible(person.window, StartFailure))
    person.rest()


def test_the_window_opens_and_says_why(newcomer: Person, broken: Path):
    before = broken.read_bytes() if broken.exists() else None
    fail(newcomer, broken)
    assert newcomer.sees("The catalogue could not be opened")
    assert newcomer.sees("broken.db")
    assert newcomer.sees("Nothing was changed. In an emergency ring 999.")
    assert (broken.read_bytes() if broken.exists() else None) == before
    assert not newcomer.window.actions_by_name["check"].isEnabled()
    newcomer.type("ransom")
    newcomer.press("F2", "Esc", "Return", "Ctrl+K")


def test_the_shipped_one_opens_instead_and_what_was_typed_is_searched(
    newcomer: Person, broken: Path
):
    newcomer.type("ransom")
    fail(newcomer, broken)
    newcomer.click("Open", within=failure(newcomer))
    newcomer.until(lambda: newcomer.window.workspace is not None)
    newcomer.rest()
    assert visible(newcomer.window, StartFailure) == []
    assert "Anti Kidnap and Extortion Unit" in newcomer.rows


def test_another_file_can_be_chosen(newcomer: Person, broken: Path):
    fail(newcomer, broken)
    newcomer.click("Choose…", within=failure(newcomer))
    dialog = newcomer.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(bundled_catalogue()))
    dialog.close()
    newcomer.until(lambda: newcomer.window.workspace is not None)


def test_a_second_failure_takes_the_place_of_the_first(newcomer: Person, tmp_path: Path):
    fail(newcomer, tmp_path / "one.db")
    newcomer.application.open_catalogue(tmp_path / "two.db")
    newcomer.until(lambda: newcomer.sees("two.db"))
    failure(newcomer)
    assert not newcomer.sees("one.db")


def test_an_open_catalogue_stays_when_a_broken_one_is_chosen(person: Person, broken: Path):
    person.type("ransom call")
    person.press("Return")
    workspace = person.window.workspace
    person.application.open_catalogue(broken)
    person.until(lambda: "broken.db" in person.text(person.pane.message))
    assert person.window.workspace is workspace
    assert person.reader.location == Location(Page.ENTRY, "anti-kidnap-extortion")
    assert visible(person.window, StartFailure) == []
    person.press("Ctrl+K")
    person.type("counterfeit")
    assert "counterfeit" in person.rows[0].casefold()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The shipped catalogue with one byte that nobody pinned."""
    path = tmp_path / "draft.db"
    data = bytearray(bundled_catalogue().read_bytes())
    data[27] ^= 1  # the file's change counter: any reader passes over it
    path.write_bytes(bytes(data))
    return path


def test_a_draft_says_so_in_the_status_and_in_a_message(newcomer: Person, draft: Path):
    newcomer.open_catalogue(draft)
    assert newcomer.sees("UNSIGNED DRAFT", newcomer.window.frame.status)
    assert newcomer.sees("UNSIGNED DRAFT: not the catalogue", newcomer.pane.message)
    newcomer.window.resize(720, 640)
    newcomer.rest()
    assert newcomer.sees("UNSIGNED DRAFT", newcomer.window.frame.status)


def test_the_shipped_catalogue_says_that_it_was_checked(person: Person):
    assert person.sees("as shipped, checked", person.window.frame.status)
    assert not person.sees("UNSIGNED DRAFT")


def test_another_catalogue_starts_at_its_own_start(person: Person, draft: Path):
    person.press("Ctrl+2")
    person.open_catalogue(draft)
    assert person.workspace.search_pane.isVisible()
    assert not person.contacts.isVisible()
    assert person.find("Search").isChecked()
    person.field.setFocus()
    person.type("ransom")
    assert "Anti Kidnap and Extortion Unit" in person.rows


def test_the_sites_own_urgent_numbers_need_no_catalogue(
    newcomer: Person, places: Places, tmp_path: Path
):
    path = contacts_path(places.site)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "role,name,telephone\nduty-rocc,Duty desk,01632 960002\n"
        "force-control-room,Control room,01632 960001\nrocc,Our ROCC,01632 960003\n",
        encoding="utf-8",
    )
    fail(newcomer, tmp_path / "broken.db")
    page = newcomer.text(failure(newcomer))
    assert page.index("01632 960001") < page.index("01632 960002")
    assert "01632 960003" not in page
