"""The window for one's own identity."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from advisor.errors import AdvisorError
from advisor.sealing.age import Identity, Recipient
from advisor.sealing.making import make_identity, verify_is_new
from advisor.sealing.renewing import replace_passphrase
from advisor.ui import theme
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.forms.form import Form
from advisor.ui.desks.forms.words import say_error
from advisor.ui.desks.identity.new_passphrase import NewPassphrase
from advisor.ui.desks.long_work import LongWork, Tell
from advisor.ui.icons import Icon
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in import SigningIn
from advisor.ui.signing_in.sign_in_dialog import Ask
from advisor.ui.signing_in.unlocking_work import UnlockingWork
from advisor.ui.tasks import TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_WIDTH_EM, _HEIGHT_EM = 62, 48
_USUAL: Final = "identity.age"
#: Protecting takes as long as opening, and that is the same again.
_USUAL_WAITS: Final = 120
_OPEN, _NOT_OPEN = "Identity open", "No identity is open"
_ASK: Final = Ask(
    "My identity", "Shows its public key and lets you change its passphrase.", "Open my identity"
)
_DEEDS: Final = (
    Deed("open", Icon.KEY, "Your identity", "Its public key, and another passphrase", "Open…"),
    Deed("make", Icon.PERSON, "A new identity", "For who has none yet", "Make one…"),
)
_CHANGED: Final = (
    "The passphrase is changed. Copies of the file elsewhere still open with the old one: replace "
    "or destroy them."
)
_MADE: Final = (
    "The identity is made. Give its public key to whoever grants clearances; keep a copy of the "
    "file where only you can get at it."
)


class _Opening(UnlockingWork[Identity]):
    """Unlocks one's own identity."""

    def prepare(self) -> None:
        """Nothing has to be there yet."""

    def use(self, identity: Identity) -> Identity:
        """Hand the identity on."""
        return identity


