"""The code of a slip: short, and a character that was misheard is noticed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.slips.code import ALPHABET, MOST_RELEASE, Code, parse_code, spell
from advisor.slips.errors import SlipError

CODE = Code.of(3, "kidnap-unit", ("limits", "Limits", "Not for debts."))
TEXTS = st.text(max_size=20)


@given(st.integers(0, MOST_RELEASE), TEXTS, st.tuples(TEXTS, TEXTS, TEXTS))
def test_code_is_read_as_it_was_written(release: int, entry: str, line: tuple[str, str, str]):
    code = Code.of(release, entry, line)
    assert parse_code(str(code)) == code
    assert parse_code(f"  {str(code).lower().replace('-', ' ')} ") == code


def misheard(text: str, places: tuple[int, ...]):
    """Yield a code with the characters at some places replaced by every other one."""
    others = [[each for each in ALPHABET if each != text[place]] for place in places]
    for chosen in itertools.product(*others):
        letters = list(text)
        for place, letter in zip(places, chosen, strict=True):
            letters[place] = letter
        yield "".join(letters)


def test_every_one_and_every_two_misheard_characters_are_noticed():
    text = str(CODE)
    places = [place for place, each in enumerate(text) if place > 1 and each != "-"]
    wrong = [each for place in places for each in misheard(text, (place,))]
    wrong += [each for pair in itertools.combinations(places, 2) for each in misheard(text, pair)]
    assert len(wrong) > 45_000
    for each in wrong[::7]:
        with pytest.raises(SlipError, match="misheard"):
            parse_code(each)


def test_swapped_characters_and_another_release_are_noticed():
    text = str(CODE)
    body = [place for place, each in enumerate(text) if place > 1 and each != "-"]
    for one, other in itertools.combinations(body, 2):
        letters = list(text)
        letters[one], letters[other] = letters[other], letters[one]
        if "".join(letters) != text:
            with pytest.raises(SlipError):
                parse_code("".join(letters))
    with pytest.raises(SlipError, match="misheard"):
        parse_code(f"4{text[1:]}")


@pytest.mark.parametrize(
    "typed",
    ["", "x", "3-KMPT7", "3-KMPT7-X2QW-H", "3-KMPT7-X2Q1-HF", "9999999-A", "٣-KMPT7", "a" * 9],
)
def test_what_is_no_code_is_said_to_be_none(typed: str):
    with pytest.raises(SlipError, match="is not a code") as error:
        parse_code(typed)
    assert "character by character" in error.value.hint


def test_hint_shows_a_code_that_is_one():
    with pytest.raises(SlipError) as error:
        parse_code("x")
    shown = error.value.hint.removeprefix("A code looks like ").split(".")[0]
    assert str(parse_code(shown)) == shown


def test_code_is_spelt_for_the_telephone():
    code = Code(12, "K7MPT", "2222")
    assert spell(code).startswith("12, Kilo 7 Mike Papa Tango, 2 2 2 2, ")


def test_another_entry_line_or_heading_has_another_code():
    line = ("limits", "Limits", "Not for debts.")
    codes = {
        str(Code.of(3, entry, each))
        for entry in ("kidnap-unit", "kidnap-units")
        for each in (line, ("limits", "Limits", "Not for debt."), ("limits", "When", line[2]))
    }
    assert len(codes) == 6
