"""Whom the site knows, and until when, counts at every sign-in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from advisor.audit.files import audit_path, find_logs
from advisor.audit.reading import read_records
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Label
from advisor.cli.context import Invocation
from advisor.errors import NotGrantedError, SignInRequiredError
from advisor.people.errors import ClearanceExpiredError, DamagedSiteError
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.ui.signing_in.opening import Opening
from tests.support.labelled import RELEASE, everything
from tests.support.people import ANN, AUDITOR, EVE, Town, details
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


def test_right_passphrase_that_lets_nobody_in_is_recorded(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    set_up(site)
    site.require_signing_in()
    file = tmp_path / "eve.age"
    monkeypatch.setattr("advisor.cli.context.unlock", lambda *_: EVE)
    opening = Opening(site.file, site.places, lambda *_: None)
    opening.path = file
    with pytest.raises(NotGrantedError):
        opening.use(EVE)
    line = Invocation(Mock(), Mock(), site.file, site.places.site, site.places.home, file)
    with pytest.raises(NotGrantedError):
        str(line.session)
    (log,) = find_logs(audit_path(site.places.home))
    found = [(record.kind, record.details) for record in read_records(log, AUDITOR)]
    told = [
        (str(kind), details.subject, EVE.recipient.text in details.who)
        for kind, details in found
        if details is not None
    ]
    assert told == [("sign-in-failed", "eve.age", True)] * 2
