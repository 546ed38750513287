"""From process start to a window that can be typed into, and to the first search answer.

The peer is a bare PySide6 window with one line edit, started the same way in the
same run, in turns with ours, so that a noisy machine is noisy for both.

Run: ``python -m benchmarks.startup`` (``--rounds N``).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent

_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
app = QApplication([])
window = QWidget()
field = QLineEdit()
QVBoxLayout(window).addWidget(field)
window.resize(1280, 800)
window.show()
field.setFocus()
def ready():
    print(time.time() - float(sys.argv[1]), 0.0)
    app.quit()
QTimer.singleShot(0, ready)
app.exec()
"""

_OURS = """
import sys, time
from functools import partial
from advisor.settings import find_places
from advisor.ui.app import make_application
from PySide6.QtCore import QTimer
qt, application = make_application(find_places())
window = application.window
window.show()
state = {}
def ready():
    state["typed"] = time.time() - float(sys.argv[1])
    window.frame.field.setText("ransom")
    poll.start(1)
def look():
    page = window.workspace and window.workspace.reader.listing.page
    if page and page.found:
        poll.stop()
        print(state["typed"], time.time() - float(sys.argv[1]))
        qt.quit()
poll = QTimer()
poll.timeout.connect(look)
QTimer.singleShot(0, ready)
QTimer.singleShot(0, partial(application.open_catalogue, None))
qt.exec()
"""


def _run(code: str) -> tuple[float, float]:
    started = time.time()
    finished = subprocess.run(
        [sys.executable, "-c", code, str(started)],
        cwd=_ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    typed, answered = finished.stdout.split()[-2:]
    return float(typed), float(answered)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _run(_BARE)
    _run(_OURS)
    bare, ours, answers = [], [], []
    for _ in range(rounds):
        bare.append(_run(_BARE)[0])
        typed, answered = _run(_OURS)
        ours.append(typed)
        answers.append(answered - typed)
    print(f"platform {os.environ['QT_QPA_PLATFORM']}, rounds {rounds}, medians in ms")
    print(f"{'bare window, to typing':32}{1000 * statistics.median(bare):8.0f}")
    print(f"{'ours, to typing':32}{1000 * statistics.median(ours):8.0f}")
    print(f"{'ratio (at most 2.5)':32}{statistics.median(ours) / statistics.median(bare):8.2f}")
    print(f"{'then to the first answer':32}{1000 * statistics.median(answers):8.0f}  (at most 500)")


if __name__ == "__main__":
    main()
