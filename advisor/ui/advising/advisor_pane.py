"""“What can help me?”: the case in one's own words, the best next question, the answers so far."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor.advice import NextQuestion, parse_answer
from advisor.cases.case import MOST_OF_DESCRIPTION
from advisor.catalogue.access import FactDefinition
from advisor.errors import UsageError
from advisor.ui.advice.answers_view import AnswersView
from advisor.ui.advice.check_page import say_wrong
from advisor.ui.advice.question_view import Asked, QuestionView
from advisor.ui.advice.words import say_sources
from advisor.ui.advising.words import say_worth
from advisor.ui.contacts.contact_steps import contacts_card
from advisor.ui.explaining import explain_page
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.pane import PANE
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_PLACEHOLDER: Final = "Your case in your own words (optional)"
#: Ranked again once the hands rest: a frame and a bit.
_AFTER_MS: Final = 120
_MOST_NAMED: Final = 8


class AdvisorPane(QWidget):
    """Asks what settles most, and keeps the answers in sight.

    Signals:
        answered: An answer was given, changed or taken back.
        urgent_wanted: The reader wants to know whom to ring.
        survey_wanted: The reader wants the list of capabilities, where this has all the room.
    """

    answered = Signal()
    urgent_wanted = Signal()
    survey_wanted = Signal()

    def __init__(self, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(PANE, "list")
        self._reader = reader
        self._editing: str | None = None
        self._is_due = False
        self._facts = {fact.name: fact for fact in reader.session.catalogue.facts}
        self._question: QuestionView | None = None
        self._scroll = ScrollPage()
        self._scroll.setAccessibleName("What can help me?")
        self._about = _make_field(reader.description)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AFTER_MS)
        self._due.timeout.connect(self._on_described)
        self._about.textChanged.connect(self._due.start)
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._scroll, 1)
        page = QVBoxLayout(self._scroll.page)
        space(page, (16, 14, 4, 16), 14)
        page.addLayout(self._make_head())
        self._body = QVBoxLayout()
        space(self._body, gap=14)
        page.addLayout(self._body)
        page.addStretch(1)
        reader.page_stale.connect(self.refresh)
        self.refresh()

    def _make_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        space(head, gap=4)
        head.addWidget(WrapLabel("What can help me?", Type.QUESTION))
        words = "Answer a little; every capability you can read is checked."
        head.addWidget(WrapLabel(words, Type.META, "muted"))
        head.addSpacing(6)
        head.addWidget(self._about)
        self._way = Button("See where the capabilities stand")
        self._way.clicked.connect(self.survey_wanted)
        self._way.hide()
        head.addSpacing(6)
        head.addWidget(self._way, 0, Qt.AlignmentFlag.AlignLeft)
        return head

    def show_way(self, *, is_shown: bool) -> None:
        """Offer the way to the list of capabilities, where it is not beside this."""
        self._way.setVisible(is_shown)

    # ── what is shown ────────────────────────────────────────────────────────

    @Slot()
    def refresh(self) -> None:
        """Show what to answer next, and the answers so far; at the latest when this is seen.

        It takes a survey of the whole catalogue, which nobody waits for who came to search.
        """
        self._is_due = not self.isVisible()
        if not self._is_due:
            self._show_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while nobody saw it."""
        super().showEvent(event)
        if self._is_due:
            self.refresh()

    def _show_anew(self) -> None:
        if self._reader.description != self._about.text() and not self._due.isActive():
            with QSignalBlocker(self._about):
                self._about.setText(self._reader.description)
        had_keyboard = self._question is not None and self._question.has_keyboard
        self._clear()
        self._add_urgent()
        self._add_question()
        self._add_answers()
        explain_page(self, self._reader.session.glossary)
        if had_keyboard:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the first answer, or on the page where nothing is asked."""
        if self._question is not None:
            self._question.take_focus()
        else:
            self._scroll.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _clear(self) -> None:
        self._question = None
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_urgent(self) -> None:
        """Put whom to ring before any question, where a life is at risk or a crime goes on."""
        if not self._reader.is_urgent:
            return
        session = self._reader.session
        contacts = session.directory.life_at_risk(session.where)
        self._body.addWidget(contacts_card("Ring first", "", contacts, is_urgent=True))
        more = Button("All of it: life at risk (F2)", Kind.LINK)
        more.clicked.connect(self.urgent_wanted)
        self._body.addWidget(more)

    def _add_question(self) -> None:
        question = self._reader.survey.next_question
        if self._editing is not None:
            asked = Asked("Change your answer", leave="Keep it", is_narrow=True)
            self._ask(self._facts[self._editing], asked)
        elif question is not None:
            worth = say_worth(question)
            asked = Asked("Best next question", worth, leave="Skip", is_narrow=True)
            self._ask(question.fact, asked)
            self._add_needed_by(question)
        else:
            self._add_nothing_left()

    def _ask(self, definition: FactDefinition, asked: Asked) -> None:
        source = say_sources(definition.sources, self._reader.session)
        answer = self._reader.answers.get(definition.name)
        self._question = QuestionView(definition, asked, source, answer)
        self._question.answered.connect(self._on_answered)
        self._question.left.connect(self._on_left)
        self._body.addWidget(self._question)

    def _add_needed_by(self, question: NextQuestion) -> None:
        titles = [self._reader.session.catalogue.head(one).title for one in question.needed_by]
        named = ", ".join(titles[:_MOST_NAMED])
        rest = len(titles) - _MOST_NAMED
        more = f" and {rest} more" if rest > 0 else ""
        self._body.addWidget(WrapLabel(f"Needed by: {named}{more}.", Type.META, "muted"))

    def _add_nothing_left(self) -> None:
        skipped = len(self._reader.survey.questions)
        words = "You skipped every question that is left." if skipped else "All is settled."
        self._body.addWidget(WrapLabel(words, Type.HEADING))
        if skipped:
            again = Button(f"Ask them again: {skipped}")
            again.clicked.connect(self._reader.ask_skipped)
            self._body.addWidget(again)
        else:
            text = "Nothing else that you could answer changes where a capability stands."
            self._body.addWidget(WrapLabel(text))

    def _add_answers(self) -> None:
        answered = [
            (self._facts[name], answer)
            for name, answer in self._reader.answers.items()
            if name in self._facts
        ]
        if not answered:
            return
        view = AnswersView(answered, is_narrow=True)
        view.change_wanted.connect(self._on_change)
        view.withdraw_wanted.connect(self._on_withdraw)
        view.restart_wanted.connect(self._on_restart)
        self._body.addWidget(view)

    # ── what the reader does ─────────────────────────────────────────────────

    @Slot()
    def _on_described(self) -> None:
        self._reader.describe(self._about.text())

    @Slot(str)
    def _on_answered(self, typed: str) -> None:
        name = self._asked_fact
        if name is None or self._question is None:
            return
        try:
            answer = parse_answer(self._facts[name], typed)
        except UsageError:
            self._question.show_problem(say_wrong(self._facts[name], typed))
            return
        self._editing = None
        self._reader.answer(self._reader.answers.with_answer(name, answer))
        self._after_answer()

    @property
    def _asked_fact(self) -> str | None:
        if self._editing is not None:
            return self._editing
        question = self._reader.survey.next_question
        return question.fact.name if question is not None else None

    @Slot()
    def _on_left(self) -> None:
        """Skip the question, or leave the answer as it was."""
        name, self._editing = self._editing, None
        question = self._reader.survey.next_question
        if name is None and question is not None:
            self._reader.skip(question.fact.name)
        else:
            self.refresh()
        self.take_focus()

    @Slot(str)
    def _on_change(self, fact: str) -> None:
        self._editing = fact
        self.refresh()
        self._scroll.show_top()
        self.take_focus()

    @Slot(str)
    def _on_withdraw(self, fact: str) -> None:
        self._editing = None
        self._reader.answer(self._reader.answers.without(fact))
        self._after_answer()

    @Slot()
    def _on_restart(self) -> None:
        self._editing = None
        self._reader.start_again()
        self._after_answer()

    def _after_answer(self) -> None:
        self._scroll.show_top()
        self.take_focus()
        self.answered.emit()


def _make_field(description: str) -> QLineEdit:
    field = QLineEdit(description)
    field.setAccessibleName("Your case in your own words")
    field.setPlaceholderText(_PLACEHOLDER)
    field.setMaxLength(MOST_OF_DESCRIPTION)
    field.setClearButtonEnabled(True)
    return field
