"""The page of what a release changed for its reader: every entry of theirs, before and after."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.releases.outcome_changes import OutcomeChange
from advisor.releases.own_words import (
    NO_NEWS,
    NOTHING,
    REMOVED,
    TITLE,
    say_field,
    say_label,
    say_news,
    say_outcome_change,
    say_rule,
    say_why,
)
from advisor.releases.reading_changes import OwnChange, OwnChanges
from advisor.ui.entry.not_recorded import NotRecordedPage
from advisor.ui.icons import Icon
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.empty_state import EmptyState
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Label as TextLabel
from advisor.ui.widgets.label import Link, WrapLabel
from advisor.ui.widgets.portion_mark import PortionFrame, PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class ChangesPage(ScrollPage):
    """Shows what changed, or that there is no news.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
        case_wanted: They want the saved case of this id.
        dismiss_wanted: They have read it.
    """

    entry_wanted = Signal(str)
    case_wanted = Signal(str)
    dismiss_wanted = Signal()

    def __init__(
        self, changes: OwnChanges | None, there: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._there = there
        self._dismiss = Button("Dismiss")
        self._dismiss.setToolTip("You have read it: you are told what the next release changes")
        self._dismiss.clicked.connect(self.dismiss_wanted)
        self.setAccessibleName(TITLE)
        self._column = QVBoxLayout(self.page)
        space(self._column, (28, 18, 16, 28), 16)
        if changes is None:
            self._show_none()
        else:
            self._show(changes)
        self._column.addStretch(1)

    def take_focus(self) -> None:
        """Put the keyboard on the page, to be read with the arrows."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_none(self) -> None:
        self._dismiss.hide()
        empty = EmptyState(Icon.INFO)
        empty.show_words("Nothing is new", NO_NEWS)
        self._column.addWidget(empty)

    def _show(self, changes: OwnChanges) -> None:
        self._column.addLayout(self._make_head(changes))
        if not changes.matters:
            self._column.addWidget(WrapLabel(NOTHING))
        for outcome in changes.outcomes:
            self._column.addWidget(Hairline())
            self._column.addWidget(self._make_outcome(outcome))
        for entry in changes.entries:
            self._column.addWidget(Hairline())
            self._column.addLayout(self._make_entry(entry))

    def _make_head(self, changes: OwnChanges) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        space(head, gap=6)
        between = f"Release {changes.before.release} to release {changes.after.release}"
        line.addWidget(TextLabel(between, Type.META, "muted"))
        line.addStretch(1)
        line.addWidget(_mark(changes.marking))
        head.addLayout(line)
        head.addWidget(WrapLabel(TITLE, Type.TITLE))
        head.addWidget(WrapLabel(say_news(changes)))
        row = QHBoxLayout()
        row.addWidget(self._dismiss)
        row.addStretch(1)
        head.addLayout(row)
        return head

    def _make_entry(self, change: OwnChange) -> QVBoxLayout:
        column = QVBoxLayout()
        space(column, gap=8)
        title, entry_id = change.item.title, change.item.id
        links = [Link(0, len(title), entry_id)] if entry_id in self._there else []
        heading = WrapLabel("", Type.HEADING)
        heading.show_text(title, links=links)
        heading.linkActivated.connect(self.entry_wanted)
        column.addWidget(heading)
        column.addWidget(WrapLabel(f"{say_why(change)}.", Type.META, "muted"))
        if change.is_removed:
            column.addWidget(_frame("Removed", (("", REMOVED),), change.item.label))
        for label in change.labels:
            marking = label.before.join(label.after)
            column.addWidget(_both(*say_label(label), marking))
        for field in change.fields:
            column.addWidget(_both(*say_field(field), field.label))
        return column

    def _make_outcome(self, change: OutcomeChange) -> PortionFrame:
        lines = [("", say_outcome_change(change))]
        for rule in change.rules:
            name, before, after = say_rule(rule)
            lines += [(f"{name}, before", before), (f"{name}, now", after)]
        if change.because:
            lines.append(("It rests on", "\n".join(change.because[:3])))
        frame = _frame(f"Saved case: {change.title}", tuple(lines), change.label)
        see = Button("See the case", Kind.LINK)
        see.setAccessibleName(f"See the case {change.title}")
        see.clicked.connect(partial(self.case_wanted.emit, change.case))
        frame.body.addWidget(see, alignment=Qt.AlignmentFlag.AlignLeft)
        return frame


def make_recorded_page(reader: Reader) -> QWidget:
    """Return the page for a window's reader, once what it shows is recorded as the site requires.

    Args:
        reader: The reader.
    """
    changes, catalogue = reader.news, reader.session.catalogue
    entries = changes.entries if changes is not None else ()
    there = frozenset(one.item.id for one in entries if one.item.id in catalogue)
    try:
        for entry_id in sorted(there):
            if reader.journal is not None:
                reader.journal.view(catalogue.entry(entry_id))
    except AdvisorError as error:  # what cannot be recorded is not done
        refused = NotRecordedPage(error)
        refused.again_wanted.connect(reader.page_stale)
        return refused
    page = ChangesPage(changes, there)
    page.entry_wanted.connect(reader.open_entry)
    page.case_wanted.connect(lambda case_id: reader.open(Location(Page.CASE, case_id)))
    page.dismiss_wanted.connect(reader.news_dismissed)
    return page


def _both(name: str, before: str, after: str, label: Label) -> PortionFrame:
    return _frame(name, (("Before", before), ("Now", after)), label)


def _frame(name: str, lines: tuple[tuple[str, str], ...], label: Label) -> PortionFrame:
    frame, listed = PortionFrame(), DefinitionList()
    if label == OFFICIAL:
        frame.show_plain()
    else:
        frame.show_marking(str(label), label.classification.value)
    frame.body.addWidget(WrapLabel(name, Type.STRONG))
    for called, text in lines:
        if called:
            listed.add_text(called, text)
        else:
            frame.body.addWidget(WrapLabel(text))
    if listed.rows:
        frame.body.addWidget(listed)
    return frame


def _mark(label: Label) -> PortionMark:
    return PortionMark(str(label), label.classification.value)
