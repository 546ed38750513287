"""Random catalogues over random labels, what one clearance may see of them, and all it shows."""

from __future__ import annotations

import dataclasses
import datetime
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from advisor.additions.addition import Body, Correction, Note
from advisor.additions.conflicts import find_conflicts
from advisor.additions.placing import place_additions
from advisor.additions.reading import Additions, Opened
from advisor.advice import to_json
from advisor.cases import Case, Seen, find_changes, make_case, read_answers
from advisor.catalogue.access import Access, Derivation, FactDefinition
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Whereabouts
from advisor.catalogue.entry import (
    Channel,
    ContactDetails,
    Entry,
    Kind,
    Organisation,
    Portion,
    Recommendation,
    Row,
    Source,
    Urgent,
)
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.local import LocalContact
from advisor.catalogue.own_lines import OwnLine
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.catalogue.roles import ROLES
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.trust import Trust
from advisor.catalogue.yaml_source import SourceFile
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Label
from advisor.cli.advise import survey_json
from advisor.cli.questions import questions_json
from advisor.cli.recommendations import recommendations_json
from advisor.cli.words import contact_json, entry_json
from advisor.errors import AdvisorError
from advisor.notes import Wanted, make_note
from advisor.people.joining import Joined
from advisor.picturing import picture_rules
from advisor.releases.partition import part_sections
from advisor.requesting import draft_request
from advisor.sealing.profile import Profile
from advisor.search.syntax import complete
from advisor.session import Session
from advisor.settings import Places
from advisor.slips import Said, entry_lines, find_said, make_slip, say_slip
from advisor.unsealing import Granted
from tests.support.builders import CHECKED, make_citation, make_entry
from tests.support.rules import make_access, make_requirement, make_route, make_step
from tests.support.sealed import LABELS, Site

_ROOMY = Profile(slots=6, slot_bytes=524_288, recipients=1)
SHARED = ("kidnap", "ransom", "boat", "glass", "surveillance", "warrant", "the", "of")
_SEED = Source(key="seed", title="Report", publisher="HMICFRS", kind="inspection")
#: Items of a list, each with its label.
Labelled = Sequence[tuple[Any, Label]]
#: Occur only where a label is at least as high; the last letters are those of no other word.
ABOVE = {label: f"kidnax{'bcdfgh'[place]}q" for place, label in enumerate(LABELS)}
PLACES = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
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
def people(draw: st.DrawFn, label: Label, known: list[Entry]) -> ContactDetails:
    """Return somebody to ring, who may fill a role, in a region that may be known so high."""
    number = draw(st.none() | st.just("01234 567890"))
    return ContactDetails(
        role=draw(words(label)),
        order=draw(st.integers(1, 3)),
        channels=(Channel(kind="telephone", value=number),) if number else (),
        published=number is not None,
        fills=draw(st.none() | st.sampled_from(list(ROLES))),
        region=draw(st.none() | st.sampled_from(_of_type("region", known) or [None])),
        verified_on=CHECKED,
    )


@st.composite
def organisations(draw: st.DrawFn, known: list[Entry]) -> Organisation:
    """Return a region, a force or a unit, in and with what may be known so high."""

    def one(kind: str) -> str | None:
        return draw(st.none() | st.sampled_from(_of_type(kind, known) or [None]))

    kind = draw(st.sampled_from(["region", "region", "force", "unit"]))
    return Organisation(
        type=kind,
        region=None if kind == "region" else one("region"),
        unit=one("unit"),
        forces=tuple(draw(st.permutations(_of_type("force", known)))),
        tile=draw(st.tuples(st.integers(0, 3), st.integers(0, 3))),
    )


def _of_type(kind: str, entries: list[Entry]) -> list[str]:
    found = ((entry.id, entry.find("organisation")) for entry in entries)
    return [entry_id for entry_id, place in found if place is not None and place.type == kind]


def _is_below(entry: Entry, label: Label) -> bool:
    """Say whether a portion may refer to an entry, and to what somebody or some place is."""
    return label.dominates(entry.label.join(entry.marking_of("contact", "organisation")))


_KINDS = (
    Kind.CAPABILITY,
    Kind.CAPABILITY,
    Kind.CONTACT,
    Kind.TERM,
    Kind.ORGANISATION,
    Kind.FORUM,
    Kind.AUTHORISATION,
    Kind.PROCEDURE,
    Kind.PRECEDENT,
)

