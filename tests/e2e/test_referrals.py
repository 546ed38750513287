"""Referrals in the real window: chosen, locked away, and taken on at the next sign-in."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import msgspec
import pytest

from advisor.clearance import OFFICIAL
from advisor.enquiries.taking_on import FOLDER, put_to_wait
from advisor.notes.referral import Referral, seal_referral
from advisor.sealing.age import Recipient
from tests.support.desktop import Desktop
from tests.support.sealed import Site
from tests.support.sealing import somebody
from tests.support.signing_in import Person, running

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)
MADE = Referral(
    marking=str(OFFICIAL),
    release=1,
    made_on=datetime.date(2026, 6, 3),
    answers={"no_such_fact": "yes"},
    about="A boat at night.",
)


def wait_at(home: Path, made: Referral, recipient: Recipient) -> None:
    """Put a referral where the window puts one that is chosen."""
    file = home.parent / "chosen.age"
    file.write_bytes(seal_referral(made, recipient))
    put_to_wait(home, file)


def test_what_became_of_waiting_referrals_is_read_after_the_next_sign_in(
    desktop: Desktop, site: Site, home: Path, low: Person
):
    wait_at(home, MADE, low.identity.recipient)
    wait_at(home, MADE, somebody(41).recipient)
    wait_at(home, msgspec.structs.replace(MADE, format=2), low.identity.recipient)
    with running(desktop, site, home) as advisor:
        advisor.sign_in(low)
        desktop.read("Referrals taken on: 1. Not taken on: 2.")
        desktop.tab_to("See them", role="push button")
        desktop.press("space")
        desktop.read("does not know the question “no_such_fact”; they answered: yes.")
        desktop.read("was not sealed to your identity.")
        desktop.read("was made by a newer version of this application.")
        desktop.find("Referral of 2026-06-03")
        advisor.lock()
        advisor.unlock(low)
        desktop.read("Referrals taken on: 0. Not taken on: 2.")
    assert len(list((home / FOLDER).iterdir())) == 2
