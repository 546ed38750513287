"""Nothing of Qt's is destroyed on another thread than the window's."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.garbage import collect_on_this_thread
from advisor.ui.tasks import Task, TaskRunner


class Knot:
    """Something that only a search for garbage can free."""

    def __init__(self) -> None:
        self.itself = self
        self.widget: QWidget | None = None


def litter(knots: int) -> int:
    """Make much garbage."""
    for _ in range(knots):
        Knot()
    return knots


@pytest.fixture
def collected_on() -> Iterator[list[str]]:
    """Where garbage was looked for."""
    threads: list[str] = []

    def note(phase: str, about: dict[str, int]) -> None:
        del phase, about
        threads.append(threading.current_thread().name)

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def test_a_worker_never_collects_what_the_window_dropped(
    qtbot: QtBot, qapp: QApplication, collected_on: list[str]
):
    collect_on_this_thread(qapp)
    knot = Knot()
    knot.widget = QWidget()
    dropped = weakref.ref(knot)
    del knot
    runner = TaskRunner()
    task = Task(partial(litter, 50_000))
    with qtbot.waitSignal(task.succeeded):
        runner.start(task)
    runner.shut_down()
    qtbot.waitUntil(lambda: dropped() is None)
    assert set(collected_on) == {threading.main_thread().name}


def test_a_worker_is_never_the_last_to_hold_what_a_task_was_made_of(qtbot: QtBot):
    runner, ended_on = TaskRunner(), list[str]()

    def note() -> None:
        ended_on.append(threading.current_thread().name)

    for _ in range(200):
        subject = QObject()
        task = Task(partial(QObject.objectName, subject))
        for each in (subject, task):
            weakref.finalize(each, note)
        del subject, each
        with qtbot.waitSignal(task.finished):
            runner.start(task)
        del task
    runner.shut_down()
    gc.collect()
    assert set(ended_on) == {threading.main_thread().name}
    assert len(ended_on) == 400
