import pytest

from advisor.search import MAX_CHARACTERS, parse_query
from advisor.search.query import pairs_of


def typed(text):
    return [(word.typed, word.unfinished) for word in parse_query(text).words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ransom ca", [("ransom", False), ("ca", True)]),
        ("ransom ca ", [("ransom", False), ("ca", False)]),
        ("ransom ca?", [("ransom", False), ("ca", False)]),
        ("the", [("the", True)]),
        ("hostage the", [("hostage", False)]),
        ("notes note", [("notes", False)]),
        ("title:x AND (y* OR -z~2) [a TO b]", [("title", False), ("2", False)]),
        ("", []),
        ("   ", []),
        ("🚁\x00\x1b[0m", [("0m", True)]),
    ],
)
def test_words_are_taken_as_typed(text, expected):
    assert typed(text) == expected


@pytest.mark.parametrize("text", ['"baby food"', "“baby food”", 'no "baby food" here'])
def test_quoted_words_belong_together(text):
    (phrase,) = parse_query(text).phrases
    assert phrase.stems == ("babi", "food")
    assert phrase.places == (0, 1)


def test_an_unbalanced_quote_is_space():
    query = parse_query('"baby fo')
    assert query.phrases == ()
    assert [word.typed for word in query.words] == ["baby", "fo"]


def test_a_long_query_is_cut_and_says_so():
    query = parse_query("ransom " * 1000)
    assert query.cut
    assert len(query.text) == MAX_CHARACTERS
    assert not parse_query("r" * MAX_CHARACTERS).cut


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("freeze his bank account", [("freez", "bank", 2), ("bank", "account", 1)]),
        ("ransom for what it may be that a friend", []),
        ("who is my", []),
    ],
)
def test_words_typed_near_to_each_other_are_pairs(text, expected):
    assert [(*pair.stems, pair.places[1]) for pair in pairs_of(parse_query(text).whole)] == expected
