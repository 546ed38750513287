"""Work off the window's thread, one piece at a time."""

from __future__ import annotations

import gc
import threading
import time
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


def test_what_must_end_is_waited_for_and_nothing_else(qtbot: QtBot):
    del qtbot
    runner, done, go_on = TaskRunner(), list[str](), threading.Event()
    runner.start(Task(partial(time.sleep, 0.2)))  # so that none of the others has begun
    for name, must_end in (("kept", True), ("left", False), ("kept too", True)):
        runner.start(Task(partial(done.append, name), must_end=must_end))
    runner.settle(5)
    assert done == ["kept", "kept too"]

    runner.start(Task(go_on.wait, must_end=True))
    started = time.monotonic()
    runner.settle(0.1)
    assert time.monotonic() - started < 2
    go_on.set()
    runner.shut_down()
