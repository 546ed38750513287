"""Everything that a reader can get out of a session, without a window."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from advisor.additions.conflicts import find_conflicts
from advisor.advice import to_json
from advisor.cases import find_changes, make_case, read_answers
from advisor.catalogue.directory import Whereabouts
from advisor.cli.advise import survey_json
from advisor.cli.questions import questions_json
from advisor.cli.recommendations import recommendations_json
from advisor.cli.words import contact_json, entry_json
from advisor.errors import AdvisorError
from advisor.notes import Wanted, make_note
from advisor.picturing import picture_rules
from advisor.requesting import draft_request
from advisor.search.syntax import complete
from advisor.session import Session
from advisor.slips import Said, entry_lines, find_said, make_slip, say_slip
from tests.support.builders import CHECKED
from tests.support.labelled import IDS, make_any_case


def observe(session: Session, queries: list[str]) -> str:
    """Return everything that a reader can get out of a session, a line for each thing."""
    return "\n".join(json.dumps(msgspec.to_builtins(each)) for each in _observe(session, queries))


def _observe(session: Session, queries: list[str]) -> Iterator[Any]:
    catalogue = session.catalogue
    yield str(session.clearance.label), session.referral, len(session.index)
    yield catalogue.heads, catalogue.threats, catalogue.facts, catalogue.sources
    yield [str(session.sign_in_error)]
    yield [problem.message for problem in session.additions_problems]
    yield catalogue.thesaurus, sorted(catalogue.site_groups), str(catalogue.thesaurus_labels)
    if session.joined is not None:
        yield [
            (one.addition, str(one.label), one.reason, one.before, one.after)
            for one in find_conflicts(catalogue, session.joined.listed)
        ]
    for query in queries:
        for kind in (None, "capability"):
            yield from _search(session, query, kind=kind)
        yield from _search(session, query, threat="threat-0")
    yield from _narrowed(session, queries)
    for entry_id in (*IDS, "no-such-thing", "role:rocc"):
        yield _or_error(lambda entry_id=entry_id: entry_json(catalogue.entry(entry_id), session))
        for facts in ([], ["fact_0=yes"], ["fact_1=no", "fact_2=unknown"], ["fact_3=maybe"]):
            yield _or_error(
                lambda entry_id=entry_id, facts=facts: to_json(
                    session.check(entry_id, session.parse_answers(facts)), {}
                )
            )
        yield _or_error(lambda entry_id=entry_id: _picture(session, entry_id))
        yield _or_error(lambda entry_id=entry_id: _request(session, entry_id))
        yield _or_error(lambda entry_id=entry_id: _slips(session, entry_id))
        yield _or_error(lambda entry_id=entry_id: _notes(session, entry_id))
        yield [contact_json(c) for c in session.directory.resolve([entry_id], Whereabouts())]
    for facts in ([], ["fact_0=yes"], ["fact_1=no", "fact_2=unknown"]):
        for query in ("", *queries):
            yield _or_error(lambda facts=facts, query=query: _survey(session, facts, query))
    yield _or_error(lambda: _survey(session, [], queries[0], frozenset({"fact_0", "fact_2"})))
    yield _or_error(lambda: questions_json(session))
    yield _or_error(lambda: _changes(session))
    yield recommendations_json(session)
    yield [_resting(session, key) for key in catalogue.sources]
    yield [contact_json(c) for c in session.directory.for_whereabouts(Whereabouts())]
    yield [contact_json(c) for c in session.directory.life_at_risk(Whereabouts())]


def _survey(
    session: Session, facts: list[str], description: str, skipped: frozenset[str] = frozenset()
) -> list[Any]:
    """Return where everything stands, in order, and what would be asked, with its worth."""
    answers = session.parse_answers(facts)
    found = session.survey(answers, description, skipped)
    said = survey_json(found, answers, session)
    placed = [
        (
            *(one.capability, one.outcome, one.group, one.settled, one.certain),
            *(one.open_questions, one.fit, dataclasses.asdict(one.outline)),
        )
        for one in found.placings
    ]
    asked = [(one.fact.name, one.settles, one.open, one.needed_by) for one in found.questions]
    return [placed, asked, said, found.next_question and found.next_question.fact.name]


def _resting(session: Session, source: str) -> list[Any]:
    """Return what is said to rest on a source, and the markings of both."""
    catalogue = session.catalogue
    citing = [(head.id, citation, str(label)) for head, citation, label in catalogue.citing(source)]
    return [source, str(catalogue.label_of_source(source)), citing]


def _request(session: Session, entry_id: str) -> list[Any]:
    draft = draft_request(session, entry_id, session.parse_answers(["fact_0=yes"]), "boat")
    return [draft.text, str(draft.label), draft.blanks]


def _slips(session: Session, entry_id: str) -> list[Any]:
    """Return a slip about each line of an entry, and what the code of each stands for."""
    entry = session.catalogue.entry(entry_id)
    said, today = Said(wrong="boat"), CHECKED
    slips = [
        make_slip(session, entry, line, said, today=today) for line in entry_lines(session, entry)
    ]
    told = [say_slip(slip) for slip in slips]
    return [told, [repr(find_said(slip.code, session)) for slip in slips]]


def _notes(session: Session, entry_id: str) -> list[Any]:
    """Return the note on an entry; ``test_note_properties`` compares every form of it."""
    answers = session.parse_answers(["fact_0=yes"])
    note = make_note(session, Wanted((entry_id,), answers, CHECKED))
    return [note.text, note.file_stem]


def _changes(session: Session) -> str:
    """Return what is said of a case that names everything there might be."""
    case = make_any_case()
    again = make_case(
        "x", session, read_answers(case, session)[0], before=case, now=case.changed_at
    )
    return f"{find_changes(case, session)} {again}"


def _picture(session: Session, entry_id: str) -> list[Any]:
    picture = picture_rules(session, entry_id)
    return [str(picture.label), picture.json, picture.svg, picture.table, picture.mermaid]


def _search(session: Session, query: str, **options: Any) -> Iterator[Any]:
    page = session.search(query, **options)
    yield query, page.results.total, page.results.counts_by_kind, page.results.cut
    for found in page.found:
        why = [dataclasses.asdict(why) for why in found.result.why]
        yield found.head.id, str(found.marking), found.result.score, json.dumps(why, default=str)
        yield [found.say_found(why) for why in found.result.why]
        yield session.snippet(found.result)
        yield [(p.heading, p.text, p.spans, str(p.marking)) for p in session.passages(found.result)]
    yield page.chosen, session.facets.count(sorted(page.results.matched), page.chosen)
    yield page.corrections, page.results.misspelt, page.results.unfound
    yield page.unknown, page.wider and dataclasses.asdict(page.wider)
    yield page.did_you_mean and dataclasses.asdict(page.did_you_mean)


#: What is typed to narrow a search, by itself and beside words; some of it names nothing.
_SCOPES = (
    "kind:capability",
    "kind:contact kind:term",
    'kind:"no such kind"',
    "threat:threat-0",
    "region:south-east",
    "region:boat",
    "way:rocc",
    "urgent:now",
    "-kidnap",
    '-"kidnap ransom" kind:capability',
)
_CHOSEN = (
    {"kind": frozenset({"capability", "contact"}), "threat": frozenset({"threat-1"})},
    {"region": frozenset({"south-east", "surrey", "boats"})},
    {"way": frozenset({"direct", "force"}), "urgent": frozenset({"now"})},
    {"no-such-facet": frozenset({"x"})},
)
_BEGUN = ("k", "kind:", "kind:c", "t", "threat:", "region:", "owner:", "way:", "urgent:", "x:", "")


def _narrowed(session: Session, queries: list[str]) -> Iterator[Any]:
    """Yield what scopes, exclusions, ticked facets and exact spelling give, and the counts."""
    facets = session.facets
    yield facets.all, facets.vocabulary
    yield [complete(begun, facets.vocabulary) for begun in _BEGUN]
    some = ("", *queries[::8], "kidnaxzz boatt")
    for scope in _SCOPES:
        for query in some:
            yield from _search(session, f"{query} {scope}")
    for chosen in _CHOSEN:
        for query in some:
            yield from _search(session, query, chosen=chosen)
    for query in queries:
        yield from _search(session, query, is_exact=True)
        yield from _search(session, f"boat -{query}")
        yield from _search(session, f'boat threat:"{query.strip()}"')


def _or_error(act: Any) -> Any:
    try:
        return act()
    except AdvisorError as error:
        return [type(error).__name__, error.message, error.hint, error.exit_code]
