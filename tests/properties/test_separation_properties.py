"""The check of separation finds nothing in any catalogue whose sources were reduced as well."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.trust import Trust
from advisor.clearance import Label
from advisor.releases.observing import make_actions
from advisor.releases.partition import part_sections
from advisor.session import Session
from advisor.settings import Places
from tests.support.effort import tries
from tests.support.labelled import RELEASE, reduce
from tests.support.random_catalogues import catalogues
from tests.support.sealed import LABELS


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("places")
    return Places(folder / "site", folder / "home")


@given(source=catalogues(), clearance=st.sampled_from(LABELS))
@settings(max_examples=tries(8), deadline=None)
def test_no_action_tells_of_what_is_above(
    places: Places, source: CatalogueSource, clearance: Label
):
    """Made from the widest session, so that words and ids are tried that only stand above."""
    parted = part_sections(source, RELEASE)
    held = [section for section in parted if clearance.dominates(section.label)]
    reduced = part_sections(reduce(source, clearance), RELEASE)
    widest, full, plain = (
        Session(Catalogue(sections), Trust.SITE, places) for sections in (parted, held, reduced)
    )
    for action in make_actions(widest):
        assert action.observe(full) == action.observe(plain), action.name
