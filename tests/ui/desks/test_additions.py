"""An administrator at the window of what a site adds, with the keyboard alone."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from advisor.additions.addition import Correction, Note, WordGroup
from advisor.additions.reading import FOLDER
from advisor.audit.record import Kind
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.own_lines import OwnLine
from advisor.catalogue.trust import Trust
from advisor.clearance import OFFICIAL
from advisor.journal import Journal
from advisor.people.site_additions import add_additions, look_at_additions, make_signing_key
from advisor.policy import Policy
from advisor.releases.partition import part_sections
from advisor.session import Session
from advisor.ui.desks.additions.addition_form import AdditionForm
from advisor.ui.desks.additions.window import AdditionsWindow
from advisor.ui.desks.site_work import SiteWork
from advisor.ui.tasks import TaskRunner
from tests.support.at_desk import AtDesk
from tests.support.labelled import IDS, PLACES, RELEASE, everything
from tests.support.people import SECRET, TODAY, Town
from tests.support.sealed import LABELS

LINE = OwnLine("limits", "Limits", "boat kidnaxbq")


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(part_sections(everything(), RELEASE))


@pytest.fixture
def town(tmp_path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    town.policy = Policy(local_keys=(make_signing_key(town.office()),))
    return town


@pytest.fixture
def desk(qtbot: QtBot, town: Town, catalogue: Catalogue):
    runners, desks = [], []

    def open_desk() -> AtDesk:
        office, runner = town.office(), TaskRunner()
        session = Session(catalogue, Trust.SITE, PLACES)
        opened = SiteWork(office, look_at_additions(office), session, Journal())
        desk = AtDesk(qtbot, AdditionsWindow(opened, runner))
        runners.append(runner)
        desks.append(desk)
        return desk

    yield open_desk
    for runner in runners:
        runner.shut_down()
    for one in desks:
        one.leave()


def note(number: int = 1, **others) -> Note:
    about = {"entry": IDS[0], "text": "Park in yard B.", "by": "duty manager", "added_on": TODAY}
    return Note(id=f"{number:012x}", **{**about, **others})


def correction(number: int = 2, line: OwnLine = LINE) -> Correction:
    about = {"text": "Ring first.", "why": "Agreed here.", "by": "duty manager", "added_on": TODAY}
    return Correction(id=f"{number:012x}", entry=IDS[0], line=line, **about)


def outdate(town: Town, catalogue: Catalogue, *additions) -> None:
    """Add what stands on another text than the catalogue has, as after a release."""
    other = [dataclasses.replace(section) for section in part_sections(everything(), RELEASE)]
    before = Catalogue(other)
    entry = before.entry(IDS[0])
    portions = [
        dataclasses.replace(one, value=("boat kidnaxbq, once",))
        if one.part == "limits" and one.label == OFFICIAL
        else one
        for one in entry.portions
    ]
    before._entries[IDS[0]] = dataclasses.replace(entry, portions=tuple(portions))
    add_additions(town.office(), before, [(one, OFFICIAL) for one in additions])


def test_what_the_site_adds_is_listed_under_its_marking(desk, town, catalogue):
    add_additions(town.office(), catalogue, [(note(), OFFICIAL), (correction(), SECRET)])
    at = desk()
    model = at.window._list.model()
    rows = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert rows[0] == "Corrections"
    assert rows[2] == "Notes"
    assert at.window.marking == str(catalogue.label)
    assert at.nameless() == []


def test_form_says_what_is_wrong_and_then_gives_the_note(qtbot, desk, town, catalogue):
    at = desk()
    labels = at.window._ledger.labels
    form = AdditionForm(town.office(), catalogue, labels, at.window)
    form.show()
    form._find_problem()
    assert form._find_problem().startswith("What holds at your site: There is no text.")
    form._text.setPlainText("Park in yard B.")
    assert form._find_problem().startswith("Who says so: There is no text.")
    form._by.setText("duty manager")
    form._entry.setCurrentIndex(form._entry.findData(IDS[len(LABELS) - 1]))
    assert "may not stand on what is marked higher" in form._find_problem()
    form._marking.setCurrentIndex(form._marking.count() - 1)
    form._entry.setCurrentIndex(form._entry.findData(IDS[0]))
    assert form._find_problem() == ""
    assert form.addition.text == "Park in yard B."
    assert form.label == labels[-1]
    form.close()


def test_changed_text_is_shown_with_both_texts_and_kept(desk, town, catalogue):
    outdate(town, catalogue, note())
    at = desk()
    at.window.choose(note().id)
    assert "the national text has changed since" in at.text
    assert "boat kidnaxbq, once" in at.text
    at.click("It still holds")
    at.until(lambda: "has changed since" not in at.text)
    assert town.recorded[-1][0] is Kind.LOCAL_CHANGE
    kept, _ = look_at_additions(town.office()).find(note().id)
    assert LINE in kept.stands_on


def test_correction_is_put_on_the_line_that_took_its_place(desk, town, catalogue):
    outdate(town, catalogue, correction(line=OwnLine("limits", "Limits", "boat kidnaxbq, once")))
    at = desk()
    at.window.choose(correction().id)
    at.click("It still holds")
    at.until(lambda: "Look at it again:" not in at.text)
    kept, _ = look_at_additions(town.office()).find(correction().id)
    assert kept.line == LINE


def test_altered_file_is_named(desk, town, catalogue):
    add_additions(town.office(), catalogue, [(note(), OFFICIAL)])
    path = town.folder / FOLDER / "official.additions"
    path.write_bytes(path.read_bytes().replace(b"yard B", b"yard C"))
    at = desk()
    assert "altered after they were signed" in at.text


def test_without_a_named_key_the_window_says_which_line_to_write(desk, town, catalogue):
    town.policy = Policy()
    at = desk()
    wanted = [(note(), OFFICIAL)]
    at.window._do("Adding…", lambda office: add_additions(office, catalogue, wanted))
    at.until_sees("does not name the key")
    at.click("Show the key")
    at.until_sees("local_keys = [")


def test_conflict_of_what_is_gone_says_so(desk, town, catalogue):
    gone = msgspec.structs.replace(note(), entry="gone-since")
    body_catalogue = Catalogue(part_sections(everything(), RELEASE))
    head = body_catalogue.head(IDS[0])
    body_catalogue._heads["gone-since"] = (
        msgspec.structs.replace(head, id="gone-since"),
        OFFICIAL,
    )
    add_additions(town.office(), body_catalogue, [(gone, OFFICIAL)])
    at = desk()
    at.window.choose(gone.id)
    assert "is not in the catalogue any more" in at.text


def group(number: int = 3, **others) -> WordGroup:
    about = {"says": ("ferry",), "means": ("boat",), "by": "duty manager", "added_on": TODAY}
    return WordGroup(id=f"{number:012x}", **{**about, **others})


def fill_in(at: AtDesk, says: str, means: str) -> None:
    at.fill("What people type", says)
    at.fill("What the catalogue calls it", means)
    at.fill("Who says so", "duty manager")


def test_words_are_added_with_the_keyboard(desk, town):
    at = desk()

    def write() -> None:
        fill_in(at, "ferry;sea bus", "boat")
        assert at.nameless() == []
        at.push("Add")

    QTimer.singleShot(0, write)
    at.press("Ctrl+Shift+N")
    at.until_sees("ferry, sea bus")
    assert "Words that people type" in rows(at)
    ((kept, label),) = look_at_additions(town.office()).listed
    assert (kept.says, kept.means, label) == (("ferry", "sea bus"), ("boat",), OFFICIAL)
    assert town.recorded[-1][0] is Kind.LOCAL_CHANGE


def rows(at: AtDesk) -> list[str]:
    model = at.window._list.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_what_is_wrong_with_words_is_said_before_anything_is_added(desk, town, catalogue):
    add_additions(town.office(), catalogue, [(group(), OFFICIAL)])
    at = desk()

    def write() -> None:
        for says, means, told in (
            ("", "boat", "What people type: There are no words."),
            ("liner", "of the", "What the catalogue calls it: Word or phrase 1 is small words"),
            ("boats", "boat", "What the catalogue calls it: Word or phrase 1 stands on the other"),
            ("ferries", "boats", "What people type: The same is said already"),
        ):
            fill_in(at, says, means)
            at.push("Add")
            assert told in at.text
        at.press("Esc")

    QTimer.singleShot(0, write)
    at.press("Ctrl+Shift+N")
    assert len(look_at_additions(town.office()).listed) == 1


def test_words_are_changed_at_their_marking(desk, town, catalogue):
    add_additions(town.office(), catalogue, [(group(), SECRET)])
    at = desk()
    at.window.choose(group().id)

    def write() -> None:
        assert not at.find("Marking", QComboBox).isEnabled()
        at.fill("What people type", "ferry boat")
        at.push("Change")

    QTimer.singleShot(0, write)
    at.click("Change…")
    at.until_sees("ferry boat")
    ((kept, label),) = look_at_additions(town.office()).listed
    assert (kept.id, kept.says, label) == (group().id, ("ferry boat",), SECRET)


def test_words_that_find_nothing_are_listed_first_and_can_be_changed_or_taken_out(
    desk, town, catalogue
):
    lost = group(4, means=("autogyro",))
    add_additions(town.office(), catalogue, [(group(), OFFICIAL), (lost, OFFICIAL)])
    at = desk()
    assert rows(at)[0] == "To look at again"
    at.window.choose(lost.id)
    assert "it finds nothing" in at.text
    assert "It still holds" not in at.text
    assert "Change…" in at.text
    assert "Take out…" in at.text
