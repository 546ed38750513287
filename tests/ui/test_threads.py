"""Qt's classes are loaded and derived on the window's thread alone."""

from __future__ import annotations

from tests.support.child import run_python

WATCH = """
import sys, threading

class Watch:
    found = []

    def find_spec(self, name, path=None, target=None):
        is_ours = threading.current_thread() is threading.main_thread()
        if name.startswith(("PySide6", "advisor.ui")) and not is_ours:
            self.found.append(name)

sys.meta_path.insert(0, Watch())
"""

OPEN_A_CATALOGUE = """
from advisor.settings import find_places
from advisor.ui.app import make_application

qt, application = make_application(find_places())
application.open_catalogue(None)
while application.window.workspace is None:
    qt.processEvents()
application.shut_down()
print(Watch.found)
"""

GET_READY_TO_SIGN_IN = """
from advisor.settings import find_places
from advisor.ui.signing_in.opening import Opening

work = threading.Thread(target=Opening(None, find_places(), print).prepare)
work.start()
work.join()
print(Watch.found)
"""


def test_opening_a_catalogue_loads_nothing_of_qt_elsewhere():
    done = run_python(WATCH + OPEN_A_CATALOGUE)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_getting_ready_to_sign_in_loads_nothing_of_qt_elsewhere():
    done = run_python(WATCH + GET_READY_TO_SIGN_IN)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
