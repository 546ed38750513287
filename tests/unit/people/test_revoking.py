from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.audit.record import Kind, Outcome
from advisor.errors import AdvisorError, UsageError
from advisor.people.errors import NotHeldError, SelfRevocationError
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.people.revoking import revoke
from tests.support.people import (
    ALDER,
    ANN,
    BEN,
    BIRCH,
    EVE,
    OS,
    SECRET,
    KilledError,
    Town,
    stopped_everywhere,
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    for identity, name in ((BEN, "Ben Jones"), (EVE, "Eve Stone")):
        town.add(identity, name)
        grant(town.office(), name, [ALDER])
    return town


def test_label_goes_with_everything_above_it(town: Town):
    done = revoke(town.office(), "Ben Jones", [SECRET])
    assert done.labels == (SECRET, ALDER)
    assert (done.removed, done.granted_again) == (2, 2)
    assert town.labels(BEN) == {OS}
    assert {label for label, _ in town.keys(BEN)} == {OS}
    assert town.labels(EVE) == {OS, SECRET, ALDER}


def test_all_that_somebody_holds_can_be_revoked_at_once(town: Town):
    assert revoke(town.office(), "Ben Jones", None).labels == (OS, SECRET, ALDER)
    assert town.keys(BEN) == set()
    assert town.labels(BEN) == set()


def test_whoever_keeps_the_label_has_its_new_key_and_the_old_ones(town: Town):
    before = town.keys(EVE), town.keys(BEN)
    revoke(town.office(), "Ben Jones", [ALDER])
    now = town.register().current_key(ALDER)
    assert town.keys(EVE) == {*before[0], (ALDER, now)}
    assert (ALDER, now) in town.keys(ANN)
    assert (ALDER, now) not in before[1]
    assert len(town.held(EVE)[ALDER]) == 2
    assert len(town.held(EVE)[SECRET]) == 1


def test_new_key_is_not_given_to_whose_clearance_has_expired(town: Town):
    change_person(town.office(), "Eve Stone", PersonChange(valid_until=date(2026, 6, 1)))
    revoke(town.office(), "Ben Jones", [ALDER])
    now = (ALDER, town.register().current_key(ALDER))
    assert now not in town.keys(EVE)
    change_person(town.office(), "Eve Stone", PersonChange(valid_until=date(2027, 6, 1)))
    grant(town.office(), "Eve Stone", [ALDER])
    assert now in town.keys(EVE)


def test_what_was_copied_stays_readable(town: Town, tmp_path: Path):
    """SECURITY.md, case 47: an old copy of a grant opens what it opened, for ever."""
    before = town.keys(BEN)
    copied = town.whole()
    revoke(town.office(), "Ben Jones", None)
    for name, content in copied.items():
        if name.startswith("grants/"):
            (town.folder / name).write_bytes(content)
    assert town.keys(BEN) == before
    assert town.labels(BEN) == set()  # here the policy shuts them out all the same
    assert (ALDER, town.register().current_key(ALDER)) not in before


def test_each_label_is_recorded(town: Town):
    person = revoke(town.office(), "Ben Jones", [ALDER]).person
    kind, what = town.recorded[-1]
    assert (kind, what.subject, what.label) == (Kind.REVOCATION, person.id, "SECRET/ALDER")


def test_nobody_revokes_from_themselves_or_what_they_do_not_hold(town: Town):
    change_person(town.office(), "Ben Jones", PersonChange(is_administrator=True))
    grant(town.office(), "Eve Stone", [BIRCH])
    before = town.whole()
    with pytest.raises(SelfRevocationError):
        revoke(town.office(), "Ann Smith", [ALDER])
    with pytest.raises(NotHeldError, match="SECRET/BIRCH") as caught:
        revoke(town.office(BEN), "Eve Stone", [BIRCH])
    assert caught.value.hint == "Who could: Ann Smith."
    assert town.recorded[-1][1].outcome is Outcome.REFUSED
    assert town.whole() == before


def test_nothing_to_revoke_is_told(town: Town):
    with pytest.raises(UsageError, match="holds none of it"):
        revoke(town.office(), "Ben Jones", [BIRCH])


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_a_label_is_revoked_for_all_or_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    first = Town(tmp_path / "first")
    first.set_up(labels=(SECRET,))
    for identity, name in ((BEN, "Ben Jones"), (EVE, "Eve Stone")):
        first.add(identity, name)
        grant(first.office(), name, [SECRET])

    def deed(town: Town) -> None:
        revoke(town.office(), "Ben Jones", [SECRET])

    seen = set()
    for town, ended in stopped_everywhere(monkeypatch, first.copy, deed, kill=kill):
        assert isinstance(ended, KilledError | AdvisorError), ended
        assert town.labels(BEN) in (set(), {SECRET})
        assert town.labels(EVE) == {SECRET}
        register = town.register()  # whoever looks next finishes it
        is_done = town.labels(BEN) == set()
        seen.add(is_done)
        assert len(register.keys) == (2 if is_done else 1)
        assert len(town.keys(EVE)) == (2 if is_done else 1)
        assert (SECRET, register.current_key(SECRET)) in town.keys(ANN) & town.keys(EVE)
        assert len(town.keys(BEN)) == (0 if is_done else 1)
    assert seen == {True, False}
