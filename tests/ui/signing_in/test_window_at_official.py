"""The window at OFFICIAL: signing in, landing after a lock, and what a site requires."""

from __future__ import annotations

import pytest

from advisor.settings import Places, UserSettings, save_settings
from advisor.ui.location import Page
from advisor.ui.locking.reasons import LockReason
from tests.support.window import Person, name_of

SIGN_IN_FIRST = "Sign in to read"


def write_policy(places: Places, text: str) -> None:
    places.site.mkdir(parents=True, exist_ok=True)
    (places.site / "policy.toml").write_text(text, "utf-8")


def test_signing_in_is_offered_at_the_foot_of_the_sections(person: Person):
    assert person.find("Sign in").isVisible()
    assert person.window.actions_by_name["sign_in"].isEnabled()
    assert not person.window.actions_by_name["lock"].isVisible()


@pytest.mark.parametrize("reason", LockReason)
def test_after_a_lock_it_says_why_and_offers_to_unlock(person: Person, reason: LockReason):
    person.application.launcher.came_back.emit(reason.words)
    assert person.reader.location.page is Page.LOCKED
    assert reason.words in person.page.lower()
    assert "What you had open is kept sealed" in person.page
    assert name_of(person.focus) == "Unlock"
    assert person.window.frame.marking == "OFFICIAL"


def test_after_an_end_nobody_asked_for_it_says_what_is_kept(person: Person):
    person.application.launcher.came_back.emit("")
    assert "The signed-in window ended by itself." in person.page
    assert "two seconds before" in person.page


def test_whom_to_ring_stands_beside_the_lock(person: Person):
    person.application.launcher.came_back.emit(LockReason.IDLE.words)
    assert "999" in person.page


def test_one_can_read_on_at_official_after_a_lock(person: Person):
    person.application.launcher.came_back.emit(LockReason.IDLE.words)
    person.press("Ctrl+K")
    person.type("ransom call")
    assert person.reader.location.page is Page.ENTRY


def test_what_was_chosen_while_signed_in_holds_afterwards(person: Person, places: Places):
    save_settings(places.home, UserSettings(region="wales", text_percent=125))
    person.application.launcher.came_back.emit(LockReason.KEY.words)
    assert person.sees("Wales", person.window.frame.status)
    assert person.reader.session.settings.text_percent == 125


def test_site_that_requires_it_shows_nothing_but_the_way_in(newcomer: Person, places: Places):
    write_policy(places, "sign_in_required = true\n")
    newcomer.application.open_catalogue(None)
    newcomer.until(lambda: newcomer.sees(SIGN_IN_FIRST))
    assert newcomer.window.workspace is None
    assert newcomer.sees("999")
    assert newcomer.sees("0370 496 7622")
    assert name_of(newcomer.focus) == "Sign in"
    newcomer.press("Ctrl+K")
    newcomer.type("ransom call")
    assert not newcomer.sees("Anti Kidnap and Extortion Unit")
    assert not newcomer.window.actions_by_name["contacts"].isEnabled()


def test_whom_to_ring_stays_one_key_away_where_signing_in_is_required(
    newcomer: Person, places: Places
):
    write_policy(places, "sign_in_required = true\n")
    newcomer.window.resize(700, 640)
    newcomer.application.open_catalogue(None)
    newcomer.until(lambda: newcomer.sees(SIGN_IN_FIRST))
    newcomer.window.frame.bring_forward(the_list=True)
    newcomer.press("F2")
    assert newcomer.sees("Life at risk: who to ring")


def test_after_a_lock_such_a_site_offers_to_unlock(newcomer: Person, places: Places):
    write_policy(places, "sign_in_required = true\n")
    newcomer.application.open_catalogue(None)
    newcomer.until(lambda: newcomer.sees(SIGN_IN_FIRST))
    newcomer.application.launcher.came_back.emit(LockReason.SCREEN.words)
    newcomer.until(lambda: newcomer.sees("The screen was locked."))
    assert name_of(newcomer.focus) == "Unlock"


def test_policy_with_a_fault_requires_signing_in_and_is_named(newcomer: Person, places: Places):
    write_policy(places, "sign_in_required = maybe\n")
    newcomer.application.open_catalogue(None)
    newcomer.until(lambda: newcomer.sees(SIGN_IN_FIRST))
    assert newcomer.sees("The site's policy has a fault, so it requires it. policy.toml:1:")


def test_fault_in_the_policy_is_named(newcomer: Person, places: Places):
    write_policy(places, 'sign_in_required = false\nidle_minutes = "long"\n')
    newcomer.open_catalogue()
    assert newcomer.sees("The site's policy has a fault: policy.toml:2: idle_minutes:")


def test_message_is_seen_also_where_nothing_may_be_read(newcomer: Person, places: Places):
    write_policy(places, "sign_in_required = true\n")
    newcomer.application.open_catalogue(None)
    newcomer.until(lambda: newcomer.sees(SIGN_IN_FIRST))
    newcomer.window.show_message("Signing in ended by itself.")
    assert newcomer.sees("Signing in ended by itself.")
