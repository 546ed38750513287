"""Random catalogues over random labels, in which nothing refers to what is above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import strategies as st

from advisor.catalogue.access import Access, Derivation, FactDefinition
from advisor.catalogue.entry import (
    Channel,
    ContactDetails,
    Entry,
    Kind,
    Organisation,
    Portion,
    Recommendation,
    Row,
    Urgent,
)
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.release import Synonyms, Threat
from advisor.catalogue.roles import ROLES
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import Label
from tests.support.builders import CHECKED, make_citation, make_entry
from tests.support.labelled import ABOVE, IDS, make_source
from tests.support.rules import make_requirement, make_route, make_step
from tests.support.sealed import LABELS

SHARED = ("kidnap", "ransom", "boat", "glass", "surveillance", "warrant", "the", "of")


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


def _fact(name: str, text: str) -> FactDefinition:
    return FactDefinition(name=name, type="yes-no", subject=name, text=text, why=text)