#: What an entry has to have, at its own label.
_OWN = {
    Kind.CAPABILITY: ["access"],
    Kind.CONTACT: ["contact"],
    Kind.ORGANISATION: ["organisation"],
}


#: What entries of a kind can say beside what all can.
_FURTHER = {
    Kind.CAPABILITY: ["urgent"],
    Kind.PROCEDURE: ["urgent", "steps"],
    Kind.PRECEDENT: ["used"],
    Kind.TERM: ["recommendation"],
}


@st.composite
def authored(
    draw: st.DrawFn,
    entry_id: str,
    lower: list[Entry],
    facts: list[tuple[FactDefinition, Label]],
    threats: list[tuple[Threat, Label]],
) -> AuthoredEntry:
    """Return an entry whose portions refer to nothing above themselves."""
    label = draw(st.sampled_from(LABELS))
    kind = Kind.CONTACT if entry_id.startswith("emergency") else draw(st.sampled_from(_KINDS))
    base = make_entry(entry_id, kind)
    known = [threat.key for threat, marked in threats if label.dominates(marked)]
    head = msgspec.structs.replace(
        base.head,
        title=draw(words(label)),
        summary=draw(words(label)),
        words=(draw(words(label)),),
        threats=tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else (),
    )
    portions: list[Portion] = []
    own = _OWN.get(kind, [])
    parts = ["does", "limits", "related", "contacts", *own]
    parts += ["rows", *_FURTHER.get(kind, [])]
    parts += ["access"] if kind is Kind.AUTHORISATION else []
    for place, part in enumerate([*own, *draw(st.lists(st.sampled_from(parts), max_size=5))]):
        marked = label if place < len(own) else draw(labels_above(label))
        if not any((p.part, p.label) == (part, marked) for p in portions):
            below = [entry for entry in lower if _is_below(entry, marked)]
            portions.append(Portion(part, marked, draw(_values(part, marked, below, facts))))
    cited = tuple(draw(st.lists(labels_above(label), max_size=2)))
    entry = Entry(head, label, tuple(portions), (make_citation(),) * len(cited))
    paths = tuple(portion.part for portion in portions)
    return AuthoredEntry(entry, SourceFile(entry_id), paths, cited)


@st.composite
def _values(
    draw: st.DrawFn,
    part: str,
    marked: Label,
    below: list[Entry],
    facts: list[tuple[FactDefinition, Label]],
) -> Any:
    """Return what a portion says that refers to nothing above its own label."""
    people_below = [entry.id for entry in below if entry.head.kind is Kind.CONTACT]
    named = st.sampled_from([*people_below, *(f"role:{role}" for role in ROLES)])
    if part in {"contact", "organisation", "access"}:
        return draw(
            {
                "contact": lambda: people(marked, below),
                "organisation": lambda: organisations(below),
                "access": lambda: accesses(marked, facts),
            }[part]()
        )
    if part == "urgent":
        contacts = tuple(draw(st.lists(named, max_size=2, unique=True)))
        text = draw(words(marked))
        return Urgent(text=text, detail=text, contacts=contacts, sources=("seed",))
    return {
        "recommendation": lambda: _recommendation(draw(words(marked)), draw(st.integers(1, 3))),
        "does": lambda: draw(words(marked)),
        "limits": lambda: (draw(words(marked)), draw(words(marked))),
        "related": lambda: tuple(entry.id for entry in below),
        "used": lambda: tuple(e.id for e in below if e.head.kind is Kind.CAPABILITY),
        "rows": lambda: (Row(name=draw(words(marked)), text=draw(words(marked))),),
        "steps": lambda: (make_step(text=draw(words(marked)), contact=draw(st.none() | named)),),
        "contacts": lambda: tuple(draw(st.lists(named, max_size=3, unique=True))),
    }[part]()


def _recommendation(text: str, number: int) -> Recommendation:
    return Recommendation(
        number=number,
        addressee=text,
        due=text,
        asked=text,
        outcome=text,
        helps=(text,),
        not_yet=(text,),
    )


@st.composite
def worked_out(
    draw: st.DrawFn, facts: Sequence[tuple[FactDefinition, Label]]
) -> tuple[FactDefinition, Label]:
    """Return a fact that is worked out from others, which its readers may know of."""
    label = draw(st.sampled_from([marked for _, marked in facts]))
    known = [fact.name for fact, marked in facts if label.dominates(marked)]
    derived = tuple(
        Derivation(value=draw(st.sampled_from(["yes", "no"])), when={"fact": name, "is": truth})
        for name, truth in draw(
            st.lists(st.tuples(st.sampled_from(known), st.booleans()), min_size=1, max_size=2)
        )
    )
    text = draw(words(label))
    name = f"worked_out_{draw(st.integers(0, 1))}"
    return msgspec.structs.replace(_fact(name, text), derived=derived, otherwise="no"), label


