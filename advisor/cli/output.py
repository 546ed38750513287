"""How data and text are printed: JSON alone on standard output, or lines for a person."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import Any

import click
import msgspec

_WIDTH = 88


def print_json(data: Any) -> None:
    """Print data as JSON, dates as text, nothing else on standard output."""
    plain = msgspec.to_builtins(data)
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2))


def heading(text: str) -> None:
    """Print a heading with an empty line before it."""
    click.echo()
    click.secho(text, bold=True)


def paragraph(text: str, indent: int = 0) -> None:
    """Print running text, wrapped."""
    space = " " * indent
    click.echo(textwrap.fill(text, _WIDTH, initial_indent=space, subsequent_indent=space))


def item(text: str, mark: str = "-", indent: int = 0) -> None:
    """Print a list item, wrapped under its own text."""
    space = " " * indent
    hang = space + " " * (len(mark) + 1)
    click.echo(
        textwrap.fill(text, _WIDTH, initial_indent=f"{space}{mark} ", subsequent_indent=hang)
    )


def message(lines: Iterable[str]) -> None:
    """Print messages about the data, not data, on standard error."""
    for line in lines:
        click.echo(line, err=True)
