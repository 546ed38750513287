"""Read the accessible tree of the desktop as a screen reader does.

Run by the system's Python, which has the bindings for AT-SPI and D-Bus, as a child of
``tests.support.desktop``. For each line on standard input it prints one line of
JSON: everything that is showing, outermost first; only what has the keyboard, where
the line is ``focus``.

WORKAROUND (Qt 6.11): asked for a child by its number, a scroll area does not check that it
still has so many, and the program ends where its window was hidden since they were counted.
So we ask for all children at once, which libatspi cannot.
"""

from __future__ import annotations

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 (the version has to be named first)

MOST_CHILDREN = 200
TIMEOUT_MS = 2000
WITH_TEXT = ("text", "document text", "paragraph")
NAMES = ("active", "checked", "editable", "enabled", "expanded", "focusable", "focused", "selected")
STATES = {name: getattr(Atspi.StateType, name.upper()) for name in NAMES}
ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ACCESSIBLE = "org.a11y.atspi.Accessible"
ONE_BIT_EACH = 32


class Bus:
    """The bus on which programs say what they show."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        place = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        (address,) = session.call_sync(*place, None, None, 0, -1).unpack()
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )

    def ask(self, node, method, arguments=None, interface=ACCESSIBLE):
        """Ask one node one thing."""
        answer = self.connection.call_sync(
            *node, interface, method, arguments, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS
        )
        return answer.unpack()[0]

    def children(self, node):
        """Return the children of a node, no more than one could look at."""
        return self.ask(node, "GetChildren")[:MOST_CHILDREN]

    def states(self, node):
        """Return the numbers of a node's states."""
        words = self.ask(node, "GetState")
        bits = sum(word << (ONE_BIT_EACH * place) for place, word in enumerate(words))
        return {number for number in range(ONE_BIT_EACH * len(words)) if bits >> number & 1}

    def describe(self, node, depth, states):
        """Return what a screen reader could say about one node."""
        role = Atspi.role_get_name(Atspi.Role(self.ask(node, "GetRole")))
        name = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
        whole = GLib.Variant("(ii)", (0, -1))
        return {
            "depth": depth,
            "role": role,
            "name": self.ask(node, "Get", name, "org.freedesktop.DBus.Properties"),
            "text": self.ask(node, "GetText", whole, "org.a11y.atspi.Text")
            if role in WITH_TEXT
            else "",
            "states": [name for name, state in STATES.items() if int(state) in states],
        }

    def walk(self, node, depth, found, only_focused):
        """Collect a node and everything below it, if it is showing."""
        states = self.states(node)
        if depth and int(Atspi.StateType.SHOWING) not in states:
            return
        if not only_focused or int(Atspi.StateType.FOCUSED) in states:
            found.append(self.describe(node, depth, states))
        for child in self.children(node):
            self.walk(child, depth + 1, found, only_focused)

    def look(self, *, only_focused):
        """Return everything that is showing, or what was left when it changed under us."""
        found = []
        for application in self.children(ROOT):
            try:
                self.walk(application, 0, found, only_focused)
            except GLib.Error:
                continue
        return found


def main():
    """Answer until standard input is closed."""
    bus = Bus()
    for line in sys.stdin:
        found = bus.look(only_focused=line.strip() == "focus")
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
