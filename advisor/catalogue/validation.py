"""What the catalogue's entries owe one another and their readers.

``source`` says whether each file can be read; this module says whether what was
read is sound: every link leads somewhere, every statement cites a source that is
listed, nobody is left without somebody to ask, and nothing lower points at
something higher.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from advisor.catalogue.access import Access, Prerequisite, Requirement, Step
from advisor.catalogue.entry import ContactDetails, Entry, Kind, LawLink, Organisation, Urgent
from advisor.catalogue.roles import ROLES, role_of
from advisor.catalogue.source import AuthoredEntry, CatalogueSource
from advisor.clearance import Label

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_SUMMARY = 90


def validate(source: CatalogueSource) -> None:
    """Check everything that was read; problems are noted on the files they are in."""
    _check_lists(source)
    _check_doubles(source)
    known = _Known(source)
    for authored in source.entries:
        for check in _CHECKS:
            check(authored, known)


class _Known:
    """What entries may refer to.

    Attributes:
        entries: Every entry by id.
        sources: Keys of the listed sources.
        threats: Keys of the listed threat areas.
    """

    def __init__(self, source: CatalogueSource) -> None:
        self.entries = {authored.entry.id: authored.entry for authored in source.entries}
        self.sources = {item.key for item in source.sources}
        self.threats = {item.key for item in source.threats}

    def nearest_entry(self, name: str) -> str:
        near = difflib.get_close_matches(name, list(self.entries), 1)
        return f"Did you mean “{near[0]}”?" if near else "Add the entry, or take the link out."


def _check_lists(source: CatalogueSource) -> None:
    lists = (
        ("sources.yaml", [item.key for item in source.sources]),
        ("threats.yaml", [item.key for item in source.threats]),
        ("facts.yaml", [item.name for item in source.facts]),
    )
    for file, keys in lists:
        for place, key in enumerate(keys):
            if key in keys[:place]:
                source.files[file].report(f"[{place}]", f"“{key}” stands twice.", "Keep one.")
    known = {item.key for item in source.sources}
    for place, fact in enumerate(source.facts):
        for key in fact.sources:
            if key not in known:
                source.files["facts.yaml"].report(
                    f"[{place}].sources", f"No source “{key}” is listed.", "Add it to sources.yaml."
                )


def _check_doubles(source: CatalogueSource) -> None:
    counts = Counter(authored.entry.id for authored in source.entries)
    for authored in source.entries:
        if counts[authored.entry.id] > 1:
            authored.file.report(
                "id", f"Several entries are called “{authored.entry.id}”.", "Rename one."
            )


def _check_head(authored: AuthoredEntry, known: _Known) -> None:
    head, report = authored.entry.head, authored.file.report
    if not _SLUG.fullmatch(head.id):
        report("id", "The id is not a slug.", "Use lower-case words joined by hyphens.")
    if len(head.summary) > _MAX_SUMMARY:
        report(
            "summary",
            f"The summary has {len(head.summary)} characters.",
            f"Keep it to one line of at most {_MAX_SUMMARY}.",
        )
    if head.review_on <= head.checked_on:
        report("review_on", "The review is not after the check.", "Give a later day.")
    for place, threat in enumerate(head.threats):
        if threat not in known.threats:
            report(
                f"threats[{place}]", f"No threat area “{threat}” is listed.", "See threats.yaml."
            )


def _check_citations(authored: AuthoredEntry, known: _Known) -> None:
    if not authored.entry.citations:
        authored.file.report("", "No source is cited.", "Add “sources: …”.")
    for place, citation in enumerate(authored.entry.citations):
        _check_source(authored, known, citation.source, f"sources[{place}].source")


def _check_source(authored: AuthoredEntry, known: _Known, key: str, path: str) -> None:
    if key not in known.sources:
        near = difflib.get_close_matches(key, list(known.sources), 1)
        remedy = f"Did you mean “{near[0]}”?" if near else "Add it to sources.yaml."
        authored.file.report(path, f"No source “{key}” is listed.", remedy)


def _check_links(authored: AuthoredEntry, known: _Known) -> None:
    for path, target, kinds in _links(authored.entry):
        found = known.entries.get(target)  # type: ignore[call-overload]
        if found is None:
            authored.file.report(
                path, f"There is no entry “{target}”.", known.nearest_entry(target)
            )
        elif kinds and found.head.kind not in kinds:
            wanted = " or ".join(kinds)
            authored.file.report(path, f"“{target}” is no {wanted}.", f"Link to a {wanted}.")
        else:
            _check_not_above(authored, path, found, target)


def _check_not_above(authored: AuthoredEntry, path: str, found: Entry, target: str) -> None:
    if not _label_at(authored.entry, path).dominates(found.label):
        authored.file.report(
            path,
            f"“{target}” is marked higher than this.",
            "Move the link to a portion marked as high.",
        )


def _label_at(entry: Entry, path: str) -> Label:
    name = re.split(r"[.\[]", path)[0]
    return next((p.label for p in entry.portions if p.part == name), entry.label)


def _links(entry: Entry) -> Iterator[tuple[str, str, tuple[Kind, ...]]]:
    """Yield every link to another entry: field, id, kinds that it may be of."""
    for portion in entry.portions:
        match portion.value:
            case Organisation() as organisation:
                yield from _organisation_links(organisation)
            case Access() as access:
                yield from _prerequisite_links(access)
        if portion.part in {"related", "alternatives"}:
            for place, target in enumerate(portion.value):
                yield f"{portion.part}[{place}]", target, ()
        if portion.part == "law":
            yield from _law_links(portion.value)
    details = entry.find("contact")
    if isinstance(details, ContactDetails) and details.region:
        yield "contact.region", details.region, (Kind.ORGANISATION,)


def _law_links(links: Iterable[LawLink]) -> Iterator[tuple[str, str, tuple[Kind, ...]]]:
    for place, link in enumerate(links):
        if link.entry:
            yield f"law[{place}].entry", link.entry, (Kind.AUTHORISATION,)


def _prerequisite_links(access: Access) -> Iterator[tuple[str, str, tuple[Kind, ...]]]:
    for number, route in enumerate(access.routes):
        for place, prerequisite in enumerate(route.prerequisites):
            if prerequisite.entry:
                yield (
                    f"access.routes[{number}].prerequisites[{place}].entry",
                    prerequisite.entry,
                    (Kind.AUTHORISATION, Kind.PROCEDURE, Kind.CAPABILITY),
                )


def _organisation_links(
    organisation: Organisation,
) -> Iterator[tuple[str, str, tuple[Kind, ...]]]:
    single = ("region", "unit", "also_region", "host")
    for name in single:
        target = getattr(organisation, name)
        if target:
            yield f"organisation.{name}", target, (Kind.ORGANISATION,)
    for place, force in enumerate(organisation.forces):
        yield f"organisation.forces[{place}]", force, (Kind.ORGANISATION,)


def _check_contacts(authored: AuthoredEntry, known: _Known) -> None:
    for path, reference in _contact_references(authored.entry):
        role = role_of(reference)
        if role is not None and role not in ROLES:
            authored.file.report(path, f"There is no role “{role}”.", f"Roles: {', '.join(ROLES)}.")
        if role is None:
            found = known.entries.get(reference)  # type: ignore[call-overload]
            if found is None or found.head.kind is not Kind.CONTACT:
                authored.file.report(
                    path, f"There is no contact “{reference}”.", known.nearest_entry(reference)
                )


def _contact_references(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield every reference to somebody to ring: field, reference."""
    for portion in entry.portions:
        match portion.value:
            case Urgent(contacts=contacts):
                yield from ((f"urgent.contacts[{n}]", name) for n, name in enumerate(contacts))
            case Access(routes=routes):
                for number, route in enumerate(routes):
                    path = f"access.routes[{number}]"
                    yield from ((f"{path}.contacts[{n}]", c) for n, c in enumerate(route.contacts))
                    for name in ("prerequisites", "steps"):
                        for n, item in enumerate(getattr(route, name)):
                            if item.contact:
                                yield f"{path}.{name}[{n}].contact", item.contact
        if portion.part == "contacts":
            yield from ((f"contacts[{n}]", name) for n, name in enumerate(portion.value))


