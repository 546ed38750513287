"""What a release changed for whoever sits at the window: told quietly, until they dismiss it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from advisor.cases.shelf import Shelf
from advisor.releases.reading_box import open_plain_reading
from advisor.releases.reading_kept import Own
from advisor.resources import bundled_catalogue
from advisor.session import Session
from advisor.settings import Places
from advisor.ui import theme
from advisor.ui.changes import changes_teller
from advisor.ui.location import Page
from tests.support.past import GONE_TITLE, any_case, past_reading, turned, with_gone
from tests.support.window import Person

AIR, UNIT, NOTES = "air-support", "anti-kidnap-extortion", "counterfeit-currency"
FACTS = ["asker=force", "extortion_kind=kidnap", "political_motive=no", "life_at_risk=yes"]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_teller, "_BEGIN_AFTER_MS", 0)
    monkeypatch.setattr(changes_teller, "_KEEP_AFTER_MS", 0)


@pytest.fixture
def read_before(places: Places) -> None:
    """Leave what somebody read, marked and saved on the release before."""
    session = Session.open(None, places)
    reading = past_reading(
        session,
        Own((AIR,), (NOTES,), (UNIT,)),
        (AIR, "does", b'"It flew, once."'),
        (UNIT, "access", turned(session, UNIT, "criminal-motive")),
    )
    open_plain_reading(places.home).box.save(with_gone(reading))
    Shelf.open_plain(places.home).save(any_case(session, "Op Heron", FACTS, UNIT))


@pytest.fixture
def reader(read_before: None, newcomer: Person) -> Person:
    """Somebody whose window has told them that the catalogue was updated."""
    del read_before
    newcomer.open_catalogue()
    newcomer.until(newcomer.window.frame.news.isVisible)
    return newcomer


def test_bar_leads_to_the_page_and_both_go_once_dismissed(reader: Person, places: Places):
    bar = reader.window.frame.news
    assert "3 entries that you read, marked or saved have changed" in bar.accessibleName()
    assert "1 saved case comes out otherwise" in bar.accessibleName()
    reader.click("See what changed")
    page = reader.pane.page
    assert (reader.reader.location.page, bar.isVisible()) == (Page.CHANGES, False)
    for words in ("Op Heron", "It flew, once.", GONE_TITLE, "It is not in the catalogue any more."):
        assert reader.sees(words, page)
    assert not reader.sees("Counterfeit currency", page)
    reader.click("See the case")
    assert reader.reader.location.page is Page.CASE
    assert bar.isVisible()
    reader.press("Ctrl+9")
    reader.click("Dismiss", within=reader.pane.page)
    assert (reader.sees("Nothing is new", reader.pane), bar.isVisible()) == (True, False)
    assert reader.reader.news is None
    reader.application.shut_down()
    kept = open_plain_reading(places.home).load()
    now = reader.reader.session.catalogue.release
    assert kept is not None
    assert (kept.release, NOTES in kept.ids) == (now, False)


@pytest.mark.parametrize(
    ("percent", "width", "height"),
    [(100, 1024, 640), (150, 1024, 640), (150, 1280, 800), (200, 1024, 900), (200, 800, 1000)],
)
def test_bar_shows_all_of_its_words_and_leaves_room_for_the_rest(
    reader: Person, percent: int, width: int, height: int
):
    theme.current().set_text_factor(percent / 100)
    window, bar = reader.window, reader.window.frame.news
    window.resize(width, height)
    reader.until(lambda: (window.width(), window.height()) == (width, height))
    labels = [label for label in bar.findChildren(QLabel) if label.wordWrap()]
    reader.until(
        lambda: labels and all(one.height() >= one.heightForWidth(one.width()) for one in labels)
    )
    for button in bar.findChildren(QAbstractButton):
        assert button.width() >= button.minimumSizeHint().width()
        assert bar.rect().contains(button.geometry().translated(button.parentWidget().pos()))
    assert reader.sees("The catalogue was updated to release 1: 3 of your entries", bar)
    items = window.frame.navigation.findChildren(QAbstractButton)
    least = theme.current().px(24)
    reader.until(lambda: all(one.height() >= least for one in items if one.isVisible()))


def test_what_is_read_and_marked_is_kept_for_the_next_release(newcomer: Person, places: Places):
    newcomer.open_catalogue()
    newcomer.reader.open_entry(AIR)
    newcomer.reader.mark_favourite(UNIT, is_one=True)
    path = places.home / "reading" / "reading.json"
    newcomer.until(lambda: path.exists() and _ids(places) == {AIR, UNIT})
    assert not newcomer.window.frame.news.isVisible()
    newcomer.reader.forget_recent()
    newcomer.until(lambda: _ids(places) == {UNIT})


@pytest.mark.usefixtures("read_before")
def test_of_a_file_that_somebody_chose_nothing_is_news(newcomer: Person, tmp_path: Path):
    copy = tmp_path / "chosen.db"
    copy.write_bytes(bundled_catalogue().read_bytes())
    newcomer.open_catalogue(copy)
    newcomer.rest()
    assert newcomer.reader.news is None


def _ids(places: Places) -> frozenset[str]:
    kept = open_plain_reading(places.home).load()
    return frozenset() if kept is None else kept.ids
