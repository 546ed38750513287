"""Searching what a session may read.

Rules that this module keeps:
 * Nothing but the opened segments and the thesaurus of the opened sections is
   consulted, and the thesaurus shows only what occurs in those segments.
 * A word counts most as typed, then as the beginning of a word, then as what the
   thesaurus gives, and by similar spelling only if nothing else was found. A word that
   stands as typed hardly is the beginning of another.
 * The same query on the same segments gives the same list, in any order of segments.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from operator import itemgetter
from typing import NamedTuple

from advisor.search.analysis import analyse
from advisor.search.asking import kinds_asked_for
from advisor.search.collection import Collection
from advisor.search.memo import Memo
from advisor.search.query import Phrase, Query, QueryWord, pairs_of, parse_query
from advisor.search.ranking import Scorer, Scores, Weights
from advisor.search.result import How, Result, Results, Why
from advisor.search.segment import Segment
from advisor.search.thesaurus import Meaning, Thesaurus

# A single letter begins nearly everything: its completions say little and cost most.
_MOST_COMPLETIONS = (0, 4, 6, 8)
# Looking for similar spellings takes longest; whoever pastes a page meant no word of it so well.
_MOST_SPELT = 8
# Among so many, the order is also by what stands together; further down nobody looks so closely.
_LOOKED_AT, _MOST_PAIRS = 30, 16
#: The fields whose values each stand for the whole entry.
_NAME_FIELDS = ("title", "aliases")
_WHOLE_FIELDS = (*_NAME_FIELDS, "words")


class Sense(NamedTuple):
    """One thing that a typed word can stand for; a key that is hashed at every keystroke.

    Attributes:
        typed: What the reader typed for it.
        phrase: What is looked up.
        how: How it was come by.
        text: How the thesaurus writes it, if it comes from there.
        factor: What its scores count.
        group: Number of the group there that says so.
    """

    typed: str
    phrase: Phrase
    how: How
    factor: float
    text: str | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One typed word with everything it can stand for, and its score in each entry."""

    senses: tuple[Sense, ...]
    scores: Scores


