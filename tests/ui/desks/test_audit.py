"""The auditor reads the log, looks for somebody, checks it and hands it on."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
)
from pytestqt.qtbot import QtBot

from advisor.audit.record import Details, Kind, Outcome
from advisor.audit.review import Row, read_review
from advisor.settings import Places
from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.desks.audit.records import AuditModel, Column
from advisor.ui.desks.audit.table import RecordTable
from advisor.ui.desks.audit.window import AuditWindow
from advisor.ui.desks.registry import find_desk
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import TaskRunner
from tests.support.at_desk import AtDesk
from tests.support.audit import AUDITOR, NOON, STRANGER, Clock, Desk
from tests.support.window import visible

Sit = Callable[..., AtDesk]


@pytest.fixture
def desk(places: Places) -> Desk:
    """An account whose log has four records."""
    desk = Desk(places.home / "audit")
    log = desk.open()
    log.record(Kind.SIGN_IN, Details(who="Ann Smith", label="SECRET/ALDER"))
    log.record(Kind.ENTRY_VIEWED, Details(who="Ann Smith", subject="kidnap-unit", label="SECRET"))
    log.record(
        Kind.SIGN_IN_FAILED, Details(who="Ben Okoro", outcome=Outcome.REFUSED, note="ben.age")
    )
    log.record(Kind.CHECK, Details(who="Ben Okoro", subject="interception", label="OFFICIAL"))
    return desk


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication, places: Places) -> Iterator[Sit]:
    """Somebody sits down at the audit log; the auditor, where nobody else is named."""
    theme.install(qapp, look=Look.LIGHT)
    runners: list[TaskRunner] = []
    people: list[AtDesk] = []

    def sit_down(identity=AUDITOR, until: str = "Records: ") -> AtDesk:
        runners.append(TaskRunner())
        handover = Handover(site=str(places.site), home=str(places.home))
        person = AtDesk(qtbot, AuditWindow(handover, runners[-1], identity))
        people.append(person)
        person.until_sees(until)
        return person

    yield sit_down
    for runner in runners:
        runner.shut_down()
    for person in people:
        person.leave()
    theme.current().choose(None)


def table(person: AtDesk) -> RecordTable:
    return person.window.findChild(RecordTable)


def column(person: AtDesk, column: Column) -> list[str]:
    records = table(person).records
    return [records.index(row, column).data() for row in range(records.rowCount())]


def choose(person: AtDesk, name: str, words: str) -> None:
    """Choose something from a list with the keyboard."""
    person.tab_to(name)
    combo = person.focus
    assert isinstance(combo, QComboBox)
    places = [place for place in range(combo.count()) if combo.itemText(place) == words]
    assert places, [combo.itemText(place) for place in range(combo.count())]
    while combo.currentIndex() != places[0]:
        before = combo.currentIndex()
        person.press("Down" if before < places[0] else "Up")
        assert combo.currentIndex() != before


# ── reading ──────────────────────────────────────────────────────────────────


def test_newest_record_stands_first_with_everything_it_says(desk: Desk, sit: Sit):
    person = sit()
    assert column(person, Column.NUMBER) == ["4", "3", "2", "1"]
    assert column(person, Column.KIND)[:2] == ["Access checked", "Sign-in refused"]
    assert column(person, Column.WHO) == ["Ben Okoro", "Ben Okoro", "Ann Smith", "Ann Smith"]
    assert column(person, Column.LABEL) == ["OFFICIAL", "–", "SECRET", "SECRET/ALDER"]
    assert column(person, Column.OUTCOME) == ["Done", "Refused", "Done", "Done"]
    assert "Records: 4 of 4" in person.words


def test_time_is_told_with_its_zone(desk: Desk, sit: Sit):
    records = table(sit()).records
    header = records.headerData(Column.TIME, Qt.Orientation.Horizontal)
    assert header.startswith("Time, UTC")
    assert "2026, " in records.index(0, Column.TIME).data()


def test_chosen_record_is_shown_whole(desk: Desk, sit: Sit):
    person = sit()
    assert "Choose a record to read it whole." in person.words
    person.tab_to("Records")
    person.press("Down")
    person.until_sees("Sign-in refused")
    for words in ("Sign-in refused", "Ben Okoro", "ben.age", "in log", "Refused"):
        assert words in person.words
    assert f"{desk.files.name}-3-" in person.words


def test_window_is_marked_with_the_highest_record_that_is_listed(desk: Desk, sit: Sit):
    person = sit()
    assert person.window.marking == "SECRET/ALDER"
    choose(person, "Kind", "Access checked: 1")
    assert person.window.marking == "OFFICIAL"
    choose(person, "Kind", "Entry opened: 1")
    assert person.window.marking == "SECRET"


def test_order_can_be_turned_by_number_alone(desk: Desk, sit: Sit):
    person = sit()
    choose(person, "Order", "Oldest first")
    assert column(person, Column.NUMBER) == ["1", "2", "3", "4"]
    header = table(person).horizontalHeader()
    header.sectionClicked.emit(Column.WHO)
    assert column(person, Column.NUMBER) == ["1", "2", "3", "4"]
    header.sectionClicked.emit(Column.NUMBER)
    assert column(person, Column.NUMBER) == ["4", "3", "2", "1"]


# ── filters ──────────────────────────────────────────────────────────────────


def test_list_is_narrowed_by_person_kind_and_outcome_with_counts(desk: Desk, sit: Sit):
    person = sit()
    choose(person, "Person", "Ann Smith: 2")
    assert column(person, Column.NUMBER) == ["2", "1"]
    assert "Records: 2 of 4" in person.words
    choose(person, "Person", "Anybody")
    choose(person, "Outcome", "Refused: 1")
    assert column(person, Column.NUMBER) == ["3"]


def test_words_are_looked_for_in_every_part_of_a_record(desk: Desk, sit: Sit):
    person = sit()
    person.press("Ctrl+K")
    person.type("KIDNAP")
    person.until(lambda: column(person, Column.NUMBER) == ["2"])


def test_days_narrow_the_list(desk: Desk, sit: Sit):
    desk.clock = Clock(NOON + timedelta(days=3))
    desk.record("later")
    person = sit()
    person.fill("From day", "2026-06-05")
    person.until(lambda: column(person, Column.NUMBER) == ["5"])
    person.fill("From day", "")
    person.fill("Until day", "2026-06-05")
    person.until(lambda: column(person, Column.NUMBER) == ["4", "3", "2", "1"])


def test_what_is_no_day_is_named_and_narrows_nothing(desk: Desk, sit: Sit):
    person = sit()
    person.fill("From day", "yesterday")
    person.press("Tab")
    person.until_sees("“yesterday” is not a day. Write it as 2026-11-23.")
    assert "Records: 4 of 4" in person.words


def test_nothing_that_matches_says_so_and_leads_back(desk: Desk, sit: Sit):
    person = sit()
    person.press("Ctrl+K")
    person.type("zeppelin")
    person.until_sees("Nothing matches")
    assert "Records: 0 of 4" in person.words
    assert not person.find("Export…", QAbstractButton).isEnabled()
    assert person.window.marking == "OFFICIAL"
    person.push("Clear filters")
    person.until_sees("Records: 4 of 4")


def test_logs_of_several_accounts_are_told_apart(desk: Desk, sit: Sit):
    other = Desk(desk.folder, "ben")
    other.record("one")
    person = sit()
    assert f"{other.files.name}-1" in column(person, Column.NUMBER)
    choose(person, "Log", f"{other.files.name}: 1")
    assert column(person, Column.NUMBER) == [f"{other.files.name}-1"]


# ── states ───────────────────────────────────────────────────────────────────


def test_folder_without_a_log_says_so_and_offers_another(sit: Sit):
    person = sit(until="No audit log here")
    assert "when somebody signs in at a site" in person.words
    assert "--folder" not in person.words
    assert person.find("Choose…", QAbstractButton).isEnabled()


def test_identity_of_somebody_else_shows_numbers_times_and_kinds(desk: Desk, sit: Sit):
    person = sit(STRANGER)
    person.until_sees("No log here was sealed to this identity")
    assert column(person, Column.WHO) == ["–"] * 4
    assert column(person, Column.KIND)[-1] == "Signed in"
    assert person.window.marking == "OFFICIAL"
    assert "kidnap" not in person.words
    person.until_sees("No accident found, checked without the first key")
    check(person)
    person.until_sees("Without the first key nobody sees what was rewritten.")


def test_sound_log_is_said_to_be_so(desk: Desk, sit: Sit):
    sit(until="As it was written")


def test_damaged_log_is_said_at_once_and_its_findings_are_one_key_away(desk: Desk, sit: Sit):
    desk.lines = [desk.lines[0], b"rubbish\n", *desk.lines[2:]]
    person = sit(until="is not as it was written. Findings: 1.")
    person.push("Show findings")
    assert "Line 2: It is no record: it was altered." in found(person)


def test_another_folder_can_be_chosen(desk: Desk, sit: Sit, tmp_path: Path):
    copy = Desk(tmp_path / "copy", "somebody")
    copy.record("from the copy")
    person = sit()
    person.push("Choose folder…")
    dialog = person.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(copy.folder))
    dialog.close()
    person.until(lambda: column(person, Column.NOTE) == ["from the copy"])
    assert str(copy.folder) in person.words


def test_reading_can_be_cancelled(desk: Desk, sit: Sit):
    person = sit()
    person.window.load(desk.folder)
    person.window._cancel_all()  # as Cancel does, which shows only where it takes long
    person.until_sees("Nothing was read")
    person.push("Try again")
    person.until_sees("Records: 4 of 4")


# ── checking ─────────────────────────────────────────────────────────────────


def found(person: AtDesk) -> list[str]:
    listed = person.find("What the check found", QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def check(person: AtDesk, anchor: str = "") -> None:
    person.push("Verify…")
    person.until(lambda: visible(person.top, QListWidget))
    if anchor:
        person.fill("Anchor", anchor)
    person.push("Verify")


def test_sound_log_is_said_plainly_with_its_anchor(desk: Desk, sit: Sit):
    person = sit()
    check(person)
    person.until_sees("As it was written.")
    (anchor,) = desk.record("one more")[-1:]
    del anchor
    assert f"Log {desk.files.name}, lines: 4. Nothing is wrong with it" in found(person)[0]
    assert found(person)[1].startswith(f"Anchor, to be noted elsewhere: {desk.files.name}-4-")
    person.push("Copy anchors")
    assert QApplication.clipboard().text().startswith(f"{desk.files.name}-4-")


def test_older_copy_that_was_put_back_is_found_with_what_was_noted(desk: Desk, sit: Sit):
    old = desk.snapshot()
    noted = desk.record("five")[-1]
    desk.put_back(old)
    person = sit(until="As it was written")
    check(person, str(noted))
    person.until_sees("Not as it was written.")
    assert any("which was noted: an older copy was put back" in line for line in found(person))
    person.press("Esc")
    person.until_sees("is not as it was written. Findings: 1.")


def test_what_is_no_anchor_is_named(desk: Desk, sit: Sit):
    person = sit()
    check(person, "nonsense")
    person.until_sees("That is not an anchor of an audit log.")
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_whoever_may_read_the_files_may_read_the_findings(desk: Desk, sit: Sit):
    person = sit()
    check(person)
    person.until_sees("As it was written.")
    assert "OFFICIAL" in person.top.findChildren(type(person.window._banners[0]))[0].words
    assert person.nameless() == []


# ── handing on ───────────────────────────────────────────────────────────────


def allow_export(places: Places, level: str) -> None:
    places.site.mkdir(parents=True, exist_ok=True)
    (places.site / "policy.toml").write_text(f'export_up_to = "{level}"\n', "utf-8")


def test_export_is_confirmed_with_the_highest_label_and_private(
    desk: Desk, sit: Sit, places: Places, tmp_path: Path
):
    allow_export(places, "SECRET")
    person = sit()
    person.push("Export…")
    person.until_sees("Export records marked SECRET/ALDER?")
    assert "Records: 4, those that are listed now." in person.words
    assert person.find("Do not export", QAbstractButton).isDefault()
    person.push("Choose file…")
    dialog = person.window.findChild(QFileDialog)
    assert "SECRET.jsonl" in dialog.selectedFiles()[0]
    assert "ALDER" not in dialog.selectedFiles()[0]
    file = tmp_path / "out.jsonl"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    person.until_sees("Records written: 4")
    events = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [event["event"]["sequence"] for event in events] == [1, 2, 3, 4]
    assert events[0]["labels"]["marking"] == "SECRET/ALDER"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_export_holds_what_is_listed(desk: Desk, sit: Sit, places: Places):
    person = sit()
    choose(person, "Kind", "Access checked: 1")
    person.push("Export…")
    person.until_sees("Export records marked OFFICIAL?")
    assert "Records: 1, those that are listed now." in person.words


def test_export_above_what_the_organisation_allows_is_refused(desk: Desk, sit: Sit, places: Places):
    allow_export(places, "OFFICIAL")
    person = sit()
    person.push("Export…")
    person.until_sees("Not exported. Your organisation lets records up to OFFICIAL be written")


def test_file_that_cannot_be_written_is_told(desk: Desk, sit: Sit, places: Places, tmp_path: Path):
    allow_export(places, "SECRET")
    (tmp_path / "file").write_text("no folder", "utf-8")
    person = sit()
    person.push("Export…")
    person.push("Choose file…")
    dialog = person.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "file" / "out.jsonl"))
    dialog.close()
    person.until_sees("could not be written")


# ── the rest ─────────────────────────────────────────────────────────────────


def test_everything_that_tab_reaches_has_a_name(desk: Desk, sit: Sit):
    person = sit()
    person.tab_to("Records")
    person.press("Down")
    assert person.nameless() == []


def test_life_at_risk_is_one_key_away(desk: Desk, sit: Sit, qtbot: QtBot):
    person = sit()
    with qtbot.waitSignal(person.window.life_at_risk_wanted):
        person.press("F2")


def test_model_keeps_qts_rules(qtmodeltester, desk: Desk):
    model = AuditModel()
    qtmodeltester.check(model)
    model.show(read_review(desk.folder, AUDITOR).rows)
    qtmodeltester.check(model)
    model.turn(oldest_first=True)
    qtmodeltester.check(model)


def test_cell_says_what_it_is_to_a_screen_reader(desk: Desk):
    model = AuditModel()
    model.show(read_review(desk.folder, AUDITOR).rows)
    said = model.index(3, Column.WHO).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Who: Ann Smith"
    assert model.data(QModelIndex()) is None


def test_a_hundred_thousand_records_stay_usable(desk: Desk, sit: Sit, qtbot: QtBot):
    person = sit()
    review = person.window._review
    rows: tuple[Row, ...] = review.rows * 25_000
    table(person).records.show(rows)
    assert table(person).records.rowCount() == 100_000
    person.tab_to("Records")
    person.press("Ctrl+Down")
    person.press("End", "Ctrl+End")
    assert table(person).currentIndex().row() == 99_999


def test_desk_asks_for_the_auditors_identity_first():
    unlocking = find_desk("audit").unlocking
    assert unlocking is not None
    assert unlocking.ask.heading == "Audit log"
