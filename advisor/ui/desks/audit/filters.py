"""Which records the auditor wants to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from advisor.audit.review import Asked
from advisor.ui.desks.audit.words import say_kind, say_outcome
from advisor.ui.desks.forms.field import Problem
from advisor.ui.widgets.buttons import Button, ComboBox
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.spacing import size, space

#: While somebody types, the list waits for the end of a word.
_REST_MS: Final = 150
_DAY_WIDTH: Final = 104
_CHOICE_CHARACTERS: Final = 14
_DAY_HINT: Final = "2026-11-23"


class Filters(QWidget):
    """A field for words, a list for each of kind, person, outcome and log, and two days.

    Signals:
        changed: Something else is asked for.
        order_changed: Whether the oldest is to come first.
    """

    changed = Signal()
    order_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = SearchField("Words in a record", key_hint="Ctrl+K")
        self._choices = {
            "kind": _make_choice("Kind"),
            "who": _make_choice("Person"),
            "outcome": _make_choice("Outcome"),
            "log": _make_choice("Log"),
        }
        self._days = {"first": _make_day("From day"), "last": _make_day("Until day")}
        self._order = ComboBox("Order")
        self._order.addItems(["Newest first", "Oldest first"])
        self._clear = Button("Clear")
        self._clear.setAccessibleName("Clear all filters")
        self._problem = Problem()
        self._fill()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.changed)
        self._connect()

    def _fill(self) -> None:
        top = QHBoxLayout()
        space(top, gap=8)
        top.addWidget(self._words, 1)
        top.addWidget(self._order)
        top.addWidget(self._clear)
        line = FlowLayout(gap=8, line_gap=8)
        for choice in self._choices.values():
            line.addWidget(choice)
        for words, field in (("&From", self._days["first"]), ("&Until", self._days["last"])):
            line.addWidget(_with_label(words, field))
        column = QVBoxLayout(self)
        space(column, (4, 4, 4, 0), 8)
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self._problem)

    def _connect(self) -> None:
        for field in (self._words, *self._days.values()):
            field.textChanged.connect(self._on_typed)
        for field in self._days.values():
            field.editingFinished.connect(self._on_day_left)
        for choice in self._choices.values():
            choice.currentIndexChanged.connect(self._on_chosen)
        self._order.currentIndexChanged.connect(self._on_order_changed)
        self._clear.clicked.connect(self.clear)

    # ── what is asked for ────────────────────────────────────────────────────

    @property
    def asked(self) -> Asked:
        """What is asked for; a day that is none asks for nothing."""
        chosen = {key: str(choice.currentData() or "") for key, choice in self._choices.items()}
        first, last = (_read_day(self._days[key].text()) for key in ("first", "last"))
        return Asked(
            log=chosen["log"],
            kind=chosen["kind"],
            who=chosen["who"],
            outcome=chosen["outcome"],
            first=first,
            last=last,
            text=self._words.text(),
        )

    def show_counts(self, counts: dict[str, Counter[str]]) -> None:
        """Offer what there is, each with how many records there are of it."""
        offers: dict[str, tuple[str, Callable[[str], str]]] = {
            "kind": ("Any kind", say_kind),
            "who": ("Anybody", str),
            "outcome": ("Any outcome", say_outcome),
            "log": ("Any log", str),
        }
        for key, (anything, say) in offers.items():
            choice = self._choices[key]
            before = choice.currentData()
            with QSignalBlocker(choice):
                choice.clear()
                choice.addItem(anything, "")
                for value, count in sorted(counts[key].items(), key=lambda pair: say(pair[0])):
                    choice.addItem(f"{say(value)}: {count:,}", value)
                choice.setCurrentIndex(max(0, choice.findData(before)))
        self._choices["log"].setVisible(len(counts["log"]) > 1)

    def turn(self) -> None:
        """Show the oldest first, or the newest again."""
        self._order.setCurrentIndex(1 - self._order.currentIndex())

    def take_focus(self) -> None:
        """Put the keyboard in the field for words."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    @Slot()
    def clear(self) -> None:
        """Ask for everything."""
        for field in (self._words, *self._days.values()):
            field.clear()
        for choice in self._choices.values():
            choice.setCurrentIndex(0)
        self.take_focus()

    @Slot()
    def _on_typed(self) -> None:
        self._say_days(len(_DAY_HINT))
        self._rest.start()

    @Slot()
    def _on_day_left(self) -> None:
        self._say_days(1)

    def _say_days(self, least: int) -> None:
        """Say which day is none, if so much of it was typed."""
        typed = [field.text().strip() for field in self._days.values()]
        wrong = [text for text in typed if len(text) >= least and _read_day(text) is None]
        said = f"“{wrong[0]}” is not a day. Write it as {_DAY_HINT}." if wrong else ""
        self._problem.show_problem(said)

    @Slot()
    def _on_chosen(self) -> None:
        self._rest.stop()
        self.changed.emit()

    @Slot(int)
    def _on_order_changed(self, place: int) -> None:
        self.order_changed.emit(place == 1)


def _make_choice(name: str) -> ComboBox:
    choice = ComboBox(name)
    policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    choice.setSizeAdjustPolicy(policy)
    choice.setMinimumContentsLength(_CHOICE_CHARACTERS)
    return choice


def _make_day(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setAccessibleDescription(f"A day such as {_DAY_HINT}")
    field.setPlaceholderText(_DAY_HINT)
    size(field, width=_DAY_WIDTH)
    return field


def _with_label(words: str, field: QLineEdit) -> QWidget:
    pair = QWidget()
    label = QLabel(words)
    label.setBuddy(field)
    row = QHBoxLayout(pair)
    space(row, gap=8)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(field)
    return pair


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
