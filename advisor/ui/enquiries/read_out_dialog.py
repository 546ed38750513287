"""Typing in the line of an answer sheet while somebody reads it out on the telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.advice import Answers
from advisor.cases.case import MOST_OF_NAME
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.notes.answer_sheet import Heard, hear, read_sheet
from advisor.session import Session
from advisor.ui.cases.words import say_moment
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.forms.form import Form
from advisor.ui.enquiries.fields import make_marking
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import keep_gutter
from advisor.ui.widgets.short_list import ShortList

TITLE: Final = "Type in an answer sheet"
_HOW: Final = (
    "Have them say how the sheet is marked, then read out the line; type it as you hear it. What "
    "you heard stands below, to be read back."
)
_HINT: Final = "Such as 1: 3a 7b 12=5 K7P. Spaces, commas and capitals do not matter."
_NOTHING: Final = "Nothing was typed yet"
_MOST_OF_LINE: Final = 6000


class ReadOutDialog(HouseDialog):
    """Takes a line, and stays until it fits.

    Args:
        session: Of whoever types.
        keep: Takes the answers on, under a name; its error is shown.
        parent: The window.
    """

    def __init__(
        self,
        session: Session,
        keep: Callable[[str, Answers], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(TITLE, parent, marking=session.clearance.label)
        self._session, self._keep = session, keep
        self._label = OFFICIAL
        self._line = QLineEdit()
        self._name = QLineEdit(f"Read out on {say_moment(datetime.now(UTC))}")
        self._heard = ShortList("What you heard", _NOTHING)
        keep_gutter(self._heard)
        self._news = WrapLabel("")
        self._news.hide()
        self._form = self._make_form()
        self.body.addWidget(WrapLabel(_HOW, Type.META, "muted"))
        self.body.addWidget(self._form)
        self.body.addWidget(self._heard, 1)
        self.body.addWidget(self._news)
        take = Button("Take it on", Kind.PRIMARY)
        take.clicked.connect(self.take_on)
        self.finish(52, 44, take)
        take.setDefault(True)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._line.textChanged.connect(self._show_heard)
        self._show_heard()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_form(self) -> Form:
        form = Form()
        name = "How the sheet is marked"
        marking = make_marking(name, self._session, str(OFFICIAL), self._on_marked)
        self._line.setMaxLength(_MOST_OF_LINE)
        self._name.setMaxLength(MOST_OF_NAME)
        form.add("marking", "&Marking", Field(name, marking))
        form.add("line", "&Line", Field("The line as it is read out", self._line, _HINT))
        form.add("name", "&Operation", Field("Operation", self._name))
        return form

    @property
    def problem(self) -> str:
        """Why the line cannot be taken; empty where nothing is said of it."""
        return self._form.fields["line"].problem

    def _on_marked(self, marking: str) -> None:
        self._label = Label.parse(marking)
        self._show_heard()

    @Slot()
    def _show_heard(self) -> None:
        """Show what stands in the line so far; what was wrong with it may be mended."""
        self._form.show_problems({})
        self._heard.clear()
        self._heard.addItems(
            [_say(one) for one in hear(self._session, self._line.text(), self._label)]
        )
        self._heard.show_count()
        self._heard.scrollToBottom()

    @Slot()
    def take_on(self) -> None:
        """Take the answers on as an enquiry, or say beside the line what is wrong with it."""
        try:
            answers = read_sheet(self._session, self._line.text(), self._label)
        except AdvisorError as error:
            self._form.show_problems({"line": _say_error(error)})
            return
        try:
            self._keep(self._name.text(), answers)
        except AdvisorError as error:
            self._news.show_text(_say_error(error))
            self._news.show()
            self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.accept()


def _say(heard: Heard) -> str:
    if not heard.subject:
        return f"{heard.token}   answers no question"
    return f"{heard.token}   {heard.subject}: {heard.answer or 'no such answer'}"


def _say_error(error: AdvisorError) -> str:
    return " ".join(filter(None, (error.message, error.hint)))
