import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.support.levenshtein import distance

from advisor.search.edits import Edits, letters_of

words = st.text("abcé9", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("typed", "meant", "mistakes"),
    [
        ("kidnap", "kidnap", 0),
        ("kidnapp", "kidnap", 1),
        ("kdnap", "kidnap", 1),
        ("kidnpa", "kidnap", 1),
        ("ransome", "ransom", 1),
        ("ranson", "ransom", 1),
        ("survailence", "surveillance", 3),
        ("a", "", 1),
    ],
)
def test_letters_more_less_other_or_swapped_are_mistakes(typed, meant, mistakes):
    assert Edits(typed).count(meant) == mistakes


@given(words, words)
def test_mistakes_are_counted_as_whoosh_counts_them(one, other):
    assert Edits(one).count(other) == distance(one, other)


@given(words, words, st.integers(0, 4))
def test_no_word_within_reach_is_passed_over(one, other, most):
    assert Edits(one).within(other, letters_of(other), most) == (distance(one, other) <= most)
