"""The thesaurus that ships leads to what the catalogue says, and acronyms lead both ways."""

from __future__ import annotations

import re

import pytest

from advisor.search import SearchIndex, Segment, Thesaurus, build_segment
from advisor.search.query import to_phrase
from benchmarks.material import Material, real_catalogue

_CAPITALS = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*[A-Z]\b")


@pytest.fixture(scope="module")
def real() -> Material:
    return real_catalogue()


def initials(name: str) -> set[str]:
    """Return the first letters of a name: of all its words, and of all but the small ones."""
    words = re.findall(r"[A-Za-z]+", name)
    first = "".join(word[0] for word in words)
    return {first.upper(), "".join(w[0] for w in words if w not in ("and", "of", "for")).upper()}


@pytest.fixture(scope="module")
def index(real: Material) -> SearchIndex:
    segment = Segment.from_bytes(build_segment(real.documents))
    return SearchIndex([segment], Thesaurus(real.thesaurus))


def stands(index: SearchIndex, text: str) -> bool:
    return bool(index.search(f'"{text}"').total)


def test_every_meaning_stands_in_the_catalogue(real: Material, index: SearchIndex):
    meant = {text for group in real.thesaurus for text in group["means"]}
    assert {text for text in meant if not stands(index, text)} == set()


def test_an_acronym_and_what_it_stands_for_lead_to_each_other(real: Material, index: SearchIndex):
    groups = [(set(group["says"]), set(group["means"])) for group in real.thesaurus]
    one_way = {
        (acronym, name)
        for says, means in groups
        for acronym in filter(_CAPITALS.fullmatch, says)
        for name in means
        if acronym.upper() in initials(name)
        and not any(name in there and acronym in back for there, back in groups)
    }
    assert {both for both in one_way if stands(index, both[0])} == set()


def test_nothing_is_said_to_mean_itself(real: Material):
    stems = [
        ({to_phrase(text).stems for text in group[side]} for side in ("says", "means"))
        for group in real.thesaurus
    ]
    assert [says & means for says, means in stems if says & means] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("behavioral ", "behavioural"),
        ("SOCA ", "National Crime Agency"),
        ("UK Human Trafficking Centre ", "Modern Slavery and Human Trafficking Unit"),
        ("Action Fraud ", "Report Fraud"),
        ("chopper ", "air support"),
    ],
)
def test_other_spellings_old_names_and_slang_are_known(index: SearchIndex, typed: str, meant: str):
    whys = {(w.how, w.found) for result in index.search(typed).results for w in result.why}
    assert meant in {found for how, found in whys if how == "synonym"}
