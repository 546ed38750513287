"""Every file that ships is used, and every file that is used ships."""

from __future__ import annotations

import ast

from advisor import resources
from tests.support.project import ROOT, modules

RESOURCES = ROOT / "resources"
SOURCES = (RESOURCES / "catalogue", RESOURCES / "demo")


def strings() -> set[str]:
    """Return every string in the application's code."""
    return {
        node.value
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def shipped() -> list[str]:
    files = (path for path in RESOURCES.rglob("*") if path.is_file())
    named = (path for path in files if not any(map(path.is_relative_to, SOURCES)))
    return [str(path.relative_to(RESOURCES)) for path in named]


def test_every_resource_is_named_in_the_code():
    said = strings()
    unused = [
        name
        for name in shipped()
        if name not in said and name.rpartition("/")[2].partition(".")[0] not in said
    ]
    assert unused == []


def test_every_icon_that_is_named_ships():
    from advisor.ui.icons import Icon  # noqa: PLC0415 - loads Qt

    assert [icon for icon in Icon if not resources.path(f"icons/{icon}.svg").is_file()] == []


def test_the_catalogue_ships():
    assert resources.bundled_catalogue().is_file()
