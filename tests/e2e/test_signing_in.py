"""Signing in, locking and coming back, in the real window with the keyboard alone."""

from __future__ import annotations

import itertools
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.clearance import OFFICIAL
from advisor.sealing.slowing import Slowing
from tests.support.buses import SAVER, emit_as_stranger
from tests.support.canaries import (
    CANARIES,
    URGENT_NUMBER,
    canaries_in,
    canaries_within,
    questions,
    title,
)
from tests.support.clipboard import OtherProgram
from tests.support.desktop import SECONDS, Desktop
from tests.support.investigator import answer, first_result, search_for
from tests.support.processes import (
    environment,
    wait_until,
    wait_until_gone,
)
from tests.support.sealed import Site
from tests.support.signing_in import (
    HIGH,
    LOW,
    WINDOW,
    Person,
    in_memory,
    make_site,
    note,
    open_the_question,
    running,
    signed_in,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)
#: Half a second is what is required; a busy machine is given more.
MOST_SECONDS_TO_LOCK = 3.0


def shown(desktop: Desktop) -> set[str]:
    """Return the canaries that a screen reader meets in any window."""
    return canaries_in(desktop.picture().encode())


def texts(desktop: Desktop) -> set[str]:
    return {node.name for node in desktop.look()}


# ── the dialog ───────────────────────────────────────────────────────────────


def test_dialog_can_be_left_with_esc_and_with_f2(desktop: Desktop, site: Site, home: Path):
    with running(desktop, site, home) as advisor:
        advisor.open_dialog()
        desktop.press("Escape")
        wait_until(lambda: not advisor.windows, SECONDS, "the end of the dialog")
        desktop.activate(WINDOW)
        advisor.open_dialog()
        desktop.press("F2")
        wait_until(lambda: not advisor.windows, SECONDS, "the end of the dialog")
        desktop.find("Ring in this order. Search afterwards.")
        desktop.read(URGENT_NUMBER)
        desktop.find("OFFICIAL · not signed in")


def test_dialog_is_left_when_the_screen_locks(desktop: Desktop, site: Site, home: Path):
    """Case 76: a passphrase may stand in it, and nothing opens behind a locked screen."""
    with running(desktop, site, home) as advisor:
        advisor.open_dialog()
        desktop.type("my passpho")
        wait_until(lambda: lock_screen(desktop) or not advisor.windows, SECONDS, "its end")
        desktop.find("OFFICIAL · not signed in")


def lock_screen(desktop: Desktop) -> None:
    """Tell the session's bus that the screen is locked."""
    bus = desktop.environment["DBUS_SESSION_BUS_ADDRESS"]
    emit_as_stranger(bus, "/" + SAVER.replace(".", "/"), f"{SAVER}.ActiveChanged", "boolean:true")


def test_wrong_passphrase_is_slowed_also_after_a_restart(
    desktop: Desktop, site: Site, home: Path, low: Person
):
    """Case 48."""
    tries, now = Slowing(home), datetime.now(UTC)
    for minutes in (9, 8, 7, 6):  # the waits that these cost are over
        tries.begin_try(low.path.read_bytes(), now - timedelta(minutes=minutes))
    with running(desktop, site, home) as advisor:
        advisor.open_dialog()
        advisor.name_identity(low.path)
        advisor.type_passphrase("not my passphrase at all")
        desktop.read("This passphrase does not open this identity file.")
        desktop.wait_for(
            "how long the next try has to wait",
            lambda nodes: next((n for n in nodes if n.name.startswith("Sign in (")), None),
        )
    with running(desktop, site, home) as advisor:
        advisor.open_dialog()
        advisor.name_identity(low.path)
        advisor.type_passphrase(low.passphrase)
        desktop.read("before the next try.")
        assert advisor.windows


# ── locking and coming back ──────────────────────────────────────────────────


