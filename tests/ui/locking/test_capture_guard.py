"""A site that wants no captures has every window left out of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from advisor.policy import policy_path
from advisor.settings import Places
from advisor.ui.dressing import dress
from advisor.ui.locking.capture_guard import CaptureGuard, exclude_from_capture


def test_every_window_is_asked_for_and_nothing_inside_one(qtbot: QtBot, qapp: QApplication):
    asked: list[int] = []

    def exclude(window: int) -> bool:
        asked.append(window)
        return True

    guard = CaptureGuard(qapp, exclude=exclude)
    window, dialog = QWidget(), QDialog()
    QLabel("Inside", window)
    for each in (window, dialog):
        qtbot.addWidget(each)
        each.show()
    qapp.removeEventFilter(guard)
    guard.setParent(None)
    assert asked == [int(window.winId()), int(dialog.winId())]


@pytest.mark.parametrize(
    ("policy", "guarded"),
    [("", False), ("screen_capture = true", False), ("screen_capture = false", True), ("?", True)],
)
def test_it_is_the_site_that_decides(
    qapp: QApplication, tmp_path: Path, policy: str, guarded: bool
):
    if policy:
        policy_path(tmp_path).write_text(policy)
    dress(Places(site=tmp_path, home=tmp_path))
    guards = qapp.findChildren(CaptureGuard)
    for guard in guards:
        qapp.removeEventFilter(guard)
        guard.setParent(None)
    assert bool(guards) is guarded


def test_nobody_can_elsewhere():
    assert exclude_from_capture(1) is False
