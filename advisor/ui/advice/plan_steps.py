"""What to obtain and to do on one way to something, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.advice import Reason, RouteAdvice
from advisor.advice.outcome import PrerequisiteAdvice, PrerequisiteStatus, StepAdvice
from advisor.advice.ternary import Ternary
from advisor.session import Session
from advisor.ui.advice.words import SOURCE, say_sources
from advisor.ui.contacts.contact_steps import copy_text, to_copy
from advisor.ui.entry.how_to_get_it import TIME_NOT_PUBLISHED, ring_line, say_gap
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.step_row import Detail, Step, StepRow

ToDo = PrerequisiteAdvice | StepAdvice
_ONLY_PERHAPS = "Only if facts that you have not given make it needed."


def todo_of(route: RouteAdvice) -> tuple[ToDo, ...]:
    """Return what there is to obtain and then to do on a route, in order."""
    return (*(item for item in route.prerequisites if item.to_do), *route.steps)


def step_rows(steps: Sequence[ToDo], session: Session, parent: QWidget) -> Iterator[StepRow]:
    """Yield a row for each thing to obtain or to do; a missing contact is said once."""
    told: set[str] = set()
    for number, step in enumerate(steps, start=1):
        yield _make_row(step, number, session, told, parent)
        if step.contact:
            told.add(step.contact)


def _make_row(
    step: ToDo, number: int, session: Session, told: Collection[str], parent: QWidget
) -> StepRow:
    found = session.directory.resolve([step.contact], session.where) if step.contact else ()
    is_gap = bool(found) and not any(contact.published for contact in found)
    lines = [Detail(step.detail)] if isinstance(step, StepAdvice) and step.detail else []
    if isinstance(step, PrerequisiteAdvice):
        lines += _authority_lines(step, session)
    if is_maybe(step):
        lines.append(Detail(_ONLY_PERHAPS))
    lines += [ring_line(contact) for contact in found if contact.telephone]
    known = [key for key in step.sources if key in session.catalogue.sources][:1]
    row = StepRow(
        Step(
            title=step.text,
            number=number,
            who=step.who or "",
            time=step.time or TIME_NOT_PUBLISHED,
            lines=tuple(lines),
            gap=say_gap(found[0]) if is_gap and step.contact not in told else "",
            source=say_sources(tuple(known), session),
            source_target=f"{SOURCE}{known[0]}" if known else "",
            deed="Copy number" if found and found[0].telephone else "",
        ),
        parent,
    )
    if found and found[0].telephone:
        row.deed_wanted.connect(partial(copy_text, to_copy(found[0])))
    return row


def _authority_lines(item: PrerequisiteAdvice, session: Session) -> list[Detail]:
    """Return how long something to obtain lasts, the urgent way, and the entry that says more."""
    entry, authority = item.entry, session.authority_of(item)
    lines = []
    if authority is not None:
        lines = [
            Detail(f"How long it lasts: {authority.duration}"),
            Detail(f"Urgent way: {authority.urgent}"),
        ]
    if entry is not None and entry in session.catalogue:
        title = session.catalogue.head(entry).title
        lines.append(Detail(f"Read: {title}", icon=Icon.SOURCE, target=entry))
    return lines


def is_maybe(step: ToDo) -> bool:
    """Say whether something to do depends on facts that are not known."""
    if isinstance(step, StepAdvice):
        return step.maybe
    return step.status is PrerequisiteStatus.MAYBE


class OtherWay(QWidget):
    """Another way to the same: whether it is open, how much there is to do, and what.

    Signals:
        link_wanted: The reader follows a link in it, to its target.
    """

    link_wanted = Signal(str)

    def __init__(self, route: RouteAdvice, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._route = route
        self._session = session
        self._steps: QWidget | None = None
        self._column = QVBoxLayout(self)
        space(self._column, gap=6)
        row, words = QHBoxLayout(), QVBoxLayout()
        space(row, gap=8)
        space(words, gap=1)
        words.addWidget(WrapLabel(f"Or: {route.title}", Type.STRONG))
        words.addWidget(WrapLabel(_say_way(route), Type.META))
        row.addLayout(words, 1)
        self._fold = Button("Show steps", Kind.LINK, compact=True)
        self._fold.setAccessibleName(f"Show steps: {route.title}")
        self._fold.clicked.connect(self._on_folded)
        if todo_of(route):
            row.addWidget(self._fold)
        else:
            self._fold.hide()
        self._column.addLayout(row)

    @Slot()
    def _on_folded(self) -> None:
        """Show the steps, or put them away."""
        is_shown = self._steps is None or self._steps.isHidden()
        if self._steps is None:
            self._steps = self._make_steps()
            self._column.addWidget(self._steps)
            self._put_in_tab_order(self._steps)
        self._steps.setVisible(is_shown)
        words = "Hide steps" if is_shown else "Show steps"
        self._fold.setText(words)
        self._fold.setAccessibleName(f"{words}: {self._route.title}")

    def _put_in_tab_order(self, steps: QWidget) -> None:
        """Let Tab go through the steps after their button: made late, they would come last."""
        before: QWidget = self._fold
        for each in steps.findChildren(QWidget):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, each)
                before = each

    def _make_steps(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        space(column, (16, 4, 0, 4), 10)
        for row in step_rows(todo_of(self._route), self._session, box):
            row.link_wanted.connect(self.link_wanted)
            column.addWidget(row)
        return box


def _say_way(route: RouteAdvice) -> str:
    """Return whether a way is open and how much there is to do on it, in a line."""
    if route.open is Ternary.FALSE:
        return " ".join(["Not for this case.", *map(_say_failing, _failing(route))])
    first = [_within_list(item.text) for item in route.prerequisites if item.to_do]
    obtain = f"To obtain first: {'; '.join(first)}." if first else "Nothing to obtain first."
    todo = f"{obtain} Steps: {len(route.steps)}."
    return todo if route.open is Ternary.TRUE else f"Not known whether it is open. {todo}"


def _within_list(text: str) -> str:
    """Return an instruction as it stands in a list of several; one may begin with a name."""
    first = text[:1].lower() if text[1:2].islower() else text[:1]
    return f"{first}{text[1:]}".rstrip(".")


def _failing(route: RouteAdvice) -> list[Reason]:
    return [reason for reason in route.reasons if reason.truth is Ternary.FALSE]


def _say_failing(reason: Reason) -> str:
    return f"{reason.text} {reason.change}" if reason.change else reason.text
