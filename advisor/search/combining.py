"""From the scores of each word to those of the entries.

Rules that this module keeps:
 * Entries that hold more of the words come first, a rare word being worth more than a frequent one.
 * What stands together as it was typed is preferred, and names that are all that was typed.
 * The words before the last, which stay the same while that is typed, are added up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from advisor.search.asking import kinds_asked_for
from advisor.search.collection import Collection
from advisor.search.expanding import Slot
from advisor.search.memo import Memo
from advisor.search.query import Phrase, Query, pairs_of
from advisor.search.ranking import Scorer, Scores, Weights

#: The fields whose values each stand for the whole entry.
NAME_FIELDS = ("title", "aliases")
WHOLE_FIELDS = (*NAME_FIELDS, "words")
# Among so many, the order is also by what stands together; further down nobody looks so closely.
_LOOKED_AT, _MOST_PAIRS = 30, 16
# Of what was typed before the last word few sums are in use at a time, and each is long.
_MOST_SUMS = 4
# Shares of the highest score: above the first of them there mostly are as many as are wanted.
_STEPS = (0.6, 0.35, 0.15, 0.0)


class Sum(NamedTuple):
    """Some words added up.

    Attributes:
        scores: The sum of their scores in each entry.
        held: Which of the words an entry holds, as bits: few combinations, met often.
    """

    scores: Scores
    held: dict[int, int]


class Combiner:
    """Adds up the scores of words.

    Args:
        collection: What is searched.
        scorer: Scores what stands together.
        weights: What ranking depends on.
    """

    def __init__(self, collection: Collection, scorer: Scorer, weights: Weights) -> None:
        self._collection = collection
        self._scorer = scorer
        self._weights = weights
        self._priors: Memo[frozenset[str], list[float]] = Memo()
        self._sums: Memo[tuple[int, ...], Sum] = Memo(_MOST_SUMS)

    def prepare(self) -> None:
        """Work out what most queries need, so that the first one need not."""
        self._priors_of(frozenset())

    def combine(self, query: Query, slots: Sequence[Slot]) -> Scores:
        """Return the scores of all entries that hold any of the words.

        Args:
            query: The query.
            slots: What each of its words can stand for.
        """
        priors = self._priors_of(kinds_asked_for(query.text))
        if len(slots) == 1:
            return {n: score * priors[n] for n, score in slots[0].scores.items()}
        if not slots:
            return {}
        found = self._add_up(slots)
        if not found.scores:
            return {}
        final = self._weigh_coverage(found, slots, priors)
        self._prefer_pairs(final, found.scores, query)
        return final

    def raise_whole(self, scores: Scores, whole: Phrase) -> None:
        """Raise the entries that have all that was typed, and no more, as a name or the like."""
        holding = self._scorer.holding(whole.stems) & scores.keys()
        if not holding:
            return
        named = self._whole_in(NAME_FIELDS, whole)
        for document in (named | self._whole_in(("words",), whole)) & holding:
            weight = self._weights.named if document in named else self._weights.whole
            scores[document] *= 1 + weight

    def _whole_in(self, fields: Iterable[str], whole: Phrase) -> set[int]:
        return set().union(*(self._collection.whole(name, whole) for name in fields))

    def _add_up(self, slots: Sequence[Slot]) -> Sum:
        before = slots[:-1]
        key = tuple([slot.number for slot in before])
        known = self._sums.get(key)
        if known is None:
            known = Sum(dict(before[0].scores), dict.fromkeys(before[0].scores, 1))
            for number, slot in enumerate(before[1:], 1):
                _add(known, slot.scores, 1 << number)
            self._sums[key] = known
        last = slots[-1].scores
        if not last:
            return known
        found = Sum(known.scores.copy(), known.held.copy())
        _add(found, last, 1 << len(before))
        return found

    def _weigh_coverage(self, found: Sum, slots: Sequence[Slot], priors: Sequence[float]) -> Scores:
        """Prefer the entries that more of the words are found in, and the kinds asked for most.

        A rare word is worth more than a frequent one: "freeze an account" is about freezing.
        """
        shares = self._shares(slots, set(found.held.values()))
        return {
            n: score * priors[n] * shares[held]
            for (n, score), held in zip(found.scores.items(), found.held.values(), strict=True)
        }

    def _shares(self, slots: Sequence[Slot], combinations: Iterable[int]) -> dict[int, float]:
        """Return the factor for each combination of words that an entry may hold."""
        worths = [self._scorer.worth(len(slot.scores)) for slot in slots]
        everything, power = sum(worths), self._weights.coverage
        return {
            held: (sum([w for n, w in enumerate(worths) if held >> n & 1]) / everything) ** power
            for held in combinations
        }

    def _prefer_pairs(self, final: Scores, scores: Scores, query: Query) -> None:
        """Raise those of the best entries in which words stand together as they were typed."""
        typed = pairs_of(query.whole)[:_MOST_PAIRS]
        pairs = [pair for pair in typed if self._scorer.stands(pair)]
        if not pairs:
            return
        best, near = frozenset(find_best(final, _LOOKED_AT)), dict[int, float]()
        for pair in pairs:
            for document, score in self._scorer.near(pair, best).items():
                near[document] = near.get(document, 0.0) + score
        for document, score in near.items():
            final[document] *= 1 + self._weights.together * score / scores[document]

    def _priors_of(self, asked: frozenset[str]) -> list[float]:
        """Return how much each entry counts for its kind, where some kinds are asked for."""
        priors = self._priors.get(asked)
        if priors is None:
            usual, least = self._weights.priors, self._weights.asked
            by_kind = {kind: usual.get(kind, 1.0) for kind in set(self._collection.kinds)}
            by_kind |= {kind: max(by_kind[kind], least) for kind in asked & by_kind.keys()}
            priors = list(map(by_kind.__getitem__, self._collection.kinds))
            self._priors[asked] = priors
        return priors


def find_best(scores: Scores, limit: int) -> list[int]:
    """Return the entries that score best, best first; equals by their numbers.

    Args:
        scores: By entry.
        limit: How many at the most.
    """
    least = _least_of_best(scores, limit) if len(scores) > limit else 0.0
    # Documents are numbered in the order of their ids, so equals are listed by id.
    found = [(-score, document) for document, score in scores.items() if score >= least]
    found.sort()
    return [document for _, document in found[:limit]]


def _least_of_best(scores: Scores, limit: int) -> float:
    """Return the lowest of so many highest scores: few are put in order, not all."""
    if limit <= 0:
        return inf
    highest = max(scores.values())
    for step in _STEPS:
        least = highest * step
        high = [score for score in scores.values() if score >= least]
        if len(high) >= limit:
            break
    high.sort(reverse=True)
    return high[limit - 1]


def _add(found: Sum, scores: Scores, bit: int) -> None:
    total, held = found
    total_of, held_of = total.get, held.get
    for document, score in scores.items():
        total[document] = total_of(document, 0.0) + score
        held[document] = held_of(document, 0) | bit
