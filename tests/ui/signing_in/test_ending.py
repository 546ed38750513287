"""A process that holds what is protected ends, also where something in it fails or hangs."""

from __future__ import annotations

import pytest

from tests.support.child import run_python

#: A signed-in window that locks, in a process with a dialog open; what fails or hangs is put in.
LOCK = """
import time
from types import SimpleNamespace
from unittest.mock import Mock

from PySide6.QtWidgets import QApplication, QDialog

from advisor.ui.signing_in import signed_in
from advisor.ui.signing_in.handover import Said

application = QApplication([])
dialog = QDialog()
dialog.show()
signed_in._MOST_SECONDS = 0.5


def fail():
    raise ValueError("a bug")


def hang():
    time.sleep(600)


def look():
    print("dialog shown:", dialog.isVisible(), flush=True)


parts = ["_workspace", "_drafts", "_teller", "_runner", "_clipboard"]
parts += ["_journal", "_views", "_desks", "_starter"]
window = SimpleNamespace(_is_ending=False, **{name: Mock() for name in parts})
window.{part}.{deed}.side_effect = {how}
signed_in.SignedInWindow._end(window, Said.LOCKED, "key")
print("still here", flush=True)
"""

#: A process that was started by a window which is gone, and whose own window hangs.
HANG = """
import os
import time

from PySide6.QtWidgets import QApplication

from advisor.ui.signing_in import starter

application = QApplication([])
reading, writing = os.pipe()
os.dup2(reading, 0)
starter._MOST_SECONDS = 0.5
starter.Starter().listen()
os.close(writing)
time.sleep(600)
"""

BUG = """
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from advisor.ui.signing_in import window_process

application = QApplication([])
window = QWidget()
window.setVisible({is_shown})
sys.excepthook = window_process._on_bug


def fail():
    raise ValueError("CANARY")


QTimer.singleShot(0, fail)
QTimer.singleShot(200, lambda: (print("still here", flush=True), application.exit()))
application.exec()
"""


@pytest.mark.parametrize(
    ("part", "deed"),
    [
        ("_workspace", "keep"),
        ("_drafts", "finish"),
        ("_runner", "settle"),
        ("_clipboard", "clear"),
        ("_journal", "sign_out"),
        ("_views", "end_all"),
        ("_starter", "say"),
    ],
)
@pytest.mark.parametrize("how", ["fail", "hang"])
def test_locking_ends_the_process_whatever_fails_or_hangs(part: str, deed: str, how: str):
    filled = LOCK.replace("{part}", part).replace("{deed}", deed).replace("{how}", how)
    done = run_python(filled)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_dialogs_are_off_the_screen_before_anything_is_kept():
    filled = LOCK.replace("{part}", "_drafts").replace("{deed}", "finish").replace("{how}", "look")
    assert run_python(filled).stdout == "dialog shown: False\n"


def test_window_that_hangs_ends_with_the_one_that_started_it():
    done = run_python(HANG)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("is_shown", "goes_on"), [(True, True), (False, False)])
def test_process_that_shows_nothing_does_not_outlive_a_bug(is_shown: bool, goes_on: bool):
    done = run_python(BUG.replace("{is_shown}", str(is_shown)))
    assert done.stdout == ("still here\n" if goes_on else ""), done.stderr
    assert "CANARY" not in done.stderr
