"""Everything that is installed is pinned by hash, from wherever it comes."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import pytest

from tests.support.project import ROOT

LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "test", "build")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAME = re.compile(r"^[A-Za-z0-9][\w.-]*")


def pins(lock: str) -> dict[str, str]:
    """Return a lock file's packages, each with its version, marker and hashes."""
    text = LOCKS[lock].read_text("utf-8").replace("\\\n", "")
    lines = [line.strip() for line in text.splitlines() if line.strip()[:1] not in {"", "#"}]
    return {NAME.match(line).group(): line for line in lines}


def wanted(requirements: list[str]) -> set[str]:
    return {NAME.match(requirement).group().lower() for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock: str):
    for line in pins(lock).values():
        assert re.match(r"[\w.-]+==[\w.]+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_file_says_where_packages_come_from(lock: str):
    assert "/" not in "".join(pins(lock).values())


@pytest.mark.parametrize("lock", LOCKS)
def test_what_the_project_asks_for_is_locked(lock: str):
    groups = PROJECT["dependency-groups"]
    asked = PROJECT["project"]["dependencies"] + groups["install"] + groups.get(lock, [])
    assert wanted(asked) <= set(pins(lock))


@pytest.mark.parametrize("lock", ["test", "build"])
def test_what_is_tested_and_built_is_what_runs(lock: str):
    assert pins("run").items() <= pins(lock).items()


def test_the_environment_is_the_lock():
    installed = {name: metadata.version(name) for name in pins("run")}
    locked = {name: re.search("==([^ ]+)", line)[1] for name, line in pins("run").items()}
    assert installed == locked
