"""Every command explains itself, takes the global options and stands in the manual."""

from __future__ import annotations

import click
import pytest

from advisor.cli.main import advisor
from tests.support.project import ROOT

MANUAL = ROOT / "docs" / "command-line.md"
GLOBAL = {"--catalogue", "--site", "--home"}


def commands(group: click.Group = advisor, words: tuple[str, ...] = ()) -> dict[str, click.Command]:
    """Return every command by the words that one types for it."""
    found = {}
    for name, command in group.commands.items():
        found[" ".join((*words, name))] = command
        if isinstance(command, click.Group):
            found |= commands(command, (*words, name))
    return found


ALL = commands()


@pytest.mark.parametrize("name", ALL)
def test_command_has_help(name: str):
    assert ALL[name].help
    for option in ALL[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.name


@pytest.mark.parametrize("name", ALL)
def test_global_options_stand_after_every_command(name: str):
    assert set(GLOBAL) <= {flag for option in ALL[name].params for flag in option.opts}


@pytest.mark.parametrize("name", ALL)
def test_command_is_in_the_manual(name: str):
    manual = MANUAL.read_text("utf-8")
    assert f"advisor {name}" in manual
    for option in ALL[name].params:
        if isinstance(option, click.Option):
            assert any(flag in manual for flag in option.opts), option.opts
