"""What a Linux desktop says on its message buses locks, over real buses."""

from __future__ import annotations

import gc
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from advisor.ui.locking import message_bus
from advisor.ui.locking.desktop_watch import DesktopWatch
from advisor.ui.locking.message_bus import find_session_bus, find_system_bus
from advisor.ui.locking.reasons import LockReason
from tests.support.buses import (
    LOGIN,
    OTHERS,
    OURS,
    SAVER,
    DesktopOnBus,
    child_on,
    desktop_on,
    emit_as_stranger,
    private_bus,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktops with D-Bus")

EVERYTHING = {LockReason.SCREEN, LockReason.SLEEP, LockReason.SWITCHED}
MANAGER = "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
#: One process stands for the desktop, so this comes behind whatever else it has sent.
LAST = (OURS, f"{LOGIN}.Session", "Lock")


def changed(interface: str, **values: bool) -> str:
    pairs = ", ".join(f"'{name}': <{str(on).lower()}>" for name, on in values.items())
    return f"('{interface}', {{{pairs}}}, @as [])"


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        yield address


@pytest.fixture(scope="module")
def _desktop(bus: str) -> Iterator[DesktopOnBus]:
    with desktop_on(bus, LOGIN, SAVER) as running:
        yield running


@pytest.fixture
def desktop(_desktop: DesktopOnBus) -> DesktopOnBus:
    _desktop.know_sessions({"auto": OURS})
    _desktop.happened.clear()
    return _desktop


class Heard(list[str]):
    """A watch, and the reasons that it has given."""

    def __init__(self, qtbot: QtBot, environment: dict[str, str]) -> None:
        super().__init__()
        self.watch = DesktopWatch(environment=environment)
        self.watch.lock_due.connect(self.append)
        self._qtbot = qtbot

    def until_watched(self, reasons: set[LockReason]) -> None:
        self._qtbot.waitUntil(lambda: self.watch.watched == reasons)

    def until_heard(self, count: int) -> None:
        self._qtbot.waitUntil(lambda: len(self) >= count)

    def end(self) -> None:
        self.watch.deleteLater()
        QCoreApplication.sendPostedEvents(self.watch, QEvent.Type.DeferredDelete)


@pytest.fixture
def heard(qtbot: QtBot, desktop: DesktopOnBus) -> Iterator[Heard]:
    heard = Heard(qtbot, desktop.environment)
    heard.until_watched(EVERYTHING)
    yield heard
    heard.end()


@pytest.mark.parametrize(
    ("signal", "reason"),
    [
        (("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", "(true,)"), "screen"),
        (("/ScreenSaver", SAVER, "ActiveChanged", "(true,)"), "screen"),
        (
            ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "(true,)"),
            "screen",
        ),
        (("/", "org.cinnamon.ScreenSaver", "ActiveChanged", "(true,)"), "screen"),
        (("/", "org.mate.ScreenSaver", "ActiveChanged", "(true,)"), "screen"),
        (("/", "org.xfce.ScreenSaver", "ActiveChanged", "(true,)"), "screen"),
        ((MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)"), "sleep"),
        ((OURS, f"{LOGIN}.Session", "Lock", "()"), "screen"),
        (
            (OURS, PROPERTIES, "PropertiesChanged", changed(f"{LOGIN}.Session", Active=False)),
            "switched",
        ),
        (
            (OURS, PROPERTIES, "PropertiesChanged", changed(f"{LOGIN}.Session", LockedHint=True)),
            "screen",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[1:]),
)
def test_signal_of_the_desktop_locks(
    desktop: DesktopOnBus, heard: Heard, signal: tuple[str, ...], reason: str
):
    desktop.emit(*signal)
    heard.until_heard(1)
    assert heard == [reason]
    assert LockReason(reason).words


@pytest.mark.parametrize(
    "signal",
    [
        ("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", "(false,)"),
        ("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", "('true',)"),
        ("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", "()"),
        ("/org/freedesktop/ScreenSaver", SAVER, "WillActivate", "(true,)"),
        ("/", "org.example.ScreenSaver", "ActiveChanged", "(true,)"),
        (MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(false,)"),
        (MANAGER, f"{LOGIN}.Manager", "PrepareForShutdown", "(true,)"),
        (OTHERS, f"{LOGIN}.Session", "Lock", "()"),
        (OURS, f"{LOGIN}.Session", "Unlock", "()"),
        (OTHERS, PROPERTIES, "PropertiesChanged", changed(f"{LOGIN}.Session", Active=False)),
        (OURS, PROPERTIES, "PropertiesChanged", changed(f"{LOGIN}.Session", Active=True)),
        (OURS, PROPERTIES, "PropertiesChanged", changed(f"{LOGIN}.Session", IdleHint=True)),
        (OURS, PROPERTIES, "PropertiesChanged", changed(f"{LOGIN}.User", Active=False)),
        (OURS, PROPERTIES, "PropertiesChanged", "(false, 1)"),
    ],
    ids=" ".join,
)
def test_other_signal_does_not_lock(desktop: DesktopOnBus, heard: Heard, signal: tuple[str, ...]):
    desktop.emit(*signal)
    desktop.emit(*LAST)
    heard.until_heard(1)
    assert heard == ["screen"]


def test_screen_that_is_unlocked_again_locks_nothing_twice(desktop: DesktopOnBus, heard: Heard):
    for on in ("true", "false", "true"):
        desktop.emit("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", f"({on},)")
    desktop.emit(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")
    heard.until_heard(3)
    assert heard == ["screen", "screen", "sleep"]


def test_sleep_that_another_program_announces_is_not_believed(
    bus: str, desktop: DesktopOnBus, heard: Heard
):
    emit_as_stranger(bus, MANAGER, f"{LOGIN}.Manager.PrepareForSleep", "boolean:true")
    emit_as_stranger(bus, OURS, f"{LOGIN}.Session.Lock")
    desktop.emit(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")
    heard.until_heard(1)
    assert heard == ["sleep"]


def test_locked_screen_that_another_program_makes_up_only_locks(bus: str, heard: Heard):
    emit_as_stranger(
        bus, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"
    )
    heard.until_heard(1)
    assert heard == ["screen"]


# ── which session is ours ────────────────────────────────────────────────────


def test_older_login_service_is_asked_by_the_sessions_name(qtbot: QtBot, desktop: DesktopOnBus):
    desktop.know_sessions({"7": OURS})
    heard = Heard(qtbot, {**desktop.environment, "XDG_SESSION_ID": "7"})
    heard.until_watched(EVERYTHING)
    desktop.emit(*LAST)
    heard.until_heard(1)
    desktop.wait_for("asked", "GetSession", "auto")
    desktop.wait_for("asked", "GetSession", "7")
    heard.end()


@pytest.mark.parametrize("sessions", [{}, {"auto": "/elsewhere"}], ids=["none", "strange"])
def test_without_a_session_sleep_is_watched_all_the_same(
    qtbot: QtBot, desktop: DesktopOnBus, sessions: dict[str, str]
):
    desktop.know_sessions(sessions)
    heard = Heard(qtbot, desktop.environment)
    heard.until_watched({LockReason.SCREEN, LockReason.SLEEP})
    desktop.emit(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")
    heard.until_heard(1)
    assert heard == ["sleep"]
    heard.end()


# ── sleep waits for the lock ─────────────────────────────────────────────────


def test_sleep_is_held_up_until_it_has_locked(desktop: DesktopOnBus, heard: Heard):
    hold = ("asked", "Inhibit", "sleep", "Capability advisor", "It locks first.", "delay")
    desktop.wait_for(*hold)
    desktop.emit(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")
    heard.until_heard(1)
    desktop.wait_for("let go")
    desktop.emit(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(false,)")
    desktop.emit(*LAST)
    heard.until_heard(2)
    desktop.wait_for(*hold)


def test_hold_on_sleep_ends_with_the_process(desktop: DesktopOnBus):
    code = """
import os
from PySide6.QtCore import QCoreApplication
from advisor.ui.locking.desktop_watch import DesktopWatch

application = QCoreApplication([])
watch = DesktopWatch()
watch.lock_due.connect(lambda reason: os._exit(len(reason)))
application.exec()
"""
    with child_on(desktop, code) as process:
        desktop.wait_for(
            "asked", "Inhibit", "sleep", "Capability advisor", "It locks first.", "delay"
        )
        desktop.emit(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")
        assert process.wait(timeout=15) == len("sleep")
    desktop.wait_for("let go")


# ── what is not there ────────────────────────────────────────────────────────


def test_bus_with_nobody_on_it_is_watched_in_vain(qtbot: QtBot, tmp_path: Path):
    with private_bus(tmp_path) as address:
        heard = Heard(qtbot, {"DBUS_SESSION_BUS_ADDRESS": address, **no_bus(tmp_path)})
        with desktop_on(address, "org.gnome.ScreenSaver") as desktop:
            later = Heard(qtbot, {**no_bus(tmp_path), "DBUS_SESSION_BUS_ADDRESS": address})
            later.until_watched({LockReason.SCREEN})
            desktop.emit("/", "org.gnome.ScreenSaver", "ActiveChanged", "(true,)")
            heard.until_heard(1)
            later.until_heard(1)
        assert not heard.watch.is_watching
        heard.end()
        later.end()


def no_bus(folder: Path) -> dict[str, str]:
    return {
        "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/nothing",
        "XDG_RUNTIME_DIR": str(folder),
    }


@pytest.mark.parametrize(
    "address",
    ["unix:path={}/nothing", "unix:path={}", "unix:", "unix:path=", "nonsense", ";;", ""],
)
def test_without_a_bus_nothing_fails_and_nobody_waits(qtbot: QtBot, tmp_path: Path, address: str):
    named = dict.fromkeys(("DBUS_SESSION_BUS_ADDRESS",), address.format(tmp_path))
    began = time.monotonic()
    heard = Heard(qtbot, {**no_bus(tmp_path), **named})
    assert time.monotonic() - began < 1
    assert not heard.watch.is_watching
    heard.end()


def test_bus_that_hangs_keeps_nobody_waiting(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It takes connections and never says a word; Qt's own way to it would not come back."""
    monkeypatch.setattr(message_bus, "_TIMEOUT_MS", 100)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        address = f"unix:path={tmp_path}/bus"
        began = time.monotonic()
        heard = Heard(
            qtbot, {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
        )
        assert time.monotonic() - began < 1
        buses = heard.watch.findChildren(message_bus.MessageBus)
        assert len(buses) == 2
        qtbot.waitUntil(lambda: not any(bus.is_open for bus in buses))
        assert not heard.watch.is_watching
        heard.end()


def test_bus_that_goes_away_is_watched_no_more(qtbot: QtBot, tmp_path: Path):
    with private_bus(tmp_path) as address, desktop_on(address, LOGIN, SAVER) as desktop:
        desktop.know_sessions({"auto": OURS})
        heard = Heard(qtbot, desktop.environment)
        heard.until_watched(EVERYTHING)
        desktop.wait_for(
            "asked", "Inhibit", "sleep", "Capability advisor", "It locks first.", "delay"
        )
    with qtbot.waitSignal(heard.watch.watched_changed):
        heard.until_watched(set())
    assert heard == []
    heard.end()


# ── sockets ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("named", "used"),
    [
        ("unix:path=/run/user/7/bus,guid=ab", "unix:path=/run/user/7/bus,guid=ab"),
        ("unix:abstract=/tmp/dbus-x", "unix:abstract=/tmp/dbus-x"),
        ("tcp:host=192.0.2.1,port=7", ""),
        ("tcp:host=192.0.2.1,port=7;unix:path=/run/b", "unix:path=/run/b"),
        ("nonce-tcp:host=192.0.2.1,port=7,noncefile=/n", ""),
        ("unixexec:path=/bin/sh", ""),
        ("autolaunch:", ""),
        ("", ""),
    ],
)
def test_only_a_socket_of_this_machine_is_a_bus(named: str, used: str):
    assert find_session_bus({"DBUS_SESSION_BUS_ADDRESS": named}) == used
    if named:
        assert find_system_bus({"DBUS_SYSTEM_BUS_ADDRESS": named}) == used


def test_buses_that_nobody_names_are_where_they_usually_are():
    assert find_session_bus({"XDG_RUNTIME_DIR": "/run/user/7 a"}) == "unix:path=/run/user/7%20a/bus"
    assert find_system_bus({}) == "unix:path=/run/dbus/system_bus_socket"


def sockets() -> set[str]:
    """Return the sockets of this process, as the kernel numbers them."""
    targets = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the one that the folder was read by
            targets.append(str(descriptor.readlink()))
    return {target[len("socket:[") : -1] for target in targets if target.startswith("socket:")}


def test_every_socket_is_local_and_closed_in_the_end(qtbot: QtBot, desktop: DesktopOnBus):
    before = sockets()
    heard = Heard(qtbot, desktop.environment)
    heard.until_watched(EVERYTHING)
    opened = sockets() - before
    local = {line.split()[6] for line in Path("/proc/net/unix").read_text().splitlines()[1:]}
    assert len(opened) == 2
    assert opened <= local
    heard.end()
    del heard
    gc.collect()
    qtbot.waitUntil(lambda: not opened & sockets())
