"""What a whole session in the real window leaves behind, looked for where it would be: in files,
in what is printed, in arguments and environments, in memory, on the clipboard.
"""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from advisor.clearance import OFFICIAL
from tests.support import tracing
from tests.support.canaries import (
    CANARIES,
    canaries_above,
    canaries_in,
    canaries_within,
    found_in,
    readable_in,
    title,
)
from tests.support.clipboard import OtherProgram
from tests.support.desktop import SECONDS, Desktop
from tests.support.investigator import answer, search_for
from tests.support.processes import (
    arguments,
    environment,
    wait_until,
)
from tests.support.project import ROOT
from tests.support.sealed import Site
from tests.support.signing_in import (
    ADVISOR,
    HIGH,
    LOW,
    Person,
    in_memory,
    open_the_question,
    running,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)
#: Typed while signed in, and in nothing that was published.
TYPED = "wombleforth"

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
