"""A window whose site opens another release by now says so, and changes nothing by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advisor.session import Session
from advisor.ui import theme
from advisor.ui.main_window import MainWindow
from advisor.ui.seat import NOT_SIGNED_IN
from advisor.ui.signing_in.new_release import NewRelease, Offer, find_open_release
from advisor.ui.tasks import TaskRunner
from tests.support.publishing import Publisher, Terminal
from tests.support.releases_desk import publish


def test_site_without_releases_has_none(tmp_path: Path):
    assert find_open_release(tmp_path) is None
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "installed.json").write_text("rubbish")
    assert find_open_release(tmp_path) is None


def test_other_release_is_offered_once_it_is_open_at_the_site(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
):
    theme.install(qapp)
    publisher = Publisher()
    terminal = Terminal(tmp_path, publisher.root.last.fingerprint)
    terminal.take(publish(publisher, 1))
    window, runner, taken = MainWindow(NOT_SIGNED_IN), TaskRunner(), []
    offer = Offer("Open it when it suits you.", "Open it", lambda: taken.append(True))
    watch = NewRelease(window, terminal.places.site, runner, offer, window)
    try:
        workspace = window.show_session(Session.open(None, terminal.places))
        message = workspace.pane.message
        watch.look()
        runner.settle(5)
        assert "is open at this site now" not in message.accessibleName()
        terminal.take(publish(publisher, 2))
        watch.look()
        said = "Release 2 is open at this site now. You read release 1 still."
        qtbot.waitUntil(lambda: message.accessibleName().startswith(said))
        message.deed_wanted.emit("Open it")
        assert taken == [True]
    finally:
        runner.shut_down()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
