"""What a window learns of those that it started."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.desks.starting import StartedDesks
from advisor.ui.signing_in import started_window
from advisor.ui.signing_in.handover import Handover, Said
from advisor.ui.signing_in.starter import Starter
from advisor.ui.signing_in.use_teller import UseTeller


class Told(Starter):
    """Keeps what is said to the window that started this process."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[Said] = []

    def say(self, word: Said, detail: str = "") -> None:
        del detail
        self.words.append(word)


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> Iterator[StartedDesks]:
    """Desks whose processes say what the first line of a file tells them to."""
    del qtbot
    says = tmp_path / "says"
    code = f"print(open({str(says)!r}).read(), flush=True)"
    monkeypatch.setattr(started_window, "command", lambda: [sys.executable, "-c", code])
    desks = StartedDesks(lambda desk: Handover(site="s", home="h", desk=desk))
    desks.setProperty("says", str(says))
    yield desks
    desks.deleteLater()  # here, and not by whichever thread collects garbage next
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def say(desks: StartedDesks, words: str) -> None:
    Path(desks.property("says")).write_text(words, "utf-8")


def test_use_of_a_desk_keeps_the_window_that_started_it_open(desks: StartedDesks, qtbot: QtBot):
    say(desks, "shown\nused")
    with qtbot.waitSignal(desks.used):
        desks.open("people")
    desks.end_all()


def test_desk_that_ends_without_a_word_is_told_also_once_it_showed(
    desks: StartedDesks, qtbot: QtBot
):
    say(desks, "shown\nused")
    with qtbot.waitSignal(desks.failed):
        desks.open("people")


def test_desk_that_was_closed_did_not_fail(desks: StartedDesks, qtbot: QtBot):
    say(desks, "shown\nclosed key")
    with qtbot.assertNotEmitted(desks.failed), qtbot.waitSignal(desks.ended):
        desks.open("people")


def test_use_is_told_at_once_and_then_not_at_every_move(qtbot: QtBot):
    window, starter = QWidget(), Told()
    qtbot.addWidget(window)
    window.show()
    teller = UseTeller(starter)
    for place in range(20):
        QTest.mouseMove(window, QPoint(place, place))
        QTest.keyClick(window, "a")
    assert starter.words == [Said.USED]
    del teller
