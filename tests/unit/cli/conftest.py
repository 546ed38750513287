"""A small catalogue, and the command line run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from advisor.cli.main import run
from advisor.releases.building import build_catalogue
from advisor.settings import Places
from tests.support.builders import SourceFolder


@dataclass
class Done:
    """What a command printed and returned."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass
class Window:
    """Records what would have been opened, in place of opening it."""

    opened: list[tuple[Path | None, Places]] = field(default_factory=list)
    identities: list[tuple[Path | None, Path | None]] = field(default_factory=list)
    code: int = 0

    def open(
        self,
        catalogue: Path | None,
        places: Places,
        identity: Path | None = None,
        passphrase_file: Path | None = None,
    ) -> int:
        self.opened.append((catalogue, places))
        self.identities.append((identity, passphrase_file))
        return self.code

    def render(self, folder: Path, catalogue: Path | None, places: Places) -> list[Path]:
        self.opened.append((catalogue, places))
        return [folder / "one.png"]


@pytest.fixture
def sources(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


@pytest.fixture
def file(sources: SourceFolder, tmp_path: Path) -> Path:
    build_catalogue(sources.path, tmp_path / "small.db")
    return tmp_path / "small.db"


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def advisor(window: Window, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def invoke(*arguments: object) -> Done:
        code = run([str(argument) for argument in arguments], window.open, window.render)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return invoke
