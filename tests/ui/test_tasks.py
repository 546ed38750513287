"""Work off the window's thread, one piece at a time."""

from __future__ import annotations

import gc
import weakref
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from advisor.ui.tasks import Task, TaskRunner


class Secret:
    """Something that nobody may keep."""


def use(secret: Secret) -> str:
    """Return what comes of it."""
    return type(secret).__name__


def test_what_a_task_was_given_is_kept_no_longer_than_it_works(qtbot: QtBot):
    runner, owner = TaskRunner(), QObject()
    secret = Secret()
    told = weakref.ref(secret)
    task = Task(partial(use, secret), owner)
    del secret
    with qtbot.waitSignals([task.succeeded, task.finished]):
        runner.start(task)
    gc.collect()
    assert told() is None
    runner.shut_down()
