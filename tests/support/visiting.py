"""A way through everything that there is at a window, and what each step showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QComboBox, QDialog

from advisor.errors import AdvisorError
from advisor.releases.own_words import say_news, say_news_briefly
from advisor.releases.reading_changes import find_own_changes
from advisor.releases.reading_kept import Own
from advisor.ui.advice.plan_steps import OtherWay
from advisor.ui.advice.question_view import QuestionView
from advisor.ui.advising.survey_tree import SurveyTree
from advisor.ui.changes.changes_teller import SEE
from advisor.ui.contacts.place_dialog import PlaceDialog
from advisor.ui.enquiries.read_out_dialog import ReadOutDialog
from advisor.ui.enquiries.waiting_dialog import WaitingDialog
from advisor.ui.leaving.print_dialog import PrintDialog
from advisor.ui.listing import Reading
from advisor.ui.location import Location, Page
from advisor.ui.referring.sheet_dialog import SheetDialog
from advisor.ui.search.threat_row import ThreatRow
from advisor.ui.slips.slip_dialog import SlipDialog
from advisor.ui.widgets.buttons import Button
from tests.support.labelled import make_any_case
from tests.support.onlooker import look_at
from tests.support.past import without_portions
from tests.support.window import Person, visible

_MOST_QUESTIONS = 6


@dataclass(frozen=True)
class Visit:
    """What somebody does at a window.

    Attributes:
        queries: What they type, letter by letter.
        kinds: What they narrow the results of each to.
        ids: What they open by its id, known or guessed.
    """

    queries: tuple[str, ...]
    kinds: tuple[str, ...]
    ids: tuple[str, ...]

    def look(self, person: Person) -> list[tuple[str, str]]:
        """Do all of it, and return what each step showed."""
        return [(step, look_at(person)) for step in self.steps(person)]

    def steps(self, person: Person) -> Iterator[str]:
        """Do one thing after another, and say which was done."""
        yield "start"
        yield from _threats(person)
        yield from _dialogs(person, ("about", "settings", "see_as"))
        for query in self.queries:
            yield from self._search(person, query)
        yield from self._guess(person)
        yield from _sources(person)
        yield from _places(person)
        for area in ("contacts", "grid", "report", "law", "all", "life_at_risk", "start"):
            person.window.actions_by_name[area].trigger()
            yield area
            yield from _leaving(person, area)
        yield from self._advise(person)
        yield from _cases(person)
        yield from _enquiries(person)
        yield from self._favourites(person)
        yield from _news(person, self.ids)
        yield from self._search(person, self.queries[0][:3])
        yield from self._guess(person)

    def _advise(self, person: Person) -> Iterator[str]:
        """Describe a case, answer what is asked in two ways, skip a question, unfold everything."""
        person.window.actions_by_name["advisor"].trigger()
        yield "advisor"
        person.reader.describe(self.queries[0])
        yield f"about {self.queries[0]}"
        for number in range(3):
            person.press("Alt+U") if number % 2 else person.press("Down", "Space", "Return")
            yield f"advise, answered {number}"
        question = person.reader.survey.next_question
        if question is not None:
            person.reader.skip(question.fact.name)
            yield "advise, skipped"
        for tree in visible(person.window, SurveyTree):
            tree.expandAll()
            yield "advise, unfolded"
        yield from _refer(person, "the case")
        person.reader.start_again()
        yield "advise, anew"

    def _search(self, person: Person, query: str) -> Iterator[str]:
        person.press("Ctrl+K")
        for letter in query:
            person.type(letter)
            yield f"type {letter} of {query}"
        person.workspace.show_filters(True)
        yield f"filters of {query}"
        person.reader.filter("kind", "capability", is_on=True)
        yield f"filtered {query}"
        person.reader.reset_filters()
        person.workspace.show_filters(False)
        for kind in self.kinds:
            person.workspace.reader.choose_kind(kind)
            yield f"narrow to {kind}"
        for typed in (f"{query} -{query}", f"kind:{query} region:boat {query}"):
            person.reader.search(typed)
            yield f"search {typed}"
        person.reader.take_as_typed()
        yield f"{query} only as typed"
        person.reader.search(query)
        person.press("Return")
        yield f"read what {query} found"

    def _favourites(self, person: Person) -> Iterator[str]:
        """Have everything as a favourite, what is not there too, and come back to the start."""
        for entry_id in self.ids:
            person.reader.mark_favourite(entry_id, is_one=True)
        person.press("Ctrl+D")
        person.window.actions_by_name["start"].trigger()
        for reading in Reading:
            person.reader.choose_reading(reading)
            yield reading.value

    def _guess(self, person: Person) -> Iterator[str]:
        """Open each id, and check what can be checked with two answers."""
        for entry_id in self.ids:
            try:
                person.reader.open_entry(entry_id)
            except AdvisorError as error:
                yield f"{entry_id}: {error.message} {error.hint}"
                continue
            yield f"open {entry_id}"
            yield from _slips(person, entry_id)
            yield from _leaving(person, f"entry {entry_id}")
            if person.window.actions_by_name["check"].isEnabled():
                person.press("Ctrl+Return")
                yield f"check {entry_id}"
                person.press("Alt+U")
                yield f"check {entry_id}, answered"
                person.reader.open(Location(Page.REQUEST, entry_id))
                yield f"request for {entry_id}"
                person.press("Alt+Left")
                person.press("Ctrl+Shift+Return")
                yield f"rules of {entry_id}"
                person.press("Alt+Left")
                yield from _answer_all(person, entry_id)


def _slips(person: Person, entry_id: str) -> Iterator[str]:
    """Say of the first and of the last line of an entry that it is wrong, and save nothing."""
    action = person.window.actions_by_name["slip"]
    if not action.isEnabled():
        return
    action.trigger()
    dialog = person.dialog
    assert isinstance(dialog, SlipDialog)
    yield f"slip about {entry_id}"
    lines = dialog._form._line
    lines.setCurrentIndex(lines.count() - 1)
    yield f"slip about the end of {entry_id}"
    dialog.reject()


def _leaving(person: Person, what: str) -> Iterator[str]:
    """See a page as it would be printed, and copy it whole."""
    action = person.window.actions_by_name["print"]
    if not action.isEnabled():
        return
    action.trigger()
    dialog = person.dialog
    assert isinstance(dialog, PrintDialog)
    yield f"{what}, on paper"
    dialog.copy()
    copied = QApplication.clipboard().text()
    dialog.reject()
    yield f"{what}, copied: {copied}"


def _answer_all(person: Person, entry_id: str) -> Iterator[str]:
    """Know nothing of what a check asks, until it says what that comes to; see its other ways."""
    for _ in range(_MOST_QUESTIONS):
        if not visible(person.pane, QuestionView):
            break
        person.press("Alt+U")
    yield f"outcome of {entry_id}"
    for way in visible(person.pane, OtherWay):
        for fold in visible(way, Button):
            fold.click()
    yield f"other ways to {entry_id}"
    yield from _refer(person, entry_id)
    person.reader.forget_answers()


def _refer(person: Person, what: str) -> Iterator[str]:
    """See what would go into a referral, and the answers as they are read out."""
    for name in ("refer", "sheet"):
        person.window.actions_by_name[name].trigger()
        yield f"{name} {what}"
        for dialog in visible(person.window, QDialog):
            if isinstance(dialog, SheetDialog):
                dialog.copy_line()
                yield f"line of {what}: {QApplication.clipboard().text()}"
            dialog.reject()


def _cases(person: Person) -> Iterator[str]:
    """Look at a saved case that names everything there might be, and go on with it."""
    if not person.window.actions_by_name["saved"].isVisible():
        return
    person.press("Ctrl+5")
    yield "saved cases"
    person.press("Return")
    yield "saved case"
    person.press("Return")
    yield "saved case, open"
    person.reader.start_again()


def _news(person: Person, ids: Iterable[str]) -> Iterator[str]:
    """Be told of a release before which nothing was said of anything, and look what changed."""
    found = find_own_changes(
        without_portions(person.reader.session, Own(read=tuple(ids))),
        person.reader.session,
        [make_any_case()],
    )
    person.reader.tell_news(found)
    brief, in_full = say_news_briefly(found), say_news(found)
    person.window.frame.news.show_message(brief, deed=SEE, in_full=in_full)
    yield "news"
    person.window.actions_by_name["changes"].trigger()
    yield "what changed"
    person.reader.tell_news(None)
    person.window.frame.news.hide()


def _enquiries(person: Person) -> Iterator[str]:
    """Look at an enquiry that names everything there might be, its figures and its last look."""
    if person.workspace.desk is None:
        return
    person.press("Ctrl+8")
    yield "enquiries"
    person.press("Return")
    yield "enquiry"
    for _ in person.workspace.desk.pane.rows:
        person.workspace.desk.show_figures()
        yield "figures"
        box = person.find("Marked", QComboBox, person.dialog)
        for place in range(box.count()):
            box.setCurrentIndex(place)
            yield f"figures marked {box.currentText()}"
        person.dialog.reject()
        person.workspace.desk.look()
        person.until(lambda: not visible(person.window, WaitingDialog))
        yield "the last look"
        for dialog in visible(person.window, QDialog):
            dialog.reject()
    person.workspace.desk.type_in()
    dialog = person.dialog
    assert isinstance(dialog, ReadOutDialog)
    dialog._line.setText("1: 1a 2? 3b 4a")
    dialog._name.setText("Op Rush")  # or it would name the minute
    yield "what is read out, so far"
    dialog.take_on()
    yield "what is read out, taken on"
    dialog.reject()
    person.find("Ask its questions", within=person.pane).click()
    yield "questions of an enquiry"
    person.workspace.desk.keeper.leave()
    person.reader.start_again()


def _sources(person: Person) -> Iterator[str]:
    """Read about each source that there is for this reader."""
    for key in sorted(person.reader.session.catalogue.sources):
        person.reader.open(Location(Page.SOURCE, key))
        yield f"source {key}"


def _threats(person: Person) -> Iterator[str]:
    for place in range(len(visible(person.pane, ThreatRow))):
        visible(person.pane, ThreatRow)[place].click()
        yield f"threat {place}"
        person.window.actions_by_name["start"].trigger()


def _dialogs(person: Person, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        person.window.actions_by_name[name].trigger()
        yield name
        person.dialog.reject()


def _places(person: Person) -> Iterator[str]:
    """Look at every region among the contacts, then keep the last of the dialog as one's own."""
    person.window.actions_by_name["contacts"].trigger()
    yield "contacts"
    table = person.contacts._table
    for row in range(table.rowCount()):
        table.setCurrentCell(row, 0)
        yield f"region {row}"
    person.window.actions_by_name["place"].trigger()
    dialog = person.dialog
    assert isinstance(dialog, PlaceDialog)
    for place in range(dialog._region.count()):
        dialog._region.setCurrentIndex(place)
        yield f"place {place}"
    person.find("Keep", within=dialog).click()
    yield "place kept"
