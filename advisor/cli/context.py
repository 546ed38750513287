"""What every command works with: the options that stand before or after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor.clearance import OFFICIAL
from advisor.cli.output import message
from advisor.cli.passphrases import unlock
from advisor.session import CatalogueFile, Session
from advisor.settings import Places, find_places

OpenWindow = Callable[[Path | None, Places, Path | None, Path | None], int]
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
        identity: From ``--identity``.
        passphrase_file: From ``--passphrase-file``.
    """

    open_window: OpenWindow
    render_pictures: RenderPictures
    catalogue: Path | None = None
    site: Path | None = None
    home: Path | None = None
    identity: Path | None = None
    passphrase_file: Path | None = None

    @property
    def places(self) -> Places:
        """The site and home folders."""
        return find_places(self.site, self.home)

    @cached_property
    def session(self) -> Session:
        """The session, opened when a command first needs it."""
        if self.identity is None:
            session = Session.open(self.catalogue, self.places)
        else:
            # Nobody is asked for a passphrase that would not be used.
            file = CatalogueFile.read(self.catalogue, self.places.site)
            file.verify_takes_identities()
            unlocked = unlock(self.identity, self.passphrase_file, self.places.home)
            session = Session.sign_in(file, self.places, unlocked)
        _tell(session)
        return session


def _tell(session: Session) -> None:
    """Say on standard error what is open, as far as that is not the usual."""
    if session.catalogue.release.demonstration:
        message("DEMONSTRATION: for rehearsal only, under made-up markings.")
    if session.sign_in_error is not None:
        message(session.sign_in_error.message, session.sign_in_error.hint or "")
    if session.clearance.label != OFFICIAL:
        message(f"Signed in. What is shown is marked up to {session.clearance.label}.")


pass_invocation = click.make_pass_decorator(Invocation)


def global_options(command: F) -> F:
    """Add the options that stand before or after any command."""
    for name, text in (
        ("--home", "Folder of your own choices (else ADVISOR_HOME, else the usual one)."),
        ("--site", "Folder that your site shares (else ADVISOR_SITE, else the usual one)."),
        ("--catalogue", "Catalogue file (else the one that ships with the application)."),
        ("--passphrase-file", "File whose first line is the passphrase (else you are asked)."),
        ("--identity", "Your identity file, to read what you were granted (else OFFICIAL)."),
    ):
        command = click.option(
            name,
            type=click.Path(path_type=Path),
            metavar="DIR" if name in {"--home", "--site"} else "FILE",
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
