"""Signing in, locking and coming back, in the real window with the keyboard alone.

What leaves a trace of what was opened is looked for where it would be: in files, in what is
printed, in arguments and environments, in memory, on the clipboard.
"""

from __future__ import annotations

import itertools
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.clearance import OFFICIAL, Label
from advisor.sealing.slowing import Slowing
from tests.support import tracing
from tests.support.buses import SAVER, emit_as_stranger
from tests.support.canaries import (
    CANARIES,
    URGENT_NUMBER,
    canaries_above,
    canaries_in,
    canaries_within,
    found_in,
    questions,
    readable_in,
    title,
)
from tests.support.clipboard import OtherProgram, other_program
from tests.support.desktop import SECONDS, Desktop, missing, private_desktop
from tests.support.investigator import answer, first_result, search_for
from tests.support.processes import (
    arguments,
    environment,
    memory,
    wait_until,
    wait_until_gone,
)
from tests.support.project import ROOT
from tests.support.sealed import Site
from tests.support.signing_in import (
    ADVISOR,
    WINDOW,
    Person,
    make_person,
    make_site,
    running,
    signed_in,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)
HIGH, LOW = Label.parse("SECRET/ALDER"), Label.parse("OFFICIAL-SENSITIVE")
#: Typed while signed in, and in nothing that was published.
TYPED = "wombleforth"
#: Half a second is what is required; a busy machine is given more.
MOST_SECONDS_TO_LOCK = 3.0


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    assert missing() == []
    with private_desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def clipboard(desktop: Desktop) -> Iterator[OtherProgram]:
    with other_program(desktop) as program:
        yield program