@st.composite
def catalogues(draw: st.DrawFn) -> CatalogueSource:
    """Return sources that were checked, as it were, with things at every label."""
    labels = st.sampled_from(LABELS)
    sections = list(enumerate(draw(st.lists(labels, max_size=4))))
    facts = [(_fact(f"fact_{n}", draw(words(label))), label) for n, label in sections]
    if facts:
        facts += draw(st.lists(worked_out(facts), max_size=2, unique_by=lambda one: one[0].name))
    threats = [
        (Threat(key=f"threat-{n}", title=draw(words(label))), label)
        for n, label in enumerate(draw(st.lists(labels, max_size=3)))
    ]
    groups = [
        (Synonyms(says=(draw(words(label)),), means=(draw(words(label)),)), label)
        for label in draw(st.lists(labels, max_size=3))
    ]
    entries: list[AuthoredEntry] = []
    for name in draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=8)):
        lower = [one.entry for one in entries]
        entries.append(draw(authored(name, lower, facts, threats)))
    return make_source(entries, threats, facts, groups)


_NOON = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)

IDS = (
    "kidnap-unit",
    "kidnap-units",
    "air-support",
    "quiet-desk",
    "boat",
    "boats",
    "nca",
    "south-east",
    "surrey",
    "emergency-999",
)


def _fact(name: str, text: str) -> FactDefinition:
    return FactDefinition(name=name, type="yes-no", subject=name, text=text, why=text)


def _worked_out(name: str, text: str, base: str) -> FactDefinition:
    derived = (Derivation(value="yes", when={"fact": base, "is": True}),)
    return msgspec.structs.replace(_fact(name, text), derived=derived, otherwise="no")


