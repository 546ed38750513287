"""How good a ranking is, and how sure that figure is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2, sqrt

from benchmarks.material import draw_numbers

Found = Sequence[str]
Measure = Callable[[Found, frozenset[str]], float]

_RESAMPLES = 2_000
_DEPTH = 10
# The 97.5th percentile of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True)
class Figure:
    """A mean with its 95 % interval.

    Attributes:
        mean: The mean, from 0 to 1.
        low: The lower end of the interval.
        high: The upper end of the interval.
    """

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f} to {self.high:.3f})"


def place_of(found: Found, answers: frozenset[str]) -> int | None:
    """Return the place of the first right entry, counted from one."""
    return next((place for place, each in enumerate(found, 1) if each in answers), None)


def success_at(depth: int) -> Measure:
    """Return whether a right entry is among the first so many, as a measure."""
    return lambda found, answers: float(bool(answers.intersection(found[:depth])))


def reciprocal_rank(found: Found, answers: frozenset[str]) -> float:
    """Return one over the place of the first right entry, or nothing."""
    place = place_of(found, answers)
    return 1 / place if place else 0.0


def ndcg(found: Found, answers: frozenset[str]) -> float:
    """Return the discounted gain of the first ten, of the best that can be had.

    Every right entry gains the same, so a question that several entries answer has all of it
    only where they all stand first.
    """
    gain = sum(1 / log2(at + 2) for at, each in enumerate(found[:_DEPTH]) if each in answers)
    best = sum(1 / log2(at + 2) for at in range(min(len(answers), _DEPTH)))
    return gain / best


MEASURES: dict[str, Measure] = {
    "success@1": success_at(1),
    "success@3": success_at(3),
    "MRR": reciprocal_rank,
    "nDCG@10": ndcg,
}


def summarise(values: Sequence[float]) -> Figure:
    """Return the mean of some values and its interval; the same values give the same one.

    Where each value is a yes or a no, the interval is Wilson's, which holds for few questions and
    near the ends, where the bootstrap says that 60 of 60 is certain. Otherwise it is bootstrapped.
    """
    return _by_wilson(values) if set(values) <= {0.0, 1.0} else _by_bootstrap(values)


def _by_wilson(values: Sequence[float]) -> Figure:
    count, mean = len(values), sum(values) / len(values)
    square = _Z * _Z / count
    middle = (mean + square / 2) / (1 + square)
    half = _Z * sqrt(mean * (1 - mean) / count + square / count / 4) / (1 + square)
    return Figure(mean, max(middle - half, 0.0), min(middle + half, 1.0))


def _by_bootstrap(values: Sequence[float]) -> Figure:
    draw, count = draw_numbers(95), len(values)
    means = sorted(
        sum(values[next(draw) % count] for _ in range(count)) / count for _ in range(_RESAMPLES)
    )
    low, high = means[_RESAMPLES * 25 // 1000], means[_RESAMPLES * 975 // 1000 - 1]
    return Figure(sum(values) / count, low, high)
