"""What the advisor concluded: what it rests on, the steps in order, why, and whom to ring."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.advice import Advice, Answers, Outcome
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui import icons
from advisor.ui.advice.conclusions import (
    Line,
    alternative_lines,
    because_line,
    change_lines,
    never_lines,
    unknown_lines,
)
from advisor.ui.advice.plan_steps import OtherWay, step_rows, todo_of
from advisor.ui.advice.words import FACT, OUTCOMES, SHORT, SOURCE, to_tree
from advisor.ui.contacts.contact_steps import contacts_card
from advisor.ui.entry.how_to_get_it import SEE_RULES
from advisor.ui.place_words import say_for_place
from advisor.ui.theme import Type
from advisor.ui.visible_marking import plan_marking
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import Label, Link, WrapLabel
from advisor.ui.widgets.outcome_icon import Truth, outcome_icon
from advisor.ui.widgets.reasons_tree import ReasonsTree
from advisor.ui.widgets.spacing import space

_HINT = "Press what stands at the right, or Enter, to read a source or to change an answer."


class OutcomeView(QWidget):
    """Shows the advice on one capability.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
        source_wanted: The reader wants the source of this key.
        change_wanted: The reader wants to answer this fact, or to answer it again.
        rules_wanted: The reader wants the rules as a picture.
        request_wanted: The reader wants the request for it drafted.
    """

    entry_wanted = Signal(str)
    source_wanted = Signal(str)
    change_wanted = Signal(str)
    rules_wanted = Signal()
    request_wanted = Signal()

    def __init__(
        self, advice: Advice, answers: Answers, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._advice = advice
        self._session = session
        self._column = QVBoxLayout(self)
        space(self._column, gap=10)
        self._add_because(answers)
        self._add_changes()
        self._add_steps()
        self._add_other_ways()
        self._add_alternatives()
        self._add_reasons()
        contacts = session.directory.resolve(advice.contacts, session.where)
        place = say_for_place(session)
        card = contacts_card("Whom to ring", place, contacts, is_marked=self._is_marked)
        self._column.addWidget(card)
        if advice.note:
            self._column.addWidget(WrapLabel(advice.note, Type.META, "muted"))

    @property
    def _is_marked(self) -> bool:
        return self._session.clearance.label != OFFICIAL

    @Slot(str)
    def _follow(self, target: str) -> None:
        """Go where a link leads: to an answer, a source or an entry."""
        if target.startswith(FACT):
            self.change_wanted.emit(target.removeprefix(FACT))
        elif target.startswith(SOURCE):
            self.source_wanted.emit(target.removeprefix(SOURCE))
        else:
            self.entry_wanted.emit(target)

    def _add_because(self, answers: Answers) -> None:
        """Say which answers settle it between them: none could be left out."""
        line = because_line(self._advice, answers, self._session)
        if line is not None:
            self._add_lines("", [line])

    def _add_changes(self) -> None:
        """Say what would change a no, or whom to ask for what is not known."""
        if self._advice.outcome is Outcome.NOT_AVAILABLE:
            self._add_lines("What would change it", change_lines(self._advice, self._session))
            never = "Nothing that you could obtain would change this"
            self._add_lines(never, never_lines(self._advice))
        elif self._advice.unknown_facts and not self._advice.settled:
            self._add_lines("Who could tell what you do not know", unknown_lines(self._advice))

    def _add_lines(self, heading: str, lines: Iterable[Line]) -> None:
        """Add lines under a heading; nothing, where there are none."""
        labels = [line.make_label() for line in lines]
        if not labels:
            return
        column = QVBoxLayout()
        space(column, gap=4)
        if heading:
            column.addWidget(Label(heading, Type.HEADING))
        for label in labels:
            label.linkActivated.connect(self._follow)
            column.addWidget(label)
        self._column.addLayout(column)

    def _add_steps(self) -> None:
        route = self._advice.route
        steps = todo_of(route) if route is not None else ()
        if not steps:
            return
        card = Card("In this order", say_for_place(self._session))
        if self._is_marked:
            marking = plan_marking(self._session, self._advice)
            card.show_marking(str(marking), marking.classification.value)
        for row in step_rows(steps, self._session, card):
            row.link_wanted.connect(self._follow)
            card.add_item(row)
        draft = Button("Draft the request")
        draft.setToolTip("What you answered as a text, with blanks for what you have to add")
        draft.clicked.connect(self.request_wanted)
        foot = QHBoxLayout()
        foot.addWidget(draft)
        foot.addStretch(1)
        card.add_footer(foot)
        self._column.addWidget(card)

    def _add_other_ways(self) -> None:
        """Add the other ways, where there is one to follow and it is not the only one."""
        best = self._advice.route
        others = [way for way in self._advice.routes if best is not None and way.id != best.id]
        if not others:
            return
        self._column.addWidget(Label("Other ways", Type.HEADING))
        for route in others:
            way = OtherWay(route, self._session)
            way.link_wanted.connect(self._follow)
            self._column.addWidget(way)

    def _add_reasons(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Label("Why", Type.HEADING))
        row.addStretch(1)
        rules = Button(SEE_RULES, Kind.LINK)
        rules.clicked.connect(self.rules_wanted)
        row.addWidget(rules)
        self._column.addLayout(row)
        if not self._advice.reasons:
            return
        self._column.addLayout(_make_key())
        self._column.addWidget(WrapLabel(_HINT, Type.META, "muted"))
        tree = ReasonsTree()
        tree.show_reasons([to_tree(reason, self._session) for reason in self._advice.reasons])
        tree.deed_wanted.connect(self._follow)
        self._column.addWidget(tree)

    def _add_alternatives(self) -> None:
        """Add what to consider instead, the best first, with how it stands for the same answers."""
        found = list(alternative_lines(self._advice, self._session))
        if not found or self._advice.outcome is Outcome.AVAILABLE:
            return
        self._column.addWidget(Label("Instead of this, for the same answers", Type.HEADING))
        lines = QVBoxLayout()
        space(lines, gap=4)
        for entry_id, outcome in found:
            lines.addLayout(self._make_alternative(entry_id, outcome))
        self._column.addLayout(lines)

    def _make_alternative(self, entry_id: str, outcome: Outcome | None) -> QHBoxLayout:
        title = self._session.catalogue.head(entry_id).title
        row, label = QHBoxLayout(), WrapLabel()
        space(row, gap=8)
        words = ""
        if outcome is not None:
            icon = IconLabel(*outcome_icon(OUTCOMES[outcome][0]))
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            words = f": {SHORT[outcome]}"
        label.show_text(f"{title}{words}", links=[Link(0, len(title), entry_id)])
        label.linkActivated.connect(self._follow)
        row.addWidget(label, 1)
        return row


def _make_key() -> FlowLayout:
    """Return what the icons of the reasons mean."""
    key = FlowLayout(gap=16, line_gap=4)
    for truth in Truth:
        pair = QWidget()
        row = QHBoxLayout(pair)
        space(row, gap=6)
        row.addWidget(IconLabel(*outcome_icon(truth), drawn=icons.SMALL))
        row.addWidget(Label(truth.value, Type.META, "muted"))
        key.addWidget(pair)
    return key
