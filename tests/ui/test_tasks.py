"""Work off the window's thread, one piece at a time."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from functools import partial
from itertools import count

import pytest
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


def count_steps(taken: list[int], most: int | None = None) -> Iterator[None]:
    """Take steps, without end where there is no most."""
    for number in count() if most is None else range(most):
        taken.append(number)
        yield
        time.sleep(0.001)


def test_a_chore_is_done_to_its_end_and_lets_every_task_go_first(qtbot: QtBot):
    runner, taken = TaskRunner(), list[int]()
    runner.start_chore(count_steps(taken, 100))
    task = Task(partial(len, taken))
    with qtbot.waitSignal(task.succeeded) as told:
        runner.start(task)
    assert told.args[0] < 100
    qtbot.waitUntil(lambda: len(taken) == 100)
    runner.shut_down()
    assert taken == list(range(100))


def test_the_end_does_not_wait_for_a_chore(qtbot: QtBot):
    runner, taken = TaskRunner(), list[int]()
    runner.start_chore(count_steps(taken))
    qtbot.waitUntil(lambda: len(taken) > 3)
    runner.shut_down()
    ended = len(taken)
    runner.start_chore(count_steps(taken))
    assert len(taken) == ended


def test_a_bug_in_a_chore_is_logged_without_its_words_and_stops_no_task(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    def break_down() -> Iterator[None]:
        yield
        raise ValueError("quokka")

    runner, task = TaskRunner(), Task(partial(len, "four"))
    runner.start_chore(break_down())
    with qtbot.waitSignal(task.succeeded):
        runner.start(task)
    runner.shut_down()
    assert "bug in background chore: ValueError" in caplog.text
    assert "quokka" not in caplog.text
