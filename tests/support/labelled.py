"""Random catalogues over random labels, what one clearance may see of them, and all it shows."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import strategies as st

from advisor.advice import to_json
from advisor.catalogue.access import Access, FactDefinition
from advisor.catalogue.directory import Whereabouts
from advisor.catalogue.entry import Entry, Kind, Portion, Source
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import OFFICIAL, Label
from advisor.cli.words import contact_json, entry_json
from advisor.errors import AdvisorError
from advisor.session import Session
from tests.support.builders import CHECKED, make_citation, make_contact, make_entry
from tests.support.rules import make_requirement, make_route, make_step
from tests.support.sealed import LABELS

SHARED = ("kidnap", "ransom", "boat", "glass", "surveillance", "warrant", "the", "of")
#: Occur only where a label is at least as high; the last letters are those of no other word.
ABOVE = {label: f"kidnax{'bcdfgh'[place]}q" for place, label in enumerate(LABELS)}
RELEASE = Release(release=3, title="Test", language="en-GB", published_on=CHECKED)


def words(label: Label) -> st.SearchStrategy[str]:
    """Return short texts out of words that everybody uses and some that only stand so high."""
    pool = [*SHARED, *(ABOVE[lower] for lower in LABELS if label.dominates(lower))]
    return st.lists(st.sampled_from(pool), min_size=1, max_size=5).map(" ".join)


def labels_above(least: Label) -> st.SearchStrategy[Label]:
    return st.sampled_from([label for label in LABELS if label.dominates(least)])


@st.composite
def accesses(draw: st.DrawFn, label: Label, facts: list[tuple[FactDefinition, Label]]) -> Access:
    """Return rules of one section, about facts that its readers may know of."""
    known = [fact.name for fact, marked in facts if label.dominates(marked)]
    tag = "".join(letter for letter in str(label).lower() if letter.isalnum())
    requirements = (
        tuple(
            make_requirement({"fact": name, "is": draw(st.booleans())}, id=f"{tag}-{name}")
            for name in draw(st.lists(st.sampled_from(known), unique=True, max_size=2))
        )
        if known
        else ()
    )
    route = make_route(id=f"{tag}-route", steps=(make_step(text=draw(words(label))),))
    return Access(requirements=requirements, routes=(route,), note=draw(words(label)))


@st.composite
def authored(
    draw: st.DrawFn,
    entry_id: str,
    lower: list[tuple[str, Label]],
    facts: list[tuple[FactDefinition, Label]],
    threats: list[tuple[Threat, Label]],
) -> AuthoredEntry:
    """Return an entry whose portions refer to nothing above themselves."""
    label = draw(st.sampled_from(LABELS))
    kind = draw(st.sampled_from([Kind.CAPABILITY, Kind.CONTACT, Kind.TERM]))
    base = make_entry(entry_id, kind) if kind is not Kind.CONTACT else make_contact(entry_id, "1")
    known = [threat.key for threat, marked in threats if label.dominates(marked)]
    head = msgspec.structs.replace(
        base.head,
        title=draw(words(label)),
        summary=draw(words(label)),
        words=(draw(words(label)),),
        threats=tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else (),
    )
    portions = [dataclasses.replace(portion, label=label) for portion in base.portions]
    for part in draw(
        st.lists(st.sampled_from(["does", "limits", "related", "access"]), max_size=5)
    ):
        marked = draw(labels_above(label))
        if any((p.part, p.label) == (part, marked) for p in portions):
            continue
        targets = tuple(name for name, least in lower if marked.dominates(least))
        value: Any = {
            "does": lambda marked=marked: draw(words(marked)),
            "limits": lambda marked=marked: (draw(words(marked)), draw(words(marked))),
            "related": lambda targets=targets: targets,
            "access": lambda marked=marked: draw(accesses(marked, facts)),
        }[part]()
        if part != "access" or kind is Kind.CAPABILITY:
            portions.append(Portion(part, marked, value))
    cited = tuple(draw(st.lists(labels_above(label), max_size=2)))
    entry = Entry(head, label, tuple(portions), (make_citation(),) * len(cited))
    paths = tuple(portion.part for portion in portions)
    return AuthoredEntry(entry, SourceFile(entry_id), paths, cited)


@st.composite
def catalogues(draw: st.DrawFn) -> CatalogueSource:
    """Return sources that were checked, as it were, with things at every label."""
    labels = st.sampled_from(LABELS)
    sections = list(enumerate(draw(st.lists(labels, max_size=4))))
    facts = [(_fact(f"fact_{n}", draw(words(label))), label) for n, label in sections]
    threats = [
        (Threat(key=f"threat-{n}", title=draw(words(label))), label)
        for n, label in enumerate(draw(st.lists(labels, max_size=3)))
    ]
    groups = [
        (Synonyms(says=(draw(words(label)),), means=(draw(words(label)),)), label)
        for label in draw(st.lists(labels, max_size=3))
    ]
    entries: list[AuthoredEntry] = []
    for name in draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=6)):
        lower = [(one.entry.id, one.entry.label) for one in entries]
        entries.append(draw(authored(name, lower, facts, threats)))
    source = Source(key="seed", title="Report", publisher="HMICFRS", kind="inspection")
    return _source(entries, [(source, OFFICIAL)], threats, facts, groups)


IDS = ("kidnap-unit", "kidnap-units", "air-support", "quiet-desk", "boat", "boats", "nca")


def _fact(name: str, text: str) -> FactDefinition:
    return FactDefinition(name=name, type="yes-no", subject=name, text=text, why=text)


def _source(entries, sources, threats, facts, groups) -> CatalogueSource:
    lists = {
        "sources.yaml": sources,
        "threats.yaml": threats,
        "facts.yaml": facts,
        "thesaurus.yaml": groups,
    }
    items = [tuple(item for item, _ in found) for found in lists.values()]
    return CatalogueSource(
        RELEASE,
        *items,
        entries=tuple(entries),
        files={},
        labels={name: tuple(label for _, label in found) for name, found in lists.items()},
    )


def everything() -> CatalogueSource:
    """Return sources with one entry and one portion at every label, each with a word of its own."""
    entries = []
    for place, label in enumerate(LABELS):
        entry = make_entry(IDS[place], label=label, parts={"does": f"boat {ABOVE[label]}"})
        entries.append(AuthoredEntry(entry, SourceFile("x"), ("does",), (label,)))
    portions = tuple(Portion("limits", label, (f"boat {ABOVE[label]}",)) for label in LABELS)
    first = dataclasses.replace(entries[0].entry, portions=portions)
    entries[0] = AuthoredEntry(first, SourceFile("x"), ("limits",) * len(portions), (OFFICIAL,))
    source = Source(key="seed", title="Report", publisher="HMICFRS", kind="inspection")
    return _source(entries, [(source, OFFICIAL)], [], [], [])


def reduce(source: CatalogueSource, clearance: Label) -> CatalogueSource:
    """Return sources with everything taken out that a clearance does not dominate."""

    def kept(name):
        return [pair for pair in source.labelled(name) if clearance.dominates(pair[1])]

    entries = [
        _reduce(one, clearance) for one in source.entries if clearance.dominates(one.entry.label)
    ]
    lists = ("sources.yaml", "threats.yaml", "facts.yaml", "thesaurus.yaml")
    return _source(entries, *map(kept, lists))


def _reduce(one: AuthoredEntry, clearance: Label) -> AuthoredEntry:
    placed = [pair for pair in one.placed if clearance.dominates(pair[0].label)]
    cited = [pair for pair in one.cited if clearance.dominates(pair[1])]
    entry = dataclasses.replace(
        one.entry,
        portions=tuple(portion for portion, _ in placed),
        citations=tuple(citation for citation, _ in cited),
    )
    return AuthoredEntry(
        entry, one.file, tuple(path for _, path in placed), tuple(label for _, label in cited)
    )


def observe(session: Session, queries: list[str]) -> str:
    """Return everything that a reader can get out of a session, as one text."""
    return json.dumps(msgspec.to_builtins(list(_observe(session, queries))), indent=1)


def _observe(session: Session, queries: list[str]) -> Iterator[Any]:
    catalogue = session.catalogue
    yield str(session.clearance.label), session.referral, len(session.index)
    yield catalogue.heads, catalogue.threats, catalogue.facts, catalogue.sources
    yield [str(session.sign_in_error)]
    for query in queries:
        for kind in (None, "capability"):
            yield from _search(session, query, kind=kind)
        yield from _search(session, query, threat="threat-0")
    for entry_id in (*IDS, "no-such-thing", "role:rocc"):
        yield _or_error(lambda entry_id=entry_id: entry_json(catalogue.entry(entry_id), session))
        for facts in ([], ["fact_0=yes"], ["fact_1=no", "fact_2=unknown"], ["fact_3=maybe"]):
            yield _or_error(
                lambda entry_id=entry_id, facts=facts: to_json(
                    session.check(entry_id, session.parse_answers(facts)), {}
                )
            )
        yield [contact_json(c) for c in session.directory.resolve([entry_id], Whereabouts())]
    yield [contact_json(c) for c in session.directory.for_whereabouts(Whereabouts())]
    yield [contact_json(c) for c in session.directory.life_at_risk(Whereabouts())]


def _search(session: Session, query: str, **options: Any) -> Iterator[Any]:
    page = session.search(query, **options)
    yield query, page.results.total, page.results.counts_by_kind, page.results.cut
    for found in page.found:
        why = [dataclasses.asdict(why) for why in found.result.why]
        yield found.head.id, str(found.marking), found.result.score, json.dumps(why, default=str)
        yield session.snippet(found.result)


def _or_error(act: Any) -> Any:
    try:
        return act()
    except AdvisorError as error:
        return [type(error).__name__, error.message, error.hint, error.exit_code]
