"""What docs/administering.md says to do with identities, step by step as it stands there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.sealing.age import Identity
from advisor.sealing.identity import create_identity_file, unlock
from tests.support.people import Town
from tests.support.sealing import CHILD, PASSPHRASE, somebody

AUDITOR = somebody(60)
OTHER = "wobble gadget mumble pepper salad onion"


class Terminal:
    """One person's home folder and identity at a site; passphrases are not derived."""

    def __init__(self, advisor, folder: Path, name: str, site: Path) -> None:
        self.advisor, self.site = advisor, site
        self.home, self.file = folder / name, folder / f"{name}.age"

    def __call__(self, *words: object):
        at = ["--site", self.site, "--home", self.home, "--identity", self.file]
        return self.advisor(*at, *words)

    def done(self, *words: object):
        done = self(*words)
        assert done.code == 0, done.err
        return done


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[str, Identity]:
    """Identities by the content of their files, in place of the seconds that a passphrase takes."""
    made: dict[bytes, Identity] = {}

    def create(passphrase: str):
        identity = somebody(200 + len(made))
        content = f"identity {len(made)}".encode()
        made[content] = identity
        return content, identity.recipient

    def unlock_at_once(file: Path, passphrase_file: Path | None, home: Path) -> Identity:
        return made[file.read_bytes()]

    monkeypatch.setattr("advisor.sealing.identity.create_identity_file", create)
    for module in ("office", "context", "audit", "identity"):
        monkeypatch.setattr(f"advisor.cli.{module}.unlock", unlock_at_once)
    return made


@pytest.fixture
def people(advisor, tmp_path: Path, keys: dict[str, Identity]) -> dict[str, Terminal]:
    """A site with Ann, who administers it, and Ben, who holds SECRET."""
    people = {name: Terminal(advisor, tmp_path, name, tmp_path / "site") for name in ("ann", "ben")}
    for one in people.values():
        one.done("identity", "create", one.file)
    set_up(people["ann"])
    register(people, "ben", "Ben Jones")
    return people


def set_up(ann: Terminal, *more: object):
    me = ["--name", "Ann Smith", "--vetting", "SC", "--valid-until", "2099-12-31"]
    where = ["--region", "south-east", "--auditor", AUDITOR.recipient]
    return ann.done("site", "init", "--label", "SECRET", *where, *me, *more)


def register(people: dict[str, Terminal], who: str, name: str) -> None:
    key = people[who].done("identity", "show", people[who].file).out.strip()
    about = ["--name", name, "--vetting", "SC", "--valid-until", "2099-06-30", "--key", key]
    people["ann"].done("clearance", "person", "add", *about)
    people["ann"].done("clearance", "grant", "--person", name, "--label", "SECRET")


def held(one: Terminal, keys: dict[bytes, Identity]) -> int:
    """Return how many keys somebody may use when they sign in."""
    return sum(map(len, Town(one.site).held(keys[one.file.read_bytes()]).values()))


def test_new_identity_takes_the_place_of_the_old_one(people, keys, tmp_path: Path):
    ann, ben = people["ann"], people["ben"]
    new, request = tmp_path / "new.age", tmp_path / "request.age"
    asked = ben.done("identity", "rotate", ben.file, "--new", new, "--request", request, "--json")
    assert held(ben, keys) == 1
    confirmed = ann.done("clearance", "rotate", request, "--json")
    assert (confirmed.data["key"], confirmed.data["grants"]) == (asked.data["recipient"], 1)
    assert held(ben, keys) == 0
    ben.file = new
    assert held(ben, keys) == 1
    again = ann("clearance", "rotate", request)
    assert (again.code, "not a request for a new key" in again.err) == (1, True)


def test_rotating_overwrites_nothing_and_takes_somebody_registered(people, keys, tmp_path: Path):
    ben = people["ben"]
    there = ben("identity", "rotate", ben.file, "--new", ben.file, "--request", tmp_path / "r")
    assert (there.code, "is there already" in there.err) == (1, True)
    eve = Terminal(ben.advisor, tmp_path, "eve", ben.site)
    eve.done("identity", "create", eve.file)
    done = eve("identity", "rotate", eve.file, "--new", tmp_path / "n", "--request", tmp_path / "r")
    assert (done.code, "is not registered at this site" in done.err) == (1, True)
    assert not (tmp_path / "n").exists()
    missing = people["ann"]("clearance", "rotate", tmp_path / "r")
    assert (missing.code, "cannot be read" in missing.err) == (1, True)


