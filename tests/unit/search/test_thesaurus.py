import pytest

from advisor.search import Thesaurus, parse_query
from tests.support.documents import GROUPS


def meanings(text, groups=GROUPS):
    words = parse_query(text).words
    return [
        (" ".join(word.typed for word in words[found.first : found.end]), meaning.text)
        for found in Thesaurus(groups).find(words)
        for meaning in found.meanings
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("poisoned food ", [("poisoned food", "product contamination")]),
        ("glass in the food ", [("glass food", "product contamination")]),
        ("choppers ", [("choppers", "helicopter"), ("choppers", "autogyro")]),
        ("chop", [("chop", "helicopter"), ("chop", "autogyro")]),
        ("chop ", []),
        ("ch", []),
        ("food ", []),
    ],
)
def test_plain_words_mean_what_the_catalogue_calls_them(text, expected):
    assert meanings(text) == expected


def test_the_longer_phrase_is_meant():
    groups = [{"says": ["cell"], "means": ["custody"]}, {"says": ["cell site"], "means": ["mast"]}]
    assert meanings("cell site ", groups) == [("cell site", "mast")]


def test_stop_words_alone_say_nothing():
    assert meanings("who is it", [{"says": ["who is"], "means": ["the"]}]) == []


@pytest.mark.parametrize("typed", ["taken ", "tak"])
def test_what_several_groups_say_is_said_by_the_first(typed):
    words = parse_query(typed).words
    says = [["took"], ["taken"], ["taken"]]
    groups = [{"says": each, "means": ["kidnap"]} for each in says]
    (found,) = Thesaurus(groups).find(words)
    assert [meaning.group for meaning in found.meanings] == [1]


def test_a_word_that_stands_there_is_no_beginning_of_another():
    groups = [{"says": ["ransomware"], "means": ["cyber"]}]
    words = parse_query("ransom").words
    assert Thesaurus(groups).find(words) != []
    assert Thesaurus(groups).find(words, {"ransom"}.__contains__) == []


@pytest.mark.parametrize(
    ("text", "stands", "found"),
    [
        ("can we turn him ", True, ["informant"]),
        ("can we turn her ", True, ["informant"]),
        ("turn left ", True, []),
        ("turn left ", False, ["informant"]),
        ("a turn ", True, []),
    ],
)
def test_one_word_of_a_phrase_stands_for_it_only_with_the_others(text, stands, found):
    query = parse_query(text)
    expansions = Thesaurus([{"says": ["turn him"], "means": ["informant"]}]).find(
        query.words, lambda stem: stands, query.said
    )
    assert [meaning.text for one in expansions for meaning in one.meanings] == found
