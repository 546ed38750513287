"""What every command works with: the options that stand before or after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor.session import Session
from advisor.settings import Places, find_places

OpenWindow = Callable[[Path | None, Places], int]
RenderPictures = Callable[[Path, Path | None, Places], list[Path]]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Invocation:
    """One run of the command line.

    Attributes:
        open_window: Opens the window; handed in, so that commands never import Qt.
        render_pictures: Renders the window off screen; handed in likewise.
        catalogue: From ``--catalogue``.
        site: From ``--site``.
        home: From ``--home``.
    """

    open_window: OpenWindow
    render_pictures: RenderPictures
    catalogue: Path | None = None
    site: Path | None = None
    home: Path | None = None

    @property
    def places(self) -> Places:
        """The site and home folders."""
        return find_places(self.site, self.home)

    @cached_property
    def session(self) -> Session:
        """The session, opened when a command first needs it."""
        return Session.open(self.catalogue, self.places)


pass_invocation = click.make_pass_decorator(Invocation)


def global_options(command: F) -> F:
    """Add the options that stand before or after any command."""
    for name, text in (
        ("--home", "Folder of your own choices (else ADVISOR_HOME, else the usual one)."),
        ("--site", "Folder that your site shares (else ADVISOR_SITE, else the usual one)."),
        ("--catalogue", "Catalogue file (else the one that ships with the application)."),
    ):
        command = click.option(
            name,
            type=click.Path(path_type=Path),
            metavar="FILE" if name == "--catalogue" else "DIR",
            expose_value=False,
            is_eager=True,  # before any argument that looks something up in the catalogue
            callback=_keep,
            help=text,
        )(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None and parameter.name is not None:
        setattr(context.ensure_object(Invocation), parameter.name, value)


def json_option(command: F) -> F:
    """Add ``--json``: data alone on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
