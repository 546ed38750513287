from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import msgspec
import pytest

from advisor.advice import Outcome
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Entry, Kind, Organisation
from advisor.catalogue.local import contacts_path
from advisor.catalogue.release import Synonyms
from advisor.catalogue.section import StoredPortion
from advisor.catalogue.store import read_official
from advisor.catalogue.trust import Trust, judge, pinned_path
from advisor.catalogue.writing import to_database
from advisor.clearance import OFFICIAL, Label
from advisor.errors import NoSuchEntryError, UsageError
from advisor.releases.building import build_catalogue
from advisor.resources import bundled_catalogue
from advisor.search import FIELDS, Document, build_segment
from advisor.session import Session
from advisor.settings import Places, UserSettings, save_settings
from tests.support.builders import (
    SourceFolder,
    access_fields,
    authority_fields,
    contact_fields,
    make_entry,
    make_place,
    make_section,
)

SECRET = Label.parse("SECRET")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "site", tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small catalogue: one capability, one region with a force, one number."""
    folder = SourceFolder(tmp_path / "sources")
    for name, place in (
        ("south-east", {"type": "region"}),
        ("surrey-police", {"type": "force", "region": "south-east"}),
    ):
        fields = contact_fields(name, kind="organisation", contact=None, title=name)
        folder.write(f"organisations/{name}.yaml", {**fields, "organisation": place})
    build_catalogue(folder.path, tmp_path / "small.db")
    return tmp_path / "small.db"


def test_shipped_catalogue_is_recognised(places: Places):
    assert Session.open(None, places).trust is Trust.SHIPPED


def test_any_other_file_is_a_draft(places: Places, file: Path):
    assert Session.open(file, places).trust is Trust.DRAFT


def test_one_altered_byte_makes_a_draft():
    data = bytearray(bundled_catalogue().read_bytes())
    data[-1] ^= 1
    assert judge(bytes(data)) is Trust.DRAFT


def test_pinned_hash_stands_in_the_form_of_sha256sum():
    assert pinned_path().read_text("ascii").endswith("  catalogue.db\n")


def test_search_finds_with_head_marking_and_snippet(places: Places, file: Path):
    session = Session.open(file, places)
    page = session.search("wants cash by tonight")
    assert page.found[0].head.id == "kidnap-unit"
    assert str(page.found[0].marking) == "OFFICIAL"
    assert "cash by tonight" in session.snippet(page.found[0].result)
    assert session.search("cash", kind="contact").found == ()
    assert session.search("cash", threat="kidnap").results.total == 1


def test_check_says_what_the_answers_lead_to(places: Places, file: Path):
    session = Session.open(file, places)
    outcomes = {
        text: session.check("kidnap-unit", session.parse_answers([text])).outcome
        for text in ("serious=yes", "serious=no", "serious=unknown")
    }
    assert outcomes == {
        "serious=yes": Outcome.AVAILABLE,
        "serious=no": Outcome.NOT_AVAILABLE,
        "serious=unknown": Outcome.UNDECIDED,
    }


def test_authority_and_procedure_with_rules_are_checked_but_not_counted_as_capabilities(
    places: Places, tmp_path: Path
):
    folder = SourceFolder(tmp_path / "ruled")
    fields = contact_fields("refer", kind="procedure", contact=None, access=access_fields())
    folder.write("procedures/refer.yaml", fields)
    folder.write("authorisations/warrant.yaml", authority_fields("warrant", access=access_fields()))
    folder.write("authorisations/order.yaml", authority_fields("order"))
    build_catalogue(folder.path, tmp_path / "ruled.db")
    session = Session.open(tmp_path / "ruled.db", places)
    for name in ("refer", "warrant"):
        assert session.can_check(name)
        assert session.check(name, session.parse_answers(["serious=yes"])).outcome == "available"
    assert not session.can_check("order")
    with pytest.raises(UsageError, match="“order” is an authorisation"):
        session.check("order", session.parse_answers([]))
    assert session.advisor.capabilities == ("kidnap-unit",)
    assert [one.capability for one in session.advisor.advise(session.parse_answers([]))] == [
        "kidnap-unit"
    ]


def test_only_what_has_rules_can_be_checked(places: Places, file: Path):
    session = Session.open(file, places)
    with pytest.raises(UsageError, match="“nca” is a contact") as caught:
        session.check("nca", session.parse_answers([]))
    assert caught.value.hint == "Read it with: advisor show nca"
    with pytest.raises(NoSuchEntryError):
        session.check("kidnap", session.parse_answers([]))


@pytest.mark.parametrize("text", ["serius=yes", "serious=perhaps", "serious", "=", ""])
def test_wrong_fact_or_value_is_wrong_usage(places: Places, file: Path, text: str):
    with pytest.raises(UsageError) as caught:
        Session.open(file, places).parse_answers([text])
    assert caught.value.hint


@pytest.mark.parametrize(
    ("settings", "where", "title"),
    [
        (UserSettings(), (None, None), "Your ROCC"),
        (UserSettings(region="south-east"), ("south-east", None), "Your ROCC, south-east"),
        (
            UserSettings(region="south-east", force="surrey-police"),
            ("south-east", "surrey-police"),
            "Your ROCC, south-east",
        ),
        (UserSettings(region="atlantis", force="surrey-police"), (None, None), "Your ROCC"),
        (UserSettings(region="kidnap-unit"), (None, None), "Your ROCC"),
        (
            UserSettings(region="south-east", force="nca"),
            ("south-east", None),
            "Your ROCC, south-east",
        ),
    ],
)
def test_place_is_the_chosen_one_where_this_catalogue_has_it(
    places: Places, file: Path, settings: UserSettings, where: tuple, title: str
):
    save_settings(places.home, settings)
    session = Session.open(file, places)
    assert (session.where.region, session.where.force) == where
    assert session.rocc_title == title
    assert session.referral.startswith(f"Not what you need? {title}")
    assert ",," not in session.referral
    assert "ROCC, knows" not in session.referral


def test_bad_line_among_local_contacts_never_keeps_the_catalogue_shut(places: Places, file: Path):
    places.site.mkdir()
    contacts_path(places.site).write_text(
        "role,name,telephone,region\n"
        "kidnap-lead,Desk,01234 567890,South-East\n"
        "rocc,Nobody,,\n"
        "rocc,Lost,01234,Atlantis\n",
        "utf-8",
    )
    session = Session.open(file, places)
    assert [(c.name, c.region) for c in session.directory.local] == [("Desk", "south-east")]
    assert session.contacts_error is not None
    contacts_path(places.site).unlink()
    session.reload_contacts()
    assert session.contacts_error is None
    assert session.directory.local == ()


def test_session_holds_the_file_open_no_longer_than_it_reads_it(places: Places, file: Path):
    session = Session.open(file, places)
    file.unlink()
    assert session.search("cash").found
    assert session.catalogue.entry("kidnap-unit").portions


def test_empty_catalogue_can_be_opened_and_searched(places: Places):
    data = to_database(make_section(segment=build_segment([])))
    session = Session(Catalogue([read_official(data, "c.db")]), Trust.DRAFT, places)
    assert session.search("anything").found == ()
    assert session.directory.life_at_risk(session.where)


def signed_in(places: Places, *secret: Entry, **changes: Any) -> Session:
    """A session over an OFFICIAL region and entry, with something SECRET."""
    place = make_entry("quay", Kind.ORGANISATION, title="Quay")
    force = make_place("surrey", "force")
    official = make_section([place, force, make_entry()], segment=segment("kidnap-unit", "kidnap"))
    above = make_section(secret, label=SECRET, segment=build_segment([]), **changes)
    return Session(Catalogue([official, above]), Trust.SITE, places, is_signed_in=True)


def segment(entry_id: str, word: str) -> bytes:
    fields = dict.fromkeys(FIELDS, (word,))
    return build_segment([Document(entry_id, "capability", (), fields)])


def region_above(places: Places) -> Session:
    """A session in which it is SECRET that an OFFICIAL organisation is a region."""
    catalogue = signed_in(places).catalogue
    value = StoredPortion("organisation", msgspec.json.encode(Organisation(type="region")))
    official, above = catalogue._sections
    above = dataclasses.replace(above, portions={"quay": (value,)})
    return Session(Catalogue([official, above]), Trust.SITE, places, is_signed_in=True)


def test_word_that_led_to_a_result_counts_for_its_marking(places: Places):
    group = Synonyms(says=("honeypot",), means=("kidnap",))
    session = signed_in(places, thesaurus=(group,))
    assert [found.marking for found in session.search("honeypot ").found] == [SECRET]
    assert [found.marking for found in session.search("kidnap ").found] == [OFFICIAL]


def test_region_that_is_one_only_above_official_is_in_no_plain_file(places: Places):
    session = region_above(places)
    session.settings = UserSettings(region="quay")
    assert session.where.region == "quay"
    assert not session.is_place_plain
    assert session.plain_settings().region is None


def test_place_that_a_release_took_away_is_in_no_plain_file(places: Places):
    session = signed_in(places)
    for gone in (UserSettings(region="withdrawn"), UserSettings(force="withdrawn")):
        session.settings = gone
        kept = session.plain_settings()
        assert (kept.region, kept.force) == (None, None)


def test_mistake_in_a_plain_file_is_told_in_words_that_may_stand_there(places: Places):
    places.site.mkdir()
    text = "role,name,telephone,region\nrocc,Lost,01234 567890,quai\n"
    contacts_path(places.site).write_text(text, "utf-8")
    session = region_above(places)
    assert [region.id for region in session.directory.regions()] == ["quay"]
    assert str(session.contacts_error) == str(signed_in(places).contacts_error)
