"""Whoever waits for a release sees how far it is, and can stop it: then nothing has changed."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.errors import CancelledError
from advisor.releases.importing import apply_release, preview_release, roll_back
from advisor.releases.proposal import propose, read_publisher
from advisor.releases.standing import read_standing
from advisor.signing.package import open_package
from tests.support.publishing import Publisher, Terminal

Deed = Callable[[Terminal, Path, Callable[[str, int, int], None]], object]
READING, CHECKING, WRITING = "Reading the release", "Checking the release", "Writing the release"


def _look(terminal: Terminal, stick: Path, progress: Callable[[str, int, int], None]) -> object:
    return propose(stick, terminal.work(progress=progress))


def _preview(terminal: Terminal, stick: Path, progress: Callable[[str, int, int], None]) -> object:
    return preview_release(stick, terminal.work(progress=progress))


def _stand(terminal: Terminal, stick: Path, progress: Callable[[str, int, int], None]) -> object:
    del stick
    return read_standing(terminal.places, progress)


def _import(terminal: Terminal, stick: Path, progress: Callable[[str, int, int], None]) -> object:
    return apply_release(stick, terminal.work(progress=progress))


def _go_back(terminal: Terminal, stick: Path, progress: Callable[[str, int, int], None]) -> object:
    del stick
    return roll_back(1, "the newer one is wrong", terminal.work(progress=progress))


DEEDS: dict[Deed, set[str]] = {
    _stand: {"Verifying what is kept"},
    _preview: {READING, CHECKING},
    _look: {READING, CHECKING, "Comparing entries"},
    _import: {READING, CHECKING, WRITING},
    _go_back: {CHECKING},
}


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def make_terminal(tmp_path: Path, publisher: Publisher) -> Callable[[str], tuple[Terminal, Path]]:
    """Makes a site that has two releases, with a third one on its stick."""

    def make(name: str) -> tuple[Terminal, Path]:
        terminal = Terminal(tmp_path / name, publisher.root.last.fingerprint)
        terminal.places.site.mkdir(parents=True)
        terminal.take(publisher.release(1))
        terminal.take(publisher.release(2))
        return terminal, terminal.put(publisher.release(3))

    return make


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
@pytest.mark.parametrize("stopped", [CancelledError("Cancelled."), KeyboardInterrupt()], ids=str)
def test_whatever_is_stopped_at_any_step_changes_nothing(
    make_terminal: Callable[[str], tuple[Terminal, Path]], deed: Deed, stopped: BaseException
):
    told: list[str] = []
    terminal, stick = make_terminal("undisturbed")
    deed(terminal, stick, lambda what, done, of: told.append(what))
    assert set(told) >= DEEDS[deed]

    terminal, stick = make_terminal("stopped")
    before, recorded = terminal.whole(), len(terminal.journal.told)
    for step in range(len(told)):
        left = iter(range(step))

        def stop(what: str, done: int, of: int, left: object = left) -> None:
            del what, done, of
            if next(left, None) is None:
                raise stopped

        with pytest.raises(type(stopped)):
            deed(terminal, stick, stop)
        assert terminal.whole() == before
        assert len(terminal.journal.told) == recorded
        assert list(terminal.places.home.glob(".check-*")) == []
    deed(terminal, stick, lambda *_: None)


def test_slow_stick_is_told_of_and_can_be_left_in_the_middle_of_its_release(
    tmp_path: Path, publisher: Publisher
):
    stick = tmp_path / "large.release"
    stick.write_bytes(publisher.release(1, content=bytes(13_000_000)))
    told: list[tuple[int, int]] = []
    read_publisher(stick, lambda what, done, of: told.append((done, of)))
    large = [done for done, of in told if done > of // 10]
    assert len(large) > 2
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= of == stick.stat().st_size for done, of in told)

    def pull_out(what: str, done: int, of: int) -> None:
        if done > of // 2:
            raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        read_publisher(stick, pull_out)
    with open_package(stick) as package:
        assert package.names


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_commands_show_on_a_terminal_how_far_they_are(
    make_terminal: Callable[[str], tuple[Terminal, Path]], monkeypatch: pytest.MonkeyPatch
):
    from advisor.cli.main import run  # noqa: PLC0415 - after the others

    terminal, stick = make_terminal("shown")
    places = [f"--site={terminal.places.site}", f"--home={terminal.places.home}", "release"]
    for typed, words in (
        (["verify", str(stick)], READING),
        (["preview", str(stick)], CHECKING),
        (["apply", str(stick)], WRITING),
        (["rollback", "1", "--reason", "wrong"], CHECKING),
    ):
        monkeypatch.setattr(sys, "stderr", Screen())
        run([*places, *typed], lambda *_: 0, lambda *_: [])
        assert words in sys.stderr.getvalue()
