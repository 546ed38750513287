"""Finding entries: what was typed, what was ticked, and what a list shows of what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Entry, Head, Kind
from advisor.catalogue.parts import PARTS
from advisor.catalogue.wording import texts
from advisor.clearance import Label, highest
from advisor.search.entry_facets import facets_of
from advisor.search.facets import Chosen, Facets
from advisor.search.highlighting import Sentence
from advisor.search.index import SearchIndex
from advisor.search.memo import Memo
from advisor.search.passage import Passage, Place, best_passages
from advisor.search.query import MAX_CHARACTERS, parse_query
from advisor.search.result import Result, Results, Why
from advisor.search.suggestion import Suggestion, Wider, replace_words
from advisor.search.syntax import Syntax, split

#: Without one of these a query is words alone.
_SIGNS = (":", "-")
#: A query of more words is not doubted where it finds anything.
_MOST_DOUBTED = 3
#: With more words that stand nowhere, another query is no better a guess.
_MOST_REPLACED = 3
#: Entries whose sentences stay taken apart: those of some lists.
_MOST_PLACES = 256


@dataclass(frozen=True)
class Found:
    """One search result with what a list shows of it.

    Attributes:
        head: The entry's head.
        marking: The highest marking of its portions, and of why it was found.
        result: Its score and why it matched.
        site_groups: Numbers of the groups of the thesaurus that the reader's site added.
    """

    head: Head
    marking: Label
    result: Result
    _find_passage: Callable[[], Passage | None] = field(repr=False, compare=False)
    site_groups: Collection[int] = field(default=(), repr=False, compare=False)

    def is_by_site(self, why: Why) -> bool:
        """Say whether a reason is what a word of the reader's own site stands for."""
        return why.group in self.site_groups

    def say_found(self, why: Why) -> str:
        """Return what stands in the entry, and whether the reader's own site says so."""
        return f"{why.found} (your site)" if self.is_by_site(why) else why.found

    @cached_property
    def passage(self) -> Passage | None:
        """What shows better than the summary why it was found; ``None`` where nothing does."""
        # Looked for when first asked for: a list shows ten of fifty results at a time.
        return self._find_passage()


@dataclass(frozen=True)
class SearchPage:
    """The answer to one query.

    Attributes:
        found: What was found, best first.
        results: The counts, and what was understood of the query.
        chosen: What results were narrowed to, typed and ticked.
        unknown: What was typed as a scope and names nothing here: it is words.
    """

    found: tuple[Found, ...]
    results: Results
    chosen: Chosen
    unknown: tuple[str, ...]
    _suggest: Callable[[], Suggestion | None] = field(repr=False, compare=False)
    _widen: Callable[[], Wider | None] = field(repr=False, compare=False)

    @cached_property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """The words that nothing has, each with a word spelt like it that was taken instead."""
        if not self.results.misspelt:
            return ()
        taken: dict[str, str] = {}
        for found in self.found:
            for why in found.result.why:
                if why.how == "spelling":
                    taken.setdefault(why.typed, why.found)
        return tuple((word, taken[word]) for word in self.results.misspelt if word in taken)

    @cached_property
    def did_you_mean(self) -> Suggestion | None:
        """A query to try instead, where a word stands nowhere and nothing was taken for it.

        None for a sentence that finds something: names and the like stand nowhere, and do no harm.
        """
        # Looked for when first asked for: it takes longer than the search.
        return self._suggest()

    @cached_property
    def wider(self) -> Wider | None:
        """What there is without the filters or what was left out; ``None`` where that is no more.

        None where anything is found.
        """
        return self._widen()


