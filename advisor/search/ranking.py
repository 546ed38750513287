"""How well a word fits an entry: Whoosh's BM25F over plain arrays.

Whoosh's matchers look at one posting at a time; here all postings of a word are
scored at once and remembered, so that typing on only scores the new word. The
formula is Whoosh's own, ``whoosh.scoring.bm25``, and a test holds the scores
against its ``BM25F`` model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import Any

from advisor.search.collection import Collection
from advisor.search.query import Phrase
from advisor.search.segment import FIELDS

Scores = dict[int, float]


@dataclass(frozen=True)
class FieldWeight:
    """How much a field counts.

    Attributes:
        weight: Factor for its scores.
        b: How far a long text counts less (BM25's *b*); little for lists of
            names, where a long list says nothing against any name in it.
    """

    weight: float
    b: float


def _default_fields() -> Mapping[str, FieldWeight]:
    return {
        "title": FieldWeight(3.0, 0.5),
        "aliases": FieldWeight(3.0, 0.25),
        "words": FieldWeight(2.5, 0.25),
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
        synonym: Factor for what the thesaurus gives.
        spelling: Factor for a similar spelling.
        coverage: Share of the score that depends on how many of the words are found.
        priors: Factor by kind of entry.
        least: Share of the best score below which an entry is left out.
    """

    k1: float = 1.2
    fields: Mapping[str, FieldWeight] = field(default_factory=_default_fields)
    prefix: float = 0.8
    synonym: float = 0.6
    spelling: float = 0.4
    coverage: float = 0.5
    priors: Mapping[str, float] = field(default_factory=_default_priors)
    least: float = 0.1


class Scorer:
    """Scores words and phrases, and remembers them.

    Args:
        collection: What is searched; the statistics are its.
        weights: How much each field counts.
    """

    def __init__(self, collection: Collection, weights: Weights) -> None:
        self._collection = collection
        self._weights = weights
        self._stems: dict[str, Scores] = {}
        self._phrases: dict[Phrase, Scores] = {}
        self._units: dict[str, _Units] = {}

    def scores(self, phrase: Phrase) -> Scores:
        """Return the score of a word or phrase in each entry that holds it; do not alter it."""
        if len(phrase.stems) == 1:
            return self._score_stem(phrase.stems[0])
        if phrase not in self._phrases:
            self._phrases[phrase] = self._score_phrase(phrase)
        return self._phrases[phrase]

    def field_of(self, phrase: Phrase, document: int) -> str:
        """Return the field that counts most among those in which a phrase stands.

        Raises:
            ValueError: It stands in none.
        """
        for name in FIELDS:
            places = [self._collection.places(name, stem) for stem in phrase.stems]
            if stands_in(phrase, places, document):
                return name
        raise ValueError("the phrase does not stand in this entry")

    def _score_stem(self, stem: str) -> Scores:
        if stem not in self._stems:
            scores: Scores = {}
            for name in FIELDS:
                self._add_field(scores, name, stem)
            self._stems[stem] = scores
        return self._stems[stem]

    def _add_field(self, scores: Scores, name: str, stem: str) -> None:
        postings = self._collection.postings(name, stem)
        documents = postings.documents
        if not documents:
            return
        units, lengths = self._unit_scores(name), self._collection.lengths(name)
        factor = self._idf(len(documents)) * self._weights.fields[name].weight
        pairs = zip(postings.frequencies, map(lengths.__getitem__, documents), strict=True)
        found = map(units.__getitem__, pairs)
        if not scores:
            scores.update({n: factor * unit for n, unit in zip(documents, found, strict=True)})
            return
        score_of = scores.get
        for document, unit in zip(documents, found, strict=True):
            scores[document] = score_of(document, 0.0) + factor * unit

    def _idf(self, found: int) -> float:
        """Whoosh's inverse document frequency (``WeightingModel.idf``)."""
        return log(len(self._collection) / (found + 1)) + 1

    def _unit_scores(self, name: str) -> _Units:
        if name not in self._units:
            total, count = sum(self._collection.lengths(name)), len(self._collection)
            weight = self._weights.fields[name]
            self._units[name] = _Units(average=total / count or 1, b=weight.b, k1=self._weights.k1)
        return self._units[name]

    def _score_phrase(self, phrase: Phrase) -> Scores:
        words = [self._score_stem(stem) for stem in phrase.stems]
        holding = set(words[0]).intersection(*words[1:])
        standing: set[int] = set()
        for name in FIELDS:
            if open_ := holding - standing:
                places = [self._collection.places(name, stem) for stem in phrase.stems]
                standing.update(n for n in open_ if stands_in(phrase, places, n))
        return {n: sum(word[n] for word in words) / len(words) for n in sorted(standing)}


def stands_in(phrase: Phrase, places: Sequence[Mapping[int, Sequence[int]]], document: int) -> bool:
    """Say whether the words of a phrase stand together in a document."""
    starts: set[int] | None = None
    for offset, by_document in zip(phrase.places, places, strict=True):
        here = {place - offset for place in by_document.get(document, ())}
        starts = here if starts is None else starts & here
        if not starts:
            return False
    return True


class _Units(dict[tuple[int, int], float]):
    """BM25 without its idf, by frequency and length of the field: few pairs, met often."""

    def __init__(self, *, average: float, b: float, k1: float) -> None:
        super().__init__()
        self._parameters = (average, b, k1)

    def __missing__(self, pair: tuple[int, int]) -> float:
        frequency, length = pair
        unit = float(load_formula()(1.0, frequency, length, *self._parameters))
        self[pair] = unit
        return unit


@cache
def load_formula() -> Callable[..., Any]:
    """Return Whoosh's BM25 formula."""
    # Whoosh is not imported before there is something to score: see analysis._chain.
    from whoosh.scoring import bm25  # noqa: PLC0415

    return bm25  # type: ignore[no-any-return]
