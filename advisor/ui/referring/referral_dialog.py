"""A referral to the reader's ROCC: what goes in, shown before it is sealed and saved."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from advisor.catalogue.freshness import today
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.notes.addressing import read_key
from advisor.notes.referral import (
    MOST_OF_NAME,
    MOST_OF_WORDS,
    Referral,
    make_referral,
    seal_referral,
)
from advisor.notes.referral_words import print_referral, say_referral
from advisor.sealing.age import Recipient
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.forms.form import Form
from advisor.ui.leaving.taking import Way, find_refusal, record
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage, keep_gutter
from advisor.ui.widgets.spacing import size, space

TITLE: Final = "Refer to your ROCC"
_HOW: Final = (
    "Your answers go into a small file that your ROCC alone can open: facts, not conclusions. What "
    "you would rather not record is not in it. Nothing is sent from here."
)
_KEY_HINT: Final = "The line that begins with age1. Your ROCC gives it to you; it is no secret."
_AFTER_MS: Final = 150
_TEXT_HEIGHT: Final = 84
_PREVIEW_HEIGHT: Final = 200


class ReferralDialog(HouseDialog):
    """Fills in a referral, shows all of it, and saves it sealed.

    Args:
        reader: Who asks.
        entries: Ids of what they ask about.
        parent: The window.
    """

    def __init__(
        self, reader: Reader, entries: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, parent, marking=reader.session.clearance.label)
        self._reader, self._entries = reader, entries
        self._about = QPlainTextEdit(reader.description)
        self._by, self._key = QLineEdit(), QLineEdit(reader.session.settings.rocc_key)
        self._file = Button("From a file…")
        self._preview = QPlainTextEdit()
        self._save = Button("Save the sealed file…", Kind.PRIMARY)
        self._refusal, self._news = WrapLabel("", Type.META), WrapLabel("")
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AFTER_MS)
        self._due.timeout.connect(self._on_typed)
        self._form = self._make_form()
        self._fill()
        self.finish(56, 52, self._save)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._connect()
        self._show()
        self._about.setFocus()

    def _make_form(self) -> Form:
        form = Form()
        self._about.setTabChangesFocus(True)
        size(self._about, height=_TEXT_HEIGHT)
        self._by.setMaxLength(MOST_OF_NAME)
        self._by.setPlaceholderText("Name, unit, how to reach you")
        self._key.setPlaceholderText("age1…")
        self._file.setAccessibleName("Your ROCC's public key from a file…")
        key = Field("Your ROCC's public key", self._key, _KEY_HINT, beside=(self._file,))
        form.add("about", "The &case", Field("The case in your own words", self._about))
        form.add("by", "&Who asks", Field("Who asks", self._by))
        form.add("key", "Public &key", key)
        return form

    def _fill(self) -> None:
        """Put everything but the buttons on a page that scrolls where room is short."""
        page = ScrollPage()
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(page.page)
        space(column, (16, 12, 8, 12), 10)
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName("Exactly this goes in")
        keep_gutter(self._preview)
        self._preview.setMinimumHeight(_PREVIEW_HEIGHT)
        column.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        column.addWidget(self._form)
        column.addWidget(Label("Exactly this goes in", Type.HEADING))
        column.addWidget(self._preview, 1)
        self.body.addWidget(page, 1)
        self.body.addWidget(self._refusal)
        self.body.addWidget(self._news)
        self._news.hide()

    def _connect(self) -> None:
        self._about.textChanged.connect(self._due.start)
        self._by.textChanged.connect(self._due.start)
        self._key.textEdited.connect(self._on_key_typed)
        self._file.clicked.connect(self._on_file_wanted)
        self._save.clicked.connect(self._on_save_wanted)
        self.finished.connect(self._on_typed)

    @property
    def preview(self) -> str:
        """What is shown of what goes in."""
        return self._preview.toPlainText()

    @property
    def news(self) -> str:
        """What was done last, or why it could not be."""
        return self._news.plain_text

    # ── what goes in ─────────────────────────────────────────────────────────

    def _make(self) -> Referral:
        """Return the referral as it stands.

        Raises:
            UsageError: A text is too long.
        """
        about, by = self._about.toPlainText(), self._by.text()
        session, answers = self._reader.session, self._reader.answers
        return make_referral(session, answers, today(), about=about, by=by, looked_at=self._entries)

    @Slot()
    def _on_typed(self) -> None:
        """Keep the case in the reader's words, as the advisor does; show what goes in now."""
        self._due.stop()
        self._reader.describe(self._about.toPlainText()[:MOST_OF_WORDS])
        self._show()

    def _show(self) -> None:
        """Show all that goes in, its marking, and whether the site lets it be saved."""
        field = self._form.fields["about"]
        try:
            made = self._make()
            printable = print_referral(self._reader.session, made)
        except AdvisorError as error:
            field.show_problem(_say(error))
            return
        field.show_problem("")
        self._preview.setPlainText(say_referral(self._reader.session, made))
        self.show_marking(printable.label)
        refusal = find_refusal(self._reader.session, printable, Way.SAVE)
        self._refusal.show_text(refusal)
        self._refusal.setVisible(bool(refusal))
        if refusal:
            self._save.disable(refusal)
        else:
            self._save.enable()

    # ── the key ──────────────────────────────────────────────────────────────

    @Slot()
    def _on_key_typed(self) -> None:
        self._form.fields["key"].show_problem("")

    @Slot()
    def _on_file_wanted(self) -> None:
        dialog = QFileDialog(self, "Choose the file with the public key")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_key_from)
        dialog.open()

    @Slot(str)
    def take_key_from(self, name: str) -> None:
        """Take the one public key that stands in a file."""
        try:
            self._key.setText(read_key(Path(name)).text)
        except AdvisorError as error:
            self._form.show_problems({"key": _say(error)})
        else:
            self._on_key_typed()
            self._key.setCursorPosition(0)

    # ── saving it ────────────────────────────────────────────────────────────

    def _find_problems(self) -> dict[str, str]:
        problems = {}
        try:
            self._make()
        except AdvisorError as error:
            problems["about"] = _say(error)
        try:
            Recipient.parse(self._key.text().strip())
        except AdvisorError as error:
            problems["key"] = _say(error)
        return problems

    @Slot()
    def _on_save_wanted(self) -> None:
        self._on_typed()
        if self._form.show_problems(self._find_problems()):
            return
        dialog = QFileDialog(self, "Save the sealed referral", f"referral-{today()}.age")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Sealed referrals (*.age)"])
        dialog.setDefaultSuffix("age")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Seal it to the ROCC and write it to a file, once that is recorded."""
        path, reader = Path(name), self._reader
        try:
            made, recipient = self._make(), Recipient.parse(self._key.text().strip())
            printable = print_referral(reader.session, made)
            data = seal_referral(made, recipient)
            where = f"sealed, to {path.name}"
            record(reader.session, reader.journal, printable, Way.SAVE, where)
            write_file(path, data, private=True)
        except AdvisorError as error:
            self._tell(_say(error))
            return
        reader.keep_rocc_key(recipient.text)
        self._tell(
            f"Saved, marked {made.marking}, sealed to that key alone: {path.name}. Send it to your "
            "ROCC, and ring to say that it comes from you."
        )

    def _tell(self, words: str) -> None:
        self._news.show_text(words)
        self._news.setVisible(bool(words))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _say(error: AdvisorError) -> str:
    return " ".join(filter(None, (error.message, error.hint)))
