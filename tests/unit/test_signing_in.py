"""Whom the site knows, and until when, counts at every sign-in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.clearance import OFFICIAL, Label
from advisor.people.errors import ClearanceExpiredError, DamagedSiteError
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity
from advisor.session import CatalogueFile, NotGrantedError, Session, SignInRequiredError
from tests.support.labelled import RELEASE, everything
from tests.support.people import ANN, EVE, Town, details
from tests.support.sealed import Site

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    return site


def set_up(site: Site, **others: object) -> Town:
    town = Town(site.places.site, now=NOW)
    town.set_up(administrator=details(**others))
    return town


def sign_in(site: Site, identity: Identity, now: datetime = NOW) -> Session:
    file = CatalogueFile.read(site.file, site.places.site)
    return Session.sign_in(file, site.places, identity, now=now)


def test_grant_without_a_standing_is_of_no_use_at_a_site_that_was_set_up(site: Site):
    stranger = site.person(Label.parse("SECRET"))
    assert sign_in(site, stranger).clearance.label == Label.parse("SECRET")
    set_up(site)
    assert sign_in(site, stranger).clearance.label == OFFICIAL


def test_expired_clearance_is_refused(site: Site):
    set_up(site, valid_until=NOW.date())
    assert sign_in(site, ANN).is_signed_in
    with pytest.raises(ClearanceExpiredError):
        sign_in(site, ANN, NOW + timedelta(days=1))


def test_site_that_requires_it_lets_in_whom_it_knows_and_nobody_else(site: Site):
    set_up(site)
    site.require_signing_in()
    assert sign_in(site, ANN).clearance.label == OFFICIAL
    with pytest.raises(NotGrantedError):
        sign_in(site, EVE)
    with pytest.raises(SignInRequiredError):
        Session.open(site.file, site.places)


def test_site_that_cannot_be_read_lets_nobody_sign_in(site: Site):
    set_up(site)
    (site.places.site / "site.json").write_bytes(b"{}")
    with pytest.raises(DamagedSiteError):
        sign_in(site, ANN)
    assert Session.open(site.file, site.places).clearance.label == OFFICIAL
