"""Setting a site up on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.sealing.identity import protect
from tests.support.sealing import PASSPHRASE, somebody

ANN, AUDITOR, STRANGER = somebody(30), somebody(31), somebody(32)


@pytest.fixture(scope="module")
def ann(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    folder = tmp_path_factory.mktemp("ann")
    (folder / "me.age").write_bytes(protect(ANN, PASSPHRASE))
    (folder / "words").write_text(f"{PASSPHRASE}\n", "utf-8")
    return ["--identity", folder / "me.age", "--passphrase-file", folder / "words"]


@pytest.fixture
def at(tmp_path: Path) -> list[object]:
    return ["--site", tmp_path / "site", "--home", tmp_path / "home"]


def init(**others: object) -> list[object]:
    usual = {
        "label": "SECRET/ALDER",
        "auditor": AUDITOR.recipient,
        "region": "South East",
        "force": "surrey-police",
        "name": "Ann Smith",
        "vetting": "SC",
        "valid-until": "2099-12-31",
    }
    named = [part for name, value in {**usual, **others}.items() for part in (f"--{name}", value)]
    return ["site", "init", "--label", "SECRET", *named]


def test_site_is_set_up_and_its_keys_are_for_whoever_holds_them(
    advisor, at: list[object], ann: list[object], tmp_path: Path
):
    done = advisor(*at, *ann, *init(), "--json")
    assert done.code == 0, done.err
    assert (done.data["region"], done.data["forces"]) == ("south-east", ["surrey-police"])
    assert done.data["administrators"] == [ANN.recipient.text]
    again = advisor(*at, *ann, *init(), "--json")
    assert (again.code, again.data) == (0, done.data)
    other = advisor(*at, *ann, *init(force="kent-police"))
    assert (other.code, other.out) == (1, "")
    assert "set up already, and otherwise" in other.err
    keys = advisor(*at, *ann, "site", "keys", "--json")
    assert keys.data["marking"] == "SECRET/ALDER"
    assert set(keys.data["keys"]) == {"SECRET", "SECRET/ALDER"}
    file = tmp_path / "keys.yaml"
    written = advisor(*at, *ann, "site", "keys", "--output", file)
    assert written.err.splitlines()[0] == "Marked SECRET/ALDER."
    assert file.read_text("utf-8") == advisor(*at, *ann, "site", "keys").out
    kinds = advisor(*at, "audit", "show", "--json").data
    assert [record["kind"] for record in kinds] == ["site-set-up", "export"]


def test_status_takes_no_identity_and_names_no_label(advisor, at: list[object], ann: list[object]):
    before = advisor(*at, "site", "status", "--json")
    assert before.data[0]["done"] is False
    advisor(*at, *ann, *init())
    done = advisor(*at, "site", "status")
    assert done.code == 0
    assert "[ ] administrators: There is one." in done.out
    assert "ALDER" not in done.out
    assert "Ann" not in done.out


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ({"label": "SECRT"}, 2, "There is no classification “SECRT”"),
        ({"label": "OFFICIAL"}, 2, "OFFICIAL is not sealed"),
        ({"region": "narnia"}, 2, "There is no region “narnia”"),
        ({"valid-until": "31/12/2027"}, 2, "is not a day. Write it as 2027-03-31."),
        ({"auditor": "age1"}, 1, "not a public key"),
    ],
)
def test_what_is_typed_wrongly_is_told_before_a_passphrase_is_asked_for(
    advisor, at: list[object], wrong: dict[str, object], code: int, said: str
):
    done = advisor(*at, *init(**wrong))
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_keys_take_an_administrator(advisor, at: list[object]):
    done = advisor(*at, "site", "keys")
    assert (done.code, done.out) == (2, "")
    assert "takes an administrator who is signed in" in done.err
    done = advisor(*at, "--identity", "nowhere.age", "site", "keys")
    assert (done.code, done.out) == (1, "")
    assert "This site is not set up." in done.err
