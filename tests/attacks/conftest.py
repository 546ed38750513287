"""A publisher and a site that imports what they publish, for attacks on releases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.publishing import Publisher, Terminal


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Force nothing to the disk: what cuts the power is in ``test_release_kills.py``."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(scope="module")
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def terminal(tmp_path: Path, publisher: Publisher) -> Terminal:
    """A site that has release 5, and trusts the publisher."""
    found = Terminal(tmp_path, trust=publisher.root.last.fingerprint)
    found.take(publisher.release(5))
    return found
