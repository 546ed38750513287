"""Read the accessible tree of the desktop as a screen reader does.

Run by the system's Python, which has the bindings for AT-SPI, as a child of
``tests.support.desktop``. For each line on standard input it prints one line of
JSON: everything that is showing, outermost first; only what has the keyboard, where
the line is ``focus``.
"""

from __future__ import annotations

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version has to be named first)

MOST_CHILDREN = 200
WITH_TEXT = ("text", "document text", "paragraph")
NAMES = ("active", "checked", "editable", "enabled", "expanded", "focusable", "focused", "selected")
STATES = {name: getattr(Atspi.StateType, name.upper()) for name in NAMES}


def describe(node, depth, states):
    """Return what a screen reader could say about one node."""
    role = node.get_role_name()
    return {
        "depth": depth,
        "role": role,
        "name": node.get_name() or "",
        "text": Atspi.Text.get_text(node, 0, -1) if role in WITH_TEXT else "",
        "states": [name for name, state in STATES.items() if states.contains(state)],
    }


def walk(node, depth, found, only_focused):
    """Collect a node and everything below it, if it is showing."""
    states = node.get_state_set()
    if depth and not states.contains(Atspi.StateType.SHOWING):
        return
    if not only_focused or states.contains(Atspi.StateType.FOCUSED):
        found.append(describe(node, depth, states))
    for index in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(index)
        if child:
            walk(child, depth + 1, found, only_focused)


def look(*, only_focused):
    """Return everything that is showing, or what was left when it changed under us."""
    found = []
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        try:
            application = desktop.get_child_at_index(index)
            if application:
                application.clear_cache()
                walk(application, 0, found, only_focused)
        except GLib.Error:
            continue
    return found


def main():
    """Answer until standard input is closed."""
    Atspi.init()
    Atspi.set_timeout(2000, 5000)
    for line in sys.stdin:
        found = look(only_focused=line.strip() == "focus")
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
