"""What an administrator does for the site, and not to one person in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from advisor.audit.uses import MOST_BYTES, Uses
from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.people.office import Office
from advisor.people.rotating import MAX_FILE_BYTES, Asked, confirm_request, read_request
from advisor.people.site_change import SiteChange, change_site
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.keys_dialog import KeysDialog
from advisor.ui.desks.people.clerk import Clerk
from advisor.ui.desks.people.labels_dialog import LabelsDialog
from advisor.ui.desks.people.markings import marking_of_all
from advisor.ui.desks.people.separation_dialog import SeparationDialog
from advisor.ui.tasks import Task
from advisor.ui.widgets.buttons import Button

KEYS: Final = "Label keys for the publisher…"


class SiteDeeds(QObject):
    """The button *Site*, and what its menu does.

    Args:
        clerk: Does what changes the register.
        catalogue: The installed catalogue; the bundled one, where ``None``.
        window: Where dialogs open.

    Attributes:
        button: The button.

    Signals:
        failed: Something could not be read, and why.
        uses_read: The auditor's list of who signed in (``Uses``).
    """

    failed = Signal(object)
    uses_read = Signal(object)

    def __init__(self, clerk: Clerk, catalogue: Path | None, window: QWidget) -> None:
        super().__init__(window)
        self._clerk = clerk
        self._catalogue = catalogue
        self._window = window
        self.button = Button("Site")
        self.button.setToolTip("What is done for the whole site")
        menu = QMenu(self.button)
        menu.addAction("&Label keys for the publisher…", self.show_keys)
        menu.addAction("&Add labels…", self.add_labels)
        menu.addAction("Confirm a &new key for somebody…", self.choose_request)
        menu.addAction("&Check of separation…", self.check_separation)
        menu.addAction("&Who never signed in…", self.choose_uses)
        self.button.setMenu(menu)

    @property
    def marking(self) -> Label:
        """The marking of a page that may name every label of the site."""
        register = self._clerk.affairs.register
        return marking_of_all(register.labels, register.people)

    # ── the dialogs ──────────────────────────────────────────────────────────

    @Slot()
    def show_keys(self) -> None:
        """Show the label keys, for the publisher."""
        clerk = self._clerk
        self._open(KeysDialog(clerk.office, clerk.affairs, clerk.runner, self._window))

    @Slot()
    def add_labels(self) -> None:
        """Ask for labels that the site may hold as well, and add them."""
        dialog = LabelsDialog(self.marking, self._window)
        dialog.accepted.connect(partial(self._on_labels_chosen, dialog))
        self._open(dialog)

    @Slot()
    def check_separation(self) -> None:
        """Show the check of separation."""
        clerk = self._clerk
        who = clerk.affairs.me.name
        self._open(
            SeparationDialog(
                clerk.office, who, self._catalogue, self.marking, clerk.runner, self._window
            )
        )

    def _open(self, dialog: DeskDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_labels_chosen(self, dialog: LabelsDialog) -> None:
        change = SiteChange(labels=dialog.labels)
        self._clerk.do(
            "Adding labels, and making their keys…",
            lambda office, at: change_site(office, change, revision=at),
        )

    # ── who never signed in ──────────────────────────────────────────────────

    @Slot()
    def choose_uses(self) -> None:
        """Ask for the list that the auditor makes of who signed in."""
        self._choose_file("The auditor's list of uses").connect(self.read_uses)

    @Slot(str)
    def read_uses(self, name: str) -> None:
        """Read that list."""
        task = Task(partial(_read_uses, Path(name)), self)
        task.succeeded.connect(self.uses_read)
        task.failed.connect(self.failed)
        self._clerk.runner.start(task)

    # ── a new key for somebody ───────────────────────────────────────────────

    @Slot()
    def choose_request(self) -> None:
        """Ask for the file with which somebody asks for a new key in the place of theirs."""
        self._choose_file("The request for a new key").connect(self.read_request)

    def _choose_file(self, title: str) -> SignalInstance:
        dialog = QFileDialog(self._window, title, "", "All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog.fileSelected

    @Slot(str)
    def read_request(self, name: str) -> None:
        """Read a request and show whose it is; nothing is changed before it is confirmed."""
        office = self._clerk.office
        task = Task(lambda: _read_request(office, Path(name)), self)
        task.succeeded.connect(self._on_request_read)
        task.failed.connect(self.failed)
        self._clerk.runner.start(task)

    @Slot(object)
    def _on_request_read(self, read: tuple[bytes, Asked]) -> None:
        untrusted, asked = read
        dialog = ConfirmDialog(
            f"Give {asked.person.name} the new key?",
            (
                ("The new public key", asked.key),
                (
                    "What it does",
                    "All that they hold is sealed to the new key. The old one is granted nothing "
                    "any more at this site. Ask them whether it is their own request.",
                ),
                (
                    "What it does not do",
                    "Where somebody else may have the old identity, it is no remedy: what that "
                    "opens stays open. Revoke instead.",
                ),
            ),
            ("Give the new key", "Leave it"),
            self.marking,
            self._window,
        )
        dialog.accepted.connect(partial(self._confirm, untrusted))
        self._open(dialog)

    def _confirm(self, untrusted: bytes) -> None:
        self._clerk.do(
            "Sealing what they hold to the new key…",
            lambda office, at: confirm_request(office, untrusted, revision=at),
        )


def _read_request(office: Office, path: Path) -> tuple[bytes, Asked]:
    untrusted = _read(path, MAX_FILE_BYTES)
    return untrusted, read_request(office, untrusted)


def _read_uses(path: Path) -> Uses:
    return Uses.from_bytes(_read(path, MOST_BYTES))


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise AdvisorError(f"“{path}” cannot be read.", hint="Choose another file.") from error