class SearchIndex:
    """An index over the segments that a session opened.

    Args:
        segments: The opened segments.
        thesaurus: The groups of the opened sections, each ``{says, means}``.
        weights: What ranking depends on.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        thesaurus: Thesaurus | Iterable[Mapping[str, Sequence[str]]] = (),
        *,
        weights: Weights | None = None,
    ) -> None:
        self._collection = Collection(segments)
        self._thesaurus = thesaurus if isinstance(thesaurus, Thesaurus) else Thesaurus(thesaurus)
        self._weights = weights or Weights()
        self._scorer = Scorer(self._collection, self._weights)
        self._priors: Memo[frozenset[str], list[float]] = Memo()
        self._slots: Memo[tuple[Sense, ...], Slot] = Memo()
        self._similar: Memo[str, tuple[str, ...]] = Memo()
        self._nearest: Memo[str, str | None] = Memo()

    def __len__(self) -> int:
        return len(self._collection)

    def prepare(self) -> None:
        """Load what only the first search needs.

        Opening a session does this off the window's thread, so that no keystroke waits.
        """
        parse_query("first")
        self._scorer.prepare()

    def prepare_rest(self) -> None:
        """Load what few searches need: similar spelling, and where whole names begin and end.

        No first answer waits for it, and a search that needs some of it before loads that alone.
        """
        for name in _WHOLE_FIELDS:
            for _ in self._collection.prepare_whole(name):
                time.sleep(0)  # whoever types goes first
        _load_spelling()

    def search(
        self,
        query: str,
        *,
        kind: str | None = None,
        threat: str | None = None,
        limit: int = 50,
        excluded: Sequence[Phrase] = (),
        admits: Callable[[str], bool] | None = None,
        is_exact: bool = False,
    ) -> Results:
        """Find the entries that a query is about.

        Args:
            query: What the reader typed so far. The last word may be unfinished,
                unless something follows it.
            kind: Only entries of this kind.
            threat: Only entries for this threat area.
            limit: How many results to give at most.
            excluded: Words and phrases that no result may hold.
            admits: Says of an entry, by its id, whether it may be a result; all, where ``None``.
            is_exact: Whether words are taken as they are spelt: a typing error then finds nothing.

        Returns:
            The results, best first. A query without words finds nothing.
        """
        parsed = parse_query(query)
        slots = [self._slot(senses) for senses in self._senses(parsed, is_exact=is_exact)]
        scores = self._restrict(_add_up(slots), slots, parsed, threat)
        scores = self._leave_out(scores, excluded)
        matched = frozenset(map(self._collection.entry_ids.__getitem__, scores))
        if admits is not None:
            ids = self._collection.entry_ids
            scores = {n: score for n, score in scores.items() if admits(ids[n])}
        kinds = self._collection.kinds
        counts = Counter(map(kinds.__getitem__, scores))
        if kind is not None:
            scores = {n: score for n, score in scores.items() if kinds[n] == kind}
        best = _best(scores, max(limit, 0))
        return Results(
            query=parsed.text,
            results=tuple(self._result(slots, document, score) for document, score in best),
            total=len(scores),
            counts_by_kind=dict(sorted(counts.items())),
            cut=parsed.cut,
            matched=matched,
            misspelt=tuple(
                slot.senses[0].typed
                for slot in slots
                if slot.senses and slot.senses[0].how == "spelling"
            ),
            unfound=tuple(
                word.typed
                for word, slot in zip(parsed.words, slots, strict=True)
                if not slot.senses
            ),
            groups=_groups_of(slots),
        )

    def nearest(self, typed: str) -> str | None:
        """Return a word, or two, that one which stands nowhere may have been meant for."""
        if typed not in self._nearest:
            from advisor.search.spelling import nearest_words  # noqa: PLC0415 - see _load_spelling

            self._nearest[typed] = nearest_words(self._collection, typed, self._thesaurus.words)
        return self._nearest[typed]

    def _leave_out(self, scores: Scores, excluded: Sequence[Phrase]) -> Scores:
        """Leave out every entry that holds one of some words or phrases."""
        out = {n for phrase in excluded for n in self._scorer.scores(phrase)}
        return {n: score for n, score in scores.items() if n not in out} if out else scores

    def without(self, excluded: Sequence[Phrase]) -> tuple[str, ...]:
        """Return every entry, in order, that holds none of some words or phrases."""
        out = {n for phrase in excluded for n in self._scorer.scores(phrase)}
        return tuple(one for n, one in enumerate(self._collection.entry_ids) if n not in out)

    def _senses(self, query: Query, *, is_exact: bool) -> list[tuple[Sense, ...]]:
        words = query.words
        senses = [self._direct(word) for word in words]
        for expansion in self._thesaurus.find(words, self._collection.has, query.said):
            covered = words[expansion.first : expansion.end]
            typed = " ".join(word.typed for word in covered)
            found = [
                Sense(typed, m.phrase, "synonym", self._weights.synonym, m.text, m.group)
                for m in self._known(expansion.meanings)
            ]
            for number in range(expansion.first, expansion.end):
                senses[number] += found
        nowhere = [word for word, found in zip(words, senses, strict=True) if not found]
        spelt = {} if is_exact else {w: self._similar_senses(w) for w in nowhere[:_MOST_SPELT]}
        return [
            tuple(found) or spelt.get(word, ()) for word, found in zip(words, senses, strict=True)
        ]

    def _direct(self, word: QueryWord) -> list[Sense]:
        senses, factor = [], self._weights.prefix
        if self._collection.has(word.stem):
            senses.append(_sense(word.typed, word.stem, "exact", 1.0))
            factor = self._weights.longer
        if word.unfinished:
            most = _MOST_COMPLETIONS[min(len(word.typed), len(_MOST_COMPLETIONS) - 1)]
            completions = self._collection.expand(word.typed, most)
            senses += [
                _sense(word.typed, stem, "prefix", factor)
                for stem in completions
                if stem != word.stem
            ]
        return senses

    def _known(self, meanings: Iterable[Meaning]) -> list[Meaning]:
        return [meaning for meaning in meanings if self._scorer.scores(meaning.phrase)]

    def _similar_senses(self, word: QueryWord) -> tuple[Sense, ...]:
        if word.typed not in self._similar:
            self._similar[word.typed] = _load_spelling()(self._collection, word.typed)
        factor = self._weights.spelling
        return tuple(
            _sense(word.typed, stem, "spelling", factor) for stem in self._similar[word.typed]
        )

    def _slot(self, senses: tuple[Sense, ...]) -> Slot:
        if senses not in self._slots:
            self._slots[senses] = Slot(senses, self._best_of(senses))
        return self._slots[senses]

    def _best_of(self, senses: tuple[Sense, ...]) -> Scores:
        """Return the best that any sense scores, so that one word never counts twice."""
        if len(senses) == 1 and senses[0].how == "exact":
            return self._scorer.scores(senses[0].phrase)
        best: Scores = {}
        for sense in senses:
            scores, factor = self._scorer.scores(sense.phrase), sense.factor
            if not best:
                best = {document: factor * score for document, score in scores.items()}
                continue
            best_of = best.get
            for document, score in scores.items():
                if factor * score > best_of(document, 0.0):
                    best[document] = factor * score
        return best

    def _weigh_one(self, sense: Sense, document: int) -> float:
        return sense.factor * self._scorer.scores(sense.phrase)[document]

    def _restrict(
        self, scores: Scores, slots: Sequence[Slot], query: Query, threat: str | None
    ) -> Scores:
        """Return the entries worth showing with their final scores."""
        priors = self._priors_of(kinds_asked_for(query.text))
        final = self._weigh_coverage(scores, slots, priors)
        self._prefer_pairs(final, scores, query)
        for phrase in query.phrases:
            holding = self._scorer.scores(phrase)
            final = {n: score for n, score in final.items() if n in holding}
        if threat is not None:
            threats_of = self._collection.threats_of
            final = {n: score for n, score in final.items() if threat in threats_of(n)}
        least = self._weights.least * max(final.values(), default=0.0)
        final = {n: score for n, score in final.items() if score >= least}
        self._raise_whole(final, query.whole)
        return final

    def _prefer_pairs(self, final: Scores, scores: Scores, query: Query) -> None:
        """Raise those of the best entries in which words stand together as they were typed."""
        pairs = pairs_of(query.whole)[:_MOST_PAIRS] if len(query.words) > 1 else ()
        if not pairs:
            return
        best = {document for document, _ in _best(final, _LOOKED_AT)}
        near = dict.fromkeys(best, 0.0)
        for pair in pairs:
            for document, score in self._scorer.near_scores(pair, best).items():
                near[document] += score
        for document in best:
            final[document] *= 1 + self._weights.together * near[document] / scores[document]

    def _raise_whole(self, scores: Scores, whole: Phrase) -> None:
        """Raise the entries that have all that was typed, and no more, as a name or the like."""
        if not whole.stems:
            return
        named = self._whole_in(_NAME_FIELDS, whole)
        for document in (named | self._whole_in(("words",), whole)).intersection(scores):
            weight = self._weights.named if document in named else self._weights.whole
            scores[document] *= 1 + weight

    def _whole_in(self, fields: Iterable[str], whole: Phrase) -> set[int]:
        return set().union(*(self._collection.whole(name, whole) for name in fields))

    def _priors_of(self, asked: frozenset[str]) -> list[float]:
        """Return how much each entry counts for its kind, where some kinds are asked for."""
        if asked not in self._priors:
            usual, least = self._weights.priors, self._weights.asked
            by_kind = {kind: usual.get(kind, 1.0) for kind in set(self._collection.kinds)}
            by_kind |= {kind: max(by_kind[kind], least) for kind in asked & by_kind.keys()}
            self._priors[asked] = [by_kind[kind] for kind in self._collection.kinds]
        return self._priors[asked]

    def _weigh_coverage(
        self, scores: Scores, slots: Sequence[Slot], priors: Sequence[float]
    ) -> Scores:
        """Prefer the entries that more of the words are found in, and the kinds asked for most.

        A rare word is worth more than a frequent one: "freeze an account" is about freezing.
        """
        if len(slots) <= 1 or not scores:
            return {n: score * priors[n] for n, score in scores.items()}
        # By which of the words an entry holds, as bits: few combinations, met often.
        held = dict.fromkeys(scores, 0)
        for number, slot in enumerate(slots):
            bit = 1 << number
            for document in slot.scores:
                held[document] |= bit
        shares = self._shares(slots, set(held.values()))
        return {n: score * priors[n] * shares[held[n]] for n, score in scores.items()}

    def _shares(self, slots: Sequence[Slot], combinations: Iterable[int]) -> dict[int, float]:
        """Return the factor for each combination of words that an entry may hold."""
        worths = [self._scorer.worth(len(slot.scores)) for slot in slots]
        everything, power = sum(worths), self._weights.coverage
        return {
            held: (sum(w for n, w in enumerate(worths) if held >> n & 1) / everything) ** power
            for held in combinations
        }

    def _explain(self, slots: Sequence[Slot], document: int) -> tuple[Why, ...]:
        whys: dict[Why, None] = {}
        for slot in slots:
            holding = [
                (self._weigh_one(sense, document), sense)
                for sense in slot.senses
                if document in self._scorer.scores(sense.phrase)
            ]
            if holding:
                _, sense = max(holding, key=itemgetter(0))
                whys.setdefault(self._why(sense, document))
        return tuple(whys)

    def _why(self, sense: Sense, document: int) -> Why:
        field = self._scorer.field_of(sense.phrase, document)
        found = sense.text
        if len(sense.phrase.stems) == 1:
            found = self._collection.surface_in(field, sense.phrase.stems[0], document)
        return Why(sense.typed, found or "", sense.how, field, sense.phrase.stems, sense.group)

    def _result(self, slots: Sequence[Slot], document: int, score: float) -> Result:
        return Result(
            entry_id=self._collection.entry_ids[document],
            kind=self._collection.kinds[document],
            score=score,
            _explain=partial(self._explain, slots, document),
        )


def warm_up(texts: Iterable[str]) -> None:
    """Load what any search needs, and remember the analysis of some texts that one will look up."""
    parse_query("first")
    for text in texts:
        analyse(text)


def _add_up(slots: Sequence[Slot]) -> Scores:
    total: Scores = dict(slots[0].scores) if slots else {}
    total_of = total.get
    for slot in slots[1:]:
        for document, score in slot.scores.items():
            total[document] = total_of(document, 0.0) + score
    return total


def _groups_of(slots: Sequence[Slot]) -> frozenset[int]:
    found = {sense.group for slot in slots for sense in slot.senses}
    return frozenset(group for group in found if group is not None)


def _load_spelling() -> Callable[[Collection, str], tuple[str, ...]]:
    # Similar spelling is rare, and the modules that it needs are large.
    from advisor.search.spelling import similar_stems  # noqa: PLC0415

    return similar_stems


def _sense(typed: str, stem: str, how: How, factor: float) -> Sense:
    return Sense(typed, Phrase((stem,), (0,)), how, factor)


def _best(scores: Scores, limit: int) -> list[tuple[int, float]]:
    found: Iterable[tuple[int, float]] = scores.items()
    if len(scores) > limit:
        # Sorting bare numbers is fast; only what reaches the last place is put in order.
        least = sorted(scores.values(), reverse=True)[:limit][-1:] or [inf]
        found = [(document, score) for document, score in found if score >= least[0]]
    return sorted(found, key=_best_first)[:limit]


def _best_first(found: tuple[int, float]) -> tuple[float, int]:
    # Documents are numbered in the order of their ids, so equals are listed by id.
    return -found[1], found[0]
