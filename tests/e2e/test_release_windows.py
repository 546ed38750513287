"""A release from the stick to its readers, in real windows, with the keyboard alone.

The desk is a process of its own; so is the window of whoever is signed in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest

from advisor.clearance import OFFICIAL, Label
from advisor.journal import Journal
from advisor.releases.building import to_file
from advisor.releases.importing import ImportWork, apply_release
from tests.support.canaries import CANARIES, canaries_above, canary_sections, title
from tests.support.desktop import SECONDS, Desktop, missing, private_desktop
from tests.support.investigator import first_result, search_for
from tests.support.processes import wait_until
from tests.support.publishing import NOW, Publisher
from tests.support.sealed import Site
from tests.support.signing_in import (
    HIDDEN,
    WINDOW,
    Person,
    Running,
    in_memory,
    make_person,
    make_site,
    running,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)
ALDER = Label.parse("SECRET/ALDER")
NEW_SUMMARY = "Moored at the other quay now."


@dataclass(frozen=True)
class Town:
    """A site with one release open, somebody who reads there, and the next one on a stick."""

    site: Site
    reader: Person
    stick: Path


def content(site: Site, number: int, summary: str | None = None) -> bytes:
    """Return a catalogue file in which the entry at ALDER may have another summary."""
    sections = []
    for section in canary_sections():
        release = msgspec.structs.replace(section.release, release=number)
        heads = section.heads
        if section.label == ALDER and summary is not None:
            heads = tuple(msgspec.structs.replace(head, summary=summary) for head in heads)
        sections.append(replace(section, release=release, heads=heads))
    return to_file(sections, site.plan)


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    assert missing() == []
    with private_desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        yield desktop


@pytest.fixture
def town(tmp_path: Path) -> Town:
    reader = make_person(tmp_path, "one", ALDER)
    site = make_site(tmp_path / "town", reader)
    with (site.places.site / "policy.toml").open("a", encoding="utf-8") as policy:
        policy.write('export_up_to = "SECRET"\n')
    publisher, stick = Publisher(), tmp_path / "stick" / "next.release"
    stick.parent.mkdir()
    stick.write_bytes(publisher.release(1, content=content(site, 1)))
    trust = publisher.root.last.fingerprint
    apply_release(stick, ImportWork(site.places, Journal(), NOW, trust))
    stick.write_bytes(publisher.release(2, content=content(site, 2, NEW_SUMMARY)))
    return Town(site, reader, stick)


def push(desktop: Desktop, words: str) -> None:
    """Push a button."""
    desktop.tab_to(words, role="push button")
    desktop.press("space")


def sit_down(desktop: Desktop, advisor: Running, reader: Person) -> int:
    """Open the desk for releases from the signed-in window; return its process."""
    before = set(advisor.windows)
    desktop.press("alt+t", "e")
    desktop.find("Passphrase", role=HIDDEN)
    desktop.activate("Releases")
    advisor.type_passphrase(reader.passphrase)
    desktop.find("Import a release…", role="push button")
    desktop.activate("Releases")
    (desk,) = set(advisor.windows) - before
    return desk


def leave(desktop: Desktop, advisor: Running, desk: int) -> None:
    """Leave the desk, and go on in the window that it was opened from."""
    desktop.press("Escape")
    wait_until(lambda: desk not in advisor.windows, SECONDS, "the end of the desk")
    desktop.activate(WINDOW)


def confirm(desktop: Desktop, words: str) -> None:
    """Say yes to the question that the desk asks."""
    desktop.find(words, role="push button")
    desktop.activate(f"^{WINDOW}$")
    push(desktop, words)


def name_file(desktop: Desktop, dialog: str, path: Path) -> None:
    """Type the path of a file into the dialog that asks for one."""
    desktop.find("File name:", role="text")
    desktop.activate(dialog)
    desktop.tab_to("File name:", role="text")
    desktop.press("ctrl+a")
    desktop.type(str(path))
    desktop.press("Return")


def read_entry(desktop: Desktop) -> None:
    search_for(desktop, CANARIES[ALDER])
    first_result(desktop, title(ALDER))
    desktop.press("Return")
    desktop.read(f"It moors the {CANARIES[ALDER]}.")


def take(desktop: Desktop, advisor: Running, town: Town, summary: Path) -> None:
    """Import the stick's release at the desk, keep a summary, and look at the history."""
    desk = sit_down(desktop, advisor, town.reader)
    push(desktop, "Import a release…")
    name_file(desktop, "Release to import", town.stick)
    desktop.read("Verified. Signed by 2 of 3 keys.")
    desktop.read("Open is release 1. This one is 1 higher.")
    desktop.find(f"Changed: {title(ALDER)} · {ALDER}", role="list item")
    desktop.activate("Releases")
    push(desktop, "Import release 2…")
    confirm(desktop, "Import release 2")
    desktop.find("Release 2 is open at this site now")
    desktop.activate("Releases")
    push(desktop, "Save a summary…")
    name_file(desktop, "Save the summary", summary)
    desktop.read("Handle it as it is marked.")
    desktop.activate("Releases")
    push(desktop, "Back to releases")
    desktop.read("Release 2 imported by")
    leave(desktop, advisor, desk)


def go_back(desktop: Desktop, advisor: Running, town: Town, reason: str) -> None:
    """Open the release before again, at the desk, with a reason."""
    desk = sit_down(desktop, advisor, town.reader)
    push(desktop, "Open release 1 again…")
    desktop.find("Open release 1", role="push button")
    desktop.activate("Open another release")
    desktop.tab_to("Reason", role="text")
    desktop.type(reason)
    push(desktop, "Open release 1")
    desktop.find("Release 1 is open at this site now")
    desktop.activate("Releases")
    push(desktop, "Back to releases")
    desktop.read(f"Reason: {reason}")
    leave(desktop, advisor, desk)


def test_release_from_the_stick_reaches_its_reader_and_is_taken_back(
    desktop: Desktop, town: Town, tmp_path: Path
):
    with running(desktop, town.site, tmp_path / "home", names_catalogue=False) as advisor:
        advisor.sign_in(town.reader)
        read_entry(desktop)
        take(desktop, advisor, town, tmp_path / "summary.html")
        assert NEW_SUMMARY in (tmp_path / "summary.html").read_text("utf-8")

        desktop.read("Release 2 is open at this site now. You read release 1 still.")
        reader = advisor.windows[0]
        push(desktop, "Lock now")
        advisor.wait_until_locked(reader)
        told = in_memory(advisor.launcher)
        assert told is not None
        assert not told & canaries_above(OFFICIAL)
        advisor.unlock(town.reader)
        desktop.read("1 entry that you read, marked or saved has changed")
        push(desktop, "See what changed")
        desktop.read(NEW_SUMMARY)

        go_back(desktop, advisor, town, "The quay is wrong")
        desktop.read("Release 1 is open at this site now. You read release 2 still.")
