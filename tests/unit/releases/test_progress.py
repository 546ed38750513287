"""Telling how far a build has come, and stopping it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from advisor.cli.meter import metered
from advisor.releases.building import build_catalogue
from tests.support.builders import SourceFolder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return SourceFolder(tmp_path / "sources").path


def test_build_tells_what_it_does_and_how_much_of_it_is_done(sources: Path, tmp_path: Path):
    told = []
    build_catalogue(sources, tmp_path / "out.db", progress=lambda *each: told.append(each))
    assert [what for what, _, _ in dict.fromkeys((what, 0, 0) for what, _, _ in told)] == [
        "Reading entries",
        "Checking entries",
        "Proofreading entries",
        "Checking rules",
        "Indexing entries",
    ]
    assert all(0 <= done <= of for _, done, of in told)
    assert ("Reading entries", 1, 2) in told


def test_build_that_is_stopped_writes_nothing(sources: Path, tmp_path: Path):
    def stop(what: str, done: int, of: int) -> None:
        del done, of
        if what == "Indexing entries":
            raise KeyboardInterrupt

    output = tmp_path / "out.db"
    output.write_bytes(b"what was there")
    with pytest.raises(KeyboardInterrupt):
        build_catalogue(sources, output, progress=stop)
    assert output.read_bytes() == b"what was there"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_progress_and_is_left_clean(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with metered() as progress:
        progress("Reading entries", 0, 3_000)
    shown = sys.stderr.getvalue()
    assert "Reading entries: 3,000" in shown
    assert shown.endswith("\r\x1b[K")


def test_log_holds_no_progress(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with metered() as progress:
        progress("Reading entries", 0, 3_000)
    assert sys.stderr.getvalue() == ""
