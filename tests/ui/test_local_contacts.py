"""The site's own contacts: a form that names each mistake, keeps at once and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget

from advisor.catalogue.directory import Whereabouts
from advisor.catalogue.local import contacts_path
from advisor.settings import Places
from tests.support.window import Person

NUMBER = "01632 960 001"


@pytest.fixture
def form(person: Person) -> Person:
    """Somebody with the form open."""
    person.window.actions_by_name["local"].trigger()
    person.until(person.dialog.isActiveWindow)
    return person


def fill(person: Person, **fields: str) -> None:
    """Fill the form; combos by the words of a choice."""
    for label, text in fields.items():
        name = label.replace("_", " ").capitalize()
        name = {"E mail": "E-mail", "Name": "Name or title"}.get(name, name)
        kind = QComboBox if name in {"Role", "Region", "Force"} else QLineEdit
        widget = person.find(name, kind)
        if isinstance(widget, QComboBox):
            assert widget.findText(text) >= 0
            widget.setCurrentIndex(widget.findText(text))
        else:
            widget.setText(text)


def keep(person: Person) -> None:
    person.click("Keep contact")


def add_kidnap_lead(person: Person) -> None:
    fill(person, role="Force kidnap lead", name="DI Desk", telephone=NUMBER)
    keep(person)


def test_keyboard_begins_in_the_form(form: Person):
    assert isinstance(form.focus, QComboBox)
    assert form.focus.accessibleName() == "Role"


def test_a_contact_appears_at_once_and_is_marked_local(form: Person):
    add_kidnap_lead(form)
    assert form.sees("Kept: DI Desk.")
    form.press("Esc")
    form.press("F2")
    assert "DI Desk (local)" in form.page
    assert NUMBER in form.page
    assert "Force kidnap lead" not in form.page[form.page.index("Your site has not added") :]


def test_a_contact_is_there_on_the_page_that_was_open_behind_the_form(person: Person):
    person.press("F2")
    person.click("Add local contacts…")
    person.until(person.dialog.isActiveWindow)
    add_kidnap_lead(person)
    person.click("Close")
    assert "DI Desk (local)" in person.page


def test_a_contact_survives_another_opening_of_the_catalogue(form: Person):
    add_kidnap_lead(form)
    form.press("Esc")
    form.open_catalogue()
    form.press("F2")
    assert "DI Desk (local)" in form.page


def test_missing_contacts_of_the_message_shrink_with_what_was_added(form: Person):
    assert "kidnap lead" in form.text(form.workspace.pane.message)
    add_kidnap_lead(form)
    form.press("Esc")
    said = form.text(form.workspace.pane.message)
    assert "Urgent contacts missing: " in said
    assert "kidnap lead" not in said


def test_an_empty_form_is_refused_with_each_mistake(form: Person, places: Places):
    keep(form)
    assert form.sees("There is no name.")
    assert form.sees("There is no way to reach them.")
    assert not contacts_path(places.site).exists()


def test_bad_input_is_refused_with_each_mistake(form: Person, places: Places):
    fill(form, telephone="call me", e_mail="nowhere", last_checked_on="yesterday")
    keep(form)
    for mistake in (
        "There is no name.",
        "“call me” is not a telephone number.",
        "“nowhere” is not an e-mail address.",
        "“yesterday” is not a day.",
    ):
        assert form.sees(mistake)
    assert form.find("Telephone", QLineEdit).text() == "call me"
    assert not contacts_path(places.site).exists()


def test_a_force_outside_the_region_is_refused(form: Person):
    fill(form, name="Desk", telephone=NUMBER, region="Wales", force="Surrey Police")
    keep(form)
    assert form.sees("This force is not in this region.")


def test_the_same_contact_is_not_put_over_another(form: Person):
    add_kidnap_lead(form)
    fill(form, role="Force kidnap lead", name="DI Desk", telephone="01632 960 999")
    keep(form)
    assert form.sees("There is such a contact already.")
    form.press("Esc", "F2")
    assert NUMBER in form.page


def test_a_contact_is_changed_and_removed(form: Person):
    add_kidnap_lead(form)
    form.dialog.findChild(QListWidget).setCurrentRow(0)
    fill(form, telephone="01632 960 002")
    keep(form)
    form.dialog.findChild(QListWidget).setCurrentRow(0)
    assert form.find("Telephone", QLineEdit).text() == "01632 960 002"
    form.click("Remove")
    assert form.sees("Removed: DI Desk.")
    form.press("Esc", "F2")
    assert "DI Desk" not in form.page


def test_a_folder_that_cannot_be_written_gives_one_message_and_loses_nothing(
    form: Person, places: Places
):
    places.site.write_text("a file where the folder should be", "utf-8")
    add_kidnap_lead(form)
    assert form.sees("could not be written")
    assert form.find("Name or title", QLineEdit).text() == "DI Desk"
    assert places.site.read_text("utf-8") == "a file where the folder should be"


@pytest.fixture
def damaged(places: Places) -> Path:
    """A list with one good line and one bad one."""
    path = contacts_path(places.site)
    places.site.mkdir(parents=True)
    path.write_text(
        f"role,name,telephone\nkidnap-lead,DI Desk,{NUMBER}\nduty-rocc,Nobody,\n", "utf-8"
    )
    return path


def test_a_bad_line_is_named_and_the_good_ones_are_shown(damaged: Path, person: Person):
    assert person.sees("local-contacts.csv:3:")
    person.press("F2")
    assert "DI Desk (local)" in person.page


def test_the_form_keeps_nothing_over_lines_that_it_cannot_read(damaged: Path, person: Person):
    before = damaged.read_bytes()
    person.window.actions_by_name["local"].trigger()
    person.until(person.dialog.isActiveWindow)
    assert person.sees("local-contacts.csv:3:")
    fill(person, role="Force control room", name="Room", telephone=NUMBER)
    keep(person)
    assert person.sees("Nothing was kept.")
    assert damaged.read_bytes() == before
    person.dialog.close()


def test_a_contact_for_one_region_is_shown_there_alone(form: Person):
    fill(
        form,
        role="Regional organised crime co-ordinator (ROCC)",
        name="DCI Region",
        telephone=NUMBER,
        region="South East",
    )
    keep(form)
    form.press("Esc")
    form.reader.choose_place(Whereabouts("south-east"))
    form.press("Ctrl+2")
    assert "DCI Region (local)" in form.page
    form.press("Up")
    assert "DCI Region" not in form.page


def test_every_field_of_the_form_is_reached_in_order(form: Person):
    passed = []
    for _ in range(12):
        passed.append(form.focus)
        form.press("Tab")
    tops = [each.mapTo(form.dialog, each.rect().topLeft()).y() for each in passed[:9]]
    assert tops == sorted(tops)
    assert isinstance(form.dialog, QDialog)


def test_enter_presses_the_button_that_has_the_keyboard(form: Person):
    fill(form, role="Force kidnap lead", name="DI Desk", telephone=NUMBER)
    form.tab_to("Keep contact")
    form.press("Return")
    assert form.sees("Kept: DI Desk.")


def test_an_empty_list_says_so(form: Person):
    contacts = form.find("Local contacts", QListWidget)
    assert contacts.accessibleDescription() == "No contacts yet"
    add_kidnap_lead(form)
    assert contacts.accessibleDescription() == ""
