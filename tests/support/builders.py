"""Entries, sections, catalogues and folders of sources, with plain defaults."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import (
    Channel,
    Citation,
    ContactDetails,
    Entry,
    Head,
    Kind,
    Organisation,
    Portion,
    Source,
)
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.catalogue.section import Section, StoredPortion
from advisor.clearance import OFFICIAL, Label

CHECKED = datetime.date(2026, 11, 23)
REVIEW = datetime.date(2027, 5, 23)


def make_head(entry_id: str = "kidnap-unit", kind: Kind = Kind.CAPABILITY, **changes: Any) -> Head:
    given = {
        "title": entry_id.replace("-", " ").capitalize(),
        "summary": f"What {entry_id} does.",
        "sure": "high",
        "checked_on": CHECKED,
        "review_on": REVIEW,
    }
    return Head(id=entry_id, kind=kind, **{**given, **changes})


def make_citation(source: str = "seed") -> Citation:
    return Citation(source=source, supports="all of it", confidence="high", checked_on=CHECKED)


def make_entry(
    entry_id: str = "kidnap-unit",
    kind: Kind = Kind.CAPABILITY,
    *,
    label: Label = OFFICIAL,
    parts: dict[str, Any] | None = None,
    **head: Any,
) -> Entry:
    portions = tuple(Portion(name, label, value) for name, value in (parts or {}).items())
    return Entry(make_head(entry_id, kind, **head), label, portions, (make_citation(),))


def make_contact(
    entry_id: str,
    *telephones: str,
    order: int = 5,
    fills: str | None = None,
    region: str | None = None,
) -> Entry:
    details = ContactDetails(
        role="who to ask",
        order=order,
        channels=tuple(Channel(kind="telephone", value=number) for number in telephones),
        published=bool(telephones),
        fills=fills,
        region=region,
        verified_on=CHECKED,
    )
    return make_entry(entry_id, Kind.CONTACT, parts={"contact": details})


def make_place(entry_id: str, kind: str, region: str | None = None, **head: Any) -> Entry:
    place = Organisation(type=kind, region=region)
    return make_entry(entry_id, Kind.ORGANISATION, parts={"organisation": place}, **head)


def make_section(
    entries: Iterable[Entry] = (),
    *,
    label: Label = OFFICIAL,
    facts: tuple[FactDefinition, ...] = (),
    threats: tuple[Threat, ...] = (),
    thesaurus: tuple[Synonyms, ...] = (),
    segment: bytes = b"segment",
) -> Section:
    entries = tuple(entries)
    return Section(
        label=label,
        release=Release(release=1, title="Test", language="en-GB", published_on=CHECKED),
        heads=tuple(entry.head for entry in entries),
        portions={
            entry.id: tuple(
                StoredPortion(portion.part, msgspec.json.encode(portion.value))
                for portion in entry.portions
            )
            for entry in entries
            if entry.portions
        },
        citations={entry.id: entry.citations for entry in entries if entry.citations},
        sources=(Source(key="seed", title="Report", publisher="HMICFRS", kind="inspection"),),
        threats=threats,
        facts=facts,
        thesaurus=thesaurus,
        segment=segment,
    )


def make_catalogue(*entries: Entry) -> Catalogue:
    return Catalogue([make_section(entries)])


def capability_fields(entry_id: str = "kidnap-unit", **changes: Any) -> dict[str, Any]:
    """Return a sound capability as authored; a change of ``None`` leaves a field out."""
    fields: dict[str, Any] = {
        "id": entry_id,
        "kind": "capability",
        "title": entry_id.replace("-", " ").capitalize(),
        "summary": "Advice while a kidnap is going on.",
        "threats": ["kidnap"],
        "sure": "high",
        "checked_on": CHECKED,
        "review_on": REVIEW,
        "does": "It advises you.",
        "achieves": ["You get advice."],
        "when": ["Somebody was taken."],
        "when_not": ["The motive is political."],
        "example": "He wants cash by tonight.",
        "who": "Any force.",
        "lead_time": "Not published.",
        "law": [{"text": "No special power."}],
        "contacts": ["role:rocc", "nca"],
        "held_by": "The NCA.",
        "limits": ["Its number is not published."],
        "access": access_fields(),
        "sources": [citation_fields()],
    }
    return _changed(fields, changes)


def access_fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "requirements": [
            {
                "id": "serious",
                "text": "The crime is serious.",
                "when": {"fact": "serious", "is": True},
                "otherwise": "It is not serious enough.",
                "change": "A more serious crime.",
                "sources": ["seed"],
            }
        ],
        "routes": [
            {
                "id": "rocc",
                "title": "Ask the co-ordinator",
                "steps": [
                    {"text": "Ask the co-ordinator", "contact": "role:rocc", "sources": ["seed"]}
                ],
                "contacts": ["role:rocc"],
            }
        ],
    }
    return _changed(fields, changes)


def contact_fields(entry_id: str = "nca", **changes: Any) -> dict[str, Any]:
    fields = {
        "id": entry_id,
        "kind": "contact",
        "title": "NCA control room",
        "summary": "The published number.",
        "sure": "high",
        "checked_on": CHECKED,
        "review_on": REVIEW,
        "contact": {
            "role": "urgent requests",
            "order": 1,
            "channels": [{"kind": "telephone", "value": "0370 496 7622"}],
            "published": True,
            "verified_on": CHECKED,
        },
        "sources": [citation_fields()],
    }
    return _changed(fields, changes)


def authority_fields(entry_id: str = "warrant", **changes: Any) -> dict[str, Any]:
    fields = {
        "id": entry_id,
        "kind": "authorisation",
        "title": f"Authority {entry_id}",
        "summary": "An authority.",
        "sure": "high",
        "checked_on": CHECKED,
        "review_on": REVIEW,
        "authority": {
            "row": "A0",
            "act": "An Act",
            "authoriser": "A superintendent.",
            "grounds": "Serious crime.",
            "approval": "None.",
            "duration": "3 months.",
            "urgent": "None.",
            "record": "The reasons.",
        },
        "contacts": ["role:rocc"],
        "sources": [citation_fields()],
    }
    return _changed(fields, changes)


def citation_fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "source": "seed",
        "supports": "the service",
        "confidence": "high",
        "checked_on": CHECKED,
    }
    return _changed(fields, changes)


def _changed(fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = {**fields, **changes}
    return {name: value for name, value in merged.items() if value is not None}


class _Plain(yaml.SafeDumper):
    """Writes everything out: the sources take no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class SourceFolder:
    """A sound folder of sources that a test then spoils."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write(
            "catalogue.yaml",
            {"release": 7, "title": "Test", "language": "en-GB", "published_on": CHECKED},
        )
        source = {"key": "seed", "title": "Report", "publisher": "HMICFRS", "kind": "inspection"}
        self.write("sources.yaml", [source])
        self.write("threats.yaml", [{"key": "kidnap", "title": "Kidnap and extortion"}])
        fact = {
            "name": "serious",
            "type": "yes-no",
            "subject": "Serious crime",
            "text": "Is the crime serious?",
            "why": "The help is for serious crime.",
        }
        self.write("facts.yaml", [fact])
        self.write("thesaurus.yaml", [{"says": ["taken"], "means": ["kidnap"]}])
        self.write("capabilities/kidnap-unit.yaml", capability_fields())
        self.write("contacts/nca.yaml", contact_fields())

    def write(self, name: str, content: Any) -> Path:
        """Write a file: text and bytes as they are, anything else as YAML."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, (str, bytes)):
            content = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path
