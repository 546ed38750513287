"""Asks for an identity file and its passphrase. The only thing that ever sees one."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.demonstration_strip import DemonstrationStrip
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import size, space

_WIDTH: Final = 520
#: Nothing is shown of work that is over sooner.
_SHOW_AFTER_MS: Final = 300
_SECOND_MS: Final = 1000
_ROW_HEIGHT: Final = 34
_SHOW_NAME: Final = "Show the passphrase"
_HIDE_NAME: Final = "Hide the passphrase"
_LIFE_AT_RISK: Final = "F2"


@dataclass(frozen=True)
class Ask:
    """What a passphrase is asked for.

    Attributes:
        heading: What the reader is about to do.
        sentence: What that brings.
        button: Words of the button that does it.
    """

    heading: str
    sentence: str
    button: str


TO_SIGN_IN: Final = Ask(
    "Sign in", "Opens what you were granted, in a window of its own.", "Sign in"
)


class SignInDialog(QDialog):
    """Asks, says what went wrong, and shows how far it is.

    Args:
        identity: The identity file that is offered.
        ask: What the passphrase is asked for.
        is_demonstration: Whether all of this is a rehearsal.
        parent: The widget it belongs to.

    Signals:
        submitted: The reader wants to sign in, with this file (``Path``) and passphrase.
        cancel_wanted: The reader wants the work that goes on to end.
        closed: The reader wants not to sign in after all.
        life_at_risk_wanted: The reader wants to know whom to ring instead.
    """

    submitted = Signal(object, str)
    cancel_wanted = Signal()
    closed = Signal()
    life_at_risk_wanted = Signal()

    def __init__(
        self,
        identity: str,
        ask: Ask = TO_SIGN_IN,
        *,
        is_demonstration: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self.setWindowTitle(f"{ask.heading} – Capability advisor")
        self._is_busy = False
        self._seconds = 0
        self._file = QLineEdit(identity)
        self._file.setAccessibleName("Identity file")
        self._passphrase = QLineEdit()
        self._passphrase.setAccessibleName("Passphrase")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        # Nothing else may learn, complete or correct what is typed here.
        self._passphrase.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self._wait = QTimer(self)
        self._wait.setInterval(_SECOND_MS)
        self._wait.timeout.connect(self._on_second)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SHOW_AFTER_MS)
        self._late.timeout.connect(self._show_progress)
        self._fill(is_demonstration=is_demonstration)
        urgent = QShortcut(_LIFE_AT_RISK, self)
        urgent.activated.connect(self.life_at_risk_wanted)
        (self._passphrase if identity else self._file).setFocus()

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self, *, is_demonstration: bool) -> None:
        column = QVBoxLayout(self)
        space(column)
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking("OFFICIAL", 1)
        column.addWidget(top)
        if is_demonstration:
            column.addWidget(DemonstrationStrip())
        body = QVBoxLayout()
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(Label(self._ask.heading, Type.QUESTION))
        body.addWidget(WrapLabel(self._ask.sentence))
        body.addLayout(self._make_form())
        body.addWidget(self._make_message())
        body.addWidget(self._make_progress())
        body.addLayout(self._make_buttons())
        column.addLayout(body, 1)
        column.addWidget(bottom)
        self._fit()

    def _fit(self) -> None:
        """Give the dialog the height that its words take at its width, no less and no more."""
        width, layout = theme.current().px(_WIDTH), self.layout()
        if layout is not None:
            layout.invalidate()
            self.setFixedSize(width, layout.totalHeightForWidth(width))

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        space(form, gap=8)
        self._browse = Button("Browse…")
        self._browse.clicked.connect(self._on_browse)
        self._show = Button("Show")
        self._show.setAccessibleName(_SHOW_NAME)
        self._show.clicked.connect(self._on_show_clicked)
        _add_pair(form, "&Identity file", self._file, self._browse)
        _add_pair(form, "&Passphrase", self._passphrase, self._show)
        return form

    def _make_message(self) -> QWidget:
        self._message_box = QWidget()
        row = QHBoxLayout(self._message_box)
        space(row, gap=8)
        row.addWidget(IconLabel(Icon.ALERT, Colour.TEXT), 0, Qt.AlignmentFlag.AlignTop)
        self._message = WrapLabel("")
        row.addWidget(self._message, 1)
        self._message_box.hide()
        return self._message_box

    def _make_progress(self) -> QWidget:
        self._progress_box = QWidget()
        column = QVBoxLayout(self._progress_box)
        space(column, gap=4)
        self._progress_words = Label("Opening…", Type.META)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("How far signing in is")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        size(self._bar, height=4)
        column.addWidget(self._progress_words)
        column.addWidget(self._bar)
        self._progress_box.hide()
        return self._progress_box

    def _make_buttons(self) -> QHBoxLayout:
        self._sign_in = Button(self._ask.button, Kind.PRIMARY)
        self._sign_in.setDefault(True)
        self._sign_in.clicked.connect(self._on_submit)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        space(row, gap=8)
        hint = WrapLabel(f"Life at risk? {_LIFE_AT_RISK} shows who to ring.", Type.META, "muted")
        row.addWidget(hint, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._sign_in)
        row.addWidget(self._cancel)
        return row

    # ── what is shown ────────────────────────────────────────────────────────

    @property
    def identity(self) -> str:
        """What stands in the field for the identity file."""
        return self._file.text().strip()

    def submit(self, passphrase: str) -> None:
        """Sign in with a passphrase that was not typed."""
        self._passphrase.setText(passphrase)
        self._on_submit()

    def show_busy(self) -> None:
        """Take nothing more until the work is over; say so only if it takes long."""
        self._is_busy = True
        self._message_box.hide()
        self._fit()
        self._bar.setValue(0)
        self._late.start()
        self._enable()

    def show_progress(self, words: str, percent: int) -> None:
        """Say what is being done and how much of all that is done."""
        self._progress_words.setText(words)
        self._bar.setValue(percent)

    def show_idle(self) -> None:
        """Take input again; the passphrase is gone, as it may have been wrong."""
        self._is_busy = False
        self._late.stop()
        self._progress_box.hide()
        self._fit()
        self._passphrase.clear()
        self._enable()
        self._passphrase.setFocus()

    def show_problem(self, message: str, hint: str | None = None) -> None:
        """Say what went wrong and what to do."""
        text = f"{message} {hint}" if hint else message
        self._message.show_text(text)
        self._message_box.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._fit()

    def show_wait(self, seconds: int) -> None:
        """Take no passphrase for some seconds, and count them."""
        self._seconds = seconds
        self._wait.start()
        self._say_wait()
        self._enable()

    def forbid(self, message: str, hint: str | None) -> None:
        """Say why nobody can sign in here, and take nothing."""
        self.show_problem(message, hint)
        self._is_busy = True
        self._enable()
        self._cancel.setFocus()

    def _enable(self) -> None:
        for part in (self._file, self._browse, self._passphrase, self._show):
            part.setEnabled(not self._is_busy)
        self._sign_in.setEnabled(not self._is_busy and not self._seconds)

    @Slot()
    def _show_progress(self) -> None:
        self._progress_box.show()
        self._fit()

    @Slot()
    def _on_second(self) -> None:
        self._seconds = max(0, self._seconds - 1)
        self._say_wait()
        if not self._seconds:
            self._wait.stop()
            self._enable()

    def _say_wait(self) -> None:
        words = self._ask.button
        words = f"{words} ({self._seconds} s)" if self._seconds else words
        self._sign_in.setText(words)
        tip = "Each wrong passphrase makes the next wait longer." if self._seconds else ""
        self._sign_in.setToolTip(tip)

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def _on_submit(self) -> None:
        if self._is_busy or self._seconds:
            return
        if not self.identity:
            self.show_problem("Choose your identity file.")
            self._file.setFocus()
        elif not self._passphrase.text():
            self.show_problem("Type your passphrase.")
            self._passphrase.setFocus()
        else:
            self.submitted.emit(Path(self.identity), self._passphrase.text())

    @Slot()
    def _on_show_clicked(self) -> None:
        is_hidden = self._passphrase.echoMode() is QLineEdit.EchoMode.Password
        echo = QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password
        self._passphrase.setEchoMode(echo)
        self._show.setText("Hide" if is_hidden else "Show")
        self._show.setAccessibleName(_HIDE_NAME if is_hidden else _SHOW_NAME)

    @Slot()
    def _on_browse(self) -> None:
        folder = str(Path(self.identity).parent) if self.identity else ""
        dialog = QFileDialog(self, "Your identity file", folder, "All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    @Slot(str)
    def _on_file_selected(self, name: str) -> None:
        self._file.setText(name)
        self._passphrase.setFocus()

    def reject(self) -> None:
        """End the work that goes on; where none does, go back without signing in."""
        if self._is_busy and self._cancel.text() == "Cancel" and self._progress_box.isVisible():
            self.cancel_wanted.emit()
        else:
            self.closed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go back without signing in."""
        self.closed.emit()
        super().closeEvent(event)


def _add_pair(form: QFormLayout, words: str, field: QLineEdit, button: Button) -> None:
    """Add a row with a field and its button."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    space(row, gap=8)
    row.addWidget(field, 1)
    row.addWidget(button)
    size(pair, height=_ROW_HEIGHT)
    add_row(form, words, pair)
    label = form.labelForField(pair)
    if isinstance(label, QLabel):
        label.setBuddy(field)
