"""What a window shows, and all that is behind it, is as if nothing above its reader were there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from advisor.catalogue.source import CatalogueSource
from advisor.clearance import OFFICIAL, Label
from advisor.session import Session
from tests.support.effort import tries
from tests.support.labelled import (
    ABOVE,
    IDS,
    PLACES,
    everything,
    open_at,
    open_with_additions,
    reduce,
)
from tests.support.memory_image import image_of
from tests.support.observing import observe
from tests.support.onlooker import WAYS, differences, opened
from tests.support.random_catalogues import catalogues
from tests.support.sealed import LABELS
from tests.support.visiting import Visit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
QUERIES = ("kidnap", ABOVE[LABELS[2]], "zq")
KINDS = ("capability", "organisation")


def visit(
    qtbot: QtBot,
    session: Session,
    queries: tuple[str, ...] = QUERIES,
    ids: tuple[str, ...] = (*IDS, "no-such-thing"),
) -> list[tuple[str, str]]:
    with opened(qtbot, session, PLACES) as person:
        return Visit(queries, KINDS, ids).look(person)


@given(catalogues(), st.sampled_from(LABELS))
@example(everything(), OFFICIAL)
@settings(max_examples=tries(1), deadline=None, suppress_health_check=list(HealthCheck))
def test_window_shows_what_it_shows_with_everything_above_removed(
    qtbot: QtBot, tmp_path_factory, source: CatalogueSource, clearance: Label
):
    folder = tmp_path_factory.mktemp("sites")
    full = visit(qtbot, open_with_additions(source, clearance, folder))
    reduced = visit(qtbot, open_with_additions(reduce(source, clearance), clearance, folder))
    assert differences(full, reduced) == []


def test_every_way_of_looking_sees_what_a_clearance_adds(qtbot: QtBot, tmp_path: Path):
    """The comparison above would be worth nothing if it never saw a difference.

    Two entries are enough to open for that: one says something at every label.
    """
    clearance = LABELS[3]
    low, high = (
        [
            json.loads(seen)
            for _, seen in visit(qtbot, open_at(everything(), label, tmp_path), ("boat",), IDS[:2])
        ]
        for label in (OFFICIAL, clearance)
    )
    for way in WAYS:
        assert [look[0][way] for look in low] != [look[0][way] for look in high], way
    for label in LABELS:
        assert (ABOVE[label] in json.dumps(low)) == (label == OFFICIAL)
        assert (ABOVE[label] in json.dumps(high)) == clearance.dominates(label)


@given(catalogues(), st.sampled_from(LABELS))
@settings(max_examples=tries(12), deadline=None)
def test_session_holds_what_it_holds_with_everything_above_removed(
    source: CatalogueSource, clearance: Label
):
    assert remember(source, clearance) == remember(reduce(source, clearance), clearance)


@pytest.mark.parametrize("clearance", LABELS, ids=str)
def test_image_of_a_session_has_every_word_that_it_may_have_and_no_other(clearance: Label):
    image = "\n".join(remember(everything(), clearance))
    assert {label for label in LABELS if ABOVE[label] in image} == {
        label for label in LABELS if clearance.dominates(label)
    }


def remember(source: CatalogueSource, clearance: Label) -> list[str]:
    """Return everything that a session holds once it was used."""
    session = open_at(source, clearance)
    observe(session, ["kidnap ", "kidnax", "surveilance"])
    return image_of(session)
