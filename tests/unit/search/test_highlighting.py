from advisor.clearance import OFFICIAL
from advisor.search import highlights
from advisor.search.passage import Place, best_passages
from tests.support.documents import make_index


def best(query):
    return make_index().search(query).results[0]


def snippet(texts, result):
    return [found.text for found in best_passages([Place("", OFFICIAL, tuple(texts))], result, 1)]


def test_matched_words_are_marked_in_any_text():
    text = "Kidnapped: a hostage, the taker’s ransom."
    spans = highlights(text, best("kidnapping ransom"))
    assert [text[start:end] for start, end in spans] == ["Kidnapped", "ransom"]


def test_what_the_thesaurus_found_is_marked():
    text = "Product contamination"
    spans = highlights(text, best("poisoned food"))
    assert [text[start:end] for start, end in spans] == ["Product", "contamination"]


def test_the_sentence_with_most_matches_is_shown():
    passages = ["Nothing here.", "A hostage is held. A ransom is asked for a hostage."]
    assert snippet(passages, best("hostage ransom")) == ["A ransom is asked for a hostage."]


def test_the_first_sentence_is_shown_where_none_matches():
    assert snippet(["First one. Second."], best("ransom")) == ["First one."]
    assert snippet([], best("ransom")) == []


def test_a_long_sentence_is_cut_at_words_around_the_match():
    text = "word " * 60 + "ransom " + "word " * 60
    (shown,) = snippet([text], best("ransom"))
    assert len(shown) <= 162
    assert "ransom" in shown
    assert shown.startswith("…word")
    assert shown.endswith("word…")


def test_a_long_sentence_without_spaces_is_cut():
    (shown,) = snippet(["x" * 500], best("ransom"))
    assert len(shown) <= 161
