from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from advisor.audit.record import Kind
from advisor.errors import UsageError
from advisor.people.errors import (
    ChangedRegisterError,
    DamagedRegisterError,
    ForeignRegisterError,
    KnownKeyError,
    LastAdministratorError,
    LastHolderError,
    NoRegisterError,
    NotAdministratorError,
    PastDayError,
    SamePersonError,
    StillHeldError,
)
from advisor.people.granting import grant
from advisor.people.register import STEP_BYTES
from advisor.people.registering import PersonChange, add_person, change_person
from advisor.people.revoking import revoke
from advisor.people.site import load_site, site_path
from advisor.sealing.age import seal
from tests.support.people import (
    ALDER,
    ANN,
    AUDITOR,
    BEN,
    EVE,
    LATER,
    OS,
    SECRET,
    Town,
    details,
)
from tests.support.sealing import somebody


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    return town


def test_person_is_registered_with_what_was_written_down(town: Town):
    person = town.add(
        BEN, "  Ben   Jones ", role="Detective", unit="Kidnap", compartments=("ALDER",)
    )
    (found,) = [one for one in town.register().people if one.id == person.id]
    assert (found.name, found.role, found.unit) == ("Ben Jones", "Detective", "Kidnap")
    assert (found.vetting, found.compartments, found.valid_until) == ("SC", ("ALDER",), LATER)
    assert found.labels == ()
    assert town.recorded[-1][0] is Kind.REGISTER_CHANGE
    assert town.recorded[-1][1].subject == person.id


def test_each_change_is_told_by_name_only(town: Town):
    person = town.add(BEN, "Ben Jones")
    change_person(town.office(), person.id, PersonChange(unit="Fraud", vetting="DV"))
    assert town.recorded[-1][1].note == "changed: unit, vetting"
    assert town.register().find(person.id).vetting == "DV"


@pytest.mark.parametrize(
    ("identity", "about", "error"),
    [
        (ANN, {}, KnownKeyError),
        (AUDITOR, {}, SamePersonError),
        (BEN, {"vetting": "none"}, UsageError),
        (BEN, {"name": " "}, UsageError),
        (BEN, {"valid_until": date(2026, 6, 2)}, PastDayError),
        (BEN, {"compartments": ("a/b",)}, UsageError),
    ],
)
def test_what_cannot_stand_in_the_register_is_refused(
    town: Town, identity, about: dict[str, object], error: type[Exception]
):
    before = town.whole()
    with pytest.raises(error):
        add_person(town.office(), details(**{"name": "Ben Jones", **about}), identity.recipient)
    assert town.whole() == before


def test_two_people_of_one_name_are_told_apart_by_id(town: Town):
    first, second = town.add(BEN, "Jo Lee"), town.add(EVE, "Jo Lee")
    with pytest.raises(UsageError, match="There is nobody “Jo Lee”"):
        town.register().find("Jo Lee")
    assert town.register().find(first.id).key != town.register().find(second.id).key


def test_second_of_two_administrators_is_told(town: Town):
    """SECURITY.md, case 30."""
    looked_at = town.register().revision
    add_person(town.office(), details("Ben Jones"), BEN.recipient, revision=looked_at)
    with pytest.raises(ChangedRegisterError):
        add_person(town.office(), details("Eve Stone"), EVE.recipient, revision=looked_at)
    assert [one.name for one in town.register().people] == ["Ann Smith", "Ben Jones"]


def test_nobody_is_left_with_more_than_they_may_hold(town: Town):
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [ALDER])
    for change in (
        PersonChange(vetting="RV"),
        PersonChange(compartments=()),
        PersonChange(status="withdrawn"),
        PersonChange(key=EVE.recipient),
    ):
        with pytest.raises(StillHeldError):
            change_person(town.office(), person.id, change)
    change_person(town.office(), person.id, PersonChange(vetting="DV", compartments=("ALDER",)))
    revoke(town.office(), person.id, None)
    change_person(town.office(), person.id, PersonChange(status="withdrawn"))
    assert town.register().find(person.id).status == "withdrawn"


def test_last_day_can_be_moved_either_way_and_counts_at_once(town: Town):
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    change_person(town.office(), person.id, PersonChange(valid_until=date(2026, 6, 2)))
    with pytest.raises(Exception, match="has expired"):
        town.labels(BEN)
    change_person(town.office(), person.id, PersonChange(valid_until=date(2026, 12, 1)))
    assert town.labels(BEN) == {OS, SECRET}


def test_lost_identity_is_replaced_once_everything_is_revoked(town: Town):
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    revoke(town.office(), person.id, None)
    change_person(town.office(), person.id, PersonChange(key=EVE.recipient))
    grant(town.office(), person.id, [SECRET])
    assert town.labels(EVE) == {OS, SECRET}
    assert town.labels(BEN) == set()
    assert town.keys(BEN) == set()


def test_administrators_come_and_go_but_never_all_of_them(town: Town):
    person = town.add(BEN, "Ben Jones")
    with pytest.raises(LastAdministratorError):
        change_person(town.office(), "Ann Smith", PersonChange(is_administrator=False))
    change_person(town.office(), person.id, PersonChange(is_administrator=True))
    assert load_site(town.folder).administrators == (ANN.recipient.text, BEN.recipient.text)
    assert town.register(BEN) == town.register(ANN)
    with pytest.raises(LastHolderError, match="OFFICIAL-SENSITIVE"):
        change_person(town.office(BEN), "Ann Smith", PersonChange(is_administrator=False))
    grant(town.office(), person.id, town.register().labels)
    change_person(town.office(BEN), "Ann Smith", PersonChange(is_administrator=False))
    with pytest.raises(NotAdministratorError):
        town.register(ANN)
    assert len(town.register(BEN).people) == 2


def test_nothing_to_change_is_told(town: Town):
    with pytest.raises(UsageError):
        change_person(town.office(), "Ann Smith", PersonChange())


def test_register_of_another_site_is_refused(town: Town, tmp_path: Path):
    other = Town(tmp_path / "other")
    other.set_up()
    shutil.copy(other.folder / "register.age", town.folder)
    with pytest.raises(ForeignRegisterError):
        town.register()
    with pytest.raises(ForeignRegisterError):
        town.add(BEN, "Ben Jones")


def test_stranger_who_names_themselves_an_administrator_is_found_out(town: Town):
    """SECURITY.md, case 46: they cannot read the register, and nothing is sealed to them."""
    site = msgspec.json.decode(site_path(town.folder).read_bytes())
    site["administrators"].append(EVE.recipient.text)
    site_path(town.folder).write_bytes(msgspec.json.encode(site))
    with pytest.raises(DamagedRegisterError):
        town.register(EVE)
    with pytest.raises(ForeignRegisterError):
        town.add(BEN, "Ben Jones")


@pytest.mark.parametrize(
    "content", [b"", b"not age", seal(b"{}", (ANN.recipient,)), seal(b"{}", (EVE.recipient,))]
)
def test_register_that_is_none_is_refused(town: Town, content: bytes):
    (town.folder / "register.age").write_bytes(content)
    with pytest.raises(DamagedRegisterError):
        town.register()


def test_register_that_is_missing_is_told(town: Town):
    (town.folder / "register.age").unlink()
    with pytest.raises(NoRegisterError):
        town.register()


def test_register_grows_in_steps(town: Town):
    lengths = []
    for number in range(30):
        town.add(somebody(100 + number), f"Person {number}", unit="x" * 100, role="y" * 100)
        lengths.append((town.folder / "register.age").stat().st_size)
    steps = {after - before for before, after in pairwise(lengths)}
    assert steps == {0, STEP_BYTES}
