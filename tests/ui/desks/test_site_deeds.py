"""An administrator does what is done for the whole site."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListWidget

from advisor.audit.record import Kind
from advisor.audit.uses import Use, Uses
from advisor.catalogue.trust import pin, site_pin_path
from advisor.clearance import OFFICIAL, Label
from advisor.people.registering import PersonChange, change_person
from advisor.people.rotating import make_request
from advisor.people.site import load_site
from advisor.people.standing import find_standing
from advisor.releases.building import to_file
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity
from tests.support.labelled import RELEASE, everything, reduce
from tests.support.people import ALDER, ANN, BEN, OS, SECRET, TODAY, Town
from tests.support.people_desk import Office
from tests.support.sealing import somebody

NEW = somebody(50)
CEDAR = Label.parse("SECRET/CEDAR")


def request(town: Town, folder: Path, old: Identity = BEN) -> str:
    """Return the file with which somebody asks for a new key."""
    site = load_site(town.folder)
    standing = find_standing(town.folder, site.site, old)
    assert standing is not None
    path = folder / "request.age"
    path.write_bytes(make_request(site, standing, old.recipient, NEW.recipient))
    return str(path)


def list_of(office: Office) -> str:
    """Return what the list of the check says."""
    found = office.find("What the check found", QListWidget)
    return "\n".join(found.item(row).text() for row in range(found.count()))


# ── a new key for somebody ───────────────────────────────────────────────────


def test_who_asks_for_a_new_key_is_shown_and_gets_it_once_that_is_confirmed(
    enter, town: Town, tmp_path: Path
):
    office: Office = enter()
    office.window.site.read_request(request(town, tmp_path))
    office.until_sees("Give Ben Jones the new key?")
    assert NEW.recipient.text in office.text
    assert town.labels(BEN) == {OS, SECRET, ALDER}, "nothing is changed before"
    office.tab_to("Give the new key")
    office.press("Return")
    office.until_sees("Ben Jones has the new key.")
    assert (town.labels(NEW), town.labels(BEN)) == ({OS, SECRET, ALDER}, set())
    assert town.recorded[-1][0] is Kind.IDENTITY_ROTATED


def test_what_is_no_request_is_refused_in_words(enter, town: Town, tmp_path: Path):
    office: Office = enter()
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"no request")
    before = town.whole()
    office.window.site.read_request(str(path))
    office.until_sees("request")
    office.window.site.read_request(str(tmp_path / "nothing"))
    office.until_sees("cannot be read")
    assert town.whole() == before


# ── more labels ──────────────────────────────────────────────────────────────


def test_a_label_is_added_with_a_key_of_its_own(enter, town: Town):
    briefed = PersonChange(compartments=("ALDER", "BIRCH", "CEDAR"))
    change_person(town.office(), "Ann Smith", briefed)
    office: Office = enter()
    office.pick("a")
    office.choose("Level", "S")
    office.tab_to("Compartments of the label")
    office.type("cedar")
    assert "CEDAR" in office.dialog.marking
    office.press("Return")
    office.tab_to("Add to the site")
    office.press("Return")
    office.until_sees("The labels were added.")
    assert CEDAR in town.register().labels
    assert CEDAR in town.labels(ANN)


def test_a_label_that_the_administrator_may_not_hold_is_refused(enter, town: Town):
    office: Office = enter()
    before = town.whole()
    office.pick("a")
    office.tab_to("Compartments of the label")
    office.type("cedar")
    office.press("Return")
    office.tab_to("Add to the site")
    office.press("Return")
    office.until_sees("CEDAR")
    office.until(lambda: office.dialog is None)
    assert CEDAR not in town.register().labels
    assert town.whole() == before


# ── who never signed in ──────────────────────────────────────────────────────


def test_the_auditors_list_names_who_never_signed_in(enter, town: Town, tmp_path: Path):
    office: Office = enter()
    path = tmp_path / "uses.json"
    seen = Use(key=ANN.recipient.text, last=TODAY)
    path.write_bytes(Uses(format=1, first=TODAY, last=TODAY, uses=(seen,)).to_bytes())
    office.window.site.read_uses(str(path))
    office.until_sees("People who never signed in: 1.")
    office.choose_person("Ben Jones")
    assert "Not used: no sign-in in the logs from 3 June 2026 to 3 June 2026." in office.text
    office.press("Ctrl+K", "Ctrl+A")
    office.choose_person("Ann Smith")
    assert "Not used" not in office.text


def test_what_is_no_list_of_uses_is_refused_in_words(enter, tmp_path: Path):
    office: Office = enter()
    path = tmp_path / "notes.txt"
    path.write_text("Dear Ann")
    office.window.site.read_uses(str(path))
    office.until_sees("It is no list of uses.")


# ── the check of separation ──────────────────────────────────────────────────


def small_catalogue(town: Town, path: Path) -> Path:
    """Write a catalogue of a few entries that the site trusts: all that ships takes a minute."""
    path.write_bytes(to_file(part_sections(reduce(everything(), OFFICIAL), RELEASE)))
    pinned = site_pin_path(town.folder)
    pinned.parent.mkdir(parents=True, exist_ok=True)
    pinned.write_bytes(pin(path.read_bytes(), path.name))
    return path


def test_the_installed_catalogue_is_checked_and_the_report_kept(enter, town: Town, tmp_path: Path):
    office: Office = enter(catalogue=small_catalogue(town, tmp_path / "catalogue.db"))
    office.pick("c")
    office.tab_to("Check")
    office.press("Return")
    office.until_sees("Nothing differs.")
    assert "OFFICIAL: actions compared: " in list_of(office)
    assert "Not opened, so not compared: OFFICIAL-SENSITIVE, SECRET, " in list_of(office)
    report = tmp_path / "report.txt"
    office.dialog.save(str(report))
    office.until(lambda: report.exists() and "Saved: report.txt" in list_of(office))
    kept = report.read_text()
    assert kept.splitlines()[0] == kept.splitlines()[-1] == "OFFICIAL"
    assert "Check of separation, 03 June 2026, 12:00 UTC" in kept
    assert town.recorded[-1][0] is Kind.EXPORT
