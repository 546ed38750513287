"""The audit log on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.audit.files import audit_path
from advisor.audit.record import Kind
from advisor.audit.uses import Uses
from advisor.settings import find_places
from tests.support.age_file import seal_with_passphrase
from tests.support.audit import AUDITOR, STRANGER, Desk

WORDS = "rumble waffle gnome abacus onion cactus"
NO_KEY = "Without the auditor's identity a check finds accidents, not what somebody rewrote."
NO_ANCHOR = "Without an anchor nobody sees whether a whole older copy was put back."


class Person:
    """An identity file that costs nothing to open."""

    def __init__(self, folder: Path, identity) -> None:
        folder.mkdir()
        self.file, self.words = folder / "me.age", folder / "words.txt"
        self.file.write_bytes(seal_with_passphrase(f"{identity.reveal()}\n".encode(), WORDS))
        self.words.write_text(WORDS, "utf-8")

    @property
    def options(self) -> list[object]:
        return ["--identity", self.file, "--passphrase-file", self.words]


@pytest.fixture
def desk() -> Desk:
    desk = Desk(audit_path(find_places().home))
    desk.record("one", "two")
    desk.record("three", kind=Kind.EXPORT)
    return desk


@pytest.fixture
def auditor(tmp_path: Path) -> list[object]:
    return Person(tmp_path / "auditor", AUDITOR).options


def test_auditor_is_shown_the_details(advisor, desk: Desk, auditor):
    shown = advisor("audit", "show", "--json", *auditor)
    assert (shown.code, shown.err) == (0, "")
    assert [record["number"] for record in shown.data] == [1, 2, 3]
    assert shown.data[2] == {
        "log": desk.files.name,
        "number": 3,
        "at": "2026-06-03T12:00:03Z",
        "kind": "export",
        "hash": desk.state.head,
        "details": {
            "who": "ann",
            "subject": "kidnap-unit",
            "label": "SECRET",
            "outcome": "done",
            "note": "three",
        },
    }
    text = advisor("audit", "show", *auditor).out
    assert f"Log {desk.files.name}" in text
    assert "2026-06-03 12:00:03 UTC  export" in text
    assert "ann, done, kidnap-unit, SECRET, three" in text


def test_others_are_shown_number_time_and_kind(advisor, desk: Desk):
    shown = advisor("audit", "show", "--json")
    assert {record["details"] for record in shown.data} == {None}
    text = advisor("audit", "show").out
    assert "2026-06-03 12:00:01 UTC  check" in text
    assert "ann" not in text


def test_records_of_one_kind_are_shown(advisor, desk: Desk):
    assert [
        one["number"] for one in advisor("audit", "show", "--kind", "export", "--json").data
    ] == [3]
    assert advisor("audit", "show", "--kind", "nothing").code == 2


def test_sound_log_is_said_to_be_and_what_was_not_checked_is_too(advisor, desk: Desk, auditor):
    done = advisor("audit", "verify", *auditor)
    assert done.code == 0
    assert f"Log {desk.files.name}, lines: 3" in done.out
    assert "Nothing is wrong with it, checked with the first key." in done.out
    anchor = str(desk.open().find_anchor())
    assert f"Anchor, to be noted elsewhere: {anchor}" in done.out
    assert done.err.splitlines() == [NO_ANCHOR]
    bare = advisor("audit", "verify")
    assert "checked without the first key" in bare.out
    assert bare.err.splitlines() == [NO_KEY, NO_ANCHOR]
    assert advisor("audit", "verify", "--anchor", anchor, *auditor).err == ""


def test_findings_are_named_by_line_with_exit_code_1(advisor, desk: Desk, auditor):
    desk.lines = [desk.lines[0], desk.lines[2]]
    done = advisor("audit", "verify", *auditor)
    assert done.code == 1
    assert "- Line 2: Record 2 is missing before it." in done.out
    assert "Anchor" not in done.out
    data = advisor("audit", "verify", "--json", *auditor)
    assert data.code == 1
    (log,) = data.data["logs"]
    assert log == {
        "log": desk.files.name,
        "sound": False,
        "lines": 2,
        "anchor": None,
        "keyed": True,
        "findings": [{"line": 2, "last": 2, "problem": "Record 2 is missing before it."}],
        "notes": [NO_ANCHOR],
    }


def test_older_copy_is_found_with_an_anchor(advisor, desk: Desk, auditor):
    old = desk.snapshot()
    (noted,) = desk.record("four")
    desk.put_back(old)
    assert advisor("audit", "verify", *auditor).code == 0
    done = advisor("audit", "verify", "--anchor", str(noted).lower(), *auditor)
    assert done.code == 1
    assert "an older copy was put back" in " ".join(done.out.split())


def test_what_is_no_anchor_is_wrong_usage(advisor, desk: Desk):
    done = advisor("audit", "verify", "--anchor", "17")
    assert (done.code, done.out) == (2, "")
    assert "That is not an anchor of an audit log." in done.err


@pytest.fixture
def allowed() -> None:
    """A site that lets SECRET be written to a file."""
    site = find_places().site
    site.mkdir(parents=True, exist_ok=True)
    (site / "policy.toml").write_text('export_up_to = "SECRET"\n', "utf-8")


def test_nothing_above_what_the_site_allows_is_exported(advisor, desk: Desk, auditor, tmp_path):
    file = tmp_path / "events.jsonl"
    done = advisor("audit", "export", "--output", file, *auditor)
    assert (done.code, done.out) == (1, "")
    assert "Your organisation lets records up to OFFICIAL-SENSITIVE be exported" in done.err
    assert not file.exists()
    assert advisor("audit", "export", "--output", file).code == 0


@pytest.mark.usefixtures("allowed")
def test_export_is_a_line_of_json_for_each_record(advisor, desk: Desk, auditor, tmp_path: Path):
    done = advisor("audit", "export", *auditor)
    events = [json.loads(line) for line in done.out.splitlines()]
    assert [event["event"]["sequence"] for event in events] == [1, 2, 3]
    assert {event["user"]["name"] for event in events} == {"ann"}
    file = tmp_path / "events.jsonl"
    written = advisor("audit", "export", "--output", file, "--kind", "export", *auditor)
    assert (written.code, written.out) == (0, "")
    assert f"Records written: 1, to {file}." in written.err
    assert json.loads(file.read_text("utf-8"))["labels"]["note"] == "three"
    bare = advisor("audit", "export").out
    assert "ann" not in bare
    assert len(bare.splitlines()) == 3


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("command", ["show", "export"])
def test_altered_log_is_read_with_a_warning(advisor, desk: Desk, auditor, command: str):
    desk.lines = desk.lines[:2]
    done = advisor("audit", command, *auditor)
    assert done.code == 0
    assert done.err.strip() == (
        f"Log {desk.files.name} is not as it was written. Findings: 1. "
        "advisor audit verify names them."
    )


def test_folder_is_named(advisor, tmp_path: Path, auditor):
    for account in ("ann", "bob"):
        Desk(tmp_path / "logs", account).record("one")
    done = advisor("audit", "verify", "--folder", tmp_path / "logs", "--json", *auditor)
    assert [log["sound"] for log in done.data["logs"]] == [True, True]
    assert len(advisor("audit", "show", "--folder", tmp_path / "logs", "--json").data) == 2


@pytest.mark.parametrize("command", ["show", "verify", "export"])
def test_folder_without_a_log_is_refused_and_no_passphrase_asked(advisor, tmp_path, command: str):
    done = advisor("audit", command, "--identity", tmp_path / "none.age", "--folder", tmp_path)
    assert (done.code, done.out) == (1, "")
    assert "There is no audit log in this folder." in done.err


def test_identity_of_somebody_else_opens_nothing(advisor, desk: Desk, tmp_path: Path):
    stranger = Person(tmp_path / "stranger", STRANGER).options
    assert {one["details"] for one in advisor("audit", "show", "--json", *stranger).data} == {None}
    done = advisor("audit", "verify", *stranger)
    assert done.code == 1
    assert "is not one for this log and this identity" in " ".join(done.out.split())


def test_nothing_that_was_recorded_acts_on_the_terminal(advisor, desk: Desk, auditor):
    desk.record("\x1b[2J\n\u202e")
    out = advisor("audit", "show", *auditor).out
    assert r"\x1b[2J\x0a\u202e" in out
    assert "\x1b" not in out


def test_reading_leaves_the_folder_as_it_was(advisor, desk: Desk, auditor):
    before = desk.snapshot()
    for command in ("show", "verify", "export"):
        advisor("audit", command, *auditor)
    assert desk.snapshot() == before


def test_auditor_writes_who_signed_in_and_only_with_their_identity(
    advisor, desk: Desk, auditor, tmp_path: Path
):
    desk.record("in", kind=Kind.SIGN_IN)
    written = tmp_path / "uses.json"
    done = advisor("audit", "uses", "--output", written, *auditor)
    assert (done.code, done.out) == (0, "")
    assert Uses.from_bytes(written.read_bytes()).last == desk.clock.now.date()
    refused = advisor("audit", "uses")
    assert refused.code == 1
    assert "No record of these logs opens for this identity." in refused.err
