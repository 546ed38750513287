"""Looking through the records of a folder: which, in which order, and how they are marked."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pytest

from advisor.audit.errors import NoLogError
from advisor.audit.record import Details, Kind, Outcome
from advisor.audit.review import Asked, mark, measure, parse_label, read_review
from advisor.audit.verification import verify_all
from advisor.clearance import OFFICIAL, Label
from advisor.errors import CancelledError
from tests.support.audit import AUDITOR, NOON, STRANGER, Clock, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "audit")
    log = desk.open()
    log.record(Kind.SIGN_IN, Details(who="Ann Smith", label="SECRET/ALDER"))
    log.record(Kind.ENTRY_VIEWED, Details(who="Ann Smith", subject="kidnap-unit", label="OFFICIAL"))
    log.record(Kind.SIGN_IN_FAILED, Details(who="Ben", outcome=Outcome.REFUSED, note="Wrong Words"))
    return desk


def numbers(review, **asked) -> list[int]:
    return [row.record.number for row in Asked(**asked).select(review.rows)]


def test_newest_record_comes_first(desk: Desk):
    review = read_review(desk.folder, AUDITOR)
    assert numbers(review) == [3, 2, 1]
    assert (review.total, review.logs, review.closed) == (3, (desk.files.name,), ())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "sign-in"}, [1]),
        ({"who": "Ann Smith"}, [2, 1]),
        ({"outcome": "refused"}, [3]),
        ({"text": "kidnap"}, [2]),
        ({"text": "words WRONG"}, [3]),
        ({"text": "wrong kidnap"}, []),
        ({"log": "00000000"}, []),
        ({"first": NOON.date(), "last": NOON.date()}, [3, 2, 1]),
        ({"first": NOON.date() + timedelta(1)}, []),
        ({"last": NOON.date() - timedelta(1)}, []),
    ],
)
def test_records_that_are_asked_for_are_found(desk: Desk, asked, found):
    assert numbers(read_review(desk.folder, AUDITOR, zone=UTC), **asked) == found


def test_days_are_those_of_the_reader(tmp_path: Path):
    desk = Desk(tmp_path / "audit")
    desk.clock = Clock(NOON.replace(hour=23, minute=30))
    desk.record("one")
    review = read_review(desk.folder, AUDITOR, zone=timezone(timedelta(hours=1)))
    assert numbers(review, first=date(2026, 6, 4)) == [1]


def test_logs_of_several_accounts_are_one_list_by_time(tmp_path: Path):
    ann, ben = Desk(tmp_path / "audit"), Desk(tmp_path / "audit", "ben")
    ben.clock = Clock(NOON + timedelta(minutes=1))
    ann.record("one", "two")
    ben.record("three")
    ann.clock = Clock(NOON + timedelta(hours=1))
    ann.record("four")
    found = read_review(tmp_path / "audit", AUDITOR).rows
    assert [row.record.details.note for row in found] == ["four", "three", "two", "one"]


def test_clock_that_was_set_back_leaves_the_order_of_a_log(desk: Desk):
    desk.clock = Clock(NOON - timedelta(days=9))
    desk.record("later")
    assert numbers(read_review(desk.folder, AUDITOR)) == [4, 3, 2, 1]


def test_no_more_than_the_newest_are_kept(desk: Desk):
    review = read_review(desk.folder, AUDITOR, most=2)
    assert (numbers(review), review.total) == ([3, 2], 3)


def test_who_is_not_the_auditor_sees_numbers_times_and_kinds(desk: Desk):
    review = read_review(desk.folder, STRANGER)
    assert review.closed == (desk.files.name,)
    assert [row.record.kind for row in review.rows] == ["sign-in-failed", "entry-viewed", "sign-in"]
    assert {row.who for row in review.rows} == {""}
    assert mark(review.rows) == OFFICIAL


def test_records_are_marked_with_the_highest_label_in_them(desk: Desk):
    review = read_review(desk.folder, AUDITOR)
    assert mark(review.rows) == Label.parse("SECRET/ALDER")
    assert mark(Asked(kind="entry-viewed").select(review.rows)) == OFFICIAL


@pytest.mark.parametrize("text", ["SECRET/AL…", "NOT A LABEL", "secret"])
def test_label_that_cannot_be_read_counts_as_the_highest(text: str):
    assert parse_label(text) == Label.parse("TOP SECRET")


def test_counts_tell_how_many_there_are(desk: Desk):
    count = read_review(desk.folder, AUDITOR).count()
    assert count["who"] == {"Ann Smith": 2, "Ben": 1}
    assert count["outcome"] == {"done": 2, "refused": 1}
    assert count["kind"]["sign-in"] == 1


def test_reading_tells_how_far_it_is_and_can_be_ended(desk: Desk):
    told: list[int] = []
    read_review(desk.folder, AUDITOR, told.append)
    assert sum(told) == measure(desk.folder)

    def stop(size: int) -> None:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        read_review(desk.folder, AUDITOR, stop)


def test_folder_without_a_log_is_told(tmp_path: Path):
    with pytest.raises(NoLogError):
        read_review(tmp_path, AUDITOR)


def test_lines_that_are_no_records_are_passed_over(desk: Desk):
    desk.lines = [desk.lines[0], b"rubbish\n", *desk.lines[1:]]
    assert numbers(read_review(desk.folder, AUDITOR)) == [3, 2, 1]


def test_checking_tells_how_far_it_is_and_can_be_ended(desk: Desk):
    told: list[int] = []
    assert verify_all(desk.folder, AUDITOR, tell=told.append)[0].is_sound
    assert sum(told) == measure(desk.folder)

    def stop(size: int) -> None:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        verify_all(desk.folder, AUDITOR, tell=stop)
