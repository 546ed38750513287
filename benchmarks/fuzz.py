"""Random queries, to see that none raises an error, hangs or makes the memory grow.

    python -m benchmarks.fuzz [--queries 1000000] [--seed 1] [--traced]

What is typed is drawn from all of Unicode (halves of characters too), from signs that mean
something in this or another tool's queries, from the catalogue's own words as scopes, phrases and
exclusions, from those words misspelt, and is now and then a megabyte long. Whatever a list would
ask of what was found is asked as well: why, the passages, what else to try.

A query that takes longer than the limit is asked twice more on a fresh index, and the least time of
the processor counts, so that other work on the machine does not. Memory is looked
at after each tenth of the run: what the process has resident, or what ``tracemalloc`` counts where
``--traced`` asks for it, which takes several times as long. The same seed draws the same queries.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251 - an empty home

import msgspec

from advisor.search import MAX_CHARACTERS, SearchIndex, Segment
from advisor.search.collection import Collection
from advisor.search.entry_finder import EntryFinder
from advisor.search.syntax import complete
from advisor.session import Session
from advisor.settings import Places
from benchmarks.material import draw_numbers

#: Milliseconds of processor time that one query may take.
LIMIT = 100.0
#: Bytes that the second half of a run may hold more than the first.
MOST_GROWTH = 4_000_000

# Of so many queries one is asked for all that a list and the box show.
_WHOLE = 20
_MEGABYTE = 1_000_000
_TENTHS = 10
_CHARACTERS = 0x110000
_SIGNS = (
    "\"“”'’-–:*?()[]{}<>^~\\/&|!+=#@%$;,._ \t\n\r\x00\x1b\x7f\u202e\u200b\ufeff" + "aeéAE10ß🚁İ"
)
_JOINTS = (" ", " ", " ", " ", "-", " -", ":", " kind:", " threat:", '"', ' "', "' OR '", "\t", "")


@dataclass
class Report:
    """What came of a run.

    Attributes:
        queries: How many were asked.
        errors: Each query that raised an error, with the error.
        slow: Each query over the limit, with its milliseconds.
        slowest: The milliseconds of the slowest.
        held: The bytes held after each tenth.
    """

    queries: int = 0
    errors: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0
    held: list[int] = field(default_factory=list)

    @property
    def growth(self) -> int:
        """How many bytes more the second half of the run held than the first, at the most."""
        half = len(self.held) // 2
        return max(self.held[half:], default=0) - max(self.held[:half], default=0)

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not self.errors and not self.slow and self.growth <= MOST_GROWTH


def main() -> int:
    """Run, print, and return 0 if nothing went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traced", action="store_true")
    asked = parser.parse_args()
    if asked.traced:
        tracemalloc.start()
    with TemporaryDirectory() as folder:
        report = run(open_session(Path(folder)), asked.queries, asked.seed, say=print_tenth)
    print(f"{report.queries:,} queries, seed {asked.seed}")
    print(f"errors {len(report.errors)}, over {LIMIT:.0f} ms {len(report.slow)}, ", end="")
    print(f"slowest {report.slowest:.1f} ms, growth {report.growth / 1e6:.2f} MB")
    print(*report.errors[:20], *report.slow[:20], sep="\n")
    return 0 if report.is_clean else 1


def print_tenth(report: Report) -> None:
    """Print how far a run is."""
    held = f"{report.held[-1] / 1e6:.2f} MB held"
    wrong = f"{len(report.errors)} errors, {len(report.slow)} slow"
    print(f"{report.queries:10,} {wrong}, {held}, slowest {report.slowest:.1f} ms", flush=True)


def open_session(folder: Path) -> Session:
    """Return a session on the catalogue that ships, with nobody's settings."""
    return Session.open(None, Places(folder / "site", folder / "home"))


