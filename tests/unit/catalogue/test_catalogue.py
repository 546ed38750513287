from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.clearance import OFFICIAL, Label
from advisor.errors import NoSuchEntryError
from tests.support.builders import make_catalogue, make_entry, make_section

SECRET = Label.parse("SECRET/ALDER")
UNIT = make_entry(parts={"does": "Advice.", "limits": ("none",)}, threats=("kidnap",))


def test_entry_has_its_portions_in_reading_order():
    entry = make_catalogue(make_entry(parts={"limits": ("a",), "does": "b"})).entry("kidnap-unit")
    assert [portion.part for portion in entry.portions] == ["does", "limits"]
    assert entry.marking == OFFICIAL


def test_sections_are_merged_into_one_entry_marked_as_high_as_what_is_shown():
    secret = make_section([make_entry(parts={"limits": ("secret",)}, label=SECRET)], label=SECRET)
    secret = replace(secret, heads=(), citations={})
    catalogue = Catalogue([make_section([UNIT]), secret])
    entry = catalogue.entry("kidnap-unit")
    assert [(str(p.label), p.value) for p in entry.portions if p.part == "limits"] == [
        ("OFFICIAL", ("none",)),
        ("SECRET/ALDER", ("secret",)),
    ]
    assert entry.label == OFFICIAL
    assert entry.marking == SECRET
    assert catalogue.label == SECRET


def test_not_there_and_not_for_you_are_told_alike():
    catalogue = make_catalogue(UNIT)
    messages = []
    for typed in ("no-such-thing", "hidden-thing"):
        with pytest.raises(NoSuchEntryError) as caught:
            catalogue.head(typed)
        messages.append((caught.value.message.replace(typed, "X"), caught.value.hint))
    assert messages[0] == messages[1]


@pytest.mark.parametrize(
    "typed", ["kidnap-unti", "KIDNAP UNIT", "kidnap  unit", "Anti kidnap team", "akeu"]
)
def test_unknown_id_names_the_nearest_by_id_title_or_alias(typed: str):
    unit = make_entry(title="Anti kidnap teams", aliases=("AKEU",))
    with pytest.raises(NoSuchEntryError) as caught:
        make_catalogue(unit, make_entry("air-support")).entry(typed)
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("Nearest names: kidnap-unit.")


def test_very_long_id_is_answered_at_once_and_cut():
    with pytest.raises(NoSuchEntryError) as caught:
        make_catalogue(UNIT).entry("k" * 1_000_000)
    assert len(caught.value.message) < 120


def test_heads_are_listed_by_kind_and_by_threat():
    other = make_entry("air-support")
    term = make_entry("rocc", Kind.TERM, threats=("kidnap",))
    catalogue = make_catalogue(UNIT, other, term)
    assert [head.id for head in catalogue.of_kind(Kind.CAPABILITY)] == [
        "kidnap-unit",
        "air-support",
    ]
    assert [head.id for head in catalogue.of_threat("kidnap")] == ["kidnap-unit"]
    assert "rocc" in catalogue
    assert "rooc" not in catalogue
