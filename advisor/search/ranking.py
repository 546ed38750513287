"""How well a word fits an entry: Whoosh's BM25F over plain arrays.

Whoosh's matchers look at one posting at a time; here all postings of a word are
scored at once and remembered, so that typing on only scores the new word. A test
holds the scores against its ``BM25F`` model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from advisor.search.collection import Collection
from advisor.search.memo import Memo
from advisor.search.query import Phrase
from advisor.search.segment import FIELDS

Scores = dict[int, float]

# So few entries are looked at all at once: for each of them alone it takes as long.
_FEW = 64


@dataclass(frozen=True)
class FieldWeight:
    """How much a field counts.

    Attributes:
        weight: Factor for its scores.
        b: How far a long text counts less (BM25's *b*); less for lists of
            names, where a long list says little against any name in it.
    """

    weight: float
    b: float


def _default_fields() -> Mapping[str, FieldWeight]:
    return {
        "title": FieldWeight(3.0, 0.5),
        "aliases": FieldWeight(3.0, 0.5),
        "words": FieldWeight(3.5, 0.5),
        "achieves": FieldWeight(1.0, 0.75),
        "body": FieldWeight(0.5, 0.75),
    }


def _default_priors() -> Mapping[str, float]:
    return {
        "capability": 1.0,
        "procedure": 0.9,
        "authorisation": 0.8,
        "contact": 0.8,
        "responsibility": 0.7,
        "forum": 0.7,
        "precedent": 0.7,
        "term": 0.7,
        "organisation": 0.6,
    }


@dataclass(frozen=True)
class Weights:
    """Every number that ranking depends on.

    Attributes:
        k1: How soon a repeated word stops counting (BM25's *k1*).
        fields: How much each field counts.
        prefix: Factor for a word that only begins as typed.
        longer: Likewise, where a word stands as typed: “sea” is then hardly the start of “search”.
        synonym: Factor for what the thesaurus gives.
        spelling: Factor for a similar spelling.
        coverage: How much less an entry counts that holds few of the words: the power to which
            the share is raised that it holds of what all of them are worth.
        together: Factor for two words typed one after the other, where they stand so.
        named: Share added where a name is what was typed and no more.
        whole: Likewise for words that people type.
        priors: Factor by kind of entry.
        asked: The least factor of a kind that the question asks for by how it is put.
        least: Share of the best score below which an entry is left out.
    """

    k1: float = 1.2
    fields: Mapping[str, FieldWeight] = field(default_factory=_default_fields)
    prefix: float = 0.8
    longer: float = 0.4
    synonym: float = 0.6
    spelling: float = 0.4
    coverage: float = 1.5
    together: float = 0.5
    named: float = 1.0
    whole: float = 0.3
    priors: Mapping[str, float] = field(default_factory=_default_priors)
    asked: float = 1.0
    least: float = 0.03


class Scorer:
    """Scores words and phrases, and remembers them.

    A phrase is scored as one word that occurs where the phrase stands.

    Args:
        collection: What is searched; the statistics are its.
        weights: How much each field counts.
    """

    def __init__(self, collection: Collection, weights: Weights) -> None:
        self._collection = collection
        self._weights = weights
        self._scores: Memo[Phrase, Scores] = Memo(weigh=len)
        self._scores_of: Memo[str, Scores] = Memo(weigh=len)
        self._near: Memo[Phrase, _Near] = Memo()
        self._units: dict[str, _Units] = {}

    def prepare(self) -> None:
        """Work out what does not depend on a query, so that the first one need not."""
        for name in FIELDS:
            self._unit_scores(name)

    def scores(self, phrase: Phrase) -> Scores:
        """Return the score of a word or phrase in each entry that holds it; do not alter it."""
        if len(phrase.stems) == 1:
            return self.scores_of(phrase.stems[0])
        scores = self._scores.get(phrase)
        if scores is None:
            scores = self._scores[phrase] = self._score(phrase)
        return scores

    def scores_of(self, stem: str) -> Scores:
        """Return the score of one word in each entry that holds it; do not alter it."""
        scores = self._scores_of.get(stem)
        if scores is None:
            scores = self._scores_of[stem] = self._score(Phrase((stem,), (0,)))
        return scores

    def _score(self, phrase: Phrase) -> Scores:
        scores: Scores = {}
        for found in self._collection.in_fields(phrase):
            self._add_field(scores, *found)
        return scores

    def holding(self, stems: Sequence[str]) -> frozenset[int]:
        """Return the entries that hold every one of some words, wherever; none, where none is."""
        if not all(map(self._collection.has, stems)):  # as it is with most that is being typed
            return frozenset()
        held = sorted([self.scores_of(stem) for stem in stems], key=len)
        return frozenset(held[0]).intersection(*held[1:]) if held else frozenset()

    def together(self, phrase: Phrase, pairs: Sequence[Phrase]) -> AbstractSet[int]:
        """Return the entries in which a phrase may stand: no other holds it.

        Args:
            phrase: The phrase.
            pairs: Words of it that stand beside each other.
        """
        held: AbstractSet[int] = self.holding(phrase.stems)
        for pair in pairs if held else ():
            near = self._look_at(pair)
            held &= near.scores.keys() | near.holding - near.looked_at
        return held

    def near(self, pair: Phrase, documents: frozenset[int]) -> Scores:
        """Return what two words score where they stand together, in those of some entries.

        As one word would that is worth what both are: how many entries hold them together is not
        counted, which would take a look at all of them.

        Args:
            pair: The two words.
            documents: The entries to look at.
        """
        near = self._look_at(pair)
        new = near.holding & documents - near.looked_at
        if new:
            # At the next letter most of the best are the same, and so are most of the pairs.
            near.looked_at.update(new)
            near.scores.update(self._score_near(pair, new))
        return {n: near.scores[n] for n in near.scores.keys() & documents}

    def stands(self, pair: Phrase) -> bool:
        """Say whether two words may stand together in any entry."""
        near = self._look_at(pair)
        return bool(near.scores) or len(near.holding) > len(near.looked_at)

    def _look_at(self, pair: Phrase) -> _Near:
        near = self._near.get(pair)
        if near is None:
            near = self._near[pair] = _Near(self.holding(pair.stems), set(), {})
            if 0 < len(near.holding) <= _FEW:
                near.looked_at.update(near.holding)
                near.scores.update(self._score_near(pair, near.holding))
        return near

    def _score_near(self, pair: Phrase, documents: AbstractSet[int]) -> Scores:
        scores: Scores = {}
        for name in FIELDS:
            held = [self._collection.count(name, stem) for stem in pair.stems]
            counts = self._collection.count_near(name, pair, documents) if all(held) else {}
            if not counts:
                continue
            units = self._unit_scores(name)
            factor = sum(map(self.worth, held)) * self._weights.fields[name].weight
            for document, count in counts.items():
                unit = units.of(document, count)
                scores[document] = scores.get(document, 0.0) + factor * unit
        return scores

    def field_of(self, phrase: Phrase, document: int) -> str:
        """Return the field that counts most among those in which a phrase stands.

        Raises:
            ValueError: It stands in none.
        """
        for name in FIELDS:
            if self._collection.stands_in(name, phrase, document):
                return name
        raise ValueError("the phrase does not stand in this entry")

    def _add_field(
        self,
        scores: Scores,
        name: str,
        documents: Sequence[int],
        frequencies: Sequence[int] | None,
    ) -> None:
        factor = self.worth(len(documents)) * self._weights.fields[name].weight
        found = self._unit_scores(name).times(factor, documents, frequencies)
        if not scores:
            scores.update(zip(documents, found, strict=True))
            return
        score_of = scores.get
        for document, score in zip(documents, found, strict=True):
            scores[document] = score_of(document, 0.0) + score

    def worth(self, found: int) -> float:
        """Return how much a word tells that so many entries hold.

        Whoosh's inverse document frequency (``WeightingModel.idf``).
        """
        return log(max(len(self._collection), 1) / (found + 1)) + 1

    def _unit_scores(self, name: str) -> _Units:
        if name not in self._units:
            count = max(len(self._collection), 1)
            average = self._collection.field_length(name) / count or 1
            b, k1 = self._weights.fields[name].b, self._weights.k1
            lengths = self._collection.lengths(name)
            self._units[name] = _Units(lengths, average=average, b=b, k1=k1)
        return self._units[name]


class _Near(NamedTuple):
    """What is known of two words that may stand together.

    Attributes:
        holding: The entries that hold both, wherever.
        looked_at: Those of them that were looked at.
        scores: What they score for it, where they do.
    """

    holding: frozenset[int]
    looked_at: set[int]
    scores: Scores


class _Units:
    """BM25 of one field without its idf: how much a word fits an entry that stands so often in it.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in
    the form that Whoosh has, where it is multiplied by *k1* + 1.

    Args:
        lengths: The number of words of the field, by document.
        average: Their average.
        b: How far a long text counts less.
        k1: How soon a repeated word stops counting.
    """

    def __init__(self, lengths: Sequence[int], *, average: float, b: float, k1: float) -> None:
        self._most = k1 + 1
        norms = {length: k1 * ((1 - b) + b * length / average) for length in set(lengths)}
        once = {length: self._most / (1 + norm) for length, norm in norms.items()}
        self._norms = list(map(norms.__getitem__, lengths))
        self._once = list(map(once.__getitem__, lengths))

    def of(self, document: int, frequency: int) -> float:
        """Return how much a word fits an entry."""
        return (frequency * self._most) / (frequency + self._norms[document])

    def times(
        self, factor: float, documents: Sequence[int], frequencies: Sequence[int] | None
    ) -> list[float]:
        """Return how much a word fits each of the entries that hold it, times a factor.

        Args:
            factor: The factor.
            documents: The entries.
            frequencies: How often it is in each; ``None``, where once in all.
        """
        once = self._once
        if frequencies is None:  # as it is with most words in most fields
            return [factor * once[document] for document in documents]
        norms, most = self._norms, self._most
        return [
            factor * once[n] if often == 1 else factor * ((often * most) / (often + norms[n]))
            for n, often in zip(documents, frequencies, strict=True)
        ]
