"""Ten thousand random queries; ``python -m benchmarks.fuzz`` asks a million."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from advisor.search.memo import Memo
from benchmarks.fuzz import (
    LIMIT,
    MOST_GROWTH,
    Report,
    draw_queries,
    make_finder,
    measure_memory,
    open_session,
    run,
    try_one,
)
from tests.support.documents import catalogue, make_index


def test_no_random_query_raises_hangs_or_fills_the_memory(tmp_path: Path):
    report = run(open_session(tmp_path), 10_000, seed=7)
    assert report.queries == 10_000
    assert report.errors == []
    # Of the processor's time, and several times the limit: where tests run is slow and shared.
    assert report.slowest < 5 * LIMIT
    assert report.growth < 10 * MOST_GROWTH


def test_asking_the_same_again_holds_no_more(tmp_path: Path):
    finder, report = make_finder(open_session(tmp_path)), Report()
    queries = list(draw_queries(["ransom", "helicopter", "kidnap", "border"], 60, seed=3))
    held = []
    tracemalloc.start()
    try:
        for _ in range(5):
            for query in queries:
                try_one(finder, query, report)
            held.append(measure_memory())
    finally:
        tracemalloc.stop()
    assert report.errors == []
    assert max(held[3:]) - held[2] < 20_000, held


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Memo.__init__, "__defaults__", (20, None))
    small, large = make_index(), make_index(catalogue())
    memos = [
        *vars(small).values(),
        *vars(small._scorer).values(),
        *vars(small._collection).values(),
    ]
    memos = [memo for memo in memos if isinstance(memo, Memo)]
    for query in draw_queries(["ransom", "helicopter", "kidnap", "border"], 300, seed=5):
        small.search(query)
        small.nearest(query)
        assert all(len(memo) <= 20 for memo in memos)
    assert len(memos) >= 5
    assert [len(memo) for memo in memos if not memo] == []
    assert small.search("ransom heli").results == large.search("ransom heli").results
