"""How long a keystroke takes to become ranked ids, beside SQLite FTS5 on the same text.

Run ``python -m benchmarks.search_speed``. Every query is typed letter by letter.
*Warm*: one index and one connection for everything. *Cold*: a fresh index, or a
fresh connection to the same file, for each keystroke; opening either is not
counted there but shown by itself. FTS5 is given the words that we look for, so
stop words cost it nothing. *Shown* adds what a list shows: reasons of ten results.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile  # noqa: TID251  # published text only
import time
from collections.abc import Callable
from pathlib import Path

from advisor.search import SearchIndex, Segment, Thesaurus, build_segment
from benchmarks.material import (
    Material,
    make_fts5,
    queries,
    real_catalogue,
    search_fts5,
    synthetic_catalogue,
)

Times = list[float]


def main() -> None:
    """Print one table for each catalogue."""
    real = real_catalogue()
    for material in (real, synthetic_catalogue(real)):
        measure(material)


def measure(material: Material) -> None:
    """Print the figures of one catalogue."""
    data = build_segment(material.documents)
    opening = best_of(5, lambda: Segment.from_bytes(data))
    segment = Segment.from_bytes(data)
    preparing = best_of(3, lambda: Thesaurus(material.thesaurus))
    thesaurus = Thesaurus(material.thesaurus)
    keystrokes = [query[:end] for query, _ in queries() for end in range(1, len(query) + 1)]
    print(f"\n{material.name}; {len(keystrokes)} keystrokes; segment {len(data) / 1e6:.2f} MB")
    print(f"open segment {opening:.1f} ms, prepare thesaurus {preparing:.1f} ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fts5.db"
        make_fts5(material.documents, path)
        rows = {
            "warm": (warm(SearchIndex([segment], thesaurus), keystrokes), fts5(path, keystrokes)),
            "cold": (
                cold(lambda: SearchIndex([segment], thesaurus), keystrokes),
                fts5(path, keystrokes, fresh=True),
            ),
            "shown": (shown(SearchIndex([segment], thesaurus), keystrokes), None),
        }
    print(f"{'':8}{'ours p50':>10}{'p95':>8}{'max':>8}{'fts5 p50':>12}{'p95':>8}{'p95 ratio':>12}")
    for name, (ours, theirs) in rows.items():
        print(row(name, ours, theirs))


def row(name: str, ours: Times, theirs: Times | None) -> str:
    """Return one line of the table."""
    line = f"{name:8}{at(ours, 50):10.3f}{at(ours, 95):8.3f}{max(ours):8.3f}"
    if theirs is None:
        return line
    ratio = at(ours, 95) / at(theirs, 95)
    return f"{line}{at(theirs, 50):12.3f}{at(theirs, 95):8.3f}{ratio:12.2f}"


def warm(index: SearchIndex, keystrokes: list[str]) -> Times:
    """Time our search on one index."""
    index.prepare()
    return [timed(lambda k=keystroke: index.search(k)) for keystroke in keystrokes]


def cold(make: Callable[[], SearchIndex], keystrokes: list[str]) -> Times:
    """Time our search, with a fresh index for each keystroke."""
    times = []
    for keystroke in keystrokes:
        index = make()
        times.append(timed(lambda k=keystroke, index=index: index.search(k)))
    return times


def shown(index: SearchIndex, keystrokes: list[str]) -> Times:
    """Time our search with the reasons of the first ten results."""

    def search(keystroke: str) -> None:
        for result in index.search(keystroke).results[:10]:
            assert result.why

    return [timed(lambda k=keystroke: search(k)) for keystroke in keystrokes]


def fts5(path: Path, keystrokes: list[str], *, fresh: bool = False) -> Times:
    """Time FTS5, on one connection or on a fresh one for each keystroke."""
    connection = sqlite3.connect(path)
    times = []
    for keystroke in keystrokes:
        if fresh:
            connection.close()
            connection = sqlite3.connect(path)
        times.append(timed(lambda k=keystroke, c=connection: search_fts5(c, k)))
    connection.close()
    return times


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs, in milliseconds."""
    return min(timed(work) for _ in range(times))


def at(times: Times, percent: int) -> float:
    """Return a percentile."""
    return sorted(times)[min(len(times) * percent // 100, len(times) - 1)]


if __name__ == "__main__":
    sys.exit(main())
