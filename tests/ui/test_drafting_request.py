"""Somebody has a request drafted from what they answered, with the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advisor.advice import parse_answers
from advisor.requesting import draft_request
from advisor.ui.advice.request_page import RequestPage
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader
from advisor.ui.widgets.buttons import Button
from tests.support.labelled import everything, open_at
from tests.support.sealed import LABELS
from tests.support.window import Person

REFERRAL = "refer-a-case"
MAGMA = "magma-team"


class Drafter(Person):
    """Somebody at the page of a draft."""

    @property
    def draft(self) -> RequestPage:
        assert isinstance(self.pane.page, RequestPage)
        return self.pane.page

    @property
    def message(self) -> str:
        return self.pane.message.accessibleName() if self.pane.message.isVisible() else ""


@pytest.fixture
def drafter(person: Person) -> Drafter:
    """Somebody who has answered what matters for a capability, at its outcome."""
    facts = person.reader.session.catalogue.facts
    person.reader.answer(parse_answers(facts, ["asker=rocu", "life_at_risk=no"]))
    person.workspace.show_page(Location(Page.CHECK, MAGMA))
    return Drafter(person.qtbot, person.application)


def test_outcome_leads_to_the_draft_by_keyboard(drafter: Drafter):
    drafter.tab_to("Draft the request")
    drafter.press("Return")
    assert drafter.reader.location == Location(Page.REQUEST, MAGMA)
    assert drafter.sees("Draft request: ")
    drafter.press("Alt+Left")
    assert drafter.reader.location == Location(Page.CHECK, MAGMA)


def test_page_says_what_the_command_line_writes(drafter: Drafter):
    drafter.reader.describe("a safe that nobody can open")
    drafter.workspace.show_page(Location(Page.REQUEST, MAGMA))
    session, reader = drafter.reader.session, drafter.reader
    draft = draft_request(session, MAGMA, reader.answers, reader.description)
    assert drafter.draft.text == draft.text
    for line in draft.text.splitlines():
        assert line.lstrip("#- ") in drafter.page
    assert "a safe that nobody can open" in drafter.page
    assert draft.text.splitlines()[0] == draft.text.splitlines()[-1] == "OFFICIAL"


def test_draft_is_copied_whole_with_its_marking(drafter: Drafter):
    drafter.workspace.show_page(Location(Page.REQUEST, MAGMA))
    drafter.press("Return")
    assert QApplication.clipboard().text() == drafter.draft.text
    assert drafter.message == "Copied, with its marking above and below."


def test_draft_is_saved(drafter: Drafter, tmp_path: Path):
    drafter.workspace.show_page(Location(Page.REQUEST, REFERRAL))
    path = tmp_path / "request.md"
    drafter.draft.save(str(path))
    assert path.read_text() == drafter.draft.text
    assert "[to fill in: " in path.read_text()
    assert drafter.message == "Saved, marked OFFICIAL: request.md."


def test_what_cannot_be_written_is_said(drafter: Drafter, tmp_path: Path):
    drafter.workspace.show_page(Location(Page.REQUEST, REFERRAL))
    (tmp_path / "file").write_text("in the way")
    drafter.draft.save(str(tmp_path / "file" / "request.md"))
    assert "could not be written" in drafter.message


def test_what_the_site_lets_nobody_write_is_said_beside_the_button(qtbot: QtBot, tmp_path: Path):
    reader = Reader(open_at(everything(), LABELS[-1]))
    reader.describe("He said so.")
    page = RequestPage("kidnap-unit", reader)
    qtbot.addWidget(page)
    save = next(each for each in page.findChildren(Button) if each.text() == "Save…")
    assert not save.isEnabled()
    assert "Your organisation lets files up to" in save.accessibleDescription()
    with qtbot.waitSignal(page.said) as said:
        page.save(str(tmp_path / "request.md"))
    assert "Nothing was written." in said.args[0]
    assert not (tmp_path / "request.md").exists()


def test_draft_follows_an_answer_that_was_changed(drafter: Drafter):
    drafter.workspace.show_page(Location(Page.REQUEST, REFERRAL))
    before = drafter.draft.text
    facts = drafter.reader.session.catalogue.facts
    drafter.reader.answer(parse_answers(facts, ["asker=force"]))
    assert drafter.draft.text != before
