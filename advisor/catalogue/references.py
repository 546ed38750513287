"""Everything that a portion refers to: entries, people to ring, sources.

Paths are below the portion's own value, so that they can be put behind wherever
it stands in its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.catalogue.access import Access, FactDefinition, Prerequisite, Requirement, Step
from advisor.catalogue.entry import (
    ContactDetails,
    Discrepancy,
    Entry,
    Kind,
    LawLink,
    Organisation,
    Portion,
    Urgent,
)

_PLACES = (Kind.ORGANISATION,)
_USABLE = (Kind.CAPABILITY,)
_OBTAINABLE = (Kind.AUTHORISATION, Kind.PROCEDURE, Kind.CAPABILITY)


@dataclass(frozen=True)
class Link:
    """A reference to another entry.

    Attributes:
        path: Where it stands, below the portion's value.
        target: The entry's id.
        kinds: What kinds it may be of; any, where empty.
        organisation: What type of organisation it has to be; any, where ``None``.
    """

    path: str
    target: str
    kinds: tuple[Kind, ...] = ()
    organisation: str | None = None

    @property
    def wanted(self) -> str:
        """What it may lead to, in words."""
        return self.organisation or " or ".join(self.kinds)

    def fits(self, entry: Entry) -> bool:
        """Say whether it may lead to an entry."""
        if self.kinds and entry.head.kind not in self.kinds:
            return False
        found = entry.find("organisation")
        if self.organisation is None or not isinstance(found, Organisation):
            return True
        return found.type == self.organisation


def links(portion: Portion) -> Iterator[Link]:
    """Yield every link to another entry, but not those to people to ring."""
    match portion.value:
        case Organisation() as organisation:
            yield from _organisation_links(organisation)
        case Access() as access:
            for path, item in rule_items(access):
                if isinstance(item, Prerequisite) and item.entry:
                    yield Link(f"{path}.entry", item.entry, _OBTAINABLE)
        case ContactDetails(region=str() as region):
            yield Link(".region", region, _PLACES, "region")
        case tuple() as items:
            yield from _listed_links(portion.part, items)


def _listed_links(part: str, items: tuple[Any, ...]) -> Iterator[Link]:
    for place, item in enumerate(items):
        if isinstance(item, LawLink) and item.entry:
            yield Link(f"[{place}].entry", item.entry, (Kind.AUTHORISATION,))
        elif part == "used":
            yield Link(f"[{place}]", item, _USABLE)
        elif part in {"related", "alternatives"}:
            yield Link(f"[{place}]", item)


def _organisation_links(organisation: Organisation) -> Iterator[Link]:
    for name, wanted in (
        ("region", "region"),
        ("unit", "unit"),
        ("also_region", "region"),
        ("host", "force"),
    ):
        target = getattr(organisation, name)
        if target:
            yield Link(f".{name}", target, _PLACES, wanted)
    for place, force in enumerate(organisation.forces):
        yield Link(f".forces[{place}]", force, _PLACES, "force")


def contact_references(portion: Portion) -> Iterator[tuple[str, str]]:
    """Yield every reference to somebody to ring: path, reference."""
    match portion.value:
        case Urgent(contacts=contacts):
            yield from _numbered(".contacts", contacts)
        case Access() as access:
            for number, route in enumerate(access.routes):
                yield from _numbered(f".routes[{number}].contacts", route.contacts)
            for path, item in rule_items(access):
                if not isinstance(item, Requirement) and item.contact:
                    yield f"{path}.contact", item.contact
    if portion.part == "contacts":
        yield from _numbered("", portion.value)
    if portion.part == "steps":
        for place, step in enumerate(portion.value):
            if step.contact:
                yield f"[{place}].contact", step.contact


def source_keys(portion: Portion) -> Iterator[tuple[str, str]]:
    """Yield every key of a source that a portion rests on: path, key."""
    match portion.value:
        case Urgent(sources=keys):
            yield from _numbered(".sources", keys)
        case Access() as access:
            for path, item in rule_items(access):
                yield from _numbered(f"{path}.sources", item.sources)
        case tuple() as items:
            if not isinstance(next(iter(items), None), Discrepancy | Step):
                return  # all of a list are alike, and most are plain texts
            for place, item in enumerate(items):
                yield from _numbered(f"[{place}].sources", item.sources)


def rule_items(access: Access) -> Iterator[tuple[str, Requirement | Prerequisite | Step]]:
    """Yield everything that access rules are made of: path, item."""
    for place, requirement in enumerate(access.requirements):
        yield f".requirements[{place}]", requirement
    for number, route in enumerate(access.routes):
        for name in ("requirements", "prerequisites", "steps"):
            for place, item in enumerate(getattr(route, name)):
                yield f".routes[{number}].{name}[{place}]", item


def fact_names(access: Access) -> Iterator[tuple[str, str]]:
    """Yield every fact that a condition is about: path of the condition, name."""
    for path, item in rule_items(access):
        for field in ("when", "needed", "held"):
            for name in _names_in(getattr(item, field, None)):
                yield f"{path}.{field}", name


def derived_from(fact: FactDefinition) -> Iterator[tuple[str, str]]:
    """Yield every fact that a fact is worked out from: path of the condition, name."""
    for place, derivation in enumerate(fact.derived):
        for name in _names_in(derivation.when):
            yield f".derived[{place}].when", name


def _names_in(condition: object) -> Iterator[str]:
    if isinstance(condition, dict):
        if isinstance(name := condition.get("fact"), str):
            yield name
        for inner in condition.values():
            yield from _names_in(inner)
    elif isinstance(condition, list):
        for inner in condition:
            yield from _names_in(inner)


def _numbered(path: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from ((f"{path}[{place}]", name) for place, name in enumerate(names))
