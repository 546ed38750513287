"""A message bus of the desktop, spoken to without ever waiting for it.

WORKAROUND (PySide6 6.11.3): ``QDBusConnection.connectToBus`` waits until the bus has
answered, for ever where it hangs, and no other Python code runs meanwhile, whatever
thread it is called on. A connection to a peer is there at once. So we connect to the bus
as to a peer, and what Qt would have said to it, we say: hello, and what to pass on.

Rules that this module keeps:
 * Nothing waits: a question has a time-out, and its answer comes by the event loop. (Only a
   bus whose queue of new connections is full keeps whoever connects waiting.)
 * Only a socket of this machine is used: an address that names a network or a program is
   passed over, and nobody is asked to start a bus.
 * Who sent a signal is not looked at beyond the rule that the bus is given. Another
   process of the same user can send the same; so nothing that is heard may do more than lock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from PySide6.QtCore import QObject, QUuid, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_LOCAL: Final = "unix:"
_TIMEOUT_MS: Final = 2_000
_SYSTEM: Final = "unix:path=/run/dbus/system_bus_socket"


class Place(NamedTuple):
    """Whom to ask on a bus.

    Attributes:
        service: The name that it owns.
        path: Its object.
        interface: What of the object.
    """

    service: str
    path: str
    interface: str


class Carries(Enum):
    """What a signal has to carry, by the slot that takes it; Qt drops one that does not."""

    NOTHING = "1hear_nothing()"
    YES_OR_NO = "1hear_yes_or_no(bool)"
    CHANGES = "1hear_changes(QString,QVariantMap,QStringList)"


BUS: Final = Place("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
_LOCAL_PATH: Final = "/org/freedesktop/DBus/Local"
_LOCAL_INTERFACE: Final = "org.freedesktop.DBus.Local"


def find_session_bus(environment: Mapping[str, str]) -> str:
    """Return the address of the session's bus; empty where there is none on this machine."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    if not named and folder:
        named = f"{_LOCAL}path={quote(folder, safe='/')}/bus"
    return _only_local(named)


def find_system_bus(environment: Mapping[str, str]) -> str:
    """Return the address of the computer's bus; empty where it is not on this machine."""
    return _only_local(environment.get("DBUS_SYSTEM_BUS_ADDRESS", "") or _SYSTEM)


def _only_local(addresses: str) -> str:
    return ";".join(each for each in addresses.split(";") if each.startswith(_LOCAL))


class MessageBus(QObject):
    """One connection to a bus.

    Args:
        address: The bus, as ``find_session_bus`` or ``find_system_bus`` gives it.
        parent: What it belongs to.

    Signals:
        lost: The bus does not answer, or is gone.
    """

    lost = Signal()

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = QUuid.createUuid().toString()
        self._connection = QDBusConnection.connectToPeer(address, name)
        self.destroyed.connect(partial(QDBusConnection.disconnectFromPeer, name))
        self.is_open = bool(address) and self._connection.isConnected()
        if self.is_open:
            self.ask(BUS, "Hello", refused=self._on_lost)
            self._connect(_LOCAL_INTERFACE, "Disconnected", Carries.NOTHING, self._on_lost)

    def listen(
        self,
        interface: str,
        member: str,
        carries: Carries,
        heard: Callable[..., None],
        *,
        path: str = "",
        sender: str = "",
        agreed: Callable[[list[Any]], None] | None = None,
    ) -> None:
        """Ask for a signal.

        Args:
            interface: The signal's interface.
            member: Its name.
            carries: What it has to carry.
            heard: Called with what it carries.
            path: The object it has to come from; any, where empty.
            sender: The name that its sender has to own, as the bus knows it; any, where empty.
            agreed: Called once the bus passes it on.
        """
        self._connect(interface, member, carries, heard, path)
        wanted = {"interface": interface, "member": member, "path": path, "sender": sender}
        rule = [f"{key}='{value}'" for key, value in wanted.items() if value]
        self.ask(BUS, "AddMatch", ",".join(["type='signal'", *rule]), answered=agreed)

    def _connect(
        self,
        interface: str,
        member: str,
        carries: Carries,
        heard: Callable[..., None],
        path: str = "",
    ) -> None:
        ear, slot = _Ear(heard, self), carries.value
        # PySide declares bytes, and takes text only.
        self._connection.connect("", path, interface, member, ear, slot)  # type: ignore[call-overload]

    def ask(
        self,
        place: Place,
        member: str,
        *arguments: str,
        answered: Callable[[list[Any]], None] | None = None,
        refused: Callable[[], None] | None = None,
    ) -> None:
        """Ask something.

        Args:
            place: Whom.
            member: What.
            arguments: With which words.
            answered: Called with the answer.
            refused: Called where there is none.
        """
        message = QDBusMessage.createMethodCall(*place, member)
        message.setArguments(list(arguments))
        watcher = QDBusPendingCallWatcher(self._connection.asyncCall(message, _TIMEOUT_MS), self)

        def finish() -> None:
            watcher.deleteLater()
            if not watcher.isError() and answered is not None:
                answered(watcher.reply().arguments())
            if watcher.isError() and refused is not None:
                refused()

        watcher.finished.connect(finish)

    def _on_lost(self) -> None:
        if self.is_open:
            self.is_open = False
            self.lost.emit()


class _Ear(QObject):
    """Takes one signal, by a slot for each thing that it may carry."""

    def __init__(self, heard: Callable[..., None], parent: QObject) -> None:
        super().__init__(parent)
        self._heard = heard

    @Slot()
    def hear_nothing(self) -> None:
        self._heard()

    @Slot(bool)
    def hear_yes_or_no(self, on: bool) -> None:
        self._heard(on)

    @Slot(str, "QVariantMap", "QStringList")
    def hear_changes(self, interface: str, changed: dict[str, object], gone: list[str]) -> None:
        del gone
        self._heard(interface, changed)
