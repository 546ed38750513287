"""“Can I have this?”: the standing, one question at a time, then the outcome."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.advice import Advice, Answer, parse_answer
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Urgent
from advisor.errors import UsageError
from advisor.ui.advice.answers_view import AnswersView
from advisor.ui.advice.outcome_view import OutcomeView
from advisor.ui.advice.question_view import Asked, QuestionView
from advisor.ui.advice.words import DO_NOT_KNOW, say_sources, say_standing
from advisor.ui.entry.how_to_get_it import urgent_row
from advisor.ui.explaining import explain_page
from advisor.ui.reader import Reader
from advisor.ui.referring.refer_row import ReferRow
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.standing_bar import StandingBar

_MOST_QUOTED = 40


class CheckPage(QWidget):
    """Finds out whether and how one capability can be had.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
        rules_wanted: The reader wants the rules as a picture.
        source_wanted: The reader wants the source of this key.
        request_wanted: The reader wants the request for it drafted.
        deed_wanted: The reader wants a deed of the window, by its name.
    """

    entry_wanted = Signal(str)
    rules_wanted = Signal()
    source_wanted = Signal(str)
    request_wanted = Signal()
    deed_wanted = Signal(str)

    def __init__(
        self,
        capability: str,
        reader: Reader,
        parent: QWidget | None = None,
        *,
        offers_referral: bool = True,
    ) -> None:
        super().__init__(parent)
        self._capability = capability
        self._reader = reader
        self._offers_referral = offers_referral
        self._editing: str | None = None
        self._facts = {fact.name: fact for fact in reader.session.catalogue.facts}
        self._standing = StandingBar()
        self._scroll = ScrollPage()
        self._scroll.setAccessibleName("Can I have this?")
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._standing)
        column.addWidget(self._scroll, 1)
        self._body = QVBoxLayout(self._scroll.page)
        space(self._body, (28, 18, 16, 28), 14)
        self._question: QuestionView | None = None
        self.refresh()

    @property
    def advice(self) -> Advice:
        """What the advisor says to the answers so far."""
        return self._reader.session.check(self._capability, self._reader.answers)

    @Slot()
    def refresh(self) -> None:
        """Show what the answers so far lead to."""
        advice = self.advice
        is_begun = bool(self._relevant())
        self._standing.show_standing(*say_standing(advice, is_begun=is_begun))
        self._clear()
        self._add_urgent()
        definition = self._to_ask(advice)
        if definition is None:
            view = OutcomeView(advice, self._reader.answers, self._reader.session)
            view.change_wanted.connect(self._on_change)
            view.source_wanted.connect(self.source_wanted)
            view.entry_wanted.connect(self.entry_wanted)
            view.rules_wanted.connect(self.rules_wanted)
            view.request_wanted.connect(self.request_wanted)
            self._body.addWidget(view)
            self._add_referral()
        else:
            self._ask(definition)
        self._add_answers(advice)
        self._body.addStretch(1)
        explain_page(self, self._reader.session.glossary)
        self._scroll.show_top()

    def take_focus(self) -> None:
        """Put the keyboard on the first answer, or on the outcome."""
        if self._question is not None:
            self._question.take_focus()
        else:
            self._scroll.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_referral(self) -> None:
        if self._offers_referral:
            row = ReferRow()
            row.deed_wanted.connect(self.deed_wanted)
            self._body.addWidget(row)

    def _clear(self) -> None:
        self._question = None
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_urgent(self) -> None:
        urgent = self._reader.session.catalogue.entry(self._capability).find("urgent")
        if isinstance(urgent, Urgent):
            card = Card(urgent=True)
            card.add_item(urgent_row(urgent, self._reader.session, card))
            self._body.addWidget(card)

    def _to_ask(self, advice: Advice) -> FactDefinition | None:
        if self._editing is not None:
            return self._facts[self._editing]
        return advice.questions[0].fact if advice.questions else None

    def _ask(self, definition: FactDefinition) -> None:
        answers = self._relevant()
        number = len(answers) + (definition.name not in dict(answers))
        source = say_sources(definition.sources, self._reader.session)
        answer = self._reader.answers.get(definition.name)
        self._question = QuestionView(definition, Asked(f"Question {number}"), source, answer)
        self._question.answered.connect(self._on_answered)
        self._question.left.connect(self._on_back)
        self._body.addWidget(self._question)

    def _relevant(self) -> list[tuple[str, Answer]]:
        """Return the answers that this capability's rules look at, in the order given."""
        used = self._reader.session.advisor.facts_of(self._capability)
        return [(name, answer) for name, answer in self._reader.answers.items() if name in used]

    def _add_answers(self, advice: Advice) -> None:
        answered = [(self._facts[name], answer) for name, answer in self._relevant()]
        if not answered:
            return
        view = AnswersView(answered)
        view.change_wanted.connect(self._on_change)
        view.withdraw_wanted.connect(self._on_withdraw)
        view.restart_wanted.connect(self._on_restart)
        self._body.addWidget(view)
        if self._editing is not None and advice.settled:
            back = Button("Back to the outcome", Kind.LINK)
            back.clicked.connect(self._on_leave_editing)
            self._body.addWidget(back)

    @Slot(str)
    def _on_answered(self, typed: str) -> None:
        definition = self._to_ask(self.advice)
        if definition is None or self._question is None:
            return
        try:
            answer = parse_answer(definition, typed)
        except UsageError:
            self._question.show_problem(say_wrong(definition, typed))
            return
        self._editing = None
        self._reader.answer(self._reader.answers.with_answer(definition.name, answer))
        self.take_focus()
        self._announce()

    @Slot()
    def _on_back(self) -> None:
        """Go to the answer given before; at the first question, leave the check."""
        names = [name for name, _ in self._relevant()]
        if self._editing in names:
            names = names[: names.index(self._editing)]
        if names:
            self._on_change(names[-1])
        else:
            self._reader.back()

    @Slot(str)
    def _on_change(self, fact: str) -> None:
        self._editing = fact
        self.refresh()
        self.take_focus()

    @Slot(str)
    def _on_withdraw(self, fact: str) -> None:
        self._editing = None
        self._reader.answer(self._reader.answers.without(fact))
        self.take_focus()
        self._announce()

    def _announce(self) -> None:
        """Say to a screen reader how it stands now, once it has said where the keyboard is."""
        said = QAccessibleAnnouncementEvent(self, self._standing.accessibleName())
        QAccessible.updateAccessibility(said)

    @Slot()
    def _on_leave_editing(self) -> None:
        self._editing = None
        self.refresh()
        self.take_focus()

    @Slot()
    def _on_restart(self) -> None:
        self._editing = None
        self._reader.forget_answers()
        self.take_focus()


def say_wrong(definition: FactDefinition, typed: str) -> str:
    """Return why what was typed is no answer, for somebody at the window."""
    quoted = typed if len(typed) <= _MOST_QUOTED else f"{typed[:_MOST_QUOTED]}…"
    if definition.type == "date":
        return f"“{quoted}” is not a day. Write it as 2026-06-03, or choose “{DO_NOT_KNOW}”."
    return f"“{quoted}” is not a whole number. Use digits alone, or choose “{DO_NOT_KNOW}”."
