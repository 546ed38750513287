"""A private desktop: a screen in memory, a message bus, a keyboard and a screen reader.

Nothing in it knows the application's code. A test starts a program on it, reads
what is showing by accessible name and role, and presses keys.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SYSTEM_PYTHON = "/usr/bin/python3"
SCREEN_READER = Path(__file__).with_name("screen_reader.py")
NEEDED = ("Xvfb", "dbus-daemon", "xdotool", SYSTEM_PYTHON)
ITEMS = {"list item", "table cell", "tree item"}
# What Qt says about a desktop like this one, whatever the program does.
# The second is its answer to a screen reader that asks for what has just gone from the screen.
EXPECTED = ("GetApplicationBusAddress", "qt.accessibility.atspi: Could not find accessible on path")
SECONDS = 15.0


@dataclass(frozen=True)
class Node:
    """One thing on the screen, as a screen reader knows it."""

    depth: int
    role: str
    name: str
    text: str
    states: tuple[str, ...]

    def __str__(self) -> str:
        """One line of the picture that a failed test shows."""
        said = f"{self.role} {self.name!r}"
        if self.text and self.text != self.name:
            said += f" text={self.text[:80]!r}"
        return "  " * self.depth + f"{said} {' '.join(self.states)}"


class Desktop:
    """The screen and the keyboard of somebody who has no mouse."""

    def __init__(self, environment: dict[str, str], reader: subprocess.Popen[str]) -> None:
        self.environment = environment
        self._reader = reader

    def look(self) -> list[Node]:
        """Return everything that is showing, outermost first."""
        return self._ask("look")

    def _ask(self, what: str) -> list[Node]:
        question, answer = self._reader.stdin, self._reader.stdout
        question.write(what + "\n")
        question.flush()
        line = answer.readline()
        return [Node(**{**node, "states": tuple(node["states"])}) for node in json.loads(line)]

    def picture(self) -> str:
        """Return everything that is showing as indented lines."""
        return "\n".join(map(str, self.look()))

    def wait_for(self, what: str, holds: Callable[[list[Node]], Node | None]) -> Node:
        """Look until something holds and return what it found; else fail with a picture."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if found := holds(self.look()):
                return found
            time.sleep(0.05)
        raise AssertionError(f"never showed: {what}\n{self.picture()}")

    def find(self, name: str, *, role: str | None = None) -> Node:
        """Wait for something with this accessible name (and role) and return it."""
        return self.wait_for(
            f"{role or 'anything'} named {name!r}",
            lambda nodes: next(
                (n for n in nodes if n.name == name and role in (None, n.role)), None
            ),
        )

    def read(self, words: str) -> Node:
        """Wait until these words can be read somewhere, as a name or as text."""
        return self.wait_for(
            f"the words {words!r}",
            lambda nodes: next((n for n in nodes if words in n.name or words in n.text), None),
        )

    def focus(self) -> Node | None:
        """Return what has the keyboard: a control, or where it is none, an item of one.

        Qt calls a view's current item focused even while another control has the keyboard.
        """
        focused = self._ask("focus")
        controls = [node for node in focused if node.role not in ITEMS]
        return (controls or focused or [None])[-1]

    def press(self, *keys: str) -> None:
        """Press keys one after another, in xdotool's names: ``Tab``, ``ctrl+k``."""
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type text at the speed of a quick typist."""
        self._xdotool("type", "--delay", "30", text)

    def activate(self, title: str) -> None:
        """Give the keyboard to a window; nobody else does without a window manager."""
        self._xdotool("search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync")

    def tab_to(self, name: str, *, role: str | None = None, most: int = 60) -> Node:
        """Press Tab until the thing with this accessible name (and role) has the keyboard."""
        passed = []
        for _ in range(most):
            node = self.focus()
            if node and node.name == name and role in (None, node.role):
                return node
            passed.append(f"{node.role} {node.name!r}" if node else "nothing")
            self.press("Tab")
            time.sleep(0.05)
        raise AssertionError(f"Tab never reached {name!r}; it passed {passed}\n{self.picture()}")

    @contextmanager
    def running(self, command: Sequence[str | Path]) -> Iterator[None]:
        """Run a program on this desktop; it is ended with the block.

        Raises:
            AssertionError: It ended by itself, or complained on standard error.
        """
        log = Path(self.environment["HOME"]) / "standard-error.txt"
        with (
            log.open("wb") as stream,
            subprocess.Popen(command, env=self.environment, stderr=stream) as process,
        ):
            try:
                yield
                assert process.poll() is None, f"ended: {process.returncode}"
            finally:
                process.terminate()
        said = log.read_text("utf-8").splitlines()
        assert [line for line in said if not any(known in line for known in EXPECTED)] == []

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=SECONDS)


def missing() -> list[str]:
    """Return the programs that a desktop needs and this machine has not."""
    return [program for program in NEEDED if not shutil.which(program)]


@contextmanager
def private_desktop(home: Path) -> Iterator[Desktop]:
    """Start a desktop of our own, with everything it writes below ``home``."""
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    home.chmod(0o700)
    message_bus = ["dbus-daemon", "--session", "--nofork", "--print-address={fd}"]
    with (
        announcing(["Xvfb", "-displayfd", "{fd}", "-screen", "0", "1280x800x24"]) as display,
        announcing(message_bus, environment) as bus,
    ):
        environment["DISPLAY"] = f":{display}"
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        with subprocess.Popen(
            [SYSTEM_PYTHON, SCREEN_READER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as reader:
            try:
                yield Desktop(environment, reader)
            finally:
                reader.kill()


@contextmanager
def announcing(command: list[str], environment: dict[str, str] | None = None) -> Iterator[str]:
    """Run a server that writes its address to a file descriptor; yield the address."""
    out, into = os.pipe()
    with subprocess.Popen(
        [part.format(fd=into) for part in command],
        env=environment,
        pass_fds=[into],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        os.close(into)
        try:
            with os.fdopen(out) as lines:
                yield lines.readline().strip()
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=5)
