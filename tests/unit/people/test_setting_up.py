from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from advisor.audit.errors import NotRecordedError
from advisor.audit.record import Kind
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Directory
from advisor.catalogue.trust import Trust
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL
from advisor.errors import AdvisorError, UsageError
from advisor.people.checklist import check_site
from advisor.people.errors import (
    DamagedSiteError,
    NoSiteError,
    NotVettedError,
    SamePersonError,
    SiteThereError,
)
from advisor.people.granting import grant
from advisor.people.label_keys import find_label_keys, to_recipients_file
from advisor.people.registering import PersonChange, change_person
from advisor.people.site import find_site, load_site, site_path
from advisor.releases.sealing_plan import load_plan
from tests.support.people import (
    ALDER,
    ANN,
    AUDITOR,
    BEN,
    LABELS,
    SECRET,
    KilledError,
    Town,
    asked,
    details,
    levels,
    stopped_everywhere,
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "site")


def test_first_administrator_holds_every_label(town: Town):
    site = town.set_up()
    assert load_site(town.folder) == site
    assert (site.region, site.forces) == ("south-east", ("surrey-police",))
    assert town.labels(ANN) == set(LABELS)
    (me,) = town.register().people
    assert (me.name, set(me.labels)) == ("Ann Smith", set(LABELS))
    assert town.labels(BEN) == set()


def test_set_up_is_recorded_before_it_is_done(town: Town):
    town.set_up()
    ((kind, what),) = town.recorded
    assert (kind, what.who, what.subject) == (
        Kind.SITE_SET_UP,
        "Ann Smith",
        load_site(town.folder).site,
    )
    assert "SECRET/ALDER" in what.note


def test_set_up_that_cannot_be_recorded_is_not_done(town: Town, monkeypatch: pytest.MonkeyPatch):
    """SECURITY.md, case 57."""

    def refuse(*_: object) -> None:
        raise NotRecordedError

    monkeypatch.setattr(town, "record", refuse)
    with pytest.raises(NotRecordedError):
        town.set_up()
    assert town.whole() == {}


def test_set_up_asked_for_again_is_done_already_and_otherwise_is_refused(town: Town):
    site = town.set_up()
    before = town.whole()
    assert town.set_up() == site
    for other in (
        {"region": "london"},
        {"forces": ()},
        {"labels": (SECRET,)},
        {"auditor": BEN.recipient},
    ):
        with pytest.raises(SiteThereError):
            town.set_up(**other)
    with pytest.raises(SiteThereError):
        town.set_up(BEN)
    assert town.whole() == before


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_there_is_no_site_or_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    def deed(town: Town) -> None:
        town.set_up(labels=(SECRET,))

    for town, ended in stopped_everywhere(
        monkeypatch, lambda number: Town(tmp_path / str(number)), deed, kill=kill
    ):
        assert isinstance(ended, KilledError | AdvisorError), ended
        if find_site(town.folder) is not None:
            assert town.labels(ANN) == {SECRET}
        deed(town)
        assert town.labels(ANN) == {SECRET}
        assert len(town.keys(ANN)) == 1
        assert {name for name, _ in town.seen()} == {
            "grants/#.age",
            "people.lock",
            "register.age",
            "site.json",
            "standing/#.age",
        }


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"labels": ()}, UsageError),
        ({"labels": (OFFICIAL,)}, UsageError),
        ({"auditor": ANN.recipient}, SamePersonError),
        ({"administrator": details("")}, UsageError),
        ({"administrator": details(name="A\u202eB")}, UsageError),
        ({"administrator": details(unit="x" * 101)}, UsageError),
        ({"administrator": details(vetting="MV")}, UsageError),
        ({"administrator": details(valid_until=date(2020, 1, 1))}, UsageError),
        ({"administrator": details(vetting="RV")}, NotVettedError),
        ({"administrator": details(compartments=("ALDER",))}, NotVettedError),
        ({"administrator": details(compartments=("alder",))}, UsageError),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    town: Town, wrong: dict[str, object], error: type[Exception]
):
    with pytest.raises(error):
        town.set_up(**wrong)
    assert not town.folder.exists()


