"""Settings: one's own count at once; the organisation's are shown, disabled, with who set them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from advisor.settings import Places, load_settings
from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.dressing import dress
from advisor.ui.settings.managed_settings import ManagedSettings
from advisor.ui.widgets.buttons import ComboBox
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.label import WrapLabel
from tests.support.window import Person


@pytest.fixture(autouse=True)
def _usual_colours(qapp: QApplication):
    yield
    theme.current().choose(None)
    theme.current().set_text_factor(1.0)


def choose(box: ComboBox, words: str) -> None:
    """Choose an item as the keyboard does."""
    place = box.findText(words)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def open_settings(person: Person):
    person.press("Ctrl+,")
    person.until(lambda: person.dialog is not None)
    return person.dialog


def write_policy(places: Places, *lines: str) -> None:
    places.site.mkdir(parents=True, exist_ok=True)
    (places.site / "policy.toml").write_text("\n".join(lines) + "\n", "utf-8")


def field(dialog, name: str) -> ComboBox:
    return next(b for b in dialog.findChildren(ComboBox) if b.accessibleName() == name)


def test_colours_change_at_once_and_stay_for_the_next_start(person: Person, places: Places):
    dialog = open_settings(person)
    choose(field(dialog, "Colours"), "Dark")
    assert theme.current().look is Look.DARK
    person.until(lambda: load_settings(places.home).theme == "dark")
    theme.current().choose(None)
    dress(places)
    assert theme.current().look is Look.DARK


def test_text_size_chosen_there_is_the_one_that_the_keys_change(person: Person, places: Places):
    dialog = open_settings(person)
    choose(field(dialog, "Text size"), "125 %")
    person.until(lambda: load_settings(places.home).text_percent == 125)
    assert theme.current().text_factor == pytest.approx(1.25)
    person.find("Close", within=dialog).click()
    person.press("Ctrl+0")
    assert field(open_settings(person), "Text size").currentText() == "100 %"


def test_what_the_organisation_sets_is_disabled_and_says_so(newcomer: Person, places: Places):
    places.site.mkdir(parents=True, exist_ok=True)
    (places.site / "policy.toml").write_text(
        'idle_minutes = 7\nprint_up_to = "OFFICIAL"\n', "utf-8"
    )
    newcomer.open_catalogue()
    managed = open_settings(newcomer).findChild(ManagedSettings)
    fields = managed.findChildren(ComboBox) + managed.findChildren(CheckBox)
    assert not any(each.isEnabled() for each in fields)
    said = [each.accessibleName() for each in managed.findChildren(WrapLabel)]
    assert any(s.startswith("Lock after (minutes): 7. Set by your organisation.") for s in said)
    assert any(s.startswith("Print up to: OFFICIAL. Set by your organisation.") for s in said)
    assert any(s.startswith("Copy up to: TOP SECRET. The usual value") for s in said)


def test_a_fault_of_the_policy_is_named_and_the_strictest_stands(newcomer: Person, places: Places):
    write_policy(places, "sign_in_required = false", "idle_minuets = 7")
    newcomer.open_catalogue()
    dialog = open_settings(newcomer)
    said = [each.accessibleName() for each in dialog.findChildren(WrapLabel)]
    assert any(s.startswith("Mistake in it: policy.toml:2: idle_minuets") for s in said)
    assert any(s.startswith("Lock after (minutes): 5. The strictest value") for s in said)


def test_no_policy_takes_text_size_or_colours_away(newcomer: Person, places: Places):
    write_policy(places, "sign_in_required = false", "text_percent = 100")
    newcomer.open_catalogue()
    dialog = open_settings(newcomer)
    assert field(dialog, "Text size").isEnabled()
    assert field(dialog, "Colours").isEnabled()


def test_where_one_works_is_changed_from_there(person: Person):
    dialog = open_settings(person)
    person.find("Change where you work", within=dialog).click()
    person.until(lambda: person.dialog is not None and person.dialog is not dialog)
    assert person.dialog.windowTitle() == "My region and force"
