"""From the scores of each word to those of the entries.

Rules that this module keeps:
 * Entries that hold more of the words come first, a rare word being worth more than a frequent one.
 * What stands together as it was typed is preferred, and names that are all that was typed.
 * The words before the last, which stay the same while that is typed, are added up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from math import inf
from typing import NamedTuple

from advisor.search.asking import kinds_asked_for
from advisor.search.collection import Collection
from advisor.search.expanding import Slot
from advisor.search.memo import Memo
from advisor.search.query import Phrase, Query
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
        worths: What those of the words are worth that an entry holds.
        weighed: What each entry counts for the words.
    """

    scores: Scores
    worths: Scores
    weighed: Scores


class Combined(NamedTuple):
    """The scores of a whole query.

    Attributes:
        scores: What each entry counts.
        unit: What they are multiplied by to be scores among one.
    """

    scores: Scores
    unit: float


_NOTHING = Sum({}, {}, {})


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
        self._sums: Memo[tuple[object, ...], Sum] = Memo(_MOST_SUMS)

    def prepare(self) -> None:
        """Work out what most queries need, so that the first one need not."""
        self._priors_of(frozenset())

    def combine(self, query: Query, slots: Sequence[Slot]) -> Combined:
        """Return the scores of all entries that hold any of the words.

        Args:
            query: The query.
            slots: What each of its words can stand for.
        """
        if not slots:
            return Combined({}, 1.0)
        asked = kinds_asked_for(query.text)
        priors = self._priors_of(asked)
        if len(slots) == 1:
            return Combined({n: score * priors[n] for n, score in slots[0].scores.items()}, 1.0)
        before = self._add_up(slots[:-1], asked)
        last = slots[-1].scores
        final = before.weighed | self._weigh_with(before, slots[-1], priors)
        self._prefer_pairs(final, before.scores, last, query)
        everything = sum([slot.worth for slot in slots])
        return Combined(final, everything**-self._weights.coverage)

    def raise_whole(self, scores: Scores, query: Query) -> None:
        """Raise the entries that have all that was typed, and no more, as a name or the like."""
        whole = query.whole
        holding = self._scorer.together(whole, query.pairs[:_MOST_PAIRS])
        if not holding:
            return
        named = self._whole_in(NAME_FIELDS, whole, holding)
        for document in (named | self._whole_in(("words",), whole, holding)) & scores.keys():
            weight = self._weights.named if document in named else self._weights.whole
            scores[document] *= 1 + weight

    def _whole_in(
        self, fields: Iterable[str], whole: Phrase, holding: AbstractSet[int]
    ) -> set[int]:
        return set().union(*(self._collection.whole(name, whole, holding) for name in fields))

    def _add_up(self, slots: Sequence[Slot], asked: frozenset[str]) -> Sum:
        """Return the sum of some words; that of all but the last of them is mostly known."""
        key = (asked, *[slot.number for slot in slots])
        known = self._sums.get(key)
        if known is None:
            before, new = self._sums.get(key[:-1]), slots[-1:]
            if before is None:
                before, new = _NOTHING, slots
            known = Sum(*map(dict.copy, before))
            for slot in new:
                self._add(known, slot, self._priors_of(asked))
            self._sums[key] = known
        return known

    def _add(self, known: Sum, slot: Slot, priors: Sequence[float]) -> None:
        """Add one more word."""
        scores, worths, weighed = known
        weighed.update(self._weigh_with(known, slot, priors))
        worth = slot.worth
        for document, score in slot.scores.items():
            scores[document] = scores.get(document, 0.0) + score
            worths[document] = worths.get(document, 0.0) + worth

    def _weigh_with(self, before: Sum, slot: Slot, priors: Sequence[float]) -> Scores:
        """Return what the entries that hold a word count for it and the words before.

        More for those that more of the words are found in, and for the kinds asked for most. A
        rare word is worth more than a frequent one: "freeze an account" is about freezing.
        """
        score_of, worth_of = before.scores.get, before.worths.get
        worth, power = slot.worth, self._weights.coverage
        return {
            n: (score_of(n, 0.0) + score) * priors[n] * (worth_of(n, 0.0) + worth) ** power
            for n, score in slot.scores.items()
        }

    def _prefer_pairs(self, final: Scores, before: Scores, last: Scores, query: Query) -> None:
        """Raise those of the best entries in which words stand together as they were typed."""
        pairs = list(filter(self._scorer.stands, query.pairs[:_MOST_PAIRS]))
        if not pairs:
            return
        best, near = frozenset(find_best(final, _LOOKED_AT)), dict[int, float]()
        for pair in pairs:
            for document, score in self._scorer.near(pair, best).items():
                near[document] = near.get(document, 0.0) + score
        for document, score in near.items():
            held = before.get(document, 0.0) + last.get(document, 0.0)
            final[document] *= 1 + self._weights.together * score / held

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
