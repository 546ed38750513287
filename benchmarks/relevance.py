"""Whether the right entry comes first, beside other engines on the same text.

    python -m benchmarks.relevance [development] [tuning] [held_out]

Prints a table for each file of questions (see ``benchmarks.questions``), with 95 % intervals, and
what of ours does not come first, but not of what is held out: nobody tunes on it by reading. Only
questions whose answer is in the catalogue count.
"""

from __future__ import annotations

import sys
import tempfile  # noqa: TID251  # published text only
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from advisor.search import SearchIndex, Segment, build_segment
from benchmarks.material import Material, real_catalogue
from benchmarks.measures import MEASURES, place_of, success_at, summarise
from benchmarks.peers import Search, has_tantivy, make_peers
from benchmarks.questions import FILES, HELD_OUT, Question, answerable, read_questions


def main() -> None:
    """Print one table for each file."""
    real = real_catalogue()
    present = frozenset(document.entry_id for document in real.documents)
    print(real.name)
    if not has_tantivy():
        print("tantivy: not installed, so it is not compared (pip install tantivy)")
    with tempfile.TemporaryDirectory() as folder:
        engines = make_engines(real, Path(folder))
        for name in sys.argv[1:] or FILES:
            asked = read_questions(name)
            kept = answerable(asked, present)
            print(f"\n{name}: {len(kept)} of {len(asked)} questions have an answer in it\n")
            report(kept, engines, with_misses=name != HELD_OUT)


def make_engines(material: Material, folder: Path) -> dict[str, Search]:
    """Return each way to search, ours first."""
    segment = Segment.from_bytes(build_segment(material.documents))
    index, bare = SearchIndex([segment], material.thesaurus), SearchIndex([segment])
    return {
        "ours": lambda query: ids(index, query),
        "ours, no thesaurus": lambda query: ids(bare, query),
        **make_peers(material, segment, folder),
    }


def report(
    asked: Sequence[Question], engines: dict[str, Search], *, with_misses: bool = True
) -> None:
    """Print a line for each engine, ours by kind of question, and our misses."""
    print("| |", " | ".join(MEASURES), "|")
    print("|" + "---|" * (len(MEASURES) + 1))
    for name, search in engines.items():
        answers = [(search(question.text), question.answers) for question in asked]
        figures = [summarise([m(*answer) for answer in answers]) for m in MEASURES.values()]
        print(f"| {name} |", " | ".join(map(str, figures)), "|")
    ours = [(question, engines["ours"](question.text)) for question in asked]
    print()
    print_kinds(ours)
    if with_misses:
        print_misses(ours)


def print_misses(ours: Sequence[tuple[Question, list[str]]]) -> None:
    """Print each question whose answer does not come first."""
    for question, found in ours:
        place = place_of(found, question.answers)
        if place != 1:
            wanted = ",".join(sorted(question.answers))
            print(f"  {question.text!r} wants {wanted}, is at {place}, first: {found[:3]}")


def print_kinds(ours: Sequence[tuple[Question, list[str]]]) -> None:
    """Print how many of each kind of question come first."""
    by_kind = defaultdict(list)
    for question, found in ours:
        by_kind[question.kind].append(success_at(1)(found, question.answers))
    if len(by_kind) > 1:
        said = (f"{kind} {sum(each):.0f}/{len(each)}" for kind, each in sorted(by_kind.items()))
        print("first, by kind:", ", ".join(said))


def ids(index: SearchIndex, query: str) -> list[str]:
    """Return what our search finds, best first."""
    return [result.entry_id for result in index.search(query).results]


if __name__ == "__main__":
    sys.exit(main())
