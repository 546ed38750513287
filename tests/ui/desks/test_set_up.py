"""Somebody sets a site up in the window, and sees what it still lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from advisor.people.register import load_register
from advisor.people.site import find_site
from advisor.sealing.unlocking import child_command, unlock_in_child
from advisor.settings import Places
from advisor.ui.desks.forms.keys_dialog import KeysDialog
from advisor.ui.desks.registry import find_desk
from advisor.ui.desks.set_up.new_identity_dialog import NewIdentityDialog
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import TaskRunner
from tests.support.desk import Clerk
from tests.support.people import ANN, AUDITOR, Town
from tests.ui.signing_in.conftest import Holder

KEY = AUDITOR.recipient.text
DAY = str(date.today().replace(year=date.today().year + 1, day=1))
PROBLEMS = (
    "Identity file",
    "Passphrase",
    "Labels",
    "The auditor’s public key",
    "Region",
    "Name",
    "Vetting",
    "Valid until",
)


@pytest.fixture(scope="session")
def holder(tmp_path_factory: pytest.TempPathFactory) -> Holder:
    return Holder(tmp_path_factory.mktemp("holder"))


@pytest.fixture
def start(qtbot: QtBot, places: Places) -> Iterator[Callable[..., Clerk]]:
    runners = []

    def open_window(**named: str) -> Clerk:
        runners.append(TaskRunner())
        handover = Handover(site=str(places.site), home=str(places.home), **named)
        clerk = Clerk(qtbot, find_desk("set-up").make_window(handover, runners[-1], None))
        clerk.until(lambda: clerk.window.form or clerk.window.checklist)
        return clerk

    yield open_window
    for runner in runners:
        runner.shut_down()


def fill_in(clerk: Clerk, holder: Holder, **others: str) -> None:
    """Fill everything in from the top to the bottom, with the keyboard alone."""
    said = {"key": KEY, "vetting": "SC", "day": DAY, "words": holder.passphrase, **others}
    clerk.fill("Identity file", str(holder.file))
    clerk.fill("Passphrase", said["words"])
    clerk.choose("Level", "SECRET")
    clerk.fill("Compartments of the label", "alder")
    clerk.press("Return")
    clerk.fill("The auditor’s public key", said["key"])
    clerk.choose("Region", "South")
    clerk.tab_to("Surrey Police")
    clerk.press("Space")
    clerk.fill("Name", "Ann Smith")
    clerk.choose("Vetting", said["vetting"])
    clerk.fill("Valid until", said["day"])


def is_untouched(places: Places) -> bool:
    return find_site(places.site) is None and not list(places.site.glob("*.age"))


def test_site_is_set_up_with_the_keyboard_alone(start, holder: Holder, places: Places):
    clerk = start()
    fill_in(clerk, holder)
    clerk.tab_to("Set up the site")
    clerk.press("Return")
    clerk.until_sees("The site is set up.")
    clerk.until(lambda: clerk.window.checklist is not None)
    site = find_site(places.site)
    assert (site.region, site.forces) == ("south-east", ("surrey-police",))
    register = load_register(places.site, site, holder.identity)
    assert [str(label) for label in register.labels] == ["SECRET/ALDER"]
    (me,) = register.people
    assert (me.name, me.vetting, str(me.valid_until)) == ("Ann Smith", "SC", DAY)
    assert clerk.window.marking == "OFFICIAL"  # nothing of what was typed stands there any more


def test_keys_for_the_publisher_are_saved_as_they_are_marked(
    start, holder: Holder, places: Places, tmp_path: Path
):
    clerk = start()
    fill_in(clerk, holder)
    clerk.window.form.submit()
    clerk.until_sees("Label keys for the publisher…")
    clerk.tab_to("Label keys for the publisher…")
    clerk.press("Return")
    assert "SECRET/ALDER" in clerk.text
    assert clerk.nameless() == []
    dialog = clerk.dialog
    assert isinstance(dialog, KeysDialog)
    dialog.save(str(tmp_path / "keys.yaml"))
    clerk.until_sees("Saved, marked SECRET/ALDER")
    text = (tmp_path / "keys.yaml").read_text("utf-8")
    assert text.startswith("# SECRET/ALDER")
    (key,) = yaml.safe_load(text)["SECRET/ALDER"]
    site = find_site(places.site)
    assert key == load_register(places.site, site, holder.identity).keys[-1].key


def test_everything_that_is_missing_is_named_beside_its_field(start, places: Places):
    clerk = start()
    clerk.tab_to("Set up the site")
    clerk.press("Return")
    assert tuple(clerk.problems) == PROBLEMS
    assert clerk.focus.accessibleName() == "Identity file"  # the first of them
    assert clerk.problem("Identity file") in clerk.focus.accessibleDescription()
    assert is_untouched(places)


@pytest.mark.parametrize(
    ("others", "field", "words"),
    [
        ({"key": "age1nothing"}, "The auditor’s public key", "not a public key"),
        ({"vetting": "CTC"}, "Vetting", "reaches OFFICIAL-SENSITIVE, not SECRET"),
        ({"day": "2020-01-31"}, "Valid until", "has passed"),
        ({"day": "31 January"}, "Valid until", "not a day"),
        ({"words": "quite other words than those"}, "Passphrase", "does not open"),
    ],
)
def test_what_is_refused_says_why_beside_its_field(
    start, holder: Holder, places: Places, others: dict[str, str], field: str, words: str
):
    clerk = start()
    fill_in(clerk, holder, **others)
    clerk.window.form.submit()
    clerk.until(lambda: clerk.problems)
    assert list(clerk.problems) == [field]
    assert words in clerk.problem(field)
    assert is_untouched(places)


def test_auditor_cannot_be_the_administrator(start, holder: Holder, places: Places):
    clerk = start()
    fill_in(clerk, holder, key=holder.identity.recipient.text)
    clerk.window.form.submit()
    clerk.until(lambda: clerk.problems)
    assert "has to be a different person" in clerk.problem("The auditor’s public key")
    assert clerk.find("Name", QLineEdit).text() == "Ann Smith"  # what was typed is still there
    assert is_untouched(places)


def test_label_that_was_not_added_is_not_forgotten(start, holder: Holder):
    clerk = start()
    fill_in(clerk, holder)
    clerk.fill("Compartments of the label", "BIRCH")
    assert clerk.window.marking == "SECRET/ALDER/BIRCH"  # it can be read already
    clerk.window.form.submit()
    assert list(clerk.problems) == ["Labels"]
    clerk.fill("Compartments of the label", "b")
    clerk.press("Return")
    assert "one word" in clerk.problem("Labels")


def test_bars_show_the_highest_label_of_the_form_and_drop_with_it(start):
    clerk = start()
    assert clerk.window.marking == "OFFICIAL"
    clerk.fill("Name", "Ann Smith")
    assert clerk.window.marking == "OFFICIAL-SENSITIVE"
    clerk.choose("Level", "TOP")
    clerk.tab_to("Add label")
    clerk.press("Space")
    assert clerk.window.marking == "TOP SECRET"
    clerk.tab_to("Labels that the site may hold")
    clerk.press("Home", "Delete")
    assert clerk.window.marking == "OFFICIAL-SENSITIVE"


def test_folder_that_cannot_be_written_is_named_and_nothing_is_lost(
    start, holder: Holder, places: Places
):
    clerk = start()
    fill_in(clerk, holder)
    places.site.parent.mkdir(parents=True, exist_ok=True)
    places.site.write_text("in the way", "utf-8")
    clerk.window.form.submit()
    clerk.until_sees("The site folder could not be written")
    assert clerk.find("Name", QLineEdit).text() == "Ann Smith"
    assert places.site.read_text("utf-8") == "in the way"


def test_somebody_who_was_quicker_is_not_overwritten(start, holder: Holder, places: Places):
    clerk = start()
    fill_in(clerk, holder)
    there = Town(places.site).set_up(ANN)
    clerk.window.form.submit()
    clerk.until_sees("This site is set up already, and otherwise than you ask.")
    assert find_site(places.site) == there


@pytest.mark.parametrize("key", ["Return", "Esc"])
def test_cancel_ends_the_work_and_keeps_what_was_typed(
    start, holder: Holder, places: Places, key: str
):
    clerk = start()
    fill_in(clerk, holder)
    clerk.window.form.submit()
    assert clerk.focus.text() == "Cancel"
    clerk.press(key)
    clerk.until(lambda: clerk.find("Name", QLineEdit).isEnabled())
    assert clerk.find("Name", QLineEdit).text() == "Ann Smith"
    assert is_untouched(places)


def test_new_identity_shows_its_words_once_and_opens_with_them(start, places: Places):
    clerk = start()
    clerk.tab_to("Make a new identity")
    clerk.press("Return")
    dialog = clerk.dialog
    assert isinstance(dialog, NewIdentityDialog)
    words = dialog.passphrase
    assert words in clerk.text
    assert clerk.nameless() == []
    assert not clerk.find("Make identity", QAbstractButton).isEnabled()
    clerk.tab_to("I have written the words down, or know them by heart")
    clerk.press("Space")
    clerk.tab_to("Make identity")
    clerk.press("Return")
    clerk.until(lambda: clerk.dialog is None)
    file = places.home / "identity.age"
    assert clerk.find("Identity file", QLineEdit).text() == str(file)
    assert words not in clerk.text  # they have to be typed, so they were written down
    assert clerk.find("Passphrase", QLineEdit).text() == ""
    assert file.stat().st_mode & 0o077 == 0
    unlock_in_child(file, words, command=child_command())


def test_levels_of_vetting_are_those_of_the_organisation(start, places: Places):
    places.site.mkdir(parents=True)
    (places.site / "policy.toml").write_text(
        '[vetting]\nLocal = { classification = "SECRET", source = "Force order 7" }\n', "utf-8"
    )
    clerk = start()
    clerk.choose("Vetting", "Loc")
    assert "Reaches SECRET. Source: Force order 7. The table is set by your organisation." in (
        clerk.text
    )


def test_new_identity_never_replaces_a_file(start, places: Places):
    places.home.mkdir(parents=True)
    (places.home / "identity.age").write_text("mine", "utf-8")
    clerk = start()
    clerk.click("Make new…")
    clerk.tab_to("I have written the words down, or know them by heart")
    clerk.press("Space")
    clerk.click("Make identity")
    clerk.until_sees("This file is there already.")
    assert (places.home / "identity.age").read_text("utf-8") == "mine"


def test_leaving_asks_where_something_was_typed(start, qtbot: QtBot):
    clerk = start()
    clerk.fill("Name", "Ann Smith")
    clerk.press("Esc")
    assert "Leave without setting the site up?" in clerk.text
    clerk.press("Return")  # the safe one is the default
    assert clerk.dialog is None
    assert clerk.find("Name", QLineEdit).text() == "Ann Smith"
    clerk.press("Esc")
    with qtbot.waitSignal(clerk.window.closed):
        clerk.click("Leave")


def test_leaving_an_empty_form_asks_nothing(start, qtbot: QtBot):
    clerk = start()
    with qtbot.waitSignal(clerk.window.closed):
        clerk.press("Esc")


def test_everything_that_takes_the_keyboard_has_a_name(start):
    clerk = start()
    clerk.choose("Region", "South")
    assert clerk.nameless() == []


def test_rehearsal_says_so(start):
    clerk = start(is_demonstration=True)
    assert "DEMONSTRATION" in clerk.text
    clerk.click("Make new…")
    assert "DEMONSTRATION" in clerk.text


def test_site_that_is_set_up_shows_what_it_lacks(start, places: Places):
    Town(places.site).set_up(ANN)
    clerk = start()
    clerk.until_sees("To do")
    assert "Still to do:" in clerk.text
    for words in ("Done", "To do", "Administrators", "There is one.", "Policy", "Urgent contacts"):
        assert words in clerk.text
    assert "advisor clearance person change" not in clerk.text  # says what to do here
    assert clerk.nameless() == []
    assert clerk.window.marking == "OFFICIAL"


def test_checklist_is_read_anew_on_wish(start, places: Places):
    Town(places.site).set_up(ANN)
    clerk = start()
    clerk.until_sees("There is no policy.toml")
    (places.site / "policy.toml").write_text("idle_minutes = 10\n", "utf-8")
    clerk.tab_to("Check again")
    clerk.press("Return")
    clerk.until_sees("It is there and has no mistakes.")


def test_damaged_site_is_told_and_never_set_up_anew(start, places: Places):
    places.site.mkdir(parents=True)
    (places.site / "site.json").write_text("{}", "utf-8")
    clerk = start()
    clerk.until_sees("damaged")
    assert clerk.window.form is None


def test_catalogue_that_does_not_open_is_told(qtbot: QtBot, places: Places):
    runner = TaskRunner()
    handover = Handover(site=str(places.site), home=str(places.home), catalogue="/nonexistent")
    clerk = Clerk(qtbot, find_desk("set-up").make_window(handover, runner, None))
    clerk.until_sees("Try again")
    runner.shut_down()
