"""Saying on the command line that a line is wrong, and reading what was said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ABOUT = ("slip", "surveillance-support")


@pytest.fixture
def folder(advisor, tmp_path: Path) -> Path:
    slips = tmp_path / "slips"
    for line in ("does", "title"):
        done = advisor(*ABOUT, "--line", line, "--says", "No.", "--output", slips / f"{line}.json")
        assert done.code == 0
    return slips


def test_without_a_line_the_lines_are_listed(advisor):
    done = advisor(*ABOUT)
    assert done.code == 0
    assert "title Name: NCA surveillance support" in done.out
    assert 'advisor slip surveillance-support --line LINE --says "…"' in done.out
    lines = advisor(*ABOUT, "--json").data
    assert lines[0]["key"] == "title"
    assert {line["marking"] for line in lines} == {"OFFICIAL"}


def test_text_to_read_out_is_printed_with_its_marking(advisor):
    done = advisor(*ABOUT, "--line", "does", "--says", "It does more.", "--by", "DC Smith")
    lines = done.out.splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert "What is wrong: It does more." in lines
    assert "From: DC Smith" in lines


def test_slip_is_data(advisor):
    data = advisor(*ABOUT, "--line", "does", "--says", "x", "--json").data
    assert (data["format"], data["entry"], data["part"]) == (1, "surveillance-support", "does")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--says", "x"), 2),
        (("--line", "no-such-line", "--says", "x"), 2),
        (("--line", "does"), 2),
        (("--line", "does", "--says", "x", "--marking", "SECRET"), 2),
        (("--line", "does", "--says", "x", "--marking", "RESTRICTED"), 2),
    ],
)
def test_what_makes_no_slip_is_refused(advisor, options: tuple[str, ...], code: int):
    done = advisor(*ABOUT, *options)
    assert (done.code, done.out) == (code, "")
    assert done.err


def test_slips_of_a_folder_are_read_and_bad_ones_are_told(advisor, folder: Path):
    (folder / "bad.json").write_text("{}")
    (folder / "other.json").write_text("x")
    done = advisor("catalogue", "slips", folder)
    assert done.code == 1
    assert done.out.count("Now: as it was") == 2
    assert "“bad.json” is not a slip" in done.err
    assert "“other.json” is not a slip" in done.err
    assert "Slips read: 2. Not read: 2." in done.err


def test_slips_are_data(advisor, folder: Path):
    (folder / "bad.json").write_text("{}")
    done = advisor("catalogue", "slips", folder, "--json")
    assert [one["standing"] for one in done.data["slips"]] == ["as it was"] * 2
    assert done.data["slips"][0]["now"] == done.data["slips"][0]["quoted"]
    assert len(done.data["problems"]) == 1


def test_code_that_was_read_out_names_the_line(advisor, folder: Path):
    code = json.loads((folder / "does.json").read_text())["code"]
    done = advisor("catalogue", "slips", "--code", code.lower())
    assert done.code == 0
    assert "(surveillance-support). What it does: " in done.out
    wrong = advisor("catalogue", "slips", "--code", f"{code[:-1]}{'2' if code[-1] != '2' else '3'}")
    assert wrong.code == 1
    assert "was misheard" in wrong.err


def test_nothing_named_is_wrong_usage(advisor):
    assert advisor("catalogue", "slips").code == 2
