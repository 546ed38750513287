from __future__ import annotations

from pathlib import Path

import pytest

from advisor.advice import Outcome
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.local import contacts_path
from advisor.catalogue.store import read_official
from advisor.catalogue.trust import Trust, judge, pinned_path
from advisor.catalogue.writing import to_database
from advisor.errors import NoSuchEntryError, UsageError
from advisor.releases.building import build_catalogue
from advisor.resources import bundled_catalogue
from advisor.search import build_segment
from advisor.session import Session
from advisor.settings import Places, UserSettings, save_settings
from tests.support.builders import SourceFolder, contact_fields, make_section


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


def test_only_a_capability_can_be_checked(places: Places, file: Path):
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