def run(
    session: Session, count: int, seed: int, say: Callable[[Report], None] = lambda _: None
) -> Report:
    """Ask so many random queries.

    Args:
        session: Whose catalogue is searched.
        count: How many.
        seed: What they are drawn from.
        say: Told of the report after each tenth.
    """
    report, finder = Report(), make_finder(session)
    segments = map(Segment.from_bytes, session.catalogue.segments)
    words = Collection(tuple(segments)).surfaces()
    for query in draw_queries(words, count, seed):
        report.queries += 1
        if try_one(finder, query, report) > LIMIT:
            note_time(min(take_again(session, query, report) for _ in range(2)), query, report)
        if report.queries % max(count // _TENTHS, 1) == 0:
            report.held.append(measure_memory())
            say(report)
    return report


def measure_memory() -> int:
    """Return the bytes that Python holds, where it is traced, else those of the process."""
    gc.collect()
    if tracemalloc.is_tracing():
        return tracemalloc.get_traced_memory()[0]
    resident = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(resident) * resource.getpagesize()


def make_finder(session: Session) -> EntryFinder:
    """Return a search that remembers nothing yet, and has loaded what any first search loads."""
    thesaurus = msgspec.to_builtins(session.catalogue.thesaurus)
    index = SearchIndex([Segment.from_bytes(one) for one in session.catalogue.segments], thesaurus)
    finder = EntryFinder(session.catalogue, lambda: index)
    ask(finder, "first ransm -all", whole=True)
    return finder


def try_one(
    finder: EntryFinder,
    query: str,
    report: Report,
    clock: Callable[[], int] = time.perf_counter_ns,
) -> float:
    """Ask one query, note an error, and return the milliseconds that it took by a clock."""
    start = clock()
    try:
        ask(finder, query, whole=report.queries % _WHOLE == 0)
    except Exception as error:  # noqa: BLE001 - any error is a finding
        report.errors.append(f"{shown(query)}: {error!r}")
    taken = (clock() - start) / 1e6
    if taken <= LIMIT:
        report.slowest = max(report.slowest, taken)
    return taken


def take_again(session: Session, query: str, report: Report) -> float:
    """Ask a query once more, of a fresh index, and return the processor's milliseconds."""
    return try_one(make_finder(session), query, report, time.process_time_ns)


def note_time(taken: float, query: str, report: Report) -> None:
    """Note how long a query took."""
    report.slowest = max(report.slowest, taken)
    if taken > LIMIT:
        report.slow.append(f"{shown(query)}: {taken:.0f} ms")


def ask(finder: EntryFinder, query: str, *, whole: bool) -> None:
    """Ask one query, and hold the answer to what must be true of any.

    Args:
        finder: What is asked.
        query: The query.
        whole: Whether all that a list and the box show is asked for.
    """
    page = finder.search(query)
    results = page.results
    assert results.cut == (len(query) > MAX_CHARACTERS), "a cut that is not said"
    assert results.total >= len(page.found), "more found than there are"
    scores = [found.result.score for found in page.found]
    assert scores == sorted(scores, reverse=True), "not in order"
    complete(query, finder.facets.vocabulary)
    if whole:
        assert page.did_you_mean is None or page.did_you_mean.total > 0, "an empty suggestion"
        assert all(typed != taken for typed, taken in page.corrections), "an empty correction"
        for found in page.found[:3]:
            assert found.result.why or not found.result.score, "found for no reason"
            assert finder.passages(found.result), "a result with nothing to show"


def draw_queries(words: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Yield so many random queries.

    Args:
        words: The catalogue's words.
        count: How many queries.
        seed: What they are drawn from.
    """
    numbers = draw_numbers(seed)

    def draw(below: int) -> int:
        return next(numbers) % below

    kinds: tuple[Callable[[], str], ...] = (
        lambda: "".join(chr(draw(_CHARACTERS)) for _ in range(draw(80))),
        lambda: "".join(_SIGNS[draw(len(_SIGNS))] for _ in range(draw(60))),
        lambda: "".join(_JOINTS[draw(len(_JOINTS))] + pick(words, draw) for _ in range(draw(8))),
        lambda: " ".join(misspell(pick(words, draw), draw) for _ in range(1 + draw(3))),
    )
    for number in range(1, count + 1):
        query = kinds[draw(len(kinds))]()
        if number % 500 == 0:
            query = (query or "a") * (_MEGABYTE // max(len(query), 1))
        elif number % 250 == 100:
            query = " ".join(misspell(pick(words, draw), draw) for _ in range(200))
        yield query


def pick(words: Sequence[str], draw: Callable[[int], int]) -> str:
    """Return a word at random."""
    return words[draw(len(words))]


def misspell(word: str, draw: Callable[[int], int]) -> str:
    """Return a word with a letter left out, doubled, changed for another or two exchanged."""
    at = draw(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    other = chr(ord("a") + draw(26))
    return (
        before + (after, letter * 2 + after, other + after, after[:1] + letter + after[1:])[draw(4)]
    )


def shown(query: str) -> str:
    """Return the beginning of a query, so that any terminal can print it."""
    return ascii(query[:120]) + (f"… of {len(query):,}" if len(query) > 120 else "")


if __name__ == "__main__":
    sys.exit(main())
