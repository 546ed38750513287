"""What there is without that which leaves nothing of a search."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.trust import Trust
from advisor.releases.partition import part_sections
from advisor.search.suggestion import Wider
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import RELEASE, entry_of, make_source

_TICKED = {"kind": frozenset({"contact"})}


@pytest.fixture(scope="module")
def session() -> Session:
    entries = [
        entry_of("kidnap-unit", Kind.CAPABILITY, title="Kidnap unit", summary="For a hostage."),
        entry_of("kidnap-lead", Kind.CAPABILITY, title="Kidnap lead", summary="For a ransom."),
        entry_of("desk", Kind.CONTACT, title="Desk", summary="Rings whoever is on duty."),
        entry_of("cell", Kind.TERM, title="Cell", summary="A room."),
    ]
    places = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
    source = make_source(entries, groups=[])
    return Session(Catalogue(part_sections(source, RELEASE)), Trust.SITE, places)


@pytest.mark.parametrize(
    ("typed", "words", "limits"),
    [
        ("kidnap -unit -lead", "kidnap", ("-unit", "-lead")),
        ("kind:contact kidnap", "kidnap", ("kind:contact",)),
        ("-duty kidnap kind:term  lead", "kidnap lead", ("-duty", "kind:term")),
    ],
)
def test_the_words_alone_and_how_many_they_find(
    session: Session, typed: str, words: str, limits: tuple[str, ...]
):
    page = session.search(typed)
    assert page.found == ()
    assert page.wider == Wider(words, limits, session.search(words).results.total)
    assert page.wider.total > 0


def test_where_filters_are_ticked_it_is_as_typed(session: Session):
    page = session.search("kidnap -unit", chosen=_TICKED)
    assert page.wider == Wider("kidnap -unit", (), 1)


def test_where_both_leave_nothing_both_go(session: Session):
    page = session.search("kidnap -unit -lead", chosen=_TICKED)
    assert page.wider == Wider("kidnap", ("-unit", "-lead"), 2)


@pytest.mark.parametrize("typed", ["kidnap", "kidnap -unit", "qqqqqq -unit", "-unit kind:term", ""])
def test_nothing_where_something_is_found_or_nothing_would_be(session: Session, typed: str):
    assert session.search(typed).wider is None


def test_a_scope_that_names_nothing_is_told(session: Session):
    page = session.search("kind:banana kidnap")
    assert page.unknown == ("kind:banana",)
    assert page.found
