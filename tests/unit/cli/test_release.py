"""Releases on the command line, the whole way as docs/publishing.md says it."""

from __future__ import annotations

import signal
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from advisor.catalogue_file import CatalogueFile
from advisor.sealing.age import generate_identity, seal
from advisor.sealing.identity import unlock
from advisor.signing.key import PublisherKey
from advisor.signing.key_file import KeyFile, public_path, unlock_key_file
from advisor.signing.shelf import Shelf
from tests.support.age_file import seal_with_passphrase
from tests.support.publishing import NEXT_YEAR, Publisher, catalogue
from tests.unit.cli.conftest import Done

WORDS = "correct horse battery staple lamp"


def write_key(path: Path, holder: str) -> None:
    """Write the file of a publisher's key that costs nothing to open."""
    key, identity = PublisherKey.generate(holder), generate_identity()
    content = f"{identity.reveal()}\n".encode()
    file = KeyFile(
        public=key.public.text,
        identity=seal_with_passphrase(content, WORDS),
        sealed=seal(key.reveal(), (identity.recipient,)),
    )
    path.write_bytes(msgspec.json.encode(file))
    public_path(path).write_text(key.public.text, "utf-8")


class Desk:
    """A folder with publishers' files, and the command line."""

    def __init__(self, folder: Path, advisor: Callable[..., Done]) -> None:
        self.folder, self._advisor = folder, advisor
        (folder / "words").write_text(f"{WORDS}\n", "utf-8")

    def run(self, *typed: object, code: int = 0) -> Done:
        places = ("--site", self / "site", "--home", self / "home")
        done = self._advisor(*places, "--passphrase-file", self / "words", "release", *typed)
        assert done.code == code, done.err
        return done

    def data(self, *typed: object, code: int = 0) -> Any:
        return self.run(*typed, "--json", code=code).data

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