class IdentityWindow(DeskWindow):
    """Shows a public key, changes a passphrase, makes an identity.

    Args:
        handover: What this process was told.
        runner: What the work is done by.
    """

    def __init__(self, handover: Handover, runner: TaskRunner) -> None:
        super().__init__("My identity", is_demonstration=handover.is_demonstration)
        self._handover, self._runner = handover, runner
        self._identity: Identity | None = None
        self._path = Path()
        self._work: LongWork | None = None
        self._signing_in: SigningIn | None = None
        self._progress = BusyLine()
        self._pages = QStackedWidget()
        self._key, self._file = Label(""), Label("", Type.META, "muted")
        self._change, self._make = NewPassphrase(), NewPassphrase()
        self._name = QLineEdit(str(handover.places.home / _USUAL))
        self._start_page, self._own_page = self._make_start(), self._make_own()
        self._change_page, self._new_page = self._make_change(), self._make_new()
        for page in (self._start_page, self._own_page, self._change_page, self._new_page):
            self._pages.addWidget(page)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._pages, 1)
        self._progress.cancel_wanted.connect(self._cancel)
        em = theme.current().em
        self.resize(round(_WIDTH_EM * em), round(_HEIGHT_EM * em))
        self.status.show_release(_NOT_OPEN, checked=False)
        self.status.show_reader("OFFICIAL")

    # ── how it is made ───────────────────────────────────────────────────────

    def _make_start(self) -> QWidget:
        page, column = _make_page("What to do")
        state = EmptyState(Icon.KEY)
        state.show_words(
            "What would you like to do?",
            "An identity is a file that a passphrase protects. It opens what you were granted.",
            _DEEDS,
        )
        state.deed_wanted.connect(self._on_deed)
        column.addWidget(state)
        return page

    def _make_own(self) -> QWidget:
        page, column = _make_page("Your identity")
        copy = Button("Copy")
        copy.setAccessibleName("Copy the public key")
        copy.clicked.connect(self._on_copy)
        self._to_change = Button("Change passphrase…", Kind.PRIMARY)
        self._to_change.clicked.connect(self._on_change)
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        space(row, gap=12)
        row.addWidget(self._key, 1)
        row.addWidget(copy)
        column.addWidget(Label("Public key", Type.HEADING))
        column.addWidget(
            WrapLabel("Whoever grants clearances needs it. It is no secret.", Type.META, "muted")
        )
        column.addLayout(row)
        column.addWidget(self._file)
        column.addLayout(_make_line(self._to_change))
        column.addStretch(1)
        return page

    def _make_change(self) -> QWidget:
        page, column = _make_page("Change the passphrase")
        column.addWidget(Label("Change the passphrase", Type.HEADING))
        column.addWidget(self._change)
        column.addLayout(self._make_end(self._change, "Change passphrase", self._on_change_wanted))
        column.addStretch(1)
        return page

    def _make_new(self) -> QWidget:
        page, column = _make_page("Make a new identity")
        browse = Button("Browse…")
        browse.clicked.connect(self._on_browse)
        self._form = Form()
        self._form.add("file", "&File", Field("File", self._name, beside=[browse]))
        column.addWidget(Label("Make a new identity", Type.HEADING))
        column.addWidget(self._form)
        column.addWidget(self._make)
        column.addLayout(self._make_end(self._make, "Make identity", self._on_make_wanted))
        column.addStretch(1)
        return page

    def _make_end(
        self, passphrase: NewPassphrase, words: str, do: Callable[[], None]
    ) -> QHBoxLayout:
        button, cancel = Button(words, Kind.PRIMARY), Button("Cancel")
        button.clicked.connect(do)
        cancel.clicked.connect(self._go_back)

        def enable() -> None:
            if passphrase.is_ready:
                button.enable()
            else:
                button.disable("Write the words down first.")

        passphrase.changed.connect(enable)
        enable()
        return _make_line(button, cancel)

    # ── what is shown ────────────────────────────────────────────────────────

    def _show_own(self, path: Path, key: Recipient, message: str = "") -> None:
        is_open = self._identity is not None
        self._path = path
        self._key.setText(key.text)
        self._file.setText(f"File: {path}")
        self._to_change.setVisible(is_open)
        self._pages.setCurrentWidget(self._own_page)
        self.status.show_release(_OPEN if is_open else _NOT_OPEN, checked=is_open)
        if message:
            self.message.show_message(message, icon=Icon.TICK)

    @Slot()
    def _go_back(self) -> None:
        self._cancel()
        for passphrase in (self._change, self._make):
            passphrase.forget()
        is_open = self._identity is not None
        self._pages.setCurrentWidget(self._own_page if is_open else self._start_page)

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot(str)
    def _on_deed(self, key: str) -> None:
        if key == "make":
            self._make.begin()
            self._pages.setCurrentWidget(self._new_page)
            self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._signing_in is None or not self._signing_in.dialog.isVisible():
            self._ask()

    def _ask(self) -> None:
        work = partial(_Opening, self._handover.places)
        asking = self._signing_in = SigningIn(self._handover, self._runner, work, _ASK, self)
        asking.opened.connect(self._on_opened)
        asking.dialog.closed.connect(asking.dialog.hide)
        asking.dialog.life_at_risk_wanted.connect(self.life_at_risk_wanted)
        asking.start()

    @Slot(object, object)
    def _on_opened(self, identity: Identity, path: Path) -> None:
        self._identity = identity
        self._show_own(path, identity.recipient)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key.text())
        self.message.show_message("The public key is copied.", icon=Icon.TICK)

    @Slot()
    def _on_change(self) -> None:
        self.message.hide()
        self._change.begin()
        self._pages.setCurrentWidget(self._change_page)

    @Slot()
    def _on_change_wanted(self) -> None:
        passphrase = self._change.take()
        if passphrase is None or self._identity is None:
            return
        change = partial(replace_passphrase, self._path, self._identity, passphrase)
        self._begin(change, "Changing the passphrase…", self._on_changed)

    @Slot(object)
    def _on_changed(self, nothing: object) -> None:
        del nothing
        self._change.forget()
        if self._identity is not None:
            self._show_own(self._path, self._identity.recipient, _CHANGED)

    @Slot()
    def _on_make_wanted(self) -> None:
        path = Path(self._name.text().strip())
        if self._form.show_problems(self._find_faults(path)):
            return
        passphrase = self._make.take()
        if passphrase is not None:
            make = partial(make_identity, path, passphrase)
            self._begin(make, "Making the identity…", partial(self._on_made, path))

    def _find_faults(self, path: Path) -> dict[str, str]:
        if not self._name.text().strip():
            return {"file": "Name a file."}
        try:
            verify_is_new(path)
        except AdvisorError as error:
            return {"file": say_error(error)}
        return {}

    def _on_made(self, path: Path, key: Recipient) -> None:
        self._make.forget()
        self._identity = None  # the key itself never came here
        self._show_own(path, key, _MADE)

    @Slot()
    def _on_browse(self) -> None:
        dialog = QFileDialog(self, "New identity file", self._name.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._name.setText)
        dialog.open()

    # ── the work ─────────────────────────────────────────────────────────────

    def _begin(self, do: Callable[..., Any], words: str, done: Callable[[Any], None]) -> None:
        if self._work is not None:
            return
        self.message.hide()
        self._pages.setEnabled(False)
        self._work = LongWork(partial(_do_waiting, do), self)
        self._work.progressed.connect(self._progress.show_percent)
        self._work.succeeded.connect(done)
        self._work.failed.connect(self._on_failed)
        self._work.ended.connect(self._on_ended)
        self._progress.show_busy(words, can_end=True)
        self._work.start(self._runner)

    @Slot()
    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.message.show_message(say_error(error), icon=Icon.ALERT)

    @Slot()
    def _on_ended(self) -> None:
        self._work = None
        self._progress.show_idle()
        self._pages.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """End what goes on, so that the process need not wait for it."""
        if not event.spontaneous():  # else it is only out of sight
            self._cancel()
        super().hideEvent(event)


def _do_waiting(do: Callable[..., Any], tell: Tell) -> Any:
    """Do what waits for another process, telling how long it has waited."""
    waits = 0

    def wait() -> None:
        nonlocal waits
        waits += 1
        tell(min(99, 100 * waits // _USUAL_WAITS))

    return do(while_waiting=wait)


def _make_page(name: str) -> tuple[ScrollPage, QVBoxLayout]:
    page = ScrollPage()
    page.setAccessibleName(name)
    column = QVBoxLayout(page.page)
    space(column, (20, 16, 8, 16), 12)
    return page, column


def _make_line(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    space(row, (4, 8, 4, 4), 8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
