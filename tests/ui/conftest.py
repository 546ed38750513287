"""Somebody at the real window, over the catalogue that ships."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advisor.settings import Places
from advisor.ui import theme
from advisor.ui.app import make_application
from advisor.ui.colours import Look
from advisor.ui.garbage import collect_on_this_thread, collect_what_is_due
from tests.support.stale_items import find_stale_items
from tests.support.window import Person, StrayWindows


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt say what its screen in memory says of every window."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            ignored = ("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")
            item.add_marker(pytest.mark.qt_log_ignore(*ignored))


class GarbageAfterEachTest:
    """Collects what is due once a test has ended, in this directory or in one after it."""

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        collect_what_is_due()


@pytest.fixture(autouse=True, scope="session")
def _garbage_on_no_other_thread(request: pytest.FixtureRequest) -> None:
    """Collect nothing behind a window's back, from the first one to the end of the process.

    pytest-xdist hears of the next tests on a thread of its own, which would look for garbage when
    it pleases, and find what a test has just let go of: windows.
    """
    gc.disable()
    gc.freeze()  # what is there already stays: to walk it after each test takes long
    request.config.pluginmanager.register(GarbageAfterEachTest())


@pytest.fixture(autouse=True)
def _garbage_on_this_thread(qapp: QApplication) -> Iterator[None]:
    """Collect garbage as the application does, for windows that are made without it."""
    collector = collect_on_this_thread(qapp)
    yield
    collector.stop()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(site=tmp_path / "site", home=tmp_path / "home")


@pytest.fixture
def newcomer(qtbot: QtBot, qapp: QApplication, places: Places) -> Iterator[Person]:
    """Somebody whose window is there, with no catalogue open yet."""
    stray = StrayWindows()
    qapp.installEventFilter(stray)
    _, application = make_application(places)
    theme.current().choose(Look.LIGHT)
    window = application.window
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Person(qtbot, application)
    stale = find_stale_items()
    window.close()
    application.shut_down()
    qapp.removeEventFilter(stray)
    application.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.current().set_text_factor(1.0)
    theme.current().choose(None)
    assert stray.seen == []
    assert stale == []
    assert [t.name for t in threading.enumerate() if t.name.startswith("advisor")] == []


@pytest.fixture
def person(newcomer: Person) -> Person:
    """Somebody with the shipped catalogue open."""
    newcomer.open_catalogue()
    return newcomer
