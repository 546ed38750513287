"""What a running application does not do: unpickle, speak to a network, load Qt for a command."""

from __future__ import annotations

import json

import pytest

from tests.support.child import run_advisor, run_python

COMMANDS = [
    ("search", "ransom call", "--json"),
    ("search", "ransmo cal", "--json"),
    ("show", "anti-kidnap-extortion", "--json"),
    ("check", "anti-kidnap-extortion", "--json"),
    ("contacts", "--json"),
]

# Whoosh imports pickle; nothing may ever be unpickled.
NO_PICKLE = """
    import pickle

    def refuse(*args, **kwargs):
        raise AssertionError("unpickled")

    class Unpickler:  # Whoosh makes a child of it
        __init__ = refuse

    import _pickle

    for module in (pickle, _pickle):
        module.load = module.loads = refuse
        module.Unpickler = Unpickler
    pickle._load = pickle._loads = refuse
    sys.addaudithook(lambda event, args: event == "pickle.find_class" and refuse())
"""

NO_NETWORK = """
    import socket

    def refuse(event, args):
        if event == "socket.__new__" and args[1] != socket.AF_UNIX:
            raise AssertionError("opened a socket")
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "urllib.Request"):
            raise AssertionError("spoke to a network")

    sys.addaudithook(refuse)
"""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_unpickled(command: tuple[str, ...]):
    done = run_advisor(*command, watch=NO_PICKLE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_socket_is_opened(command: tuple[str, ...]):
    done = run_advisor(*command, watch=NO_NETWORK)
    assert done.returncode == 0, done.stderr


def test_watches_bite():
    for watch, deed in (
        (NO_PICKLE, "pickle.loads(pickle.dumps(1))"),
        (NO_NETWORK, "socket.socket(socket.AF_INET)"),
        (NO_NETWORK, "socket.getaddrinfo('localhost', 80)"),
    ):
        done = run_advisor("--version", watch=watch, then=deed)
        assert "AssertionError" in done.stderr


@pytest.mark.parametrize("command", [*COMMANDS, ("--help",)], ids=" ".join)
def test_a_command_never_loads_qt(command: tuple[str, ...]):
    then = "assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]"
    done = run_advisor(*command, then=then)
    assert done.returncode == 0, done.stderr


def test_qt_survives_two_thousand_signals():
    """PySide6 6.12.0 aborts Python 3.11 after some 550 (WORKAROUND: pinned below 6.12)."""
    done = run_python("""
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(object)

bell, heard = Bell(), []
bell.rung.connect(heard.append)
for number in range(2000):
    bell.rung.emit(number)
assert heard == list(range(2000))
""")
    assert done.returncode == 0, done.stderr


def test_nobody_who_is_not_signed_in_loads_age():
    done = run_python(
        "import advisor.session, advisor.cli.main, sys; print('pyrage' in sys.modules)"
    )
    assert done.stdout.strip() == "False", done.stderr


def test_the_window_shows_before_anything_of_a_session_is_loaded():
    done = run_python("""
import sys
import advisor.ui.app
late = ("advisor.session", "advisor.search", "advisor.advice", "advisor.releases", "whoosh")
print([name for name in sys.modules if name.startswith(late)])
""")
    assert done.stdout.strip() == "[]", done.stderr
