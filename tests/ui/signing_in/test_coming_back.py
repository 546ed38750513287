"""What a signed-in reader had open is there again when they come back, and only what may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advisor.advice import WITHHELD_ANSWER, parse_answer
from advisor.cases.case_file import Keys
from advisor.cases.shelf import Shelf
from advisor.catalogue.directory import Whereabouts
from advisor.clearance import Label
from advisor.draft import Draft, HalfSlip
from advisor.draft_box import open_drafts
from advisor.resources import bundled_catalogue
from advisor.sealing.age import generate_identity
from advisor.session import Session
from advisor.settings import Places, UserSettings, load_settings, save_settings
from advisor.slips import Said, entry_lines
from advisor.ui.area import Area
from advisor.ui.choices import ChoiceKeeper
from advisor.ui.location import START, Location, Page
from advisor.ui.main_window import MainWindow
from advisor.ui.reader import Reader
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.signing_in.draft_keeper import DraftKeeper
from advisor.ui.slips.half_slip import to_half
from advisor.ui.tasks import TaskRunner
from tests.support.labelled import ABOVE, IDS
from tests.support.sealed import Site
from tests.ui.signing_in.conftest import ALDER, Holder

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
UNIT = "anti-kidnap-extortion"


@pytest.fixture
def shipped(tmp_path: Path) -> Session:
    return Session.open(bundled_catalogue(), Places(tmp_path / "site", tmp_path / "home"))


def again(session: Session, draft: Draft) -> Reader:
    """Return a reader who comes back to what they had open."""
    session.settings = load_settings(session.places.home)
    return Reader(session, draft=draft)


def test_reader_stands_where_they_stood(shipped: Session):
    reader = Reader(shipped)
    reader.search("ransom call")
    reader.open_entry(UNIT)
    reader.open(Location(Page.CHECK, UNIT))
    fact = shipped.check(UNIT, reader.answers).questions[0].fact
    value = fact.choices[0].value if fact.choices else "yes"
    reader.answer(reader.answers.with_answer(fact.name, parse_answer(fact, value)))
    back = again(shipped, reader.draft(NOW))
    assert (back.query, back.area, back.location) == ("ransom call", Area.SEARCH, reader.location)
    assert back.answers == reader.answers
    assert back.listing.ids == reader.listing.ids
    assert back.session.settings.recent == (UNIT,)
    back.back()
    assert back.location == Location(Page.ENTRY, UNIT)


def test_rules_and_sources_come_back_as_far_as_they_are_there(shipped: Session):
    reader = Reader(shipped)
    key = next(iter(shipped.catalogue.sources))
    pages = [Location(Page.RULES, UNIT), Location(Page.SOURCE, key)]
    gone = [
        Location(Page.RULES, "wales"),
        Location(Page.RULES, "no-such-thing"),
        Location(Page.SOURCE, "no-such-source"),
    ]
    for page in (*gone[:1], pages[0], *gone[1:], pages[1]):
        reader.open(page)
    back = again(shipped, reader.draft(NOW))
    assert back.location == pages[1]
    back.back()
    assert back.location == pages[0]
    assert not set(gone) & set(back.history.visited)


def test_section_and_threat_come_back(shipped: Session):
    reader = Reader(shipped)
    reader.browse("kidnap-extortion")
    assert again(shipped, reader.draft(NOW)).threat == "kidnap-extortion"
    reader.choose_area(Area.LAW)
    back = again(shipped, reader.draft(NOW))
    assert (back.area, back.listing.ids) == (Area.LAW, reader.listing.ids)


def test_half_written_slip_comes_back_where_its_entry_is_there(shipped: Session):
    reader = Reader(shipped)
    half = HalfSlip(entry=UNIT, line=("title", "", "x"), wrong="It moved", by="A, unit B")
    reader.keep_slip(half)
    assert again(shipped, reader.draft(NOW)).half_slip == half
    gone = msgspec.structs.replace(half, entry="gone")
    assert again(shipped, Draft(saved_at=NOW, slip=gone)).half_slip is None


def test_slip_of_any_length_is_cut_to_what_a_draft_holds(shipped: Session):
    line = entry_lines(shipped, shipped.catalogue.entry(UNIT))[0]
    half = to_half(UNIT, line, Said(wrong="w" * 10_000))
    assert half is not None
    draft = Draft(saved_at=NOW, slip=half)
    assert msgspec.json.decode(msgspec.json.encode(draft), type=Draft) == draft


def test_what_one_would_rather_not_record_is_in_no_draft(shipped: Session):
    reader = Reader(shipped)
    name = shipped.catalogue.facts[0].name
    reader.answer(reader.answers.with_answer(name, WITHHELD_ANSWER))
    assert reader.draft(NOW).answers == {}


def test_what_is_not_there_any_more_is_left_out(shipped: Session):
    draft = Draft(
        saved_at=NOW,
        area="no such area",
        threat="no-such-threat",
        visited=(
            ("start", ""),
            ("entry", "gone"),
            ("check", "emergency-999"),
            ("region", UNIT),
            ("locked", "you locked it"),
            ("no such page", ""),
            ("entry", UNIT),
        ),
        place=6,
        answers={"gone": "yes", shipped.catalogue.facts[0].name: "no such value"},
        recent=("gone", UNIT),
    )
    reader = again(shipped, draft)
    assert reader.history.visited == (Location(Page.START), Location(Page.ENTRY, UNIT))
    assert reader.location == Location(Page.ENTRY, UNIT)
    assert (reader.area, reader.threat, len(reader.answers)) == (Area.SEARCH, None, 0)
    assert reader.listing.ids == (UNIT,)


def test_place_that_a_draft_names_and_nobody_has_any_more_is_left_out(shipped: Session):
    save_settings(shipped.places.home, UserSettings(region="south-east"))
    reader = again(shipped, Draft(saved_at=NOW, region="withdrawn", force="withdrawn"))
    settings = reader.session.settings
    assert (settings.region, settings.force) == ("south-east", None)


@pytest.fixture
def signed_in(site: Site, holder: Holder) -> Session:
    return Session.open(site.file, site.places, holder.identity)


class Desk:
    """A signed-in window, with all that keeps what its reader has open."""

    def __init__(self, session: Session, holder: Holder) -> None:
        self.box, draft = open_drafts(session.places.home, holder.identity, session.keys)
        self.runner = TaskRunner()
        self.window = MainWindow(Seat(SeatKind.SIGNED_IN))
        shelf = Shelf.open_sealed(
            session.places.home,
            holder.identity,
            Keys.of(holder.identity.recipient, session.keys),
            tuple(session.keys.values()),
        )
        self.work = self.window.show_session(session, draft, shelf=shelf)
        self.reader = self.work.reader
        self.choices = ChoiceKeeper(self.window, session.places.home, self.runner)
        self.drafts = DraftKeeper(self.box, self.reader)
        self.window.show()

        self.is_left = False

    def leave(self) -> None:
        if self.is_left:
            return
        self.is_left = True
        self.drafts.finish()
        self.runner.shut_down()
        self.window.close()
        # Before Python takes the window apart, as it does with what only refers to itself.
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(qapp: QApplication, signed_in: Session, holder: Holder) -> Iterator[Desk]:
    del qapp
    desk = Desk(signed_in, holder)
    yield desk
    desk.leave()


def readable(folder: Path) -> bytes:
    """Return everything that stands in a folder's files, and their names."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join([*(path.read_bytes() for path in files), *(bytes(path) for path in files)])


