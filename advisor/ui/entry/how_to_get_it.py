"""The card that answers how to get a capability: urgent first, then each route's steps."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.access import Access, Prerequisite, Route, Step
from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Entry, Urgent
from advisor.catalogue.parts import PARTS
from advisor.catalogue.wording import NOT_PUBLISHED
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui.contacts.contact_steps import copy_text, to_copy
from advisor.ui.icons import Icon
from advisor.ui.place_words import say_for_place
from advisor.ui.theme import Type
from advisor.ui.visible_marking import card_marking
from advisor.ui.widgets import step_row
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.step_row import Detail, StepRow

_SOURCES_SHOWN = 2
SEE_RULES = "See the rules as a picture"
TIME_NOT_PUBLISHED = "time not published"


class HowToGetIt(Card):
    """How to get a capability, with the way to find out whether one can.

    Signals:
        check_wanted: The reader asks “Can I have this?”.
        rules_wanted: The reader wants the rules as a picture.
    """

    check_wanted = Signal()
    rules_wanted = Signal()

    def __init__(self, entry: Entry, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("How to get it", say_for_place(session), parent=parent)
        self._session = session
        if session.clearance.label != OFFICIAL:
            marking = card_marking(session, entry)
            self.show_marking(str(marking), marking.classification.value)
        urgent, access = entry.find("urgent"), entry.find("access")
        if isinstance(urgent, Urgent):
            self.add_item(urgent_row(urgent, session, self))
        self._told: set[str] = set()
        if isinstance(access, Access):
            self.add_item(self._make_check())
            for place, route in enumerate(access.routes):
                self._add_route(route, is_only=len(access.routes) == 1, is_first=place == 0)
            self._add_sources(entry)
        steps: tuple[Step, ...] = entry.find("steps") or ()
        if steps:
            self.show_heading(PARTS["steps"].heading, say_for_place(session))
        for number, step in enumerate(steps, start=1):
            self.add_item(self._make_todo(step, number))
        if steps and not isinstance(access, Access):
            self._add_sources(entry)

    def _add_route(self, route: Route, *, is_only: bool, is_first: bool) -> None:
        if not is_only:
            words = route.title if is_first else f"Or: {route.title}"
            self.add_item(Label(words, Type.STRONG, parent=self))
        todo: list[Prerequisite | Step] = [*route.prerequisites, *route.steps]
        for number, step in enumerate(todo, start=1):
            self.add_item(self._make_todo(step, number))

    def _make_todo(self, todo: Prerequisite | Step, number: int) -> StepRow:
        """Return the row for something to obtain or do; a missing contact is said once a card."""
        row = todo_row(todo, number, self._session, told=self._told, parent=self)
        if todo.contact:
            self._told.add(todo.contact)
        return row

    def _make_check(self) -> QWidget:
        """Return the way to find out: above the routes, where it is seen without scrolling."""
        check = Button("Can I have this?", Kind.PRIMARY)
        check.clicked.connect(self.check_wanted)
        rules = Button(SEE_RULES, Kind.LINK)
        rules.clicked.connect(self.rules_wanted)
        block, row = QWidget(), QHBoxLayout()
        space(row, gap=12)
        row.addWidget(check)
        row.addStretch(1)
        row.addWidget(rules)
        # The hint is on a line of its own: beside the two it has no room in large text.
        column = QVBoxLayout(block)
        space(column, gap=4)
        column.addLayout(row)
        column.addWidget(WrapLabel("Asks only what still matters.", Type.META, "muted"))
        return block

    def _add_sources(self, entry: Entry) -> None:
        sources = (self._session.catalogue.sources[c.source].brief for c in entry.citations)
        words = " · ".join(list(dict.fromkeys(sources))[:_SOURCES_SHOWN])
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(IconText(Icon.SOURCE, words, tone="muted"))
        self.add_footer(foot)


def urgent_row(urgent: Urgent, session: Session, parent: QWidget | None = None) -> StepRow:
    """Return the row for a crime going on now, with the numbers to ring."""
    contacts = session.directory.resolve(urgent.contacts, session.where)
    lines = [Detail(urgent.detail)]
    lines += [ring_line(contact) for contact in contacts if contact.telephone]
    missing = [contact.name for contact in contacts if not contact.published]
    if missing:
        lines.append(Detail(f"Your administrator has not supplied: {'; '.join(missing)}."))
    if urgent.note:
        lines.append(Detail(urgent.note))
    numbers = [contact for contact in contacts if contact.telephone]
    ring = next((c for c in numbers if c.telephone not in {"999", "101"}), None)
    row = StepRow(
        step_row.Step(
            title=urgent.text,
            number=None,
            lines=tuple(lines),
            deed=f"Copy {ring.telephone}" if ring else "",
        ),
        parent,
    )
    if ring:
        row.deed_wanted.connect(partial(copy_text, to_copy(ring)))
    return row


def ring_line(contact: Contact) -> Detail:
    """Return the number of somebody to ring, as a line of a step."""
    number = contact.telephone or ""
    local = " (local)" if contact.local else ""
    return Detail(f"{number} {contact.name}{local}", icon=Icon.TELEPHONE, strong=number)


def say_gap(contact: Contact) -> str:
    """Return that nobody has published a contact, with its name; short enough for one line."""
    what, _, who = NOT_PUBLISHED.partition(": ")
    return f"{contact.name}: {what.lower()}; {who}"


def todo_row(
    todo: Prerequisite | Step,
    number: int,
    session: Session,
    *,
    told: Collection[str] = (),
    parent: QWidget | None = None,
) -> StepRow:
    """Return the row for something to obtain or to do.

    Args:
        todo: What.
        number: Its place in the order.
        session: Whose contacts are shown.
        told: Contact references of which it was said already that nobody published them.
        parent: The widget it is shown in.
    """
    detail = todo.detail if isinstance(todo, Step) else None
    found = session.directory.resolve([todo.contact], session.where) if todo.contact else ()
    lines = [Detail(detail)] if detail else []
    lines += [ring_line(contact) for contact in found if contact.telephone]
    is_gap = bool(found) and not any(contact.published for contact in found)
    row = StepRow(
        step_row.Step(
            title=todo.text,
            number=number,
            who=todo.who or "",
            time=todo.time or TIME_NOT_PUBLISHED,
            lines=tuple(lines),
            gap=say_gap(found[0]) if is_gap and todo.contact not in told else "",
            deed="Copy number" if found and found[0].telephone else "",
        ),
        parent,
    )
    if found and found[0].telephone:
        row.deed_wanted.connect(partial(copy_text, to_copy(found[0])))
    return row
