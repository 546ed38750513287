"""What a reader observes is what they would observe if nothing above them were there."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advisor.catalogue.source import CatalogueSource
from advisor.clearance import Label
from advisor.releases.partition import part_sections
from advisor.releases.reading_changes import find_own_changes
from advisor.releases.reading_kept import Own, keep_reading
from advisor.session import Session
from tests.support.effort import tries
from tests.support.labelled import (
    ABOVE,
    IDS,
    RELEASE,
    everything,
    make_any_case,
    make_source,
    open_at,
    open_with_additions,
    reduce,
)
from tests.support.observing import observe
from tests.support.random_catalogues import SHARED, catalogues
from tests.support.sealed import LABELS, Site

_READ = b"-> X25519 "
WORDS = ("kidnap", "ransom", ABOVE[LABELS[3]])
QUERIES = [
    *(word[:end] for word in WORDS for end in range(1, len(word) + 1)),
    *(f"{word} " for word in (*SHARED, *ABOVE.values())),
    "kidnap ransom boat",
    '"kidnap ransom"',
    "kidnaxzz ",
    "surveilance",
]
#: What the words that a site adds are said for, and the beginning of it.
SITE_QUERIES = ["jargon ", "jarg", "slang kidnaxbq "]


@given(catalogues(), st.sampled_from(LABELS))
@settings(max_examples=tries(20), deadline=None)
def test_observation_equals_that_of_the_catalogue_with_everything_above_removed(
    source: CatalogueSource, clearance: Label
):
    full = observe(open_at(source, clearance), QUERIES)
    assert full == observe(open_at(reduce(source, clearance), clearance), QUERIES)


@given(catalogues(), st.sampled_from(LABELS))
@example(everything(), LABELS[1])
@example(everything(), LABELS[3])
@settings(max_examples=tries(8), deadline=None)
def test_the_same_at_a_site_that_adds_something_at_every_label(
    source: CatalogueSource, clearance: Label
):
    queries = [*QUERIES[::2], *SITE_QUERIES]
    full = observe(open_with_additions(source, clearance), queries)
    assert full == observe(open_with_additions(reduce(source, clearance), clearance), queries)


@pytest.mark.parametrize("clearance", LABELS, ids=str)
def test_what_a_site_adds_is_seen_at_its_label_and_absent_below(clearance: Label):
    """The comparison above would be worth nothing if it never saw a difference."""
    seen = observe(open_with_additions(everything(), clearance), ["boat ", *SITE_QUERIES])
    assert "(your site)" in seen
    for label, word in ABOVE.items():
        assert (f"{word} desk" in seen) == clearance.dominates(label)
        assert (word in seen) == clearance.dominates(label)


@given(catalogues(), st.sampled_from(LABELS))
@settings(max_examples=tries(3), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_same_through_sealed_files_and_identities(
    tmp_path_factory: pytest.TempPathFactory, source: CatalogueSource, clearance: Label
):
    site = Site(tmp_path_factory.mktemp("site"))
    person = site.person(clearance)
    observed = []
    for version in (source, reduce(source, clearance)):
        site.publish(part_sections(version, RELEASE))
        session = Session.open(site.file, site.places, person)
        observed.append(observe(session, QUERIES[::3]))
        assert clearance.dominates(session.clearance.label)
    assert observed[0] == observed[1]


@given(catalogues(), catalogues(), st.sampled_from(LABELS))
@example(everything(), make_source(everything().entries[1:3]), LABELS[3])
@settings(max_examples=tries(8), deadline=None)
def test_what_a_release_changed_is_told_as_with_everything_above_removed(
    before: CatalogueSource, after: CatalogueSource, clearance: Label
):
    told = []
    for version in (lambda source: source, lambda source: reduce(source, clearance)):
        kept = keep_reading(open_at(version(before), clearance), Own(read=tuple(IDS)))
        earlier = msgspec.structs.replace(kept.release, release=kept.release.release - 1)
        kept = msgspec.structs.replace(kept, release=earlier)
        session = open_at(version(after), clearance)
        told.append((kept, find_own_changes(kept, session, [make_any_case()])))
    assert told[0] == told[1]


@given(catalogues())
@settings(max_examples=tries(20), deadline=None)
def test_what_is_above_changes_no_byte_of_what_is_below(source: CatalogueSource):
    for clearance in LABELS:
        kept = {section.label: section for section in part_sections(source, RELEASE)}
        for section in part_sections(reduce(source, clearance), RELEASE):
            assert kept[section.label] == section


@pytest.mark.parametrize("clearance", LABELS[1:], ids=str)
def test_observation_sees_what_a_clearance_adds(clearance: Label):
    """The comparisons above would be worth nothing if they never saw a difference."""
    source = everything()
    seen = observe(open_at(source, clearance), ["boat "])
    assert {label for label in LABELS if ABOVE[label] in seen} == {
        label for label in LABELS if clearance.dominates(label)
    }


def test_two_files_of_one_profile_cannot_be_told_apart(tmp_path: Path):
    site = Site(tmp_path)
    source = everything()
    assert len(part_sections(source, RELEASE)) == len(LABELS)
    full = shape(site.publish(part_sections(source, RELEASE)))
    plain = shape(site.publish(part_sections(reduce(source, LABELS[0]), RELEASE)))
    assert full == plain


def shape(data: bytes) -> dict[str, object]:
    """Return everything of a file that can be seen without a key, but random bytes and ids."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)

        def ask(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        tables = [name for (name,) in ask("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        official = [name for name in tables if name != "sealed"]
        return {
            "bytes": len(data),
            # Change counter and the version-valid-for number count writes, as the rest does.
            "header": data[:100],
            "schema": ask("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema"),
            "pragmas": [ask(f"PRAGMA {name}") for name in ("page_count", "freelist_count")],
            "rows": {name: ask("SELECT rowid, * FROM " + name) for name in official},  # noqa: S608
            "sealed": ask(
                "SELECT rowid, length(id), length(content), length(digest), typeof(content), "
                "substr(content, 1, 22) FROM sealed"
            ),
            "stanzas": [
                # Besides those that are read, age puts one of random letters into every header.
                Counter(line.split(b" ")[1] for line in header(blob) if line.startswith(_READ))
                for (blob,) in ask("SELECT content FROM sealed")
            ],
            "header bytes": [
                len(b"\n".join(header(blob))) for (blob,) in ask("SELECT content FROM sealed")
            ],
            "in order": ask("SELECT id FROM sealed") == ask("SELECT id FROM sealed ORDER BY id"),
        }


def header(blob: bytes) -> list[bytes]:
    """Return the lines of an age file before its content."""
    return blob.split(b"\n---", 1)[0].split(b"\n")
