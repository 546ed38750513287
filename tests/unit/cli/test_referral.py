"""Facts for the ROCC, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.sealing.age import generate_identity

FACTS = ("--fact", "asker=rocu", "--fact", "life_at_risk=yes")


def test_sheet_is_printed_and_its_line_is_taken(advisor):
    sheet = advisor("referral", "create", *FACTS)
    assert sheet.code == 0
    assert sheet.out.splitlines()[0] == "OFFICIAL"
    line = advisor("referral", "create", *FACTS, "--json").data["line"]
    assert line in sheet.out
    done = advisor("referral", "open", "--line", line, "--json")
    assert done.data == {"answers": {"life_at_risk": "yes", "asker": "rocu"}}
    told = advisor("referral", "open", "--line", line)
    assert "Go on with: advisor advise --fact life_at_risk=yes --fact asker=rocu" in " ".join(
        told.out.split()
    )


def test_file_is_sealed(advisor, tmp_path: Path):
    key, file = generate_identity().recipient.text, tmp_path / "referral.age"
    made = ("referral", "create", "surveillance-support", *FACTS, "--about", "A boat.")
    done = advisor(*made, "--to", key, "--output", file)
    assert done.code == 0
    assert "sealed to that key alone" in done.err
    assert file.read_bytes().startswith(b"age-encryption.org/")
    assert b"boat" not in file.read_bytes()
    shut = advisor("referral", "open", file)
    assert shut.code == 1
    assert "is sealed" in shut.err


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("create", "--to", "age1x"), 2, "needs a public key and a file"),
        (("create", "--to", "age1x", "--output", "x"), 1, "not a public key"),
        (("create", "no-such", "--to", "age1x", "--output", "x"), 1, "There is no entry"),
        (("open",), 2, "Name one file"),
        (("open", "--line", "1: 1a ZZZ"), 2, "misheard"),
        (("open", "no-such-file"), 1, "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told(advisor, arguments: tuple[str, ...], code: int, why: str):
    done = advisor("referral", *arguments)
    assert (done.code, done.out) == (code, "")
    assert why in done.err
