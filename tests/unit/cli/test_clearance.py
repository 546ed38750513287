"""Registering, granting, revoking and listing on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor.audit.uses import Use, Uses
from advisor.catalogue.store import read_sealed
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import Label
from advisor.people.site import load_site
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity, Recipient
from advisor.settings import Places
from advisor.unsealing import find_granted, open_sections
from tests.support.labelled import RELEASE, everything
from tests.support.people import Town
from tests.support.sealed import Site
from tests.support.sealing import somebody

ANN, BEN, AUDITOR, EVE = somebody(40), somebody(41), somebody(42), somebody(44)
PEOPLE = {"ann": ANN, "ben": BEN, "eve": EVE}


class Unlocked:
    """In place of the seconds that a passphrase takes: an identity by the name of its file."""

    def __call__(self, file: Path, passphrase_file: Path | None, home: Path) -> Identity:
        return PEOPLE[file.stem]


class Desk:
    """Commands at one site, each by somebody."""

    def __init__(self, advisor, folder: Path) -> None:
        self.advisor = advisor
        self.site, self.home = folder / "site", folder / "home"

    def __call__(self, who: str, *words: object):
        at = ["--site", self.site, "--home", self.home]
        return self.advisor(*at, "--identity", f"{who}.age", *words)

    def set_up(self, *labels: str) -> None:
        named = [part for label in labels for part in ("--label", label)]
        where = ["--region", "south-east", "--auditor", AUDITOR.recipient]
        me = ["--name", "Ann Smith", "--vetting", "DV", "--valid-until", "2099-12-31"]
        done = self("ann", "site", "init", *named, *where, *me)
        assert done.code == 0, done.err

    def add(self, name: str, identity: Identity, *more: object) -> str:
        about = ["--name", name, "--vetting", "SC", "--valid-until", "2099-06-30"]
        key = ["--key", identity.recipient]
        done = self("ann", "clearance", "person", "add", *about, *key, *more, "--json")
        assert done.code == 0, done.err
        return done.data["id"]


@dataclass
class PublicHalf:
    """All that a publisher has of a label's key."""

    recipient: Recipient


