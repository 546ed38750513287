"""What a rehearsal is made of: public facts under made-up markings."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pytest

from advisor import resources
from advisor.catalogue.entry import Entry, Kind
from advisor.catalogue.section import Section
from advisor.catalogue.source import CatalogueSource
from advisor.clearance import OFFICIAL, Label
from advisor.releases.building import CheckedSources, check_sources
from advisor.releases.demonstration import CLEARANCES
from advisor.releases.partition import part_sections

#: Numbers that Ofcom keeps for drama.
DRAMA = re.compile(r"01632 960 \d{3}")
LABELS = tuple(map(Label.parse, ("OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER", "SECRET/BIRCH")))


@cache
def checked() -> CheckedSources:
    return check_sources(resources.path("catalogue"), resources.path("demo"))


def source() -> CatalogueSource:
    return checked().source


def entries() -> list[Entry]:
    return [authored.entry for authored in source().entries]


def sections(found: CatalogueSource) -> list[Section]:
    assert found.release is not None
    return list(part_sections(found, found.release))


def test_sources_of_the_rehearsal_are_sound():
    assert [str(problem) for problem in checked().problems] == []


def test_a_dozen_entries_say_more_to_some_readers():
    assert len([entry for entry in entries() if entry.marking != OFFICIAL]) >= 12


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_every_level_has_something_of_its_own(label: Label):
    assert any(label == portion.label for entry in entries() for portion in entry.portions)
    assert any(clearance.dominates(label) for clearance in CLEARANCES)


def test_every_kind_of_thing_is_there_above_official():
    parts = defaultdict(set)
    for entry in entries():
        for portion in entry.portions:
            if portion.label != OFFICIAL:
                parts[portion.part].add(entry.id)
    assert {"limits", "held_by", "achieves", "access", "contacts", "related", "alternatives"} <= {
        *parts
    }
    hidden = [entry for entry in entries() if entry.label != OFFICIAL]
    assert {Kind.CAPABILITY, Kind.CONTACT, Kind.TERM} <= {entry.head.kind for entry in hidden}
    for name in ("facts.yaml", "sources.yaml", "threats.yaml", "thesaurus.yaml"):
        assert any(label != OFFICIAL for _, label in source().labelled(name)), name


def test_whoever_reads_official_alone_reads_the_catalogue_that_ships():
    shipped = sections(check_sources(resources.path("catalogue")).source)[0]
    rehearsed = next(part for part in sections(source()) if part.label == OFFICIAL)
    for name in Section.__dataclass_fields__:
        if name != "release":
            assert getattr(rehearsed, name) == getattr(shipped, name), name


def test_every_number_of_the_rehearsal_is_one_that_nobody_answers():
    for entry in entries():
        details = entry.find("contact")
        if entry.label != OFFICIAL and details is not None:
            assert all(DRAMA.fullmatch(channel.value) for channel in details.channels), entry.id


def test_everything_that_is_hidden_says_that_it_is_a_rehearsal():
    for entry in entries():
        if entry.label != OFFICIAL:
            assert entry.head.summary.startswith("DEMONSTRATION"), entry.id
            continue
        for portion in entry.portions:
            if portion.label != OFFICIAL and portion.part in {"limits", "held_by", "achieves"}:
                lines = (portion.value,) if isinstance(portion.value, str) else portion.value
                assert all(line.startswith("DEMONSTRATION") for line in lines), entry.id
