"""Sealed sections that are not what was published, by their numbers in the threat model."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from advisor.catalogue.section import Section
from advisor.catalogue.store import SealedSlot, read_sealed
from advisor.catalogue.trust import UnsignedCatalogueError
from advisor.catalogue.writing import to_database
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.sealing.age import generate_identity, seal
from advisor.sealing.section import open_section
from advisor.search import Document, build_segment
from advisor.session import Session
from advisor.unsealing import NothingOpenedError, PartlyGrantedError, grants_path
from tests.support.builders import make_entry, make_section
from tests.support.sealed import Site

SECRET, ALDER = Label.parse("SECRET"), Label.parse("SECRET/ALDER")
MESSAGE = {
    "A sealed part of this catalogue is not as it was published.",
    "A part of the catalogue that you may read is damaged.",
}


def section(label: Label, word: str, **changes: object) -> Section:
    """Return a section with one entry, found by one word."""
    entry = make_entry(word, label=label, parts={"does": f"It is about {word}."})
    documents = [Document(word, "capability", (), {"title": (word,)})]
    made = make_section([entry], label=label, segment=build_segment(documents))
    return replace(made, sources=made.sources if label == OFFICIAL else (), **changes)


OPEN = section(OFFICIAL, "open")
HIGH = section(SECRET, "high", below=(OFFICIAL,))
HIGHER = section(ALDER, "higher", below=(OFFICIAL, SECRET))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def person(site: Site):
    return site.person(ALDER)


def alter(site: Site, change: Callable[[list[SealedSlot]], list[SealedSlot]]) -> None:
    """Change the sealed places of what was published, and pin that: only the seals are left."""
    slots = list(read_sealed(site.file.read_bytes(), "c.db"))
    site.put(to_database(OPEN, change(slots)))


def ours(site: Site, slots: list[SealedSlot], label: Label) -> int:
    """Return the place that holds the section with a label."""
    for place, slot in enumerate(slots):
        opened = open_section(
            slot.content, [site.keys[label]], section_id=slot.id, release=1, digest=slot.digest
        )
        if opened is not None:
            return place
    raise LookupError


def words_found(session: Session) -> set[str]:
    return {word for word in ("open", "high", "higher") if session.search(f"{word} ").found}


def assert_refused(site: Site, person) -> AdvisorError:
    """Check that nothing but the OFFICIAL tier is open, and that it says so in plain words."""
    session = Session.open(site.file, site.places, person)
    assert words_found(session) == {"open"}
    assert [head.id for head in session.catalogue.heads] == ["open"]
    assert session.clearance.label == OFFICIAL
    assert session.sign_in_error is not None
    said = f"{session.sign_in_error.message} {session.sign_in_error.hint}"
    assert not any(word in said for word in ("SECRET", "ALDER", "high", str(site.file)))
    return session.sign_in_error


def test_what_was_published_opens(site: Site, person):
    site.publish([OPEN, HIGH, HIGHER])
    session = Session.open(site.file, site.places, person)
    assert words_found(session) == {"open", "high", "higher"}
    assert (session.clearance.label, session.sign_in_error) == (ALDER, None)
    assert session.catalogue.entry("higher").marking == ALDER


def test_01_one_altered_bit_of_the_file_takes_no_identity(site: Site, person):
    data = bytearray(site.publish([OPEN, HIGH]))
    data[-1] ^= 1
    site.file.write_bytes(data)
    with pytest.raises(UnsignedCatalogueError):
        Session.open(site.file, site.places, person)
    assert words_found(Session.open(site.file, site.places)) == {"open"}


@pytest.mark.parametrize("at", [-1, -40_000, -20_000], ids=["tag", "first", "middle"])
def test_02_flipped_bit_inside_a_section(site: Site, person, at: int):
    site.publish([OPEN, HIGH, HIGHER])

    def flip(slots: list[SealedSlot]) -> list[SealedSlot]:
        place = ours(site, slots, SECRET)
        content = bytearray(slots[place].content)
        content[max(at, -len(content) + 600)] ^= 1
        slots[place] = replace(slots[place], content=bytes(content))
        return slots

    alter(site, flip)
    assert assert_refused(site, person).message in MESSAGE


def test_03_two_sections_exchanged(site: Site, person):
    site.publish([OPEN, HIGH, HIGHER])

    def exchange(slots: list[SealedSlot]) -> list[SealedSlot]:
        one, other = ours(site, slots, SECRET), ours(site, slots, ALDER)
        slots[one], slots[other] = (
            replace(slots[other], id=slots[one].id),
            replace(slots[one], id=slots[other].id),
        )
        return slots

    alter(site, exchange)
    assert assert_refused(site, person).message in MESSAGE


def test_04_section_of_the_last_release(site: Site, person):
    site.publish([OPEN, HIGH])
    old = read_sealed(site.file.read_bytes(), "c.db")
    newer = (
        replace(OPEN.release)
        if False
        else OPEN.release.__class__(
            release=2, title="Test", language="en-GB", published_on=OPEN.release.published_on
        )
    )
    site.put(to_database(replace(OPEN, release=newer), old))
    assert assert_refused(site, person).message in MESSAGE


def test_04_section_says_another_release_than_the_file(site: Site, person):
    other = msgspec.structs.replace(OPEN.release, title="Other")
    site.publish([OPEN, replace(HIGH, release=other)])
    assert assert_refused(site, person).message in MESSAGE


def test_05_section_sealed_again_by_a_stranger(site: Site, person):
    site.publish([OPEN, HIGH])

    def forge(slots: list[SealedSlot]) -> list[SealedSlot]:
        place = ours(site, slots, SECRET)
        content = seal(HIGH.to_bytes().ljust(20_000), [site.keys[SECRET].recipient])
        slots[place] = replace(slots[place], content=content)
        return slots

    alter(site, forge)
    assert assert_refused(site, person).message in MESSAGE


@pytest.mark.parametrize(
    ("label", "key"),
    [(SECRET, ALDER), (ALDER, SECRET), (OFFICIAL, SECRET)],
    ids=["lowered", "raised", "official"],
)
def test_07_section_sealed_under_the_key_of_another_label(
    site: Site, person, label: Label, key: Label
):
    section_ = replace(HIGH, label=label)
    plan = site.plan
    plan = replace(plan, recipients={**plan.recipients, label: (site.keys[key].recipient,)})
    site.put(to_database(OPEN, plan.seal([section_], OPEN.release)))
    assert assert_refused(site, person).message in MESSAGE


@pytest.mark.parametrize(
    "changed",
    [
        replace(HIGH, heads=OPEN.heads),
        replace(HIGH, heads=()),
        replace(HIGH, sources=OPEN.sources),
        replace(HIGH, below=(OFFICIAL, ALDER)),
    ],
    ids=["entry twice", "portion of no entry", "source twice", "stands on what is not there"],
)
def test_07_section_that_does_not_fit_the_others(site: Site, person, changed: Section):
    site.publish([OPEN, changed])
    assert_refused(site, person)


@pytest.mark.parametrize("keep", [0, 21, 300, 5_000])
def test_08_section_cut_short(site: Site, person, keep: int):
    site.publish([OPEN, HIGH])

    def cut(slots: list[SealedSlot]) -> list[SealedSlot]:
        return [replace(slot, content=slot.content[:keep]) for slot in slots]

    alter(site, cut)
    assert assert_refused(site, person).message in MESSAGE


def test_08_section_with_a_broken_search_segment(site: Site, person):
    site.publish([OPEN, replace(HIGH, segment=b"no segment")])
    assert assert_refused(site, person).message in MESSAGE


def test_08_no_section_inside_a_sound_seal(site: Site, person):
    class Nothing:
        label = SECRET

        def to_bytes(self) -> bytes:
            return b"\x91" * 500

    site.put(to_database(OPEN, site.plan.seal([Nothing()], OPEN.release)))
    assert assert_refused(site, person).message in MESSAGE


def test_sealed_table_of_another_shape_is_a_damaged_file(site: Site, person):
    data = site.publish([OPEN, HIGH])
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        connection.executescript("DROP TABLE sealed; CREATE TABLE sealed(id, other); VACUUM;")
        site.put(connection.serialize())
    with pytest.raises(AdvisorError, match="is damaged"):
        Session.open(site.file, site.places, person)


def test_not_granted_anything_is_told_alike_whatever_there_is(site: Site):
    said = set()
    for sections in ([OPEN], [OPEN, HIGH, HIGHER]):
        site.publish(sections)
        error = assert_refused(site, generate_identity())
        said.add((type(error), error.message, error.hint))
    site.publish([OPEN])
    error = assert_refused(site, site.person(ALDER))
    said.add((type(error), error.message, error.hint))
    site.put(to_database(OPEN))
    error = assert_refused(site, generate_identity())
    said.add((type(error), error.message, error.hint))
    assert [kind for kind, _, _ in said] == [NothingOpenedError]


def test_no_site_folder_is_like_no_grant(site: Site, person):
    site.publish([OPEN, HIGH])
    for path in grants_path(site.places.site).iterdir():
        path.unlink()
    grants_path(site.places.site).rmdir()
    assert isinstance(assert_refused(site, person), NothingOpenedError)


def test_grant_without_what_is_below_it_opens_nothing_of_it(site: Site):
    site.publish([OPEN, HIGH, HIGHER])
    person = site.person()
    site.grant(person, [ALDER])
    assert isinstance(assert_refused(site, person), PartlyGrantedError)


def test_forged_grant_opens_nothing_that_was_published(site: Site):
    site.publish([OPEN, HIGH, HIGHER])
    person = site.person()
    site.keys[ALDER] = generate_identity()
    site.grant(person, [ALDER])
    assert isinstance(assert_refused(site, person), NothingOpenedError)


def test_grants_that_are_none_are_passed_over(site: Site, person):
    site.publish([OPEN, HIGH, HIGHER])
    folder = grants_path(site.places.site)
    (folder / "0junk.age").write_bytes(b"no grant")
    (folder / "0large.age").write_bytes(bytes(1_000_000))
    (folder / "0folder").mkdir()
    (folder / "0gone").symlink_to(folder / "nowhere")
    assert words_found(Session.open(site.file, site.places, person)) == {"open", "high", "higher"}


def test_grant_that_was_damaged_is_told_and_official_is_left(site: Site, person):
    site.publish([OPEN, HIGH])
    for path in grants_path(site.places.site).iterdir():
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    assert assert_refused(site, person).message == "A grant made to this identity cannot be used."
