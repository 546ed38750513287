"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import run
from tests.support.project import ROOT, tracked_files

DOCUMENTS = [path for path in tracked_files() if path.suffix == ".md"]
CODE = [path for path in tracked_files() if path.suffix == ".py"]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:advisor|docs|tests|resources|requirements|\.ci)/[\w./-]+)`")
DOCUMENT = re.compile(r"docs/[\w./-]+\.md")
BUILT = {"resources/trust/catalogue.sha256", "resources/trust/root.json"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path):
    links = LINK.findall(document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_exists(document: Path):
    names = set(NAMED.findall(document.read_text("utf-8"))) - BUILT
    assert sorted(name for name in names if not (ROOT / name).exists()) == []


def test_every_document_that_code_names_exists():
    named = {name for path in CODE for name in DOCUMENT.findall(path.read_text("utf-8"))}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_readme_names_the_two_commands():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert {"    python3 run.py", "    python3 run.py test"} <= set(lines)


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["tests"], 2), (["run", "x"], 2)]
)
def test_set_up_explains_itself(arguments: list[str], code: int, capsys: pytest.CaptureFixture):
    assert run.main(arguments) == code
    said = capsys.readouterr()
    assert "python3 run.py test" in (said.out if code == 0 else said.err)


def test_this_machine_lacks_nothing():
    assert run.missing_system_packages("test") == []
