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
from contextlib import suppress

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


class Part:
    """Something that a program shows, with what it holds."""

    def __init__(self, node, depth):
        self.node = node
        self.depth = depth
        self.states = set()
        self.said = {}
        self.parts = []

    def in_order(self):
        """Yield this and all that it holds, outermost first."""
        yield self
        for part in self.parts:
            yield from part.in_order()


class Bus:
    """The bus on which programs say what they show.

    All nodes of a level are asked at once: where each answer is waited for, a program of some
    hundred nodes takes seconds on a busy machine, for nothing but the changes between processes.
    """

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        place = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        (address,) = session.call_sync(*place, None, None, 0, -1).unpack()
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )

    def ask_each(self, nodes, method, arguments=None, interface=ACCESSIBLE):
        """Ask nodes the same, all at once; no answer is None."""
        answers, waiting = [None] * len(nodes), [len(nodes)]

        def note(connection, result, place):
            waiting[0] -= 1
            with suppress(GLib.Error):
                answers[place] = connection.call_finish(result).unpack()[0]

        for place, node in enumerate(nodes):
            self.connection.call(
                *(*node, interface, method, arguments, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS),
                *(None, note, place),
            )
        while waiting[0]:
            GLib.MainContext.default().iteration(True)
        return answers

    def descend(self, level):
        """Find what a level shows, and add what its parts hold, down to the last."""
        while level:
            words = self.ask_each([part.node for part in level], "GetState")
            shown = []
            for part, said in zip(level, words, strict=True):
                part.states = states_in(said or ())
                if not part.depth or int(Atspi.StateType.SHOWING) in part.states:
                    shown.append(part)
            children = self.ask_each([part.node for part in shown], "GetChildren")
            for part, below in zip(shown, children, strict=True):
                found = (below or ())[:MOST_CHILDREN]
                part.parts = [Part(tuple(child), part.depth + 1) for child in found]
            level = [part for each in shown for part in each.parts]

    def describe(self, parts):
        """Ask of parts what a screen reader could say about them."""
        nodes = [part.node for part in parts]
        name = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
        roles = self.ask_each(nodes, "GetRole")
        names = self.ask_each(nodes, "Get", name, "org.freedesktop.DBus.Properties")
        for part, role, said in zip(parts, roles, names, strict=True):
            if role is not None and said is not None:
                part.said = {"role": Atspi.role_get_name(Atspi.Role(role)), "name": said}
        written = [part for part in parts if part.said.get("role") in WITH_TEXT]
        whole, text = GLib.Variant("(ii)", (0, -1)), "org.a11y.atspi.Text"
        texts = self.ask_each([part.node for part in written], "GetText", whole, text)
        for part, said in zip(written, texts, strict=True):
            part.said["text"] = said or ""

    def look(self, *, only_focused):
        """Return everything that is showing, or what was left when it changed under us."""
        root = Part(ROOT, -1)
        (applications,) = self.ask_each([ROOT], "GetChildren")
        root.parts = [Part(tuple(each), 0) for each in applications or ()]
        self.descend(root.parts)
        showing, focused = int(Atspi.StateType.SHOWING), int(Atspi.StateType.FOCUSED)
        parts = [
            part
            for part in root.in_order()
            if (part.depth == 0 or showing in part.states) and part is not root
        ]
        if only_focused:
            parts = [part for part in parts if focused in part.states]
        self.describe(parts)
        return [
            {
                "depth": part.depth,
                "text": "",
                **part.said,
                "states": [name for name, state in STATES.items() if int(state) in part.states],
            }
            for part in parts
            if part.said
        ]


def states_in(words):
    """Return the numbers of the states that a node says it has."""
    bits = sum(word << (ONE_BIT_EACH * place) for place, word in enumerate(words))
    return {number for number in range(ONE_BIT_EACH * len(words)) if bits >> number & 1}


def main():
    """Answer until standard input is closed."""
    bus = Bus()
    for line in sys.stdin:
        found = bus.look(only_focused=line.strip() == "focus")
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