def test_identity_moves_to_another_terminal_as_one_file(people, keys, tmp_path: Path):
    ben = people["ben"]
    other = Terminal(ben.advisor, tmp_path, "other", tmp_path / "other-site")
    shutil.copytree(ben.site, other.site)  # the site folder of the other terminal, as deployed
    shutil.copy(ben.file, other.file)
    assert held(other, keys) == held(ben, keys) == 1


def test_lost_identity_is_revoked_and_replaced(people, keys):
    ann, ben = people["ann"], people["ben"]
    lost = keys[ben.file.read_bytes()]
    ann.done("clearance", "revoke", "--person", "Ben Jones", "--all")
    ben.file = ben.file.with_name("ben-2.age")
    key = ben.done("identity", "create", ben.file).out.strip()
    ann.done("clearance", "person", "change", "Ben Jones", "--key", key)
    ann.done("clearance", "grant", "--person", "Ben Jones", "--label", "SECRET")
    assert held(ben, keys) == 2  # the new key, and that of the releases until now
    assert Town(ben.site).labels(lost) == set()
    assert Town(ben.site).keys(lost) == set()


def test_lost_administrator_is_replaced_by_the_other_one(people, keys):
    ann, ben = people["ann"], people["ben"]
    ann.done("clearance", "person", "change", "Ben Jones", "--administrator")
    ben.done("clearance", "revoke", "--person", "Ann Smith", "--all")
    ann.file = ann.file.with_name("ann-2.age")
    key = ann.done("identity", "create", ann.file).out.strip()
    ben.done("clearance", "person", "change", "Ann Smith", "--key", key)
    ben.done("clearance", "grant", "--person", "Ann Smith", "--label", "SECRET")
    assert [one["administrator"] for one in ann.done("clearance", "list", "--json").data] == [
        True,
        True,
    ]


def test_site_goes_on_after_the_last_administrator_is_lost(people, keys):
    """A new site in the same folder: people keep the keys of the releases until now."""
    ann, ben = people["ann"], people["ben"]
    for name in ("site.json", "register.age"):
        shutil.move(ann.site / name, ann.home / name)
    shutil.rmtree(ann.site / "standing")
    ann.file = ann.file.with_name("ann-2.age")
    ann.done("identity", "create", ann.file)
    set_up(ann)
    assert held(ben, keys) == 0  # until somebody registers them again
    register(people, "ben", "Ben Jones")
    assert held(ben, keys) == 2
    assert held(ann, keys) == 1
    assert ann.done("site", "keys", "--json").data["keys"].keys() == {"SECRET"}


def test_changed_passphrase_opens_the_same_identity(
    advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The one procedure that is tried with real passphrases, which take their seconds."""
    monkeypatch.setattr("advisor.sealing.renewing.child_command", lambda: CHILD)
    file, old, new = tmp_path / "me.age", tmp_path / "old", tmp_path / "new"
    content, recipient = create_identity_file(PASSPHRASE)
    file.write_bytes(content)
    old.write_text(PASSPHRASE, "utf-8")
    new.write_text(OTHER, "utf-8")
    at = ["--home", tmp_path / "home", "--passphrase-file", old]
    done = advisor(*at, "identity", "passphrase", file, "--new-passphrase-file", new)
    assert (done.code, done.out) == (0, "")
    assert OTHER not in done.err
    assert unlock(file.read_bytes(), OTHER).recipient == recipient
    refused = advisor(*at, "identity", "passphrase", file)
    assert (refused.code, "does not open this identity file" in refused.err) == (1, True)


def test_weak_passphrase_is_refused(advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("advisor.cli.identity.unlock", lambda *_: somebody())
    file, new = tmp_path / "me.age", tmp_path / "new"
    file.write_bytes(b"before")
    new.write_text("password", "utf-8")
    done = advisor("identity", "passphrase", file, "--new-passphrase-file", new)
    assert (done.code, "too short" in done.err) == (1, True)
    assert file.read_bytes() == b"before"