def make_source(
    entries: Iterable[AuthoredEntry],
    threats: Labelled = (),
    facts: Labelled = (),
    groups: Labelled = (),
) -> CatalogueSource:
    """Return sources that were checked, as it were; every item of a list with its label."""
    lists = {
        "sources.yaml": [(_SEED, OFFICIAL)],
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


def entry_of(
    entry_id: str,
    kind: Kind,
    *portions: tuple[str, Label, Any],
    label: Label = OFFICIAL,
    **head: Any,
) -> AuthoredEntry:
    """Return an entry with some portions, each of a part, a label and a value."""
    base = make_entry(entry_id, kind, label=label, **head)
    entry = dataclasses.replace(base, portions=tuple(Portion(*portion) for portion in portions))
    paths = tuple(part for part, _, _ in portions)
    return AuthoredEntry(entry, SourceFile(entry_id), paths, (label,))


def open_at(source: CatalogueSource, clearance: Label, folder: Path | None = None) -> Session:
    """Open what a clearance dominates of some sources.

    Args:
        source: The sources.
        clearance: Whose session it is.
        folder: Where they are published first, for another process to open them too; without
            it there is no file.
    """
    if folder is not None:
        site, granted = _publish(source, clearance, folder)
        return Session.open_as(site.file, site.places, granted)
    sections = part_sections(source, RELEASE)
    readable = [section for section in sections if clearance.dominates(section.label)]
    return Session(Catalogue(readable), Trust.SITE, PLACES)


def _publish(source: CatalogueSource, clearance: Label, folder: Path) -> tuple[Site, Granted]:
    """Publish sources to a site of their own; return it, and what a clearance was granted."""
    site = Site(folder / secrets.token_hex(8), _ROOMY)
    sections = part_sections(source, RELEASE)
    site.publish(sections)
    labels = [section.label for section in sections if section.label != OFFICIAL]
    return site, {one: (site.keys[one],) for one in labels if clearance.dominates(one)}


def open_with_additions(
    source: CatalogueSource, clearance: Label, folder: Path | None = None
) -> Session:
    """Open the same at a site that adds something to every entry, at every label."""
    sections = part_sections(source, RELEASE)
    readable = [section for section in sections if clearance.dominates(section.label)]
    files = [
        Opened(f"{place:016x}.age", label, _site_body(label), None)
        for place, label in enumerate(LABELS)
        if clearance.dominates(label)
    ]
    placed = place_additions(Catalogue(readable), files)
    joined = Joined(Additions(tuple(files)), placed.sections, placed.problems)
    whole = Catalogue([*readable, *placed.sections])
    if folder is None:
        return Session(whole, Trust.SITE, PLACES, joined=joined)
    site, granted = _publish(source, clearance, folder)
    file = CatalogueFile.read(site.file, site.places.site)
    keys = {label: key for label, (key,) in granted.items()}
    return Session(whole, Trust.SITE, PLACES, file=file, keys=keys, joined=joined)


def _site_body(label: Label) -> Body:
    """Return what a site adds at a label: to every entry, to lines that are there and not."""
    tag = f"{LABELS.index(label):x}"
    about = {"by": f"{ABOVE[label]} desk", "added_on": CHECKED}
    notes = [
        Note(id=f"{tag}{place:011x}", entry=entry, text=f"boat {ABOVE[label]}", **about)
        for place, entry in enumerate(IDS)
    ]
    words = [ABOVE[lower] for lower in LABELS if label.dominates(lower)]
    lines = [OwnLine("limits", "Limits", f"boat {word}") for word in words]
    lines.append(OwnLine("does", "What it does", "boat"))
    corrections = [
        Correction(
            id=f"{tag}f{place:010x}",
            entry=IDS[0],
            line=line,
            text=f"glass {ABOVE[label]}",
            why="the warrant",
            **about,
        )
        for place, line in enumerate(lines)
    ]
    contact = LocalContact("rocc", f"Desk {ABOVE[label]}", telephone="01632 960001")
    return Body(
        site="0" * 32,
        label=str(label),
        notes=tuple(notes),
        corrections=tuple(corrections),
        contacts=(contact,) if label == OFFICIAL else (),
    )


def everything() -> CatalogueSource:
    """Return sources with one entry and one portion at every label, each with a word of its own."""
    entries = []
    for place, label in enumerate(LABELS):
        parts = {"does": f"boat {ABOVE[label]}", "access": make_access()}
        entry = make_entry(IDS[place], label=label, parts=parts)
        entries.append(AuthoredEntry(entry, SourceFile("x"), tuple(parts), (label,)))
    portions = [Portion("limits", label, (f"boat {ABOVE[label]}",)) for label in LABELS]
    portions.append(Portion("access", OFFICIAL, make_access()))
    first = dataclasses.replace(entries[0].entry, portions=tuple(portions))
    entries[0] = AuthoredEntry(first, SourceFile("x"), ("limits",) * len(portions), (OFFICIAL,))
    return make_source(entries)


def reduce(source: CatalogueSource, clearance: Label) -> CatalogueSource:
    """Return sources with everything taken out that a clearance does not dominate."""

    def kept(name):
        return [pair for pair in source.labelled(name) if clearance.dominates(pair[1])]

    entries = [
        _reduce(one, clearance) for one in source.entries if clearance.dominates(one.entry.label)
    ]
    lists = ("threats.yaml", "facts.yaml", "thesaurus.yaml")
    return make_source(entries, *map(kept, lists))


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
    """Return everything that a reader can get out of a session, a line for each thing."""
    return "\n".join(json.dumps(msgspec.to_builtins(each)) for each in _observe(session, queries))


def _observe(session: Session, queries: list[str]) -> Iterator[Any]:
    catalogue = session.catalogue
    yield str(session.clearance.label), session.referral, len(session.index)
    yield catalogue.heads, catalogue.threats, catalogue.facts, catalogue.sources
    yield [str(session.sign_in_error)]
    yield [problem.message for problem in session.additions_problems]
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


def make_any_case() -> Case:
    """Return a case that names everything there might be."""
    return Case(
        id="0" * 32,
        name="x",
        answers={f"fact_{number}": "yes" for number in range(4)},
        looked_at={entry_id: Seen(outcome="available") for entry_id in IDS},
        created_at=_NOON,
        changed_at=_NOON,
    )


def _changes(session: Session) -> str:
    """Return what is said of a case that names everything there might be."""
    case = make_any_case()
    again = make_case("x", session, read_answers(case, session)[0], before=case, now=_NOON)
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
        yield session.snippet(found.result)
        yield [(p.heading, p.text, p.spans, str(p.marking)) for p in session.passages(found.result)]
    yield page.chosen, session.facets.count(sorted(page.results.matched), page.chosen)
    yield page.corrections, page.results.misspelt, page.results.unfound
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
