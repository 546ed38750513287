from __future__ import annotations

from itertools import pairwise

import pytest

from advisor.sealing import passphrase
from advisor.sealing.passphrase import find_weakness, is_possible, load_words, normalise


def test_there_are_2048_plain_different_words():
    words = load_words()
    assert len(words) == len(set(words)) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert {len(word) for word in words} <= set(range(3, 8))
    assert list(words) == sorted(words)


def test_no_two_words_begin_alike_and_none_begins_another():
    words = load_words()
    assert len({word[:4] for word in words}) == len(words)
    assert not [pair for pair in pairwise(words) if pair[1].startswith(pair[0])]


def test_six_words_are_66_bits():
    assert passphrase.entropy_bits() == 66
    assert passphrase.entropy_bits(5) == 55


def test_generated_passphrases_are_words_and_never_alike():
    made = [passphrase.generate() for _ in range(50)]
    assert len(set(made)) == 50
    for one in made:
        assert len(one.split(" ")) == 6
        assert set(one.split(" ")) <= set(load_words())
        assert find_weakness(one) is None


def test_too_few_words_are_a_fault():
    with pytest.raises(ValueError, match="too easy"):
        passphrase.generate(4)


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ("", "too short"),
        ("correct horse", "too short"),
        ("a" * 40, "repeats a few"),
        ("abab cdcd abab cdcd abab", "repeats a few"),
        ("kestrel19kestrel19", "one piece"),
        ("Kestrel 19 kestreL19", "one piece"),
        ("abcdefghijklmnopqrstuvwxyz", "alphabet"),
        ("qwertyuiopasdfghjkl", "row of keys"),
        ("zyxwvutsrqponm1234", "alphabet"),
        ("long enough but with\ttab", "one line"),
        ("long enough but with \ud800", "one line"),
        ("two lines are\nnot typed", "one line"),
        ("ab cdefghij" * 200, "at most 1,024"),
    ],
)
def test_weak_passphrase_is_told_why(chosen: str, reason: str):
    assert reason in (find_weakness(chosen) or "")


@pytest.mark.parametrize(
    "chosen", ["three plain random words", "Tr0ub4dor&3-and-more", "äöü ßéñ łøå čšž þðæ"]
)
def test_others_pass(chosen: str):
    assert find_weakness(chosen) is None


def test_reason_never_quotes_the_passphrase():
    assert "kestrel" not in (find_weakness("kestrel19kestrel19") or "").lower()


def test_accents_are_one_character_however_typed():
    assert normalise("cafe\N{COMBINING ACUTE ACCENT}") == "caf\N{LATIN SMALL LETTER E WITH ACUTE}"


@pytest.mark.parametrize(
    ("text", "possible"), [("", False), ("x", True), ("x" * 1025, False), ("\udc80", False)]
)
def test_possible_passphrases(text: str, possible: bool):
    assert is_possible(text) is possible
