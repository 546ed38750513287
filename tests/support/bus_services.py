"""Stand in for a desktop on a message bus: its screen lock and its login service.

Run by the system's Python, which has the bindings for D-Bus, as a child of
``tests.support.buses``. Its arguments are the names to own. Each line on standard input is
a list in JSON: ``["emit", path, interface, member, arguments]``, the arguments in GVariant's
text, or ``["sessions", {name: path}]``, the sessions that the login service knows. It
answers each with a line, and prints one for whatever happens by itself.
"""

from __future__ import annotations

import json
import os
import sys

from gi.repository import Gio, GLib

LOGIN = "org.freedesktop.login1"
MANAGER = """
<node><interface name='org.freedesktop.login1.Manager'>
  <method name='GetSession'>
    <arg type='s' direction='in'/><arg type='o' direction='out'/>
  </method>
  <method name='Inhibit'>
    <arg type='s' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='s' direction='in'/>
    <arg type='h' direction='out'/>
  </method>
</interface></node>
"""


def say(*words):
    """Print what happened, as a line of JSON."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class Services:
    """What is asked of the login service and told to the bus."""

    def __init__(self, names):
        self.sessions = {}
        self.unowned = set(names)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        if LOGIN in names:
            interface = Gio.DBusNodeInfo.new_for_xml(MANAGER).interfaces[0]
            self.bus.register_object("/org/freedesktop/login1", interface, self.answer)
        for name in names:
            Gio.bus_own_name_on_connection(self.bus, name, 0, self.own, None)

    def own(self, _bus, name):
        """Say so once every name is ours: before, whoever lists the names misses some."""
        self.unowned.discard(name)
        if not self.unowned:
            say("ready")

    def answer(self, _bus, _sender, _path, _interface, member, arguments, call):
        """Answer a question to the login service."""
        words = arguments.unpack()
        say("asked", member, *words)
        if member == "Inhibit":
            self.hold(call)
        elif words[0] in self.sessions:
            call.return_value(GLib.Variant("(o)", (self.sessions[words[0]],)))
        else:
            call.return_dbus_error(f"{LOGIN}.NoSuchSession", "No such session")

    def hold(self, call):
        """Give a hold on sleep, and tell once it is let go."""
        ours, theirs = os.pipe()
        files = Gio.UnixFDList.new()
        index = files.append(theirs)
        os.close(theirs)
        call.return_value_with_unix_fd_list(GLib.Variant("(h)", (index,)), files)
        GLib.io_add_watch(ours, GLib.IO_HUP, lambda *_: say("let go"))

    def obey(self, stream, _condition):
        """Do what a line asks for."""
        line = stream.readline()
        if not line:
            sys.exit()
        word, *rest = json.loads(line)
        if word == "emit":
            path, interface, member, arguments = rest
            value = GLib.Variant.parse(None, arguments, None, None)
            self.bus.emit_signal(None, path, interface, member, value)
            self.bus.flush_sync()
        else:
            self.sessions = rest[0]
        say("done")
        return True


def main():
    """Serve until standard input is closed."""
    services = Services(sys.argv[1:])
    # Each request waits for its answer, so that no line is left in the stream's buffer.
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, services.obey)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
