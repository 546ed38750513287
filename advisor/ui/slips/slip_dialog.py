"""“Report a mistake…”: a slip to save or copy, and a code to read out on the telephone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import highest
from advisor.draft import HalfSlip
from advisor.durable import write_file
from advisor.errors import AdvisorError, UsageError
from advisor.slips import (
    Code,
    Line,
    Slip,
    choose_marking,
    entry_lines,
    make_slip,
    markings_for,
    say_slip,
    spell,
    verify_may_be_written,
    write_slip,
)
from advisor.ui import theme
from advisor.ui.reader import Reader
from advisor.ui.slips.half_slip import line_key, to_half, to_said
from advisor.ui.slips.slip_form import SlipForm
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 620
_HEIGHT: Final = 680
_HOW: Final = (
    "Nothing is sent from here. Save the slip and send it on a system that may hold its marking, "
    "or ring whoever keeps the catalogue and read the code out."
)
_LEAST_NEAR: Final = 3


class SlipDialog(QDialog):
    """Asks what is wrong with a line of an entry, and makes the slip.

    Args:
        entry_id: The entry.
        reader: Whose reader says so.
        near: What of the page was selected: the line with these words is chosen.
        parent: The window.
    """

    def __init__(
        self, entry_id: str, reader: Reader, near: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._entry = reader.session.catalogue.entry(entry_id)
        self._lines = entry_lines(reader.session, self._entry)
        half = reader.half_slip
        begun = half if half is not None and half.entry == entry_id else None
        chosen = _find_near(self._lines, near) if begun is None else _find_begun(self._lines, begun)
        self._form = SlipForm(self._lines, chosen)
        self._banners = (MarkingBanner(), MarkingBanner(at_bottom=True))
        self._code, self._spelt = WrapLabel("", Type.QUESTION), WrapLabel("", Type.META)
        self._news = WrapLabel("")
        self._copy, self._save = Button("Copy"), Button("Save the slip…", Kind.PRIMARY)
        self.setWindowTitle("Report a mistake")
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._banners[0])
        column.addWidget(self._make_body(), 1)
        column.addLayout(self._make_buttons())
        column.addWidget(self._banners[1])
        self._form.line_chosen.connect(self._show_line)
        self._form.marking_chosen.connect(self._show_marking)
        self._show_line()
        if begun is not None:
            self._take_up(begun)
        self._form.written.connect(self._keep)
        self._form.line_chosen.connect(self._keep)
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self._form.take_focus()

    def _make_body(self) -> ScrollPage:
        scroll = ScrollPage()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QVBoxLayout(scroll.page)
        space(page, (20, 20, 8, 12), 12)
        page.addWidget(Label("Report a mistake", Type.QUESTION))
        page.addWidget(WrapLabel(self._entry.head.title, Type.STRONG))
        page.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        page.addWidget(self._form)
        card = Card("To read out", f"Release {self._reader.session.catalogue.release.release}")
        card.body.addWidget(self._code)
        card.body.addWidget(self._spelt)
        page.addWidget(card)
        page.addStretch(1)
        return scroll

    def _make_buttons(self) -> QVBoxLayout:
        self._copy.clicked.connect(self._on_copy)
        self._save.clicked.connect(self._on_save)
        self._save.setDefault(True)
        close = Button("Close")
        close.clicked.connect(self.reject)
        self._news.hide()
        row, column = QHBoxLayout(), QVBoxLayout()
        space(column, (20, 8, 20, 16), 8)
        space(row, gap=8)
        row.addStretch(1)
        for button in (self._save, self._copy, close):
            row.addWidget(button)
        column.addWidget(self._news)
        column.addLayout(row)
        return column

    # ── what is shown ────────────────────────────────────────────────────────

    @property
    def news(self) -> str:
        """What was done last, or why it could not be."""
        return self._news.plain_text

    @Slot()
    def _show_line(self) -> None:
        """Show the code of the line, and how a slip about it can be marked."""
        session, line = self._reader.session, self._form.line
        code = Code.of(session.catalogue.release.release, self._entry.id, line.identity)
        self._code.show_text(str(code))
        self._spelt.show_text(spell(code))
        usual = choose_marking(session, self._entry, line)
        self._form.offer_markings(markings_for(session, self._entry, line), usual)
        self._show_marking()

    @Slot()
    def _show_marking(self) -> None:
        """Mark the dialog as high as any line it lists, and as the slip; offer what that lets."""
        policy, marking = self._reader.session.policy, self._form.marking
        shown = highest(line.label for line in self._lines).join(marking)
        for banner in self._banners:
            banner.show_marking(str(shown), shown.classification.value)
        refused = [
            _allow(self._save, policy.allows_exporting(marking), "written", policy.export_up_to),
            _allow(self._copy, policy.allows_copying(marking), "copied", policy.copy_up_to),
        ]
        self._news.show_text(" ".join(filter(None, refused)))
        self._news.setVisible(any(refused))

    # ── what was begun ───────────────────────────────────────────────────────

    def _take_up(self, begun: HalfSlip) -> None:
        """Fill in what was begun before the dialog was closed, or the window was locked."""
        self._form.write(to_said(begun))
        self._tell("What you had begun to write is here again.")

    @Slot()
    def _keep(self) -> None:
        """Keep what stands in the form for as long as it is neither saved nor taken back."""
        before = self._reader.half_slip
        half = to_half(self._entry.id, self._form.line, self._form.said)
        if half is not None or (before is not None and before.entry == self._entry.id):
            self._reader.keep_slip(half)

    # ── what the reader does ─────────────────────────────────────────────────

    def make(self) -> Slip | None:
        """Return the slip; say what is missing, where something is."""
        try:
            slip = make_slip(
                self._reader.session,
                self._entry,
                self._form.line,
                self._form.said,
                today=datetime.now(UTC).date(),
                marking=self._form.marking,
            )
        except UsageError as error:
            self._form.show_problems({"wrong": " ".join(filter(None, (error.message, error.hint)))})
            return None
        self._form.show_problems({})
        return slip

    @Slot()
    def _on_copy(self) -> None:
        slip = self.make()
        if slip is not None:
            clipboard, text = QGuiApplication.clipboard(), say_slip(slip)
            clipboard.setText(text)
            if clipboard.text() == text:  # else the site does not let it be copied, which is said
                self._tell("Copied, with its marking above and below.")

    @Slot()
    def _on_save(self) -> None:
        slip = self.make()
        if slip is None:
            return
        dialog = QFileDialog(self, "Save the slip", f"slip-{slip.code}.json")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Slips (*.json)", "All files (*)"])
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the slip to a file, once that is recorded."""
        slip, path = self.make(), Path(name)
        if slip is None:
            return
        try:
            verify_may_be_written(self._reader.session, slip)
            if self._reader.journal is not None:
                self._reader.journal.export(self._entry, slip.label, f"slip, to {path.name}")
            write_file(path, write_slip(slip), private=True)
            self._reader.keep_slip(None)
        except AdvisorError as error:
            self._tell(" ".join(filter(None, (error.message, error.hint))))
        else:
            self._tell(f"Saved, marked {slip.marking}: {path.name}. Send it, then close this.")

    def _tell(self, words: str) -> None:
        self._news.show_text(words)
        self._news.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _allow(button: Button, is_allowed: bool, deed: str, most: str) -> str:
    """Let a button be pressed, or say on it and return why it cannot be."""
    if is_allowed:
        button.enable()
        return ""
    reason = f"Your organisation lets what is marked up to {most} be {deed}."
    button.disable(reason)
    return reason


def _find_begun(lines: tuple[Line, ...], begun: HalfSlip) -> int:
    """Return the place of the line that a slip was begun about; of the first, if it is gone."""
    return next((n for n, line in enumerate(lines) if line_key(line) == begun.line), 0)


def _find_near(lines: tuple[Line, ...], words: str) -> int:
    """Return the place of the line that some words of the page are of; of the first, if of none."""
    wanted = " ".join(words.split()).casefold()
    if len(wanted) < _LEAST_NEAR:
        return 0
    for place, line in enumerate(lines):
        if wanted in " ".join(line.text.split()).casefold():
            return place
    return 0
