"""What search says of the words of a site is true, whatever was typed and whoever reads."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.additions.addition import WordGroup
from advisor.catalogue.source import CatalogueSource
from advisor.clearance import Label
from advisor.search.query import to_phrase
from tests.support.effort import tries
from tests.support.labelled import ABOVE, everything, open_with_additions
from tests.support.random_catalogues import SHARED, catalogues
from tests.support.sealed import LABELS

TYPED = ["jargon", "slang", *SHARED, *ABOVE.values()]
queries = st.lists(st.sampled_from(TYPED), min_size=1, max_size=4).map(" ".join)


def stems(*texts: str) -> set[tuple[str, ...]]:
    return {to_phrase(text).stems for text in texts}


@given(catalogues(), st.sampled_from(LABELS), queries)
@example(everything(), LABELS[3], "jargon")
@settings(max_examples=tries(25), deadline=None)
def test_a_reason_by_the_site_is_what_a_group_of_it_says_that_the_reader_may_see(
    source: CatalogueSource, clearance: Label, query: str
):
    session = open_with_additions(source, clearance)
    assert session.joined is not None
    groups = [(one, label) for one, label in session.joined.listed if isinstance(one, WordGroup)]
    for found in session.search(f"{query} ").found:
        for why in found.result.why:
            if found.is_by_site(why):
                saying = [
                    label
                    for one, label in groups
                    if stems(why.typed) <= stems(*one.says) and {why.stems} <= stems(*one.means)
                ]
                assert any(map(found.marking.dominates, saying))
                assert why.how == "synonym"


@pytest.mark.parametrize("clearance", LABELS, ids=str)
def test_whoever_may_read_a_group_finds_by_it(clearance: Label):
    session = open_with_additions(everything(), clearance)
    for label, word in ABOVE.items():
        by_site = {
            why.typed
            for found in session.search(f"slang {word} ").found
            for why in found.result.why
            if found.is_by_site(why)
        }
        assert (f"slang {word}" in by_site) == clearance.dominates(label)