def test_locking_ends_the_reader_and_signing_in_returns_to_the_same_place(
    desktop: Desktop, site: Site, home: Path, high: Person, record_property
):
    with running(desktop, site, home, *signed_in(high)) as advisor:
        reader = advisor.wait_until_signed_in(high)
        open_the_question(desktop, HIGH)
        answer(desktop, "Yes")
        answer(desktop, "Rather not record it here", "Right", "Down")

        start = time.monotonic()
        desktop.press("ctrl+l")
        wait_until_gone(reader, SECONDS)
        gone = time.monotonic() - start
        wait_until(lambda: "Unlock" in texts(desktop), SECONDS, "the window at OFFICIAL")
        back = time.monotonic() - start
        record_property("seconds_until_the_reader_was_gone", round(gone, 3))
        record_property("seconds_until_the_launcher_showed", round(back, 3))
        print(f"locked: gone after {gone:.3f} s, back at OFFICIAL after {back:.3f} s")  # noqa: T201
        assert back < MOST_SECONDS_TO_LOCK
        desktop.read("You locked it.")
        desktop.find("Protective marking: OFFICIAL")
        assert shown(desktop) <= canaries_within(OFFICIAL)

        desktop.activate(WINDOW)
        reader = advisor.unlock(high)
        desktop.wait_for("the query", lambda nodes: is_typed(nodes, CANARIES[HIGH]))
        desktop.find(f"Can I have this?  {title(HIGH)}")
        _, second = questions(HIGH)
        desktop.read(second)  # what was not to be recorded is asked again
        changes = [name for name in texts(desktop) if name.startswith("Change: ")]
        assert [name.lower() for name in changes] == [f"change: {CANARIES[HIGH]}_moored"]

        os.kill(advisor.launcher, signal.SIGKILL)
        wait_until_gone(reader, SECONDS)  # nobody is left who could show OFFICIAL


@pytest.mark.parametrize("adds", [True, False], ids=["with notes of its own", "without"])
def test_notes_of_the_site_are_its_readers_alone_and_go_with_the_lock(
    desktop: Desktop, tmp_path: Path, home: Path, high: Person, adds: bool
):
    site = make_site(tmp_path / "town", high, adds=adds)
    with running(desktop, site, home, *signed_in(high)) as advisor:
        advisor.wait_until_signed_in(high)
        search_for(desktop, CANARIES[HIGH])
        first_result(desktop, title(HIGH))
        desktop.press("Return")
        desktop.read(f"It moors the {CANARIES[HIGH]}.")
        assert (note(HIGH) in desktop.picture()) == adds
        assert in_memory(advisor.launcher) in (None, canaries_within(OFFICIAL))
        advisor.lock()
        assert shown(desktop) <= canaries_within(OFFICIAL)


def is_typed(nodes, words: str):
    return next((n for n in nodes if (n.role, n.name, n.text) == ("text", "Search", words)), None)


def test_reader_that_crashes_leaves_what_was_open_and_no_core(
    desktop: Desktop, site: Site, home: Path, high: Person
):
    """Case 71."""
    with cores_allowed(), running(desktop, site, home, *signed_in(high)) as advisor:
        reader = advisor.wait_until_signed_in(high)
        search_for(desktop, CANARIES[HIGH])
        typed_at = datetime.now(UTC).timestamp()
        first_result(desktop, title(HIGH))
        wait_until_kept(home, typed_at)
        os.kill(reader, signal.SIGSEGV)
        advisor.wait_until_locked(reader)
        desktop.read("The signed-in window ended by itself.")
        assert shown(desktop) <= canaries_within(OFFICIAL)
        assert [path.name for path in home.parent.iterdir() if path.name.startswith("core")] == []

        reader = advisor.unlock(high)
        desktop.wait_for("the query", lambda nodes: is_typed(nodes, CANARIES[HIGH]))
        os.kill(reader, signal.SIGKILL)
        advisor.wait_until_locked(reader)


