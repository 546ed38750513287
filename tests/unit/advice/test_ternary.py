from itertools import product

import pytest

from advisor.advice.ternary import Ternary, all_of, any_of

T, F, U = Ternary.TRUE, Ternary.FALSE, Ternary.UNKNOWN
ALL = (T, F, U)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_connectives_are_strong_kleene(left, right, both, either):
    assert left & right is both
    assert left | right is either


@pytest.mark.parametrize(("truth", "opposite"), [(T, F), (F, T), (U, U)])
def test_the_opposite_of_unknown_is_unknown(truth, opposite):
    assert ~truth is opposite


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_and_and_or_are_commutative_and_dual(a, b):
    assert a & b is b & a
    assert a | b is b | a
    assert ~(a & b) is ~a | ~b
    assert a & (a | b) is a
    assert a | (a & b) is a


@pytest.mark.parametrize(("a", "b", "c"), list(product(ALL, ALL, ALL)))
def test_and_and_or_are_associative_and_distributive(a, b, c):
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (b & c) is (a | b) & (a | c)


def test_nothing_to_hold_holds_and_nothing_that_could_does_not():
    assert all_of(()) is T
    assert any_of(()) is F


@pytest.mark.parametrize("truths", list(product(ALL, repeat=3)))
def test_many_are_taken_two_by_two(truths):
    assert all_of(truths) is truths[0] & truths[1] & truths[2]
    assert any_of(truths) is truths[0] | truths[1] | truths[2]


@pytest.mark.parametrize("truth", ALL)
def test_a_truth_is_never_taken_for_a_bool(truth):
    with pytest.raises(TypeError, match="compare it with `is`"):
        bool(truth)


def test_what_is_known_is_true_or_false():
    assert Ternary.of(True) is T
    assert Ternary.of(False) is F
