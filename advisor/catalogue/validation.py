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
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import ContactDetails, Entry, Kind
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.flows import Analysis, check_flows, fold_words
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.references import Link, contact_references, links, source_keys
from advisor.catalogue.roles import ROLES, role_of
from advisor.catalogue.source import CatalogueSource, Listed
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import Label

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_MAX_SUMMARY = 90
_ROLES_KNOWN = f"Roles: {', '.join(ROLES)}."


def validate(
    source: CatalogueSource,
    analysis: Analysis = fold_words,
    progress: Progress = tell_nobody,
) -> None:
    """Check everything that was read; problems are noted on the files they are in.

    Args:
        source: Everything that was read.
        analysis: What names and texts are compared by; see ``check_flows``.
        progress: Told how many entries are checked. Raising from there stops it.
    """
    _check_lists(source)
    _check_doubles(source)
    known = _Known(source)
    for done, authored in enumerate(source.entries):
        progress("Checking entries", done, len(source.entries))
        for check in _CHECKS:
            check(authored, known)
    _check_uncited(source)
    check_flows(source, analysis)


class _Known:
    """What entries may refer to.

    Attributes:
        entries: Every entry by id.
        unread: Ids of entries that could not be read, so that links to them are not in doubt.
        sources: Keys of the listed sources.
        threats: Keys of the listed threat areas.
    """

    def __init__(self, source: CatalogueSource) -> None:
        self.entries = {authored.entry.head.id: authored.entry for authored in source.entries}
        self.unread = {PurePosixPath(name).stem for name in source.unread if "/" in name}
        self.sources = {item.key for item in source.sources}
        self.threats = {item.key for item in source.threats}
        self._unread_lists = source.unread

    def has_source(self, key: str) -> bool:
        return key in self.sources or "sources.yaml" in self._unread_lists

    def has_threat(self, key: str) -> bool:
        return key in self.threats or "threats.yaml" in self._unread_lists

    def nearest_entry(self, name: str) -> str:
        near = difflib.get_close_matches(name, list(self.entries), 1)
        return f"Did you mean “{near[0]}”?" if near else "Add the entry, or take the link out."


def _check_lists(source: CatalogueSource) -> None:
    _check_keys(source.files["sources.yaml"], [item.key for item in source.sources])
    _check_keys(source.files["threats.yaml"], [item.key for item in source.threats])
    known = _Known(source)
    for listed in source.listed("facts.yaml"):
        _check_fact(listed, known)


def _check_keys(file: SourceFile, keys: Sequence[str]) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            file.report(f"[{place}].key", f"“{key}” stands twice.", "Keep one.")
        if not _SLUG.fullmatch(key):
            file.report(
                f"[{place}].key", f"“{key}” is no key.", "Join lower-case words by hyphens."
            )


def _check_fact(listed: Listed, known: _Known) -> None:
    fact: FactDefinition = listed.item
    if not _NAME.fullmatch(fact.name):
        remedy = "Join lower-case words by underscores."
        listed.report(".name", f"“{fact.name}” is no name.", remedy)
    if fact.cost not in range(1, 6):
        listed.report(".cost", f"{fact.cost} is out of range.", "Use 1 to 5.")
    if fact.sensitivity not in range(3):
        listed.report(".sensitivity", f"{fact.sensitivity} is out of range.", "Use 0 to 2.")
    for place, key in enumerate(fact.sources):
        if not known.has_source(key):
            reason = f"No source “{key}” is listed."
            listed.report(f".sources[{place}]", reason, "Add it to sources.yaml.")


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
        if not known.has_threat(threat):
            report(
                f"threats[{place}]", f"No threat area “{threat}” is listed.", "See threats.yaml."
            )


def _check_citations(authored: AuthoredEntry, known: _Known) -> None:
    if not authored.entry.citations:
        authored.file.report("", "No source is cited.", "Add “sources: …”.")
    for place, citation in enumerate(authored.entry.citations):
        _check_source(authored, known, citation.source, f"sources[{place}].source")


def _check_rests_on_its_sources(authored: AuthoredEntry, known: _Known) -> None:
    """Whatever a part rests on stands among the sources of its entry, with what it supports.

    Where the sources are themselves wrong, that is told instead.
    """
    cited = {citation.source for citation in authored.entry.citations}
    if not cited or not all(map(known.has_source, cited)):
        return
    for portion, base in authored.placed:
        for below, key in source_keys(portion):
            if key not in cited and key in known.sources:
                authored.file.report(
                    f"{base}{below}",
                    f"“{key}” is not among the sources of the entry.",
                    "List it under “sources”, and say what it supports.",
                )


