import datetime

import pytest

from advisor.advice.condition import After, AtLeast, AtMost, Before, In, Is
from advisor.advice.wording import demand_text, value_text
from tests.support.rules import BY_NAME, make_fact

DAY = datetime.date(2026, 6, 3)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("covert", True, "Yes"),
        ("covert", False, "No"),
        ("level", "serious", "The serious"),
        ("hours", 3, "3 hours"),
        ("hours", 10_000, "10,000 hours"),
        ("since", DAY, "3 June 2026"),
    ],
)
def test_a_value_reads_as_the_reader_sees_it(name, value, text):
    assert value_text(BY_NAME[name], value) == text


def test_a_number_without_a_unit_stands_alone():
    assert value_text(make_fact("victims", "number"), 2) == "2"


@pytest.mark.parametrize(
    ("atom", "text", "negated"),
    [
        (Is("covert", True), "Covert: Yes", "Covert: No"),
        (Is("covert", False), "Covert: No", "Covert: Yes"),
        (Is("level", "serious"), "Level: The serious", "Level: not The serious"),
        (
            In("level", ("serious", "other")),
            "Level: The serious or The other",
            "Level: The none",
        ),
        (
            In("level", ("serious", "other", "none")),
            "Level: The serious, The other or The none",
            "Level: not The serious, The other or The none",
        ),
        (Is("hours", 3), "Hours: 3 hours", "Hours: not 3 hours"),
        (AtLeast("hours", 3), "Hours: at least 3 hours", "Hours: less than 3 hours"),
        (AtMost("hours", 3), "Hours: at most 3 hours", "Hours: more than 3 hours"),
        (Before("since", DAY), "Since: before 3 June 2026", "Since: 3 June 2026 or later"),
        (After("since", DAY), "Since: after 3 June 2026", "Since: 3 June 2026 or earlier"),
    ],
)
def test_a_demand_reads_plainly_and_so_does_its_opposite(atom, text, negated):
    fact = BY_NAME[atom.fact]
    assert demand_text(fact, atom) == text
    assert demand_text(fact, atom, negated=True) == negated


def test_choices_with_commas_are_kept_apart():
    fact = make_fact("place", "choice", ("out, far", "in"))
    demand = demand_text(fact, In("place", ("out, far", "in")))
    assert demand == "Place: “The out, far” or “The in”"
