"""Benchmarks are run by hand, so that they still fit the code is held here."""

from __future__ import annotations

import importlib

import pytest

from tests.support.project import ROOT

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_fits_the_code(name):
    assert importlib.import_module(f"benchmarks.{name}").__doc__


def test_there_are_benchmarks():
    assert {"relevance", "search_speed", "startup", "sign_in"} <= set(NAMES)
