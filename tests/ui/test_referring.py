"""From the window to the ROCC: a sealed referral, and answers that are read out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from advisor.audit.record import Kind
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.notes.addressing import read_key
from advisor.notes.answer_sheet import read_sheet
from advisor.notes.referral import open_referral
from advisor.sealing.age import generate_identity
from advisor.settings import load_settings
from advisor.ui.area import Area
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader
from advisor.ui.referring.referral_dialog import ReferralDialog
from advisor.ui.referring.sheet_dialog import SheetDialog
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.widgets.marking_banner import MarkingBanner
from tests.support.labelled import IDS, PLACES, everything, open_at
from tests.support.leaving import ALL_MAY_LEAVE, NONE_MAY_LEAVE, Told, reader_at
from tests.support.onlooker import opened
from tests.support.pdf import pages_of
from tests.support.sealed import LABELS
from tests.support.window import Person, name_of, tab_chain, visible

ENTRY = "surveillance-support"
FACTS = ["asker=rocu", "life_at_risk=yes", "crime_in_action=unknown", "risk_owner_named=withheld"]
ROCC = generate_identity()
KEY = ROCC.recipient.text


@pytest.fixture
def asker(person: Person) -> Person:
    """Somebody who has answered some questions."""
    person.reader.answer(person.reader.session.parse_answers(FACTS))
    return person


def referral_of(person: Person) -> ReferralDialog:
    return person.open_by("Ctrl+Shift+R", ReferralDialog)


def sheet_of(person: Person) -> SheetDialog:
    return person.open_by("Ctrl+Shift+A", SheetDialog)


# ── sealed ───────────────────────────────────────────────────────────────────


def test_referral_is_filled_in_by_keyboard_and_opens_for_the_rocc_alone(
    asker: Person, tmp_path: Path
):
    asker.workspace.show_page(Location(Page.CHECK, ENTRY))
    dialog = referral_of(asker)
    asker.type("A boat at night.")
    asker.press("Tab")
    asker.type("DC Smith")
    asker.press("Tab")
    asker.type(KEY)
    asker.until(lambda: "From: DC Smith" in dialog.preview)
    dialog.save(str(tmp_path / "one.age"))
    assert dialog.news.startswith("Saved, marked OFFICIAL, sealed to that key alone: one.age.")
    data = (tmp_path / "one.age").read_bytes()
    session = asker.reader.session
    made = open_referral(data, "one.age", session, ROCC).referral
    assert (made.about, made.by, made.looked_at) == ("A boat at night.", "DC Smith", (ENTRY,))
    assert "risk_owner_named" not in made.answers
    with pytest.raises(AdvisorError, match="not sealed to your identity"):
        open_referral(data, "one.age", session, generate_identity())


def test_what_goes_in_is_shown_before_it_is_sealed(asker: Person):
    asker.workspace.show_page(Location(Page.CHECK, ENTRY))
    dialog = referral_of(asker)
    lines = dialog.preview.splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert "They ask about: NCA surveillance support (surveillance-support)" in lines
    assert "Is anybody's life in danger? Yes" in lines
    assert "Is the crime going on now? not known" in lines
    facts = {fact.name: fact for fact in asker.reader.session.catalogue.facts}
    assert facts["risk_owner_named"].text not in dialog.preview
    assert "Yes, after these steps" not in dialog.preview


def test_case_in_words_is_the_advisors_and_stays(asker: Person):
    asker.reader.describe("A boat.")
    dialog = referral_of(asker)
    assert asker.find("The case in your own words", QPlainTextEdit).toPlainText() == "A boat."
    asker.press("End")
    asker.type(" At night.")
    dialog.reject()
    assert asker.reader.description == "A boat. At night."


def test_key_that_is_none_is_told_beside_its_field(asker: Person):
    dialog = referral_of(asker)
    asker.find("Your ROCC's public key", QLineEdit).setText("age1nothing")
    asker.click("Save the sealed file…")
    field = dialog._form.fields["key"]
    assert "not a public key" in field.problem
    assert "62 characters" in field.keyboard.accessibleDescription()
    assert asker.focus is field.keyboard
    assert not dialog.findChildren(QFileDialog)


def test_key_is_taken_from_a_file_and_offered_the_next_time(asker: Person, tmp_path: Path):
    (tmp_path / "rocc.txt").write_text(f"# Public key of the ROCC, South East\n{KEY}\n")
    dialog = referral_of(asker)
    dialog.take_key_from(str(tmp_path / "rocc.txt"))
    dialog.save(str(tmp_path / "one.age"))
    dialog.reject()
    assert referral_of(asker)._key.text() == KEY
    asker.application.shut_down()
    assert load_settings(asker.reader.session.places.home).rocc_key == KEY


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("nothing", "no public key"),
        (f"{KEY} {generate_identity().recipient.text}", "several public keys"),
        ("age1" + "q" * 58, "not a public key"),
        (KEY + " " * 70_000, "too large"),
        (None, "cannot be read"),
    ],
)
def test_file_that_gives_no_key_is_told(tmp_path: Path, content: str | None, why: str):
    if content is not None:
        (tmp_path / "key").write_text(content)
    with pytest.raises(AdvisorError, match=why) as told:
        read_key(tmp_path / "key")
    assert told.value.hint


def test_words_that_are_too_long_are_told_and_nothing_is_saved(asker: Person, tmp_path: Path):
    dialog = referral_of(asker)
    dialog._about.setPlainText("x" * 4001)
    dialog._key.setText(KEY)
    dialog.save(str(tmp_path / "one.age"))
    assert "too long" in dialog.news
    assert not (tmp_path / "one.age").exists()
    asker.click("Save the sealed file…")
    assert "Keep it to 4000 characters." in dialog._form.fields["about"].problem


def test_file_that_cannot_be_written_is_told(asker: Person, tmp_path: Path):
    dialog = referral_of(asker)
    dialog._key.setText(KEY)
    (tmp_path / "file").write_text("in the way")
    dialog.save(str(tmp_path / "file" / "one.age"))
    assert "could not be written" in dialog.news
    assert load_settings(asker.reader.session.places.home).rocc_key == ""


# ── read out ─────────────────────────────────────────────────────────────────


def test_line_that_is_read_out_gives_the_answers(asker: Person):
    dialog = sheet_of(asker)
    assert asker.focus.accessibleName() == "The line to read out"
    assert asker.sees("Marked OFFICIAL. Say the marking first")
    read = read_sheet(asker.reader.session, dialog.line, OFFICIAL)
    assert dict(read.items()).keys() == {"asker", "life_at_risk", "crime_in_action"}
    asker.press("Tab", "Return")
    assert QApplication.clipboard().text() == dialog.line


def test_sheet_is_saved_on_paper_with_its_marking(asker: Person, tmp_path: Path):
    dialog = sheet_of(asker)
    for suffix in ("pdf", "html", "txt"):
        dialog.save(str(tmp_path / f"sheet.{suffix}"))
        assert dialog.news == f"Saved, marked OFFICIAL: sheet.{suffix}."
    (page,) = pages_of(tmp_path / "sheet.pdf")
    assert page.count("OFFICIAL") >= 2
    assert dialog.line in " ".join(page.split())


def test_without_answers_there_is_nothing_to_read_out(person: Person):
    person.reader.answer(person.reader.session.parse_answers(["asker=withheld"]))
    person.press("Ctrl+Shift+A")
    assert person.sees("Nothing is answered yet that could be read out.")


# ── where it is offered ──────────────────────────────────────────────────────


def test_every_outcome_and_the_survey_lead_to_the_rocc(asker: Person):
    asker.workspace.go_to_area(Area.ADVISOR)
    asker.click("Refer to your ROCC…", within=asker.pane)
    assert isinstance(asker.dialog, ReferralDialog)
    asker.dialog.reject()
    session = asker.reader.session
    unknown = [f"{name}=unknown" for name in session.advisor.facts_of(ENTRY)]
    asker.reader.answer(session.parse_answers(unknown))
    asker.workspace.show_page(Location(Page.CHECK, ENTRY))
    asker.click("Answer sheet…", within=asker.pane)
    assert isinstance(asker.dialog, SheetDialog)


def test_survey_refers_what_was_checked(asker: Person):
    asker.workspace.show_page(Location(Page.CHECK, ENTRY))
    asker.workspace.go_to_area(Area.ADVISOR)
    assert "(surveillance-support)" in referral_of(asker).preview


def test_view_of_somebody_else_refers_nothing(qtbot: QtBot):
    with opened(qtbot, open_at(everything(), OFFICIAL), PLACES, Seat(SeatKind.SEEING_AS)) as person:
        person.workspace.show_page(Location(Page.CHECK, IDS[0]))
        person.press("Ctrl+Shift+R", "Ctrl+Shift+A")
        assert not person.sees("Refer to your ROCC…")
        assert not person.window.actions_by_name["refer"].isVisible()


def test_whatever_tab_reaches_has_a_name(asker: Person):
    for dialog in (referral_of(asker), None):
        shown = dialog or sheet_of(asker)
        reached = list(tab_chain(shown))
        assert len(reached) >= 5
        assert [str(each) for each in reached if not name_of(each)] == []
        shown.reject()


# ── where more than OFFICIAL is readable ─────────────────────────────────────


def dialog_of(qtbot: QtBot, reader: Reader) -> ReferralDialog:
    dialog = ReferralDialog(reader, (IDS[0],))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._key.setText(KEY)
    return dialog


def markings(dialog: ReferralDialog) -> set[str]:
    return {each.words for each in visible(dialog, MarkingBanner)}


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_own_words_raise_the_marking_to_all_that_is_open(
    qtbot: QtBot, tmp_path: Path, label: Label
):
    dialog = dialog_of(qtbot, reader_at(label, tmp_path, ALL_MAY_LEAVE, Told()))
    before = dialog.preview.splitlines()[0]
    assert markings(dialog) == {before}
    dialog._by.setText("DC Smith")
    dialog._on_typed()
    assert markings(dialog) == {str(label)} == {dialog.preview.splitlines()[-1]}


def test_what_the_site_forbids_is_off_and_says_why(qtbot: QtBot, tmp_path: Path):
    log, label = Told(), LABELS[-1]
    reader = reader_at(label, tmp_path, NONE_MAY_LEAVE, log)
    dialog = dialog_of(qtbot, reader)
    dialog._about.setPlainText("A boat.")
    dialog._on_typed()
    assert not dialog._save.isEnabled()
    assert "Set by your organisation" in dialog._save.accessibleDescription()
    assert "Set by your organisation" in dialog._refusal.plain_text
    dialog.save(str(tmp_path / "one.age"))
    assert "Nothing was done." in dialog.news
    assert not (tmp_path / "one.age").exists()
    assert log.records == []


def test_it_is_recorded_before_it_is_written(qtbot: QtBot, tmp_path: Path):
    log, label = Told(), LABELS[-1]
    dialog = dialog_of(qtbot, reader_at(label, tmp_path, ALL_MAY_LEAVE, log))
    dialog._about.setPlainText("A boat.")
    dialog.save(str(tmp_path / "one.age"))
    assert [(kind, about, marked) for kind, about, marked, _ in log.records] == [
        (Kind.EXPORT, IDS[0], str(label))
    ]
    log.is_full = True
    dialog.save(str(tmp_path / "two.age"))
    assert "The log is full." in dialog.news
    assert not (tmp_path / "two.age").exists()
