"""The catalogue that ships: the same as its sources, pinned, and nothing in it invented."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from advisor import resources
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import URGENT_CONTACTS, Directory, organisation_of
from advisor.catalogue.entry import Kind
from advisor.catalogue.roles import role_of
from advisor.catalogue.section import Section
from advisor.catalogue.store import read_file, read_official
from advisor.releases.building import CheckedSources, check_sources
from advisor.releases.partition import part_sections
from tests.support.project import ROOT

REVIEWED = ROOT / "tests" / "support" / "reviewed_contacts.txt"
#: The capabilities that the inspection report names.
NAMED = {
    "air-support",
    "anti-kidnap-extortion",
    "civil-recovery-tax",
    "control-centre",
    "counterfeit-currency",
    "fugitives-international-crime",
    "international-network",
    "lawful-interception",
    "magma-team",
    "major-crime-investigative-support",
    "maritime-support",
    "missing-persons",
    "protected-persons",
    "rocc",
    "sensitive-technical-collection",
    "serious-crime-analysis",
    "surveillance-support",
    "telecoms-analysis",
}
INTERNATIONAL = {"europol-liaison", "extradition-taca", "interpol-notices", "jicc"}
CYBER_AND_DATA = {
    "covert-sources-undercover",
    "cyber-choices",
    "forensics-open-source",
    "national-assessments",
    "nccu",
    "ndec",
    "ntac",
    "tactical-analysis",
    "undercover-online",
}
VULNERABLE_PEOPLE = {
    "ceop",
    "county-lines-coordination",
    "jstac",
    "mshtu",
    "oic-taskforce",
    "toex",
    "victim-identification",
}
MAJOR_CRIME = {
    "behavioural-investigative-adviser",
    "covert-law-advice",
    "expert-advisers-database",
    "geographic-profiling",
    "national-injuries-database",
    "national-interview-adviser",
    "national-search-adviser",
    "regional-sio-adviser",
    "specialist-operations-centre",
    "vulnerable-witness-adviser",
    "witness-intermediary-scheme",
}
MONEY = {
    "complex-financial-crime",
    "daml",
    "international-corruption",
    "jmlit",
    "necc",
    "proceeds-of-crime-centre",
    "ukfiu-sars",
}
OPERATIONS = {"armed-operations", "border-investigations", "firearms-threat", "lifetime-management"}
CAPABILITIES = (
    MONEY | OPERATIONS | MAJOR_CRIME | NAMED | INTERNATIONAL | CYBER_AND_DATA | VULNERABLE_PEOPLE
)
#: What looks like a way to reach somebody, in running text.
REACHES = re.compile(
    r"[\w.+-]+@[\w.-]+\w"  # an e-mail address
    r"|(?<![\w.])(?:https?://|www\.)\S+"  # a web address
    r"|(?<![\d/.-])(?:\+44|0)[\d ()]{8,}\d"  # a telephone number
)


@cache
def bundled() -> Section:
    path = resources.bundled_catalogue()
    return read_official(read_file(path), path.name)


@cache
def checked() -> CheckedSources:
    return check_sources(resources.path("catalogue"))


@cache
def catalogue() -> Catalogue:
    return Catalogue([bundled()])


def test_sources_have_no_problem_of_any_kind():
    assert [str(problem) for problem in checked().problems] == []


@pytest.mark.parametrize("name", list(Section.__dataclass_fields__))
def test_bundled_file_holds_what_its_sources_say(name: str):
    source = checked().source
    assert source.release is not None
    built = part_sections(source, source.release)[0]
    assert getattr(bundled(), name) == getattr(built, name), (
        "build it again: .venv/bin/advisor catalogue build"
    )


def test_pinned_hash_is_that_of_the_bundled_file():
    pinned = resources.path("trust/catalogue.sha256").read_text("ascii").split()
    data = resources.bundled_catalogue().read_bytes()
    assert pinned == [hashlib.sha256(data).hexdigest(), "catalogue.db"]


def test_capabilities_are_all_there_and_no_others():
    assert {head.id for head in catalogue().of_kind(Kind.CAPABILITY)} == CAPABILITIES


def test_recommendations_say_what_this_product_does_and_what_not():
    found = [catalogue().entry(head.id).find("recommendation") for head in catalogue().heads]
    told = [each for each in found if each is not None]
    assert sorted(each.number for each in told) == [1, 2, 3, 4, 5, 6, 7]
    assert all(each.helps and each.not_yet for each in told)


def test_meetings_and_cases_of_the_inspection_are_all_there():
    assert len(catalogue().of_kind(Kind.FORUM)) >= 4 + 3 + 9 + 2
    for name in ("operation-erbium", "operation-key"):
        for used in catalogue().entry(name).find("used"):
            assert name in catalogue().entry(used).find("related"), used


ENDS_WITH_SOMEBODY = [kind for kind in Kind if kind not in {Kind.CONTACT, Kind.TERM}]


@pytest.mark.parametrize("kind", ENDS_WITH_SOMEBODY)
def test_no_page_is_a_dead_end(kind: Kind):
    """A page that one acts on ends with somebody to ask, and with a ROCC among them."""
    for head in catalogue().of_kind(kind):
        named = catalogue().entry(head.id).find("contacts") or ()
        assert any(name == "role:rocc" or name.startswith("rocc-") for name in named), head.id


def test_every_entry_says_how_sure_it_is_and_when_it_was_checked():
    for head in catalogue().heads:
        entry = catalogue().entry(head.id)
        assert entry.citations, head.id
        assert head.checked_on < head.review_on, head.id
        for citation in entry.citations:
            assert citation.supports, head.id
            assert citation.checked_on <= head.checked_on, head.id


def test_every_entry_is_official_and_can_be_read():
    for head in catalogue().heads:
        assert str(catalogue().entry(head.id).marking) == "OFFICIAL"


def test_ten_regions_hold_forty_four_forces_once_each():
    directory = Directory(catalogue())
    regions = [entry.id for entry in directory.regions()]
    assert len(regions) == 10
    by_region = {region: [f.id for f in directory.forces(region)] for region in regions}
    assert sum(map(len, by_region.values())) == len(directory.forces()) == 44
    for region, forces in by_region.items():
        listed = organisation_of(catalogue().entry(region)).forces
        assert sorted(listed) == sorted(forces), region


def test_every_region_has_its_place_on_the_map():
    tiles = [organisation_of(entry).tile for entry in Directory(catalogue()).regions()]
    assert None not in tiles
    assert len(set(tiles)) == 10


def test_urgent_contacts_are_all_in_the_catalogue():
    for reference in URGENT_CONTACTS:
        assert role_of(reference) or reference in catalogue()


def test_every_region_ends_with_somebody_to_ring():
    directory = Directory(catalogue())
    for region in directory.regions():
        where = directory.find_region(region.id)
        found = directory.for_whereabouts(where)
        assert {"rocc", "rocu"} <= {contact.fills for contact in found}, region.id
        assert directory.life_at_risk(where)[0].telephone == "999"


# ── nothing is invented ──────────────────────────────────────────────────────


def reviewed() -> set[tuple[str, ...]]:
    lines = REVIEWED.read_text("utf-8").splitlines()
    return {tuple(line.split("\t")) for line in lines if line and not line.startswith("#")}


def shown() -> Iterator[tuple[str, str, str]]:
    """Yield every way to reach somebody that the catalogue shows: entry, kind, value."""
    for head in catalogue().heads:
        entry = catalogue().entry(head.id)
        details = entry.find("contact")
        channels = details.channels if details is not None else ()
        yield from ((head.id, channel.kind, channel.value) for channel in channels)
        known = {channel.value for channel in channels}
        values = [head, *(portion.value for portion in entry.portions), *entry.citations]
        text = msgspec.json.encode(values).decode()
        found = {match.strip(" (") for match in REACHES.findall(text)}
        yield from ((head.id, "text", value) for value in found - known)


def test_every_way_to_reach_somebody_was_reviewed():
    assert set(shown()) == reviewed()


def test_review_finds_what_it_looks_for():
    text = "ring 0370 496 7622 or +44 (0)117 372 0154, write to a.b@c.gov.uk, see https://x.uk/y"
    assert len(REACHES.findall(text)) == 4
    assert REACHES.findall("2026-11-23, SI 2010/521, 130+ countries, section 28(3), 1990") == []


def test_sources_name_no_telephone_number_or_address():
    text = msgspec.json.encode(bundled().sources).decode()
    assert list(REACHES.findall(text)) == []


def test_every_authority_can_be_checked_and_its_row_is_tried_more_than_once():
    """The table of authorities has 25 rows; each has rules, and cases that cite it."""
    source = checked().source
    authorities = [one.entry for one in source.entries if one.entry.head.kind is Kind.AUTHORISATION]
    rows = {entry.find("authority").row: entry for entry in authorities}
    assert set(rows) == {f"A{number}" for number in range(1, 26)}
    tried = Counter((listed.item.row, listed.item.check) for listed in source.cases)
    for row, entry in rows.items():
        assert entry.find("access") is not None, entry.id
        assert tried[row, entry.id] >= 2, row
    assert checked().rules.cases == len(source.cases) >= 80


def test_rules_that_ship_are_checked_over_every_case():
    assert checked().rules.plain == 0
