"""What we ship may be shipped: every run-time dependency's licence is one we looked at."""

from __future__ import annotations

from importlib import metadata

import pytest

from tests.house.test_lock_files import pins

BUILD_ONLY = {"setuptools"}
# By distribution, as its own metadata says; a new one has to be looked at first.
LICENCES = {
    "cffi": "MIT-0",
    "click": "BSD-3-Clause",
    "click-default-group": "License :: Public Domain",
    "cryptography": "Apache-2.0 OR BSD-3-Clause",
    "msgspec": "BSD-3-Clause",
    "platformdirs": "MIT",
    "pluggy": "MIT",
    "pycparser": "BSD-3-Clause",
    "pyrage": "The MIT License (MIT)",  # as its licence file begins: its metadata do not say
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "python-dateutil": "BSD-3-Clause",
    "pyyaml": "MIT",
    "securesystemslib": "MIT",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "sqlite-fts4": "Apache License, Version 2.0",
    "sqlite-utils": "Apache-2.0",
    "tabulate": "MIT",
    "tuf": "Apache-2.0 OR MIT",
    "tzdata": "Apache-2.0",
    "urllib3": "MIT",
    "whoosh": "Two-clause BSD license",
    "xlsxwriter": "BSD-2-Clause",
}


def licence(name: str) -> str:
    about = metadata.metadata(name)
    classifiers = [c for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    said = about.get("License-Expression") or about.get("License") or "; ".join(classifiers)
    return said or first_line_of_file(name)


def first_line_of_file(name: str) -> str:
    files = metadata.files(name) or []
    texts = [file.read_text("utf-8") for file in files if file.name.startswith("LICENSE")]
    return texts[0].splitlines()[0] if texts else ""


def test_every_dependency_is_on_the_list():
    assert set(pins("run")) - BUILD_ONLY == set(LICENCES)


@pytest.mark.parametrize("name", LICENCES)
def test_licence_is_the_one_that_was_looked_at(name: str):
    assert licence(name) == LICENCES[name]
