"""Somebody changes their passphrase, hands out their public key, makes an identity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from advisor.sealing.errors import WrongPassphraseError
from advisor.sealing.identity import load_identity_file, unlock
from advisor.settings import Places
from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.desks.identity.window import IdentityWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import TaskRunner
from tests.support.at_desk import AtDesk
from tests.support.sealing import PASSPHRASE, identity_file
from tests.support.window import name_of, visible

Sit = Callable[[], AtDesk]
MINE = "seven grey herons cross the canal"


@pytest.fixture
def file(places: Places) -> Path:
    """The usual identity file, under ``PASSPHRASE``."""
    places.home.mkdir(parents=True)
    path = places.home / "identity.age"
    path.write_bytes(identity_file()[0])
    return path


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication, places: Places) -> Iterator[Sit]:
    theme.install(qapp, look=Look.LIGHT)
    runners: list[TaskRunner] = []
    people: list[AtDesk] = []

    def sit_down() -> AtDesk:
        runners.append(TaskRunner())
        handover = Handover(site=str(places.site), home=str(places.home))
        people.append(AtDesk(qtbot, IdentityWindow(handover, runners[-1])))
        return people[-1]

    yield sit_down
    for runner in runners:
        runner.shut_down()
    for person in people:
        person.leave()
    theme.current().choose(None)


def open_identity(person: AtDesk, passphrase: str = PASSPHRASE) -> None:
    """Open one's identity through the dialog, which is a window of its own."""
    person.push("Open…")
    dialog = person.window._signing_in.dialog
    person.qtbot.addWidget(dialog)
    person.until(dialog.isActiveWindow)
    fields = {name_of(each): each for each in visible(dialog, QLineEdit)}
    fields["Passphrase"].setText(passphrase)
    buttons = {each.text(): each for each in visible(dialog, QAbstractButton)}
    buttons["Open my identity"].click()
    person.until_sees("Public key")
    person.window.activateWindow()
    person.until(person.window.isActiveWindow)


def offered(person: AtDesk) -> list[str]:
    """Return the words that are shown, in their order."""
    return re.findall(r"^[1-6]  ([a-z]+)$", person.text, re.MULTILINE)


def take_words(person: AtDesk) -> str:
    """Write the words down, and type the two that are asked for."""
    words = offered(person)
    person.push("I have written them down")
    type_asked(person, lambda place: words[place])
    return " ".join(words)


def type_asked(person: AtDesk, word: Callable[[int], str]) -> None:
    for number in re.findall(r"^Word (\d)$", person.text, re.MULTILINE):
        person.fill(f"Word {number}", word(int(number) - 1))


def type_own(person: AtDesk, once: str, twice: str) -> None:
    person.find("Type my own", QRadioButton).click()
    person.fill("New passphrase", once)
    person.fill("The same again", twice)


def opens(path: Path, passphrase: str) -> bool:
    try:
        return unlock(load_identity_file(path), passphrase).recipient == identity_file()[1]
    except WrongPassphraseError:
        return False


def test_public_key_is_shown_and_copied(file: Path, sit: Sit):
    person = sit()
    open_identity(person)
    assert identity_file()[1].text in person.text
    person.push("Copy the public key")
    assert QApplication.clipboard().text() == identity_file()[1].text
    assert person.window.marking == "OFFICIAL"
    assert person.nameless() == []


def test_passphrase_is_changed_to_words_that_were_offered(file: Path, sit: Sit):
    person = sit()
    open_identity(person)
    person.push("Change passphrase…")
    words = take_words(person)
    assert not set(offered(person))
    person.push("Change passphrase")
    person.until_sees("The passphrase is changed.")
    assert opens(file, words)
    assert not opens(file, PASSPHRASE)
    assert [each.name for each in file.parent.iterdir() if each.suffix == ".new"] == []
    assert words.split()[0] not in person.text.split()


def test_passphrase_is_changed_to_ones_own(file: Path, sit: Sit):
    person = sit()
    open_identity(person)
    person.push("Change passphrase…")
    type_own(person, MINE, MINE)
    person.push("Change passphrase")
    person.until_sees("The passphrase is changed.")
    assert opens(file, MINE)


def test_weakness_is_named_as_one_types(file: Path, sit: Sit):
    person = sit()
    open_identity(person)
    person.push("Change passphrase…")
    type_own(person, "password", "")
    assert "too short: it takes 15 characters" in person.problem("New passphrase")
    person.fill("New passphrase", MINE)
    assert person.problem("New passphrase") == ""
    person.fill("The same again", MINE + "s")
    assert person.problem("The same again") == "The two are not the same."
    person.push("Change passphrase")
    assert opens(file, PASSPHRASE)


def test_words_have_to_be_written_down_first(sit: Sit, places: Places):
    person = sit()
    person.push("Make one…")
    assert not person.find("Make identity", QAbstractButton).isEnabled()
    assert len(offered(person)) == 6
    person.push("I have written them down")
    type_asked(person, lambda place: "wrong")
    person.push("Make identity")
    assert "This is not word" in " ".join(person.problems.values())
    assert not (places.home / "identity.age").exists()


def test_words_are_never_shown_again(sit: Sit):
    person = sit()
    person.push("Make one…")
    words = offered(person)
    person.push("I have written them down")
    assert offered(person) == []
    person.push("Begin with other words")
    assert offered(person) != words
    assert "Copy" not in {each.text() for each in visible(person.window, QAbstractButton)}


def test_new_identity_is_made_and_opens(sit: Sit, places: Places):
    person = sit()
    person.push("Make one…")
    assert person.nameless() == []
    words = take_words(person)
    person.push("Make identity")
    person.until_sees("The identity is made.")
    made = unlock(load_identity_file(places.home / "identity.age"), words)
    assert made.recipient.text in person.text
    assert "Change passphrase…" not in person.text


def test_file_that_is_there_is_not_replaced(file: Path, sit: Sit):
    person = sit()
    person.push("Make one…")
    take_words(person)
    person.push("Make identity")
    assert "is there already. Name a new file." in person.problem("File")
    assert opens(file, PASSPHRASE)


def test_cancel_goes_back_with_nothing_done(file: Path, sit: Sit):
    person = sit()
    open_identity(person)
    person.push("Change passphrase…")
    person.push("Cancel")
    assert "Public key" in person.text
    assert opens(file, PASSPHRASE)


def test_life_at_risk_is_one_key_away(sit: Sit, qtbot: QtBot):
    person = sit()
    with qtbot.waitSignal(person.window.life_at_risk_wanted):
        person.press("F2")
