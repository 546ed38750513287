"""The auditor tells the administrator who signed in, and nothing of what they looked at."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.audit.reading import Record
from advisor.audit.record import Details, Kind, Outcome
from advisor.audit.uses import NothingReadableError, NotUsesError, Use, Uses, find_uses
from tests.support.audit import NOON
from tests.support.sealing import somebody

ANN, BEN = somebody(20).recipient.text, somebody(21).recipient.text


def record(
    key: str, day: int = 3, kind: str = Kind.SIGN_IN, outcome: Outcome = Outcome.DONE
) -> Record:
    details = Details(who=f"ann, {key}", subject="kidnap-unit", outcome=outcome)
    return Record("log", 1, NOON.replace(day=day), kind, "0" * 64, details)


def test_each_identity_has_the_last_day_on_which_it_signed_in():
    found = find_uses([record(BEN, 9), record(ANN, 3), record(ANN, 5), record(ANN, 4)])
    assert found.last_use(ANN) == date(2026, 6, 5)
    assert found.last_use(BEN) == date(2026, 6, 9)
    assert found.last_use("age1nobody") is None
    assert (found.first, found.last) == (date(2026, 6, 3), date(2026, 6, 9))


@pytest.mark.parametrize(
    "other",
    [
        record(BEN, kind=Kind.SIGN_IN_FAILED),
        record(BEN, kind=Kind.ENTRY_VIEWED),
        record(BEN, outcome=Outcome.REFUSED),
    ],
)
def test_nothing_else_is_a_use(other: Record):
    assert find_uses([record(ANN), other]).last_use(BEN) is None


def test_it_tells_nothing_of_what_was_looked_at():
    assert b"kidnap" not in find_uses([record(ANN)]).to_bytes()
    assert b"ann," not in find_uses([record(ANN)]).to_bytes()


def test_without_the_auditors_identity_nobody_can_tell():
    closed = Record("log", 1, NOON, Kind.SIGN_IN, "0" * 64, None)
    for records in ([], [closed]):
        with pytest.raises(NothingReadableError):
            find_uses(records)


def test_it_comes_back_as_it_was_written():
    found = find_uses([record(ANN), record(BEN, 9)])
    assert Uses.from_bytes(found.to_bytes()) == found


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        Uses(format=2, first=date.min, last=date.max, uses=()).to_bytes(),
        Uses(format=1, first=date.min, last=date.max, uses=()).to_bytes().replace(b"first", b"1st"),
    ],
)
def test_anything_else_is_refused(untrusted: bytes):
    with pytest.raises(NotUsesError):
        Uses.from_bytes(untrusted)


def test_one_identity_is_listed_once():
    assert find_uses([record(ANN), record(ANN)]).uses == (Use(key=ANN, last=date(2026, 6, 3)),)
