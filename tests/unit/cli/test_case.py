"""Answers kept in a case file, from one command to the next."""

from __future__ import annotations

import json
from pathlib import Path


def test_answers_are_saved_and_count_the_next_time(advisor, file: Path, tmp_path: Path):
    case = tmp_path / "thistle.json"
    first = advisor(
        *("check", "kidnap-unit", "--catalogue", file, "--json", "--case", case, "--save"),
        *("--fact", "serious=yes"),
    )
    assert first.code == 0
    assert "Saved" in first.err
    again = advisor("check", "kidnap-unit", "--catalogue", file, "--json", "--case", case)
    assert again.data == first.data
    assert json.loads(case.read_text("utf-8"))["name"] == "thistle"


def test_a_typed_answer_goes_before_the_saved_one_and_nothing_is_written_unasked(
    advisor, file: Path, tmp_path: Path
):
    case = tmp_path / "thistle.json"
    common = ("--catalogue", file, "--case", case)
    advisor("advise", *common, "--save", "--fact", "serious=yes", "--about", "a boat")
    before = case.read_bytes()
    typed = advisor("check", "kidnap-unit", *common, "--json", "--fact", "serious=no")
    plain = advisor(
        *("check", "kidnap-unit", "--catalogue", file, "--json", "--fact", "serious=no")
    )
    assert typed.data == plain.data
    assert case.read_bytes() == before
    assert json.loads(before)["description"] == "a boat"


def test_what_is_withheld_is_not_saved(advisor, file: Path, tmp_path: Path):
    case = tmp_path / "thistle.json"
    advisor(
        *("check", "kidnap-unit", "--catalogue", file, "--case", case, "--save"),
        *("--fact", "serious=withheld"),
    )
    assert json.loads(case.read_text("utf-8"))["answers"] == {}


def test_missing_damaged_and_unnamed_files_are_refused(advisor, file: Path, tmp_path: Path):
    case = tmp_path / "thistle.json"
    common = ("check", "kidnap-unit", "--catalogue", file)
    missing = advisor(*common, "--case", case)
    assert (missing.code, "There is no file" in missing.err) == (2, True)
    unnamed = advisor(*common, "--save")
    assert (unnamed.code, "no file to save to" in unnamed.err) == (2, True)
    case.write_bytes(b"half")
    damaged = advisor(*common, "--case", case, "--save")
    assert (damaged.code, "thistle.json" in damaged.err) == (1, True)
    assert case.read_bytes() == b"half"
