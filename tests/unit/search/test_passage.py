"""The passages of an entry that show why it was found."""

from __future__ import annotations

from advisor.clearance import OFFICIAL, Label
from advisor.search.passage import Passage, Place, best_passages
from tests.support.documents import make_index

SECRET = Label.parse("SECRET")
PLACES = (
    Place("", OFFICIAL, ("A unit. It helps.",)),
    Place("What it does", OFFICIAL, ("Frees a hostage.", "Frees a hostage without a ransom.")),
    Place("Limits", SECRET, ("No product is bought. A ransom is not paid for contamination.",)),
    Place("Law", SECRET, ("A product contamination offence, and a ransom.",)),
)


def passages(query: str, limit: int = 3) -> tuple[Passage, ...]:
    return best_passages(PLACES, make_index().search(query).results[0], limit)


def test_the_best_of_each_portion_is_given_best_first_with_its_marking():
    found = passages("hostage ransom")
    assert [(each.heading, each.marking) for each in found] == [
        ("What it does", OFFICIAL),
        ("Limits", SECRET),
        ("Law", SECRET),
    ]
    assert found[0].text == "Frees a hostage without a ransom."
    assert passages("hostage ransom", 1) == found[:1]


def test_every_matched_word_is_marked():
    first = passages("hostage ransom")[0]
    assert [first.text[start:end] for start, end in first.spans] == ["hostage", "ransom"]


def test_the_words_of_a_phrase_are_marked_where_they_stand_together():
    found = passages("poisoned food")
    assert [each.heading for each in found] == ["Law"]
    marked = [found[0].text[start:end] for start, end in found[0].spans]
    assert marked == ["product", "contamination"]


def test_the_first_passage_is_shown_where_none_matches():
    found = best_passages(PLACES[:1], make_index().search("ransom").results[0], 3)
    assert found == (Passage("A unit.", (), "", OFFICIAL),)
    assert best_passages((), make_index().search("ransom").results[0], 3) == ()