@pytest.fixture(scope="module")
def high(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return make_person(tmp_path_factory.mktemp("high"), "one", HIGH)


@pytest.fixture(scope="module")
def low(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return make_person(tmp_path_factory.mktemp("low"), "two", LOW)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, high: Person, low: Person) -> Site:
    return make_site(tmp_path_factory.mktemp("site"), high, low)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


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


def open_the_question(desktop: Desktop, label: Label) -> None:
    """Search for the entry of a label, read it and ask whether one can have it."""
    search_for(desktop, CANARIES[label])
    first_result(desktop, title(label))
    desktop.press("Return")
    desktop.press("ctrl+Return")
    desktop.read("Why this is asked")


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


# ── a whole session, and what is left of it ──────────────────────────────────

#: What may be written while somebody is signed in, and why.
WRITTEN = {
    r"{home}(/drafts)?": "the reader's folder, and in it the one for what they have open",
    r"{home}/(\.settings\.json\.\d+\.new|settings\.json)": "choices; nothing of what was read",
    r"{home}/(\.passphrase-tries\.json\.\d+\.new|passphrase-tries\.json)": "delays that last",
    r"{home}/drafts/(\.[0-9a-f]{{32}}\.age\.\d+\.new|[0-9a-f]{{32}}\.age)": "what is open, sealed",
    r"{home}/audit(/\.?[0-9a-f]{{8}}\.(log|key|first\.age|lock)(\.\d+\.new)?)?": "sealed records",
    r"{python}/.*/__pycache__(/[\w.-]+\.pyc(\.\d+)?)?": "Python's own; what is built has none",
    r".*/\.?cache/fontconfig/.*": "the system's list of its fonts",
    r"/dev/null": "no file",
}


@dataclass
class Session:
    """What was seen of a session of somebody cleared high, and of one cleared low after it.

    Attributes:
        folder: Where the application was started; home is in it.
        printed: What any of the processes printed.
        handed_over: Arguments and environments of the processes.
        shown: What was on the screen, by what was going on.
        memory: The canaries and secrets in a process's memory, likewise; ``None`` where whoever
            runs the tests may not look.
        clipboard: What was on the clipboard, and in which forms, likewise.
        trace: What the processes asked of the system; ``None`` where that cannot be told.
    """

    folder: Path
    printed: str = ""
    handed_over: bytes = b""
    shown: dict[str, str] = field(default_factory=dict)
    memory: dict[str, set[str] | None] = field(default_factory=dict)
    clipboard: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    trace: tracing.Trace | None = None

    def canaries_shown(self, when: str) -> set[str]:
        return canaries_in(self.shown[when].encode())

    def held(self, when: str) -> set[str]:
        found = self.memory[when]
        if found is None:
            pytest.skip("whoever runs the tests may not read the memory of these processes")
        return found


@pytest.fixture(scope="module")
def session(
    desktop: Desktop,
    clipboard: OtherProgram,
    site: Site,
    high: Person,
    low: Person,
    tmp_path_factory: pytest.TempPathFactory,
) -> Session:
    """Sign in with one identity, search, read, check, copy and lock; then with a lower one."""
    seen = Session(tmp_path_factory.mktemp("session"))
    trace = tmp_path_factory.mktemp("trace") / "trace.txt"
    is_traced = tracing.why_not() is None
    secrets = {secret for one in (high, low) for secret in (one.passphrase, one.identity.reveal())}
    command = [*tracing.command(trace), *ADVISOR] if is_traced else ADVISOR

    def note(when: str, pid: int) -> None:
        seen.shown[when] = desktop.picture()
        seen.memory[when] = in_memory(pid, secrets)
        seen.clipboard[when] = clipboard.read()

    with running(desktop, site, seen.folder / "home", command=command) as advisor:
        reader = advisor.sign_in(high)
        search_for(desktop, TYPED)
        desktop.read("No results")
        desktop.press("Escape")
        search_for(desktop, "desk")
        desktop.find("Results: 4", role="list")
        seen.shown["searched"] = desktop.picture()
        desktop.press("Escape")
        open_the_question(desktop, HIGH)
        answer(desktop, "Yes")
        desktop.press("ctrl+k", "ctrl+a", "ctrl+c")
        wait_until(lambda: clipboard.read()[0] == CANARIES[HIGH], SECONDS, "what was copied")
        note("signed in", reader)
        seen.memory["at OFFICIAL, meanwhile"] = in_memory(advisor.launcher, secrets)
        seen.handed_over = handed_over(advisor.launcher) + handed_over(reader)
        advisor.lock()
        note("locked", advisor.launcher)

        advisor.open_dialog()
        advisor.name_identity(low.path)
        advisor.type_passphrase(low.passphrase)
        reader = advisor.wait_until_signed_in(low)
        note("signed in lower", reader)
        advisor.lock()
        desktop.press("ctrl+q")
        advisor.process.wait(SECONDS)
        seen.printed = advisor.log.read_text("utf-8")
    if is_traced:
        seen.trace = tracing.Trace(trace.read_text("utf-8", "replace"), seen.folder)
    return seen


def in_memory(pid: int, secrets: Iterable[str] = ()) -> set[str] | None:
    """Return the canaries and secrets in a process's memory; ``None`` where one may not look."""
    try:
        return set().union(
            *(canaries_in(piece) | found_in(piece, secrets) for piece in memory(pid))
        )
    except PermissionError:
        return None


def handed_over(pid: int) -> bytes:
    """Return the arguments of a process, and its environment as far as one may look."""
    with suppress(PermissionError):
        return "\0".join([*arguments(pid), *map("=".join, environment(pid).items())]).encode()
    return "\0".join(arguments(pid)).encode()


def never_readable(*people: Person) -> set[str]:
    """Return what may not stand readable anywhere: restricted, secret, or typed."""
    secrets = set().union(*(person.secrets for person in people))
    return canaries_above(OFFICIAL) | secrets | {"AGE-SECRET-KEY-1", TYPED, str(HIGH)}


def test_signed_in_window_shows_what_its_reader_is_cleared_for(session: Session):
    labels = [label for label in CANARIES if HIGH.dominates(label)]
    assert session.canaries_shown("searched") == canaries_within(HIGH)
    assert all(f"list item '{title(label)}." in session.shown["searched"] for label in labels)
    assert session.canaries_shown("locked") <= canaries_within(OFFICIAL)


def test_no_file_is_written_but_what_the_reader_keeps(session: Session):
    """Cases 69 and 70: nothing readable above OFFICIAL is ever on the disk."""
    if session.trace is None:
        pytest.skip(tracing.why_not())
    home = re.escape(str(session.folder / "home"))
    python = f"({ROOT}|{sys.prefix}|{sys.base_prefix})"
    allowed = {pattern.format(home=home, python=python): WRITTEN[pattern] for pattern in WRITTEN}
    written = session.trace.written()
    assert {".age", ".log"} <= {Path(path).suffix for path in written}  # it was a whole session
    assert tracing.unexpected(written, allowed) == set()


def test_no_socket_leaves_the_computer(session: Session):
    if session.trace is None:
        pytest.skip(tracing.why_not())
    assert session.trace.families() == {"AF_UNIX"}


def test_file_or_socket_of_a_traced_process_is_noticed(tmp_path: Path):
    """The control of the two before this one."""
    if reason := tracing.why_not():
        pytest.skip(reason)
    code = "import os, socket; open('left', 'w'); socket.socket(); os.rename('left', 'behind')"
    trace = tmp_path / "trace.txt"
    subprocess.run([*tracing.command(trace), sys.executable, "-c", code], cwd=tmp_path, check=True)
    found = tracing.Trace(trace.read_text("utf-8"), tmp_path)
    left = {str(tmp_path / name) for name in ("left", "behind")}
    assert tracing.unexpected(found.written(), {r"/dev/null": "", r".*\.pyc.*": ""}) == left
    assert "AF_INET" in found.families()


def test_nothing_that_was_read_or_typed_is_left_on_the_disk(
    session: Session, desktop: Desktop, site: Site, high: Person, low: Person
):
    """Case 73."""
    never = never_readable(high, low)
    places = (session.folder, site.file.parent, Path(desktop.environment["HOME"]))
    assert set().union(*(readable_in(place, never) for place in places)) == set()
    assert readable_in(site.file.parent, CANARIES.values()) == canaries_within(OFFICIAL)


def test_nothing_of_it_is_printed_or_handed_from_process_to_process(
    session: Session, high: Person, low: Person
):
    """Case 72, and what any other user of the computer can list."""
    never = never_readable(high, low)
    assert found_in(session.printed.encode(), never) == set()
    assert b"--window" in session.handed_over
    assert found_in(session.handed_over, never) == set()
    if session.trace is not None:
        assert session.trace.programs() > 4
        assert found_in(session.trace.text.encode(), never) == set()


def test_window_at_official_never_holds_anything_restricted_or_secret(session: Session):
    """Cases 74 and 75."""
    assert session.held("at OFFICIAL, meanwhile") == canaries_within(OFFICIAL)
    assert session.held("locked") == canaries_within(OFFICIAL)


def test_reader_holds_what_it_is_cleared_for_and_nothing_above(session: Session):
    found = session.held("signed in")
    assert found & set(CANARIES.values()) == canaries_within(HIGH)


def test_what_was_copied_is_gone_with_the_lock(session: Session):
    """Case 77."""
    text, formats = session.clipboard["signed in"]
    assert text == CANARIES[HIGH]
    assert "x-kde-passwordManagerHint" in formats
    assert session.clipboard["locked"] == ("", [])


def test_somebody_cleared_lower_finds_nothing_of_the_session_before(session: Session):
    """Case 42."""
    assert session.canaries_shown("signed in lower") <= canaries_within(LOW)
    assert "Nothing read yet." in session.shown["signed in lower"]
    assert is_typed_in(session.shown["signed in lower"], "")
    found = session.held("signed in lower")
    assert found & set(CANARIES.values()) == canaries_within(LOW)
    assert session.clipboard["signed in lower"][0] == ""


def is_typed_in(picture: str, words: str) -> bool:
    text = f" text={words!r}" if words else ""
    return f"text 'Search'{text} editable" in picture


# ── where a site lets nobody read without ────────────────────────────────────


def test_site_that_requires_signing_in_shows_whom_to_ring_and_nothing_else(
    desktop: Desktop, tmp_path: Path, home: Path, high: Person, low: Person
):
    site = make_site(tmp_path / "strict", high)
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
