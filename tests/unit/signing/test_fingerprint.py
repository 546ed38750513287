"""Words that two people compare over a telephone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.sealing.passphrase import load_words
from advisor.signing.fingerprint import fingerprint, in_groups, is_fingerprint, normalise


def test_twelve_words_of_the_list_in_three_groups():
    words = fingerprint(b"something")
    assert len(words.split("-")) == 12
    assert set(words.split("-")) <= set(load_words())
    assert " ".join(in_groups(words)).replace(" ", "-") == words
    assert [len(group.split()) for group in in_groups(words)] == [4, 4, 4]


def test_list_of_words_fills_eleven_bits():
    assert len(load_words()) == 2**11


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_other_bytes_have_other_words(one: bytes, two: bytes):
    assert (fingerprint(one) == fingerprint(two)) == (one == two)


@pytest.mark.parametrize("between", [" ", "-", ", ", "  ", " - ", "\n"])
def test_whatever_stands_between_the_words_they_are_the_same(between: str):
    words = fingerprint(b"something")
    typed = f" {between.join(words.split('-')).upper()} "
    assert normalise(typed) == words
    assert is_fingerprint(typed)


@pytest.mark.parametrize(
    "typed", ["", "word", "a-b-c-d-e-f-g-h-i-j-k-l", fingerprint(b"x")[:-1] + "zz"]
)
def test_what_is_no_fingerprint(typed: str):
    assert not is_fingerprint(typed)
