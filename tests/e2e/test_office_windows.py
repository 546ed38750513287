"""The windows of office work, on a desktop, with the keyboard alone and a screen reader.

Each is a process of its own, so that what it opened is nowhere in the window that started it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.clearance import Label
from tests.support.desktop import SECONDS, Desktop, missing, private_desktop
from tests.support.processes import memory, wait_until
from tests.support.sealed import Site
from tests.support.signing_in import (
    HIDDEN,
    WINDOW,
    Person,
    Running,
    make_officers,
    make_person,
    make_site,
    running,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    assert missing() == []
    with private_desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return make_person(tmp_path_factory.mktemp("reader"), "one", Label.parse("SECRET/ALDER"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, reader: Person) -> Site:
    return make_site(tmp_path_factory.mktemp("site"), reader)


@pytest.fixture(scope="module")
def officers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Person]:
    """The administrator and the auditor of the site, with identity files."""
    return make_officers(tmp_path_factory.mktemp("officers"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def open_desk(desktop: Desktop, letter: str, title: str) -> None:
    """Open a window of office work from the menu Tools; its dialog has the keyboard."""
    desktop.press("alt+t", letter)
    desktop.find("Passphrase", role=HIDDEN)
    desktop.activate(title)


def unlock(advisor: Running, officer: Person) -> None:
    advisor.name_identity(officer.path)
    advisor.type_passphrase(officer.passphrase)


def knows(process: int, words: str) -> bool:
    """Tell whether words stand in a process's memory, as Python or as Qt keeps them."""
    forms = words.encode(), words.encode("utf-16-le")
    return any(form in part for part in memory(process) for form in forms)


def leave(desktop: Desktop, advisor: Running) -> None:
    """Leave the window of office work, and see that its process is gone."""
    desktop.press("Escape")
    wait_until(lambda: not advisor.windows, SECONDS, "the end of the window")
    desktop.activate(WINDOW)


def test_administrator_sees_the_people_and_the_window_at_official_never_does(
    desktop: Desktop, site: Site, officers: dict[str, Person], home: Path
):
    with running(desktop, site, home) as advisor:
        open_desk(desktop, "p", "People and clearances")
        unlock(advisor, officers["administrator"])
        desktop.wait_for(
            "somebody of the site",
            lambda nodes: next((node for node in nodes if "Somebody 0" in node.name), None),
        )
        assert knows(advisor.windows[0], "Somebody 0"), "or the next line would prove nothing"
        assert not knows(advisor.launcher, "Somebody 0")
        desktop.activate("People and clearances")
        leave(desktop, advisor)
        assert "Somebody 0" not in desktop.picture()


def test_auditor_reads_what_was_done_and_who_did_it(
    desktop: Desktop, site: Site, officers: dict[str, Person], reader: Person, home: Path
):
    with running(desktop, site, home) as advisor:
        advisor.sign_in(reader)
        advisor.lock()
        open_desk(desktop, "a", "Audit log")
        unlock(advisor, officers["auditor"])
        desktop.find("Kind: Signed in")
        desktop.activate("Audit log")
        leave(desktop, advisor)


def test_neither_window_opens_for_a_reader(
    desktop: Desktop, site: Site, reader: Person, home: Path
):
    with running(desktop, site, home) as advisor:
        open_desk(desktop, "p", "People and clearances")
        unlock(advisor, reader)
        desktop.read("administer")
        leave(desktop, advisor)
