"""How long a keystroke takes to become ranked ids, beside SQLite FTS5 on the same text.

Run ``python -m benchmarks.search_speed [ENTRIES…]``. Every query is typed letter by letter, on
both engines in turn; each figure is the best of three rounds, in time of the processor, so that
other work on the machine does not decide. *Warm*: one index and one connection for a round.
*Cold*: a fresh index, and a fresh connection to the same file, for each keystroke;
opening either is not counted there but shown by itself, as is what is worked out after the
first answer. FTS5 is given the words
that we look for, so stop words cost it nothing. *Shown* is warm, with what a list
shows: the reasons of the first ten results.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile  # noqa: TID251  # published text only
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from advisor.search import SearchIndex, Segment, Thesaurus, build_segment
from benchmarks.material import (
    Material,
    make_fts5,
    real_catalogue,
    search_fts5,
    synthetic_catalogue,
)
from benchmarks.questions import read_questions

Times = list[float]
_ROUNDS = 3
_SYNTHETIC = (3_000, 30_000)
# Of so many keystrokes one is measured cold: readying an index takes longer than all else.
_COLD = 10
# In larger catalogues some keystrokes are left out, evenly.
_ALL_UP_TO = 3_000


def main() -> None:
    """Print one table for each catalogue: all, or those whose numbers of entries are named."""
    real = real_catalogue()
    asked = [int(count) for count in sys.argv[1:]] or [len(real.documents), *_SYNTHETIC]
    for count in asked:
        made = real if count == len(real.documents) else synthetic_catalogue(real, count)
        measure(made, every=max(count // _ALL_UP_TO, 1))


def measure(material: Material, every: int = 1) -> None:
    """Print the figures of one catalogue.

    Args:
        material: The catalogue.
        every: Of how many keystrokes one is measured.
    """
    data = build_segment(material.documents)
    opening = best_of(5, lambda: Segment.from_bytes(data))
    segment = Segment.from_bytes(data)
    preparing = best_of(3, lambda: Thesaurus(material.thesaurus))
    thesaurus = Thesaurus(material.thesaurus)
    readying = best_of(5, lambda: SearchIndex([segment], thesaurus).prepare())
    rest = best_of(3, lambda: SearchIndex([segment], thesaurus).prepare_rest())
    typed = [question.text for question in read_questions("development")]
    keystrokes = [query[:end] for query in typed for end in range(1, len(query) + 1)][::every]
    print(f"\n{material.name}; {len(keystrokes)} keystrokes; segment {len(data) / 1e6:.2f} MB")
    print(
        f"open segment {opening:.1f} ms, thesaurus {preparing:.1f} ms, index {readying:.1f} ms, "
        f"afterwards {rest:.0f} ms"
    )
    print(f"{'':8}{'ours p50':>10}{'p95':>8}{'max':>8}{'fts5 p50':>12}{'p95':>8}{'p95 ratio':>12}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fts5.db"
        make_fts5(material.documents, path)

        def make() -> SearchIndex:
            index = SearchIndex([segment], thesaurus)
            index.prepare()
            index.prepare_rest()
            return index

        for name, fresh, show in (("warm", 0, 0), ("cold", 1, 0), ("shown", 0, 10)):
            some = keystrokes[:: _COLD if fresh else 1]
            rounds = [type_all(some, make, path, fresh, show) for _ in range(_ROUNDS)]
            ours, theirs = (
                [min(times) for times in zip(*side, strict=False)]
                for side in zip(*rounds, strict=False)
            )
            print(row(name, ours, theirs))
    print(memory_line(data, material, keystrokes))


def memory_line(data: bytes, material: Material, keystrokes: list[str]) -> str:
    """Return what an open index takes, as Python counts it: at first, readied, and typed on."""
    tracemalloc.start()
    index = SearchIndex([Segment.from_bytes(data)], Thesaurus(material.thesaurus))
    index.prepare()
    taken = [tracemalloc.get_traced_memory()[0]]
    index.prepare_rest()
    taken.append(tracemalloc.get_traced_memory()[0])
    for keystroke in keystrokes:
        index.search(keystroke)
    taken.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return "memory: open {:.1f} MB, afterwards {:.1f}, typed on {:.1f}".format(
        *(size / 1e6 for size in taken)
    )


def best_rounds(rounds: tuple[Times, ...]) -> Times:
    """Return the shortest time of each keystroke."""
    return [min(times) for times in zip(*rounds, strict=True)]


def row(name: str, ours: Times, theirs: Times) -> str:
    """Return one line of the table."""
    figures = f"{name:8}{at(ours, 50):10.3f}{at(ours, 95):8.3f}{max(ours):8.3f}"
    ratio = at(ours, 95) / at(theirs, 95)
    return f"{figures}{at(theirs, 50):12.3f}{at(theirs, 95):8.3f}{ratio:12.2f}"


def type_all(
    keystrokes: list[str], make: Callable[[], SearchIndex], path: Path, fresh: int, show: int
) -> tuple[Times, Times]:
    """Time every keystroke on both engines."""
    ours, theirs = [], []
    index, connection = make(), sqlite3.connect(path)
    for keystroke in keystrokes:
        if fresh:
            connection.close()
            index, connection = make(), sqlite3.connect(path)
        ours.append(timed(partial(search_ours, index, keystroke, show)))
        theirs.append(timed(partial(search_fts5, connection, keystroke)))
    connection.close()
    return ours, theirs


def search_ours(index: SearchIndex, keystroke: str, show: int) -> None:
    """Search, and work out the reasons of the first results."""
    for result in index.search(keystroke).results[:show]:
        assert result.why


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds of the processor some work takes, this thread alone."""
    start = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - start) / 1e6


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs, in milliseconds."""
    return min(timed(work) for _ in range(times))


def at(times: Times, percent: int) -> float:
    """Return a percentile."""
    return sorted(times)[min(len(times) * percent // 100, len(times) - 1)]


if __name__ == "__main__":
    sys.exit(main())
