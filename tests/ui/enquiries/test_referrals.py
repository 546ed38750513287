"""Sealed referrals wait for a sign-in, and are taken on at it."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton

from advisor.advice import Answers
from advisor.enquiries.taking_on import take_on_waiting
from advisor.notes.referral import FORMAT, MOST_BYTES, make_referral, seal_referral
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import IDS
from tests.support.rocc import desk_of
from tests.support.sealing import somebody
from tests.support.window import Person, name_of, visible


def test_referral_is_put_to_wait_for_the_next_sign_in(
    rocc: Person, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    places = Places(site=tmp_path / "site", home=tmp_path / "rocc")
    monkeypatch.setattr(session, "places", places)
    made = make_referral(session, Answers(), datetime.date(2026, 6, 3), looked_at=(IDS[0],))
    file = tmp_path / "one.referral"
    file.write_bytes(seal_referral(made, somebody(40).recipient))
    desk_of(rocc).put_to_wait(str(file))
    assert "Lock (Ctrl+L)" in rocc.pane.message.accessibleName()
    locked: list[bool] = []
    rocc.window.lock_wanted.connect(lambda: locked.append(True))
    rocc.click("Lock now", within=rocc.pane.message)
    assert locked == [True]
    assert len(list((places.home / "referrals").iterdir())) == 1
    for name, data, why in (
        ("nothing", None, "cannot be read"),
        ("letter.age", b"Dear ROCC", "“letter.age” is not a referral."),
        (
            "large.age",
            b"age-encryption.org/" * 60_000,
            "“large.age” is too large to be a referral.",
        ),
    ):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        desk_of(rocc).put_to_wait(str(tmp_path / name))
        assert why in rocc.pane.message.accessibleName()
    assert len(list((places.home / "referrals").iterdir())) == 1


@pytest.fixture
def arrived(rocc: Person, session: Session, tmp_path: Path) -> Person:
    """A ROCC who signs in where one referral can be taken on, and four cannot."""
    me, another = somebody(40), somebody(41)
    made = make_referral(session, Answers(), datetime.date(2026, 6, 3), looked_at=(IDS[0],))
    unknown = {"answers": {"no_such_fact": "yes"}, "looked_at": ("gone",), "release": 99}
    good = seal_referral(msgspec.structs.replace(made, **unknown), me.recipient)
    newer = msgspec.structs.replace(made, format=FORMAT + 1)
    folder = tmp_path / "referrals"
    folder.mkdir()
    for place, data in enumerate(
        (
            good,
            seal_referral(made, another.recipient),
            seal_referral(newer, me.recipient),
            good[:-9],
            good.ljust(MOST_BYTES + 1),
        )
    ):
        (folder / f"{place}.age").write_bytes(data)
    keeper = desk_of(rocc).keeper
    arrivals = take_on_waiting(tmp_path, session, me, keeper.tray)
    keeper.changed.emit()  # the list was there before them, unlike at a sign-in
    desk_of(rocc).tell(arrivals)
    return rocc


def test_what_became_of_referrals_is_said_at_once_and_stays_to_be_read(arrived: Person):
    assert arrived.sees("Referrals taken on: 1. Not taken on: 4.", arrived.pane)
    arrived.press("Ctrl+K")
    arrived.click("See them", within=arrived.pane.message)
    pane = desk_of(arrived).pane
    for words in (
        "Taken on: Referral of 2026-06-03.",
        "It was answered on release 99, which is newer than the one that is open",
        "This release does not know the question “no_such_fact”; they answered: yes.",
        "It asks about “gone”, which is not here.",
        "was not sealed to your identity. It may be for another ROCC",
        "was made by a newer version of this application.",
        "is not a referral, or is damaged. Have it sent again.",
        "is too large to be a referral.",
    ):
        assert arrived.sees(words, pane), words
    assert {row.title for row in pane.rows} == {"Op Thistle", "Referral of 2026-06-03"}


def test_rest_of_a_referral_is_used_and_its_page_says_what_is_not_known(arrived: Person):
    (one,) = [row for row in desk_of(arrived).pane.rows if row.title.startswith("Referral")]
    desk_of(arrived).pane.enquiry_opened.emit(one.entry_id)
    assert arrived.sees("This release does not know “no_such_fact”: yes.", arrived.pane)


def test_referral_that_nobody_here_can_open_is_deleted_by_key(arrived: Person, tmp_path: Path):
    folder = tmp_path / "referrals"
    assert len(list(folder.iterdir())) == 4
    for left in (3, 2, 1, 0):
        name = next(
            name_of(each)
            for each in visible(desk_of(arrived).pane.arrivals, QAbstractButton)
            if name_of(each).startswith("Delete this file")
        )
        arrived.tab_to(name)
        arrived.press("Return")
        assert len(list(folder.iterdir())) == left


def test_file_that_cannot_be_deleted_is_told(
    arrived: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        button = next(
            each
            for each in visible(desk_of(arrived).pane.arrivals, QAbstractButton)
            if name_of(each).startswith("Delete this file")
        )
        button.click()
    assert "cannot be deleted" in arrived.pane.message.accessibleName()
    assert len(list((tmp_path / "referrals").iterdir())) == 4
