from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from advisor.audit.errors import NotRecordedError
from advisor.audit.record import Kind, Outcome
from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.people.errors import (
    ChangedRegisterError,
    ClearanceExpiredError,
    NoSuchLabelError,
    NoSuchPersonError,
    NotAdministratorError,
    NotHeldError,
    NotVettedError,
)
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.people.revoking import revoke
from advisor.policy import load_policy
from advisor.sealing.age import generate_identity
from advisor.sealing.grant import seal_grant
from tests.support.people import (
    ALDER,
    ANN,
    BEN,
    BIRCH,
    EVE,
    LABELS,
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
    return town


def test_label_comes_with_everything_below_it_and_nothing_else(town: Town):
    person = town.add(BEN, "Ben Jones")
    assert town.labels(BEN) == set()
    done = grant(town.office(), person.id, [ALDER])
    assert done.labels == (OS, SECRET, ALDER)
    assert town.labels(BEN) == {OS, SECRET, ALDER}
    assert town.keys(BEN) <= town.keys(ANN)
    assert grant(town.office(), "ben jones", [SECRET, BIRCH]).labels == (BIRCH,)
    assert town.labels(BEN) == set(LABELS)
    (ben,) = [one for one in town.register().people if one.id == person.id]
    assert set(ben.labels) == set(LABELS)


def test_what_somebody_holds_already_is_not_granted_twice(town: Town):
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    before = town.whole()
    done = grant(town.office(), person.id, [SECRET])
    assert (done.labels, done.held) == ((), (OS, SECRET))
    assert town.whole() == before


def test_each_label_is_recorded_before_it_is_granted(town: Town):
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    found = [(kind, what.who, what.subject, what.label) for kind, what in town.recorded[-2:]]
    assert found == [
        (Kind.GRANT, "Ann Smith", person.id, "OFFICIAL-SENSITIVE"),
        (Kind.GRANT, "Ann Smith", person.id, "SECRET"),
    ]


def test_grant_that_cannot_be_recorded_is_not_made(town: Town, monkeypatch: pytest.MonkeyPatch):
    """SECURITY.md, case 57."""
    person, before = town.add(BEN, "Ben Jones"), None
    before = town.whole()

    def refuse(*_: object) -> None:
        raise NotRecordedError

    monkeypatch.setattr(town, "record", refuse)
    with pytest.raises(NotRecordedError):
        grant(town.office(), person.id, [SECRET])
    assert town.whole() == before


def make_second_administrator(town: Town, *labels: Label) -> None:
    person = town.add(BEN, "Ben Jones")
    if labels:
        grant(town.office(), person.id, labels)
    change_person(town.office(), person.id, PersonChange(is_administrator=True))


def test_nobody_gives_what_they_do_not_hold_and_is_told_who_could(town: Town):
    make_second_administrator(town, SECRET)
    eve = town.add(EVE, "Eve Stone")
    before = town.whole()
    with pytest.raises(NotHeldError, match="You do not hold SECRET/ALDER") as caught:
        grant(town.office(BEN), eve.id, [ALDER])
    assert caught.value.hint == "Who could: Ann Smith."
    assert town.whole() == before
    assert {what.outcome for _, what in town.recorded[-3:]} == {Outcome.REFUSED}
    assert grant(town.office(BEN), eve.id, [SECRET]).labels == (OS, SECRET)


def test_administrator_who_holds_nothing_grants_nothing(town: Town):
    make_second_administrator(town)
    eve = town.add(EVE, "Eve Stone")
    for label in LABELS:
        with pytest.raises(NotHeldError):
            grant(town.office(BEN), eve.id, [label])
    assert town.keys(EVE) == set()


def test_reader_and_stranger_are_no_administrators(town: Town):
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    for identity in (BEN, EVE):
        with pytest.raises(NotAdministratorError):
            grant(town.office(identity), person.id, [SECRET])


@pytest.mark.parametrize(
    ("about", "label", "said"),
    [
        ({"vetting": "RV"}, SECRET, "Ben Jones, RV, reaches OFFICIAL-SENSITIVE, not SECRET"),
        ({"compartments": ("BIRCH",)}, ALDER, "Ben Jones was not registered as briefed into ALDER"),
        ({"compartments": ()}, ALDER, "not registered as briefed into ALDER"),
    ],
)
def test_nobody_is_cleared_beyond_their_vetting_and_briefing(
    town: Town, about: dict[str, object], label: Label, said: str
):
    person = town.add(BEN, "Ben Jones", **about)
    with pytest.raises(NotVettedError, match=said):
        grant(town.office(), person.id, [label])
    assert town.keys(BEN) == set()
    assert town.recorded[-1][1].outcome is Outcome.REFUSED
    assert town.recorded[-1][1].label == str(label)


def test_vetting_that_the_policy_no_longer_names_reaches_nothing(town: Town):
    person = town.add(BEN, "Ben Jones")
    (town.folder / "policy.toml").write_text("[vetting]\nSC = 1\n", "utf-8")
    town.policy = load_policy(town.folder)
    with pytest.raises(NotVettedError, match="reaches nothing, by the policy"):
        grant(town.office(), person.id, [OS])


def test_nobody_is_cleared_after_their_last_day(town: Town):
    """SECURITY.md, case 82: days are those of UTC, whatever the zone of the computer."""
    person = town.add(BEN, "Ben Jones", valid_until=date(2026, 6, 30))
    town.now = datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)
    assert grant(town.office(), person.id, [OS]).labels == (OS,)
    assert town.labels(BEN) == {OS}
    town.now = datetime(2026, 7, 1, tzinfo=UTC)
    with pytest.raises(NotVettedError, match="was valid until 2026-06-30"):
        grant(town.office(), person.id, [SECRET])
    with pytest.raises(ClearanceExpiredError):
        town.labels(BEN)


