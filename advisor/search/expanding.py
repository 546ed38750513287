"""From the words of a query to everything that each can stand for, scored.

Rules that this module keeps:
 * A word counts most as typed, then as the beginning of a word, then as what the
   thesaurus gives, and by similar spelling only if nothing else was found. A word that
   stands as typed hardly is the beginning of another.
 * What was worked out for a word is remembered: typing on works out the new word alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from advisor.search.analysis import analyse_all
from advisor.search.collection import Collection
from advisor.search.memo import Memo
from advisor.search.query import Phrase, Query, QueryWord
from advisor.search.ranking import Scorer, Scores, Weights
from advisor.search.result import How
from advisor.search.thesaurus import Expansion, Meaning, Thesaurus

if TYPE_CHECKING:
    from advisor.search.spelling import Similar

# A single letter begins nearly everything: its completions say little and cost most.
_MOST_COMPLETIONS = (0, 4, 6, 8)
# Looking for similar spellings takes longest; whoever pastes a page meant no word of it so well.
_MOST_SPELT = 8
# Entries up to which that costs some tenths of a second, and few megabytes.
_SMALL, _MOST_LETTERS = 1_000, 3


class Sense(NamedTuple):
    """One thing that a typed word can stand for; a key that is hashed at every keystroke.

    Attributes:
        typed: What the reader typed for it.
        phrase: What is looked up.
        how: How it was come by.
        text: How the thesaurus writes it, if it comes from there; two words typed as one.
        factor: What its scores count.
        group: Number of the group there that says so.
    """

    typed: str
    phrase: Phrase
    how: How
    factor: float
    text: str | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What the thesaurus gives for a word: a key by what it is, as it may be long."""

    senses: tuple[Sense, ...]


_NOTHING = _Given(())


class Slot(NamedTuple):
    """One typed word with everything it can stand for, and its score in each entry.

    Attributes:
        number: Its own; no other has it.
        senses: What the word can stand for.
        scores: The best that any of them scores in each entry.
        worth: How much it tells that an entry holds the word: more, the fewer do as it was typed.
        groups: The groups of the thesaurus that gave some.
    """

    number: int
    senses: tuple[Sense, ...]
    scores: Scores
    worth: float
    groups: frozenset[int]


class Expander:
    """Says what each word of a query can stand for.

    Args:
        collection: What is searched.
        thesaurus: What plain words mean.
        scorer: Scores what is looked up.
        weights: How much each way to come by a word counts.
    """

    def __init__(
        self, collection: Collection, thesaurus: Thesaurus, scorer: Scorer, weights: Weights
    ) -> None:
        self._collection = collection
        self._thesaurus = thesaurus
        self._scorer = scorer
        self._weights = weights
        self._numbers = count()
        self._slots: Memo[tuple[object, ...], Slot] = Memo(weigh=_weigh)
        self._synonymous: Memo[tuple[str, tuple[Meaning, ...]], _Given] = Memo()
        self._direct: Memo[QueryWord, tuple[Sense, ...]] = Memo()
        self._similar: Memo[str, tuple[Sense, ...]] = Memo()

    def prepare(self) -> Iterator[None]:
        """Work out what nearly every query needs, one thing after the other.

        That is what each letter, in a small catalogue each two and three, can stand for: no other
        beginnings begin so many words. And where the phrases stand that the thesaurus gives.
        """
        most = _MOST_LETTERS if len(self._collection) <= _SMALL else 1
        for letters in range(1, most + 1):
            for begun in self._collection.beginnings(letters):
                yield
                for word in analyse_all(begun):
                    self._slot(QueryWord(word.surface, word.stem, unfinished=True), _NOTHING)
        for phrase in self._thesaurus.phrases():
            yield
            self._scorer.scores(phrase)

    def expand(self, query: Query, *, is_exact: bool) -> list[Slot]:
        """Return what each word of a query can stand for, in the order typed.

        Args:
            query: The query.
            is_exact: Whether words are taken as they are spelt.
        """
        given = self._given(query)
        slots, spelt = [], _MOST_SPELT
        for at, word in enumerate(query.words):
            slot = self._slot(word, given.get(at, _NOTHING))
            if not slot.senses and not is_exact and spelt:
                spelt -= 1
                slot = self._spelt(word)
            slots.append(slot)
        return slots

    def _given(self, query: Query) -> dict[int, _Given]:
        """Return what the thesaurus gives for the words, by their numbers."""
        words, given = query.words, dict[int, _Given]()
        for expansion in self._thesaurus.find(words, self._collection.has, query.said):
            meant = self._synonyms(expansion, words)
            for number in range(expansion.first, expansion.end):
                given[number] = meant
        return given

    def _synonyms(self, expansion: Expansion, words: Sequence[QueryWord]) -> _Given:
        typed = " ".join([word.typed for word in words[expansion.first : expansion.end]])
        key = (typed, expansion.meanings)
        known = self._synonymous.get(key)
        if known is None:
            factor, scores = self._weights.synonym, self._scorer.scores
            known = self._synonymous[key] = _Given(
                tuple(
                    Sense(typed, meaning.phrase, "synonym", factor, meaning.text, meaning.group)
                    for meaning in expansion.meanings
                    if scores(meaning.phrase)
                )
            )
        return known

    def _slot(self, word: QueryWord, given: _Given) -> Slot:
        key = (word, given)
        slot = self._slots.get(key)
        if slot is None:
            direct = self._direct.get(word)
            if direct is None:
                direct = self._direct[word] = tuple(self._find_direct(word))
            slot = self._slots[key] = self._make(direct + given.senses)
        return slot

    def _spelt(self, word: QueryWord) -> Slot:
        senses = self._similar.get(word.typed)
        if senses is None:
            factor = self._weights.spelling
            senses = self._similar[word.typed] = tuple(
                Sense(word.typed, found.phrase, "spelling", factor, found.text)
                for found in _load_spelling()(self._collection, word.typed)
            )
        slot = self._slots.get(senses)
        if slot is None:
            slot = self._slots[senses] = self._make(senses)
        return slot

    def _make(self, senses: tuple[Sense, ...]) -> Slot:
        groups = frozenset(sense.group for sense in senses if sense.group is not None)
        scores = self._best_of(senses)
        return Slot(next(self._numbers), senses, scores, self._worth(senses, scores), groups)

    def _worth(self, senses: tuple[Sense, ...], scores: Scores) -> float:
        """Return how much a word tells: what the thesaurus adds makes no rare word a common one."""
        own = [sense.phrase for sense in senses if sense.group is None]
        if 0 < len(own) < len(senses):
            return self._scorer.worth(len(set[int]().union(*map(self._scorer.scores, own))))
        return self._scorer.worth(len(scores))

    def _find_direct(self, word: QueryWord) -> list[Sense]:
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


def _weigh(slot: Slot) -> int:
    return len(slot.scores)


def load_spelling() -> None:
    """Load what similar spelling needs: that is rare, and the modules are large."""
    _load_spelling()


def _load_spelling() -> Callable[[Collection, str], tuple[Similar, ...]]:
    from advisor.search.spelling import find_similar  # noqa: PLC0415 - see load_spelling

    return find_similar


def _sense(typed: str, stem: str, how: How, factor: float) -> Sense:
    return Sense(typed, Phrase((stem,), (0,)), how, factor)