@pytest.fixture
def desk(advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for module in ("advisor.cli.office", "advisor.cli.context", "advisor.cli.audit"):
        monkeypatch.setattr(f"{module}.unlock", Unlocked())
    desk = Desk(advisor, tmp_path)
    desk.set_up("OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER")
    return desk


def test_person_is_registered_granted_listed_and_revoked(desk: Desk):
    person = desk.add("Ben Jones", BEN, "--compartment", "ALDER", "--unit", "Fraud")
    granted = desk("ann", "clearance", "grant", "--person", person, "--label", "SECRET", "--json")
    assert granted.data == {
        "person": person,
        "granted": ["OFFICIAL-SENSITIVE", "SECRET"],
        "held": [],
    }
    again = desk("ann", "clearance", "grant", "--person", "Ben Jones", "--label", "SECRET/ALDER")
    assert "Granted to Ben Jones: SECRET/ALDER." in again.out
    assert "Held already: OFFICIAL-SENSITIVE, SECRET." in again.out

    listed = desk("ann", "clearance", "list", "--json")
    assert [one["name"] for one in listed.data] == ["Ben Jones", "Ann Smith"]
    assert listed.data[0]["labels"] == ["OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER"]
    assert listed.err.splitlines()[0] == "Marked SECRET/ALDER."
    assert "Who has used what is not known here" in listed.err

    done = desk("ann", "clearance", "revoke", "--person", person, "--label", "SECRET")
    assert "Revoked from Ben Jones: SECRET, SECRET/ALDER." in done.out
    assert "It takes nothing back that they have" in " ".join(done.out.split())
    assert "advisor site keys --output FILE" in done.out
    kinds = [record["kind"] for record in desk("ann", "audit", "show", "--json").data]
    assert kinds == [
        "site-set-up",
        "register-change",
        *["grant"] * 3,
        *["revocation"] * 2,
    ]


def test_what_needs_looking_after_is_named(desk: Desk):
    person = desk.add("Ben Jones", BEN)
    assert "! Holds nothing." in desk("ann", "clearance", "list").out
    desk("ann", "clearance", "grant", "--person", person, "--label", "SECRET")
    change = ["clearance", "person", "change", person]
    assert desk("ann", *change, "--valid-until", "2020-01-01", "--role", "Detective").code == 0
    out = " ".join(desk("ann", "clearance", "person", "show", "Ben Jones").out.split())
    assert "Detective, vetting SC, valid until 2020-01-01" in out
    assert "! Expired: the policy refuses it, cryptography cannot." in out
    (desk.site / "policy.toml").write_text(
        '[vetting]\nSC = { classification = "OFFICIAL-SENSITIVE", source = "test" }\n', "utf-8"
    )
    assert "Holds more than they may" in desk("ann", "clearance", "list").out


def test_person_show_prints_data(desk: Desk):
    done = desk("ann", "clearance", "person", "show", "Ann Smith", "--json")
    assert done.data["administrator"] is True
    assert done.data["key"] == ANN.recipient.text


def test_reader_does_not_see_the_register(desk: Desk):
    desk.add("Ben Jones", BEN)
    for command in (["clearance", "list"], ["site", "keys"], ["clearance", "person", "show", "x"]):
        done = desk("ben", *command)
        assert (done.code, done.out) == (1, "")
        assert "This identity does not administer this site." in done.err


def test_second_administrator_takes_over(desk: Desk):
    person = desk.add("Ben Jones", BEN, "--compartment", "ALDER")
    desk("ann", "clearance", "grant", "--person", person, "--label", "SECRET/ALDER")
    change = ["clearance", "person", "change"]
    only = desk("ann", *change, "Ann Smith", "--no-administrator")
    assert (only.code, "This is the only administrator" in only.err) == (1, True)
    assert desk("ann", *change, person, "--administrator").code == 0
    assert desk("ben", *change, "Ann Smith", "--no-administrator").code == 0
    assert desk("ann", "clearance", "list").code == 1
    assert load_site(desk.site).administrators == (BEN.recipient.text,)


def test_site_is_changed(desk: Desk):
    done = desk("ann", "site", "change", "--label", "TOP SECRET", "--force", "kent-police")
    assert done.code == 0, done.err
    assert "Changed: labels, forces." in done.err
    assert "TOP SECRET" in desk("ann", "site", "keys", "--json").data["keys"]
    assert load_site(desk.site).forces == ("kent-police",)
    refused = desk("ann", "site", "change", "--label", "SECRET/BIRCH")
    assert (refused.code, "not registered as briefed into BIRCH" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["grant", "--person", "Ann Smith", "--label", "SECRET/BIRCH"], 2, "has no key for"),
        (["grant", "--person", "nobody", "--label", "SECRET"], 2, "There is nobody “nobody”"),
        (["revoke", "--person", "Ann Smith"], 2, "Name what to take."),
        (["revoke", "--person", "Ann Smith", "--all", "--label", "SECRET"], 2, "Name what to take"),
        (["revoke", "--person", "Ann Smith", "--all"], 1, "cannot revoke what you hold yourself"),
        (["person", "change", "Ann Smith"], 2, "Nothing is to be changed."),
        (["person", "change", "Ann Smith", "--key", "x"], 1, "not a public key"),
        (["person", "change", "Ann Smith", "--vetting", "RV"], 1, "holds labels that this change"),
    ],
)
def test_what_cannot_be_done_is_told(desk: Desk, words: list[object], code: int, said: str):
    before = Town(desk.site).whole()
    done = desk("ann", "clearance", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert Town(desk.site).whole() == before


def test_who_never_signed_in_is_named_once_the_auditor_has_said_who_did(desk: Desk, tmp_path: Path):
    person = desk.add("Ben Jones", BEN)
    desk("ann", "clearance", "grant", "--person", person, "--label", "SECRET")
    today = datetime.now(UTC).date()
    seen = Use(key=ANN.recipient.text, last=today)
    path = tmp_path / "uses.json"
    path.write_bytes(Uses(format=1, first=today, last=today, uses=(seen,)).to_bytes())
    listed = desk("ann", "clearance", "list", "--uses", path, "--json")
    remarks = {one["name"]: " ".join(one["remarks"]) for one in listed.data}
    assert "Not used: no sign-in in the logs" in remarks["Ben Jones"]
    assert "Not used" not in remarks["Ann Smith"]
    assert "not known here" in desk("ann", "clearance", "list").err
    path.write_text("{}")
    assert "It is no list of uses." in desk("ann", "clearance", "list", "--uses", path).err


def test_nobody_who_is_not_signed_in_is_listened_to(desk: Desk, advisor):
    for words in (["clearance", "list"], ["clearance", "revoke", "--person", "x", "--all"]):
        done = advisor("--site", desk.site, "--home", desk.home, *words)
        assert (done.code, done.out) == (2, "")
        assert "an administrator who is signed in" in done.err


def publish(desk: Desk, folder: Path) -> Path:
    """Publish a catalogue as somebody does who has what ``site keys`` prints, and no more."""
    keys = desk("ann", "site", "keys", "--json").data["keys"]
    publisher = Site(folder)
    publisher.places = Places(desk.site, desk.home)
    for label, key in keys.items():
        publisher.keys[Label.parse(label)] = PublicHalf(Recipient.parse(key))
    publisher.publish(part_sections(everything(), RELEASE))
    return publisher.file


def test_release_after_a_revocation_opens_for_whoever_kept_the_label_alone(
    desk: Desk, tmp_path: Path
):
    """SECURITY.md, case 47, from set-up to the second release."""

    def reads(who: str, file: Path) -> str:
        err = desk(who, "--catalogue", file, "search", "boat").err
        return next((line for line in err.splitlines() if "marked up to" in line), "")

    for name, identity in (("Ben Jones", BEN), ("Eve Stone", EVE)):
        desk.add(name, identity)
        desk("ann", "clearance", "grant", "--person", name, "--label", "SECRET")
    first = publish(desk, tmp_path / "first")
    assert "SECRET" in reads("ben", first)
    kept = {path: path.read_bytes() for path in (desk.site / "grants").iterdir()}
    desk("ann", "clearance", "revoke", "--person", "Ben Jones", "--all")
    assert reads("ben", first) == ""  # by policy, and because the grants are gone
    assert "SECRET" in reads("eve", first)
    second = publish(desk, tmp_path / "second")
    for path, content in kept.items():
        path.write_bytes(content)  # as Ben kept them
    assert reads("ben", second) == ""
    assert "SECRET" in reads("eve", second)
    assert BEN.recipient.text not in str(desk("ann", "site", "keys").out)
    old = find_granted(desk.site, BEN)
    opened = {}
    for file in (first, second):
        read = CatalogueFile.read(file, desk.site)
        found = open_sections(read.official, read_sealed(read.data, file.name), old)
        opened[file] = len(found.sections)
    assert opened == {first: 3, second: 1}  # what he has opens the first release, in any program


def test_check_of_separation_names_what_it_compared_and_what_not(desk: Desk, tmp_path: Path):
    file = publish(desk, tmp_path / "publisher")
    done = desk("ann", "--catalogue", file, "clearance", "separation", "--json")
    assert done.code == 0
    assert [one["label"] for one in done.data["clearances"]] == [
        "OFFICIAL",
        "OFFICIAL-SENSITIVE",
        "SECRET",
        "SECRET/ALDER",
    ]
    assert {one["differences"] for one in done.data["clearances"]} == {0}
    assert (done.data["separate"], done.data["not_opened"]) == (True, [])
    assert done.err.splitlines()[-1] == "Marked SECRET/ALDER."

    desk.add("Ben Jones", BEN)
    desk("ann", "clearance", "grant", "--person", "Ben Jones", "--label", "OFFICIAL-SENSITIVE")
    reader = desk("ben", "--catalogue", file, "clearance", "separation")
    assert "- OFFICIAL-SENSITIVE: actions compared:" in reader.out
    assert "SECRET" not in reader.out.replace("OFFICIAL-SENSITIVE", "")
    assert "is known to its administrators alone" in " ".join(reader.out.split())
    change = ["clearance", "person", "change", "Ben Jones", "--administrator"]
    assert desk("ann", *change).code == 0
    administrator = desk("ben", "--catalogue", file, "clearance", "separation")
    assert "Not opened, so not compared: SECRET, SECRET/ALDER." in administrator.out


def test_difference_fails_the_check_of_separation(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = publish(desk, tmp_path / "publisher")
    monkeypatch.setattr("advisor.releases.separation.reduce", lambda sections: sections[:1])
    done = desk("ann", "--catalogue", file, "clearance", "separation")
    assert done.code == 1
    assert "  ! everything listed" in done.out


def test_release_sealed_to_the_keys_of_the_site_opens_for_whoever_was_granted_them(
    desk: Desk, tmp_path: Path
):
    """From set-up to reading: the publisher has the public keys of ``site keys`` alone."""
    file = publish(desk, tmp_path / "publisher")
    person = desk.add("Ben Jones", BEN)
    desk("ann", "clearance", "grant", "--person", person, "--label", "SECRET")
    done = desk("ben", "--catalogue", file, "selftest")
    assert "marked up to SECRET." in done.err
    done = desk("ann", "--catalogue", file, "selftest")
    assert "marked up to SECRET/ALDER." in done.err