def test_what_is_open_is_kept_within_two_seconds(desk: Desk, qtbot: QtBot):
    desk.reader.search(f"{ABOVE[ALDER]} ")
    qtbot.waitUntil(desk.box.path.exists, timeout=2000)


def test_leaving_keeps_what_was_done_last(desk: Desk, site: Site, holder: Holder):
    desk.reader.search("boat")
    desk.reader.open_entry(IDS[3])
    desk.leave()
    session = Session.open(site.file, site.places, holder.identity)
    back = Desk(session, holder)
    assert back.reader.location == Location(Page.ENTRY, IDS[3])
    assert back.window.frame.field.text() == "boat"
    assert back.window.frame.marking == "SECRET/ALDER"
    back.leave()


def test_favourites_and_searches_come_back_to_whom_they_belong(
    desk: Desk, site: Site, holder: Holder
):
    desk.reader.search(f"{ABOVE[ALDER]} ")
    found = desk.reader.listing.ids[0]
    desk.reader.open_entry(found)
    desk.reader.mark_favourite(found, is_one=True)
    desk.leave()
    assert Session.open(None, site.places).settings.favourites == ()
    back = Desk(Session.open(site.file, site.places, holder.identity), holder)
    settings = back.reader.session.settings
    assert (settings.favourites, settings.searches) == ((found,), (ABOVE[ALDER],))
    back.reader.search("")
    back.reader.open(START)
    assert back.window.frame.marking == "SECRET/ALDER"
    back.leave()


