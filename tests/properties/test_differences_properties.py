"""Laws of comparing two catalogues, among them that what is above a reader is absent."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.catalogue.rule_case import Expectation, RuleCase
from advisor.catalogue.source import CatalogueSource
from advisor.clearance import Label
from advisor.cli.catalogue_diff import compared_json
from advisor.releases.comparing import Compared, Side, compare
from tests.support.effort import tries
from tests.support.labelled import ABOVE, IDS, make_any_case, open_at, reduce
from tests.support.random_catalogues import catalogues
from tests.support.sealed import LABELS

TESTS = tuple(
    RuleCase(
        id=f"case-{entry_id}",
        title="x",
        check=entry_id,
        facts={"fact_0": True, "fact_1": False},
        expect=Expectation(outcome="available"),
        row="A1",
        why="x",
    )
    for entry_id in IDS
)


def compared(before: CatalogueSource, after: CatalogueSource, clearance: Label) -> Compared:
    sides = [Side(open_at(source, clearance), TESTS) for source in (before, after)]
    return compare(*sides, [make_any_case()])


@given(catalogues(), catalogues(), st.sampled_from(LABELS))
@settings(max_examples=tries(10), deadline=None)
def test_comparison_equals_that_with_everything_above_removed(
    before: CatalogueSource, after: CatalogueSource, clearance: Label
):
    full = compared(before, after, clearance)
    reduced = compared(reduce(before, clearance), reduce(after, clearance), clearance)
    assert full == reduced
    told = repr(compared_json(full))
    assert not [
        word for label, word in ABOVE.items() if word in told if not clearance.dominates(label)
    ]
    assert clearance.dominates(full.marking)


@given(catalogues(), catalogues())
@settings(max_examples=tries(10), deadline=None)
def test_a_catalogue_equals_itself_and_the_other_way_round_is_the_reverse(
    before: CatalogueSource, after: CatalogueSource
):
    top = LABELS[-1]
    same = compared(before, before, top)
    assert not same.differences
    assert not same.outcomes
    there, back = compared(before, after, top), compared(after, before, top)
    one, other = there.differences, back.differences
    assert {item.id for item in one.added} == {item.id for item in other.removed}
    assert one.unchanged == other.unchanged
    assert {item.item.id for item in one.changed} == {item.item.id for item in other.changed}
    pairs = {(change.case, change.entry, change.before, change.after) for change in there.outcomes}
    assert pairs == {
        (change.case, change.entry, change.after, change.before) for change in back.outcomes
    }
