"""From a key press to the painted list, in the real window.

    .venv/bin/python -m benchmarks.keystroke [ENTRIES]

The window at OFFICIAL on the catalogue that ships; with a number, signed in with so many restricted
entries beside it. A dozen questions are typed letter by letter. A key counts until the
list has been painted; what waits until the hands rest, such as the page beside the list, is let
happen in between and not counted. Keys that paint nothing in the list are left out. Under
``xvfb-run`` with ``QT_QPA_PLATFORM=xcb`` it is a window of an X server, else off screen.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251 - made-up words

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from advisor.session import Session
from advisor.settings import Places
from advisor.ui.dressing import dress
from advisor.ui.main_window import MainWindow
from advisor.ui.pictures import settle
from advisor.ui.seat import Seat, SeatKind
from benchmarks.questions import read_questions
from benchmarks.sign_in import RehearsalSite

#: The most that the median may be: one frame at 60 Hz, in milliseconds.
LIMIT = 16.0
_QUESTIONS = 12
# Some keys change nothing in the list, and nothing is painted.
_GIVEN_UP = 0.1


class Painted(QObject):
    """Notes that what it watches was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count a painting, and let it happen."""
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


@contextmanager
def open_window(count: int) -> Iterator[MainWindow]:
    """Show the window, at OFFICIAL or signed in with so many restricted entries."""
    with TemporaryDirectory() as folder:
        if count:
            site = RehearsalSite(Path(folder), count)
            file, places, identity = site.file, site.places, site.person
        else:
            file, places, identity = None, Places(Path(folder) / "s", Path(folder) / "h"), None
        dress(places)
        window = MainWindow(Seat(SeatKind.SIGNED_IN if count else SeatKind.NOT_SIGNED_IN))
        session = Session.open(file, places, identity)
        session.index.prepare()
        session.index.prepare_rest()
        window.show_session(session)
        window.show()
        window.frame.field.setFocus()
        settle()
        yield window


def type_all(window: MainWindow) -> Iterator[tuple[float, float]]:
    """Yield the milliseconds of each key, by the clock and of the processor."""
    painted, field = Painted(), window.frame.field
    assert window.workspace is not None
    window.workspace.search_pane.list.viewport().installEventFilter(painted)
    for question in read_questions("development")[:_QUESTIONS]:
        field.clear()
        settle()
        for letter in question.text:
            before = painted.times
            start, worked = time.perf_counter(), time.process_time()
            QTest.keyClicks(field, letter)
            while painted.times == before and time.perf_counter() - start < _GIVEN_UP:
                QApplication.processEvents()
            taken = time.perf_counter() - start, time.process_time() - worked
            if painted.times > before:
                yield 1000 * taken[0], 1000 * taken[1]
            settle()


def main() -> int:
    """Measure, print, and return 0 if the limit is kept."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = int(sys.argv[1]) if sys.argv[1:] else 0
    with open_window(count) as window:
        found = list(type_all(window))
    for name, each in zip(("by the clock", "processor"), zip(*found, strict=True), strict=True):
        ordered = sorted(each)
        p95 = ordered[len(ordered) * 95 // 100]
        median = statistics.median(ordered)
        print(
            f"{name:14} {len(each)} keys, median {median:.1f}, p95 {p95:.1f}, max {max(each):.1f}"
        )
    return 0 if statistics.median(clock for clock, _ in found) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
