"""What every command works with: the options that stand before or after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL
from advisor.cli.output import message
from advisor.cli.passphrases import unlock
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.settings import Places, find_places

if TYPE_CHECKING:
    from advisor.catalogue.entry import Entry
    from advisor.clearance import Label
    from advisor.journal import Journal
    from advisor.sealing.age import Identity

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
    _journal: Journal | None = field(default=None, init=False, repr=False)
    _reader: Identity | None = field(default=None, init=False, repr=False)

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
            session = self._sign_in(self.identity)
        _tell(session)
        return session

    @cached_property
    def installed(self) -> Session:
        """What this installation holds, for whoever checks it: OFFICIAL without an identity.

        Nobody has to sign in for that, whatever the site requires.
        """
        if self.identity is not None:
            return self.session
        return Session.open_as(self.catalogue, self.places, {})

    def open_another(self, path: Path) -> Session:
        """Return what this reader sees of another catalogue file: OFFICIAL without an identity.

        Raises:
            CatalogueError: The file is missing, foreign, damaged or too new.
            UnsignedCatalogueError: They are signed in, but nothing vouches for the file.
            SignInRequiredError: They are not, and the site requires it.
        """
        return Session.open(path, self.places, self.reader if self.identity else None)

    def open_file(self, file: CatalogueFile) -> Session:
        """Return what this reader sees of a catalogue that was read already; as ``open_another``.

        Raises:
            CatalogueError: It is damaged.
            SignInRequiredError: They are not signed in, and the site requires it.
        """
        return Session.open_file(file, self.places, self.reader if self.identity else None)

    def _sign_in(self, identity: Path) -> Session:
        """Sign in, and record it and whether it failed, as the site requires."""
        from advisor.journal import Journal, name_reader  # noqa: PLC0415 - loads age
        from advisor.sealing.errors import WrongPassphraseError  # noqa: PLC0415

        # Nobody is asked for a passphrase that would not be used.
        file = CatalogueFile.read(self.catalogue, self.places.site)
        file.verify_takes_identities()
        try:
            unlocked = unlock(identity, self.passphrase_file, self.places.home)
        except WrongPassphraseError as error:
            journal = Journal.open(self.places, name_reader())
            journal.fail_to_sign_in(identity, error.message)
            raise
        journal = Journal.open(self.places, name_reader(unlocked.recipient.text))
        try:
            session = Session.sign_in(file, self.places, unlocked)
        except AdvisorError as error:
            journal.fail_to_sign_in(identity, error.message)
            raise
        self._journal, self._reader = journal, unlocked
        self._journal.sign_in(session.clearance.label)
        return session

    @property
    def reader(self) -> Identity | None:
        """The identity that the session was opened with; ``None`` where nobody signed in."""
        _ = self.session  # which unlocks it
        return self._reader

    def read(self, entry_id: str) -> Entry:
        """Return an entry that is going to be printed, once that is recorded as the site requires.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            AuditError: It cannot be recorded.
        """
        entry = self.session.catalogue.entry(entry_id)
        if self._journal is not None:
            self._journal.view(entry)
        return entry

    def check(self, entry_id: str) -> None:
        """Record, as the site requires, that access to a capability is going to be checked.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            AuditError: It cannot be recorded.
        """
        entry = self.read(entry_id)
        if self._journal is not None:
            self._journal.check(entry)

    def export(self, entry_id: str, label: Label, where: str) -> None:
        """Record, as the site requires, that something of an entry is going to be written.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
            AuditError: It cannot be recorded.
        """
        if self._journal is not None:
            self._journal.export(self.session.catalogue.entry(entry_id), label, where)

    def export_of(self, subject: str, label: Label, where: str) -> None:
        """Record, as the site requires, that something that is no entry is going to be written.

        Raises:
            AuditError: It cannot be recorded.
        """
        if self._journal is not None:
            self._journal.export_of(subject, label, where)


def _tell(session: Session) -> None:
    """Say on standard error what is open, as far as that is not the usual."""
    if session.catalogue.release.demonstration:
        message("DEMONSTRATION: for rehearsal only, under made-up markings.")
    if session.release_error is not None:
        message(session.release_error.message, session.release_error.hint or "")
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
