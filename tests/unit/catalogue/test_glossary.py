"""Terms and acronyms are found where they stand, and explained by no more than may be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.entry import Kind
from advisor.catalogue.glossary import Glossary, Use
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import entry_of, make_source, open_at
from tests.support.sealed import LABELS

MOST = LABELS[-1]


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    nowhere = Path("/nonexistent")
    return Session.open(None, Places(nowhere, nowhere)).glossary


def names(uses: tuple[Use, ...]) -> list[str]:
    return [use.name for use in uses]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the ROCC about the NCA.", ["ROCC", "NCA"]),
        ("Two ROCUs and one ROCU", ["ROCU"]),
        ("the chief officer of the lead force", ["Chief officer", "Lead force"]),
        ("A pin, an ao and a secret are words; a PIN is a number", ["PIN"]),
        ("What you need to know lies here.", []),
        ("ROCUX, PRENCA and nca are no names", []),
        ("the Investigatory Powers Act 2016 says", ["Investigatory Powers Act 2016"]),
        ("", []),
    ],
)
def test_names_are_found_where_they_stand(shipped: Glossary, text: str, found: list[str]):
    assert names(shipped.find(text)) == found


def test_name_is_found_once_a_paragraph_and_again_in_the_next(shipped: Glossary):
    uses = shipped.find("NCA and NCA\nNCA")
    assert [(use.start, use.end) for use in uses] == [(0, 3), (12, 15)]


def test_name_says_what_it_means(shipped: Glossary):
    (use,) = shipped.find("A ROCU helps.")
    assert use.text.startswith("ROCU: Regional organised crime unit. A police unit")
    (use,) = shipped.find("A regional organised crime unit helps.")
    assert use.text.startswith("Regional organised crime unit: A police unit")


def test_letters_with_two_meanings_are_given_both(shipped: Glossary):
    (use,) = shipped.find("A CCA")
    assert len(use.meanings) == 2
    assert "\nOr: CCA: " in use.text
    assert use.meanings[0].head.kind is Kind.TERM


def test_entry_does_not_explain_itself(shipped: Glossary):
    assert names(shipped.find("NCA and ROCU", leave_out={"rocu"})) == ["NCA"]


@given(st.text(max_size=200))
def test_whatever_is_read_names_are_whole_and_in_order(shipped: Glossary, text: str):
    end = 0
    for use in shipped.find(text):
        assert end <= use.start < use.end <= len(text)
        assert text[use.start : use.end].casefold() == use.name.casefold()
        end = use.end


def test_term_explains_nothing_that_is_marked_lower():
    source = make_source(
        [
            entry_of("kidnap-unit", Kind.TERM, label=OFFICIAL, title="Glass", aliases=()),
            entry_of("boat", Kind.TERM, label=MOST, title="Glass boat", aliases=()),
        ]
    )
    glossary = open_at(source, MOST).glossary
    text = "a glass boat"
    assert names(glossary.find(text, MOST)) == ["Glass boat"]
    (use,) = glossary.find(text, OFFICIAL)
    assert (use.name, use.label) == ("Glass", OFFICIAL)
    assert open_at(source, OFFICIAL).glossary.find(text, MOST) == glossary.find(text, OFFICIAL)
