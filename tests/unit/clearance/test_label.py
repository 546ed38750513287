from __future__ import annotations

import pytest

from advisor.clearance import OFFICIAL, Classification, Clearance, Label, highest

SECRET = Label(Classification.SECRET)
SECRET_ALDER = Label(Classification.SECRET, frozenset({"ALDER"}))
SECRET_BIRCH = Label(Classification.SECRET, frozenset({"BIRCH"}))
TOP_SECRET = Label(Classification.TOP_SECRET)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("OFFICIAL", OFFICIAL),
        ("OFFICIAL-SENSITIVE", Label(Classification.OFFICIAL_SENSITIVE)),
        ("SECRET/ALDER", SECRET_ALDER),
        ("TOP SECRET", TOP_SECRET),
        (" SECRET / BIRCH / ALDER ", Label.parse("SECRET/ALDER/BIRCH")),
        ("SECRET/ALDER/ALDER", SECRET_ALDER),
    ],
)
def test_label_is_parsed(text: str, label: Label):
    assert Label.parse(text) == label


@pytest.mark.parametrize(
    "text",
    ["", "secret", "RESTRICTED", "SECRET/", "SECRET/alder", "SECRET/A", "SECRET/A-B", "/ALDER"],
)
def test_what_is_no_label_is_refused(text: str):
    with pytest.raises(ValueError, match=r"classification|compartment"):
        Label.parse(text)


def test_refusal_lists_the_levels_and_keeps_long_text_short():
    with pytest.raises(ValueError, match="OFFICIAL, OFFICIAL-SENSITIVE, SECRET, TOP SECRET") as e:
        Label.parse("x" * 10_000)
    assert len(str(e.value)) < 200


def test_compartments_are_printed_in_order():
    assert str(Label(Classification.SECRET, frozenset({"BIRCH", "ALDER"}))) == "SECRET/ALDER/BIRCH"


@pytest.mark.parametrize(
    ("held", "label", "readable"),
    [
        (OFFICIAL, OFFICIAL, True),
        (SECRET, OFFICIAL, True),
        (OFFICIAL, SECRET, False),
        (TOP_SECRET, SECRET_ALDER, False),
        (SECRET_ALDER, TOP_SECRET, False),
        (SECRET_ALDER, SECRET_ALDER, True),
        (SECRET_ALDER, SECRET, True),
        (SECRET_ALDER, SECRET_BIRCH, False),
    ],
    ids=str,
)
def test_nobody_reads_up(held: Label, label: Label, readable: bool):
    assert Clearance(held).dominates(label) is readable


def test_clearance_is_official_unless_more_is_held():
    assert Clearance().dominates(OFFICIAL)
    assert not Clearance().dominates(Label(Classification.OFFICIAL_SENSITIVE))


def test_page_is_marked_as_high_as_anything_on_it():
    assert highest([OFFICIAL, SECRET_ALDER, SECRET_BIRCH]) == Label.parse("SECRET/ALDER/BIRCH")


def test_empty_page_is_official():
    assert highest([]) == OFFICIAL
