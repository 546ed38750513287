"""What is suggested instead of a query with a word that stands nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.release import Synonyms
from advisor.catalogue.trust import Trust
from advisor.releases.partition import part_sections
from advisor.search import MAX_CHARACTERS
from advisor.search.suggestion import replace_words
from advisor.session import Session
from advisor.settings import Places
from tests.support.documents import make_index
from tests.support.labelled import RELEASE, entry_of, make_source
from tests.support.sealed import LABELS


@pytest.fixture(scope="module")
def session() -> Session:
    texts = {
        "kidnap-unit": ("Anti-kidnap unit", "Advice while a ransom is asked for a hostage."),
        "air-support": ("Air support", "A helicopter for modern slavery raids."),
    }
    entries = [
        entry_of(name, Kind.CAPABILITY, title=title, summary=said)
        for name, (title, said) in texts.items()
    ]
    groups = [(Synonyms(says=("chopper",), means=("helicopter",)), LABELS[0])]
    source = make_source(entries, groups=groups)
    places = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
    return Session(Catalogue(part_sections(source, RELEASE)), Trust.SITE, places)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gostage", "hostage"),
        ("hsotgae taken", "hostage taken"),
        ("modernslavery raids", "modern slavery raids"),
        ("Chpoper ", "chopper "),
        ('"modernslavery"', '"modern slavery"'),
        ("kind:capability xelicopter -boat", "kind:capability helicopter -boat"),
    ],
)
def test_the_whole_query_is_corrected_and_the_rest_left_as_typed(
    session: Session, typed: str, meant: str
):
    found = session.search(typed, is_exact=True).did_you_mean
    assert found is not None
    assert found.query == meant
    assert found.total == session.search(meant).results.total > 0


@pytest.mark.parametrize("typed", ["", "hostage", "qqqqqq", "hostag", "-gostage", "x" * 5_000])
def test_nothing_is_suggested_where_all_words_stand_or_none_is_like_them(
    session: Session, typed: str
):
    assert session.search(typed).did_you_mean is None


def test_what_was_taken_for_a_word_is_told_wherever_it_was_found(session: Session):
    page = session.search("hostege helicoptor ")
    assert dict(page.corrections) == {"hostege": "hostage", "helicoptor": "helicopter"}
    assert len(page.found) == 2
    exact = session.search("hostege helicoptor ", is_exact=True)
    assert exact.corrections == ()
    assert exact.results.unfound == ("hostege", "helicoptor")


def test_words_outside_the_pieces_stay(session: Session):
    assert replace_words("a bad -bad", ((0, 5),), {"bad": "good"}) == "a good -bad"


@pytest.mark.parametrize("sign", ["", "-boat ", "kind:capability "])
def test_a_cut_query_says_so_whatever_it_holds(session: Session, sign: str):
    assert session.search(sign + "hostage " * MAX_CHARACTERS).results.cut
    assert not session.search(f"{sign}hostage").results.cut


def test_a_short_word_is_not_guessed_far_from(session: Session):
    index = make_index()
    assert index.nearest("zz") is None
    assert index.nearest("rxcx") is None
    assert index.nearest("q" * 1_000) is None
    assert index.nearest("recc") == "rocc"
