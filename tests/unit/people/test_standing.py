from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from advisor.people.errors import ClearanceExpiredError, DamagedSiteError
from advisor.people.granting import grant
from advisor.people.register import Person
from advisor.people.registering import PersonChange, change_person
from advisor.people.site import load_site, site_path
from advisor.people.standing import STANDING_BYTES, Standing, find_standing, seal_standing
from advisor.sealing.age import seal
from tests.support.people import ANN, BEN, EVE, OS, SECRET, TODAY, Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    return town


@pytest.fixture
def ben(town: Town) -> Person:
    return grant(town.office(), town.add(BEN, "Ben Jones").id, [SECRET]).person


def put(town: Town, name: str, standing: Standing, *, to=BEN) -> None:
    sealed = seal(msgspec.json.encode(standing), (to.recipient,))
    (town.folder / "standing" / f"{name * 16}.age").write_bytes(sealed)


def standing(town: Town) -> Standing:
    found = find_standing(town.folder, load_site(town.folder).site, BEN)
    assert found is not None
    return found


def test_at_a_site_that_was_not_set_up_everything_granted_may_be_used(town: Town, ben: Person):
    site_path(town.folder).unlink()
    assert town.labels(BEN) == {OS, SECRET}


def test_where_nobody_can_tell_whether_it_was_set_up_nothing_may(town: Town, ben: Person):
    site_path(town.folder).write_bytes(b"{")
    with pytest.raises(DamagedSiteError):
        town.held(BEN)


def test_without_a_standing_no_grant_is_used(town: Town, ben: Person):
    (town.folder / "standing" / ben.standing).unlink()
    assert town.labels(BEN) == set()
    assert town.labels(ANN) != set()


def test_last_day_is_the_whole_day_in_utc(town: Town, ben: Person):
    """SECURITY.md, case 82."""
    change_person(town.office(), ben.id, PersonChange(valid_until=date(2026, 10, 25)))
    town.now = datetime(2026, 10, 25, 23, 59, tzinfo=UTC)
    assert town.labels(BEN) == {OS, SECRET}
    town.now = datetime(2026, 10, 26, tzinfo=UTC)
    with pytest.raises(ClearanceExpiredError) as caught:
        town.labels(BEN)
    assert "SECRET" not in f"{caught.value.message}{caught.value.hint}"


def test_clock_that_is_set_back_renews_nothing(town: Town, ben: Person):
    """SECURITY.md, cases 14 and 82: a standing counts from the day on which it was written."""
    change_person(town.office(), ben.id, PersonChange(valid_until=date(2026, 6, 2)))
    town.now = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(ClearanceExpiredError):
        town.labels(BEN)


def test_clock_that_jumps_ahead_and_back_leaves_nothing_behind(town: Town, ben: Person):
    now = town.now
    town.now = datetime(2038, 1, 20, tzinfo=UTC)
    with pytest.raises(ClearanceExpiredError):
        town.labels(BEN)
    town.now = now
    assert town.labels(BEN) == {OS, SECRET}


def test_of_several_the_strictest_counts(town: Town, ben: Person):
    """An older copy beside the newer one, or one that somebody made up, gives nothing more."""
    wide = msgspec.structs.replace(
        standing(town),
        labels=frozenset({"SECRET", "TOP SECRET"}),
        valid_until=date(2099, 1, 1),
    )
    put(town, "0", wide)
    assert town.labels(BEN) == {SECRET}
    assert standing(town).valid_until == ben.valid_until


@pytest.mark.parametrize(
    "change",
    [{"site": "f" * 32}, {"format": 2}, {"labels": frozenset({"SECRT"})}],
    ids=["other site", "newer", "no label"],
)
def test_standing_that_is_not_one_of_this_site_counts_for_nothing(
    town: Town, ben: Person, change: dict[str, object]
):
    other = msgspec.structs.replace(standing(town), **change)
    (town.folder / "standing" / ben.standing).unlink()
    put(town, "0", other)
    assert town.labels(BEN) == set()


def test_what_is_no_standing_is_passed_over(town: Town, ben: Person):
    folder = town.folder / "standing"
    (folder / "folder.age").mkdir()
    (folder / "text.age").write_bytes(b"text")
    (folder / "theirs.age").write_bytes(seal(b"{}", (EVE.recipient,)))
    (folder / "none.age").write_bytes(seal(b"[", (BEN.recipient,)))
    assert town.labels(BEN) == {OS, SECRET}


def test_key_that_is_granted_but_not_named_is_not_used(town: Town, ben: Person):
    narrow = msgspec.structs.replace(ben, grants=ben.grants[:1])
    sealed = seal_standing(narrow, load_site(town.folder).site, TODAY)
    (town.folder / "standing" / ben.standing).write_bytes(sealed)
    assert town.labels(BEN) == {OS}


def test_all_standings_have_one_length(town: Town, ben: Person):
    town.add(EVE, "Eve Stone")
    lengths = {path.stat().st_size for path in (town.folder / "standing").iterdir()}
    assert len(lengths) == 1
    assert min(lengths) > STANDING_BYTES
