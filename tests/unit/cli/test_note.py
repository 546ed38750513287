"""Making notes on the command line, and telling whether one is as it was made."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from advisor.notes.recipe import FORMAT

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


def test_full_disk_leaves_the_old_note_whole_and_nothing_beside_it(advisor, made, monkeypatch):
    before = made.read_bytes()

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("advisor.durable.os.fsync", fail)
    done = advisor(*NOTE, "--whole", "--output", made)
    assert done.code == 1
    assert done.err.count("no space left on device") == 1
    assert made.read_bytes() == before
    assert [path for path in made.parent.iterdir() if path.suffix == ".new"] == []


def test_several_entries_are_chapters_in_order(advisor):
    done = advisor("note", "create", "rocu", "surveillance-support", "rocu", "--json")
    assert done.data["made_of"]["entries"] == ["rocu", "surveillance-support"]
    assert json.dumps(done.data)
