"""One enquiry: who asks, the facts, what is chosen, the ROCC's own words, what became of it."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.cases import read_answers
from advisor.cases.case import MOST_OF_DESCRIPTION, MOST_OF_NAME
from advisor.catalogue.wording import say_date
from advisor.enquiries import Enquiry, Unmet
from advisor.enquiries.enquiry import MOST_OF_LINE
from advisor.ui.cases.words import say_answers, say_moment, say_release
from advisor.ui.enquiries.enquiry_keeper import EnquiryKeeper
from advisor.ui.enquiries.fields import (
    make_choice,
    make_day,
    make_force,
    make_line,
    make_marking,
    make_region,
    make_text,
)
from advisor.ui.enquiries.paragraphs_part import ParagraphsPart
from advisor.ui.enquiries.tactics_part import TacticsPart
from advisor.ui.enquiries.words import STATUS_WORDS, say_retried, say_unmet
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.empty_state import EmptyState
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_NOTHING_ANSWERED: Final = (
    "No facts yet. “Ask its questions” opens the advisor for this enquiry; what you answer there "
    "is kept here. What they would rather not have recorded is not."
)


class EnquiryPage(ScrollPage):
    """Shows an enquiry to be filled in, or says that none is chosen or that it is gone.

    Signals:
        questions_wanted: The reader wants to answer its questions.
        look_wanted: They want the last look at the note for the asker.
        delete_wanted: They want it deleted.
        entry_wanted: They want to read an entry, by id.
        check_wanted: They want to check access to one, by id.
    """

    questions_wanted = Signal()
    look_wanted = Signal()
    delete_wanted = Signal()
    entry_wanted = Signal(str)
    check_wanted = Signal(str)

    def __init__(
        self, enquiry_id: str, keeper: EnquiryKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._session = keeper.reader.session
        self._id = enquiry_id
        self._unit: QLineEdit | None = None
        self._look = Button("&Look at the note…", Kind.PRIMARY)
        self._column = QVBoxLayout(self.page)
        space(self._column, (28, 18, 16, 28), 12)
        enquiry = keeper.find(enquiry_id) if enquiry_id else None
        if enquiry is None:
            self._show_none(is_gone=bool(enquiry_id))
        else:
            self._show(enquiry)
        self._column.addStretch(1)

    def take_focus(self) -> None:
        """Put the keyboard on what one came for: who asks, while nothing stands there."""
        target: QWidget = self if self._look.parent() is None else self._look
        if self._unit is not None and not self._unit.text():
            target = self._unit
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_none(self, *, is_gone: bool) -> None:
        self.setAccessibleName("Enquiries")
        state = EmptyState(Icon.FORM)
        if is_gone:
            words = "It was deleted, or it opens only where more is open."
            state.show_words("This enquiry is not here", words, [])
        else:
            words = "Choose one from the list, or take down a new one."
            state.show_words("No enquiry is chosen", words, [])
        self._column.addWidget(state)

    def _show(self, one: Enquiry) -> None:
        self.setAccessibleName(f"Enquiry: {one.name}")
        self._column.addLayout(self._make_head(one))
        self._column.addLayout(self._make_deeds(one))
        changed = self._keeper.retried(one)
        if changed:
            card = Card("Comes out otherwise on this release")
            for found in changed:
                card.add_item(WrapLabel(say_retried(found)))
            self._column.addWidget(card)
        self._add("Who asks", "", self._make_who(one))
        self._add("The facts", "", self._make_facts(one))
        tactics = TacticsPart(one, self._keeper)
        tactics.entry_wanted.connect(self.entry_wanted)
        tactics.check_wanted.connect(self.check_wanted)
        self._add("What you choose for them", "In the order of the note.", tactics)
        words = "Each goes into the note only where the asker may read its marking."
        self._add("Your own paragraphs", words, ParagraphsPart(one, self._keeper))
        self._add("What became of it", "", self._make_end(one))
        self._add_notes(one)

    def _add(self, heading: str, sentence: str, part: QWidget) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(WrapLabel(heading, Type.HEADING))
        if sentence:
            self._column.addWidget(WrapLabel(sentence, Type.META, "muted"))
        self._column.addWidget(part)

    def _make_head(self, one: Enquiry) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        space(head, gap=2)
        line.addWidget(Label("Enquiry · sealed", Type.META, "muted"))
        line.addStretch(1)
        label = self._session.clearance.label
        line.addWidget(PortionMark(str(label), label.classification.value))
        head.addLayout(line)
        self._title = WrapLabel(one.name, Type.TITLE)
        head.addWidget(self._title)
        kept = f"Kept {say_moment(one.changed_at)}, on release {say_release(one, self._session)}"
        head.addWidget(WrapLabel(kept, Type.META, "muted"))
        return head

    def _make_deeds(self, one: Enquiry) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        ask = Button("Ask its &questions")
        delete = Button("Delete")
        delete.setAccessibleName(f"Delete {one.name}")
        self._look.clicked.connect(self.look_wanted)
        ask.clicked.connect(self.questions_wanted)
        delete.clicked.connect(self.delete_wanted)
        for button in (self._look, ask, delete):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _tell(self, field: str, value: Any) -> None:
        """Take what was typed, to be kept once the hands rest."""
        self._keeper.stage(self._id, **{field: value})

    def _make_who(self, one: Enquiry) -> QWidget:
        part = QWidget()
        form = QFormLayout(part)
        space(form, gap=8)
        session, tell = self._session, self._tell
        name = make_line("Operation", one.name, MOST_OF_NAME, self._on_named)
        self._unit = make_line("Unit", one.unit, MOST_OF_LINE, partial(tell, "unit"))
        add_row(form, "O&peration", name)
        add_row(form, "&Unit", self._unit)
        add_row(form, "&Region", make_region(session, one.region, partial(tell, "region")))
        add_row(form, "F&orce", make_force(session, one.force, partial(tell, "force")))
        cleared = make_marking("Cleared for", session, one.clearance, partial(tell, "clearance"))
        add_row(form, "&Cleared for", cleared)
        asked = partial(tell, "description")
        text = make_text("What they ask", one.description, MOST_OF_DESCRIPTION, asked)
        add_row(form, "&What they ask", text)
        author = make_line("You, in the note", one.author, MOST_OF_LINE, partial(tell, "author"))
        author.setPlaceholderText("Your name and post, if the note is to say them")
        add_row(form, "&You, in the note", author)
        may = partial(tell, "author_marking")
        known = make_marking("Who may know", session, one.author_marking, may)
        add_row(form, "Who may &know", known)
        return part

    @Slot(str)
    def _on_named(self, name: str) -> None:
        if name.strip():
            self._title.show_text(name)
            self._tell("name", name)

    def _make_facts(self, one: Enquiry) -> QWidget:
        part, listed = QWidget(), DefinitionList()
        column = QVBoxLayout(part)
        space(column, gap=6)
        answers, lost = say_answers(one, self._session), read_answers(one, self._session)[1]
        for subject, answer in answers:
            listed.add_text(subject, answer)
        column.addWidget(listed)
        if not answers:
            column.addWidget(WrapLabel(_NOTHING_ANSWERED, Type.META, "muted"))
        for each in lost:
            column.addWidget(WrapLabel(f"This release does not know “{each.fact}”: {each.answer}."))
        return part

    def _make_end(self, one: Enquiry) -> QWidget:
        part = QWidget()
        form = QFormLayout(part)
        space(form, gap=8)
        tell = self._tell
        statuses = [(words, status) for status, words in STATUS_WORDS.items()]
        status = make_choice("Status", statuses, one.status, partial(tell, "status"))
        needs = [(say_unmet(unmet), unmet) for unmet in Unmet]
        unmet = make_choice("Unmet need", needs, one.unmet, partial(tell, "unmet"))
        outcome = partial(tell, "outcome")
        unmet_words = partial(tell, "unmet_words")
        add_row(form, "&Status", status)
        review = make_day("Next review", one.review_on, partial(tell, "review_on"))
        add_row(form, "&Next review", review)
        add_row(form, "Outco&me", make_text("Outcome", one.outcome, MOST_OF_DESCRIPTION, outcome))
        add_row(form, "Unmet nee&d", unmet)
        words = make_line("Unmet need in words", one.unmet_words, MOST_OF_LINE, unmet_words)
        words.setPlaceholderText("In your own words; never in figures")
        add_row(form, "&In words", words)
        return part

    def _add_notes(self, one: Enquiry) -> None:
        if not one.notes:
            return
        listed = DefinitionList()
        for note in one.notes:
            where = f", {note.file}" if note.file else ""
            listed.add_text(note.code, f"{say_date(note.made_on)}, marked {note.marking}{where}")
        self._add("Notes given out", "", listed)
