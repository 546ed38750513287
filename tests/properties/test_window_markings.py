"""No text is shown under a banner that is lower than what the text rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from advisor.catalogue.source import CatalogueSource
from tests.support.effort import tries
from tests.support.labelled import ABOVE, IDS, PLACES, everything, open_at, open_with_additions
from tests.support.onlooker import banner_of, opened, shown_by
from tests.support.random_catalogues import catalogues
from tests.support.sealed import LABELS
from tests.support.visiting import Visit
from tests.support.window import Person, visible

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
MOST = LABELS[-1]
#: Nobody types a word that tells a label: what is shown of those is the catalogue's.
VISIT = Visit(("kidnap", "glass boat"), ("capability", "organisation"), IDS)


@given(catalogues())
@settings(max_examples=tries(1), deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_of_a_label_is_shown_under_a_banner_as_high(
    qtbot: QtBot, source: CatalogueSource
):
    with opened(qtbot, open_at(source, MOST), PLACES) as person:
        for step in VISIT.steps(person):
            assert (step, list(too_low(person))) == (step, [])


def test_words_of_every_label_are_shown_and_each_under_a_banner_as_high(qtbot: QtBot):
    """The test above would be worth nothing if it never saw one."""
    seen: set[str] = set()
    with opened(qtbot, open_with_additions(everything(), MOST), PLACES) as person:
        for step in VISIT.steps(person):
            assert (step, list(too_low(person))) == (step, [])
            seen |= words(person)
    assert seen == set(ABOVE.values())


def words(person: Person) -> set[str]:
    shown = " ".join(shown_by(person.window))
    return {word for word in ABOVE.values() if word in shown}


def too_low(person: Person) -> Iterator[str]:
    """Yield every word that stands higher than the banner of the window it is shown in."""
    person.rest()
    for top in (person.window, *visible(person.window, QDialog)):
        banner = banner_of(top)
        for text in shown_by(top):
            for label, word in ABOVE.items():
                if word in text and not banner.dominates(label):
                    yield f"{text!r} is {label}, under {banner}"
