"""A rehearsal says on every screen that it is one, and leaves the marking as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from advisor.resources import bundled_catalogue
from advisor.ui.widgets.demonstration_strip import DEMONSTRATION, DemonstrationStrip
from tests.support.window import Person, visible

SCREENS = ("start", "contacts", "grid", "law", "life_at_risk")
DIALOGS = ("place", "local", "help", "keys", "about")


@pytest.fixture
def rehearsal(tmp_path: Path) -> Path:
    """The shipped catalogue, declared a demonstration."""
    path = tmp_path / "catalogue.db"
    path.write_bytes(bundled_catalogue().read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE release SET demonstration = 1")
    return path


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_says_so(newcomer: Person, rehearsal: Path, screen: str):
    newcomer.open_catalogue(rehearsal)
    newcomer.window.actions_by_name[screen].trigger()
    newcomer.rest()
    assert visible(newcomer.window, DemonstrationStrip)
    assert newcomer.sees(DEMONSTRATION, newcomer.window.frame.status)
    assert newcomer.window.windowTitle().startswith(DEMONSTRATION)
    assert newcomer.window.frame.marking == "OFFICIAL"


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_says_so(newcomer: Person, rehearsal: Path, name: str):
    newcomer.open_catalogue(rehearsal)
    newcomer.window.actions_by_name[name].trigger()
    newcomer.until(newcomer.dialog.isActiveWindow)
    assert visible(newcomer.dialog, DemonstrationStrip)
    assert newcomer.dialog.windowTitle().startswith(DEMONSTRATION)


def test_it_ends_with_the_catalogue(newcomer: Person, rehearsal: Path):
    newcomer.open_catalogue(rehearsal)
    newcomer.open_catalogue()
    assert not newcomer.sees(DEMONSTRATION)
    assert DEMONSTRATION not in newcomer.window.windowTitle()
    newcomer.press("F1")
    newcomer.until(newcomer.dialog.isActiveWindow)
    assert not visible(newcomer.dialog, DemonstrationStrip)