class EntryFinder:
    """Finds entries of what a session may read.

    Args:
        catalogue: All of that.
        index: Returns the index over it, which is made when it is first needed.
    """

    def __init__(self, catalogue: Catalogue, index: Callable[[], SearchIndex]) -> None:
        self.catalogue = catalogue
        self._index = index
        self._markings: dict[str, Label] = {}
        self._places: Memo[str, tuple[Place, ...]] = Memo(_MOST_PLACES)

    @cached_property
    def facets(self) -> Facets:
        """What results can be narrowed by; made when first asked for, as few searches ask."""
        return facets_of(self.catalogue)

    def search(
        self,
        query: str,
        *,
        kind: str | None = None,
        threat: str | None = None,
        limit: int = 50,
        chosen: Chosen | None = None,
        is_exact: bool = False,
    ) -> SearchPage:
        """Return the entries that answer a query, best first.

        Args:
            query: Anything a person can type; see ``advisor.search.syntax`` for what it can say
                besides words.
            kind: Only entries of this kind.
            threat: Only entries for this threat area.
            limit: How many at the most.
            chosen: Only entries with one of these values of each facet; see ``facets``.
            is_exact: Whether words are taken as they are spelt.
        """
        said = self._read_query(query)
        narrowed = _join_chosen(said.chosen, chosen or {})
        admits = partial(self.facets.admits, chosen=narrowed) if narrowed else None
        results = self._index().search(
            said.words,
            kind=kind,
            threat=threat,
            limit=limit,
            excluded=said.excluded,
            admits=admits,
            is_exact=is_exact,
        )
        if not said.words.strip() and (narrowed or said.excluded):
            results = self._list(said, narrowed, kind, limit)
        if said.cut:
            results = replace(results, cut=True)
        free = partial(self.search, kind=kind, threat=threat, limit=limit, is_exact=is_exact)
        suggest = partial(self._suggest, query, said, results, partial(free, chosen=chosen))
        tries = _loosen(query, said, chosen or {}) if not results.total else ()
        words = highest(self.catalogue.thesaurus_labels[group] for group in results.groups)
        found = tuple(self._show(result, words) for result in results.results)
        return SearchPage(
            found, results, narrowed, said.unknown, suggest, partial(_widen, tries, free)
        )

    def _show(self, result: Result, words: Label) -> Found:
        head = self.catalogue.head(result.entry_id)
        marking = self._marking(result, words)
        telling = partial(self._telling, head, result)
        return Found(head, marking, result, telling, self.catalogue.site_groups)

    def _telling(self, head: Head, result: Result) -> Passage | None:
        """Return the best passage, where more of what matched stands there than in the summary."""
        best = next(iter(self.passages(result, 1)), None)
        if best is None or not best.heading:
            return None
        shown, instead = (
            Sentence(f"{head.title}. {text}").count_matched(result)
            for text in (head.summary, best.text)
        )
        return best if instead > shown else None

    def _suggest(
        self, query: str, said: Syntax, results: Results, again: Callable[[str], SearchPage]
    ) -> Suggestion | None:
        """Return the query with each word that stands nowhere replaced, where that finds more."""
        is_sentence = len(parse_query(said.words).words) > _MOST_DOUBTED
        if results.total and is_sentence:
            return None
        unfound = results.unfound[:_MOST_REPLACED]
        nearest = {word: self._index().nearest(word) for word in unfound}
        instead = {word: near for word, near in nearest.items() if near is not None}
        if not instead:
            return None
        kept = query[:MAX_CHARACTERS]
        corrected = replace_words(kept, said.pieces or ((0, len(kept)),), instead)
        found = again(corrected).results
        if found.total <= 0 or corrected == kept:
            return None
        return Suggestion(corrected, tuple(instead.items()), found.total)

    def _read_query(self, query: str) -> Syntax:
        """Take a query apart; one that can say nothing but words costs nothing."""
        if not any(sign in query for sign in _SIGNS):
            return Syntax(query)
        return split(query, self.facets.vocabulary)

    def _list(self, said: Syntax, chosen: Chosen, kind: str | None, limit: int) -> Results:
        """Return all that a query without words leaves, by kind and title."""
        matched = frozenset(self._index().without(said.excluded))
        heads = [head for head in self.catalogue.heads if head.id in matched]
        admitted = [head for head in heads if self.facets.admits(head.id, chosen)]
        counts = Counter(head.kind.value for head in admitted)
        listed = [head for head in admitted if kind in (None, head.kind.value)]
        order = {each: place for place, each in enumerate(Kind)}
        listed.sort(key=lambda head: (order[head.kind], head.title))
        found = tuple(
            Result(head.id, head.kind.value, 0.0, lambda _: ()) for head in listed[:limit]
        )
        return Results(
            "", found, len(listed), dict(sorted(counts.items())), _list_matched=lambda: matched
        )

    def _marking(self, result: Result, words: Label) -> Label:
        """Return the highest marking of an entry and of the words that led to it.

        Args:
            result: The result for that entry.
            words: The highest marking of any word of the thesaurus that was looked for.
        """
        marking = self._markings.get(result.entry_id)
        if marking is None:
            # Joined from all portions: too dear for fifty results at every letter.
            marking = self.catalogue.marking_of(result.entry_id)
            self._markings[result.entry_id] = marking
        if marking.dominates(words):
            return marking  # without asking why, which takes its time
        groups = [why.group for why in result.why if why.group is not None]
        return highest([marking, *(self.catalogue.thesaurus_labels[group] for group in groups)])

    def passages(self, result: Result, limit: int = 3) -> tuple[Passage, ...]:
        """Return the passages of an entry that best show why it was found, one of a portion.

        Args:
            result: The result for that entry.
            limit: How many at the most.

        Returns:
            The best first; one at least, which matched nothing where none did.
        """
        places = self._places.get(result.entry_id)
        if places is None:
            places = tuple(self._find_places(self.catalogue.entry(result.entry_id)))
            self._places[result.entry_id] = places
        return best_passages(places, result, limit)

    def _find_places(self, entry: Entry) -> Iterator[Place]:
        yield Place("", entry.label, (entry.head.summary,))
        for portion in entry.portions:
            part = PARTS[portion.part]
            if part.field is not None:
                marking = portion.label.join(entry.label)
                yield Place(part.heading, marking, tuple(texts(portion.value)))


def _join_chosen(typed: Chosen, chosen: Chosen) -> dict[str, frozenset[str]]:
    """Return what was typed and what was ticked, together; any of one facet will do."""
    names = [*typed, *(name for name in chosen if name not in typed)]
    both = {name: typed.get(name, frozenset()) | chosen.get(name, frozenset()) for name in names}
    return {name: values for name, values in both.items() if values}


def _loosen(query: str, said: Syntax, ticked: Chosen) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what to try where nothing is left: without what is ticked, then words alone."""
    words = " ".join(said.words.split())
    tries = [(query, ())] if any(ticked.values()) else []
    return (*tries, (words, said.taken)) if said.taken and words else tuple(tries)


def _widen(
    tries: tuple[tuple[str, tuple[str, ...]], ...], search: Callable[[str], SearchPage]
) -> Wider | None:
    """Return the first of some queries that finds anything."""
    for query, limits in tries:
        total = search(query).results.total
        if total:
            return Wider(query, limits, total)
    return None
