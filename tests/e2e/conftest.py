"""A private desktop, a site, and two people who sign in there, for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clipboard import OtherProgram, other_program
from tests.support.desktop import Desktop, missing, private_desktop
from tests.support.sealed import Site
from tests.support.signing_in import HIGH, LOW, Person, make_person, make_site


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    assert missing() == []
    with private_desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def clipboard(desktop: Desktop) -> Iterator[OtherProgram]:
    with other_program(desktop) as program:
        yield program


@pytest.fixture(scope="module")
def high(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return make_person(tmp_path_factory.mktemp("high"), "one", HIGH)


@pytest.fixture(scope="module")
def low(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return make_person(tmp_path_factory.mktemp("low"), "two", LOW)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, high: Person, low: Person) -> Site:
    return make_site(tmp_path_factory.mktemp("site"), high, low)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
