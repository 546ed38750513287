from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor.additions.addition import Body, Note
from advisor.additions.placing import build_postings
from advisor.additions.reading import OFFICIAL_FILE, additions_path
from advisor.additions.signed_file import to_signed_file
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.store import SealedSlot, read_sealed
from advisor.catalogue.trust import UnsignedCatalogueError, digest, site_pin_path
from advisor.catalogue.writing import to_database
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.policy import policy_path
from advisor.releases import separation
from advisor.releases.observing import make_actions
from advisor.releases.partition import part_sections
from advisor.releases.separation import SeparationReport, check_separation, reduce
from advisor.sealing.age import seal
from advisor.session import Session
from advisor.signing.site_key import SigningKey
from advisor.unsealing import Granted
from tests.support.labelled import IDS, RELEASE, everything
from tests.support.sealed import LABELS, Site

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
SECRET, ALDER = Label.parse("SECRET"), Label.parse("SECRET/ALDER")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("site"))
    site.publish(part_sections(everything(), RELEASE))
    return site


def granted(site: Site, clearance: Label = LABELS[-1]) -> Granted:
    return {label: (key,) for label, key in site.keys.items() if clearance.dominates(label)}


def check(site: Site, keys: Granted, labels: tuple[Label, ...] | None = None) -> SeparationReport:
    file = CatalogueFile.read(site.file, site.places.site)
    return check_separation(
        file, site.places, keys, site_labels=labels, now=NOW, tell=lambda words, percent: None
    )


def test_what_each_clearance_sees_is_compared_and_is_the_same(site: Site):
    report = check(site, granted(site), tuple(site.keys))
    assert [one.label for one in report.compared] == list(LABELS)
    assert report.is_separate
    assert all(one.actions > 100 for one in report.compared)
    assert report.not_opened == ()
    assert (report.made_at, report.release) == (NOW, RELEASE.release)
    assert report.digest == digest(site.file.read_bytes())
    assert report.marking == LABELS[-1]


def test_labels_that_did_not_open_are_named_if_they_are_known(site: Site):
    report = check(site, granted(site, ALDER), tuple(site.keys))
    assert [str(label) for label in report.not_opened or ()] == [
        "SECRET/BIRCH",
        "SECRET/ALDER/BIRCH",
    ]
    assert check(site, granted(site, ALDER)).not_opened is None
    assert check(site, {}).compared[0].label == OFFICIAL


def test_session_that_holds_more_than_it_should_is_found(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    """The comparison would be worth nothing if it never found a difference."""
    real = separation._open

    def leak(file: CatalogueFile, held: Granted) -> object:
        sections = real(file, granted(site))
        return [part for part in sections if part.label in {OFFICIAL, ALDER, *held}]

    monkeypatch.setattr(separation, "_open", leak)
    report = check(site, granted(site, ALDER))
    differing = {str(one.label) for one in report.compared if one.differences}
    assert differing == {"OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET"}
    assert not report.is_separate
    assert "everything listed" in report.compared[0].named


def adds_notes(site: Site) -> None:
    """Put a note of the site's own beside the first entry, at every label."""
    key = SigningKey.generate()
    policy_path(site.places.site).write_text(f'local_keys = ["{key.public}"]', "utf-8")
    catalogue = Catalogue(part_sections(everything(), RELEASE))
    folder = additions_path(site.places.site)
    folder.mkdir(exist_ok=True)
    for place, label in enumerate(LABELS):
        text = f"zebra{place}"
        note = Note(id=f"{place:012x}", entry=IDS[0], text=text, by="me", added_on=NOW.date())
        postings = build_postings([note], catalogue)
        body = Body(site="0" * 32, label=str(label), notes=(note,), segment=postings)
        content = to_signed_file(body, key)
        if label == OFFICIAL:
            (folder / OFFICIAL_FILE).write_bytes(content)
        else:
            sealed = seal(content, (site.keys[label].recipient,))
            (folder / f"{place:016x}.age").write_bytes(sealed)


def test_what_the_site_adds_is_compared_and_a_leak_of_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    site = Site(tmp_path)
    site.publish(part_sections(everything(), RELEASE))
    before = check(site, granted(site, SECRET)).compared[0].actions
    adds_notes(site)
    report = check(site, granted(site, SECRET))
    assert report.is_separate
    assert report.compared[0].actions > before
    real = separation.join_additions
    monkeypatch.setattr(
        separation,
        "join_additions",
        lambda catalogue, folder, policy, _: real(catalogue, folder, policy, granted(site, SECRET)),
    )
    leaking = check(site, granted(site, SECRET))
    assert [bool(one.differences) for one in leaking.compared] == [True, True, False]
    assert "everything listed" in leaking.compared[0].named


def test_actions_see_what_a_clearance_adds(site: Site):
    sections = part_sections(everything(), RELEASE)
    file = CatalogueFile.read(site.file, site.places.site)
    widest = Session(Catalogue(sections), file.trust, site.places)
    narrow = Session(Catalogue(sections[:1]), file.trust, site.places)
    differing = {
        action.name.split()[0]
        for action in make_actions(widest)
        if action.observe(widest) != action.observe(narrow)
    }
    assert {"everything", "search", "show", "check"} <= differing


def test_reduced_catalogue_holds_the_same_sections(site: Site):
    sections = part_sections(everything(), RELEASE)
    for end in range(1, len(sections) + 1):
        assert reduce(sections[:end]) == tuple(sections[:end])


def test_draft_takes_no_keys(site: Site, tmp_path: Path):
    other = Site(tmp_path)
    other.publish(part_sections(everything(), RELEASE))
    site_pin_path(other.places.site).unlink()
    with pytest.raises(UnsignedCatalogueError):
        check(other, granted(other))


def _flip(slot: SealedSlot) -> SealedSlot:
    content = bytearray(slot.content)
    content[-1000] ^= 1
    return replace(slot, content=bytes(content))


def test_damaged_section_is_told_and_not_passed_over(tmp_path: Path):
    site = Site(tmp_path)
    sections = part_sections(everything(), RELEASE)
    slots = read_sealed(site.publish(sections), "c.db")
    site.put(to_database(sections[0], [_flip(slot) for slot in slots]))  # one is a dummy
    with pytest.raises(AdvisorError):
        check(site, granted(site))