def _check_uncited(source: CatalogueSource) -> None:
    """Warn of listed sources that nothing rests on; nobody knows any longer what they were for."""
    if source.unread:
        return
    used = {citation.source for each in source.entries for citation in each.entry.citations}
    used.update(key for listed in source.listed("facts.yaml") for key in listed.item.sources)
    for place, item in enumerate(source.sources):
        if item.key not in used:
            source.files["sources.yaml"].report(
                f"[{place}].key",
                f"No entry and no question rests on “{item.key}”.",
                "Cite it, or take it out.",
                severity="warning",
            )


def _check_source(authored: AuthoredEntry, known: _Known, key: str, path: str) -> None:
    if not known.has_source(key):
        near = difflib.get_close_matches(key, list(known.sources), 1)
        remedy = f"Did you mean “{near[0]}”?" if near else "Add it to sources.yaml."
        authored.file.report(path, f"No source “{key}” is listed.", remedy)


def _check_links(authored: AuthoredEntry, known: _Known) -> None:
    for portion, base in authored.placed:
        for link in links(portion):
            _check_link(authored, known, link, portion.label, f"{base}{link.path}")


def _check_link(
    authored: AuthoredEntry, known: _Known, link: Link, label: Label, path: str
) -> None:
    report = authored.file.report
    if link.target in known.unread:
        return
    found = known.entries.get(link.target)
    if found is None:
        report(path, f"There is no entry “{link.target}”.", known.nearest_entry(link.target))
        return
    if not link.fits(found):
        report(path, f"“{link.target}” is no {link.wanted}.", f"Link to: {link.wanted}.")
    _check_not_above(authored, found, label, path)


def _check_not_above(authored: AuthoredEntry, found: Entry, label: Label, path: str) -> None:
    if not label.dominates(found.label):
        authored.file.report(
            path,
            f"“{found.id}” is marked higher than this.",
            "Move the link to a portion marked as high.",
        )


def _check_contacts(authored: AuthoredEntry, known: _Known) -> None:
    for portion, base in authored.placed:
        for below, reference in contact_references(portion):
            _check_contact_reference(authored, known, reference, portion.label, f"{base}{below}")


def _check_contact_reference(
    authored: AuthoredEntry, known: _Known, reference: str, label: Label, path: str
) -> None:
    role = role_of(reference)
    if role is not None:
        if role not in ROLES:
            authored.file.report(path, f"There is no role “{role}”.", _ROLES_KNOWN)
        return
    if reference in known.unread:
        return
    found = known.entries.get(reference)
    if found is None or found.head.kind is not Kind.CONTACT:
        authored.file.report(
            path, f"There is no contact “{reference}”.", known.nearest_entry(reference)
        )
        return
    _check_not_above(authored, found, label, path)


def _check_somebody_to_ask(authored: AuthoredEntry, known: _Known) -> None:
    del known
    contacts = authored.entry.find("contacts")
    needs_one = authored.entry.head.kind in {Kind.CAPABILITY, Kind.PROCEDURE}
    if needs_one and contacts is not None and "role:rocc" not in contacts:
        authored.file.report("contacts", "The ROCC is not in the list.", "Add role:rocc.")


def _check_details(authored: AuthoredEntry, known: _Known) -> None:
    del known
    details = authored.entry.find("contact")
    if not isinstance(details, ContactDetails):
        return
    if details.published != bool(details.channels):
        authored.file.report(
            "contact.published",
            "“published” does not say what the channels say.",
            "It is true exactly where there is a channel.",
        )
    if details.fills is not None and details.fills not in ROLES:
        authored.file.report("contact.fills", f"There is no role “{details.fills}”.", _ROLES_KNOWN)


def _check_sources(authored: AuthoredEntry, known: _Known) -> None:
    for portion, base in authored.placed:
        for below, key in source_keys(portion):
            _check_source(authored, known, key, f"{base}{below}")


_CHECKS: tuple[Callable[[AuthoredEntry, _Known], None], ...] = (
    _check_head,
    _check_citations,
    _check_rests_on_its_sources,
    _check_links,
    _check_contacts,
    _check_somebody_to_ask,
    _check_details,
    _check_sources,
)
