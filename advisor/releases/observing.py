"""Everything that a reader can do with a session, as actions whose outcome can be compared.

The actions are made from the widest session at hand, so that narrower ones are asked for words,
entries and questions that they do not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import msgspec

from advisor.advice import Answers
from advisor.advice.fact import typed_values
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.directory import Whereabouts
from advisor.catalogue.entry import Kind
from advisor.catalogue.recommendations import marking_of_report, recommendations
from advisor.clearance import by_height
from advisor.errors import AdvisorError
from advisor.picturing import picture_rules
from advisor.releases.reading_changes import find_own_changes
from advisor.releases.reading_kept import Own, keep_reading
from advisor.search import Segment
from advisor.search.collection import Collection
from advisor.search.syntax import complete
from advisor.session import Session
from advisor.slips import Code, entry_lines, find_said

_T = TypeVar("_T")
#: From this length on a word gets a similar spelling as well.
_LEAST_MISTYPED = 5
_GUESSED = ("no-such-thing", "", "role:rocc", "../", "a" * 200)


@dataclass(frozen=True)
class Action:
    """Something that a reader can do.

    Attributes:
        name: What it is, as one would type it. It can hold a word that is restricted.
        act: Does it, and returns all that the reader sees of it.
    """

    name: str
    act: Callable[[Session], object]

    def observe(self, session: Session) -> object:
        """Do it, and return what a reader sees: the outcome, or the error in full."""
        try:
            return self.act(session)
        except AdvisorError as error:
            return type(error).__name__, error.message, error.hint, error.exit_code


def make_actions(widest: Session) -> tuple[Action, ...]:
    """Return the actions to try.

    Args:
        widest: The session that can see most.
    """
    return tuple(_make(widest))


def _make(widest: Session) -> Iterator[Action]:
    catalogue = widest.catalogue
    yield Action("everything listed", _list_everything)
    yield Action("what the report asked for", _list_recommendations)
    yield Action("what changed", _look_what_changed)
    for query in _queries(widest):
        yield Action(f"search {query!r}", _bind(_search, query))
    yield from _make_scopes(widest)
    for kind in Kind:
        yield Action(f"list {kind.value}", _bind(_list_kind, kind))
    for threat in catalogue.threats:
        yield Action(f"threat {threat.key}", _bind(_list_threat, threat.key))
    for entry_id in dict.fromkeys(_ids(widest)):
        yield Action(f"show {entry_id}", _bind(_show, entry_id))
        yield Action(f"contacts of {entry_id}", _bind(_resolve, entry_id))
        yield Action(f"check {entry_id}", _bind(_check, entry_id))
        yield Action(f"graph {entry_id}", _bind(_graph, entry_id))
        yield Action(f"lines of {entry_id}", _bind(_lines, entry_id))
    for fact in catalogue.facts:
        for value in ("yes", "unknown", "withheld", "no-such-answer"):
            yield Action(f"answer {fact.name}={value}", _bind(_answer, f"{fact.name}={value}"))
        for value in _answers_to(fact):
            yield Action(f"survey {fact.name}={value}", _bind(_survey, f"{fact.name}={value}"))
    for typed in _codes(widest):
        yield Action(f"slip {typed}", _bind(_slip, typed))
    yield Action("survey of nothing", _bind(_survey, ""))
    for region in (None, *(entry.id for entry in widest.directory.regions())):
        yield Action(f"contacts in {region}", _bind(_contacts, region))


def _make_scopes(widest: Session) -> Iterator[Action]:
    yield Action("facets", _facets)
    for name, typed in widest.facets.vocabulary.items():
        for value in typed:
            yield Action(f"search {name}:{value}", _bind(_narrow, f'{name}:"{value}"'))


def _bind(act: Callable[[Session, _T], object], value: _T) -> Callable[[Session], object]:
    return lambda session: act(session, value)


def _queries(widest: Session) -> Iterator[str]:
    """Yield every word of the catalogue letter by letter, some mistyped, some run together."""
    segments = [Segment.from_bytes(data) for data in widest.catalogue.segments]
    words = Collection(segments).surfaces()
    begun = {word[:end] for word in words for end in range(1, len(word) + 1)}
    yield from sorted(begun)
    yield from (f"{word} " for word in words)
    for word in words:
        if len(word) >= _LEAST_MISTYPED:
            middle = len(word) // 2
            yield f"{word[:middle]}{word[middle + 1 :]} "
    for head in widest.catalogue.heads:
        named = head.title.split()
        yield from (f"{first}{second} " for first, second in pairwise(named))
        yield from (f"{word[1:2]}{word[:1]}{word[2:]} " for word in named)
    for group in widest.catalogue.thesaurus:
        yield from (f"{says} " for says in group.says)


def _ids(widest: Session) -> Iterator[str]:
    for head in widest.catalogue.heads:
        yield from (head.id, head.id[:-1], f"{head.id}s")
    yield from _GUESSED


def _list_everything(session: Session) -> object:
    catalogue = session.catalogue
    return (
        str(session.clearance.label),
        session.referral,
        len(session.index),
        catalogue.heads,
        catalogue.threats,
        catalogue.facts,
        catalogue.sources,
        catalogue.thesaurus,
        session.directory.missing_urgent(),
        session.joined.listed if session.joined is not None else (),
    )


def _list_recommendations(session: Session) -> object:
    return recommendations(session.catalogue), marking_of_report(session.catalogue)


def _look_what_changed(session: Session) -> object:
    """Observe what is kept of every entry, and what a release changed that said less of each."""
    ids = tuple(head.id for head in session.catalogue.heads)
    kept = keep_reading(session, Own(read=ids))
    release = msgspec.structs.replace(kept.release, release=kept.release.release - 1)
    sections = tuple(msgspec.structs.replace(section, portions={}) for section in kept.sections)
    before = msgspec.structs.replace(kept, release=release, sections=sections)
    return kept, find_own_changes(before, session, ())


def _search(session: Session, query: str) -> object:
    page = session.search(query)
    results = page.results
    found = [(one.head, one.marking, one.result) for one in page.found]
    is_whole = query.endswith(" ")  # looking for a passage takes longer than the search
    passages = [session.passages(one.result) for one in page.found[:1] if is_whole]
    said = page.corrections, page.did_you_mean if is_whole else None
    return results.total, results.counts_by_kind, results.cut, found, passages, said


def _facets(session: Session) -> object:
    facets = session.facets
    everything = [head.id for head in session.catalogue.heads]
    return facets.all, facets.vocabulary, facets.count(everything, {})


def _narrow(session: Session, scope: str) -> object:
    """Observe what a scope gives alone, with a word, and what its completions are."""
    word = scope.split(":")[1][1:4]
    begun = scope.replace('"', "")[:-1]
    found = [
        session.search(query).found for query in (scope, f"{scope} {word}", f"-{word} {scope}")
    ]
    facet, typed = scope.split(":", 1)
    value = session.facets.vocabulary.get(facet, {}).get(typed.strip('"'), typed)
    ticked = session.search(word, chosen={facet: frozenset({value})}, is_exact=True)
    counts = session.facets.count(sorted(ticked.results.matched), ticked.chosen)
    return found, ticked.found, counts, complete(begun, session.facets.vocabulary)


def _list_kind(session: Session, kind: Kind) -> object:
    return session.catalogue.of_kind(kind)


def _list_threat(session: Session, threat: str) -> object:
    return session.catalogue.of_threat(threat), session.search("a", threat=threat).results.total


def _show(session: Session, entry_id: str) -> object:
    entry = session.catalogue.entry(entry_id)
    return entry, str(entry.marking), session.contacts_of(entry)


def _resolve(session: Session, entry_id: str) -> object:
    return session.directory.resolve([entry_id], Whereabouts())


def _check(session: Session, entry_id: str) -> object:
    return session.check(entry_id, Answers())


def _graph(session: Session, entry_id: str) -> object:
    picture = picture_rules(session, entry_id)
    return picture.table, picture.svg


def _codes(widest: Session) -> Iterator[str]:
    """Yield the code of the most protected line of every entry."""
    release = widest.catalogue.release.release
    for head in widest.catalogue.heads:
        lines = entry_lines(widest, widest.catalogue.entry(head.id))
        line = max(lines, key=lambda line: by_height(line.label))
        yield str(Code.of(release, head.id, line.identity))


def _lines(session: Session, entry_id: str) -> object:
    return entry_lines(session, session.catalogue.entry(entry_id))


def _slip(session: Session, typed: str) -> object:
    return find_said(typed, session)


def _answer(session: Session, typed: str) -> object:
    return session.parse_answers([typed])


def _answers_to(fact: FactDefinition) -> tuple[str, ...]:
    return (*typed_values(fact), "unknown") if fact.choices else ("yes", "no", "3", "2026-06-03")


def _survey(session: Session, typed: str) -> object:
    """Observe the whole catalogue's standing for an answer, with a description in its words."""
    answers = session.parse_answers([typed] if typed else [])
    survey = session.survey(answers, typed.replace("=", " ").replace("_", " "))
    return survey, [placing.outline for placing in survey.placings]


def _contacts(session: Session, region: str | None) -> object:
    where = Whereabouts(region)
    return session.directory.for_whereabouts(where), session.directory.life_at_risk(where)