def test_nothing_read_while_signed_in_stands_in_a_plain_file(desk: Desk, site: Site):
    save_settings(
        site.places.home, msgspec.structs.replace(load_settings(site.places.home), recent=(IDS[0],))
    )
    desk.reader.search(f"{ABOVE[ALDER]} ")
    desk.reader.open_entry(IDS[3])
    desk.reader.mark_favourite(IDS[3], is_one=True)
    desk.reader.set_text_percent(125)
    desk.leave()
    written = readable(site.places.home)
    assert load_settings(site.places.home).text_percent == 125
    assert load_settings(site.places.home).recent == (IDS[0],)
    for told in (ABOVE[ALDER], IDS[3], "SECRET", "ALDER"):
        assert told.encode() not in written


def test_case_saved_while_signed_in_opens_for_its_reader_alone(
    desk: Desk, site: Site, holder: Holder
):
    desk.reader.describe(f"about the {ABOVE[ALDER]}")
    desk.work.cases.save_as(f"The {ABOVE[ALDER]}")
    desk.leave()
    assert ABOVE[ALDER].encode() not in readable(site.places.home)
    assert Shelf.open_plain(site.places.home).all == ()
    back = Desk(Session.open(site.file, site.places, holder.identity), holder)
    (kept,) = back.work.cases.all
    back.reader.start_again()
    back.work.cases.open(kept.case.id)
    assert back.reader.description == f"about the {ABOVE[ALDER]}"
    back.work.go_to_area(Area.SAVED)
    assert back.window.frame.marking == "SECRET/ALDER"
    back.leave()


def test_place_that_is_itself_restricted_stands_in_no_plain_file(site: Site, holder: Holder):
    session = Session.open(site.file, site.places, holder.identity)
    session.settings = msgspec.structs.replace(session.settings, text_percent=110)
    assert session.plain_settings().text_percent == 110
    assert session.is_place_plain
    assert session.where == Whereabouts()


def test_home_that_cannot_be_written_gives_one_message(
    qtbot: QtBot, site: Site, signed_in: Session, holder: Holder
):
    site.places.home.mkdir(parents=True, exist_ok=True)
    (site.places.home / "drafts").write_text("a file where the folder should be", "utf-8")
    desk = Desk(signed_in, holder)
    with qtbot.waitSignal(desk.drafts.failed, timeout=5000):
        desk.reader.search("boat")
    desk.leave()


def test_lower_identity_comes_back_to_nothing_of_a_higher_one(desk: Desk, site: Site):
    desk.reader.search(f"{ABOVE[ALDER]} ")
    desk.reader.open_entry(IDS[3])
    desk.leave()
    lower = generate_identity()
    site.grant(lower, [Label.parse("OFFICIAL-SENSITIVE")])
    session = Session.open(site.file, site.places, lower)
    _, draft = open_drafts(site.places.home, lower, session.keys)
    assert draft is None
    assert session.settings.recent == ()


@pytest.mark.parametrize("back", [0, 10, 40, 60, 79])
def test_however_far_one_went_back_the_same_page_comes_back(shipped: Session, back: int):
    reader = Reader(shipped)
    ids = [head.id for head in shipped.catalogue.heads[:79]]
    for entry_id in ids:
        reader.open(Location(Page.ENTRY, entry_id))
    for _ in range(back):
        reader.back()
    draft = reader.draft(NOW)
    assert len(draft.visited) == 50
    assert again(shipped, draft).location == reader.location
