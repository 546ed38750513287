"""What Windows would say locks; everything but the asking is tried on any system."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from advisor.ui.locking.reasons import LockReason
from advisor.ui.locking.windows_watch import WindowsWatch, ask_for_session_changes, find_meaning

SESSION, POWER = 0x02B1, 0x0218
KIND = b"windows_generic_MSG"


@pytest.mark.parametrize(
    ("message", "parameter", "reason"),
    [
        (SESSION, 7, LockReason.SCREEN),
        (SESSION, 2, LockReason.SWITCHED),
        (SESSION, 4, LockReason.SWITCHED),
        (SESSION, 6, LockReason.SWITCHED),
        (POWER, 4, LockReason.SLEEP),
        (SESSION, 1, None),
        (SESSION, 3, None),
        (SESSION, 5, None),
        (SESSION, 8, None),
        (POWER, 7, None),
        (POWER, 10, None),
        (POWER, 18, None),
        (0x0200, 7, None),
        (0x0010, 4, None),
    ],
)
def test_meaning_of_a_message(message: int, parameter: int, reason: LockReason | None):
    assert find_meaning(message, parameter) is reason


@pytest.mark.parametrize("agrees", [True, False])
def test_what_is_watched_is_what_windows_agreed_to(qtbot: QtBot, agrees: bool):
    asked = []
    watch = WindowsWatch(ask=lambda window: asked.append(window) or agrees)
    assert len(asked) == 1
    assert asked[0] != 0
    everything = {LockReason.SCREEN, LockReason.SLEEP, LockReason.SWITCHED}
    assert watch.watched == (everything if agrees else {LockReason.SLEEP})


def give(watch: WindowsWatch, kind: QByteArray | bytes, message: int, parameter: int) -> object:
    """Hand a message to the filter as Qt does."""
    held = wintypes.MSG(message=message, wParam=parameter)
    return watch._filter.nativeEventFilter(kind, ctypes.addressof(held))


def test_message_that_locks_is_told_and_let_through(qtbot: QtBot):
    watch, heard = WindowsWatch(), []
    watch.lock_due.connect(heard.append)
    assert give(watch, KIND, SESSION, 7) == (False, 0)
    assert give(watch, QByteArray(KIND), POWER, 4) == (False, 0)
    assert heard == ["screen", "sleep"]


def test_other_messages_are_let_through_in_silence(qtbot: QtBot):
    watch, heard = WindowsWatch(), []
    watch.lock_due.connect(heard.append)
    assert give(watch, KIND, SESSION, 8) == (False, 0)
    assert give(watch, b"xcb_generic_event_t", SESSION, 7) == (False, 0)
    assert heard == []


@pytest.mark.skipif(sys.platform == "win32", reason="there it is asked for")
def test_nobody_tells_elsewhere():
    assert not ask_for_session_changes(1)
