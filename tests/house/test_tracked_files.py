"""What git keeps names no machine, no package index and no tool of whoever wrote it."""

from __future__ import annotations

import re

import pytest

from tests.support.project import ROOT, tracked_files

# Put together from pieces, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of one machine": ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/"),
    "a package index": (
        "py" + "pi.", "python" + "hosted", "registry.npm" + "js", "deb." + "debian.org",
        "--index" + "-url", "--find" + "-links", "/opt/" + "py",
    ),
    "an assistant": ("anthro" + "pic", "clau" + "de", "open" + "ai", "chat" + "gpt"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_names(what: str):
    pattern = re.compile("|".join(map(re.escape, FORBIDDEN[what])).encode(), re.IGNORECASE)
    found = {
        str(path.relative_to(ROOT)): match.group().decode()
        for path in tracked_files()
        if (match := pattern.search(path.read_bytes()))
    }
    assert found == {}


def test_no_tracked_file_is_an_unfinished_note():
    marks = re.compile(rb"\b(?:TO" + rb"DO|FIX" + rb"ME|XX" + rb"X)\b")
    code = [path for path in tracked_files() if path.suffix in {".py", ".spec", ".md", ".toml"}]
    assert [str(path) for path in code if marks.search(path.read_bytes())] == []
