from __future__ import annotations

import datetime
import locale

import pytest

from advisor.catalogue.access import Step
from advisor.catalogue.entry import (
    Authority,
    Channel,
    ContactDetails,
    Discrepancy,
    GridRow,
    Kind,
    LawLink,
    Meeting,
    Precedent,
    Recommendation,
    Row,
)
from advisor.catalogue.wording import KIND_NAMES, labelled_lines, say_date, texts
from tests.support.builders import CHECKED

WORDS = ("act", "authoriser", "grounds", "approval", "duration", "urgent", "record")


def test_date_reads_as_readers_write_it():
    assert say_date(datetime.date(2026, 6, 3)) == "3 June 2026"
    assert [say_date(datetime.date(2026, month, 1)).split()[1] for month in (1, 12)] == [
        "January",
        "December",
    ]


def test_date_reads_alike_whatever_the_locale_of_the_process():
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in ("de_DE.UTF-8", "cy_GB.UTF-8", "C.UTF-8"):
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            assert say_date(CHECKED) == "23 November 2026"
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("text", [("", "text")]),
        (("a", "b"), [("", "a"), ("", "b")]),
        ((LawLink(text="law", entry="x"),), [("", "law")]),
        ((Discrepancy(text="they differ", sources=("a",)),), [("", "they differ")]),
        (
            (GridRow(tier="nca", published=True, lines=("a", "b")),),
            [("NCA", "a"), ("", "b")],
        ),
        (
            (GridRow(tier="force", published=False),),
            [("Force and others", "This row exists but is not published.")],
        ),
        (
            Meeting(purpose="to meet"),
            [
                ("Chair", "Not published."),
                ("How often", "Not published."),
                ("Purpose", "to meet"),
                ("Who attends", "Not published."),
            ],
        ),
        (
            (Row(name="SC", text="secret"), Row(name="DV", text="more")),
            [("SC", "secret"), ("DV", "more")],
        ),
        (
            (Step(text="Ask", detail="Today.", sources=("a",)), Step(text="Wait", sources=("a",))),
            [("", "Ask. Today."), ("", "Wait.")],
        ),
        (
            Precedent(reported="2020", together="us", problem="boats", given=("a", "b")),
            [
                ("What it was about", "boats"),
                ("Who worked together", "us"),
                ("Who asked", "Not published."),
                ("What was brought to it", "a"),
                ("", "b"),
                ("What came of it", "Not published."),
                ("Where it was reported", "2020"),
            ],
        ),
        (
            Recommendation(
                number=1,
                addressee="the NCA",
                due="now",
                asked="a duty system",
                outcome="not found",
                helps=("it shows", "it tells"),
                not_yet=("the rest",),
            ),
            [
                ("What it asked for", "a duty system"),
                ("To whom", "the NCA"),
                ("By when", "now"),
                ("What came of it", "not found"),
                ("What this product does", "it shows"),
                ("", "it tells"),
                ("What it does not do yet", "the rest"),
            ],
        ),
    ],
)
def test_texts_are_labelled(value: object, lines: list[tuple[str, str]]):
    assert list(labelled_lines(value)) == lines
    assert texts(value) == tuple(text for _, text in lines)


def test_authority_has_a_line_for_each_column_and_note():
    fields = {name: f"{name} text" for name in WORDS}
    lines = list(labelled_lines(Authority(row="A1", **fields, notes=("note",))))
    assert [text for _, text in lines] == [*fields.values(), "note"]
    assert lines[0][0] == "Act"


def test_contact_that_is_not_published_says_so_and_never_invents():
    details = ContactDetails(role="to ask", order=1, published=False, verified_on=CHECKED)
    lines = dict(labelled_lines(details))
    assert lines["How to reach them"] == "Not published: your administrator supplies this."
    assert lines["Hours"] == "Not published."


def test_channel_has_its_note():
    channel = Channel(kind="telephone", value="0370 496 7622", note="control room")
    details = ContactDetails(
        role="to ask", order=1, channels=(channel,), published=True, verified_on=CHECKED
    )
    assert dict(labelled_lines(details))["Telephone"] == "0370 496 7622 (control room)"


def test_every_kind_has_a_name_for_readers():
    assert tuple(KIND_NAMES) == tuple(Kind)
