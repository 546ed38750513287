"""The measures of relevance, against figures worked out elsewhere or by hand."""

from __future__ import annotations

from math import log2

import pytest

from benchmarks.measures import ndcg, reciprocal_rank, success_at, summarise

A_OR_D = frozenset({"a", "d"})


# Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_success_is_wilsons(right: int, count: int, low: float, high: float):
    figure = summarise([1.0] * right + [0.0] * (count - right))
    assert (figure.mean, figure.low, figure.high) == pytest.approx(
        (right / count, low, high), abs=6e-5
    )


def test_all_right_is_not_certain():
    assert summarise([1.0] * 60).low == pytest.approx(0.9398, abs=1e-4)


def test_any_other_interval_is_bootstrapped_and_always_the_same():
    values = [1.0, 0.5, 0.25, 0.0, 1.0, 1.0]
    figure = summarise(values)
    assert figure == summarise(values)
    assert figure.mean == 0.625
    assert figure.low < figure.mean < figure.high


def test_a_ranking_is_measured_by_its_first_right_entry():
    found = ["b", "d", "c", "a"]
    assert [success_at(depth)(found, A_OR_D) for depth in (1, 3)] == [0.0, 1.0]
    assert reciprocal_rank(found, A_OR_D) == 0.5
    assert reciprocal_rank([], A_OR_D) == 0.0


def test_every_right_entry_gains():
    best = 1 + 1 / log2(3)
    assert ndcg(["a", "d"], A_OR_D) == 1.0
    assert ndcg(["b", "a", "c", "d"], A_OR_D) == pytest.approx((1 / log2(3) + 1 / log2(5)) / best)
    assert ndcg([*"0123456789", "a"], A_OR_D) == 0.0
