"""A window that shows what somebody else sees is, in every word, that person's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from advisor.clearance import OFFICIAL, Label
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.signing_in.see_as_dialog import make_view
from tests.support.labelled import ABOVE, RELEASE, everything
from tests.support.observing import observe
from tests.support.onlooker import differences, opened
from tests.support.sealed import LABELS, Site
from tests.support.visiting import Visit

MOST = LABELS[-1]
VISIT = Visit(("boat", ABOVE[LABELS[2]]), ("capability",), ("kidnap-unit", "quiet-desk", "boat"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    return site


def see_as(site: Site, label: Label) -> Session:
    """Open what somebody who may read everything sees as somebody cleared for a label."""
    own = Session.open(site.file, site.places, site.person(MOST))
    assert own.clearance.label == MOST
    view = make_view(own, label, None)
    keys = {Label.parse(name): (Identity.parse(key),) for name, key in view.keys.items()}
    return Session.open_as(site.file, site.places, keys)


def theirs(site: Site, label: Label) -> Session:
    """Open what a person sees who was granted that label, or who does not sign in."""
    identity = None if label == OFFICIAL else site.person(label)
    return Session.open(site.file, site.places, identity)


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_what_it_holds_is_what_that_person_holds(site: Site, label: Label):
    queries = ["boat ", "kidnap", "surveilance"]
    seen = observe(see_as(site, label), queries)
    assert seen == observe(theirs(site, label), queries)
    assert {each for each in LABELS if ABOVE[each] in seen} == {
        each for each in LABELS if label.dominates(each)
    }


@pytest.mark.parametrize("label", [OFFICIAL, LABELS[2], LABELS[3]], ids=str)
def test_what_it_shows_is_what_that_person_is_shown(qtbot: QtBot, site: Site, label: Label):
    # The frame says whose window it is, so both are looked at in the same one.
    seat = Seat(SeatKind.SIGNED_IN)
    visits = []
    for session in (see_as(site, label), theirs(site, label)):
        with opened(qtbot, session, site.places, seat) as person:
            visits.append(VISIT.look(person))
    assert differences(*visits) == []