@contextmanager
def cores_allowed() -> Iterator[None]:
    """Let what is started here write core files, as far as that may be allowed."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def wait_until_kept(home: Path, since: float) -> None:
    """Wait until what was open at a time is sealed on the disk; two seconds are promised."""

    def is_newer() -> bool:
        return any(path.stat().st_mtime > since for path in (home / "drafts").glob("*.age"))

    wait_until(is_newer, SECONDS, "what is open, sealed on the disk")


# ── what ends with it ────────────────────────────────────────────────────────


def see_it_as(desktop: Desktop, steps: int) -> None:
    """Open a view through the menu, for the clearance that is so many steps above OFFICIAL."""
    desktop.press("alt+t")
    desktop.find("See it as…", role="menu item")
    desktop.press("s")
    desktop.find("See it as somebody else does")
    desktop.activate("^See it as")
    desktop.tab_to(str(OFFICIAL), role="combo box")  # what it is for stands in its label
    desktop.press(*["Down"] * steps, "Return")


def window(desktop: Desktop, start: str) -> str:
    """Return what one window shows, of those that are open, by how its title begins."""
    nodes = desktop.look()
    first = next(
        n for n, node in enumerate(nodes) if node.depth == 1 and node.name.startswith(start)
    )
    below = itertools.takewhile(lambda node: node.depth > 1, nodes[first + 1 :])
    return "\n".join(map(str, [nodes[first], *below]))


def test_view_of_somebody_else_holds_theirs_alone_and_ends_when_the_screen_locks(
    desktop: Desktop, site: Site, home: Path, high: Person, clipboard: OtherProgram
):
    """Case 76; and 77: what another program has put on the clipboard stays there."""
    with running(desktop, site, home, *signed_in(high)) as advisor:
        reader = advisor.wait_until_signed_in(high)
        clipboard.copy("eggs, flour, milk")
        see_it_as(desktop, 1)
        desktop.find(f"Seen as {LOW}")
        desktop.activate("^Seen as ")
        search_for(desktop, CANARIES[LOW])
        first_result(desktop, title(LOW))
        (view,) = (pid for pid in advisor.windows if pid != reader)
        shown = canaries_in(window(desktop, "Seen as ").encode())
        assert {CANARIES[LOW]} <= shown <= canaries_within(LOW)
        assert in_memory(view) in (None, canaries_within(LOW))

        lock_screen(desktop)
        advisor.wait_until_locked(reader)
        wait_until_gone(view, SECONDS)
        desktop.read("The screen was locked.")
        assert clipboard.read()[0] == "eggs, flour, milk"


# ── where a site lets nobody read without ────────────────────────────────────


def test_site_that_requires_signing_in_shows_whom_to_ring_and_nothing_else(
    desktop: Desktop, tmp_path: Path, home: Path, high: Person, low: Person
):
    site = make_site(tmp_path / "strict", high, adds=False)
    site.require_signing_in()
    with running(desktop, site, home) as advisor:
        desktop.read("This site requires it, also for the OFFICIAL tier.")
        desktop.read(URGENT_NUMBER)
        desktop.press("ctrl+k")
        desktop.type(CANARIES[OFFICIAL])
        desktop.press("Return", "ctrl+2", "alt+Home")
        desktop.find("Sign in to read")
        found = [node for node in desktop.look() if canaries_in(str(node).encode())]
        assert [node.role for node in found] == ["text"], found  # what was typed

        advisor.open_dialog()
        advisor.name_identity(low.path)
        advisor.type_passphrase(low.passphrase)
        desktop.read("Nobody has granted this identity anything at this site")
        advisor.name_identity(high.path)
        advisor.type_passphrase(high.passphrase)
        advisor.wait_until_signed_in(high)
        search_for(desktop, CANARIES[HIGH])
        first_result(desktop, title(HIGH))

        advisor.lock()
        desktop.find("Locked")
        desktop.read(URGENT_NUMBER)
        assert canaries_in(desktop.picture().encode()) <= {CANARIES[OFFICIAL]}


# ── what a hostile environment can do ────────────────────────────────────────

PLANTED = """
import os
with open({marks!r}, "a") as stream:
    stream.write(f"{{os.getpid()}}\\n")
"""


def test_hostile_environment_reaches_no_reader_and_closing_its_window_ends_both(
    desktop: Desktop, site: Site, home: Path, high: Person
):
    """Case 81, and the other way to leave."""
    folder, planted, marks = home.parent, home.parent / "planted", home.parent / "marks"
    for place in (planted / "sitecustomize.py", folder / "sitecustomize.py"):
        place.parent.mkdir(exist_ok=True)
        place.write_text(PLANTED.format(marks=str(marks)), "utf-8")
    (folder / "advisor").mkdir()
    (folder / "advisor" / "__init__.py").write_text(PLANTED.format(marks=str(marks)), "utf-8")
    hostile = {
        "PYTHONPATH": str(planted),
        "QT_PLUGIN_PATH": str(planted),
        "QT_STYLE_OVERRIDE": "Fusion",
        "QT_QPA_PLATFORMTHEME": "gtk3",
        "LD_LIBRARY_PATH": str(planted),
        "LD_PRELOAD": "libm.so.6",
    }
    # Not from the current folder (-P), or the window itself would be another program.
    command = (sys.executable, "-P", "-m", "advisor")
    options = signed_in(high)
    with running(desktop, site, home, *options, command=command, environment=hostile) as advisor:
        reader = advisor.wait_until_signed_in(high)
        search_for(desktop, CANARIES[HIGH])
        first_result(desktop, title(HIGH))
        ran_planted_code = {int(line) for line in marks.read_text("utf-8").split()}
        assert ran_planted_code == {advisor.launcher}
        assert hostile.items() <= environment(advisor.launcher).items()
        with suppress(PermissionError):  # only root may look, as the reader wants it
            assert set(environment(reader)) & set(hostile) == set()

        desktop.press("ctrl+q")
        wait_until_gone(reader, SECONDS)
        wait_until_gone(advisor.process.pid, SECONDS)
        assert advisor.process.wait(SECONDS) == 0
