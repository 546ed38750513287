"""How data and text are printed: JSON alone on standard output, or lines for a person."""

from __future__ import annotations

import json
import textwrap
from typing import Any

import click
import msgspec

from advisor.catalogue.quoting import CONTROL

_WIDTH = 88


def print_json(data: Any) -> None:
    """Print data as JSON, dates as text, nothing else on standard output."""
    plain = msgspec.to_builtins(data)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2))


def printable(text: str) -> str:
    """Return text that cannot act on a terminal, whoever wrote it."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def title(text: str) -> None:
    """Print what everything below is about."""
    click.secho(printable(text), bold=True)


def heading(text: str) -> None:
    """Print a heading with an empty line before it."""
    click.echo()
    title(text)


def paragraph(text: str, indent: int = 0) -> None:
    """Print running text, wrapped."""
    _fill(text, " " * indent, " " * indent)


def item(text: str, mark: str = "-", indent: int = 0) -> None:
    """Print a list item, wrapped under its own text."""
    space = " " * indent
    _fill(text, f"{space}{mark} ", space + " " * (len(mark) + 1))


def _fill(text: str, first: str, rest: str) -> None:
    # Numbers, addresses and ids stay whole, so that they can be copied.
    wrapper = textwrap.TextWrapper(
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    click.echo(wrapper.fill(printable(text)))


def message(*lines: str) -> None:
    """Print messages about the data, not data, on standard error."""
    for line in lines:
        click.echo(printable(line), err=True)
