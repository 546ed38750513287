"""Tells from a Linux desktop's message buses when to lock.

The session's bus tells that the screen is locked; the computer's bus, through logind, that
it goes to sleep, and that our session is to lock or has left the screen. A desktop that
tells nobody (a bare i3lock or slock, say) cannot be heard; what is watched can be asked.

Rules that this module keeps:
 * Whatever is heard can only lock, so a signal that somebody made up does no harm.
 * Only what is said of our own session counts, as far as it is said of a session.
 * Sleep is held up until the window has locked, so that nothing that was opened is in
   memory, or in the image of it, while the computer sleeps. The hold ends with the process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusUnixFileDescriptor

from advisor.ui.locking.message_bus import (
    BUS,
    Carries,
    MessageBus,
    Place,
    find_session_bus,
    find_system_bus,
)
from advisor.ui.locking.reasons import LockReason

#: Who tells of a locked screen: the common interface, and what older desktops have of their own.
_SAVERS: Final = frozenset(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
_LOGIN: Final = "org.freedesktop.login1"
_MANAGER: Final = Place(_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager")
_SESSION: Final = f"{_LOGIN}.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_SESSION_PATH: Final = re.compile(r"/org/freedesktop/login1/session/\w+", re.ASCII)
#: The session that we are in, or else the one that our user has on the screen.
_OWN: Final = "auto"
_HOLD: Final = ("sleep", "Capability advisor", "It locks first.", "delay")


class BusWatch(QObject):
    """Listens on both buses, as far as they are there.

    Args:
        environment: Where the buses and the session are named.
        parent: What it belongs to.

    Attributes:
        watched: What would be noticed, as far as the buses have answered.

    Signals:
        lock_due: It is time to lock; the value of the ``LockReason``.
        watched_changed: More or less is watched than before.
    """

    lock_due = Signal(str)
    watched_changed = Signal()

    def __init__(self, environment: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watched: frozenset[LockReason] = frozenset()
        self._session_name = environment.get("XDG_SESSION_ID", "")
        self._hold: QDBusUnixFileDescriptor | None = None
        self._session_bus = MessageBus(find_session_bus(environment), self)
        self._system_bus = MessageBus(find_system_bus(environment), self)
        if self._session_bus.is_open:
            self._session_bus.lost.connect(self._on_session_bus_lost)
            self._watch_screen()
        if self._system_bus.is_open:
            self._system_bus.lost.connect(self._on_system_bus_lost)
            self._watch_computer()

    def _set_watched(self, *reasons: LockReason, watched: bool = True) -> None:
        before = self.watched
        self.watched = before | set(reasons) if watched else before - set(reasons)
        if self.watched != before:
            self.watched_changed.emit()

    def _lock(self, reason: LockReason) -> None:
        self.lock_due.emit(reason.value)

    # ── the screen ───────────────────────────────────────────────────────────

    def _watch_screen(self) -> None:
        for interface in sorted(_SAVERS):
            self._session_bus.listen(
                interface, "ActiveChanged", Carries.YES_OR_NO, self._on_screen_locked
            )
        self._session_bus.ask(BUS, "ListNames", answered=self._on_session_names)

    def _on_session_names(self, answer: list[Any]) -> None:
        if _SAVERS.intersection(answer[0]):
            self._set_watched(LockReason.SCREEN)

    def _on_screen_locked(self, on: bool) -> None:
        if on:
            self._lock(LockReason.SCREEN)

    def _on_session_bus_lost(self) -> None:
        self._set_watched(LockReason.SCREEN, watched=False)

    # ── the computer ─────────────────────────────────────────────────────────

    def _watch_computer(self) -> None:
        self._system_bus.listen(
            _MANAGER.interface, "PrepareForSleep", Carries.YES_OR_NO, self._on_sleep, sender=_LOGIN
        )
        self._find_session(_OWN, self._session_name)

    def _find_session(self, name: str, *others: str) -> None:
        """Ask for our session by the names that it may have, one after another."""

        def try_others() -> None:
            if others:
                self._find_session(*others)
            else:
                self._system_bus.ask(BUS, "ListNames", answered=self._on_system_names)

        self._system_bus.ask(
            _MANAGER, "GetSession", name, answered=self._on_session, refused=try_others
        )

    def _on_system_names(self, answer: list[Any]) -> None:
        if _LOGIN in answer[0]:
            self._on_login_found()

    def _on_login_found(self) -> None:
        self._set_watched(LockReason.SLEEP)
        self._hold_up_sleep()

    def _on_session(self, answer: list[Any]) -> None:
        self._on_login_found()
        path = answer[0].path()
        if not _SESSION_PATH.fullmatch(path):
            return
        listen = partial(self._system_bus.listen, path=path, sender=_LOGIN)
        listen(_SESSION, "Lock", Carries.NOTHING, self._on_session_lock)
        listen(
            _PROPERTIES,
            "PropertiesChanged",
            Carries.CHANGES,
            self._on_session_changed,
            agreed=self._on_session_watched,
        )

    def _on_session_watched(self, answer: list[Any]) -> None:
        del answer
        self._set_watched(LockReason.SWITCHED)

    def _on_session_lock(self) -> None:
        self._lock(LockReason.SCREEN)

    def _on_session_changed(self, interface: str, changed: Mapping[str, object]) -> None:
        if interface != _SESSION:
            return
        if changed.get("Active") is False:
            self._lock(LockReason.SWITCHED)
        if changed.get("LockedHint") is True:
            self._lock(LockReason.SCREEN)

    def _on_system_bus_lost(self) -> None:
        self._hold = None
        self._set_watched(LockReason.SLEEP, LockReason.SWITCHED, watched=False)

    # ── sleep ────────────────────────────────────────────────────────────────

    def _on_sleep(self, on: bool) -> None:
        if on:
            self._lock(LockReason.SLEEP)
            self._hold = None
        else:
            self._hold_up_sleep()

    def _hold_up_sleep(self) -> None:
        self._system_bus.ask(_MANAGER, "Inhibit", *_HOLD, answered=self._on_hold)

    def _on_hold(self, answer: list[Any]) -> None:
        self._hold = answer[0]
