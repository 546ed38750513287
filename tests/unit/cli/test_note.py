"""Making notes on the command line, and telling whether one is as it was made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.notes.recipe import FORMAT
from advisor.releases.building import build_catalogue
from advisor.session import Session
from advisor.settings import Places
from tests.support.builders import SourceFolder
from tests.support.pdf import with_record
from tests.support.project import ROOT
from tests.support.unwritable import EVERY_FAILURE, fail_at, is_as_it_was, old_note

NOTE = ("note", "create", "surveillance-support", "--fact", "asker=rocu", "--by", "DC Smith")


@pytest.fixture
def made(advisor, tmp_path: Path) -> Path:
    output = tmp_path / "note.html"
    assert advisor(*NOTE, "--output", output).code == 0
    return output


def test_text_is_marked_above_and_below_and_ends_with_the_receipt(advisor):
    done = advisor(*NOTE)
    lines = done.out.splitlines()
    assert done.code == 0
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert lines[-3].startswith("Receipt: ")
    for part in (
        "Made by: DC Smith",
        "Who is asking: A regional organised crime unit (ROCU)",
        "What to do, in this order",
        "Law",
        "Sources",
        "knows what exists, including what is not listed here.",
    ):
        assert part in done.out


def test_what_is_withheld_is_not_in_it(advisor):
    plain = advisor("note", "create", "surveillance-support", "--json")
    told = advisor("note", "create", "surveillance-support", "--json", "--fact", "asker=withheld")
    assert plain.data == told.data


def test_an_answer_that_no_rule_looks_at_is_not_in_it(advisor):
    done = advisor(*NOTE, "--fact", "country_group=eu", "--json")
    assert done.data["made_of"]["answers"] == {"asker": "rocu"}


def test_file_is_verified(advisor, made: Path):
    done = advisor("note", "verify", made)
    assert (done.code, done.err) == (0, "")
    assert "It is the note that this release gives" in done.out


def test_paper_is_verified_too(advisor, tmp_path: Path, qapp):
    output = tmp_path / "note.pdf"
    assert advisor(*NOTE, "--output", output).code == 0
    assert output.read_bytes().startswith(b"%PDF-")
    done = advisor("note", "verify", output)
    assert done.code == 0
    assert "was not compared" in done.out
    assert qapp is not None


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("Adds NCA surveillance teams", "Adds NCA surveillance team", ["content", "advice"]),
        ("&quot;rocu&quot;", "&quot;force&quot;", ["made-of", "advice"]),
        ("&quot;release&quot;:1", "&quot;release&quot;:7", ["made-of", "release"]),
        ("&quot;surveillance-support&quot;", "&quot;no-such&quot;", ["made-of", "not-here"]),
        ("</html>\n", "</html>\n\n", ["content", "advice"]),
    ],
)
def test_what_differs_is_named(advisor, made: Path, old: str, new: str, differs: list[str]):
    text = made.read_text("utf-8")
    assert old in text
    made.write_text(text.replace(old, new), "utf-8")
    done = advisor("note", "verify", made, "--json")
    assert done.code == 1
    assert done.data["differs"] == differs


def test_facts_and_receipt_that_were_both_forged_are_not_what_the_release_gives(advisor, made):
    forged = made.with_name("forged.html")
    other = advisor(*NOTE[:3], "--fact", "asker=force", "--by", "DC Smith", "--output", forged)
    assert other.code == 0
    theirs, ours = forged.read_text("utf-8"), made.read_text("utf-8")
    body = ours[ours.index("<body>") :]
    made.write_text(theirs[: theirs.index("<body>")] + body, "utf-8")
    assert "advice" in advisor("note", "verify", made, "--json").data["differs"]


@pytest.mark.parametrize("content", ["", "<p>x</p>", "%PDF-1.4", "{}"])
def test_what_is_no_note_is_refused(advisor, tmp_path: Path, content: str):
    file = tmp_path / "x.html"
    file.write_text(content, "utf-8")
    done = advisor("note", "verify", file)
    assert (done.code, done.out) == (1, "")
    assert "“x.html” is not an advice note" in done.err


def test_newer_note_is_refused(advisor, made: Path):
    text = made.read_text("utf-8")
    newer = text.replace(f"&quot;format&quot;:{FORMAT}", f"&quot;format&quot;:{FORMAT + 1}")
    made.write_text(newer, "utf-8")
    assert "newer version" in advisor("note", "verify", made).err


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("no-such",), 1, "There is no entry"),
        (("rocu", "--for", "SECRET"), 2, "a clearance that you have open"),
        (("rocu", "--words", "SECRET", "x"), 2, "You cannot mark anything SECRET"),
        (("rocu", "--by", "x" * 300), 2, "too long"),
        (("rocu", "--output", "x.doc"), 2, "Name it .html"),
        (("surveillance-support", "--fact", "asker=nobody"), 2, "is not an answer"),
    ],
)
def test_what_makes_no_note_is_refused(advisor, arguments: tuple[str, ...], code: int, why: str):
    done = advisor("note", "create", *arguments)
    assert (done.code, done.out) == (code, "")
    assert why in done.err


def test_file_that_cannot_be_written_leaves_the_old_one(advisor, tmp_path: Path):
    folder = tmp_path / "file"
    folder.write_text("old")
    done = advisor(*NOTE, "--output", folder / "note.html")
    assert done.code == 1
    assert "could not be written" in done.err
    assert folder.read_text() == "old"


@pytest.mark.parametrize("suffix", ["pdf", "html", "txt"])
@EVERY_FAILURE
def test_file_that_cannot_be_replaced_is_as_it_was_and_one_sentence_says_why(
    advisor,
    qapp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    call: str,
    number: int,
    why: str,
):
    path = old_note(tmp_path, suffix)

    fail_at(monkeypatch, call, number)
    done = advisor(*NOTE, "--output", path)
    assert (done.code, done.out) == (1, "")
    assert done.err.count(why) == 1
    assert "Nothing was changed." in done.err
    assert is_as_it_was(path)
    assert qapp is not None


def test_file_that_is_read_only_is_left(advisor, tmp_path: Path):
    path = old_note(tmp_path, "html")
    path.chmod(0o444)
    done = advisor(*NOTE, "--output", path)
    assert (done.code, "it is read-only" in done.err) == (1, True)
    assert is_as_it_was(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_a_long_note_says_how_far_it_is_and_ctrl_c_leaves_nothing(tmp_path: Path):
    path = old_note(tmp_path, "pdf")
    session = Session.open(None, Places(tmp_path / "site", tmp_path / "home"))
    entries = [head.id for head in session.catalogue.heads][:200]
    at = ("--site", str(tmp_path / "site"), "--home", str(tmp_path / "home"))
    command = [sys.executable, "-m", "advisor", "note", "create", *entries, "--whole"]
    begun = b"Drawing pages, per cent: "
    said, seen = on_a_terminal([*command, "--output", str(path), *at], begun)
    assert seen.returncode == 1
    assert b"Making the note, entries: " in said
    assert is_as_it_was(path)


def on_a_terminal(command: list[str], until: bytes) -> tuple[bytes, subprocess.Popen[bytes]]:
    """Run a command whose messages go to a terminal, and press Ctrl+C once it says something."""
    ours, theirs = os.openpty()
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=ROOT, start_new_session=True
    ) as child:
        os.close(theirs)
        said = b""
        while until not in said and (more := os.read(ours, 4096)):
            said += more
        child.send_signal(signal.SIGINT)
        child.wait(60)
    os.close(ours)
    return said, child


def test_several_entries_are_chapters_in_order(advisor):
    done = advisor("note", "create", "rocu", "surveillance-support", "rocu", "--json")
    assert done.data["made_of"]["entries"] == ["rocu", "surveillance-support"]
    assert json.dumps(done.data)


# ── a note that somebody holds in hand ───────────────────────────────────────

BYTE = "The file was changed after it was made."
FACTS = "What it says it was made of, such as its facts, was changed afterwards."
RELEASE = "It was made from another release than the one that is open."
ADVICE = "It is not what the release that is open gives for these facts."


@pytest.fixture(params=["html", "pdf"])
def sent(request: pytest.FixtureRequest, advisor, file: Path, tmp_path: Path, qapp) -> Path:
    """A note that was made from release 7 of a small catalogue."""
    assert qapp is not None
    path = tmp_path / f"sent.{request.param}"
    facts = ("--fact", "serious=yes", "--catalogue", file)
    assert advisor("note", "create", "kidnap-unit", *facts, "--output", path).code == 0
    return path


def told(advisor, sent: Path, file: Path) -> list[str]:
    """Return the sentences that whoever checks it is told."""
    done = advisor("note", "verify", sent, "--catalogue", file)
    said = advisor("note", "verify", sent, "--catalogue", file, "--json").data["words"]
    assert all(words in done.out for words in said)
    assert done.code == (0 if said[0].startswith("It is the note") else 1)
    return said


def test_note_as_it_was_sent_is_the_one_that_its_release_gives(advisor, sent: Path, file: Path):
    assert told(advisor, sent, file) == [
        "It is the note that this release gives for these facts. Nothing was changed."
    ]


def test_any_changed_byte_is_told(advisor, sent: Path, file: Path):
    data = sent.read_bytes()
    seen = data.index(b"Kidnap unit") if sent.suffix == ".html" else data.index(b"endstream") - 9
    sent.write_bytes(data[:seen] + bytes([data[seen] ^ 1]) + data[seen + 1 :])
    said = told(advisor, sent, file)
    assert said[0] == BYTE
    assert FACTS not in said
    assert RELEASE not in said


def test_facts_that_were_edited_afterwards_are_told(advisor, sent: Path, file: Path):
    if sent.suffix == ".html":
        edited = sent.read_bytes().replace(b"serious&quot;:&quot;yes", b"serious&quot;:&quot;no")
    else:
        edited = with_record(sent.read_bytes(), b'"serious":"yes"', b'"serious":"no"')
    assert edited != sent.read_bytes()
    sent.write_bytes(edited)
    said = told(advisor, sent, file)
    assert said[0] == FACTS
    assert RELEASE not in said
    assert ADVICE in said


def test_note_of_another_release_is_told_and_no_other_fault_is(
    advisor, sent: Path, sources: SourceFolder, tmp_path: Path
):
    text = (sources.path / "catalogue.yaml").read_text("utf-8")
    sources.write("catalogue.yaml", text.replace("release: 7", "release: 8"))
    build_catalogue(sources.path, tmp_path / "next.db")
    assert told(advisor, sent, tmp_path / "next.db") == [RELEASE]
