"""A catalogue in which each label has a word of its own, and how that word is found again.

A word that is found where its label may not be read is a leak, and says of which label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from advisor.catalogue.access import Access
from advisor.catalogue.entry import Portion, Source
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.catalogue.section import Section
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import OFFICIAL, Label
from advisor.releases.partition import part_sections
from tests.support.builders import CHECKED, make_contact, make_entry
from tests.support.rules import make_fact, make_requirement, make_route, make_step
from tests.support.sealed import LABELS

#: How all of them begin; no other word does. Memory is looked through for it once.
_START = "zqv"
_ENDS = ("ormat", "elbrid", "hultarn", "ibexol", "askoven", "yndrup")
#: The word that occurs at this label only, and in every way that the catalogue has.
CANARIES = {label: _START + end for label, end in zip(LABELS, _ENDS, strict=True)}
RELEASE = Release(release=3, title="Test", language="en-GB", published_on=CHECKED)
URGENT_NUMBER = "0370 496 7622"


def canaries_above(clearance: Label) -> set[str]:
    """Return the words that a reader of this clearance must never meet."""
    return {word for label, word in CANARIES.items() if not clearance.dominates(label)}


def canaries_within(clearance: Label) -> set[str]:
    """Return the words that a reader of this clearance may read."""
    return set(CANARIES.values()) - canaries_above(clearance)


def title(label: Label) -> str:
    """Return the title of the entry that is there from this label on."""
    return f"Desk {CANARIES[label]}"


def questions(label: Label) -> tuple[str, str]:
    """Return the texts of the questions that decide on that entry, in the order of asking."""
    word = CANARIES[label]
    return f"Is the {word} moored?", f"Is the {word} painted?"


def canary_sections() -> tuple[Section, ...]:
    """Return the sections of the catalogue, as a publisher has them before they are sealed."""
    return part_sections(_make_source(), RELEASE)


def _make_source() -> CatalogueSource:
    urgent = make_contact("nca-control-room", URGENT_NUMBER)
    entries = [_author(_make_entry(label), label) for label in LABELS]
    entries.append(_author(urgent, OFFICIAL))
    lists = {
        "sources.yaml": [
            (Source(key="seed", title="Report", publisher="HMICFRS", kind="inspection"), OFFICIAL)
        ],
        "threats.yaml": [
            (Threat(key=f"threat-{n}", title=f"Theft by {CANARIES[label]}"), label)
            for n, label in enumerate(LABELS)
        ],
        "facts.yaml": [(fact, label) for label in LABELS for fact in _make_facts(label)],
        "thesaurus.yaml": [
            (Synonyms(says=(f"{CANARIES[label]}ish",), means=("desk",)), label) for label in LABELS
        ],
    }
    return CatalogueSource(
        RELEASE,
        *(tuple(item for item, _ in items) for items in lists.values()),
        entries=tuple(entries),
        files={},
        labels={name: tuple(label for _, label in items) for name, items in lists.items()},
    )


def _make_facts(label: Label):
    moored, painted = questions(label)
    word = CANARIES[label]
    return (
        make_fact(f"{word}_moored", text=moored, why=f"A {word} drifts.", sources=("seed",)),
        make_fact(f"{word}_painted", text=painted, why=f"A {word} rusts.", sources=("seed",)),
    )


def _make_entry(label: Label):
    word = CANARIES[label]
    needs = tuple(
        make_requirement({"fact": fact.name, "is": True}, id=fact.name, sources=("seed",))
        for fact in _make_facts(label)
    )
    access = Access(
        requirements=needs,
        routes=(make_route(steps=(make_step(text=f"Ask the {word} desk"),), contacts=()),),
    )
    return make_entry(
        word,
        label=label,
        title=title(label),
        summary=f"What the {word} is for.",
        parts={"does": f"It moors the {word}.", "access": access},
    )


def _author(entry, label: Label) -> AuthoredEntry:
    # One portion of the first entry is above it, as portions often are.
    if entry.id == CANARIES[OFFICIAL]:
        above = tuple(
            Portion("limits", higher, (f"Not beside {CANARIES[higher]}.",)) for higher in LABELS[1:]
        )
        entry = type(entry)(entry.head, label, (*entry.portions, *above), entry.citations)
    paths = tuple(portion.part for portion in entry.portions)
    return AuthoredEntry(entry, SourceFile(entry.id), paths, (label,) * len(entry.citations))


# Finding them again


def found_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Return which words stand in some bytes, as UTF-8 or UTF-16, in whatever case."""
    lowered = data.lower()
    return {
        word
        for word in words
        if word.lower().encode() in lowered or word.lower().encode("utf-16-le") in lowered
    }


_CANARY = re.compile(
    b"|".join(
        re.escape(word.encode(encoding))
        for word in CANARIES.values()
        for encoding in ("utf-8", "utf-16-le")
    )
)


def canaries_in(data: bytes) -> set[str]:
    """Return which canaries stand in some bytes; quick also where those are many."""
    lowered = data.lower()
    if not any(_START.encode(encoding) in lowered for encoding in ("utf-8", "utf-16-le")):
        return set()
    return {match[0].replace(b"\0", b"").decode() for match in _CANARY.finditer(lowered)}


def readable_in(folder: Path, words: Iterable[str], *, besides: Iterable[Path] = ()) -> set[str]:
    """Return which words stand readable in the files of a folder, or in their names."""
    words, left_out = list(words), set(besides)
    found = set()
    for path in folder.rglob("*"):
        found |= found_in(str(path.relative_to(folder)).encode(), words)
        if path.is_file() and path not in left_out:
            found |= found_in(path.read_bytes(), words)
    return found
