"""Labels are a lattice: what every rule about who may read rests on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.clearance import Classification, Clearance, Label, highest

COMPARTMENTS = st.frozensets(st.sampled_from(["ALDER", "BIRCH", "CEDAR", "R2D2"]))
LABELS = st.builds(Label, st.sampled_from(Classification), COMPARTMENTS)


@given(LABELS)
def test_what_is_printed_is_parsed_back(label: Label):
    assert Label.parse(str(label)) == label


@given(st.from_regex(r"[A-Z][A-Z0-9]{1,23}", fullmatch=True), st.sampled_from(Classification))
def test_every_compartment_name_is_parsed_back(name: str, level: Classification):
    label = Label(level, frozenset({name}))
    assert Label.parse(str(label)) == label


@given(st.text(max_size=60))
def test_any_text_is_a_label_or_refused(text: str):
    try:
        label = Label.parse(text)
    except ValueError:
        return
    assert Label.parse(str(label)) == label


@given(LABELS, LABELS)
def test_join_and_meet_are_commutative(a: Label, b: Label):
    assert a.join(b) == b.join(a)
    assert a.meet(b) == b.meet(a)


@given(LABELS, LABELS, LABELS)
def test_join_and_meet_are_associative(a: Label, b: Label, c: Label):
    assert a.join(b).join(c) == a.join(b.join(c))
    assert a.meet(b).meet(c) == a.meet(b.meet(c))


@given(LABELS, LABELS)
def test_join_and_meet_absorb_each_other(a: Label, b: Label):
    assert a.join(a.meet(b)) == a
    assert a.meet(a.join(b)) == a


@given(LABELS)
def test_join_and_meet_are_idempotent(a: Label):
    assert a.join(a) == a == a.meet(a)


@given(LABELS)
def test_dominance_is_reflexive(a: Label):
    assert a.dominates(a)


@given(LABELS, LABELS)
def test_dominance_is_antisymmetric(a: Label, b: Label):
    assert (a.dominates(b) and b.dominates(a)) == (a == b)


@given(LABELS, LABELS, LABELS)
def test_dominance_is_transitive(a: Label, b: Label, c: Label):
    high, low = a.join(b), b.meet(c)
    assert high.dominates(b)
    assert b.dominates(low)
    assert high.dominates(low)
    assert not (a.dominates(b) and b.dominates(c)) or a.dominates(c)


@given(LABELS, LABELS)
def test_dominance_agrees_with_join_and_meet(a: Label, b: Label):
    assert a.dominates(b) == (a.join(b) == a) == (a.meet(b) == b)


@given(LABELS, LABELS, LABELS)
def test_join_is_the_least_label_that_dominates_both(a: Label, b: Label, other: Label):
    assert a.join(b).dominates(a)
    assert a.join(b).dominates(b)
    if other.dominates(a) and other.dominates(b):
        assert other.dominates(a.join(b))


@given(LABELS, LABELS, LABELS)
def test_meet_is_the_greatest_label_that_both_dominate(a: Label, b: Label, other: Label):
    assert a.dominates(a.meet(b))
    assert b.dominates(a.meet(b))
    if a.dominates(other) and b.dominates(other):
        assert a.meet(b).dominates(other)


@given(st.lists(LABELS), LABELS)
def test_page_is_readable_exactly_if_everything_on_it_is(labels: list[Label], held: Label):
    clearance = Clearance(held)
    assert clearance.dominates(highest(labels)) == all(map(clearance.dominates, labels))
