from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from advisor.audit.record import Kind
from advisor.errors import AdvisorError
from advisor.people.errors import (
    ClearanceExpiredError,
    KnownKeyError,
    NotAdministratorError,
    NotARequestError,
    NotHeldError,
    NotVettedError,
)
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.people.revoking import revoke
from advisor.people.rotating import REQUEST_BYTES, confirm_request, make_request
from advisor.people.site import load_site
from advisor.people.standing import find_standing
from advisor.sealing.age import Identity, seal
from tests.support.people import (
    ALDER,
    ANN,
    AUDITOR,
    BEN,
    EVE,
    OS,
    SECRET,
    KilledError,
    Town,
    stopped_everywhere,
)
from tests.support.sealing import somebody

NEW = somebody(50)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    town.add(BEN, "Ben Jones")
    town.add(EVE, "Eve Stone")
    grant(town.office(), "Ben Jones", [ALDER])
    return town


def ask(town: Town, old: Identity = BEN, new: Identity = NEW, **wrong: object) -> bytes:
    site = load_site(town.folder)
    standing = find_standing(town.folder, site.site, old)
    assert standing is not None
    changed = msgspec.structs.replace(standing, **wrong)
    return make_request(site, changed, old.recipient, new.recipient)


def test_everything_held_is_sealed_to_the_new_key_and_nothing_to_the_old(town: Town):
    grant(town.office(), "Eve Stone", [SECRET])
    revoke(town.office(), "Eve Stone", [SECRET])  # so that there are older keys as well
    before = town.keys(BEN)
    assert len(before) == 4
    done = confirm_request(town.office(), ask(town))
    assert (done.granted, done.person.key) == (4, NEW.recipient.text)
    assert town.keys(NEW) == before
    assert town.labels(NEW) == {OS, SECRET, ALDER}
    assert town.keys(BEN) == set()
    assert town.labels(BEN) == set()
    assert town.register().find("Ben Jones").id == done.person.id


def test_it_is_recorded(town: Town):
    done = confirm_request(town.office(), ask(town))
    assert (town.recorded[-1][0], town.recorded[-1][1].subject) == (
        Kind.IDENTITY_ROTATED,
        done.person.id,
    )


def test_request_counts_once(town: Town):
    request = ask(town)
    confirm_request(town.office(), request)
    with pytest.raises(NotARequestError):
        confirm_request(town.office(), request)
    back = ask(town, NEW, BEN)
    confirm_request(town.office(), back)
    with pytest.raises(NotARequestError):
        confirm_request(town.office(), request)


def test_only_who_has_the_old_identity_can_ask(town: Town):
    """Everybody knows public keys, and so can seal to the administrators."""
    before = town.whole()
    for untrusted in (
        ask(town, token="0" * 32),
        ask(town, token=""),
        b"",
        b"not age",
        seal(b"{}", (ANN.recipient,)),
        seal(b"[" * 9000, (ANN.recipient,)),
        seal(ask(town), (EVE.recipient,)),
    ):
        with pytest.raises(NotARequestError):
            confirm_request(town.office(), untrusted)
    assert town.whole() == before


def test_request_for_another_site_is_refused(town: Town, tmp_path: Path):
    other = Town(tmp_path / "other")
    other.set_up()
    other.add(BEN, "Ben Jones")
    with pytest.raises(NotARequestError):
        confirm_request(town.office(), ask(other))


def test_key_of_somebody_else_is_refused(town: Town):
    with pytest.raises(KnownKeyError):
        confirm_request(town.office(), ask(town, BEN, EVE))
    with pytest.raises(AdvisorError, match="auditor"):
        confirm_request(town.office(), ask(town, BEN, AUDITOR))


def test_administrator_has_to_hold_what_the_person_holds(town: Town):
    grant(town.office(), "Eve Stone", [SECRET])
    change_person(town.office(), "Eve Stone", PersonChange(is_administrator=True))
    request = ask(town)
    with pytest.raises(NotHeldError, match="SECRET/ALDER") as caught:
        confirm_request(town.office(EVE), request)
    assert caught.value.hint == "Who could: Ann Smith."
    confirm_request(town.office(ANN), request)


def test_expired_clearance_is_renewed_first(town: Town):
    change_person(town.office(), "Ben Jones", PersonChange(valid_until=date(2026, 6, 1)))
    with pytest.raises(NotVettedError):
        confirm_request(town.office(), ask(town))
    with pytest.raises(ClearanceExpiredError):
        town.labels(BEN)


def test_administrator_can_replace_their_own_key(town: Town):
    confirm_request(town.office(), ask(town, ANN, NEW))
    with pytest.raises(NotAdministratorError):
        town.register(ANN)
    assert town.register(NEW).find("Ann Smith").key == NEW.recipient.text
    assert load_site(town.folder).administrators == (NEW.recipient.text,)
    assert grant(town.office(NEW), "Eve Stone", [SECRET]).labels == (OS, SECRET)


def test_requests_have_one_length(town: Town):
    assert len(ask(town)) == len(ask(town, ANN))
    assert len(ask(town)) > REQUEST_BYTES


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_the_old_key_counts_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    first = Town(tmp_path / "first")
    first.set_up(labels=(SECRET,))
    first.add(BEN, "Ben Jones")
    grant(first.office(), "Ben Jones", [SECRET])
    request = ask(first)

    def deed(town: Town) -> None:
        confirm_request(town.office(), request)

    seen = set()
    for town, ended in stopped_everywhere(monkeypatch, first.copy, deed, kill=kill):
        assert isinstance(ended, KilledError | AdvisorError), ended
        assert {SECRET} in (town.labels(BEN), town.labels(NEW))
        person = town.register().find("Ben Jones")  # whoever looks next finishes it
        holder, other = (NEW, BEN) if person.key == NEW.recipient.text else (BEN, NEW)
        assert town.labels(holder) == {SECRET}
        assert town.keys(other) == set()
        seen.add(holder is NEW)
    assert seen == {True, False}
