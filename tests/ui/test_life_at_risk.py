"""Life at risk: whom to ring is one key away, from anywhere, in the order to ring."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from advisor.ui.contacts.life_at_risk_page import LifeAtRiskPage
from advisor.ui.widgets.label import WrapLabel
from tests.support.window import Person, visible

NCA = "0370 496 7622"
ANYWHERE = {
    "the start": (),
    "a contact in the list": ("Ctrl+2",),
    "the law": ("Ctrl+4",),
    "the menu bar": ("F10",),
    "the navigation": ("F6", "F6"),
}


def at_life_at_risk(person: Person) -> bool:
    return isinstance(person.pane.page, LifeAtRiskPage) and person.focus is person.pane.page


@pytest.mark.parametrize("keys", ANYWHERE.values(), ids=ANYWHERE)
def test_one_key_shows_whom_to_ring(person: Person, keys: tuple[str, ...]):
    person.press(*keys, "F2")
    assert at_life_at_risk(person)


def test_one_key_shows_whom_to_ring_in_the_middle_of_typing(person: Person):
    person.type("rans")
    person.press("F2")
    assert at_life_at_risk(person)
    assert person.field.text() == "rans"
    person.press("Alt+Left")
    assert "Anti Kidnap" in person.page


def test_one_key_shows_whom_to_ring_in_the_middle_of_a_check_and_back_leads_on(person: Person):
    person.workspace.open_entry("counterfeit-currency")
    person.press("Ctrl+Return", "Alt+U", "F2")
    assert at_life_at_risk(person)
    person.press("Esc")
    assert person.sees("Question 2")


@pytest.mark.parametrize("deed", ["help", "keys", "about", "place", "local"])
def test_one_key_shows_whom_to_ring_from_every_dialog(person: Person, deed: str):
    person.window.actions_by_name[deed].trigger()
    person.until(person.dialog.isActiveWindow)
    person.press("F2")
    assert [each for each in person.window.findChildren(QDialog) if each.isVisible()] == []
    assert isinstance(person.pane.page, LifeAtRiskPage)


def test_the_button_is_always_on_screen(person: Person):
    for width in (1280, 1024, 720):
        person.window.resize(width, 640)
        person.rest()
        assert person.window.frame.urgent.isVisible()
    person.window.frame.urgent.click()
    assert isinstance(person.pane.page, LifeAtRiskPage)


def test_the_order_is_999_then_the_sites_own_then_the_nca(person: Person):
    person.press("F2")
    session = person.reader.session
    contacts = session.directory.life_at_risk(session.where)
    names = [contact.name for contact in contacts]
    assert [contact.telephone for contact in contacts] == ["999", None, None, None, NCA]
    said = person.page[person.page.index("Ring in this order") :]
    places = [said.index(name) for name in names]
    assert places == sorted(places)


def test_what_nobody_has_supplied_is_shown_as_not_published(person: Person):
    person.press("F2")
    assert person.page.count("Not published: your administrator supplies this") == 3
    assert "Your site has not added: Force control room" in person.page


def test_the_ncas_number_says_when_it_was_checked(person: Person):
    person.press("F2")
    rest = person.page[person.page.index(NCA) :]
    assert "checked " in rest


def test_the_numbers_can_be_read_without_scrolling_at_the_first_start(person: Person):
    assert (person.window.width(), person.window.height()) == (1280, 800)
    assert person.sees("Choose your region and force once")
    person.press("F2")
    for number in ("999", NCA):
        label = next(each for each in visible(person.pane, WrapLabel) if each.plain_text == number)
        assert label.visibleRegion().boundingRect().height() == label.height()
        assert label.font().weight() > label.font().Weight.Medium


def test_the_number_can_be_copied(person: Person, qapp):
    person.press("F2")
    buttons = [
        each
        for each in person.pane.page.findChildren(type(person.window.frame.urgent))
        if each.text() == "Copy number" and each.accessibleDescription() == "NCA control room"
    ]
    buttons[0].click()
    assert qapp.clipboard().text() == NCA


def test_the_start_page_leads_there_as_well(person: Person):
    person.click("Show who to ring")
    assert at_life_at_risk(person)


def test_the_page_leads_to_the_form_for_local_contacts(person: Person):
    person.press("F2")
    person.click("Add local contacts…")
    assert person.dialog.windowTitle() == "Local contacts"
    person.dialog.close()
