"""A terminal with a stick, and somebody at the desk for releases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.desks.releases.window import ReleasesWindow
from advisor.ui.tasks import TaskRunner
from tests.support.at_desk import AtDesk
from tests.support.publishing import Publisher, Terminal
from tests.support.releases_desk import Sit


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def terminal(tmp_path: Path, publisher: Publisher) -> Terminal:
    """A site that has imported nothing, and the fingerprint that somebody would compare."""
    terminal = Terminal(tmp_path, publisher.root.last.fingerprint)
    terminal.places.site.mkdir(parents=True)
    return terminal


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication, terminal: Terminal) -> Iterator[Sit]:
    """Somebody sits down at the desk; not signed in, where nobody is named."""
    theme.install(qapp, look=Look.LIGHT)
    runners: list[TaskRunner] = []
    people: list[AtDesk] = []

    def sit_down(who: Administrator | None = None, until: str = "Open now") -> AtDesk:
        runners.append(TaskRunner())
        administrator = who or Administrator(terminal.places)
        person = AtDesk(qtbot, ReleasesWindow(administrator, runners[-1]))
        people.append(person)
        person.until_sees(until)
        return person

    yield sit_down
    for runner in runners:
        runner.shut_down()
    for person in people:
        person.leave()
    theme.current().choose(None)
