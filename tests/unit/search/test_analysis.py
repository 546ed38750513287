import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.search.analysis import analyse, analyse_all
from advisor.search.chain import CHAIN


def stems(text):
    return [word.stem for word in analyse(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kidnapping kidnaps KIDNAPPED", ["kidnap"] * 3),
        ("the criminal's house, the criminal’s car", ["crimin", "hous", "crimin", "car"]),
        ("café CAFÉ cafe", ["cafe"] * 3),
        ("don't o'brien", ["obrien"]),
        ("cross-border", ["cross", "border"]),
        ("section 8", ["section", "8"]),
        ("ID", ["id"]),
        ("\x00\x07 🚁 -- “” \ud800", []),
        ("ﬁrearm", ["firearm"]),
        ("", []),
    ],
)
def test_words_are_folded_and_stemmed(text, expected):
    assert stems(text) == expected


def test_asking_words_say_nothing():
    assert stems("Who do I speak to about ransom?") == ["ransom"]


def test_stop_words_keep_their_place():
    proceeds, crime = analyse("proceeds of crime")
    assert crime.place - proceeds.place == 2


def test_a_word_knows_its_form_and_offsets():
    text = "The Criminal’s café"
    criminal, cafe = analyse(text)
    assert criminal.surface == "criminal"
    assert cafe.surface == "cafe"
    assert text[criminal.start : criminal.end] == "Criminal’s"
    assert text[cafe.start : cafe.end] == "café"


def test_stop_words_can_be_asked_for():
    assert [(word.surface, word.stopped) for word in analyse_all("the unit")] == [
        ("the", True),
        ("unit", False),
    ]


@given(
    st.lists(
        st.sampled_from(["The", "kidnap's", "Kidnapping", "I'm", "Café", "’s", "a", "ﬁ", "_"])
        | st.text(max_size=6),
        max_size=6,
    ).map(" ".join)
)
def test_words_are_what_the_chain_makes_of_them(text: str):
    tokens = CHAIN(text, positions=True, chars=True, removestops=False)
    assert [tuple(word) for word in analyse_all(text)] == [
        (each.surface, each.text, each.pos, each.startchar, each.endchar, each.stopped)
        for each in tokens
    ]
    tokens = CHAIN(text, positions=True, chars=True, removestops=True)
    assert [(word.stem, word.place) for word in analyse(text)] == [
        (each.text, each.pos) for each in tokens
    ]