@pytest.fixture(autouse=True)
def no_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open key files in this process: these cost nothing, and starting another one does."""
    monkeypatch.setattr(
        "advisor.signing.key_file.unlock_file_in_child",
        lambda file, passphrase, **options: unlock(file, passphrase),
    )


@pytest.fixture
def desk(tmp_path: Path, advisor: Callable[..., Done]) -> Desk:
    made = Desk(tmp_path, advisor)
    for name in "abc":
        write_key(tmp_path / f"{name}.key", f"Role {name}")
    return made


@pytest.fixture
def root(desk: Desk) -> Path:
    """A root of trust of which two of three have to sign, signed."""
    keys = [f"--key={desk / f'{name}.key.pub'}" for name in "abc"]
    desk.run("root", "create", desk / "root", *keys)
    for name in "ab":
        desk.run("root", "sign", desk / "root", "--key", desk / f"{name}.key")
    return desk / "root"


def draft(desk: Desk, root: Path, number: int = 1, *options: object) -> Path:
    (desk / "catalogue.db").write_bytes(catalogue(number))
    path = desk / f"{number}.release"
    desk.run("create", desk / "catalogue.db", "--root", root, "--output", path,
             *(options or ("--first",)))  # fmt: skip
    return path


def release(desk: Desk, root: Path, number: int = 1, *options: object) -> Path:
    path = draft(desk, root, number, *options)
    after = options[:2] or ("--first",)
    for name in "ac":
        desk.run("sign", path, "--key", desk / f"{name}.key", *after)
    return path


def test_key_is_made_and_opens_with_its_words(desk: Desk, tmp_path: Path):
    made = desk.data("key", "create", desk / "new.key", "--holder", "Catalogue owner")
    assert made["holder"] == "Catalogue owner"
    assert desk.data("key", "show", desk / "new.key") == made
    assert desk.data("key", "show", desk / "new.key.pub") == made
    assert unlock_key_file(desk / "new.key", WORDS).public.text == made["key"]
    assert (tmp_path / "new.key").stat().st_mode & 0o077 == 0
    again = desk.run("key", "create", desk / "new.key", "--holder", "Other", code=1)
    assert "is there already" in again.err


def test_root_is_complete_once_two_have_signed(desk: Desk, root: Path):
    shown = desk.data("root", "show", root)
    assert (shown["complete"], shown["threshold"], len(shown["signed_by"])) == (True, 2, 2)
    assert len(shown["fingerprint"].split("-")) == 12
    unsigned = desk / "unsigned"
    desk.run("root", "create", unsigned, *(f"--key={desk / f'{n}.key.pub'}" for n in "ab"))
    assert desk.data("root", "show", unsigned)["complete"] is False
    (desk / "catalogue.db").write_bytes(catalogue(1))
    refused = desk.run("create", desk / "catalogue.db", "--root", unsigned, "--output",
                       desk / "x.release", "--first", code=1)  # fmt: skip
    assert "lacks signatures" in refused.err


def test_root_of_one_key_or_of_one_key_twice_is_refused(desk: Desk):
    key = f"--key={desk / 'a.key.pub'}"
    assert "not possible" in desk.run("root", "create", desk / "r", key, code=2).err
    assert "one key twice" in desk.run("root", "create", desk / "r", key, key, code=1).err
    assert not (desk / "r").exists()


def test_keys_are_replaced_and_sites_follow(desk: Desk, root: Path):
    one = release(desk, root)
    fingerprint = desk.data("verify", one)["fingerprint"]
    desk.run("apply", one, "--trust", fingerprint)
    write_key(desk / "d.key", "Role d")
    keys = [f"--key={desk / f'{name}.key.pub'}" for name in "acd"]
    desk.run("root", "create", desk / "next", "--after", root, *keys)
    for name in "ab":
        desk.run("root", "sign", desk / "next", "--key", desk / f"{name}.key")
    assert desk.data("root", "show", desk / "next")["complete"] is False
    desk.run("root", "sign", desk / "next", "--key", desk / "d.key")
    assert desk.data("root", "show", desk / "next")["complete"] is True
    two = release(desk, desk / "next", 2, "--after", one)
    desk.run("apply", two)
    assert desk.data("history")["open"] == 2


def test_draft_is_complete_at_the_threshold(desk: Desk, root: Path):
    path = draft(desk, root)
    said = desk.data("verify", path, code=1)
    assert (said["right"], said["missing"], said["signed_by"]) == (False, 2, [])
    sign = ("sign", path, "--first", "--key")
    assert "It takes 1 more." in desk.run(*sign, desk / "a.key").err
    assert "signed it already" in desk.run(*sign, desk / "a.key", code=1).err
    write_key(desk / "x.key", "Stranger")
    assert "not one of those" in desk.run(*sign, desk / "x.key", code=1).err
    assert "It is complete." in desk.run(*sign, desk / "b.key").err
    said = desk.data("verify", path)
    assert [one["holder"] for one in said["signed_by"]] == ["Role a", "Role b"]


def test_every_release_has_a_higher_number(desk: Desk, root: Path):
    five = release(desk, root, 5)
    (desk / "catalogue.db").write_bytes(catalogue(5))
    refused = desk.run("create", desk / "catalogue.db", "--root", root, "--output",
                       desk / "x.release", "--after", five, code=1)  # fmt: skip
    assert "every release has a higher number" in refused.err
    assert not (desk / "x.release").exists()
    either = desk.run("create", desk / "catalogue.db", "--root", root, "--output",
                      desk / "x.release", code=2)  # fmt: skip
    assert "--first" in either.err


def test_whoever_signs_says_which_release_was_before(desk: Desk, root: Path):
    one = release(desk, root)
    two = draft(desk, root, 2, "--after", one)
    before = two.read_bytes()
    sign = ("sign", two, "--key", desk / "a.key")
    assert "Say which release was before" in desk.run(*sign, code=2).err
    assert "--first" in desk.run(*sign, "--first", "--after", one, code=2).err
    assert "every release has a higher number" in desk.run(*sign, "--after", two, code=1).err
    assert two.read_bytes() == before
    assert "It takes 1 more." in desk.run(*sign, "--after", one).err


def test_draft_tells_how_it_is_signed(desk: Desk, root: Path):
    made = ("create", desk / "catalogue.db", "--root", root, "--output")
    (desk / "catalogue.db").write_bytes(catalogue(1))
    told = desk.run(*made, desk / "1.release", "--first").err
    assert f"advisor release sign {desk / '1.release'} --key KEY --first" in told
    (desk / "catalogue.db").write_bytes(catalogue(2))
    told = desk.run(*made, desk / "2.release", "--after", desk / "1.release").err
    assert f"{desk / '2.release'} --key KEY --after {desk / '1.release'}" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rollback-floor", 9), "above the release itself"),
        (("--issued", NEXT_YEAR, "--expires", NEXT_YEAR), "before it is issued"),
    ],
)
def test_draft_that_makes_no_sense_is_refused(
    desk: Desk, root: Path, options: tuple[object, ...], said: str
):
    (desk / "catalogue.db").write_bytes(catalogue(1))
    refused = desk.run("create", desk / "catalogue.db", "--root", root, "--output",
                       desk / "x.release", "--first", *options, code=2)  # fmt: skip
    assert said in refused.err


def test_wrong_passphrase_signs_nothing(desk: Desk, root: Path):
    path = draft(desk, root)
    before = path.read_bytes()
    (desk / "words").write_text("quite another passphrase here\n", "utf-8")
    assert "does not open" in desk.run("sign", path, "--first", "--key", desk / "a.key", code=1).err
    assert path.read_bytes() == before


@pytest.mark.parametrize("junk", [b"", b"{}", b"publisher-key-1 00 x", b"\xff" * 40])
def test_file_that_is_no_key_is_told(desk: Desk, junk: bytes):
    (desk / "junk").write_bytes(junk)
    assert "not a publisher's key" in desk.run("key", "show", desk / "junk", code=1).err


def test_first_release_is_trusted_by_its_fingerprint(desk: Desk, root: Path):
    path = release(desk, root)
    assert "trusts no publisher yet" in desk.run("apply", path, code=1).err
    assert "twelve words" in desk.run("apply", path, "--trust", "word", code=2).err
    other = Publisher().root.last.fingerprint
    assert "another fingerprint" in desk.run("apply", path, "--trust", other, code=1).err
    spoken = desk.data("verify", path)["fingerprint"].replace("-", " ").upper()
    seen = desk.data("preview", path, "--trust", spoken)
    assert (seen["release"], seen["open"], seen["first_trust"]) == (1, None, True)
    assert seen["differences"]["added"]
    desk.run("apply", path, "--trust", spoken)
    file = CatalogueFile.read(None, desk / "site")
    assert (file.words, file.release_error) == ("signed by 2 of 3", None)
    assert "open already" in desk.run("apply", path, code=1).err


def test_going_back_takes_a_reason_and_is_in_the_history(desk: Desk, root: Path):
    one = release(desk, root)
    two = release(desk, root, 2, "--after", one)
    desk.run("apply", one, "--trust", desk.data("verify", one)["fingerprint"])
    desk.run("apply", two)
    assert "takes a reason" in desk.run("rollback", 1, "--reason", " ", code=1).err
    assert "keeps no release" in desk.run("rollback", 9, "--reason", "why", code=1).err
    desk.run("rollback", 1, "--reason", "The number in 2 is wrong")
    history = desk.data("history")
    assert [(one["deed"], one["release"]) for one in history["history"]] == [
        ("import", 1), ("import", 2), ("rollback", 1)]  # fmt: skip
    assert history["history"][-1]["reason"] == "The number in 2 is wrong"
    assert (history["open"], history["kept"]) == (1, [2, 1])
    assert "The number in 2 is wrong" in desk.run("history").out
    assert "older than one" in desk.run("apply", one, code=1).err
    desk.run("apply", two)
    assert desk.data("history")["open"] == 2


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Press Ctrl+C each time that releases are done with something."""

    def press(what: str, times: int = 1) -> None:
        deed = getattr(Shelf, what)

        def do(*arguments: object, **options: object) -> object:
            done = deed(*arguments, **options)
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
            return done

        monkeypatch.setattr(Shelf, what, do)

    return press


