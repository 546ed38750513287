from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from advisor.sealing.errors import TooSoonError
from advisor.sealing.slowing import Slowing, Tries, delay_seconds

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
FILE, OTHER = b"an identity file", b"another one"
STORE = "passphrase-tries.json"


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_delay_doubles_up_to_a_minute():
    assert [delay_seconds(count) for count in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert delay_seconds(10**9) == 60


def test_wait_is_told_in_whole_seconds_and_ends():
    tries = Tries(4, NOON)
    assert [tries.seconds_to_wait(later(at)) for at in (0, 0.1, 7, 7.5, 8, 9)] == [8, 8, 1, 1, 0, 0]


def test_first_try_is_free_and_the_next_waits(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    with pytest.raises(TooSoonError, match="1 more second before") as caught:
        slowing.begin_try(FILE, later(0.5))
    assert caught.value.seconds == 1
    slowing.begin_try(FILE, later(1))
    with pytest.raises(TooSoonError, match="2 more seconds"):
        slowing.begin_try(FILE, later(1))


def test_each_identity_file_has_its_own_delay(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    slowing.begin_try(OTHER, NOON)
    assert slowing.seconds_to_wait(b"a third", NOON) == 0


def test_right_passphrase_forgets(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    slowing.begin_try(OTHER, NOON)
    slowing.forget(FILE)
    assert [Slowing(tmp_path).seconds_to_wait(one, NOON) for one in (FILE, OTHER)] == [0, 1]


def test_restart_does_not_forget(tmp_path: Path):
    for number in range(5):
        Slowing(tmp_path).begin_try(FILE, later(100 * number))
    assert Slowing(tmp_path).seconds_to_wait(FILE, later(400)) == 16


def test_refused_try_is_not_counted(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    for _ in range(10):
        with pytest.raises(TooSoonError):
            slowing.begin_try(FILE, NOON)
    assert slowing.seconds_to_wait(FILE, NOON) == 1


def test_clock_set_back_costs_the_delay_once_more_at_most(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON + timedelta(days=3650))
    assert slowing.seconds_to_wait(FILE, NOON) == 1
    assert slowing.seconds_to_wait(FILE, later(1)) == 0
    assert Slowing(tmp_path).seconds_to_wait(FILE, later(1)) == 0


def test_clock_set_forward_does_not_lock_out_afterwards(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    slowing.begin_try(FILE, NOON + timedelta(days=365))
    assert slowing.seconds_to_wait(FILE, NOON) == 2


def test_time_zones_are_one_clock(tmp_path: Path):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    elsewhere = NOON.astimezone(timezone(timedelta(hours=-11)))
    assert slowing.seconds_to_wait(FILE, elsewhere) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"junk",
        b"[]",
        b'{"x": {"count": -1, "last_at": "2026-06-03T12:00:00Z"}}',
        b'{"x": {"count": 1, "last_at": "2026-06-03T12:00:00"}}',
        b'{"x": {"count": 1e99, "last_at": "2026-06-03T12:00:00Z"}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_damaged_store_keeps_nobody_out(tmp_path: Path, content: bytes):
    (tmp_path / STORE).write_bytes(content)
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    assert Slowing(tmp_path).seconds_to_wait(FILE, NOON) == 1


@pytest.mark.parametrize(
    "stamp", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z"]
)
def test_edges_of_the_calendar_keep_nobody_out(tmp_path: Path, stamp: str):
    slowing = Slowing(tmp_path)
    slowing.begin_try(FILE, NOON)
    text = (tmp_path / STORE).read_text()
    (tmp_path / STORE).write_text(text.replace("2026-06-03T12:00:00Z", stamp))
    slowing = Slowing(tmp_path)
    assert slowing.seconds_to_wait(FILE, NOON) <= 1
    assert slowing.seconds_to_wait(FILE, later(1)) == 0


def test_home_that_cannot_be_written_still_slows(tmp_path: Path):
    (tmp_path / "home").write_text("no folder")
    slowing = Slowing(tmp_path / "home")
    slowing.begin_try(FILE, NOON)
    assert slowing.seconds_to_wait(FILE, NOON) == 1


def test_store_stays_small_and_names_nobody(tmp_path: Path):
    slowing = Slowing(tmp_path)
    for number in range(100):
        slowing.begin_try(b"file of J Smith %d" % number, later(number))
    stored = (tmp_path / STORE).read_bytes()
    assert len(stored) < 10_000
    assert b"Smith" not in stored
    assert slowing.seconds_to_wait(b"file of J Smith 99", later(99)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [STORE]
