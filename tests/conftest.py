"""What holds for every test: a home of its own, no screen, no network."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A shell that begins a run in the background has it ignore Ctrl+C, and all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the application writes out of the home of whoever runs the tests."""
    for name in ("ADVISOR_HOME", "ADVISOR_SITE", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing open a socket that could leave the machine."""

    class LocalSocket(socket.socket):
        def __init__(self, family: int = -1, *args, **kwargs) -> None:
            if family != getattr(socket, "AF_UNIX", None):
                raise AssertionError("the application has no network")
            super().__init__(family, *args, **kwargs)

    monkeypatch.setattr(socket, "socket", LocalSocket)