def test_interrupt_that_comes_before_a_release_is_open_changes_nothing(
    desk: Desk, root: Path, interrupted
):
    one = release(desk, root)
    fingerprint = desk.data("verify", one)["fingerprint"]
    interrupted("verify_not_exposed")
    told = desk.run("apply", one, "--trust", fingerprint, code=1)
    assert told.err.startswith("advisor: stopped.\nadvisor: hint: Nothing is half done.")
    assert told.out == ""
    assert desk.data("history")["open"] is None


def test_interrupt_that_comes_once_a_release_is_open_claims_nothing_else(
    desk: Desk, root: Path, interrupted
):
    one = release(desk, root)
    two = release(desk, root, 2, "--after", one)
    interrupted("switch")
    fingerprint = desk.data("verify", one)["fingerprint"]
    assert "Release 1 is open now." in desk.run("apply", one, "--trust", fingerprint).err
    desk.run("apply", two)
    assert "Release 1 is open now." in desk.run("rollback", 1, "--reason", "why").err
    assert desk.data("history")["open"] == 1


def test_second_interrupt_stops_it_wherever_it_is(desk: Desk, root: Path, interrupted):
    one = release(desk, root)
    fingerprint = desk.data("verify", one)["fingerprint"]
    interrupted("switch", times=2)
    told = desk.run("apply", one, "--trust", fingerprint, code=1)
    assert "If something was to be changed, look whether it was." in told.err
    assert desk.data("history")["open"] == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_publisher_bounds_going_back(desk: Desk, root: Path):
    one = release(desk, root)
    two = release(desk, root, 2, "--after", one, "--rollback-floor", 2)
    desk.run("apply", one, "--trust", desk.data("verify", one)["fingerprint"])
    desk.run("apply", two)
    assert "does not allow" in desk.run("rollback", 1, "--reason", "why", code=1).err


def test_site_without_releases_has_no_history(desk: Desk):
    assert desk.data("history") == {"open": None, "kept": [], "history": []}
    assert "None was ever imported" in desk.run("history").out


def test_key_file_says_nothing_of_the_key(desk: Desk):
    key = unlock_key_file(desk / "a.key", WORDS)
    assert key.reveal().hex() not in (desk / "a.key").read_text("utf-8")
    assert b64encode(key.reveal()).decode() not in (desk / "a.key").read_text("utf-8")
    assert key.reveal().hex() not in repr(key)