def test_expired_administrator_grants_nothing(town: Town):
    make_second_administrator(town, SECRET)
    eve = town.add(EVE, "Eve Stone")
    change_person(town.office(), "Ben Jones", PersonChange(valid_until=date(2026, 6, 1)))
    with pytest.raises(ClearanceExpiredError):
        grant(town.office(BEN), eve.id, [OS])


def test_wrong_names_are_told(town: Town):
    with pytest.raises(NoSuchPersonError):
        grant(town.office(), "nobody", [SECRET])
    person = town.add(BEN, "Ben Jones")
    with pytest.raises(NoSuchLabelError):
        grant(town.office(), person.id, [Label.parse("TOP SECRET")])


def test_second_of_two_administrators_is_told_and_nothing_is_lost(town: Town):
    """SECURITY.md, case 30."""
    person = town.add(BEN, "Ben Jones")
    looked_at = town.register().revision
    grant(town.office(), person.id, [OS], revision=looked_at)
    before = town.whole()
    with pytest.raises(ChangedRegisterError):
        grant(town.office(), person.id, [SECRET], revision=looked_at)
    assert town.whole() == before
    grant(town.office(), person.id, [SECRET], revision=town.register().revision)
    assert town.labels(BEN) == {OS, SECRET}


def test_forged_grant_of_an_administrator_is_not_handed_on(town: Town, tmp_path: Path):
    """Anybody can seal a key to an administrator; only the site's own keys are given."""
    forged = generate_identity()
    (town.folder / "grants" / f"{'0' * 16}.age").write_bytes(
        seal_grant(SECRET, forged, ANN.recipient)
    )
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    assert (SECRET, forged.recipient.text) not in town.keys(BEN)
    assert town.labels(BEN) == {OS, SECRET}


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_somebody_holds_all_of_it_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    first = Town(tmp_path / "first")
    first.set_up(labels=(OS, SECRET))
    first.add(BEN, "Ben Jones")

    def deed(town: Town) -> None:
        grant(town.office(), "Ben Jones", [SECRET])

    seen = set()
    for town, ended in stopped_everywhere(monkeypatch, first.copy, deed, kill=kill):
        assert isinstance(ended, KilledError | AdvisorError), ended
        held = town.labels(BEN)
        assert held in (set(), {OS, SECRET})
        seen.add(len(held))
        deed(town)  # whoever comes next finishes it, and it can be asked for again
        assert town.labels(BEN) == {OS, SECRET}
        assert len(town.keys(BEN)) == 2
        assert sum(name.startswith("grants/") for name, _ in town.seen()) == 4
        (ben,) = [one for one in town.register().people if one.key == BEN.recipient.text]
        assert len(ben.grants) == 2
    assert seen == {0, 2}


def test_older_keys_are_granted_as_well(town: Town):
    """Releases before a revocation are sealed to them."""
    eve = town.add(EVE, "Eve Stone")
    grant(town.office(), eve.id, [SECRET])
    revoke(town.office(), eve.id, [SECRET])
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    assert len(town.held(BEN)[SECRET]) == 2
    assert town.keys(BEN) <= town.keys(ANN)
