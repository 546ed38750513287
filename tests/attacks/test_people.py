"""What is done to the files of people: two at once, killed, swapped, linked, copied."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from advisor.errors import AdvisorError
from advisor.people.errors import BusySiteError, ForeignRegisterError, OlderRegisterError
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, add_person, change_person
from advisor.people.revoking import revoke
from advisor.people.site import find_site
from tests.support.people import ALDER, ANN, BEN, EVE, OS, SECRET, Town, details
from tests.support.sealing import somebody

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork, pipes and links")

NAMES = ("site.json", "register.age", "grants", "standing")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    for identity, name in ((BEN, "Ben Jones"), (EVE, "Eve Stone")):
        town.add(identity, name)
        grant(town.office(), name, [SECRET])
    return town


def fork(work: Callable[[], object]) -> int:
    """Do something in another process and return its id."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:  # noqa: BLE001 - its exit code is all that is asked for
            os._exit(1)
        os._exit(0)
    return child


def test_30_two_administrators_at_once_lose_nothing(town: Town):
    keys = [[somebody(300 + 10 * one + number) for number in range(4)] for one in range(2)]

    def register_all(one: int) -> None:
        for number, identity in enumerate(keys[one]):
            while True:
                try:
                    add_person(town.office(), details(f"Person {one}{number}"), identity.recipient)
                    break
                except BusySiteError:
                    continue

    children = [fork(lambda one=one: register_all(one)) for one in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    register = town.register()
    assert len(register.people) == 3 + 8
    assert {one.key for one in register.people} >= {
        key.recipient.text for group in keys for key in group
    }
    assert len(list((town.folder / "standing").iterdir())) == 11


def test_30_a_grant_while_somebody_is_signed_in_takes_nothing_from_them(town: Town):
    held = town.held(BEN)
    revoke(town.office(), "Ben Jones", None)
    assert set(held) == {OS, SECRET}  # their session goes on with what it opened
    assert town.labels(BEN) == set()


def test_28_killed_at_random_moments_the_site_is_whole(town: Town):
    """As for an import: the old state or the new one, and the next deed goes through."""

    def work() -> None:
        while True:
            grant(town.office(), "Eve Stone", [ALDER])
            revoke(town.office(), "Eve Stone", [ALDER])

    for number in range(10):
        child = fork(work)
        time.sleep(0.05 + 0.037 * number)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert town.labels(BEN) == {OS, SECRET}
        assert town.labels(EVE) in ({OS, SECRET}, {OS, SECRET, ALDER})
        person = town.register().find("Eve Stone")
        assert set(person.labels) == town.labels(EVE)
        assert {(grant.label, grant.key) for grant in person.grants} == {
            (str(label), key) for label, key in town.keys(EVE)
        }
        files = {grant.file for one in town.register().people for grant in one.grants}
        assert {path.name for path in (town.folder / "grants").iterdir()} == files


@pytest.mark.parametrize("name", NAMES)
def test_31_link_in_the_place_of_a_file_is_not_written_through(
    town: Town, tmp_path: Path, name: str
):
    outside = tmp_path / "outside"
    (town.folder / name).rename(outside)
    (town.folder / name).symlink_to(outside)
    before = {
        str(path): path.read_bytes() for path in (outside, *outside.rglob("*")) if path.is_file()
    }
    with suppress(AdvisorError):
        grant(town.office(), "Ben Jones", [ALDER])
    for path, content in before.items():
        assert Path(path).read_bytes() == content


@pytest.mark.parametrize("name", NAMES)
def test_32_pipe_in_the_place_of_a_file_keeps_nobody_waiting(town: Town, name: str):
    path = town.folder / name
    place = path if path.is_file() else path / f"{'0' * 16}.age"
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    with suppress(AdvisorError):
        town.labels(BEN)
        grant(town.office(), "Ben Jones", [ALDER])


def test_older_register_that_is_put_back_is_noticed(town: Town):
    """Else the next revocation would grant the new key to who was revoked before."""
    older = (town.folder / "register.age").read_bytes()
    revoke(town.office(), "Ben Jones", None)
    (town.folder / "register.age").write_bytes(older)
    for deed in (
        town.register,
        lambda: revoke(town.office(), "Eve Stone", None),
        lambda: town.add(somebody(80), "Jo Lee"),
    ):
        with pytest.raises(OlderRegisterError):
            deed()
    assert town.keys(BEN) == set()


def test_register_that_somebody_made_up_is_noticed_by_who_saw_the_real_one(town: Town):
    """They know the site's id and the public keys, and raise the revision; not the sign."""
    forged = msgspec.structs.replace(town.register(), secret="0" * 32, revision=99)
    (town.folder / "register.age").write_bytes(forged.seal())
    with pytest.raises(OlderRegisterError):
        grant(town.office(), "Eve Stone", [ALDER])


def test_home_that_remembers_nothing_keeps_nobody_out(town: Town):
    (home,) = {path for path in town.folder.parent.glob("site-home-*") if path.is_dir()}
    for content in (b"", b"{", b"[" * 9000, b'{"x": 1}'):
        (home / "registers-seen.json").write_bytes(content)
        assert town.register().revision > 1
    shutil.rmtree(home)
    home.write_bytes(b"no folder")
    assert town.register().revision > 1
    town.add(somebody(81), "Jo Lee")


def test_what_home_remembers_names_nobody(town: Town):
    (home,) = {path for path in town.folder.parent.glob("site-home-*") if path.is_dir()}
    content = (home / "registers-seen.json").read_text("utf-8")
    assert not {"Ann", "SECRET", town.register().secret} & set(content.split('"'))
    assert "Ben" not in content


def test_46_forged_register_clears_nobody(town: Town, tmp_path: Path):
    """Whoever can write the folder can put another register there; it opens nothing for them."""
    forger = Town(tmp_path / "forger")
    forger.set_up(EVE, administrator=details("Eve Stone"))
    for name in ("register.age", "site.json"):
        shutil.copy(forger.folder / name, town.folder / name)
    real = town.keys(ANN)
    assert forger.keys(EVE).isdisjoint(real)
    assert not {key for _, key in town.keys(EVE)} & {key for _, key in forger.keys(EVE)}
    assert town.labels(BEN) == set()  # standings of another site count for nothing


def test_50_files_of_somebody_else_open_nothing(town: Town):
    """Their grant under a name of mine is theirs all the same."""
    (ann, *_) = town.register().people
    mine = town.register().find("Ben Jones")
    theirs = next(one for one in ann.grants if one.label == str(ALDER))
    folder = town.folder / "grants"
    shutil.copy(folder / theirs.file, folder / mine.grants[0].file)
    assert ALDER not in {label for label, _ in town.keys(BEN)}
    shutil.copy(town.folder / "standing" / ann.standing, town.folder / "standing" / mine.standing)
    assert town.labels(BEN) == set()


def test_80_backup_of_the_folder_holds_nothing_to_read(town: Town):
    secrets = ("Ann Smith", "Ben Jones", "Eve Stone", "SECRET", "ALDER", "BIRCH", "AGE-SECRET")
    for name, content in town.whole().items():
        for secret in secrets:
            assert secret.encode() not in content, name
            assert secret not in name


def test_register_put_back_to_an_older_copy_beside_newer_administrators_is_noticed(town: Town):
    older = (town.folder / "register.age").read_bytes()
    change_person(town.office(), "Ben Jones", PersonChange(is_administrator=True))
    (town.folder / "register.age").write_bytes(older)
    with pytest.raises(ForeignRegisterError):
        town.register()
    assert find_site(town.folder) is not None
