"""One question: what is asked, why, and the answers it takes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.advice import Answer
from advisor.catalogue.access import FactDefinition
from advisor.ui.advice.words import DO_NOT_KNOW, RATHER_NOT
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.answer_option import AnswerGroup, Option
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space

_MOST_FOR_TWO_COLUMNS = 4


@dataclass(frozen=True)
class Asked:
    """What stands around a question.

    Attributes:
        heading: Above it.
        worth: What an answer is worth, below it.
        leave: The words of the button that gives no answer.
        is_narrow: Whether it stands in a list pane, with one answer a line.
    """

    heading: str
    worth: str = ""
    leave: str = "Back"
    is_narrow: bool = False


class QuestionView(QWidget):
    """Asks one question.

    Signals:
        answered: The reader's answer as it would be typed, also ``unknown`` and ``withheld``.
        left: The reader gives no answer here.
    """

    answered = Signal(str)
    left = Signal()

    def __init__(
        self,
        definition: FactDefinition,
        asked: Asked,
        source: str,
        answer: Answer | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._definition = definition
        self._asked = asked
        self._field: QLineEdit | None = None
        self._column = QVBoxLayout(self)
        space(self._column, gap=12)
        self._add_head()
        self._add_why(definition.why, source)
        self._add_answers(answer)
        self._add_buttons()
        shortcut = QShortcut(QKeySequence("Alt+U"), self)
        shortcut.activated.connect(self._on_do_not_know)

    def _add_head(self) -> None:
        head = QVBoxLayout()
        space(head, gap=2)
        head.addWidget(Label(self._asked.heading, Type.META, "muted"))
        head.addWidget(WrapLabel(self._definition.text, Type.QUESTION))
        if self._asked.worth:
            head.addWidget(Label(self._asked.worth, Type.METASTRONG, "accent"))
        self._column.addLayout(head)

    def _add_why(self, why: str, source: str) -> None:
        words = QVBoxLayout()
        space(words, gap=2)
        words.addWidget(Label("Why this is asked", Type.STRONG))
        words.addWidget(WrapLabel(why))
        if source:
            words.addWidget(WrapLabel(f"Source: {source}", Type.META, "muted"))
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(IconLabel(Icon.INFO), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._column.addLayout(row)

    def _add_answers(self, answer: Answer | None) -> None:
        if self._definition.type in {"number", "date"}:
            self._add_field(answer)
        self._group = AnswerGroup()
        self._group.setAccessibleName(self._definition.text)
        options = self._options()
        few = len(options) <= _MOST_FOR_TWO_COLUMNS and not self._asked.is_narrow
        self._group.show_options(options, columns=2 if few else 1)
        if answer is not None and str(answer) in {option.key for option in options}:
            self._group.choose(str(answer))
        self._column.addWidget(self._group)

    def _options(self) -> list[Option]:
        if self._definition.type == "yes-no":
            own = [Option("yes", "Yes"), Option("no", "No")]
        else:
            own = [Option(choice.value, choice.text) for choice in self._definition.choices]
        return [
            *own,
            Option("unknown", DO_NOT_KNOW, "keeps all open"),
            Option("withheld", RATHER_NOT, "never stored"),
        ]

    def _add_field(self, answer: Answer | None) -> None:
        is_date = self._definition.type == "date"
        self._field = QLineEdit()
        self._field.setAccessibleName(self._definition.text)
        self._field.setPlaceholderText(
            "A day such as 2026-06-03" if is_date else self._definition.unit or "A whole number"
        )
        if answer is not None and answer.value is not None:
            self._field.setText(str(answer))
        self._field.returnPressed.connect(self.submit)
        self._column.addWidget(self._field)

    def _add_buttons(self) -> None:
        self._problem = WrapLabel()
        self._problem.hide()
        self._column.addWidget(self._problem)
        row = QHBoxLayout()
        space(row, gap=8)
        self._leave = Button(self._asked.leave)
        self._leave.clicked.connect(self.left)
        next_button = Button("Next", Kind.PRIMARY)
        next_button.clicked.connect(self.submit)
        for button in (self._leave, next_button):
            row.addWidget(button)
        row.addStretch(1)
        keys = "Alt+U: do not know"
        words = keys if self._asked.is_narrow else f"Enter: next    {keys}"
        row.addWidget(Label(words, Type.META, "muted"))
        self._column.addLayout(row)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_enter)

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is somewhere in the question."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Put the keyboard on the first answer."""
        options = self._group.options
        chosen = next((option for option in options if option.isChecked()), options[0])
        (self._field or chosen).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_problem(self, text: str) -> None:
        """Say why an answer cannot be taken."""
        self._problem.show_text(text)
        self._problem.show()

    @Slot()
    def _on_enter(self) -> None:
        """Go on from anywhere in the question; leave it from the button that says so."""
        if self._leave.hasFocus():
            self.left.emit()
        else:
            self.submit()

    @Slot()
    def submit(self) -> None:
        """Give the chosen answer."""
        typed = self._field.text().strip() if self._field is not None else ""
        chosen = typed or self._group.chosen_key
        if chosen:
            self.answered.emit(chosen)
        else:
            self.show_problem("Choose an answer first. “I do not know” is one.")

    @Slot()
    def _on_do_not_know(self) -> None:
        self.answered.emit("unknown")