def test_policy_of_the_site_decides_how_high_vetting_reaches(town: Town):
    town.policy = levels(MV="SECRET")
    town.set_up(administrator=details(vetting="MV"))
    assert town.labels(ANN) == set(LABELS)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"site": "x"},
        {"region": "../x"},
        {"auditor": "age1"},
        {"administrators": []},
        {"administrators": [ANN.recipient.text, ANN.recipient.text]},
        {"administrators": [AUDITOR.recipient.text]},
        {"administrators": "x"},
    ],
)
def test_public_file_that_is_not_one_of_ours_is_refused(town: Town, change: dict[str, object]):
    town.set_up()
    found = msgspec.json.decode(site_path(town.folder).read_bytes())
    site_path(town.folder).write_bytes(msgspec.json.encode({**found, **change}))
    with pytest.raises(DamagedSiteError, match=r"“site\.json”"):
        load_site(town.folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 50_000, b"\xff", b" " * 70_000])
def test_public_file_that_cannot_be_understood_is_refused(town: Town, content: bytes):
    town.folder.mkdir()
    site_path(town.folder).write_bytes(content)
    with pytest.raises(DamagedSiteError):
        find_site(town.folder)


def test_only_a_file_that_is_not_there_means_not_set_up(town: Town):
    with pytest.raises(NoSiteError):
        load_site(town.folder)
    assert find_site(town.folder) is None
    site_path(town.folder).mkdir(parents=True)
    with pytest.raises(DamagedSiteError):
        find_site(town.folder)


def test_label_keys_are_those_that_releases_can_be_sealed_to(town: Town, tmp_path: Path):
    town.set_up()
    keys = find_label_keys(town.office().look())
    file, profile = tmp_path / "keys.yaml", tmp_path / "profile.yaml"
    file.write_bytes(to_recipients_file(keys))
    profile.write_text("{slots: 8, slot_bytes: 1024, recipients: 4}", "utf-8")
    plan = load_plan(file, profile)
    assert {label: found[0].text for label, found in plan.recipients.items()} == keys
    assert {(label, key) for label, key in keys.items()} == town.keys(ANN)


def test_label_keys_are_only_those_that_one_holds(town: Town):
    """Another administrator reads the register, but hands on nothing that is not theirs."""
    town.set_up()
    person = town.add(BEN, "Ben Jones")
    grant(town.office(), person.id, [SECRET])
    change_person(town.office(), person.id, PersonChange(is_administrator=True))
    assert ALDER not in find_label_keys(town.office(BEN).look())
    assert SECRET in find_label_keys(town.office(BEN).look())


def test_repr_of_what_was_asked_is_no_secret():
    assert "AGE-SECRET" not in repr(asked())


def test_checklist_names_what_is_missing(town: Town):
    directory = Directory(Catalogue([CatalogueFile.read(None, town.folder).official]))

    def missing(trust: Trust = Trust.SHIPPED) -> list[str]:
        items = check_site(town.folder, directory=directory, trust=trust)
        assert all(item.hint or item.is_done for item in items)
        return [item.name for item in items if not item.is_done]

    assert missing() == ["set-up", "policy", "urgent contacts"]
    town.set_up()
    assert missing() == ["administrators", "policy", "urgent contacts"]
    assert missing(Trust.DRAFT)[-1] == "catalogue"
    (town.folder / "policy.toml").write_text("idle_minutes = 0\n", "utf-8")
    assert "policy" in missing()
    (town.folder / "policy.toml").write_text("idle_minutes = 10\n", "utf-8")
    assert "policy" not in missing()
    (town.folder / "register.age").unlink()
    assert "label keys" in missing()
    site_path(town.folder).write_bytes(b"{")
    assert missing()[0] == "set-up"
