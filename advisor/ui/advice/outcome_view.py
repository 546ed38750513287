"""What the advisor concluded: the steps in order, why, and whom to ring."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.advice import Advice, Outcome, Reason
from advisor.advice.outcome import PrerequisiteAdvice, PrerequisiteStatus, StepAdvice
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui.advice.words import say_sources, to_tree
from advisor.ui.contacts.contact_steps import contacts_card
from advisor.ui.entry.how_to_get_it import TIME_NOT_PUBLISHED
from advisor.ui.place_words import say_for_place
from advisor.ui.theme import Type
from advisor.ui.visible_marking import card_marking
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.label import Label, Link, WrapLabel
from advisor.ui.widgets.reasons_tree import ReasonsTree
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.step_row import Detail, Step, StepRow


class OutcomeView(QWidget):
    """Shows the advice on one capability.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
        rules_wanted: The reader wants the rules as a picture.
    """

    entry_wanted = Signal(str)
    rules_wanted = Signal()

    def __init__(self, advice: Advice, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._advice = advice
        self._session = session
        self._column = QVBoxLayout(self)
        space(self._column, gap=10)
        self._add_changes()
        self._add_steps()
        self._add_reasons()
        self._add_alternatives()
        contacts = session.directory.resolve(advice.contacts, session.where)
        place = say_for_place(session)
        card = contacts_card("Whom to ring", place, contacts, is_marked=self._is_marked)
        self._column.addWidget(card)
        if advice.note:
            self._column.addWidget(WrapLabel(advice.note, Type.META, "muted"))

    @property
    def _is_marked(self) -> bool:
        return self._session.clearance.label != OFFICIAL

    def _add_changes(self) -> None:
        """Say what would change a no, or whom to ask for what is not known."""
        if self._advice.outcome is Outcome.NOT_AVAILABLE:
            for reason in _deciding(self._advice.reasons):
                change = reason.change or "Nothing that you could obtain would change this."
                self._column.addWidget(WrapLabel(f"{reason.text} {change}"))
        elif self._advice.unknown_facts and not self._advice.settled:
            names = ", ".join(item.fact.subject.lower() for item in self._advice.unknown_facts)
            self._column.addWidget(
                WrapLabel(f"Find out: {names}. Whoever is in the list below can help you to.")
            )

    def _add_steps(self) -> None:
        todo = [item for item in self._advice.prerequisites if item.to_do]
        steps: list[PrerequisiteAdvice | StepAdvice] = [*todo, *self._advice.steps]
        if not steps:
            return
        card = Card("In this order", say_for_place(self._session))
        if self._is_marked:
            entry = self._session.catalogue.entry(self._advice.capability)
            marking = card_marking(self._session, entry)
            card.show_marking(str(marking), marking.classification.value)
        for number, step in enumerate(steps, start=1):
            card.add_item(self._make_step(step, number))
        self._column.addWidget(card)

    def _make_step(self, step: PrerequisiteAdvice | StepAdvice, number: int) -> StepRow:
        lines = [Detail(step.detail)] if isinstance(step, StepAdvice) and step.detail else []
        if is_maybe(step):
            lines.append(Detail("Only if facts that you have not given make it needed."))
        found = (
            self._session.directory.resolve([step.contact], self._session.where)
            if step.contact
            else ()
        )
        lines += [
            Detail(f"{c.telephone} {c.name}", strong=c.telephone or "")
            for c in found
            if c.telephone
        ]
        return StepRow(
            Step(
                title=step.text,
                number=number,
                who=step.who or "",
                time=step.time or TIME_NOT_PUBLISHED,
                lines=tuple(lines),
                source=say_sources(step.sources[:1], self._session),
            )
        )

    def _add_reasons(self) -> None:
        if not self._advice.reasons:
            return
        row = QHBoxLayout()
        row.addWidget(Label("Why", Type.HEADING))
        row.addStretch(1)
        row.addWidget(
            Label("Tick: true. Bar: false. Question mark: not known.", Type.META, "muted")
        )
        self._column.addLayout(row)
        tree = ReasonsTree()
        tree.show_reasons([to_tree(reason, self._session) for reason in self._advice.reasons])
        self._column.addWidget(tree)

    def _add_alternatives(self) -> None:
        catalogue = self._session.catalogue
        known = [item for item in self._advice.alternatives if item in catalogue]
        if not known or self._advice.outcome is Outcome.AVAILABLE:
            return
        text, links = "Instead of this, consider: ", []
        for place, entry_id in enumerate(known):
            title = catalogue.head(entry_id).title
            text += ", " if place else ""
            links.append(Link(len(text), len(text) + len(title), entry_id))
            text += title
        label = WrapLabel()
        label.show_text(f"{text}.", links=links)
        label.linkActivated.connect(self.entry_wanted)
        self._column.addWidget(label)


def _deciding(reasons: tuple[Reason, ...]) -> list[Reason]:
    return [reason for reason in reasons if reason.deciding]


def is_maybe(step: PrerequisiteAdvice | StepAdvice) -> bool:
    """Say whether something to do depends on facts that are not known."""
    if isinstance(step, StepAdvice):
        return step.maybe
    return step.status is PrerequisiteStatus.MAYBE
