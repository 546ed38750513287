"""A private message bus, and a desktop on it that does what a test says.

One bus stands for the session's and the computer's: their signals have different names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from tests.support.desktop import SECONDS, SYSTEM_PYTHON, announcing
from tests.support.project import ROOT

SERVICES = Path(__file__).with_name("bus_services.py")
LOGIN = "org.freedesktop.login1"
SAVER = "org.freedesktop.ScreenSaver"
OURS, OTHERS = f"/{LOGIN}/session/_37".replace(".", "/"), f"/{LOGIN}/session/c1".replace(".", "/")


class DesktopOnBus:
    """What a desktop tells on its bus."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.address = address
        self._process = process
        self.happened: list[list[str]] = []
        self._read_until("ready")

    @property
    def environment(self) -> dict[str, str]:
        """What names the bus to a program, for the session and the computer."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address, "DBUS_SYSTEM_BUS_ADDRESS": self.address}

    def emit(self, path: str, interface: str, member: str, arguments: str = "()") -> None:
        """Send a signal; it is on the bus when this returns."""
        self._ask("emit", path, interface, member, arguments)

    def know_sessions(self, sessions: dict[str, str]) -> None:
        """Let the login service know sessions, each by a name and its path."""
        self._ask("sessions", sessions)

    def wait_for(self, *words: str) -> None:
        """Wait until something has happened that nobody asked for."""
        while list(words) not in self.happened:
            self._read()  # ends the services, and so the wait, where nothing happens
        self.happened.remove(list(words))

    def _ask(self, *words: object) -> None:
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        self._read_until("done")

    def _read_until(self, word: str) -> None:
        while self._read() != [word]:
            pass
        self.happened.remove([word])

    def _read(self) -> list[str]:
        patience = Timer(SECONDS, self._process.kill)
        patience.start()
        line = self._process.stdout.readline()
        patience.cancel()
        assert line, f"the services have ended; it happened: {self.happened}"
        self.happened.append(json.loads(line))
        return self.happened[-1]


@contextmanager
def private_bus(home: Path) -> Iterator[str]:
    """Start a message bus of our own and return its address."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    command = ["dbus-daemon", "--session", "--nofork", "--print-address={fd}"]
    with announcing(command, environment) as address:
        yield address


@contextmanager
def child_on(desktop: DesktopOnBus, code: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run Python code in the project's environment, on a desktop's buses."""
    environment = {**os.environ, **desktop.environment}
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment) as process:
        yield process


@contextmanager
def desktop_on(address: str, *names: str) -> Iterator[DesktopOnBus]:
    """Run a desktop on a bus that owns these names."""
    with subprocess.Popen(
        [SYSTEM_PYTHON, SERVICES, *names],
        env={"PATH": os.environ["PATH"], "DBUS_SESSION_BUS_ADDRESS": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield DesktopOnBus(address, process)
        finally:
            process.kill()


def emit_as_stranger(address: str, path: str, signal: str, *arguments: str) -> None:
    """Send a signal as a program that owns no name; it is on the bus when this returns."""
    subprocess.run(
        ["dbus-send", f"--bus={address}", "--type=signal", path, signal, *arguments],
        check=True,
        timeout=SECONDS,
    )
