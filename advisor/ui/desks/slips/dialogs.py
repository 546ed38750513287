"""What is typed at the desk of slips: why one is accepted or declined, and what is read out."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.slips import Said, Slip
from advisor.slips.bringing import bring_said
from advisor.slips.deciding import verify_reason
from advisor.slips.kept import Verdict
from advisor.slips.slip import MOST_OF_NAME, MOST_OF_SAYS
from advisor.ui import theme
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.field import Field, Problem
from advisor.ui.desks.forms.form import Form
from advisor.ui.desks.forms.words import say_error
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind, button_row
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import size, space

_TITLE: Final = "Capability advisor"
_WIDTH: Final = 620
_HEIGHT: Final = 640
_TEXT_HEIGHT: Final = 72
_WORDS: Final = {
    Verdict.ACCEPTED: (
        "Accept this report?",
        "It changes no text. Export it for whoever keeps the catalogue, and correct the line for "
        "your site until they have.",
        "Accept",
    ),
    Verdict.DECLINED: ("Decline this report?", "The line stays as it is.", "Decline"),
}
_WHY_HINT: Final = "A few words. They are kept with your name and the day; the auditor reads them."


class DecideDialog(DeskDialog):
    """Asks why a slip is accepted or declined; ``why`` says so, once it is accepted.

    Args:
        verdict: What is to be said of the slip.
        marking: The highest marking of what the window shows.
        parent: The window it belongs to.
    """

    def __init__(self, verdict: Verdict, marking: Label, parent: QWidget) -> None:
        super().__init__(_TITLE, marking, parent)
        question, sentence, deed = _WORDS[verdict]
        self.why = ""
        self._why, self._problem = _make_text(), Problem()
        self.body.addWidget(WrapLabel(question, Type.QUESTION))
        self.body.addWidget(WrapLabel(sentence))
        self.body.addWidget(WrapLabel("Why", Type.STRONG))
        self.body.addWidget(Field("Why", self._why, _WHY_HINT))
        self.body.addWidget(self._problem)
        self.body.addLayout(_make_buttons(self, deed, self._on_wanted))
        self.resize(theme.current().px(_WIDTH), self.sizeHint().height())
        self._why.setFocus()

    @Slot()
    def _on_wanted(self) -> None:
        try:
            self.why = verify_reason(self._why.toPlainText())
        except AdvisorError as error:
            self._problem.show_problem(say_error(error))
            self._why.setFocus()
            return
        self.accept()


class SaidDialog(DeskDialog):
    """Asks what somebody reads out on the telephone; ``slip`` is it, once it is accepted.

    Args:
        session: What the administrator may read.
        today: The day.
        parent: The window it belongs to.
    """

    def __init__(self, session: Session, today: date, parent: QWidget) -> None:
        super().__init__(_TITLE, session.clearance.label, parent)
        self._session, self._today = session, today
        self.slip: Slip | None = None
        self._code, self._by, self._known_from = QLineEdit(), QLineEdit(), QLineEdit()
        self._by.setMaxLength(MOST_OF_NAME)
        self._known_from.setMaxLength(MOST_OF_SAYS)
        self._wrong, self._right, self._problem = _make_text(), _make_text(), Problem()
        self.body.addWidget(WrapLabel("Write down a report from the telephone", Type.QUESTION))
        page = ScrollPage()
        page.setAccessibleName("What they say")
        self._form = Form()
        self._fill()
        column = QHBoxLayout(page.page)
        space(column, (4, 4, 12, 4))
        column.addWidget(self._form)
        self.body.addWidget(page, 1)
        self.body.addWidget(self._problem)
        self.body.addLayout(_make_buttons(self, "Take in", self._on_wanted))
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self._code.setFocus()

    def _fill(self) -> None:
        hint = "It looks like 3-KMPT7-X2QW-AA. It says which line; any misheard letter shows."
        self._form.add("code", "&Code", Field("Code", self._code, hint))
        hint = "What is wrong, in their words."
        self._form.add("wrong", "&Wrong", Field("What is wrong", self._wrong, hint))
        hint = "What is right, if they know."
        self._form.add("right", "&Right", Field("What is right", self._right, hint))
        hint = "How they know: a document, a call, their own work."
        self._form.add("known_from", "&How", Field("How they know", self._known_from, hint))
        hint = "Their name and unit, if they want to be asked."
        self._form.add("by", "Wh&o", Field("Who they are", self._by, hint))

    @Slot()
    def _on_wanted(self) -> None:
        said = Said(
            wrong=self._wrong.toPlainText(),
            right=self._right.toPlainText(),
            known_from=self._known_from.text(),
            by=self._by.text(),
        )
        try:
            self.slip = bring_said(self._code.text(), said, self._session, today=self._today)
        except AdvisorError as error:
            self._problem.show_problem(say_error(error))
            return
        self.accept()


def _make_text() -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setTabChangesFocus(True)
    size(text, height=_TEXT_HEIGHT)
    return text


def _make_buttons(dialog: DeskDialog, words: str, deed: object) -> QHBoxLayout:
    do, leave = Button(words, Kind.PRIMARY), Button("Cancel")
    do.clicked.connect(deed)
    leave.clicked.connect(dialog.reject)
    return button_row(do, leave)
