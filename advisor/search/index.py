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

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from advisor.search.analysis import analyse
from advisor.search.collection import Collection
from advisor.search.combining import WHOLE_FIELDS, Combiner, find_best
from advisor.search.expanding import Expander, Sense, Slot, load_spelling
from advisor.search.memo import Memo
from advisor.search.query import Phrase, Query, parse_query, to_phrase
from advisor.search.ranking import Scorer, Scores, Weights
from advisor.search.result import Result, Results, Why
from advisor.search.segment import Segment
from advisor.search.thesaurus import Thesaurus


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
        self._expander = Expander(self._collection, self._thesaurus, self._scorer, self._weights)
        self._combiner = Combiner(self._collection, self._scorer, self._weights)
        self._nearest: Memo[str, str | None] = Memo()

    def __len__(self) -> int:
        return len(self._collection)

    def prepare(self) -> None:
        """Load what only the first search needs.

        Opening a session does this off the window's thread, so that no keystroke waits.
        """
        parse_query("first")
        self._scorer.prepare()
        self._combiner.prepare()

    def prepare_in_steps(self) -> Iterator[None]:
        """Load what not every search needs, step by step: whole names, letters, similar spelling.

        No first answer waits for it, and a search that needs some of it before loads that alone.
        """
        for name in WHOLE_FIELDS:
            yield from self._collection.prepare_whole(name)
        yield from self._expander.prepare()
        load_spelling()

    def prepare_rest(self) -> None:
        """Take all those steps at once."""
        for _ in self.prepare_in_steps():
            pass

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
        slots = self._expander.expand(parsed, is_exact=is_exact)
        scores, unit = self._combiner.combine(parsed, slots)
        found = self._leave_out(self._worth_showing(scores, parsed, threat), excluded)
        self._combiner.raise_whole(found, parsed)
        ids, kinds = self._collection.entry_ids, self._collection.kinds
        admitted = found
        if admits is not None:
            admitted = {n: score for n, score in found.items() if admits(ids[n])}
        counts, kept = Counter(map(kinds.__getitem__, admitted)), admitted
        if kind is not None:
            kept = {n: score for n, score in admitted.items() if kinds[n] == kind}
        explain = partial(self._explain, slots)
        best = find_best(kept, max(limit, 0))
        return Results(
            query=parsed.text,
            results=tuple([Result(ids[n], kinds[n], kept[n] * unit, explain) for n in best]),
            total=len(kept),
            counts_by_kind=dict(sorted(counts.items())),
            cut=parsed.cut,
            misspelt=_misspelt(slots),
            unfound=_unfound(parsed, slots),
            groups=frozenset().union(*[slot.groups for slot in slots if slot.groups]),
            _list_matched=lambda: frozenset(map(ids.__getitem__, found)),
        )

    def _worth_showing(self, scores: Scores, query: Query, threat: str | None) -> Scores:
        """Return the entries that hold the phrases, are for a threat, and score enough."""
        for phrase in query.phrases:
            holding = self._scorer.scores(phrase)
            scores = {n: score for n, score in scores.items() if n in holding}
        if threat is not None:
            threats_of = self._collection.threats_of
            scores = {n: score for n, score in scores.items() if threat in threats_of(n)}
        least = self._weights.least * max(scores.values(), default=0.0)
        return {n: score for n, score in scores.items() if score >= least}

    def _leave_out(self, found: Scores, excluded: Sequence[Phrase]) -> Scores:
        """Leave out every entry that holds one of some words or phrases."""
        out = {n for phrase in excluded for n in self._scorer.scores(phrase)}
        return {n: score for n, score in found.items() if n not in out} if out else found

    def nearest(self, typed: str) -> str | None:
        """Return a word, or two, that one which stands nowhere may have been meant for."""
        if typed not in self._nearest:
            from advisor.search.spelling import nearest_words  # noqa: PLC0415 - see load_spelling

            self._nearest[typed] = nearest_words(self._collection, typed, self._thesaurus.spelt)
        return self._nearest[typed]

    def has(self, text: str) -> bool:
        """Say whether any entry has a word, or the words of a phrase together."""
        phrase = to_phrase(text)
        return bool(phrase.stems) and bool(self._scorer.scores(phrase))

    def without(self, excluded: Sequence[Phrase]) -> tuple[str, ...]:
        """Return every entry, in order, that holds none of some words or phrases."""
        out = {n for phrase in excluded for n in self._scorer.scores(phrase)}
        return tuple(one for n, one in enumerate(self._collection.entry_ids) if n not in out)

    def _weigh_one(self, sense: Sense, document: int) -> float:
        return sense.factor * self._scorer.scores(sense.phrase)[document]

    def _explain(self, slots: Sequence[Slot], entry_id: str) -> tuple[Why, ...]:
        document = bisect_left(self._collection.entry_ids, entry_id)
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


def warm_up(texts: Iterable[str]) -> None:
    """Load what any search needs, and remember the analysis of some texts that one will look up."""
    parse_query("first")
    for text in texts:
        analyse(text)


def _misspelt(slots: Sequence[Slot]) -> tuple[str, ...]:
    firsts = [slot.senses[0] for slot in slots if slot.senses]
    return tuple([first.typed for first in firsts if first.how == "spelling"])


def _unfound(query: Query, slots: Sequence[Slot]) -> tuple[str, ...]:
    both = zip(query.words, slots, strict=True)
    return tuple([word.typed for word, slot in both if not slot.senses])
