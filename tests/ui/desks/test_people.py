"""An administrator sees who holds what, writes people down, grants and revokes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from advisor.audit.errors import NotRecordedError
from advisor.audit.record import Kind
from advisor.people.granting import grant
from advisor.people.label_keys import find_label_keys
from advisor.people.registering import PersonChange, change_person
from advisor.sealing.age import Identity
from advisor.settings import Places
from advisor.ui.desks.registry import find_desk
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.sign_in import SigningIn
from advisor.ui.tasks import TaskRunner
from tests.support.desk import SECONDS
from tests.support.people import (
    ALDER,
    ANN,
    AUDITOR,
    BEN,
    EVE,
    LATER,
    OS,
    SECRET,
    Town,
    details,
)
from tests.support.people_desk import Office
from tests.support.sealing import somebody
from tests.support.window import text_of, visible
from tests.ui.signing_in.conftest import Holder

GUS, IDA = somebody(40), somebody(41)


# ── the list ─────────────────────────────────────────────────────────────────


def test_people_stand_in_groups_those_to_look_after_first(enter, town: Town):
    gus = town.add(GUS, "Gus White")
    change_person(town.office(), gus.id, PersonChange(status="withdrawn"))
    town.add(IDA, "Ida Green", valid_until=date(2026, 6, 4))
    town.now = town.now.replace(day=5)
    assert enter().rows == [
        "Expired",
        "Ida Green",
        "Expires within 30 days",
        "Ben Jones",
        "Everybody else",
        "Ann Smith",
        "Eve Brown",
        "Withdrawn",
        "Gus White",
    ]


def test_row_says_who_they_are_what_they_hold_and_until_when(enter):
    said = enter().row_of("Ben Jones")
    for words in ("until 20 June 2026", "SECRET/ALDER", "SC", "Major crime", "administrator"):
        assert words in said
    assert "OFFICIAL-SENSITIVE, SECRET" not in said  # below what is named


@pytest.mark.parametrize(
    ("typed", "found"),
    [("brown", ["Eve Brown"]), ("major", ["Ben Jones"]), ("birch", ["Ann Smith"])],
)
def test_list_is_searched_by_name_unit_and_label(enter, typed: str, found: list[str]):
    office = enter()
    office.press("Ctrl+K")
    office.type(typed)
    names = {"Ann Smith", "Ben Jones", "Eve Brown"}
    assert [row for row in office.rows if row in names] == found
    office.press("Esc")
    assert len(office.rows) == 5
    office.type("xylophone")
    assert office.rows == ["No results"]


def test_bars_show_the_highest_of_what_is_listed_and_of_a_page_that_names_labels(enter):
    office = enter()
    assert office.window.marking == "SECRET/ALDER/BIRCH"
    office.type("Ben")
    assert office.window.marking == "SECRET/ALDER"
    office.press("Ctrl+A")
    office.type("Eve")
    assert office.window.marking == "OFFICIAL-SENSITIVE"
    office.press("Down", "Down")  # her page says what could be granted
    assert office.window.marking == "SECRET/ALDER/BIRCH"


def test_page_says_how_far_the_vetting_reaches_and_who_says_so(enter):
    office = enter()
    office.choose_person("Eve Brown")
    assert "Reaches OFFICIAL-SENSITIVE. Source: United Kingdom Security Vetting" in office.text
    assert "no cryptography can" in office.text


# ── writing people down ──────────────────────────────────────────────────────


def write_down(office: Office, **others: str) -> None:
    said = {"key": GUS.recipient.text, "day": str(LATER), "name": "Gus White", **others}
    office.press("Ctrl+N")
    office.fill("Name", said["name"])
    office.fill("Unit", "Kidnap unit")
    office.choose("Vetting", "SC")
    office.tab_to("ALDER")
    office.press("Space")
    office.fill("Valid until", said["day"])
    office.fill("Public key", said["key"])
    office.tab_to("Add person")
    office.press("Return")


def test_somebody_is_added_with_the_keyboard_alone(enter, town: Town):
    office = enter()
    write_down(office)
    office.until_sees("Added: Gus White.")
    added = town.register().find("Gus White")
    assert (added.unit, added.vetting, added.compartments) == ("Kidnap unit", "SC", ("ALDER",))
    assert (added.valid_until, added.key) == (LATER, GUS.recipient.text)
    assert "Gus White" in office.rows
    assert "What Gus White holds" in office.text  # what comes next is to grant
    assert town.recorded[-1][0] is Kind.REGISTER_CHANGE


def test_everything_that_is_missing_is_named_beside_its_field(enter, town: Town):
    office = enter()
    office.press("Ctrl+N")
    office.tab_to("Add person")
    office.press("Return")
    assert list(office.problems) == ["Name", "Vetting", "Valid until", "Public key"]
    assert len(town.register().people) == 3


@pytest.mark.parametrize(
    ("others", "field", "words"),
    [
        ({"key": "age1short"}, "Public key", "not a public key"),
        ({"day": "2020-01-31"}, "Valid until", "has passed"),
        ({"day": "soon"}, "Valid until", "not a day"),
        ({"name": "x" * 101}, "Name", "cannot stand in the register"),
    ],
)
def test_what_cannot_stand_so_is_named_beside_its_field(
    enter, others: dict[str, str], field: str, words: str
):
    office = enter()
    write_down(office, **others)
    assert list(office.problems) == [field]
    assert words in office.problem(field)


@pytest.mark.parametrize(
    ("key", "words"),
    [(BEN, "is that of Ben Jones already"), (AUDITOR, "has to be a different person")],
)
def test_key_of_somebody_else_is_refused_and_the_form_stays(
    enter, town: Town, key: Identity, words: str
):
    office = enter()
    write_down(office, key=key.recipient.text)
    office.until_sees(words)
    assert office.find("Name", QLineEdit).text() == "Gus White"
    assert len(town.register().people) == 3


def test_only_what_is_changed_is_changed(enter, town: Town):
    office = enter()
    office.choose_person("Eve Brown")
    office.tab_to("Change what stands of Eve Brown")
    office.press("Return")
    office.choose("Vetting", "SC")
    office.tab_to("Keep")
    office.press("Return")
    office.until_sees("Changed: Eve Brown.")
    assert town.register().find("Eve Brown").vetting == "SC"
    assert town.recorded[-1][1].note == "changed: vetting"


def test_nobody_is_left_with_more_than_they_may_hold(enter, town: Town):
    office = enter()
    office.choose_person("Ben Jones")
    office.click("Change…")
    office.choose("Vetting", "CTC")
    office.tab_to("Keep")
    office.press("Return")
    office.until_sees("Revoke those first.")
    assert "advisor clearance" not in office.text
    assert town.register().find("Ben Jones").vetting == "SC"


def test_somebody_is_made_an_administrator(enter, town: Town):
    office = enter()
    office.choose_person("Eve Brown")
    office.click("Change…")
    office.tab_to("Administers this site")
    office.press("Space")
    office.tab_to("Keep")
    office.press("Return")
    office.until_sees("Changed: Eve Brown.")
    assert town.office(EVE).look().me.name == "Eve Brown"


def test_form_is_not_left_without_asking(enter):
    office = enter()
    office.press("Ctrl+N")
    office.type("Gus")
    office.press("Esc")
    assert "Leave the form?" in office.text
    office.press("Return")  # the safe one is the default
    assert office.find("Name", QLineEdit).text() == "Gus"
    office.press("Esc")
    office.click("Leave")
    assert "Nobody is chosen" in office.text


# ── granting ─────────────────────────────────────────────────────────────────


def test_label_is_granted_with_what_is_below_it(enter, town: Town):
    town.add(GUS, "Gus White")
    office = enter()
    office.choose_person("Gus White")
    assert not office.find("Grant", QAbstractButton).isEnabled()
    office.tab_to("SECRET/ALDER")
    office.press("Space")
    office.tab_to("Grant")
    office.press("Return")
    office.until_sees("Granted to Gus White: OFFICIAL-SENSITIVE, SECRET, SECRET/ALDER.")
    assert town.labels(GUS) == {OS, SECRET, ALDER}
    assert [kind for kind, _ in town.recorded].count(Kind.GRANT) == 3
    assert "SECRET/ALDER" in office.row_of("Gus White")


def offered(office: Office) -> set[str]:
    return {text_of(box) for box in visible(office.window, QCheckBox)}


def test_only_what_the_administrator_holds_is_offered_and_others_are_named(enter, town: Town):
    town.add(GUS, "Gus White")
    office = enter(BEN)
    office.choose_person("Gus White")
    assert offered(office) == {"OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER"}
    assert "SECRET/BIRCH: You do not hold it. Ann Smith could grant it." in office.text


def test_what_the_vetting_does_not_reach_is_not_offered_and_says_why(enter):
    office = enter()
    office.choose_person("Eve Brown")
    assert offered(office) == {"OFFICIAL-SENSITIVE"}
    assert "SECRET: The vetting of Eve Brown, CTC, reaches OFFICIAL-SENSITIVE" in office.text


def test_nothing_is_granted_that_cannot_be_recorded(enter, town: Town, monkeypatch):
    def refuse(kind: Kind, what: object) -> None:
        raise NotRecordedError(OSError(28, "No space left on device"))

    town.record = refuse
    office = enter()
    office.choose_person("Eve Brown")
    office.tab_to("OFFICIAL-SENSITIVE")
    office.press("Space")
    office.click("Grant")
    office.until_sees("The audit log could not be written: no space left on device.")
    assert town.labels(EVE) == set()
    assert office.find("OFFICIAL-SENSITIVE", QCheckBox).isChecked()


# ── revoking ─────────────────────────────────────────────────────────────────


def test_revocation_says_what_it_does_and_does_not_do_and_the_safe_key_keeps_it(enter, town: Town):
    office = enter()
    office.choose_person("Ben Jones")
    office.click("Revoke SECRET")
    assert "Revoke SECRET, SECRET/ALDER from Ben Jones?" in office.text
    for words in ("What it does not do", "stays readable", "old media", "publisher"):
        assert words in office.text
    assert office.nameless() == []
    office.press("Return")
    assert office.dialog is None
    assert town.labels(BEN) == {OS, SECRET, ALDER}


def test_label_is_revoked_and_the_new_keys_go_to_the_publisher(enter, town: Town):
    before = find_label_keys(town.office().look())
    office = enter()
    office.choose_person("Ben Jones")
    office.tab_to("Revoke SECRET/ALDER")
    office.press("Return")
    office.tab_to("Revoke")
    office.press("Return")
    office.until_sees("Now give the publisher the new label keys.")
    assert town.labels(BEN) == {OS, SECRET}
    after = find_label_keys(town.office().look())
    assert {label for label in after if after[label] != before[label]} == {ALDER}
    office.click("Label keys for the publisher…")
    assert after[ALDER] in office.text
    assert before[ALDER] not in office.text


def test_nobody_revokes_what_they_hold_themselves_or_do_not_hold(enter, town: Town):
    office = enter(BEN)
    office.choose_person("Ben Jones")
    assert "You cannot revoke what you hold yourself" in office.text
    office.press("Ctrl+K", "Ctrl+A")
    office.choose_person("Ann Smith")
    assert "You do not hold SECRET/BIRCH, which goes with it." in office.text
    assert "You do not hold it. Ann Smith could revoke it." in office.text


def test_life_at_risk_is_one_key_away_from_a_dialog_too(enter, qtbot: QtBot):
    office = enter()
    office.choose_person("Ben Jones")
    for open_dialog in (partial(office.click, "Revoke SECRET"), partial(office.pick, "l")):
        open_dialog()
        with qtbot.waitSignal(office.window.life_at_risk_wanted):
            office.press("F2")
        assert office.dialog is None


# ── two at once ──────────────────────────────────────────────────────────────


def test_second_administrator_is_told_reads_anew_and_keeps_what_was_ticked(enter, town: Town):
    town.add(GUS, "Gus White")
    office = enter()
    office.choose_person("Gus White")
    office.tab_to("SECRET")
    office.press("Space")
    town.office(BEN)
    town.add(IDA, "Ida Green")  # meanwhile, by somebody else
    office.click("Grant")
    office.until_sees("Another administrator has changed the register")
    office.until(lambda: office.find("Grant", QAbstractButton).isEnabled())
    assert town.labels(GUS) == set()
    office.press("Ctrl+K", "Esc")
    assert "Ida Green" in office.rows
    assert office.find("SECRET", QCheckBox).isChecked()
    office.click("Grant")
    office.until_sees("Granted to Gus White")
    assert town.labels(GUS) == {OS, SECRET}


def test_second_administrator_keeps_the_form(enter, town: Town):
    office = enter()
    eve = town.register().find("Eve Brown")
    office.press("Ctrl+N")
    office.fill("Name", "Gus White")
    grant(town.office(), eve.id, [OS])  # meanwhile
    office.press("Shift+Tab")
    write_rest(office)
    office.until_sees("Another administrator has changed the register")
    office.until(lambda: office.find("Name", QLineEdit).isEnabled())
    assert office.find("Name", QLineEdit).text() == "Gus White"
    office.click("Add person")
    office.until_sees("Added: Gus White.")
    assert town.labels(EVE) == {OS}


def write_rest(office: Office) -> None:
    office.choose("Vetting", "SC")
    office.fill("Valid until", str(LATER))
    office.fill("Public key", GUS.recipient.text)
    office.click("Add person")


def test_list_is_read_anew_on_wish(enter, town: Town):
    office = enter()
    town.add(GUS, "Gus White")
    office.click("Read anew")
    office.until(lambda: "Gus White" in office.rows)


def test_older_register_that_is_put_back_is_told(enter, town: Town):
    before = (town.folder / "register.age").read_bytes()
    office = enter()
    town.add(GUS, "Gus White")
    office.click("Read anew")
    office.until(lambda: "Gus White" in office.rows)
    (town.folder / "register.age").write_bytes(before)
    office.click("Read anew")
    office.until_sees("older than the one that you saw last")
    assert "Gus White" in office.rows


# ── names and doors ──────────────────────────────────────────────────────────


def test_everything_that_takes_the_keyboard_has_a_name(enter):
    office = enter()
    assert office.nameless() == []
    office.choose_person("Ben Jones")
    assert office.nameless() == []
    office.click("Change…")
    assert office.nameless() == []


@pytest.fixture(scope="session")
def holder(tmp_path_factory: pytest.TempPathFactory) -> Holder:
    return Holder(tmp_path_factory.mktemp("holder"))


@pytest.fixture
def knock(qtbot: QtBot, places: Places) -> Iterator[Callable[[Holder], SigningIn]]:
    runner = TaskRunner()
    desk = find_desk("people")

    def ask(holder: Holder) -> SigningIn:
        handover = Handover(site=str(places.site), home=str(places.home), identity=str(holder.file))
        make = partial(desk.unlocking.make_work, handover)
        asked = SigningIn(handover, runner, make, desk.unlocking.ask)
        qtbot.addWidget(asked.dialog)
        asked.opened.connect(lambda opened, path: asked.setProperty("opened", opened))
        asked.start()
        return asked

    yield ask
    runner.shut_down()


def words(asked: SigningIn) -> str:
    return "\n".join(filter(None, map(text_of, visible(asked.dialog, QLineEdit.__base__))))


def test_site_that_is_not_set_up_refuses_before_anybody_types(knock, holder, qtbot: QtBot):
    asked = knock(holder)
    qtbot.waitUntil(lambda: "This site is not set up." in words(asked), timeout=SECONDS)


def test_identity_that_does_not_administer_the_site_is_refused(
    knock, holder, places: Places, qtbot: QtBot
):
    Town(places.site).set_up(ANN)
    asked = knock(holder)
    asked.dialog.submit(holder.passphrase)
    said = "This identity does not administer this site."
    qtbot.waitUntil(lambda: said in words(asked), timeout=SECONDS)
    assert asked.property("opened") is None
    assert any((places.home / "audit").rglob("*"))  # it is recorded that somebody tried


def test_administrator_comes_in_and_every_deed_is_recorded(
    knock, holder, places: Places, qtbot: QtBot
):
    town = Town(places.site)
    town.set_up(holder.identity, administrator=details(valid_until=date(2099, 1, 1)))
    asked = knock(holder)
    asked.dialog.submit(holder.passphrase)
    qtbot.waitUntil(lambda: asked.property("opened") is not None, timeout=SECONDS)
    opened = asked.property("opened")
    assert opened.affairs.me.name == "Ann Smith"
    runner = TaskRunner()
    window = find_desk("people").make_window(
        Handover(site=str(places.site), home=str(places.home)), runner, opened
    )
    office = Office(qtbot, window)
    logs = places.home / "audit"
    before = sum(file.stat().st_size for file in logs.rglob("*") if file.is_file())
    write_down(office)
    office.until_sees("Added: Gus White.")
    after = sum(file.stat().st_size for file in logs.rglob("*") if file.is_file())
    assert after > before
    runner.shut_down()
