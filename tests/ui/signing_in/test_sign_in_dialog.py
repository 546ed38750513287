"""Somebody signs in: the dialog, what goes wrong, and what opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from advisor.catalogue.trust import site_pin_path
from advisor.clearance import Label
from advisor.sealing.age import generate_identity
from advisor.sealing.identity import protect
from advisor.sealing.slowing import Slowing
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.opening import Opened, Opening
from advisor.ui.signing_in.sign_in import SigningIn
from advisor.ui.signing_in.sign_in_dialog import SignInDialog
from advisor.ui.signing_in.unlocking_work import Tell
from advisor.ui.tasks import TaskRunner
from tests.support.sealed import Site
from tests.support.window import name_of, text_of, visible
from tests.ui.signing_in.conftest import ALDER, Holder

SECONDS = 30_000


@dataclass
class Desk:
    """The dialog, and everything that it ever led to."""

    qtbot: QtBot
    signing_in: SigningIn
    opened: list[tuple[Opened, Path]] = field(default_factory=list)

    @property
    def dialog(self) -> SignInDialog:
        return self.signing_in.dialog

    @property
    def words(self) -> str:
        return "\n".join(text_of(each) for each in visible(self.dialog, QWidget))

    def find(self, name: str, kind: type = QLineEdit):
        found = [
            each for each in visible(self.dialog, kind) if name in {name_of(each), text_of(each)}
        ]
        assert found, f"{name!r} is not shown"
        return found[0]

    def type(self, name: str, text: str) -> None:
        field = self.find(name)
        field.setFocus()
        QTest.keyClicks(field, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.dialog, key)

    def until(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.words, timeout=SECONDS)


def make_opening(handover: Handover, tell: Tell) -> Opening:
    return Opening(handover.catalogue_path, handover.places, tell)


@pytest.fixture
def sign_in(qtbot: QtBot, site: Site) -> Iterator:
    runners = []

    def start(**named: str) -> Desk:
        runner = TaskRunner()
        runners.append(runner)
        handover = Handover(
            site=str(site.places.site),
            home=str(site.places.home),
            catalogue=str(site.file),
            **named,
        )
        desk = Desk(qtbot, SigningIn(handover, runner, partial(make_opening, handover)))
        qtbot.addWidget(desk.dialog)
        desk.signing_in.opened.connect(lambda opened, path: desk.opened.append((opened, path)))
        desk.signing_in.start()
        qtbot.waitUntil(desk.dialog.isActiveWindow)
        return desk

    yield start
    for runner in runners:
        runner.shut_down()


def test_right_passphrase_opens_what_was_granted(sign_in, holder: Holder):
    desk = sign_in(identity=str(holder.file))
    desk.type("Passphrase", holder.passphrase)
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.opened), timeout=SECONDS)
    opened, path = desk.opened[0]
    assert opened.session.clearance.label == ALDER
    assert opened.session.sign_in_error is None
    assert path == holder.file
    assert not desk.dialog.isVisible()


def test_passphrase_is_not_left_in_the_field(sign_in, holder: Holder):
    desk = sign_in(identity=str(holder.file))
    desk.type("Passphrase", holder.passphrase)
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.opened), timeout=SECONDS)
    assert all(not each.text() for each in desk.dialog.findChildren(QLineEdit)[1:])


def count_tries(site: Site, holder: Holder, tries: int) -> Slowing:
    """Let somebody have tried some wrong passphrases, long ago."""
    slowing = Slowing(site.places.home)
    for minute in range(tries):
        at = datetime(2026, 11, 20, 12, 2 * minute, tzinfo=UTC)
        slowing.begin_try(holder.file.read_bytes(), at)
    return slowing


def test_wrong_passphrase_is_told_and_the_next_try_waits(sign_in, site: Site, holder: Holder):
    count_tries(site, holder, 7)
    desk = sign_in(identity=str(holder.file))
    desk.type("Passphrase", "not the words at all")
    desk.press(Qt.Key.Key_Return)
    desk.until("This passphrase does not open this identity file.")
    desk.until("Sign in (")
    waiting = next(b for b in visible(desk.dialog, QAbstractButton) if "Sign in (" in text_of(b))
    assert not waiting.isEnabled()
    assert desk.opened == []
    assert (site.places.home / "passphrase-tries.json").exists()


def test_wait_is_counted_down(sign_in, holder: Holder):
    desk = sign_in(identity=str(holder.file))
    desk.dialog.show_wait(2)
    assert not desk.find("Sign in (2 s)", QAbstractButton).isEnabled()
    desk.until("Sign in (1 s)")
    desk.qtbot.waitUntil(lambda: desk.find("Sign in", QAbstractButton).isEnabled())


def test_wait_goes_on_after_the_dialog_is_opened_again(sign_in, site: Site, holder: Holder):
    count_tries(site, holder, 7).begin_try(holder.file.read_bytes(), datetime.now(UTC))
    desk = sign_in(identity=str(holder.file))
    desk.type("Passphrase", holder.passphrase)
    desk.press(Qt.Key.Key_Return)
    desk.until("more seconds before the next try.")
    assert desk.opened == []


@pytest.mark.parametrize(
    ("identity", "passphrase", "said"),
    [
        ("", "anything", "Choose your identity file."),
        ("me.age", "", "Type your passphrase."),
        ("none.age", "anything", "This file is not an identity file, or it is damaged."),
    ],
)
def test_what_is_missing_is_told(sign_in, identity: str, passphrase: str, said: str):
    desk = sign_in(identity=identity)
    desk.type("Passphrase", passphrase)
    desk.press(Qt.Key.Key_Return)
    desk.until(said)


def test_any_other_file_is_no_identity(sign_in, site: Site):
    desk = sign_in(identity=str(site.file))
    desk.type("Passphrase", "anything")
    desk.press(Qt.Key.Key_Return)
    desk.until("This file is not an identity file, or it is damaged.")


def test_identity_that_nobody_granted_anything_reads_official(sign_in, tmp_path: Path):
    file = tmp_path / "stranger.age"
    file.write_bytes(protect(generate_identity(), "quite other words than those"))
    desk = sign_in(identity=str(file))
    desk.type("Passphrase", "quite other words than those")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.opened), timeout=SECONDS)
    session = desk.opened[0][0].session
    assert session.clearance.label == Label()
    assert "opens nothing beyond OFFICIAL here" in session.sign_in_error.message


def test_site_that_requires_signing_in_refuses_whom_it_does_not_know(
    sign_in, site: Site, tmp_path: Path
):
    site.require_signing_in()
    file = tmp_path / "stranger.age"
    file.write_bytes(protect(generate_identity(), "quite other words than those"))
    desk = sign_in(identity=str(file))
    desk.type("Passphrase", "quite other words than those")
    desk.press(Qt.Key.Key_Return)
    desk.until("Nobody has granted this identity anything at this site")
    assert desk.opened == []


def test_draft_catalogue_is_refused_before_anybody_types(sign_in, site: Site, holder: Holder):
    site_pin_path(site.places.site).unlink()
    desk = sign_in(identity=str(holder.file))
    desk.until("UNSIGNED DRAFT")
    assert not desk.find("Passphrase").isEnabled()
    assert not desk.find("Sign in", QAbstractButton).isEnabled()


def test_cancel_ends_the_work_and_keeps_the_dialog(sign_in, holder: Holder):
    desk = sign_in(identity=str(holder.file))
    desk.type("Passphrase", holder.passphrase)
    desk.press(Qt.Key.Key_Return)
    desk.until("Checking the passphrase…")
    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: desk.find("Passphrase").isEnabled(), timeout=SECONDS)
    assert desk.opened == []
    assert desk.dialog.isVisible()


def test_escape_goes_back_where_nothing_goes_on(sign_in, qtbot: QtBot):
    desk = sign_in()
    with qtbot.waitSignal(desk.dialog.closed):
        desk.press(Qt.Key.Key_Escape)


def test_life_at_risk_is_one_key_away(sign_in, qtbot: QtBot):
    desk = sign_in()
    assert "F2 shows who to ring" in desk.words
    with qtbot.waitSignal(desk.dialog.life_at_risk_wanted):
        QTest.keyClick(desk.dialog, Qt.Key.Key_F2)


def test_passphrase_shows_only_on_wish(sign_in):
    desk = sign_in()
    field = desk.find("Passphrase")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(desk.find("Show the passphrase", QAbstractButton), Qt.Key.Key_Return)
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    QTest.keyClick(desk.find("Hide the passphrase", QAbstractButton), Qt.Key.Key_Return)
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_everything_that_takes_the_keyboard_has_a_name(sign_in):
    desk = sign_in()
    takes = [
        each
        for each in visible(desk.dialog, QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(takes) >= 6
    assert [each for each in takes if not name_of(each)] == []


def test_rehearsal_says_so_before_anybody_signs_in(sign_in):
    desk = sign_in(is_demonstration=True)
    assert "DEMONSTRATION" in desk.words


def test_identity_file_that_was_used_last_is_offered(sign_in, site: Site, holder: Holder):
    site.places.home.mkdir(parents=True, exist_ok=True)
    (site.places.home / "identity.age").write_bytes(holder.file.read_bytes())
    assert sign_in().dialog.identity == str(site.places.home / "identity.age")


def test_passphrase_file_signs_in_at_once(sign_in, holder: Holder, tmp_path: Path):
    words = tmp_path / "words.txt"
    words.write_text(holder.passphrase + "\n", "utf-8")
    desk = sign_in(identity=str(holder.file), passphrase_file=str(words))
    desk.qtbot.waitUntil(lambda: bool(desk.opened), timeout=SECONDS)
