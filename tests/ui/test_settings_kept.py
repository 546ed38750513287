"""What the reader chose is kept, off the window's thread; one message says when it cannot be."""

from __future__ import annotations

import threading

import pytest

from advisor.catalogue.directory import Whereabouts
from advisor.settings import Places, load_settings
from advisor.ui import choices
from tests.support.window import Person


def test_choices_are_written_by_another_thread(
    person: Person, places: Places, monkeypatch: pytest.MonkeyPatch
):
    threads = []
    write = choices.save_settings

    def note_and_write(*arguments) -> None:
        threads.append(threading.current_thread())
        write(*arguments)

    monkeypatch.setattr(choices, "save_settings", note_and_write)
    person.reader.choose_place(Whereabouts("wales"))
    person.until(lambda: load_settings(places.home).region == "wales")
    assert threads
    assert threading.main_thread() not in threads


def test_what_was_chosen_last_is_kept_when_the_window_closes_at_once(
    person: Person, places: Places
):
    for region in ("wales", "london", "south-east"):
        person.reader.choose_place(Whereabouts(region))
    person.application.shut_down()
    assert load_settings(places.home).region == "south-east"


def test_a_home_that_cannot_be_written_gives_one_message(person: Person, places: Places):
    places.home.write_text("a file where the folder should be", "utf-8")
    person.workspace.open_entry("lawful-interception")
    person.until(lambda: person.sees("Your choices cannot be kept."))
    person.click("Dismiss")
    person.workspace.open_entry("counterfeit-currency")
    person.press("Ctrl++")
    person.application.shut_down()
    person.rest()
    assert not person.sees("Your choices cannot be kept.")
    assert person.row_ids[0] == "counterfeit-currency"


def test_a_damaged_settings_file_never_keeps_the_window_shut(newcomer: Person, places: Places):
    places.home.mkdir(parents=True)
    (places.home / "settings.json").write_bytes(b"\x00{not json")
    newcomer.open_catalogue()
    assert newcomer.reader.session.settings.recent == ()
    assert (places.home / "settings.unreadable").exists()