def _check_somebody_to_ask(authored: AuthoredEntry, known: _Known) -> None:
    del known
    contacts = authored.entry.find("contacts")
    is_capability = authored.entry.head.kind is Kind.CAPABILITY
    if is_capability and contacts is not None and "role:rocc" not in contacts:
        authored.file.report("contacts", "The ROCC is not in the list.", "Add role:rocc.")


def _check_contact(authored: AuthoredEntry, known: _Known) -> None:
    del known
    details = authored.entry.find("contact")
    if isinstance(details, ContactDetails):
        if details.published != bool(details.channels):
            authored.file.report(
                "contact.published",
                "“published” does not say what the channels say.",
                "It is true exactly where there is a channel.",
            )
        if details.fills is not None and details.fills not in ROLES:
            authored.file.report(
                "contact.fills",
                f"There is no role “{details.fills}”.",
                f"Roles: {', '.join(ROLES)}.",
            )


def _check_rule_sources(authored: AuthoredEntry, known: _Known) -> None:
    access, urgent = authored.entry.find("access"), authored.entry.find("urgent")
    if isinstance(urgent, Urgent):
        _check_keys(authored, known, urgent.sources, "urgent.sources")
    if isinstance(access, Access):
        for path, item in _rule_items(access):
            _check_keys(authored, known, item.sources, f"{path}.sources")


def _rule_items(access: Access) -> Iterator[tuple[str, Requirement | Prerequisite | Step]]:
    for place, requirement in enumerate(access.requirements):
        yield f"access.requirements[{place}]", requirement
    for number, route in enumerate(access.routes):
        for name in ("requirements", "prerequisites", "steps"):
            for place, item in enumerate(getattr(route, name)):
                yield f"access.routes[{number}].{name}[{place}]", item


def _check_keys(authored: AuthoredEntry, known: _Known, keys: tuple[str, ...], path: str) -> None:
    for place, key in enumerate(keys):
        _check_source(authored, known, key, f"{path}[{place}]")


_CHECKS: tuple[Callable[[AuthoredEntry, _Known], None], ...] = (
    _check_head,
    _check_citations,
    _check_links,
    _check_contacts,
    _check_somebody_to_ask,
    _check_contact,
    _check_rule_sources,
)
