"""A reader sees what somebody else sees: from that reader's keys, and no others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox
from pytestqt.qtbot import QtBot

from advisor.clearance import OFFICIAL, Label
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.ui.signing_in.handover import View
from advisor.ui.signing_in.see_as_dialog import SeeAsDialog, clearances, make_view
from tests.support.observing import observe
from tests.support.sealed import LABELS, Site
from tests.support.window import name_of, text_of, visible
from tests.ui.signing_in.conftest import ALDER, Holder

SENSITIVE, SECRET = LABELS[1:3]
BELOW = [label for label in LABELS if ALDER.dominates(label)]


@pytest.fixture
def session(site: Site, holder: Holder) -> Session:
    return Session.open(site.file, site.places, holder.identity)


def test_every_clearance_at_or_below_ones_own_is_offered_and_no_other(session: Session):
    assert clearances(session) == BELOW


def test_reader_at_official_is_offered_official(site: Site):
    assert clearances(Session.open(site.file, site.places)) == [OFFICIAL]


@pytest.mark.parametrize("label", BELOW, ids=str)
def test_only_the_keys_of_that_clearance_are_handed_over(session: Session, label: Label):
    view = make_view(session, label, None)
    assert set(view.keys) == {str(held) for held in session.keys if label.dominates(held)}


@pytest.mark.parametrize("label", BELOW, ids=str)
def test_what_opens_is_what_such_a_reader_opens(session: Session, site: Site, label: Label):
    view = make_view(session, label, None)
    granted = {Label.parse(name): (Identity.parse(key),) for name, key in view.keys.items()}
    seen = Session.open_as(site.file, site.places, granted)
    theirs = site.person(label) if label != OFFICIAL else None
    queries = ["boat ", "kidnap", "surveilance"]
    assert observe(seen, queries) == observe(Session.open(site.file, site.places, theirs), queries)


def choose(dialog: SeeAsDialog, name: str, text: str) -> None:
    box = next(each for each in visible(dialog, QComboBox) if name_of(each) == name)
    box.setCurrentText(text)


def test_dialog_gives_the_view_that_was_chosen(qtbot: QtBot, session: Session):
    dialog = SeeAsDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    chosen: list[View] = []
    dialog.view_chosen.connect(chosen.append)
    choose(dialog, "Cleared for", str(SECRET))
    button = next(b for b in visible(dialog, QAbstractButton) if text_of(b) == "Open the view")
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert [(view.label, view.region) for view in chosen] == [("SECRET", None)]
    assert set(chosen[0].keys) == {str(SENSITIVE), str(SECRET)}
    assert not dialog.isVisible()
