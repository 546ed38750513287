"""Whether other weights would rank better, without being fooled by the questions tuned on.

    python -m benchmarks.tuning

The weights are those of ``advisor.search.Weights``; nothing is written. From the ones that ship,
each weight in turn is tried at every step of its grid and the best is kept, until no step helps
(coordinate ascent). That is done five times, each time without one fifth of the questions, on
which what was found is then measured: five-fold cross-validation. Weights that gain where they
were tuned and not on the fifth left out have learnt the questions, not how to rank.

The questions are ``development``, ``tuning`` and ``further``. What is held out is not read here,
and a test sees to that. A question's fifth hangs on a hash of its text, and nothing is drawn at
random, so two runs on one catalogue print the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from statistics import fmean

from advisor.search import SearchIndex, Segment, Thesaurus, Weights, build_segment
from benchmarks.material import Material, real_catalogue
from benchmarks.measures import ndcg, reciprocal_rank
from benchmarks.questions import Question, answerable, read_questions

#: The files that may be tuned on.
TUNED_ON = ("development", "tuning", "further")
FOLDS = 5
#: The steps of each weight; a dot leads to the weight of a field or the factor of a kind.
GRID: Mapping[str, Sequence[float]] = {
    "fields.title": (2.0, 3.0, 4.0, 5.0),
    "fields.aliases": (2.0, 3.0, 4.0),
    "fields.words": (2.0, 2.5, 3.0, 3.5, 4.5, 6.0),
    "fields.achieves": (0.75, 1.0, 1.5, 2.0),
    "fields.body": (0.25, 0.5, 0.75, 1.0),
    "k1": (0.6, 0.9, 1.2, 1.6),
    "prefix": (0.6, 0.8, 1.0),
    "synonym": (0.3, 0.45, 0.6, 0.75),
    "coverage": (0.5, 1.0, 1.5, 2.0),
    "together": (0.0, 0.25, 0.5, 0.75),
    "named": (0.3, 0.6, 1.0, 1.5),
    "whole": (0.0, 0.3, 0.6),
    "priors.procedure": (0.7, 0.8, 0.9, 1.0),
    "priors.term": (0.6, 0.7, 0.8),
}
# A gain smaller than this is no gain: one question of hundreds moved by a place well down the list.
_LEAST_GAIN = 0.0005

#: What is gained with some weights on each question, from 0 to 1.
Gains = Sequence[float]
Judge = Callable[[Weights], Gains]


@dataclass(frozen=True)
class Fold:
    """What tuning without one part of the questions found.

    Attributes:
        changes: What it would change of the weights that ship.
        tuned_on: The mean gain on the rest, on which it tuned.
        left_out: The mean gain on the part left out.
        shipped: What the weights that ship gain on that part.
    """

    changes: Mapping[str, float]
    tuned_on: float
    left_out: float
    shipped: float


def main() -> None:
    """Print what tuning would gain, and what it would change."""
    real = real_catalogue()
    present = frozenset(document.entry_id for document in real.documents)
    asked = answerable(read_questions(*TUNED_ON), present)
    judge = make_judge(real, asked)
    folds = [fold_of(question.text) for question in asked]
    print(f"{real.name}; {len(asked)} questions; gain: mean of MRR and nDCG@10\n")
    print("| without fifth | tuned on the rest | on the fifth | as shipped | changes |")
    print("|---|---|---|---|---|")
    found = list(cross_validate(judge, folds))
    for number, fold in enumerate(found, 1):
        figures = f"{fold.tuned_on:.3f} | {fold.left_out:.3f} | {fold.shipped:.3f}"
        print(f"| {number} | {figures} | {say(fold.changes)} |", flush=True)
    means = [
        fmean(column) for column in zip(*((f.left_out, f.shipped) for f in found), strict=True)
    ]
    print(f"\ncross-validated: tuned {means[0]:.4f}, as shipped {means[1]:.4f}")
    best = climb(judge, range(len(asked)))
    gains = fmean(judge(best)), fmean(judge(Weights()))
    print(
        f"on all of them: tuned {gains[0]:.4f} ({say(changes_of(best))}), as shipped {gains[1]:.4f}"
    )


def make_judge(material: Material, asked: Sequence[Question]) -> Judge:
    """Return what says how much some weights gain on each question, and remembers it."""
    segment = Segment.from_bytes(build_segment(material.documents))
    thesaurus, known = Thesaurus(material.thesaurus), dict[str, Gains]()

    def judge(weights: Weights) -> Gains:
        key = repr(weights)
        if key not in known:
            index = SearchIndex([segment], thesaurus, weights=weights)
            known[key] = [gain(index, question) for question in asked]
        return known[key]

    return judge


def gain(index: SearchIndex, question: Question) -> float:
    """Return how well one question is answered: the mean of reciprocal rank and nDCG@10."""
    found = [result.entry_id for result in index.search(question.text).results]
    return (reciprocal_rank(found, question.answers) + ndcg(found, question.answers)) / 2


def fold_of(text: str) -> int:
    """Return which fifth a question belongs to."""
    return int.from_bytes(sha256(text.encode()).digest()[1:3]) % FOLDS


def cross_validate(judge: Judge, folds: Sequence[int]) -> Iterator[Fold]:
    """Yield what tuning finds without each part in turn.

    Args:
        judge: Says how much some weights gain on each question.
        folds: Which part each question belongs to.
    """
    for left_out in sorted(set(folds)):
        rest = [at for at, fold in enumerate(folds) if fold != left_out]
        part = [at for at, fold in enumerate(folds) if fold == left_out]
        best = climb(judge, rest)
        yield Fold(
            changes_of(best),
            tuned_on=mean_of(judge(best), rest),
            left_out=mean_of(judge(best), part),
            shipped=mean_of(judge(Weights()), part),
        )


def climb(judge: Judge, on: Sequence[int]) -> Weights:
    """Return the weights that no single step betters on some of the questions."""
    best = Weights()
    reached, before = mean_of(judge(best), on), -1.0
    while reached - before > _LEAST_GAIN:
        before = reached
        for name, steps in GRID.items():
            for step in steps:
                tried = set_weight(best, name, step)
                gained = mean_of(judge(tried), on)
                if gained - reached > _LEAST_GAIN:
                    best, reached = tried, gained
    return best


def mean_of(gains: Gains, on: Sequence[int]) -> float:
    """Return the mean gain on some of the questions."""
    return fmean(gains[at] for at in on)


def get_weight(weights: Weights, name: str) -> float:
    """Return one weight by its name in ``GRID``."""
    group, _, key = name.rpartition(".")
    if group == "fields":
        return weights.fields[key].weight
    return float(weights.priors[key] if group == "priors" else getattr(weights, key))


def set_weight(weights: Weights, name: str, value: float) -> Weights:
    """Return the weights with one of them replaced."""
    group, _, key = name.rpartition(".")
    if group == "fields":
        changed = replace(weights.fields[key], weight=value)
        return replace(weights, fields={**weights.fields, key: changed})
    if group == "priors":
        return replace(weights, priors={**weights.priors, key: value})
    return replace(weights, **{key: value})


def changes_of(weights: Weights) -> dict[str, float]:
    """Return what differs from the weights that ship, by its name in ``GRID``."""
    values = {name: (get_weight(weights, name), get_weight(Weights(), name)) for name in GRID}
    return {name: value for name, (value, shipped) in values.items() if value != shipped}


def say(changes: Mapping[str, float]) -> str:
    """Return changes in one line."""
    return ", ".join(f"{name} {value:g}" for name, value in changes.items()) or "none"


if __name__ == "__main__":
    sys.exit(main())
