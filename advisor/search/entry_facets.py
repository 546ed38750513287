"""What entries are told apart by: kind, threat area, who runs it, how to get it and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from advisor.catalogue.access import Access
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import organisation_of
from advisor.catalogue.entry import ContactDetails, Entry, Kind, Urgent
from advisor.catalogue.wording import KIND_NAMES
from advisor.search.facets import Facet, Facets

_WAYS: Final = {
    "direct": "Ring or write to it",
    "rocc": "Through your ROCC",
    "force": "Through your force or unit",
}
_URGENT: Final = {"now": "Has an urgent route"}


def facets_of(catalogue: Catalogue) -> Facets:
    """Return the facets of everything that a session may read."""
    heads = catalogue.heads
    entries = tuple(catalogue.entry(head.id) for head in heads)
    owners = sorted({head.owner for head in heads if head.owner})
    regions = [entry for entry in entries if _is_region(entry)]
    return Facets(
        (
            _facet("kind", "Kind", _kinds(entries), [(e.id, [e.head.kind.value]) for e in entries]),
            _facet(
                "threat",
                "Threat area",
                {threat.key: threat.title for threat in catalogue.threats},
                [(head.id, head.threats) for head in heads],
            ),
            _facet(
                "owner",
                "Who runs it",
                {owner: owner for owner in owners},
                [(head.id, [head.owner]) for head in heads if head.owner],
            ),
            _facet("way", "How to get it", _WAYS, [(e.id, _ways(e)) for e in entries]),
            _facet("urgent", "Urgency", _URGENT, [(e.id, ["now"]) for e in entries if _urgent(e)]),
            _facet(
                "region",
                "Region",
                {entry.id: entry.head.title for entry in regions},
                [(entry.id, _regions(entry)) for entry in entries],
            ),
        )
    )


def _facet(
    name: str, words: str, values: Mapping[str, str], found: Iterable[tuple[str, Iterable[str]]]
) -> Facet:
    """Return a facet with those of its values that some entry has."""
    of_entry = {entry_id: frozenset(given) & values.keys() for entry_id, given in found}
    used = frozenset().union(*of_entry.values())
    kept = {value: text for value, text in values.items() if value in used}
    return Facet(name, words, kept, {e: found for e, found in of_entry.items() if found})


def _kinds(entries: Iterable[Entry]) -> dict[str, str]:
    there = {entry.head.kind for entry in entries}
    return {kind.value: words for kind, (_, words) in KIND_NAMES.items() if kind in there}


def _urgent(entry: Entry) -> bool:
    return isinstance(entry.find("urgent"), Urgent)


def _ways(entry: Entry) -> Iterator[str]:
    """Yield how one may come to it: whom its routes say to ring first."""
    access = entry.find("access")
    if entry.head.kind is not Kind.CAPABILITY or not isinstance(access, Access):
        return
    for route in access.routes:
        first = next(iter(route.contacts), "")
        if "rocc" in first:
            yield "rocc"
        else:
            yield "force" if first.startswith("role:") else "direct"


def _is_region(entry: Entry) -> bool:
    return entry.head.kind is Kind.ORGANISATION and organisation_of(entry).type == "region"


def _regions(entry: Entry) -> Iterator[str]:
    if entry.head.kind is Kind.ORGANISATION:
        organisation = organisation_of(entry)
        yield from filter(None, (organisation.region, organisation.also_region))
        if organisation.type == "region":
            yield entry.id
    details = entry.find("contact") if entry.head.kind is Kind.CONTACT else None
    if isinstance(details, ContactDetails) and details.region:
        yield details.region
