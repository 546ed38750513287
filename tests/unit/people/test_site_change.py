from __future__ import annotations

from pathlib import Path

import pytest

from advisor.audit.record import Kind
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError, UsageError
from advisor.people.errors import LabelThereError, NotVettedError, SamePersonError
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.people.site import load_site
from advisor.people.site_change import SiteChange, change_site
from tests.support.people import (
    ANN,
    AUDITOR,
    BEN,
    OS,
    SECRET,
    KilledError,
    Town,
    details,
    stopped_everywhere,
)
from tests.support.sealing import somebody

CEDAR = Label.parse("SECRET/CEDAR")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up(labels=(OS, SECRET), administrator=details(compartments=("CEDAR",)))
    return town


def test_label_is_added_for_whoever_may_hold_it_and_nobody_else(town: Town):
    town.add(BEN, "Ben Jones", compartments=("CEDAR",))
    affairs = change_site(town.office(), SiteChange(labels=(CEDAR,)))
    assert affairs.register.labels == (OS, SECRET, CEDAR)
    assert affairs.holds(CEDAR)
    assert town.labels(ANN) == {OS, SECRET, CEDAR}
    assert town.labels(BEN) == set()
    assert (town.recorded[-1][0], town.recorded[-1][1].label) == (Kind.SITE_SET_UP, str(CEDAR))
    grant(town.office(), "Ben Jones", [CEDAR])
    assert town.labels(BEN) == {OS, SECRET, CEDAR}


def test_label_is_not_added_by_whom_it_is_too_high_for(town: Town):
    before = town.whole()
    for label in ("TOP SECRET", "SECRET/BIRCH"):
        with pytest.raises(NotVettedError):
            change_site(town.office(), SiteChange(labels=(Label.parse(label),)))
    with pytest.raises(LabelThereError):
        change_site(town.office(), SiteChange(labels=(SECRET,)))
    for change in (SiteChange(labels=(OFFICIAL,)), SiteChange()):
        with pytest.raises(UsageError):
            change_site(town.office(), change)
    assert town.whole() == before


def test_another_auditor_is_recorded_for_the_one_until_now(town: Town):
    new = somebody(70).recipient
    told = []
    town.record = lambda kind, what: told.append((kind, what.note, load_site(town.folder).auditor))
    change_site(town.office(), SiteChange(auditor=new, forces=("kent-police",), region="wales"))
    assert told == [(Kind.SITE_SET_UP, "changed: auditor, region, forces", AUDITOR.recipient.text)]
    site = load_site(town.folder)
    assert (site.auditor, site.forces, site.region) == (new.text, ("kent-police",), "wales")


def test_auditor_is_nobody_in_the_register(town: Town):
    town.add(BEN, "Ben Jones")
    for identity in (ANN, BEN):
        with pytest.raises(SamePersonError):
            change_site(town.office(), SiteChange(auditor=identity.recipient))
    with pytest.raises(SamePersonError):
        change_person(town.office(), "Ben Jones", PersonChange(key=AUDITOR.recipient))


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_the_label_is_there_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    first = Town(tmp_path / "first")
    first.set_up(labels=(SECRET,), administrator=details(compartments=("CEDAR",)))

    def deed(town: Town) -> None:
        change_site(town.office(), SiteChange(labels=(CEDAR,)))

    seen = set()
    for town, ended in stopped_everywhere(monkeypatch, first.copy, deed, kill=kill):
        assert isinstance(ended, KilledError | AdvisorError), ended
        labels = set(town.register().labels)
        assert labels == town.labels(ANN) == {label for label, _ in town.keys(ANN)}
        seen.add(CEDAR in labels)
    assert seen == {True, False}
