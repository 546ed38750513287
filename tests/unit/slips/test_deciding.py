"""Slips that a site keeps: taken in once, decided by whom and when, absent below their marking."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.audit.record import Kind
from advisor.clearance import OFFICIAL, Label
from advisor.errors import UsageError
from advisor.slips.code import Code
from advisor.slips.deciding import decide, look_at_slips, take_in, take_out
from advisor.slips.errors import DamagedSlipsError, NoLabelForSlipError, NoSuchSlipError
from advisor.slips.kept import Verdict, find_kept
from advisor.slips.slip import Said, Slip
from tests.support.people import BEN, SECRET, TODAY, Town


def make(wrong: str = "The number is old.", marking: Label = OFFICIAL) -> Slip:
    line = ("limits", "Limits", "boat kidnaxbq")
    return Slip(
        format=1,
        marking=str(marking),
        code=str(Code.of(3, "ndec", line)),
        release=3,
        entry="ndec",
        title="NDEC",
        part=line[0],
        heading=line[1],
        quoted=line[2],
        said=Said(wrong=wrong),
        written_on=date(2026, 6, 1),
    )


@pytest.fixture
def town(tmp_path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    return town


def test_slip_is_taken_in_once_and_recorded(town):
    assert take_in(town.office(), [make(), make(), make("The town is wrong.")]) == 2
    assert take_in(town.office(), [make()]) == 0
    kind, told = town.recorded[-1]
    assert kind is Kind.LOCAL_CHANGE
    assert (told.who, told.subject) == ("Ann Smith", "ndec")
    assert told.note.startswith("slip taken in (3-")


def test_decision_stands_with_who_when_and_why_and_can_be_made_anew(town):
    take_in(town.office(), [make()])
    ((kept, _),) = look_at_slips(town.office()).listed
    decide(town.office(), kept.id, Verdict.DECLINED, " It was checked\x1b on 2 June. ")
    decided = decide(town.office(), kept.id, Verdict.ACCEPTED, "Ringing it shows so.")
    assert look_at_slips(town.office()).listed == ((decided, OFFICIAL),)
    assert decided.decision.who == "Ann Smith"
    assert decided.decision.on == TODAY
    assert decided.decision.verdict is Verdict.ACCEPTED
    notes = [told.note for _, told in town.recorded[-2:]]
    assert "slip declined: It was checked on 2 June." in notes[0]
    assert "slip accepted: Ringing it shows so." in notes[1]


def test_reason_is_asked_for_and_what_is_gone_is_said(town):
    take_in(town.office(), [make()])
    ((kept, _),) = look_at_slips(town.office()).listed
    for why in (" \n", "x" * 2001):
        with pytest.raises(UsageError):
            decide(town.office(), kept.id, Verdict.DECLINED, why)
    assert take_out(town.office(), kept.id).id == kept.id
    with pytest.raises(NoSuchSlipError):
        decide(town.office(), kept.id, Verdict.DECLINED, "Gone.")


def test_slip_above_what_somebody_holds_is_not_there_for_them(town):
    town.add(BEN, "Ben Moss")
    take_in(town.office(), [make(), make("Secret wording.", SECRET)])
    labels = [label for _, label in look_at_slips(town.office()).listed]
    assert labels == [OFFICIAL, SECRET]
    site = look_at_slips(town.office()).affairs.site.site
    assert [one.label for one in find_kept(town.folder, site, town.held(BEN))] == [OFFICIAL]
    assert not any(b"Secret wording" in content for content in town.whole().values())
    before = town.seen()
    take_in(town.office(), [make("More secret wording.", SECRET)])
    assert town.seen() == before  # neither how many files nor how large they are


def test_slip_higher_than_every_label_held_is_not_taken_in(town):
    with pytest.raises(NoLabelForSlipError):
        take_in(town.office(), [make(marking=Label.parse("TOP SECRET"))])
    assert look_at_slips(town.office()).listed == ()


def test_altered_file_is_said_and_not_written_over(town):
    take_in(town.office(), [make()])
    path = town.folder / "slips" / "official.slips"
    path.write_bytes(path.read_bytes().replace(b'"OFFICIAL"', b'"SECRET"'))
    before = path.read_bytes()
    with pytest.raises(DamagedSlipsError):
        take_in(town.office(), [make("Another.")])
    assert path.read_bytes() == before
