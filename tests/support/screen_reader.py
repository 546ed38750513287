"""Read the accessible tree of the desktop as a screen reader does.

Run by the system's Python, which has the bindings for AT-SPI, as a child of
``tests.support.desktop``. For each line on standard input it prints one line of
JSON: everything that is showing, outermost first.
"""

from __future__ import annotations

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version has to be named first)

MOST_CHILDREN = 200
STATES = (
    "active",
    "checked",
    "editable",
    "enabled",
    "expanded",
    "focusable",
    "focused",
    "selected",
    "showing",
)


def describe(node, depth):
    """Return what a screen reader could say about one node."""
    states = {state.value_nick for state in node.get_state_set().get_states()}
    text = "Text" in Atspi.Accessible.get_interfaces(node)
    return {
        "depth": depth,
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": Atspi.Text.get_text(node, 0, -1) if text else "",
        "states": [state for state in STATES if state in states],
    }


def walk(node, depth, found):
    """Collect a node and everything below it that is showing."""
    found.append(describe(node, depth))
    for index in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(index)
        if child and child.get_state_set().contains(Atspi.StateType.SHOWING):
            walk(child, depth + 1, found)


def look():
    """Return everything that is showing, or what was left when it changed under us."""
    found = []
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        try:
            application = desktop.get_child_at_index(index)
            if application:
                application.clear_cache()
                walk(application, 0, found)
        except GLib.Error:
            continue
    return found


def main():
    """Answer until standard input is closed."""
    Atspi.init()
    Atspi.set_timeout(2000, 5000)
    for _ in sys.stdin:
        sys.stdout.write(json.dumps(look()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
